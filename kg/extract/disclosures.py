"""The content index: which disclosure of GRI, HKEX, ESRS, SASB or TCFD a report says it makes, and in which chapter.

Only rows of an index count. A code in a margin or in running text is no row, and neither is a code beside a figure in a
table of key figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from kg.data import load
from kg.extract.chapters import BLANK, Headings, Reading, reading, with_breaks
from kg.extract.codes import FRAMEWORKS, Code, code_at_start, codes_in, likeness, official, title_ahead, title_of, titles, words
from kg.facts import Fact, given
from kg.names import Names
from report.model import BlockKind, Clean, Report, Row, Span, Table

_BEST = ("reported", "statement", "not applicable", "omitted", "blank")
_LONGEST = 300
"""Characters of a value in flat text that are kept and quoted."""


@dataclass(frozen=True)
class Line:
    """One row of an index, as printed. `status` is None where the index has no column for the place."""

    framework: str
    code: str
    title: str | None
    reading: Reading | None
    spans: tuple[Span, ...]
    sure: bool
    confidence: float = 1.0


def find_disclosures(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each framework and code that an index of the report lists."""
    headings = Headings.of(report)
    lines = [line for i, table in report.tables() for line in _of_table(report, i, table, headings)]
    lines += _of_text(report, headings)
    return _merged(lines)


# ------------------------------------------------------------------------------------------------------------ tables
def _of_table(report: Report, at: int, table: Table, headings: Headings) -> list[Line]:
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
    return bool(re.fullmatch(r"(?:gri |hkex |sasb |esrs )?(?:disclosures?|content|description|title|indicators?|topics?|metric)(?: title| name| content)?s?", bare))


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
        beside = next((i for i in filled if i > at and i not in columns.place and likeness(code.framework, code.code, row[i].text) >= 0.7), None)
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
        code = _recommended(row[i].text)
        if code:
            values = [k for k in filled if k > i]
            told = _told(report, row, values, Columns((), ()), headings)
            yield Line("TCFD", code, titles("TCFD")[code][0], told, _spans(report, [row[i], *(row[k] for k in values)]), True)
            return


@cache
def _recommended_words() -> tuple[tuple[str, str], ...]:
    return tuple((code, words(_neutral(title))) for code, (title, *_) in titles("TCFD").items())


def _neutral(title: str) -> str:
    return re.sub(r"\b(?:organi[sz]ation|company|group|bank)'s\b|^(?:describe|disclose)\b|^\(?[abc][).]\s*", "", title.strip(), flags=re.I)


def _recommended(text: str) -> str | None:
    """The TCFD code that a text words, if it is one of the recommended disclosures and little else."""
    if not 30 < len(text) < 260 or not re.search(r"climate|scope 1|greenhouse|risk", text, re.I):
        return None
    own = words(_neutral(re.sub(r"^[A-Za-z &]{4,24}:?\s+(?=\(?[abc][).]\s)", "", text)))
    score, code = max((fuzz.ratio(own, title), code) for code, title in _recommended_words())
    return code if score >= 84 else None


def _spans(report: Report, parts: Sequence[Clean]) -> tuple[Span, ...]:
    """Where cells stand, neighbours in one line as one piece."""
    whole = Clean.join(sorted((p.strip() for p in parts if p), key=lambda p: p.starts[0]))
    return tuple(sorted(dict.fromkeys(whole.spans(report.id))))


# --------------------------------------------------------------------------------------------------------- flat text
@dataclass(frozen=True)
class Seen:
    """A code with its title in running text, at `text[start:end]` of the joined zone."""

    code: Code
    title: str
    start: int
    end: int


def _of_text(report: Report, headings: Headings) -> list[Line]:
    """Rows of an index that lost its table: a code, its official title, then pages or words, many in one line."""
    zone, joints = _zone(report)
    seen = _seen(zone.text)
    lines: list[Line] = []
    for i, row in enumerate(seen):
        stop = seen[i + 1].start if i + 1 < len(seen) else len(zone.text)
        end = _value_end(zone.text, row.end, stop, joints)
        told = reading(_value(zone.text[row.end : end]), headings)
        lines.append(Line(row.code.framework, row.code.code, row.title, told, _quoted(report, zone, row, end), True, 0.9))
    return lines + list(_flat_recommendations(report, headings))


def _zone(report: Report) -> tuple[Clean, list[int]]:
    """The running text from the first block with a code to a little after the last one, and where its blocks end."""
    wanted = [i for i, b in enumerate(report.blocks) if b.table is None and b.kind != BlockKind.FURNITURE]
    coded = [k for k, i in enumerate(wanted) if next(codes_in(report.blocks[i].text.text), None) or "General Disclosure" in report.blocks[i].text.text]
    near = sorted({k + d for k in coded for d in range(-1, 3) if 0 <= k + d < len(wanted)})
    parts = [report.blocks[wanted[k]].text for k in near]
    joints, at = [], 0
    for part in parts:
        at += len(part.text) + 1
        joints.append(at - 1)
    return Clean.join(parts), joints


