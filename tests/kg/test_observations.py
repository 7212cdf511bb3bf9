from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.extract.dates import reporting_year
from kg.extract.observations import find_observations
from kg.facts import Fact
from kg.names import Names
from report.read import read_text
from tests.kg.saying import one, read, said

TABLE = """## Environmental KPIs

Key Performance Indicators	Unit	2023	2024
Greenhouse gas emissions
Total GHG emissions	Tons (CO<sub>2</sub> equivalent)	87,455.10	79,316.85
• Direct emissions (Scope 1)	Tons (CO<sub>2</sub> equivalent)	65,902.70	60,188.35
Energy
Total energy consumption	GJ	1,366,900	1,268,400
• Natural gas	Cubic meters	29,310,000	26,755,000
• Purchased electricity<sup>3</sup>	MWh	88,915	-

"""


def figures(facts: list[Fact], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(f.fields.get(n) for n in names) for f in facts]


def test_each_figure_of_a_table_is_an_observation_with_its_year_and_unit() -> None:
    found = said("observations", TABLE)
    assert figures(found, "metric", "value", "period") == [
        ("Total GHG emissions", Decimal("87455.1"), "2023"), ("Total GHG emissions", Decimal("79316.85"), "2024"),
        ("Direct emissions (Scope 1)", Decimal("65902.7"), "2023"), ("Direct emissions (Scope 1)", Decimal("60188.35"), "2024"),
        ("Total energy consumption", 1366900, "2023"), ("Total energy consumption", 1268400, "2024"),
        ("Total energy consumption: Natural gas", 29310000, "2023"), ("Total energy consumption: Natural gas", 26755000, "2024"),
        ("Total energy consumption: Purchased electricity", 88915, "2023"),
    ]  # fmt: skip
    first = found[0].fields
    assert (first["value_text"], first["unit"], first["value_si"], first["unit_si"]) == (
        "87,455.10",
        "Tons (CO2 equivalent)",
        87455100,
        "kg CO2e",
    )
    assert (first["category"], first["type"], first["qualifier"], first["subject"]) == ("E", "actual", "=", "Harbour Paper Holding Ltd.")
    assert found[2].fields["dimensions"] == {"scope": "1"}
    assert found[-1].fields["unit_iri"] == "http://qudt.org/vocab/unit/MegaW-HR"


def test_a_table_fact_quotes_its_label_and_its_figure() -> None:
    report = read(TABLE)
    fact = find_observations(report, Names())[5]
    assert [report.quote(s) for s in fact.evidence] == ["Total energy consumption", "1,268,400"]


def test_rows_split_by_gender_and_region_keep_the_total_they_split() -> None:
    found = said(
        "observations",
        "## Social KPIs\n\nIndicator\t\tUnit\t2024\nTotal employees\t\tPerson\t2,184\n"
        "By gender\tMale\tPerson\t1,382\nBy gender\tFemale\tPerson\t802\n"
        "By region\tHome country\tPerson\t2,031\nBy region\tAbroad\tPerson\t153\n\n## Safety KPIs\n\nIndicator\t\tUnit\t2024\n"
        "Lost days\t\tDays\t590\nLost-time injuries\tEmployees\t\t22\n\tContractors\t\t5\n",
    )
    assert figures(found, "metric", "value", "dimensions") == [
        ("Total employees", 2184, None),
        ("Total employees by gender", 1382, {"gender": "male"}), ("Total employees by gender", 802, {"gender": "female"}),
        ("Total employees by region", 2031, {"region": "Home country"}), ("Total employees by region", 153, {"region": "Abroad"}),
        ("Lost days", 590, None), ("Lost-time injuries: Employees", 22, {"item": "Employees"}),
        ("Lost-time injuries: Contractors", 5, {"worker type": "contractor"}),
    ]  # fmt: skip
    assert found[-1].fields.get("unit") is None  # not stated, not guessed


