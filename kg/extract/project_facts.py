"""What is said of a project beside its name: kind, size, place, partners, who pays, and how far it is."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from kg.data import load
from kg.facts import Fact, given
from kg.names import Names
from report.model import Span

CAPACITY = re.compile(
    r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)\s?-?(?:(million|billion|thousand|10,000)\s+)?"
    r"(MWp|kWp|GWp|MWh|GWh|TWh|kWh|MW|kW|GW|tonnes?|tons?|tpa|t/a|ktpa|Mtpa|square met(?:re|er)s?|square kilomet(?:re|er)s|hectares?|"
    r"cubic met(?:re|er)s?|m3|m2|units|pieces|vehicles|MVA|kV)(?!\w)"
    r"(?:\s+(?:per (?:year|annum|day)|/year|a year|annually))?"
)
_FUNDED = re.compile(r"\bfunded by (?:the )?((?:20\d\d\s+)?[A-Z][\w&.\-]*(?:\s+(?:of|for|and|&|the|\([A-Z][^)]*\)|[A-Z][\w&.\-]*))*)")
_WHERE = re.compile(
    r"\b(?:in|at|near|(?:on|of)\s+(?:the|our|its)(?:\s+roofs?\s+of\s+(?:the|our|its))?(?=\s+[A-Z]\w+\s+(?:plant|hall|site|works|depot|mill|warehouse|store|factory|dairy|bakery|campus|terminal|landfill|office|mine)\b))\s+(?:(?:the|our|its)\s+)?((?:[A-Z][\w\-]+)(?:\s+(?:[A-Z][\w\-]+|of))*(?:,\s+[A-Z][\w\-]+)?)"
)
_NO_PLACE = re.compile(
    r"(?:20\d\d|Q\d|FY|Phase|Europe\b$|[A-Z][a-z]+ 20\d\d|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Addition|This|The|Case|Top|List|Chapter|Section|Table|Company|Group)\b"
)


@cache
def any_of(*path: str) -> re.Pattern[str]:
    """The words at a place of the data file, as one pattern."""
    table: Any = load("projects")
    for step in path:
        table = table[step]
    return re.compile(rf"\b(?:{'|'.join(table)})(?!\w)", re.I)


def project_type(text: str) -> str | None:
    """The kind of a project by the words of its name."""
    return next((kind for kind, words in _types() if words.search(text)), None)


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"(?<![A-Za-z])(?:{'|'.join(words)})(?:e?s)?(?![A-Za-z])", re.I))
        for kind, words in load("projects")["types"].items()
    )


_FOR_PEOPLE = re.compile(r"\b(?:programm?e?|initiative|campaign|academy|school|challenge|day|week|fund)s?\b", re.I)
"""What is called so has the kind that its own words say, and not that of the works told around it."""


_SIZE_OF_OTHER = re.compile(
    r"\b\d[\d.,]*\s?[kMGT]Wh?p?\s(?:[a-z-]+\s){0,4}?(?:systems?|farms?|parks?|arrays?|turbines?|batter(?:y|ies)|boilers?)\b"
)
"""A size that is said with another thing of the same sentence."""


def status_of(text: str) -> str | None:
    """How far a project is, by the words around it."""
    for status in ("operating", "completed", "under construction", "planned"):
        match = any_of("status", status).search(text)
        if match and not (status != "planned" and any_of("status", "planned").search(text[: match.start()])):
            return status
    return "planned" if any_of("status", "planned").search(text) else None


def capacities(text: str) -> tuple[dict[str, Any], ...]:
    """Up to four sizes of a text, each with its value, unit and perhaps what it is of."""
    found = []
    for match in CAPACITY.finditer(text):
        value = Decimal(match.group(1).replace(",", ""))
        unit = " ".join(part for part in (match.group(2), match.group(3)) if part)
        what = re.search(r"([a-z\-]+(?: [a-z\-]+){0,3}) (?:of|reaches|is|to|at)\s*$", text[: match.start()])
        item = {"value": value, "unit": unit} | ({"what": what.group(1)} if what else {})
        if item not in found:
            found.append(item)
    return tuple(found[:4])


def project_fact(
    names: Names, block: int, name: str, spans: tuple[Span, ...], near: str, at: int, confidence: float, owner: str | None = None
) -> Fact:
    """A project of this name; the words about it are `near`, those behind its name begin at `at`."""
    partners = tuple(
        dict.fromkeys(
            m.name
            for m in names.mentions(near)
            if not names.is_member(m.name)
            and re.search(r"\b(?:with|and|jointly|partner\w*|cooperat\w+|together)\b[^.]{0,60}$", near[: m.start])
        )
    )
    operator = owner or _whose(names, near, name) or names.subject(near, at, block)
    operator = operator if operator and names.is_member(operator) else names.company_at(block)
    funded = _FUNDED.search(near)
    sized = capacities(name) or capacities(_SIZE_OF_OTHER.sub(" ", near) if name in near else near)
    fields = given(
        name=name,
        type=project_type(name) or (None if _FOR_PEOPLE.search(name) else project_type(near)),
        operators=(operator,) if operator else (),
        capacity=sized,
        location=_location(near[at:], names),
        partners=partners,
        funded_by=re.sub(r"\s+(?:of|and|for|the)$|[.,]$", "", funded.group(1)) if funded else None,
        status=status_of(near),
    )
    return Fact("projects", name, fields, spans, confidence)


def _whose(names: Names, near: str, name: str) -> str | None:
    """The member whose project it is said to be right behind its name: "the solar project of X", "jointly completed by X and Y"."""
    start = near.find(name)
    if start < 0:
        return None
    behind = near[start + len(name) :]
    cue = re.match(r"[\"”]?\s(?:of|by|(?:was |were |is |has been |,\s)?(?:jointly )?[a-z]+(?:ed|en|ilt) by)\s(?:the\s)?", behind)
    mentions = names.mentions(behind) if cue else []
    return next((m.name for m in mentions if cue and m.start == cue.end() and names.is_member(m.name)), None)


def _location(text: str, names: Names) -> str | None:
    """The first capitalised words after "in" or "at" that are no date, no organization and no exchange or fair."""
    for where in _WHERE.finditer(text):
        place = where.group(1)
        owner = names.canonical(place)
        of_the_group = owner and names.is_member(owner) and owner != names.reporter and not where.group().startswith("in")
        if (not owner or of_the_group) and not _NO_PLACE.match(place):
            return place
    return None
