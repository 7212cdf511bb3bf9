"""What a way of answering comes up with: an answer with its proof, and the marks that its confidence is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ask.text import Evidence

Value = str | int | float


@dataclass(frozen=True)
class Query:
    """A SPARQL query, run when its rows are first asked for: most that is proposed is never said."""

    sparql: str
    run: Callable[[], tuple[Mapping[str, str | None], ...]]

    @cached_property
    def rows(self) -> tuple[Mapping[str, str | None], ...]:
        """What it gives; `?fact` of the rows are the facts of an answer."""
        return self.run()

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fact for row in self.rows if (fact := row.get("fact"))))


@dataclass(frozen=True)
class Proposal:
    """An answer that might be right. `values` are what it says in short; each is in one of the citations or computed."""

    answer: str
    values: tuple[Value, ...]
    citations: tuple[Evidence, ...]
    origin: str
    """ "graph", "text" or "index"."""
    marks: Mapping[str, float] = field(default_factory=dict)
    """What speaks for it, 0 to 1 each: cover, own, close, key, typed, agree ..."""
    query: Query | None = None
    conflict: bool = False
    computation: str | None = None
    """The sum, difference or ratio in full: "1,200 - 300 = 900"."""
    confidence: float = 0.0
    why: str = ""
