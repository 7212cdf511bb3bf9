"""The index of one report: a folder that is written once and never changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.chunks import Chunk, chunks_of
from index.encode import Encoder, Progress, encode_cached, forget, keys_of
from index.lexical import Postings, write_postings
from index.vectors import Vectors, write_vectors
from index.words import terms_of, tokens, words
from report.errors import LibraryError
from report.model import Report, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 2
TITLES_READ = 2
"""Headings above a chunk that the encoder reads with it."""
TITLES_POSTED = 1
"""Headings above a chunk whose words are in its postings."""
KEYS = "keys.bin"
"""By what the cache of vectors knows this report's texts."""

Note = tuple[str, Span]
"""Words that say of a place what is known of it (the label of a fact), searchable there."""


def write(
    folder: Path, report: Report, encoder: Encoder, cache: Path, progress: Progress | None = None, notes: Sequence[Note] = ()
) -> None:
    """Write the index of a report into a new folder; `segment.json` comes last, so that half a segment is never taken for one."""
    folder.mkdir(parents=True, exist_ok=True)
    chunks = chunks_of(report)
    write_chunks(folder, chunks)
    texts = [c.titled(TITLES_POSTED) for c in chunks]
    write_postings(folder, [f"{text}\n{more}" if more else text for text, more in zip(texts, _noted(chunks, texts, notes), strict=True)])
    read = [c.titled(TITLES_READ) for c in chunks]
    write_vectors(folder, encode_cached(encoder, read, cache, progress))
    (folder / KEYS).write_bytes(b"".join(keys_of(read)))
    about = {"format": FORMAT, "report": report.id, "chunks": len(chunks), "encoder": encoder.name, "sha256": encoder.sha256}
    (folder / "segment.json").write_text(json.dumps(about), "utf-8")


def forgotten(folder: Path, cache: Path) -> None:
    """Take the vectors of a segment, which is to go, out of the cache."""
    try:
        about = json.loads((folder / "segment.json").read_text("utf-8"))
        keys = (folder / KEYS).read_bytes()
        forget([keys[i : i + 32] for i in range(0, len(keys), 32)], str(about["sha256"]), cache)
    except (FileNotFoundError, KeyError, ValueError):
        return  # damaged, or made before keys were written: there is nothing to go by


def _noted(chunks: Sequence[Chunk], texts: Sequence[str], notes: Sequence[Note]) -> list[str]:
    """For each chunk the words of its notes that it does not say itself, each once."""
    starts = np.array([span.start for _, span in notes], np.int64)
    ends = np.array([span.end for _, span in notes], np.int64)
    found = []
    for chunk, text in zip(chunks, texts, strict=True):
        here = sorted({int(i) for s in (chunk.span, *chunk.also) for i in np.flatnonzero((starts < s.end) & (s.start < ends))})
        said = frozenset(words(text)) if here else frozenset()
        new = (token for i in here for token in tokens(notes[i][0]) if not said.issuperset(terms_of(token)))
        found.append(" ".join(dict.fromkeys(new)))
    return found


def write_chunks(folder: Path, chunks: Iterable[Chunk]) -> None:
    """Write what hits show, a line for each chunk."""
    lines = [json.dumps(_packed(c), ensure_ascii=False).encode() + b"\n" for c in chunks]
    (folder / "chunks.jsonl").write_bytes(b"".join(lines))
    np.save(folder / "chunk_ends.npy", np.cumsum([len(line) for line in lines], dtype=np.int64))


def _packed(chunk: Chunk) -> dict[str, object]:
    spans = [(s.start, s.end) for s in (chunk.span, *chunk.also)]
    return {"text": chunk.text, "section": chunk.section, "page": chunk.page, "kind": chunk.kind, "spans": spans, "points": chunk.points}


class Segment:
    """One report, open for search. Raises LibraryError when its folder is damaged or made by a newer version."""

    def __init__(self, report: str, folder: Path) -> None:
        self.report, self.folder = report, folder
        try:
            self.about: Mapping[str, object] = json.loads((folder / "segment.json").read_text("utf-8"))
            made = int(str(self.about["format"]))
            self.size = int(str(self.about["chunks"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LibraryError(f"{folder}: the search index of {report} is damaged; build the report again") from error
        if made > FORMAT:
            raise LibraryError(f"{folder}: this search index was made by a newer version of reportgraph")
        if made < FORMAT:
            raise LibraryError(f"{folder}: this search index was made by an older version of reportgraph; build {report} again")
        self.postings, self.vectors = Postings(folder), Vectors(folder)

    def chunk(self, row: int) -> Chunk:
        """The chunk of a row of vectors or postings."""
        start = int(self._ends[row - 1]) if row else 0
        packed = json.loads(self._lines[start : int(self._ends[row])].decode())
        first, *also = (Span(self.report, a, b) for a, b in packed.pop("spans"))
        return Chunk(report=self.report, span=first, also=tuple(also), **packed)

    def where(self, wanted: Callable[[Chunk], bool]) -> NDArray[np.int64]:
        """Rows of the chunks that are wanted."""
        return np.array([row for row, chunk in enumerate(self._chunks) if wanted(chunk)], np.int64)

    @cached_property
    def _chunks(self) -> list[Chunk]:
        return [self.chunk(row) for row in range(self.size)]

    @cached_property
    def _lines(self) -> mmap:
        with (self.folder / "chunks.jsonl").open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return np.asarray(np.load(self.folder / "chunk_ends.npy", mmap_mode="r"))
