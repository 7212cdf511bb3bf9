"""The triple store, and the only module that knows which one it is: an embedded Oxigraph, on disk or in memory.

The default graph of a query is the union of all graphs; every query may use the prefixes of `ontology.vocab`.
`NamedNode`, `Literal`, `Triple` and `Quad` are the store's own terms, handed on for those who build or read quads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, runtime_checkable

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.sparql import explain, refuse
from ontology.vocab import PREFIXES
from report.errors import InputError, LibraryError, LimitError

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["FORMATS", "STORES", "BlankNode", "Literal", "NamedNode", "OxigraphStore", "Quad", "Rows", "Store", "Term", "Triple",
           "Triples", "open_store", "parse_quads", "serialise_quads"]  # fmt: skip

TABLES = {"json": ox.QueryResultsFormat.JSON, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV,
          "xml": ox.QueryResultsFormat.XML}  # fmt: skip
GRAPHS = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD,
          "xml": ox.RdfFormat.RDF_XML}  # fmt: skip
DATASETS = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
FORMATS = tuple(dict.fromkeys([*TABLES, *GRAPHS]))
"""Formats that the result of a query can be written in: tables of SELECT and ASK, graphs of CONSTRUCT and DESCRIBE."""


class Term(NamedTuple):
    """One value of a result. `kind` is "uri", "literal" or "bnode"; `datatype` is an IRI, for literals only."""

    value: str
    kind: str = "literal"
    datatype: str | None = None
    lang: str | None = None

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Rows:
    """Result of a SELECT: one tuple for each row, None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def values(self) -> list[dict[str, str | None]]:
        """Rows as plain text by variable, for tables and comparisons."""
        return [{v: None if t is None else t.value for v, t in zip(self.variables, row, strict=True)} for row in self.rows]


@dataclass(frozen=True)
class Triples:
    """Result of a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def __len__(self) -> int:
        return len(self.triples)


T = TypeVar("T")
Result = Rows | Triples | bool
Open = Callable[[Path | str | None, bool], "Store"]


@runtime_checkable
class Store(Protocol):
    """Named graphs that can be replaced as a whole and queried as one."""

    def replace(self, graph: str, quads: Iterable[Quad]) -> None: ...
    def drop(self, graph: str) -> None: ...
    def query(self, sparql: str, *, timeout: float | None = None) -> Result: ...
    def serialise(self, sparql: str, format: str, *, timeout: float | None = None) -> bytes: ...
    def quads(self, s: str | None = None, p: str | None = None, o: NamedNode | Literal | None = None,
              g: str | None = None) -> Iterator[Quad]: ...  # fmt: skip
    def graphs(self) -> list[str]: ...
    def backup(self, folder: Path) -> None: ...
    def as_rdflib(self) -> Dataset: ...
    def close(self) -> None: ...
    def __len__(self) -> int: ...


class OxigraphStore:
    """A `Store` over Oxigraph. Calls after `close` raise LibraryError."""

    def __init__(self, store: ox.Store) -> None:
        self._store: ox.Store | None = store

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise LibraryError("the store is closed; open the library again")
        return self._store

    def __len__(self) -> int:
        return len(self._open)

    def __enter__(self) -> OxigraphStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def replace(self, graph: str, quads: Iterable[Quad]) -> None:
        """Make these the quads of the graph, in one transaction that writes only what differs.

        Raises ValueError when a quad belongs to another graph.
        """
        name = NamedNode(graph)
        new = set(quads)
        if any(quad.graph_name != name for quad in new):
            raise ValueError(f"a quad does not belong to the graph {graph}")
        old = set(self._open.quads_for_pattern(None, None, None, name))
        gone, come = old - new, new - old
        if not gone:
            self._open.extend(come)
        else:
            self._open.update(_data("DELETE", gone) + ";\n" + _data("INSERT", come))
        if not new:
            self._open.remove_graph(name)
        self._open.flush()  # or the next reader replays the log, which takes it ten times as long to open

    def drop(self, graph: str) -> None:
        """Remove a graph; nothing happens when there is none."""
        self._open.remove_graph(NamedNode(graph))
        self._open.flush()

    def query(self, sparql: str, *, timeout: float | None = None) -> Result:
        """Run SELECT, ASK, CONSTRUCT or DESCRIBE. `timeout` is in seconds.

        Raises InputError, in one line, for a syntax error, an update, or a query that would leave this machine;
        LimitError when time is up.
        """
        with _sound():
            return _within(timeout, lambda: read_result(self._run(sparql)))

    def serialise(self, sparql: str, format: str, *, timeout: float | None = None) -> bytes:
        """Run a query and write its result as UTF-8: W3C json, csv, tsv, xml for SELECT and ASK, RDF for the others."""
        with _sound():
            return _within(timeout, lambda: written(self._run(sparql), format))

    def quads(
        self, s: str | None = None, p: str | None = None, o: NamedNode | Literal | None = None, g: str | None = None
    ) -> Iterator[Quad]:
        """Quads that fit the pattern; None fits all."""
        return self._open.quads_for_pattern(_node(s), _node(p), o, _node(g))

    def graphs(self) -> list[str]:
        """Names of the graphs, sorted."""
        return sorted(graph.value for graph in self._open.named_graphs())

    def backup(self, folder: Path) -> None:
        """Make an independent copy in a new folder; on one file system it shares unchanged files (hard links)."""
        self._open.backup(str(folder))

    def as_rdflib(self) -> Dataset:
        """The same store as an rdflib Dataset whose default graph is the union."""
        from oxrdflib import OxigraphStore as Adapter
        from rdflib import Dataset

        return Dataset(store=Adapter(store=self._open), default_union=True)

    def close(self) -> None:
        """Let go of the files. Closing twice is fine."""
        self._store = None

    def _run(self, sparql: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        refuse(sparql)
        return _asked(self._open, sparql)


def check_syntax(sparql: str) -> None:
    """Raise InputError, with the place, for what is no query; for stores whose server would say it less well."""
    _asked(ox.Store(), sparql)


def _asked(store: ox.Store, sparql: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
    try:
        return store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise InputError(explain(sparql, str(error))) from error


def open_oxigraph(folder: Path | str | None, write: bool = False) -> Store:
    """Open a store: on disk, read-only unless `write`; in memory without a folder. Raises LibraryError."""
    if folder is None:
        return OxigraphStore(ox.Store())
    try:
        return OxigraphStore(ox.Store(str(folder)) if write else ox.Store.read_only(str(folder)))
    except (OSError, RuntimeError) as error:
        raise LibraryError(f"{folder}: cannot open the graph store: {_one_line(str(error))}") from error


@contextmanager
def _sound() -> Iterator[None]:
    """Oxigraph reports a damaged file where it meets it, as one of two errors."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise LibraryError(f"the graph store is damaged: {_one_line(str(error))}; build the library again") from error