def _seen(text: str) -> list[Seen]:
    """Codes that their title follows; SASB codes where several stand together."""
    found: list[Seen] = []
    sasb = sum(code.framework == "SASB" for code in codes_in(text))
    for code in codes_in(text):
        after = text[code.end : code.end + 420]
        skip = len(after) - len(re.sub(r"^[\s:.\-–—]*(?:\(cont(?:inued|\.?)\))?\s*", "", after))
        length = title_ahead(code.framework, code.code, after[skip:])
        if length is not None:
            printed = after[skip : skip + length].strip(" .,;")
            found.append(Seen(code, title_of(code.framework, code.code, printed) or printed, code.start, code.end + skip + length))
        elif code.framework == "SASB" and sasb >= 3 and (end := _sentence_end(after)):
            found.append(Seen(code, after[:end].strip(" .:"), code.start, code.end + end))
    return sorted(found + list(_general_disclosures(text)), key=lambda s: s.start)


def _sentence_end(after: str) -> int:
    """End of an unknown SASB metric's name: before a figure, a reference or the next sentence."""
    match = re.match(r"\s*(?:\(\d\)|[A-Z])[^.|]{12,240}?(?=\s+(?:[\d<>~]|N/A|See\b|Refer\b|Please\b|pp?\.|We\b|The Company\b)|\.\s|\.?$)", after)
    return match.end() if match else 0


def _general_disclosures(text: str) -> Iterator[Seen]:
    """HKEX: "Aspect A1 Emissions. General Disclosure Information on ..." is row A1."""
    for code, (title, *_) in titles("HKEX").items():
        if "." in code:
            continue
        aspect = re.escape(title.removesuffix(" - General Disclosure")).replace(r"\ ", r"\s+").replace("Labour", "Labou?r")
        match = re.search(rf"(?:Aspect\s+)?\b{code}[:.]?\s+{aspect}[.:]?\s+General Disclosure\b", text, re.I)
        if match:
            yield Seen(Code("HKEX", code, match.start(), match.end()), title, match.start(), match.end())


def _value_end(text: str, start: int, stop: int, joints: Sequence[int]) -> int:
    """Where the value of a row ends: at the end of its line (of the next line, if its own has no more), at most at `stop`."""
    ends = [j for j in joints if start <= j < stop] + [stop]
    first = next((e for e in ends if re.search(r"\w|[-–—/]", text[start:e])), stop)
    return min(first, start + _LONGEST)


_GROUP = re.compile(r"\s*(?:\bGRI\s?\d{1,3}\s?[:：]|\bAspect [AB]\d|\b[A-Z][A-Z ,&/]{8,}|\bDisclosure (?:#|issues|title)|\bSubject Areas)")
_PAGE_LIST = re.compile(r"\s*(?:pp?\.?\s?|pages?\s)?\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?:\s*,\s*\d{1,3}(?:\s?[-–]\s?\d{1,3})?)*(?=[\s.;]|$)", re.I)


def _value(text: str) -> str:
    """What a row says after its title, without the group title or running header that follows it."""
    group = _GROUP.search(text)
    told = text[: group.start()] if group and group.start() > 0 else text
    told = re.sub(r"^\s*(?:Information on:?|Policies (?:on|relating to)|\(a\)).*?(?=\s\d[\d\s,–-]*\.?\s*$|$)", "", told, flags=re.S)
    pages = _PAGE_LIST.match(told)
    if pages and not re.match(r"[\s.]*[a-z%]", told[pages.end() :]):
        return pages.group().strip(" .")
    denied = re.match(r"\s*(N/A|n/a|Not applicable|Not disclosed|Omitted|[-–—/])(?=[\s.]|$)", told)
    return denied.group(1) if denied else told.strip(" .")


def _quoted(report: Report, zone: Clean, row: Seen, end: int) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(zone.spans(report.id, row.start, max(end, row.end))))


def _flat_recommendations(report: Report, headings: Headings) -> Iterator[Line]:
    """TCFD's recommended disclosures as paragraphs of their own, the place in the paragraph after."""
    if "TCFD" not in report.text:
        return
    blocks = [b for b in report.blocks if b.table is None and b.kind != BlockKind.FURNITURE]
    for i, block in enumerate(blocks):
        text = re.sub(r"^\W+", "", block.text.text)
        code = _recommended(text)
        if code:
            after = blocks[i + 1].text if i + 1 < len(blocks) and not _recommended(blocks[i + 1].text.text) else None
            told = reading(after.text, headings) if after and len(after.text) <= _LONGEST else None
            spans = [*block.text.spans(report.id), *(after.spans(report.id) if told and after else ())]
            yield Line("TCFD", code, titles("TCFD")[code][0], told, tuple(spans), True, 0.8)


# ----------------------------------------------------------------------------------------------------------- together
def _merged(lines: Sequence[Line]) -> list[Fact]:
    by_code: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        by_code.setdefault((line.framework, line.code), []).append(line)
    order = sorted(by_code, key=lambda key: min(s.start for line in by_code[key] for s in line.spans))
    return [_fact(*key, by_code[key]) for key in order]


def _fact(framework: str, code: str, lines: Sequence[Line]) -> Fact:
    told = sorted((line.reading for line in lines if line.reading), key=lambda r: _BEST.index(r.status))
    best = told[0] if told else None
    places = tuple(dict.fromkeys(c for r in told for c in r.chapters)) if best and best.status == "reported" else ()
    title = next((line.title for line in lines if line.title), None)
    spans = tuple(sorted({s for line in lines for s in line.spans}))
    fields = given(framework=framework, code=code, title=title, chapters=places, status=best.status if best else None,
                   statement=best.statement if best else None)  # fmt: skip
    label = f"{framework} {code}" + (f" {title}" if title else "")
    return Fact("disclosures", label, fields, spans, max(line.confidence for line in lines), note=f"row of the {framework} index")


