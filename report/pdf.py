"""PDF: words with their places become text in reading order, tables by columns and rows, headings by how they are set."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from report import pdf_scan
from report.errors import InputError, LimitError
from report.limits import DEFAULT, Limits
from report.lines import Shape
from report.model import Report
from report.pdf_cells import CellLines
from report.pdf_forms import check_forms
from report.pdf_furniture import furniture, repeated
from report.pdf_glyphs import Page, page_of
from report.pdf_grid import Grid, grid_of
from report.pdf_lines import Bit, Line, bits_of, line_of, lines_of, rows_of, sideways, split
from report.pdf_order import flows, usual_size, with_leads
from report.pdf_packed import check_packed
from report.pdf_rules import Level, key, levels_of, recurring
from report.pdf_tables import Region, ruled, unruled
from report.pdf_text import Body, Piece, body_of, contents_page, listed, numbered, pieces_of, ranked, run_on, said, weeded
from report.writing import Writer

_INDENT = re.compile(r"(?:[•◆♦●▪■◇○➢✓►▶※·*>–—-]|of which|thereof|o/w|incl)", re.I)
_MARK = re.compile(r"(?:[•◆♦●▪■◇○➢✓►▶※·→›»*✔]|[–—-]\s)\s*")


@dataclass
class Sheet:
    """A page with its lines; furniture is taken out of them once all pages are known."""

    page: Page
    rows: list[list[Bit]]
    lines: list[Line]
    aside: list[Line]
    levels: list[Level]
    scanned: bool = False


def read_pdf(data: bytes, name: str, id: str, limits: Limits = DEFAULT) -> Report:
    """A PDF with a text layer. Raises InputError for one that is broken, locked or without text, LimitError for one too large."""
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    if b"%PDF-" not in data[:2048]:
        raise InputError(f"{name}: this is no PDF, whatever its name says")
    check_packed(data, name, limits)
    check_forms(data, name)
    sheets = list(_sheets(data, name, limits))
    if not any(sheet.lines for sheet in sheets):
        raise InputError(f"{name}: no page has a text layer{_why_no_text(sheets)}")
    notes = _notes(sheets, name)
    _clear(sheets)
    body = body_of(sheet.lines for sheet in sheets)
    contents = {sheet.page.number for sheet in sheets if contents_page(sheet.lines, sheet.page.number, len(sheets))}
    pages = len(sheets)
    pieces = [piece for sheet in _taken(sheets) for piece in _pieces(sheet, body, sheet.page.number in contents)]
    weeded(pieces, body)
    listed(pieces, contents, body.size)
    pieces = run_on(numbered(pieces))
    ranked(pieces)
    writer = Writer(name, limits)
    _write(writer, pieces, pages, body)
    return replace(writer.report(id, name, hashlib.sha256(data).hexdigest(), "pdf"), notes=notes)


def _taken(sheets: list[Sheet]) -> Iterator[Sheet]:
    """Sheets in order, each given up once it is done: a long report would hold two copies of itself else."""
    sheets.reverse()
    while sheets:
        yield sheets.pop()


def _clear(sheets: Sequence[Sheet]) -> None:
    """Takes the furniture out of pages: running headers and footers, marks at the side, drawn lines of the layout."""
    heights = [sheet.page.height for sheet in sheets]
    upright, turned = furniture([sheet.lines for sheet in sheets], heights), repeated([sheet.aside for sheet in sheets])
    layout = recurring([(sheet.page.height, sheet.levels) for sheet in sheets])
    for sheet, gone, aside in zip(sheets, upright, turned, strict=True):
        out = {id(bit) for i in gone for bit in sheet.lines[i].bits}
        sheet.lines = [line for i, line in enumerate(sheet.lines) if i not in gone]
        sheet.rows = _rows_without(sheet.rows, out)
        sheet.aside = [line for i, line in enumerate(sheet.aside) if i not in aside]
        sheet.levels = [level for level in sheet.levels if key(level) not in layout]


def _rows_without(rows: list[list[Bit]], gone: set[int]) -> list[list[Bit]]:
    """Rows without some bits, named by their identity."""
    return [kept for row in rows if (kept := [bit for bit in row if id(bit) not in gone])] if gone else rows


def _notes(sheets: Sequence[Sheet], name: str) -> tuple[str, ...]:
    """A line that names the pages which OCR read, and one for those which show pictures but have no text."""
    read = [sheet.page.number for sheet in sheets if sheet.scanned and sheet.lines]
    blank = [sheet.page.number for sheet in sheets if not sheet.scanned and _is_picture(sheet)]
    notes = []
    if read:
        notes.append(f"{name}: {_pages(read)} no text layer; read by OCR, so quotes may have its mistakes")
    if blank:
        notes.append(f"{name}: {_pages(blank)} no text layer (a scan?) and could not be read; {pdf_scan.HOW_TO}")
    return tuple(notes)


def _why_no_text(sheets: Sequence[Sheet]) -> str:
    if any(sheet.scanned for sheet in sheets):
        return " (a scan?), and OCR found no words in its pictures"
    return f" (a scan?); {pdf_scan.HOW_TO}" if any(map(_is_picture, sheets)) else ", nor a picture of text"


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


def _is_picture(sheet: Sheet) -> bool:
    return not sheet.lines and not sheet.aside and sheet.page.pictures > 0


def _sheets(data: bytes, name: str, limits: Limits) -> Iterator[Sheet]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).casefold()
        raise InputError(
            f"{name}: {'locked with a password; save it without' if locked else 'the PDF is broken and cannot be opened'}"
        ) from error
    try:
        if len(document) > limits.max_pages:
            raise LimitError(f"{name}: {len(document):,} pages; the limit is {limits.max_pages:,}")
        end = time.monotonic() + limits.max_seconds
        for index in range(len(document)):
            start = time.monotonic()
            sheet = _sheet(document, index, name, limits)
            yield sheet
            if sheet.scanned:
                end += time.monotonic() - start  # OCR takes seconds a page
            if time.monotonic() > end:
                raise LimitError(f"{name}: reading took longer than {limits.max_seconds:g} seconds (page {index + 1} of {len(document)})")
    finally:
        document.close()


def _sheet(document: pdfium.PdfDocument, index: int, name: str, limits: Limits) -> Sheet:
    try:
        page = page_of(document, index, limits.max_page_chars)
    except pdfium.PdfiumError as error:
        raise InputError(f"{name}: page {index + 1} is broken and cannot be read") from error
    except OverflowError as error:
        raise LimitError(f"{name}: page {index + 1} has more than {limits.max_page_chars:,} characters") from error
    rows = rows_of(bits_of(page.words))
    aside, levels = sideways(page), levels_of(page)
    page = page._replace(words=[], aside=[], across=[], fills=[])
    sheet = Sheet(page, rows, lines_of(rows), aside, levels)
    return _scanned(document, sheet) if _is_picture(sheet) and pdf_scan.available() else sheet


def _scanned(document: pdfium.PdfDocument, sheet: Sheet) -> Sheet:
    """The same page with the words of its picture."""
    rows = rows_of(bits_of(pdf_scan.scanned(document, sheet.page.number - 1)))
    return replace(sheet, rows=rows, lines=lines_of(rows), scanned=True)


# --------------------------------------------------------------------------------------------------------------- a page
def _pieces(sheet: Sheet, body: Body, contents: bool) -> list[Piece]:
    number = sheet.page.number
    grids = [] if contents else _grids(sheet, body.size)
    used = {id(bit) for grid in grids for line in grid.lines for bit in line.bits}
    lines = with_leads([split(row, 1.0, 2.2) for row in _rows_without(sheet.rows, used)])
    main, notes = _notes_apart([*lines, *grids], body)
    found: list[Piece] = []
    for part in (main, notes):
        size = usual_size([line for line in part if isinstance(line, Line)])
        for flow in flows(part, size):
            found += pieces_of(flow, body, number)
    if sheet.aside:
        found += [Piece(Shape.TEXT, [line], page=number) for line in sheet.aside]
    return found


def _grids(sheet: Sheet, body: float) -> list[Grid]:
    """The tables of a page: first those between drawn lines, then those of figures in what is left."""
    dots = bits_of(sheet.page.dots)
    rows = [split(row, 0.6, 1.0) for row in sheet.rows]
    found: list[Grid] = []
    for region in sorted(ruled(sheet.levels, [line for row in rows for line in row], body), key=lambda r: -len(r.lines)):
        rest = _without(rows, found)
        own = _without([region.lines], found)
        if own:
            region = region._replace(lines=own[0], down=sheet.page.down)
            grid = _dotted(region, dots, rest) or grid_of(region, rest)
            found += [grid] if grid else []
    rest = _without(rows, found)
    for region in unruled(rest, body):
        grid = grid_of(region, rest)
        if grid:
            found.append(grid)
            rest = _without(rest, found)
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


def _notes_apart(items: Sequence[Line | Grid], body: Body) -> tuple[list[Line | Grid], list[Line | Grid]]:
    """What stands on a page, and the small print at its foot, which is read last."""
    ordered = sorted(items, key=lambda i: -i.bottom)
    large = next((i for i in ordered if isinstance(i, Grid) or i.size > 0.9 * body.size), None)
    if large is None:
        return list(items), []
    notes = [i for i in items if i.top >= large.bottom - 1]
    return [i for i in items if i.top < large.bottom - 1], notes


# ------------------------------------------------------------------------------------------------------------- writing
def _write(writer: Writer, pieces: Sequence[Piece], pages: int, body: Body) -> None:
    before: Grid | None = None
    at = 0
    for piece in _given_up(pieces):
        while at < piece.page:
            writer.page()
            at += 1
        if piece.grid is not None:
            goes_on = _goes_on(piece.grid, before)
            _write_grid(writer, piece.grid, body.words, goes_on)
            before = before if goes_on else piece.grid
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
        piece.lines, piece.grid = [], None


def _goes_on(grid: Grid, before: Grid | None) -> bool:
    """Is a table without a header the rest of the one before it: as many columns, in the same places?"""
    if before is None or grid.header or not before.header or len(grid.columns) != len(before.columns):
        return False
    pairs = list(zip(grid.columns, before.columns, strict=True))
    return all(abs(a.left - b.left) < 15 for a, b in pairs[1:]) or all(abs(a.x0 - b.x0) < 4 or abs(a.x1 - b.x1) < 4 for a, b in pairs)


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


def _write_grid(writer: Writer, grid: Grid, words: Counter[str], goes_on: bool) -> None:
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
    if caption:
        writer.block(Shape.TEXT, caption)
    heads = len(grid.header)
    writer.table(rows[:heads], rows[heads:], frozenset(grid.titles), caption, frozenset(same), goes_on=goes_on, ends=_ends(grid))
