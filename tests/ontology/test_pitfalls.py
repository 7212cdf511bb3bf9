"""The usual pitfalls of ontologies, by their numbers in the OOPS! catalogue, and consistency under a reasoner."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef
from rdflib.term import Node

from ontology.files import ONTOLOGY
from ontology.vocab import PREFIXES, RELATIONS, RG

SCHEMA = Namespace(PREFIXES["schema"])
DCTERMS = Namespace(PREFIXES["dcterms"])
ONE_WAY = {"evidence", "inReport", "inSection", "capacity", "dimensions", "unitIri", "againstStandard", "answeredIn", "ghgScope", "frameworkItem", "goal",
           "target", "corrects", "targetFact", "targetClass", "reporter", "parent", "subOrganizationOf", "subject", "hasObservation", "setTarget", "operator",
           "operators", "operates"}  # fmt: skip
"""Properties without owl:inverseOf: parts and links that are read one way, and those whose way back serves several properties."""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


def mine(ontology: Graph, *kinds: URIRef) -> list[URIRef]:
    return sorted({s for kind in kinds for s in ontology.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(RG)})


def test_p04_p08_everything_is_connected_and_has_label_definition_and_example(ontology: Graph) -> None:
    terms = mine(ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    for term in terms:
        for needed in (RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy):
            assert len(list(ontology.objects(term, needed))) == 1, (term, needed)
        assert any(s != term for s in ontology.subjects(None, term)) or (term, None, None) in ontology
    assert len(terms) > 150


def test_p06_p24_no_class_or_property_stands_above_itself(ontology: Graph) -> None:
    for above in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader):
        for term in set(ontology.subjects(above, None)):
            assert term not in {n for o in ontology.objects(term, above) for n in ontology.transitive_objects(o, above)}, term


def test_p05_p13_inverse_properties_are_there_and_fit(ontology: Graph) -> None:
    for term in mine(ontology, OWL.ObjectProperty):
        backs = [*ontology.objects(term, OWL.inverseOf), *ontology.subjects(OWL.inverseOf, term)]
        assert len(backs) == (0 if term.removeprefix(RG) in ONE_WAY else 1), term
        for back in backs:
            assert domain(ontology, term) == reach(ontology, back) and reach(ontology, term) == domain(ontology, back), term
    assert {RG + name for name in RELATIONS.values()} <= {str(t) for t in mine(ontology, OWL.ObjectProperty)}


def domain(ontology: Graph, term: Node) -> set[Node]:
    return {*ontology.objects(term, RDFS.domain), *ontology.objects(term, SCHEMA.domainIncludes)}


def reach(ontology: Graph, term: Node) -> set[Node]:
    return {*ontology.objects(term, RDFS.range), *ontology.objects(term, SCHEMA.rangeIncludes)}


def test_p11_p19_every_property_has_one_domain_and_one_range_or_says_what_they_include(ontology: Graph) -> None:
    for term in mine(ontology, OWL.ObjectProperty, OWL.DatatypeProperty):
        assert domain(ontology, term) and reach(ontology, term), term
        assert len(list(ontology.objects(term, RDFS.domain))) <= 1 and len(list(ontology.objects(term, RDFS.range))) <= 1, term
    for term in mine(ontology, OWL.DatatypeProperty):
        assert all(str(o).startswith(str(XSD)) for o in reach(ontology, term)), term


def test_p10_kinds_of_record_are_disjoint(ontology: Graph) -> None:
    groups = [set(ontology.items(o)) for s in ontology.subjects(RDF.type, OWL.AllDisjointClasses) for o in ontology.objects(s, OWL.members)]
    records = set(ontology.subjects(RDFS.subClassOf, URIRef(RG + "Record")))
    assert records in groups and len(records) == 18


def test_p22_names_follow_one_pattern(ontology: Graph) -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", term.removeprefix(RG)) for term in mine(ontology, OWL.Class))
    assert all(
        re.fullmatch(r"[a-z][A-Za-z0-9]+", term.removeprefix(RG)) for term in mine(ontology, OWL.ObjectProperty, OWL.DatatypeProperty)
    )
    labels = [str(ontology.value(t, RDFS.label)) for t in mine(ontology, OWL.Class)]
    assert len(set(labels)) == len(labels)


def test_p34_p35_p40_what_is_used_is_declared_and_other_namespaces_are_left_alone(ontology: Graph) -> None:
    used = {o for _, _, o in ontology if isinstance(o, URIRef) and o.startswith(RG)} | {
        p for _, p, _ in ontology if isinstance(p, URIRef) and p.startswith(RG)
    }
    assert all((term, RDF.type, None) in ontology for term in used)
    assert all(str(s).startswith(RG[:-1]) for s in ontology.subjects() if isinstance(s, URIRef))


def test_p38_p41_the_ontology_names_itself_its_versions_and_its_licence(ontology: Graph) -> None:
    (top,) = ontology.subjects(RDF.type, OWL.Ontology)
    for needed in (
        OWL.versionInfo,
        OWL.versionIRI,
        OWL.priorVersion,
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.license,
        DCTERMS.modified,
    ):
        assert ontology.value(top, needed) is not None, needed


def test_every_plain_relation_says_which_end_states_it(ontology: Graph) -> None:
    stated = {str(s).removeprefix(RG): str(o) for s, o in ontology.subject_objects(URIRef(RG + "statedBy"))}
    assert set(RELATIONS.values()) | {"subOrganizationOf", "againstStandard", "answeredIn"} == set(stated)
    for name, end in stated.items():
        sides = domain if end == "subject" else reach
        records = {URIRef(RG + "Record"), *ontology.subjects(RDFS.subClassOf, URIRef(RG + "Record"))}
        assert sides(ontology, URIRef(RG + name)) <= records, name


def test_a_reasoner_finds_no_contradiction_in_the_ontology_with_a_graph_of_every_kind(ontology: Graph, world: Any) -> None:
    assert errors(ontology, *world) == []


def test_the_reasoner_would_find_one(ontology: Graph, world: Any) -> None:
    award, project = (next(s for s in world[0].subjects(RDF.type, URIRef(RG + name))) for name in ("Award", "Project"))
    wrong = Graph() + world[0]
    wrong.add((award, URIRef(RG + "fundedBy"), project))  # so the award would be a project, and the project an organization
    assert len(errors(ontology, wrong)) >= 2


@pytest.fixture(scope="module")
def world() -> tuple[Graph]:
    """The small world of the graph's tests: records of all kinds."""
    from kg.store import serialise_quads
    from tests.kg.conftest import make

    return (Graph().parse(data=serialise_quads(make().quads, "ntriples"), format="nt"),)


def errors(*graphs: Graph) -> list[str]:
    """What OWL 2 RL derives to be impossible, with SKOS's own rule that a scheme is no concept."""
    from owlrl import DeductiveClosure, OWLRL_Semantics

    whole = Graph()
    for graph in graphs:
        whole += graph
    whole.add((SKOS.Concept, OWL.disjointWith, SKOS.ConceptScheme))
    for classes in [list(whole.items(o)) for o in whole.objects(None, OWL.members)]:  # owlrl knows pairs only
        for one, other in combinations(classes, 2):
            whole.add((one, OWL.disjointWith, other))
    DeductiveClosure(OWLRL_Semantics).expand(whole)
    problem = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return sorted(str(o) for p in (problem,) for o in whole.objects(None, p))
