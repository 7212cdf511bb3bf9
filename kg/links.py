"""What leads from a fact to concepts that all reports share: scopes of greenhouse gases, items of frameworks, goals of the UN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.records import select
from kg.store import Literal, NamedNode, Quad, Store
from ontology.concepts import Concept, concepts, goals_in, item_named, item_of, scope_of, topic_of
from ontology.vocab import CONCEPTS, expand

Statement = tuple[str, str, NamedNode | Literal]
"""Subject, property and object; the property as a prefixed name or an IRI."""
PROPERTIES = ("rg:ghgScope", "rg:frameworkItem", "rg:goal")


def links_of(kind: str, iri: str, fields: Mapping[str, Any], quotes: Iterable[str]) -> Iterator[Statement]:
    """From a fact to its concepts."""
    if kind in ("observations", "targets") and (scope := scope_of(str(fields.get("metric", "")), fields.get("dimensions"))):
        yield iri, "rg:ghgScope", NamedNode(scope.iri)
    if kind == "disclosures" and "framework" in fields and "code" in fields:
        yield iri, "rg:frameworkItem", NamedNode(item_of(fields["framework"], fields["code"]).iri)
    for goal in goals_in(quotes):
        yield iri, "rg:goal", NamedNode(goal.iri)


def concept_quads(store: Store) -> list[Quad]:
    """The graph of all scopes and goals, and of the items that reports in the store answer, with their topics; sorted.

    It is one for all reports: were it in the graph of each, queries over all would count every label once a report.
    """
    items = [item_named(row["i"]) for row in select(store, "SELECT DISTINCT ?i WHERE { ?s rg:frameworkItem ?i }")]
    topics = [topic for item in items if (topic := topic_of(item))]
    said = {statement for concept in (*concepts().values(), *items, *topics) for statement in _about(concept)}
    return sorted((Quad(NamedNode(s), NamedNode(expand(p)), o, NamedNode(CONCEPTS)) for s, p, o in said), key=str)


def _about(concept: Concept) -> Iterator[Statement]:
    yield concept.iri, "rdf:type", NamedNode(expand("skos:Concept"))
    yield concept.iri, "skos:prefLabel", Literal(concept.label)
    yield concept.iri, "skos:notation", Literal(concept.notation)
    yield concept.iri, "skos:inScheme", NamedNode(concept.scheme)
    if concept.broader:
        yield concept.iri, "skos:broader", NamedNode(concept.broader)
