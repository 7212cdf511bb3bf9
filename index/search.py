"""A query becomes hits: meaning, words, the text around and likeness to the best are scored apart and added; what says the same is folded."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import DEFAULT
from index.chunks import Chunk
from index.encode import Encoder, open_encoder
from index.filters import Filter, highlights
from index.lexical import Collection, Scores
from index.query import Query, read_query
from index.rerank import Reranker
from index.segment import Segment
from index.vectors import EXACT, nearest, top
from report.errors import InputError, LibraryError

WORDS = 0.7
"""The share of the best BM25 score counts this much beside the cosine of meaning (all weights: see benchmarks/search/RESULTS.md)."""
FULL = 0.5
"""A chunk has the full share of words when it reaches the best score, or this part of what all asked words could give if that is more."""
AROUND = 0.25
"""The same share, of the stretch of text around a chunk."""
LIKE, LIKE_BEST = 0.2, 2
"""The cosine with the mean of so many chunks that came first (pseudo-relevance feedback, after Rocchio)."""
LENGTH = 0.05
"""A chunk e times as long as a short paragraph has this much more: a bare label seldom tells what is asked."""
POINTS = 0.15
"""What a row of a content index loses: it says where to read, and comes after what says it."""
CANDIDATES = 200
"""Chunks that meaning brings in, and words; of all reports together."""
RERANK, RERANKED = 0.15, 20
"""With a cross-encoder, by choice: what its score (0 to 1) adds, to so many of the first hits."""
READ = 200
"""Candidates of a large library whose text is read."""
ALIKE = 0.9
"""Share of common words from which two hits of one report say the same."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Hit:
    """A chunk found; `rank` counts from 1. `score` is the sum of `signals`, rounded.

    `meaning` is the cosine with the query (-1 to 1), `words` the share of BM25 (0 to WORDS), `around` that of the text around it (0 to
    AROUND), `like` the likeness to the best hits. `marks` are the stretches of `chunk.text` that meet the query.
    """

    rank: int
    score: float
    chunk: Chunk
    meaning: float
    words: float
    around: float = 0.0
    like: float = 0.0
    marks: tuple[tuple[int, int], ...] = ()
    reread: float = 0.0
    """What a cross-encoder adds, where one was asked (0 to RERANK)."""

    @property
    def signals(self) -> dict[str, float]:
        """What each signal adds to the score."""
        return {
            "meaning": self.meaning,
            "words": self.words,
            "around": self.around,
            "like the best": self.like,
            "length": _length(self.chunk),
            "content index": -POINTS * self.chunk.points,
        } | ({"read again": self.reread} if self.reread else {})


