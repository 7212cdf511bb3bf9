"""How sure an answer is, from the marks of its proposal; and how sure is sure enough."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ask.understand import Reading

ENOUGH = 0.5


def confident(reading: Reading, marks: Mapping[str, float]) -> float:
    """Probability that an answer with these marks is right."""
    z = -5.0 + 3.0 * marks["cover"] + 4.0 * marks["close"] + 2.0 * marks["typed"] + 1.0 * marks["key"]
    return 1 / (1 + math.exp(-z))


def enough(confidence: float) -> bool:
    return confidence >= ENOUGH