def test_units_in_labels_heads_and_cells_and_columns_that_split() -> None:
    found = said(
        "observations",
        "## Figures\n\n| Metric | FY2024 | FY2023 | Change (%) |\n|---|---|---|---|\n| Waste (t) | 120 | 130 | -7.7 |\n"
        "| Revenue, EUR million | 45.2 | 44.1 | 2.5 |\n| Women in management | 31% | 30% | 3.3 |\n\n"
        "| | Under 30 | Over 50 |\n|---|---|---|\n| Number of employees | 100 | 200 |\n",
    )
    assert figures(found, "metric", "value", "unit", "period") == [
        ("Waste", 120, "t", "2024"), ("Waste", 130, "t", "2023"), ("Revenue", Decimal("45.2"), "EUR million", "2024"),
        ("Revenue", Decimal("44.1"), "EUR million", "2023"), ("Women in management", 31, "%", "2024"),
        ("Women in management", 30, "%", "2023"),
        ("Number of employees", 100, None, "2024"), ("Number of employees", 200, None, "2024"),
    ]  # fmt: skip
    assert [f.fields["dimensions"] for f in found[-2:]] == [{"age": "under 30"}, {"age": "over 50"}]


def test_rows_that_are_years_and_columns_that_are_targets() -> None:
    found = said(
        "observations",
        "## Waste\n\n| Year | Waste (t) | Recycled (%) |\n|---|---|---|\n| 2023 | 90 | 55 |\n| 2024 | 80 | 60 |\n\n"
        "| KPI | Baseline 2019 | 2024 | Target 2030 |\n|---|---|---|---|\n| Scope 1 emissions (kt CO2e) | 12.5 | 9.8 | 6.0 |\n",
    )
    assert figures(found, "metric", "value", "period", "type") == [
        ("Waste", 90, "2023", "actual"), ("Waste", 80, "2024", "actual"), ("Recycled", 55, "2023", "ratio"),
        ("Recycled", 60, "2024", "ratio"),
        ("Scope 1 emissions", Decimal("12.5"), "2019", "actual"), ("Scope 1 emissions", Decimal("9.8"), "2024", "actual"),
        ("Scope 1 emissions", Decimal(6), "2030", "target"),
    ]  # fmt: skip


def test_a_unit_printed_once_goes_for_the_rows_it_spans() -> None:
    head = "## Climate\n\n| | | 2023 | 2024 |\n|---|---|---|---|\n| Direct emissions | (million tonnes) | 3 | 2 |\n"
    rows = "| Indirect emissions | | 5 | 4 |\n| Emissions intensity | | 7 | 6 |\n| Trees | (number) | 8 | 9 |\n| Patents | | 1 | 2 |\n"
    found = said("observations", head + rows)
    assert [f.fields.get("unit") for f in found[::2]] == ["million tonnes", "million tonnes", None, "number", "number"]
    found = said(
        "observations", head + rows.replace("| Trees | (number)", "| Smoke | (million tonnes)").replace("| | 7", "| (million tonnes) | 7")
    )
    assert [f.fields.get("unit") for f in found[2::6]] == [None, None]  # here each row prints its own


def test_marked_rows_are_part_of_the_unmarked_row_above_them() -> None:
    table = "## Water\n\n| | Unit | 2024 |\n|---|---|---|\n| Water withdrawal | m³ | 90 |\n| – of which in dry areas | m³ | 40 |\n"
    found = said("observations", table + "| Water discharge | m³ | 30 |\n| – into the sea | m³ | 20 |\n")
    assert [f.fields["metric"] for f in found][1::2] == ["Water withdrawal: in dry areas", "Water discharge: into the sea"]


def test_the_head_over_the_labels_is_the_metric_when_it_names_one() -> None:
    found = said(
        "observations", "## Staff\n\nEmployees hired (in thousands)\t2023\t2024\nNorth\t3.5\t4.1\nSouth\t1.0\t1.1\nTotal\t4.5\t5.2\n"
    )
    metrics = ["Employees hired: North", "Employees hired: South", "Employees hired"]
    assert [f.fields["metric"] for f in found[::2]] == metrics


