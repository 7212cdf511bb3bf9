"""Questions that come close to what a report says, and are not answered by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ask import answer
from ask.building import build
from ask.library import Library

PORTS = """# Larchmere Ports Sustainability Report 2024

## Business

Larchmere Ports plc (hereinafter "Larchmere" or "the Company") runs three harbours. Harrow Harbour is the largest; Fossvik Harbour
lives off ferries. Together they welcomed 9.4 million passengers and handled 118,000 tonnes of freight.

## Energy

A ten-year power purchase agreement with the wind producer Nordvind covers 14 GWh a year; electricity consumption reached 61.8 GWh.
A tidal project at Fossvik was given up after drilling in 2022. The crane at Harrow was replaced because its gears were worn.

The Company paid Brindle Dredging EUR 1.2 million for the new basin.
"""


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ports")
    (folder / "larchmere.md").write_text(PORTS, "utf-8")
    build(folder / "library", [folder / "larchmere.md"])
    with Library.open(folder / "library") as library:
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "Why was the tidal project at Fossvik given up?",
        "How many passengers did Fossvik Harbour welcome in 2024?",
        "What is the sum that Nordvind is paid under the power purchase agreement?",
    ],
    ids=["a reason that is none", "a sum of all", "no money"],
)
def test_what_only_comes_close_is_not_given(ports: Library, question: str) -> None:
    found = answer(ports, question)
    assert found.status == "not found"
    assert found.nearest


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why was the crane at Harrow replaced?", "gears were worn"),
        ("How many passengers did the harbours welcome together?", "9.4 million"),
        ("How much did the Company pay Brindle Dredging?", "1.2 million"),
    ],
)
def test_what_is_said_still_is(ports: Library, question: str, said: str) -> None:
    assert said in answer(ports, question).answer


def test_nobody_is_named(ports: Library) -> None:
    assert answer(ports, "Which company drilled the tidal project at Fossvik?").status == "not found"
