"""Body rows of a table: figures give the heights, labels over several lines and cells over several rows go with them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from report.pdf_cells import CellLines, Item
from report.pdf_columns import Column
from report.pdf_lines import Line
from report.pdf_rules import Level
from report.pdf_tables import is_figure


def body_of(
    items: Sequence[Sequence[Item]], bands: Sequence[Sequence[Sequence[Line]]], columns: Sequence[Column], levels: Sequence[Level]
) -> tuple[list[list[CellLines]], set[int]]:
    """The body rows of a table, and which of them are titles. `items`: those of each row of `bands`, in order."""
    values = _value_columns(items, len(columns))
    own = _by_band(items, bands)
    merged = [m for n, column in enumerate(columns) if n not in values for m in _merged(n, column, own, levels)]
    taken = {id(line) for m in merged for line in m.lines}
    made: list[list[CellLines]] = []
    for number, band in enumerate(own):
        left = [item for item in band if id(item.line) not in taken]
        shared = {m.column: m.lines for m in merged if m.first <= number <= m.last}
        for _, cells in _rows_in(left, values, len(levels) >= 4, len(columns)) if left else []:
            made.append([shared.get(c) or tuple(cells.get(c, ())) for c in range(len(columns))])
    return made, {i for i in range(len(made)) if _is_title(made, i, bool(values))}


def _by_band(items: Sequence[Sequence[Item]], bands: Sequence[Sequence[Sequence[Line]]]) -> list[list[Item]]:
    found: list[list[Item]] = []
    at = 0
    for band in bands:
        found.append([item for row in items[at : at + len(band)] for item in row])
        at += len(band)
    return found


class _Merged(NamedTuple):
    """A cell that stands for the rows of several bands: no line is drawn below it where the cells beside it have one."""

    column: int
    first: int
    last: int
    lines: CellLines


def _merged(column: int, place: Column, bands: Sequence[Sequence[Item]], levels: Sequence[Level]) -> list[_Merged]:
    """The cells of a column that span bands. Lines on the heights of the rows are labels of their own."""
    found: list[_Merged] = []
    start = 0
    for i in range(1, len(bands) + 1):
        if i < len(bands) and not _ruled_off(bands[i - 1], bands[i], place, levels):
            continue
        group = bands[start:i]
        lines = sorted((item.line for band in group for item in band if item.first == item.last == column), key=lambda line: line.y)
        if len(group) > 1 and lines and _is_one(lines, column, group):
            found.append(_Merged(column, start, i - 1, tuple(lines)))
        start = i
    return found


def _is_one(lines: Sequence[Line], column: int, bands: Sequence[Sequence[Item]]) -> bool:
    """Are the lines of a column over several bands one cell: close below each other, and not each the label of its row?"""
    if any(all(item.first == column for item in band) for band in bands if band):
        return False  # a title stands between
    if any(b.y - a.y > 1.9 * b.size for a, b in itertools.pairwise(lines)):
        return False
    if len(lines) == 1:
        return True
    heads = [min(item.line.y for item in band if item.first != column) for band in bands]
    level = sum(any(abs(line.y - y) < 0.35 * line.size for y in heads) for line in lines)
    return level < 0.8 * len(lines) or (len(lines) < len(bands) and all(b.y - a.y < 1.4 * b.size for a, b in itertools.pairwise(lines)))


def _ruled_off(above: Sequence[Item], below: Sequence[Item], column: Column, levels: Sequence[Level]) -> bool:
    """Is a line drawn between two bands in a column, or none at all?"""
    top, bottom = (min(item.line.y - 0.3 * item.line.size for item in band) for band in (above, below))
    between = [level for level in levels if top < level.y < bottom]
    return not between or any(level.covers(column.x0, max(column.x1, column.x0 + 4)) for level in between)


def _value_columns(items: Sequence[Sequence[Item]], count: int) -> set[int]:
    """Columns that hold figures in most of their cells."""
    said, figures = [0] * count, [0] * count
    for row in items:
        for item in row:
            said[item.first] += 1
            figures[item.first] += is_figure(item.line.text)
    return {c for c in range(1, count) if figures[c] >= 0.55 * said[c] and figures[c]}


def _rows_in(items: Sequence[Item], values: set[int], ruled: bool, count: int) -> list[tuple[float, dict[int, list[Line]]]]:
    """The rows of one band: one for each height at which figures stand; text alone is parted by its blanks."""
    size = median(item.line.size for item in items)
    heights = _heights(items, values, size)
    coded = _code_heights(items) if len(heights) <= 1 else []
    if len(coded) > 1:
        heights = []
    elif len(heights) <= 1 and ruled:
        return [(heights[0] if heights else items[0].line.y, _cells(items))]
    if not heights:
        heights = coded if len(coded) > 1 else _text_heights(items, size)
        cells: list[dict[int, list[Line]]] = [{} for _ in heights]
        for item in sorted(items, key=lambda i: i.line.y):
            at = max(sum(h <= item.line.y + 0.3 * size for h in heights) - 1, 0)
            cells[at].setdefault(item.first, []).append(item.line)
        return list(zip(heights, cells, strict=True))
    return _around_figures(items, heights, size, count)


def _heights(items: Sequence[Item], values: set[int], size: float) -> list[float]:
    """Heights at which figures stand. Two close ones are one row when no column has figures at both: cells are set a little off."""
    found: list[tuple[float, set[int]]] = []
    for item in sorted(items, key=lambda i: i.line.y):
        if item.first not in values or not is_figure(item.line.text):
            continue
        step = item.line.y - found[-1][0] if found else 0.0
        if found and (step < 0.6 * size or (step < 1.2 * size and item.first not in found[-1][1])):
            found[-1][1].add(item.first)
        else:
            found.append((item.line.y, {item.first}))
    return [y for y, _ in found]


def _cells(items: Sequence[Item]) -> dict[int, list[Line]]:
    cells: dict[int, list[Line]] = {}
    for item in sorted(items, key=lambda i: i.line.y):
        cells.setdefault(item.first, []).append(item.line)
    return cells


_CODE = re.compile(r"[A-Z]{0,5}[- ]?\d{1,4}(?:[-.][\da-z]{1,3}){0,3}$")


def _code_heights(items: Sequence[Item]) -> list[float]:
    """Where rows begin that codes open ("302-4", "OG2"): at each code of the first column, and after one at what is none."""
    lines = sorted((item.line for item in items if item.first == 0), key=lambda line: line.y)
    codes = [bool(_CODE.match(line.text)) for line in lines]
    if sum(codes) < 1:
        return []
    return [line.y for i, line in enumerate(lines) if codes[i] or i == 0 or codes[i - 1]]


def _text_heights(items: Sequence[Item], size: float) -> list[float]:
    """Where rows of text begin: at lines of the first column that stand off from the one before, or stand beside another cell's start."""
    by_column: dict[int, list[Line]] = _cells(items)
    steps = [b.y - a.y for lines in by_column.values() for a, b in itertools.pairwise(lines) if b.y - a.y > 0.8 * size]
    lead = min(steps, default=1.2 * size)
    loose = 1.3 * lead if any(step > 1.35 * lead for step in steps) else 0.0
    first = min(by_column)
    starts: list[float] = []
    for i, line in enumerate(by_column[first]):
        step = line.y - by_column[first][i - 1].y if i else 0.0
        beside = any(abs(other.y - line.y) < 0.4 * size for c, lines in by_column.items() if c != first for other in lines)
        if not i or step > loose > 0 or (not loose and beside and not re.match(r"[a-z(]", line.text)):
            starts.append(line.y)
    top = min(line.y for lines in by_column.values() for line in lines)
    return starts if starts[0] - top < 0.5 * size else [top, *starts[1:]]


