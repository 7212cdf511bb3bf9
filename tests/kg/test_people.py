from __future__ import annotations

import pytest

from tests.kg.saying import one, said


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("#### Ms. Ida Lundmark\n\n#### Chairwoman of Harbour Paper\n", "Ida Lundmark", "Chairwoman"),
        ("Our report was approved by Dr. Ole Brattvik, Chief Financial Officer.", "Ole Brattvik", "Chief Financial Officer"),
        ("Tomas Grindel, Head of Sustainability, leads the team.", "Tomas Grindel", "Head of Sustainability"),
        ("The Board of Directors, chaired by Mr. Per Askvold, met five times.", "Per Askvold", "Chair"),
        ("Petra K. Holmgren President & Chief Executive Officer.", "Petra K. Holmgren", "President & Chief Executive Officer"),
    ],
)
def test_persons_and_posts(text: str, name: str, position: str) -> None:
    fields = one("people", text)
    assert (fields["name"], fields["position"], fields["organization"]) == (name, position, "Harbour Paper Holding Ltd.")


def test_whom_a_person_works_for() -> None:
    assert (
        one("people", "Elder Board, with Ms. Vera Holt as Managing Director, makes cartons.")["organization"] == "Elder Board Makers Ltd."
    )
    assert one("people", "Jens Ravnborg, Plant Manager, Northern Mill, received the guests.")["organization"] == "Northern Mill Works Ltd."


def test_a_person_named_twice_is_one() -> None:
    found = said("people", "Ms. Vera M. Holt, Managing Director, spoke first.\n\nVera Holt, Managing Director, closed the day.\n")
    assert len(found) == 1 and len(found[0].evidence) == 2


def test_a_table_of_the_board() -> None:
    found = said(
        "people", "# Board\n\n| Name | Position |\n| --- | --- |\n| Ida Lundmark | Chairwoman |\n| Per Askvold | Independent Director |\n"
    )
    assert [(f.label, f.fields["position"]) for f in found] == [("Ida Lundmark", "Chairwoman"), ("Per Askvold", "Independent Director")]


@pytest.mark.parametrize(
    "text",
    [
        "The General Manager reports to the Board of Directors.",
        "Quality Management Department, Vice President",
        "The Annual Report, Chief Risk Officer.",
    ],
)
def test_posts_without_a_person(text: str) -> None:
    assert not said("people", text)


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("Mara S. Lindqvist currently serves as the independent Board Chair.", "Mara S. Lindqvist", "Board Chair"),
        ("Li Mei Fu Chairman of the Board of Directors 30 May 2024.", "Li Mei Fu", "Chairman of the Board of Directors"),
    ],
)
def test_persons_by_what_they_serve_as_and_in_dated_signatures(text: str, name: str, position: str) -> None:
    found = one("people", text)
    assert (found["name"], found["position"]) == (name, position)


def test_a_short_first_name_is_the_same_person() -> None:
    text = "Dave Lindqvist, CEO, Harbour Paper, opened the mill.\n\nDavid B. Lindqvist, President, wrote to all."
    assert len(said("people", text)) == 1
