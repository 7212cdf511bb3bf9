"""The ontology says what everything is that the fields name, and nothing that nobody uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from ontology.concepts import concepts
from ontology.fields import KINDS
from ontology.files import ONTOLOGY, SHAPES
from ontology.vocab import PREFIXES, RELATIONS, RG, ROLE_CLASSES, VERSION, class_iri, expand, name_property_iri, property_iri

ROOT = Path(__file__).parents[2]
SCHEMA = "https://schema.org/"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


def declared(ontology: Graph) -> set[str]:
    return {str(s) for s in ontology.subjects() if str(s).startswith(RG)}


def test_every_class_and_property_of_the_fields_is_declared(ontology: Graph) -> None:
    wanted = {class_iri(kind) for kind in KINDS} | {RG + name for name in (*ROLE_CLASSES.values(), *RELATIONS.values())}
    for kind in KINDS.values():
        for field in kind.fields:
            wanted |= {property_iri(field)} | ({name_property_iri(field)} if field.type in ("name", "names") else set())
    assert wanted <= declared(ontology)


@pytest.mark.parametrize("kind", KINDS)
def test_domains_and_ranges_fit_the_fields(ontology: Graph, kind: str) -> None:
    cls = URIRef(class_iri(kind))
    ranges = {"text": "xsd:string", "texts": "xsd:string", "number": "xsd:decimal", "integer": "xsd:integer", "iri": "qudt:Unit",
              "name": "rg:Organization", "names": "rg:Organization", "quantities": "rg:Quantity", "pairs": "rg:DimensionValue",
              "date": "xsd:date"}  # fmt: skip
    for field in KINDS[kind].fields:
        name = URIRef(property_iri(field))
        domain = {*ontology.objects(name, RDFS.domain), *ontology.objects(name, URIRef(SCHEMA + "domainIncludes"))}
        reach = {*ontology.objects(name, RDFS.range), *ontology.objects(name, URIRef(SCHEMA + "rangeIncludes"))}
        assert cls in domain or URIRef(RG + "Record") in domain, field.name
        assert URIRef(expand(ranges[field.type])) in reach, field.name


def test_everything_declared_has_a_label_and_a_definition(ontology: Graph) -> None:
    bare = {name for name in declared(ontology) if not name.endswith("Component")}
    for name in bare:
        labels, texts = list(ontology.objects(URIRef(name), RDFS.label)), list(ontology.objects(URIRef(name), SKOS.definition))
        assert len(labels) == 1 and len(texts) == 1 and str(texts[0]).endswith("."), name
    assert len(bare) > 140


def test_nothing_is_declared_that_nobody_uses(ontology: Graph) -> None:
    used = {class_iri(kind) for kind in KINDS} | {RG + name for name in (*ROLE_CLASSES.values(), *RELATIONS.values())}
    for kind in KINDS.values():
        used |= {iri for field in kind.fields for iri in (property_iri(field), name_property_iri(field))}
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "kg").glob("*.py")))
    used |= {RG + name for name in re.findall(r"rg:(\w+)", code + SHAPES.read_text("utf-8"))}
    used |= {*concepts(), RG + "statedBy"} | {RG + name for name in KINDS["disclosures"].field("framework").choices}
    used |= {str(o) for o in ontology.objects() if str(o).startswith(RG)}  # superclasses, components of the data cube
    assert declared(ontology) <= used


def test_it_stands_on_the_vocabularies_of_others(ontology: Graph) -> None:
    above = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf, RDF.type) for o in ontology.objects(None, p)}
    for prefix in ("org", "prov", "oa", "qb", "qudt", "schema", "dcterms", "eli", "skos", "esg"):
        assert any(iri.startswith(PREFIXES[prefix]) for iri in above), prefix


def test_classes_and_properties_are_not_mixed_up(ontology: Graph) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    for name in declared(ontology):
        types = kinds & set(ontology.objects(URIRef(name), RDF.type))
        assert len(types) <= 1
        local = name.removeprefix(RG)
        if types:
            assert local[0].isupper() == (types == {OWL.Class}), name
    for sub, above in ontology.subject_objects(RDFS.subClassOf):
        assert (sub, RDF.type, OWL.Class) in ontology and (not str(above).startswith(RG) or (above, RDF.type, OWL.Class) in ontology)


def test_its_version_is_the_one_that_graphs_name(ontology: Graph) -> None:
    (top,) = ontology.subjects(RDF.type, OWL.Ontology)
    assert str(top) == "https://w3id.org/reportgraph/ontology"
    assert str(ontology.value(top, OWL.versionInfo)) == VERSION
    assert str(ontology.value(top, OWL.versionIRI)) == f"{top}/{VERSION}" != str(ontology.value(top, OWL.priorVersion))


def test_scopes_and_frameworks_are_concepts_with_the_labels_of_the_table(ontology: Graph) -> None:
    for concept in concepts().values():
        if concept.iri.startswith(RG):
            node = URIRef(concept.iri)
            assert (node, RDF.type, SKOS.Concept) in ontology and (node, SKOS.inScheme, URIRef(concept.scheme)) in ontology
            assert [str(ontology.value(node, p) or "") for p in (SKOS.prefLabel, SKOS.notation, SKOS.broader, SKOS.definition)] == [
                concept.label, concept.notation, concept.broader or "", concept.definition]  # fmt: skip
    for name in KINDS["disclosures"].field("framework").choices:
        assert (URIRef(RG + name), RDF.type, URIRef(RG + "Framework")) in ontology


def test_every_scope_of_the_greenhouse_gas_protocol_is_matched_with_the_esg_vocabulary(ontology: Graph) -> None:
    esg = "https://w3id.org/esg/core/"
    scopes = {f"{esg}Scope{n}" for n in (1, 2, 3)} | {f"{esg}Scope2LocationBased", f"{esg}Scope2MarketBased"}
    categories = {f"{esg}Scope3Cat{n:02d}" for n in range(1, 16)}
    frameworks = {esg + name for name in ("GRI", "ESRS", "TCFD")}
    assert {str(o) for o in ontology.objects(None, SKOS.closeMatch)} == scopes | categories | frameworks
    assert ontology.value(URIRef(RG + "Scope3Category6"), SKOS.closeMatch) == URIRef(f"{esg}Scope3Cat06")
