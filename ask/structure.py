"""Answers from the graph: a field of one fact ("until when is it valid"), a list of facts of a kind, a count of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from ask.choice import Choice
from ask.data import lines
from ask.lexicon import fold, stands, words
from ask.persons import by_name
from ask.proposal import Value
from ask.rank import Candidate, Facts, Record, Similarity, as_sentence, ranked, stems_of
from ask.scope import Scope
from ask.terms import Term
from ask.text import Sentence, fit, says
from ask.understand import Reading
from ontology.fields import KINDS, VIEWS, Field

TRIED = 12
"""Facts that are compared with the question in meaning."""
SHORT = 20
"""Words of a fact that is read whole."""
_NAMED = frozenset(words("listed named mentioned described given shown"))
SURE = 0.1
"""What a list gains that is of all facts of a kind about the company that the question names, and of nothing narrower."""
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
    pool: list[tuple[float, Sentence, Record, Field]] = []
    for kind, field in asked_fields(reading):
        for record in facts.of(kind):
            if record.get(field.name) not in (None, "", [], {}):
                sentence = _focused(record, field)
                pool.append((fit(reading, sentence.stems, sentence.context, scope).cover, sentence, record, field))
    pool.sort(key=lambda p: (-p[0], p[1].start, p[3].name))
    best = pool[:TRIED]
    fields = {id(sentence): field for _, sentence, _, field in best}
    made = ranked(reading, [(sentence, record) for _, sentence, record, _ in best], scope, similarity)
    return [choice for c in made if (choice := _of_field(reading, c, fields[id(c.sentence)], scope))]


def _focused(record: Record, field: Field) -> Sentence:
    """A fact in words: its names and the asked field first, the rest around it."""
    sentence = as_sentence(record)
    values = ", ".join(str(v) for v in _values(field, record[field.name], record))
    names = sentence.text if len(sentence.text.split()) <= SHORT else ", ".join([record["label"], *record["aliases"]])
    text = f"{names}. {field.name.replace('_', ' ').capitalize()}: {values}"
    quotes = " ".join(e["quote"] for e in record["evidence"])
    return replace(sentence, text=text, above=f"{sentence.above} {sentence.text} {quotes}")


def _in_office(reading: Reading, record: Record, scope: Scope) -> bool:
    """Does a person's position say all that is asked of it?"""
    said = frozenset(words(f"{record['position'] or ''} {record['organization'] or ''}"))
    return all(says(t, said, scope) >= 0.9 for t in reading.content if not t.name)


def _of_field(reading: Reading, candidate: Candidate, field: Field, scope: Scope) -> Choice | None:
    record = candidate.record or {}
    value = record.get(field.name)
    if value in (None, "", [], {}):
        return None
    asked, said = {n.label for n in reading.names} if field.type in ("name", "names") else set(), set(words(reading.english))
    values = tuple(v for v in _values(field, value, record) if v not in asked and not (isinstance(v, str) and set(words(v)) <= said))
    if not values:
        return None
    many = len(values) > 1
    fits = 0.2 if record["kind"] == "people" and by_name(reading) and _in_office(reading, record, scope) else 0.0
    return Choice(
        candidate, candidate.score + 0.06 + fits, "" if many else str(values[0]), values=values if many else (), typed=1.0, field=field.name
    )


def _values(field: Field, value: Any, record: Record) -> tuple[Value, ...]:
    """What a field says, as an answer shows it; organizations by the words of the quote."""
    if field.type == "quantities":
        return tuple(" ".join(str(q[k]) for k in ("value", "unit") if q.get(k) not in (None, "")) for q in value)
    if field.name == "holder_share":
        return (f"{round(value * 100, 2):g}%",)
    if field.type in ("name", "names"):
        return tuple(value) if isinstance(value, list) else (value,)
    if isinstance(value, list):
        return tuple(str(v) for v in value)
    return (value if isinstance(value, (int, float)) else str(value),)


# ------------------------------------------------------------------------------------------------------------ lists
def list_choices(
    reading: Reading, candidates: Sequence[Candidate], facts: Facts, scope: Scope, similarity: Similarity | None
) -> list[Choice]:
    """Facts of the kind that "which ..." or "how many ..." names: those that meet the question, and those of its best sentences."""
    found: list[Choice] = []
    for kind in reading.kinds:
        if kind in ("disclosures", "observations"):
            continue
        rest = _rest(reading, kind)
        fitting = _meeting(reading, kind, of_status(reading, facts.of(kind)), rest, scope)
        if fitting:
            listed = _listed(reading, [r for _, r in fitting], scope, similarity)
            sure = bool(reading.names or reading.status) and not rest and bool(_name_fields(kind)) and reading.wants == "list"
            found.append(replace(listed, score=listed.score + SURE) if sure else listed)
        if kind in ("subsidiaries", "organizations"):
            found += _related(reading, kind, rest, facts, scope, similarity)
        elif reading.wants == "list":
            found += [c for s in candidates[:6] if (c := _standing_in(reading, s, of_status(reading, facts.of(kind))))]
    return found


def of_status(reading: Reading, records: Sequence[Record]) -> Sequence[Record]:
    """The facts with the status that a question asks for: "which initiatives has it joined?"."""
    if reading.status is None:
        won = "awards" in reading.kinds and _WON.search(reading.english)
        return [r for r in records if r.get("status") != "joined"] if won else records
    papers = _PAPER.search(" ".join(reading.noun)) is not None
    either = reading.status != "joined" or "initi" in reading.noun
    return [r for r in records if r.get("status") == reading.status and (either or papers == bool(_PAPER.search(str(r["label"]))))]


