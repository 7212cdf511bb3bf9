"""BM25 over segments: the same scores as the well-known library, whatever way the reports are cut."""

from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np
import pytest

from index.lexical import Collection, Postings, Scores, Term, write_postings
from index.words import pairs, words

TEXTS = [
    "water drawn from the river", "river water is treated and given back to the river", "energy of the sun",
    "the sun dries cloth", "cloth of hemp and linen cloth", "waste water", "pension plan for weavers",
]  # fmt: skip


def postings(folder: Path, texts: list[str]) -> Postings:
    folder.mkdir()
    write_postings(folder, texts)
    return Postings(folder)


def bm25(segments: list[Postings], terms: list[Term]) -> list[Scores]:
    """Scores of all chunks, a list for each segment."""
    among = Collection(segments)
    return np.split(among.matches(terms).scores(), among.starts[1:-1])


@pytest.mark.parametrize("query", ["river water", "cloth", "sun energy plan", "unheard of"])
def test_scores_are_those_of_bm25s(tmp_path: Path, query: str) -> None:
    reference = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    reference.index([words(t) for t in TEXTS], show_progress=False)
    known = [w for w in words(query) if any(w in words(t) for t in TEXTS)]
    expected = reference.get_scores(known) if known else np.zeros(len(TEXTS))
    (scores,) = bm25([postings(tmp_path / "a", TEXTS)], [Term(w) for w in words(query)])
    assert scores == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("cut", [1, 3, 6])
def test_statistics_are_those_of_all_segments_together(tmp_path: Path, cut: int) -> None:
    terms = [Term("river"), Term("cloth", 0.5), Term("wast water")]
    (whole,) = bm25([postings(tmp_path / "whole", TEXTS)], terms)
    parts = bm25([postings(tmp_path / "a", TEXTS[:cut]), postings(tmp_path / "b", TEXTS[cut:])], terms)
    assert np.concatenate(parts) == pytest.approx(whole)


def test_another_word_counts_as_no_rarer_than_the_asked_one(tmp_path: Path) -> None:
    segment = postings(tmp_path / "a", TEXTS)
    (own,) = bm25([segment], [Term("pension")])
    (instead,) = bm25([segment], [Term("pension", 1.0, ("water",))])
    assert 0 < instead[6] < own[6]


def test_neighbouring_words_are_found_as_a_pair(tmp_path: Path) -> None:
    (scores,) = bm25([postings(tmp_path / "a", TEXTS)], [Term(pair) for pair in pairs(words("waste water"))])
    assert scores.argmax() == 5
    assert np.count_nonzero(scores) == 1


def test_every_term_is_found(tmp_path: Path) -> None:
    segment = postings(tmp_path / "a", TEXTS)
    for row, text in enumerate(TEXTS):
        assert all(row in segment.of(term)[:, 0] for term in words(text))
    assert "unheard" not in segment
    assert len(segment.of("unheard")) == 0


def test_a_report_without_chunks(tmp_path: Path) -> None:
    empty = postings(tmp_path / "a", [])
    (none, some) = bm25([empty, postings(tmp_path / "b", TEXTS)], [Term("sun")])
    assert len(none) == 0
    assert some.max() > 0


def test_the_text_around_ends_with_its_report(tmp_path: Path) -> None:
    both = Collection([postings(tmp_path / "a", ["sun"]), postings(tmp_path / "b", ["wind", "sun dries cloth"])])
    low, high = both.stretches(np.array([0, 1, 2]))
    assert low.tolist() == [0, 1, 1]
    assert high.tolist() == [1, 3, 3]
    around = both.matches([Term("sun")]).around(np.array([0, 1, 2]))
    assert around[0] > around[1] == around[2] > 0
