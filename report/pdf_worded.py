"""Tables of words without any line: a row of short heads, and rows below whose cells begin where the heads do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.pdf_lines import Line
from report.pdf_tables import Region

_NEAR = 2.5
"""Points by which a cell may begin beside its head."""
_BRIEF = 4
"""Words that the cells of a column have on average, at most; one column may have more."""


def worded(rows: Sequence[Sequence[Line]]) -> list[Region]:
    """Regions below a row of three short heads or more, three full rows or more; prose in columns is none, for its lines are long."""
    found: list[Region] = []
    at = 0
    while at < len(rows):
        heads = _heads(rows[at])
        body = _body(rows[at + 1 :], heads) if heads else []
        if _is_table(heads, body):
            lines = [line for row in (heads, *body) for line in row]
            found.append(Region(min(line.x0 for line in lines), max(line.x1 for line in lines), lines, []))
            at += len(body)
        at += 1
    return found


def _heads(row: Sequence[Line]) -> Sequence[Line]:
    told = all(len(line.text) < 30 and re.match(r"[A-Z]", line.text) and not re.search(r"[.;:,]$|\d", line.text) for line in row)
    return row if told and len(row) >= 3 else []


def _body(rows: Sequence[Sequence[Line]], heads: Sequence[Line]) -> list[list[Line]]:
    """The rows that go on below: each of their lines begins where a head does and ends before the next."""
    body: list[list[Line]] = []
    last = heads[0]
    for row in rows:
        inside = [line for line in row if heads[0].x0 - 20 < line.x0 < heads[-1].x1 + 150]
        if not inside or inside[0].y - last.y > 3.2 * last.size or not all(_fits(line, heads) for line in inside):
            break
        body.append(inside)
        last = inside[0]
    return body


def _fits(line: Line, heads: Sequence[Line]) -> bool:
    at = next((i for i, head in enumerate(heads) if abs(line.x0 - head.x0) < _NEAR), None)
    return at is not None and (at + 1 == len(heads) or line.x1 < heads[at + 1].x0 - 2)


def _is_table(heads: Sequence[Line], body: Sequence[Sequence[Line]]) -> bool:
    full = [row for row in body if len(row) == len(heads)]
    if len(full) < 3:
        return False
    long = 0
    for head in heads:
        cells = [len(line.bits) for row in body for line in row if abs(line.x0 - head.x0) < _NEAR]
        long += sum(cells) > _BRIEF * len(cells)
    begun = [row for row in body if abs(row[0].x0 - heads[0].x0) < _NEAR]
    spaced = 5 * len(begun) < 3 * len(body) and len(full) >= 0.8 * len(begun)  # wrapped cells; each row begins in all columns at once
    return long <= (len(heads) - 2 if spaced else 1)
