"""Places that are the trade of the company: airports, hotels, harbours; numbered halls; places in lists behind their head."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


def facts(text: str) -> dict[str, dict[str, str]]:
    return {fact.label: dict(fact.fields) for fact in said("facilities", text)}


def test_the_airports_of_one_who_runs_airports_are_facilities() -> None:
    found = facts("The Group runs three airports. Quillmoor Airport lives off freight. Tessin Airport, in Almarza, is the newest.")
    assert found["Quillmoor Airport"]["type"] == "airport"
    assert found["Tessin Airport"]["location"] == "Almarza"


def test_the_airport_of_others_is_none() -> None:
    assert not facts("Reed seeds are flown from Quillmoor Airport each spring. We fly little.")


def test_a_hotel_may_stand_before_its_name() -> None:
    assert "Hotel Tessin" in facts("Our two hotels are full in May. The Hotel Tessin in Almarza has a garden.")


@pytest.mark.parametrize("name", ["Hangar H6", "Terminal 3"])
def test_numbered_halls_are_facilities(name: str) -> None:
    assert name in facts("The maintenance hangar H6 has a new roof, and Terminal 3 opened in May.")


def test_a_list_of_sites_is_a_site_each() -> None:
    found = facts("Our main production sites are Quillmoor (pulp), Tessarne (board) and Almarza (tissue).")
    assert set(found) == {"Quillmoor production site", "Tessarne production site", "Almarza production site"}


def test_works_with_a_head_of_their_own_keep_their_names() -> None:
    found = facts("Our plants: Quillmoor Works (tubes), Tessarne Foundry (castings) and Almarza Mill (strip).")
    assert {"Quillmoor Works", "Tessarne Foundry", "Almarza Mill"} == set(found)


def test_a_rank_is_no_part_of_a_name() -> None:
    assert "Quillmoor plant" in facts("Our fourth plant in Quillmoor makes boxes.")
    assert not facts("Our fourth plant in India makes boxes.")


def test_what_the_company_does_is_no_facility() -> None:
    assert not facts("Presently, the Company is operating 3 cement plants.")
