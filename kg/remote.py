"""A `Store` over any server that speaks the SPARQL 1.1 Protocol and the Graph Store Protocol.

The URL is that of the server or data set, with `/query`, `/update` and `/store` below it (as Oxigraph has them; `/data`, as Fuseki has it, is
tried too); other servers are named endpoint by endpoint: `query=URL,update=URL,data=URL`. Nothing is sent anywhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.sparql import refuse
from kg.store import Result, Store, check_syntax, read_result, written
from ontology.vocab import PROLOGUE
from report.errors import InputError, LibraryError, LimitError

if TYPE_CHECKING:
    from rdflib import Dataset

BATCH = 50_000
"""Triples that are sent at a time."""
STAGING = "#arriving"
"""Ends the name of the graph in which batches wait until all are there."""
_TABLE = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_open = build_opener(ProxyHandler({})).open  # no proxy: a query goes to the server that was named, or nowhere


@dataclass(frozen=True)
class Endpoints:
    """Where a server answers: queries, updates, and whole graphs (Graph Store Protocol)."""

    query: str
    update: str
    data: str

    @classmethod
    def of(cls, location: str) -> Endpoints:
        """From a URL, or `query=URL,update=URL,data=URL`. Raises InputError for anything else."""
        if named := dict(re.findall(r"(query|update|data)=([^,]+)", location)):
            if len(named) < 3:
                raise InputError(f"--store {location}: name all three, query=URL,update=URL,data=URL")
        else:
            base = location.rstrip("/")
            named = {"query": f"{base}/query", "update": f"{base}/update", "data": f"{base}/store"}
        if any(urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname for url in named.values()):
            raise InputError(f"--store {location}: not a URL of a SPARQL server; write http://HOST:PORT")
        return cls(**named)


class RemoteStore:
    """A `Store` on a server. Calls after `close` raise LibraryError, as do those that the server does not answer."""

    def __init__(self, location: str) -> None:
        self.location = location
        self._endpoints: Endpoints | None = Endpoints.of(location)

    @property
    def _at(self) -> Endpoints:
        if self._endpoints is None:
            raise LibraryError("the store is closed; open the library again")
        return self._endpoints

    def __len__(self) -> int:
        return self._count("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")

    def replace(self, graph: str, quads: Iterable[Quad]) -> None:
        """Make these the quads of the graph: in one request, or, when many, in batches beside it that are then moved there in one update.

        Raises ValueError when a quad belongs to another graph.
        """
        name = NamedNode(graph)
        new = set(quads)
        if any(quad.graph_name != name for quad in new):
            raise ValueError(f"a quad does not belong to the graph {graph}")
        if not new:
            self.drop(graph)
            return
        lines = sorted(f"{quad.triple} .\n" for quad in new)
        whole = len(lines) <= BATCH
        first, *rest = (lines[at : at + BATCH] for at in range(0, len(lines), BATCH))
        place = graph if whole else graph + STAGING
        self._put(place, first, "PUT")
        for batch in rest:
            self._put(place, batch, "POST")
        if not whole:
            self._update(f"MOVE <{place}> TO <{graph}>")

    def drop(self, graph: str) -> None:
        """Remove a graph; nothing happens when there is none."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def query(self, sparql: str, *, timeout: float | None = None) -> Result:
        """Run SELECT, ASK, CONSTRUCT or DESCRIBE. `timeout` is in seconds. Raises as the embedded store does."""
        return read_result(self._run(sparql, timeout))

    def serialise(self, sparql: str, format: str, *, timeout: float | None = None) -> bytes:
        """Run a query and write its result as the embedded store does."""
        return written(self._run(sparql, timeout), format)

    def quads(
        self, s: str | None = None, p: str | None = None, o: NamedNode | Literal | None = None, g: str | None = None
    ) -> Iterator[Quad]:
        """Quads that fit the pattern; None fits all."""
        terms = {"s": s and NamedNode(s), "p": p and NamedNode(p), "o": o}
        pattern = " ".join(str(term) if term else f"?{name}" for name, term in terms.items())
        for graph in [g] if g else self.graphs():
            where = f"GRAPH <{graph}> {{ {pattern} }}"
            with self._ask(f"CONSTRUCT {{ {pattern} }} WHERE {{ {where} }}", _TRIPLES, None, []) as answer:
                for triple in ox.parse(_file(answer), format=ox.RdfFormat.N_TRIPLES):
                    yield Quad(triple.subject, triple.predicate, triple.object, NamedNode(graph))

    def graphs(self) -> list[str]:
        """Names of the graphs, sorted. The empty pattern lists them without touching their triples."""
        with self._ask("SELECT DISTINCT ?g WHERE { GRAPH ?g {} }", _TABLE, None, []) as answer:
            rows = json.load(answer)["results"]["bindings"]
        return sorted(row["g"]["value"] for row in rows if not row["g"]["value"].endswith(STAGING))

    def backup(self, folder: Path) -> None:
        """A server keeps its own copies. Raises InputError."""
        raise InputError(f"{self.location}: a server's graph is backed up on the server")

    def as_rdflib(self) -> Dataset:
        """The server as an rdflib Dataset, for reading; its default graph is the union of the graphs that are there now."""
        from rdflib import Dataset
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        url = f"{self._at.query}?{urlencode(self._dataset())}"
        return Dataset(store=SPARQLStore(url, returnFormat="json", method="POST_FORM"), default_union=True)

    def close(self) -> None:
        """Use it no more. Closing twice is fine."""
        self._endpoints = None

    def _count(self, sparql: str) -> int:
        with self._ask(sparql, _TABLE, None, []) as answer:
            return int(json.load(answer)["results"]["bindings"][0]["n"]["value"])

    def _run(self, sparql: str, timeout: float | None) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """The default graph of a query is the union of all: the protocol takes it as a list of graphs."""
        refuse(sparql)
        check_syntax(sparql)
        with self._ask(PROLOGUE + sparql, f"{_TABLE}, {_TRIPLES}", timeout, self._dataset()) as answer:
            body, kind = answer.read(), answer.headers.get_content_type()
        if kind != _TABLE:
            return _triples(body)
        return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)

    def _dataset(self) -> list[tuple[str, str]]:
        graphs = self.graphs()
        return [(f"{role}-graph-uri", graph) for role in ("default", "named") for graph in graphs]

    def _ask(self, sparql: str, accept: str, timeout: float | None, dataset: list[tuple[str, str]]) -> HTTPResponse:
        form = urlencode([("query", sparql), *dataset]).encode()
        return self._send(self._at.query, form, "application/x-www-form-urlencoded", "POST", accept, timeout)

    def _update(self, sparql: str) -> None:
        self._send(self._at.update, urlencode({"update": sparql}).encode(), "application/x-www-form-urlencoded", "POST").close()

    def _put(self, graph: str, lines: Sequence[str], method: str) -> None:
        url = f"{self._data}?{urlencode({'graph': graph})}"
        self._send(url, "".join(lines).encode(), _TRIPLES, method).close()

    @cached_property
    def _data(self) -> str:
        """The endpoint for whole graphs: /store, or /data where the server says that it has no /store."""
        base, _, last = self._at.data.rpartition("/")
        if last != "store":
            return self._at.data
        try:
            self._send(f"{self._at.data}?default", None, "", "GET", _TRIPLES).close()
        except LibraryError as error:
            if "404" not in str(error) and "405" not in str(error):
                raise
            return f"{base}/data"
        return self._at.data

    def _send(
        self, url: str, body: bytes | None, kind: str, method: str, accept: str = "*/*", timeout: float | None = None
    ) -> HTTPResponse:
        headers = {"Accept": accept, "User-Agent": "reportgraph"} | ({"Content-Type": kind} if kind else {})
        with self._sound(timeout):
            answer = _open(Request(url, body, headers, method=method), timeout=timeout)
        assert isinstance(answer, HTTPResponse)
        return answer

    @contextmanager
    def _sound(self, timeout: float | None) -> Iterator[None]:
        """What a server may answer instead, in the words of this library."""
        try:
            yield
        except HTTPError as error:
            said = " ".join(error.read(600).decode("utf-8", "replace").split())
            if error.code == 400:
                raise InputError(f"SPARQL: the server does not take the query: {said[:300]}") from error
            raise LibraryError(f"{self.location}: the server answers {error.code} {error.reason}: {said[:200]}") from error
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise LimitError(f"the query took longer than {timeout:g} s; ask for less, or give it more time") from error
            raise LibraryError(f"{self.location}: no SPARQL server answers there: {reason}") from error


def open_remote(location: Path | str | None, write: bool = False) -> Store:
    """Open the store of a server; nothing is sent before it is asked. Raises InputError for what is no URL."""
    if location is None:
        raise InputError("a store on a server needs its URL: --store http://HOST:PORT")
    return RemoteStore(str(location))


def _triples(body: bytes) -> ox.QueryTriples:
    """The embedded store's own kind of result, for a graph that came as text."""
    store = ox.Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)
    return found


def _file(answer: HTTPResponse) -> IO[bytes]:
    return answer
