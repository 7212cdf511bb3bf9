"""The documentation page is what is written from the ontology's file, and names every term of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph

from ontology.fields import KINDS
from ontology.files import ONTOLOGY
from ontology.page import meanings, page
from ontology.vocab import PROLOGUE, RG, shrink

PAGE = Path(__file__).parents[2] / "docs" / "ontology.md"


def test_the_page_is_the_one_that_is_written_from_the_file() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m ontology.page > docs/ontology.md"


def test_every_class_and_property_is_on_it() -> None:
    text, graph = PAGE.read_text("utf-8"), Graph().parse(ONTOLOGY)
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in graph.subjects(RDF.type, kind):
            if str(term).startswith(RG) and str(term) not in (RG + "Record", RG + "Framework"):
                assert f"`{shrink(str(term))}`" in text or f"### {shrink(str(term))}\n" in text, term


def test_meanings_are_of_terms_that_are_there_and_every_status_is_explained() -> None:
    text = PAGE.read_text("utf-8")
    for (cls, name), (often, _, _) in meanings().items():
        assert often in ("1", "?", "+", "*"), (cls, name)
        assert cls == "Record" or f"### rg:{cls}\n" in text, cls
        assert f"`rg:{name}`" in text or f"`oa:{name}`" in text, name
    for kind in KINDS.values():
        for field in (f for f in kind.fields if f.choices and f.name in ("status", "roles", "type", "role")):
            told = meanings()[kind.cls, field.property][1]
            assert field.name == "role" or all(f'"{value}"' in told for value in field.choices), (kind.name, field.name)


@pytest.mark.parametrize("query", re.findall(r"```sparql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))
def test_the_recipes_of_the_page_are_queries(query: str) -> None:
    Graph().query(PROLOGUE + query)
