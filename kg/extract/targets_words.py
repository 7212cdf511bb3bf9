"""Words of targets: whose a goal is, where it ends, which figure it has."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from kg.data import load
from kg.extract.documents import states
from kg.extract.figures import quantities
from kg.quantities import Style

LONGEST = 16
"""Words of a goal."""


@cache
def word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(load('targets')['words'][name])})(?![\w-])", re.I)


@cache
def _of_others() -> re.Pattern[str]:
    """A sentence, or a clause, whose subject is somebody else: "The European Union wants to ..."."""
    who = "|".join([*load("targets")["words"]["others"], *(p.pattern for _, p in states())])
    return re.compile(
        rf"(?:^|[;:]\s|,\s(?:and|but|while)\s)(?:(?:In|By|Under|According to|Until)\s[^,]{{2,40}},\s)?(?:{who})(?:\s(?:in|of|for|on)\s[^,]{{2,40}}?)?\s"
        r"(?:has|have|had|aims?|wants?|plans?|intends?|pledged?|commit\w*|seeks?|requires?|foresees?|sets?|will|is|are|strives?|obliges?|stipulates?|limits?|demands?|mandates?|calls?|by law)\b",
        re.I,
    )


@cache
def _obliged() -> re.Pattern[str]:
    """ "Under the EU directive, new buildings must ...": a rule of others leads the sentence."""
    return re.compile(
        r"^(?:Under|According to|Pursuant to|As required by|In line with|Following)\s[^,]{0,60}\b(?:EU|directive|laws?|act|regulations?|agreement|government|national|legislation|decree)\b[^,]{0,40},",
        re.I,
    )


def of_others(text: str, at: int) -> bool:
    """Is what stands at `text[at]` wanted by a state, a law, a customer or a rival? "We" or "our" nearer by tells the contrary."""
    found = max((m.end() for m in (*_of_others().finditer(text), *_obliged().finditer(text)) if m.start() <= at), default=-1)
    return found >= 0 and not re.search(r"\b(?:we|our (?:own|target|goal|ambition|aim|company|group|bank))\b", text[found:at], re.I)


DUE = r"(?:by|before|until|no later than|not later than|latest by|from|in|as (?:of|from))\s(?:the\s)?(?:end\sof\s|start\sof\s|beginning\sof\s|mid-)?(?:the\s)?(?:fiscal |financial |year )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s)?(?:\d{1,2}\s\w+\s)?(?:FY\s?)?20\d\d(?:/\d\d)?"


TRIM = re.compile(
    rf",?\s*(?:{DUE}).*$|,\s(?:which|who|thereby|thus|so|and\s(?:we|to|will|has|have|is|are))\b.*$|\s(?:so that|in order to|in line with|as part of|compared (?:with|to)|through|while)\b.*$|\.$",
    re.S,
)
PAST = re.compile(
    r"\b(?:has|have|had) (?:already |been )|\b(?:achieved|reached|met|completed|exceeded|fulfilled|was|were)\b|\balready\b", re.I
)


def figure_of(goal: str, style: Style) -> tuple[Decimal | None, str | None]:
    """The first figure of a goal with its unit; nothing for words, and 0 for "zero" and "no"."""
    if re.match(r"(?:net[- ])?zero\b|no\b|.*\b(?:of|to|at) zero$", goal, re.I):
        return Decimal(0), None
    if re.match(r"halv(?:e|ing)\b|cut in half\b", goal, re.I):
        return Decimal(50), "%"
    first = next((q for q in quantities(goal, style, ()) if q.text[:1].isdigit() or not q.text.isalpha()), None)
    if first:
        return first.value, first.unit.text if first.unit else None
    span = re.search(r"\b(\d+(?:\.\d+)?)\s(seconds?|minutes?|months?|years?)\b", goal)  # elsewhere mere talk, here what is aimed at
    return (Decimal(span[1]), span[2]) if span else (None, None)


def is_goals(title: str) -> bool:
    """Does a heading stand over a list of targets?"""
    return len(title) < 80 and bool(word("heading").search(title)) and not word("aside").search(title)


def late(text: str, year: int | None) -> str | None:
    """The one year to come that a title or the line over a list names: "Objectives until 2030:"."""
    found = {y for y in re.findall(r"(?<!\d)20\d\d(?!\d)", text) if year is None or int(y) > year}
    return found.pop() if len(found) == 1 and len(text) < 200 else None
