"""A figure in round numbers gives way to the exact one that the report has beside it: "over 24,000" to 24,540."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ask.choice import Choice
from ask.figures import Figure

BEHIND = 0.3
"""How much worse by score the exact figure may be."""
COVERS = 0.2
"""How much less of the question its place may say."""
_BELOW = re.compile(r"\b(?:almost|nearly|close to|just under|up to|less than|fewer than)\b", re.I)
_ABOVE = re.compile(r"\b(?:over|more than|at least|upwards of|in excess of|above)\b|\d\+", re.I)
_ABOUT = re.compile(r"\b(?:about|around|approximately|approx\.?|roughly|some|circa)\b|~", re.I)


def exact_first(found: Sequence[Choice]) -> list[Choice]:
    """Choices, the best first: in place of a round figure the exact one that it rounds, where another place has one."""
    if not found or not (best := found[0].figure) or not _round(best):
        return list(found)
    for c in found[1:]:
        if c.score < found[0].score - BEHIND or c.candidate.fit.cover < found[0].candidate.fit.cover - COVERS:
            continue
        if c.typed >= found[0].typed and c.figure and _rounds(best, c.figure):
            return [c, *(o for o in found if o is not c)]
    return list(found)


def _digits(figure: Figure) -> int:
    return len("".join(ch for ch in f"{figure.value.normalize():f}" if ch.isdigit()).strip("0"))


def _round(figure: Figure) -> bool:
    return figure.amount >= 1000 and bool(_way(figure.text))


def _way(text: str) -> str:
    return "below" if _BELOW.search(text) else "above" if _ABOVE.search(text) else "about" if _ABOUT.search(text) else ""


def _rounds(rough: Figure, exact: Figure) -> bool:
    """Is the first the second in round numbers?"""
    if exact.change or exact.dimension != rough.dimension or _way(exact.text) or _digits(exact) <= _digits(rough):
        return False
    if rough.year and exact.year and rough.year != exact.year:
        return False
    ratio = float(exact.amount / rough.amount) if rough.amount else 0.0
    way = _way(rough.text)
    return {"below": 0.95 <= ratio <= 1.0, "above": 1.0 <= ratio <= 1.5, "about": 0.95 <= ratio <= 1.05}[way]
