"""Questions for a figure, answered from the series that the graph holds.

From a series come the figure of a year, how it changed, the year of the most, and what share a part has of its whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ask.arithmetic import percent, rounded, shown
from ask.exact import Sought, value_of
from ask.lexicon import words
from ask.periods import year_of
from ask.proposal import Proposal, Value
from ask.queries import of_observations
from ask.rank import Facts, Record
from ask.scope import Scope, Source
from ask.series import NEUTRAL, PERCENT, clear, fitting
from ask.text import Evidence
from ask.understand import Reading

SURE = 0.9
EVEN = 0.02
"""Series of a change are told apart by less: what it is of is often said in plain words."""
_CHANGE = re.compile(
    r"\bby (?:how (?:much|many)|what)\b.*\b(?:gr[eo]w\w*|rise|rose|increas\w*|fall|fell|drop\w*|decreas\w*|declin\w*|chang\w*|shr[iau]nk|reduc\w*|cut|go(?:ne)? (?:up|down)|went (?:up|down))\b",
    re.I,
)
_DEVELOPED = re.compile(
    r"^\W*how (?:did|has|have|had) (?!.*\b(?:its|their|approach|policy|strategy|role)\b).+\b(?:changed?|develop(?:ed)?|evolved?|moved?)\b(?! (?:its|their|the|an?)\b)"
    r"|\bwhat (?:is|was) the (?:percentage |absolute |relative )?(?:change|increase|decrease|reduction|growth|rise|drop|fall|decline) (?:in|of) .+\b(?:against|compared|from|versus|vs|over|since|relative|between|year[- ]on[- ]year)\b",
    re.I,
)
_LEVEL = re.compile(r"\b(?:save[ds]?|saving|avoid\w*|reduc\w*|cut|increas\w*|decreas\w*|gr[eo]w\w*|fell|fall|rose|rise|chang\w*)\b", re.I)
_WHICH_YEAR = re.compile(r"\b(?:which|what|in (?:which|what)) (?:fiscal |financial |reporting )?year\b.*\b(?P<most>most|highest|largest|biggest|greatest|maximum|peak)\b|"
                        r"\b(?:which|what|in (?:which|what)) (?:fiscal |financial |reporting )?year\b.*\b(?P<least>least|lowest|smallest|fewest|minimum)\b", re.I)  # fmt: skip
_SHARE_OF = re.compile(
    r"\b(?:what|which) (?:share|percentage|per ?cent|proportion|part|fraction) of (?P<whole>.+?) (?:came|comes|come|was|were|is|are|went|goes|stems?|stemmed|originat\w+|fell|falls)\b(?: (?:from|on|to|due to|by|in))? (?P<part>.+)$",
    re.I,
)
_PLAN = re.compile(r"\b(?:target|goal|aim|aims|plan|plans|planned|objective|ambition|by 20\d\d|want|intend|commit\w*)\b", re.I)
_DENIED = re.compile(r"\b(?:not|never|without|other than|except|excluding)\b|\b(?:and|or) (?:how|was|were|is|are|did|by)\b", re.I)


def developed(question: str) -> bool:
    """Does a question ask how a figure changed: "How did emissions develop?"?"""
    return bool(_DEVELOPED.search(question))


def from_series(library: Source, reading: Reading, facts: Facts, scope: Scope, sought: Sought) -> Proposal | None:
    """The figure, change, year or share that a question asks for, where the series of the graph give one without doubt."""
    low = reading.english
    if reading.parts or not (developed(low) or reading.wants in ("number", "count", "text", "date", "comparison")):
        return None
    which = _WHICH_YEAR.search(low)
    if which:
        return _peak(library, reading, facts, scope, bool(which["most"]))
    if reading.wants == "date" or _DENIED.search(low) or _PLAN.search(low):
        return None
    if developed(low) or _CHANGE.search(low):
        return _change(library, reading, facts, scope)
    if reading.wants == "comparison" or len(reading.years) > 1 or (_LEVEL.search(low) and reading.wants != "number"):
        return None
    share = _SHARE_OF.search(low.rstrip(" ?."))
    return _figure(library, reading, facts, scope) or (_share(library, share, reading, facts, scope, sought) if share else None)


def _year(reading: Reading, scope: Scope) -> int | None:
    return reading.years[0] if reading.years else scope.year


def _figure(library: Source, reading: Reading, facts: Facts, scope: Scope) -> Proposal | None:
    found = clear(fitting(reading, facts, scope), _year(reading, scope))
    if found is None:
        return None
    series, records = found
    told = [series.records[0]["metric"], *map(str, (records[0].get("dimensions") or {}).values()), records[0]["period"]]
    shown_as = ", ".join(str(t) for t in dict.fromkeys(told) if t)
    return _proposal(library, scope, f"{value_of(records[0])} ({shown_as})", (value_of(records[0]),), records)


def _change(library: Source, reading: Reading, facts: Facts, scope: Scope) -> Proposal | None:
    """By how much a measure changed from the year before, or between two years."""
    first, last = _span(reading, scope.year)
    plain = _level(reading)
    dated = [f for f in fitting(plain, facts, scope) if len(f.series.of(last)) == len(f.series.of(first)) == 1]
    found = clear(dated, last, EVEN)
    old = found[0].of(first)[0] if found else None
    return _changed(library, reading, scope, found[1][0], old) if found and old and old["value"] else None


_AGAINST = re.compile(
    r"\b(?:against|than|since|over|versus|from|compared (?:to|with)|relative to)(?: in)?(?: fiscal| financial| FY)?(?: year)? ?(?:(?:19|20)\d\d|(?:the )?(?:previous|prior|last|preceding) (?:\w+ )?(?:year|period)\b)",
    re.I,
)


def _span(reading: Reading, own: int | None) -> tuple[int | None, int | None]:
    """The two years of a change: those that are named; the one before where one is; for "against 2020" that one and the report's own."""
    if len(reading.years) > 1:
        return min(reading.years), max(reading.years)
    if reading.years and own and reading.years[0] < own and _AGAINST.search(reading.english):
        return reading.years[0], own
    last = max(reading.years, default=own)
    return last - 1 if last else None, last