class Index:
    """The segments of a library, open for search."""

    def __init__(self, segments: Sequence[Segment], encoder: Encoder) -> None:
        self.segments, self.encoder = tuple(segments), encoder
        self._collections: dict[tuple[str, ...], Collection] = {}
        for segment in segments:
            if segment.about.get("sha256") != encoder.sha256:
                made, known = segment.about.get("encoder"), f"made with the model {encoder.name!r}"
                which = f"made with the model {made!r}, not {encoder.name!r}" if made != encoder.name else f"not {known} as it is here now"
                raise LibraryError(f"{segment.folder}: {which}; build {segment.report} again")

    def search(
        self,
        query: str,
        k: int = 10,
        report: str | None = None,
        section: str | None = None,
        only: Filter | None = None,
        rerank: Reranker | None = None,
        marks: bool = True,
    ) -> list[Hit]:
        """The best `k` chunks for words or a question, best first; of one report, under a heading, or that pass `only`, if given.
        Without `marks` the hits do not tell where they meet the query.

        With `rerank` the first are read again together with the query. Raises InputError for an empty query, a `k` under 1 and an unknown report.
        """
        if not query.strip():
            raise InputError("the query is empty; give some words or a question")
        if k < 1:
            raise InputError(f"-k {k}: ask for at least one hit")
        segments = self._chosen(report)
        if not segments:
            return []
        read = self.read(query, report)
        only = replace(only or Filter(), section=section) if section is not None else only or Filter()
        found = sorted(self._scored(segments, read, only), key=lambda h: (-h.score, h.chunk.report, h.chunk.span))
        best = list(islice(folded(found), max(k, RERANKED) if rerank else k))
        if rerank:
            best = _reread(best, read.text, rerank)[:k]
        return [replace(h, rank=rank, marks=tuple(highlights(h.chunk.text, read.terms)) if marks else ()) for rank, h in enumerate(best, 1)]

    def read(self, query: str, report: str | None = None) -> Query:
        """How a query is understood."""
        return read_query(query, [s.postings for s in self._chosen(report)])

    def _collection(self, segments: Sequence[Segment]) -> Collection:
        """Their postings together; kept for the next query."""
        key = tuple(s.report for s in segments)
        if key not in self._collections:
            self._collections[key] = Collection([s.postings for s in segments])
        return self._collections[key]

    def _chosen(self, report: str | None) -> tuple[Segment, ...]:
        chosen = tuple(s for s in self.segments if report in (None, s.report))
        if report is not None and not chosen:
            have = ", ".join(s.report for s in self.segments) or "none"
            raise InputError(f"no report {report!r} in the search index; have {have}")
        return chosen

    def _scored(self, segments: Sequence[Segment], query: Query, only: Filter) -> Iterator[Hit]:
        vector = self.encoder.encode([query.text])[0]
        among = self._collection(segments)
        matches = among.matches(query.terms)
        full = FULL * matches.full()
        lexical = matches.scores()
        rows = _candidates(among, segments, vector, lexical, [s.where(only) for s in segments] if only else None)
        if not len(rows):
            return
        vectors = np.concatenate([segments[i].vectors.rows(own) for i, own in among.places(rows)])
        if among.size > EXACT:  # what is far behind already is not read
            first = top(vectors @ vector + lexical[rows] / (float(lexical.max()) or 1.0), READ)
            rows, vectors = rows[first], vectors[first]
        places = among.places(rows)
        chunks = [segments[i].chunk(int(row)) for i, own in places for row in own]
        meaning = vectors @ vector
        near = matches.around(rows)
        words = WORDS * lexical[rows] / (max(float(lexical.max()), full) or 1.0)
        near = AROUND * near / (max(float(near.max()), full) or 1.0)
        own = np.array([_length(c) - POINTS * c.points for c in chunks])
        like = LIKE * _likeness(meaning + words + near + own, vectors)
        total = meaning + words + near + like + own
        for i, chunk in enumerate(chunks):
            yield Hit(0, round(float(total[i]), 5), chunk, float(meaning[i]), float(words[i]), float(near[i]), float(like[i]))


def _reread(hits: Sequence[Hit], query: str, rerank: Reranker) -> list[Hit]:
    """Hits in the order that a cross-encoder's opinion of the first gives them."""
    first, rest = hits[:RERANKED], hits[RERANKED:]
    added = [RERANK * score for score in rerank.scores(query, [h.chunk.titled(2) for h in first])]
    again = [replace(h, score=round(h.score + more, 5), reread=more) for h, more in zip(first, added, strict=True)]
    return [*sorted(again, key=lambda h: (-h.score, h.rank, h.chunk.report, h.chunk.span)), *rest]


def _length(chunk: Chunk) -> float:
    return LENGTH * math.log(min(600, max(40, len(chunk.text))) / 200)


def _likeness(scores: NDArray[np.float64], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosine of each vector with the mean of those that score best."""
    first = np.argsort(-np.round(scores, 5), kind="stable")[:LIKE_BEST]
    mean = (np.maximum(0, scores[first])[:, None] * vectors[first]).sum(0)
    found: NDArray[np.float32] = vectors @ (mean / (np.linalg.norm(mean) or 1.0)).astype(np.float32)
    return found


def _candidates(
    among: Collection, segments: Sequence[Segment], vector: NDArray[np.float32], scores: Scores, only: Sequence[Rows] | None
) -> Rows:
    """Chunks, numbered through, that are among the nearest of all, or among those with the best words; of those wanted only."""
    near = nearest([s.vectors for s in segments], vector, CANDIDATES, only)
    close = [rows + start for rows, start in zip(near, among.starts, strict=False)]
    worded = np.flatnonzero(scores)
    if only is not None:
        worded = np.intersect1d(worded, np.concatenate([rows + start for rows, start in zip(only, among.starts, strict=False)]))
    return np.unique(np.concatenate([*close, worded[top(scores[worded], CANDIDATES)]]))


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


def open_index(folders: Mapping[str, Path], model: str | None = None) -> Index:
    """Open the segments of some reports (report id -> folder), with the model that made them unless one is named.

    Raises LibraryError for a segment that is damaged or of another model, InputError when the model is not on this machine.
    """
    segments = [Segment(report, folders[report]) for report in sorted(folders)]
    made = [str(segment.about.get("encoder", DEFAULT)) for segment in segments]
    return Index(segments, open_encoder(model or (made[0] if made else DEFAULT)))
