"""What one report's words are: how rare each is, whom the report names, which year it is about. Questions are read against it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from rapidfuzz.distance import DamerauLevenshtein

from ask.lexicon import fold
from index.words import words
from kg.names import SELF
from report.clean import clean

if TYPE_CHECKING:
    from index import Index

_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"(?<![\d.,-])20\d\d(?![\d,-]|\.\d)")


class Source(Protocol):
    """What answering needs of a library."""

    def reports(self) -> Sequence[Any]: ...
    def text(self, report: str) -> str: ...
    def records(self, kind: str, report: str | None = None, where: Mapping[str, str] | None = None) -> list[dict[str, Any]]: ...
    @property
    def index(self) -> Index: ...
    def sparql(self, query: str, timeout: float | None = None) -> Any: ...


@dataclass(frozen=True)
class Named:
    """An organization of the report and the words that name it, stems of each."""

    id: str
    label: str
    role: str | None
    surfaces: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Scope:
    """A report as a place to look: `rarity` of a stem is 0 (in every line) to 1 (in none)."""

    report: str
    lines: int
    seen: Mapping[str, int]
    forms: Mapping[str, int]
    names: tuple[Named, ...]
    year: int | None

    def rarity(self, stem: str) -> float:
        return math.log((self.lines + 1) / (self.seen.get(stem, 0) + 0.5)) / math.log(2 * (self.lines + 1))

    def mended(self, word: str) -> str | None:
        """The report's own word for one that is misspelt, or None: one slip, two in a long word; same first letter."""
        if len(word) < 5 or word in self.forms:
            return None
        slips = 1 if len(word) < 10 else 2
        near = [(DamerauLevenshtein.distance(word, form, score_cutoff=slips), -count, form) for form, count in self.forms.items()
                if form[0] == word[0] and abs(len(form) - len(word)) <= slips]  # fmt: skip
        best = min((n for n in near if n[0] <= slips), default=None)
        return best[2] if best else None

    @property
    def reporter(self) -> Named | None:
        return next((named for named in self.names if named.role == "reporter"), None)


def scope_of(library: Source, report: str) -> Scope:
    """Read a report's text and the organizations that its graph knows."""
    text = library.text(report)
    seen: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    lines = [line for line in text.split("\n") if line.strip()]
    for line in lines:
        plain = clean(line).text if "<" in line or "*" in line else line
        seen.update(set(words(plain)))
        forms.update(_WORD.findall(fold(plain)))
    return Scope(report, max(1, len(lines)), seen, forms, _names(library, report), _year(text))


def _names(library: Source, report: str) -> tuple[Named, ...]:
    found = []
    for record in library.records("organizations", report):
        forms = [record["label"], record.get("full_name"), record.get("short_name"), *record["aliases"]]
        surfaces = tuple(dict.fromkeys(f for f in forms if f and f.casefold() not in SELF and len(f) > 2))
        stems = tuple(dict.fromkeys(s for f in surfaces if (s := tuple(words(f)))))
        found.append(Named(record["id"], record["label"], record["role"], surfaces, stems))
    return tuple(found)


def _year(text: str) -> int | None:
    """The year that the text names most; of two that are nearly as frequent, the later."""
    counts = Counter(int(year) for year in _YEAR.findall(text))
    most = max(counts.values(), default=0)
    return max((year for year, count in counts.items() if count >= 0.7 * most), default=None)
