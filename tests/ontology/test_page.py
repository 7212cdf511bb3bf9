"""The documentation page is what is written from the ontology's file, and names every term of it."""

from __future__ import annotations

from pathlib import Path

from rdflib import OWL, RDF, Graph

from ontology.files import ONTOLOGY
from ontology.page import page
from ontology.vocab import RG, shrink

PAGE = Path(__file__).parents[2] / "docs" / "ontology.md"


def test_the_page_is_the_one_that_is_written_from_the_file() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m ontology.page > docs/ontology.md"


def test_every_class_and_property_is_on_it() -> None:
    text, graph = PAGE.read_text("utf-8"), Graph().parse(ONTOLOGY)
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in graph.subjects(RDF.type, kind):
            if str(term).startswith(RG) and str(term) not in (RG + "Record", RG + "Framework"):
                assert f"`{shrink(str(term))}`" in text or f"### {shrink(str(term))}\n" in text, term
