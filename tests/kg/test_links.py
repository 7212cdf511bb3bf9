"""Facts lead to concepts that all reports share, also after a correction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.correcting import corrected
from kg.corrections import Correction, Target
from kg.graph import quads_of
from kg.links import concept_quads
from kg.store import Quad, Rows, Store, open_store
from ontology.vocab import CONCEPTS, RG, fact_iri, report_iri


def ask(store: Store, pattern: str) -> list[tuple[str, ...]]:
    rows = store.query(f"SELECT DISTINCT ?a ?b WHERE {{ {pattern} }} ORDER BY ?a ?b")
    assert isinstance(rows, Rows)
    return [tuple(str(cell) for cell in row) for row in rows]


def set_field(world: Any, kind: str, label: str, field: str, *values: str) -> list[Quad]:
    fact = world.fact(kind, label)
    target = Target(fact_iri(world.report.id, fact), "", fact.label, frozenset())
    change = Correction(1, "correct", (target,), "Ana", "2024-05-31T09:15:00Z", "checked", field=field, values=values)
    quads, done = corrected(world.quads, [change], world.report.id)
    assert done == {1}
    return quads


def stored(quads: list[Quad]) -> Store:
    store = open_store()
    store.replace(report_iri("kestrel-2023"), quads)
    return with_concepts(store)


def with_concepts(store: Store) -> Store:
    """The same graphs, and that of concepts."""
    copy = open_store()
    for graph in store.graphs():
        copy.replace(graph, store.quads(g=graph))
    copy.replace(CONCEPTS, concept_quads(store))
    return copy


def test_figures_and_targets_have_their_scope_and_what_is_above_it(world_store: Store) -> None:
    found = ask(
        with_concepts(world_store),
        "?o rg:ghgScope/skos:broader*/skos:prefLabel ?a ; a ?c . BIND(STRAFTER(STR(?c), '#') AS ?b) FILTER(?c IN (rg:Observation, rg:Target))",
    )
    assert found == [(scope, kind) for scope in ("Scope 1", "Scope 1 and 2", "Scope 1, 2 and 3") for kind in ("Observation", "Target")]


def test_items_of_two_reports_are_the_same_concept(two_worlds: Store) -> None:
    found = ask(
        with_concepts(two_worlds),
        "?one rg:frameworkItem ?a . ?two rg:frameworkItem ?a . ?a skos:broader/skos:prefLabel ?b FILTER(STR(?one) < STR(?two))",
    )
    assert [(a.rsplit("/", 2)[1:], b) for a, b in found] == [(["GRI", "305-1"], "GRI 305"), (["GRI", "418-1"], "GRI 418")]


def test_a_goal_that_the_quote_names(world: Any) -> None:
    text = world.report.text.replace("Floods may stop a furnace", "Floods hit us: see SDG 13")
    store = stored(quads_of(replace(world.report, text=text), world.facts, world.names))
    assert ask(store, "?o rg:goal/skos:prefLabel ?a ; rdfs:label ?b") == [
        ("SDG 13: Climate action", "Floods"),
        ("SDG 4: Quality education", "Opening of a school"),
    ]


def test_a_corrected_period_metric_or_code_takes_its_links_along(world: Any) -> None:
    dates = ask(stored(set_field(world, "awards", "Clear", "date", "2024")), "?o a rg:Award ; rg:periodStart ?a ; rg:periodEnd ?b")
    assert dates == [("2024-01-01", "2024-12-31")]
    scopes = ask(
        stored(set_field(world, "targets", "", "metric", "Scope 2 emissions, market-based")),
        "?o a rg:Target ; rg:ghgScope ?a . BIND(1 AS ?b)",
    )
    assert scopes == [(RG + "Scope2MarketBased", "1")]
    codes = ask(
        stored(set_field(world, "disclosures", "418", "code", "417-1")),
        "?o rg:code '417-1' ; rg:frameworkItem/skos:prefLabel ?a . BIND(1 AS ?b)",
    )
    assert codes == [("GRI 417-1", "1")]


def test_every_plain_relation_leads_to_the_quotes_that_state_it(world: Any, world_store: Store) -> None:
    from rdflib import Graph, URIRef

    from ontology.files import ONTOLOGY

    stated = Graph().parse(ONTOLOGY).subject_objects(URIRef(RG + "statedBy"))
    seen = 0
    for relation, end in sorted((str(s), str(o)) for s, o in stated):
        for one, other in ask(world_store, f"?a <{relation}> ?b"):
            node = one if str(end) == "subject" else other
            assert ask(world_store, f"<{node}> rg:evidence/oa:exact ?a . BIND(1 AS ?b)"), (relation, one, other)
            seen += 1
    assert seen > 25
