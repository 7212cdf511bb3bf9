r"""Tables of LaTeX inside Markdown, as OCR programs for scientific pages write them: `\begin{tabular}{ll} A & B \\ \hline ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.clean import clean
from report.covering import Spans, covered, spanned_heads, title_rows
from report.limits import DEFAULT
from report.markup_tables import MarkupTable
from report.model import NOTHING, Clean

_BEGIN = re.compile(
    r"\\begin\{(?P<kind>tabularx?|longtable|array)\*?\}(?:\s*\[[^\]\n]{0,20}\])?(?:\s*\{[^{}\n]{0,40}\})?\s*\{(?:[^{}\n]|\{[^{}\n]*\}){0,300}\}"
)
_END = re.compile(r"\\end\{(?:tabularx?|longtable|array)\*?\}")
_ROW_END = re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?")
_RULES = re.compile(r"(?:\s|\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|(?:cline|cmidrule)(?:\([^)]*\))?\{[^{}]*\}))*")
_SPANS = re.compile(r"\s*\\multi(?P<way>column|row)\{(?P<n>\d{1,3})\}\s*\{[^{}]*\}\s*\{")
_CELL_END = re.compile(r"(?<!\\)&")


def latex_tables(source: str) -> list[MarkupTable]:
    r"""The tables of a source, in order; `\multicolumn` and `\multirow` cover the places that they span. Raises LimitError for one too large."""
    if "\\begin{" not in source:
        return []
    found = []
    at = 0
    while (begin := _BEGIN.search(source, at)) and (end := _END.search(source, begin.end())):
        found.append(_read(source, begin, end))
        at = end.end()
    return [table for table in found if any(c for row in table.rows for c in row)]


def _read(source: str, begin: re.Match[str], end: re.Match[str]) -> MarkupTable:
    rows = [cells for a, b in _cut(source, begin.end(), end.start(), _ROW_END) if (cells := list(_cells(source, a, b)))]
    told: Spans = [[span for span, _ in row] for row in rows]
    spans: Spans = [[(columns, 1) for columns, _ in row] for row in told]  # below a cell of several rows stand empty ones
    grid = covered(spans, DEFAULT, "the text")
    width = max((j + 1 for _, j in grid), default=0)
    titles = title_rows(spans, width)
    made = tuple(
        tuple(rows[c[0]][c[1]][1] if (c := grid.get((i, j))) and not (j and i in titles) else NOTHING for j in range(width))
        for i in range(len(rows))
    )
    return MarkupTable(begin.start(), end.end(), NOTHING, made, spanned_heads(told))


def _cells(source: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], Clean]]:
    """((columns, rows) that it covers, text) of each cell of a row; none for a row of rules only."""
    rules = _RULES.match(source, start, end)
    start = rules.end() if rules else start
    for a, b in _cut(source, start, end, _CELL_END) if start < end else ():
        columns = rows = 1
        while told := _SPANS.match(source, a, b):
            columns, rows = (int(told["n"]), rows) if told["way"] == "column" else (columns, int(told["n"]))
            close = source.rfind("}", told.end(), b)
            a, b = told.end(), close if close >= 0 else b
        yield (max(1, columns), max(1, rows)), clean(source, a, b)


def _cut(source: str, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in at.finditer(source, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end
