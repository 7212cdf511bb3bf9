"""Years of questions and texts."""

from __future__ import annotations

import pytest

from ask.periods import asked_years, spelt_out, year_of, years_said


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("What was turnover in FY 2022-23?", (2023,)),
        ("How much electricity was used in 2022/23?", (2023,)),
        ("What was turnover in the previous year?", (2023,)),
        ("What is the rate this year?", ()),
        ("Which year of 2017-2021 had the most?", (2017, 2021)),
        ("What was spent under the Companies Act, 2013?", ()),
        ("Which products meet GB/T 2589-2020?", ()),
        ("How much was raised since 2018?", ()),
        ("How did it change between 2021 and 2023?", (2021, 2023)),
    ],
)
def test_the_years_that_a_question_asks_for(question: str, years: tuple[int, ...]) -> None:
    assert asked_years(question, 2024) == years


def test_base_years_and_years_of_laws_are_no_time_of_a_sentence() -> None:
    assert years_said("Spending of 3 crore under the Companies Act, 2013") == frozenset()
    assert years_said("We halve it by 2030 against a 2016 baseline") == {2030}


def test_ranges_are_spelt_out() -> None:
    assert spelt_out("FY 2023-24 and 2017-2021") == "FY 2024 and 2017 to 2021"


def test_a_fact_quoted_with_a_fiscal_year_is_of_its_later_year() -> None:
    assert year_of({"period": "2023", "evidence": [{"quote": "in FY 2023-24"}]}) == 2024
    assert year_of({"period": "2023", "evidence": [{"quote": "in 2023"}]}) == 2023
