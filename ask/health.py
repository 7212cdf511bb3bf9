"""What is wrong with a library, and what to do about it: for `kg doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ask.building import software
from ask.generations import Generation, Problem, altered, current, leftovers
from ask.library import Library
from ask.mirror import differing
from kg.check import faults
from kg.corrections import corrections_in
from kg.store import Rows, open_store
from ontology.vocab import CONCEPTS, CORRECTIONS, report_iri
from report.errors import LibraryError

REBUILD = "restore the library from a copy, or move it away and build it again"


def check(folder: Path, server: str | None = None) -> list[Problem]:
    """Everything wrong with a library, and with its graph on a server; reads all of it. Those marked `note` do no harm. Empty when it is sound."""
    try:
        generation = current(folder)
    except LibraryError as error:
        what, _, advice = str(error).rpartition("; ")
        return [Problem(what, advice) if what else Problem(advice, "give the folder of a library with --library, or build one there")]
    with generation, Library.open(folder) as library:
        found = [Problem(f"{name}: the bytes are not those that were written", REBUILD) for name in altered(generation)]
        return found or [*_graph(library), *_quotes(library), *_shapes(library), *_leftovers(folder, generation),
                         *_software(library), *_waiting(library), *_server(library, server)]  # fmt: skip


def _graph(library: Library) -> Iterator[Problem]:
    """Reports and graphs must match one to one."""
    reports = {report_iri(meta.id): meta.id for meta in library.reports()}
    graphs = set(library.store.graphs()) - {CORRECTIONS, CONCEPTS}
    for iri in sorted(set(reports) - graphs):
        yield Problem(f"{reports[iri]}: its graph is missing", "build that report again with --force")
    for iri in sorted(graphs - set(reports)):
        yield Problem(f"graph {iri} belongs to no report of the library", REBUILD)


def _quotes(library: Library) -> Iterator[Problem]:
    """Every quote in the graph must stand in the text at its place."""
    for meta in library.reports():
        text = library.text(meta.id)
        pattern = f"GRAPH <{report_iri(meta.id)}> {{ ?e oa:start ?start ; oa:end ?end ; oa:exact ?quote }}"
        rows = library.sparql(f"SELECT ?start ?end ?quote WHERE {{ {pattern} }}")
        wrong = [row for row in rows if _differs(text, *map(str, row))] if isinstance(rows, Rows) else []
        if wrong:
            yield Problem(f"{meta.id}: {len(wrong)} quotes do not stand where the graph says", "build that report again with --force")


def _shapes(library: Library) -> Iterator[Problem]:
    """Every graph must keep to the shapes of the ontology."""
    for iri in library.store.graphs():
        if said := faults(library.store.quads(g=iri)):
            yield Problem(f"{iri}: {said}", "build that report again with --force")


def _differs(text: str, start: str, end: str, quote: str) -> bool:
    return text[int(start) : int(end)] != quote


def _leftovers(folder: Path, generation: Generation) -> Iterator[Problem]:
    others = ", ".join(leftovers(folder))
    if others:
        what = f"states beside {generation.name} that do not count: {others}; open elsewhere, or left by a killed build"
        yield Problem(what, "nothing; the next build removes what nobody uses", note=True)


def _software(library: Library) -> Iterator[Problem]:
    old = [meta.id for meta in library.reports() if meta.software.partition(" and ")[0] != software()]
    if old:
        yield Problem(f"built by another version of this software: {', '.join(old)}", "build them again to have its results", note=True)


def _waiting(library: Library) -> Iterator[Problem]:
    for c in corrections_in(library.store):
        if c.state == "waiting":
            yield Problem(f"correction {c.number} finds its fact no more: {c}", f"correct the fact anew, or kg undo {c.number}", note=True)


def _server(library: Library, server: str | None) -> Iterator[Problem]:
    if server:
        for graph in differing(library.store, open_store(server, backend="sparql")):
            yield Problem(f"{server} does not hold {graph} as the library does", "bring it there: kg --store URL build REPORT")
