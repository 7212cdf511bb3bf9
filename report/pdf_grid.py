"""A table region becomes a grid: header rows, body rows, cells that several rows or columns share, titles between rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from report.pdf_bands import bands_of, caption_of, counts, first_data, has_years, is_caption, levelled, rules_rows, trimmed, with_head
from report.pdf_cells import CellLines, Item, tight_rows
from report.pdf_columns import Column, columns_of, placed, with_empty
from report.pdf_heads import header_of
from report.pdf_lines import Line
from report.pdf_rows import body_of, depths_of
from report.pdf_tables import Region, is_dated, is_figure, is_light


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


def grid_of(region: Region, around: Sequence[Sequence[Line]], sparse: bool = False, worded: bool = False) -> Grid | None:
    """The grid of a region, or None when it is no table. `around`: tight rows of the page, for a header above the region.

    `sparse`: most cells may be empty. `worded`: it is known for a table of words, though nothing is drawn.
    """
    region = region._replace(levels=levelled(region.levels))
    rows = tight_rows(region.lines, region.down)
    columns = columns_of(rows, region.levels, region.down)
    if len(columns) < 2 or len(rows) < 2:
        return None
    rows = [*_above(rows, columns, around, region), *rows, *_below(rows, columns, around, region)]
    columns = columns_of(rows, region.levels, region.down) if not region.levels else columns
    levels = [level for level in region.levels if rules_rows(level, columns)]
    first = first_data(rows, columns)
    bands = trimmed(bands_of(rows, levels), columns, region.levels, first)
    rows = [row for band in bands for row in band]
    bands, heads = with_head(bands, columns, first)
    start = sum(len(band) for band in bands[:heads])
    columns = with_empty(columns, rows[:start], rows[start:])
    named = caption_of(bands[:heads], columns)
    if not named and start > 1 and (rows[0][-1].x1 > columns[1].x0 or is_caption(rows[:start], columns)):
        named = caption_of([[row] for row in rows[:start]], columns)
    items = [[Item(*p) for line in row for p in placed(line, columns, i < start)] for i, row in enumerate(rows)]
    header = header_of([item for row in items[len(named) : start] for item in row], columns, region)
    body, titles = body_of(items[start:], bands[heads:], columns, levels)
    if sum(any(row[c] for row in body) for c in range(len(columns))) < 2 or len(header) + len(body) < 2:
        return None
    body, rows = _ended(body, rows)
    across = sum(level.x1 - level.x0 > 0.75 * (region.x1 - region.x0) for level in levels)
    if not _sound(header, body, 9 if sparse or worded else across, 0.1 if sparse else 0.45):
        return None
    return Grid(
        tuple(line for row in named for line in row),
        header,
        body,
        titles,
        depths_of(body, columns),
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
    if dated and len(body) < 3 and not any(is_figure(line.text) for row in body for cell in row for line in cell):
        return False  # heads alone, on a ground of their own
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
def _near(row: Sequence[Line], columns: Sequence[Column], region: Region) -> list[Line]:
    """The lines of a row that stand over or under a table: over its columns, or over the lines drawn for it."""
    right = max(columns[-1].right, region.x1 if len(region.levels) > 2 else 0.0)
    return [line for line in row if columns[0].left - 4 <= (line.x0 + line.x1) / 2 <= right + 4]


def _above(rows: Sequence[Sequence[Line]], columns: Sequence[Column], around: Sequence[Sequence[Line]], region: Region) -> list[list[Line]]:
    """Header lines that stand above the first drawn line or the first figures; a title or the start of a label may stand between."""
    taken: list[list[Line]] = []
    between: list[list[Line]] = []
    if all(is_light(line) for line in rows[0]) and len(rows[0]) > 1:
        return taken  # the header is inside: white letters on a dark ground
    top = rows[0][0]
    height, size = min([line.y for line in rows[0]] + [level.y + 0.8 * top.size for level in region.levels[:1]]), top.size
    for row in reversed([r for r in around if r[0].y < min(height, rows[0][0].y - 0.3 * size)]):
        near = _near(row, columns, region)
        if not near and height - row[0].y < 4 * size:
            continue  # another column of the page
        if not near or height - near[0].y > _reach(near, columns, bool(taken)) * max(size, near[0].size):
            break
        if not _is_head(near, columns, max(columns[-1].right, region.x1), bool(taken) and height - near[0].y < 1.5 * size):
            if taken or len(between) > 1 or not _may_stand_between(near, columns, size):
                break
            between.insert(0, near)
        else:
            taken = [near, *(between if not taken else []), *taken]
        height = near[0].y
    while taken and not any(line.x1 > columns[1].x0 for line in taken[0]):
        taken.pop(0)
    return taken


def _is_head(row: Sequence[Line], columns: Sequence[Column], right: float, close: bool) -> bool:
    """May a row above a table be one of heads? `right`: how far the table reaches; `close`: other heads stand close below it."""
    over = [line for line in row if line.x1 > columns[1].x0]
    if any(len(line.bits) > 9 or line.text.endswith(".") for line in row):
        return False
    if any(line.x0 < columns[0].left - 12 or line.x1 > right + 25 for line in row):
        return False
    if any(is_figure(line.text) and not is_dated(line.text) for line in row[1:]) and not counts(row):
        return False
    return len(row) > 1 or bool(over and over[0].x0 > columns[0].x1 - 5) or close


def _may_stand_between(row: Sequence[Line], columns: Sequence[Column], size: float) -> bool:
    """Is a line above the first figures the start of their label, or a title of the rows below it?"""
    line = row[0]
    alone = len(row) == 1 and columns[0].left - 2 <= line.x0 < columns[0].x1 and line.x1 < columns[1].x0
    return alone and len(line.bits) < 9 and abs(line.size - size) < 0.15 * size


def _reach(row: Sequence[Line], columns: Sequence[Column], more: bool) -> float:
    """How many letter sizes above the rest a row of heads may stand. `more`: other heads stand between."""
    if has_years(row, columns):
        return 4.0
    over = [line for line in row if line.x1 > columns[1].x0]
    if len(over) > 1 and len(over) >= 0.6 * (len(columns) - 1) and all(len(line.text) < 30 for line in over):
        return 3.3
    if len(row) == 1 and row[0].x1 < columns[1].x0:
        return 3.0 if not more else 1.9
    if more:
        return 2.4 if len(over) == len(row) else 1.9
    return 2.6


def _below(rows: Sequence[Sequence[Line]], columns: Sequence[Column], around: Sequence[Sequence[Line]], region: Region) -> list[list[Line]]:
    """Rows that go on below the last drawn line, with figures in the same columns; a title may stand between."""
    taken: list[list[Line]] = []
    titles: list[list[Line]] = []
    height, size, ended = rows[-1][0].y, rows[-1][0].size, False
    for row in around:
        near = _near(row, columns, region)
        if not near or near[0].y <= height + 0.3 * size:
            continue
        if not ended and not region.levels and _reads_on([*rows, *taken], near, columns):
            taken.append(near)
            height = near[0].y
            continue
        ended = True
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


def _reads_on(rows: Sequence[Sequence[Line]], row: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Is a line below the last figures the rest of their label: alone, narrow, as close as the lines of a label are?"""
    line, last = row[0], next((r[0] for r in reversed(rows) if r[0].x1 < columns[1].x0), None)
    if (
        last is None
        or len(row) > 1
        or line.x1 > columns[1].x0
        or abs(line.x0 - last.x0) > 1
        or (line.style, line.size) != (last.style, last.size)
    ):
        return False
    return 0.9 * line.size < line.y - last.y < 1.3 * line.size
