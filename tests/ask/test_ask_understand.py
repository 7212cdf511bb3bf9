"""Questions are read: what they want, about what, when, about whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ask.library import Library
from ask.scope import Scope
from ask.understand import read_question


@pytest.fixture(scope="module")
def scope(sample_library: Path) -> Iterator[Scope]:
    with Library.open(sample_library) as opened:
        yield opened.memory.scope("barrovento-2024")


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How many women work there?", "count"),
        ("How much water was withdrawn?", "number"),
        ("What is the recycling rate?", "number"),
        ("When was the company listed?", "date"),
        ("Until when is the certificate valid?", "date"),
        ("Who chairs the board?", "person"),
        ("Which subsidiaries hold a certificate?", "list"),
        ("Which hospital helped?", "name"),
        ("What do neighbours expect from the company?", "list"),
        ("Has it already been certified?", "yes-no"),
        ("Were the tiles bought or made?", "choice"),
        ("Why does the company reuse scrap?", "reason"),
        ("How are whistleblowers protected?", "manner"),
        ("How often is the staff asked?", "frequency"),
        ("Is there an e-mail address?", "contact"),
        ("How much was treated compared with what was generated?", "comparison"),
        ("Where does it stand among its peers?", "place"),
    ],
)
def test_what_a_question_wants(scope: Scope, question: str, wants: str) -> None:
    assert read_question(question, scope).wants == wants


def test_years_months_units_and_kinds(scope: Scope) -> None:
    reading = read_question("Which awards did the company win in March 2023?", scope)
    assert reading.years == (2023,) and reading.month == 3 and reading.kinds == ("awards",)
    assert read_question("What share of staff is female?", scope).unit == "share"
    assert read_question("How much money was spent on research?", scope).unit == "currency"


def test_names_are_found_in_spite_of_slips(scope: Scope) -> None:
    exact = read_question("Does Barrovento Sanitary hold it?", scope)
    slipped = read_question("Does Barovento Sanitary hold it?", scope)
    assert [n.label for n in exact.names] == [n.label for n in slipped.names] != []


def test_slips_of_the_pen_are_mended_and_told(scope: Scope) -> None:
    reading = read_question("how many emploees work there", scope)
    assert reading.notes == ("emploees read as employees",)
    assert "notes" in reading.explain()


def test_two_questions_in_one_are_two_parts(scope: Scope) -> None:
    reading = read_question("Which university co-runs the laboratory, and when was it opened?", scope)
    assert [part.wants for part in reading.parts] == ["name", "date"]


def test_a_chinese_question_is_read(scope: Scope) -> None:
    reading = read_question("2023年温室气体排放总量是多少？", scope)
    assert reading.wants == "number" and reading.years == (2023,) and reading.english != reading.question
    assert "in English" in reading.explain()
