"""What leads from a fact to concepts that all reports share: scopes of greenhouse gases, items of frameworks, goals of the UN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.store import Literal, NamedNode
from ontology.concepts import Concept, goals_in, item_of, scope_of, topic_of, with_broader
from ontology.vocab import expand

Statement = tuple[str, str, NamedNode | Literal]
"""Subject, property and object; the property as a prefixed name or an IRI."""
PROPERTIES = ("rg:ghgScope", "rg:frameworkItem", "rg:goal")


def links_of(kind: str, iri: str, fields: Mapping[str, Any], quotes: Iterable[str]) -> Iterator[Statement]:
    """From a fact to its concepts, and what the graph says of these, so that queries need no other file."""
    for name, concept in _concepts(kind, fields, quotes):
        yield iri, name, NamedNode(concept.iri)
        item = topic_of(concept) if name == "rg:frameworkItem" else None
        for one in (*with_broader(concept), *([item] if item else [])):
            yield from _about(one)


def _concepts(kind: str, fields: Mapping[str, Any], quotes: Iterable[str]) -> Iterator[tuple[str, Concept]]:
    if kind in ("observations", "targets") and (scope := scope_of(str(fields.get("metric", "")), fields.get("dimensions"))):
        yield "rg:ghgScope", scope
    if kind == "disclosures" and "framework" in fields and "code" in fields:
        yield "rg:frameworkItem", item_of(fields["framework"], fields["code"])
    for goal in goals_in(quotes):
        yield "rg:goal", goal


def _about(concept: Concept) -> Iterator[Statement]:
    yield concept.iri, "rdf:type", NamedNode(expand("skos:Concept"))
    yield concept.iri, "skos:prefLabel", Literal(concept.label)
    yield concept.iri, "skos:notation", Literal(concept.notation)
    yield concept.iri, "skos:inScheme", NamedNode(concept.scheme)
    if concept.broader:
        yield concept.iri, "skos:broader", NamedNode(concept.broader)
