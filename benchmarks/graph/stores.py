"""A million triples: loading, five queries of the cookbook and memory, on the embedded store, on a server, and on plain rdflib.

    python -m benchmarks.graph.stores --report FILE [--triples 1000000] [--skip rdflib]

The graph of one report is copied under other ids until there are enough triples, so that the shape is that of real libraries. Each store
runs in a process of its own; the server is an `oxigraph serve` on this machine. Every query runs three times, the median counts, and
all stores must give the same number of rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.store import Quad, Rows, Store, open_store, parse_quads, serialise_quads
from ontology.cookbook import recipe
from ontology.vocab import PREFIXES, report_iri
from tests.serving import oxigraph

RECIPES = ("metric-over-time", "certifications", "awards-by-date", "kinds", "least-sure")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all stores, or, when called by itself, one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--skip", action="append", default=[])
    parser.add_argument("--one", choices=sorted(STORES))
    parser.add_argument("--data", type=Path)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(STORES[given.one](given.data)))
        return
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "graphs"
        print(f"{_copies(given.report, given.triples, data):,} triples in {len(list(data.iterdir()))} graphs")
        results = {name: _apart(name, data) for name in STORES if name not in given.skip}
    counts = {json.dumps({query: rows for query, (_, rows) in result["queries"].items()}) for result in results.values()}
    print(_table(results), "same rows" if len(counts) == 1 else f"ROWS DIFFER: {counts}", sep="\n")


def _copies(report: Path, wanted: int, folder: Path) -> int:
    """Files of N-Triples, one a graph: the report's graph under as many ids as needed."""
    from kg.extract import extract
    from kg.graph import quads_of
    from report.read import read

    folder.mkdir()
    one = read(report)
    names, facts = extract(one)
    text = serialise_quads(quads_of(one, facts, names), "ntriples").decode()
    each = text.count("\n")
    for number in range(-(-wanted // each)):
        id = f"copy-{number:04d}"
        (folder / id).write_text(text.replace(report_iri(one.id), report_iri(id)), "utf-8")
    return each * len(list(folder.iterdir()))


def _apart(name: str, data: Path) -> dict[str, dict[str, tuple[float, int]]]:
    command = [sys.executable, "-m", "benchmarks.graph.stores", "--one", name, "--data", str(data)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, dict[str, tuple[float, int]]] = json.loads(done.stdout)
    return result


def _graphs(data: Path) -> Iterator[tuple[str, list[Quad]]]:
    for file in sorted(data.iterdir()):
        graph = report_iri(file.name)
        name = next(parse_quads(f"<{graph}> <{graph}> <{graph}> .", "ntriples")).subject
        yield graph, [Quad(q.subject, q.predicate, q.object, name) for q in parse_quads(file.read_bytes(), "ntriples")]


def _measured(store: Store, data: Path) -> dict[str, object]:
    start = time.perf_counter()
    for graph, quads in _graphs(data):
        store.replace(graph, quads)
    loaded = time.perf_counter() - start

    def rows(query: str) -> int:
        found = store.query(query)
        return len(found) if isinstance(found, Rows) else 1

    return {"load": loaded, "queries": _queries(rows)}


def _queries(run: Callable[[str], int]) -> dict[str, tuple[float, int]]:
    found = {}
    for name in RECIPES:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            rows = run(recipe(name).filled())
            times.append(time.perf_counter() - start)
        found[name] = (statistics.median(times), rows)
    return found


def embedded(data: Path) -> dict[str, object]:
    """The store that libraries use, on disk."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store", write=True)
        result = _measured(store, data)
        size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
        store.close()
    return result | {"memory": _peak(resource.RUSAGE_SELF), "disk": size / 1e6}


def server(data: Path) -> dict[str, object]:
    """A SPARQL server on this machine, on disk; memory is the server's."""
    with tempfile.TemporaryDirectory() as folder, oxigraph(Path(folder) / "data") as url:
        result = _measured(open_store(url, backend="sparql"), data)
        size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
    return result | {"memory": _peak(resource.RUSAGE_CHILDREN), "disk": size / 1e6}


def plain_rdflib(data: Path) -> dict[str, object]:
    """rdflib's own store, in memory."""
    from rdflib import Dataset, URIRef

    dataset = Dataset(default_union=True)
    start = time.perf_counter()
    for file in sorted(data.iterdir()):
        dataset.graph(URIRef(report_iri(file.name))).parse(file, format="nt")
    loaded = time.perf_counter() - start
    queries = _queries(lambda query: len(list(dataset.query(query, initNs=PREFIXES))))
    return {"load": loaded, "queries": queries, "memory": _peak(resource.RUSAGE_SELF), "disk": 0.0}


STORES: dict[str, Callable[[Path], dict[str, object]]] = {"embedded": embedded, "server": server, "rdflib": plain_rdflib}


def _peak(who: int) -> float:
    """Peak memory in MB."""
    return resource.getrusage(who).ru_maxrss / 1024


def _table(results: dict[str, dict[str, dict[str, tuple[float, int]]]]) -> str:
    lines = ["| | " + " | ".join(results) + " |", "| --- |" + " --- |" * len(results)]
    for label, key, unit in (("load", "load", "s"), ("peak memory", "memory", "MB"), ("on disk", "disk", "MB")):
        lines.append(f"| {label} | " + " | ".join(f"{r[key]:.1f} {unit}" for r in results.values()) + " |")
    for name in RECIPES:
        cells = [f"{r['queries'][name][0] * 1000:,.0f} ms, {r['queries'][name][1]} rows" for r in results.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
