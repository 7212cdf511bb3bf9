"""Vectors of one report in a file, and the nearest to a query among those of many reports. Only this module knows FAISS.

Up to `EXACT` vectors are all compared. Beyond that the signs of their numbers (one bit each, a 32nd of the size) are compared
first, and only the `RESCORED` that agree best are read and compared exactly: nothing is trained, adding a report writes that
report's vectors only, and the same files always give the same answer.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE, SIGNS = "vectors.faiss", "signs.npy"
EXACT = 50_000
"""Vectors that are all compared: 75 MB, some 10 ms."""
SMALL = 5000
"""Vectors of a report that numpy compares: loading FAISS takes ten times as long as that."""
RESCORED = 1000
"""Vectors that are compared exactly when there are more (recall for it: benchmarks/search/RESULTS.md)."""

_HEAD, _START = struct.Struct("<4siq"), 45

Rows = NDArray[np.int64]
Floats = NDArray[np.float32]


def write_vectors(folder: Path, vectors: Floats) -> None:
    """Write rows of length 1 for exact search by inner product, which is their cosine, and their signs."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    faiss.write_index(index, str(folder / FILE))
    np.save(folder / SIGNS, _signs(vectors))


def _signs(vectors: Floats) -> NDArray[np.uint8]:
    return np.packbits(vectors > 0, axis=-1)


@cache
def _faiss() -> Any:
    """The library, with one thread: a query is over sooner than several threads are woken, above all on a busy machine."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


class Vectors:
    """The vectors of one report, mapped into memory when first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _index(self) -> Any:
        faiss = _faiss()
        return faiss.read_index(str(self._folder / FILE), faiss.IO_FLAG_MMAP_IFC)

    @cached_property
    def _matrix(self) -> Floats | None:
        """All vectors, where they are few and the file is laid out as known: a head of 45 bytes, then the numbers."""
        path = self._folder / FILE
        with path.open("rb") as file:
            kind, width, count = _HEAD.unpack(file.read(_HEAD.size))
        if kind != b"IxFI" or count > SMALL or path.stat().st_size != _START + 4 * count * width:
            return None
        return np.asarray(np.memmap(path, np.float32, "r", _START, (count, width))) if count else np.zeros((0, width), np.float32)

    @cached_property
    def signs(self) -> NDArray[np.uint8]:
        """One bit for each number of each vector."""
        return np.asarray(np.load(self._folder / SIGNS, mmap_mode="r"))

    def closest(self, query: Floats, count: int, among: Rows | None = None) -> tuple[Rows, Floats]:
        """Rows nearest to a query, nearest first, and their cosines: `count` at most, of all or of those given."""
        if self._matrix is not None:
            every = self._matrix @ query if among is None else self._matrix[among] @ query
            best = np.argsort(-every, kind="stable")[:count]
            return (best if among is None else among[best]), every[best]
        only = None if among is None else _only(among)
        cosines, rows = self._index.search(query[None], max(1, min(count, self._index.ntotal)), params=only)
        there = rows[0] >= 0
        return np.asarray(rows[0][there], np.int64), np.asarray(cosines[0][there], np.float32)

    def rows(self, rows: Rows) -> Floats:
        """The vectors of these rows."""
        if self._matrix is not None:
            return self._matrix[rows]
        found: Floats = self._index.reconstruct_batch(rows) if len(rows) else np.zeros((0, self._index.d), np.float32)
        return found


def nearest(segments: Sequence[Vectors], query: Floats, count: int, among: Sequence[Rows] | None = None) -> list[Rows]:
    """For each segment its rows that are among the `count` nearest of all, or of those given in `among`."""
    chosen: Sequence[Rows | None] = among or [None] * len(segments)
    sizes = [len(s.signs) if only is None else len(only) for s, only in zip(segments, chosen, strict=True)]
    if sum(sizes) <= EXACT:
        close = [s.closest(query, count, only) if size else _NONE for s, only, size in zip(segments, chosen, sizes, strict=True)]
    else:
        agreeing = _agreeing(segments, query, chosen)
        close = [(rows, s.rows(rows) @ query) if len(rows) else _NONE for s, rows in zip(segments, agreeing, strict=True)]
    best = top(np.concatenate([cosines for _, cosines in close]) if close else np.zeros(0, np.float32), count)
    starts = np.cumsum([0] + [len(rows) for rows, _ in close])
    return [rows[own] for (rows, _), own in zip(close, _apart(best, starts), strict=True)]


def _agreeing(segments: Sequence[Vectors], query: Floats, among: Sequence[Rows | None]) -> list[Rows]:
    """For each segment its rows that are among the `RESCORED` whose signs agree best with those of a query."""
    faiss = _faiss()
    wanted, found = _signs(query)[None], []
    each = min(RESCORED, max(RESCORED // 4, 4 * RESCORED // max(1, len(segments))))  # that many of one report at most
    for segment, only in zip(segments, among, strict=True):
        signs = np.ascontiguousarray(segment.signs if only is None else segment.signs[only])
        if len(signs):
            apart, rows = faiss.knn_hamming(wanted, signs, min(each, len(signs)), variant="mc")
            found.append((apart[0], rows[0] if only is None else only[rows[0]]))
        else:
            found.append((np.zeros(0, np.int32), np.zeros(0, np.int64)))
    best = top(-np.concatenate([apart for apart, _ in found]), RESCORED)
    starts = np.cumsum([0] + [len(rows) for _, rows in found])
    return [np.sort(rows[own]) for (_, rows), own in zip(found, _apart(best, starts), strict=True)]


def _apart(places: Rows, starts: NDArray[np.int64]) -> list[Rows]:
    """Places in a row of segments, in order, as places in each of them."""
    cuts = np.searchsorted(places, starts).tolist()
    return [places[a:b] - start for (a, b), start in zip(pairwise(cuts), starts.tolist(), strict=False)]


def top(scores: NDArray[Any], count: int) -> Rows:
    """Places of the `count` highest scores, in order of place; of equal ones the first."""
    if len(scores) <= count:
        return np.arange(len(scores))
    least = np.partition(scores, -count)[-count]
    above = np.flatnonzero(scores > least)
    return np.sort(np.concatenate([above, np.flatnonzero(scores == least)[: count - len(above)]]))


_NONE = (np.zeros(0, np.int64), np.zeros(0, np.float32))


def _only(rows: Rows) -> Any:
    faiss = _faiss()
    return faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))