def _around_figures(items: Sequence[Item], heights: Sequence[float], size: float, count: int) -> list[tuple[float, dict[int, list[Line]]]]:
    """Each line goes to the figures on its height; lines between go with the stack of lines they belong to."""
    rows: list[tuple[float, dict[int, list[Line]]]] = [(h, {}) for h in heights]
    loose: list[tuple[float, dict[int, list[Line]]]] = []
    pitch = min((b - a for a, b in itertools.pairwise(heights)), default=9 * size)
    columns = _cells(items)
    for column in sorted(columns):
        for stack in _stacked(columns[column], heights, size, pitch):
            hits = [i for i, h in enumerate(heights) if any(abs(line.y - h) < 0.45 * size for line in stack)]
            if len(hits) > 1:
                for at, lines in _parted(stack, heights, hits, size):
                    rows[at][1].setdefault(column, []).extend(lines)
                continue
            beside = next((cells for y, cells in loose if column and abs(y - stack[0].y) < 0.6 * size), None)
            place: int | None = hits[0] if hits else _nearest(stack, rows, column, size)
            if beside is not None and not hits:
                beside.setdefault(column, []).extend(stack)
            elif place is not None:
                rows[place][1].setdefault(column, []).extend(stack)
            elif column == 0 or count == 1:
                loose.append((stack[0].y, {column: stack}))
            else:
                near = min(range(len(heights)), key=lambda i: abs(heights[i] - stack[0].y))
                rows[near][1].setdefault(column, []).extend(stack)
    return sorted([*rows, *loose], key=lambda r: r[0])


