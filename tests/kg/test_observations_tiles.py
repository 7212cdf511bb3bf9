"""Figures that stand alone with a label below or beside them."""

from __future__ import annotations

import pytest

from kg.extract.observations import find_observations
from kg.names import Names
from report.model import Report
from report.read import read_markdown, read_text

TITLE = "Harbour Paper Holding Ltd. Report 2024\n\n"


def told(report: Report) -> list[tuple[object, ...]]:
    facts = find_observations(report, Names())
    for fact in facts:
        assert all(report.quote(span).strip() for span in fact.evidence)
    return [(f.fields["metric"], str(f.fields["value"]), f.fields.get("unit")) for f in facts]


def flat(text: str) -> list[tuple[object, ...]]:
    return told(read_text((TITLE + text).encode(), "harbour.txt", "harbour"))


def marked(text: str) -> list[tuple[object, ...]]:
    return told(read_markdown(f"# {TITLE}{text}".encode(), "harbour.md", "harbour"))


def test_figures_in_a_line_over_their_labels() -> None:
    text = """87%                412             11 minutes
happy readers      kits lent out   average wait
                                   at the gate
"""
    assert flat(text) == [("Happy readers", "87", "%"), ("Kits lent out", "412", None), ("Average wait at the gate", "11", "minutes")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$4.2B\nNet earnings\n\n18%\nReturn on capital\n", [("Net earnings", "4.2", "$ billion"), ("Return on capital", "18", "%")]),
        (
            "100%\n\nof our pulp is certified\n\n30%\n\nreduction in our emissions since 2020\n",
            [("Share of pulp certified", "100", "%"), ("Reduction in emissions", "30", "%")],
        ),
        (
            "1,250\nemployees trained in first aid\n\n>95%\nof suppliers audited\n",
            [("Employees trained in first aid", "1250", "employees")],
        ),
    ],
)
def test_figures_over_their_labels(text: str, expected: list[tuple[object, ...]]) -> None:
    assert flat(text)[: len(expected)] == expected


def test_figures_in_the_cells_of_a_table() -> None:
    assert marked("| 87% | 412 |\n|---|---|\n| happy readers | kits lent out |\n") == [
        ("Happy readers", "87", "%"),
        ("Kits lent out", "412", None),
    ]
    assert marked("| 87%<br>happy readers | 412<br>kits lent out |\n|---|---|\n") == [
        ("Happy readers", "87", "%"),
        ("Kits lent out", "412", None),
    ]


def test_pages_of_a_contents_list_and_years_are_no_tiles() -> None:
    assert flat("12\nOur strategy\n\n18\nOur people\n\n24\nOur planet\n") == []
    assert flat("2023\nNew mill opened\n\n2024\nOld mill closed\n") == []


def test_legends_marks_of_notes_and_dates_are_no_labels() -> None:
    assert flat("91%\nMill without stores\n\n54%\nMill without stores\n\n19%\nMill without stores\n") == []
    assert flat("28%\nWomen as a\n\n1\npercentage of employees\n") == []
    assert flat("21%\nSeptember 30\n\n24%\nNorth\n") == []
