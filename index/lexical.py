"""Postings of one report, and BM25 over those of several.

Statistics (how many chunks have a term, how long a chunk is) are put together when a query is scored, so that adding or
removing a report changes no other. The formula is Lucene's, as in bm25s (a test compares the two); bm25s itself bakes
the statistics of one closed collection into its file.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.words import pairs, terms_of, tokens

K1, B = 1.2, 0.75
PAIR = 0.4
"""What a pair of neighbouring terms counts beside a single one."""

AROUND_TERMS = 190
"""Terms of the stretch around a chunk that lends it words: some 1,200 characters."""

Scores = NDArray[np.float32]


def write_postings(folder: Path, texts: Sequence[str]) -> None:
    """Write which terms stand how often in which text, and how the commonest spelling of each term looks."""
    counts: list[Counter[str]] = []
    lengths: list[int] = []
    surfaces: dict[str, Counter[str]] = {}
    for text in texts:
        found: list[str] = []
        for token in tokens(text):
            made = terms_of(token)
            found += made
            if len(made) == 1 and token.isalpha():
                surfaces.setdefault(made[0], Counter())[token] += 1
        counts.append(Counter(found) + Counter(pairs(found)))
        lengths.append(len(found))
    _write(folder, counts, lengths)
    best = (f"{term}\t{min(spelt, key=lambda s: (-spelt[s], s))}" for term, spelt in sorted(surfaces.items()))
    (folder / "spellings.tsv").write_bytes("\n".join(best).encode())


def _write(folder: Path, counts: Sequence[Counter[str]], lengths: Sequence[int]) -> None:
    postings: dict[bytes, list[tuple[int, int]]] = {}
    for chunk, terms in enumerate(counts):
        for term, count in terms.items():
            postings.setdefault(term.encode(), []).append((chunk, count))
    terms_sorted = sorted(postings)
    flat = [entry for term in terms_sorted for entry in postings[term]]
    (folder / "terms.bin").write_bytes(b"".join(terms_sorted))
    np.save(folder / "term_ends.npy", np.cumsum([len(t) for t in terms_sorted], dtype=np.int64))
    np.save(folder / "posting_ends.npy", np.cumsum([len(postings[t]) for t in terms_sorted], dtype=np.int64))
    np.save(folder / "postings.npy", np.array(flat, np.int32).reshape(-1, 2))
    np.save(folder / "lengths.npy", np.array(lengths, np.int32))


class Postings:
    """The postings of one report, mapped into memory: nothing is read before it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def lengths(self) -> NDArray[np.int32]:
        """Number of terms of each chunk."""
        return self._array("lengths")

    @cached_property
    def total(self) -> int:
        """Number of terms of all chunks."""
        return int(self.lengths.sum(dtype=np.int64))

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """How many terms stand before each chunk; one more number for the end."""
        return np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)])

    def stretches(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First chunk, and the one after the last, of the stretch of text in whose middle each row stands."""
        middle = (self.ends[rows] + self.ends[rows + 1]) / 2
        low = np.searchsorted(self.ends[1:], middle - AROUND_TERMS / 2, side="right")
        high = np.searchsorted(self.ends[:-1], middle + AROUND_TERMS / 2, side="left")
        return np.minimum(low, rows), np.maximum(high, rows + 1)

    def of(self, term: str) -> NDArray[np.int32]:
        """Rows of (chunk, how often) for a term."""
        at = self._find(term.encode())
        if at is None:
            return np.zeros((0, 2), np.int32)
        start = int(self._posting_ends[at - 1]) if at else 0
        return self._postings[start : int(self._posting_ends[at])]

    def __contains__(self, term: str) -> bool:
        return self._find(term.encode()) is not None

    @cached_property
    def spellings(self) -> dict[str, str]:
        """The commonest spelling of each term that is a word."""
        lines = (self._folder / "spellings.tsv").read_text("utf-8").split("\n")
        return dict(line.split("\t") for line in lines if line)

    def _find(self, term: bytes) -> int | None:
        """Place of a term in the sorted list of terms."""
        low, high = 0, len(self._term_ends)
        while low < high:
            middle = (low + high) // 2
            if self._term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self._term_ends) and self._term(low) == term else None

    def _term(self, at: int) -> bytes:
        start = int(self._term_ends[at - 1]) if at else 0
        return self._terms[start : int(self._term_ends[at])]

    @cached_property
    def _terms(self) -> bytes:
        return (self._folder / "terms.bin").read_bytes()

    @cached_property
    def _term_ends(self) -> NDArray[np.int64]:
        return self._array("term_ends")

    @cached_property
    def _posting_ends(self) -> NDArray[np.int64]:
        return self._array("posting_ends")

    @cached_property
    def _postings(self) -> NDArray[np.int32]:
        return self._array("postings")

    def _array(self, name: str) -> NDArray[Any]:
        loaded: NDArray[Any] = np.load(self._folder / f"{name}.npy", mmap_mode="r")
        return loaded


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a query and what it counts. It is never taken for rarer than the asked terms that it stands for."""

    term: str
    weight: float = 1.0
    stands_for: tuple[str, ...] = ()


def bm25(segments: Sequence[Postings], terms: Iterable[Term]) -> list[Scores]:
    """Scores of all chunks of each segment for the terms of a query, by the statistics of all these segments together."""
    count = sum(len(s.lengths) for s in segments)
    average = sum(s.total for s in segments) / max(1, count)
    scores = [np.zeros(len(s.lengths), np.float32) for s in segments]
    for term in terms:
        found = [s.of(term.term) for s in segments]
        asked = [n for t in term.stands_for if (n := sum(len(s.of(t)) for s in segments))]
        having = max(sum(len(f) for f in found), min(asked, default=0))
        rarity = term.weight * _rarity(count, having)
        for segment, postings, score in zip(segments, found, scores, strict=True):
            chunks, often = postings[:, 0], postings[:, 1]
            score[chunks] += rarity * often / (often + K1 * (1 - B + B * segment.lengths[chunks] / average))
    return scores


def around(segments: Sequence[Postings], terms: Iterable[Term], rows: Sequence[NDArray[np.int64]]) -> list[Scores]:
    """BM25 of the stretch of about `AROUND_TERMS` terms in whose middle each row stands, for these rows of each segment.

    A paragraph seldom says all that its neighbours make plain; a window of text does (the chunking that suits plain search best).
    """
    count = sum(len(s.lengths) for s in segments)
    bounds = [s.stretches(r) for s, r in zip(segments, rows, strict=True)]
    sizes = [s.ends[high] - s.ends[low] for s, (low, high) in zip(segments, bounds, strict=True)]
    average = max(1.0, float(np.concatenate(sizes).mean())) if any(map(len, sizes)) else 1.0
    scores = [np.zeros(len(r), np.float32) for r in rows]
    for term in terms:
        found = [s.of(term.term) for s in segments]
        asked = [n for t in term.stands_for if (n := sum(len(s.of(t)) for s in segments))]
        rarity = term.weight * _rarity(count, max(sum(len(f) for f in found), min(asked, default=0)))
        for postings, (low, high), size, score in zip(found, bounds, sizes, scores, strict=True):
            if len(postings):
                often = np.concatenate([[0], np.cumsum(postings[:, 1])])
                within = often[np.searchsorted(postings[:, 0], high)] - often[np.searchsorted(postings[:, 0], low)]
                score += rarity * within / (within + K1 * (1 - B + B * size / average))
    return scores


def full_score(segments: Sequence[Postings], terms: Iterable[Term]) -> float:
    """What a chunk could reach at most that says all the asked single terms; one that is nowhere counts as the rarest."""
    count = sum(len(s.lengths) for s in segments)
    having = ((t.weight, sum(len(s.of(t.term)) for s in segments)) for t in terms if not t.stands_for and " " not in t.term)
    return sum(weight * _rarity(count, n) for weight, n in having)


def _rarity(count: int, having: int) -> float:
    return math.log(1 + (count - having + 0.5) / (having + 0.5))


def weighted(terms: Sequence[str], weight: float = 1.0, stands_for: tuple[str, ...] = ()) -> list[Term]:
    """Terms and pairs of neighbouring terms with what they count in a query."""
    single = [Term(t, weight, stands_for) for t in dict.fromkeys(terms)]
    return single + [Term(p, weight * PAIR, stands_for) for p in dict.fromkeys(pairs(terms))]
