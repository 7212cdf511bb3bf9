"""Risks and opportunities that a chapter lists one by one: a heading or a bold name for each, and below or behind it what it may do.

Three forms: headings under a heading such as "Principal risks", items "Staff shortage - open posts cannot be filled" below it, and
lines that say of themselves what they are: "Risk: a drought empties the reservoirs".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.data import load
from kg.extract.collect import Item
from kg.extract.risks_words import category_named, cut_short
from kg.extract.sections import is_title
from kg.facts import given
from report.model import Block, BlockKind, Clean, Report

_LEAST = 2
"""A chapter with fewer entries of its own lists nothing."""


@dataclass
class _Entry:
    """A risk or an opportunity of a chapter, and the texts that tell of it."""

    kind: str
    title: Clean
    chapter: int | None
    texts: list[Clean] = field(default_factory=list)
    response: Clean | None = None
    headed: bool = True


@cache
def _words(name: str) -> str:
    return "|".join(load("risks")["chapters"][name])


@cache
def _announces() -> re.Pattern[str]:
    """A heading below which each heading or item is one risk: "Our principal risks and uncertainties", "Opportunities"."""
    more = rf"(?:{_words('modifiers')})"
    return re.compile(
        rf"\W*(?:\d[\d.]*\s+)?(?:(?:our|the|its|key|top|most|{more})[\s,/&-]+(?:and\s+)?)*"
        rf"(?P<kind>risk factors|risks?|threats|uncertainties|opportunit(?:y|ies))"
        rf"(?:\s*(?:and|&|/|,)\s*(?P<other>[\w\s]{{3,40}}))?\W*|(?:what could go wrong)\W*",
        re.I,
    )


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_words(name)})(?![\w-])", re.I)


_OWN_NAME = re.compile(
    r"\W*(?:(?:[A-Z][\w’'-]*|and|or|of|the|&|in|to|[a-z-]+),?\s+){0,6}(?P<kind>[Rr]isks?|[Oo]pportunit(?:y|ies))(?:\s\([A-Z]{2,6}\))?\W*"
)
_SAID = re.compile(
    r"\W*(?:(?:key|main|physical|transition|financial|climate|potential|actual|material|(?P<class>acute|chronic))\s+)*(?P<kind>risk|opportunity)"
    r"(?:\s\([\w ,/-]{3,40}\))?\s*[:：–—]\s+(?=\S)",
    re.I,
)
_RESPONSE = re.compile(
    r"\W*(?:(?:our|key|main)\s+)?(?:mitigat\w+|response|counter-?measures?|measures|management|how we (?:manage|respond|mitigate)\b[^:]{0,30}|actions?(?: taken)?|controls?)(?:\s(?:measures|actions|strategy|strategies|approach))?\W*[:：–—]\s*",
    re.I,
)
_LEAD_IN = re.compile(r"\W*(?:\(?[\dA-Za-z]{1,3}[.)]\s+)?(?P<name>[A-Z][^.:–—;!?]{2,70}?)(?:\s*[:：–—]\s+|\s-\s|\.\s+)(?=\S)")


_FINITE = re.compile(
    r"\b(?:may|might|could|can|will|would|presents?|offers?|brings?|includes?|arises?|exists?|results?|remains?|becomes?|makes?|gives?|shows?|leads?|ensures?"
    r"|helps?|see|sees|applies|apply|identified|assessed|considered)\b|,|\b(?:risks|opportunities)\s\w",
    re.I,
)
"""Words of a sentence, which no name has."""
_VERB = re.compile(r"\b(?:[a-z]+ed|rose|fell|grew|came|went|made|took|lost|won|built|led|met|saw|held|kept|put|cut|gave|brought|began)\b")


def risks_in_chapters(report: Report, kind: str) -> Iterator[Item]:
    """Those of a kind that chapters list, in reading order."""
    entries = [e for e in _entries(report) if e.texts or not e.headed]
    for one in entries:
        alone = (
            one.headed and sum(e.chapter == one.chapter and e.headed for e in entries) < _LEAST and not _OWN_NAME.fullmatch(one.title.text)
        )
        if one.kind == kind and not alone:
            yield _item(report, one)


def _item(report: Report, one: _Entry) -> Item:
    title = re.sub(r"^[^A-Za-z]*(?:[\dIVX]{1,4}[.)]\s+)?|[\s:.,;–—-]+$", "", one.title.text)
    title = title[:1].upper() + title[1:]
    impact = cut_short(" ".join(t.text.strip() for t in one.texts))
    response = cut_short(one.response.text) if one.response else None
    texts = [one.title, *one.texts, *([one.response] if one.response else [])]
    spans = tuple(dict.fromkeys(s for t in texts for s in t.spans(report.id)))
    category = category_named(title, one.kind)
    return Item(title, given(title=title, category=category, impact=impact, response=response), spans, 0.7)


# -------------------------------------------------------------------------------------------------------------- reading
def _entries(report: Report) -> list[_Entry]:
    found: list[_Entry] = []
    now: _Entry | None = None
    known: dict[tuple[int | None, bool], tuple[int | None, str]] = {}
    for at, block in enumerate(report.blocks):
        if block.kind == BlockKind.FURNITURE:
            continue
        text = block.text
        if block.table is not None or not text.text.strip():
            now = None
            continue
        place = (block.section, block.kind == BlockKind.HEADING)
        if place not in known:
            known[place] = _chapter(report, block)
        chapter, kind = known[place]
        said = _SAID.match(text.text) if block.kind != BlockKind.HEADING and len(text.text) < 400 else None
        if said:
            now = _said(said, text, chapter)
            found += [now] if now else []
        elif _stands_over(block):
            now = _headed(report, at, block, chapter, kind)
            found += [now] if now else []
        elif lead := _named_in_line(report, text, kind, block.kind == BlockKind.LIST_ITEM):
            now = _Entry(lead[2], text[slice(*lead[0])], chapter, [text[lead[1] :]], headed=False)
            found.append(now)
        elif now and len(text.text.split()) >= 4:
            _goes_on(now, text)
    return found


def _goes_on(now: _Entry, text: Clean) -> None:
    answer = _RESPONSE.match(text.text)
    if answer:
        now.response = now.response or text[answer.end() :]
    elif now.headed and len(now.texts) < 3 and now.response is None:
        now.texts.append(text)


def _stands_over(block: Block) -> bool:
    return block.kind == BlockKind.HEADING or is_title(block)


def _chapter(report: Report, block: Block) -> tuple[int | None, str]:
    """(section, kind) of the nearest heading over a block that announces a list; ("both" where it names both)."""
    at = block.section
    if block.kind == BlockKind.HEADING and at is not None:
        at = report.sections[at].parent
    steps = 0
    while at is not None and steps < 3:
        told = announced(report.sections[at].title)
        if told:
            return at, told
        if _cue("process").search(report.sections[at].title):
            return at, ""
        at, steps = report.sections[at].parent, steps + 1
    return at, ""


@cache
def announced(title: str) -> str:
    """What a heading announces a list of: "risks", "opportunities", "both", or nothing."""
    match = _announces().fullmatch(title.strip())
    other = re.sub(r"^how we \w+ them$", "", ((match and match["other"]) or "").strip(), flags=re.I)
    if not match or _cue("process").search(other):
        return ""
    words = title.casefold()
    chance, risk = "opportunit" in words, bool(re.search(r"risk|threat|uncertaint|wrong", words))
    return "both" if chance and risk else "opportunities" if chance else "risks"


def _headed(report: Report, at: int, block: Block, chapter: int | None, kind: str) -> _Entry | None:
    """A heading that names one risk: below a heading that announces several, or by its own last word ("Credit risk")."""
    title = block.text.text.strip()
    bare = re.sub(r"^\W*[\d.]*\s*|\W+$", "", title)
    one = kind == "risks" and re.search(r"\w\srisk$", bare) and not _cue("process").search(bare)  # "Climate risk" among "Principal risks"
    if not 3 < len(title) <= 80 or len(title.split()) > 9 or (_is_process(bare) and not one):
        return None
    own = _own_kind(title)
    if own:
        return _Entry(own, block.text, chapter)
    told = kind in ("risks", "opportunities") and not _OWN_NAME.fullmatch(title)
    return _Entry(kind, block.text, chapter) if told and _is_name(title) and not _has_headings_below(report, block) else None


def _is_process(name: str) -> bool:
    """Does a name tell how risks are handled, or a group of them?"""
    return bool(_cue("process").search(name) or _cue("general").fullmatch(name))


def _own_kind(title: str) -> str:
    """What a title says that it is by its last word; nothing for phrases such as "Workers at risk" and "Career opportunities"."""
    own = _OWN_NAME.fullmatch(title)
    if (
        not own
        or re.search(r"\brisks? (?:and|&|or) opportunit|\bopportunit\w+ (?:and|&|or) risk", title, re.I)
        or _BOUND.search(title)
        or _GERUND.match(title)
        or re.search(r"\bas an?\b", title)
    ):
        return ""
    chance = own["kind"].casefold().startswith("opp")
    return "" if chance and _personal().search(title) else "opportunities" if chance else "risks"


_GERUND = re.compile(
    r"\W*[\d.]*\s*(?:controlling|managing|reducing|tackling|addressing|understanding|avoiding|preventing|turning|seizing|limiting|integrating|"
    r"including|taking|using|creating|handling|facing)\b",
    re.I,
)
_BOUND = re.compile(
    r"\b(?:into|at|to|of|from|under|without|about|translates?|means?|creates?|is|are)\s+(?:an?\s)?(?:risks?|opportunit(?:y|ies))\W*$", re.I
)
"""The last word of a phrase or a sentence, and no name: "Workers at risk"."""


@cache
def _personal() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('risks')['sentences']['personal'])})\b", re.I)


def _has_headings_below(report: Report, block: Block) -> bool:
    return block.kind == BlockKind.HEADING and any(s.parent == block.section for s in report.sections)


def _is_name(title: str) -> bool:
    """A noun phrase, no sentence, no number, nobody's words."""
    return bool(re.match(r"\W*(?:\d+[.)]?\s+)?[A-Z]", title)) and not re.search(
        r"\b(?:we|our|is|are|was|were|has|have|how|what|why|this|page|continued)\b|\d{2}|[?!]", title, re.I
    )


