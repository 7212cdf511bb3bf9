"""The columns of a table region: where drawn pieces meet, and where a strip stays blank from top to bottom."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from report.pdf_glyphs import Rule
from report.pdf_lines import Line, line_of
from report.pdf_rules import Level, joints
from report.pdf_tables import is_dated, is_figure

BLANK = 0.55
"""A blank strip this many letter sizes wide parts two columns."""


class Column(NamedTuple):
    """Where a column lies (`left` to `right`, its bounds) and how far its text reaches (`x0` to `x1`)."""

    left: float
    right: float
    x0: float
    x1: float


def columns_of(rows: Sequence[Sequence[Line]], levels: Sequence[Level], down: Sequence[Rule] = ()) -> list[Column]:
    """Columns from left to right, none of them empty. `rows` are tight lines by baseline, `down` upright lines of the page."""
    told = _telling(rows)
    lines = [line for row in told for line in row]
    if not lines:
        return []
    drawn = _drawn(levels, lines)
    drawn = sorted([*drawn, *(x for x in _upright(down, rows, lines) if all(abs(x - d) > 6 for d in drawn))])
    blank = _blanks(told)
    bounds = list(drawn)
    for a, b in blank:
        known = any(a - 2 <= d <= b + 2 for d in drawn)
        if (
            not known
            and (not drawn or b - a > 2.5 * lines[0].size or _figures_after(b, drawn, lines))
            and _both_sides((a + b) / 2, bounds, told)
        ):
            bounds.append((a + b) / 2)
    bounds.sort()
    edges = [min(line.x0 for row in rows for line in row) - 1, *bounds, max(line.x1 for row in rows for line in row) + 1]
    found = []
    for left, right in itertools.pairwise(edges):
        inside = [line for line in lines if left <= (line.x0 + line.x1) / 2 < right] or [
            line for row in rows for line in row if left <= line.x0 and line.x1 <= right
        ]
        if inside:
            found.append(Column(left, right, max(left, min(line.x0 for line in inside)), min(right, max(line.x1 for line in inside))))
    return _closed(found)


def _both_sides(x: float, bounds: Sequence[float], rows: Sequence[Sequence[Line]]) -> bool:
    """Is there a row with text on both sides of a new bound, up to the next known ones? One column set flush left and centred has none."""
    low, high = max((b for b in bounds if b < x), default=-1e9), min((b for b in bounds if b > x), default=1e9)
    return any(
        any(low <= line.x0 and line.x1 <= x + 1 for line in row) and any(x - 1 <= line.x0 and line.x1 <= high for line in row)
        for row in rows
    )


def _closed(columns: list[Column]) -> list[Column]:
    """Columns whose bounds touch, where empty ones between them were left out."""
    return [c._replace(right=columns[i + 1].left if i + 1 < len(columns) else c.right) for i, c in enumerate(columns)]


def _telling(rows: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """The rows that show where columns are: those with figures, if there are some, else those with more than one line."""
    figures = [row for row in rows if any(is_figure(line.text) for line in row[1:])]
    counted = [row for row in figures if any(is_figure(line.text) and not is_dated(line.text) for line in row[1:])]
    figures = counted if len(counted) > 1 else figures
    several = [row for row in rows if len(row) > 1]
    if len(figures) >= max(2, 0.25 * len(rows), 0.6 * len(several)):
        return _labelled(figures, rows)
    left = min((line.x0 for row in rows for line in row), default=0.0)
    return [row for row in rows if len(row) > 1 or row[0].x0 > left + 30] if len(several) >= 2 else []


def _labelled(figures: list[Sequence[Line]], rows: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """Rows of figures, with the nearest line left of them where labels stand on heights of their own (over two lines, say)."""
    bare = [row for row in figures if is_figure(row[0].text)]
    if len(bare) < 0.5 * len(figures):
        return figures
    edge = min(row[0].x0 for row in bare)
    left = [row[0] for row in rows if row[0].x1 < edge and len(row) == 1]
    if len(left) < len(bare):
        return figures
    return [(min(left, key=lambda line: abs(line.y - row[0].y)), *row) if row in bare else row for row in figures]


def _drawn(levels: Sequence[Level], lines: Sequence[Line]) -> list[float]:
    """Places where pieces of many levels meet and no text stands across."""
    if not levels:
        return []
    x0, x1 = min(level.x0 for level in levels), max(level.x1 for level in levels)
    ends = [[x for x in (level.x0 - 1, level.x1 + 1) if x0 + 12 < x < x1 - 12] for level in levels]
    with_joints = [found for level, own in zip(levels, ends, strict=True) if (found := [*joints(level), *own])]
    if not with_joints:
        return []
    places: list[list[float]] = []
    for place in sorted(x for found in with_joints for x in found):
        if places and place - places[-1][-1] <= 3:
            places[-1].append(place)
        else:
            places.append([place])
    need = max(2, 0.3 * len(with_joints)) if len(with_joints) > 2 else 1
    allowed = {sum(p) / len(p): (0.2 if len(p) >= 0.6 * len(with_joints) else 0.05) * len(lines) for p in places if len(p) >= need}
    return [x for x, most in allowed.items() if sum(_cuts(line, x) for line in lines) <= most]


def _upright(down: Sequence[Rule], rows: Sequence[Sequence[Line]], lines: Sequence[Line]) -> list[float]:
    """Places of upright lines that run along most rows of a table, between its first and last column, and through (nearly) no text."""
    top, bottom = rows[0][0].top, rows[-1][0].y
    left, right = min(line.x0 for row in rows for line in row), max(line.x1 for row in rows for line in row)
    places: list[list[Rule]] = []
    for rule in sorted((r for r in down if left < r.at < right and min(r.b, bottom) > max(r.a, top)), key=lambda r: r.at):
        if places and rule.at - places[-1][-1].at <= 2.5:
            places[-1].append(rule)
        else:
            places.append([rule])
    found = []
    for own in places:
        x = sum(rule.at for rule in own) / len(own)
        along = sum(any(rule.a - 1 <= row[0].y - 0.3 * row[0].size <= rule.b + 1 for rule in own) for row in rows)
        if along > 0.5 * len(rows) and sum(_cuts(line, x) for line in lines) <= 0.05 * len(lines):
            found.append(x)
    return found


def _cuts(line: Line, x: float) -> bool:
    """Would a bound go through a word or between two close ones?"""
    if not line.x0 + 1.5 < x < line.x1 - 1.5:
        return False
    before = [b for b in line.bits if b.x1 <= x + 1.5]
    after = [b for b in line.bits if b.x0 >= x - 1.5]
    if len(before) + len(after) < len(line.bits) or not before or not after:
        return True
    return before[-1].run == after[0].run and after[0].x0 - before[-1].x1 < 0.4 * line.size


def _blanks(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Strips between x and x that (nearly) no line of these rows enters."""
    steps: Counter[float] = Counter()
    for row in rows:
        for line in row:
            steps[line.x0] += 1
            steps[line.x1] -= 1
    allowed = int(0.06 * len(rows))
    size = sorted(line.size for row in rows for line in row)[sum(map(len, rows)) // 2]
    found: list[tuple[float, float]] = []
    depth, start = 0, None
    for x in sorted(steps):
        depth += steps[x]
        if depth <= allowed and start is None:
            start = x
        elif depth > allowed and start is not None:
            if found and start - found[-1][1] < 0.5:
                found[-1] = (found[-1][0], x)
            elif x - start >= BLANK * size:
                found.append((start, x))
            start = None
    last = max(line.x1 for row in rows for line in row)
    return [(a, b) for a, b in found if a > min(steps) and b < last and _begins(b, rows)]


def _begins(x: float, rows: Sequence[Sequence[Line]]) -> bool:
    """Do lines stand right of a blank strip as cells of a column do: one below the other at an edge or a middle?"""
    first = [next((line for line in row if line.x0 >= x - 1), None) for row in rows]
    cells = [line for line in first if line]
    if len(cells) < 2:
        return len(rows) <= 3 and bool(cells)
    for edges in ([c.x0 for c in cells], [c.x1 for c in cells], [(c.x0 + c.x1) / 2 for c in cells]):
        near = Counter(round(edge / 3) for edge in edges)
        most = max(near, key=lambda k: near[k])
        if near[most] + max(near[most - 1], near[most + 1]) >= max(2, 0.4 * len(cells)):
            return True
    return False


def _figures_after(x: float, bounds: Sequence[float], lines: Sequence[Line]) -> bool:
    """In a table with drawn columns, a further bound needs figures on its right, up to the next one."""
    end = min((b for b in bounds if b > x), default=float("inf"))
    after = [line for line in lines if line.x0 >= x - 1 and line.x1 <= end + 1]
    return bool(after) and sum(is_figure(line.text) for line in after) >= 0.5 * len(after)


def placed(line: Line, columns: Sequence[Column], header: bool) -> list[tuple[int, int, Line]]:
    """(first column, last column, line): a line may be two cells that stand close, or a cell over several columns."""
    first, last = _column(line.x0 + 1, columns), _column(line.x1 - 1, columns)
    if first == last:
        return [(first, first, line)]
    cut = columns[first].right
    before = [b for b in line.bits if (b.x0 + b.x1) / 2 < cut]
    after = line.bits[len(before) :]
    if before and after:
        gap = after[0].x0 - before[-1].x1
        if (after[0].run != before[-1].run and gap >= 0.35 * line.size) or gap > 0.9 * line.size:
            return [*placed(line_of(before), columns, header), *placed(line_of(after), columns, header)]
    if header:
        touched = [i for i, c in enumerate(columns) if line.x1 > c.x0 + 1 and line.x0 < c.x1 - 1]
        if len(touched) > 1:
            return [(touched[0], touched[-1], line)]
        middle = touched[0] if touched else _column((line.x0 + line.x1) / 2, columns)
        return [(middle, middle, line)]
    inner = [
        i for i in range(first, last + 1) if min(line.x1, columns[i].right) - max(line.x0, columns[i].left) > 0.6 * (line.x1 - line.x0)
    ]
    at = inner[0] if inner and first else first
    return [(at, at, line)]


def with_empty(columns: Sequence[Column], heads: Sequence[Sequence[Line]], body: Sequence[Sequence[Line]]) -> list[Column]:
    """Columns, where one with two heads side by side is parted if all of its cells stand below one of them: the other is empty."""
    found: list[Column] = []
    reach = max((line.x1 + 1 for row in heads for line in row), default=0.0)
    for column in [*columns[:-1], columns[-1]._replace(right=max(columns[-1].right, reach))]:
        inside = [line for row in body for line in row if column.left <= (line.x0 + line.x1) / 2 < column.right]
        cut = next((x for row in heads if (x := _between_heads(row, column, inside)) is not None), None)
        if cut is None:
            found.append(column)
            continue
        found.append(column._replace(right=cut, x1=min(cut, column.x1)))
        found.append(column._replace(left=cut, x0=max(cut, column.x0), x1=max(cut, column.x1)))
    return found


def _between_heads(row: Sequence[Line], column: Column, cells: Sequence[Line]) -> float | None:
    """Where two heads of one column are parted, a wide blank between them and all cells on one side."""
    heads = [line for line in row if column.left <= line.x0 and line.x1 <= column.right + 1]
    if len(heads) != 2 or heads[1].x0 - heads[0].x1 < heads[0].size or not cells:
        return None
    left, right = max(line.x1 for line in cells), min(line.x0 for line in cells)
    if left < heads[1].x0 - 2:
        return (max(left, heads[0].x1) + heads[1].x0) / 2
    return (heads[0].x1 + min(right, heads[1].x0)) / 2 if right > heads[0].x1 + 2 else None


def _column(x: float, columns: Sequence[Column]) -> int:
    return next((i for i, c in enumerate(columns) if x < c.right), len(columns) - 1)
