"""The pool that an answer is chosen from: sentences of the best passages and facts of the graph, best first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from ask.lexicon import stated, words
from ask.scope import Scope
from ask.text import Evidence, Fit, Sentence, fit
from ask.understand import Reading

if TYPE_CHECKING:
    from ask.series import Series

Record = dict[str, Any]
Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""(question, texts) -> how near in meaning each text is, -1 to 1."""
MEASURED = ("observations", "targets")
"""Kinds of fact that have a value."""
COMPARED = 16
"""Candidates whose meaning is compared with the question's; the others go by their words alone."""
COMPARED_FACTS = 6
"""Facts beside them that are compared too: no passage has lent them its meaning."""
OTHER_YEAR = 0.15
"""What a sentence about other years than the asked ones loses."""
OTHER_SCOPE = 0.25
"""What a text about other GHG scopes than the asked ones loses."""
WITHIN = 0.25
"""How much less than the best a candidate may have by its words and still be compared; the best of all was never further away."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A sentence, row or fact with its marks. `score` is what candidates are ordered by, about 0 to 1."""

    sentence: Sentence
    fit: Fit
    close: float
    score: float
    record: Record | None = None

    @property
    def places(self) -> list[tuple[int, int]]:
        if self.record:
            return [(e["start"], e["end"]) for e in self.record["evidence"]]
        return [(self.sentence.start, self.sentence.end)]

    def evidence(self, source: str) -> list[Evidence]:
        """Its citations: those of the fact, or the sentence itself."""
        return [dict(e) for e in self.record["evidence"]] if self.record else self.sentence.evidence(source)


@dataclass(frozen=True)
class Facts:
    """The facts of one report by kind, read when first asked for."""

    load: Callable[[str], list[Record]]

    @cached_property
    def _known(self) -> dict[str, list[Record]]:
        return {}

    def of(self, kind: str) -> list[Record]:
        if kind not in self._known:
            self._known[kind] = self.load(kind)
        return self._known[kind]

    @cached_property
    def measured(self) -> list[Record]:
        """Observations and targets that have a value."""
        return [record for kind in MEASURED for record in self.of(kind) if record.get("value") is not None]

    @cached_property
    def labels(self) -> dict[str, tuple[str, frozenset[str]]]:
        """What each observation and target measures, dimensions included, by its id, with the stems."""
        said = {r["id"]: _measured(r) for r in self.measured}
        return {id: (label, frozenset(words(stated(label)))) for id, label in said.items()}

    @cached_property
    def series(self) -> list[Series]:
        """The observations by measure, breakdown, unit and company."""
        from ask.series import series_in

        return series_in(self)

    @cached_property
    def _places(self) -> list[tuple[int, int, Record]]:
        return sorted(((e["start"], e["end"], r) for r in self.measured for e in r["evidence"]), key=lambda place: place[:2])

    @cached_property
    def _longest(self) -> int:
        return max((end - start for start, end, _ in self._places), default=0)

    def measured_in(self, start: int, end: int) -> list[Record]:
        """Observations and targets with evidence in a stretch of the text, each once."""
        first = bisect_left(self._places, start - self._longest, key=lambda place: place[0])
        last = bisect_left(self._places, end, key=lambda place: place[0])
        return list({r["id"]: r for a, b, r in self._places[first:last] if a < end and start < b}.values())


def _measured(record: Record) -> str:
    return " ".join([record["metric"] or record["label"], *(str(v) for v in (record.get("dimensions") or {}).values())])


def ranked(
    reading: Reading, pool: Iterable[tuple[Sentence, Record | None]], scope: Scope, similarity: Similarity | None
) -> list[Candidate]:
    """Weigh everything in the pool by words; the best by meaning too."""
    first = [_by_words(reading, sentence, record, scope) for sentence, record in pool]
    first.sort(key=lambda c: (-c.score, c.sentence.start))
    if similarity is None or not first:
        return first
    close_by = [c for c in first if c.score >= first[0].score - WITHIN]
    head = close_by[:COMPARED] + [c for c in close_by[COMPARED:] if c.record][:COMPARED_FACTS]
    alone = [c.sentence.text for c in head if not (c.sentence.whole and not c.record)]
    near = dict(zip(alone, similarity(reading.english, alone), strict=True)) if alone else {}
    made = [
        replace(c, close=n, score=_score(c.fit, n, c.sentence) + _other_year(reading, c))
        for c in head
        for n in [near.get(c.sentence.text, c.sentence.meaning)]
    ]
    return sorted(made, key=lambda c: (-c.score, c.sentence.start)) + [c for c in first if c not in head]


