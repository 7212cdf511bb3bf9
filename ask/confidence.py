"""How sure an answer is, from the marks of its proposal; and how sure is sure enough.

The weights are those of a logistic regression on 311 answers to questions over four reports (benchmarks/ask/answers.py says what
they come to); a confidence is the share of such answers that were right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

ENOUGH = 0.3
"""Answers less sure than this are not given. In cross-validation that held back 3 in 100 right answers and 80 to 88 in 100 of those
to questions that the reports do not answer."""
WEIGHTS = {"own": 1.54, "cover2": 1.72, "meaning": 2.68, "typed": 0.21, "near": 1.12, "lack": -1.25, "graph": 0.39}
BASE = -3.98
OTHER_YEAR, OTHER_NAME = 4.0, 3.0
"""What an answer about another year or company than the asked one loses."""


def confident(marks: Mapping[str, float]) -> float:
    """Probability that an answer with these marks is right. Marks that are missing count as nothing."""
    made = {**marks, "cover2": marks.get("cover", 0.0) ** 2, "meaning": min(1.0, max(0.0, (marks.get("close", 0.0) - 0.3) * 2))}
    z = BASE + sum(weight * made.get(name, 0.0) for name, weight in WEIGHTS.items())
    z -= OTHER_YEAR * (1 - made.get("year", 1.0)) + OTHER_NAME * (1 - made.get("named", 1.0))
    return 1 / (1 + math.exp(-z))


def enough(confidence: float) -> bool:
    """Is an answer sure enough to be given?"""
    return confidence >= ENOUGH
