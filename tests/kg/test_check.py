"""Every shape of shapes.ttl: the small world keeps to it, and one change breaks it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest

from kg.check import Violation, conforms
from kg.corrections import Correction, Target, quads_of_corrections
from kg.store import Literal, NamedNode, Quad, Store
from ontology.fields import KINDS
from ontology.files import SHAPES
from ontology.vocab import RG, expand, property_iri, report_iri
from report.errors import InputError

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
Quads = list[Quad]
Change = Callable[[Quads], Quads]
GRAPH = NamedNode(report_iri("kestrel-2023"))
SHAPE_NAMES = re.findall(r"^rg:(\w+Shape) a sh:NodeShape", SHAPES.read_text("utf-8"), re.M)


def literal(text: str, datatype: str = "xsd:string") -> Literal:
    return Literal(text, datatype=NamedNode(expand(datatype)))


def first(quads: Quads, cls: str) -> NamedNode:
    """The first node of a class."""
    found = next(q.subject for q in quads if q.object == NamedNode(expand(cls)))
    assert isinstance(found, NamedNode)
    return found


def setting(cls: str, property: str, *values: Literal | NamedNode) -> Change:
    """Give a node of a class these values of a property, and no others."""

    def change(quads: Quads) -> Quads:
        node, name = first(quads, cls), NamedNode(expand(property))
        kept = [q for q in quads if (q.subject, q.predicate) != (node, name)]
        return kept + [Quad(node, name, value, GRAPH) for value in values]

    return change


def both(*changes: Change) -> Change:
    def change(quads: Quads) -> Quads:
        for one in changes:
            quads = one(quads)
        return quads

    return change


def correction() -> Quads:
    about = Target(report_iri("kestrel-2023") + "/law/packaging-act", RG + "Law", "Packaging Act", frozenset({"The Packaging Act"}))
    return quads_of_corrections([Correction(1, "reject", (about,), "Ana", "2024-05-31T09:15:00Z", "it is a draft")])


NOWHERE = NamedNode("https://example.org/nowhere")
BAD: dict[str, tuple[Change, str]] = {
    "RecordShape": (setting("rg:Law", "rg:evidence"), "no fact without evidence"),
    "DateShape": (setting("rg:Award", "rg:date", literal("spring")), "neither a year, month, day nor interval"),
    "DaysShape": (setting("rg:Award", "rg:periodStart", literal("2024-01-01", "xsd:date")), "a period starts before it ends"),
    "ReportShape": (setting("rg:Report", "prov:wasDerivedFrom"), "a report needs its source"),
    "SourceShape": (setting("rg:Source", "rg:file", literal("some/folder/a.md")), "named without its folder"),
    "SectionShape": (setting("rg:Section", "rdfs:label"), "a section needs one title"),
    "EvidenceShape": (setting("rg:Evidence", "oa:start", literal("999999", "xsd:integer")), "a quote starts before it ends"),
    "QuantityShape": (setting("rg:Quantity", "rg:value", literal("many")), "a quantity needs one number"),
    "DimensionValueShape": (setting("rg:DimensionValue", "rg:dimensionValue"), "a breakdown needs one value"),
    "OrganizationShape": (setting("rg:Organization", "rg:role", literal("friend")), "Value .*friend.* not in"),
    "CertificationShape": (both(setting("rg:Certification", "rg:scheme"), setting("rg:Certification", "rg:title")), "a scheme or a title"),
    "StandardShape": (setting("rg:Standard", "rg:roles", literal("ignores")), "Value .*ignores.* not in"),
    "LawShape": (setting("rg:Law", "rg:title"), "Less than 1 values"),
    "PolicyShape": (setting("rg:Policy", "rg:owner", NOWHERE), "does not have class rg:Organization"),
    "AwardShape": (setting("rg:Award", "rg:change", literal("up")), "is not Literal with datatype xsd:integer|datatype"),
    "ProjectShape": (setting("rg:Project", "rg:status", literal("dreamt of")), "not in"),
    "FacilityShape": (setting("rg:Facility", "rg:name", literal("a"), literal("b")), "More than 1 values"),
    "PersonShape": (setting("rg:Person", "rg:name"), "Less than 1 values"),
    "PatentShape": (setting("rg:Patent", "rg:date", literal("2023-05-04T00:00:00", "xsd:dateTime")), "neither a year"),
    "ProductShape": (setting("rg:Product", "rg:owner", NOWHERE), "does not have class"),
    "EventShape": (setting("rg:Event", "rg:title"), "Less than 1 values"),
    "ObservationShape": (setting("rg:Observation", "rg:unitIri", NOWHERE), "does not match pattern"),
    "TargetShape": (setting("rg:Target", "rg:baselineYear", literal("19", "xsd:integer")), ">= Literal"),
    "DisclosureShape": (setting("rg:Disclosure", "rg:framework", literal("Ours")), "not in"),
    "RiskShape": (setting("rg:Risk", "rg:title"), "Less than 1 values"),
    "OpportunityShape": (setting("rg:Opportunity", "rg:response", literal("a"), literal("b")), "More than 1 values"),
    "StakeholderShape": (setting("rg:Stakeholder", "rg:channels", literal("2", "xsd:integer")), "datatype"),
    "NormalisedValueShape": (lambda quads: [q for q in quads if q.predicate != NamedNode(RG + "unitSi")], "needs its unit"),
    "ReportedShape": (
        both(setting("rg:Disclosure", "rg:status", literal("reported")), setting("rg:Disclosure", "rg:chapters"),
             setting("rg:Disclosure", "rg:statement")),
        "names the chapter, or the statement",
    ),
    "ShareShape": (
        both(setting("rg:Observation", "rg:type", literal("ratio")), setting("rg:Observation", "rg:unit", literal("%")),
             setting("rg:Observation", "rg:value", literal("-3", "xsd:decimal"))),
        "not below zero",
    ),
    "CorrectionShape": (
        lambda quads: quads + [q for q in correction() if q.predicate != NamedNode(expand("rdfs:comment"))], "a correction says why"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def breaches(world: Any) -> dict[str, list[Violation]]:
    """Breaches of the world after each change."""
    return {name: conforms(change(list(world.quads))) for name, (change, _) in BAD.items()}


def test_a_sound_graph_has_no_breach(world_store: Store) -> None:
    assert conforms(world_store) == []
    assert conforms(world_store, "kestrel-2023") == []
    assert conforms([*world_store.quads(), *correction()]) == []


def test_there_is_a_bad_example_for_every_shape() -> None:
    assert sorted(BAD) == sorted(SHAPE_NAMES) and len(BAD) == 31


@pytest.mark.parametrize("name", sorted(BAD))
def test_one_change_breaks_the_shape(breaches: dict[str, list[Violation]], name: str) -> None:
    expected = BAD[name][1]
    found = [b for b in breaches[name] if re.search(expected, b.message)]
    assert len(found) == 1, breaches[name]
    soft = name in ("NormalisedValueShape", "ReportedShape", "ShareShape")
    assert found[0].severity == ("warning" if soft else "error")
    if name != "DateShape":  # used by the shapes of kinds, which are named instead
        assert found[0].shape == f"rg:{name}"


def test_a_breach_names_node_property_and_value(breaches: dict[str, list[Violation]]) -> None:
    (breach,) = breaches["ProjectShape"]
    assert breach.focus.startswith("https://w3id.org/reportgraph/id/kestrel-2023/project/reedbed-solar-project-")
    assert (breach.path, breach.value) == ("rg:status", "dreamt of")


def test_every_field_of_every_kind_has_a_rule() -> None:
    from rdflib import Graph, URIRef

    shapes = Graph().parse(SHAPES)
    sh = {name: URIRef(expand(f"sh:{name}")) for name in ("property", "path")}
    for kind in KINDS.values():
        ruled = {str(shapes.value(p, sh["path"])) for p in shapes.objects(URIRef(f"{RG}{kind.cls}Shape"), sh["property"])}
        assert {property_iri(field) for field in kind.fields} <= ruled


def test_a_missing_package_is_named(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(InputError, match=r"needs pyshacl; install reportgraph\[shacl\]"):
        conforms(world.quads)
