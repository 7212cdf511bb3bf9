"""What a library holds and how it can be asked, for catalogues: VoID and SPARQL 1.1 Service Description, counted from the store."""

from __future__ import annotations

from collections.abc import Iterator

from kg.records import select
from kg.store import Literal, NamedNode, Quad, Store
from ontology.vocab import BASE, CONCEPTS, CORRECTIONS, VERSION, expand, report_iri, shrink

LIBRARY = BASE + "library"
SD = "http://www.w3.org/ns/sparql-service-description#"
VOCABULARIES = ("rg", "skos", "prov", "org", "oa", "qb", "qudt", "schema", "dcterms")
LINKS = {"rg:unitIri": "unit", "rg:goal": "sdg", "owl:sameAs": "rg"}
"""Properties that lead out of a report, and the prefix of what they lead to."""
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD")

Said = tuple[str, str, NamedNode | Literal]


def description(store: Store, report: str | None = None, endpoint: str | None = None) -> list[Quad]:
    """The library as a void:Dataset with a subset for each graph, or one report alone; with `endpoint`, its SPARQL service too."""
    graphs = [report_iri(report)] if report else store.graphs()
    said: list[Said] = [] if report else [*_dataset(store, LIBRARY, None)]
    for graph in graphs:
        said += _dataset(store, graph, graph)
        if not report:
            said.append((LIBRARY, "void:subset", NamedNode(graph)))
    if endpoint:
        said += _service(endpoint, graphs, report_iri(report) if report else LIBRARY)
    quads = {Quad(NamedNode(s), NamedNode(p if p.startswith("http") else expand(p)), o) for s, p, o in said}
    return sorted(quads, key=str)


def _dataset(store: Store, iri: str, graph: str | None) -> Iterator[Said]:
    """Counts of one graph, or of the union of all."""
    yield iri, "rdf:type", NamedNode(expand("void:Dataset"))
    yield iri, "dcterms:title", Literal(_title(store, graph))
    yield iri, "owl:versionInfo", Literal(VERSION)
    yield iri, "dcterms:conformsTo", NamedNode(BASE + "ontology")
    for prefix in VOCABULARIES:
        yield iri, "void:vocabulary", NamedNode(expand(f"{prefix}:"))
    for name, what in (("triples", "*"), ("distinctSubjects", "DISTINCT ?s"), ("properties", "DISTINCT ?p")):
        inner = f"SELECT DISTINCT ?s ?p ?o WHERE {{ {_in(graph, '?s ?p ?o')} }}"  # a union counts a triple once for each graph
        yield iri, f"void:{name}", _number(select(store, f"SELECT (COUNT({what}) AS ?n) WHERE {{ {{ {inner} }} }}")[0]["n"])
    classes = select(store, f"SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {_in(graph, '?s a ?c')} }} GROUP BY ?c")
    yield iri, "void:classes", _number(len(classes))
    for row in classes:
        part = f"{iri}#class-{shrink(row['c']).replace(':', '-')}"
        yield iri, "void:classPartition", NamedNode(part)
        yield part, "void:class", NamedNode(row["c"])
        yield part, "void:entities", _number(row["n"])
    yield from _linksets(store, iri, graph)


def _linksets(store: Store, iri: str, graph: str | None) -> Iterator[Said]:
    for name, target in LINKS.items():
        count = select(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {_in(graph, f'?s {name} ?o')} }}")[0]["n"]
        if count:
            links = f"{iri}#links-{name.partition(':')[2]}"
            yield links, "rdf:type", NamedNode(expand("void:Linkset"))
            yield links, "void:linkPredicate", NamedNode(expand(name))
            yield links, "void:subjectsTarget", NamedNode(iri)
            yield links, "void:objectsTarget", NamedNode(expand(f"{target}:"))
            yield links, "void:triples", _number(count)
            yield iri, "void:subset", NamedNode(links)


def _service(endpoint: str, graphs: list[str], dataset: str) -> Iterator[Said]:
    yield dataset, "void:sparqlEndpoint", NamedNode(endpoint)
    yield endpoint, "rdf:type", NamedNode(SD + "Service")
    yield endpoint, SD + "endpoint", NamedNode(endpoint)
    yield endpoint, SD + "supportedLanguage", NamedNode(SD + "SPARQL11Query")
    yield endpoint, SD + "feature", NamedNode(SD + "UnionDefaultGraph")
    for name in RESULTS:
        yield endpoint, SD + "resultFormat", NamedNode("http://www.w3.org/ns/formats/" + name)
    whole = endpoint + "#dataset"
    yield endpoint, SD + "defaultDataset", NamedNode(whole)
    yield whole, "rdf:type", NamedNode(SD + "Dataset")
    for number, graph in enumerate(graphs, 1):
        named = f"{endpoint}#graph-{number}"
        yield whole, SD + "namedGraph", NamedNode(named)
        yield named, "rdf:type", NamedNode(SD + "NamedGraph")
        yield named, SD + "name", NamedNode(graph)


def _title(store: Store, graph: str | None) -> str:
    if graph is None:
        return "Library of reports"
    rows = select(store, f"SELECT ?n WHERE {{ GRAPH <{graph}> {{ <{graph}> dcterms:title ?n }} }}")
    return str(rows[0]["n"]) if rows else {CORRECTIONS: "Corrections by people", CONCEPTS: "Concepts"}.get(graph, graph)


def _in(graph: str | None, pattern: str) -> str:
    return f"GRAPH <{graph}> {{ {pattern} }}" if graph else pattern


def _number(value: object) -> Literal:
    return Literal(str(value), datatype=NamedNode(expand("xsd:integer")))
