"""Risks and opportunities told in the present tense, without a heading, in cards and lists, and where a sentence turns to the other side."""

from __future__ import annotations

import pytest

from tests.kg.saying import said


def titles(kind: str, text: str) -> list[str]:
    return [f.label for f in said(kind, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Risks\n\nLonger heatwaves weaken roofs and expose yard staff.", ["Longer heatwaves"]),
        (
            "## Risks\n\nTighter rules may depress demand, while limits on night work would hit our mills.",
            ["Tighter rules", "Limits on night work"],
        ),
        ("## Security\n\nCyber attacks could disrupt our operations.", ["Cyber attacks"]),
        ("## Law\n\nThe failure to comply with limits may result in fines.", ["Failure to comply with limits"]),
        ("## Outlook\n\nThe company is exposed to volatile energy prices.", ["Volatile energy prices"]),
        ("## Risks\n\n(a) Physical risks: flooding of mills; heat stress of workers", ["Flooding of mills", "Heat stress of workers"]),
        ("## Key risks\n\nRisk: Failure of a dam\nImpact: flooding of the valley\nMitigation: yearly inspection", ["Failure of a dam"]),
        (
            "## Risk management\n\nThe main risks identified are as follows:\n\n- Supply disruption: no pulp would reach us.\n- Loss of key staff: skills go.",
            ["Supply disruption", "Loss of key staff"],
        ),
        (
            "## Climate-related risks and opportunities\n\nPhysical risks\n\n- Increased severity of floods and storms\n- Rising mean temperatures\n",
            ["Increased severity of floods and storms", "Rising mean temperatures"],
        ),
    ],
)
def test_risks(text: str, found: list[str]) -> None:
    assert titles("risks", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "## Principal risks\n\nA drought could adversely affect us. Conversely, the shift to fibre packaging opens up new markets.",
            ["Shift to fibre packaging"],
        ),
        ("## Climate\n\nThe electrification of dryers represents an opportunity to lower our costs.", ["Electrification of dryers"]),
        ("## Opportunities\n\nThe growing market for barriers offers us the chance to win new customers.", ["Growing market for barriers"]),
        ("## Opportunities\n\nThe conversion of roofs to solar power opens up a source of income.", ["Conversion of roofs to solar power"]),
    ],
)
def test_opportunities(text: str, found: list[str]) -> None:
    assert titles("opportunities", text) == found


@pytest.mark.parametrize(
    "text",
    [
        "## Staff\n\nWe may adversely affect our neighbours.",
        "## Chances\n\nThe transition presents opportunities too.",
        "## Work\n\nEvery trainee can damage a machine.",
    ],
)
def test_what_is_told_of_others_or_names_nothing_is_none(text: str) -> None:
    assert titles("risks", text) == titles("opportunities", text) == []


def test_a_card_tells_effect_and_answer() -> None:
    [fact] = said("risks", "## Key risks\n\nRisk: Failure of a dam. Impact: flooding of the valley. Response: yearly inspection.")
    assert (fact.fields["impact"], fact.fields["response"]) == ("flooding of the valley", "yearly inspection")


def test_a_chapter_of_risks_or_opportunities_tells_them_without_a_word_of_harm_or_gain() -> None:
    risks = "## Transition risks\n\nStricter building codes may require earlier retrofits. We may add staff. The committee could meet more often.\n"
    assert titles("risks", risks) == ["Stricter building codes"]
    chances = "## Opportunities\n\nRooftop solar panels generate additional revenue. We issue bonds to lower our costs.\n"
    assert titles("opportunities", chances) == ["Rooftop solar panels"]
    assert titles("risks", "## Risks\n\nFlood risk was identified as the primary physical risk of the site.\n") == ["Flood risk"]
