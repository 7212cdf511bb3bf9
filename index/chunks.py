"""A report becomes chunks: what one search hit shows. A chunk is a paragraph, a short run of them, or a table row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from report.model import GAP, NOTHING, Block, BlockKind, Clean, Report, Row, Span, Table, sentences

JOINED = 600
"""Short neighbours are put together up to this many characters; a longer block stands alone."""
LONGEST = 1500
"""A paragraph longer than this is cut between sentences (an encoder reads about 1,100 characters)."""
BETWEEN = 12
"""Source characters (line ends, markup) that may stand between two blocks of one chunk."""

_CONTENTS = re.compile(r"(?:table of )?contents$|目\s*[录錄]$", re.I)
_ENDS_IN_PAGE = re.compile(r"(?<!\d)\d{1,3}$")
_INDEX_HEADS = re.compile(r"\b(?:chapters?|sections?|pages?|locations?|references?|cross-reference)\b|页码|頁碼|章节|章節", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff]|\d")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One thing to find. `text` is tidied for reading, `span` is where it stands, verbatim, in the source.

    `section` is the heading path ("Employees > Training"). `also` are the other places of a text that was put together
    (a row cut in two), and the call-outs that repeat it. `context` are words from elsewhere that are indexed with it: the sentence that leads a list in,
    the caption of a table. `points` marks a row of a content index: it says where to read, not what.
    """

    report: str
    text: str
    section: str | None
    page: int | None
    kind: Literal["passage", "row"]
    span: Span
    also: tuple[Span, ...] = ()
    context: str = ""
    points: bool = False

    def titled(self, titles: int) -> str:
        """The text under the last so many headings of its path, and its context; a title is not said twice."""
        said = self.text.split("\n")
        above = self.section.split(" > ") if self.section else []
        path = [title for title in above[max(0, len(above) - titles) :] if title not in said]
        return "\n".join(part for part in (" > ".join(path), self.context, self.text) if part)


def chunks_of(report: Report) -> list[Chunk]:
    """All chunks of a report in reading order; page furniture, the table of contents and what repeats another are left out."""
    kept = [b for b in report.blocks if b.kind is not BlockKind.FURNITURE and b.repeats is None and b.text]
    filled = _sections_with_content(report, kept)
    found: list[Chunk] = []
    for is_table, run in groupby(kept, lambda b: b.table is not None):
        blocks = list(run)
        found += _rows(report, blocks) if is_table else _passages(report, blocks, filled)
    said = [c for c in found if len(_WORD.findall(c.text)) > 1 and not _lists_contents(c)]
    return _with_callouts(report, said)


def _with_callouts(report: Report, chunks: list[Chunk]) -> list[Chunk]:
    """A call-out takes no place of its own: the passage that it repeats knows where it stands."""
    for block in report.blocks:
        if block.repeats is None or not block.text:
            continue
        told = report.blocks[block.repeats]
        for i, chunk in enumerate(chunks):
            if chunk.kind == "passage" and chunk.span.start < told.end and told.start < chunk.span.end:
                chunks[i] = replace(chunk, also=(*chunk.also, Span(report.id, block.start, block.end)))
                break
    return chunks


def _sections_with_content(report: Report, blocks: Iterable[Block]) -> frozenset[int | None]:
    found: set[int | None] = set()
    for block in blocks:
        section = block.section if block.kind is not BlockKind.HEADING else None
        while section is not None and section not in found:
            found.add(section)
            section = report.sections[section].parent
    return frozenset(found)


def _lists_contents(chunk: Chunk) -> bool:
    """An entry of the table of contents: right under that title, or somewhere below it and ending in a page; short, and no sentence.

    In some files a whole report stands below that title, so being there says little.
    """
    *above, last = (chunk.section or "").split(" > ")
    under = any(map(_CONTENTS.match, above)) and chunk.kind == "passage" and _ENDS_IN_PAGE.search(chunk.text) is not None
    return (under or _CONTENTS.match(last) is not None) and len(chunk.text) < 160 and not chunk.text.endswith((".", "。"))


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

    def __add__(self, other: _Piece) -> _Piece:
        return _Piece(self.blocks + other.blocks, self.texts + other.texts, self.context or other.context)


