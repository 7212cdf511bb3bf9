"""Rows of a content index that stand in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.data import load
from kg.extract.chapters import BLANK, Headings, Line, Reading, reading, with_breaks
from kg.extract.codes import Code, code_at_start, codes_in, likeness, recommended, title_of, titles
from report.model import Clean, Report, Row, Span, Table

_BEST = ("reported", "statement", "not applicable", "omitted", "blank")


def lines_of_table(report: Report, at: int, table: Table, headings: Headings) -> list[Line]:
    """Rows of a table that begin with a code, if the table is an index."""
    if _has_years(table):
        return []
    around = " ".join([*report.path(report.blocks[at].section)[-2:], table.caption, *table.heads(), *(g.text for g in table.groups[:3])])
    columns = _columns(table)
    found: list[Line] = []
    for row in (*table.header, *table.rows):
        found += _of_row(report, row, columns, around, headings)
    found += _of_groups(report, table)
    if not columns.place and table.width <= 2:
        found = [replace(line, reading=None) if line.reading == BLANK else line for line in found]
    sure = sum(line.sure for line in found)
    if sure * 2 < len(found) or (len(found) < 3 and not _speaks_of(around, [line.framework for line in found])):
        return [line for line in found if line.sure and _speaks_of(around, [line.framework])]
    return [replace(line, confidence=round(0.98 * table.confidence, 3)) for line in found]


def _has_years(table: Table) -> bool:
    """Columns of years make a table of key figures."""
    return sum(bool(re.fullmatch(r"\W*(?:FY)?\s?(?:19|20)\d\d\W*", head)) for head in table.heads()) >= 2


@dataclass(frozen=True)
class Columns:
    """Indexes of the columns that tell the place of a disclosure, and why it is left out."""

    place: tuple[int, ...]
    omission: tuple[int, ...]


@cache
def _head(what: str) -> re.Pattern[str]:
    return re.compile("|".join(load("disclosures")["columns"][what]), re.I)


@cache
def _context(framework: str) -> re.Pattern[str]:
    return re.compile("|".join(load("disclosures")["context"][framework]), re.I)


def _speaks_of(text: str, frameworks: Sequence[str]) -> bool:
    return any(_context(f).search(text) for f in frameworks)


def _columns(table: Table) -> Columns:
    heads = table.heads()
    omission = tuple(i for i, h in enumerate(heads) if i > 0 and _head("omission").search(h))
    place = tuple(i for i, h in enumerate(heads) if i > 0 and i not in omission and _head("place").search(h) and not _is_title_head(h))
    return Columns(place, omission)


def _is_title_head(head: str) -> bool:
    bare = head.strip().casefold()
    return bool(
        re.fullmatch(
            r"(?:gri |hkex |sasb |esrs )?(?:disclosures?|content|description|title|indicators?|topics?|metric)(?: title| name| content)?s?",
            bare,
        )
    )


def _of_row(report: Report, row: Row, columns: Columns, around: str, headings: Headings) -> Iterator[Line]:
    filled = [i for i, cell in enumerate(row) if cell]
    at = next((i for i in filled[:3] if code_at_start(row[i].text)), None)
    if at is None:
        if filled and (_context("TCFD").search(around) or len(row[filled[0]].text) > 30):
            yield from _recommendation(report, row, filled, headings)
        return
    codes = _codes_of(row[at].text)
    rest = row[at][codes[-1].end :].strip()
    title_at, title = _title_cell(row, at, rest, codes[0], columns, filled)
    value_at = [i for i in (columns.place or tuple(range(len(row)))) if i not in (at, title_at) and i > min(at, title_at) and row[i]]
    value_at = [i for i in value_at if not (columns.omission and i in columns.omission)]
    told = _told(report, row, value_at, columns, headings)
    parts = [row[at], *([row[title_at]] if title_at != at else []), *(row[i] for i in (*value_at, *columns.omission) if row[i])]
    spans = _spans(report, parts)
    for code in codes:
        alike = likeness(code.framework, code.code, title) if title else 0.0
        known = alike >= 0.6 or code.framework == "SASB" or len(codes) > 1
        printed = title_of(code.framework, code.code, title if len(codes) == 1 or alike > 0.6 else "")
        yield Line(code.framework, code.code, printed, told, spans, known or code.explicit or _speaks_of(around, [code.framework]))


def _codes_of(text: str) -> list[Code]:
    """The codes that a cell begins with: one, or several with nothing but marks between them."""
    first = code_at_start(text)
    found = [first] if first else []
    for code in codes_in(text):
        if found and code.start > found[-1].start and not re.search(r"\w", text[found[-1].end : code.start]):
            found.append(code)
    return found


def _title_cell(row: Row, at: int, rest: Clean, code: Code, columns: Columns, filled: Sequence[int]) -> tuple[int, str]:
    """(column, text) of a disclosure's title: beside the code in its cell, in the next cell, or in the cell before."""
    if re.search(r"[A-Za-z]{3}", rest.text):
        beside = next(
            (i for i in filled if i > at and i not in columns.place and likeness(code.framework, code.code, row[i].text) >= 0.7), None
        )
        return (at, rest.text.strip(" :.-–—|")) if beside is None else (beside, row[beside].text)
    after = [i for i in filled if i > at and i not in columns.omission]
    before = [i for i in filled if i < at]
    if before and likeness(code.framework, code.code, row[before[-1]].text) >= 0.7:
        return before[-1], row[before[-1]].text
    titled = [i for i in after if i not in columns.place and re.search(r"[A-Za-z]{3}", row[i].text)]
    titled = titled or [i for i in after[:1] if likeness(code.framework, code.code, row[i].text) >= 0.6]
    return (titled[0], row[titled[0]].text.strip()) if titled else (at, "")


