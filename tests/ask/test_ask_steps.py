"""Questions that take a step more: a description to a name, an effect to its cause, a round figure to the exact one, two reports to one answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ask import answer
from ask.building import build
from ask.library import Library

DAIRY = """# Larchmere Dairy Sustainability Report 2024

## About us

Larchmere Dairy plc (hereinafter "Larchmere" or "the Company") makes cheese and butter. In March 2023 the Company acquired the
Norwegian cheese maker Fossvik Meieri AS, which employs 140 people. Brindle Packaging Ltd, a subsidiary, makes the boxes.

More than 4,000 people work for Larchmere. At year-end the Company had 4,212 employees, of whom 1,606 were women.

## Certificates

Fossvik Meieri AS is certified to ISO 22000 and, since 2021, ISO 14001, the latter by Nordkontroll. Brindle Packaging Ltd holds
FSC certification. Dairies II and IV hold ISO 50001 certificates.

The packing hall holds ISO 9001 certification (certificate no. LM-20-117, issued by Nordkontroll in May 2023), valid until May 2026.

## Safety

In August a forklift struck a colleague at the Harrow dairy. We therefore stopped all loading work for two days.
Serious accidents: none. There were 17 minor injuries.

## Climate

The Alpine Climate and Energy Fund granted the Company EUR 3 million for its heat pump, which will supply 40 GWh per year.

The board was presented with these themes: Fair milk - that farms are paid in time; Safe work - that nobody is hurt.

The Audit Committee is chaired by Prof. Ingrid Halvorsen, who joined in 2022.

General Counsel Torvald Rennick heads the Legal Department.

The near-term targets were validated in May 2024; validation of the net-zero target has been applied for but is still pending.
"""
MILL = """# Tarnwick Mills Sustainability Report 2024

## About us

Tarnwick Mills plc (hereinafter "Tarnwick" or "the Company") grinds flour. At year-end the Company had 2,950 employees.

Chief Financial Officer Agnes Whitlow signs the data. Tarnwick spent EUR 2 million on training.
"""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("steps")
    (folder / "larchmere.md").write_text(DAIRY, "utf-8")
    (folder / "tarnwick.md").write_text(MILL, "utf-8")
    build(folder / "library", [folder / "larchmere.md", folder / "tarnwick.md"])
    with Library.open(folder / "library") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which certificates does the company that was acquired in March 2023 hold?", ["ISO 22000", "ISO 14001", "Fossvik"]),
        ("Why did loading work stop for two days?", ["forklift struck a colleague"]),
        ("How many people work for Larchmere?", ["4,212"]),
        ("How much funding did the Alpine Climate and Energy Fund grant for the heat pump?", ["3 million"]),
        ("How many GWh a year will the heat pump supply?", ["40 GWh"]),
        ("Until when is the ISO 9001 certificate of the packing hall valid?", ["May 2026"]),
        ("Who chairs the Audit Committee?", ["Ingrid Halvorsen"]),
        ("Who heads the Legal Department?", ["Torvald Rennick"]),
        ("Has the net-zero target been validated?", ["No"]),
    ],
)
def test_the_step_is_taken(two: Library, question: str, said: list[str]) -> None:
    found = answer(two, question, "larchmere")
    assert found.status == "answered"
    assert all(part in found.answer for part in said), found.answer


def test_a_list_whose_items_are_explained_or_numbered(two: Library) -> None:
    assert answer(two, "Which themes was the board presented with?", "larchmere").values == ("Fair milk", "Safe work")
    assert answer(two, "Which dairies hold ISO 50001 certificates?", "larchmere").answer.count("I") >= 3


def test_both_places_of_a_described_company_are_cited(two: Library) -> None:
    found = answer(two, "Which certificates does the company that was acquired in March 2023 hold?", "larchmere")
    quotes = " ".join(e["quote"] for e in found.citations)
    assert "acquired" in quotes and "ISO 22000" in quotes


def test_what_is_not_so_is_not_answered_by_what_is(two: Library) -> None:
    assert "1,606" not in answer(two, "How many employees were not women?", "larchmere").answer.split(":")[0]


def test_an_amount_is_not_answered_by_a_count_of_something_else(two: Library) -> None:
    assert answer(two, "How much cheese was made in 2024?", "larchmere").status == "not found"


def test_two_reports_are_compared_by_their_texts(two: Library) -> None:
    found = answer(two, "Which has more employees, Larchmere or Tarnwick?")
    assert found.answer.startswith("Larchmere Dairy plc has more") and "2,950" in found.answer
    assert {e["report"] for e in found.citations} == {"larchmere", "tarnwick"}
    assert set(dict(found.sources)) == {"larchmere", "tarnwick"}


def test_a_report_that_does_not_say_is_named(two: Library) -> None:
    found = answer(two, "Who is the Chief Financial Officer of Larchmere and of Tarnwick?")
    assert "Agnes Whitlow" in found.answer and "(larchmere): no such" in found.answer