def _passages(report: Report, blocks: Iterable[Block], filled: frozenset[int | None]) -> Iterator[Chunk]:
    waiting: list[_Piece] = []
    for piece in _pieces(blocks):
        if waiting and _belong(waiting[-1], piece):
            waiting[-1] += piece
        else:
            waiting.append(piece)
    for piece in waiting:
        last = piece.blocks[-1]
        if last.kind is not BlockKind.HEADING or last.section not in filled:  # a bare heading shows nothing
            yield _passage(report, piece)


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
    aim = len(text.text) / -(-len(text.text) // LONGEST)
    part: list[Clean] = []
    for sentence in (piece for s in sentences(text) for piece in _broken(s)):
        if part and sum(len(s.text) for s in part) + len(sentence.text) / 2 > aim:
            yield Clean.join(part)
            part = []
        part.append(sentence)
    if part:
        yield Clean.join(part)


def _broken(sentence: Clean) -> Iterator[Clean]:
    """A sentence; one without end (a list in running text) in parts, between words."""
    start = 0
    while len(sentence.text) - start > LONGEST:
        cut = sentence.text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
        yield sentence[start:cut].strip()
        start = cut
    yield sentence[start:].strip()


def _belong(before: _Piece, piece: _Piece) -> bool:
    """Does a piece go on in the chunk before it? A heading opens a chunk; short neighbours of one section share one."""
    last, block = before.blocks[-1], piece.blocks[-1]
    if min(piece.texts[0].starts) - max(before.texts[-1].ends) > BETWEEN:
        return False
    if last.kind is BlockKind.HEADING:
        return True
    if block.kind is not BlockKind.LIST_ITEM and piece.texts[-1].text.endswith((":", "：")):
        return False  # it leads in a list, which it goes with
    return block.kind is not BlockKind.HEADING and block.section == last.section and before.size + piece.size <= JOINED


def _passage(report: Report, piece: _Piece) -> Chunk:
    text = "\n".join(t.text for t in piece.texts)
    spans = _spans(report.id, (place for t in piece.texts for place in t.places()))
    context = piece.context if piece.context not in text else ""
    return _chunk(report, piece.blocks[-1], text, "passage", spans, context)


# ----------------------------------------------------------------------------------------------------- table rows
def _rows(report: Report, blocks: Iterable[Block]) -> Iterator[Chunk]:
    for block in blocks:
        if block.table:
            yield from _rows_of(report, block, block.table)


def _rows_of(report: Report, block: Block, table: Table) -> Iterator[Chunk]:
    labels = _label_columns(table)
    points = labels == 1 and any(_INDEX_HEADS.search(head) for head in table.heads()[1:])
    shared = Counter(place for row in table.rows for cell in row for place in cell.places())
    above: Row = ()
    group_before = NOTHING
    for i, row in enumerate(table.rows):
        named = _filled(row, above, labels)
        group = table.groups[i] if table.groups else NOTHING
        text = row_text(table, row, named, group)
        own = [p for cell in row for p in cell.places() if shared[p] == 1] or [p for cell in row for p in cell.places()]
        if text and own:
            spans = _spans(report.id, own)
            if group is not group_before:
                spans = _opened(spans, group.places())
            yield replace(_chunk(report, block, text, "row", spans, table.caption), points=points)
        above, group_before = named, group


def row_text(table: Table, row: Row, labels: Row, group: Clean = NOTHING) -> str:
    """A row with its header path spelled out: "Employees > By gender > Female, Person, 2023: 3,363".

    `labels` are its first cells, filled in where one label spans several rows.
    """
    path = [c.text.strip() for c in (group, *labels) if c]
    rest = []
    for head, cell in zip(table.heads()[len(labels) :], row[len(labels) :], strict=True):
        if cell:
            rest.append(cell.text if not head or _UNIT.match(head) else f"{head}: {cell.text}")
    return ", ".join([" > ".join(dict.fromkeys(path)), *rest] if path else rest)


_UNIT = re.compile(r"(?:units?|单位|單位|measure(?:ment)? units?|units? of measure(?:ment)?)$", re.I)
_FIGURE = re.compile(r"[<>≤≥~≈(+-]?\s*\d[\d,.\s]*%?\)?$|[-–—]$")


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.match(text.strip()))


def _label_columns(table: Table) -> int:
    """How many columns at the left name the row: those before the first unit or column of figures; at least one."""
    heads = table.heads()
    for i in range(1, table.width):
        cells = [row[i].text for row in table.rows if row[i]]
        if _UNIT.match(heads[i]) or sum(map(_is_figure, cells)) * 2 > len(cells):
            return i
    return 1


def _filled(row: Row, above: Row, labels: int) -> Row:
    """The label cells of a row; one that was left blank under a label that spans rows is that of the row above."""
    if not row[0] and above and any(row[1:labels]):
        return (above[0], *row[1:labels])
    return row[:labels]


# --------------------------------------------------------------------------------------------------------- places
def _spans(report: str, places: Iterable[tuple[int, int]]) -> list[Span]:
    """Stretches of source for all places, the one that says most first; places close together make one."""
    runs: list[tuple[int, int, int]] = []  # start, end, characters said
    for start, end in sorted(places):
        if runs and start - runs[-1][1] <= GAP:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), runs[-1][2] + end - start)
        else:
            runs.append((start, end, end - start))
    return [Span(report, start, end) for start, end, _ in sorted(runs, key=lambda run: (-run[2], run[0]))]


def _opened(spans: list[Span], title: list[tuple[int, int]]) -> list[Span]:
    """The first row under a group title begins with that title, where the title stands right above it."""
    main = spans[0]
    if title and 0 <= main.start - title[-1][1] <= BETWEEN:
        return [Span(main.report, title[0][0], main.end), *spans[1:]]
    return spans


def _chunk(report: Report, block: Block, text: str, kind: Literal["passage", "row"], spans: list[Span], context: str) -> Chunk:
    page = report.page_at(spans[0].start) or block.page
    section = " > ".join(report.path(block.section)) or None
    return Chunk(report.id, text, section, page, kind, spans[0], tuple(spans[1:]), context)
