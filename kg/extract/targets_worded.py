"""Targets whose goal is words and no figure: "we aim to become ... by 2028", "zero fatalities", items and rows under "Our goals"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from kg.data import load
from kg.extract.periods import When, whens
from kg.extract.sections import titles_over
from kg.extract.targets_rows import worded_in_table
from kg.extract.targets_words import DUE, LONGEST, PAST, TRIM, figure_of, is_goals, late, of_others, word
from kg.extract.wording import shortened
from kg.facts import Fact, given
from kg.names import Names
from kg.quantities import style_of
from report.model import BlockKind, Clean, Report, Span, sentences


@cache
def _wanted() -> re.Pattern[str]:
    verb, noun = ("|".join(load("targets")["words"][n]) for n in ("verb", "noun"))
    return re.compile(
        rf"\b(?:(?:{verb})\s(?:also\s)?(?:to|towards)|(?:{verb})(?=\s(?:all|every|each)\s[^,;]{{2,60}}\sto\s)|(?:{noun})(?:\s(?:is|was|remains|are))?(?:\s(?:also\s)?(?:to|of|that|for)\b|:)|(?:{noun})\s(?:is|remains|are))\s(?=(?P<goal>[^;:]{{6,260}}))",
        re.I,
    )


_RULED = re.compile(
    r"(?P<goal>(?P<who>\b(?:[Aa]ll|[Ee]very|[Ee]ach|[Nn]o|[Oo]nly|the remaining|[\w-]+(?:\s[\w-]+){0,5}?(?=\s(?:is|are)\sto\s)))\b(?:(?!\b(?:is|are|will|to)\b)[^,;:]){0,80}?\s(?:(?:is|are)\sto|will|shall)\s(?:be\s)?[a-z][^;:]{3,120})"
)
_PROMISE = re.compile(
    rf"(?:{DUE}),?\s(?:at the latest,?\s)?(?:we|the (?:company|group|bank))\s(?:will|shall)\s(?:also\s)?(?P<goal>(?:eliminate|phase out|stop|end|replace|switch|electrify|convert|halve|double|triple|reach|achieve|become|be|certify|source|use|cut|reduce|increase|raise|run|operate|offer)\b[^;:]{{3,160}})",
    re.I,
)
_PAPER = re.compile(
    r"\b(?:document|report|section|chapter|statement|paper|table|figure|index|review|survey)\b[^.;]{0,60}\b(?:aims?|intends?|seeks?|wants?|objective|purpose)\b",
    re.I,
)
"""A report wants to inform: that is no target."""


def worded(report: Report, names: Names, year: int | None, rows: Collection[int], taken: Sequence[Span]) -> Iterator[Fact]:
    """Those that overlap none of `taken`, the evidence of targets with figures."""
    over = titles_over(report)
    skipped = frozenset(rows)
    lead, last = False, None  # type: bool, str | None
    for at, block in enumerate(report.blocks):
        if block.kind == BlockKind.FURNITURE or at in skipped:
            continue
        listed = block.kind == BlockKind.LIST_ITEM or (block.table is None and len(block.text.text.split()) <= 24)
        under = is_goals(over[at][-1] if over[at] else "") or (lead and block.kind == BlockKind.LIST_ITEM)
        if block.table is not None:
            found = worded_in_table(report, names, at, block.table, year)
        elif block.kind == BlockKind.HEADING:
            found = iter(())
        else:
            title = over[at][-1] if over[at] else ""
            by = (last if lead else None) or (late(title, year) if under else None)
            found = _from_text(report, names, at, block.text, year, listed and under, by if block.kind == BlockKind.LIST_ITEM else None)
        yield from (f for f in found if not any(a.start < b.end and b.start < a.end for a in f.evidence for b in taken))
        if block.kind != BlockKind.LIST_ITEM:
            lead, last = _opens(block.text.text), late(block.text.text, year)


def _opens(text: str) -> bool:
    """ "To cut our emissions, we aim to:" """
    return (
        text.rstrip().endswith(":")
        and bool(word("noun").search(text[-160:]) or word("verb").search(text[-160:]))
        and not of_others(text, len(text))
    )


# --------------------------------------------------------------------------------------------------------------- prose
def _from_text(report: Report, names: Names, at: int, text: Clean, year: int | None, item: bool, by: str | None) -> Iterator[Fact]:
    for sentence in sentences(text):
        said = sentence.text
        if "20" not in said and not item and not re.search(r"\b(?:zero|no)\b", said, re.I):
            continue
        due = [w for w in whens(said, year) if w.role == "due"]
        place = _zero_goal(said) or (_item(said, bool(due or by)) if item else None) or (_aim(said, due) if due else None)
        if place and not of_others(said, place[0]):
            yield _fact(report, names, at, sentence, place, due, by)


_SPOKEN = re.compile(
    r"(?:[^,;]{3,60},\s)?(.{3,100}?)\s(?:fell|rose|was|is|came|stood|amounted|were|are|decreased|increased|dropped|reached|improved)\b"
)


def _fact(report: Report, names: Names, at: int, sentence: Clean, place: tuple[int, int], due: Sequence[When], by: str | None) -> Fact:
    text, (start, end) = sentence.text, place
    goal = text[start:end].strip(" .,;:")
    value, unit = figure_of(goal, style_of(report.text))
    near = min(due, key=lambda w: min(abs(w.start - end), abs(start - w.end)), default=None)
    metric = shortened(goal) if len(goal.split()) > LONGEST else goal
    if not re.search(
        r"[a-z]{3}",
        re.sub(re.escape(unit or "\0"), "", re.sub(r"\b(?:below|above|under|over|least|most|less|more|than|about|around)\b", "", metric)),
    ):
        spoken = _SPOKEN.match(text)  # "Our index was 98 minutes; our objective is 85 minutes by 2028"
        metric = f"{shortened(spoken[1])}: {metric}" if spoken and not word("noun").search(spoken[1]) else metric
    metric = metric[:1].upper() + metric[1:]
    told = text if len(text) <= 300 else text[start : max(end, near.end if near else 0)]
    fields = given(
        metric=metric, subject=names.subject(text, start, at), value=value, unit=unit, due=near.iso if near else by, statement=told.strip(),
        baseline_year=next((w.year for w in whens(text, None) if w.role == "base" and w.start > start), None),
    )  # fmt: skip
    a, b = (min(start, near.start), max(end, near.end)) if near and abs(near.start - end) < 80 else (start, end)
    label = f"{metric} by {near.iso if near else by}" if near or by else metric
    return Fact("targets", label, fields, sentence.spans(report.id, a, b), 0.65, note="goal in words")


_ZERO = re.compile(r"\b(?P<what>(?:zero|no)\s(?!later|less|more|longer|fewer|single|such)(?:[a-z][\w-]*\s?){1,6})", re.I)


def _zero_goal(text: str) -> tuple[int, int] | None:
    """ "Our goal remains zero fatalities": nothing of it is the goal; a past or a rule is none."""
    noun = "|".join(load("targets")["words"]["noun"])
    lead = re.search(
        rf"\b(?:{noun})(?:\s(?:is|remains|continues to be|of|was|stays|for [\w ]{{3,30}} is)|:)\s(?:to (?:achieve|reach|have|maintain|record)\s)?(?=(?:zero|no)\s)|\b(?:want|strive for|aim for|aim at|committed to)\s(?=(?:zero|no)\s)",
        text,
        re.I,
    )
    match = _ZERO.match(text, lead.end()) if lead else None
    if not match or re.match(r"zero tolerance", match["what"], re.I):
        return None
    end = match.end()
    cut = re.search(r"\s(?:and|in any|across|by|from|at|in|for|to|is|are|which|that)\b", match["what"])
    return match.start(), match.start() + cut.start() if cut else end


def _item(text: str, due: bool) -> tuple[int, int] | None:
    """An item below "Our goals": up to its date; without a date only "Zero ..." and "No ..."."""
    lead = re.match(r"\W*(?:\d{1,2}[.)]\s+)?(?:[A-Z][\w &/-]{2,30}:\s+)?", text)
    start = lead.end() if lead else 0
    ahead = re.compile(rf"{DUE},?\s", re.I).match(text, start)  # "By 2026, eliminate ..."
    start = ahead.end() if ahead else start
    rest = text[start:]
    if not re.match(r"[A-Za-z]", rest) or PAST.search(rest) or re.match(r"(?:we|in|the|this|these|our|see)\b", rest, re.I):
        return None
    if not due:
        return (start, start + len(rest.rstrip(" ."))) if re.match(r"(?:Zero|No)\s[a-z]", rest) and len(rest.split()) <= 8 else None
    end = start + len(TRIM.sub("", rest))
    return (start, end) if len(text[start:end].split()) >= 2 else None


def _aim(text: str, due: Sequence[When]) -> tuple[int, int] | None:
    """ "We want to become the most attractive employer by 2028"; "By 2027, every station is to be step-free"."""
    # "committed to Race to Zero" names whom one joined
    said = (m for m in _wanted().finditer(text) if not re.match(r"[A-Z]", m["goal"]) or text[m.start("goal") - 2] == ":")
    match = next(said, None)
    ruled = match is None
    match = match or _PROMISE.match(text) or _RULED.search(text)
    if match is None or _PAPER.search(text[: match.start("goal")]) or PAST.search(text[match.start() : match.end("goal")]):
        return None
    if (
        ruled
        and match.re is _RULED
        and re.search(r"\b(?:will|shall)\b", match["goal"])
        and not re.match(r"(?:all|every|each|no|only|the remaining)\b", match["goal"], re.I)
    ):
        return None
    start, end = match.start("goal"), match.start("goal") + len(TRIM.sub("", match["goal"]))
    reached = re.match(
        r"(?:achieve|reach|attain|reali[sz]e|get to|become|be)\s(?=net[- ]zero|carbon[- ]neutral|climate[- ]neutral|zero\b)",
        text[start:end],
        re.I,
    )
    start += reached.end() if reached else 0
    near = match.re is _PROMISE or any(-4 <= w.start - end < 60 or 0 <= match.start() - w.end < 40 for w in due)
    goal = text[start:end]
    return (
        (start, end)
        if near
        and 2 <= len(goal.split()) <= 30
        and not re.match(
            r"(?:the|a|an|our)\s(?:goal|target)|(?:represent|describe|present|inform|illustrate|report|disclose|explain|outline|show)\b",
            goal,
        )
        else None
    )