def _level(reading: Reading) -> Reading:
    """The same question for the measure itself: words of change are no part of it."""
    change = frozenset(
        words(
            "increase increased grow grew grown rise rose fall fell drop dropped decrease decreased decline change changed reduce reduced cut shrink shrank improve go went up down percent much many develop developed evolve evolved move moved compare compared against versus year-on-year growth reduction"
        )
    )
    return replace(
        reading,
        terms=tuple(t for t in reading.terms if not set(t.stems) <= change),
        wants="number",
        noun=() if set(reading.noun) <= change else reading.noun,
        unit=None if reading.unit == "share" else reading.unit,
    )


def _changed(library: Source, reading: Reading, scope: Scope, new: Record, old: Record) -> Proposal:
    one, two = Decimal(str(new["value"])), Decimal(str(old["value"]))
    change = rounded(percent(one - two, two))
    way = "more" if one > two else "less" if one < two else "no change"
    told = f"{value_of(new)} in {year_of(new)} against {value_of(old)} in {year_of(old)} ({new['metric']})"
    share = "%" in str(new["unit"] or new["value_text"])
    if PERCENT.search(reading.english) and not share:
        computation = f"({shown(one)} - {shown(two)}) / {shown(two)} = {shown(change)}%"
        return _proposal(library, scope, f"{shown(abs(change))}% {way}: {told}", (f"{shown(abs(change))}%",), [new, old], computation)
    high, low = max(one, two), min(one, two)
    unit = " percentage points" if share else f" {new['unit']}" if new["unit"] else ""
    made = f"{shown(high - low)}{unit}"
    return _proposal(
        library,
        scope,
        f"{made} {way}: {told}",
        (made, value_of(new), value_of(old)),
        [new, old],
        f"{shown(high)} - {shown(low)} = {shown(high - low)}",
    )


def _peak(library: Source, reading: Reading, facts: Facts, scope: Scope, most: bool) -> Proposal | None:
    """The year in which a measure was highest or lowest."""
    years = reading.years
    aside = frozenset(
        words("year highest largest biggest greatest most maximum peak lowest least smallest fewest minimum volume number amount")
    )
    plain = replace(reading, terms=tuple(t for t in reading.terms if not set(t.stems) <= aside), wants="number", unit=None)
    for found in fitting(plain, facts, scope, 0.45):
        dated = [r for r in found.series.records if (y := year_of(r)) and (len(years) < 2 or min(years) <= y <= max(years))]
        if len({year_of(r) for r in dated}) < 2:
            continue
        top = (max if most else min)(dated, key=lambda r: (float(r["value"]), -(year_of(r) or 0)))
        told = "; ".join(f"{year_of(r)}: {value_of(r)}" for r in sorted(dated, key=lambda r: year_of(r) or 0))
        answer = f"{year_of(top)}: {value_of(top)} ({top['metric']}; {told})"
        return _proposal(library, scope, answer, (str(year_of(top)), value_of(top)), [top, *(r for r in dated if r is not top)])
    return None


def _share(library: Source, match: re.Match[str], reading: Reading, facts: Facts, scope: Scope, sought: Sought) -> Proposal | None:
    """A part in percent of its whole, where the graph holds both in one unit."""
    whole = replace(sought(match["whole"]), wants="number", unit=None, years=reading.years)
    part = replace(sought(f"{match['whole']} {match['part']}"), wants="number", unit=None, years=reading.years)
    year = _year(reading, scope)
    one = next(((f, r[0]) for f in fitting(part, facts, scope, 0.5) if (r := f.series.of(year)) and "%" not in str(r[0]["unit"])), None)
    if one is None:
        return None
    found, record = one
    asked = {s for t in part.terms for way in (t.stems, *t.ways) for s in way} | set(words(f"{match['whole']} {match['part']}"))
    if found.series.own - NEUTRAL - asked:
        return None  # a part of the part that is asked for: hazardous waste recycled, for waste recycled
    wholes = [(f, r[0]) for f in fitting(whole, facts, scope, 0.5) if (r := f.series.of(year)) and r[0]["unit"] == record["unit"]]
    larger = [
        (f, r)
        for f, r in wholes
        if r["value"] > record["value"] and f.series.own <= found.series.own | NEUTRAL | frozenset(words(match["whole"]))
    ]
    if not larger:
        return None
    total = max(larger, key=lambda w: (w[0].worth, w[1]["value"]))[1]
    made = rounded(percent(Decimal(str(record["value"])), Decimal(str(total["value"]))))
    computation = f"{shown(Decimal(str(record['value'])))} / {shown(Decimal(str(total['value'])))} = {shown(made)}%"
    answer = f"{shown(made)}%: {value_of(record)} ({record['metric']}) of {value_of(total)} ({total['metric']})"
    return _proposal(library, scope, answer, (f"{shown(made)}%",), [record, total], computation)


def _proposal(
    library: Source, scope: Scope, answer: str, values: tuple[Value, ...], records: Sequence[Record], computation: str | None = None
) -> Proposal:
    places: dict[tuple[int, int], Evidence] = {(e["start"], e["end"]): e for r in records for e in r["evidence"]}
    query = of_observations(library, scope.report, records)
    return Proposal(answer, values, tuple(places.values())[:12], "graph", {"series": 1.0}, query, computation=computation, confidence=SURE)
