"""Lines of Markdown or text become raw blocks: runs of lines of one kind, not yet repaired."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from report.clean import clean, unbullet
from report.drawn import EDGE, cells, grid_rows, unframed
from report.flat_rows import flat_table
from report.latex_tables import latex_tables
from report.markup_tables import MarkupTable, markup_tables
from report.model import NOTHING, Clean, Row, Table
from report.paged import MARK


class Shape(StrEnum):
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    TEXT = "text"
    NOTE = "note"


@dataclass(frozen=True)
class Raw:
    """A run of lines. `rows` for a table; `level` for a heading; `lines` are the texts of its single lines."""

    shape: Shape
    text: Clean
    level: int = 0
    rows: tuple[Row, ...] = ()
    lines: tuple[Clean, ...] = ()
    gap: int = 0
    """Blank lines before it."""
    marked: bool = False
    """A table of tags: its marks say which rows a cell spans."""
    heads: int = 0
    """Rows above the `|---|` of a table: they are its header. 0 where there is none."""
    table: Table | None = None
    """The table itself, where the reader knows its header and titles."""

    @property
    def start(self) -> int:
        return self.text.starts[0] if self.text.starts else 0


_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*)$")
_ITEM = re.compile(r"\s*(?:>\s*)?(?:[-*+•◆♦●▪■◇➢✓►▶※]|\(?[a-z0-9]{1,2}\\?[.)])\s+\S")
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_RULE_ROW = re.compile(r"[\s|:\-+=]+$")
_RULED = re.compile(r"\s*\|?(?:\s*:?-{1,}:?\s*\|)+(?:\s*:?-+:?)?\s*$")
_NOTE = re.compile(r"\s*(?:<sup>\s*\d{1,3}\s*</sup>|\[\^\d+\]:|[①-⑳])\s*\S")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_WRAPPER = re.compile(
    r"\s*(?:#{1,6}|\\(?:begin|end)\{\w+\*?\}(?:\[\w*!?\])?|\$\$|\\centering|</?(?:html|body|div|center)\b[^<>]*>|<\|ref\|>.*?<\|/ref\|>(?:<\|det\|>.*?<\|/det\|>)?)\s*$",
    re.I,
)
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[A-Za-z][\w .-]{0,40}:.*\n|[ \t]+\S.*\n|- .*\n){1,40}---[ \t]*(?:\r?\n|$)")
"""What a program wrote about the file at its very beginning, between two rules."""
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*$")
_TAGGED = re.compile(r"\s*<h([1-6])\b[^<>]*>(.*?)</h\1>\s*$", re.I)
_BOLD = re.compile(
    r"\s*(?:\*\*|__)(?!(?:Table|Figure|Fig\.|Chart|Exhibit)\s?\d)(?=[A-Z]|\d{1,2}(?:\.\d+)*\.?\s+[A-Z])([^*_\n]{1,79}[^*_\n.!?;,:\s])[:\s]*(?:\*\*|__)[:\s]*$"
)
_CITED = re.compile(r"\s*(?:>\s?)+(?!\s?\d)")
_TICKED = re.compile(r"\[[ xX✓✔]\]\s+")


def raw_blocks(source: str) -> list[Raw]:
    """All blocks of a Markdown or text source, in order; tables of HTML tags are tables too."""
    found: list[Raw] = []
    open_rows = unframed(source)
    at = front.end() if (front := _FRONT.match(source)) else 0
    for table in sorted([*markup_tables(source), *latex_tables(source)], key=lambda t: t.start):
        if table.start < at:
            continue  # inside the one before
        found += [*_between(source, at, table.start, open_rows), *_of_tags(table)]
        at = table.end
    return _with_titles(_below([*found, *_between(source, at, len(source), open_rows)]))


def _of_tags(table: MarkupTable) -> Iterator[Raw]:
    if table.caption:
        yield Raw(Shape.TEXT, table.caption, lines=(table.caption,), gap=1)
    lines = tuple(Clean.join(list(dict.fromkeys(c for c in row if c))) for row in table.rows)
    text = Clean.join(list(dict.fromkeys(c for row in table.rows for c in row if c)))
    yield Raw(Shape.ROW, text, rows=table.rows, lines=lines, gap=0 if table.caption else 1, heads=table.heads, marked=True)


def _below(blocks: Sequence[Raw]) -> list[Raw]:
    """A title in bold letters is one level below the heading above it."""
    made: list[Raw] = []
    level = 0
    for block in blocks:
        if block.shape == Shape.HEADING:
            level = block.level or level
        made.append(replace(block, level=min(level + 1, 6)) if block.shape == Shape.HEADING and not block.level else block)
    return made


def _between(source: str, begin: int, stop: int, open_rows: frozenset[int]) -> list[Raw]:
    """The blocks of a stretch of the source; `open_rows`: where lines of tables without a frame begin."""
    found: list[Raw] = []
    run: list[tuple[int, int]] = []
    shape, blanks, gap = Shape.TEXT, 0, 0

    def flush() -> None:
        if run:
            found.extend(_made(source, shape, run, gap))
            run.clear()

    for start, end in _lines(source, begin, stop):
        line = source[start:end]
        if len(run) == 1 and shape == Shape.TEXT and (under := _UNDERLINE.match(line)) and _is_underlined(source[slice(*run[0])], under[1]):
            text = clean(source, *run.pop())
            found.append(Raw(Shape.HEADING, text, 1 if under[1][0] == "=" else 2, lines=(text,), gap=gap))
            continue
        if not line.strip() or (start not in open_rows and _RULE.match(line)) or MARK.match(line) or _WRAPPER.match(line):
            if line.count("\t") and shape == Shape.ROW and run and line.strip("\t ") == "":
                continue  # a row of empty cells inside a table
            blanks += 1
            flush()
            continue
        kind = Shape.ROW if start in open_rows else shape_of(line)
        if kind != shape or kind in (Shape.HEADING, Shape.ITEM, Shape.NOTE) or not run:
            if run and kind == Shape.TEXT and shape in (Shape.ITEM, Shape.NOTE):
                run.append((start, end))  # a list item or note that goes on in the next line
                continue
            flush()
            shape, gap = kind, blanks
        blanks = 0
        run.append((start, end))
    flush()
    return found


def _is_underlined(line: str, rule: str) -> bool:
    """Is a line over a rule of `=` or `-` a title, and no sentence or head of a table?"""
    title = line.strip()
    return 0 < len(title) <= 100 and len(rule) >= min(3, len(title)) and not re.search(r"\s{2}|\t|[.;,:]$", title)


def _with_titles(blocks: list[Raw]) -> list[Raw]:
    """A short line between table rows, with no blank line about it, is a title row of that table."""
    made: list[Raw] = []
    for block in blocks:
        before = made[-2:] if len(made) > 1 else []
        if block.shape == Shape.ROW and block.gap == 0 and before and before[0].shape == Shape.ROW and _is_title(before[1]):
            title: Row = (before[1].text, *[NOTHING] * (len(block.rows[0]) - 1))
            rows = (*before[0].rows, title, *block.rows)
            text = Clean.join([before[0].text, before[1].text, block.text])
            made[-2:] = [Raw(Shape.ROW, text, rows=rows, lines=(*before[0].lines, before[1].text, *block.lines), gap=before[0].gap)]
        else:
            made.append(block)
    return made


def _is_title(block: Raw) -> bool:
    return block.shape == Shape.TEXT and block.gap == 0 and len(block.lines) == 1 and len(block.text.text) <= 80


def shape_of(line: str) -> Shape:
    """What one line looks like."""
    if _HEADING.match(line) or _TAGGED.match(line):
        return Shape.HEADING
    if EDGE.match(line):
        return Shape.ROW
    if "\t" in line.strip(" ") or _PIPES.match(line):
        return Shape.ROW
    if _NOTE.match(line):
        return Shape.NOTE
    return Shape.ITEM if _ITEM.match(line) else Shape.TEXT


_BREAK = re.compile(r"\r\n|\n|\r|\f")


def _lines(source: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(source, start, stop):
        yield start, match.start()
        start = match.end()
    if start < stop:
        yield start, stop


def _made(source: str, shape: Shape, run: list[tuple[int, int]], gap: int) -> Iterator[Raw]:
    start, end = run[0][0], run[-1][1]
    if shape == Shape.HEADING:
        yield from _heading(source, start, end, gap)
        return
    if shape == Shape.ROW:
        drawn = any(EDGE.match(source[a:b]) for a, b in run)
        if drawn:
            rows, heads = grid_rows(source, run)
            ruled = 0
        else:
            rows = [row for a, b in run if (row := row_of(source, a, b))]
            ruled = next((i for i, (a, b) in enumerate(run) if _RULED.match(source[a:b])), 0)
            heads = sum(any(row_of(source, a, b)) for a, b in run[:ruled])
        text = Clean.join([c for row in rows for c in row if c])
        if text:
            yield Raw(
                shape,
                text,
                heads=heads if heads < len(rows) and ruled <= 3 else 0,
                rows=tuple(rows),
                lines=tuple(Clean.join([c for c in row if c]) for row in rows),
                gap=gap,
            )
        return
    if shape == Shape.TEXT and len(run) == 1 and gap and _BOLD.match(source[start:end]):
        yield Raw(Shape.HEADING, clean(source, start, end), 0, lines=(clean(source, start, end),), gap=gap)
        return
    lines = [line for a, b in run if (line := clean(source, a + _cited(source[a:b]), b))]
    if shape == Shape.TEXT:
        yield from with_tables(lines, gap)
    elif lines:
        text = unhyphenated(lines)
        yield Raw(shape, item_text(text) if shape == Shape.ITEM else text, lines=tuple(lines), gap=gap)


def with_tables(lines: Sequence[Clean], gap: int) -> Iterator[Raw]:
    """The lines of a paragraph as blocks: the tables among them, and what stands between."""
    while len(lines) > 2 and (found := flat_table(lines)):
        first, stop, table = found
        if first:
            yield Raw(Shape.TEXT, unhyphenated(lines[:first]), lines=tuple(lines[:first]), gap=gap)
        text = Clean.join([c for row in table for c in row if c])
        yield Raw(Shape.ROW, text, rows=table, lines=tuple(lines[first:stop]), gap=0 if first else gap, heads=1)
        lines, gap = lines[stop:], 0
    if lines:
        yield Raw(Shape.TEXT, unhyphenated(lines), lines=tuple(lines), gap=gap)


def _heading(source: str, start: int, end: int, gap: int) -> Iterator[Raw]:
    """A heading by its marks (`##`) or its tag (`<h2>`)."""
    line = source[start:end]
    match, tagged = _HEADING.match(line), _TAGGED.match(line)
    text = (
        clean(source, start + tagged.start(2), start + tagged.end(2))
        if tagged
        else clean(source, start + (match.start(2) if match else 0), end)
    )
    if text:
        level = int(tagged[1]) if tagged else len(match[1]) if match else 1
        yield Raw(Shape.HEADING, text, level, lines=(text,), gap=gap)


def _cited(line: str) -> int:
    """How many characters of a line only say that it is cited: "> "."""
    mark = _CITED.match(line)
    return mark.end() if mark else 0


def item_text(text: Clean) -> Clean:
    """A list item without its mark, and without the box that is ticked or not."""
    bare = unbullet(text)
    ticked = _TICKED.match(bare.text)
    return bare[ticked.end() :] if ticked else bare


def row_of(source: str, start: int, end: int) -> Row:
    """Cells of a line with tabs or pipes; nothing for the rule under a header."""
    line = source[start:end]
    if "|" in line and "\t" not in line.strip():
        return () if _RULE_ROW.match(line) else cells(source, start, end)
    bounds = [0, *(m.end() for m in re.finditer("\t", line)), len(line) + 1]
    return tuple(clean(source, start + x, start + max(x, y - 1)) for x, y in itertools.pairwise(bounds))


def unhyphenated(lines: Sequence[Clean]) -> Clean:
    """Lines of a paragraph in one; a word cut by a hyphen at a line end is whole again."""
    parts: list[Clean] = []
    for line in lines:
        if parts and re.search(r"[a-z]-$", parts[-1].text) and re.match(r"[a-z]{2}", line.text):
            head = parts.pop()
            parts.append(Clean.join([head[:-1], line], ""))
        else:
            parts.append(line)
    return Clean.join(parts)
