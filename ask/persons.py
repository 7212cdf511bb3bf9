"""Who: people by their names, or the roles, units and companies that a sentence says did something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ask.choice import Choice
from ask.lexicon import words
from ask.members import items_for, organizations_in
from ask.numbers import closeness
from ask.rank import Candidate
from ask.scope import Scope
from ask.understand import Reading

_ROLE = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof)\.?\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*|\b(?:[A-Z][\w&-]*\s+(?:of\s+|and\s+|for\s+|the\s+)*)*(?:General Manager|Manager|Chairman|Chairwoman|Chairperson|Chair|"
    r"Director|Directors|President|CEO|CFO|Officer|Board|Committee|Department|Office|Team|Group|Council|Secretary|Supervisor|Leader|Centre|Center|Division|Unit)\b(?:\s+of\s+[A-Z]\w+)?"
)
_WHO_IS = re.compile(r"\bwho(?:'s| is| was| are| were)? (?:the|its|their|your|our|currently) (?!\w+ed\b)|\bname of the\b", re.I)
_WHO_LEADS = re.compile(
    r"\bwho (?:currently )?(?:chairs|heads|leads|runs|founded|manages|serves|presides|directs)\b|\bwhose (?:name|signature)\b", re.I
)
_TITLES = frozenset("Chief Executive Officer Officers Director Directors President Board Committee Chair Chairman Chairwoman Chairperson Vice Senior Independent General "
                    "Manager Lead Non Head Supervisory Managing Group Company Audit Department Team Office Message Letter Report The Our United Nations".split())  # fmt: skip
_HONOUR = r"(?:Mr|Ms|Mrs|Dr|Prof|Professor|Judge|Shri|Smt|Sri|Sir|Dame|Lord|Lady)\.?"
_FULL = r"[A-Z][a-zà-ÿ'’-]+(?: [A-Z]\.| (?:de|da|di|van|von|der|den|del|la|bin|ter)\b){0,2}(?: [A-Z][\w'’-]+){1,2}"
_OFFICE = r"(?:Officer|Director|President|Manager|Chairman|Chairwoman|Chairperson|Chair|Head|Secretary|Counsel|Treasurer|Partner|CEO|CFO|COO|CTO|director|chairman|chair|president|manager|officer|head)"
_NAMED = re.compile(
    rf"\b(?P<honour>{_HONOUR} [A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+)){{0,3}})"
    rf"|\b{_OFFICE}(?: \([^)]*\))?,? (?P<after>{_FULL})"
    rf"|\b(?P<before>{_FULL})(?=(?:,| \(| [-–—])? (?:the |our |its |currently )?(?:[\w&-]+ ){{0,5}}(?:Chair\w*|President|CEO|CFO|Chief|Director|Manager|Head|Officer|Secretary|Counsel)\b(?! [A-Z]\w+ [A-Z]))"
    rf"|\b(?P<doing>{_FULL})(?=,? (?:who )?(?:[a-z]\w* )?(?:serves?|served|acts|acted|is|was|chairs|heads|leads|manages)\b)"
)
_BY = re.compile(
    r"\b(\w+(?:ed|en|un|ht|ne))(?: \w+ly)? by (?:the |our |its )?([A-Z][\w'’&-]*(?: (?:(?:of|for|and|the|de|do|da) )?[A-Z0-9][\w'’&-]*)*)"
)


_BY_SOME = re.compile(
    r"\b(\w+(?:ed|en|un|ht|ne))(?: \w+ly)? by ((?:an? |the |our |its )?(?:[\w-]+ ){0,4}?[\w-]{3,})(?=[.,;:)]|\s(?:and|that|which|who|in|of|on|at|with|for|to)\b|$)"
)
"""The same of whoever has no name: "owned by a diversified investor base"."""
_FORMER = re.compile(r"\b(?:former|formerly|first|late|founder|founding|then|predecessor|retired|outgoing|ex-)\b", re.I)


def by_name(reading: Reading) -> bool:
    """Does the question want a person's name: "who is the ...", "who chairs ..."?"""
    return bool(_WHO_IS.search(reading.english) or _WHO_LEADS.search(reading.english))


def person_choices(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """For each candidate the person, role or company in it that did what is asked."""
    return [_named(reading, c, scope) if by_name(reading) else _doer(reading, c, scope) for c in candidates]


def _named(reading: Reading, c: Candidate, scope: Scope) -> Choice:
    """The name in a sentence that stands closest to what is asked."""
    people = sorted(_people(reading, c.sentence.text, scope).items(), key=lambda p: -p[1])
    score = c.score + (0.4 * people[0][1] - 0.05 if people else -0.2) - (0.3 if c.sentence.heading else 0.0)
    return Choice(c, score, people[0][0] if people else "", typed=1.0 if people else 0.1)


def _people(reading: Reading, text: str, scope: Scope) -> dict[str, float]:
    """Names of people with how much of the question stands around each."""
    asked = set(words(reading.english))
    found: dict[str, float] = {}
    for match in _NAMED.finditer(text):
        group = match.lastgroup or "honour"
        name, start, end = match.group(group), match.start(group), match.end(group)
        if (
            _TITLES & set(name.replace(".", "").split())
            or set(words(name)) <= asked
            or (group in ("before", "doing") and _organization(name, scope))
        ):
            continue
        if _FORMER.search(text[max(0, start - 30) : end + 30]) and not _FORMER.search(reading.english):
            continue  # was it once
        found[name] = max(found.get(name, 0.0), closeness(reading, text[max(0, start - 60) : end + 90], scope))
    return found


def _organization(name: str, scope: Scope) -> bool:
    return any(name == s for n in scope.names for s in n.surfaces)


def _doer(reading: Reading, c: Candidate, scope: Scope) -> Choice:
    """Who did it: after "by", else a person, a role, a unit or a company; or the list of them."""
    text, asked = c.sentence.text, set(words(reading.english))
    people = sorted(_people(reading, text, scope).items(), key=lambda p: -p[1])
    roles = [m.group() for m in _ROLE.finditer(text)] + organizations_in(c.sentence, scope, reading, always=True)
    new = [r for r in [*(name for name, _ in people), *roles] if not set(words(r)) <= asked]
    said = [m for m in _BY.finditer(text) if not set(words(m.group(2))) <= asked]
    said = said or [m for m in _BY_SOME.finditer(text) if set(words(m.group(1))) & asked]
    doers = [m for m in said if set(words(m.group(1))) & asked]
    named = doers or [m for m in said if not new]
    listed = items_for(reading, c.sentence, scope)
    items = listed if len(listed) > 2 and all(i[:1].isupper() for i in listed) else ()
    score = c.score + (0.05 if new or items or named else -0.05) + (0.15 if doers else 0.0) - (0.3 if c.sentence.heading else 0.0)
    value = named[0].group(2) if named else new[0] if new else ""
    return Choice(c, score, value, values=items, typed=1.0 if new or named or items else 0.1)
