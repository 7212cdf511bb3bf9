"""Why something rose, fell or was done: the cause that the report names, and no answer where it names none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ask import answer
from ask.building import build
from ask.library import Library

REPORT = """# Quillon Glass plc Sustainability Report 2024

Quillon Glass plc ("Quillon", "we" or "the Group") makes flat glass and bottles at five sites. This report covers 1 January 2024 to 31 December 2024.

## Energy and climate

Total energy consumption was 1,912 GWh in 2024 (2023: 1,988 GWh). The decline is mainly owed to the rebuild of furnace 2 at the Marl works, which stood still from April to August.

Scope 1 emissions fell by 4.1% to 402,300 tCO2e. This was driven by the lower output in the second quarter and by more cullet in the mix. Scope 2 emissions (market-based) rose to 51,200 tCO2e (2023: 44,900 tCO2e), because the guarantees of origin for the Tarn plant expired in June and were not renewed before October.

We chose hydrogen-ready burners for furnace 2 since the regional network will carry hydrogen from 2029 at the earliest.

## Water

Water withdrawal went up 6% to 1.34 million m3. The increase reflects the dry summer, in which the cooling towers at Tarn had to be topped up more often, and a leak at Marl that was found only in November. Water discharge was stable.
Two neighbours stopped their pumps in the summer, which led to a notable rise of the groundwater level below the works.

## Waste

The amount of waste sent to landfill doubled to 3,100 tonnes, as refractory bricks from the furnace rebuild could not be recycled. The recycling rate dropped to 81% from 90% for the same reason.

## People

Headcount grew from 2,870 to 2,954 following the acquisition of the bottle plant at Orsk Bay. Voluntary turnover came to 8.9%, down from 11.2%, which we attribute to the new shift model. The lost time injury rate increased from 3.1 to 3.8 per million hours; two thirds of the accidents happened during the furnace rebuild, where many contractors worked in a confined space.

We introduced the new shift model so that operators have two free weekends a month.

The share of women in management remained at 24%.

## Suppliers

In 2024 we audited 41 suppliers, fewer than planned (60), because our audit partner lacked staff. Two suppliers were suspended after serious findings on working hours.

## Governance

Our sustainability committee was dissolved in March 2024; its duties were moved to the board in order to give climate matters more weight.
"""


@pytest.fixture(scope="module")
def glass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("glass")
    (folder / "quillon-glass-2024.md").write_text(REPORT, "utf-8")
    build(folder / "library", [folder / "quillon-glass-2024.md"])
    with Library.open(folder / "library") as library:
        yield library


@pytest.mark.parametrize(
    ("question", "cause"),
    [
        ("Why did energy consumption fall in 2024?", "rebuild of furnace 2"),
        ("What explains the decrease in total energy consumption?", "rebuild of furnace 2"),
        ("Why did energy consumption fall from 2023 to 2024?", "rebuild of furnace 2"),
        ("Why did Scope 1 emissions go down?", "lower output in the second quarter"),
        ("What drove the rise in Scope 2 emissions?", "guarantees of origin"),
        ("Why did water withdrawal increase?", "dry summer"),
        ("What was behind the higher water use?", "dry summer"),
        ("Why did landfill waste double?", "refractory bricks"),
        ("Why was the recycling rate lower?", "refractory bricks"),
        ("What caused the growth in headcount?", "acquisition of the bottle plant"),
        ("How come staff turnover dropped?", "new shift model"),
        ("Why did the injury rate rise?", "confined space"),
        ("Why were fewer suppliers audited than planned?", "lacked staff"),
        ("Why was the sustainability committee dissolved?", "more weight"),
        ("Why did the company choose hydrogen-ready burners?", "hydrogen from 2029"),
        ("Why did the groundwater level rise?", "stopped their pumps"),
        ("Why was the new shift model introduced?", "two free weekends"),
    ],
)
def test_the_cause_that_is_named(glass: Library, question: str, cause: str) -> None:
    found = answer(glass, question)
    assert found.status == "answered" and cause in found.answer, found.answer
    assert any(cause in c["quote"] for c in found.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Why did Scope 3 emissions rise?",
        "Why did water discharge fall?",
        "Why did revenue drop in 2024?",
        "Why did the share of women in management fall?",
        "What was the revenue in 2024?",
    ],
)
def test_a_cause_of_something_else_is_no_answer(glass: Library, question: str) -> None:
    """What rose for another reason, stood still or is not told; the turnover of staff is no revenue."""
    assert answer(glass, question).status == "not found"
