"""Questions for a figure, answered from the series that the graph holds: one measure, broken down one way, over the years.

A series answers when it says all that weighs in the question, and little beside. From it come the figure of a year, how it changed, the
year of the most, and what share a part has of its whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from ask.exact import Sought, value_of
from ask.lexicon import words
from ask.periods import year_of
from ask.proposal import Proposal, Value
from ask.queries import of_observations
from ask.rank import Facts, Record
from ask.scope import Scope, Source
from ask.sums import percent, shown
from ask.text import Evidence, says
from ask.understand import Reading, Term
from kg.units import lookup, unit_of

SURE = 0.9
HEAVY = 0.3
"""A term that weighs so much must be said."""
LEAST = 0.7
"""What a series must be worth: the share of the question that it says, less what it says beside."""
BESIDE = 0.45
"""What a series loses that says only things that were not asked."""
PLAIN = 0.04
"""What "total" and the like are worth where question and series say them."""
CLEAR = 0.06
"""A series answers alone when no other with another value is so near."""
CELL = 3
"""Words of a cell that holds a value, at most."""
BARE = 0.9
"""What a series must be worth to a question of common words alone: "employees"."""
LIGHT = 0.15
"""What a term that is said everywhere weighs when a series lacks it: "steel" tells one slag from another."""
VERB = 0.12
"""What is lost where a table leaves out the verb: "Groundwater" for "groundwater was withdrawn"."""
_NEUTRAL = frozenset(
    words(
        "total number year end amount overall annual all group company figure unit quantity volume the of by rate share percentage during period our and in"
    )
)
_CHANGE = re.compile(
    r"\bby (?:how (?:much|many)|what)\b.*\b(?:gr[eo]w\w*|rise|rose|increas\w*|fall|fell|drop\w*|decreas\w*|declin\w*|chang\w*|shr[iau]nk|reduc\w*|cut|go(?:ne)? (?:up|down)|went (?:up|down))\b",
    re.I,
)
_LEVEL = re.compile(r"\b(?:save[ds]?|saving|avoid\w*|reduc\w*|cut|increas\w*|decreas\w*|gr[eo]w\w*|fell|fall|rose|rise|chang\w*)\b", re.I)
_PERCENT = re.compile(r"\b(?:per ?cent|percentage)\b", re.I)
_WHICH_YEAR = re.compile(r"\b(?:which|what|in (?:which|what)) (?:fiscal |financial |reporting )?year\b.*\b(?P<most>most|highest|largest|biggest|greatest|maximum|peak)\b|"
                        r"\b(?:which|what|in (?:which|what)) (?:fiscal |financial |reporting )?year\b.*\b(?P<least>least|lowest|smallest|fewest|minimum)\b", re.I)  # fmt: skip
_SHARE_OF = re.compile(
    r"\b(?:what|which) (?:share|percentage|per ?cent|proportion|part|fraction) of (?P<whole>.+?) (?:came|comes|come|was|were|is|are|went|goes|stems?|stemmed|originat\w+|fell|falls)\b(?: (?:from|on|to|due to|by|in))? (?P<part>.+)$",
    re.I,
)
_PLAN = re.compile(r"\b(?:target|goal|aim|aims|plan|plans|planned|objective|ambition|by 20\d\d|want|intend|commit\w*)\b", re.I)
_DENIED = re.compile(r"\b(?:not|never|without|other than|except|excluding)\b|\b(?:and|or) (?:how|was|were|is|are|did|by)\b", re.I)


@dataclass(frozen=True)
class Series:
    """Observations of one measure, breakdown, unit and company, by year."""

    records: tuple[Record, ...]

    @cached_property
    def own(self) -> frozenset[str]:
        """Stems of the measure and its breakdown."""
        first = self.records[0]
        return frozenset(words(" ".join([str(first["metric"]), *map(str, (first.get("dimensions") or {}).values())])))

    @cached_property
    def around(self) -> frozenset[str]:
        """The same with the section and the unit."""
        first = self.records[0]
        sections = " ".join({e["section"] or "" for e in first["evidence"]})
        return self.own | frozenset(words(f"{sections} {first.get('unit') or ''}"))

    def of(self, year: int | None) -> list[Record]:
        """Its records of a year."""
        return [r for r in self.records if year_of(r) == year]


@dataclass(frozen=True)
class Found:
    """A series with what it is worth to a question, 0 to 1."""

    series: Series
    worth: float


def series_in(facts: Facts) -> list[Series]:
    """All series of the tables of a report, in the order of their first record; what single sentences say is better read there."""
    groups: dict[tuple[object, ...], list[Record]] = {}
    for record in facts.of("observations"):
        if record["value"] is not None and record["type"] not in ("target", "rank") and _from_table(record):
            key = (
                record["metric"],
                tuple(sorted((record.get("dimensions") or {}).items())),
                record["unit"],
                record["subject"],
                record["evidence"][0]["section"],
            )
            groups.setdefault(key, []).append(record)
    return [Series(tuple(group)) for group in groups.values()]


def _from_table(record: Record) -> bool:
    """Does the value stand by itself in one of its quotes, as in a cell?"""
    return len(record["evidence"]) > 1 and any(len(e["quote"].split()) <= CELL and re.search(r"\d", e["quote"]) for e in record["evidence"])


def from_series(library: Source, reading: Reading, facts: Facts, scope: Scope, sought: Sought) -> Proposal | None:
    """The figure, change, year or share that a question asks for, where the series of the graph give one without doubt."""
    low = reading.english
    if reading.parts or reading.wants not in ("number", "count", "text", "date", "comparison"):
        return None
    which = _WHICH_YEAR.search(low)
    if which:
        return _peak(library, reading, facts, scope, bool(which["most"]))
    if reading.wants == "date" or _DENIED.search(low) or _PLAN.search(low):
        return None
    if _CHANGE.search(low):
        return _change(library, reading, facts, scope)
    if reading.wants == "comparison" or len(reading.years) > 1 or (_LEVEL.search(low) and reading.wants != "number"):
        return None
    share = _SHARE_OF.search(low.rstrip(" ?."))
    return _figure(library, reading, facts, scope) or (_share(library, share, reading, facts, scope, sought) if share else None)


# ------------------------------------------------------------------------------------------------------------ what fits
def fitting(reading: Reading, facts: Facts, scope: Scope, least: float = LEAST) -> list[Found]:
    """The series that say what weighs in a question, best first."""
    asked = [t for t in reading.content if not _measures(t, reading) and t.name != _own_name(scope)]
    if not asked:
        return []
    least = least if sum(t.weight for t in asked) >= HEAVY else BARE
    known = _NEUTRAL | frozenset(words(reading.english)) | {s for t in reading.terms for way in t.ways for s in way}
    stems = {s for t in asked for way in (t.stems, *t.ways) for s in way}
    found = [
        Found(series, worth)
        for series in facts.series
        if series.own & stems and (worth := _worth(series, asked, known, reading, scope)) >= least
    ]
    return sorted(found, key=lambda f: (-f.worth, f.series.records[0]["evidence"][0]["start"]))


def _own_name(scope: Scope) -> str | None:
    return scope.reporter.label if scope.reporter else None


def _measures(term: Term, reading: Reading) -> bool:
    """Is a term only the unit that is asked for: "metric tons", "hours"?"""
    unit = lookup(" ".join(term.stems)) or lookup(term.stems[-1])
    return reading.unit is not None and unit is not None and unit.dimension == reading.unit


_VERBS = frozenset(
    words(
        "emitted emit consumed consume withdrawn withdraw generated generate used recorded produced discharged reported achieved purchased received employed registered amounted spent invested donated paid"
    )
)


def _worth(series: Series, asked: Sequence[Term], known: frozenset[str] | set[str], reading: Reading, scope: Scope) -> float:
    """How much of the question a series says, less what it says beside; 0 where something that weighs is missing."""
    said = total = 0.0
    for term in asked:
        told = max(says(term, series.own, scope), 0.8 * says(term, series.around, scope))
        if told < 0.5 and term.weight >= HEAVY and not set(term.stems) <= _VERBS:
            return 0.0
        weight = term.weight if told >= 0.5 else max(LIGHT, term.weight)
        total += weight
        said += weight * (told if told >= 0.5 or not set(term.stems) <= _VERBS else 1 - VERB * total)
    beside = [s for s in series.own if s not in known and not s.isdigit()]
    names = [s for s in series.own if not s.isdigit()]
    extra = sum(scope.rarity(s) for s in beside) / (sum(scope.rarity(s) for s in names) or 1.0)
    plain = len(_NEUTRAL & series.own & frozenset(words(reading.english)))
    return said / total - BESIDE * extra + PLAIN * min(2, plain) if _unit_fits(series.records[0], reading) else 0.0


_RATE = re.compile(r"\b(?:rate|share|percentage|per ?cent|proportion|ratio|intensity|per)\b", re.I)


def _unit_fits(record: Record, reading: Reading) -> bool:
    """A share is no amount, tons are no money."""
    unit = unit_of(str(record["unit"])) if record["unit"] else None
    dimension = unit.dimension if unit else None
    share = dimension == "share" or "%" in str(record["value_text"])
    if "intens" in frozenset(words(str(record["metric"]))) and not _RATE.search(reading.english):
        return False
    if reading.wants == "count":
        return not share and float(record["value"]).is_integer() and dimension in (None, "count", "other", reading.unit)
    if reading.unit == "share":
        return share or (dimension in (None, "other") and 0 <= float(record["value"]) <= 100 and not _PERCENT.search(reading.english))
    if reading.unit is None:
        return not (share and re.search(r"\bhow much\b", reading.english, re.I))
    if dimension in (None, "other"):
        return True
    return (
        dimension == reading.unit
        or {dimension, reading.unit} <= {"mass", "co2e"}
        or (dimension == "ratio" and bool(_RATE.search(reading.english)))
    )


def _best(found: Sequence[Found], year: int | None) -> tuple[Series, list[Record]] | None:
    """The one series that has the year; None where two that say different things are as good."""
    dated = [(f, records) for f in found if (records := f.series.of(year))]
    if not dated:
        return None
    top, records = dated[0]
    value = records[0]["value"]
    rivals = [f for f, others in dated[1:] if f.worth > top.worth - CLEAR and not any(_same(o["value"], value) for o in others)]
    if rivals or len({r["value"] for r in records}) > 1:
        return None
    return top.series, records


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 0.006 * max(abs(a), abs(b))


# ------------------------------------------------------------------------------------------------------------ answers
def _year(reading: Reading, scope: Scope) -> int | None:
    return reading.years[0] if reading.years else scope.year


def _figure(library: Source, reading: Reading, facts: Facts, scope: Scope) -> Proposal | None:
    found = _best(fitting(reading, facts, scope), _year(reading, scope))
    if found is None:
        return None
    series, records = found
    told = [series.records[0]["metric"], *map(str, (records[0].get("dimensions") or {}).values()), records[0]["period"]]
    shown_as = ", ".join(str(t) for t in dict.fromkeys(told) if t)
    return _proposal(library, scope, f"{value_of(records[0])} ({shown_as})", (value_of(records[0]),), records)


def _change(library: Source, reading: Reading, facts: Facts, scope: Scope) -> Proposal | None:
    """By how much a measure changed from the year before, or between two years."""
    last = max(reading.years, default=scope.year)
    first = min(reading.years) if len(reading.years) > 1 else last - 1 if last else None
    plain = _level(reading)
    for found in fitting(plain, facts, scope):
        new, old = found.series.of(last), found.series.of(first)
        if len(new) == len(old) == 1 and old[0]["value"]:
            return _changed(library, reading, scope, new[0], old[0])
    return None


def _level(reading: Reading) -> Reading:
    """The same question for the measure itself: words of change are no part of it."""
    change = frozenset(
        words(
            "increase increased grow grew grown rise rose fall fell drop dropped decrease decreased decline change changed reduce reduced cut shrink shrank improve go went up down percent much many"
        )
    )
    return replace(
        reading,
        terms=tuple(t for t in reading.terms if not set(t.stems) <= change),
        wants="number",
        unit=None if reading.unit == "share" else reading.unit,
    )


def _rounded(share: Decimal) -> Decimal:
    """A percentage to one place, as people say it; a small one to two."""
    return share if abs(share) < 1 else share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _changed(library: Source, reading: Reading, scope: Scope, new: Record, old: Record) -> Proposal:
    one, two = Decimal(str(new["value"])), Decimal(str(old["value"]))
    change = _rounded(percent(one - two, two))
    way = "more" if one > two else "less" if one < two else "no change"
    told = f"{value_of(new)} in {year_of(new)} against {value_of(old)} in {year_of(old)} ({new['metric']})"
    share = "%" in str(new["unit"] or new["value_text"])
    if _PERCENT.search(reading.english) and not share:
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
    wholes = [(f, r[0]) for f in fitting(whole, facts, scope, 0.5) if (r := f.series.of(year)) and r[0]["unit"] == record["unit"]]
    larger = [
        (f, r)
        for f, r in wholes
        if r["value"] > record["value"] and f.series.own <= found.series.own | _NEUTRAL | frozenset(words(match["whole"]))
    ]
    if not larger:
        return None
    total = max(larger, key=lambda w: (w[0].worth, w[1]["value"]))[1]
    made = _rounded(percent(Decimal(str(record["value"])), Decimal(str(total["value"]))))
    computation = f"{shown(Decimal(str(record['value'])))} / {shown(Decimal(str(total['value'])))} = {shown(made)}%"
    answer = f"{shown(made)}%: {value_of(record)} ({record['metric']}) of {value_of(total)} ({total['metric']})"
    return _proposal(library, scope, answer, (f"{shown(made)}%",), [record, total], computation)


def _proposal(
    library: Source, scope: Scope, answer: str, values: tuple[Value, ...], records: Sequence[Record], computation: str | None = None
) -> Proposal:
    places: dict[tuple[int, int], Evidence] = {(e["start"], e["end"]): e for r in records for e in r["evidence"]}
    query = of_observations(library, scope.report, records)
    return Proposal(answer, values, tuple(places.values())[:12], "graph", {"series": 1.0}, query, computation=computation, confidence=SURE)