def _bold(report: Report, text: Clean) -> int:
    """Where the bold words end that begin a text; 0 where none do, or all are bold."""
    start = text.starts[0]
    if report.text[max(0, start - 2) : start] != "**":
        return 0
    close = report.text.find("**", start, start + 90)
    end = next((i for i, at in enumerate(text.starts[:95]) if at >= close), 0) if close > 0 else 0
    return end if text.text[end:].strip() else 0


def _named_in_line(report: Report, text: Clean, kind: str, item: bool) -> tuple[tuple[int, int], int, str] | None:
    """Where the name stands that begins a line, and where its explanation begins."""
    if (
        kind in ("risks", "opportunities")
        and (end := _bold(report, text))
        and len(text.text[:end].split()) <= 9
        and len(text.text[end:].split()) >= 4
    ):
        name = text.text[:end].strip(" .:–—-")
        if _is_name(name) and not _is_process(name) and not _RESPONSE.match(f"{name}: "):
            return (0, len(text.text[:end].rstrip(" .:–—-"))), end, kind
    lead = _LEAD_IN.match(text.text)
    own = _own_kind(lead["name"]) if lead else ""
    if (
        not lead
        or len(lead["name"].split()) > 7
        or len(text.text[lead.end() :].split()) < 4
        or (_OWN_NAME.fullmatch(lead["name"]) and not own)
    ):
        return None
    name, kind = lead["name"], own or kind
    stopped = text.text[lead.end("name") :].startswith(".")
    if kind not in ("risks", "opportunities") or (stopped and ((not item and not own) or _VERB.search(name))):
        return None
    if not _is_name(name) or _is_process(name) or _FINITE.search(name):
        return None
    return lead.span("name"), lead.end(), kind


def _said(said: re.Match[str], text: Clean, chapter: int | None) -> _Entry | None:
    """ "Opportunity: biogas can be sold to the grid": the line says what it is."""
    kind = "opportunities" if said["kind"].casefold() == "opportunity" else "risks"
    rest = text[said.end() :].strip()
    first = re.match(r"[^.;]+", rest.text)
    if not first or len(first.group().split()) > 24 or _cue("process").match(first.group()):
        return None
    if len(first.group().split()) == 1 and len(rest.text.split()) == 1 and said["kind"].islower():
        return None
    return _Entry(
        kind, rest[: first.end()], chapter, [rest[first.end() :].strip()] if len(rest.text) - first.end() > 20 else [], headed=False
    )
