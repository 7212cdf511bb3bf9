"""Tables drawn with characters in Markdown or text: pipes without a frame, and grids of `+---+` whose cells may have several lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from report.clean import clean
from report.model import Clean, Row

EDGE = re.compile(r"\s*\+(?:\s*:?[-=]{2,}:?\s*\+)+\s*$")
"""A line of a grid between two of its rows."""
_RULE = re.compile(r"^[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+$", re.M)
_FRAME = re.compile(r"\s*\|")

Lines = Sequence[tuple[int, int]]
"""Where lines begin and end in the source."""


def unframed(source: str) -> frozenset[int]:
    """Where the lines of tables begin that have pipes between their cells and none about them: a rule `--- | ---` tells them."""
    found: set[int] = set()
    for rule in _RULE.finditer(source):
        head = source.rfind("\n", 0, max(0, rule.start() - 1)) + 1
        if rule.start() == 0 or head in found or "|" not in source[head : rule.start()] or _FRAME.match(source, head):
            continue
        at = head
        while at < len(source) and "|" in (line := source[at : _end(source, at)]) and not line.isspace():
            found.add(at)
            at = _end(source, at) + 1
    return frozenset(found)


def _end(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end


def grid_rows(source: str, lines: Lines) -> tuple[list[Row], int]:
    """The rows of a grid, lines between two edges joined cell by cell, and how many are header (those above `+===+`).

    A grid with edges only about its head and at its end has a row in each line.
    """
    groups: list[list[Row]] = [[]]
    heads = 0
    for start, end in lines:
        if EDGE.match(source[start:end]):
            heads = len([g for g in groups if g]) if "=" in source[start:end] else heads
            groups.append([])
        else:
            groups[-1].append(cells(source, start, end))
    filled = [g for g in groups if g]
    if len(filled) <= 2 and all(row[0] for g in filled[1:] for row in g if row):
        rows = [row for g in filled for row in g]
        return rows, heads or (len(filled[0]) if len(filled) == 2 else 0)
    return [_joined(g) for g in filled], heads


def _joined(lines: Sequence[Row]) -> Row:
    return tuple(Clean.join([c for c in column if c]) for column in itertools.zip_longest(*lines, fillvalue=Clean.join([])))


def cells(source: str, start: int, end: int) -> Row:
    """The cells of a line with pipes between them, those at its ends aside."""
    line = source[start:end]
    a = line.index("|") + 1 if _FRAME.match(line) else 0
    b = line.rindex("|") if re.search(r"(?<!\\)\|\s*$", line) and line.rindex("|") >= a else len(line)
    cuts = [m.start() for m in re.finditer(r"(?<!\\)\|", line[a:b])]
    bounds = [a, *(a + c + 1 for c in cuts), b + 1]
    return tuple(clean(source, start + x, start + max(x, y - 1)) for x, y in itertools.pairwise(bounds))
