"""The triple store: replacing graphs, asking, refusing what would change or leave the machine, and the standard formats."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.store import STORES, Literal, NamedNode, Quad, Rows, Store, Triples, open_store, parse_quads, serialise_quads
from ontology.vocab import report_iri
from report.errors import InputError, LibraryError, LimitError

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
ROOT = Path(__file__).parents[2]
ONE, TWO = "https://example.org/one", "https://example.org/two"


def quad(n: int, graph: str = ONE, value: str | None = None) -> Quad:
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    return Quad(NamedNode(f"https://example.org/thing/{n}"), label, Literal(value or f"thing {n}"), NamedNode(graph))


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path, server: str) -> Iterator[Store]:
    """A new store of every kind that there is: in a folder, and on a real server."""
    opened = STORES[request.param](server if request.param == "sparql" else tmp_path / "store", True)
    for graph in opened.graphs():
        opened.drop(graph)
    yield opened
    opened.close()


@pytest.fixture(params=sorted(STORES))
def world_store(request: pytest.FixtureRequest, world: Any, server: str) -> Iterator[Store]:
    """The small world in a store of every kind: what is asked of one is asked of all."""
    opened = STORES[request.param](server if request.param == "sparql" else None, True)
    for graph in opened.graphs():
        opened.drop(graph)
    opened.replace(report_iri("kestrel-2023"), world.quads)
    yield opened
    opened.close()


def texts(store: Store, graph: str | None = None) -> set[str]:
    return {q.object.value for q in store.quads(g=graph) if isinstance(q.object, Literal)}


def test_replace_swaps_one_graph_and_leaves_the_others(store: Store) -> None:
    store.replace(ONE, [quad(1), quad(2)])
    store.replace(TWO, [quad(3, TWO)])
    store.replace(ONE, [quad(2), quad(4)])
    assert texts(store, ONE) == {"thing 2", "thing 4"} and texts(store, TWO) == {"thing 3"}
    assert store.graphs() == [ONE, TWO] and len(store) == 3


def test_replace_with_nothing_removes_the_graph(store: Store) -> None:
    store.replace(ONE, [quad(1)])
    store.replace(ONE, [])
    assert store.graphs() == [] and len(store) == 0


def test_drop_removes_a_graph_and_bears_an_unknown_one(store: Store) -> None:
    store.replace(ONE, [quad(1)])
    store.drop(ONE)
    store.drop("https://example.org/nowhere")
    assert store.graphs() == []


def test_a_quad_of_another_graph_is_refused_and_nothing_changes(store: Store) -> None:
    store.replace(ONE, [quad(1)])
    with pytest.raises(ValueError, match="does not belong to the graph"):
        store.replace(ONE, [quad(2), quad(3, TWO)])
    assert texts(store) == {"thing 1"}


def test_odd_characters_survive_a_replacement(store: Store) -> None:
    odd = 'a "quote", a \\ backslash,\na line, a\ttab, 中文, é, \u2028, { } ; . #'
    store.replace(ONE, [quad(1, value="before"), quad(2)])
    store.replace(ONE, [quad(1, value=odd), quad(2)])
    assert odd in texts(store)


def test_a_reader_sees_either_the_old_or_the_new_graph(store: Store) -> None:
    sets = [[quad(n, value=f"{name} {n}") for n in range(200)] for name in ("old", "new")]
    store.replace(ONE, sets[0])
    seen: list[set[str]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            rows = store.query("SELECT ?label WHERE { ?s rdfs:label ?label }")
            seen.append({str(row["label"]).split()[0] for row in rows.values()} if isinstance(rows, Rows) else set())

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(6):
        store.replace(ONE, sets[(turn + 1) % 2])
    stop.set()
    reader.join()
    assert seen and all(len(names) == 1 for names in seen)


def test_what_was_written_is_there_when_opened_again_read_only(tmp_path: Path) -> None:
    writer = open_store(tmp_path / "store", write=True)
    writer.replace(ONE, [quad(1)])
    writer.close()
    reader = open_store(tmp_path / "store")
    assert texts(reader) == {"thing 1"}
    with pytest.raises(RuntimeError, match="read-write"):
        reader.replace(ONE, [])


def test_a_server_is_backed_up_on_the_server(server: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="backed up on the server"):
        open_store(server, backend="sparql").backup(tmp_path / "copy")


def test_a_backup_stands_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store", write=True)
    store.replace(ONE, [quad(1)])
    store.backup(tmp_path / "copy")
    store.replace(ONE, [quad(2)])
    store.close()
    assert texts(open_store(tmp_path / "copy")) == {"thing 1"}


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage"])
def test_a_store_that_cannot_be_opened_is_named(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "store"
    if damage != "missing":
        folder.mkdir()
    if damage == "garbage":
        (folder / "CURRENT").write_text("nonsense\n")
    with pytest.raises(LibraryError, match="store: cannot open the graph store"):
        open_store(folder)


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(LibraryError, match="closed"):
        len(store)


def test_an_unknown_kind_of_store_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="no store 'papyrus'; have oxigraph, sparql"):
        open_store(backend="papyrus")


def test_queries_see_all_graphs_as_one_and_know_the_prefixes(store: Store) -> None:
    store.replace(ONE, [quad(1)])
    store.replace(TWO, [quad(2, TWO)])
    rows = store.query("SELECT ?l WHERE { ?s rdfs:label ?l } ORDER BY ?l")
    assert isinstance(rows, Rows) and rows.values() == [{"l": "thing 1"}, {"l": "thing 2"}]
    assert store.query(f"ASK {{ GRAPH <{TWO}> {{ ?s rdfs:label 'thing 2' }} }}") is True
    assert store.query("ASK { ?s rdfs:label 'thing 9' }") is False


def test_rows_carry_typed_terms(world_store: Store) -> None:
    query = "SELECT ?o ?v ?p ?lang ?none WHERE { ?o rg:value ?v ; rg:period ?p ; rg:unitIri ?u BIND('Glas'@de AS ?lang) }"
    rows = world_store.query(query)
    assert isinstance(rows, Rows) and rows.variables == ("o", "v", "p", "lang", "none") and len(rows) == 1
    thing, value, period, lang, none = rows.rows[0]
    assert thing and value and period and lang and none is None
    assert thing.kind == "uri" and thing.datatype is None
    assert (value.value, value.datatype) == ("1204.5", "http://www.w3.org/2001/XMLSchema#decimal")
    assert period.datatype == "http://www.w3.org/2001/XMLSchema#gYear"
    assert (lang.value, lang.lang) == ("Glas", "de")


def test_construct_and_describe_give_triples(world_store: Store) -> None:
    made = world_store.query("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a rg:Risk ; rdfs:label ?l }")
    assert isinstance(made, Triples) and len(made) == 1
    described = world_store.query("DESCRIBE ?s WHERE { ?s a rg:Risk }")
    assert isinstance(described, Triples) and len(described) > 5


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * WHERE { ?s ?p ?o", "near the end: 'SELECT"),
        ("SELECT ?s\nWHERE { ?s foo:bar 1 }", "line 2, column .*unknown prefix .known: rg, rdf"),
        ("SELECT ?s WHER { ?s ?p ?o } LIMIT 1", "line 1, column 16: not expected here: '{ .s"),
        ("", "near the end: ''"),
    ],
)
def test_a_syntax_error_is_one_line_with_its_place(world_store: Store, query: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        world_store.query(query)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "prefix a: <http://x/#> # a comment\n delete where { ?s ?p ?o }",
        "BASE <http://x/> CLEAR ALL",
        "WITH <http://x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "drop graph <http://x>",
        "LOAD <file:///etc/passwd>",
    ],
)
def test_updates_are_refused(world_store: Store, query: str) -> None:
    with pytest.raises(InputError, match="read-only here; use SELECT"):
        world_store.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "SELECT * { # hidden\rSERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }",
        "SELECT * { ?s rdfs:label '''it's''' . SERVICE ?g { ?s ?p ?o } }",
        "ASK { { SELECT * { ?a ?b 'x' SERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } } } }",
    ],
)
def test_queries_do_not_leave_the_machine(world_store: Store, query: str) -> None:
    with pytest.raises(InputError, match="do not leave this machine"):
        world_store.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service WHERE { ?service rdfs:label 'insert a SERVICE' } # delete it",
        "PREFIX service: <http://x/SERVICE#> ASK { ?s service:drop ?o }",
        'ASK { <http://x/insert> rdfs:label "WITH SERVICE" }',
    ],
)
def test_words_that_only_look_like_it_are_fine(world_store: Store, query: str) -> None:
    world_store.query(query)


def test_a_query_that_takes_too_long_is_given_up(two_worlds: Store) -> None:
    started = time.monotonic()
    with pytest.raises(LimitError, match="took longer than"):
        two_worlds.query("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(STR(?c)) > STRLEN(STR(?f))) }", timeout=0.2)
    assert time.monotonic() - started < 2
    assert two_worlds.query("ASK { ?s ?p ?o }", timeout=5) is True


def test_errors_come_through_a_time_limit(world_store: Store) -> None:
    with pytest.raises(InputError, match="SPARQL update"):
        world_store.query("CLEAR ALL", timeout=5)


TABLE = "SELECT ?label ?value WHERE { ?s rg:value ?value ; rdfs:label ?label } ORDER BY DESC(?value) LIMIT 1"
READERS: dict[str, Callable[[bytes], Any]] = {
    "json": lambda data: [{k: v["value"] for k, v in row.items()} for row in json.loads(data)["results"]["bindings"]],
    "csv": lambda data: list(csv.DictReader(io.StringIO(data.decode()))),
    "tsv": lambda data: [{"label": line.split('"')[1], "value": line.split('"')[3]} for line in data.decode().splitlines()[1:]],
    "xml": lambda data: [{b.attrib["name"]: "".join(b.itertext()) for b in row} for row in ET.fromstring(data)[1]],
}  # fmt: skip


@pytest.mark.parametrize("format", READERS)
def test_tables_in_the_standard_formats(world_store: Store, format: str) -> None:
    assert READERS[format](world_store.serialise(TABLE, format)) == [{"label": "Scope 1 emissions 2022", "value": "1250"}]


@pytest.mark.parametrize("format", ["turtle", "ntriples", "jsonld", "xml"])
def test_graphs_in_the_standard_formats(world_store: Store, format: str) -> None:
    from rdflib import Graph

    data = world_store.serialise("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a rg:Award ; rdfs:label ?l }", format)
    name = {"jsonld": "json-ld", "ntriples": "nt"}.get(format, format)
    assert [str(o) for o in Graph().parse(data=data, format=name).objects()] == ["Clear Glass Prize"]


def test_ask_in_the_standard_formats(world_store: Store) -> None:
    assert json.loads(world_store.serialise("ASK { ?s a rg:Award }", "json")) == {"head": {}, "boolean": True}
    assert world_store.serialise("ASK { ?s a rg:Nothing }", "csv") == b"false\n"


@pytest.mark.parametrize(
    ("query", "format", "words"),
    [(TABLE, "turtle", "SELECT and ASK give a table; use json, csv, tsv, xml"), ("DESCRIBE <a:b>", "csv", "give a graph; use turtle")],
)
def test_a_format_that_does_not_fit_is_refused(world_store: Store, query: str, format: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        world_store.serialise(query, format)


@pytest.mark.parametrize("format", ["trig", "nquads"])
def test_datasets_go_out_and_come_back(world: Any, format: str) -> None:
    data = serialise_quads(world.quads, format)
    assert set(parse_quads(data, format)) == set(world.quads)
    assert serialise_quads(reversed(world.quads), "nquads") == serialise_quads(world.quads, "nquads")


def test_an_unknown_format_is_refused_with_the_known_ones(world: Any) -> None:
    with pytest.raises(InputError, match="no format 'word'; have trig, nquads, jsonld, turtle"):
        serialise_quads(world.quads, "word")


def test_rdflib_sees_the_same_graphs(world_store: Store) -> None:
    data = world_store.as_rdflib()
    rows = list(data.query("PREFIX rg: <https://w3id.org/reportgraph/ontology#> SELECT ?s WHERE { ?s a rg:Subsidiary }"))
    assert len(rows) == 2


def test_asking_does_not_load_rdflib() -> None:
    code = "import sys, kg.store, kg.records, kg.graph; kg.store.open_store().query('ASK {}'); "
    code += "print('rdflib' in sys.modules, 'networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


# ---------------------------------------------------------------------------------------------------------------- a server
@pytest.mark.parametrize("url", ["papyrus", "ftp://host/x", "http://", "query=http://a/q", "query=x,update=y,data=z"])
def test_what_is_no_url_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="--store"):
        open_store(url, backend="sparql")


def test_a_server_that_does_not_answer_is_named() -> None:
    store = open_store("http://127.0.0.1:9", backend="sparql")
    with pytest.raises(LibraryError, match=r"http://127\.0\.0\.1:9: no SPARQL server answers there: .*refused"):
        store.query("ASK {}")


def test_endpoints_can_be_named_one_by_one(server: str) -> None:
    store = open_store(f"query={server}/query,update={server}/update,data={server}/store", backend="sparql")
    store.replace(TWO, [quad(5, TWO)])
    assert texts(store, TWO) == {"thing 5"}
    store.drop(TWO)


def test_a_large_graph_goes_in_batches_and_shows_at_once(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.remote.BATCH", 100)
    store = open_store(server, backend="sparql")
    store.replace(ONE, [quad(n) for n in range(1050)])
    assert store.graphs().count(ONE) == 1 and sum(1 for _ in store.quads(g=ONE)) == 1050
    store.replace(ONE, [quad(n) for n in range(3)])
    assert sum(1 for _ in store.quads(g=ONE)) == 3
    store.drop(ONE)
