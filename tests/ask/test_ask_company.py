"""Questions in an analyst's words about a company that its report calls otherwise: "the bank", by its first word, "headcount"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ask import answer
from ask.building import build
from ask.library import Library

BANK = """# Quarnholm Bank AG Sustainability Report 2024

## About us

Quarnholm Bank AG is a bank for small firms. It serves its clients through Quarnholm Bank Norrland and Quarnholm Bank Sudland.

## Contents of this chapter

3.2 Prevention of corruption and bribery 3.3 Hotline for reports

## Our people

| Headcount | female | male | not reported | total |
| --- | --- | --- | --- | --- |
| Headcount total | 1,935 | 795 | 0 | 2,730 |
| Headcount (%) | 70.9% | 29.1% | 0% | 100% |

Number of fatalities x 200,000 / working hours is the fatality rate. 2 fatalities occurred in 2024.

The Quarnholm foundation Blue Roof was established in 2008 as a charity. We name Elder Institute and Mill Union as partners.

| Waste | Unit | 2024 |
| --- | --- | --- |
| Waste | t | 3,455 |
| Hazardous waste: recycling | t | 57 |

Quarnholm employs 39 staff with disabilities, who are 1.4% of all.

## Climate

| Emissions | Unit | 2024 |
| --- | --- | --- |
| Scope 1 GHG emissions | tCO2e | 835 |
| Total Scope 3 GHG emissions | tCO2e | 582,349 |
| Total GHG emissions (location-based) | tCO2e | 586,042 |

The Union reduces emissions in line with its net-zero targets for 2050. Total GHG emissions (Scope 1, 2 and 3) came to 586,042 tCO2e.

## Honours

In 2024, Quarnholm Bank AG won the Golden Ledger Award. In May 2024, the Company was awarded the title "Fair Lender of the Year".

## Stakeholders

| Stakeholder group | Channels |
| --- | --- |
| Customers | Branches, surveys |
| Employees | Town halls |

The turnover rate was 15.9%.
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("bank")
    (folder / "quarnholm-bank-2024.md").write_text(BANK, "utf-8")
    build(folder / "library", [folder / "quarnholm-bank-2024.md"])
    with Library.open(folder / "library") as library:
        yield library


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many employees does the bank have?", "2,730"),
        ("How many employees does Quarnholm have?", "2,730"),
        ("What was the headcount in 2024?", "2,730"),
        ("How many women does the bank employ?", "1,935"),
        ("What share of employees are women?", "70.9%"),
        ("What were the total GHG emissions in 2024?", "586,042"),
        ("What were the Scope 1 emissions?", "835"),
        ("How many fatalities were there?", "2"),
        ("How many tonnes of waste were generated?", "3,455"),
    ],
)
def test_a_figure_is_found_by_whatever_name(bank: Library, question: str, said: str) -> None:
    found = answer(bank, question)
    assert (found.status, said in found.answer) == ("answered", True), found.answer


@pytest.mark.parametrize("question", ["Which awards did the bank receive?", "Which awards did Quarnholm win?"])
def test_awards_of_the_bank_are_those_of_the_company(bank: Library, question: str) -> None:
    assert {str(v) for v in answer(bank, question).values} == {"Golden Ledger Award", "Fair Lender of the Year"}


def test_groups_are_asked_for_by_who(bank: Library) -> None:
    assert set(answer(bank, "Who are the bank's stakeholders?").values) == {"Customers", "Employees"}


@pytest.mark.parametrize(
    "question",
    [
        "How many cases of corruption were reported?",
        "What were the total Scope 1 and 2 emissions?",
        "What was the revenue in 2024?",
        "Where is the bank's head office?",
        "When was the company founded?",
        "How many customers does the company have?",
        "What percentage of waste was recycled?",
    ],
    ids=[
        "numbers of titles",
        "all three scopes",
        "turnover of people",
        "no place",
        "another's founding",
        "all organizations",
        "a part of a part",
    ],
)
def test_what_only_looks_like_it_is_not_given(bank: Library, question: str) -> None:
    assert answer(bank, question).status == "not found"
