"""How well search finds: other searches beside ours, on the same texts and queries, and what each of our signals adds.

    python benchmarks/search/quality.py REPORT=QUERIES.jsonl [REPORT=QUERIES.jsonl ...]

QUERIES holds a JSON object a line: {"query", "relevant": [{"line", "grade"}]}, lines of the report counted from 1, grades 1
to 3. A hit counts for the judged lines that its one piece of evidence touches, each once; a hit of several judged lines uses up as many ranks.
txtai takes part where it is installed (no dependency of ours). `examples/` holds a set that can be run as it stands:

    python benchmarks/search/quality.py examples/barrovento-2024.md=examples/golden/search.jsonl
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

import index.lexical
import index.query
import index.search
import index.segment
from index import open_index
from index.chunks import Chunk, chunks_of
from index.encode import open_encoder
from index.export import packaged
from index.search import Index
from report.model import Report, Span
from report.read import read

Places = Sequence[Span]
Search = Callable[[str], Sequence[Places]]
"""A query gives hits, best first, each with its places."""
Judged = list[tuple[int, tuple[int, int]]]
"""(grade, where the line stands)."""

WINDOW, STEP = 800, 600
DEPTH = 100
"""Hits of each signal that reciprocal ranks put together."""
ABLATIONS: dict[str, dict[tuple[Any, str], float]] = {
    "without words (BM25 of the passage)": {(index.search, "WORDS"): 0.0},
    "without the text around": {(index.search, "AROUND"): 0.0},
    "without likeness to the best": {(index.search, "LIKE"): 0.0},
    "without length": {(index.search, "LENGTH"): 0.0},
    "content index not held back": {(index.search, "POINTS"): 0.0},
    "similar hits not folded": {(index.search, "ALIKE"): 9.0},
    "without other words of the field": {(index.query, "WIDENED"): 0.0},
    "without pairs of words": {(index.lexical, "PAIR"): 0.0},
    "headings not read by the encoder": {(index.segment, "TITLES_READ"): 0},
    "headings not in the postings": {(index.segment, "TITLES_POSTED"): 0},
}
AT_BUILD = ("TITLES_READ", "TITLES_POSTED")
"""Settings for which the index is built again."""


def gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:10]))


def score(search: Search, tasks: Mapping[str, Judged]) -> tuple[float, float, float]:
    """(nDCG@10, recall@10, MRR) over all queries."""
    recall, ranks = [], []
    for query, judged in tasks.items():
        grades, first = graded(judged, search(query)[:10])
        recall.append(sum(g > 0 for g in grades) / len(judged))
        ranks.append(1 / first if first else 0.0)
    return mean(each(search, tasks)), mean(recall), mean(ranks)


def each(search: Search, tasks: Mapping[str, Judged]) -> list[float]:
    """nDCG@10 of each query."""
    best = (gain(sorted((g for g, _ in judged), reverse=True)) for judged in tasks.values())
    return [gain(graded(judged, search(query)[:10])[0]) / most for (query, judged), most in zip(tasks.items(), best, strict=True)]


def difference(a: Search, b: Search, tasks: Mapping[str, Judged]) -> str:
    """Mean of nDCG@10 of `a` less that of `b`, with the 95 % interval that drawing the queries again gives."""
    paired = np.array(each(a, tasks)) - np.array(each(b, tasks))
    draws = np.random.default_rng(0).integers(0, len(paired), (10_000, len(paired)))
    low, high = np.percentile(paired[draws].mean(1), [2.5, 97.5])
    return f"{paired.mean():+.3f} (95 % interval {low:+.3f} to {high:+.3f}, {len(paired)} queries)"


def graded(judged: Judged, hits: Sequence[Places]) -> tuple[list[int], int | None]:
    """Grades in the order of hits, 0 for one without; rank of the first that has one."""
    grades: list[int] = []
    left, first = list(judged), None
    for rank, hit in enumerate(hits, 1):
        touched = sorted((j for j in left if any(s.start < j[1][1] and j[1][0] < s.end for s in hit)), reverse=True)
        first = rank if first is None and touched else first
        left = [j for j in left if j not in touched]
        grades += [g for g, _ in touched] or [0]
    return grades, first


def read_tasks(path: Path, text: str) -> dict[str, Judged]:
    ends = np.cumsum([len(line) + 1 for line in text.split("\n")]).tolist()
    where = [(start, end - 1) for start, end in zip([0, *ends], ends, strict=False)]
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return {row["query"]: [(j["grade"], where[j["line"] - 1]) for j in row["relevant"]] for row in rows}


# ------------------------------------------------------------------------------------------------------ baselines
def windows(report: Report) -> list[tuple[str, Span]]:
    """The text in overlapping windows, the chunking that suits plain search best."""
    starts = range(0, max(1, len(report.text) - STEP // 2), STEP)
    cuts = ((report.text[a : a + WINDOW], Span(report.id, a, min(a + WINDOW, len(report.text)))) for a in starts)
    return [(text, span) for text, span in cuts if text.strip()]


def chunked(chunks: Sequence[Chunk]) -> list[tuple[str, Span]]:
    return [(chunk.text, chunk.span) for chunk in chunks]


def plain_bm25(pieces: list[tuple[str, Span]], tokens: Callable[[str], list[str]]) -> Search:
    made = bm25s.BM25(method="lucene")
    made.index([tokens(text) for text, _ in pieces], show_progress=False)

    def search(query: str) -> list[Places]:
        known = [t for t in tokens(query) if t in made.vocab_dict]
        scores = made.get_scores(known) if known else np.zeros(len(pieces))
        return [(pieces[i][1],) for i in np.argsort(-scores, kind="stable")[:DEPTH]]

    return search


def lower(text: str) -> list[str]:
    tokens: list[str] = bm25s.tokenize([text], stopwords="en", return_ids=False, show_progress=False)[0]
    return tokens


def plain_dense(pieces: list[tuple[str, Span]], vectors: NDArray[np.float32]) -> Search:
    encoder = open_encoder()
    return lambda query: [(pieces[i][1],) for i in np.argsort(-(vectors @ encoder.encode([query])[0]), kind="stable")[:DEPTH]]


def both(a: Search, b: Search) -> Search:
    """Two rankings in one by reciprocal ranks, as hybrid search does it by default."""

    def search(query: str) -> list[Places]:
        scores: dict[Places, float] = {}
        for found in (a(query), b(query)):
            for rank, span in enumerate(found, 1):
                scores[span] = scores.get(span, 0.0) + 1 / (60 + rank)
        return sorted(scores, key=lambda span: (-scores[span], span))

    return search


def txtai_hybrid(pieces: list[tuple[str, Span]]) -> Search:
    """txtai's own hybrid index (BM25 and vectors, its default weights) with the same model."""
    from txtai import Embeddings

    made = Embeddings({"path": str(packaged()), "hybrid": True})
    made.index((i, text, None) for i, (text, _) in enumerate(pieces))
    return lambda query: [(pieces[i][1],) for i, _ in made.search(query, DEPTH)]


