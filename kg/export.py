"""The graph in other formats: RDF, network files for drawing tools, and tables.

RDF and tables are byte-identical for the same graph. `EXPORTERS` holds one function for each format.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.dates import days
from kg.describe import description
from kg.jsonld import document
from kg.network import network
from kg.records import Record, records
from kg.store import Quad, Store, parse_quads, serialise_quads
from ontology.fields import KINDS, kind_named
from ontology.files import ONTOLOGY
from ontology.vocab import TIMES, report_iri
from report.errors import InputError

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Cell = str | int | float | bool | None
Exporter = Callable[[Store, Path, str | None], None]
FACTS = ("report", "kind", "id", "label", "confidence", "field", "value", "start", "end", "page", "section", "quote")
"""Columns of the one table of all facts: a row for each value of a field, with the first evidence of its record."""
LONGEST = 32_767
"""Characters that a spreadsheet cell can hold."""


def export(store: Store, format: str, output: Path, report: str | None = None) -> None:
    """Write the graph, or that of one report, to a file; csv and parquet also to a folder, csv also to a .zip.

    Raises InputError for an unknown format, a report that is not there, or a folder that does not exist.
    """
    if format not in EXPORTERS:
        raise InputError(f"no format {format!r}; have {', '.join(EXPORTERS)}")
    if report is not None and report_iri(report) not in store.graphs():
        raise InputError(f"no report {report!r} in the library")
    if not output.parent.is_dir():
        raise InputError(f"{output}: the folder {output.parent} does not exist")
    EXPORTERS[format](store, output, report)


def rdf(store: Store, format: str, report: str | None = None) -> bytes:
    """The graph as trig, turtle, nquads, jsonld, ntriples or xml, in a fixed order; as void, what it holds and how much."""
    if format == "void":
        return serialise_quads(description(store, report), "turtle")
    quads = _sorted(store.quads(g=report_iri(report) if report else None))
    return document(quads) if format == "jsonld" else serialise_quads(quads, format)


def ontology(format: str = "turtle") -> bytes:
    """The ontology as turtle (the file itself, with its comments), trig, nquads, jsonld, ntriples or xml."""
    data = ONTOLOGY.read_bytes()
    return data if format == "turtle" else serialise_quads(_sorted(parse_quads(data, "turtle")), format)


def columns(kind: str) -> list[str]:
    """Columns of the table of a kind: what every record has, the fields, and its first evidence."""
    names = [name for f in kind_named(kind).fields for name in ([f.name, f.name + "_id"] if f.type in ("name", "names") else [f.name])]
    days_ = ["period_start", "period_end"] if _dated(kind) else []
    return ["report", "id", "label", "aliases", "confidence", *names, *days_, "quote", "start", "end", "page", "section", "pieces"]


def _dated(kind: str) -> str | None:
    """The field of a kind whose first and last day get columns of their own."""
    return next((f.name for f in kind_named(kind).fields if f.name in TIMES), None)


def flat(record: Record) -> dict[str, Cell]:
    """A record as one row: lists joined by " | ", parts as JSON, the first evidence, and how many pieces there are."""
    first = record["evidence"][0] if record["evidence"] else {}
    whole = {**record, **{name: first.get(name) for name in ("quote", "start", "end", "page", "section")}}
    if dated := _dated(record["kind"]):
        whole["period_start"], whole["period_end"] = (days(record[dated]) if record[dated] else None) or (None, None)
    return {name: _cell(whole[name]) for name in columns(record["kind"]) if name != "pieces"} | {"pieces": len(record["evidence"])}


def write_csv(rows: Iterable[dict[str, Cell]], names: Sequence[str]) -> bytes:
    """Rows as CSV in UTF-8 with a head line; an unknown value is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def write_xlsx(tables: dict[str, tuple[Sequence[str], Sequence[dict[str, Cell]]]], output: Path) -> None:
    """Write a workbook with a sheet for each table, (columns, rows) by name. Text is never taken for a formula.

    Raises InputError when openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
    except ModuleNotFoundError as error:
        raise InputError("xlsx needs openpyxl; install reportgraph[xlsx]") from error
    book = Workbook(write_only=True)
    for name, (names, rows) in tables.items():
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        lines: list[list[Cell]] = [list(names), *([row.get(n) for n in names] for row in rows)]
        for number, line in enumerate(lines):
            cells = [WriteOnlyCell(sheet, value=None if isinstance(v, str) else v) for v in line]
            for cell, value in zip(cells, line, strict=True):
                if isinstance(value, str):
                    cell.value = _printable(value)
                    cell.data_type = "s"
                if number == 0:
                    cell.font = Font(bold=True)
            sheet.append(cells)
    book.save(output)


def _printable(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)[:LONGEST]


def _cell(value: Any) -> Cell:
    if isinstance(value, list) and not any(isinstance(item, dict) for item in value):
        return " | ".join("" if item is None else str(item) for item in value) or None
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False) if value else None
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _sorted(quads: Iterable[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))


def _rdf(format: str) -> Exporter:
    return lambda store, output, report: _write(output, rdf(store, format, report))


def _write(output: Path, data: bytes) -> None:
    if output.is_dir():
        raise InputError(f"{output}: is a folder; name a file")
    output.write_bytes(data)


def _tables(store: Store, report: str | None) -> Iterator[tuple[str, list[Record]]]:
    return ((kind, found) for kind in KINDS if (found := records(store, kind, report)))


def _facts(store: Store, report: str | None) -> Iterator[dict[str, Cell]]:
    for kind, found in _tables(store, report):
        for record in found:
            row = flat(record)
            for field in KINDS[kind].fields:
                values = record[field.name] if isinstance(record[field.name], list) else [record[field.name]]
                for value in values:
                    if value not in (None, {}):
                        yield {n: row.get(n) for n in FACTS} | {"kind": kind, "field": field.name, "value": _cell(value)}


def _csv(store: Store, output: Path, report: str | None) -> None:
    """A .csv file holds all facts in one table; a .zip file or a folder holds a table for each kind."""
    if output.suffix == ".csv" and not output.is_dir():
        _write(output, write_csv(_facts(store, report), FACTS))
        return
    files = {f"{kind}.csv": write_csv(map(flat, found), columns(kind)) for kind, found in _tables(store, report)}
    if output.suffix == ".zip":
        _write(output, _zip(files))
        return
    _folder(output)
    for name, data in files.items():
        (output / name).write_bytes(data)


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, so that the same graph gives the same bytes
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _folder(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise InputError(f"{output}: is a file; name a folder, or a file that ends in .csv or .zip")
    output.mkdir(exist_ok=True)


def _parquet(store: Store, output: Path, report: str | None) -> None:
    """A .parquet file holds all facts in one table; a folder holds a table for each kind, with lists, numbers and days as such."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise InputError("parquet needs pyarrow; install reportgraph[parquet]") from error
    if output.suffix == ".parquet" and not output.is_dir():
        rows = [{**row, "value": None if row["value"] is None else str(row["value"])} for row in _facts(store, report)]
        schema = pyarrow.schema([(name, getattr(pyarrow, COLUMNS.get(name, "string"))()) for name in FACTS])
        parquet.write_table(pyarrow.Table.from_pylist(rows, schema), output)
        return
    _folder(output)
    for kind, found in _tables(store, report):
        types = [(name, _type(pyarrow, kind, name)) for name in columns(kind)]
        table = pyarrow.Table.from_pylist([_typed(record) for record in found], pyarrow.schema(types))
        parquet.write_table(table, output / f"{kind}.parquet")


