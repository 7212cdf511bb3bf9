"""Persons told by their role, tables of directors, and names of many countries."""

from __future__ import annotations

import pytest

from kg.facts import Fact
from tests.kg.saying import said


def people(text: str) -> dict[str, Fact]:
    return {fact.label: fact for fact in said("people", text)}


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        ("The committee is chaired by Ingrid Solhaug.", "Ingrid Solhaug", "Chair"),
        ("Tomas Bergqvast took office as Chief Executive on 1 May 2024.", "Tomas Bergqvast", "Chief Executive"),
        ("The panel has five members, with Siobhán Ó Brain as Chair.", "Siobhán Ó Brain", "Chair"),
        ("The auditor in charge, Henrik Polm of Revisor Nord AB, signed in March.", "Henrik Polm", "Auditor in charge"),
        ("Company Secretary: Fiona McAlister", "Fiona McAlister", "Company Secretary"),
        ("Responsibility lies with the Chief People Officer, Zsófia Némethy.", "Zsófia Némethy", "Chief People Officer"),
        ("S. Ramanathen, Company Secretary, keeps the minutes.", "S. Ramanathen", "Company Secretary"),
        ("We thank Ragnhild Østbye for eleven years as a director.", "Ragnhild Østbye", "Director"),
        ("Under the leadership of Kwame Boatang, the team cut waste by half.", "Kwame Boatang", None),
    ],
)
def test_persons_by_their_role(text: str, name: str, position: str | None) -> None:
    assert people(text)[name].fields.get("position") == position


def test_a_table_of_directors_has_posts_in_brackets() -> None:
    found = people(
        "| Director | Born | Attendance |\n|---|---|---|\n| Birgitta Ekhalm (Chair) | 1960 | 8/8 |\n| Wei Jiangua | 1971 | 7/8 |\n"
    )
    assert found["Birgitta Ekhalm"].fields["position"] == "Chair"
    assert "Wei Jiangua" in found


def test_members_of_a_committee_are_named_one_by_one() -> None:
    assert {"Erik Lunde", "Noor van der Barg", "Ana Maria Sá"} <= set(
        people("The audit committee consists of Erik Lunde, Noor van der Barg and Ana Maria Sá.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "The works council, chaired by the union, met twice.",
        "The Chair of the Board approves the report.",
        "Our donation went to Saint Anne Hospital, Ostby.",
        "Led by Human Resources, the team met.",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert not people(text)


def test_names_in_a_column_without_a_title() -> None:
    found = people("| | Position | Term ends |\n|---|---|---|\n| Kurt Pribal | Chairman | 2025 |\n| Ivana Cvetka | Deputy Chair | 2026 |\n")
    assert found["Kurt Pribal"].fields["position"] == "Chairman" and found["Ivana Cvetka"].fields["position"] == "Deputy Chair"


def test_a_post_ends_before_the_next_person() -> None:
    assert people("Kurt Pribal, Chairman, and Ivana Cvetka, Treasurer, signed.")["Kurt Pribal"].fields["position"] == "Chairman"


def test_a_list_of_persons_one_to_a_line_keeps_each_post_with_its_person() -> None:
    found = people(
        "## Board\n\nIngrid Solhaug-Berg, Chair\nTomas Bergqvast, Independent Non-Executive Director\nAiko Tanagawa, Chief Executive Officer\n"
    )
    assert {name: fact.fields["position"] for name, fact in found.items()} == {
        "Ingrid Solhaug-Berg": "Chair",
        "Tomas Bergqvast": "Independent Non-Executive Director",
        "Aiko Tanagawa": "Chief Executive Officer",
    }


def test_titles_of_address_and_bare_initials_in_columns_of_names() -> None:
    found = people("| Name | Position |\n|---|---|\n| Dato' Azlan bin Rahmat | Chairman |\n| S S Baijnath | Member |\n")
    assert set(found) == {"Azlan bin Rahmat", "S S Baijnath"}


def test_who_came_to_take_a_post_has_it() -> None:
    found = people("Nadja Ferrol-Lambert, who came from shipping in May to become Director of Reeds, reports to the board.")
    assert found["Nadja Ferrol-Lambert"].fields["position"] == "Director of Reeds"


def test_a_post_ends_where_the_next_person_begins() -> None:
    found = people("Anna Quillmoor, Group Chair, Rene Tessarne, the Group MD, and two guests came.")
    assert found["Anna Quillmoor"].fields["position"] == "Group Chair"


def test_the_chief_of_another_company_has_its_post_without_the_name_before_it() -> None:
    found = people('"Reeds grow", said Tessarne CEO Ingrid Solhaug. Lars Molberg, Tessarne’s chief operating officer, agreed.')
    assert found["Ingrid Solhaug"].fields["position"] == "CEO"
    assert found["Lars Molberg"].fields["position"] == "Chief operating officer"


def test_signatures_side_by_side() -> None:
    found = people("Per Ostrander        Anna Lindgren\nChairman         Chief Executive Officer\n")
    assert {name: fact.fields["position"] for name, fact in found.items()} == {
        "Per Ostrander": "Chairman",
        "Anna Lindgren": "Chief Executive Officer",
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Dr Sara Quistgaard, Vice President Research", {"Sara Quistgaard"}),
        ("Revisor & Nord LLP, Mark Stonehill, Partner", {"Mark Stonehill"}),
        ("Independent directors: Mr. Wong Tat, Ms. Lee Siu Ling", {"Wong Tat", "Lee Siu Ling"}),
    ],
)
def test_titles_and_forms_of_firms_are_no_part_of_a_name(text: str, names: set[str]) -> None:
    assert people(text).keys() == names
