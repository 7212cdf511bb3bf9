"""A library of a million chunks: how fast it opens and answers, whether it finds what exact search finds, what one report more costs.

    python benchmarks/search/growth.py FOLDER [--reports 200] [--chunks 5000] [--queries 50]

Everything is made up: words of invented syllables with the frequencies of a language (Zipf), and vectors in clusters within clusters
whose numbers fade from the first direction to the last, as those of sentences do. The encoder is left out, as a query's time counts
from its vector. FOLDER keeps the index for the next run and needs about 3 GB for a million chunks. `--reports 1 --chunks 1000000` is the
other extreme.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.lexical import write_postings
from index.search import Index
from index.segment import FORMAT, Segment, write_chunks
from index.vectors import write_vectors
from report.model import Span

WIDTH, WORDS, TOPICS, LENGTH = 384, 40_000, 3000, 30
Floats = NDArray[np.float32]


def vocabulary() -> NDArray[np.str_]:
    parts = [a + b for a, b in product("bdfgklmnprstvz", "aeiou")]
    return np.array(["".join(p) for p in product(parts, parts, parts)][:WORDS])


class World:
    """What chunks are about."""

    def __init__(self) -> None:
        draw = np.random.default_rng(1)
        self.fades = np.arange(1, WIDTH + 1) ** -0.4
        self.turned = np.linalg.qr(draw.normal(size=(WIDTH, WIDTH)))[0]
        fields = draw.normal(size=(60, WIDTH))
        self.topics = fields[draw.integers(0, 60, TOPICS)] + draw.normal(size=(TOPICS, WIDTH))
        self.words = vocabulary()
        self.often = 1 / np.arange(2, WORDS + 2)
        self.often /= self.often.sum()

    def vectors(self, topics: NDArray[np.int64], draw: np.random.Generator) -> Floats:
        made = ((self.topics[topics] + draw.normal(size=(len(topics), WIDTH))) * self.fades) @ self.turned
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)

    def texts(self, topics: NDArray[np.int64], draw: np.random.Generator) -> Iterator[str]:
        drawn = draw.choice(WORDS, (len(topics), LENGTH), p=self.often)
        drawn[:, :4] = (topics[:, None] * 7 + drawn[:, :4] % 12) % WORDS  # some words belong to the topic
        for row in self.words[drawn]:
            yield " ".join(row)


class Made:
    """An encoder whose queries are vectors made before."""

    name, sha256, width = "made", "0" * 64, WIDTH

    def __init__(self) -> None:
        self.known: dict[str, Floats] = {}

    def encode(self, texts: Sequence[str]) -> Floats:
        return np.stack([self.known[text] for text in texts])

    def batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Floats]]:
        yield list(range(len(texts))), self.encode(texts)


def add(folder: Path, world: World, number: int, chunks: int) -> float:
    """Write one report; seconds without making it up."""
    if (folder / "segment.json").exists():
        return 0.0
    draw = np.random.default_rng(1000 + number)
    topics = draw.integers(0, TOPICS, chunks)
    texts, vectors = list(world.texts(topics, draw)), world.vectors(topics, draw)
    found = [
        Chunk(folder.name, t, f"Part {i // 50}", i // 20, "passage", Span(folder.name, 300 * i, 300 * i + len(t)))
        for i, t in enumerate(texts)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    write_chunks(folder, found)
    write_postings(folder, texts)
    write_vectors(folder, vectors)
    about = {"format": FORMAT, "report": folder.name, "chunks": chunks, "encoder": Made.name, "sha256": Made.sha256}
    (folder / "segment.json").write_text(json.dumps(about), "utf-8")
    return time.perf_counter() - start


def exact(segments: Sequence[Segment], query: Floats, count: int) -> set[tuple[str, int]]:
    """What comparing every vector finds."""
    best: list[tuple[float, str, int]] = []
    for segment in segments:
        rows, cosines = segment.vectors.closest(query, count)
        best += [(-float(c), segment.report, int(row)) for row, c in zip(rows, cosines, strict=True)]
    return {(report, row) for _, report, row in sorted(best)[:count]}


def found(segments: Sequence[Segment], query: Floats, count: int) -> set[tuple[str, int]]:
    """What search finds by vectors."""
    from index.vectors import nearest

    rows = nearest([s.vectors for s in segments], query, count)
    return {(s.report, int(row)) for s, each in zip(segments, rows, strict=True) for row in each}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--chunks", type=int, default=5000, help="of each report")
    parser.add_argument("--queries", type=int, default=50)
    options = parser.parse_args()
    world = World()
    names = [f"made-{number:05}" for number in range(options.reports)]
    spent = [add(options.folder / name, world, number, options.chunks) for number, name in enumerate(names)]
    if any(spent):
        print(f"{sum(spent):.0f} s to write the index without encoding; the first report {spent[0]:.2f} s, the last {spent[-1]:.2f} s")
    size = sum(file.stat().st_size for name in names for file in (options.folder / name).iterdir())
    print(
        f"{options.reports * options.chunks:,} chunks in {options.reports} reports, {size / options.reports / options.chunks:,.0f} bytes a chunk"
    )
    measure(options.folder, names, world, options.queries)
    one_more(options.folder, world, options.chunks)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB (mapped files that were read count)")


def measure(folder: Path, names: Sequence[str], world: World, queries: int) -> None:
    """Opening, answering, and recall beside exact search."""
    draw = np.random.default_rng(7)
    topics = draw.integers(0, TOPICS, queries)
    encoder = Made()
    asked = [" ".join(text.split()[2:6]) for text in world.texts(topics, draw)]
    encoder.known = dict(zip(asked, world.vectors(topics, draw), strict=True))
    start = time.perf_counter()
    built = Index([Segment(name, folder / name) for name in names], encoder)
    print(f"opened in {time.perf_counter() - start:.3f} s")
    times = []
    for text in asked:
        start = time.perf_counter()
        built.search(text)
        times.append(time.perf_counter() - start)
    warm = sorted(times[1:])
    print(
        f"first answer {times[0] * 1000:.0f} ms, then median {warm[len(warm) // 2] * 1000:.1f} ms, 95th percentile {warm[len(warm) * 95 // 100] * 1000:.1f} ms"
    )
    shared, spent = [], [0.0, 0.0]
    for vector in encoder.known.values():
        start = time.perf_counter()
        right = exact(built.segments, vector, 10)
        spent[0] += time.perf_counter() - start
        start = time.perf_counter()
        shared.append(len(right & found(built.segments, vector, 10)) / 10)
        spent[1] += time.perf_counter() - start
    print(
        f"vectors alone: recall@10 {np.mean(shared):.4f}; {spent[1] / queries * 1000:.1f} ms, exact {spent[0] / queries * 1000:.1f} ms a query"
    )


def one_more(folder: Path, world: World, chunks: int) -> None:
    """What a report of at most 5,000 chunks costs beside the library."""
    shutil.rmtree(folder / "one-more", ignore_errors=True)
    spent = add(folder / "one-more", world, 999_999, min(5000, chunks))
    start = time.perf_counter()
    shutil.rmtree(folder / "one-more")
    print(f"one report more, of {min(5000, chunks):,} chunks: {spent:.2f} s; taking it out {time.perf_counter() - start:.3f} s")


if __name__ == "__main__":
    main()