def _stacked(lines: Sequence[Line], heights: Sequence[float], size: float, pitch: float) -> list[list[Line]]:
    """Lines of one column in stacks: close below each other, set alike, and not each on the height of its own figures."""
    stacks: list[list[Line]] = []
    lead = min((step for a, b in itertools.pairwise(lines) if (step := b.y - a.y) > 0.8 * size), default=size)
    for line in lines:
        last = stacks[-1][-1] if stacks else None
        if (
            last is not None
            and line.y - last.y <= 1.55 * max(size, line.size)
            and line.style.bold == last.style.bold
            and abs(line.size - last.size) < 0.15 * size
        ):
            own = any(abs(line.y - h) < 0.45 * size for h in heights)
            before = any(abs(last.y - h) < 0.45 * size for h in heights)
            reads_on = (
                bool(re.match(r"[a-z(]", line.text))
                or last.bits[-1].hyphen
                or bool(re.search(r"(?:[,/&-]|\b(?:and|of|the|in|for|to|by|with|on|or))$", last.text))
            )
            on_pitch = line.y - last.y > min(0.8 * pitch, 1.12 * lead + 0.5)
            if not (own and before) and (reads_on or not on_pitch):
                stacks[-1].append(line)
                continue
        stacks.append([line])
    return stacks


def _nearest(stack: Sequence[Line], rows: Sequence[tuple[float, dict[int, list[Line]]]], column: int, size: float) -> int | None:
    """The row for a stack that stands on no figures' height: the one at its middle, if that has no such cell yet."""
    middle = (stack[0].y + stack[-1].y) / 2
    reach = 0.5 * (stack[-1].y - stack[0].y) + 0.75 * size
    near = [(abs(y - middle), i) for i, (y, cells) in enumerate(rows) if column not in cells and abs(y - middle) <= reach]
    return min(near)[1] if near else None


def _parted(stack: Sequence[Line], heights: Sequence[float], hits: Sequence[int], size: float) -> list[tuple[int, list[Line]]]:
    """A stack that reaches over the heights of several rows: lines between two go up when they read on, else to the nearer."""
    found: list[tuple[int, list[Line]]] = [(hit, []) for hit in hits]
    for line in stack:
        own = [k for k, hit in enumerate(hits) if abs(line.y - heights[hit]) < 0.45 * size]
        if own:
            found[own[0]][1].append(line)
            continue
        above = max((k for k, hit in enumerate(hits) if heights[hit] < line.y), default=0)
        below = min(above + 1, len(hits) - 1)
        follows = bool(re.match(r"[a-z(]", line.text)) or (
            heights[hits[above]] < line.y and line.y - heights[hits[above]] <= heights[hits[below]] - line.y
        )
        found[above if follows else below][1].append(line)
    return found


def _is_title(rows: Sequence[Sequence[CellLines]], at: int, figures: bool) -> bool:
    """A row with a first cell alone, above rows that have more; in a table of words it is also set otherwise than they are."""
    row = rows[at]
    if not row[0] or any(row[1:]) or at + 1 >= len(rows):
        return False
    text = " ".join(line.text for line in row[0])
    below = [r[0][0] for r in rows[at + 1 :] if r[0] and any(r[1:])]
    if (
        not figures
        and below
        and not {(b.style.bold, b.style.colour, round(b.size)) for b in below[:3]}.isdisjoint(
            {(b.style.bold, b.style.colour, round(b.size)) for b in row[0]}
        )
    ):
        return False
    return len(text) <= 140 and not text.endswith((".", ";")) and any(sum(map(bool, r)) > 1 for r in rows[at + 1 : at + 3])


def depths_of(rows: Sequence[Sequence[CellLines]], columns: Sequence[Column]) -> list[int]:
    """How far each label is indented: 0, 1, 2. Labels that start at many places are centred, not indented."""
    starts = [row[0][0].x0 if row[0] else None for row in rows]
    known = sorted({round(s / 2) for s in starts if s is not None})
    steps = [k for i, k in enumerate(known) if not i or k - known[i - 1] >= 2]
    if len(steps) > 4:
        return [0] * len(rows)
    return (
        [sum(s / 2 > k + 1 for k in steps[1:]) + (round(s / 2) in steps[1:]) if s is not None else 0 for s in starts]
        if len(steps) > 1
        else [0] * len(rows)
    )
