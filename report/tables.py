"""Rows of cells become a `Table`: which rows are header, which are group titles, and one width for all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from report.heal import NO_WORDS, Vocabulary, heals, mended, stitched
from report.model import NOTHING, Clean, RepairKind, Row, Table

NUMBER = re.compile(r"[-(+<>≤≥~≈]?\s*(?:(?!ISO|IEC|GRI|SDG)[A-Z]{3}|[$€£¥])?\s*\d[\d,.' ]*\s*(?:%|‰)?\)?(?:\s*\(?[a-zA-Z0-9*†‡]{1,2}\)?)?$")
YEAR = re.compile(
    r"(?:FY|CY|as of|at)?\s*(?:(?:19|20)\d\d(?:\s*[/-]\s*\d{2,4})?|31 \w+ 20\d\d|\w+ 20\d\d)(?:\s*(?:\(.*\)|[a-z*†‡\d]))?$", re.I
)
_HEAD_WORDS = re.compile(
    r"\b(units?|indicators?|metrics?|topics?|disclosures?|descriptions?|categor(?:y|ies)|items?|name|date|year|chapters?|locations?|"
    r"references?|pages?|remarks?|targets?|objectives?|status|types?|response|measures?|impacts?|strateg(?:y|ies)|standards?|kpis?|"
    r"stakeholders?|channels?|expectations?|abbreviations?|full name|company|requirements?|aspects?|scope|frequency|content|index|risks?|"
    r"opportunit(?:y|ies)|issues?|goals?|progress|baseline|no\.?|code|section|comments?|awards?|honou?rs?)\b",
    re.I,
)


def is_number(text: str) -> bool:
    """A cell that is a figure: "1,024.5", "(3%)", "< 5", "-"."""
    return bool(NUMBER.match(text.strip())) if text.strip() not in {"-", "–", "—", "/", "N/A", "n/a"} else True


def is_year(text: str) -> bool:
    return bool(YEAR.match(text.strip()))


def squared(rows: Sequence[Row]) -> list[Row]:
    """Rows of one width, the widest that is common; columns that are empty in all rows go."""
    width = _width(rows)
    even = [_fitted(row, width) for row in rows]
    keep = [i for i in range(width) if any(row[i] for row in even)]
    return [tuple(row[i] for i in keep) for row in even]


def _width(rows: Sequence[Row]) -> int:
    """A width that only one row of many reaches is a stray cell, not a column."""
    counts = Counter(len(row) for row in rows)
    widths = sorted(counts, reverse=True)
    if len(rows) >= 5 and len(widths) > 1 and counts[widths[0]] == 1 and counts[widths[1]] >= 4:
        return widths[1]
    return widths[0] if widths else 0


def _fitted(row: Row, width: int) -> Row:
    if len(row) <= width:
        return row + (NOTHING,) * (width - len(row))
    if not any(row[width:]):
        return row[:width]
    empty = [i for i in range(1, len(row) - 1) if not row[i]]
    while len(row) > width and empty:  # one stray empty cell too many
        row = row[: empty[-1]] + row[empty[-1] + 1 :]
        empty.pop()
    return row if len(row) == width else (*row[: width - 1], Clean.join([c for c in row[width - 1 :] if c]))


def header_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top are header: cells of header words or years, no figures; at most three."""
    count = 0
    for row in rows[:3]:
        cells = [c.text for c in row if c]
        years = sum(is_year(c) for c in cells)
        heads = sum(bool(_HEAD_WORDS.search(c)) and len(c) < 60 for c in cells)
        figures = sum(is_number(c) and not is_year(c) for c in cells[1:])
        if not cells or figures or (not years and not heads):
            break
        if count == 0 and not years and heads < 2 and len(cells) > 1 and heads * 2 < len(cells):
            break
        if count and heads and not years and not _second_header(rows, count):
            break
        count += 1
        if len(cells) == 1 and len(row) > 1 and not years:
            break
    return min(count or int(_above_typed(rows)), max(0, len(rows) - 1))


