from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.project_facts import project_type
from tests.kg.saying import one, said


def test_a_heading_that_names_a_project_and_the_text_below_it() -> None:
    fields = one(
        "projects",
        "## Elder Board's rooftop photovoltaic project has been connected to the grid\n\nThe roof carries a 12 MW plant with 14 million kWh a year.\n",
    )
    assert fields["name"] == "Elder Board's rooftop photovoltaic project"
    assert (fields["type"], fields["status"]) == ("photovoltaic", "operating")
    assert fields["operators"] == ("Elder Board Makers Ltd.",)
    assert fields["capacity"][0] == {"value": Decimal(12), "unit": "MW"}


def test_a_project_in_quotes() -> None:
    fields = one(
        "projects",
        'Northern Mill led the project "R&D of solvent-free coating of board". The project was funded by the Northland Innovation Fund.',
    )
    assert fields["name"] == "R&D of solvent-free coating of board"
    assert fields["operators"] == ("Northern Mill Works Ltd.",)


def test_a_sized_project_in_prose() -> None:
    fields = one("projects", "In 2024, Elder Board put the first line of the 50,000-ton recycled board project into operation.")
    assert fields["name"] == "50,000-ton recycled board project"
    assert fields["capacity"] == ({"value": Decimal(50000), "unit": "ton"},)
    assert fields["status"] == "operating"


def test_the_kind_of_a_programme_is_that_of_its_own_words() -> None:
    text = "The Bright Minds Leadership Program at Harbour Paper trains managers. Our plant recycles fibres on a new line."
    fields = one("projects", text)
    assert fields["name"] == "Bright Minds Leadership Program"
    assert fields.get("type") is None  # not that of the recycling told beside it
    assert fields.get("location") is None  # the reporter is no place


def test_a_size_is_that_of_the_thing_it_is_said_of() -> None:
    text = "We installed an 8 MW battery energy storage system and upgraded our water treatment plant in Dunmore."
    sizes = {f.label: [c["value"] for c in f.fields.get("capacity", ())] for f in said("projects", text)}
    assert sizes == {"8 MW battery energy storage system": [8], "water treatment plant": []}


def test_a_name_ends_with_a_whole_word() -> None:
    found = said("projects", "In September 2024, we kicked off the Clean Wells programme in Dale.")
    assert [f.label for f in found] == ["Clean Wells programme"]


def test_a_part_of_a_word_tells_no_kind() -> None:
    assert project_type("SLE-Pipeline Program") is None
    assert project_type("two new coating lines") == "production"


def test_vague_words_make_no_project() -> None:
    assert (
        said(
            "projects",
            "We support community projects. The project went well. Key projects are reviewed, and construction projects are inspected.",
        )
        == []
    )


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Began construction of an HDX bark drying line at Northern Mill.", "HDX bark drying line", "under construction"),
        ("We plan 40 MW rooftop solar power stations to be built by 2027.", "40 MW rooftop solar power stations", "planned"),
        ("- Added heat pump capacity and dryers to the boiler of Northern Mill.", "heat pump capacity and dryers", "completed"),
        ('In 2023 we launched the "Clean Bay Action" with two schools.', "Clean Bay Action", None),
        (
            "We announced the conversion of two diesel ferries to battery-electric ferries, to be completed by 2026.",
            "conversion of two diesel ferries",
            None,
        ),
    ],
)
def test_projects_are_told_without_the_word(text: str, name: str, status: str | None) -> None:
    found = {f.label: f.fields for f in said("projects", text)}
    assert name in found
    assert status is None or found[name]["status"] == status


def test_joint_research_names_its_partners() -> None:
    found = said("projects", "We partnered with Birch University and Elm Works Ltd. to develop a virtual model of the paper machine.")
    assert [(f.label, f.fields["type"]) for f in found] == [("virtual model of the paper machine", "research")]
    assert found[0].fields["partners"] == ("Birch University", "Elm Works Ltd.")


def test_a_plan_and_what_it_is_are_one_project() -> None:
    found = said("projects", 'They launched "Quiet Rain", a targeted rural school project, in the north.')
    assert [f.label for f in found] == ["Quiet Rain"]


def test_general_works_are_no_projects() -> None:
    assert said("projects", "We invested in new production lines and built 40 service stations. We installed the system.") == []
