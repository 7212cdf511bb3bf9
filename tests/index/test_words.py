"""Index terms: identifiers stay whole and can be found by their parts; spellings and endings do not matter."""

from __future__ import annotations

import pytest

from index.words import words


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("ISO 14001", ["iso", "14001"]),
        ("ISO14001", ["iso14001", "iso", "14001"]),
        ("GB/T 13586-2021", ["gb/t", "13586-2021", "13586", "2021"]),
        ("305-1", ["305-1", "305"]),
        ("CO2", ["co2", "co"]),
        ("CO₂", ["co2", "co"]),
        ("2,647,465.33", ["2647465.33"]),
        ("R&D", ["r&d"]),
        ("QC080000", ["qc080000", "qc", "080000"]),
        ("水资源", ["水资", "资源"]),
        ("what is the of", []),
    ],
)
def test_identifiers(text: str, terms: list[str]) -> None:
    assert words(text) == terms


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("organisations", "organization"), ("labour", "labor"), ("centre", "center"), ("aluminium", "aluminum"),
        ("analysed", "analyze"), ("programmes", "program"), ("sulphur", "sulfur"), ("behaviours", "behavior"), ("catalogue", "catalog"),
        ("employees'", "employee"), ("company’s", "company's"), ("low-carbon", "low carbon"), ("Ｅｎｅｒｇｙ", "energy"),
        ("électricité", "electricite"),
    ],
)  # fmt: skip
def test_spellings_and_endings(a: str, b: str) -> None:
    assert words(a) == words(b)


@pytest.mark.parametrize(("a", "b"), [("hours", "hers"), ("their", "there"), ("policy", "police"), ("305-1", "305-2"), ("waste", "water")])
def test_different_words_stay_different(a: str, b: str) -> None:
    assert words(a) != words(b) or words(a) == []
