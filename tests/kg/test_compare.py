"""One metric over reports and years: what stands in one row, in which unit, with what evidence."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from kg.compare import Row, columns, compare, nearest, table
from kg.store import Store
from tests.kg.auditing import figure, stored

ALDER = """# Figures

We have 1,204 employees.

Total employees\t1,150\t1,240
Women among them\t301
Direct GHG emissions (Scope 1)\t3,870.5\t3,621.25
Electricity consumption\t12,400
Electricity saved\t310
Share of women among employees\t24.3
Waste\t77
"""
BIRCH = """# Figures

Number of employees\t860
Scope 1 emissions\t2.5
Total electricity consumption\t9.1
Waste\t81
"""
GENDER = {"dimensions": {"gender": "female"}}


@pytest.fixture(scope="module")
def store() -> Store:
    alder = (
        figure("Employees", "1,204", "employees", "1,204 employees"),
        figure("Total employees", "1,150", "Person", "Total employees", "1,150", period="2023"),
        figure("Total employees", "1,240", "Person", "Total employees", "1,240", period="2024-12-31"),
        figure("Total employees by gender", "301", "Person", "Women among them", "301", **GENDER),
        figure("Direct GHG emissions (Scope 1)", "3,870.5", "tCO2e", "Direct GHG", "3,870.5", period="2023", dimensions={"scope": "1"}),
        figure("Direct GHG emissions (Scope 1)", "3,621.25", "tCO2e", "Direct GHG", "3,621.25", dimensions={"scope": "1"}),
        figure("Electricity consumption", "12,400", "MWh", "Electricity consumption", "12,400"),
        figure("Electricity saved", "310", "MWh", "Electricity saved", "310"),
        figure("Share of women among employees", "24.3", "%", "Share of women", "24.3", **GENDER),
        figure("Waste", "77", "tons", "Waste", "77"),
    )
    birch = (
        figure("Number of employees", "860", None, "Number of employees", "860", subject="Birch Board Ltd."),
        figure("Scope 1 emissions", "2.5", "thousand tons CO2e", "Scope 1 emissions", "2.5", period="2023", subject="Birch Board Ltd."),
        figure("Total electricity consumption", "9.1", "million kWh", "Total electricity", "9.1", period=None, subject="Birch Board Ltd."),
        figure("Waste", "81", None, "Waste", "81", subject="Birch Board Ltd."),
    )
    return stored(BIRCH, [_without_period(said) for said in birch], stored(ALDER, alder), "birch-2023")


def _without_period(said: Any) -> Any:
    kind, label, quotes, fields = said
    return kind, label, quotes, {name: value for name, value in fields.items() if value is not None}


def shown(rows: list[Row]) -> list[tuple[str, str, str | None, dict[str, str], str]]:
    return [(r.report, r.metric, r.unit, {p: str(c) for p, c in sorted(r.cells.items())}, r.note) for r in rows]


def test_reports_and_years_side_by_side_and_both_values_where_one_contradicts_itself(store: Store) -> None:
    assert shown(compare(store, ["headcount"])) == [
        ("alder-2024", "Employees", "Person", {"2023": "1,150", "2024": "1,204 / 1,240"}, ""),
        ("birch-2023", "Number of employees", "Person", {"2024": "860"}, ""),
    ]


def test_units_are_converted_and_that_is_said(store: Store) -> None:
    assert shown(compare(store, ["Scope 1 emissions"])) == [
        ("alder-2024", "Direct GHG emissions (Scope 1)", "tCO2e", {"2023": "3,870.5", "2024": "3,621.25"}, ""),
        ("birch-2023", "Scope 1 emissions", "tCO2e", {"2023": "2,500"}, "converted from thousand tons CO2e"),
    ]
    cell = compare(store, ["Scope 1 emissions"])[1].cells["2023"]
    assert (cell.values, cell.printed, cell.converted) == ((Decimal(2500),), ("2.5 thousand tons CO2e",), True)


def test_figures_without_period_have_a_column_of_their_own(store: Store) -> None:
    rows = compare(store, ["electricity used"])
    assert columns(rows) == ["2024", "undated"]
    assert [str(row.cells.get("undated")) for row in rows] == ["None", "9,100"]


def test_what_cannot_be_converted_stays_and_says_so(store: Store) -> None:
    rows = compare(store, ["waste"])
    assert {(row.report, row.unit, bool(row.note)) for row in rows} in (
        {("alder-2024", "tons", False), ("birch-2023", None, True)},
        {("alder-2024", "tons", True), ("birch-2023", None, False)},
    )
    assert any("not comparable" in row.note for row in rows)


def test_totals_first_and_breakdown_when_asked_for(store: Store) -> None:
    assert [(r.report, dict(r.dimensions)) for r in compare(store, ["total employees"], breakdown=True)] == [
        ("alder-2024", {}), ("birch-2023", {}), ("alder-2024", {"gender": "female"}),
    ]  # fmt: skip


def test_a_dimension_can_be_asked_for_and_a_share_is_no_number(store: Store) -> None:
    assert [(r.metric, r.unit) for r in compare(store, ["female employees"])] == [("Total employees by gender", "Person")]
    assert [(r.metric, r.unit) for r in compare(store, ["share of female employees"])] == [("Share of women among employees", "%")]


def test_some_reports_only_and_several_metrics(store: Store) -> None:
    rows = compare(store, ["employees", "electricity consumption"], ["birch-2023"])
    assert [(r.query, r.report) for r in rows] == [("employees", "birch-2023"), ("electricity consumption", "birch-2023")]


def test_every_cell_has_its_evidence(store: Store) -> None:
    for row in compare(store, ["employees", "Scope 1 emissions"], breakdown=True):
        for cell in row.cells.values():
            texts = {"alder-2024": ALDER, "birch-2023": BIRCH}
            assert cell.facts and cell.evidence
            assert all(texts[row.report][e["start"] : e["end"]] == e["quote"] for e in cell.evidence)
    (made,) = json.loads(json.dumps([row.as_json() for row in compare(store, ["employees"], ["birch-2023"])]))
    assert list(made) == ["query", "report", "metric", "subject", "dimensions", "unit", "note", "values"]
    assert made["values"]["2024"]["value"] == 860 and made["values"]["2024"]["evidence"][0]["quote"] == "Number of employees"


def test_a_flat_table(store: Store) -> None:
    flat, names = table(compare(store, ["total employees"], breakdown=True))
    assert names == ["report", "metric", "unit", "2023", "2024"]
    assert [row["metric"] for row in flat] == ["Employees", "Number of employees", "Total employees by gender (female)"]
    assert flat[1]["2023"] is None


def test_what_no_report_has(store: Store) -> None:
    assert compare(store, ["dragons"]) == []
    assert nearest(store, "elektricity consumtion")[:1] in (["Electricity consumption"], ["Total electricity consumption"])
    assert nearest(store, "zzz") == []


def test_the_order_of_facts_does_not_matter(store: Store) -> None:
    assert shown(compare(store, ["employees"], ["birch-2023", "alder-2024"])) == shown(compare(store, ["employees"]))
