"""Which reports of a library a question is asked of: those whose company it names, else those with the best passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ask.lexicon import in_english
from index.words import stem

if TYPE_CHECKING:
    from ask.library import Library

TRIED = 3
"""Reports that are asked when the question names none."""


def reports_for(library: Library, question: str) -> list[str]:
    """Ids of the reports to ask, likeliest first; never more than a few."""
    known = [meta.id for meta in library.reports()]
    if len(known) < 2:
        return known
    named = list(names_of_reports(library, question))
    if named:
        return named[:TRIED]
    best: dict[str, float] = {}
    for hit in library.index.search(in_english(question), k=20, marks=False):
        best[hit.chunk.report] = max(best.get(hit.chunk.report, 0.0), hit.score)
    return sorted(best, key=lambda id: (-best[id], id))[:TRIED] or known[:1]


def names_of_reports(library: Library, question: str) -> dict[str, list[str]]:
    """The reports whose company a question names, or themselves, each with the words that name it."""
    found = {meta.id: [f for f in _forms(library, meta.id) if _said(f, question)] for meta in library.reports()}
    return {report: forms for report, forms in found.items() if forms}


def _forms(library: Library, report: str) -> list[str]:
    """What a report may be called: its id, and the names of its company."""
    records = [r for r in library.memory.facts(report).of("organizations") if r["role"] == "reporter"]
    own = {w for r in records for w in r["label"].split()[:1] if len(w) > 3 and _alone(library, report, w)}
    return [
        report,
        *sorted(own),
        *(f for r in records for f in (r["label"], r.get("full_name"), r.get("short_name"), *r["aliases"]) if f and len(f) > 2),
    ]


def _alone(library: Library, report: str, word: str) -> bool:
    """Does the first word of a company's name stand in its own report alone: then it names it."""
    return not any(stem(word.casefold()) in s.postings for s in library.index.segments if s.report != report)


def _said(form: str, question: str) -> bool:
    if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", question, re.I):
        return True
    return len(form) >= 8 and fuzz.partial_ratio(form.casefold(), question.casefold()) >= 92
