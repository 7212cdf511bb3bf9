"""Charts that came out as loose lines of labels and figures."""

from __future__ import annotations

from kg.extract.observations import find_observations
from kg.extract.organizations import find_names
from report.read import read_text

COMPANY = """Harbour Paper Holding Ltd.
Sustainability Report 2024

"""


def told(*lines: str) -> dict[tuple[str, str], str]:
    """(metric, split) -> the figure as printed."""
    report = read_text((COMPANY + "\n".join(lines) + "\n").encode(), "harbour-paper-2024.txt", "harbour-paper-2024")
    found = find_observations(report, find_names(report)[0])
    return {(str(f.fields["metric"]), ", ".join(f.fields.get("dimensions", {}).values())): str(f.fields["value_text"]) for f in found}


def test_labels_and_figures_in_turn_under_two_titles() -> None:
    found = told(
        "Average training hours by gender* Average training hours by employee category*",
        "Male", "13.5 hours Female", "11.1 hours Below middle", "16 hours management", "Senior management", "5.4 hours Middle management", "4.6 hours",
    )  # fmt: skip
    hours, category = "Average training hours by gender", "Average training hours by employee category"
    assert found == {
        (hours, "male"): "13.5 hours",
        (hours, "female"): "11.1 hours",
        (category, "Below middle management"): "16 hours",
        (category, "Senior management"): "5.4 hours",
        (category, "Middle management"): "4.6 hours",
    }


def test_a_title_of_several_charts_and_their_own_titles_below_it() -> None:
    found = told(
        "Employee turnover rate by gender, age group and geographical region in 2024*",
        "By gender By age group", "Male", "36% Female", "38% Above 50", "<30", "30–50", "8%", "25%", "83%",
        "By geographical region", "Northland 24%", "Lowlands excluding", "Otterby", "73%", "Others 32%",
    )  # fmt: skip
    rate = "Employee turnover rate by"
    assert found == {
        (f"{rate} gender", "male"): "36%",
        (f"{rate} gender", "female"): "38%",
        (f"{rate} geographical region", "Northland"): "24%",
        (f"{rate} geographical region", "Lowlands excluding Otterby"): "73%",
        (f"{rate} geographical region", "Others"): "32%",
    }, "three ages and then three figures do not tell which belong together"


def test_ages_are_labels_though_they_hold_figures() -> None:
    found = told("Total workforce by age group", "<30", "28.02%", ">50", "15.3%", "30–50", "56.68%")
    assert sorted(found.values()) == ["15.3%", "28.02%", "56.68%"]
    assert found["Total workforce by age group", "over 50"] == "15.3%"


def test_figures_before_their_labels_are_read_where_they_go_on_so_to_the_end() -> None:
    assert set(told("Employees by region", "62%", "Northland", "38%", "Lowlands").items()) == {
        (("Employees by region", "Northland"), "62%"),
        (("Employees by region", "Lowlands"), "38%"),
    }
    assert told("Employees by region", "62%", "Northland", "38%", "Lowlands", "Otterby", "9%") == {}
