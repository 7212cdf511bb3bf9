"""Text search inside SPARQL: what is found joins with the graph, in any place of a query, and what cannot be read is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ask.library import Library
from kg.store import Rows
from report.errors import InputError

JENA = "PREFIX text: <http://jena.apache.org/text#> "


@pytest.fixture(scope="module")
def library(sample_library: Path) -> Iterator[Library]:
    with Library.open(sample_library) as opened:
        yield opened


def rows(library: Library, query: str) -> list[dict[str, str | None]]:
    result = library.sparql(query)
    assert isinstance(result, Rows)
    return result.values()


def test_records_with_score_and_passage(library: Library) -> None:
    found = rows(library, JENA + 'SELECT * WHERE { (?s ?score ?literal) text:query ("solar park" 5) . ?s rdfs:label ?label }')
    assert 1 <= len(found) <= 5
    assert any("solar" in str(row["literal"]).casefold() for row in found)
    assert all(0 < float(row["score"] or 0) <= 1 for row in found)


def test_meaning_and_structure_in_one_query(library: Library) -> None:
    query = 'SELECT ?label { (?p ?score) rgs:similar ("electricity made from sunlight" 40) . ?p a rg:Project ; rdfs:label ?label } ORDER BY DESC(?score)'
    assert "solar" in str(rows(library, query)[0]["label"]).casefold()


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?p { ?p text:query "solar park" ; a rg:Project . }',
        'SELECT ?p { ?p a rg:Project ; text:query ("solar park" 40) }',
        'SELECT ?p { ?p a rg:Project ; text:query ("solar park" 40) ; rdfs:label ?l . }',
        'SELECT ?p { ?p a rg:Project ; text:query ("solar park" 40) ; . }',
        "SELECT ?p { ?p a rg:Project . OPTIONAL { ?p rg:status ?x } (?p) text:query ('''solar park''' 40) . ?p rdfs:label ?l }",
        'SELECT ?p { GRAPH ?g { (?p ?s ?t) <http://jena.apache.org/text#query> ("solar park" 40) . ?p a rg:Project } }',
        'PREFIX q: <http://jena.apache.org/text#> SELECT ?p { (?p) q:query ("solar park" 40) . ?p a rg:Project } # text:query',
        'SELECT ?p { ?p a rg:Project . { ?p rgs:search ("solar park" 40) } UNION { ?p text:query "roof" } }',
    ],
)
def test_in_any_place_of_a_query(library: Library, query: str) -> None:
    found = rows(library, query)
    assert found
    assert all("/project/" in str(row["p"]) for row in found)


def test_a_query_that_only_speaks_of_it_is_left_as_it_is(library: Library) -> None:
    assert rows(library, "SELECT ('text:query' AS ?x) { }") == [{"x": "text:query"}]


def test_words_that_are_nowhere_find_nothing(library: Library) -> None:
    assert rows(library, 'SELECT ?s { ?s text:query "zzyzx" }') == []


def test_written_formats_search_too(library: Library) -> None:
    assert b"/project/" in library.serialise('SELECT ?p { ?p text:query "solar park" ; a rg:Project }', "csv")
    assert library.sparql('ASK { ?p text:query "solar park" ; a rg:Project }') is True


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("<http://a/b> text:query 'x'", "at its left stands"),
        ("(?a ?b ?c ?d) text:query 'x'", "at its left stands"),
        ("?s text:query ?x", "at its right stand words"),
        ("?s text:query (rdfs:label 'x')", "at its right stand words"),
        ("?s text:query ('x' 0)", "at its right stand words"),
        ("?s text:query ('  ' 3)", "the words are empty"),
        ("?s text:query", "at its right stand words"),
    ],
)
def test_what_cannot_be_read_is_refused(library: Library, pattern: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        library.sparql(f"SELECT * WHERE {{ {pattern} }}")


def test_text_of_a_passage_cannot_break_out_of_the_query(library: Library) -> None:
    found = rows(library, 'SELECT ?t { (?s ?score ?t) rgs:search ("award title honoured" 50) }')
    assert any('"' in str(row["t"]) or "“" in str(row["t"]) for row in found)


def test_hits_narrowed_to_an_organization_a_kind_and_a_year(library: Library) -> None:
    name = library.records("subsidiaries")[0]["label"]
    for hit in library.search("report year", 20, entity=name.upper()):
        assert name in [e["label"] for e in hit["entities"]]
    backed = [(e["start"], e["end"]) for r in library.records("awards") for e in r["evidence"]]
    hits = library.search("prize", 20, kind="awards")
    assert hits
    assert all(any(a < e["end"] and e["start"] < b for e in h["evidence"] for a, b in backed) for h in hits)
    assert all("2023" in h["text"] + str(h["path"]) for h in library.search("energy", 10, year=2023, kind="row"))
    with pytest.raises(InputError, match="no organization of that name"):
        library.search("x", entity="no such house")
    with pytest.raises(InputError, match="give passage, row, or a kind of record"):
        library.search("x", kind="poems")


def test_what_a_hit_tells(library: Library) -> None:
    hit = library.search("solar park", 1, explain=True)[0]
    assert hit["score"] == pytest.approx(sum(hit["explain"].values()), abs=1e-3)
    assert {hit["text"][m["start"] : m["end"]].casefold() for m in hit["highlights"]} & {"solar", "solar park"}
    assert "explain" not in library.search("solar park", 1)[0]
    for piece in hit["evidence"]:
        assert library.text(piece["report"])[piece["start"] : piece["end"]] == piece["quote"]
