"""Risks and opportunities that a report lists, with their category, what they may do and what the company does about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract.collect import Item, facts_of
from kg.extract.risks_chapters import risks_in_chapters
from kg.extract.risks_prose import risks_in_cards, risks_in_lines
from kg.extract.risks_sentences import risks_in_sentences
from kg.extract.risks_tables import risks_in_table
from kg.extract.risks_words import cut_short, head, kind_said, listed_as
from kg.facts import Fact, given
from kg.names import Names
from report.model import Block, BlockKind, Clean, Report


def find_risks(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each risk that a table or a run of headed paragraphs lists."""
    return facts_of("risks", _told(report, names, "risks"), note="listed as a risk")


def find_opportunities(report: Report, names: Names) -> Iterable[Fact]:
    """The same for opportunities."""
    return facts_of("opportunities", _told(report, names, "opportunities"), note="listed as an opportunity")


_GROUPS = re.compile(r"(?:transition(?:al)?|physical|climate(?:[- ](?:change|related))?)\s(?:risks?|opportunit(?:y|ies))", re.I)
"""Titles of groups: where sentences below one tell of single events, those are the risks."""


def _told(report: Report, names: Names, kind: str) -> list[Item]:
    items = [item for i, table in report.tables() for k, item in risks_in_table(report, i, table) if k == kind]
    told = list(risks_in_sentences(report, names, kind))
    headed = [item for k, item in _from_lines(report) if k == kind]
    lines = list(risks_in_lines(report, kind))
    items += [
        i for i in headed if not (_GROUPS.fullmatch(i.label) and any(_said_before(t, i) for t in (told if len(headed) < 3 else []) + lines))
    ]
    for more in (risks_in_cards(report, kind), risks_in_chapters(report, kind), lines, told):
        items += [item for item in list(more) if not any(_said_before(item, old) for old in items)]
    return items


def _said_before(item: Item, old: Item) -> bool:
    """Does an item lie in the words of another?"""
    return any(a.start < b.end and b.start < a.end for a in item.spans for b in old.spans)


# --------------------------------------------------------------------------------------------------- headed paragraphs
@dataclass
class _Open:
    """A risk whose paragraphs are still being read. `general`: it may be the title of the group of those that follow."""

    kind: str
    title: Clean
    category: str | None
    general: bool = False
    texts: list[Clean] = field(default_factory=list)
    response: Clean | None = None


def _from_lines(report: Report) -> Iterator[tuple[str, Item]]:
    """Short lines "Policy and legal risks" with paragraphs below; several names in a row get one paragraph each."""
    found: list[_Open] = []
    told: list[_Open] = []
    waiting: list[_Open] = []
    answering = False
    group: str | None = None
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        named = _named(report, block, group)
        if named:
            told = told if waiting and not answering else []
            answering = False
            waiting = [w for w in waiting if not w.general]
            group = named.category if named.general and not named.texts else group
            (found if named.texts else waiting).append(named)
        elif block.table is not None or block.kind == BlockKind.HEADING:
            answering = bool(told) and block.table is None and bool(head("response").search(block.text.text)) and len(block.text.text) < 60
            waiting, group, told = [], None, told if answering else []
        elif len(block.text.text.split()) >= 5:
            _take(block.text, waiting, told, found, answering)
    return (item for now in found for item in _closed(report, now))


def _take(text: Clean, waiting: list[_Open], told: list[_Open], found: list[_Open], answering: bool) -> None:
    """A paragraph is what the next waiting risk may do, or more about the last one; below "Response", what is done about each."""
    if answering:
        next_one = next((risk for risk in told if risk.response is None), None)
        if next_one:
            next_one.response = text
    elif waiting and len(text.text.split()) >= 8:
        now = waiting.pop(0)
        now.texts.append(text)
        told.append(now)
        found.append(now)
    elif told and len(told[-1].texts) < 5 and len(text.text.split()) >= 8:
        told[-1].texts.append(text)


_INLINE = re.compile(r"\W*(?P<name>[A-Z][A-Za-z ,/&-]{2,50}?)\s*[:：–—]\s+(?=[A-Z\"])")


def _named(report: Report, block: Block, group: str | None) -> _Open | None:
    """The risk that a line names: alone ("Market risks"), or before a colon and its description."""
    text = block.text
    inline = _INLINE.match(text.text) if block.kind != BlockKind.HEADING and len(text.text) > 60 else None
    title = text[inline.start("name") : inline.end("name")] if inline else text
    if block.table is not None or len(title.text) > 60:
        return None
    path = report.path(block.section)[-2:]
    said = re.search(r"\brisks?\b|opportunit", title.text, re.I)
    if not said and not re.search(r"climate|\brisks?\b|opportunit|TCFD", " ".join(path), re.I):
        return None
    kind = kind_said(title.text) or kind_said(path[-1] if path else "") or "risks"
    listed = listed_as(title.text, kind)
    if not listed and not said:
        kind = "risks" if kind == "opportunities" else "opportunities"
        listed = listed_as(title.text, kind)
    if not listed:
        return None
    chance = kind == "opportunities"
    general = bool(re.search(r"^\W*(?:transition(?:al)?|physical)\b", title.text, re.I))
    found = _Open(kind, title, None if chance else group or listed, general)
    found.category = listed if general and not chance else found.category
    if inline:
        found.texts.append(text[inline.end() :])
    return found


def _closed(report: Report, now: _Open) -> Iterator[tuple[str, Item]]:
    title = re.sub(r"^[^A-Za-z]*(?:[^\x00-\x7f]+\w?\s+)?|[\s:.,;–—-]+$", "", now.title.text)
    name = re.sub(r"\s+(?:risks?|opportunit(?:y|ies))$", "", title, flags=re.I)
    told = cut_short(" ".join(t.text.strip() for t in now.texts))
    fields = given(title=title, category=now.category, impact=told, response=cut_short(now.response.text) if now.response else None)
    texts = [now.title, *now.texts, *([now.response] if now.response else [])]
    spans = tuple(dict.fromkeys(s for t in texts for s in t.spans(report.id)))
    yield now.kind, Item(title, fields, spans, 0.75, (name,) if title != name else ())