def _remote(location: Path | str | None, write: bool = False) -> Store:
    from kg.remote import open_remote

    return open_remote(location, write)


STORES: dict[str, Open] = {"oxigraph": open_oxigraph, "sparql": _remote}


def open_store(folder: Path | str | None = None, write: bool = False, backend: str = "oxigraph") -> Store:
    """Open a store of a known kind: `oxigraph` in a folder, or empty in memory; `sparql` on a server, by its URL.

    Raises InputError for an unknown kind.
    """
    if backend not in STORES:
        raise InputError(f"no store {backend!r}; have {', '.join(STORES)}")
    return STORES[backend](folder, write)


def serialise_quads(quads: Iterable[Quad], format: str) -> bytes:
    """Write quads as trig, nquads (sorted lines) or jsonld, or their triples as turtle, ntriples or xml (RDF/XML)."""
    if format == "nquads":
        return "".join(sorted(f"{quad} .\n" for quad in quads)).encode()
    if format in DATASETS:
        return _rdf(quads, DATASETS[format])
    if format in GRAPHS:
        return _rdf((quad.triple for quad in quads), GRAPHS[format])
    raise InputError(f"no format {format!r}; have {', '.join(dict.fromkeys([*DATASETS, *GRAPHS]))}")


def parse_quads(data: bytes | str, format: str) -> Iterator[Quad]:
    """Quads of a document in one of the formats that `serialise_quads` writes. Raises SyntaxError."""
    return ox.parse(data, format=DATASETS.get(format) or GRAPHS[format])


def term(node: NamedNode | BlankNode | Literal | Triple) -> Term:
    """A result's term as plain text with its kind."""
    if isinstance(node, Literal):
        return Term(node.value, "literal", node.datatype.value, node.language)
    if isinstance(node, NamedNode):
        return Term(node.value, "uri")
    return Term(node.value if isinstance(node, BlankNode) else str(node), "bnode")


def read_result(result: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Result:
    """A result of Oxigraph's as plain values."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return Triples(tuple(result))
    names = tuple(variable.value for variable in result.variables)
    return Rows(names, tuple(tuple(None if node is None else term(node) for node in row) for row in result))


def written(result: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, format: str) -> bytes:
    """A result of Oxigraph's in one of `FORMATS`. Raises InputError for a table that is wanted as a graph, or the reverse."""
    if isinstance(result, ox.QueryTriples):
        if format not in GRAPHS:
            raise InputError(f"CONSTRUCT and DESCRIBE give a graph; use {', '.join(GRAPHS)}, not {format}")
        return _rdf(result, GRAPHS[format])
    if format not in TABLES:
        raise InputError(f"SELECT and ASK give a table; use {', '.join(TABLES)}, not {format}")
    if isinstance(result, ox.QueryBoolean) and format in ("csv", "tsv"):
        return b"true\n" if result else b"false\n"
    return _bytes(result.serialize(format=TABLES[format]))


def _within(timeout: float | None, work: Callable[[], T]) -> T:
    """Run work, at most so long. Oxigraph cannot be stopped, so late work is left behind on a thread that ends by itself."""
    if timeout is None:
        return work()
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout)
    if failed:
        raise failed[0]
    if not done:
        raise LimitError(f"the query took longer than {timeout:g} s; ask for less, or give it more time")
    return done[0]


def _data(verb: str, quads: Iterable[Quad]) -> str:
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
    return "\n".join(f"{verb} DATA {{ GRAPH {graph} {{\n" + "\n".join(sorted(lines)) + "\n} }" for graph, lines in by_graph.items())


def _node(iri: str | None) -> NamedNode | None:
    return None if iri is None else NamedNode(iri)


def _bytes(data: bytes | None) -> bytes:
    return data or b""


def _rdf(what: Iterable[Quad] | Iterable[Triple], format: ox.RdfFormat) -> bytes:
    """Written with the prefixes in use, sorted: Oxigraph gives them in an order that changes from run to run."""
    if format not in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return _bytes(ox.serialize(what, format=format))
    head, body = [], _bytes(ox.serialize(what, format=format, prefixes=PREFIXES))
    while body.startswith(b"@prefix "):
        line, _, body = body.partition(b"\n")
        head.append(line + b"\n")
    return b"".join(sorted(line for line in head if line.split()[1] in body)) + body


def _one_line(message: str) -> str:
    return " ".join(message.split())[:300]
