"""Lists of the companies of a group, and where organizations have their seat."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


def facts(text: str) -> dict[str, dict[str, str]]:
    return {fact.label: dict(fact.fields) for fact in said("organizations", text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Group operates through Ambersale Papers, Quellin Boards and Tarrowby Freight.", ["Ambersale Papers", "Quellin Boards", "Tarrowby Freight"]),
        ("The consolidated entities are: (i) Ostmark Papier GmbH, Tessin; and (ii) Ostmark Rohr GmbH & Co. KG, Brevin.", ["Ostmark Papier GmbH", "Ostmark Rohr GmbH & Co. KG"]),
        ("Its scope is that of the consolidated accounts: Quai Brévin SAS (\"QB\"), Tessin Escale SAS, which lets quays, the land company Fardelle SCI and, in Spain, Caleras de la Umbría S.L.U., since May.", ["Quai Brévin SAS", "Tessin Escale SAS", "Fardelle SCI", "Caleras de la Umbría S.L.U."]),
        ("The report covers the Harbour Group composed of companies Hoteli Brevin d.d. Tessin, Hoteli Almar d.o.o. Quai.", ["Hoteli Brevin d.d.", "Hoteli Almar d.o.o."]),
        ("Boxes come from Ambersale Peat Ltd – a 100% owned subsidiary.", ["Ambersale Peat Ltd"]),
        ("Our subsidiaries are:\n\n- Drevonik d.o.o. (Slovenia)\n- Tolvar a.d. (Serbia)\n", ["Drevonik d.o.o.", "Tolvar a.d."]),
        ("## Subsidiaries\n\nArdenby Reed Limited, incorporated in Zambia, cuts reed.\n", ["Ardenby Reed Limited"]),
    ],
)  # fmt: skip
def test_companies_in_a_list_are_subsidiaries(text: str, names: list[str]) -> None:
    found = facts(text)
    assert {name: found.get(name, {}).get("role") for name in names} == dict.fromkeys(names, "subsidiary")


def test_the_tail_of_a_name_is_no_company_of_its_own() -> None:
    found = facts(
        "Ambersale Works, Inc., a wholly owned subsidiary of Harbour Paper, Inc., bought a saw from Tessin Corporation, Inc. in May."
    )
    assert "Paper, Inc." not in found
    assert "Tessin Corporation, Inc." in found


def test_segments_are_no_companies() -> None:
    assert not {"Pulp", "Board", "Energy"} & set(
        facts("The Group operates through three segments: Pulp, Board and Energy. Pulp is the largest.")
    )


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Reeds come from Ostmark Papier GmbH, headquartered in Tessin, Austria, by barge.", "Ostmark Papier GmbH", "Tessin, Austria"),
        ("Reeds come from the Tessin-based Ostmark Papier GmbH by barge.", "Ostmark Papier GmbH", "Tessin"),
        ("Ostmark Papier GmbH (Tessin) and Fardelle SCI (Brevin) make boxes.", "Fardelle SCI", "Brevin"),
        ("In May we bought Ostmark Papier GmbH, a Tessin-based maker of boxes.", "Ostmark Papier GmbH", "Tessin"),
        ("Boxes are made by our Austrian subsidiary Ostmark Papier GmbH each day.", "Ostmark Papier GmbH", "Austria"),
        ("Ostmark Papier GmbH is a company domiciled in Tessin with its head office in Brevin.", "Ostmark Papier GmbH", "Brevin"),
        ("The registered office of Ostmark Papier GmbH is at 12 Reed Street, Tessin, Austria.", "Ostmark Papier GmbH", "Tessin, Austria"),
        ("We are headquartered in Harbour Cross, Wales, and sell in nine countries.", "Harbour Paper Holding Ltd.", "Harbour Cross, Wales"),
        ("Location of headquarters: Tessin, Austria", "Harbour Paper Holding Ltd.", "Tessin, Austria"),
        ("| Company | Country | Stake |\n|---|---|---|\n| Ostmark Papier GmbH | Austria | 100% |\n| Fardelle SCI | France | 80% |\n", "Fardelle SCI", "France"),
    ],
)  # fmt: skip
def test_the_seat_of_an_organization_is_its_location(text: str, name: str, place: str) -> None:
    assert facts(text)[name].get("location") == place


def test_the_owner_of_another_company_is_no_subsidiary_and_no_parent() -> None:
    found = facts("Fardelle SCI is a subsidiary of Ostmark Papier GmbH. Since May the quay is owned by Hubert Reed Partners.")
    assert found["Ostmark Papier GmbH"]["role"] == "other"
    assert found.get("Hubert Reed Partners", {}).get("role") != "parent"


def test_a_short_name_in_brackets_is_an_alias() -> None:
    names = {
        f.label: f.aliases
        for f in said("organizations", "We bought Ambersale Reed Works Ltd (Ambersale) and Dale Peat Cutting Corporation (DPCC).")
    }
    assert "Ambersale" in names["Ambersale Reed Works Ltd"]
    assert "DPCC" in names["Dale Peat Cutting Corporation"]


@pytest.mark.parametrize(
    "text",
    [
        "Ostmark Papier GmbH, based on upstream volumes, estimates its use.",
        "Ostmark Papier GmbH (OPG) was founded in May 1998.",
        "Steel based Ostmark Papier GmbH on three pillars.",
    ],
)
def test_what_is_no_place_is_no_location(text: str) -> None:
    assert "location" not in facts(text).get("Ostmark Papier GmbH", {})
