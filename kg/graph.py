"""Facts become the named graph of their report: nodes with types, labels, fields, links and evidence.

Each fact is a node. Where a field names an organization that the report's facts know, `rg:holder` leads to its node and
`rg:holderName` keeps the name; `ontology.vocab.RELATIONS` adds the plain way back (`rg:holdsCertification`). Every
IRI is made from content and nothing depends on time or place, so the same report gives the same quads on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any

from kg.dates import days
from kg.facts import Fact
from kg.links import Statement, links_of
from kg.names import Names, fold
from kg.records import Known, entities, entity, facts_about, records, suggestions
from kg.store import Literal, NamedNode, Quad
from ontology import vocab
from ontology.fields import KINDS, Field
from ontology.vocab import RG, expand
from report.model import Report, Section, Span
from report.title import title_of

__all__ = ["Known", "date_literal", "decimal_literal", "entities", "entity", "facts_about", "merged", "quads_of", "records", "suggestions"]

Node = NamedNode | Literal


@dataclass(frozen=True)
class Context:
    """What the facts of one report link to, by folded name: organizations, standards and sections, as IRIs."""

    report: Report
    names: Names
    organizations: Mapping[str, str]
    labels: Mapping[str, str]
    standards: Mapping[str, str]
    sections: Mapping[str, str]

    def organization(self, name: str) -> tuple[str, str | None]:
        """The full name for a name, and the IRI of the organization where it is known."""
        for form in (name, self.names.canonical(name) or ""):
            iri = self.organizations.get(fold(form))
            if iri:
                return self.labels[iri], iri
        return self.names.canonical(name) or name, None


def quads_of(report: Report, facts: Sequence[Fact], names: Names) -> list[Quad]:
    """The named graph of a report, sorted. The order of the facts does not matter."""
    nodes = merged(report.id, facts)
    context = _context(report, names, nodes)
    graph = NamedNode(vocab.report_iri(report.id))
    statements: set[Statement] = {*_about_report(context, nodes), *_sections(report)}
    for iri, fact in nodes.items():
        statements.update(_about_fact(context, iri, fact))
    quads = (Quad(NamedNode(s), _property(p), o, graph) for s, p, o in statements)
    return [quad for _, quad in sorted((str(quad), quad) for quad in quads)]


def merged(report: str, facts: Iterable[Fact]) -> dict[str, Fact]:
    """Facts by IRI. Facts that say the same are one, with the evidence and aliases of all; the first one's fields win."""
    found: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda f: (min(f.evidence), -f.confidence, f.kind, f.label, repr(sorted(f.fields.items())))):
        iri = vocab.fact_iri(report, fact)
        old = found.get(iri)
        found[iri] = fact if old is None else _both(old, fact)
    return found


def _both(a: Fact, b: Fact) -> Fact:
    return replace(
        a,
        fields={**b.fields, **a.fields},
        evidence=tuple(sorted({*a.evidence, *b.evidence})),
        confidence=max(a.confidence, b.confidence),
        aliases=tuple(sorted({*a.aliases, *b.aliases})),
    )


def _context(report: Report, names: Names, nodes: Mapping[str, Fact]) -> Context:
    organizations: dict[str, str] = {}
    orgs = {iri: fact for iri, fact in nodes.items() if fact.kind == "organizations"}
    for forms in (_labels, _full_names, _other_names):  # a full name beats another one's alias
        for iri, fact in orgs.items():
            for form in forms(fact):
                organizations.setdefault(fold(form), iri)
    standards = {
        _scheme(str(f.fields["identifier"])): iri for iri, f in nodes.items() if f.kind == "standards" and "identifier" in f.fields
    }
    sections: dict[str, str] = {}
    for section in report.sections:
        sections.setdefault(fold(_title(section)), vocab.section_iri(report.id, section.start))
    return Context(report, names, organizations, {iri: fact.label for iri, fact in orgs.items()}, standards, sections)


def _labels(fact: Fact) -> list[str]:
    return [fact.label]


def _full_names(fact: Fact) -> list[str]:
    return [str(fact.fields["full_name"])] if "full_name" in fact.fields else []


def _other_names(fact: Fact) -> list[str]:
    return [*([str(fact.fields["short_name"])] if "short_name" in fact.fields else []), *fact.aliases]


