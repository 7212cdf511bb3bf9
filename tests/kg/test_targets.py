from __future__ import annotations

from decimal import Decimal

import pytest

from tests.kg.saying import one, said


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "unit", "due"),
    [
        ("We aim to cut our Scope 3 emissions by 30% by 2030.", "Reduction in Scope 3 emissions", "30", "%", "2030"),
        ("The share of green power will reach 50% by the end of 2026.", "Share of green power", "50", "%", "2026-12-31"),
        ("The Company plans to raise the output of pulp to 2.05 million tons.", "Output of pulp", "2.05", "million tons", None),
        (
            "By 2028, 100% of our electricity will come from renewable sources.",
            "Share of electricity from renewable sources",
            "100",
            "%",
            "2028",
        ),
        ("Women are to hold 35% of management posts by 2028.", "Share of women in management posts", "35", "%", "2028"),
        ("We have set a 2030 target of a 20% reduction in water use.", "Reduction in water use", "20", "%", "2030"),
        (
            "The Company intends to make waste paper account for 70% of its fibre by 2027.",
            "Share of waste paper in fibre",
            "70",
            "%",
            "2027",
        ),
        ("Training for all staff shall be no less than 20 hours per year.", "Training for all staff", "20", "hours per year", None),
    ],
)
def test_aims_with_value_and_due_date(sentence: str, metric: str, value: str, unit: str, due: str | None) -> None:
    fields = one("targets", sentence)
    assert (fields["metric"], fields["value"], fields["unit"], fields.get("due")) == (metric, Decimal(value), unit, due)
    assert (fields["statement"], fields["subject"]) == (sentence, "Harbour Paper Holding Ltd.")


@pytest.mark.parametrize(
    ("sentence", "value", "year"),
    [
        ("We will reduce energy use by 15% by 2027 compared with 2022.", None, 2022),
        ("We will reduce water use by 15% by 2027 against a 2021 baseline of 3.4 m3 per tonne of paper.", "3.4", 2021),
        ("We aim to cut emissions by 30% by 2030 (base year: 2020).", None, 2020),
        ("The goal is to raise recycled content to 30% by the end of 2026, from 17% in 2022.", "17", 2022),
        (
            "Northern Mill is working to achieve a 20% reduction in CO2 by 2030, against our 2018 baseline, which was 2.31 tCO2/t.",
            "2.31",
            2018,
        ),
    ],
)
def test_baselines(sentence: str, value: str | None, year: int) -> None:
    fields = one("targets", sentence)
    assert (fields.get("baseline_value"), fields["baseline_year"]) == (value and Decimal(value), year)


def test_two_dates_and_two_values_go_together_respectively() -> None:
    found = said(
        "targets", "Elder Board plans to raise its capacity to 600,000 tons and 900,000 tons by the end of 2026 and 2030 respectively."
    )
    assert [(f.fields["value"], f.fields["due"], f.fields["subject"]) for f in found] == [
        (600000, "2026-12-31", "Elder Board Makers Ltd."),
        (900000, "2030", "Elder Board Makers Ltd."),
    ]


def test_net_zero_and_neutrality_pledges() -> None:
    fields = one("targets", "We pledge to reach net-zero greenhouse gas emissions by 2050.")
    assert (fields["metric"], fields["value"], fields["due"]) == ("Net-zero greenhouse gas emissions", 0, "2050")
    fields = one("targets", "The Company strives for carbon neutrality by 2045.")
    assert (fields["metric"], fields.get("value"), fields["due"]) == ("Carbon neutrality", None, "2045")
    assert said("targets", "The country has set the national goal of carbon neutrality by 2060.") == []


