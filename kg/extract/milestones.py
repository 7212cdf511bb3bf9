"""Milestones, and events that a heading names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from kg.extract.collect import Item, subject, words_of
from kg.extract.dates import date_in
from kg.facts import given
from kg.names import Names
from report.model import Block, BlockKind, Clean, Report, sentences

_MILESTONES = re.compile(
    r"milestone|\bhistory\b|timeline|development (?:journey|path|course)|memorabilia|major events|key events|year in review", re.I
)
_YEAR_FIRST = re.compile(r"\W*(?P<year>(?:19|20)\d\d)(?:[-./](?P<month>\d{1,2}))?\s*[-–—:.|]?\s+(?P<what>\D.{7,200})")


def milestones(report: Report, names: Names, items: Sequence[Item]) -> Iterator[Item]:
    """Years with what happened in them, under a title such as Milestones; not where `items` tell the events of the text below."""
    inside = False
    for i, block in enumerate(report.blocks):
        if block.kind == BlockKind.FURNITURE:
            continue
        if block.kind == BlockKind.HEADING:
            inside = bool(_MILESTONES.search(block.text.text)) or (inside and bool(_YEAR_FIRST.match(block.text.text)))
        if not inside:
            continue
        for text in [Clean.join([c for c in row if c]) for row in block.table.rows] if block.table else [block.text]:
            match = _YEAR_FIRST.match(text.text)
            below = report.blocks[i + 1] if i + 1 < len(report.blocks) else block
            if match and not any(below.start <= item.spans[0].start < below.end for item in items if block.kind == BlockKind.HEADING):
                yield _milestone(report, names, i, text, match)


def _milestone(report: Report, names: Names, at: int, text: Clean, match: re.Match[str]) -> Item:
    """A year and what happened, with the first sentence below when the year is a heading."""
    after = report.blocks[at + 1] if at + 1 < len(report.blocks) and report.blocks[at].kind == BlockKind.HEADING else None
    told = next(iter(sentences(after.text)), None) if after and after.table is None and after.kind != BlockKind.HEADING else None
    happened = re.sub(r"^In (?:19|20)\d\d,\s+", "", told.text).strip(" .") if told and re.match(r"In (?:19|20)\d\d,", told.text) else ""
    slogan = _shortened(match["what"])
    title = happened[0].upper() + happened[1:] if 3 <= len(happened.split()) <= 16 else slogan
    date = match["year"] + (f"-{int(match['month']):02d}" if match["month"] and 1 <= int(match["month"]) <= 12 else "")
    said = [m.name for m in names.mentions(f"{text.text} {told.text if told else ''}") if names.is_member(m.name)]
    organizer = said[0] if said else names.company_at(at)
    spans = (*text.spans(report.id), *(told.spans(report.id) if told else ()))
    return Item(title, given(title=title, organizer=organizer, date=date), spans, 0.85, (slogan,), apart=date)


def _shortened(text: str) -> str:
    """The first sentence or clause of a long title."""
    first = re.split(r"(?<=[a-z)])[.;]\s", text.strip())[0].strip(" .;,-–—")
    return first if len(first) <= 120 else first[:120].rsplit(",", 1)[0].rsplit(" ", 1)[0]


_CASE = re.compile(
    r"^\W*(?:(?:Case|Case study|The Case|Example)\b[:\s]*)?(?:(?:Holding|Organi[sz]ing|Conducting|Carrying out|Launching|"
    r"Hosting|A|An|The)\s+)?",
    re.I,
)


def with_headings(report: Report, names: Names, items: list[Item], year: int | None) -> list[Item]:
    """A heading that names an event is the same event as the one that its text tells; it stands alone where the text tells none."""
    found = list(items)
    for i, block in enumerate(report.blocks):
        if block.kind != BlockKind.HEADING:
            continue
        title = block.text.text[_lead_of_heading(block.text.text) :].strip(" .:;-–—°O")
        head = re.search(rf"\b(?:{words_of('events', 'strong')})\b(?=$|\s(?:for|on|of|to|with|themed)\b|\s\")", title, re.I)
        if (
            not head
            or not 3 <= len(title.split()) <= 16
            or re.search(r"\b(?:system|systems|management of|policy|plan|index|KPI|hours)\b|\d\s*$", title, re.I)
        ):
            continue
        below = _below(report, i)
        reach = max((b.end for b in below), default=block.end)
        near = [item for item in items if block.end <= item.spans[0].start < reach]
        same = next((item for item in near if fuzz.token_set_ratio(item.label.casefold(), title.casefold()) >= 70), None)
        if same:
            same.spans = (*block.text.spans(report.id), *same.spans)
            same.aliases = (*same.aliases, title)
        elif below and not near and (first := next(iter(sentences(below[0].text)), None)) and _is_told(first.text):
            organizer = subject(names, first.text, len(first.text), i + 1)
            spans = (*block.text.spans(report.id), *first.spans(report.id))
            found.append(Item(title, given(title=title, organizer=organizer, date=date_in(first.text, year)), spans, 0.6, apart=organizer))
    return found


def _below(report: Report, at: int) -> list[Block]:
    """The two blocks of text right under a heading."""
    found: list[Block] = []
    for block in report.blocks[at + 1 : at + 5]:
        if block.kind == BlockKind.HEADING or len(found) == 2:
            break
        if block.kind != BlockKind.FURNITURE and block.table is None:
            found.append(block)
    return found


def _lead_of_heading(text: str) -> int:
    match = _CASE.match(text)
    return match.end() if match else 0


def _is_told(sentence: str) -> bool:
    """Does the first sentence under a heading tell of something done?"""
    return bool(re.search(rf"\b(?:{words_of('events', 'verbs')}|employs?|requires?|offers?|covers?|covered|included|includes)\b", sentence))