def _about_fact(context: Context, iri: str, fact: Fact) -> Iterator[Statement]:
    kind = KINDS[fact.kind]
    yield iri, "rdf:type", NamedNode(RG + kind.cls)
    if fact.kind in vocab.ALIGNED_TYPES:
        yield iri, "rdf:type", _named(vocab.ALIGNED_TYPES[fact.kind])
    if fact.fields.get("role") in vocab.ROLE_CLASSES:
        yield iri, "rdf:type", NamedNode(RG + vocab.ROLE_CLASSES[fact.fields["role"]])
    yield iri, "rdfs:label", Literal(fact.label)
    for alias in fact.aliases:
        if alias != fact.label:
            yield iri, "skos:altLabel", Literal(alias)
    if fact.note:
        yield iri, "skos:note", Literal(fact.note)
    if fact.proposed_by:
        yield iri, "rg:proposedBy", Literal(fact.proposed_by)
    yield iri, "rg:confidence", decimal_literal(Decimal(str(round(fact.confidence, 4))))
    for span in fact.evidence:
        yield from _quote(context.report, iri, span)
    for name, value in fact.fields.items():
        yield from _field(context, iri, fact, kind.field(name), value)
    yield from _extras(context, iri, fact)


def _field(context: Context, iri: str, fact: Fact, field: Field, value: Any) -> Iterator[Statement]:
    if field.type in ("name", "names"):
        for name in value if field.type == "names" else (value,):
            yield from _organization(context, iri, fact, field, name)
    elif field.type == "quantities":
        yield from _quantities(iri, field, value)
    elif field.type == "pairs":
        yield from _pairs(iri, field, value)
    else:
        for item in value if field.type == "texts" else (value,):
            yield iri, vocab.property_iri(field), _literal(field, item)
        if field.name in vocab.TIMES and (both := days(value)):
            yield iri, "rg:periodStart", Literal(both[0], datatype=_named("xsd:date"))
            yield iri, "rg:periodEnd", Literal(both[1], datatype=_named("xsd:date"))


def _organization(context: Context, iri: str, fact: Fact, field: Field, name: str) -> Iterator[Statement]:
    label, other = context.organization(name)
    yield iri, vocab.name_property_iri(field), Literal(label)
    if other is None or other == iri:
        return
    yield iri, vocab.property_iri(field), NamedNode(other)
    if fact.kind == "organizations":
        yield iri, "rg:subOrganizationOf", NamedNode(other)
        yield iri, "org:subOrganizationOf", NamedNode(other)
    elif (fact.kind, field.name) in vocab.RELATIONS:
        yield other, RG + vocab.RELATIONS[fact.kind, field.name], NamedNode(iri)


def _quantities(iri: str, field: Field, items: Sequence[Mapping[str, Any]]) -> Iterator[Statement]:
    for position, item in enumerate(items, 1):
        part = vocab.part_iri(iri, field, position)
        yield iri, vocab.property_iri(field), NamedNode(part)
        yield part, "rdf:type", _named("rg:Quantity")
        yield part, "rg:position", _integer(position)
        if item.get("value") is not None:
            yield part, "rg:value", decimal_literal(Decimal(str(item["value"])))
        for key in ("unit", "what"):
            if item.get(key):
                yield part, f"rg:{key}", Literal(str(item[key]))


def _pairs(iri: str, field: Field, items: Mapping[str, Any]) -> Iterator[Statement]:
    for position, (name, value) in enumerate(sorted(items.items()), 1):
        part = vocab.part_iri(iri, field, position)
        yield iri, vocab.property_iri(field), NamedNode(part)
        yield part, "rdf:type", _named("rg:DimensionValue")
        yield part, "rg:dimension", Literal(name)
        yield part, "rg:dimensionValue", Literal(str(value))


def _extras(context: Context, iri: str, fact: Fact) -> Iterator[Statement]:
    """Links that no single field states: to the standard, to the answering sections, to the data set, to concepts."""
    if fact.kind == "certifications":
        standard = context.standards.get(_scheme(str(fact.fields.get("scheme", ""))))
        if standard:
            yield iri, "rg:againstStandard", NamedNode(standard)
    elif fact.kind == "disclosures":
        for chapter in fact.fields.get("chapters", ()):
            if section := context.sections.get(fold(chapter)):
                yield iri, "rg:answeredIn", NamedNode(section)
    elif fact.kind == "observations":
        yield iri, "qb:dataSet", NamedNode(_dataset(context.report))
    yield from links_of(fact.kind, iri, fact.fields, (context.report.quote(span) for span in fact.evidence))


def _quote(report: Report, iri: str, span: Span) -> Iterator[Statement]:
    node = vocab.evidence_iri(report.id, span.start, span.end)
    yield iri, "rg:evidence", NamedNode(node)
    for cls in ("rg:Evidence", "oa:TextQuoteSelector", "oa:TextPositionSelector"):
        yield node, "rdf:type", _named(cls)
    yield node, "rg:inReport", NamedNode(vocab.report_iri(report.id))
    yield node, "oa:exact", Literal(report.quote(span))
    yield node, "oa:start", _integer(span.start)
    yield node, "oa:end", _integer(span.end)
    if (page := report.page_at(span.start)) is not None:
        yield node, "rg:page", _integer(page)
    if (index := report.section_at(span.start)) is not None:
        yield node, "rg:section", Literal(_title(report.sections[index]))
        yield node, "rg:inSection", NamedNode(vocab.section_iri(report.id, report.sections[index].start))


