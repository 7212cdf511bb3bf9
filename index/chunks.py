"""A report becomes chunks: what one search hit shows. A chunk is a paragraph, a short run of them, or a table row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from report.model import GAP, NOTHING, Block, BlockKind, Clean, Report, Row, Span, Table, sentences

JOINED = 600
"""Short neighbours are put together up to this many characters; a longer block stands alone."""
LONGEST = 1500
"""A paragraph longer than this is cut between sentences (an encoder reads about 1,100 characters)."""
BETWEEN = 12
"""Source characters (line ends, markup) that may stand between two blocks of one chunk."""

ChunkKind = Literal["passage", "row"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """One thing to find. `text` is tidied for reading, `span` is where it stands, verbatim, in the source.

    `section` is the heading path ("Employees > Training"); `context` are words from elsewhere that are indexed with
    it: the sentence that leads a list in, the caption of a table.
    """

    report: str
    text: str
    section: str | None
    page: int | None
    kind: ChunkKind
    span: Span
    context: str = ""

    @property
    def indexed(self) -> str:
        """What encoders and postings see: heading path, context and text, a line each."""
        return "\n".join(part for part in (self.section, self.context, self.text) if part)


def chunks_of(report: Report) -> list[Chunk]:
    """All chunks of a report in reading order; page furniture and blocks that repeat another are left out."""
    kept = [b for b in report.blocks if b.kind is not BlockKind.FURNITURE and b.repeats is None and b.text]
    found: list[Chunk] = []
    for is_table, blocks in groupby(kept, lambda b: b.table is not None):
        found += _rows(report, blocks) if is_table else _passages(report, blocks)
    return found


# ------------------------------------------------------------------------------------------------------- passages
@dataclass(frozen=True)
class _Piece:
    """Neighbouring blocks, or part of a long one, that make one chunk."""

    blocks: tuple[Block, ...]
    texts: tuple[Clean, ...]
    context: str = ""

    @property
    def size(self) -> int:
        return sum(len(t.text) for t in self.texts)

    @property
    def last(self) -> Block:
        return self.blocks[-1]

    def __add__(self, other: _Piece) -> _Piece:
        return _Piece(self.blocks + other.blocks, self.texts + other.texts, self.context or other.context)


def _passages(report: Report, blocks: Iterable[Block]) -> Iterator[Chunk]:
    waiting: _Piece | None = None
    for piece in _pieces(blocks):
        if waiting and _belong(waiting, piece):
            waiting += piece
            continue
        if waiting:
            yield _passage(report, waiting)
        waiting = piece
    if waiting:
        yield _passage(report, waiting)


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    lead = ""
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM:
            yield _Piece((block,), (block.text,), lead)
            continue
        lead = block.text.text[-200:] if block.text.text.endswith((":", "：")) else ""
        for part in _cut(block.text):
            yield _Piece((block,), (part,))


def _cut(text: Clean) -> Iterator[Clean]:
    """A text as it is, or a long one in parts of whole sentences."""
    if len(text.text) <= LONGEST:
        yield text
        return
    count = -(-len(text.text) // LONGEST)
    aim, part = len(text.text) / count, []  # type: float, list[Clean]
    for sentence in sentences(text):
        if part and sum(len(s.text) for s in part) + len(sentence.text) / 2 > aim:
            yield Clean.join(part)
            part = []
        part.append(sentence)
    yield Clean.join(part)


def _belong(before: _Piece, piece: _Piece) -> bool:
    """Does a piece go on in the chunk before it? A heading opens a chunk; a list goes with what leads it in."""
    last, block = before.last, piece.last
    near = piece.texts[0].starts[0] - max(before.texts[-1].ends) <= BETWEEN
    if not near or block.kind is BlockKind.HEADING and last.kind is not BlockKind.HEADING:
        return False
    if last.kind is BlockKind.HEADING:
        return True
    if block.section != last.section:
        return False
    return before.size + piece.size <= JOINED


def _passage(report: Report, piece: _Piece) -> Chunk:
    text = "\n".join(t.text for t in piece.texts)
    span = _one_span(report.id, [place for t in piece.texts for place in t.places()])
    context = piece.context if piece.context and piece.context not in text else ""
    return Chunk(report.id, text, _section(report, piece.last.section), _page(report, piece.last, span), "passage", span, context)


# ----------------------------------------------------------------------------------------------------- table rows
def _rows(report: Report, blocks: Iterable[Block]) -> Iterator[Chunk]:
    for block in blocks:
        if table := block.table:
            yield from _rows_of(report, block, table)


def _rows_of(report: Report, block: Block, table: Table) -> Iterator[Chunk]:
    labels = _label_columns(table)
    above: Row = ()
    group_before = NOTHING
    for i, row in enumerate(table.rows):
        row_labels = _filled(row, above, labels)
        group = table.groups[i] if table.groups else NOTHING
        text = row_text(table, row, row_labels, group)
        if not text:
            continue
        opening = [] if group is group_before else group.places()
        span = _one_span(report.id, [*opening, *(p for cell in row for p in cell.places())])
        yield Chunk(report.id, text, _section(report, block.section), _page(report, block, span), "row", span, table.caption)
        above, group_before = row_labels, group


def row_text(table: Table, row: Row, labels: Row, group: Clean = NOTHING) -> str:
    """A row with its header path spelled out: "Employees > By gender > Female, Person, 2023: 3,363"."""
    heads = table.heads()
    path = [c.text.strip() for c in (group, *labels) if c]
    rest = []
    for head, cell in zip(heads[len(labels) :], row[len(labels) :], strict=True):
        if cell:
            rest.append(cell.text if not head or _UNIT.match(head) else f"{head}: {cell.text}")
    return ", ".join([" > ".join(dict.fromkeys(path)), *rest] if path else rest)


_UNIT = re.compile(r"(?:units?|单位|measure(?:ment)? units?|unit of measure(?:ment)?)$", re.I)
_FIGURE = re.compile(r"[<>≤≥~(+-]?\s*[\d][\d,.\s]*%?\)?$|[-–—/]$")


def _label_columns(table: Table) -> int:
    """How many columns at the left name the row: those before the first unit or column of figures; at least one."""
    heads = table.heads()
    for i in range(1, table.width):
        cells = [row[i].text for row in table.rows if row[i]]
        if _UNIT.match(heads[i]) or (cells and sum(bool(_FIGURE.match(c)) for c in cells) * 2 > len(cells)):
            return i
    return 1


def _filled(row: Row, above: Row, labels: int) -> Row:
    """The label cells of a row; one that was left blank under a label that spans rows is that of the row above."""
    if not row[0] and above and any(row[1:labels]):
        return (above[0], *row[1:labels])
    return row[:labels]


# --------------------------------------------------------------------------------------------------------- places
def _one_span(report: str, places: Iterable[tuple[int, int]]) -> Span:
    """One stretch for all places: from first to last where they are close together, else the longest close run."""
    runs: list[tuple[int, int, int]] = []  # start, end, characters said
    for start, end in sorted(places):
        if runs and start - runs[-1][1] <= GAP:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), runs[-1][2] + end - start)
        else:
            runs.append((start, end, end - start))
    start, end, _ = max(runs, key=lambda run: (run[2], -run[0]))
    return Span(report, start, end)


def _section(report: Report, section: int | None) -> str | None:
    return " > ".join(report.path(section)) or None


def _page(report: Report, block: Block, span: Span) -> int | None:
    return report.page_at(span.start) or block.page


def neighbours(chunks: list[Chunk]) -> Iterator[tuple[Chunk, Chunk]]:
    """Each chunk with the next, within one report."""
    return ((a, b) for a, b in pairwise(chunks) if a.report == b.report)
