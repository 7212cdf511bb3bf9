"""Columns that flat text sets with blanks: where they stand, as tabs of the same length, so that every place stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_FIGURE = re.compile(r"(?:^|[ \u00a0]{2,})[-(<>]?[$€£¥]?\d[\d,.' ]*%?\)?[ \u00a0]*$")
_LEAST = 2
"""Lines that a table has at least."""


def tabbed(source: str) -> str:
    """The same text at the same places, where a blank between two columns of a table became a tab.

    A table is a run of lines with wide gaps, most of which end on a figure, or which leave two columns or more blank (a page set in
    two columns leaves one). Columns are where all its lines are blank, or, where these do not line up, the gaps themselves when each
    line has as many.
    """
    made = list(source)
    for run in _runs(source):
        for at in _cuts(source, run):
            made[at] = "\t"
    return "".join(made)


def _runs(source: str) -> Iterator[list[tuple[int, int]]]:
    run: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]*(?:\n|$)", source):
        line = match.group().rstrip("\r\n")
        if _GAP.search(line) and len(line) <= 400 and "\t" not in line:
            run.append((match.start(), match.start() + len(line)))
            continue
        if _is_table(source, run):
            yield run
        run = []


def _is_table(source: str, run: Sequence[tuple[int, int]]) -> bool:
    figures = sum(bool(_FIGURE.search(source[a:b])) for a, b in run)
    return len(run) >= _LEAST and (figures >= 0.6 * len(run) or (len(run) > _LEAST and len(_blank(source, run)) > 1))


def _cuts(source: str, run: Sequence[tuple[int, int]]) -> list[int]:
    """Places of the blanks that part the columns of a table."""
    columns = _blank(source, run)
    gaps = [[a + m.start() for m in _GAP.finditer(source[a:b])] for a, b in run]
    if len(columns) >= max(map(len, gaps)):
        return [a + at for a, b in run for at in columns if a + at < b]
    return [at for one in gaps for at in one] if len(set(map(len, gaps))) == 1 else []


def _blank(source: str, run: Sequence[tuple[int, int]]) -> list[int]:
    """Where, in all lines of a run, two blanks or more stand between words: the first of them, counted from the start of a line."""
    width = max(b - a for a, b in run)
    blank = "".join("x" if any(a + i < b and not source[a + i].isspace() for a, b in run) else " " for i in range(width))
    return [m.start() for m in _GAP.finditer(blank)]
