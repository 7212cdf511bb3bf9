"""A table region becomes a grid: header rows, body rows, cells that several rows or columns share, titles between rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from report.pdf_columns import Column, columns_of, placed
from report.pdf_lines import Line, rows_of, split
from report.pdf_rules import Level
from report.pdf_tables import Region, is_dated, is_figure, is_light
from report.tables import _HEAD_WORDS

CellLines = tuple[Line, ...]


class Grid(NamedTuple):
    """Rows of cells, each a tuple of its lines; the same tuple in several places is one cell that spans them.

    `titles` are rows (by index) whose first cell names the rows below; `depths` how far each label is indented.
    """

    caption: CellLines
    header: list[list[CellLines]]
    rows: list[list[CellLines]]
    titles: set[int]
    depths: list[int]
    lines: list[Line]
    columns: list[Column]

    @property
    def x0(self) -> float:
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        return max(line.x1 for line in self.lines)

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)


_CONTINUED = re.compile(r"\(?(?:continued|cont(?:\.|['’]d)?)(?: from [a-z ]+)?\)?$", re.I)


class _Item(NamedTuple):
    """A line with the columns it stands in."""

    first: int
    last: int
    line: Line


def tight_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by baseline, cut at every gap that is wider than a blank."""
    return [split(row, 0.6, 1.0) for row in rows_of(b for line in lines for b in line.bits)]


def grid_of(region: Region, around: Sequence[Sequence[Line]], sparse: bool = False) -> Grid | None:
    """The grid of a region, or None when it is no table. `around`: tight rows of the page, for a header above the region.

    `sparse`: most cells may be empty.
    """
    region = region._replace(levels=_levelled(region.levels))
    rows = tight_rows(region.lines)
    columns = columns_of(rows, region.levels)
    if len(columns) < 2 or len(rows) < 2:
        return None
    rows = [*_above(rows, columns, around, region), *rows, *_below(rows, columns, around)]
    columns = columns_of(rows, region.levels) if not region.levels else columns
    levels = [level for level in region.levels if _rules(level, columns)]
    first = _first_data(rows, columns)
    bands = _trimmed(_bands(rows, levels), columns, region.levels, first)
    rows = [row for band in bands for row in band]
    bands, heads = _with_head(bands, columns, first)
    start = sum(len(band) for band in bands[:heads])
    named = _caption(bands[:heads], columns)
    if not named and start > 1 and rows[0][-1].x1 > columns[1].x0:
        named = _caption([[row] for row in rows[:start]], columns)
    items = [[_Item(*p) for line in row for p in placed(line, columns, i < start)] for i, row in enumerate(rows)]
    header = _header([item for row in items[len(named) : start] for item in row], columns, region)
    body, titles = _body(items[start:], bands[heads:], columns, levels)
    if sum(any(row[c] for row in body) for c in range(len(columns))) < 2 or len(header) + len(body) < 2:
        return None
    body, rows = _ended(body, rows)
    across = sum(level.x1 - level.x0 > 0.75 * (region.x1 - region.x0) for level in levels)
    if not _sound(header, body, 9 if sparse else across, 0.1 if sparse else 0.45):
        return None
    return Grid(
        tuple(line for row in named for line in row),
        header,
        body,
        titles,
        _depths(body, columns),
        [line for row in rows for line in row],
        columns,
    )


def _ended(body: list[list[CellLines]], rows: list[list[Line]]) -> tuple[list[list[CellLines]], list[list[Line]]]:
    """A table of figures without what stands below its last row: notes and titles in the first column."""
    figures = [i for i, row in enumerate(body) if any(is_figure(line.text) for cell in row[1:] for line in cell)]
    last = max((i for i, row in enumerate(body) if any(row[1:])), default=0)
    if figures and any(len(line.bits) > 9 for row in body[figures[-1] + 1 :] for cell in row for line in cell):
        last = figures[-1]
    if len(figures) * 2 < last or last + 1 == len(body):
        return body, rows
    gone = {id(line.bits[0]) for row in body[last + 1 :] for cell in row for line in cell}
    kept = [[line for line in row if id(line.bits[0]) not in gone] for row in rows]
    return body[: last + 1], [row for row in kept if row]


