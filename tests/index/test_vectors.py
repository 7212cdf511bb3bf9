"""The nearest vectors: all compared while they are few, by their signs first when they are many."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import EXACT, SMALL, Vectors, nearest, top, write_vectors

Floats = NDArray[np.float32]


def made(count: int, seed: int, width: int = 128) -> Floats:
    """Rows of length 1 in some 200 clusters."""
    draw = np.random.default_rng(seed)
    middles = np.random.default_rng(0).normal(size=(200, width))
    rows = middles[draw.integers(0, 200, count)] + 0.7 * draw.normal(size=(count, width))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def written(folder: Path, rows: Floats) -> Vectors:
    folder.mkdir()
    write_vectors(folder, rows)
    return Vectors(folder)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Vectors], list[Floats]]:
    base = tmp_path_factory.mktemp("large")
    rows = [made(EXACT // 2 + 10, 1), made(EXACT // 2 + 10, 2), made(0, 3)]
    return [written(base / str(i), each) for i, each in enumerate(rows)], rows


@pytest.mark.parametrize("count", [40, SMALL + 1])
def test_few_are_all_compared(count: int, tmp_path: Path) -> None:
    rows, query = made(count, 1), made(1, 9)[0]
    vectors = written(tmp_path / "a", rows)
    best = np.argsort(-(rows @ query))[:10]
    found, cosines = vectors.closest(query, 10)
    assert found.tolist() == best.tolist()
    assert cosines == pytest.approx(rows[best] @ query, abs=1e-6)
    assert np.array_equal(vectors.rows(best), rows[best])
    some = np.arange(1, count, 3)
    assert vectors.closest(query, 3, some)[0].tolist() == some[np.argsort(-(rows[some] @ query))[:3]].tolist()


def test_the_nearest_of_several_reports_come_from_any_of_them(tmp_path: Path) -> None:
    rows = [made(30, 1), made(0, 2), made(50, 3)]
    query = made(1, 9)[0]
    found = nearest([written(tmp_path / str(i), each) for i, each in enumerate(rows)], query, 12)
    cosines = np.concatenate([each[own] @ query for each, own in zip(rows, found, strict=True)])
    every = np.sort(np.concatenate([each @ query for each in rows]))[::-1]
    assert np.sort(cosines)[::-1] == pytest.approx(every[:12], abs=1e-6)


def test_of_many_nearly_all_that_exact_search_finds_are_found(large: tuple[list[Vectors], list[Floats]]) -> None:
    vectors, rows = large
    shared = []
    for query in made(20, 9):
        best = {(i, int(r)) for i, each in enumerate(rows) for r in np.argsort(-(each @ query))[:10]}
        right = set(sorted(best, key=lambda place: -float(rows[place[0]][place[1]] @ query))[:10])
        found = {(i, int(r)) for i, own in enumerate(nearest(vectors, query, 10)) for r in own}
        shared.append(len(right & found) / 10)
    assert np.mean(shared) >= 0.97


def test_of_many_only_those_that_are_wanted_are_found(large: tuple[list[Vectors], list[Floats]]) -> None:
    vectors, rows = large
    wanted = [np.arange(0, len(each), 2) for each in rows[:2]]
    found = nearest(vectors[:2], made(1, 9)[0], 50, wanted)
    assert sum(map(len, found)) == 50
    assert all(row % 2 == 0 for own in found for row in own.tolist())


def test_of_equal_scores_the_first_are_taken() -> None:
    assert top(np.array([1.0, 3.0, 2.0, 2.0, 2.0]), 3).tolist() == [1, 2, 3]
    assert top(np.array([1.0, 3.0]), 3).tolist() == [0, 1]
