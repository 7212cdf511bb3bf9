"""The graph as JSON that web developers read: short names by a context, quotes and parts inside their records, nothing lost.

Numbers with decimals are written as text, for JSON has only binary ones; the context says that they are `xsd:decimal`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from kg.records import MANY
from kg.store import Literal, NamedNode, Quad, parse_quads
from ontology.fields import KINDS
from ontology.files import CONTEXT, ONTOLOGY
from ontology.vocab import PREFIXES, RG, expand, name_property_iri, property_iri, shrink

Json = dict[str, Any]
OTHERS = {"label": "rdfs:label", "aliases": "skos:altLabel", "note": "skos:note", "prefLabel": "skos:prefLabel", "notation": "skos:notation",
          "quote": "oa:exact", "start": "oa:start", "end": "oa:end"}  # fmt: skip
"""Short names for properties of other vocabularies."""
INSIDE = ("rg:Evidence", "rg:Quantity", "rg:DimensionValue")
"""Classes whose nodes are written inside the records that lead to them."""


def context() -> Json:
    """The JSON-LD context: prefixes, classes, and properties with the type of their values where they have one."""
    types: dict[str, set[str]] = {}
    ranges: dict[str, set[str]] = {}
    for quad in parse_quads(ONTOLOGY.read_bytes(), "turtle"):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(RG) and isinstance(quad.object, NamedNode):
            if quad.predicate.value == expand("rdf:type"):
                types.setdefault(quad.subject.value, set()).add(shrink(quad.object.value))
            if quad.predicate.value in (expand("rdfs:range"), expand("schema:rangeIncludes")):
                ranges.setdefault(quad.subject.value, set()).add(shrink(quad.object.value))
    found: Json = {name: PREFIXES[name] for name in sorted(PREFIXES)} | dict(sorted(OTHERS.items()))
    for iri in sorted(types):
        if types[iri] & {"owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty"}:
            found[iri.removeprefix(RG)] = _term(iri, "owl:ObjectProperty" in types[iri], ranges.get(iri, set()))
    return found | {"aliases": {"@id": OTHERS["aliases"], "@container": "@set"}}


def _term(iri: str, link: bool, range_: set[str]) -> Any:
    only = next(iter(range_)) if len(range_) == 1 else "xsd:string"
    said = {"@type": "@id"} if link else {"@type": only} if only in ("xsd:decimal", "xsd:date") else {}
    said |= {"@container": "@set"} if iri in _lists() else {}
    return {"@id": shrink(iri), **said} if said else shrink(iri)


@cache
def _lists() -> frozenset[str]:
    """Properties that are lists for every record, however many values it has."""
    many = {property_iri(f) for kind in KINDS.values() for f in kind.fields if f.type in MANY}
    named = {name_property_iri(f) for kind in KINDS.values() for f in kind.fields if f.type == "names"}
    return frozenset(many | named | {expand("rg:evidence")})


@cache
def _shipped() -> Json:
    return dict(json.loads(CONTEXT.read_text("utf-8")))


def document(quads: Iterable[Quad]) -> bytes:
    """Quads as one JSON-LD document with its context: a graph for each report, sorted; reading it gives the same quads."""
    context = _shipped()["@context"]
    short = {(value["@id"] if isinstance(value, dict) else value): name for name, value in context.items() if name not in PREFIXES}
    graphs: dict[str, dict[str, dict[str, list[Any]]]] = {}
    for quad in sorted(quads, key=str):
        nodes = graphs.setdefault(getattr(quad.graph_name, "value", ""), {})
        if isinstance(quad.subject, NamedNode):
            nodes.setdefault(quad.subject.value, {}).setdefault(shrink(quad.predicate.value), []).append(quad.object)
    written = [{"@id": name, "@graph": _graph(nodes, short, context)} for name, nodes in sorted(graphs.items())]
    return (json.dumps({"@context": context, "@graph": written}, ensure_ascii=False, indent=1) + "\n").encode()


def _graph(nodes: Mapping[str, Mapping[str, list[Any]]], short: Mapping[str, str], context: Json) -> list[Json]:
    inside = {expand(name) for name in INSIDE}
    parts = {iri for iri, said in nodes.items() if inside & {o.value for o in said.get("rdf:type", ())}}
    led = {o.value for iri, said in nodes.items() if iri not in parts for objects in said.values() for o in objects} & parts
    tops = [iri for iri in sorted(nodes) if iri not in led]
    return [_node(iri, nodes, led, short, context) for iri in tops]


def _node(iri: str, nodes: Mapping[str, Mapping[str, list[Any]]], led: set[str], short: Mapping[str, str], context: Json) -> Json:
    made: Json = {"@id": iri}
    for name, objects in sorted(nodes[iri].items(), key=lambda item: (item[0] != "rdf:type", item[0] != "rdfs:label", item[0])):
        if name == "rdf:type":
            made["@type"] = [short.get(shrink(o.value), shrink(o.value)) for o in objects]
            continue
        term = short.get(name, name)
        rule: Json = context[term] if isinstance(context.get(term), dict) else {}
        wanted = rule.get("@type")
        values = [_node(o.value, nodes, led, short, context) if o.value in led else _value(o, wanted) for o in objects]
        made[term] = values[0] if len(values) == 1 and "@container" not in rule else values
    return made


def _value(term: NamedNode | Literal, wanted: str | None) -> Any:
    if isinstance(term, NamedNode):
        return term.value if wanted == "@id" else {"@id": term.value}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = shrink(term.datatype.value)
    if datatype == wanted:
        return term.value
    if datatype == "xsd:integer" and wanted is None and str(int(term.value)) == term.value:
        return int(term.value)
    if datatype == "xsd:string" and wanted is None:
        return term.value
    return {"@value": term.value, "@type": datatype}


def context_file() -> str:
    """What `ontology/context.jsonld` holds."""
    return json.dumps({"@context": context()}, indent=1) + "\n"


if __name__ == "__main__":
    print(context_file(), end="")