def _sound(header: Sequence[Sequence[CellLines]], body: Sequence[Sequence[CellLines]], across: int, least: float) -> bool:
    """Is a grid a table? Labels of a chart and boxes of a drawing are none: figures fall together, few cells are filled.

    `across`: how many drawn lines run over the whole width; `least`: the share of cells that must be filled.
    """
    rows = [row for row in body if sum(map(bool, row)) > 1]
    cells = [cell for row in rows for cell in row[1:] if cell]
    crowded = sum(len(cell) > 1 and sum(is_figure(line.text) for line in cell) > 1 for cell in cells)
    labelled = sum(bool(row[0]) and any(c.isalpha() for line in row[0] for c in line.text) for row in body)
    dated = any(is_dated(line.text) for row in header for cell in row for line in cell)
    if dated and rows and not crowded:
        return labelled >= 0.5 * len(body)
    figures = sum(is_figure(cell[0].text) for cell in cells)
    if crowded > 0.1 * len(cells) + 1 or len(rows) < 2 - bool(header):
        return False
    if across < 2:
        return figures > 0.5 * len(cells) and not crowded and labelled >= max(3, 0.6 * len(body))
    filled = (len(cells) + sum(bool(row[0]) for row in rows)) / max(1, sum(map(len, rows)))
    return (
        filled >= least
        and (across >= 4 or bool(header) or figures > 0.5 * len(cells))
        and across >= 0.3 * len(rows) - (2 if header else 0) - 9 * (figures > 0.5 * len(cells))
    )


