"""What a table is made of while it is put together: lines with their columns, cells as tuples of lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from report.pdf_glyphs import Rule
from report.pdf_lines import Bit, Line, line_of, rows_of, split

CellLines = tuple[Line, ...]
"""The lines of a cell, top down; the same tuple in several places is one cell that spans them."""


class Item(NamedTuple):
    """A line with the columns it stands in, first and last."""

    first: int
    last: int
    line: Line


def tight_rows(lines: Sequence[Line], down: Sequence[Rule] = ()) -> list[list[Line]]:
    """Lines by baseline, cut at every gap that is wider than a blank, and at the upright lines `down`."""
    rows = [split(row, 0.6, 1.0) for row in rows_of(b for line in lines for b in line.bits)]
    return [[part for line in row for part in _fenced(line, down)] for row in rows] if down else rows


def _fenced(line: Line, down: Sequence[Rule]) -> list[Line]:
    """A line cut where an upright line stands between two of its words."""
    middle = line.y - 0.3 * line.size
    cuts = sorted(r.at for r in down if line.x0 < r.at < line.x1 and r.a - 1 <= middle <= r.b + 1)
    if not cuts:
        return [line]
    parts: list[list[Bit]] = [[line.bits[0]]]
    for a, b in itertools.pairwise(line.bits):
        if any(a.x1 - 1.5 <= cut <= b.x0 + 1.5 for cut in cuts):
            parts.append([])
        parts[-1].append(b)
    return [line_of(part) for part in parts] if len(parts) > 1 else [line]
