"""The cookbook as other tools read it: the same queries, with their titles, forms and prefixes."""

from __future__ import annotations

from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from ontology.cookbook import recipes
from ontology.executables import executables
from ontology.files import EXECUTABLES
from ontology.vocab import BASE, PREFIXES

SH = Namespace(PREFIXES["sh"])


def test_the_file_is_what_is_made_from_the_queries() -> None:
    assert EXECUTABLES.read_text("utf-8") == executables(), "run: python -m ontology.executables > ontology/queries.ttl"


def test_every_recipe_is_there_word_for_word() -> None:
    graph = Graph().parse(EXECUTABLES)
    for recipe in recipes():
        node = URIRef(f"{BASE}queries/{recipe.name}")
        form = "construct" if "CONSTRUCT {" in recipe.query else "select"
        assert (node, RDF.type, SH.SPARQLExecutable) in graph and (node, RDF.type, SH[f"SPARQL{form.capitalize()}Executable"]) in graph
        assert str(graph.value(node, SH[form])) == recipe.query and str(graph.value(node, RDFS.comment)) == recipe.title
    assert len(list(graph.subjects(RDF.type, SH.SPARQLExecutable))) == len(recipes())
    assert {str(o) for o in graph.objects(None, SH.prefix)} == set(PREFIXES)
