"""Figures by year, their change, peak and share, relative and fiscal years, people, and one figure in several reports."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from ask import answer
from ask.building import build
from ask.library import Library
from ask.verify import verify

ROPES = """# Alderwick Rope Works plc Sustainability Report 2024

This report covers Alderwick Rope Works plc ("Alderwick") in the year 2024.

## Governance

The Works Council, chaired by non-executive director
Dame Petra Holloway, met six times during the year and reviewed the safety
record, although Alderwick is not an accredited
Fair Pay Employer. Shri Anand Vellore, Chief Sustainability Officer, reports to the board. Chief Financial Officer Maud
Ekstrand signs the accounts. The licence for the north yard, however, has not been renewed; a fine of £4,000 was paid over its drains.

Training cost £310,000 in FY 2023-24 (FY 2022-23: £280,000) under the Apprentices Act, 2013. Scrap fell to 1.4% of output, from 1.9% a year earlier.

## Environment

| Indicator | Unit | 2022 | 2023 | 2024 |
| --- | --- | --- | --- | --- |
| Water withdrawal | cubic meters | 14,000 | 16,500 | 12,000 |
| Water withdrawal: Groundwater | cubic meters | 7,000 | 8,000 | 3,000 |
| Scope 1 emissions | tons CO2e | 5,100 | 4,800 | 4,200 |
| Total employees | persons | 610 | 640 | 655 |
"""
GLASS = """# Tarnmoor Glass Ltd Sustainability Report 2024

This report covers Tarnmoor Glass Ltd ("Tarnmoor") in the year 2024.

| Indicator | Unit | 2023 | 2024 |
| --- | --- | --- | --- |
| Total water withdrawal | thousand cubic meters | 30 | 25 |
| Scope 1 emissions | tons CO2e | 9,000 | 9,400 |
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("two")
    for name, text in (("ropes-2024", ROPES), ("glass-2024", GLASS)):
        (folder / f"{name}.md").write_text(text, "utf-8")
    build(folder / "library", [folder / "ropes-2024.md", folder / "glass-2024.md"])
    with Library.open(folder / "library") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many cubic meters of groundwater were withdrawn in 2023?", "8,000"),
        ("What share of water withdrawal in 2024 came from groundwater?", "25"),
        ("By how many percent did Scope 1 emissions fall from 2023 to 2024?", "12.5%"),
        ("Which year of 2022-2024 had the highest water withdrawal?", "2023"),
        ("What were Scope 1 emissions last year?", "4,800"),
        ("How much did training cost in FY 2022-23?", "£280,000"),
        ("hw many employees were there in 2023?", "640"),
        ("Who is the Chief Sustainability Officer?", "Anand Vellore"),
        ("Who chairs the Works Council?", "Petra Holloway"),
        ("2023年有多少员工？", "640"),
    ],
)
def test_a_figure_or_a_name_is_found_and_proven(library: Library, question: str, said: str) -> None:
    found = answer(library, question, "ropes-2024")
    assert found.status == "answered", found.how
    assert said in f"{found.answer} {' '.join(map(str, found.values))}"
    assert verify(json.loads(json.dumps(found.as_json())), library) == []


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("Is Alderwick an accredited Fair Pay Employer?", "No"),
        ("Has the licence for the north yard been renewed?", "No"),
        ("Was a fine paid over the drains of the north yard?", "Yes"),
    ],
)
def test_the_clause_that_is_asked_about_says_yes_or_no(library: Library, question: str, sign: str) -> None:
    assert answer(library, question, "ropes-2024").answer.startswith(sign)


@pytest.mark.parametrize(
    "question", ["How many patents does Alderwick hold?", "What is the share price?", "公司的股价是多少？", "公司的吉祥物是什么？"]
)
def test_what_nobody_wrote_is_not_in_the_report(library: Library, question: str) -> None:
    assert answer(library, question, "ropes-2024").status == "not found"


def test_two_companies_are_set_side_by_side_and_never_mixed(library: Library) -> None:
    found = answer(library, "Which company had higher Scope 1 emissions, Alderwick or Tarnmoor?")
    assert found.answer.startswith("Tarnmoor Glass") and "4,200" in found.answer and "9,400" in found.answer
    assert {e["report"] for e in found.citations} == {"ropes-2024", "glass-2024"} == set(dict(found.sources))
    assert verify(json.loads(json.dumps(found.as_json())), library) == []


def test_units_are_made_one_before_they_are_compared(library: Library) -> None:
    found = answer(library, "Compare the water withdrawal of Alderwick and Tarnmoor")
    assert found.answer.startswith("Tarnmoor Glass") and found.computation == "25 - 12 = 13"


def test_a_report_that_lacks_the_figure_is_told(library: Library) -> None:
    found = answer(library, "Compare the employees of Alderwick and Tarnmoor")
    assert "655" in found.answer and "glass-2024): no such figure" in found.answer


def test_a_tampered_comparison_does_not_verify(library: Library) -> None:
    saved = json.loads(json.dumps(answer(library, "Which company had higher Scope 1 emissions, Alderwick or Tarnmoor?").as_json()))
    for change in (
        {"values": ["Tarnmoor Glass Ltd", "9,401 tons CO2e"]},
        {"computation": "9,400 - 4,200 = 5,300"},
        {"rows": saved["rows"][:1]},
        {"sources": {"ropes-2024": "0"}},
    ):
        assert verify({**saved, **change}, library)


def test_kept_records_are_those_of_the_graph(library: Library) -> None:
    from ontology.fields import KINDS, VIEWS

    for kind in (*KINDS, *VIEWS):
        assert library.facts(kind, "ropes-2024") == library.records(kind, "ropes-2024")