def test_columns_of_changes_and_of_reference_dates_are_left_out() -> None:
    table = "## KPIs\n\nKPI\t\tBasis\tUnit\t2024\t2023\t+/–\nWaste\tTotal\tFiscal year\tt\t50\t40\t25%\nWaste\tHazardous\tFiscal year\tt\t5\t4\t25%\n"
    assert figures(said("observations", table), "metric", "value") == [
        ("Waste", 50), ("Waste", 40), ("Waste: Hazardous", 5), ("Waste: Hazardous", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("We aim for 30% by fiscal year 2025. This report refers to our fiscal year (October 1, 2023, to September 30, 2024).", 2024),
        ("In 2022 we grew. This report covers the period from 1 January to 31 December 2023.", 2023),
        ("The reporting period is 2021.1.1-2021.12.31. Some content goes back to 2019 or up to 2022.", 2021),
        ("Reporting year 2022 was a good one for us, as we say in this report.", 2022),
        ("Annual Report 2023/24", 2024),
        ("Sustainability report for FY 2022-23. We were founded in 1950.", 2023),
        ("Sustainability report FY24", 2024),
    ],
)
def test_the_reporting_year(text: str, year: int) -> None:
    assert reporting_year(read_text(f"Harbour Paper\n\n{text}\n".encode(), "harbour.txt", "harbour")) == year


def test_a_row_of_years_heads_the_rows_below_it() -> None:
    found = said(
        "observations", "## Figures\n\nKPI\tUnit\t2023\t2024\nWaste\tt\t5\t6\nTraining\tUnit\t2022\t2023\nHours of training\th\t7\t8\n"
    )
    assert figures(found, "metric", "value", "period") == [
        ("Waste", 5, "2023"), ("Waste", 6, "2024"), ("Hours of training", 7, "2022"), ("Hours of training", 8, "2023"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        "## Contents\n\nAbout us\t03\nOur mills\t12\nOur people\t27\n",
        "## GRI Content Index\n\nGRI Standards\tDisclosure\tChapter(s) in the Report\n"
        "2-7\tEmployees\tOur People\n305-1\tScope 1 emissions\t34\n",
        "## Contact\n\nOffice\tTelephone\nHead office\t010-5550142\n",
    ],
)
def test_tables_that_hold_no_figures(table: str) -> None:
    assert said("observations", table) == []


