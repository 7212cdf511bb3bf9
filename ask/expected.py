"""Is an answer of what the question names in so many words: a country for "which countries", women of the board for "of the board"?"""

from __future__ import annotations

import re
from functools import cache

from ask.choice import Choice
from ask.lexicon import words
from ask.rank import stems_of
from ask.scope import Scope
from ask.text import says
from ask.understand import Reading
from kg.data import rows

_OF_WHAT = re.compile(
    r"\b(?:share|percentage|proportion|fraction|part) of (?:the |all |its |our |their )?(?P<of>[\w-]+)"
    r"|\bhow many (?:\w+ )?(?:tons|tonnes|kg|litres|liters|megawatt hours|mwh|gwh|gigajoules|gj|cubic met(?:er|re)s|hectares|kilomet(?:er|re)s) of (?P<what>[\w-]+)",
    re.I,
)
_AUDITED = re.compile(r"\bwho (?:\w+ )?(?:audited|assured|verified|reviewed|checked)\b.*\breport", re.I)
_ASSURED = re.compile(
    r"\b(?:assur\w+|audit(?:ed|ors?)?|verif\w+|review(?:ed)?)\b.*\b(?:report|statement|data|information|disclosures?|indicators|figures)\b|\b(?:report|statement|data|information|disclosures?|indicators|figures)\b.*\b(?:assur\w+|audit(?:ed|ors?)?|verif\w+|review(?:ed)?)\b",
    re.I,
)
_OWN_BODY = re.compile(r"^(?:Group|Company|We|The Group|The Company)$|\b(?:Committee|Department|Board|Management|Team|Division|Office)\b")
_COUNTRIES = re.compile(r"\b(?:which|what|how many) (?:other )?countries\b|\bin (?:which|what) country\b", re.I)
OF_OTHERS = re.compile(
    r"\bscenarios?\b|\bassum(?:es?|ing|ption)\b|\b(?:neutral|net[- ]zero|resilient|free)\w* (?:Europe|continent|econom(?:y|ies)|country|nation|world|society|societies|city|cities|Union|planet)\b"
    r"|\b(?:China|EU|European Union|Europe|Union|UK|governments?|country|nation|world|international community|Paris Agreement|Green Deal)(?:['’]s)?\b[^.;]{0,120}\b(?:neutral\w*|net[- ]zero|goals?|targets?|aims?|peak)\b",
    re.I,
)
"""The goal of a country or of the world."""
_GOAL = re.compile(r"\bby (?:when|which|what)\b|\b(?:goals?|targets?|aims?|want|plans?)\b", re.I)
_NAMES = frozenset(("subsidiaries", "organizations", "people", "certifications"))
"""Kinds whose records have names of their own."""


@cache
def _country() -> re.Pattern[str]:
    forms = (form for row in rows("countries") for cell in row for form in cell.split("|") if form not in ("", "-"))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, forms), key=len, reverse=True))}|EU|UK|USA?|China|Europe)(?![\w-])")


def expected(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Does an answer speak of what it is to be about? Only what the question plainly says is asked of it."""
    told = [str(v) for v in best.values] or [best.value or best.candidate.sentence.text]
    if reading.wants == "date" and _GOAL.search(reading.english) and OF_OTHERS.search(best.candidate.sentence.text):
        return bool(OF_OTHERS.search(reading.english))
    if _COUNTRIES.search(reading.english) and reading.wants in ("list", "name"):
        return any(_country().search(value) for value in told)
    if _AUDITED.search(reading.english):
        own = scope.reporter.surfaces if scope.reporter else ()
        named = all(not _OWN_BODY.search(value) and value not in own for value in told)
        return named and bool(_ASSURED.search(best.candidate.sentence.text))
    if reading.wants == "list" and best.candidate.record is None and not best.records and not _noun_said(reading, best, scope):
        return False
    if reading.wants == "list" and set(reading.kinds) & _NAMES and not best.records:
        return bool(best.values) and 2 * sum(bool(re.search(r"(?:^|\s)[A-Z0-9]", value)) for value in told) >= len(told)
    return _of_what(reading, best, scope)


def _noun_said(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Does a list, or the titles above it, speak of what is listed: scenarios, projects?"""
    asked = [t for t in reading.content if set(t.stems) & set(reading.noun[-1:])]
    if 2 * sum(bool(re.search(r"\b[A-Z]|^\d", str(v))) for v in best.values) >= len(best.values):
        return True  # names need not be called what they are, nor need a whole sentence
    c = best.candidate.sentence
    return not asked or any(says(t, c.stems | c.context, scope) > 0 for t in asked)


def _of_what(reading: Reading, best: Choice, scope: Scope) -> bool:
    """What the share or the tons are to be of must be said where the figure stands."""
    match = _OF_WHAT.search(reading.english)
    stems = set(words(match["of"] or match["what"])) if match else set()
    asked = [t for t in reading.terms if set(t.stems) & stems and not t.filler]
    c = best.candidate
    bag = (c.sentence.stems | c.sentence.context).union(*(stems_of(r) for r in [*best.records, *([c.record] if c.record else [])]))
    return all(says(t, bag, scope) > 0 for t in asked)
