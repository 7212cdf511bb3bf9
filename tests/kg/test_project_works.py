"""Projects that lists and tables name, and plants put in that no sentence calls a project."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.facts import Fact
from tests.kg.saying import said


def projects(text: str) -> dict[str, Fact]:
    return {fact.label: fact for fact in said("projects", text)}


def test_a_table_of_projects_gives_place_and_state() -> None:
    text = (
        "| Project | Country | Status |\n|---|---|---|\n| Village pumps | Elbonia | Completed |\n| Night clinic | Ruritania | Ongoing |\n"
    )
    found = projects(text)
    assert found["Village pumps"].fields["location"] == "Elbonia" and found["Village pumps"].fields["status"] == "completed"
    assert found["Night clinic"].fields["status"] == "under construction"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("*Dry Feet* helps families to mend their cellars.", {"Dry Feet"}),
        ("**Third Leaf**: in this project, tanners learn to print.", {"Third Leaf"}),
        ("Our social projects include Soup Corner, Late Train and Yard Nurse.", {"Soup Corner", "Late Train", "Yard Nurse"}),
        ("## Our initiatives\n\n1. No Drop – no loss of pulp\n2. Back Again – collection of cores\n", {"No Drop", "Back Again"}),
        ("The initiative Clear Bench gave 90 laptops to schools.", {"Clear Bench"}),
        ("Our bursary programme, Reed Fellows, supported 80 students.", {"Reed Fellows"}),
        ("Launched in 2021, Calm Quay aims to make the port quiet.", {"Calm Quay"}),
        ("Our Quay is the network for women in our ports.", set()),
        ("The wind project team met in May.", set()),
        ("This is a programme for all.", set()),
        ("*Create* a better day.", set()),
    ],
)
def test_names_beside_words_for_projects(text: str, names: set[str]) -> None:
    assert set(projects(text)) == names


def test_a_plant_put_in_has_size_place_and_state() -> None:
    fact = projects("In 2023 a 4.2 MWp solar plant was installed on the roof of our Ostby hall.")["4.2 MWp solar plant"]
    assert fact.fields["capacity"][0]["value"] == Decimal("4.2")
    assert (fact.fields["location"], fact.fields["status"], fact.fields["type"]) == ("Ostby", "completed", "photovoltaic")
    store = projects("Commissioned in October 2023, the battery storage at Ostby holds 20 MWh.")["battery storage"]
    assert (store.fields["location"], store.fields["status"]) == ("Ostby", "operating")
    assert projects("By 2026, a 40 MW electrolyser is to be built at the Ostby mill.")["40 MW electrolyser"].fields["status"] == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "We buy power from a 90 MW wind farm near Ostby that was completed in 2021.",
        "Solar panels may be installed at Ostby in future.",
        "Our customers have installed 40 MW of heat pumps.",
    ],
)
def test_plants_of_others_and_wishes_are_no_projects(text: str) -> None:
    assert not projects(text)


def test_the_longer_name_of_a_project_counts_once() -> None:
    found = projects("The Ostby Bay offshore wind project (450 MW) received its permit in June.")
    assert list(found) == ["Ostby Bay offshore wind project"]
    assert "Ostby Bay" in found["Ostby Bay offshore wind project"].aliases


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("## Project Lintern\n\nWomen in two villages learn to sew.\n", "Project Lintern"),
        ("## Bright Pence\n\nUnder this project, 900 pupils learn to save.\n", "Bright Pence"),
        ("With a charity we launched Roof Early, which offers flats to families.", "Roof Early"),
        ("The core migration project Polarus was completed in October.", "Polarus"),
        ("We support the reforestation project Bosco Vivo in Peru, which covers 800 hectares.", "Bosco Vivo"),
        ("The course Leading in Change is open to all.", "Leading in Change"),
    ],
)
def test_names_under_titles_and_behind_nouns(text: str, name: str) -> None:
    assert name in projects(text)
