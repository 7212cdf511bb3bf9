"""Cells that cover several columns and rows: which cell covers which place of the grid, and what the spans tell of the header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.errors import LimitError
from report.limits import Limits

Spans = Sequence[Sequence[tuple[int, int]]]
"""(columns, rows) of each cell of each row, as written."""


def covered(spans: Spans, limits: Limits, name: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Which cell, as (row, number in it), covers each place of the grid; `spans` are (columns, rows) of each cell of each row.

    Raises LimitError for a grid beyond the limit of cells.
    """
    grid: dict[tuple[int, int], tuple[int, int]] = {}
    for i, row in enumerate(spans):
        at = 0
        for k, (columns, rows) in enumerate(row):
            while (i, at) in grid:
                at += 1
            down = min(rows, len(spans) - i)
            if (len(grid) + down * columns) > limits.max_cells:
                raise LimitError(f"{name}: a table of more than {limits.max_cells:,} cells")
            for a in range(i, i + down):
                for b in range(at, at + columns):
                    grid.setdefault((a, b), (i, k))
            at += columns
    return grid


def title_rows(spans: Spans, width: int) -> set[int]:
    """Rows that one cell fills from end to end."""
    return {i for i, row in enumerate(spans) if len(row) == 1 and 1 < width <= row[0][0]}


def spanned_heads(spans: Spans) -> int:
    """How many rows are header by their spans: a first cell that reaches down beside heads that reach over several columns; 0 if none does."""
    first = spans[0] if spans else ()
    down = first[0][1] if first else 1
    return down if 1 < down <= 3 and down < len(spans) and any(columns > 1 for columns, _ in first[1:]) else 0


def span(text: str | None) -> int:
    """A span as it is written: at least 1, at most 1,000."""
    match = re.match(r"\W*(\d{1,6})", text or "")
    return max(1, min(int(match.group(1)), 1000)) if match else 1
