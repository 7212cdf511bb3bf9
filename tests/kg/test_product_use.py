"""Names that are no products of the company: own tools, things bought, other companies' things, general words."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


def products(text: str) -> set[str]:
    return {fact.label for fact in said("products", text)}


@pytest.mark.parametrize(
    "text",
    [
        "Employees and their families have access to the Fitwell platform, which lets them book sports.",
        "Using the DataSift patent information platform, we evaluate our inventions.",
        "We rolled out the SafeStart platform to all sites.",
        "The Peppa network offers coaching for women.",
        "We tested its HydroMax electrolysers for a year.",
        "We purchased two Kestrel electric trucks in spring.",
        "To grow our SaaS business, we hired staff.",
        "Our Low Carbon range and our Zero Waste packaging grew.",
        "Our solutions such as Cloud and Digital grew.",
        "We adopted \"As-a-Service\" models of business.",
        "In 2022 we launched Kalla EcoMark, a bold ambition for design.",
    ],
)  # fmt: skip
def test_what_is_no_product(text: str) -> None:
    assert not products(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Our AquaLine 300 pump uses 20% less power.", "AquaLine 300"),
        ("The LeanFlow® compressor won a prize.", "LeanFlow"),
        ("The Velora range covers 40 shades.", "Velora"),
        ("Cases reported using the HF Konnect app are handled within a day.", "HF Konnect"),
        ("Customers use the Orvia platform to plan their sites.", "Orvia"),
    ],
)
def test_what_is_one(text: str, name: str) -> None:
    assert name in products(text)


def test_a_trade_mark_that_lost_its_sign_is_the_same_product() -> None:
    assert products("Our velmeX™ steel is strong. We sell more of our velmeXTM steel each year.") == {"velmeX"}
