"""Answers that the graph gives straight away: a figure by its name, all of a kind, and never one scope for another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ask import answer
from ask.library import Library


@pytest.fixture(scope="module")
def library(sample_library: Path) -> Iterator[Library]:
    with Library.open(sample_library) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were the total GHG emissions in 2023?", "87,455.10"),
        ("How many employees were there in 2022?", "2,061"),
        ("What was the total energy consumption in 2024?", "1,268,400 GJ"),
    ],
)
def test_a_figure_is_given_for_the_year_that_was_asked(library: Library, question: str, value: str) -> None:
    found = answer(library, question)
    assert found.status == "answered"
    assert found.answer.startswith(value)
    assert found.sparql is not None
    assert found.facts
    text = library.text("barrovento-2024")
    assert found.citations
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in found.citations)


def test_two_values_for_one_figure_are_both_given(library: Library) -> None:
    found = answer(library, "How many employees does the company have?")
    assert found.status == "conflicting"
    assert {str(v).split()[0] for v in found.values} == {"2,148", "2,184"}


def test_all_of_a_kind_are_listed_and_counted(library: Library) -> None:
    subsidiaries = library.records("subsidiaries")
    listed = answer(library, "Which subsidiaries are there?")
    assert [str(v) for v in listed.values] == [r["label"] for r in subsidiaries]
    assert len(listed.citations) == len(subsidiaries)
    assert next(iter(answer(library, "How many subsidiaries are there?").values)) == len(subsidiaries)


def test_another_scope_is_no_answer(library: Library) -> None:
    found = answer(library, "What are the Scope 3 emissions?")
    assert found.status == "not found"
    assert found.answer == ""
    assert found.nearest
