"""PDF: words with their places become text in reading order, tables by columns and rows, headings by how they are set."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from report import pdf_scan
from report.errors import InputError, LimitError
from report.limits import DEFAULT, Limits
from report.lines import Shape
from report.model import Report
from report.pdf_cells import CellLines
from report.pdf_forms import check_forms
from report.pdf_furniture import at_edge, furniture, repeated
from report.pdf_glyphs import page_of
from report.pdf_grid import Grid, grid_of
from report.pdf_kept import Opened, Sheet, put_by
from report.pdf_lattice import latticed, parted
from report.pdf_lines import PROSE, Bit, Line, bits_of, line_of, split
from report.pdf_order import flows, usual_size, with_leads, with_links
from report.pdf_packed import check_packed
from report.pdf_rules import key, recurring
from report.pdf_tables import Region, ruled, unruled
from report.pdf_text import (
    Body,
    Looks,
    Piece,
    Written,
    contents_page,
    lightened,
    listed,
    numbered,
    pieces_of,
    ranked,
    run_on,
    said,
    weeded,
)
from report.pdf_worded import worded
from report.writing import Writer

_INDENT = re.compile(r"(?:[•◆♦●▪■◇○➢✓►▶※·*>–—-]|of which|thereof|o/w|incl)", re.I)
_MARK = re.compile(r"(?:[•◆♦●▪■◇○➢✓►▶※·→›»*✔]|[–—-]\s)\s*")


ANEW = 100
"""After so many pages the document is opened anew: PDFium keeps what it has read of one that is open."""


def read_pdf(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """A PDF with a text layer. Raises InputError for one that is broken, locked or without text, LimitError for one too large."""
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    if b"%PDF-" not in data[:2048]:
        raise InputError(f"{name}: this is no PDF, whatever its name says")
    check_packed(data, name, limits)
    check_forms(data, name)
    looks = Looks()
    sheets = list(_sheets(data, name, limits, looks))
    if not any(sheet.lines for sheet in sheets):
        raise InputError(f"{name}: no page has a text layer{_why_no_text(sheets)}")
    notes = _notes(sheets, name)
    layout = _cleared(sheets, looks)
    body, pages = looks.body(), len(sheets)
    contents: set[int] = set()
    pieces: list[Piece] = []
    for sheet in _taken(sheets):
        pieces += _settled(_pieces(sheet, layout, body, contents, pages), body.words)
    weeded(pieces, body)
    listed(pieces, contents, body.size)
    pieces = run_on(numbered(pieces))
    ranked(pieces)
    writer = Writer(name, limits)
    _write(writer, pieces, pages, body)
    return replace(writer.report(id, name, hashlib.sha256(data).hexdigest(), "pdf"), notes=notes)


def _taken(sheets: list[Sheet]) -> Iterator[Sheet]:
    """Sheets in order, each given up once it is done."""
    sheets.reverse()
    while sheets:
        yield sheets.pop()


def _cleared(sheets: Sequence[Sheet], looks: Looks) -> set[tuple[int, int, int]]:
    """Marks the furniture of pages - running headers and footers, marks at the side - and gives the drawn lines of the layout."""
    heights = [sheet.height for sheet in sheets]
    upright, turned = furniture([sheet.edge for sheet in sheets], heights), repeated([sheet.aside for sheet in sheets])
    for sheet, gone, aside in zip(sheets, upright, turned, strict=True):
        sheet.gone = {(bit.text, bit.x0, bit.y) for i in gone for bit in sheet.edge[i].bits}
        looks.count(line for i, line in enumerate(sheet.edge) if i not in gone)
        sheet.lines -= len(gone)
        sheet.aside = [line for i, line in enumerate(sheet.aside) if i not in aside]
    return recurring([(sheet.height, sheet.rim) for sheet in sheets])


def _notes(sheets: Sequence[Sheet], name: str) -> tuple[str, ...]:
    """A line that names the pages which OCR read, and one for those which show pictures but have no text."""
    read = [sheet.number for sheet in sheets if sheet.scanned and sheet.lines]
    blank = [sheet.number for sheet in sheets if not sheet.scanned and sheet.is_picture]
    notes = []
    if read:
        notes.append(f"{name}: {_pages(read)} no text layer; read by OCR, so quotes may have its mistakes")
    if blank:
        notes.append(f"{name}: {_pages(blank)} no text layer (a scan?) and could not be read; {pdf_scan.HOW_TO}")
    return tuple(notes)


def _why_no_text(sheets: Sequence[Sheet]) -> str:
    if any(sheet.scanned for sheet in sheets):
        return " (a scan?), and OCR found no words in its pictures"
    return f" (a scan?); {pdf_scan.HOW_TO}" if any(sheet.is_picture for sheet in sheets) else ", nor a picture of text"


def _pages(numbers: Sequence[int]) -> str:
    """ "page 3 has", "pages 3-5, 9 have"."""
    if len(numbers) == 1:
        return f"page {numbers[0]} has"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "pages " + ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs) + " have"


def _sheets(data: bytes, name: str, limits: Limits, looks: Looks) -> Iterator[Sheet]:
    document = _opened(data, name)
    try:
        pages = len(document)
        if pages > limits.max_pages:
            raise LimitError(f"{name}: {pages:,} pages; the limit is {limits.max_pages:,}")
        end = time.monotonic() + limits.max_seconds
        for index in range(pages):
            start = time.monotonic()
            if index and index % ANEW == 0:
                document.close()
                document = _opened(data, name)
            sheet = _sheet(document, index, name, limits, looks)
            yield sheet
            if sheet.scanned:
                end += time.monotonic() - start  # OCR takes seconds a page
            if time.monotonic() > end:
                raise LimitError(f"{name}: reading took longer than {limits.max_seconds:g} seconds (page {index + 1} of {pages})")
    finally:
        document.close()


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).casefold()
        raise InputError(
            f"{name}: {'locked with a password; save it without' if locked else 'the PDF is broken and cannot be opened'}"
        ) from error


def _sheet(document: pdfium.PdfDocument, index: int, name: str, limits: Limits, looks: Looks) -> Sheet:
    try:
        page = page_of(document, index, limits.max_page_chars)
    except pdfium.PdfiumError as error:
        raise InputError(f"{name}: page {index + 1} is broken and cannot be read") from error
    except OverflowError as error:
        raise LimitError(f"{name}: page {index + 1} has more than {limits.max_page_chars:,} characters") from error
    sheet, lines = put_by(page)
    if sheet.is_picture and pdf_scan.available():
        sheet, lines = put_by(page, pdf_scan.scanned(document, index))
    looks.count(line for line in lines if not at_edge(line, page.height))
    return sheet


# --------------------------------------------------------------------------------------------------------------- a page
def _pieces(sheet: Sheet, layout: set[tuple[int, int, int]], body: Body, contents: set[int], pages: int) -> list[Piece]:
    """The blocks of a page; its number joins `contents` when it is a page of contents."""
    page = sheet.opened()
    prose = [split(row, *PROSE) for row in page.rows]
    if contents_page([line for row in prose for line in row], sheet.number, pages):
        contents.add(sheet.number)
        grids = []
    else:
        grids = _grids(page._replace(levels=[level for level in page.levels if key(level) not in layout]), body.size)
    if grids:
        used = {id(bit) for grid in grids for line in grid.lines for bit in line.bits}
        prose = [split(kept, *PROSE) for row in page.rows if (kept := [bit for bit in row if id(bit) not in used])]
    main, beside, foot = _notes_apart([*with_leads(with_links(prose, body.size)), *grids], body)
    found = _read(main, body, sheet.number)
    for piece in _read(beside, body, sheet.number):
        piece.shape = Shape.NOTE if piece.shape is Shape.TEXT else piece.shape  # no text reads on from it
        found.append(piece)
    found += _read(foot, body, sheet.number)
    if sheet.aside:
        found += [Piece(Shape.TEXT, [line], page=sheet.number) for line in sheet.aside]
    return found


def _read(part: Sequence[Line | Grid], body: Body, page: int) -> list[Piece]:
    """The blocks of a part of a page, in reading order."""
    size = usual_size([line for line in part if isinstance(line, Line)])
    return [piece for flow in flows(part, size) for piece in pieces_of(flow, body, page)]


def _settled(pieces: Sequence[Piece], words: Counter[str]) -> Sequence[Piece]:
    """The blocks of a page, without what only their own page needs: the words of lines, the lines of grids."""
    for piece in pieces:
        piece.lines = [lightened(line) for line in piece.lines]
        if piece.grid is not None:
            piece.table, piece.grid = _written(piece.grid, words), None
    return pieces


def _grids(page: Opened, body: float) -> list[Grid]:
    """The tables of a page: first those between drawn lines, then those of figures in what is left."""
    dots = bits_of(page.dots)
    rows = [split(row, 0.6, 1.0) for row in page.rows]
    found: list[Grid] = []
    regions = ruled(page.levels, [line for row in rows for line in row], body)
    regions = [part for region in regions for part in (parted(region, page.down) or [region])]
    for region in sorted(regions, key=lambda r: -len(r.lines)):
        rest = _without(rows, found)
        own = _without([region.lines], found)
        if own:
            region = region._replace(lines=own[0], down=page.down)
            grid = _dotted(region, dots, rest) or grid_of(region, rest)
            fenced = [] if grid else latticed(region.levels, page.down, region.lines)
            found += [grid] if grid else [made for one in fenced if (made := grid_of(one, rest))]
    rest = _without(rows, found)
    for region in unruled(rest, body):
        grid = grid_of(region, rest)
        if grid:
            found.append(grid)
            rest = _without(rest, found)
    for region in worded(rest):
        grid = grid_of(region, [], worded=True)
        found += [grid] if grid else []
    return found


def _dotted(region: Region, dots: Sequence[Bit], rest: Sequence[Sequence[Line]]) -> Grid | None:
    """The same table with the discs that are drawn in it, if they stand in cells of their own."""
    inside = [line_of([dot]) for dot in dots if region.x0 < dot.x0 < region.x1 and region.top - 40 < dot.y < region.bottom + 20]
    if len(inside) < 3:
        return None
    grid = grid_of(region._replace(lines=[*region.lines, *inside]), rest, sparse=True)
    marks = {id(line.bits[0]) for line in inside}
    cells = [cell for row in (grid.rows if grid else []) for cell in row if any(id(line.bits[0]) in marks for line in cell)]
    alone = sum(all(id(line.bits[0]) in marks for line in cell) and len(cell) == 1 for cell in cells)
    return grid if cells and alone > 0.9 * len(cells) else None


def _without(rows: Sequence[Sequence[Line]], grids: Sequence[Grid]) -> list[list[Line]]:
    """Rows without the lines that tables took."""
    if not grids:
        return [list(row) for row in rows]
    used = {id(bit) for grid in grids for line in grid.lines for bit in line.bits}
    kept = ([line for line in row if not any(id(bit) in used for bit in line.bits)] for row in rows)
    return [row for row in kept if row]


def _notes_apart(items: Sequence[Line | Grid], body: Body) -> tuple[list[Line | Grid], list[Line | Grid], list[Line | Grid]]:
    """What stands on a page, the notes beside its text, and the small print at its foot: they are read one after the other."""
    ordered = sorted(items, key=lambda i: -i.bottom)
    large = next((i for i in ordered if isinstance(i, Grid) or i.size > 0.9 * body.size), None)
    foot = large.bottom - 1 if large is not None else float("inf")
    beside = _beside([i for i in items if isinstance(i, Line) and i.top < foot], body)
    main = [i for i in items if i.top < foot and id(i) not in beside]
    return main, [i for i in items if id(i) in beside], [i for i in items if i.top >= foot]


def _beside(lines: Sequence[Line], body: Body) -> set[int]:
    """Small lines, and bare numbers, in the margin of a page of prose, by identity: left or right of all its long lines."""
    prose = [line for line in lines if abs(line.size - body.size) < 0.06 * body.size and len(line.bits) >= 6]
    if len(prose) < 8 or sum(len(line.bits) for line in prose) < 0.75 * sum(len(line.bits) for line in lines):
        return set()
    left, right = min(line.x0 for line in prose), max(line.x1 for line in prose)
    small = [line for line in lines if line.size < 0.87 * body.size or not any(map(str.isalpha, line.text))]
    out = [line for line in small if line.x1 < left or line.x0 > right]
    alone = len(small) - len(out) < len(out)  # small letters inside the text too are a figure or a table
    return {id(line) for line in out} if alone and len(out) < 0.3 * len(lines) else set()


# ------------------------------------------------------------------------------------------------------------- writing
def _write(writer: Writer, pieces: Sequence[Piece], pages: int, body: Body) -> None:
    before: Written | None = None
    at = 0
    for piece in _given_up(pieces):
        while at < piece.page:
            writer.page()
            at += 1
        if piece.table is not None:
            goes_on = _goes_on(piece.table, before)
            _write_table(writer, piece.table, goes_on)
            before = before if goes_on else piece.table
        elif piece.lines:
            text = said(piece.lines, body.words)
            mark = _MARK.match(text) if piece.shape is Shape.ITEM else None
            writer.block(piece.shape, text, piece.level, mark.end() if mark else 0)
    while at < pages:
        writer.page()
        at += 1


def _given_up(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces in order; what one is made of is let go once it is written."""
    for piece in pieces:
        yield piece
        piece.lines, piece.table = [], None


