"""A query becomes hits: meaning and words are scored apart, added, and what says the same is folded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.encode import Encoder, open_encoder
from index.lexical import bm25, full_score
from index.query import Query, read_query
from index.segment import Segment
from report.errors import InputError, LibraryError

WORDS = 1.0
"""A hit's score is the cosine of meaning plus this times its share of the best BM25 score (see benchmarks/search.py)."""
FULL = 0.5
"""A chunk has the full share of words when it reaches the best score, or this part of what all asked words could give if that is more."""
POINTS = 0.1
"""What a row of a content index loses: it says where to read, and comes after what says it."""
CANDIDATES = 200
"""Chunks that each signal brings in."""
ALIKE = 0.9
"""Share of common words from which two hits of one report say the same."""


@dataclass(frozen=True)
class Hit:
    """A chunk found; `rank` counts from 1.

    `score` is `meaning` (cosine, -1 to 1) plus `words` (BM25, 0 to WORDS), less what a row of a content index loses.
    """

    rank: int
    score: float
    chunk: Chunk
    meaning: float
    words: float


class Index:
    """The segments of a library, open for search."""

    def __init__(self, segments: Sequence[Segment], encoder: Encoder) -> None:
        self.segments, self.encoder = tuple(segments), encoder
        for segment in segments:
            if segment.about.get("sha256") != encoder.sha256:
                made = segment.about.get("encoder")
                raise LibraryError(f"{segment.folder}: made with the model {made!r}, not {encoder.name!r}; build {segment.report} again")

    def search(self, query: str, k: int = 10, report: str | None = None, section: str | None = None) -> list[Hit]:
        """The best `k` chunks for words or a question, best first; of one report, or under headings with some words, if given.

        Raises InputError for an empty query, a `k` under 1 and an unknown report.
        """
        if not query.strip():
            raise InputError("the query is empty; give some words or a question")
        if k < 1:
            raise InputError(f"-k {k}: ask for at least one hit")
        segments = self._chosen(report)
        if not segments:
            return []
        read = read_query(query, [s.postings for s in segments])
        found = sorted(self._scored(segments, read, section), key=lambda h: (-round(h.score, 5), h.chunk.report, h.chunk.span))
        return _numbered(folded(found), k)

    def _chosen(self, report: str | None) -> tuple[Segment, ...]:
        chosen = tuple(s for s in self.segments if report in (None, s.report))
        if report is not None and not chosen:
            have = ", ".join(s.report for s in self.segments) or "none"
            raise InputError(f"no report {report!r} in the search index; have {have}")
        return chosen

    def _scored(self, segments: Sequence[Segment], query: Query, section: str | None) -> Iterator[Hit]:
        vector = self.encoder.encode([query.text])[0]
        postings = [s.postings for s in segments]
        lexical = bm25(postings, query.terms)
        best = max((float(scores.max()) for scores in lexical if len(scores)), default=0.0)
        best = max(best, FULL * full_score(postings, query.terms)) or 1.0
        for segment, scores in zip(segments, lexical, strict=True):
            among = None if section is None else segment.within(section)
            rows = _candidates(segment, vector, scores, among)
            for row, cosine in zip(rows, segment.vectors.cosines(vector, rows), strict=True):
                chunk, words = segment.chunk(int(row)), WORDS * float(scores[row]) / best
                yield Hit(0, float(cosine) + words - POINTS * chunk.points, chunk, float(cosine), words)


Rows = NDArray[np.int64]


def _candidates(segment: Segment, vector: NDArray[np.float32], scores: NDArray[np.float32], among: Rows | None) -> Rows:
    """Rows that are among the nearest or among those with the best words."""
    if among is not None and not len(among):
        return among
    worded = np.flatnonzero(scores) if among is None else among[scores[among] > 0]
    if len(worded) > CANDIDATES:
        worded = worded[np.argsort(-scores[worded], kind="stable")[:CANDIDATES]]
    return np.union1d(segment.vectors.nearest(vector, CANDIDATES, among), worded)


def folded(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Hits in order without those that say the same as a better one of the same report, figures included."""
    kept: list[tuple[str, frozenset[str]]] = []
    for hit in hits:
        said = frozenset(re.findall(r"\w+", hit.chunk.text.casefold()))
        if not any(report == hit.chunk.report and _alike(said, other) for report, other in kept):
            kept.append((hit.chunk.report, said))
            yield hit


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    figures = {w for w in a ^ b if w[0].isdigit()}
    return not figures and len(a & b) >= ALIKE * len(a | b)


def _numbered(hits: Iterator[Hit], k: int) -> list[Hit]:
    return [Hit(rank, hit.score, hit.chunk, hit.meaning, hit.words) for rank, hit in zip(range(1, k + 1), hits, strict=False)]


def open_index(folders: Mapping[str, Path], model: str = "minilm") -> Index:
    """Open the segments of some reports (report id -> folder). Raises LibraryError for one that is damaged or of another model."""
    return Index([Segment(report, folders[report]) for report in sorted(folders)], open_encoder(model))
