from __future__ import annotations

import pytest

from tests.kg.saying import one, said


@pytest.mark.parametrize(
    ("sentence", "name", "type", "operator"),
    [
        ("This year, the Fourth Park of Northern Mill was connected to the "
            "grid.", "Fourth Park of Northern Mill", "park", "Northern Mill Works Ltd."),
        ("The modules lie on the roof of the Brattvik plant.", "Brattvik plant", "plant", "Harbour Paper Holding Ltd."),
        ("Elder Board runs the Lindholm Carton Mill.", "Lindholm Carton Mill", "plant", "Elder Board Makers Ltd."),
        ('By 2024, we had established the "Academician Workstation of '
            'Northland".', "Academician Workstation of Northland", "workstation", "Harbour Paper Holding Ltd."),
        ("Guests saw the reel cutting workshop of Northern Mill.", "Reel cutting workshop", "workshop", "Northern Mill Works Ltd."),
        ("Our researchers work in the Group's Fibre Laboratory in "
            "Lindholm.", "Fibre Laboratory", "laboratory", "Harbour Paper Holding Ltd."),
    ],
)  # fmt: skip
def test_names_types_and_operators(sentence: str, name: str, type: str, operator: str) -> None:
    fields = one("facilities", sentence)
    assert (fields["name"], fields["type"], fields["operator"]) == (name, type, operator)


def test_two_names_and_a_place() -> None:
    found = said("facilities", "The Brattvik Plant and the Askvold Plant in Lindholm burn bark.")
    assert [(f.label, f.fields.get("location")) for f in found] == [("Brattvik Plant", None), ("Askvold Plant", "Lindholm")]


def test_a_factory_is_a_plant() -> None:
    found = said("facilities", "The Brattvik Factory burns bark. The Brattvik plant saves gas.")
    assert len(found) == 1 and len(found[0].evidence) == 2


def test_a_table_of_sites() -> None:
    found = said(
        "facilities", "# Sites\n\n| Plant | Location |\n| --- | --- |\n| Brattvik | Northland |\n| Askvold | Southland |\n| Total | 2 |\n"
    )
    assert [(f.label, f.fields["location"]) for f in found] == [("Brattvik", "Northland"), ("Askvold", "Southland")]


@pytest.mark.parametrize(
    "sentence",
    [
        "In each plant, an energy team meets.",
        "We held two workshops on safety.",
        "Northern Mill became a national Green Factory.",
        "The Quality Management Centre reports to the board.",
        "Pulp is made in the Pulp Mill. A pulp mill needs water.",
    ],
)
def test_what_is_no_facility_of_its_own(sentence: str) -> None:
    assert not said("facilities", sentence)


def test_a_plant_and_a_site_of_one_name_are_one_facility() -> None:
    assert len(said("facilities", "The Birchwood plant makes pulp. Our Birchwood site is old, and the Birchwood Factory is large.")) == 1


@pytest.mark.parametrize(
    ("sentence", "name", "type", "location"),
    [
        ("Our distribution centre at Brattvik Gate near Askvold uses less gas.", "Brattvik Gate distribution centre", "distribution centre", "Askvold"),
        ("Bread comes from the Askvold bakery.", "Askvold bakery", "bakery", None),
        ("We closed the Brattvik tissue paper plant.", "Brattvik tissue paper plant", "plant", None),
        ("The head office in Askvold, Tarn House, was renovated.", "Tarn House", "head office", "Askvold"),
        ("Unit IV at Brattvik makes tissue.", "Unit IV", "unit", "Brattvik"),
        ("A new Fibre Recovery Center was opened in Askvold.", "Fibre Recovery Center", "centre", "Askvold"),
        ("The contest was held at the Brattvik Training Centre.", "Brattvik Training Centre", "centre", None),
    ],
)  # fmt: skip
def test_places_in_small_words(sentence: str, name: str, type: str, location: str | None) -> None:
    fields = one("facilities", sentence)
    assert (fields["name"], fields["type"], fields.get("location")) == (name, type, location)


@pytest.mark.parametrize(
    "sentence",
    [
        "Our plants in Europe use less water.",
        "The team hosts recycling workshops.",
        "A plant in Askvold was never planned.",
        "We joined the Open Mine Initiative.",
        "The Supplier Base Code was revised.",
    ],
)
def test_no_place_of_work(sentence: str) -> None:
    assert said("facilities", sentence) == []


def test_plants_named_together() -> None:
    found = said("facilities", "The Brattvik and Askvold plants burn bark.")
    assert {f.label for f in found} == {"Brattvik plant", "Askvold plant"}


def test_a_table_says_whose_a_site_is() -> None:
    text = "The Brattvik Plant burns bark.\n\n| Company | Site | ISO 14001 |\n| --- | --- | --- |\n| Northern Mill Works Ltd. | Brattvik Plant | 1998 |\n"
    assert one("facilities", text)["operator"] == "Northern Mill Works Ltd."


def test_a_town_in_a_name_is_where_it_lies_if_the_report_says_so() -> None:
    assert one("facilities", "Bread comes from the Askvold bakery. Most of it is baked in Askvold.")["location"] == "Askvold"
    assert "location" not in one("facilities", "Bread comes from the Askvold bakery.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Our Tilburn, Northland plant was audited.", {"Tilburn plant": "Tilburn, Northland"}),
        (
            "Our Millbrook, OH, USA and Carver, KY, USA facilities passed an audit.",
            {"Millbrook facility": "Millbrook, OH, USA", "Carver facility": "Carver, KY, USA"},
        ),
        (
            "The Harlow, Essex, and Tring, Wessex, laboratories were merged.",
            {"Harlow laboratory": "Harlow, Essex", "Tring laboratory": "Tring, Wessex"},
        ),
        ("Corporate headquarters are in Tallis.", {"Tallis corporate headquarters": "Tallis"}),
        ("The Company commissioned the 40 MW Solara plant in Dale.", {"Solara plant": "Dale"}),
        ("Our Larden, Yorrick and Hulme plants run on wind.", {"Larden plant": None, "Yorrick plant": None, "Hulme plant": None}),
    ],
)
def test_a_town_with_its_region_before_the_head(text: str, told: dict[str, str | None]) -> None:
    assert {f.label: f.fields.get("location") for f in said("facilities", text)} == told
