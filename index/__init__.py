"""Search: a report becomes chunks, chunks become vectors and postings, a query becomes hits.

write_segment(folder, report, cache, progress)     once for each report
open_index({"acme-2025": folder}).search("water withdrawal", k=5)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.chunks import Chunk, chunks_of

if TYPE_CHECKING:
    from index.filters import Filter as Filter
    from index.rerank import Reranker as Reranker
    from index.search import Hit as Hit
    from index.search import Index as Index
    from report.model import Report, Span

__all__ = ["DEFAULT", "Chunk", "chunks_of", "forget_segment", "made_with", "open_index", "reranker", "write_segment"]

DEFAULT = "minilm"
"""The model that is used unless another is named."""


def write_segment(
    folder: Path,
    report: Report,
    cache: Path,
    progress: Callable[[int, int], None] | None = None,
    model: str = DEFAULT,
    notes: Sequence[tuple[str, Span]] = (),
) -> None:
    """Write the search index of one report into a new folder. `cache` keeps vectors by content, for the next build.

    `progress(done, all)` is told how many chunks have their vectors. `notes` are words that tell of places in the report (labels of
    facts): a query finds the places by them. Raises InputError when the model is not installed.
    """
    from index import segment
    from index.encode import open_encoder

    segment.write(folder, report, open_encoder(model), cache, progress, notes)


def forget_segment(folder: Path, cache: Path) -> None:
    """Take what a build of a segment left in the cache of vectors out of it: its report leaves the library."""
    from index import segment

    segment.forgotten(folder, cache)


def made_with(folder: Path) -> str:
    """The name of the model that made a segment. Raises LibraryError when it is damaged."""
    from index.segment import Segment

    return str(Segment("", folder).about.get("encoder", DEFAULT))


def reranker() -> Reranker:
    """A cross-encoder for `Index.search`. Raises InputError when its model is not installed."""
    from index.rerank import Reranker

    return Reranker()


def open_index(folders: Mapping[str, Path], model: str | None = None) -> Index:
    """Open the segments of some reports (report id -> folder), with the model that made them unless one is named.

    Raises LibraryError for one that is damaged or of another model, InputError when the model is not on this machine.
    """
    from index import search

    return search.open_index(folders, model)
