"""Postings of one report, and BM25 over those of several.

Statistics (how many chunks have a term, how long a chunk is) are put together when a query is scored, so that adding or
removing a report changes no other. The formula is Lucene's, as in bm25s (a test compares the two); bm25s itself bakes
the statistics of one closed collection into its file.
"""

from __future__ import annotations

import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
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


def write_postings(folder: Path, texts: Iterable[str]) -> None:
    """Write which terms stand how often in which text, and how the commonest spelling of each term looks.

    Numbers only are kept meanwhile, twelve bytes for each term of a text, so that a million texts fit into memory.
    """
    numbers: dict[str, int] = {}
    found, often = array("i"), array("i")
    sized, lengths = array("i"), array("i")
    surfaces: dict[str, Counter[str]] = {}
    for text in texts:
        terms: list[str] = []
        for token in tokens(text):
            made = terms_of(token)
            terms += made
            if len(made) == 1 and token.isalpha():
                surfaces.setdefault(made[0], Counter())[token] += 1
        counts = Counter(terms)
        counts.update(pairs(terms))
        found.extend(numbers.setdefault(term, len(numbers)) for term in counts)
        often.extend(counts.values())
        sized.append(len(counts))
        lengths.append(len(terms))
    sizes = _column(sized)
    write_counts(folder, list(numbers), _column(found), _column(often), sizes, _column(lengths))
    best = (f"{term}\t{min(spelt, key=lambda s: (-spelt[s], s))}" for term, spelt in sorted(surfaces.items()))
    (folder / "spellings.tsv").write_bytes("\n".join(best).encode())


def _column(numbers: array[int]) -> NDArray[np.int32]:
    return np.frombuffer(numbers, np.int32) if numbers else np.zeros(0, np.int32)


def write_counts(
    folder: Path,
    terms: Sequence[str],
    found: NDArray[np.int32],
    often: NDArray[np.int32],
    kinds: NDArray[np.int32],
    lengths: NDArray[np.int32],
) -> None:
    """Write postings: `found` are numbers of `terms`, each said `often`; the first `kinds[0]` of them stand in the first text, and so on.

    A term is known by a hash of eight bytes: two of ten million share one with a chance of one in 400,000.
    """
    hashes = np.array([hashed(term) for term in terms], np.uint64)
    order = np.argsort(hashes)
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    by_term = np.argsort(rank[found], kind="stable")  # texts stay in order
    texts = np.repeat(np.arange(len(kinds), dtype=np.int32), kinds)
    np.save(folder / "terms.npy", hashes[order])
    np.save(folder / "posting_ends.npy", np.cumsum(np.bincount(rank[found], minlength=len(terms)), dtype=np.int64))
    np.save(folder / "postings.npy", np.stack([texts[by_term], often[by_term]], 1).astype(np.int32).reshape(-1, 2))
    np.save(folder / "lengths.npy", lengths.astype(np.int32))


def hashed(term: str) -> int:
    """The number by which postings know a term."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


class Postings:
    """The postings of one report, mapped into memory: nothing is read before it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, int] = {}

    @cached_property
    def lengths(self) -> NDArray[np.int32]:
        """Number of terms of each chunk."""
        return self._array("lengths")

    def of(self, term: str) -> NDArray[np.int32]:
        """Rows of (chunk, how often) for a term."""
        at = self._known.get(term)
        if at is None:
            self.look_up((term,))
            at = self._known[term]
        if at < 0:
            return _NO_ROWS
        start = int(self._posting_ends[at - 1]) if at else 0
        return self._postings[start : int(self._posting_ends[at])]

    def look_up(self, terms: Iterable[str]) -> None:
        """Find the places of many terms in one go; `of` is quick for them afterwards."""
        new = [term for term in terms if term not in self._known]
        if new:
            keys = np.array([hashed(term) for term in new], np.uint64)
            at = np.searchsorted(self._terms, keys)
            there = at < len(self._terms)
            there[there] = self._terms[at[there]] == keys[there]
            self._known.update(zip(new, np.where(there, at, -1).tolist(), strict=True))

    def __contains__(self, term: str) -> bool:
        self.look_up((term,))
        return self._known[term] >= 0

    @cached_property
    def spellings(self) -> dict[str, str]:
        """The commonest spelling of each term that is a word."""
        lines = (self._folder / "spellings.tsv").read_text("utf-8").split("\n")
        return dict(line.split("\t") for line in lines if line)

    @cached_property
    def _terms(self) -> NDArray[np.uint64]:
        return self._array("terms")

    @cached_property
    def _posting_ends(self) -> NDArray[np.int64]:
        return self._array("posting_ends")

    @cached_property
    def _postings(self) -> NDArray[np.int32]:
        return self._array("postings")

    def _array(self, name: str) -> NDArray[Any]:
        loaded: NDArray[Any] = np.asarray(np.load(self._folder / f"{name}.npy", mmap_mode="r"))  # still mapped, and quicker to cut
        return loaded