def _by_words(reading: Reading, sentence: Sentence, record: Record | None, scope: Scope) -> Candidate:
    found = fit(reading, sentence.stems, sentence.context, scope)
    guess = 0.35 * found.cover + 0.6 * (sentence.meaning or (0.5 * found.own if record else 0.0))
    return Candidate(sentence, found, guess, _score(found, guess, sentence) + _about(reading, sentence, record, scope), record)


def _score(found: Fit, close: float, sentence: Sentence) -> float:
    return 0.4 * found.cover + 0.12 * found.own + 0.4 * max(0.0, close) + 0.08 * sentence.closeness


def _about(reading: Reading, sentence: Sentence, record: Record | None, scope: Scope) -> float:
    """Off for a text about another company, or about another year, than the question's."""
    off = 0.0
    if reading.names and not any(_names(sentence, n.stems) for n in reading.names):
        off -= 0.12
    if reading.years and sentence.years and not sentence.years & set(reading.years):
        off -= 0.12
    asked, said = scopes(reading.english), scopes(sentence.text)
    if asked and said and not asked & said:
        off -= OTHER_SCOPE
    return off


@lru_cache(maxsize=1 << 12)
def scopes(text: str) -> frozenset[str]:
    """The GHG scopes that a text names one by one."""
    return frozenset(m[-1] for m in re.findall(r"\bscope ?\d", text, re.I))


def _other_year(reading: Reading, c: Candidate) -> float:
    """Off for a sentence that names years, and none of those asked for."""
    said = c.sentence.years
    return -OTHER_YEAR if reading.years and said and not c.record and not c.sentence.row and not said & set(reading.years) else 0.0


def _names(sentence: Sentence, surfaces: Iterable[tuple[str, ...]]) -> bool:
    bag = sentence.stems | sentence.context
    return any(all(s in bag for s in surface) for surface in surfaces)


# ------------------------------------------------------------------------------------------------------ facts as texts
SKIP = {
    "id",
    "kind",
    "label",
    "aliases",
    "report",
    "confidence",
    "evidence",
    "value_si",
    "unit_si",
    "unit_iri",
    "value",
    "category",
    "qualifier",
    "type",
}


def as_sentence(record: Record, rank: int = 99, closeness: float = 0.0) -> Sentence:
    """A fact in words, standing where its first quote stands."""
    first = record["evidence"][0]
    text = _observation(record) if record["kind"] in ("observations", "targets") else said(record)
    return Sentence(
        record["report"], text, first["section"] or "", first["start"], first["end"], first["page"], first["section"], True, rank, closeness
    )


def said(record: Record) -> str:
    """Label, names and field values of a fact, each once."""
    parts: dict[str, None] = {record["label"]: None}
    parts.update((alias, None) for alias in record["aliases"])
    for name, value in record.items():
        if name not in SKIP and not name.endswith("_id"):
            parts.update((text, None) for text in _texts(value))
    return ", ".join(parts)


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [str(v) for v in value.values() if v not in (None, "")]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return [] if value in (None, "") else [str(value)]


def _observation(record: Record) -> str:
    dimensions = " ".join(str(v) for v in (record.get("dimensions") or {}).values())
    unit = f", {record['unit']}" if record.get("unit") else ""
    when = record.get("period") or record.get("due") or ""
    value = record.get("value_text") or record.get("value")
    statement = record.get("statement") or ""
    return f"{record['metric'] or record['label']} {dimensions}{unit}, {when}: {value} {statement}".strip()


def stems_of(record: Record) -> frozenset[str]:
    """The stems of everything that a fact says, its quotes and the titles above them included."""
    around = {part for e in record["evidence"] for part in (e["quote"], e["section"] or "")}
    return frozenset(words(" ".join([said(record), *sorted(around)])))
