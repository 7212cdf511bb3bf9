"""A question becomes an answer with its proof: read, looked up in the graph and in the text, weighed, and given or declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ask.confidence import confident, enough
from ask.proposal import Proposal, Query, Value
from ask.pool import pool_of
from ask.rank import Candidate, Facts, Similarity, ranked
from ask.reply import Choice, choices, cited, worded
from ask.scope import Scope, Source, scope_of
from ask.text import Evidence, Sentence, sentences_of
from ask.understand import Reading, read_question

PASSAGES = 24
"""Passages that are read for one question."""
NEAREST = 3


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
        }


def answer_in(library: Source, question: str, report: str, similarity: Similarity | None) -> Answer:
    """The answer of one report."""
    scope = scope_of(library, report)
    reading = read_question(question, scope)
    facts = Facts(lambda kind: library.records(kind, report))
    source = library.text(report)
    hits = library.index.search(reading.english, PASSAGES, report)
    sentences = sentences_of(hits, source)
    candidates = ranked(reading, pool_of(reading, sentences, facts, scope), scope, similarity)
    proposals = [_from_text(part, candidates, scope, source, similarity, sentences, facts) for part in reading.parts or (reading,)]
    best = _joined([p for p in proposals if p])
    nearest = tuple(c.evidence(source)[0] for c in candidates[:NEAREST])
    how = {"reading": reading.explain(), "candidates": [_told(c) for c in candidates[:5]], "marks": dict(best.marks) if best else {}}
    if best is None or not enough(best.confidence):
        return Answer(question, "not found", nearest=nearest, confidence=1 - best.confidence if best else 1.0, report=report, how=how)
    return Answer(question, "conflicting" if best.conflict else "answered", best.answer, best.values, best.citations,
                  confidence=best.confidence, report=report, how=how)  # fmt: skip


def _from_text(part: Reading, candidates: Sequence[Candidate], scope: Scope, source: str, similarity: Similarity | None, sentences: Sequence[Sentence],
               facts: Facts) -> Proposal | None:  # fmt: skip
    own = ranked(part, pool_of(part, sentences, facts, scope), scope, similarity)
    found = choices(part, own, scope)
    if not found:
        return None
    best = found[0]
    c = best.candidate
    marks = {"cover": c.fit.cover, "own": c.fit.own, "close": c.close, "key": c.fit.key, "typed": best.typed, "score": best.score,
             "pointer": _pointer(own)}  # fmt: skip
    values: tuple[Value, ...] = best.values or ((best.value,) if best.value else ())
    return Proposal(worded(part, best), values, cited([best], source), "text", marks, confidence=confident(part, marks))


def _pointer(candidates: Sequence[Candidate]) -> float:
    """How well the best row of a content index fits, against the best sentence."""
    return max((c.score for c in candidates if c.sentence.points), default=0.0)


def _joined(parts: Sequence[Proposal]) -> Proposal | None:
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    answers = list(dict.fromkeys(p.answer for p in parts))
    citations = {(e["start"], e["end"]): e for p in parts for e in p.citations}
    return replace(parts[0], answer="; ".join(answers), values=tuple(v for p in parts for v in p.values), citations=tuple(citations.values()))


def _told(c: Candidate) -> dict[str, Any]:
    return {"score": round(c.score, 3), "cover": round(c.fit.cover, 2), "close": round(c.close, 2), "text": c.sentence.text[:200]}
