"""The proof of an answer holds, and fails with what differs when something was changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ask import answer
from ask.library import Library
from ask.verify import verify
from report.errors import InputError

QUESTIONS = [
    "How much natural gas did the Group burn in 2023?",
    "What share of process water was recycled in 2024?",
    "How are whistleblowers protected?",
    "Which disclosures of the GRI index are not applicable?",
    "How much did the total energy consumption change between 2023 and 2024?",
    "What is the CEO-to-median pay ratio?",
    "Which company holds the Nordic Clean Bathroom certificate?",
]


@pytest.fixture(scope="module")
def library(sample_library: Path) -> Iterator[Library]:
    with Library.open(sample_library) as opened:
        yield opened


def saved(library: Library, question: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(answer(library, question).as_json()))
    return made


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_fresh_answer_holds(library: Library, question: str) -> None:
    assert verify(saved(library, question), library) == []


def change(made: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    other = copy.deepcopy(made)
    place: Any = other
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return other


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("citations", 0, "quote"), "something else", "reads"),
        (("citations", 0, "start"), 3, "reads"),
        (("citations", 0, "end"), 10**9, "outside the text"),
        (("citations", 0, "report"), "another-report", "not among the answer's sources"),
        (("values", 0), "99,999,999 tons", "stands in no citation"),
        (("answer",), "It was 77,777,777 cubic meters.", "stands in no citation"),
        (("sources",), {"barrovento-2024": "0" * 64}, "has changed"),
        (("sources",), {"nothing-1999": "0" * 64}, "no report"),
        (("rows",), [], "differ"),
        (("facts",), ["https://example.org/made-up"], "does not give the fact"),
        (("sparql",), "SELECT nonsense", "does not run"),
        (("sparql",), None, "no query"),
        (("citations",), [], "no citation"),
    ],
)
def test_what_was_changed_is_told(library: Library, path: tuple[str | int, ...], value: Any, told: str) -> None:
    made = saved(library, QUESTIONS[0])
    lines = verify(change(made, path, value), library)
    assert lines and any(told in line for line in lines), lines


def test_wrong_arithmetic_is_told(library: Library) -> None:
    made = saved(library, "How much did the total energy consumption change between 2023 and 2024?")
    assert any("comes to" in line for line in verify(change(made, ("computation",), "1,366,900 - 1,268,400 = 98,501"), library))


def test_not_found_says_nothing(library: Library) -> None:
    made = saved(library, "What is the CEO-to-median pay ratio?")
    assert any("not found" in line for line in verify(change(made, ("answer",), "It is 40."), library))


@pytest.mark.parametrize("thing", [{}, [], {"status": "maybe", "citations": []}, {"status": "answered"}])
def test_what_is_no_answer_is_refused(library: Library, thing: Any) -> None:
    with pytest.raises(InputError, match="not an answer"):
        verify(thing, library)


def test_another_query_is_told(library: Library) -> None:
    made = saved(library, QUESTIONS[0])
    other = "SELECT ?fact ?label WHERE { ?fact a rg:Award ; rdfs:label ?label } ORDER BY ?fact LIMIT 1"
    assert any("differ" in line for line in verify(change(made, ("sparql",), other), library))
