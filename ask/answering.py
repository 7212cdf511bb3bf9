"""A question becomes an answer with its proof: read, looked up in the graph and in the text, weighed, and given or declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ask.choice import Choice
from ask.confidence import confident, enough
from ask.contents import from_contents
from ask.described import chained, described, meant
from ask.exact import from_figures, from_kinds
from ask.gates import identified
from ask.itself import from_itself
from ask.joins import joined
from ask.measures import from_series
from ask.persons import by_name
from ask.pool import pool_of
from ask.proposal import Proposal, Value
from ask.rank import Candidate, Facts, Similarity, ranked
from ask.reply import choices, listed_below
from ask.rounding import exact_first
from ask.scope import Scope, Source
from ask.structure import field_choices, list_choices
from ask.sums import computed, observations
from ask.text import Evidence, Sentence, sentences_of
from ask.understand import Reading, read_question
from ask.weigh import propose

PASSAGES = 24
"""Passages that are read for one question."""
SERVES = "name, currently serves as, Mr, Ms, Dr"
"""What is searched beside a question for a person's name."""
NEAREST = 3
UNTYPED = 0.15
"""What a choice loses that does not hold the wanted sort of thing."""
CONTACT = "contact details: e-mail address, telephone, website, postal address, feedback"
"""What is searched beside a question that wants to reach somebody."""


