from __future__ import annotations

from decimal import Decimal

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


def test_vague_words_make_no_project() -> None:
    assert (
        said(
            "projects",
            "We support community projects. The project went well. Key projects are reviewed, and construction projects are inspected.",
        )
        == []
    )
