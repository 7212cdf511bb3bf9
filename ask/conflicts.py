"""Do two places say the same, or does the report contradict itself? Only statements about the same thing and time are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from ask.choice import Choice
from ask.figures import Figure
from ask.lexicon import words
from ask.numbers import label_of
from ask.rank import MEASURED
from ask.understand import Reading
from index.words import stem

NEAR = 0.15
"""How much worse than the best a choice may be and still contradict it."""
ALIKE = 0.6
"""Share of common content words from which two clauses speak of the same."""
_GENERIC = frozenset(
    stem(w) for w in "total group company we our year number of which report period during reporting currently all in about".split()
)
_CLAUSE = re.compile(r"[,;:](?!\d)|\b(?:and|with|while|which|of which|but)\b", re.I)
_CODE = re.compile(r"\b(?:[A-Z]{2,}[ -]?\d+|[Ss]cope \d)\b")


def agreeing(best: Choice, others: Sequence[Choice]) -> list[Choice]:
    """Choices from other places that say the same as the best one."""
    return [c for c in others if not _same_place(c, best) and _says_same(best, c) and c.score >= best.score - 2 * NEAR]


def rivals(reading: Reading, best: Choice, others: Sequence[Choice]) -> list[Choice]:
    """Choices that contradict the best one, the best of each value."""
    found: list[Choice] = []
    for c in others:
        if c.score < best.score - NEAR or _same_place(c, best) or any(_says_same(c, f) for f in (best, *found)):
            continue
        if best.figure and c.figure and _same_thing(reading, best, c):
            found.append(c)
    return found[:3]


def opposite(reading: Reading, best: Choice, others: Sequence[Choice]) -> Choice | None:
    """For "yes or no" and "this or that": a sentence of the same section that says the other, about the same thing."""
    for c in others:
        if not c.value or not best.value or c.value == best.value or c.candidate.fit.cover < 0.6 or c.score < best.score - 2 * NEAR:
            continue
        same_section = c.candidate.sentence.section == best.candidate.sentence.section
        shared = set(c.candidate.sentence.stems) & set(best.candidate.sentence.stems)
        figures = {s for s in shared if s[0].isdigit()}
        if (same_section and reading.wants == "yes-no" and best.candidate.sentence.heading != c.candidate.sentence.heading) or (
            reading.wants == "choice" and figures
        ):
            return c
    return None


def close(a: Decimal, b: Decimal) -> bool:
    """Equal, or one is the other rounded: 31.4 and 31.36, 4.2 million and 4,196,000."""
    if a == b:
        return True
    if not a or not b:
        return False
    small, large = sorted((abs(a), abs(b)))
    if (large - small) / large > Decimal("0.006"):
        return False
    return any(round(x, digits) == y for x, y in ((a, b), (b, a)) for digits in range(-9, 4) if round(x, digits) != 0 or y == 0)


def _says_same(a: Choice, b: Choice) -> bool:
    if a.figure and b.figure:
        return a.figure.dimension == b.figure.dimension and close(a.figure.amount, b.figure.amount)
    return bool(a.value) and " ".join(words(a.value)) == " ".join(words(b.value))


def _same_place(a: Choice, b: Choice) -> bool:
    return any(x < y2 and x2 < y for x, y in a.candidate.places for x2, y2 in b.candidate.places)


def _same_thing(reading: Reading, a: Choice, b: Choice) -> bool:
    if not a.figure or not b.figure or a.figure.dimension != b.figure.dimension or a.figure.change != b.figure.change:
        return False
    if abs(a.candidate.fit.cover - b.candidate.fit.cover) > 0.15 or not _same_time(reading, a, b):
        return False
    if _measured(a) and _measured(b):
        return _same_measure(a, b)
    first, second = _clause(a), _clause(b)
    if set(_CODE.findall(first)) != set(_CODE.findall(second)):
        return False
    return _alike(first, second)


def _measured(c: Choice) -> bool:
    return bool(c.candidate.record and c.candidate.record["kind"] in MEASURED)


def _same_measure(a: Choice, b: Choice) -> bool:
    one, two = a.candidate.record or {}, b.candidate.record or {}
    if any(one.get(name) != two.get(name) for name in ("subject", "period", "type", "dimensions", "qualifier")):
        return False
    return fuzz.token_sort_ratio(str(one["metric"]).casefold(), str(two["metric"]).casefold()) >= 88


def _same_time(reading: Reading, a: Choice, b: Choice) -> bool:
    """Two statements that name years name a common one; nothing said means the report's own year."""
    mine, yours = (_years(c) for c in (a, b))
    return not mine or not yours or bool(mine & yours)


def _years(c: Choice) -> frozenset[int]:
    return frozenset({c.figure.year}) if c.figure and c.figure.year else c.candidate.sentence.years


def _clause(c: Choice) -> str:
    """What a figure is said of: the label of a row or an observation, else the words around it up to the next comma."""
    if _measured(c) or c.candidate.sentence.row:
        return label_of(c.candidate)
    text, figure = c.candidate.sentence.text, c.figure or Figure(0, 0, "", Decimal(0))
    starts = [m.end() for m in _CLAUSE.finditer(text) if m.end() <= figure.start]
    ends = [m.start() for m in _CLAUSE.finditer(text) if m.start() >= figure.end]
    start, end = max(starts, default=0), min(ends, default=len(text))
    counted = re.sub(r"^[\d.,%\s]*", "", text[figure.start : figure.end])
    return f"{text[start : figure.start]} {counted} {text[figure.end : end]}"


def _alike(first: str, second: str) -> bool:
    mine, yours = ({s for s in words(text) if s not in _GENERIC and not re.fullmatch(r"(?:19|20)\d\d", s)} for text in (first, second))
    if not mine or not yours:
        return False
    if len(mine & yours) >= ALIKE * len(mine | yours):
        return True
    return fuzz.ratio("".join(sorted(mine)), "".join(sorted(yours))) >= 88