def _told(report: Report, row: Row, value_at: Sequence[int], columns: Columns, headings: Headings) -> Reading:
    """What the place cells say together; a column of omissions counts where they say nothing."""
    said = [reading(with_breaks(report, row[i]), headings) for i in value_at]
    said += [r for i in columns.omission if row[i] and (r := reading(row[i].text, headings)).status in ("omitted", "not applicable")]
    told = next((r for status in _BEST for r in said if r.status == status), None)
    if told is None:
        reason = next((row[i].text for i in columns.omission if row[i]), None)
        return Reading("omitted", (), reason) if reason else BLANK
    if told.status == "reported":
        places = tuple(dict.fromkeys(c for r in said if r.status == "reported" for c in r.chapters))
        named = tuple(c for c in places if re.search(r"[A-Za-z]{3}", c))
        return replace(told, chapters=named or places)
    return told


def _of_groups(report: Report, table: Table) -> Iterator[Line]:
    """A row that has nothing but a code and its title looks like a group title to the reader."""
    for group in dict.fromkeys(g.text for g in table.groups):
        code = code_at_start(group)
        title = group[code.end :] if code else ""
        if code and likeness(code.framework, code.code, title) >= 0.85:
            cell = next(g for g in table.groups if g.text == group)
            yield Line(code.framework, code.code, title_of(code.framework, code.code, title), BLANK, cell.spans(report.id), True, 0.8)


def _recommendation(report: Report, row: Row, filled: Sequence[int], headings: Headings) -> Iterator[Line]:
    """A row of a TCFD index: it has no code of its own, but says one of the eleven recommended disclosures."""
    for i in filled[:3]:
        code = recommended(row[i].text)
        if code:
            values = [k for k in filled if k > i]
            told = _told(report, row, values, Columns((), ()), headings)
            yield Line("TCFD", code, titles("TCFD")[code][0], told, _spans(report, [row[i], *(row[k] for k in values)]), True)
            return


def _spans(report: Report, parts: Sequence[Clean]) -> tuple[Span, ...]:
    """Where cells stand, neighbours in one line as one piece."""
    whole = Clean.join(sorted((p.strip() for p in parts if p), key=lambda p: p.starts[0]))
    return tuple(sorted(dict.fromkeys(whole.spans(report.id))))