def test_tables_that_became_lines_of_flat_text() -> None:
    lines = (
        b"Pine Tools 2023 Sustainability Report\n\nThe report covers 1 January 2023 to 31 December 2023.\n\n"
        b"Indicator Unit 2021 2022 2023. \nTotal waste tonnes 120 110 1,050. \nEmployees by gender. \nMale person 37,037 33,048 37,041. \n"
        b"Rate of injuries (%) 0.20 N/A 0.31 Lost days (day) 336 6,773 786. \nTurnover Rate 2021 18.80% 2022 12.80% \n"
    )
    report = read_text(lines, "pine.txt", "pine")
    found = sorted(find_observations(report, Names()), key=lambda f: (f.evidence[0].start, str(f.fields["period"])))
    assert figures(found, "metric", "value", "unit", "period") == [
        ("Total waste", 120, "tonnes", "2021"), ("Total waste", 110, "tonnes", "2022"), ("Total waste", 1050, "tonnes", "2023"),
        ("Employees by gender", 37037, "person", "2021"), ("Employees by gender", 33048, "person", "2022"),
        ("Employees by gender", 37041, "person", "2023"), ("Rate of injuries", Decimal("0.2"), "%", "2021"),
        ("Rate of injuries", Decimal("0.31"), "%", "2023"), ("Lost days", 336, "day", "2021"), ("Lost days", 6773, "day", "2022"),
        ("Lost days", 786, "day", "2023"), ("Turnover Rate", Decimal("18.8"), "%", "2021"), ("Turnover Rate", Decimal("12.8"), "%", "2022"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "unit"),
    [
        ("The Company purchased 1.4 million tons of waste paper.", "Waste paper purchased", "1.4", "million tons"),
        ("The effective collection rate of dust reaches 99.5%.", "Effective collection rate of dust", "99.5", "%"),
        ("Women make up 28% of senior management.", "Share of women in senior management", "28", "%"),
        ("The staff survey covered 92% of employees.", "Share of employees covered by staff survey", "92", "%"),
        (
            "90% of the surveyed employees were satisfied with the Company.",
            "Share of surveyed employees satisfied with the Company",
            "90",
            "%",
        ),
        ("9 subsidiaries have obtained ISO 50001 certification.", "Subsidiaries having obtained ISO 50001 certification", "9", None),
        ("The Company has invested 58.9 million yuan in flood protection.", "Investment in flood protection", "58.9", "million yuan"),
        ("Energy use has been reduced by about 42%.", "Reduction in energy use", "42", "%"),
        ("Energy use fell to 310 GWh.", "Energy use", "310", "GWh"),
        ("We took part in the revision of 2 national standards.", "Revision of national standards", "2", None),
        ("The Company has obtained green labels for 19 products.", "Green labels for products", "19", None),
        ("The course was attended by 1,454 managers.", "Managers (course was attended)", "1454", None),
        ("The park has an installed capacity of 22.5 MW.", "Installed capacity", "22.5", "MW"),
        (
            "In 2024, a total of 108 employees and their children visited the mill.",
            "Employees and their children visited the mill",
            "108",
            "employees",
        ),
        ("Our hotline received 127 reports.", "Reports received", "127", None),
        ("Our people volunteered 8,400 hours.", "People volunteered", "8400", "hours"),
        ("Turnover came to EUR 284.6 million.", "Turnover", "284.6", "EUR million"),
    ],
)
def test_figures_in_sentences_are_named_by_their_own_words(sentence: str, metric: str, value: str, unit: str | None) -> None:
    fields = one("observations", sentence)
    assert (fields["metric"], fields["value"], fields.get("unit")) == (metric, Decimal(value), unit)
    assert fields["subject"] == "Harbour Paper Holding Ltd."


def test_later_figures_of_a_sentence_take_up_the_first() -> None:
    found = said(
        "observations", "We recycled 38,400 tons of fibre, of which 27,900 tons came from our own mills and 10,500 tons from outside."
    )
    assert figures(found, "metric", "value") == [("Fibre recycled", 38400), ("Fibre from mills", 27900), ("Fibre from outside", 10500)]
    found = said("observations", "The Company holds 63 patents, including 21 invention patents; 43 of them were granted in 2024.")
    assert figures(found, "metric", "value")[:2] == [("Patents held", 63), ("Invention patents", 21)]
    assert "granted" in found[2].label
    found = said("observations", "Emissions came to 7,931 tCO2e, 9.3% less than in 2023.")
    assert figures(found, "metric", "value") == [("Emissions", 7931), ("Reduction in emissions", Decimal("9.3"))]


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("By the end of 2024, the Company had obtained 44 patents.", ["2024-12-31"]),
        ("In July 2024, the Company presented 6 awards.", ["2024-07"]),
        ("This year, we audited 312 suppliers.", ["2024"]),
        ("Energy use fell from 3,450 GWh in 2023 to 3,120 GWh in 2024.", ["2023", "2024"]),
        ("Green power accounted for 62% of our electricity (2023: 55%).", ["2024", "2023"]),
        ("98% of suppliers signed the code, up from 95% in the previous year.", ["2024", "2023"]),
        ("Between 2021 and 2023, we planted 900 trees.", ["2021/2023"]),
        ("Water use fell to 450 m3 in 2023/24 (2022/23: 490 m3).", ["2024", "2023"]),
        ("In FY24 we recorded 14 lost-time injuries, compared with 18 in FY23.", ["2024", "2023"]),
        ("Our FY2023-24 budget for training was EUR 3.4 million.", ["2024"]),
    ],
)
def test_which_time_a_figure_is_for(sentence: str, periods: list[str]) -> None:
    assert [f.fields["period"] for f in said("observations", sentence)] == periods


