"""How sure an answer is, from the marks of its proposal; and how sure is sure enough.

The weights are those of a logistic regression on 311 answers to questions over thirteen reports, right or wrong, drawn towards the
weights of an earlier one on 208 (benchmarks/ask/reliability.py makes them, benchmarks/ask/RESULTS.md says what they come to); a
confidence is the share of such answers that were right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

ENOUGH = 0.45
"""Answers less sure than this are not given. Cross-validated by report, that held back 1 in 100 right answers, and 92 in 100 of those to
questions that the reports do not answer."""
WEIGHTS = {"cover2": 2.51, "meaning": 1.86, "typed": 0.65, "near": 1.1, "lack": -3.21, "unseen": -1.0}
OTHER = {"year": 4.93, "named": 2.35, "sort": 3.46}
"""What an answer about another year, company or place than the asked one loses, or one of another sort than asked for."""
BASE = -2.26
AMISS = 0.2
"""How sure an answer is that is plainly not of the wanted sort."""


def marks_made(marks: Mapping[str, float]) -> dict[str, float]:
    """What the weights are of: the marks, their squares and ranges. Marks that are missing count as nothing, and as nothing amiss."""
    made = dict.fromkeys(WEIGHTS, 0.0) | dict.fromkeys(OTHER, 1.0) | dict(marks)
    close = marks.get("close", 0.0)
    return made | {"cover2": marks.get("cover", 0.0) ** 2, "meaning": min(1.0, max(0.0, (close - 0.3) * 2))}


def confident(marks: Mapping[str, float]) -> float:
    """Probability that an answer with these marks is right. One of another sort than asked for is never sure enough."""
    if marks.get("sort") == 0.0:
        return AMISS
    made = marks_made(marks)
    z = BASE + sum(weight * made.get(name, 0.0) for name, weight in WEIGHTS.items())
    z -= sum(weight * (1 - made.get(name, 1.0)) for name, weight in OTHER.items())
    return 1 / (1 + math.exp(-z))


def enough(confidence: float) -> bool:
    """Is an answer sure enough to be given?"""
    return confidence >= ENOUGH
