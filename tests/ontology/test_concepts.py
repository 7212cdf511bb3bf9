"""Scopes, goals and items: what words mean which concept."""

from __future__ import annotations

import pytest

from ontology.concepts import concepts, goals_in, item_named, item_of, scope_of, topic_of


@pytest.mark.parametrize(
    ("metric", "dimensions", "notation"),
    [
        ("Scope 1 emissions", {}, "1"),
        ("Scope 1+2 intensity", {}, "1+2"),
        ("Scope 1, 2 and 3 emissions", {}, "1+2+3"),
        ("Scopes 1-3", {}, "1+2+3"),
        ("Cut in Scope 1 and Scope 2 emissions", {"scope": "2"}, "1+2"),
        ("Location-based Scope 2 emissions", {}, "2-location"),
        ("Emissions (Scope II)", {"method": "market-based"}, "2-market"),
        ("Scope 3: business travel", {}, "3.6"),
        ("Scope 3 upstream: transportation", {}, "3.4"),
        ("Scope 3 downstream", {}, "3-downstream"),
        ("Scope 3: business travel and commuting", {}, "3"),
        ("Other indirect emissions", {"scope": "3"}, "3"),
        ("Scope 1 and 3", {}, None),
        ("Sites in scope", {}, None),
        ("Total emissions", {}, None),
    ],
)
def test_the_scope_of_a_metric(metric: str, dimensions: dict[str, str], notation: str | None) -> None:
    found = scope_of(metric, dimensions)
    assert (found and found.notation) == notation


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("serves SDG 7, 12 and 13", ["7", "12", "13"]),
        ("Sustainable Development Goal 6.4; SDG 9", ["6", "9"]),
        ("Sustainable Development Goals (SDGs) 5", ["5"]),
        ("the 17 SDGs", []),
        ("the SDG 2030 agenda", []),
        ("SDG 18", []),
        ("SDG 13 and 20% less", ["13"]),
    ],
)
def test_goals_that_a_text_names(text: str, numbers: list[str]) -> None:
    assert [goal.notation for goal in goals_in([text])] == numbers


@pytest.mark.parametrize(
    ("framework", "code", "tail", "above"),
    [
        ("GRI", "305-1", "GRI/305-1", "GRI 305"),
        ("HKEX", "A1.2", "HKEX/A1.2", "HKEX A1"),
        ("SASB", "EM-IS-110a.1", "SASB/EM-IS-110a.1", "SASB EM-IS-110a"),
        ("TCFD", "Governance a", "TCFD/Governance%20a", "TCFD Governance"),
        ("ESRS", "E1", "ESRS/E1", None),
    ],
)
def test_the_item_of_a_framework_and_its_topic(framework: str, code: str, tail: str, above: str | None) -> None:
    item = item_of(framework, code)
    topic = topic_of(item)
    assert item.iri == "https://w3id.org/reportgraph/code/" + tail and item.label == f"{framework} {code}"
    assert item_named(item.iri) == item
    assert (topic and topic.label) == above and (topic and topic.iri) == item.broader


def test_every_concept_leads_to_a_known_top() -> None:
    assert all(concept.broader is None or concept.broader in concepts() for concept in concepts().values())
    assert len(concepts()) == 41
