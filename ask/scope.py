"""What one report's words are: how rare each is, whom the report names, which year it is about. Questions are read against it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from rapidfuzz.distance import DamerauLevenshtein

from ask.lexicon import words
from ask.periods import spelt_out
from kg.names import SELF

if TYPE_CHECKING:
    from ask.memory import Memory
    from index import Index
    from index.lexical import Postings

_YEAR = re.compile(r"(?<![\d.,-])20\d\d(?![\d-]|[.,]\d)")


class Source(Protocol):
    """What answering needs of a library."""

    def reports(self) -> Sequence[Any]: ...
    def text(self, report: str) -> str: ...
    def records(self, kind: str, report: str | None = None, where: Mapping[str, str] | None = None) -> list[dict[str, Any]]: ...
    def facts(self, kind: str, report: str) -> list[dict[str, Any]]: ...
    @property
    def index(self) -> Index: ...
    @property
    def memory(self) -> Memory: ...
    def sparql(self, query: str, timeout: float | None = None) -> Any: ...


@dataclass(frozen=True)
class Named:
    """An organization of the report and the words that name it, stems of each."""

    id: str
    label: str
    role: str | None
    surfaces: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]


class Vocabulary:
    """In how many passages of a report each stem stands, from the postings of the search index."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._counts: dict[str, int] = {}

    def count(self, stem: str) -> int:
        if stem not in self._counts:
            self._counts[stem] = len(self._postings.of(stem))
        return self._counts[stem]

    def __contains__(self, stem: str) -> bool:
        return self.count(stem) > 0

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Words of the report as they are spelt, with their stems."""
        return {spelt: stem for stem, spelt in self._postings.spellings.items()}


@dataclass(frozen=True)
class Scope:
    """A report as a place to look: `rarity` of a stem is 0 (in every passage) to 1 (in none)."""

    report: str
    passages: int
    seen: Vocabulary
    names: tuple[Named, ...]
    year: int | None

    def rarity(self, stem: str) -> float:
        if stem not in self._rarities:
            self._rarities[stem] = math.log((self.passages + 1) / (self.seen.count(stem) + 0.5)) / math.log(2 * (self.passages + 1))
        return self._rarities[stem]

    def weighed(self, way: tuple[str, ...]) -> tuple[tuple[tuple[str, float], ...], float]:
        """The stems of a phrase with what each weighs in it, and the sum."""
        if way not in self._weighed:
            made = tuple((s, self.rarity(s) + 0.05) for s in way)
            self._weighed[way] = made, sum([w for _, w in made])
        return self._weighed[way]

    @cached_property
    def _weighed(self) -> dict[tuple[str, ...], tuple[tuple[tuple[str, float], ...], float]]:
        return {}

    @cached_property
    def _rarities(self) -> dict[str, float]:
        return {}

    def mended(self, word: str) -> str | None:
        """The report's own word for one that is misspelt, or None: one slip, two in a long word; same first letter."""
        forms = self.seen.spellings
        if len(word) < 5 or word in forms:
            return None
        slips = 1 if len(word) < 10 else 2
        near = [(DamerauLevenshtein.distance(word, form, score_cutoff=slips), -self.seen.count(stem), form) for form, stem in forms.items()
                if form[0] == word[0] and abs(len(form) - len(word)) <= slips]  # fmt: skip
        best = min((n for n in near if n[0] <= slips), default=None)
        return best[2] if best else None

    @property
    def reporter(self) -> Named | None:
        """The company whose report it is."""
        return next((named for named in self.names if named.role == "reporter"), None)


def scope_of(library: Source, report: str, organizations: Iterable[Mapping[str, Any]]) -> Scope:
    """A report's vocabulary, the organizations that its graph knows, and its year."""
    segment = next(s for s in library.index.segments if s.report == report)
    return Scope(report, max(1, segment.size), Vocabulary(segment.postings), _names(organizations), _year(library.text(report)))


def _names(organizations: Iterable[Mapping[str, Any]]) -> tuple[Named, ...]:
    found = []
    for record in organizations:
        forms = [record["label"], record.get("full_name"), record.get("short_name"), *record["aliases"]]
        surfaces = tuple(dict.fromkeys(f for f in forms if f and f.casefold() not in SELF and len(f) > 2))
        stems = tuple(dict.fromkeys(s for f in surfaces if (s := tuple(words(f)))))
        found.append(Named(record["id"], record["label"], record["role"], surfaces, stems))
    return tuple(found)


def _year(text: str) -> int | None:
    """The year that the text names most; of two that are nearly as frequent, the later."""
    counts = Counter(int(year) for year in _YEAR.findall(spelt_out(text)))
    most = max(counts.values(), default=0)
    return max((year for year, count in counts.items() if count >= 0.7 * most), default=None)