def test_columns_of_goals() -> None:
    found = said(
        "targets",
        "## Safety goals\n\nIndicator\tControl objectives\nCompletion rate of drills\t100%\nWork-related fatalities\t0\n\n"
        "| KPI | Base year 2019 | 2024 | Target 2030 |\n|---|---|---|---|\n| Scope 1 emissions (kt CO2e) | 12.5 | 9.8 | 6.0 |\n",
    )
    names = ("metric", "value", "unit", "due", "baseline_value", "baseline_year")
    assert [tuple(f.fields.get(n) for n in names) for f in found] == [
        ("Completion rate of drills", 100, "%", None, None, None),
        ("Work-related fatalities", 0, None, None, None, None),
        ("Scope 1 emissions", 6, "kt CO2e", "2030", Decimal("12.5"), 2019),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2024, the Company reduced emissions by 8%.",
        "We met our target and recycled 61% of all waste.",
        "As of June 2025, 29% of our Directors were women.",
        "The Green Paper 2030 programme funded the mill with EUR 3.8 million.",
        "We have made 16% progress toward our 2030 goal.",
    ],
)
def test_what_was_done_is_no_target(sentence: str) -> None:
    assert said("targets", sentence) == []


def test_a_target_said_twice_is_one_with_two_quotes() -> None:
    found = said("targets", "We will cut emissions by 42% by 2030.\n\n## Again\n\nBy 2030, we will cut emissions by 42%.\n")
    assert [len(f.evidence) for f in found] == [2]


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "due"),
    [
        ("We intend to halve our wood waste by 2030 against a 2020 baseline.", "Halve our wood waste", 50, "2030"),
        ("Food waste fell to 1.4%, and we plan to halve it by 2030.", "Halve Food waste", 50, "2030"),
        ("Zero routine flaring by 2027 is what the mill wants.", "Zero routine flaring", 0, "2027"),
        ("We aim to eliminate coal from our boilers by fiscal 2028.", "Eliminate coal from our boilers", 0, "2028"),
    ],
)
def test_aims_whose_figure_is_a_word(sentence: str, metric: str, value: int, due: str) -> None:
    found = next(f for f in said("targets", sentence) if f.note == "pledge")
    assert (found.fields["metric"], found.fields["value"], found.fields["due"]) == (metric, value, due)


def test_fiscal_years_are_due_dates_and_baselines() -> None:
    fields = one("targets", "We aim to reduce steam use by 50% by fiscal 2030 compared with fiscal 2019.")
    assert (fields["due"], fields["baseline_year"]) == ("2030", 2019)
    assert one("targets", "We also aim to be carbon neutral by fiscal 2050.")["due"] == "2050"


@pytest.mark.parametrize(
    "sentence",
    [
        "New data halls may add as much as 900 MW of demand by 2030.",
        "We want more shade; 9,400 households had enrolled by year end.",
        "Units I and II hold ISO 9001 certificates valid up to August 2026 for 8 lines.",
        "The mill pledges more in 2030; this year it reached 64 percent.",
    ],
)
def test_what_nobody_aims_at(sentence: str) -> None:
    assert said("targets", sentence) == []


def goals(text: str) -> list[tuple[str, int | None, str | None]]:
    """(metric, value, due) of the targets of a text."""
    return [(f.fields["metric"], f.fields.get("value"), f.fields.get("due")) for f in said("targets", text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We want to become the best employer of the valley by 2028.", ("Become the best employer of the valley", None, "2028")),
        ("By 2027, every machine is to be fenced.", ("Every machine is to be fenced", None, "2027")),
        ("Our target remains zero accidents.", ("Zero accidents", 0, None)),
        ("The objective is 85 minutes by 2028.", ("85 minutes", 85, "2028")),
        ("# Our goals\n\n- Zero fatalities\n", ("Zero fatalities", 0, None)),
        ("# Goals until 2030\n\n- Train all foresters in first aid\n", ("Train all foresters in first aid", None, "2030")),
    ],
)
def test_goals_in_words(text: str, told: tuple[str, int | None, str | None]) -> None:
    assert goals(text) == [told]


def test_rows_of_a_table_of_commitments() -> None:
    text = (
        "# Commitments\n\n| Area | Commitment | Deadline | Progress |\n|---|---|---|---|\n| Water | Cut intake by 30% | 2030 | 12% |\n"
        "| Carbon | Net zero mill | 2040 | On track |\n"
    )
    assert sorted((value, due) for _, value, due in goals(text)) == [(0, "2040"), (30, "2030")]


