"""Tiles: figures that stand alone, with their label below, above or beside, as reports print them on their first pages.

"87%   412" over "of waste recycled   trainees"; "$4.2B" over "Net earnings"; a table whose cells are "87% of waste recycled". Each gives a
figure and a label; what they say together is read like a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from kg.extract.dates import dates_in
from kg.extract.metrics import names_a_measure
from kg.extract.wording import listed
from kg.quantities import Style, cell, number
from report.model import Block, BlockKind, Clean, Report, Table

_ALONE = re.compile(
    r"[>~<≥≤+]?\s?(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3})?\s?(?P<digits>\d[\d,.’' ]*)\s?(?:%|x|[KMBk]|bn|m|percent|per cent|million|billion|thousand)?\+?\s?[*†¹²³]?",
)
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d")
_LEGEND = 3
"""A label that stands below so many figures is a legend of charts."""
_GAP = re.compile(r"\s{2,}|\t")
_LONGEST = 16
"""Words of a label."""


@dataclass(frozen=True)
class Tile:
    """A figure and its label, of the block that holds the figure."""

    block: int
    figure: Clean
    label: Clean

    @property
    def whole(self) -> Clean:
        return Clean.join([self.figure, self.label])


def tiles(report: Report, style: Style, skipped: Collection[int] = ()) -> Iterator[Tile]:
    """The tiles of a report in order. `skipped`: blocks that are read otherwise."""
    for at, block in enumerate(report.blocks):
        if at not in skipped and block.table is None and block.kind == BlockKind.PARAGRAPH and "\n" in report.text[block.start : block.end]:
            yield from _in_columns(report, at, block, style)
        elif block.table is not None:
            yield from _in_table(at, block.table, style)
    stacked = list(_stacked(report, style, skipped))
    often = Counter(tile.label.text for tile in stacked)
    yield from (tile for tile in stacked if often[tile.label.text] < _LEGEND)


@lru_cache(maxsize=8192)
def is_figure(text: str, style: Style) -> bool:
    """Is a text one figure and nothing else, and no year?"""
    bare = text.strip()
    if not bare or len(bare) > 30 or not re.search(r"\d", bare) or _YEAR.fullmatch(bare) or re.fullmatch(r"\([^()]+\)", bare):
        return False  # "(80%)" beside another figure is its share and nothing negative
    alone = _ALONE.fullmatch(bare)
    return (alone is not None and number(alone["digits"].strip(), style) is not None) or cell(bare, style) is not None


def _is_bare(text: str) -> bool:
    """A small whole number without a unit may be the number of a page."""
    return re.fullmatch(r"\d{1,3}", text.strip()) is not None


def _is_label(text: str) -> bool:
    bare = text.strip()
    words = bare.casefold().split()
    if len(words) == 1 and not (names_a_measure(bare) or words[0] in listed("check", "relative") | listed("check", "plain")):
        return False
    if (
        re.search(r"\b(?:an?|the|of|in|for|and|as|by|to|[A-Z])$", bare)
        or dates_in(f"{bare} 2000")
        or (len(words) < 3 and re.search(r"\d", bare))
    ):
        return False
    if bare.endswith(".") and re.search(r"\b(?:was|were|is|are|has|have|had)\b", bare):
        return False  # a sentence of its own
    few = len(words) <= (_LONGEST if bare[:1].islower() else 10)
    return (
        few
        and re.match(r"\(?[A-Za-z]", bare) is not None
        and re.search(r"[A-Za-z]{3}", bare) is not None
        and not re.search(r"[a-z]\.\s|:$", bare)
    )


# -------------------------------------------------------------------------------------------------------------- tables
def _in_table(at: int, table: Table, style: Style) -> Iterator[Tile]:
    """A row of figures over a row of labels; or cells that hold figure and label."""
    rows = [*table.header, *table.rows]
    for upper, lower in pairwise(rows):
        filled = [(a, b) for a, b in zip(upper, lower, strict=False) if a or b]
        if len(filled) > 1 and all(is_figure(a.text, style) and _is_label(b.text) for a, b in filled):
            yield from (Tile(at, a.strip(), b.strip()) for a, b in filled)
    cells = [c.strip() for row in rows for c in row if c]
    parts = [_split(c, style) for c in cells]
    if len(cells) > 1 and all(parts):
        yield from (Tile(at, *part) for part in parts if part)


def _split(text: Clean, style: Style) -> tuple[Clean, Clean] | None:
    """Figure and label of a cell such as "87% of waste recycled"."""
    for gap in list(re.finditer(r"\s+", text.text))[:3]:
        figure, label = text[: gap.start()], text[gap.end() :]
        if (
            is_figure(figure.text, style)
            and _is_label(label.text)
            and not is_figure(" ".join(text.text.split()[: len(figure.text.split()) + 1]), style)
        ):
            return figure, label
    return None


# ------------------------------------------------------------------------------------------------------------- columns
def _in_columns(report: Report, at: int, block: Block, style: Style) -> Iterator[Tile]:
    """Lines set with blanks: a line of figures, and below it the lines of their labels."""
    lines = [_parts(line, start) for line, start in _lines(report, block)]
    for n, figures in enumerate(lines[:-1]):
        if len(figures) < 2 or not all(is_figure(text, style) for text, *_ in figures):
            continue
        labels: list[list[tuple[int, int]]] = [[] for _ in figures]
        for line in lines[n + 1 :]:
            columns = [_column(figures, column) for _, column, *_ in line]
            if not line or any(is_figure(text, style) for text, *_ in line) or len(set(columns)) < len(columns):
                break
            if None in columns and len(line) != len(figures):
                break
            for i, (_, _, start, end) in enumerate(line):
                labels[columns[i] if None not in columns else i].append((start, end))  # type: ignore[index]
        for (_, _, start, end), spans in zip(figures, labels, strict=True):
            label = Clean.join([_between(block.text, a, b) for a, b in spans]) if spans else None
            if label and _is_label(label.text):
                yield Tile(at, _between(block.text, start, end), label)


def _lines(report: Report, block: Block) -> Iterator[tuple[str, int]]:
    start = report.text.rfind("\n", 0, block.start) + 1
    for line in report.text[start : block.end].split("\n"):
        yield line, start
        start += len(line) + 1


def _parts(line: str, start: int) -> list[tuple[str, int, int, int]]:
    """(text, column, start, end) of the parts of a line that stand two blanks apart."""
    found, at = [], 0
    for gap in [*_GAP.finditer(line), None]:
        end = gap.start() if gap else len(line)
        if line[at:end].strip():
            found.append((line[at:end], at, start + at, start + end))
        at = gap.end() if gap else end
    return found


def _column(figures: Sequence[tuple[str, int, int, int]], column: int) -> int | None:
    """Which figure a label stands below; None below none."""
    return next((i for i, (_, at, *_) in enumerate(figures) if abs(at - column) <= 3), None)


def _between(text: Clean, start: int, end: int) -> Clean:
    """The part of a block's text that stands in `source[start:end]`."""
    inside = [i for i, a in enumerate(text.starts) if start <= a < end and not text.text[i].isspace()]
    return text[inside[0] : inside[-1] + 1] if inside else text[:0]


