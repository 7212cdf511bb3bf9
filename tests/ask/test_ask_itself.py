"""Questions about the report itself, about how a figure changed, and about what did or did not happen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ask import answer
from ask.building import build
from ask.library import Library

REPORT = """# Ostrava Lamp Works Sustainability Report 2024

## About this report

This report covers the period from 1 April 2023 to 31 March 2024. Ostrava Lamp Works published its first Climate Paper in May 2021. Data on
commuting will be available for the next reporting period.

## Our goals

We contribute to "Good Health and Well-Being" (3), "Climate Action" (13) and SDG 7. Our people care for life on land around the plant.

## Emissions

| Emissions | Unit | 2023 | 2024 |
| --- | --- | --- | --- |
| Scope 1 GHG emissions | tCO2e | 900 | 870 |
| Location-based Scope 2 GHG emissions | tCO2e | 2,888 | 2,858 |
| Scope 3 GHG emissions | | | |
| Business travel | tCO2e | 41 | 44 |
| Leased assets | tCO2e | 7 | 9 |

| People | Unit | 2023 | 2024 |
| --- | --- | --- | --- |
| Hours worked by employees | h | 614,731 | 634,754 |

## Conduct

A data breach can lead to fines and could cost us the trust of our customers. The whistleblowing office answers all reports quickly. We
have defined 15 initiatives that are in line with the charter of our trade.

Ostrava Lamp Works is listed on the exchange of Prague and owned by a diversified investor base. All complaints that are received must be
acknowledged within 1 working day.
"""


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("lamps")
    (folder / "ostrava-lamp-works-2024.md").write_text(REPORT, "utf-8")
    build(folder / "library", [folder / "ostrava-lamp-works-2024.md"])
    with Library.open(folder / "library") as library:
        yield library


def test_the_period_of_the_report_is_told(lamps: Library) -> None:
    for question in ("What is the reporting period?", "Which period does the report cover?"):
        found = answer(lamps, question)
        assert found.status == "answered" and found.values == ("1 April 2023 to 31 March 2024",)


def test_a_figure_of_the_reporting_year_is_no_question_for_that_year(lamps: Library) -> None:
    for question in (
        "What were the Scope 1 GHG emissions in the reporting year?",
        "What were Scope 1 GHG emissions in the reporting period?",
    ):
        assert answer(lamps, question).values == ("870 tCO2e",), question


def test_another_publication_does_not_date_the_report(lamps: Library) -> None:
    assert answer(lamps, "When was the report published?").status == "not found"


def test_the_goals_are_those_that_it_names_with_their_numbers(lamps: Library) -> None:
    found = answer(lamps, "Which SDGs does the company support?")
    assert [str(v).split(":")[0] for v in found.values] == ["SDG 3", "SDG 7", "SDG 13"]
    assert found.citations


def test_how_a_figure_changed_is_worked_out_from_the_years_of_its_own_scope(lamps: Library) -> None:
    found = answer(lamps, "How did Scope 2 emissions change compared with last year?")
    assert found.status == "answered" and found.computation == "2,888 - 2,858 = 30"


def test_hours_that_employees_work_are_no_change_of_employees(lamps: Library) -> None:
    assert answer(lamps, "How has the number of employees changed?").status == "not found"


def test_a_row_below_the_title_of_a_scope_is_of_that_scope(lamps: Library) -> None:
    assert answer(lamps, "What were Scope 3 emissions from business travel in 2024?").values == ("44 tCO2e",)


def test_what_could_happen_did_not_happen_for_that(lamps: Library) -> None:
    assert answer(lamps, "Did any data breach happen?").status == "not found"


def test_a_count_is_of_what_is_asked(lamps: Library) -> None:
    for question in (
        "How many nationalities work there?",
        "How many complaints were received?",
        "How many whistleblower reports were there?",
    ):
        assert answer(lamps, question).status == "not found", question


def test_who_owns_it_may_have_no_name(lamps: Library) -> None:
    assert answer(lamps, "Who owns the company?").values == ("a diversified investor base",)
