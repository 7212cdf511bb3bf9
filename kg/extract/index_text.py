"""Rows of a content index that lost its table: a code, its official title, then pages or words, many in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

from kg.extract.chapters import Headings, Line, is_title, reading
from kg.extract.codes import Code, codes_in, official, recommended, title_ahead, title_of, titles
from report.model import Block, BlockKind, Clean, Report, Span

_LONGEST = 300
"""Characters of a value in flat text that are kept and quoted."""


@dataclass(frozen=True)
class Seen:
    """A code with its title in running text, at `text[start:end]` of the joined zone."""

    code: Code
    title: str
    start: int
    end: int
    bare: bool = False
    """The index says nothing but the code."""


def lines_of_text(report: Report, headings: Headings) -> list[Line]:
    """All rows of indexes in running text."""
    zone, joints, listed = _zone(report)
    seen = _seen(zone.text)
    lines: list[Line] = []
    for i, row in enumerate(seen):
        stop = seen[i + 1].start if i + 1 < len(seen) else len(zone.text)
        end = row.code.end if row.bare else _value_end(zone.text, row, stop, joints, listed)
        breaks = (at - 1 - row.end for at in sorted(listed) if row.end < at <= end)
        said = _value(_with_breaks(zone.text[row.end : end], breaks), "General Disclosure" in row.title)
        told = None if row.bare else reading(said, headings, row.code.code)
        lines.append(Line(row.code.framework, row.code.code, row.title, told, _quoted(report, zone, row, end), True, 0.9))
    return lines + list(_flat_recommendations(report, headings))


def _with_breaks(text: str, at: Iterable[int]) -> str:
    """A value with `|` where one of its lines ends before a list item."""
    letters = list(text)
    for i in at:
        letters[i] = "|"
    return "".join(letters)


def _zone(report: Report) -> tuple[Clean, list[int], frozenset[int]]:
    """The running text around the blocks with codes, where its blocks end, and where its list items begin."""
    wanted = [b for i, b in enumerate(report.blocks) if b.table is None and (b.kind != BlockKind.FURNITURE or _is_lone_page(report, i))]
    coded = [k for k, b in enumerate(wanted) if next(codes_in(b.text.text), None) or "General Disclosure" in b.text.text]
    near = {k + d for k in coded for d in range(-1, 3) if 0 <= k + d < len(wanted)}
    near |= {k + d for k in coded for d in range(3, _ITEMS) if k + d < len(wanted) and _items_only(wanted[k + 2 : k + d + 1])}
    parts = [wanted[k] for k in sorted(near)]
    joints = list(accumulate(len(part.text.text) + 1 for part in parts))
    begins = [0, *joints]
    listed = frozenset(at for at, part in zip(begins, parts, strict=False) if part.kind == BlockKind.LIST_ITEM)
    return Clean.join([part.text for part in parts]), [j - 1 for j in joints], listed


_ITEMS = 9
"""Lines of one row of an index, at most."""


def _items_only(blocks: Sequence[Block]) -> bool:
    return all(b.kind == BlockKind.LIST_ITEM for b in blocks)


def _is_lone_page(report: Report, at: int) -> bool:
    """A line that is only a page number, right after a row of an index that has none yet."""
    before = report.blocks[at - 1].text.text if at else ""
    return bool(re.fullmatch(r"\W*\d{1,3}(?:\W+\d{1,3})*\W*", report.blocks[at].text.text)) and bool(
        re.search(r"[a-z)]\.?\s*$", before) and next(codes_in(before), None)
    )


def _seen(text: str) -> list[Seen]:
    """Codes that their title follows; SASB codes where several stand together; codes in a row, as one entry of the index."""
    found = list(_general_disclosures(text))
    every = list(codes_in(text))
    sasb = sum(code.framework == "SASB" for code in every)
    for code in every:
        after = text[code.end : code.end + 420]
        skip = len(after) - len(re.sub(r"^[\s:.\-–—]*(?:\(cont(?:inued|\.?)\))?\s*", "", after))
        length = title_ahead(code.framework, code.code, after[skip:])
        if any(s.start <= code.start < s.end for s in found):
            continue
        if length is not None:
            tail = _TITLE_TAIL.match(after, skip + length)
            length += len(tail.group()) if tail else 0
            printed = after[skip : skip + length].strip(" .,;")
            found.append(Seen(code, title_of(code.framework, code.code, printed) or printed, code.start, code.end + skip + length))
        elif code.framework == "SASB" and sasb >= 3:
            end = _sentence_end(after)
            found.append(Seen(code, after[:end].strip(" .:"), code.start, code.end + end, not end))
    if sum(code.framework == "ESRS" and code.explicit for code in every) >= 5:
        found += _data_points(text, every, found)
    return sorted([*found, *_in_a_row(text, every, found)], key=lambda s: s.start)


_PLACE_LAST = re.compile(r"\s(?:Pages?\s\d[\d\s,‒–—-]*|[Nn]ot material[\w ]{0,30}|[Pp]hase(?:d)?[- ]in|N/A)\s*$")


def _data_points(text: str, every: Sequence[Code], found: Sequence[Seen]) -> Iterator[Seen]:
    """ESRS's list of data points: "ESRS E1-4 <its name> para. 34 Page 41", many to a code."""
    coded = [c for c in every if c.framework == "ESRS"]
    for code, after in zip(coded, [*coded[1:], None], strict=True):
        stop = min(after.start if after else len(text), code.end + 260)
        place = _PLACE_LAST.search(text[code.end : stop].rstrip())
        if code.explicit and place and not any(s.start <= code.start < s.end for s in found):
            yield Seen(code, official("ESRS", code.code)[0], code.start, code.end + place.start())