def _sections(report: Report) -> Iterator[Statement]:
    whole = NamedNode(vocab.report_iri(report.id))
    for section in report.sections:
        node = vocab.section_iri(report.id, section.start)
        above = whole if section.parent is None else NamedNode(vocab.section_iri(report.id, report.sections[section.parent].start))
        yield node, "rdf:type", _named("rg:Section")
        yield node, "rdfs:label", Literal(_title(section))
        yield node, "dcterms:isPartOf", above
        yield node, "rg:level", _integer(section.level)
        yield node, "oa:start", _integer(section.start)


def _title(section: Section) -> str:
    """A section's title without the mark of a footnote: "Performance2" is "Performance"."""
    return re.sub(r"(?<=[a-z)])\d{1,2}$", "", section.title)


def _about_report(context: Context, nodes: Mapping[str, Fact]) -> Iterator[Statement]:
    report = context.report
    iri, source, activity = (vocab.report_iri(report.id) + end for end in ("", "/source", "/extraction"))
    agent = f"{vocab.BASE}software/reportgraph-{_software()}"
    title = title_of(report)
    for cls in ("rg:Report", "prov:Entity"):
        yield iri, "rdf:type", _named(cls)
    yield iri, "rdfs:label", Literal(title)
    yield iri, "dcterms:title", Literal(title)
    yield iri, "dcterms:identifier", Literal(report.id)
    yield iri, "prov:wasDerivedFrom", NamedNode(source)
    yield iri, "prov:wasGeneratedBy", NamedNode(activity)
    yield iri, "rg:ontologyVersion", Literal(vocab.VERSION)
    if (reporter := _reporter(context, nodes)) is not None:
        yield iri, "rg:reporter", NamedNode(reporter)
    yield source, "rdf:type", _named("rg:Source")
    yield source, "dcterms:format", Literal(report.format)
    if report.file:
        yield source, "rg:file", Literal(PurePath(report.file).name)
    if report.sha256:
        yield source, "rg:sha256", Literal(report.sha256)
    yield activity, "rdf:type", _named("prov:Activity")
    yield activity, "prov:used", NamedNode(source)
    yield activity, "prov:wasAssociatedWith", NamedNode(agent)
    yield agent, "rdf:type", _named("prov:SoftwareAgent")
    yield agent, "rdfs:label", Literal(f"reportgraph {_software()}")
    yield agent, "schema:softwareVersion", Literal(_software())
    if any(fact.kind == "observations" for fact in nodes.values()):
        yield _dataset(report), "rdf:type", _named("qb:DataSet")
        yield _dataset(report), "qb:structure", _named("rg:ObservationStructure")
        yield _dataset(report), "dcterms:isPartOf", NamedNode(iri)


def _reporter(context: Context, nodes: Mapping[str, Fact]) -> str | None:
    if context.names.reporter and (iri := context.organization(context.names.reporter)[1]):
        return iri
    return next((iri for iri, fact in nodes.items() if fact.fields.get("role") == "reporter"), None)


def _dataset(report: Report) -> str:
    return vocab.report_iri(report.id) + "/observations"


@cache
def _software() -> str:
    try:
        return version("reportgraph")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "unreleased"


def _literal(field: Field, value: Any) -> Node:
    if field.type == "date":
        return date_literal(value)
    if field.type == "number":
        return decimal_literal(value)
    if field.type == "integer":
        return _integer(value)
    if field.type == "iri":
        return NamedNode(expand(value) if value.split(":")[0] in vocab.PREFIXES else value)
    return Literal(value)


def date_literal(text: str) -> Literal:
    """A date typed by its shape: "2023", "2023-12", "2023-12-05"; an interval or an impossible date stays a string."""
    shapes = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
    return Literal(text, datatype=_named(shapes[len(text)])) if len(text) in shapes and days(text) else Literal(text)


def decimal_literal(value: Decimal) -> Literal:
    """A number, with at most the 18 places that stores calculate with."""
    text = f"{value:.18f}".rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=_named("xsd:decimal"))


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=_named("xsd:integer"))


@cache
def _named(name: str) -> NamedNode:
    return NamedNode(expand(name))


@cache
def _property(name: str) -> NamedNode:
    return NamedNode(name if name.startswith("http") else expand(name))


def _scheme(identifier: str) -> str:
    """An identifier without its year of issue: "ISO 14001:2015" is certified as "ISO 14001"."""
    return fold(re.sub(r"\s*[:-]\s*(?:19|20)\d\d$", "", identifier))
