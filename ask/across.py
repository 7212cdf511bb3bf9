"""One question to several reports: each company by its own report, never mixed, then set side by side where the units allow it.

A figure comes from the series of the graph; where a report has none, from what its text answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ask.answering import Answer, proposed
from ask.arithmetic import shown
from ask.confidence import enough
from ask.exact import value_of
from ask.figures import figures
from ask.gates import identified
from ask.lexicon import in_english, words
from ask.proposal import Proposal, Value
from ask.queries import run
from ask.rank import Record
from ask.routing import names_of_reports
from ask.scope import Scope
from ask.series import fitting
from ask.text import Evidence
from ask.understand import read_question
from kg.units import Unit, unit_of

if TYPE_CHECKING:
    from ask.library import Library
    from ask.proposal import Query

MOST = 8
"""Reports that are compared at once."""
SURE = 0.85
LEAST = 0.75
"""What a series must be worth to stand for the figure in a comparison."""
_ALL = re.compile(
    r"\b(?:which (?:of the )?(?:two |three |four )?(?:compan(?:y|ies)|reports?|groups?|firms?)|across (?:all )?(?:the )?(?:reports|companies)|(?:all|the|both) (?:reports|companies))\b",
    re.I,
)
_COMPARED = re.compile(r"\b(?:compar\w+|versus|vs|than|both|difference|more|less|fewer|higher|lower|larger|smaller|bigger|and|or)\b", re.I)
_RANKED = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|most|least|fewest|highest|lowest|largest|smallest|biggest|compar\w+|versus|vs|difference)\b",
    re.I,
)
_COUNTED = re.compile(r"\b(?:more|fewer|most|fewest|number of|how many) (?:\w+ )?([a-z]+[^s\W]s)\b", re.I)
_LESS = re.compile(r"\b(?:less|fewer|lower|lowest|smaller|smallest|least|fewest)\b", re.I)
_ASIDE = frozenset(
    words(
        "compare compared comparison versus vs than both difference between more less fewer higher lower larger smaller bigger most least highest lowest largest smallest company companies report reports group firm across all two three have had did does which who and or"
    )
)


@dataclass(frozen=True)
class _Side:
    """What one report says: a figure of the graph, or what its text answers; neither where it says nothing."""

    report: str
    title: str
    record: Record | None
    found: Proposal | None = None

    @property
    def told(self) -> bool:
        return self.record is not None or self.found is not None

    @property
    def value(self) -> Value:
        """The figure or words that answer, in short."""
        return value_of(self.record) if self.record else self.found.values[0] if self.found and self.found.values else ""

    @property
    def citations(self) -> tuple[Evidence, ...]:
        return tuple(self.record["evidence"]) if self.record else self.found.citations if self.found else ()

    @property
    def figure(self) -> tuple[Decimal, Unit | None] | None:
        """What it comes to and in which unit, where it is one figure."""
        if self.record:
            return Decimal(str(self.record["value"])), unit_of(str(self.record["unit"])) if self.record["unit"] else None
        first = next(iter(figures(str(self.value))), None)
        return (first.value, unit_of(first.unit) if first.unit else None) if first and first.dimension != "rank" else None


def across(library: Library, question: str) -> Answer | None:
    """The figure that a question asks of several reports; None where it asks one, or no report has it as a figure."""
    english = in_english(question)
    named = names_of_reports(library, english)
    ids = list(named) if len(named) > 1 and _COMPARED.search(english) else [m.id for m in library.reports()] if _ALL.search(english) else []
    if not 2 <= len(ids) <= MOST:
        return None
    bare = english
    for form in sorted((f for forms in named.values() for f in forms), key=lambda f: (-len(f), f)):
        bare = re.sub(rf"(?<!\w){re.escape(form)}(?:'s|’s)?(?!\w)", " ", bare, flags=re.I)
    sides = [_side(library, bare, id) for id in ids]
    if len(named) > 1 or _RANKED.search(english):
        sides = [s if s.told else replace(s, found=_in_text(library, bare, s.report)) for s in sides]
    told = [s for s in sides if s.told]
    return _answer(library, question, english, sides) if len(told) > 1 or (told and len(named) > 1) else None


def _side(library: Library, question: str, report: str) -> _Side:
    scope, facts = library.memory.scope(report), library.memory.facts(report)
    reading = read_question(question, scope)
    reading = replace(
        reading,
        parts=(),
        wants="number",
        terms=tuple(t for t in reading.terms if not set(t.stems) <= _ASIDE),
        unit=None if reading.unit == "share" else reading.unit,
    )
    year = reading.years[0] if reading.years else scope.year
    dated = [r for f in fitting(reading, facts, scope, LEAST) for r in f.series.of(year)]
    whole = [r for r in dated if r["unit"] or float(r["value"]).is_integer()]  # the row of a rate may bear the name of what it is a rate of
    found = next(iter(whole or dated), None)
    return _Side(report, _company(scope) or library.meta(report).title, found)


def _in_text(library: Library, question: str, report: str) -> Proposal | None:
    """What a report answers by its text, where that is sure enough."""
    scope, facts = library.memory.scope(report), library.memory.facts(report)
    reading = read_question(question, scope)
    number = bool(_RANKED.search(question)) or reading.wants in ("comparison", "choice", "number", "count")
    terms = tuple(t for t in reading.terms if not set(t.stems) <= _ASIDE) if number else reading.terms
    counted = _COUNTED.search(question) if number and reading.unit is None else None
    wants = "count" if counted else "number" if number else reading.wants
    noun = tuple(words(counted.group(1))) if counted else reading.noun
    found = proposed(
        library, replace(reading, parts=(), kinds=() if number else reading.kinds, wants=wants, noun=noun, terms=terms), facts, scope
    )[0]
    sure = found and enough(found.confidence) and identified(reading, found.answer, found.citations, library.text(report))
    return found if sure and found and (found.values or not number) else None


def _company(scope: Scope) -> str | None:
    return scope.reporter.label if scope.reporter else None


def _answer(library: Library, question: str, english: str, sides: Sequence[_Side]) -> Answer:
    told = [s for s in sides if s.told]
    parts = [f"{s.title} ({s.report}): {_said(s)}" for s in sides]
    ranked = _ranked(told) if _RANKED.search(english) or all(s.record for s in told) else []
    lead, computation = "", None
    if ranked:
        less = bool(_LESS.search(english))
        first, second = (ranked[-1], ranked[-2]) if less else (ranked[0], ranked[1])
        high, low = max(first[1], second[1]), min(first[1], second[1])
        way = ("less", "the least") if less else ("more", "the most")
        lead = f"{first[0].title} has {way[len(ranked) > 2]}. " if high != low else "They have the same. "
        computation = f"{shown(high)} - {shown(low)} = {shown(high - low)}"
    records = [s.record for s in told if s.record]
    values = ([lead.split(" has ")[0]] if " has " in lead else []) + [s.value for s in told if s.value]
    query = _query(library, records) if records else None
    cited = tuple(e for s in told for e in s.citations)
    sources = tuple((s.report, library.meta(s.report).sha256) for s in sides)
    sure = min(SURE, *(s.found.confidence for s in told if s.found)) if any(s.found for s in told) else SURE
    return Answer(question, "answered", f"{lead}{'; '.join(parts)}", tuple(values), cited, query.facts if query else (), query.sparql if query else None, sure,
                  rows=tuple(dict(r) for r in query.rows) if query else (), computation=computation, sources=sources, how={"reports": [s.report for s in sides]})  # fmt: skip


def _said(side: _Side) -> str:
    if side.found:
        return side.found.answer.rstrip(".")
    if side.record is None:
        return "no such figure found in its report"
    return f"{value_of(side.record)} ({', '.join(str(t) for t in (side.record['metric'], side.record['period']) if t)})"


def _ranked(sides: Sequence[_Side]) -> list[tuple[_Side, Decimal]]:
    """Sides by what they come to, largest first, in the unit of the first; nothing where they cannot be compared."""
    known = [s.figure for s in sides]
    ratios = [bool(s.record and s.record["type"] == "ratio") for s in sides]
    if len(sides) < 2 or any(k is None for k in known) or len(set(ratios)) > 1:
        return []
    first = known[0][1] if known[0] else None
    made = []
    for side, figure in zip(sides, known, strict=True):
        value, unit = figure or (Decimal(0), None)
        if (unit is None) != (first is None) or (unit and first and not _alike(unit, first)):
            return []
        if unit and first and unit.text != first.text:
            if not unit.factor or not first.factor:
                return []
            value = (value * unit.factor / first.factor).normalize()
        made.append((side, value))
    return sorted(made, key=lambda m: -m[1])


def _alike(a: Unit, b: Unit) -> bool:
    """Can amounts in two units be set side by side? Tons of CO2e can beside tons, money only in one currency."""
    dimensions = ["mass" if u.dimension == "co2e" else u.dimension for u in (a, b)]
    return dimensions[0] == dimensions[1] and (a.text == b.text or dimensions[0] != "currency" or (a.si is not None and a.si == b.si))


def _query(library: Library, records: Sequence[Record]) -> Query:
    """One query for the facts of all reports, each in its own graph."""
    values = " ".join(f"<{r['id']}>" for r in records)
    return run(
        library,
        f"SELECT ?fact ?metric ?value ?unit ?period\nWHERE {{\n  VALUES ?fact {{ {values} }}\n  GRAPH ?report {{\n    ?fact rg:metric ?metric ; rg:value ?value .\n"
        "    OPTIONAL { ?fact rg:unit ?unit }\n    OPTIONAL { ?fact rg:period ?period }\n  }\n}\nORDER BY ?fact",
    )