# --------------------------------------------------------------------------------------------------- above and below
def _near(row: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    return [line for line in row if columns[0].left - 4 <= (line.x0 + line.x1) / 2 <= columns[-1].right + 4]


def _above(rows: Sequence[Sequence[Line]], columns: Sequence[Column], around: Sequence[Sequence[Line]], region: Region) -> list[list[Line]]:
    """Header lines that stand above the first drawn line or the first figures."""
    taken: list[list[Line]] = []
    if all(is_light(line) for line in rows[0]):
        return taken  # the header is inside: white letters on a dark ground
    top = rows[0][0]
    height, size = min([line.y for line in rows[0]] + [level.y + 0.8 * top.size for level in region.levels[:1]]), top.size
    for row in reversed([r for r in around if r[0].y < min(height, rows[0][0].y - 0.3 * size)]):
        near = _near(row, columns)
        if not near or height - near[0].y > (2.6 if not taken else 1.9) * max(size, near[0].size):
            break
        over = [line for line in near if line.x1 > columns[1].x0]
        wordy = any(len(line.bits) > 9 or line.text.endswith(".") for line in near)
        outside = any(line.x0 < columns[0].left - 12 or line.x1 > max(columns[-1].right, region.x1) + 25 for line in near)
        if (
            wordy
            or outside
            or not (len(near) > 1 or (over and over[0].x0 > columns[0].x1 - 5) or (taken and height - near[0].y < 1.5 * size))
        ):
            break
        taken.insert(0, near)
        height = near[0].y
    while taken and not any(line.x1 > columns[1].x0 for line in taken[0]):
        taken.pop(0)
    return taken


def _below(rows: Sequence[Sequence[Line]], columns: Sequence[Column], around: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Rows that go on below the last drawn line, with figures in the same columns; a title may stand between."""
    taken: list[list[Line]] = []
    titles: list[list[Line]] = []
    height, size = rows[-1][0].y, rows[-1][0].size
    for row in around:
        near = _near(row, columns)
        if not near or near[0].y <= height + 0.3 * size:
            continue
        figures = [line for line in near[1:] if is_figure(line.text)]
        if near[0].y - height > 3.2 * size or len(near) > len(columns) or len(near[0].bits) > 14 or abs(near[0].size - size) > 0.2 * size:
            break
        if any(not any(line.x1 > c.x0 and line.x0 < c.x1 for c in columns[1:]) for line in figures):
            break
        height = near[0].y
        if figures:
            taken += [*titles, near]
            titles = []
        elif len(titles) < 2 and near[0].x0 < columns[0].x1 and len(near[0].bits) < 9:
            titles.append(near)
        else:
            break
    return taken


# --------------------------------------------------------------------------------------------------------------- bands
def _rules(level: Level, columns: Sequence[Column]) -> bool:
    """Does a level rule off rows: under a third of the columns or more?"""
    covered = sum(level.covers(c.x0, max(c.x1, c.x0 + 4)) for c in columns)
    return covered >= 0.5 * len(columns) or covered >= max(2, 0.3 * len(columns))


def _levelled(levels: Sequence[Level]) -> list[Level]:
    """Levels of a table, pieces at one height in one level though they lie far apart."""
    found: list[Level] = []
    for level in levels:
        if found and level.y - found[-1].y < 1.5:
            found[-1] = Level(found[-1].y, tuple(sorted({*found[-1].pieces, *level.pieces})))
        else:
            found.append(level)
    return found


def _bands(rows: Sequence[list[Line]], levels: Sequence[Level]) -> list[list[list[Line]]]:
    """Rows between one level and the next."""
    bands: list[list[list[Line]]] = []
    cuts = [level.y for level in levels]
    last = -1
    for row in rows:
        middle = row[0].y - 0.3 * row[0].size
        band = sum(cut < middle for cut in cuts)
        if band != last:
            bands.append([])
            last = band
        bands[-1].append(row)
    return bands


def _trimmed(bands: list[list[list[Line]]], columns: Sequence[Column], levels: Sequence[Level], first: float) -> list[list[list[Line]]]:
    """Bands without what stands above a row of years and is no head: sentences, references, headings of the page."""
    dated = [i for i, band in enumerate(bands) if band[-1][0].y < first - 0.1 and any(_dated(row, columns) for row in band)]
    if not dated:
        return bands
    above = [(i, row) for i, band in enumerate(bands[: dated[-1] + 1]) for row in band]
    while above and not _dated(above[-1][1], columns):
        above.pop()
    size = above[-1][1][-1].size
    wide = 0.6 * (columns[-1].right - columns[0].left)
    for (i, row), (_, below) in zip(reversed(above[:-1]), reversed(above), strict=False):
        gap = below[0].y - row[0].y
        ruled = [level for level in levels if row[0].y < level.y < below[0].top + 2]
        wordy = any(len(line.bits) > 9 for line in row) or sum(len(line.bits) for line in row) > 14
        underlined = any(level.x1 - level.x0 < wide and any(abs(level.x1 - line.x1) < 6 for line in row) for level in ruled)
        apart = gap > (4.5 if ruled else 2.6) * max(size, row[0].size) or underlined
        heading = gap > 2 * size and all(line.size > 1.25 * size and line.style.bold and line.x0 < columns[1].x0 for line in row)
        if wordy or apart or heading:
            rest = [r for r in bands[i] if r[0].y > row[0].y]
            return [*([rest] if rest else []), *bands[i + 1 :]]
    return bands


def _first_data(rows: Sequence[Sequence[Line]], columns: Sequence[Column]) -> float:
    """Height of the first row with a figure that is no year, right of the labels; below all rows when there is none."""
    for row in rows:
        if _counts(row):
            continue
        if any(is_figure(line.text) and not is_dated(line.text) and line.x0 > columns[0].x0 + 20 for line in row[1:]):
            return row[0].y
    return float("inf")


def _under_years(bands: Sequence[Sequence[Sequence[Line]]], count: int, columns: Sequence[Column], first: float) -> int:
    """Heads may go on below a row of years that each stand over several columns: "Men", "Women", "Total"."""
    while count < len(bands) - 1:
        right = [line for row in bands[count] for line in row if line.x1 > columns[1].x0]
        if any(line.y >= first - 0.1 or is_figure(line.text) for line in right) or len(right) < 0.6 * (len(columns) - 1):
            break
        count += 1
    return count


def _counts(row: Sequence[Line]) -> bool:
    """Do the heads of a row number the columns: 1, 2, 3?"""
    numbers = [line.text for line in row if line.text.isdigit()]
    return len(numbers) >= 3 and numbers == [str(i + int(numbers[0])) for i in range(len(numbers))] and int(numbers[0]) < 2


def _with_head(bands: list[list[list[Line]]], columns: Sequence[Column], first: float) -> tuple[list[list[list[Line]]], int]:
    """Bands, and how many of them are header. Where no line is drawn below the header, its rows are parted from the others."""
    heads = _head_bands(bands, columns, first) if len(bands) > 1 else 0
    if heads or len(bands[0]) < 2:
        return bands, heads
    rows = _head_bands([[row] for row in bands[0]] + bands[1:], columns, first)
    if not 0 < rows < len(bands[0]):
        return bands, 0
    return [bands[0][:rows], bands[0][rows:], *bands[1:]], 1


def _head_bands(bands: Sequence[Sequence[Sequence[Line]]], columns: Sequence[Column], first: float) -> int:
    """How many bands at the top are header."""
    dated = [i for i, band in enumerate(bands[:6]) if band[-1][0].y < first - 0.1 and any(_dated(row, columns) for row in band)]
    if dated and len(bands) > dated[-1] + 1:
        years = max(sum(is_dated(line.text) for line in row) for row in bands[dated[-1]])
        return _under_years(bands, dated[-1] + 1, columns, first) if 3 * years <= 2 * (len(columns) - 1) else dated[-1] + 1
    count = 0
    for i, band in enumerate(bands[:4]):
        lines = [line for row in band for line in row]
        if i == len(bands) - 1 or max(line.y for line in lines) >= first - 0.1 or len(band) > 7:
            break
        right = [line for line in lines if line.x1 > columns[1].x0]
        if not right:
            if count:
                break
            continue  # a title above the header
        if count and len(lines) == 1 and lines[0].x0 < columns[0].x1:
            break  # a title between rows
        years = any(_dated(row, columns) for row in band)
        if count and not (years or _spans(bands[count - 1], columns) or _alike(lines, bands, count) or _fills(bands, i, columns)):
            break
        if not count and not years and not _set_off(lines, _row_below(bands, i), first) and not _worded(right):
            break
        count = i + 1
    return count


def _dated(row: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Are the heads of a row years: two or more, or nothing but?"""
    right = [line for line in row if line.x1 > columns[1].x0]
    dated = sum(is_dated(line.text) for line in right)
    return dated > 1 or (dated == len(right) == 1 and bool(re.search(r"\d{4}\W*$", right[0].text))) or _counts(row)


def _caption(heads: Sequence[Sequence[Sequence[Line]]], columns: Sequence[Column]) -> Sequence[Sequence[Line]]:
    """The first band (or row) of the header, where it holds a title only and the next has the heads."""
    alone = len(heads) > 1 and all(len(row) == 1 and row[0].x0 < columns[0].x1 for row in heads[0])
    return heads[0] if alone else []


def _fills(bands: Sequence[Sequence[Sequence[Line]]], at: int, columns: Sequence[Column]) -> bool:
    """Are these the heads that the band above left out: words over most columns, above figures?"""
    counts = [sum(len(row) for row in band) for band in (bands[at - 1], bands[at])]
    figures = [sum(is_figure(line.text) for row in band for line in row[1:]) for band in (bands[at], bands[at + 1])]
    return counts[0] < len(columns) <= counts[1] / 0.6 and not figures[0] and figures[1] >= 0.5 * (len(columns) - 1)


def _worded(lines: Sequence[Line]) -> bool:
    heads = sum(bool(_HEAD_WORDS.search(line.text)) and len(line.text) < 50 for line in lines)
    return heads * 2 >= len(lines) and not any(re.search(r"\d", line.text) for line in lines)


def _row_below(bands: Sequence[Sequence[Sequence[Line]]], at: int) -> Sequence[Sequence[Line]]:
    """The next band that has cells; a title between is passed over."""
    return next((band for band in bands[at + 1 :] if any(len(row) > 1 for row in band)), bands[at + 1])


def _set_off(lines: Sequence[Line], below: Sequence[Sequence[Line]], first: float) -> bool:
    """Is a band set otherwise than the one below it: bold, another colour or size?"""
    looks = {(line.style.bold, line.style.colour, round(line.size)) for line in lines}
    under = {(line.style.bold, line.style.colour, round(line.size)) for row in below for line in row[1:] or row}
    return not looks & under or (max(line.y for line in lines) < first < float("inf") and len(looks) == 1 and lines[0].style.bold)


def _spans(band: Sequence[Sequence[Line]], columns: Sequence[Column]) -> bool:
    return any(a != b for row in band for line in row for a, b, _ in placed(line, columns, True))


def _alike(lines: Sequence[Line], bands: Sequence[Sequence[Sequence[Line]]], count: int) -> bool:
    before = {line.style for row in bands[count - 1] for line in row}
    after = {line.style for row in bands[count + 1] for line in row} if count + 1 < len(bands) else set()
    return {line.style for line in lines} <= before and not {line.style for line in lines} & after


# -------------------------------------------------------------------------------------------------------------- header
def _header(items: Sequence[_Item], columns: Sequence[Column], region: Region) -> list[list[CellLines]]:
    """Header rows; a head over several columns stands in each of them, above the heads it covers."""
    blocks: list[list[_Item]] = []
    for item in sorted((i for i in items if not _CONTINUED.match(i.line.text)), key=lambda i: i.line.y):
        home = next((b for b in reversed(blocks) if _stacks(b[-1], item, region.levels)), None)
        if home is not None:
            home.append(item)
        else:
            blocks.append([item])
    if not blocks:
        return []
    covered = _evenly([_covered(block, blocks, columns, region) for block in blocks], blocks, len(columns))
    depth: list[int] = []
    for i, block in enumerate(blocks):
        above = [j for j in range(i) if len(covered[j]) > 1 and set(covered[j]) & set(covered[i]) and blocks[j][0].line.y < block[0].line.y]
        depth.append(max((depth[j] + 1 for j in above), default=0))
    deepest = max(depth)
    rows: list[list[CellLines]] = [[() for _ in columns] for _ in range(deepest + 1)]
    for i, block in enumerate(blocks):
        at = depth[i] if len(covered[i]) > 1 and deepest else deepest
        cell = tuple(item.line for item in block)
        for column in covered[i]:
            old = rows[at][column]
            rows[at][column] = (*old, *cell) if old and old is not cell else cell
    return [row for row in rows if any(row)]


def _stacks(above: _Item, item: _Item, levels: Sequence[Level]) -> bool:
    """Does a head line go on the one above it: close below, in the same place, no line drawn between?"""
    if not 0 < item.line.y - above.line.y <= 1.6 * item.line.size or abs(item.line.size - above.line.size) > 0.3 * item.line.size:
        return False
    if min(above.last, item.last) < max(above.first, item.first) or (above.last > above.first) != (item.last > item.first):
        if min(above.line.x1, item.line.x1) - max(above.line.x0, item.line.x0) < 0.5 * min(
            above.line.x1 - above.line.x0, item.line.x1 - item.line.x0
        ):
            return False
        if is_dated(item.line.text):
            return False
    middle = (item.line.x0 + item.line.x1) / 2
    return not any(above.line.y < level.y < item.line.y - 0.3 * item.line.size and level.covers(middle - 2, middle + 2) for level in levels)


def _covered(block: Sequence[_Item], blocks: Sequence[Sequence[_Item]], columns: Sequence[Column], region: Region) -> list[int]:
    """The columns that a head stands over: by the drawn line near it, else by its own width and its middle."""
    first, last = min(i.first for i in block), max(i.last for i in block)
    x0, x1 = min(i.line.x0 for i in block), max(i.line.x1 for i in block)
    middle, bottom, top = (x0 + x1) / 2, block[-1].line.bottom, block[0].line.top
    size = block[0].line.size
    under = [i for b in blocks if b is not block for i in b if i.line.top > bottom - 2]
    headed = {n for i in under for n in range(i.first, i.last + 1)}
    fenced = [n for n in _fenced(x0, x1, (top + bottom) / 2, columns, region) if n in headed]
    if len(fenced) > 1 and fenced[0] <= first and fenced[-1] >= last and any(fenced[0] <= i.first and i.last <= fenced[-1] for i in under):
        return fenced
    near = [
        level for level in region.levels if -1 <= level.y - bottom + 0.4 * size < 2.2 * size or -0.3 * size < top - level.y < 1.5 * size
    ]
    level_with = [i for b in blocks if b is not block for i in b if abs(i.line.y - block[0].line.y) < 0.6 * size]
    for level in near:
        wide = 0.9 * (columns[-1].right - columns[0].left)
        pieces = [p for p in level.pieces if p[0] - 4 <= x0 and x1 <= p[1] + 4 and p[1] - p[0] < wide]
        alone = [p for p in pieces if not any(p[0] < i.line.x1 - 4 and i.line.x0 + 4 < p[1] for i in level_with)]
        for a, b in sorted(alone, key=lambda p: p[0] - p[1])[: len(level.pieces) - 1]:
            inside = [n for n, c in enumerate(columns) if a - 3 <= (c.x0 + c.x1) / 2 <= b + 3]
            within = len(inside) == 1 or any(inside[0] <= i.first and i.last <= inside[-1] for i in under) if inside else False
            if within and inside[0] <= first and inside[-1] >= last:
                return inside
    beside = level_with
    low = max([i.last + 1 for i in beside if i.line.x1 <= x0 + 1] or [1 if first else 0])
    high = min([i.first - 1 for i in beside if i.line.x0 >= x1 - 1] or [len(columns) - 1])
    if not any(i.line.x0 > columns[0].x1 for i in under) or first == 0:
        return list(range(first, last + 1))
    spans = [(a, b) for a in range(low, first + 1) for b in range(last, high + 1)]
    off = {s: abs((columns[s[0]].x0 + columns[s[1]].x1) / 2 - middle) for s in spans}
    best = min(spans, key=lambda s: (off[s], s[0] - s[1]), default=(first, last))
    if first == last and (off.get((first, last), 0.0) < 6 or off.get(best, 99.0) > 8):
        best = (first, last)
    return list(range(best[0], best[1] + 1))


def _fenced(x0: float, x1: float, y: float, columns: Sequence[Column], region: Region) -> list[int]:
    """The columns between the upright lines left and right of a head."""
    beside = [rule.at for rule in region.down if rule.a - 1 <= y <= rule.b + 1 and columns[0].left < rule.at < columns[-1].right + 30]
    left, right = max((x for x in beside if x <= x0 + 1), default=None), min((x for x in beside if x >= x1 - 1), default=None)
    if left is None and right is None:
        return []
    low, high = columns[0].x1 if left is None else left, columns[-1].right if right is None else right
    return [n for n, c in enumerate(columns) if low - 2 <= (c.x0 + c.x1) / 2 <= high + 2]


def _evenly(covered: list[list[int]], blocks: Sequence[Sequence[_Item]], count: int) -> list[list[int]]:
    """A row of years over two or three times as many heads: each year stands over its even share of them."""
    years = [i for i, block in enumerate(blocks) if is_dated(block[0].line.text) and len(covered[i]) == 1]
    if len(years) < 2:
        return covered
    below = sorted(
        {
            c
            for i, block in enumerate(blocks)
            for c in covered[i]
            if c and i not in years and block[0].line.top > blocks[years[0]][-1].line.y
        }
    )
    if not below or len(below) % len(years) or len(below) == len(years) or len(below) < 0.6 * (count - 1):
        return covered
    share = len(below) // len(years)
    found = list(covered)
    for n, i in enumerate(sorted(years, key=lambda i: covered[i][0])):
        own = below[n * share : (n + 1) * share]
        if not own[0] <= covered[i][0] <= own[-1]:
            return covered
        found[i] = own
    return found


# ---------------------------------------------------------------------------------------------------------------- body
class _Row(NamedTuple):
    y: float
    band: int
    cells: dict[int, list[Line]]


def _body(
    items: Sequence[Sequence[_Item]], bands: Sequence[Sequence[Sequence[Line]]], columns: Sequence[Column], levels: Sequence[Level]
) -> tuple[list[list[CellLines]], set[int]]:
    values = _value_columns(items, len(columns))
    rows: list[_Row] = []
    at = 0
    for number, band in enumerate(bands):
        own = [item for row in items[at : at + len(band)] for item in row]
        at += len(band)
        rows += [_Row(y, number, cells) for y, cells in _rows_in(own, values, len(levels) >= 4, len(columns))]
    made: list[list[CellLines]] = [[tuple(row.cells.get(c, ())) for c in range(len(columns))] for row in rows]
    titles = {i for i in range(len(made)) if _is_title(made, i, bool(values))}
    _share(made, rows, [c for n, c in enumerate(columns) if n not in values], columns, levels, titles)
    titles = {i for i in titles if sum(map(bool, made[i])) == 1}
    return made, titles


def _value_columns(items: Sequence[Sequence[_Item]], count: int) -> set[int]:
    """Columns that hold figures in most of their cells."""
    said, figures = [0] * count, [0] * count
    for row in items:
        for item in row:
            said[item.first] += 1
            figures[item.first] += is_figure(item.line.text)
    return {c for c in range(1, count) if figures[c] >= 0.55 * said[c] and figures[c]}


def _rows_in(items: Sequence[_Item], values: set[int], ruled: bool, count: int) -> list[tuple[float, dict[int, list[Line]]]]:
    """The rows of one band: one for each height at which figures stand; text alone is parted by its blanks."""
    heights: list[float] = []
    size = median(item.line.size for item in items)
    for item in sorted(items, key=lambda i: i.line.y):
        if item.first in values and is_figure(item.line.text) and not (heights and item.line.y - heights[-1] < 0.6 * size):
            heights.append(item.line.y)
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


def _cells(items: Sequence[_Item]) -> dict[int, list[Line]]:
    cells: dict[int, list[Line]] = {}
    for item in sorted(items, key=lambda i: i.line.y):
        cells.setdefault(item.first, []).append(item.line)
    return cells


_CODE = re.compile(r"[A-Z]{0,5}[- ]?\d{1,4}(?:[-.][\da-z]{1,3}){0,3}$")


def _code_heights(items: Sequence[_Item]) -> list[float]:
    """Where rows begin that codes open ("302-4", "OG2"): at each code of the first column, and after one at what is none."""
    lines = sorted((item.line for item in items if item.first == 0), key=lambda line: line.y)
    codes = [bool(_CODE.match(line.text)) for line in lines]
    if sum(codes) < 1:
        return []
    return [line.y for i, line in enumerate(lines) if codes[i] or i == 0 or codes[i - 1]]


def _text_heights(items: Sequence[_Item], size: float) -> list[float]:
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


def _around_figures(items: Sequence[_Item], heights: Sequence[float], size: float, count: int) -> list[tuple[float, dict[int, list[Line]]]]:
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
            on_pitch = line.y - last.y > 0.8 * pitch
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


def _share(
    made: list[list[CellLines]],
    rows: Sequence[_Row],
    shared: Sequence[Column],
    columns: Sequence[Column],
    levels: Sequence[Level],
    titles: set[int],
) -> None:
    """A cell under which no line is drawn, where the cells beside it have one, stands for all rows down to the next line."""
    for place in shared:
        column = columns.index(place)
        start = 0
        for i in range(1, len(rows) + 1):
            if (
                i < len(rows)
                and not _ruled_off(rows[i - 1].y, rows[i].y, place, levels)
                and rows[i].band != rows[i - 1].band
                and not ({i, i - 1} & titles and column == 0)
            ):
                continue
            group = range(start, i)
            filled = [n for n in group if made[n][column]]
            lines = [line for n in filled for line in made[n][column]]
            if len(group) > 1 and lines and all(b.y - a.y <= 1.9 * b.size for a, b in itertools.pairwise(lines)):
                whole = tuple(lines)
                for n in group:
                    made[n][column] = whole
            start = i


def _ruled_off(y0: float, y1: float, column: Column, levels: Sequence[Level]) -> bool:
    between = [level for level in levels if y0 - 1 < level.y < y1]
    return not between or any(level.covers(column.x0, max(column.x1, column.x0 + 4)) for level in between)


def _depths(rows: Sequence[Sequence[CellLines]], columns: Sequence[Column]) -> list[int]:
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