# ------------------------------------------------------------------------------------------------------------- stacked
_KINDS = (BlockKind.PARAGRAPH, BlockKind.CALLOUT, BlockKind.HEADING, BlockKind.LIST_ITEM)


def _stacked(report: Report, style: Style, skipped: Collection[int]) -> Iterator[Tile]:
    """Blocks that are figures, each with a label in the block below or above it."""
    kept = [at for at, block in enumerate(report.blocks) if block.kind != BlockKind.FURNITURE]
    figures = {n for n, at in enumerate(kept) if _may_stand(report.blocks[at]) and is_figure(report.blocks[at].text.text, style)}
    near = {n + d for n in figures for d in range(-_NEAR, _NEAR + 1)}
    sorts = [(at, "figure" if n in figures else _label_sort(report, at, skipped) if n in near else "") for n, at in enumerate(kept)]
    for other, run in groupby(sorts, key=lambda pair: pair[1] == ""):
        members = list(run)
        if not other and any(sort == "figure" for _, sort in members):
            yield from _of_run(report, members)


_NEAR = 6
"""So many blocks from a figure may a label of its run stand."""


def _may_stand(block: Block) -> bool:
    return block.table is None and block.kind in _KINDS and len(block.text.text) <= 160


def _label_sort(report: Report, at: int, skipped: Collection[int]) -> str:
    block = report.blocks[at]
    text = block.text.text
    return "label" if at not in skipped and _may_stand(block) and _is_label(text) and block.kind != BlockKind.LIST_ITEM else ""


def _of_run(report: Report, members: Sequence[tuple[int, str]]) -> Iterator[Tile]:
    groups = [(sort, [at for at, _ in group]) for sort, group in groupby(members, key=lambda pair: pair[1])]
    texts = [report.blocks[at].text for at, sort in members if sort == "figure"]
    telling = any(not _is_bare(t.text) for t in texts)
    above = groups[0][0] == "label" and groups[-1][0] == "figure"
    for n, (sort, places) in enumerate(groups):
        beside = n - 1 if above else n + 1
        if sort != "figure" or not 0 <= beside < len(groups):
            continue
        labels = _whole_labels(report, groups[beside][1])
        if len(places) > 1 and len(labels) != len(places):
            continue
        chosen = labels if len(places) > 1 else labels[-1:] if above else labels[:1]
        for at, label in zip(places, chosen, strict=True):
            figure = report.blocks[at].text.strip()
            if len(figure.text) == 1:
                continue  # the mark of a note
            if not _is_bare(figure.text) or (label.text[:1].islower() and telling) or (telling and len(texts) > 2):
                yield Tile(at, figure, label)


def _whole_labels(report: Report, places: Sequence[int]) -> list[Clean]:
    """Labels of blocks one below the other; one that begins small goes on with the one above it."""
    found: list[list[Clean]] = []
    for n, at in enumerate(places):
        text = report.blocks[at].text.strip()
        if n and text.text[:1].islower() and not re.match(r"of\b", text.text):
            found[-1].append(text)
        else:
            found.append([text])
    return [Clean.join(parts) for parts in found]
