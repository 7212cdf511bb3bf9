"""What answering has read of a library: scopes, facts and meanings. Nothing of an open library changes, so nothing is read twice."""

from __future__ import annotations

from functools import cached_property

from ask.meaning import Meaning
from ask.rank import Facts
from ask.scope import Scope, Source, scope_of


class Memory:
    """Kept with an open library, for as long as it is open."""

    def __init__(self, library: Source) -> None:
        self._library = library
        self._facts: dict[str, Facts] = {}
        self._scopes: dict[str, Scope] = {}

    def facts(self, report: str) -> Facts:
        """The facts of a report; each kind is read when first asked for."""
        if report not in self._facts:
            self._facts[report] = Facts(lambda kind: self._library.facts(kind, report))
        return self._facts[report]

    def scope(self, report: str) -> Scope:
        """A report's vocabulary, names and year."""
        if report not in self._scopes:
            self._scopes[report] = scope_of(self._library, report, self.facts(report).of("organizations"))
        return self._scopes[report]

    @cached_property
    def meaning(self) -> Meaning:
        """How near in meaning texts are, by the encoder of the search index."""
        return Meaning(self._library.index.encoder)
