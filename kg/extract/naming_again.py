"""Names of further figures of what a sentence has already named: "from 9% in 2020", "(2023: 9%)", "our aim is to bring it under 8"."""

from __future__ import annotations

import re

from kg.extract.clauses import Around, Made
from kg.extract.wording import as_subject, inner, shortened

_FISCAL = r"FY\s?['’]?(?:(?:19|20)?\d\d(?:\s?[/–-]\s?\d{2,4})?)|(?:19|20)\d\d\s?[/–-]\s?\d{2,4}"


def again(place: Around) -> Made:
    """ "to 6 tons and 9 tons by 2030": the second figure is of what the first is."""
    joint = re.fullmatch(rf"\s*(?:(?:in|at|during)\s+(?:{_FISCAL}|(?:19|20)\d\d)\s*)?(?:,|and|or|,\s*and|to|/|i\.e\.)\s*", place.left)
    if not place.last or not joint or not (place.joined or place.left.strip() in ("or", "i.e.")):
        return None
    behind = place.right.strip(" ,.;")
    if (
        behind
        and behind != "from"
        and not re.match(
            r"(?:in|by|at|during|respectively|on|as of|compared)\b|(?:for|from) (?:the year|FY|\d|women\b|men\b|females?\b|males?\b)",
            behind,
        )
    ):
        return None
    changed = re.match(r"(?:Increase|Reduction) in ", place.last) and place.left.strip().endswith("to")
    return (place.thing if changed and place.thing else place.last), place.thing


_TOLD = (
    r"[\s,;(]*(?:up |down |as )?(?:from|versus|vs\.?|compared (?:with|to)|in comparison (?:with|to)|against|and from|contrasting with|(?:more than |almost |nearly |about )?(?:double|triple|twice|half)"
    r"|in contrast to)\s*(?:an?|the|about|only)?\s*"
)


def looking_back(place: Around) -> Made:
    """ ", from 9% in 2020", "compared with 9 tons", "(2023: 9%)", "against a baseline of 9 tons": another figure of the same thing."""
    year = re.fullmatch(rf"[\s(]*(?:(?:in )?(?:{_FISCAL}|(?:19|20)\d\d)|(?:previous|prior|last) year|PY)\s*[:=]\s*", place.left, re.I)
    base = re.search(r"\bbase(?:line)?(?:\s(?:value|level))?\s+of\s*$", place.left, re.I)
    beside = _before_in_brackets(place) or _bare_in_brackets(place)
    if not (year or base or beside or re.fullmatch(_TOLD, place.left, re.I)):
        return None
    whole = year or beside or (place.last.startswith("Share of") and place.dimension == "share")
    name = place.last if whole else place.thing or place.last
    return (name, place.thing) if name else None


def _before_in_brackets(place: Around) -> bool:
    """ "2,184 people (2,057 a year before)"."""
    behind = r"\s*(?:(?:a|one|the) year (?:before|earlier|ago)|(?:in )?(?:the )?(?:previous|prior|last|preceding) year|in (?:FY)?(?:19|20)\d\d)\s*"
    return place.lead == "(" and not place.left.strip() and re.fullmatch(behind, place.right) is not None


def _bare_in_brackets(place: Around) -> bool:
    """ "4.2 percent (3.9)": the year before, as annual reports print it; decimals only, for a whole number there is mostly a note."""
    return place.lead == "(" and not place.left.strip() and not place.right.strip() and place.bare_decimal


_WANTED = re.compile(
    r"[\s;,]*(?:(?:and|with|while|where|against|versus|exceeding|surpassing|beating|missing|compared with|short of)\s)?(?:(?:our|the|its|a)\s)(?:[\w-]+\s){0,3}?(?:plan|targets?|goals?|objectives?|aims?|ambition|target value)"
    r"(?:\sfor\s(?:[\w-]+\s?){1,3})?(?:\s(?:is|was|remains|being|now|aims|of))*"
    r"(?:\s(?:to\s)?(?:bring|get|push|keep|reduce|lower|cut|raise|increase|take|reach|achieve)(?:\s(?:it|this|them|that|the figure))?)?(?:\s(?:to|at|of|under|below))?\s*",
    re.I,
)


def goal_of_the_same(place: Around) -> Made:
    """ "waste was recovered at 71%, the objective being 80%"; "our aim is to bring it under 8": the goal for what was just named."""
    name = place.thing if re.match(r"(?:Increase|Reduction) in ", place.last) and place.thing else place.last
    if (
        not name
        or not _WANTED.fullmatch(place.left)
        or re.match(r"\s*(?!by\b|in\b|for\b|before\b|until\b|at\b|or\b|and\b)[a-z]{3}", place.right)
    ):
        return None
    return name, place.thing


def bracketed(place: Around) -> Made:
    """ "waste (2,940 tonnes)", "exposed employees are trained (91% in 2023)": the words before the bracket say what it is of."""
    alone = re.fullmatch(r"\s*(?:in|at|as of|on)?\s*(?:the end of\s)?(?:\d{1,2}\s\w+\s)?(?:(?:19|20)\d\d)?\s*", place.right)
    said = place.before.rstrip("( ").strip()
    if place.lead != "(" or place.left.strip() or alone is None or not said or re.search(r"\d", said):
        return None
    if place.dimension == "share":
        told = as_subject(said)
        passive = (
            re.search(r"\s(?:is|are|was|were|have|has)\s", said)
            and 2 < len(told.split()) <= 12
            and not re.match(r"\W*(?:we|it|they|this)\b", said, re.I)
        )
        return (f"Share of {inner(told)}", told) if passive else None
    small = re.search(r"(?:^|\s)((?:[A-Za-z][\w-]*\s){0,3}[A-Za-z][\w-]+)$", said)
    plain = place.dimension in ("mass", "energy", "volume", "area", "co2e") and small and len(said.split()) <= 4
    name = shortened(said) if plain else ""
    return (name, name) if name and not re.search(r"\b(?:is|are|was|were|we|of|by|in|to)\b", name) else None