@dataclass(frozen=True)
class Answer:
    """What `kg ask` prints: see CONTRACT.md. `how` says how the question was read and what was weighed, for `--explain`."""

    question: str
    status: str
    answer: str = ""
    values: tuple[Value, ...] = ()
    citations: tuple[Evidence, ...] = ()
    facts: tuple[str, ...] = ()
    sparql: str | None = None
    confidence: float = 0.0
    nearest: tuple[Evidence, ...] = ()
    report: str | None = None
    rows: tuple[dict[str, str | None], ...] = ()
    computation: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    how: dict[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape of the contract, with what `verify` needs beside it."""
        return {
            "question": self.question,
            "status": self.status,
            "answer": self.answer,
            "values": list(self.values),
            "citations": list(self.citations),
            "facts": list(self.facts),
            "sparql": self.sparql,
            "confidence": round(self.confidence, 3),
            "nearest": list(self.nearest),
            "report": self.report,
            "rows": list(self.rows),
            "computation": self.computation,
            "sources": dict(self.sources),
            "how": self.how,
        }


def answer_in(library: Source, question: str, report: str) -> Answer:
    """The answer of one report."""
    scope, facts, source = library.memory.scope(report), library.memory.facts(report), library.text(report)
    reading = read_question(question, scope)
    best, seen = proposed(library, reading, facts, scope)
    best = _through_name(library, reading, best, facts, scope) or best
    nearest = tuple(e for c in seen[:NEAREST] for e in c.evidence(source)[:1])
    how = {"reading": reading.explain(), "candidates": [_told(c) for c in seen[:5]], "marks": dict(best.marks) if best else {}}
    if best is None or not enough(best.confidence) or not identified(reading, best.answer, best.citations, source):
        return Answer(
            question,
            "not found",
            nearest=nearest,
            confidence=1 - best.confidence if best else 1.0,
            report=report,
            how=how | {"declined": best.answer if best else ""},
        )
    return _answered(question, best, report, how)


def proposed(library: Source, reading: Reading, facts: Facts, scope: Scope) -> tuple[Proposal | None, list[Candidate]]:
    """The best answer to a question as it was read, and the candidates that were weighed."""
    report, similarity = scope.report, library.memory.meaning
    hits = library.index.search(reading.english, PASSAGES, report, marks=False)
    if any(part.wants == "contact" for part in (reading, *reading.parts)):
        hits = [*hits, *library.index.search(CONTACT, PASSAGES // 2, report, marks=False)]
    if reading.wants == "person" and by_name(reading):
        hits = [*hits, *library.index.search(f"{reading.english} {SERVES}", PASSAGES // 2, report, marks=False)]
    sentences = sentences_of(hits, library.text(report))
    seen: list[Candidate] = []
    proposals = [_best(library, part, sentences, facts, scope, similarity, seen) for part in reading.parts or (reading,)]
    return _joined([p for p in proposals if p]), seen


def _through_name(library: Source, reading: Reading, plain: Proposal | None, facts: Facts, scope: Scope) -> Proposal | None:
    """The answer by way of the one that a question describes, where it describes one and no single place says it all."""
    parts = described(reading.english)
    if parts is None:
        return None
    inner = read_question(parts.inner, scope)
    whom = meant(inner, proposed(library, inner, facts, scope)[1], facts, scope)
    if whom is None:
        return None
    outer = proposed(library, read_question(parts.outer.format(whom.name), scope), facts, scope)[0]
    return chained(whom, outer, plain, library.text(scope.report))


def _answered(question: str, best: Proposal, report: str, how: dict[str, Any]) -> Answer:
    query = best.query
    return Answer(question, "conflicting" if best.conflict else "answered", best.answer, best.values, best.citations, query.facts if query else (),
                  query.sparql if query else None, best.confidence, report=report, rows=tuple(dict(r) for r in query.rows) if query else (),
                  computation=best.computation, how=how)  # fmt: skip


def _best(library: Source, part: Reading, sentences: Sequence[Sentence], facts: Facts, scope: Scope, similarity: Similarity | None,
          seen: list[Candidate]) -> Proposal | None:  # fmt: skip
    """The best answer to one question, from the content index, the graph or the text."""
    indexed = from_contents(library, part, facts, scope)
    if indexed:
        return replace(indexed, confidence=0.95)
    of_itself = from_itself(library, part, facts, scope)
    if of_itself:
        return of_itself
    exact = from_figures(library, part, facts, scope) or from_series(library, part, facts, scope, lambda text: read_question(text, scope))
    every = None if exact else from_kinds(library, part, facts, scope)
    if exact:  # the text is asked only whether it says otherwise
        similarity = None
    candidates = ranked(part, pool_of(part, sentences, facts, scope), scope, similarity)
    seen.extend(candidates)

    def numbers(reading: Reading) -> list[Choice]:
        return choices(reading, ranked(reading, pool_of(reading, sentences, facts, scope), scope, similarity), scope)

    found = [
        *choices(part, candidates, scope),
        *field_choices(part, facts, scope, similarity),
        *list_choices(part, candidates, facts, scope, similarity),
    ]
    found += listed_below(part, candidates, scope, library.text(scope.report))
    found.sort(key=lambda c: (UNTYPED * (1 - c.typed) - c.score, c.candidate.sentence.start))
    plain = propose(library, part, exact_first(found), facts, scope, candidates)
    if exact:
        return plain if plain and plain.conflict and set(exact.values) & set(plain.values) else exact
    if every:
        return every
    made = computed(
        part, numbers, lambda text: read_question(text, scope), lambda: observations(facts.of), scope, library.text(scope.report)
    )
    made = made or joined(part, candidates, facts, scope, library.text(scope.report))
    if made is None:
        return plain
    made = replace(made, confidence=confident(made.marks))
    return made if plain is None or enough(made.confidence) else plain


def _joined(parts: Sequence[Proposal]) -> Proposal | None:
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    answers = list(dict.fromkeys(p.answer for p in parts))
    citations = {(e["start"], e["end"]): e for p in parts for e in p.citations}
    return replace(
        parts[0], answer="; ".join(answers), values=tuple(v for p in parts for v in p.values), citations=tuple(citations.values())
    )


def _told(c: Candidate) -> dict[str, Any]:
    return {"score": round(c.score, 3), "cover": round(c.fit.cover, 2), "close": round(c.close, 2), "text": c.sentence.text[:200]}
