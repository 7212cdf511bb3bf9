"""The graph in other formats: readable by the tools they are for, complete, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import openpyxl
import pytest
from rdflib import Dataset, Graph, Namespace, URIRef

from kg.describe import description
from kg.export import EXPORTERS, FACTS, columns, export, flat, ontology, rdf, write_csv, write_xlsx
from kg.graph import quads_of
from kg.jsonld import context, context_file
from kg.records import records
from kg.store import Store, open_store, parse_quads, serialise_quads
from ontology.fields import KINDS
from ontology.files import CONTEXT
from ontology.vocab import BASE, PREFIXES, report_iri
from report.errors import InputError

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
NAMES = {"trig": "a.trig", "turtle": "a.ttl", "nquads": "a.nq", "jsonld": "a.jsonld", "ntriples": "a.nt", "graphml": "a.graphml",
         "gexf": "a.gexf", "csv": "a.csv"}  # fmt: skip


@pytest.mark.parametrize("format", sorted(NAMES))
def test_the_same_graph_gives_the_same_bytes(two_worlds: Store, tmp_path: Path, format: str) -> None:
    copy = open_store(tmp_path / "store", write=True)
    for graph in reversed(two_worlds.graphs()):
        copy.replace(graph, two_worlds.quads(g=graph))
    outputs = [tmp_path / "one", tmp_path / "two"]
    for store, folder in zip((two_worlds, copy), outputs, strict=True):
        folder.mkdir()
        export(store, format, folder / NAMES[format])
    one, two = ((folder / NAMES[format]).read_bytes() for folder in outputs)
    assert one == two != b""


@pytest.mark.parametrize(("format", "name"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_datasets_hold_every_quad(world: Any, world_store: Store, format: str, name: str) -> None:
    data = Dataset()
    data.parse(data=rdf(world_store, format), format=name)
    assert len(data) == len(world.quads)


@pytest.mark.parametrize(("format", "name"), [("csv", "a.csv"), ("csv", "tables"), ("parquet", "a.parquet"), ("parquet", "tables")])
def test_records_without_a_date_or_a_capacity_go_out_too(world: Any, tmp_path: Path, format: str, name: str) -> None:
    """Most reports have figures without a period and projects without a size; the sample world happens to have none."""
    bare = [replace(f, fields={k: v for k, v in f.fields.items() if k not in ("period", "date", "due", "capacity")}) for f in world.facts]
    store = open_store()
    store.replace(report_iri(world.report.id), quads_of(world.report, bare, world.names))
    export(store, format, tmp_path / name)
    (record,) = records(store, "projects")
    assert record["capacity"] == [] and flat(records(store, "observations")[0])["period_start"] is None


@pytest.mark.parametrize(("format", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("xml", "xml")])
def test_graphs_hold_every_triple(world: Any, world_store: Store, format: str, name: str) -> None:
    assert len(Graph().parse(data=rdf(world_store, format), format=name)) == len(world.quads)


def test_nquads_are_sorted_lines(world_store: Store) -> None:
    lines = rdf(world_store, "nquads").decode().splitlines()
    assert lines == sorted(lines) and all(line.endswith("<https://w3id.org/reportgraph/id/kestrel-2023> .") for line in lines)


def test_one_report_alone(two_worlds: Store) -> None:
    assert b"kestrel-2023" not in rdf(two_worlds, "nquads", "kestrel-2024")


@pytest.mark.parametrize(("format", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networks_open_in_drawing_tools(world: Any, world_store: Store, tmp_path: Path, format: str, read: Any) -> None:
    export(world_store, format, tmp_path / "net")
    graph = read(tmp_path / "net")
    assert len(graph) == len(world.facts)
    edges = [data for _, _, data in graph.edges(data=True) if data["relation"] == "operates"]
    assert len(edges) == 3 and all(world.report.text[e["quote_start"] : e["quote_end"]] == e["quote"] for e in edges)
    assert {data["label"] for _, data in graph.nodes(data=True)} >= {"Kestrel Glass Plc", "Floods"}


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_attributes_are_typed_for_gephi_and_yed(two_worlds: Store, tmp_path: Path, format: str) -> None:
    export(two_worlds, format, tmp_path / "net")
    root = ElementTree.parse(tmp_path / "net").getroot()
    if format == "graphml":
        assert root.tag == "{http://graphml.graphdrawing.org/xmlns}graphml"
        keys = {(k.get("for"), k.get("attr.name")): k.get("attr.type") for k in root.iter("{http://graphml.graphdrawing.org/xmlns}key")}
        assert keys[("node", "label")] == "string" and keys[("node", "centrality")] == "double" and keys[("edge", "weight")] == "long"
        assert set(keys.values()) <= {"boolean", "int", "long", "float", "double", "string"}
    else:
        assert root.tag.endswith("}gexf")
        kinds = {a.get("title"): a.get("type") for a in root.iter() if a.tag.endswith("}attribute")}
        assert kinds["relation"] == "string" and kinds["degree"] in ("integer", "long") and kinds["centrality"] in ("double", "float")
        assert all(float(e.get("weight", "0")) >= 1 for e in root.iter() if e.tag.endswith("}edge"))


def test_json_ld_reads_like_json_and_loses_nothing(two_worlds: Store) -> None:
    data = rdf(two_worlds, "jsonld")
    assert set(parse_quads(data, "jsonld")) == set(two_worlds.quads())
    whole = json.loads(data)
    award = next(n for n in whole["@graph"][0]["@graph"] if "Award" in n.get("@type", []))
    assert award["label"] == "Clear Glass Prize" and award["recipientsName"] == ["Dunlin Bottle Works Ltd.", "Kestrel Glass Plc"]
    assert award["evidence"][0]["quote"] == "the Clear Glass Prize" and award["periodStart"] == "2023-03-01"
    assert whole["@context"] == context()


def test_the_context_file_is_the_one_that_is_made_from_the_ontology() -> None:
    assert CONTEXT.read_text("utf-8") == context_file(), "run: python -m kg.jsonld > ontology/context.jsonld"


def test_what_a_library_holds_is_counted_for_catalogues(two_worlds: Store, tmp_path: Path) -> None:
    export(two_worlds, "void", tmp_path / "a.ttl")
    graph = Graph().parse(tmp_path / "a.ttl")
    (count,) = graph.objects(URIRef(BASE + "library"), URIRef(PREFIXES["void"] + "triples"))
    assert str(count) == str(len({quad.triple for quad in two_worlds.quads()}))
    service = "http://localhost:8000/sparql"
    served = Graph().parse(data=serialise_quads(description(two_worlds, endpoint=service), "turtle"), format="turtle")
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert sorted(str(o) for o in served.objects(None, sd.name)) == two_worlds.graphs()
    assert (URIRef(service), sd.endpoint, URIRef(service)) in served and (None, None, URIRef(service)) in served


def test_tables_have_days_to_sort_by(world_store: Store) -> None:
    rows = [flat(record) for record in records(world_store, "observations")]
    assert {(row["period"], row["period_start"], row["period_end"]) for row in rows} >= {("2022", "2022-01-01", "2022-12-31")}
    assert "period_start" not in columns("laws")


def test_a_csv_file_holds_every_value_of_every_fact(world: Any, world_store: Store, tmp_path: Path) -> None:
    export(world_store, "csv", tmp_path / "facts.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "facts.csv").read_text("utf-8"))))
    assert tuple(rows[0]) == FACTS and {row["kind"] for row in rows} == set(KINDS)
    assert {row["value"] for row in rows if row["field"] == "recipients"} == {"Kestrel Glass Plc", "Dunlin Bottle Works Ltd."}
    assert all(world.report.text[int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)


@pytest.mark.parametrize("name", ["tables", "tables.zip"])
def test_a_folder_or_zip_holds_a_table_for_each_kind(world_store: Store, tmp_path: Path, name: str) -> None:
    export(world_store, "csv", tmp_path / name)
    if name.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            archive.extractall(tmp_path / "out")
    folder = tmp_path / ("out" if name.endswith(".zip") else name)
    assert {path.stem for path in folder.iterdir()} == set(KINDS)
    (project,) = csv.DictReader(io.StringIO((folder / "projects.csv").read_text("utf-8")))
    assert project["operators"] == "Dunlin Bottle Works Ltd. | Plover Cullet Ltd."
    assert json.loads(project["capacity"])[0] == {"value": 4.2, "unit": "MWp", "what": "peak power"}
    assert project["pieces"] == "1" and project["section"] == "Energy"


def test_rows_have_the_columns_of_their_kind(world_store: Store) -> None:
    for kind in KINDS:
        assert all(list(flat(record)) == columns(kind) for record in records(world_store, kind))
    assert write_csv([], ["a", "b"]) == b"a,b\n"


def test_a_workbook_never_turns_text_into_a_formula(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"label": "=1+1", "value": 2.5}, {"label": "a\x01b", "value": None}, {"label": "+44", "value": 3}]
    write_xlsx({"observations": (["label", "value"], rows)}, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["observations"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["label", "value"], ["=1+1", 2.5], ["ab", None], ["+44", 3]]
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize(
    ("format", "output", "report", "words"),
    [
        ("docx", "a", None, "no format 'docx'; have trig, turtle, nquads"),
        ("trig", "no/such/folder.trig", None, "the folder .*no/such does not exist"),
        ("trig", "a.trig", "nobody-1999", "no report 'nobody-1999' in the library"),
        ("trig", ".", None, "is a folder; name a file"),
        ("csv", "taken.txt", None, "taken.txt: is a file; name a folder"),
    ],
)
def test_what_cannot_be_written_is_said(
    world_store: Store, tmp_path: Path, format: str, output: str, report: str | None, words: str
) -> None:
    (tmp_path / "taken.txt").write_text("mine")
    with pytest.raises(InputError, match=words):
        export(world_store, format, tmp_path / output, report)
    assert (tmp_path / "taken.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("package", "words"), [("pyarrow", r"parquet needs pyarrow; install reportgraph\[parquet\]"), ("openpyxl", "xlsx needs openpyxl")]
)
def test_a_missing_package_is_named(world_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, words: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=words):
        if package == "pyarrow":
            export(world_store, "parquet", tmp_path / "a.parquet")
        else:
            write_xlsx({"awards": (["label"], [])}, tmp_path / "a.xlsx")


@pytest.mark.parametrize("name", ["facts.parquet", "tables"])
def test_parquet(world: Any, world_store: Store, tmp_path: Path, name: str) -> None:
    from pyarrow import parquet

    export(world_store, "parquet", tmp_path / name)
    if name == "tables":
        assert {path.stem for path in (tmp_path / name).iterdir()} == set(KINDS)
        (award,) = parquet.read_table(tmp_path / name / "awards.parquet").to_pylist()
        assert award["change"] == 2 and award["period_start"] == date(2023, 3, 1)
        assert award["recipients"] == ["Dunlin Bottle Works Ltd.", "Kestrel Glass Plc"]
        for kind in KINDS:
            types = {str(t) for t in parquet.read_schema(tmp_path / name / f"{kind}.parquet").types}
            assert types <= {"string", "double", "int64", "date32[day]", "list<element: string>", "list<item: string>"}, kind
    else:
        assert set(parquet.read_table(tmp_path / name).column_names) == set(FACTS)


@pytest.mark.parametrize(("format", "name"), [("turtle", "turtle"), ("nquads", "nquads"), ("jsonld", "json-ld"), ("xml", "xml")])
def test_the_ontology_goes_out_in_the_usual_formats(format: str, name: str) -> None:
    data: Graph = Dataset() if format == "nquads" else Graph()
    assert len(data.parse(data=ontology(format), format=name)) == len(Graph().parse(data=ontology(), format="turtle"))


def test_every_format_of_the_contract_is_there() -> None:
    assert {"trig", "turtle", "nquads", "jsonld", "graphml", "gexf", "csv", "parquet"} <= set(EXPORTERS)
