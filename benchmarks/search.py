"""How well and how fast search finds: baselines, ours, and what each part of ours adds, on one report with judged queries.

    python benchmarks/search.py REPORT QUERIES.jsonl [--quality-only]

QUERIES holds a JSON object a line: {"query", "relevant": [{"line", "grade"}]}, lines of the report counted from 1, grades 1
to 3. A hit counts for the judged lines that it touches, each once; a hit of several judged lines uses up as many ranks.
Only queries that nobody looked at while changing search tell how it does on others; `examples/golden/search.jsonl` was
kept so. On queries that were looked at, the figures are those of the set that search was fitted to.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median
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
from index.encode import MiniLM, open_encoder
from index.search import Index
from index.words import words
from report.model import Report, Span
from report.read import read

Search = Callable[[str], Sequence[Span]]
"""A query gives places, best first."""
Judged = list[tuple[int, tuple[int, int]]]
"""(grade, where the line stands)."""

WINDOW, STEP = 800, 600
DEPTH = 100
"""Hits of each signal that reciprocal ranks put together."""
ABLATIONS: dict[str, dict[tuple[Any, str], float]] = {
    "without words (meaning alone)": {(index.search, "WORDS"): 0.0},
    "without other words of the field": {(index.query, "WIDENED"): 0.0},
    "without pairs of words": {(index.lexical, "PAIR"): 0.0},
    "content index not held back": {(index.search, "POINTS"): 0.0},
    "similar hits not folded": {(index.search, "ALIKE"): 9.0},
    "headings not read by the encoder": {(index.segment, "TITLES_READ"): 0},
    "headings not in the postings": {(index.segment, "TITLES_POSTED"): 0},
    "no headings at all": {(index.segment, "TITLES_READ"): 0, (index.segment, "TITLES_POSTED"): 0},
}


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


def graded(judged: Judged, hits: Sequence[Span]) -> tuple[list[int], int | None]:
    """Grades in the order of hits, 0 for one without; rank of the first that has one."""
    grades: list[int] = []
    left, first = list(judged), None
    for rank, hit in enumerate(hits, 1):
        touched = sorted((j for j in left if hit.start < j[1][1] and j[1][0] < hit.end), reverse=True)
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

    def search(query: str) -> list[Span]:
        known = [t for t in tokens(query) if t in made.vocab_dict]
        scores = made.get_scores(known) if known else np.zeros(len(pieces))
        return [pieces[i][1] for i in np.argsort(-scores, kind="stable")[:DEPTH]]

    return search


def lower(text: str) -> list[str]:
    tokens: list[str] = bm25s.tokenize([text], stopwords="en", return_ids=False, show_progress=False)[0]
    return tokens


def plain_dense(pieces: list[tuple[str, Span]], vectors: NDArray[np.float32]) -> Search:
    encoder = open_encoder()
    return lambda query: [pieces[i][1] for i in np.argsort(-(vectors @ encoder.encode([query])[0]), kind="stable")[:DEPTH]]


def both(a: Search, b: Search) -> Search:
    """Two rankings in one by reciprocal ranks, as hybrid search does it by default."""

    def search(query: str) -> list[Span]:
        scores: dict[Span, float] = {}
        for found in (a(query), b(query)):
            for rank, span in enumerate(found, 1):
                scores[span] = scores.get(span, 0.0) + 1 / (60 + rank)
        return sorted(scores, key=lambda span: (-scores[span], span))

    return search


def baselines(report: Report) -> dict[str, Search]:
    encoder = open_encoder()
    found: dict[str, Search] = {}
    for name, pieces in (("windows of 800", windows(report)), ("our chunks", chunked(chunks_of(report)))):
        dense = plain_dense(pieces, encoder.encode([text for text, _ in pieces]))
        lexical = plain_bm25(pieces, lower)
        found |= {f"bm25s, {name}": lexical, f"dense, {name}": dense, f"bm25s + dense (RRF), {name}": both(lexical, dense)}
    found["bm25s, our chunks, our index terms"] = plain_bm25(chunked(chunks_of(report)), words)
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
    return lambda query: [hit.chunk.span for hit in built.search(query)]


def by_words(built: Index, query: str) -> list[Span]:
    return [hit.chunk.span for hit in sorted(built.search(query, 400), key=lambda hit: -hit.words)]


def quality(report: Report, tasks: Mapping[str, Judged], base: Path) -> None:
    print(f"{'':46} nDCG@10  recall@10  MRR")
    others = baselines(report)
    for name, search in others.items():
        show(name, score(search, tasks))
    built = ours(report, base, "whole")
    show("ours", score(hits_of(built), tasks))
    best = max(others, key=lambda name: mean(each(others[name], tasks)))
    print(f"  ours less the best of the others ({best}): {difference(hits_of(built), others[best], tasks)}")
    show("  without meaning (words alone)", score(lambda query: by_words(built, query), tasks))
    for number, (name, settings) in enumerate(ABLATIONS.items()):
        with changed(settings):
            less = ours(report, base, f"less-{number}")
            show(f"  {name}", score(hits_of(less), tasks))


def show(name: str, figures: tuple[float, float, float]) -> None:
    print(f"{name:46} {figures[0]:7.3f} {figures[1]:10.3f} {figures[2]:5.3f}", flush=True)


# ---------------------------------------------------------------------------------------------------------- speed
def speed(report: Report, tasks: Mapping[str, Judged], base: Path) -> None:
    texts = [c.titled(index.segment.TITLES_READ) for c in chunks_of(report)]
    encoder = MiniLM()
    encoder.encode(texts[:20])
    bare, whole = [], []
    for run in range(3):
        start = time.perf_counter()
        encoder.encode(texts)
        bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        index.segment.write(base / f"speed-{run}", report, encoder, base / f"cold-cache-{run}")
        whole.append(time.perf_counter() - start)
    print(f"\nencoding alone {len(texts) / median(bare):.0f} chunks/s; writing a segment {len(texts) / median(whole):.0f} chunks/s")
    size = sum(file.stat().st_size for file in (base / "speed-0").iterdir())
    print(f"index {size / len(texts) / 1024:.1f} kB a chunk")
    built = open_index({report.id: base / "speed-0"})
    built.search("warm")
    start = time.perf_counter()
    for query in tasks:
        built.search(query)
    print(f"a query in an open index {(time.perf_counter() - start) / len(tasks) * 1000:.1f} ms")
    opened = f"open_index({{{report.id!r}: Path({str(base / 'speed-0')!r})}})"
    code = f"from pathlib import Path\nfrom index import open_index\n{opened}.search('water')"
    cold = [timed([sys.executable, "-c", code]) for _ in range(10)]
    print(f"cold process, opens the index and answers one query: median of ten {median(cold):.2f} s, slowest {max(cold):.2f} s")


def timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=Path(__file__).parents[1])
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--quality-only", action="store_true")
    options = parser.parse_args()
    report = read(options.report)
    tasks = read_tasks(options.queries, report.text)
    print(f"{len(tasks)} queries, {len(chunks_of(report))} chunks, {len(report.text):,} characters\n")
    with tempfile.TemporaryDirectory() as folder:
        quality(report, tasks, Path(folder))
        if not options.quality_only:
            speed(report, tasks, Path(folder))


if __name__ == "__main__":
    main()