def baselines(report: Report) -> dict[str, Search]:
    encoder = open_encoder()
    found: dict[str, Search] = {}
    for name, pieces in (("windows of 800", windows(report)), ("our chunks", chunked(chunks_of(report)))):
        dense = plain_dense(pieces, encoder.encode([text for text, _ in pieces]))
        lexical = plain_bm25(pieces, lower)
        found |= {f"BM25 alone, {name}": lexical, f"dense alone, {name}": dense, f"BM25 + dense (RRF), {name}": both(lexical, dense)}
        if find_spec("txtai"):
            found[f"txtai hybrid, {name}"] = txtai_hybrid(pieces)
    return found


# ----------------------------------------------------------------------------------------------------------- ours
@contextmanager
def changed(settings: Mapping[tuple[Any, str], float]) -> Iterator[None]:
    """The modules with some constants changed."""
    before = {(module, name): getattr(module, name) for module, name in settings}
    for (module, name), value in settings.items():
        setattr(module, name, value)
    yield
    for (module, name), value in before.items():
        setattr(module, name, value)


def ours(report: Report, base: Path, name: str) -> Index:
    index.segment.write(base / name, report, open_encoder(), base / "cache")
    return open_index({report.id: base / name})


def hits_of(built: Index) -> Search:
    return lambda query: [(hit.chunk.span,) for hit in built.search(query)]


def by_meaning(built: Index) -> Search:
    def search(query: str) -> list[Places]:
        hits = sorted(built.search(query, 400), key=lambda hit: (-hit.meaning, hit.rank))
        return [(hit.chunk.span,) for hit in hits[:10]]

    return search


# --------------------------------------------------------------------------------------------------------------- table
def quality(report: Report, tasks: Mapping[str, Judged], base: Path) -> None:
    print(f"\n## {report.id}: {len(tasks)} queries, {len(chunks_of(report))} chunks, {len(report.text):,} characters\n")
    print("| search | nDCG@10 | Recall@10 | MRR |\n| --- | --- | --- | --- |")
    others = baselines(report)
    for name, search in others.items():
        show(name, score(search, tasks))
    built = ours(report, base, f"{report.id}-whole")
    show("**ours**", score(hits_of(built), tasks))
    show("ours, by meaning alone", score(by_meaning(built), tasks))
    for number, (name, settings) in enumerate(ABLATIONS.items()):
        with changed(settings):
            again = any(setting in AT_BUILD for _, setting in settings)
            show(f"ours, {name}", score(hits_of(ours(report, base, f"{report.id}-{number}") if again else built), tasks))
    best = max(others, key=lambda name: mean(each(others[name], tasks)))
    lengths = [len(hit.chunk.text) for query in tasks for hit in built.search(query)]
    print(f"\nOurs less the best of the others ({best}): {difference(hits_of(built), others[best], tasks)}.")
    print(
        f"A hit of ours has {mean(lengths):.0f} characters on average, {sorted(lengths)[len(lengths) * 95 // 100]} at the 95th percentile."
    )


def show(name: str, figures: tuple[float, float, float]) -> None:
    print(f"| {name} | {figures[0]:.3f} | {figures[1]:.3f} | {figures[2]:.3f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="REPORT=QUERIES")
    with tempfile.TemporaryDirectory() as folder:
        for pair in parser.parse_args().sets:
            file, _, queries = pair.partition("=")
            report = read(Path(file))
            quality(report, read_tasks(Path(queries), report.text), Path(folder))


if __name__ == "__main__":
    main()
