"""The pool that an answer is chosen from: sentences of the best passages, and figures that the graph knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ask.periods import year_of
from ask.rank import Facts, Record, as_sentence
from ask.scope import Scope
from ask.text import Sentence, fit
from ask.understand import Reading

FIGURES = 16
"""Observations that are taken in because their words fit, wherever they stand."""
COUNTED = ("number", "count", "comparison", "text", "date", "yes-no")
"""Sorts of question that observations can answer."""

_CODE = re.compile(r"\b(?:[1-4]\d\d|[23])-\d{1,2}\b|\b[A-D]\d\.\d\b")

Pool = list[tuple[Sentence, Record | None]]


def pool_of(reading: Reading, sentences: Sequence[Sentence], facts: Facts, scope: Scope) -> Pool:
    """Sentences, with the observations that stand in their rows in place of these, and those that fit from elsewhere."""
    sentences = [replace(s, points=s.points or _indexes(s, facts)) for s in sentences]
    if reading.wants not in COUNTED:
        return [(s, None) for s in sentences]
    pool: Pool = []
    taken: set[str] = set()
    for sentence in sentences:
        inside = _standing_in(sentence, facts) if tabular(sentence) and not sentence.points else []
        for o in inside:
            if o["id"] not in taken:
                taken.add(o["id"])
                pool.append((replace(as_sentence(o, sentence.rank, sentence.closeness), above=f"{sentence.above} {sentence.text}"), o))
        if not inside or sentence.text.endswith("."):
            pool.append((sentence, None))
    return pool + [(as_sentence(o), o) for o in _fitting(reading, facts, taken, scope)]


def _indexes(sentence: Sentence, facts: Facts) -> bool:
    """Whether a passage is a line of a content index that came out as text: it holds the entries of two disclosures or more."""
    if sentence.row or not _CODE.search(sentence.text):
        return False
    inside = [
        r
        for r in facts.of("disclosures")
        if r["status"] != "statement" and any(sentence.start <= e["start"] < sentence.end for e in r["evidence"])
    ]
    return len(inside) > 1 or (len(inside) == 1 and len(sentence.text.split()) < 25)


def tabular(sentence: Sentence) -> bool:
    """A table row, or a line of a table that came out as text: more figures than words allow."""
    if sentence.row:
        return True
    tokens = sentence.text.split()
    numbers = sum(bool(re.match(r"[\d.,()%-]*\d", t)) for t in tokens)
    return numbers >= 2 and numbers * 4 >= len(tokens)


def _standing_in(sentence: Sentence, facts: Facts) -> list[Record]:
    return [r for start, end in ((sentence.start, sentence.end), *sentence.also) for r in facts.measured_in(start, end)]


def _fitting(reading: Reading, facts: Facts, taken: set[str], scope: Scope) -> list[Record]:
    """Observations whose own words say most of the question's, of the wanted year first; those that are taken left out."""
    wanted = reading.years or ((scope.year,) if scope.year else ())
    asked = {s for t in reading.content or reading.terms for way in (t.stems, *t.ways) for s in way}
    worth: dict[str, float] = {}
    weighed = []
    for record in facts.measured:
        label, stems = facts.labels[record["id"]]
        if record["id"] in taken or stems.isdisjoint(asked):
            continue
        if label not in worth:
            worth[label] = _worth(reading, stems, asked, scope)
        if worth[label] > 0:
            year = year_of(record)
            late = 0.2 if year and wanted and year not in wanted else 0.0
            weighed.append((worth[label] - late, -record["evidence"][0]["start"], record))
    weighed.sort(key=lambda w: (-w[0], w[1], w[2]["id"]))
    return [record for _, _, record in weighed[:FIGURES]]


def _worth(reading: Reading, stems: frozenset[str], asked: set[str], scope: Scope) -> float:
    """How much of the question a label says, less what it says beyond; 0 for one that says little."""
    found = fit(reading, stems, frozenset(), scope)
    if found.own < 0.3:
        return 0.0
    names = [s for s in stems if not s.isdigit()]
    extra = sum(scope.rarity(s) for s in names if s not in asked) / (sum(scope.rarity(s) for s in names) or 1.0)
    return max(0.01, found.own - 0.4 * extra)
