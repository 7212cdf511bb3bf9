"""What stands near a question and does not answer it: headings, numbers of lists and pages, other people's goals, what a label leaves out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ask import answer
from ask.building import build
from ask.library import Library

REPORT = """# Brixholm Ferries Sustainability Report 2024

## About us

Brixholm Ferries PLC, a listed and fully owned operator of ships, registered in Tarnby, Denmark, carries people and goods. Brixholm and its roughly
3,270 employees operate in many countries around the world. Six custom-made bird boxes were put up at the harbour.

1 Culture 2 Protection of whistleblowers 3 Supplier payment 4 Corruption

3.5 Management of relationships with suppliers 100

## How is our commitment to human rights part of our policies?

Our Human Rights Policy binds all crews and is read aloud to newcomers.

## Climate

Climate risks and how we manage them

Climate risks are part of our yearly risk review, which the captain of the fleet leads. We support the goal of a carbon-neutral Europe by 2050.
A scenario assumes that the world is carbon neutral around 2060.

Emissions can fall if a ship has one of three shapes. Emissions went down compared to the year before, mainly due to slower sailing.

| Emissions | Unit | 2024 |
| --- | --- | --- |
| Total Scope 3 GHG emissions | tCO2e | 5,823 |

| Safety | Unit | 2024 |
| --- | --- | --- |
| High-consequence injuries (excluding fatalities) | number | 47 |
"""


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ferries")
    (folder / "brixholm-ferries-2024.md").write_text(REPORT, "utf-8")
    build(folder / "library", [folder / "brixholm-ferries-2024.md"])
    with Library.open(folder / "library") as library:
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "How many customers does the company have?",
        "How many countries does it operate in?",
        "How many suppliers does it have?",
        "By when does the company want to be carbon neutral?",
        "What is the target for reducing Scope 3 emissions?",
        "What was the return on equity?",
    ],
)
def test_a_near_miss_is_no_answer(ferries: Library, question: str) -> None:
    found = answer(ferries, question)
    assert found.status == "not found", found.answer


def test_what_a_label_leaves_out_is_not_counted_there(ferries: Library) -> None:
    assert "47" not in answer(ferries, "Were there any fatalities?").answer


def test_the_seat_is_told_behind_what_the_company_is(ferries: Library) -> None:
    assert answer(ferries, "Where is the company headquartered?").values == ("Tarnby, Denmark",)


def test_a_question_of_the_report_itself_is_no_answer(ferries: Library) -> None:
    assert not answer(ferries, "What is the company's policy on human rights?").answer.endswith("?")


def test_a_title_does_not_say_how(ferries: Library) -> None:
    assert "yearly risk review" in answer(ferries, "How does the company manage climate risks?").answer


def test_why_something_fell_is_told_by_a_fall(ferries: Library) -> None:
    assert "slower sailing" in answer(ferries, "Why did emissions fall?").answer


MORE = """# Halden Motors ESG Report 2024

## People

| People | Unit | 2023 | 2024 |
| --- | --- | --- | --- |
| Total number of employees | person | 40,157 | 44,157 |
| Total employee turnover | person | 8,921 | 8,725 |
| Percentage of employee training: female | % | 100 | 100 |
| Volunteer service | hours | 1,206 | 1,806 |
| Workplace injuries | number | 27 | 0 |

Our $3B investment in a second press shop will further enhance our capacity to build what our customers ask for in all the countries that we
deliver to, and it will help our people who work in research and development. In 2024, two new shovels were purchased from a supplier in the north.

In total, 360,000 hours of training were given. The anti-corruption management system is based on a risk assessment and is updated.
The fatality prevention programme assesses what we have in place. The Group audits its suppliers for conduct.

## Emissions

| Emissions | Unit | 2023 | 2024 |
| --- | --- | --- | --- |
| Scope 1 GHG emissions | tCO2e | 141,100 | 164,173 |
| Scope 1 GHG emissions: others | tCO2e | 2,094 | 16,799 |
"""


@pytest.fixture(scope="module")
def motors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("motors")
    (folder / "halden-motors-2024.md").write_text(MORE, "utf-8")
    build(folder / "library", [folder / "halden-motors-2024.md"])
    with Library.open(folder / "library") as library:
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "What was the revenue?",
        "How much was spent on research and development?",
        "What percentage of employees are women?",
        "How many volunteers were there?",
        "How many suppliers does the company have?",
        "How many hours of training did each employee receive on average?",
        "Were there any corruption cases?",
        "Did the company have any fatalities?",
        "Who audited the report?",
    ],
)
def test_another_measure_is_no_answer(motors: Library, question: str) -> None:
    found = answer(motors, question)
    assert found.status == "not found", found.answer


def test_emissions_of_a_scope_are_those_of_its_gases(motors: Library) -> None:
    assert answer(motors, "What are the Scope 1 emissions?").values == ("164,173 tCO2e",)


def test_none_of_the_year_is_no_although_there_were_some_before(motors: Library) -> None:
    assert answer(motors, "Were there any workplace injuries in 2024?").values == ("No",)