def _in_a_row(text: str, every: Sequence[Code], found: Sequence[Seen]) -> Iterator[Seen]:
    """Codes one after another without titles, in a text that has many rows with titles: "303-3 303-4 303-5"."""
    if len(found) < 10:
        return
    for run in _runs(text, [c for c in every if c.framework == "GRI"]):
        taken = any(s.start <= run[0].start < s.end for s in found)
        if len(run) >= 2 and not taken and not any(s.start == run[-1].start for s in found):
            yield from (Seen(code, official("GRI", code.code)[0], code.start, code.end, True) for code in run)


def _runs(text: str, codes: Sequence[Code]) -> Iterator[list[Code]]:
    run: list[Code] = []
    for code in codes:
        if run and text[run[-1].end : code.start].strip(" ,;"):
            yield run
            run = []
        run.append(code)
    if run:
        yield run


def _sentence_end(after: str) -> int:
    """End of an unknown SASB metric's name: before a figure, a reference or the next sentence."""
    match = re.match(
        r"\s*(?:\(\d\)|(?:Total|Number|Percentage|Description|Discussion|Amount|Gross|Air|Weight|Revenue|Sales|Average|"
        r"Production|List|Management|Product|Operational|Energy|Water|Process|Raw)\b)[^.|]{8,240}?(?=\s+(?:[\d<>~]|N/A|See\b|"
        r"Refer\b|Please\b|pp?\.|We\b|The Company\b)|\.\s|\.?$)",
        after,
    )
    return match.end() if match else 0


def _general_disclosures(text: str) -> Iterator[Seen]:
    """HKEX: "Aspect A1 Emissions. General Disclosure Information on ..." is row A1."""
    for code, (title, *_) in titles("HKEX").items():
        if "." in code:
            continue
        aspect = re.escape(title.removesuffix(" - General Disclosure")).replace(r"\ ", r"\s+").replace("Labour", "Labou?r")
        match = re.search(
            rf"(?:Aspect\s+)?\b{code}[:.]?\s+{aspect}[.:]?\s+(?:(?:[\w'’.-]+\s+){{1,3}}(?-i:[Cc]omments|[Rr]emarks?|[Rr]esponses?|[Ss]ections?|[Cc]hapters?|[Rr]eferences?|[Pp]ages?)\s+)?General Disclosure\b",
            text,
            re.I,
        )
        if match:
            yield Seen(Code("HKEX", code, match.start(), match.end()), title, match.start(), match.end())