def _above_typed(rows: Sequence[Row]) -> bool:
    """Is the first row of few words, and is what stands below of another kind: figures, dates and codes in a column, the same few words
    again and again, or sentences in most columns?"""
    first = [c.text for c in rows[0]] if rows else []
    if (
        len(first) < 3
        or len(rows) < 3
        or not all(first)
        or any(is_number(c) or is_year(c) or re.match(r"\d", c) or len(c.split()) > 5 or c.endswith(".") for c in first)
    ):
        return False
    below = [[row[i].text for row in rows[1:] if row[i]] for i in range(1, len(first))]
    typed = any(
        len(cells) > 1 and sum(bool(_TYPED.search(c)) for c in cells) >= 0.8 * len(cells) and not _TYPED.fullmatch(head)
        for head, cells in zip(first[1:], below, strict=True)
    )
    few = any(
        len(cells) > 3 and 2 * len(set(cells)) <= len(cells) and head not in cells and max(map(len, cells)) < 30
        for head, cells in zip(first[1:], below, strict=True)
    )
    long = sum(len(cells) > 1 and sum(len(c.split()) > 5 for c in cells) >= 0.6 * len(cells) for cells in below)
    return typed or few or (long > 0 and 2 * long >= len(below))


_TYPED = re.compile(r"\d|^[–—✓✔√×xX/-]$")


def _second_header(rows: Sequence[Row], at: int) -> bool:
    """A second row of header words counts only under a first that leaves gaps, and over rows of figures."""
    gaps = sum(not c for c in rows[at - 1])
    return gaps > 0 and sum(bool(c) for c in rows[at]) > 1 and not rows[at][0]


def table_of(
    rows: Sequence[Row],
    caption: str = "",
    confidence: float = 1.0,
    repairs: tuple[str, ...] = (),
    words: Vocabulary = NO_WORDS,
    known_heads: int = 0,
    marked: bool = False,
) -> Table | None:
    """A table from raw rows; None when nothing is left of them. `words`: the report's vocabulary, to heal torn words.

    `known_heads`: so many rows at the top are header, as a rule below them says; else the header is looked for. `marked`: do its marks say
    which rows a label spans? Then a first row without one goes on from the page before.
    """
    even = squared([row for row in rows if any(row)])
    if not even or not even[0]:
        return None
    even, whole = _whole_columns(even, words)
    heads, above = (0, known_heads) if 0 < known_heads < len(even) else _header_place(even)
    header, body = even[heads : heads + above], [*even[:heads], *even[heads + above :]]
    header = [_shifted(row, body) for row in header]
    orphan = marked and not above and len(body) > 1 and len(body[0]) > 2 and not body[0][0] and bool(body[0][1] and body[1][0])
    body = [*body[:1], *_spanned(_titled(body[1:], words))] if orphan else _spanned(_titled(body, words))
    rows_, groups = _grouped(body)
    if not rows_:
        rows_, groups = body, [NOTHING] * len(body)
    notes = (*repairs, *([RepairKind.COLUMNS] if whole else []))
    return Table(tuple(header), tuple(rows_), tuple(groups), caption, confidence, notes)


