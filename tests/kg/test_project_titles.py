"""Projects by the end of their names, by headings and case studies, by their size; and programmes of others that are none."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


def labels(text: str) -> set[str]:
    return {fact.label for fact in said("projects", text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Our Green Quay Pledge was launched in early 2020.", "Green Quay Pledge"),
        ("Under the Women in Welding initiative, 40 women were trained.", "Women in Welding"),
        ("We took part in Clean Coast, our volunteer programme, for the third year.", "Clean Coast"),
        ("HYFLEX, a Horizon Europe project, studies burners.", "HYFLEX"),
        ('Efficiency programme "Fit 25" saved EUR 40 million.', "Fit 25"),
        ("We invested EUR 60 million in a new 30,000-tonne resin plant in Ostby.", "30,000-tonne resin plant"),
        ("We are planning a green hydrogen plant with 20 MW of electrolysis in Ostby.", "green hydrogen plant with 20 MW"),
        ("In Ostby, a EUR 14 million wastewater treatment plant is being built.", "wastewater treatment plant"),
        (
            "## Case study: Blue Estuary\n\nBlue Estuary restores 40 hectares of marsh. The project is run with volunteers.\n",
            "Blue Estuary",
        ),
        ("### The River Guardians initiative\n\nVolunteers clean the river four times a year.\n", "River Guardians"),
    ],
)
def test_how_a_project_is_told(text: str, name: str) -> None:
    assert name in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "We received the Best Ethics Program award in May.",
        "According to the Ostby Conflict Data Program, the region is calm.",
        "The car meets the requirements of the Nordic Car Assessment Program.",
        "The park was paid by a Lake Restoration Initiative grant.",
        "## Case study: Better Bearings\n\nBearings must be greased each week.\n",
    ],
)
def test_what_others_run_or_award_is_none(text: str) -> None:
    assert not labels(text)
