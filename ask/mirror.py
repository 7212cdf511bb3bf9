"""The graph of a library on a SPARQL server: brought there, and told apart from what is there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ask.library import Library
from kg.records import select
from kg.store import Store, open_store
from ontology.vocab import CONCEPTS, CORRECTIONS, report_iri


def mirror(folder: Path, server: str, changed: Iterable[str] = (), gone: Iterable[str] = ()) -> tuple[str, ...]:
    """Bring a library's graphs to a server, one by one, each shown when it is whole; returns the names of those sent.

    Sent are those of the reports that `changed`, those of corrections and concepts, and any that the server lacks or holds with another count
    of statements. Those of reports that are `gone` are dropped. Graphs of others on the server are left alone.
    Raises InputError for what is no URL, LibraryError when the server does not answer.
    """
    with Library.open(folder) as library:
        here, there = library.store, open_store(server, backend="sparql")
        for report in gone:
            there.drop(report_iri(report))
        wanted = sorted({report_iri(report) for report in changed} | {CORRECTIONS, CONCEPTS} | set(differing(here, there)))
        wanted = [graph for graph in wanted if graph in here.graphs()]
        for graph in wanted:
            there.replace(graph, here.quads(g=graph))
        if CORRECTIONS in there.graphs() and CORRECTIONS not in here.graphs():
            there.drop(CORRECTIONS)
    return tuple(wanted)


def differing(here: Store, there: Store) -> list[str]:
    """Names of the graphs of a library that a server lacks, or holds with another count of statements."""
    counts = _counts(there)
    return [graph for graph, count in sorted(_counts(here).items()) if counts.get(graph) != count]


def _counts(store: Store) -> dict[str, int]:
    rows = select(store, "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    return {row["g"]: row["n"] for row in rows}