def _goes_on(table: Written, before: Written | None) -> bool:
    """Is a table without a header the rest of the one before it: as many columns, in the same places?"""
    if before is None or table.heads or not before.heads or len(table.columns) != len(before.columns):
        return False
    pairs = list(zip(table.columns, before.columns, strict=True))
    return all(abs(a[0] - b[0]) < 15 for a, b in pairs[1:]) or all(abs(a[1] - b[1]) < 4 or abs(a[2] - b[2]) < 4 for a, b in pairs)


def _write_table(writer: Writer, table: Written, goes_on: bool) -> None:
    if table.caption:
        writer.block(Shape.TEXT, table.caption)
    heads, rows = table.rows[: table.heads], table.rows[table.heads :]
    writer.table(heads, rows, table.titles, table.caption, table.same, goes_on=goes_on, ends=table.ends)


def _ends(grid: Grid) -> frozenset[int]:
    """Rows at which a title no longer counts: as far out as the title itself, when the rows right below it are indented."""
    found: set[int] = set()
    title: int | None = None
    for i in range(len(grid.rows)):
        if i in grid.titles:
            title = i
        elif title is not None and title + 1 < len(grid.rows) and grid.depths[title + 1] > grid.depths[title] >= grid.depths[i]:
            found.add(i)
            title = None
    return frozenset(found)


def _written(grid: Grid, words: Counter[str]) -> Written:
    """The texts of a grid; an indented label has a mark of its depth."""
    every = [*grid.header, *grid.rows]
    texts: dict[int, str] = {}

    def text(cell: CellLines) -> str:
        if id(cell) not in texts:
            texts[id(cell)] = said(cell, words) if cell else ""
        return texts[id(cell)]

    same = {
        (i, j)
        for i, row in enumerate(every)
        for j, cell in enumerate(row)
        if cell and ((j and row[j - 1] is cell) or (i and every[i - 1][j] is cell))
    }
    same = {(i, j) for i, j in same if (i < len(grid.header)) == (i - 1 < len(grid.header)) or (j and every[i][j - 1] is every[i][j])}
    rows = [[text(cell) for cell in row] for row in every]
    for i, depth in enumerate(grid.depths, len(grid.header)):
        if depth and rows[i][0] and not _INDENT.match(rows[i][0]):
            rows[i][0] = f"– {rows[i][0]}"
    caption = said(grid.caption, words) if grid.caption else ""
    columns = [(column.left, column.x0, column.x1) for column in grid.columns]
    return Written(rows, len(grid.header), frozenset(grid.titles), caption, frozenset(same), _ends(grid), columns)
