"""What a table is made of while it is put together: lines with their columns, cells as tuples of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from report.pdf_lines import Line, rows_of, split

CellLines = tuple[Line, ...]
"""The lines of a cell, top down; the same tuple in several places is one cell that spans them."""


class Item(NamedTuple):
    """A line with the columns it stands in, first and last."""

    first: int
    last: int
    line: Line


def tight_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by baseline, cut at every gap that is wider than a blank."""
    return [split(row, 0.6, 1.0) for row in rows_of(b for line in lines for b in line.bits)]
