"""HTML tables inside Markdown or text, as OCR programs and converters write them: `<table><tr><td rowspan="2">...`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from report.clean import clean
from report.covering import covered, span, spanned_heads, title_rows
from report.limits import DEFAULT
from report.model import NOTHING, Clean, Row

_TAG = re.compile(r"<(?P<end>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th|caption)\b(?P<told>[^<>]{0,500})>", re.I)
_SPAN = r"\b{}\s*=\s*([\"']?\s*\d+)"


@dataclass(frozen=True)
class MarkupTable:
    """A table of tags at `source[start:end]`: its caption (empty without one), its rows, how many of them are known to be header."""

    start: int
    end: int
    caption: Clean
    rows: tuple[Row, ...]
    heads: int


@dataclass
class _Cell:
    """A cell in the making: where its text stands, and what its tag tells."""

    start: int
    end: int = -1
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass
class _Markup:
    """A table in the making."""

    start: int
    end: int
    rows: list[list[_Cell]] = field(default_factory=list)
    heads: int = 0
    caption: tuple[int, int] | None = None


def markup_tables(source: str) -> list[MarkupTable]:
    """The tables of tags of a source, in order; those without text are left out.

    A cell or row that is not closed ends where the next begins; a table inside a cell is words of that cell. Raises LimitError
    for a table of too many cells.
    """
    if not re.search(r"<table\b", source, re.I):
        return []
    found = [_read(source, table) for table in _tables(source)]
    return [table for table in found if any(c for row in table.rows for c in row)]


def _tables(source: str) -> Iterator[_Markup]:
    table: _Markup | None = None
    depth = 0
    for tag in _TAG.finditer(source):
        name, closes = tag["name"].casefold(), bool(tag["end"])
        if name == "table":
            depth += -1 if closes else 1
            if depth == 1 and not closes:
                table = _Markup(tag.start(), tag.end())
            elif depth == 0 and table:
                yield _closed(table, tag.start(), tag.end())
                table = None
            depth = max(depth, 0)
        elif table and depth == 1:
            _take(table, name, closes, tag)
    if table:  # never closed: it ends behind its last row
        yield _closed(table, table.end, table.end)


def _take(table: _Markup, name: str, closes: bool, tag: re.Match[str]) -> None:
    if name in ("tr", "td", "th"):
        _end_cell(table, tag.start())
    if name == "caption":
        table.caption = (table.caption[0], tag.start()) if closes and table.caption else (tag.end(), tag.end())
    elif name == "thead" and closes:
        table.heads = len(table.rows)
    elif name == "tr" and not closes:
        table.rows.append([])
    elif name in ("td", "th") and not closes:
        if not table.rows:
            table.rows.append([])
        columns, rows = (re.search(_SPAN.format(which), tag["told"], re.I) for which in ("colspan", "rowspan"))
        table.rows[-1].append(_Cell(tag.end(), -1, span(columns[1] if columns else None), span(rows[1] if rows else None), name == "th"))
    table.end = tag.end()


def _end_cell(table: _Markup, at: int) -> None:
    last = table.rows[-1][-1] if table.rows and table.rows[-1] else None
    if last and last.end < 0:
        last.end = at


def _closed(table: _Markup, at: int, end: int) -> _Markup:
    _end_cell(table, at)
    table.rows = [row for row in table.rows if row]
    table.end = end
    return table


def _read(source: str, table: _Markup) -> MarkupTable:
    told = clean(source, *table.caption) if table.caption else NOTHING
    rows = _grid(source, table.rows)
    return MarkupTable(table.start, table.end, told, tuple(rows), _heads(table, len(rows)))


def _grid(source: str, rows: Sequence[Sequence[_Cell]]) -> list[Row]:
    """Rows of one width; a place that a cell covers has its text, but for rows that are one title from end to end."""
    spans = [[(cell.columns, cell.rows) for cell in row] for row in rows]
    grid = covered(spans, DEFAULT, "the text")
    width = max((j + 1 for _, j in grid), default=0)
    texts = {(i, k): clean(source, cell.start, max(cell.start, cell.end)) for i, row in enumerate(rows) for k, cell in enumerate(row)}
    titles = title_rows(spans, width)
    return [
        tuple(texts[grid[i, j]] if (i, j) in grid and not (j and i in titles) else NOTHING for j in range(width)) for i in range(len(rows))
    ]


def _heads(table: _Markup, count: int) -> int:
    """How many rows at the top are header: those that are marked, or those that a spanning head tells; 0 when the words must tell."""
    marked = table.heads or next((i for i, row in enumerate(table.rows) if not all(cell.head for cell in row)), 0)
    heads = max(marked, spanned_heads([[(cell.columns, cell.rows) for cell in row] for row in table.rows]))
    return heads if heads < count else 0