def _header_place(rows: Sequence[Row]) -> tuple[int, int]:
    """(first header row, number of header rows): a header may stand below a line or two of preamble."""
    best = max(range(min(4, len(rows))), key=lambda i: (_headlike(rows[i]), -i), default=0)
    alike = sum(sum(is_year(c.text) for c in row) > 1 for row in rows)  # rows of dates are no headers
    if (
        best
        and alike <= max(2, len(rows) // 4)
        and _headlike(rows[best]) >= 3
        and _headlike(rows[best]) > _headlike(rows[0])
        and len(rows) > best + 2
    ):
        return best, 1
    return 0, header_rows(rows)


def _headlike(row: Row) -> int:
    cells = [c.text for c in row if c]
    if any(is_number(c) and not is_year(c) for c in cells):
        return 0
    return sum(len(c) <= 40 and bool(_HEAD_WORDS.search(c) or is_year(c)) for c in cells) if all(len(c) <= 60 for c in cells) else 0


def _shifted(head: Row, body: Sequence[Row]) -> Row:
    """A header whose first cell stands over two columns lost a cell: "Indicator, Unit, 2023, -" over label, label, unit, figure."""
    filled = [i for i, c in enumerate(head) if c]
    if not filled or filled[-1] == len(head) - 1 or not is_year(head[filled[-1]].text) or len(filled) < 2:
        return head
    figures = [sum(bool(r[i]) and is_number(r[i].text) for r in body) for i in range(len(head))]
    move = len(head) - 1 - filled[-1]
    if figures[-1] >= 0.5 * len(body) and not figures[filled[-1]] > 0.5 * len(body):
        return (head[0], *[NOTHING] * move, *head[1 : len(head) - move])
    return head


def _whole_columns(rows: list[Row], words: Vocabulary) -> tuple[list[Row], bool]:
    """Two neighbouring columns that are one, cut through its words, become one again: in a quarter of the rows the halves make a word."""
    joined = False
    column = 1
    while len(rows[0]) > 2 and column + 1 < len(rows[0]):
        both = [(r[column].text, r[column + 1].text) for r in rows if r[column] and r[column + 1]]
        torn = sum(a[-1:].isalpha() and bool(re.match(r"[a-z]", b)) for a, b in both)
        if len(both) >= 3 and torn >= 0.6 * len(both) and sum(heals(a, b, words) for a, b in both) >= 0.25 * len(both):
            rows = [(*r[:column], _across(r[column], r[column + 1], words), *r[column + 2 :]) for r in rows]
            joined = True
        else:
            column += 1
    return rows, joined


def _across(left: Clean, right: Clean, words: Vocabulary) -> Clean:
    """Two halves of a cell; the torn word may stand before the end, where the cell had a second line."""
    if not left or not right or heals(left.text, right.text, words) or left.text.split()[-1] not in words:
        return stitched(left, right, words)
    return mended(left, right, words)


def _titled(body: Sequence[Row], words: Vocabulary) -> list[Row]:
    """A title among coded rows that runs over several cells goes into one: "GRI 304: Biodiv", "versity"."""
    coded = [bool(_CODE.match(r[0].text.strip())) for r in body]
    if sum(coded) < 0.4 * len(body):
        return list(body)
    made = []
    for row, code in zip(body, coded, strict=True):
        if not code and row[0] and not row[-1] and sum(bool(c) for c in row) > 1:
            title = row[0]
            for cell in row[1:]:
                title = stitched(title, cell, words)
            row = (title, *[NOTHING] * (len(row) - 1))
        made.append(row)
    return made


_CODE = re.compile(r"(?:[A-Z]{0,4}\s?|(?:[A-Z]{2,5}[-\s]){1,3}[A-Z]?)\d[\w.-]*$")


_PART = re.compile(r"(?:of which|thereof|o/w|incl|excl)", re.I)
"""Labels of rows of their own, though in small letters: "of which renewable"."""


def _spanned(body: Sequence[Row]) -> list[Row]:
    """A row label that stands once, in the middle or at the top of the rows it covers, is given to each of them.

    Applies where the first column has gaps and the second holds labels of its own. A label broken over lines ("Safety
    responsibility" / "system") is one. Each run of rows gets the label for which it is most nearly centred.
    """
    if len(body) < 2 or len(body[0]) < 2 or _CODE.match(body[0][0].text):
        return list(body)
    rows = list(body)
    start = 0
    while start < len(rows):
        stop = start
        while stop < len(rows) and rows[stop][1] and not is_number(rows[stop][1].text):
            stop += 1
        broken = any(not r[0] or (re.match(r"[a-z]", r[0].text) and not _PART.match(r[0].text)) for r in rows[start:stop])
        broken = broken and (len(body[0]) > 2 or sum(bool(r[0]) for r in rows[start:stop]) > 1)
        if stop - start >= 2 and broken and any(r[0] for r in rows[start:stop]):
            rows[start:stop] = _labelled(rows[start:stop])
        start = max(stop, start + 1)
    return rows


def _labelled(rows: Sequence[Row]) -> list[Row]:
    runs: list[list[int]] = []
    for i, row in enumerate(rows):
        if not row[0]:
            continue
        if runs and runs[-1][-1] == i - 1 and _goes_on(rows[i - 1][0].text, row[0].text):
            runs[-1].append(i)
        else:
            runs.append([i])
    if len(runs) > 12:
        return list(rows)
    by = [bool(re.match(r"by\b", rows[run[0]][0].text, re.I)) for run in runs]
    bounds = _centred(runs, len(rows), by)
    made = list(rows)
    for run, (first, last) in zip(runs, bounds, strict=True):
        label = Clean.join(_once([rows[i][0] for i in run]))
        for i in range(first, last):
            made[i] = (label, *rows[i][1:])
    return made


def _goes_on(label: str, below: str) -> bool:
    """A label line in small letters goes on from the one above; so does a year below a month."""
    return bool(
        (re.match(r"[a-z(]", below) and not _PART.match(below)) or (re.fullmatch(r"(?:19|20)\d\d", below) and re.search(r"[a-z]$", label))
    )


def _once(lines: Sequence[Clean]) -> list[Clean]:
    """Label lines, without one that only repeats the line before it (a merged cell read twice)."""
    return [c for i, c in enumerate(lines) if not i or fuzz.ratio(c.text.casefold(), lines[i - 1].text.casefold()) < 85]


def _centred(runs: Sequence[Sequence[int]], count: int, by: Sequence[bool]) -> list[tuple[int, int]]:
    """Row ranges, one for each label run, in order and without gaps: labels sit in the middle, or at the top, of theirs.

    In an even number of rows the middle is half a row off, upwards rather than downwards. `by`: labels that divide ("By gender"), hardly into one row.
    """
    cuts: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number, run in enumerate(runs):
        ahead = runs[number + 1][0] if number + 1 < len(runs) else count
        best: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in cuts.items():
            for stop in range(run[-1] + 1, ahead + 1) if ahead != count else [count]:
                if start > run[0]:
                    continue
                above, below = run[0] - start, stop - 1 - run[-1]
                off = {-1: 0.3, 1: 0.4}.get(above - below, abs(above - below))
                price = cost + min(off, 0.3 + 0.4 * below if not above else 99)
                price += (1.0 if by[number] else 0.2) * (stop - start == 1)
                if stop not in best or price < best[stop][0]:
                    best[stop] = (price, [*ends, stop])
        cuts = best
    ends = cuts[count][1]
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _grouped(body: Sequence[Row]) -> tuple[list[Row], list[Clean]]:
    """Title rows ("Energy", then nothing) become the group of the rows below; a label that spans rows is filled in."""
    rows: list[Row] = []
    groups: list[Clean] = []
    group = over = NOTHING
    titles = titled_rows(body)
    dashed = False
    for i, row in enumerate(body):
        if i in titles:
            dashed = i + 1 < len(body) and i + 1 not in titles and bool(_DASH.match(body[i + 1][0].text))
            over = over if dashed and over else NOTHING if dashed else row[0]
            group = row[0]
            continue
        if dashed and not _DASH.match(row[0].text):  # the parts of "Scope 3" are over, "Total" is none of them
            group, dashed = over, False
        rows.append(row)
        groups.append(group)
    return rows, groups


_DASH = re.compile(r"\s*[–—•·-]\s*\w")
"""The label of a part: "– Paper"."""


def titled_rows(body: Sequence[Row]) -> frozenset[int]:
    """Rows (by index) that are titles of the rows below them."""
    alone = (i for i, row in enumerate(body) if len(row) > 1 and row[0] and sum(bool(c) for c in row) == 1)
    return frozenset(i for i in alone if _is_title(body[i][0].text) and _above_rows(body, i))


def _is_title(text: str) -> bool:
    return len(text) <= 120 and not is_number(text) and not text.rstrip().endswith((".", ";", ","))


def _above_rows(body: Sequence[Row], at: int) -> bool:
    return any(sum(bool(c) for c in row) > 1 for row in body[at + 1 : at + 3])
