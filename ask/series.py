"""Series of the graph: one measure, broken down one way, over the years; and what each is worth to a question.

A series fits when it says all that weighs in the question, and little beside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ask.lexicon import stated, words
from ask.periods import year_of
from ask.rank import Facts, Record, scopes
from ask.scope import Scope
from ask.terms import Term
from ask.text import says
from ask.understand import Reading
from kg.units import lookup, unit_of

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
NEUTRAL = frozenset(
    words(
        "total number year end amount overall annual all group company figure unit quantity volume the of by rate share percentage during period our and in location-based market-based GHG greenhouse gas gases"
    )
)
PERCENT = re.compile(r"\b(?:per ?cent|percentage)\b", re.I)


@dataclass(frozen=True)
class Series:
    """Observations of one measure, breakdown, unit and company, by year."""

    records: tuple[Record, ...]

    @cached_property
    def own(self) -> frozenset[str]:
        """Stems of the measure and its breakdown."""
        first = self.records[0]
        return frozenset(words(stated(" ".join([str(first["metric"]), *map(str, (first.get("dimensions") or {}).values())]))))

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


def fitting(reading: Reading, facts: Facts, scope: Scope, least: float = LEAST) -> list[Found]:
    """The series that say what weighs in a question, best first."""
    asked = [t for t in reading.content if not _measures(t, reading) and t.name != _own_name(scope)]
    if not asked:
        return []
    least = least if sum(t.weight for t in asked) >= HEAVY else BARE
    known = NEUTRAL | frozenset(words(reading.english)) | {s for t in reading.terms for way in t.ways for s in way}
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
    if _other_scope(series, reading) or series.own & MEASURES - known:
        return 0.0
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
    plain = len(NEUTRAL & series.own & frozenset(words(reading.english)))
    return said / total - BESIDE * extra + PLAIN * min(2, plain) if _unit_fits(series.records[0], reading) else 0.0


MEASURES = frozenset(
    words("training trained promoted hired hires participation attendance hours days salary wage wages rate ratio turnover leavers")
)
"""What makes another measure of a thing: hours worked by employees are no employees."""


def _other_scope(series: Series, reading: Reading) -> bool:
    """Does a measure name GHG scopes, and none of those asked for? The title above it may name them all."""
    first = series.records[0]
    metric = " ".join([str(first["metric"]), *map(str, (first.get("dimensions") or {}).values())])
    said, asked = scopes(metric), scopes(reading.english)
    together = frozenset(d for m in _TOGETHER.findall(metric) for d in re.findall(r"\d", m))
    return bool(asked and ((said and not asked & said) or (asked < together and not _BOTH.search(reading.english))))


_TOGETHER = re.compile(r"\bscopes? ?\d(?:(?: ?, ?| ?and ?| ?plus ?| ?& ?| ?\+ ?| ?to ?|-)+(?:scope ?)?\d)+", re.I)
_BOTH = re.compile(r"\bscopes? ?\d ?(?:,|and|plus|&|\+|or|to|-) ?(?:scope ?)?\d", re.I)
"""Scopes in one sum: the total of three is none of them."""


_RATE = re.compile(r"\b(?:rate|share|percentage|per ?cent|proportion|ratio|intensity|per)\b", re.I)


_PAID = re.compile(r"\bhow much\b.*\b(?:invest\w*|spen[dt]|paid|pay|donat\w*|contribut\w+)\b", re.I)
_PEOPLE = re.compile(r"(?:no\b|number|persons?\b|people|employees)", re.I)


def _unit_fits(record: Record, reading: Reading) -> bool:
    """A share is no amount, tons are no money."""
    unit = unit_of(str(record["unit"])) if record["unit"] else None
    dimension = unit.dimension if unit else None
    share = dimension == "share" or "%" in str(record["value_text"])
    if _PAID.search(reading.english) and _PEOPLE.match(str(record["unit"] or "")):
        return False
    if "intens" in frozenset(words(str(record["metric"]))) and not _RATE.search(reading.english):
        return False
    if reading.wants == "count":
        return not share and float(record["value"]).is_integer() and dimension in (None, "count", "other", reading.unit)
    if reading.unit == "share":
        return share or (dimension in (None, "other") and 0 <= float(record["value"]) <= 100 and not PERCENT.search(reading.english))
    if reading.unit is None:
        return not (share and re.search(r"\bhow much\b", reading.english, re.I))
    if dimension in (None, "other"):
        return True
    return (
        dimension == reading.unit
        or {dimension, reading.unit} <= {"mass", "co2e"}
        or (dimension == "ratio" and bool(_RATE.search(reading.english)))
    )


def clear(found: Sequence[Found], year: int | None, margin: float = CLEAR) -> tuple[Series, list[Record]] | None:
    """The one series that has the year; None where two that say different things are as good."""
    dated = [(f, records) for f in found if (records := f.series.of(year))]
    if not dated:
        return None
    top, records = dated[0]
    value = records[0]["value"]
    rivals = [f for f, others in dated[1:] if f.worth > top.worth - margin and not any(_same(o["value"], value) for o in others)]
    if rivals or len({r["value"] for r in records}) > 1:
        return None
    return top.series, records


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 0.006 * max(abs(a), abs(b))
