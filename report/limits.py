"""How large, long, deep and slow an input may be. Readers raise `LimitError`, in one line, when one of these is passed."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Limits:
    """Sizes that no report of ours comes near. All are positive."""

    max_bytes: int = 200_000_000
    """Of the file as it lies on disk."""
    max_unpacked: int = 1_000_000_000
    """Bytes of what is packed inside it (streams of a PDF, parts of a DOCX), together."""
    max_stream: int = 200_000_000
    """Bytes of one packed stream."""
    max_pages: int = 5_000
    max_page_chars: int = 400_000
    """Characters on one page of a PDF."""
    max_chars: int = 20_000_000
    """Characters of the text that comes out."""
    max_depth: int = 400
    """Elements inside each other (HTML, XML)."""
    max_cells: int = 200_000
    """Cells of one table, merged ones counted for each place they cover."""
    max_seconds: float = 600.0
    """Looked at after each page of a PDF."""

    def __post_init__(self) -> None:
        for one in fields(self):
            if getattr(self, one.name) <= 0:
                raise ValueError(f"the limit {one.name} must be positive")


DEFAULT = Limits()