def _value_end(text: str, row: Seen, stop: int, joints: Sequence[int], listed: Set[int]) -> int:
    """Where the value of a row ends: at the end of its line (of the next line, if its own has no more) and of the list items below it, at
    most at `stop`. `listed`: where list items begin."""
    ends = [j for j in joints if row.end <= j < stop] + [stop]
    if "General Disclosure" in row.title:  # its description may fill a line or two before the pages
        ends = [e for e in ends[:3] if _PAGES_LAST.search(text[row.end : e])] or ends
    first = next((e for e in ends if re.search(r"\w|[-–—/]", text[row.end : e])), stop)
    while first + 1 in listed and first < stop:
        first = next((e for e in ends if e > first), stop)
    return min(first, row.end + (2 * _LONGEST if "General Disclosure" in row.title else _LONGEST))


_TITLE_TAIL = re.compile(r"\s(?:and/or|or|and)\s[a-z][a-z /-]{3,60}?(?=\s[A-Z\d]|\.)")
_GROUP = re.compile(r"\s*(?:\bGRI\s?\d{1,3}\s?[:：]|\bAspect [AB]\d|\b[A-Z][A-Z ,&/]{8,}|\bDisclosure (?:#|issues|title)|\bSubject Areas)")
_PAGE_LIST = re.compile(
    r"\s*(?:pp?\.?\s?|pages?\s)?\d{1,3}(?:\s?[-‒–—]\s?\d{1,3})?(?:\s*,\s*\d{1,3}(?:\s?[-‒–—]\s?\d{1,3})?)*(?=[\s.;]|$)(?!\.\s?(?:\d|(?-i:[A-Z][a-z])))",
    re.I,
)


_PAGES_LAST = re.compile(r"[.\s]((?:pp?\.?\s?)?\d{1,3}(?:\s?[-‒–—]\s?\d{1,3})?(?:\s*,\s*\d{1,3}(?:\s?[-‒–—]\s?\d{1,3})?)*|N/A)\s*\.?\s*$")


def _value(text: str, general: bool) -> str:
    """What a row says after its title, without the group title or running header that follows it."""
    group = _GROUP.search(text)
    told = text[: group.start()] if group and group.start() > 0 else text
    if general:
        last = _PAGES_LAST.search(told)
        ends = told.rstrip(" |").split("|")
        first = next((i for i in range(len(ends)) if i and all(is_title(part) for part in ends[i:])), len(ends))
        return last.group(1) if last else "|".join(ends[first:])
    pages = _PAGE_LIST.match(told)
    if pages and not re.match(r"[\s.]*[a-z%]", told[pages.end() :]):
        return pages.group().strip(" .")
    denied = re.match(r"\s*(N/A|n/a|Not applicable|Not disclosed|Omitted|[-–—/])(?=[\s.]|$)", told)
    return denied.group(1) if denied else told.strip(" .")


def _quoted(report: Report, zone: Clean, row: Seen, end: int) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(zone.spans(report.id, row.start, end if row.bare else max(end, row.end))))


def _flat_recommendations(report: Report, headings: Headings) -> Iterator[Line]:
    """TCFD's recommended disclosures as paragraphs of their own, the place in the paragraph after."""
    if "TCFD" not in report.text:
        return
    blocks = [b for b in report.blocks if b.table is None and b.kind != BlockKind.FURNITURE]
    for i, block in enumerate(blocks):
        text = re.sub(r"^\W+", "", block.text.text)
        code = recommended(text)
        if code:
            after = blocks[i + 1].text if i + 1 < len(blocks) and not recommended(blocks[i + 1].text.text) else None
            told = reading(after.text, headings) if after and len(after.text) <= _LONGEST else None
            spans = [*block.text.spans(report.id), *(after.spans(report.id) if told and after else ())]
            yield Line("TCFD", code, titles("TCFD")[code][0], told, tuple(spans), True, 0.8)
