"""A candidate together with what in it answers."""

from __future__ import annotations

from dataclasses import dataclass

from ask.figures import Figure
from ask.proposal import Value
from ask.rank import Candidate, Record


@dataclass(frozen=True, eq=False)
class Choice:
    """A candidate and what in it answers: a value, or several; `figure` where it is a number."""

    candidate: Candidate
    score: float
    value: str = ""
    figure: Figure | None = None
    values: tuple[Value, ...] = ()
    typed: float = 1.0
    """1 when it holds the wanted sort of thing, 0 when it does not."""
    field: str | None = None
    """The field of the fact that the value is of."""
    records: tuple[Record, ...] = ()
    """The facts of a list."""
    listing: tuple[Value, ...] = ()
    """What was counted."""
