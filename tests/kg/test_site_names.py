"""Places of work whose head stands before the name, and places that are someone else's."""

from __future__ import annotations

import pytest

from kg.facts import Fact
from tests.kg.saying import said


def places(text: str) -> dict[str, Fact]:
    return {fact.label: fact for fact in said("facilities", text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Our plant *Nordbay* makes board.", {"Nordbay"}),
        ("The *Ostby* nursery grows 900 pines.", {"Ostby nursery"}),
        ("Our head office Ostby House has been heated by the river since 2021.", {"Ostby House"}),
        ("We moved into our new headquarters, the Ostby Tower, in May.", {"Ostby Tower"}),
        ("Our mines are Grunz, Orvik and Kolt.", {"Grunz mine", "Orvik mine", "Kolt mine"}),
        ("The terminals at Orlu and Rivo handle grain.", {"Orlu terminal", "Rivo terminal"}),
        ("The Ostby cold store runs on ammonia.", {"Ostby cold store"}),
        ("The port of Rivo, which we have run since 1990, handles boxes.", {"Port of Rivo"}),
        ("Our plant in Ostby, Elbonia makes board.", {"Ostby plant"}),
    ],
)
def test_places_by_the_head_before_their_name(text: str, names: set[str]) -> None:
    assert set(places(text)) == names


def test_a_column_of_towns_is_where_the_sites_lie() -> None:
    found = places("| Plant | Town | Certified |\n|---|---|---|\n| Works North | Ostby | Yes |\n| Works South | Rivo | No |\n")
    assert found["Works North"].fields["location"] == "Ostby"


@pytest.mark.parametrize(
    "text",
    [
        "A supplier's factory in Ostby was audited.",
        "Dr Rao took office in May.",
        "Technical workshops were held in five towns.",
        "We buy power from the Rivo wind farm.",
        "The National Dam Safety Policy applies.",
        "The **ISO 14064** greenhouse gas report was checked.",
    ],
)
def test_what_is_no_place_of_the_company(text: str) -> None:
    assert not places(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The regional office for the islands is in Ostby.", {"Ostby regional office"}),
        ("We closed the Ostby branch in May.", {"Ostby branch"}),
        ("Our suppliers have plants in Ostby and Rivo.", set()),
    ],
)
def test_seats_and_branches(text: str, names: set[str]) -> None:
    assert set(places(text)) == names
