"""Chains of facts between two names, each step with its quote."""

from __future__ import annotations

from typing import Any

import pytest

from kg.corrections import Correction, Target, quads_of_corrections
from kg.network import Step, central, describe, neighbours, network, paths
from kg.store import Store, open_store
from ontology.vocab import CORRECTIONS, RG
from report.errors import InputError


def said(store: Store, a: str, b: str, **options: Any) -> list[str]:
    return [describe(chain) for chain in paths(store, a, b, **options)]


def test_the_shortest_chain_comes_first_and_not_through_the_reporter(world_store: Store) -> None:
    assert said(world_store, "Dunlin", "Plover", limit=3) == [
        "Dunlin Bottle Works Ltd. operates Reedbed solar project; Plover Cullet Ltd. operates Reedbed solar project",
        "Dunlin Bottle Works Ltd. subOrganizationOf Kestrel Glass Plc; Plover Cullet Ltd. subOrganizationOf Kestrel Glass Plc",
        "Dunlin Bottle Works Ltd. received Clear Glass Prize; Kestrel Glass Plc received Clear Glass Prize; "
        "Plover Cullet Ltd. subOrganizationOf Kestrel Glass Plc",
    ]


def test_a_direct_fact_is_a_chain_of_one(world_store: Store) -> None:
    (chain,) = paths(world_store, "Mara Ostberg", "Kestrel", limit=1)
    (step,) = chain
    assert (step.subject["label"], step.relation, step.object["kind"]) == ("Kestrel Glass Plc", "hasMember", "people")


def test_every_step_has_a_verbatim_quote(world: Any, world_store: Store) -> None:
    for chain in paths(world_store, "FSSC 22000", "Colour sorter", limit=5):
        for step in chain:
            assert step.evidence
            assert all(world.report.text[e["start"] : e["end"]] == e["quote"] for e in step.evidence)


def test_of_a_step_the_quote_that_says_most_is_shown() -> None:
    date, told = (
        {"quote": quote, "report": "kestrel", "start": 1, "end": 2} for quote in ("In May 2023", "Dunlin received the Clear Glass Prize")
    )
    step = Step({"label": "Dunlin"}, "received", {"label": "Clear Glass Prize"}, (date, told))
    assert step.said == told
    assert step.row(1)["quote"] == told["quote"]


def test_the_order_is_the_same_every_time(world_store: Store) -> None:
    assert said(world_store, "Heron Fund", "Plover", limit=9) == said(world_store, "Heron Fund", "Plover", limit=9)


def test_names_that_nothing_connects(world_store: Store) -> None:
    assert paths(world_store, "Kestrel", "Neighbours") == []


def test_a_chain_may_run_from_one_report_to_another(two_worlds: Store) -> None:
    chains = paths(two_worlds, "Dunlin", "Plover", limit=2)
    assert {step.subject["report"] for chain in chains for step in chain} == {"kestrel-2023", "kestrel-2024"}
    assert {step.subject["report"] for step in paths(two_worlds, "Dunlin", "Plover", limit=1, report="kestrel-2024")[0]} == {"kestrel-2024"}
    graph = network(two_worlds)
    assert any(data["relation"] == "sameName" and len(data["evidence"]) == 2 for _, _, data in graph.edges(data=True))


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("Dunlin", "Zzyzx", "no entity named 'Zzyzx'$"),
        ("Dunlin Jars", "Plover", "no entity named 'Dunlin Jars'; did you mean 'dunlin"),
        ("Dunlin", "dunlin bottle works ltd.", "are the same"),
    ],
)
def test_names_that_do_not_do(world_store: Store, a: str, b: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        paths(world_store, a, b)


def test_the_network_has_every_record_once(world: Any, world_store: Store) -> None:
    graph = network(world_store)
    assert len(graph) == len(world.facts)
    assert {"label", "kind", "report", "degree", "centrality"} == set(next(iter(graph.nodes(data=True)))[1])


def test_edges_are_typed_weighted_and_evidenced(world: Any, world_store: Store) -> None:
    edges = list(network(world_store).edges(data=True))
    assert len(edges) > 20
    for _, _, data in edges:
        assert data["relation"] and data["weight"] == len(data["evidence"]) > 0
        assert all(world.report.text[e["start"] : e["end"]] == e["quote"] for e in data["evidence"])


def test_neighbours_of_a_name_by_relation(world_store: Store) -> None:
    found = [(n.relation, n.out, n.node["label"]) for n in neighbours(world_store, "dunlin")]
    assert ("operates", True, "Reedbed solar project") in found and ("subOrganizationOf", True, "Kestrel Glass Plc") in found
    assert found == sorted(found, key=lambda f: (not f[1], f[0])) and len(found) == 6
    assert ("subOrganizationOf", False, "Dunlin Bottle Works Ltd.") in [
        (n.relation, n.out, n.node["label"]) for n in neighbours(world_store, "Kestrel")
    ]
    with pytest.raises(InputError, match="no entity named 'Zzyzx'"):
        neighbours(world_store, "Zzyzx")


def test_who_is_linked_with_most_others(world_store: Store) -> None:
    first, second = central(network(world_store), 2)
    assert first["label"] == "Kestrel Glass Plc" and first["centrality"] > second["centrality"] > 0 and first["degree"] >= 10


def test_entities_that_a_person_said_to_be_the_same_are_linked(two_worlds: Store) -> None:
    one, other = (next(n for n, d in network(two_worlds, r).nodes(data=True) if d["label"] == name)
                  for r, name in (("kestrel-2023", "Heron Fund"), ("kestrel-2024", "Wren Assurance LLP")))  # fmt: skip
    targets = tuple(Target(iri, RG + "Organization", "x", frozenset({"x"})) for iri in (one, other))
    linked = open_store()
    for graph in two_worlds.graphs():
        linked.replace(graph, two_worlds.quads(g=graph))
    linked.replace(CORRECTIONS, quads_of_corrections([Correction(1, "merge", targets, "Ana", "2024-05-31T09:15:00Z", "one body")]))
    (chain,) = paths(linked, "Heron Fund", "Wren Assurance LLP", limit=1)
    assert [step.relation for step in chain] == ["sameAs"] and len(chain[0].evidence) == 2
