"""How sure an answer is, from the marks of its proposal; and how sure is sure enough.

The weights are those of a logistic regression on 334 answers to questions over four reports (benchmarks/ask.py, with what
it gave); a confidence is the share of such answers that were right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

ENOUGH = 0.36
"""Answers less sure than this are not given: of those above it that were tried, nine in ten were right."""
WEIGHTS = {"own": 1.34, "cover2": 1.53, "meaning": 2.75, "typed": 0.72, "near": 1.04, "lack": -1.42, "graph": 0.4}
BASE = -4.2


def confident(marks: Mapping[str, float]) -> float:
    """Probability that an answer with these marks is right. Marks that are missing count as nothing."""
    made = {**marks, "cover2": marks.get("cover", 0.0) ** 2, "meaning": min(1.0, max(0.0, (marks.get("close", 0.0) - 0.3) * 2))}
    z = BASE + sum(weight * made.get(name, 0.0) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-z))


def enough(confidence: float) -> bool:
    """Is an answer sure enough to be given?"""
    return confidence >= ENOUGH
