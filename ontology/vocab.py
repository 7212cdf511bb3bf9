"""The one module that spells IRIs: namespaces, classes and properties, and the names of things, made from content.

Plain strings, no RDF library. Instances live under `https://w3id.org/reportgraph/id/<report>`, which is also the name of
the graph that holds everything said in that report.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol
from urllib.parse import quote, unquote

from ontology.fields import KINDS, Field, kind_named

BASE = "https://w3id.org/reportgraph/"
RG = BASE + "ontology#"
ID = BASE + "id/"
CORRECTIONS = BASE + "corrections"
"""The graph of corrections by people; each one is `CORRECTIONS/<number>`."""
CONCEPTS = BASE + "concepts"
"""The graph of concepts that several reports lead to: scopes, goals, items of frameworks."""
VERSION = "1.1.0"
"""Version of the ontology (`owl:versionInfo`)."""

PREFIXES: dict[str, str] = {
    "rg": RG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "qb": "http://purl.org/linked-data/cube#",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "sdg": "http://metadata.un.org/sdg/",
    "esg": "https://w3id.org/esg/core/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "void": "http://rdfs.org/ns/void#",
    "sh": "http://www.w3.org/ns/shacl#",
}
"""The prefixes that every query may use without declaring them."""
PROLOGUE = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
"""The same as the first lines of a query, for servers; a query may declare its own over them."""

ROLE_CLASSES: dict[str, str] = {
    "reporter": "Reporter",
    "subsidiary": "Subsidiary",
    "parent": "ParentOrganization",
    "joint venture": "JointVenture",
    "partner": "Partner",
    "customer": "Customer",
    "supplier": "Supplier",
    "authority": "Authority",
    "certifier": "Certifier",
    "exchange": "StockExchange",
    "ngo": "NonGovernmentalOrganization",
    "academic": "AcademicOrganization",
    "internal": "InternalUnit",
}
"""Class of an organization by its role, beside `rg:Organization`."""

RELATIONS: dict[tuple[str, str], str] = {
    ("certifications", "holder"): "holdsCertification",
    ("certifications", "issuer"): "issued",
    ("standards", "body"): "publishes",
    ("policies", "owner"): "owns",
    ("awards", "recipients"): "received",
    ("awards", "awarded_by"): "conferred",
    ("projects", "operators"): "operates",
    ("projects", "partners"): "participatesIn",
    ("projects", "funded_by"): "funds",
    ("facilities", "operator"): "operates",
    ("people", "organization"): "hasMember",
    ("patents", "owner"): "owns",
    ("products", "owner"): "owns",
    ("events", "organizer"): "organizes",
    ("observations", "subject"): "hasObservation",
    ("targets", "subject"): "setTarget",
}
"""Property that leads straight from an organization to a fact, by the field that names the organization."""

ALIGNED_TYPES: dict[str, str] = {"organizations": "org:Organization", "observations": "qb:Observation", "people": "schema:Person"}
"""Classes of other vocabularies that are written out, so that their users need no reasoner."""

TIMES = ("period", "date", "due")
"""Date fields whose first and last day are written as `rg:periodStart` and `rg:periodEnd`."""


class Said(Protocol):
    """What an IRI of a fact is made from."""

    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def fields(self) -> Mapping[str, Any]: ...
    @property
    def evidence(self) -> Sequence[Any]: ...


def expand(name: str) -> str:
    """The IRI of a prefixed name: `rg:value`. Raises KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def shrink(iri: str) -> str:
    """The prefixed name of an IRI, or the IRI itself where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        local = iri[len(namespace) :]
        if iri.startswith(namespace) and re.fullmatch(r"[\w-]+", local):
            return f"{prefix}:{local}"
    return iri


def class_iri(kind: str) -> str:
    """Class of a kind or view: "awards" is `rg:Award`, "subsidiaries" `rg:Subsidiary`."""
    return RG + (ROLE_CLASSES["subsidiary"] if kind == "subsidiaries" else kind_named(kind).cls)


def property_iri(field: Field) -> str:
    """Property of a field: `awarded_by` is `rg:awardedBy`. For names, it leads to the entity."""
    return RG + field.property


def name_property_iri(field: Field) -> str:
    """Property of the written name beside it: `rg:awardedByName`."""
    return RG + field.property + "Name"


def report_iri(report: str) -> str:
    """The report, and the graph that holds what it says."""
    return ID + quote(report, safe="")


def report_of(iri: str) -> str:
    """The report's id, from its IRI or from that of anything in it. Raises ValueError for an IRI from elsewhere."""
    if not iri.startswith(ID):
        raise ValueError(f"not the IRI of a report or of something in one: {iri}")
    return unquote(iri[len(ID) :].split("/", 1)[0])


def evidence_iri(report: str, start: int, end: int) -> str:
    """A quote in a report."""
    return f"{report_iri(report)}/evidence/{start}-{end}"


def section_iri(report: str, start: int) -> str:
    """A section, by the place of its heading."""
    return f"{report_iri(report)}/section/{start}"


def part_iri(fact: str, field: Field, position: int) -> str:
    """A part of a fact, such as the second capacity of a project."""
    return f"{fact}/{field.name}/{position}"


def fact_iri(report: str, fact: Said) -> str:
    """A fact's IRI, made from what it says and where. Organizations are named by their label alone."""
    spans = sorted((span.start, span.end) for span in fact.evidence)
    whole = [fact.kind, fact.label] if fact.kind == "organizations" else [fact.kind, fact.label, _plain(fact.fields), spans]
    digest = hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:10]
    name = "-".join(part for part in (slug(fact.label), digest) if part)
    return f"{report_iri(report)}/{KINDS[fact.kind].cls.lower()}/{name}"


def slug(text: str, length: int = 48) -> str:
    """Lower-case ASCII words joined by hyphens, cut at a word; empty when the text has none."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", folded))
    return words if len(words) <= length else words[: length + 1].rsplit("-", 1)[0][:length]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value
