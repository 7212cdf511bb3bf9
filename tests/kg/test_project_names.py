"""Projects that bear a name of their own, and capitalised words that are none."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


def labels(text: str) -> set[str]:
    return {fact.label for fact in said("projects", text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Grid Ahead, our six-year, $90 million metering programme, reached every village.", "Grid Ahead"),
        ("With the Clear Ford initiative we mend fish steps.", "Clear Ford"),
        ("Scientists compare meadows in a study nicknamed Deep Soil.", "Deep Soil"),
        ("Project Snowmelt, the programme to replace old pumps, is done.", "Project Snowmelt"),
        ("The Quiet Kiln Project began in May.", "Quiet Kiln Project"),
        ("HomeBright, a free insulation program, served 300 homes.", "HomeBright"),
        ("Tea pickers are trained in the hills through Leaf Futures.", "Leaf Futures"),
        ('We rolled out the "Second Shift" campaign in all mills.', "Second Shift"),
    ],
)
def test_a_name_with_a_word_for_a_project_beside_it(text: str, name: str) -> None:
    assert name in labels(text)


def test_items_of_a_list_about_programmes_begin_with_their_names() -> None:
    text = (
        "Our work in the communities has three parts.\n\n- Warm Meals – soup for 300 pupils.\n- Safe Steps: lamps on the way to school.\n"
    )
    assert {"Warm Meals", "Safe Steps"} <= labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "Meanwhile, a training programme began.",
        "The Human Resources programme was cut.",
        "We are part of the Global Audit Plan of our bank.",
        "The Audit Committee programme covers risks.",
        "A machine called VoltSled lifts the rolls.",
        "The Ministry of Rivers programme pays for weirs.",
    ],
)
def test_departments_plans_machines_and_adverbs_are_no_projects(text: str) -> None:
    assert not {"Meanwhile", "Human Resources", "Global Audit Plan", "Audit Committee", "VoltSled", "Ministry of Rivers"} & labels(text)


def test_installations_told_with_their_capacity_are_projects() -> None:
    text = (
        "Since March, Canopy P5, a 7.2 MWp array of solar roofs, has supplied us. The Larkwell sea-water loop (9 MW) will cool both mills."
    )
    assert {f.label for f in said("projects", text)} >= {"Canopy P5", "Larkwell sea-water loop"}


def test_power_stations_told_with_their_capacity_are_none() -> None:
    assert not said("projects", "Ember Station, a 600 MW coal plant of others, closed.")