@pytest.mark.parametrize(
    ("sentence", "metric", "value"),
    [
        ("There have been no cases of fatal accidents or severe injuries.", "Cases of fatal accidents or severe injuries", 0),
        ("In 2024, the Company had no violations of labour law.", "Violations of labour law", 0),
        ("Zero product recalls occurred.", "Product recalls", 0),
    ],
)
def test_none_is_the_figure_zero(sentence: str, metric: str, value: int) -> None:
    fields = one("observations", sentence)
    assert (fields["metric"], fields["value"]) == (metric, value)


def test_ranks_are_of_type_rank() -> None:
    found = said("observations", "In 2024, the Company ranked 23rd in the List of Paper Makers, falling by 2 positions.")
    assert figures(found, "metric", "value", "type") == [
        ("Rank in List of Paper Makers", 23, "rank"),
        ("Positions lost in List of Paper Makers", 2, "rank"),
    ]


def test_plans_and_forecasts_are_of_type_target() -> None:
    found = said("observations", "Northern Mill plans to build a 12 MW plant, which is expected to save 900 tons of coal a year.")
    assert figures(found, "type", "subject") == [("target", "Northern Mill Works Ltd.")] * 2
    assert one("observations", "Complaints are answered within 48 hours.")["type"] == "target"


def test_what_is_said_twice_is_one_fact_and_other_values_are_others() -> None:
    found = said(
        "observations", "The Company recycled 38,400 tons of fibre.\n\n## More\n\nThis year, the Company recycled 38,400 tons of fibre.\n"
    )
    assert [len(f.evidence) for f in found] == [2]
    found = said(
        "observations", "The Company recycled 38,400 tons of fibre.\n\n## More\n\nThis year, the Company recycled 39,400 tons of fibre.\n"
    )
    assert [f.fields["value"] for f in found] == [38400, 39400]


def test_whom_a_figure_is_about() -> None:
    assert one("observations", "Waste paper accounted for 60% of the fibre used at Northern Mill.")["subject"] == "Northern Mill Works Ltd."
    assert one("observations", "Elder Board recycled 540 tons of oil.")["subject"] == "Elder Board Makers Ltd."


def test_a_list_in_which_one_noun_serves_all() -> None:
    found = said("observations", "We produced 14.6 million square meters of board, 1.2 million boxes and 9,350 tons of pulp in 2024.")
    assert [f.fields["metric"] for f in found] == ["Board produced", "Boxes produced", "Pulp produced"]


def test_a_thin_name_gets_the_words_around_it_and_a_name_that_is_none_is_dropped() -> None:
    found = said("observations", "We planned the route of the new line in 14 areas. Seven vans drive more than 60 km.")
    assert figures(found, "metric", "value")[0] == ("Areas (planned the route of the new line)", 14)
    found = said(
        "observations", "The fee covers parents too and the plan provides for up to 4,000 euros.\n\nIt is smaller than 70% of them."
    )
    assert not [f for f in found if f.label.startswith(("Provides", "Smaller"))]
    found = said("observations", "Approximately 180 hectares were restored for future use at the site.")
    assert figures(found, "metric", "value") == [("Area restored for future use at the site", 180)]


def test_a_label_of_the_figure_before_does_not_split_the_next() -> None:
    found = said("observations", "16% Share of female directors 100% Employees trained in data protection")
    assert [f.fields.get("dimensions") for f in found] == [{"gender": "female"}, None]


def test_numbers_that_count_off_blocks_are_no_figures() -> None:
    assert not said("observations", "4 Clean air\n\nText.\n\n5 Fresh water\n\nText.\n\n6 Good soil")
    assert len(said("observations", "24 Locations worldwide\n\nText.\n\n900 Grades of paper")) == 2