def test_a_column_that_names_goals_is_none_of_figures() -> None:
    text = "# Goals\n\n| Goal | Unit | 2024 | 2030 target |\n|---|---|---|---|\n| Share of green power | % | 64 | 100 |\n"
    assert goals(text) == [("Share of green power", 100, "2030")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The European Union wants to cut emissions by 55% by 2030.",
        "Norway has committed to climate neutrality by 2050.",
        "Under the directive, 6% of all fuel must be green by 2030.",
        "Our customers aim to cut emissions by 40% by 2030.",
        "The city intends to be climate neutral by 2035.",
        "Sales are expected to grow by 3% in 2025.",
        "The management bonus is linked to the targets to 20%.",
        "The fee is payable within 30 days.",
        "The hall will host 300 guests in June 2025.",
        "We reached our target of 20% waste paper a year early.",
        "This report aims to describe our way to 2050.",
    ],
)
def test_goals_of_others_and_what_is_no_goal(sentence: str) -> None:
    assert said("targets", sentence) == []


def test_what_stands_in_brackets_beside_a_goal() -> None:
    assert goals("Women make up 24% of managers (target 2027: 30%).") == [("Share of women in managers", 30, "2027")]
    assert goals("The target for the accident rate is below 2.0 by 2026 (2024: 2.6).")[0][1:] == (2, "2026")


@pytest.mark.parametrize(
    "sentence",
    [
        "A year ahead of time, we overachieved our 2028 ambition with a 60% reduction of emissions.",
        "We reduced our emissions by a total of 60% since 2019 and have reached our 2028 ambition.",
        "Our fleet, which comprises about 450 vehicles, is to be electric by 2030.",
        "The share of 72% reached in fiscal 2024 is to grow in fiscal 2026.",
        "We answered 96% of all calls, above the objective of 85% set by the Energy Authority.",
        "We support a carbon-neutral Europe by 2050.",
    ],
)
def test_what_is_reached_or_is_so_is_no_goal(sentence: str) -> None:
    assert not [f for f in said("targets", sentence) if f.fields.get("value")]


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "due", "base"),
    [
        ("We have committed to reduce absolute emissions 42% by 2030 from a 2021 base year.", "Reduction in absolute emissions", "42", "2030", 2021),
        ("We intend to plant one million trees by 2030.", "Trees planted (intend to plant)", "1000000", "2030", None),
        ("By 2030 half of our energy will be renewable.", "Share of energy renewable", "50", "2030", None),
        ("We are targeting a lost time injury rate below 1.0 by 2027.", "Lost time injury rate", "1", "2027", None),
        ("We are committed to net-zero emissions in the value chain (Scopes 1, 2 and 3) by 2040, from a 2020 base year.",
         "Net-zero emissions in the value chain", "0", "2040", 2020),
    ],
)  # fmt: skip
def test_more_ways_to_word_a_target(sentence: str, metric: str, value: str, due: str, base: int | None) -> None:
    fields = one("targets", sentence)
    assert (fields["metric"], fields["value"], fields["due"], fields.get("baseline_year")) == (metric, Decimal(value), due, base)


def test_where_things_stand_is_no_goal() -> None:
    found = said("observations", "By 2027, at least 40% of our managers will be women (2024: 31%).")
    assert [(str(f.fields["value"]), f.fields["type"], f.fields["period"]) for f in found] == [
        ("40", "target", "2027"),
        ("31", "ratio", "2024"),
    ]


def test_items_below_a_heading_of_goals_are_due_when_it_says() -> None:
    text = "## Our 2030 targets\n\n- Reduce waste by 67% and reach net zero by 2040\n- 100% recyclable packaging\n- By 2028, eliminate plastic bags\n"
    found = {f.fields["metric"]: f.fields["due"] for f in said("targets", text)}
    assert found["Reduction in waste"] == found["Recyclable packaging"] == "2030"
    assert found["Eliminate plastic bags"] == "2028"


def test_the_head_of_a_column_says_when_and_from_where() -> None:
    table = "| Target (all by 2030 with a 2019 baseline) | 2024 progress |\n|---|---|\n| 25% reduction in waste | 7% reduction in waste |\n| -50% CO2 per tonne | 9% |\n"
    found = [(f.fields["metric"], str(f.fields["value"]), f.fields["due"], f.fields["baseline_year"]) for f in said("targets", table)]
    assert found == [("Reduction in waste", "25", "2030", 2019), ("Reduction in CO2 per tonne", "50", "2030", 2019)]
