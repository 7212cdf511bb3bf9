"""One figure in several reports: each company by its own report, never mixed, then set side by side where the units allow it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ask.answering import Answer
from ask.arithmetic import shown
from ask.exact import value_of
from ask.lexicon import in_english, words
from ask.queries import run
from ask.rank import Record
from ask.routing import names_of_reports
from ask.scope import Scope
from ask.series import fitting
from ask.understand import read_question
from kg.units import unit_of

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
_LESS = re.compile(r"\b(?:less|fewer|lower|lowest|smaller|smallest|least|fewest)\b", re.I)
_ASIDE = frozenset(
    words(
        "compare compared comparison versus vs than both difference between more less fewer higher lower larger smaller bigger most least highest lowest largest smallest company companies report reports group firm across all two three have had did does which who and or"
    )
)


@dataclass(frozen=True)
class _Side:
    """What one report says of the figure; no record where it does not."""

    report: str
    title: str
    record: Record | None


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
    told = [s for s in sides if s.record]
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


def _company(scope: Scope) -> str | None:
    return scope.reporter.label if scope.reporter else None


def _answer(library: Library, question: str, english: str, sides: Sequence[_Side]) -> Answer:
    told = [s for s in sides if s.record]
    parts = [f"{s.title} ({s.report}): {_said(s.record)}" for s in sides]
    ranked = _ranked(told)
    lead, computation = "", None
    if ranked:
        less = bool(_LESS.search(english))
        first, second = (ranked[-1], ranked[-2]) if less else (ranked[0], ranked[1])
        high, low = max(first[1], second[1]), min(first[1], second[1])
        way = ("less", "the least") if less else ("more", "the most")
        lead = f"{first[0].title} has {way[len(ranked) > 2]}. " if high != low else "They have the same. "
        computation = f"{shown(high)} - {shown(low)} = {shown(high - low)}"
    records = [s.record for s in told if s.record]
    values = ([lead.split(" has ")[0]] if " has " in lead else []) + [value_of(r) for r in records]
    query = _query(library, records)
    cited = tuple(e for r in records for e in r["evidence"])
    sources = tuple((s.report, library.meta(s.report).sha256) for s in sides)
    return Answer(question, "answered", f"{lead}{'; '.join(parts)}", tuple(values), cited, query.facts, query.sparql, SURE, rows=tuple(dict(r) for r in query.rows),
                  computation=computation, sources=sources, how={"reports": [s.report for s in sides]})  # fmt: skip


def _said(record: Record | None) -> str:
    if record is None:
        return "no such figure found in its report"
    return f"{value_of(record)} ({', '.join(str(t) for t in (record['metric'], record['period']) if t)})"


def _ranked(sides: Sequence[_Side]) -> list[tuple[_Side, Decimal]]:
    """Sides by what they come to, largest first, in the unit of the first; nothing where they cannot be compared."""
    records = [s.record for s in sides if s.record]
    units = [unit_of(str(r["unit"])) if r["unit"] else None for r in records]
    first = units[0] if units else None
    if len(records) < 2 or len({r["type"] for r in records} & {"ratio"}) != len(
        {r["type"] for r in records} and {"ratio"} & {records[0]["type"]}
    ):
        return []
    made = []
    for side, record, unit in zip(sides, records, units, strict=True):
        value = Decimal(str(record["value"]))
        if (unit is None) != (first is None) or (unit and first and unit.dimension != first.dimension):
            return []
        if unit and first and unit.text != first.text:
            if not unit.factor or not first.factor:
                return []
            value = (value * unit.factor / first.factor).normalize()
        made.append((side, value))
    return sorted(made, key=lambda m: -m[1])


def _query(library: Library, records: Sequence[Record]) -> Query:
    """One query for the facts of all reports, each in its own graph."""
    values = " ".join(f"<{r['id']}>" for r in records)
    return run(
        library,
        f"SELECT ?fact ?metric ?value ?unit ?period\nWHERE {{\n  VALUES ?fact {{ {values} }}\n  GRAPH ?report {{\n    ?fact rg:metric ?metric ; rg:value ?value .\n"
        "    OPTIONAL { ?fact rg:unit ?unit }\n    OPTIONAL { ?fact rg:period ?period }\n  }\n}\nORDER BY ?fact",
    )