COLUMNS = {"confidence": "float64", "start": "int64", "end": "int64", "page": "int64", "pieces": "int64", "period_start": "date32",
           "period_end": "date32"}  # fmt: skip
"""Types of the columns that every kind has; the others are text."""


def _type(pyarrow: Any, kind: str, name: str) -> Any:
    """The type of a column, the same for every report, also where all of its values are unknown."""
    field = next((f for f in KINDS[kind].fields if name in (f.name, f.name + "_id")), None)
    if name == "aliases" or (field and field.type in ("texts", "names")):
        return pyarrow.list_(pyarrow.string())
    if field:
        return {"number": pyarrow.float64(), "integer": pyarrow.int64()}.get(field.type, pyarrow.string())
    return getattr(pyarrow, COLUMNS.get(name, "string"))()


def _typed(record: Record) -> dict[str, Any]:
    """A record as a row whose lists stay lists and whose days are dates."""
    row: dict[str, Any] = flat(record)
    lists = {f.name + end for f in KINDS[record["kind"]].fields if f.type in ("texts", "names") for end in ("", "_id")} | {"aliases"}
    row |= {name: record[name] for name in row if name in lists}
    return {name: date.fromisoformat(v) if v and COLUMNS.get(name) == "date32" else v for name, v in row.items()}


def _drawable(store: Store, report: str | None) -> MultiDiGraph[str]:
    """The network with plain attributes: each edge carries its first quote."""
    graph = network(store, report)
    for _, _, data in graph.edges(data=True):
        quotes = data.pop("evidence")
        data["quote"] = _printable(quotes[0]["quote"]) if quotes else ""
        data["quote_start"], data["quote_end"] = (quotes[0]["start"], quotes[0]["end"]) if quotes else (-1, -1)
    for _, data in graph.nodes(data=True):
        data["label"] = _printable(data["label"])
    return graph


def _graphml(store: Store, output: Path, report: str | None) -> None:
    from networkx import generate_graphml

    _write(output, ("\n".join(generate_graphml(_drawable(store, report))) + "\n").encode())


def _gexf(store: Store, output: Path, report: str | None) -> None:
    from networkx import generate_gexf

    text = "\n".join(generate_gexf(_drawable(store, report))) + "\n"
    _write(output, re.sub(r' lastmodifieddate="[^"]*"', "", text).encode())  # the same graph, the same bytes


EXPORTERS: dict[str, Exporter] = {
    **{format: _rdf(format) for format in ("trig", "turtle", "nquads", "jsonld", "ntriples", "void")},
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "parquet": _parquet,
}
