"""Which figures of a sentence that speaks of goals are goals: not what was reached, what is, what is foreseen, or what others want."""

from __future__ import annotations

import re

from kg.extract.stated import Stated
from kg.extract.targets_words import of_others, word

_AIM = re.compile(
    r"(?<!been )\b(?:(?:aim|plan|intend|commit|pledg|want|seek|striv|aspir|goal|target|objective|ambition)\w*(?:\s+(?:is|was|are))?\s+(?:to|of|for|at|by)\b"
    r"|will|at least|no more than|no less than)\s+(?:[a-z]+\s+){0,4}$",
    re.I,
)
_CURRENT = re.compile(
    r"\((?:base(?:line)?,?\s(?:year\s)?|status\s|actual\s|today\s|currently\s|now\s)?(?:FY\s?)?(?:(?:19|20)\d\d(?:/\d\d)?)?\s*:?\s*$"
)
"""What stands in brackets behind a goal is where things are: "below 2.0 by 2026 (2024: 2.6)"."""
_THEN_GOAL = re.compile(r"[^().;\d]{0,60}\((?:our\s|the\s)?(?:target|goal|aim|ambition)\b", re.I)
"""Behind what is reached, its goal in brackets: "24% of managers (target 2027: 30%)"."""
_ABOUT = r"(?:(?:about|around|some|over|more than|nearly|approximately|roughly|almost|up to|a total of|by|to|an?|the)\s)*"
_STANDS = re.compile(
    rf"\b(?:stood at|was|were|came to|amounted to|totall?ed|fell to|rose to|stands at|comprises?|consists? of|included|employs?|owns?|operates?|has|reference value of"
    rf"|base(?:line)? value of)\s{_ABOUT}$",
    re.I,
)
_CHANGED = re.compile(
    rf"(?<!be )(?<!been )(?<!is )(?<!are )\b(?:reduced|increased|decreased|improved|declined|lowered|raised|fell|rose|dropped|grew)\b(?P<what>[^;.]{{0,70}}?)\s?\b(?:by|from|to)\s{_ABOUT}$",
    re.I,
)
"""What was brought about: "we reduced our emissions by a total of"."""
_DONE_BEHIND = re.compile(
    r"\s(?:[\w-]+\s){0,2}?(?:achieved|reached|recorded|attained|realised|realized)\s(?:in|by|at|during|this|last)\b", re.I
)
_DONE_AHEAD = re.compile(
    r"\b(?:over-?achieved|exceeded|surpassed|outperformed|already (?:met|reached|achieved))\b[^;.]{0,60}\b(?:targets?|goals?|ambitions?|objectives?)\b[^;.]{0,30}\bwith (?:an? )?$",
    re.I,
)
_SET_BY = re.compile(
    r"\b(?:set|required|prescribed|imposed|mandated|laid down|fixed) (?:out )?(?:by|in) (?:the )?(?:[\w-]+ ){0,3}?(?:authority|regulat\w+|commission|laws?|government|ministry|EU|directive|legislation|decree)\b",
    re.I,
)
_NOW = re.compile(
    r"\b(?:opens?|offers?|creates?|means|provides?|represents?|accounts?|expires?|runs|remains|matures?|applies|ends|allows?|enables?)\b",
    re.I,
)
_FORETOLD = re.compile(r"\b(?:expect(?:s|ed)?|forecasts?|projected|anticipat\w+|likely)\b", re.I)
_FUTURE = re.compile(r"\b(?:will|shall|must|should|(?:is|are) to|to be)\b", re.I)


def is_target(one: Stated) -> bool:
    """No part of a date, no figure of a past year, no bare count that no word of wanting governs."""
    text, figure = one.sentence.text, one.quantity
    if any(w.start <= figure.start < w.end for w in one.dates) or _is_others(one) or _is_done(one) or _is_talk(one):
        return False
    return _is_due(one) or not _is_count(one) or bool(_AIM.search(text[max(0, figure.head - 60) : figure.start]))


def _is_due(one: Stated) -> bool:
    return any(w.role == "due" for w in one.dates)


def _is_count(one: Stated) -> bool:
    return one.quantity.unit is None or one.quantity.unit.dimension in ("", "count")


def _is_others(one: Stated) -> bool:
    """Wanted by a state, an authority, a customer; or a share of somebody's pay."""
    text, at = one.sentence.text, one.quantity.start
    return (
        of_others(text, at)
        or bool(
            _SET_BY.search(text[max(0, at - 160) : at])
            or (re.match(r"\s", text[one.quantity.end :]) and _SET_BY.match(text, one.quantity.end + 1))
        )
        or bool(word("no_metric").match(one.metric) or word("pay").search(one.metric))
    )


def _is_done(one: Stated) -> bool:
    """What is or was so: "fell to 12%", "(2024: 2.6)", "72% achieved in fiscal 2024", a figure of a past year."""
    text, figure = one.sentence.text, one.quantity
    past = next((w for w in one.dates if w.role == "actual" and 0 <= w.start - figure.end < 40), None)
    if past and not _is_due(one) and not re.search(r"[,;]|\bfrom\b|\bby\b", text[figure.end : past.start]):
        return True
    clause = _clause(one)
    changed = _CHANGED.search(clause)
    return (
        bool(_CURRENT.search(text[: figure.start]) or _STANDS.search(clause) or _DONE_AHEAD.search(clause))
        or bool(_THEN_GOAL.match(text, figure.end) or _DONE_BEHIND.match(text, figure.end))
        or (changed is not None and not word("verb").search(changed["what"]) and not _FUTURE.search(clause[: changed.start()][-25:]))
    )


def _clause(one: Stated) -> str:
    """The words before a figure, from the last semicolon or full stop on."""
    return re.split(r"[;.]\s", one.sentence.text[: one.quantity.start])[-1]


def _is_talk(one: Stated) -> bool:
    """A forecast, a rule ("within 30 days"), a plan for a day, a number in words that counts nothing wanted."""
    text, figure, clause = one.sentence.text, one.quantity, _clause(one)
    wanted = word("verb").search(text) or word("noun").search(text)
    timed = figure.unit is not None and figure.unit.dimension == "time" and not _is_due(one)
    if (timed and re.search(r"\b(?:would|could|can|may)\b", clause)) or (_FORETOLD.search(clause) and not wanted):
        return True
    if (timed or _NOW.search(clause)) and not (wanted or _FUTURE.search(text)):
        return True
    if not wanted and re.search(r"\b(?:stays?|remains?|continues?)\s(?:(?:at|within|below|above|to be)\s)?$", clause):
        return True
    lead = text[max(0, figure.head - 60) : figure.start]
    if _is_count(one) and figure.text.isalpha() and (not _AIM.search(lead) or re.search(r"\btargets? for (?:[a-z]+ )?$", lead)):
        return True
    # "the hall will host 300 guests in June 2025" is a plan
    return _is_count(one) and not wanted and bool(re.search(r"\d{4}-\d\d(?!-31)", one.period or ""))
