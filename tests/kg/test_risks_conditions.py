"""Risks told as a condition, as a lack, and as a list of those identified."""

from __future__ import annotations

import pytest

from kg.facts import Fact
from tests.kg.saying import said


def found(kind: str, text: str) -> dict[str, Fact]:
    return {fact.label: fact for fact in said(kind, f"## Climate risks and opportunities\n\n{text}\n")}


@pytest.mark.parametrize(
    ("text", "title", "impact"),
    [
        ("Should carbon prices rise to EUR 150, our costs could increase by EUR 20 million.", "Carbon prices rise to EUR 150", "our costs could increase by EUR 20 million"),
        ("If a flood hit our Ostby plant, production could stop for weeks.", "Flood hit our Ostby plant", "production could stop for weeks"),
        ("In the event of a long drought, our sales of seed could fall.", "Long drought", "our sales of seed could fall"),
    ],
)  # fmt: skip
def test_a_condition_of_harm(text: str, title: str, impact: str) -> None:
    assert found("risks", text)[title].fields["impact"] == impact


def test_a_lack_is_no_opportunity() -> None:
    text = "An inability to attract skilled engineers could slow our growth."
    assert "Inability to attract skilled engineers" in found("risks", text)
    assert not found("opportunities", text)


def test_a_list_of_those_identified() -> None:
    risks = found("risks", "The main risks we identified are cyber attacks, supply chain disruption and loss of key staff.")
    assert {"Cyber attacks", "Supply chain disruption", "Loss of key staff"} <= risks.keys()


@pytest.mark.parametrize(
    "text",
    [
        "If a supplier breaches the code, we may terminate the contract.",
        "If you have questions, our team would be glad to help.",
        "If new data become available, we may adjust the loss of the base year.",
    ],
)
def test_a_condition_that_is_no_risk(text: str) -> None:
    assert not found("risks", text)
