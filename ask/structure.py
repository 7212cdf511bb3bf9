"""Answers from the graph: a field of one fact ("until when is it valid"), a list of facts of a kind, a count of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from ask.choice import Choice
from ask.data import lines
from ask.lexicon import fold
from ask.proposal import Value
from ask.rank import Candidate, Facts, Record, Similarity, as_sentence, ranked, stems_of
from ask.scope import Scope
from ask.text import says
from ask.understand import Reading, Term
from index.words import words
from ontology.fields import KINDS, VIEWS, Field

TRIED = 8
"""Facts of a kind that are compared with the question in meaning."""
LISTED = 0.6
"""A fact belongs in a list when it says this share of what the question asks for."""


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in lines("fields.tsv"))
    return tuple((kind, field, re.compile(pattern)) for kind, field, pattern in rows)


def asked_fields(reading: Reading) -> list[tuple[str, Field]]:
    """Fields that the question may ask for, with their kinds, in the order of the data file."""
    low = fold(reading.english)
    return [(kind, KINDS[kind].field(field)) for kind, field, pattern in _rules() if pattern.search(low)]


def field_choices(reading: Reading, facts: Facts, scope: Scope, similarity: Similarity | None) -> list[Choice]:
    """Facts whose words say the question, with the value of the field that it asks for."""
    found: list[Choice] = []
    by_kind: dict[str, list[Field]] = {}
    for kind, field in asked_fields(reading):
        by_kind.setdefault(kind, []).append(field)
    for kind, fields in by_kind.items():
        for candidate in _best(reading, facts.of(kind), scope, similarity):
            for field in fields:
                if choice := _of_field(reading, candidate, field):
                    found.append(choice)
    return found


def _best(reading: Reading, records: Sequence[Record], scope: Scope, similarity: Similarity | None) -> list[Candidate]:
    """The facts that say most of the question's content."""
    weighed = [(sum(t.weight * says(t, stems_of(r), scope) for t in reading.terms), r) for r in records]
    weighed = [(w, r) for w, r in weighed if w > 0]
    weighed.sort(key=lambda pair: (-pair[0], pair[1]["evidence"][0]["start"]))
    return ranked(reading, [(_whole(r), r) for _, r in weighed[:TRIED]], scope, similarity)


def _whole(record: Record) -> Any:
    """A fact in words with its quotes around it: what it says counts, where its field names or quotes say it."""
    sentence = as_sentence(record)
    quotes = " ".join(e["quote"] for e in record["evidence"])
    return replace(sentence, above=f"{sentence.above} {quotes}")


def _of_field(reading: Reading, candidate: Candidate, field: Field) -> Choice | None:
    record = candidate.record or {}
    value = record.get(field.name)
    if value in (None, "", [], {}):
        return None
    values = _values(field, value, record, reading)
    if not values:
        return None
    many = len(values) > 1
    return Choice(candidate, candidate.score + 0.06, "" if many else str(values[0]), values=values if many else (), typed=1.0, field=field.name)


def _values(field: Field, value: Any, record: Record, reading: Reading) -> tuple[Value, ...]:
    """What a field says, as an answer shows it; organizations by the words of the quote."""
    if field.type == "quantities":
        return tuple(" ".join(str(q[k]) for k in ("value", "unit") if q.get(k) not in (None, "")) for q in value)
    if field.name == "holder_share":
        return (f"{round(value * 100, 2):g}%",)
    if field.type in ("name", "names"):
        names = value if isinstance(value, list) else [value]
        asked = {n.label for n in reading.names}
        return tuple(n for n in names if n not in asked)
    if isinstance(value, list):
        return tuple(str(v) for v in value)
    return (value if isinstance(value, (int, float)) else str(value),)


# ------------------------------------------------------------------------------------------------------------ lists
def listed(reading: Reading, facts: Facts, scope: Scope) -> tuple[str, list[Record], float] | None:
    """(kind, its facts that the question asks for, how well they fit), where the question names a kind."""
    for kind in reading.kinds:
        if kind in ("disclosures", "observations"):
            continue
        records = facts.of(kind)
        rest = _rest(reading, kind)
        fitting = _meeting(reading, kind, records, rest, scope)
        if fitting:
            return kind, [r for _, r in fitting], sum(w for w, _ in fitting) / len(fitting)
    return None


def _rest(reading: Reading, kind: str) -> list[Term]:
    """What the question says beyond the kind itself."""
    head = set(reading.noun[-1:])
    return [t for t in reading.terms if not t.filler and not set(t.stems) <= head and not (t.name and _named_field(kind))]


def _named_field(kind: str) -> list[str]:
    known = KINDS[VIEWS[kind][0]] if kind in VIEWS else KINDS[kind]
    return [f.name for f in known.fields if f.type in ("name", "names")]


def _meeting(reading: Reading, kind: str, records: Sequence[Record], rest: Sequence[Term], scope: Scope) -> list[tuple[float, Record]]:
    weighed = []
    total = sum(t.weight for t in rest)
    for record in records:
        if not _in_time(reading, record) or not _by_name(reading, kind, record):
            continue
        stems = stems_of(record)
        weight = sum(t.weight * says(t, stems, scope) for t in rest) / total if total else 1.0
        weighed.append((weight, record))
    best = max((w for w, _ in weighed), default=0.0)
    return [(w, r) for w, r in weighed if w >= max(LISTED, 0.85 * best)]


def _in_time(reading: Reading, record: Record) -> bool:
    """A dated fact must be of the asked year and month; an undated one is not ruled out by a year alone."""
    when = str(record.get("date") or "")
    if reading.month and not re.search(rf"^\d{{4}}-{reading.month:02d}", when):
        return False
    return not (reading.years and when) or any(when.startswith(str(y)) for y in reading.years)


def _by_name(reading: Reading, kind: str, record: Record) -> bool:
    """A fact about another company than the asked one is none of the list."""
    fields = _named_field(kind)
    if not reading.names or not fields:
        return True
    said = [n for f in fields for n in ([record[f]] if isinstance(record[f], str) else record[f] or [])]
    return any(name.label in said for name in reading.names) or any(_mentions(record, name.surfaces) for name in reading.names)


def _mentions(record: Record, surfaces: Iterable[str]) -> bool:
    quotes = " ".join(e["quote"] for e in record["evidence"])
    return any(re.search(rf"(?<!\w){re.escape(s)}(?!\w)", quotes) for s in surfaces)


def names_of(records: Sequence[Record], role: str | None, scope: Scope) -> tuple[str, ...]:
    """Organizations that facts name as holders, recipients, operators or owners, as their quotes name them."""
    labels = {n.label: n for n in scope.names if role in (None, n.role) and n.role != "reporter"}
    found: dict[str, None] = {}
    for record in records:
        quotes = " ".join(e["quote"] for e in record["evidence"])
        for field in _named_field(record["kind"]):
            for name in [record[field]] if isinstance(record[field], str) else record[field] or []:
                if name in labels:
                    surfaces = [s for s in labels[name].surfaces if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", quotes)]
                    found[max(surfaces, key=len) if surfaces else name] = None
    return tuple(found)


def label_words(record: Record) -> list[str]:
    """The label's stems, for comparing."""
    return words(record["label"])
