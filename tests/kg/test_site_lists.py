"""Places of work told together: towns behind heads in the plural, towns with their countries, lists of locations."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


def places(text: str) -> set[str]:
    return {fact.label for fact in said("facilities", text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We operate two distribution centres, in Ostby and Skarnes.", {"Ostby distribution centre", "Skarnes distribution centre"}),
        ("We have offices in Ostby, Skarnes and Singapore.", {"Ostby office", "Skarnes office", "Singapore office"}),
        ("In the UK, we have depots in Tarlow, Hilby and Dunmore.", {"Tarlow depot", "Hilby depot", "Dunmore depot"}),
        ("Manufacturing sites: Ostby (Norway) and Tarlow (India).", {"Ostby manufacturing site", "Tarlow manufacturing site"}),
        ("Our research and development centres are located in Ostby and Tarlow.", {"Ostby research and development centre"}),
        ("A second factory in Ostby, Norway, was added in 2022.", {"Ostby factory"}),
        ("The new headquarters building in Ostby opened.", {"Ostby headquarters"}),
    ],
)
def test_towns_behind_what_stands_there(text: str, names: set[str]) -> None:
    assert names <= places(text)


def test_items_of_a_list_of_locations() -> None:
    found = places(
        "## Our locations\n\n- Ostby, Norway (headquarters)\n- Tarlow, India: production of valves\n- Hilby, Austria: research centre\n"
    )
    assert {"Ostby headquarters", "Tarlow site", "Hilby research centre"} <= found


@pytest.mark.parametrize(
    "text",
    [
        "We have production facilities in Brazil, Poland and Vietnam.",
        "The drive reached 52 primary and secondary schools in Ostby, Tarlow and Hilby provinces.",
        "Our suppliers' plants in Ostby and Tarlow were audited.",
        "A new law in Ostby, Norway, was passed.",
    ],
)
def test_what_is_no_place_of_work(text: str) -> None:
    assert not places(text)
