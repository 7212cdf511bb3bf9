"""Standards told by who made them ("the NIST Cybersecurity Framework", "EBA Guidelines on loans"), codes of governance, and numbers with letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.registry import known_in
from kg.extract.standards_roles import roles_near, spoken_level
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report

_HEAD = (
    r"(?:Frameworks?|Template|Guidance(?: Notes?| Notice)?|Technical Standards|[Gg]uidelines?|Guide|Handbook|Principles|[Ss]tandards?|Base Code|Codes? of Conduct|Code of Practice|Methodology|Recommendations|Criteria|Good Practices?|"
    r"Taxonomy|Metrics|Charter|Expectations|Toolkit)"
)
_STOP = r"(?:is|are|was|were|as|in|to|which|that|when|since|by|from|for|with|we|our|into|will|has|have|had|at|through|during|within|its|their|also|set|sets|apply|applies)"
_ABOUT = rf"(?:\s+(?:on|for|of|to(?=\s+[A-Z]))\s+(?:the\s+)?(?!{_STOP}\b)[A-Za-z][\w-]*(?:,?\s+(?:and\s+|of\s+|the\s+|(?:with|for|in)\s+(?=[A-Z]))?(?!(?:{_STOP}|and|or)\b)[A-Za-z][\w-]*){{0,6}})?"
_REST = rf"(?P<rest>(?:[A-Z(][\w&/)-]*,?\s+|of\s+|for\s+|on\s+|and\s+|the\s+){{0,8}}?{_HEAD}\b)(?!\s+(?:Board|Committee|Council|Officer|Setter|Setters))"
_BY_LETTERS = re.compile(rf"(?<![\w/&-])(?P<body>[A-Z][A-Za-z]?[A-Z&]{{1,7}})(?:['’]s)?\s+{_REST}(?P<about>{_ABOUT})")
_BY_NAME = re.compile(rf"(?:\s\([A-Z][\w&-]{{1,9}}\))?(?:['’]s?)?\s+{_REST}(?P<about>{_ABOUT})")
_OF_NAME = re.compile(
    r"(?P<title>(?:[A-Z][\w&-]*\s+(?:(?:for|of|on|and)\s+)?){0,7}?(?:Guidelines?|Principles|Standards?|Recommendations|Guidance|Framework|Criteria|Charter|Methodology|Taxonomy|Codes? of (?:Conduct|Practice))"
    r"(?:\s+(?:for|on|of)\s+(?:[A-Z][\w-]*\s*(?:and\s+)?){1,6})?)\s*(?:of|by|issued by|published by|developed by|from)\s+(?:the\s+)?$"
)
_HINT = re.compile(
    r"Framework|Template|uid(?:ance|eline|e\b)|Principle|tandard|Code|Methodology|Recommendation|Criteria|Practice|Taxonomy|Metrics|Charter|Handbook|Expectation|Toolkit"
)
_GOVERNANCE = re.compile(
    r"(?P<title>(?:[A-Z][\w-]*\s+){0,3}?(?:Corporate Governance Code|Code (?:of|on) (?:Best Practice (?:for|on|in|of) )?(?:Good )?Corporate Governance|(?:Ten |X )?Principles of (?:Good )?Corporate Governance|"
    r"Corporate Governance Principles)(?:\s+(?:for|of)\s+(?:the\s+)?(?:[A-Z][\w-]*)(?:\s(?:[A-Z][\w-]*|of|and))*)?)"
)


def standards_of_bodies(report: Report, names: Names, unit: Clean) -> Iterator[Fact]:
    """Frameworks that bear the letters or the name of the body that made them, and codes of corporate governance."""
    text = unit.text
    if not _HINT.search(text):
        return
    taken = [(k.start, k.end) for k in known_in("frameworks", text)]
    for start, end, body in (*_by_letters(names, text), *_by_name(names, text), *_governance(text)):
        if any(a < end and start < b for a, b in taken) or _known(text[start:end]) or not _tells(text[start:end]):
            continue
        taken.append((start, end))
        title = " ".join(text[start:end].split())
        fields = given(title=title, level=spoken_level(title), body=body, roles=roles_near(text, start, names))
        if spans := unit.spans(report.id, start, end):
            yield Fact("standards", title, fields, spans, 0.7)


def _tells(title: str) -> bool:
    """Does a title say more than that there are principles, and is it whole?"""
    words = [w for w in re.findall(r"\w+", title) if not re.fullmatch(r"(?:Ten|Six|\d+|Reporting|Sustainability|of|the|for)", w)]
    return len(words) > 1 and title.count("(") == title.count(")")


@cache
def _frameworks() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["match"]) for row in load("standards")["frameworks"])


def _known(title: str) -> bool:
    return any(pattern.search(title) for pattern in _frameworks())


def _by_letters(names: Names, text: str) -> Iterator[tuple[int, int, str | None]]:
    none = load("standards")["letters"]["none"]
    for match in _BY_LETTERS.finditer(text):
        body = match["body"]
        if body not in none and not names.is_member(names.canonical(body) or ""):
            yield match.start(), match.end(), names.canonical(body) or body


def _by_name(names: Names, text: str) -> Iterator[tuple[int, int, str | None]]:
    """ "the World Mill Council's Clean Mill Principles", "the Principles for Clean Mills of the World Mill Council"."""
    for mention in names.mentions(text):
        if names.is_member(mention.name):
            continue
        behind = _BY_NAME.match(text, mention.end)
        if behind and re.match(r"[A-Z(]", behind["rest"]) and len(behind["rest"].split()) > 1:
            yield mention.start, behind.end(), mention.name
        elif (
            (before := _OF_NAME.search(text[: mention.start]))
            and len(before["title"].split()) > 1
            and not re.search(r"\b(?:[Oo]ur|its|[Tt]he (?:Company|Group)['’]s)\s+$", text[: before.start()])
        ):
            lead = re.match(r"(?:(?:The|In|Our|Under|With|By|As|We|This)\s+)+", before["title"])
            start = before.start() + (lead.end() if lead else 0)
            if len(text[start : before.end("title")].split()) > 1:
                bare = re.fullmatch(r"Codes? of (?:Conduct|Practice)", text[start : before.end("title")])
                yield start, mention.end if bare else before.end("title"), mention.name


def _governance(text: str) -> Iterator[tuple[int, int, str | None]]:
    for match in _GOVERNANCE.finditer(text) if "Governance" in text else ():
        lead = re.match(r"(?:(?:The|In|Our|Under|With|By|As|We|This|Since)\s+)+", match["title"])
        if not re.search(r"\b(?:[Oo]ur|its|own|[Tt]he (?:Company|Group|Bank)['’]s)\s+$", text[: match.start()]) and not re.match(
            r"Our\b", match["title"]
        ):
            yield match.start() + (lead.end() if lead else 0), match.end(), None


@cache
def _lettered() -> re.Pattern[str]:
    groups = "|".join(rf"(?P<{level}>{'|'.join(forms)})" for level, forms in load("standards")["lettered"].items())
    return re.compile(rf"(?<![\w/.-])(?:{groups})(?![\w%]|[.,]\d)")


def lettered(report: Report, names: Names, unit: Clean) -> Iterator[Fact]:
    """Standards with letters in their number, and those of accounting: "ASTM A36", "IFRS 9", "GRI 14: Mining"."""
    for match in _lettered().finditer(unit.text):
        identifier = " ".join(match.group().split())
        fields = given(identifier=identifier, level=match.lastgroup, roles=roles_near(unit.text, match.start(), names))
        if spans := unit.spans(report.id, *match.span()):
            yield Fact("standards", identifier, fields, spans, 0.75)