_NO_ROWS: NDArray[np.int32] = np.zeros((0, 2), np.int32)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a query and what it counts. It is never taken for rarer than the asked terms that it stands for."""

    term: str
    weight: float = 1.0
    stands_for: tuple[str, ...] = ()


class Collection:
    """Segments whose statistics count together; their chunks are numbered through, in the order of the segments."""

    def __init__(self, segments: Sequence[Postings]) -> None:
        self.segments = tuple(segments)
        self.starts: NDArray[np.int64] = np.cumsum([0] + [len(s.lengths) for s in segments], dtype=np.int64)

    @property
    def size(self) -> int:
        """Number of chunks."""
        return int(self.starts[-1])

    @cached_property
    def lengths(self) -> NDArray[np.int32]:
        """Number of terms of each chunk."""
        return np.concatenate([np.zeros(0, np.int32), *(s.lengths for s in self.segments)])

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """How many terms stand before each chunk; one more number for the end."""
        return np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)])

    def stretches(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First chunk, and the one after the last, of the stretch of one report's text in whose middle each row stands."""
        middle = (self.ends[rows] + self.ends[rows + 1]) / 2
        low = np.searchsorted(self.ends[1:], middle - AROUND_TERMS / 2, side="right")
        high = np.searchsorted(self.ends[:-1], middle + AROUND_TERMS / 2, side="left")
        segment = np.searchsorted(self.starts, rows, side="right")
        return np.maximum(np.minimum(low, rows), self.starts[segment - 1]), np.minimum(np.maximum(high, rows + 1), self.starts[segment])

    def places(self, rows: NDArray[np.int64]) -> list[tuple[int, NDArray[np.int64]]]:
        """Chunks, in order, as (which segment, its own rows)."""
        cuts = np.searchsorted(rows, self.starts)
        return [(i, rows[a:b] - self.starts[i]) for i, (a, b) in enumerate(pairwise(cuts.tolist())) if b > a]

    def matches(self, terms: Iterable[Term]) -> Matches:
        """Where the terms of a query stand."""
        return Matches(self, tuple(terms))


class Matches:
    """The postings of a query's terms in a collection, and what chunks score by them."""

    def __init__(self, among: Collection, terms: tuple[Term, ...]) -> None:
        self._among, self._terms = among, terms
        wanted = dict.fromkeys(t for term in terms for t in (term.term, *term.stands_for))
        for segment in among.segments:
            segment.look_up(wanted)
        self._found = {term: self._joined(term) for term in wanted}

    def _joined(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Chunks that have a term, in order, and how often they have it."""
        parts = [(start, found) for start, s in zip(self._among.starts, self._among.segments, strict=False) if len(found := s.of(term))]
        if not parts:
            return np.zeros(0, np.int64), np.zeros(0, np.int32)
        return np.concatenate([found[:, 0] + start for start, found in parts]), np.concatenate([found[:, 1] for _, found in parts])

    def scores(self) -> Scores:
        """BM25 of all chunks."""
        scores = np.zeros(self._among.size, np.float32)
        lengths, average = self._among.lengths, float(self._among.ends[-1]) / max(1, self._among.size)
        for term in self._terms:
            chunks, often = self._found[term.term]
            scores[chunks] += self._rarity(term) * often / (often + K1 * (1 - B + B * lengths[chunks] / average))
        return scores

    def around(self, rows: NDArray[np.int64]) -> Scores:
        """BM25 of the stretch of about `AROUND_TERMS` terms in whose middle each of these chunks stands.

        A paragraph seldom says all that its neighbours make plain; a window of text does (the chunking that suits plain search best).
        """
        scores = np.zeros(len(rows), np.float32)
        if not len(rows):
            return scores
        low, high = self._among.stretches(rows)
        sizes = self._among.ends[high] - self._among.ends[low]
        average = max(1.0, float(sizes.mean()))
        for term in self._terms:
            chunks, often = self._found[term.term]
            within = _sums(often, np.searchsorted(chunks, low), np.searchsorted(chunks, high))
            scores += self._rarity(term) * within / (within + K1 * (1 - B + B * sizes / average))
        return scores

    def full(self) -> float:
        """What a chunk could reach at most that says all the asked single terms; one that is nowhere counts as the rarest."""
        return sum(self._rarity(t) for t in self._terms if not t.stands_for and " " not in t.term)

    def _rarity(self, term: Term) -> float:
        asked = [often for t in term.stands_for if (often := len(self._found[t][0]))]
        return term.weight * _rarity(self._among.size, max(len(self._found[term.term][0]), min(asked, default=0)))


def _sums(numbers: NDArray[np.int32], low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sum of the numbers between each two places; few places of many numbers cost no pass over all."""
    made = np.zeros(len(low), np.int64)
    for step in range(int((high - low).max())):
        here = np.flatnonzero(low + step < high)
        made[here] += numbers[low[here] + step]
    return made


def _rarity(count: int, having: int) -> float:
    return math.log(1 + (count - having + 0.5) / (having + 0.5))


def weighted(terms: Sequence[str], weight: float = 1.0, stands_for: tuple[str, ...] = ()) -> list[Term]:
    """Terms and pairs of neighbouring terms with what they count in a query."""
    single = [Term(t, weight, stands_for) for t in dict.fromkeys(terms)]
    return single + [Term(p, weight * PAIR, stands_for) for p in dict.fromkeys(pairs(terms))]