def test_pages_and_titles_of_a_content_index_are_no_figures() -> None:
    row = "303-4 Water discharge 100-102 303-5 Water consumption 102 401-1 New employee hires and employee turnover Attrition was 8.5%."
    assert figures(said("observations", row), "metric", "value") == [("Attrition", Decimal("8.5"))]


def test_the_words_of_a_standard_are_not_the_words_of_the_report() -> None:
    assert not said("observations", "The entity shall disclose particles of 10 micrometers or less and count 200,000 hours.")


def flat(text: str) -> list[tuple[Any, ...]]:
    """Metric, value, unit and split of the figures in a flat text."""
    report = read_text(text.encode(), "harbour-2024.txt", "harbour-2024")
    found = find_observations(report, Names())
    return [(f.fields["metric"], f.fields["value"], f.fields.get("unit"), f.fields.get("dimensions")) for f in found]


def test_columns_of_a_flat_table_are_told_apart_by_what_repeats() -> None:
    found = flat(
        "Steam report. \nMills Units Scope 1 Intensity Scope 2 Intensity. \nNorth metric tons CO2e/metric ton 1.70 0.25. \n"
        "South metric tons CO2e/metric ton 2.10 0.05. \n\n\n2024 Recovered Materials Upper Mill (tons) Lower Mill (tons)\n"
        "Waste Paper 4,300 870. \nBark 1,500 3,200. \n"
    )
    assert found[:2] == [
        ("Scope 1 Intensity: North", Decimal("1.7"), "metric tons CO2e/metric ton", {"scope": "1", "item": "North"}),
        ("Scope 2 Intensity: North", Decimal("0.25"), "metric tons CO2e/metric ton", {"scope": "2", "item": "North"}),
    ]
    assert ("Recovered Materials, Lower Mill: Bark", 3200, "tons", {"item": "Bark"}) in found


def test_a_flat_table_that_splits_by_gender_or_age_under_its_title() -> None:
    found = flat("New hires. \nAge Group Female Male. \nUnder 30 13% 87% 30–50 15% 85%\nOver 50 17% 83%\n")
    assert len(found) == 6
    assert found[1] == ("New hires: Under 30", 87, "%", {"age": "under 30", "gender": "male"})


def test_rows_of_one_figure_below_a_title_with_unit_and_year() -> None:
    found = flat("Air Emissions — Tons 2024. \nNOx 26,511. \nLead 2.32. \n")
    assert found == [
        ("Air Emissions: NOx", 26511, "Tons", {"pollutant": "NOx"}),
        ("Air Emissions: Lead", Decimal("2.32"), "Tons", {"item": "Lead"}),
    ]


def test_figures_of_a_chart_belong_to_the_years_below_it() -> None:
    found = flat(
        "Annual Energy Intensity units — megawatt hours per metric ton of paper 0\n2 4\n6 8\n10 7.10 7.20 7.30 0\n"
        "Intensity. \nTotal 2022 2023 2024. \n"
    )
    assert [(v, u) for _, v, u, _ in found] == [(Decimal(x), "megawatt hours per metric ton of paper") for x in ("7.1", "7.2", "7.3")]


def test_the_unit_at_the_end_of_a_flat_label_is_the_shortest() -> None:
    found = flat(
        "Training 2023 2024. \nTotal hours of employee training hour 4,800 5,100. \nWater use per unit of sales tonnes/box 1.66 1.57. \n"
    )
    assert [(m, u) for m, _, u, _ in found][::2] == [
        ("Total hours of employee training", "hour"),
        ("Water use per unit of sales", "tonnes/box"),
    ]


def test_rows_that_are_companies_are_measured_by_the_head_of_the_column() -> None:
    found = said(
        "observations",
        "## Staff\n\n| gender | total | female headcount | male headcount |\n| --- | --- | --- | --- |\n| group total | 2,730 | 1,935 | 795 |\n"
        "| Northern Mill Works Ltd. | 802 | 574 | 228 |\n| Elder Board Makers Ltd. | 334 | 218 | 116 |\n",
    )
    told = [(f.fields["metric"], f.fields["value"], f.fields.get("subject"), f.fields.get("dimensions")) for f in found]
    assert ("Headcount", 228, "Northern Mill Works Ltd.", {"gender": "male"}) in told
    assert ("Headcount", 1935, "Harbour Paper Holding Ltd.", {"gender": "female"}) in told


