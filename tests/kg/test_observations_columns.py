"""What the heads of columns say of figures, and what nobody says."""

from __future__ import annotations

from tests.kg.saying import said


def test_a_head_of_two_rows_splits_by_place_and_by_gender() -> None:
    cell = "<td>{}</td>".format
    table = (
        "<table><tr><td rowspan='2'>Category</td><td colspan='2'>Norway</td><td colspan='2'>Coast</td></tr><tr>"
        + "".join(map(cell, ("Male", "Female", "Male", "Female")))
        + "</tr><tr>"
        + "".join(map(cell, ("New hires", "318", "226", "94", "131")))
        + "</tr></table>"
    )
    found = said("observations", f"## People\n\n{table}\n")
    assert [(str(f.fields["value"]), f.fields["dimensions"]) for f in found] == [
        ("318", {"gender": "male", "region": "Norway"}),
        ("226", {"gender": "female", "region": "Norway"}),
        ("94", {"gender": "male", "of": "Coast"}),
        ("131", {"gender": "female", "of": "Coast"}),
    ]


def test_several_figures_without_heads_are_of_no_known_year() -> None:
    found = said("observations", "## Inputs\n\n| Water withdrawal | m3 | 5,418 | 5,302 |\n| Hazardous waste | t | 79 | 77 |\n")
    assert {f.fields.get("period") for f in found} <= {None}


def test_a_short_row_keeps_the_title_of_its_group() -> None:
    table = "| Indicator | Unit | 2024 |\n| --- | --- | --- |\n| Hazardous waste | | |\n| Recycled | t | 5 |\n| Landfilled | t | 7 |\n| Total waste | t | 12 |\n"
    assert [f.fields["metric"] for f in said("observations", f"## Waste\n\n{table}\n")] == [
        "Hazardous waste: Recycled",
        "Hazardous waste: Landfilled",
        "Total waste",
    ]


def test_the_number_of_a_site_counts_nothing() -> None:
    found = said("observations", "## Sites\n\nIn the meantime Fab 2 holds a label of the ministry, and Mill 3 was painted.\n")
    assert found == []
