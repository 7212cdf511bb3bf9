"""How sure an answer is, from the marks of its proposal; and how sure is sure enough.

The weights are those of a logistic regression on 208 answers to questions over four reports, right or wrong, drawn towards the
weights of an earlier one on 311 (benchmarks/ask/RESULTS.md says what they come to); a confidence is the share of such answers that
were right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

ENOUGH = 0.45
"""Answers less sure than this are not given. In cross-validation that held back 4 in 100 right answers, and 81 in 100 of those to
questions that the reports do not answer."""
WEIGHTS = {"cover2": 1.97, "meaning": 1.69, "typed": 0.8, "near": 1.33, "lack": -2.97}
OTHER = {"year": 3.66, "named": 1.02, "sort": 3.0}
"""What an answer about another year, company or place than the asked one loses, or one of another sort than asked for."""
BASE = -2.6


def confident(marks: Mapping[str, float]) -> float:
    """Probability that an answer with these marks is right. Marks that are missing count as nothing, and as nothing amiss."""
    made = {**marks, "cover2": marks.get("cover", 0.0) ** 2, "meaning": min(1.0, max(0.0, (marks.get("close", 0.0) - 0.3) * 2))}
    z = BASE + sum(weight * made.get(name, 0.0) for name, weight in WEIGHTS.items())
    z -= sum(weight * (1 - made.get(name, 1.0)) for name, weight in OTHER.items())
    return 1 / (1 + math.exp(-z))


def enough(confidence: float) -> bool:
    """Is an answer sure enough to be given?"""
    return confidence >= ENOUGH
