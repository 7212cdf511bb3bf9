"""Vectors of one report in a file, and the nearest of them to a query. Only this module knows FAISS."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = "vectors.faiss"


def write_vectors(folder: Path, vectors: NDArray[np.float32]) -> None:
    """Write rows of length 1 for exact search by inner product, which is their cosine."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    faiss.write_index(index, str(folder / FILE))


class Vectors:
    """The vectors of one report, mapped into memory when first asked."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @cached_property
    def _index(self) -> Any:
        import faiss

        return faiss.read_index(str(self._path), faiss.IO_FLAG_MMAP_IFC)

    def nearest(self, query: NDArray[np.float32], count: int, among: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """Rows nearest to a query, nearest first: `count` at most, of all or of those given."""
        if not self._index.ntotal:
            return np.zeros(0, np.int64)
        only = None if among is None else _only(among)
        _, rows = self._index.search(query[None], min(count, self._index.ntotal), params=only)
        return np.asarray(rows[0][rows[0] >= 0], np.int64)

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of these rows."""
        found: NDArray[np.float32] = self._index.reconstruct_batch(rows) if len(rows) else np.zeros((0, self._index.d), np.float32)
        return found


def _only(rows: NDArray[np.int64]) -> Any:
    import faiss

    parameters: Any = faiss.SearchParameters  # its Python wrapper takes fields by name; its stub does not say so
    return parameters(sel=faiss.IDSelectorBatch(rows))