def test_heads_that_come_back_belong_to_the_head_before_them() -> None:
    found = said(
        "observations",
        "## Contracts\n\n| Headcount | permanent | women | men | temporary | women | men |\n| --- | --- | --- | --- | --- | --- | --- |\n"
        "| Number of employees | 90 | 40 | 50 | 9 | 5 | 4 |\n| Number of leavers | 8 | 3 | 5 | 2 | 1 | 1 |\n",
    )
    told = {f.fields["value"]: f.fields["dimensions"] for f in found}
    assert told[40] == {"employment type": "permanent", "gender": "female"}
    assert told[4] == {"employment type": "temporary", "gender": "male"}


def test_both_marks_of_thousands_in_one_figure() -> None:
    found = said(
        "observations",
        "| KPI | 2023 | 2024 |\n| --- | --- | --- |\n| Energy use (kWh) | 12.447,007 | 1,065,575 |\n| Steam use (kWh) | 7,000 | 1.5 |\n",
    )
    assert found[0].fields["value"] == 12447007


def test_a_figure_behind_a_label_with_a_colon() -> None:
    assert figures(said("observations", "Total board production: 16.4 million tons."), "metric", "value", "unit") == [
        ("Total board production", Decimal("16.4"), "million tons")
    ]


def test_more_than_fifty_percent_is_no_age() -> None:
    (found,) = said("observations", "The group holds >50% of the shares of two mills in the delta.")[:1]
    assert "dimensions" not in found.fields


def test_due_dates_of_a_table_are_no_figures() -> None:
    table = "| Description | Owner | Due date | Status |\n| --- | --- | --- | --- |\n| Share of women in the board | Staff Office | 2025 | Ongoing |\n"
    assert not said("observations", "# Targets\n\n" + table)


def test_an_industry_or_the_world_is_not_the_reporter() -> None:
    (found,) = said("observations", "About 90% of the water used in the paper industry is cleaned.")
    assert "subject" not in found.fields


def test_goals_of_others_and_progress_are_no_targets() -> None:
    text = "The European Union promised carbon neutrality by 2050.\n\nWe have made 16% progress toward our 2030 goal.\n"
    assert not said("targets", text)


def test_a_count_of_the_whole_company_keeps_its_plain_name() -> None:
    assert [
        f.fields["metric"] for f in said("observations", "It was founded in a barn. With a total of 2,148 employees, it is large.")
    ] == ["Employees"]


def test_rows_of_flat_text_with_a_page_behind_their_years() -> None:
    text = (
        "HARBOUR PAPER\n\nIndicator Unit 2022 2023 Report Pages\nNOx emissions - Mills kg 267.12 772.35 38\nGas consumption 10000 m³ 19472 22120.81 27\n"
        "Electricity consumption 000 kWh 513 490 10\nWaste t 17.6 13\n"  # of the last row it cannot be told which year it is
    )
    report = read_text(text.encode(), "harbour-paper-2023.txt", "harbour-paper-2023")
    facts = find_observations(report, Names(()))
    told = [(f.fields["metric"], f.fields["value"], f.fields["unit"], f.fields["period"]) for f in facts]
    assert told == [
        ("NOx emissions - Mills", Decimal("267.12"), "kg", "2022"),
        ("NOx emissions - Mills", Decimal("772.35"), "kg", "2023"),
        ("Gas consumption", Decimal(19472), "10000 m³", "2022"),
        ("Gas consumption", Decimal("22120.81"), "10000 m³", "2023"),
        ("Electricity consumption", Decimal(513), "000 kWh", "2022"),
        ("Electricity consumption", Decimal(490), "000 kWh", "2023"),
    ]
