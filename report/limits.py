"""How large, long, deep and slow an input may be. Readers raise `LimitError`, in one line, when one of these is passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from report.errors import InputError


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


def limits_of(given: Mapping[str, str]) -> Limits:
    """The usual limits with others set, as "max_pages": "100". Raises InputError for an unknown one and for what is no number over 0."""
    known = [one.name for one in fields(Limits)]
    numbers: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise InputError(f"--limit {name}: no such limit; have {', '.join(known)}")
        try:
            numbers[name] = float(value) if name == "max_seconds" else int(value)
            replace(DEFAULT, **{name: numbers[name]})
        except ValueError as error:
            raise InputError(f"--limit {name}={value}: must be a {'' if name == 'max_seconds' else 'whole '}number over 0") from error
    return replace(DEFAULT, **numbers)
