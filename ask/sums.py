"""Exact arithmetic on figures of the report, shown in full: differences, shares, what is left of a total."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from ask.arithmetic import percent, shown
from ask.choice import Choice
from ask.extremes import MOST, extreme
from ask.lexicon import words
from ask.numbers import figures_of, label_of
from ask.proposal import Proposal, Value
from ask.rank import MEASURED, Record
from ask.scope import Scope
from ask.understand import Reading
from ask.wording import cited
from index.words import stem

Best = Callable[[Reading], list[Choice]]
"""A reading -> its number choices, best first."""

PAIRED = 8
"""Choices of each year that may be paired."""
_COMPARED = re.compile(r"\b(?:compared (?:with|to)|versus|vs\.?|than|as against|relative to|minus|less)\b", re.I)
_BETWEEN = re.compile(r"\bdifference between (.+?) and (.+)$", re.I)
_NOT = re.compile(r"\b(?:not|never|without|un(?:used|recycled|treated|recovered|utili[sz]ed|covered|certified|trained|sold|paid))\b", re.I)
_SHARE = re.compile(r"\b(?:what (?:share|percentage|percent|proportion|part|fraction)|in per ?cent|percentage)\b", re.I)
_CHANGE = re.compile(
    r"\b(?:by how (?:much|many)|how (?:much|many) (?:more|less|fewer|higher|lower)|difference|change|changed|increase[ds]?|decrease[ds]?|grow|grew|fall|fell|rise|rose|drop(?:ped)?|(?:go|went|going|gone) (?:up|down)|higher|lower|improved?|worsen\w*)\b",
    re.I,
)


def computed(
    reading: Reading, best: Best, read: Callable[[str], Reading], observed: Callable[[], list[Record]], scope: Scope, source: str
) -> Proposal | None:
    """An answer that takes arithmetic: two years or two things compared, what is left over, a share, the largest of a group."""
    low = reading.english.lower()
    if reading.wants == "reason":
        return None
    if len(reading.years) == 2 and (reading.wants == "comparison" or _CHANGE.search(low)):
        return _years(reading, best, source)
    if reading.wants == "comparison" or _BETWEEN.search(low):
        return _two(reading, best, read, source)
    if any(re.search(rf"\b{word}\b", low) for word in MOST) and reading.wants in ("name", "list", "text", "person", "place", "choice"):
        return extreme(reading, observed(), scope)
    if _NOT.search(low) and reading.wants in ("number", "count"):
        return _left(reading, best, observed(), scope, source)
    if _SHARE.search(low) and reading.wants == "number":
        return _share(reading, best, observed(), scope, source)
    return None


def _years(reading: Reading, best: Best, source: str) -> Proposal | None:
    """The same measure in two years."""
    asked = replace(reading, wants="count" if reading.wants == "count" or "how many" in reading.english.lower() else "number", unit=None)
    lists = [[c for c in best(replace(asked, years=(year,))) if c.figure and c.figure.year == year][:PAIRED] for year in reading.years]
    pairs = [(a, b) for a in lists[0] for b in lists[1] if label_of(a.candidate) == label_of(b.candidate) != "" and _comparable(a, b)]
    if not pairs:
        return None
    first, last = max(pairs, key=lambda pair: pair[0].score + pair[1].score)
    return _difference(reading, last, first, source, f"in {reading.years[1]}", f"in {reading.years[0]}")


def _two(reading: Reading, best: Best, read: Callable[[str], Reading], source: str) -> Proposal | None:
    """Two things that the question sets against each other."""
    between = _BETWEEN.search(reading.english.rstrip(" ?."))
    sides = list(between.groups()) if between else [s for s in _COMPARED.split(reading.english.rstrip(" ?."), maxsplit=1) if s.strip()]
    if len(sides) != 2:
        return None
    if not all(read(side).content or read(side).names for side in sides):
        return None  # "compared to the previous year" sets nothing beside it
    first, second = (_side(read(side), reading) for side in sides)
    a = next(iter(best(first)), None)
    b = next((c for c in best(second) if a and not set(c.candidate.places) & set(a.candidate.places) and _comparable(a, c)), None)
    if a is None or b is None or a.score < 0.5 or b.score < 0.42 or _aligned(a, b)[0] == _aligned(a, b)[1]:
        return None
    if not a.candidate.record and sum(f.dimension == (a.figure.dimension if a.figure else None) for f in figures_of(a.candidate)) > 1:
        return None  # the sentence itself sets them against each other
    return _difference(reading, a, b, source, label_of(a.candidate), label_of(b.candidate))


def _side(side: Reading, whole: Reading) -> Reading:
    """One side of a comparison: its own words, and for less those that both share."""
    own = {t.stems for t in side.terms}
    shared = tuple(replace(t, weight=t.weight * 0.5) for t in whole.terms if t.stems not in own and not t.filler)
    return replace(
        side,
        wants="number",
        unit=whole.unit,
        years=side.years or whole.years,
        names=side.names or whole.names,
        terms=(*side.terms, *shared),
    )


def _comparable(a: Choice, b: Choice) -> bool:
    return bool(a.figure and b.figure and a.figure.dimension == b.figure.dimension and a.figure.value and b.figure.value)


def _aligned(a: Choice, b: Choice) -> tuple[Decimal, Decimal]:
    """Both values in the unit of the first."""
    one, two = a.figure, b.figure
    if one is None or two is None:
        raise TypeError("only numbers are compared")
    if one.unit == two.unit or not one.amount or not one.value:
        return one.value, two.value
    return one.value, (two.amount / (one.amount / one.value)).quantize(Decimal("0.0001")).normalize()


def _difference(reading: Reading, a: Choice, b: Choice, source: str, of_a: str, of_b: str) -> Proposal:
    one, two = _aligned(a, b)
    made = abs(one - two)
    high, low = max(one, two), min(one, two)
    how = "more" if one > two else "less" if one < two else "no difference"
    relative = reading.unit == "share" and two and a.figure and a.figure.dimension != "share"
    unit = f" {a.figure.unit}" if a.figure and a.figure.unit and a.figure.unit != "%" else "%" if a.figure and a.figure.unit == "%" else ""
    computation = f"{shown(high)} - {shown(low)} = {shown(made)}"
    values: list[str | int | float] = [f"{shown(made)}{unit}", a.value, b.value]
    sign = _sign(reading, one, two)
    answer = (
        f"{sign}{shown(made)}{unit} {how}: {a.value} ({of_a}) against {b.value} ({of_b})"
        if of_a or of_b
        else f"{sign}{a.value} against {b.value}: {shown(made)}{unit} {how}"
    )
    if relative:
        change = percent(made, two)
        answer = f"{change}% {how}: {answer}"
        values.insert(0, f"{change}%")
        computation = f"{shown(made)} / {shown(two)} = {change}%"
    return _proposal(reading, [a, b], answer, [sign.strip(". "), *values] if sign else values, computation, source)


_UP = re.compile(r"\b(?:more|higher|larger|bigger|greater|increas\w*|gr[eo]w\w*|rise|risen|rose|exceed\w*|up)\b", re.I)
_DOWN = re.compile(r"\b(?:less|fewer|lower|smaller|decreas\w*|reduc\w*|declin\w*|f[ae]ll|fallen|drop\w*|shr[iu]nk|down|improv\w*)\b", re.I)
_WHETHER = re.compile(r"^(?:and )?(?:is|are|was|were|do|does|did|has|have|had)\b", re.I)


def _sign(reading: Reading, one: Decimal, two: Decimal) -> str:
    """ "Yes. " or "No. " where the question is whether the first is more, or less, than the second."""
    up, down = _UP.search(reading.english), _DOWN.search(reading.english)
    if not _WHETHER.search(reading.english) or bool(up) == bool(down):
        return ""
    return "Yes. " if (one > two if up else one < two) else "No. "


def _left(reading: Reading, best: Best, observed: Sequence[Record], scope: Scope, source: str) -> Proposal | None:
    """What is left of a total: "how much waste was not recycled"."""
    part = next((c for c in best(replace(reading, unit=reading.unit if reading.unit != "share" else None)) if c.candidate.record), None)
    if part is None or part.figure is None or _NOT.search(label_of(part.candidate)):
        return None
    whole = _whole_of(part, observed, scope)
    if whole is None or whole.figure is None:
        return None
    made = whole.figure.value - part.figure.value
    computation = f"{shown(whole.figure.value)} - {shown(part.figure.value)} = {shown(made)}"
    unit = f" {whole.figure.unit}" if whole.figure.unit else ""
    answer = f"{shown(made)}{unit}: {whole.value} ({label_of(whole.candidate)}) less {part.value} ({label_of(part.candidate)})"
    return _proposal(reading, [whole, part], answer, [f"{shown(made)}{unit}"], computation, source)


def _share(reading: Reading, best: Best, observed: Sequence[Record], scope: Scope, source: str) -> Proposal | None:
    """A part of a whole in percent, where the report gives both numbers but no share."""
    direct = next(iter(best(reading)), None)
    if direct and direct.figure and direct.figure.dimension == "share" and direct.score > 0.75:
        return None
    part = next(
        (
            c
            for c in best(replace(reading, wants="count", unit=None))
            if c.candidate.record and c.figure and c.figure.dimension in (None, "count")
        ),
        None,
    )
    whole = _whole_of(part, observed, scope) if part else None
    if part is None or whole is None or part.figure is None or whole.figure is None:
        return None
    made = percent(part.figure.value, whole.figure.value)
    computation = f"{shown(part.figure.value)} / {shown(whole.figure.value)} = {made}%"
    answer = f"{made}%: {part.value} ({label_of(part.candidate)}) of {whole.value} ({label_of(whole.candidate)})"
    return _proposal(reading, [part, whole], answer, [f"{made}%"], computation, source)


_TOTALS = frozenset(stem(w) for w in "total generated produced all overall number amount employees year end".split())


_COUNTED = frozenset({stem("employees")})
"""A total of these is a whole by that word alone."""


def _whole_of(part: Choice, observed: Sequence[Record], scope: Scope) -> Choice | None:
    """The observation that a part is of: same unit, time and subject, larger, its label within the part's but for "total" and the like."""
    record = part.candidate.record
    if record is None:
        return None
    label = set(words(label_of(part.candidate)))
    best: tuple[float, Record] | None = None
    for other in observed:
        if any(other.get(k) != record.get(k) for k in ("unit", "period", "subject")) or float(other["value"]) <= float(record["value"]):
            continue
        candidate = replace(part.candidate, record=other)
        stems = set(words(label_of(candidate)))
        common = {s for s in stems & label if s not in _TOTALS or s in _COUNTED}
        extra = stems - label - _TOTALS
        if not common or extra or not stems & _TOTALS:
            continue
        weight = sum(scope.rarity(s) for s in common) + 0.2 * ("total" in stems)
        if best is None or weight > best[0]:
            best = (weight, other)
    if best is None:
        return None
    whole = replace(part.candidate, record=best[1])
    figure = figures_of(whole)[0]
    return replace(part, candidate=whole, figure=figure, value=figure.text)


def _proposal(reading: Reading, chosen: Sequence[Choice], answer: str, values: Sequence[Value], computation: str, source: str) -> Proposal:
    fits = [c.candidate.fit for c in chosen]
    marks = {
        "cover": max(f.cover for f in fits),
        "own": max(f.own for f in fits),
        "close": max(c.candidate.close for c in chosen),
        "key": max(f.key for f in fits),
        "typed": min(c.typed for c in chosen),
        "near": max(f.own for f in fits),
        "graph": 1.0,
    }
    return Proposal(answer, tuple(values), cited(chosen, source), "graph", marks, computation=computation, why="computed")


def observations(facts: Callable[[str], list[Record]]) -> list[Record]:
    """All facts that have a value."""
    return [r for kind in MEASURED for r in facts(kind) if r.get("value") is not None]
