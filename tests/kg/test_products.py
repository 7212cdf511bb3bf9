from __future__ import annotations

import pytest

from tests.kg.saying import said


def titles(text: str) -> list[str]:
    return [f.label for f in said("products", text)]


def test_the_products_of_a_profile() -> None:
    assert titles("The Company is mainly engaged in the production and sale of tissue papers for hotels, rods and tubes, "
        "carton boards and wrapping papers.") == [
        "Tissue papers for hotels", "Rods and tubes", "Carton boards", "Wrapping papers",
    ]  # fmt: skip
    assert titles("Harbour Paper is a group that makes writing papers, paper bags and egg cartons.") == [
        "Writing papers",
        "Paper bags",
        "Egg cartons",
    ]


def test_brands_and_models() -> None:
    assert titles("Our SoftLeaf™ tissue sells well.") == ["SoftLeaf"]
    assert titles('In 2024 we launched "Carton Nova Pro" and the paper brand "Snowreed".') == ["Carton Nova Pro", "Snowreed"]


def test_kinds_of_the_main_product() -> None:
    used = " ".join(f"In week {n} we use kraft paper." for n in range(30))  # not the same words over and over: that is how OCR loops
    said_often = used + "\n\n" + " ".join(f"In week {n} much recycled paper was sold." for n in range(35))
    found = titles("The main products are tissue paper rolls, wrapping paper sheets, kraft paper bags and egg cartons.\n\n" + said_often)
    assert "Kraft paper" in found and "Recycled paper" in found


def test_plans_policies_and_values_are_no_products() -> None:
    assert (
        titles(
            'The Company offers training, insurance and other benefits. We launched the "Safety First" campaign and '
            "introduced the Code of Conduct."
        )
        == []
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Sales of our Snowreed range rose by a tenth.", "Snowreed"),
        ("Tarn Larder, our premium own label, took home a star.", "Tarn Larder"),
        ("Unsold pulp is brewed into Crumbly Stout with a neighbour.", "Crumbly Stout"),
        ("With a partner we test a mobile charger called VoltSledge.", "VoltSledge"),
        ("Since 2008 the felling machine QM-45 has been on sale.", "QM-45"),
        ('The hybrid wheel loader QL-22 "Elk" burns less fuel.', "QL-22 Elk"),
        ("Tarn Solar Share lets customers rent a part of the roof.", "Tarn Solar Share"),
        ("We recalled two packs of Pantofen-D in June 2023.", "Pantofen-D"),
        ("The licensing of proprietary QST technology went on.", "QST"),
        ("In the year we launched 31 products, among them Glyfanta (new) and others.", "Glyfanta"),
    ],
)
def test_products_named_in_prose(text: str, title: str) -> None:
    assert titles(text) == [title]


def test_names_that_are_no_products() -> None:
    assert (
        titles("The Dublin-based business grew. Meanwhile, our services improved. The GRI series is used. Our HR system was renewed.") == []
    )
    assert titles("We use the LinkedIn platform and offer access, energy efficiency and flexible working models.") == []


def test_marks_of_others_and_of_our_own() -> None:
    assert titles("We were named a Good Place To Toil® company. Our HydroPulp® membranes filter water.") == ["HydroPulp"]
    assert titles("The digital wallet MiPagare has many users. Customers choose our EcoBale and GreenReel products.") == [
        "MiPagare",
        "EcoBale",
        "GreenReel",
    ]