_WON = re.compile(r"\b(?:won|wins?|received?|awarded|prizes?|honou?rs?)\b", re.I)
_PAPER = re.compile(r"\b(?:charter|pledge|declar|commit|manifesto|accord|principles|compact)\w*", re.I)
"""What one signs, and is no member of."""


def _rest(reading: Reading, kind: str) -> list[Term]:
    """What the question says beyond the kind itself and beyond names that a field of the kind holds."""
    head = {*reading.noun[-1:], *_NAMED}
    return [t for t in reading.terms if not t.filler and not set(t.stems) <= head and not (t.name and _name_fields(kind))]


def _name_fields(kind: str) -> list[str]:
    known = KINDS[VIEWS[kind][0]] if kind in VIEWS else KINDS[kind]
    return [f.name for f in known.fields if f.type in ("name", "names")]


def _meeting(reading: Reading, kind: str, records: Sequence[Record], rest: Sequence[Term], scope: Scope) -> list[tuple[float, Record]]:
    """Facts that say most of the rest of the question, about the asked company and time, with how much they say."""
    weighed = []
    total = sum(t.weight for t in rest)
    for record in records:
        if _in_time(reading, record) and _by_name(reading, kind, record):
            stems = stems_of(record)
            weighed.append((sum(t.weight * says(t, stems, scope) for t in rest) / total if total else 1.0, record))
    best = max((w for w, _ in weighed), default=0.0)
    least = 0.85 if reading.wants == "count" else LISTED
    return [(w, r) for w, r in weighed if w >= max(least, 0.85 * best)]


def _in_time(reading: Reading, record: Record) -> bool:
    """A dated fact must be of the asked year and month; an undated one is not ruled out by a year alone."""
    when = str(record.get("date") or "")
    if reading.month and not re.search(rf"^\d{{4}}-{reading.month:02d}", when):
        return False
    return not (reading.years and when) or any(when.startswith(str(y)) for y in reading.years)


def _by_name(reading: Reading, kind: str, record: Record) -> bool:
    """A fact about another company than the asked one is none of the list."""
    fields = _name_fields(kind)
    if not reading.names or not fields:
        return True
    said = [n for f in fields for n in _as_list(record[f])]
    return any(name.label in said or _mentions(record, name.surfaces) for name in reading.names)


def _as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _mentions(record: Record, surfaces: Iterable[str]) -> bool:
    quotes = " ".join(e["quote"] for e in record["evidence"])
    return any(stands(s, quotes) >= 0 for s in surfaces)


def _listed(
    reading: Reading, records: Sequence[Record], scope: Scope, similarity: Similarity | None, values: tuple[Value, ...] = ()
) -> Choice:
    """One choice for a list of facts, as sure as the one of them that fits best."""
    best = ranked(
        reading,
        [(replace(as_sentence(r), above=" ".join(e["quote"] for e in r["evidence"])), r) for r in records[:TRIED]],
        scope,
        similarity,
    )[0]
    values = values or tuple(dict.fromkeys(_shown(r) for r in records))
    if reading.wants == "count":
        return Choice(best, best.score - 0.05, str(len(values)), records=tuple(records), listing=values)
    return Choice(best, best.score + 0.1, values=values, records=tuple(records))


def _shown(record: Record) -> str:
    """A fact in a list: its identifier and title, or its label."""
    if record["kind"] == "standards" and record.get("identifier"):
        return f"{record['identifier']} {record.get('title') or ''}".strip()
    return str(record["label"])


def _related(reading: Reading, kind: str, rest: Sequence[Term], facts: Facts, scope: Scope, similarity: Similarity | None) -> list[Choice]:
    """Companies that facts of other kinds name as holders, recipients, operators or owners."""
    role = "subsidiary" if kind == "subsidiaries" else None
    found = []
    for other in ("certifications", "awards", "projects", "standards", "patents", "facilities", "products"):
        fitting = [r for _, r in _meeting(reading, other, facts.of(other), rest, scope)] if rest else []
        names = names_of(fitting, role, scope)
        if names:
            found.append(_listed(reading, fitting, scope, similarity, names))
    return found


def names_of(records: Sequence[Record], role: str | None, scope: Scope) -> tuple[str, ...]:
    """Organizations that facts name as holders, recipients, operators or owners, as their quotes name them."""
    labels = {n.label: n for n in scope.names if role in (None, n.role) and n.role != "reporter"}
    found: dict[str, None] = {}
    for record in records:
        quotes = " ".join(e["quote"] for e in record["evidence"])
        for name in (n for field in _name_fields(record["kind"]) for n in _as_list(record[field]) if n in labels):
            surfaces = [s for s in labels[name].surfaces if stands(s, quotes) >= 0]
            found[max(surfaces, key=len) if surfaces else name] = None
    return tuple(found)


_TOPIC = re.compile(r"\b(?:on|about|concerning|regarding|for|against) ([a-z][a-z ,&-]{2,60})$")


def _standing_in(reading: Reading, candidate: Candidate, records: Sequence[Record]) -> Choice | None:
    """The facts of a kind that a sentence names, those on the asked topic where some are."""
    sentence = candidate.sentence
    inside = [r for r in records if any(sentence.start <= e["start"] < sentence.end for e in r["evidence"])]
    topic = _TOPIC.search(fold(reading.english).strip(" ?."))
    stems = set(words(topic.group(1))) if topic else set()
    on_topic = [r for r in inside if stems & set(words(r["label"]))]
    chosen = on_topic or inside
    if len(chosen) < 2:
        return None
    return Choice(candidate, candidate.score + 0.12, values=tuple(dict.fromkeys(_shown(r) for r in chosen)), records=tuple(chosen))
