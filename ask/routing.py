"""Which reports of a library a question is asked of: those whose company it names, else those with the best passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ask.lexicon import in_english

if TYPE_CHECKING:
    from ask.library import Library

TRIED = 3
"""Reports that are asked when the question names none."""


def reports_for(library: Library, question: str) -> list[str]:
    """Ids of the reports to ask, likeliest first; never more than a few."""
    known = [meta.id for meta in library.reports()]
    if len(known) < 2:
        return known
    named = [id for id in known if _names(library, id, question)]
    if named:
        return named[:TRIED]
    best: dict[str, float] = {}
    for hit in library.index.search(in_english(question), k=20, marks=False):
        best[hit.chunk.report] = max(best.get(hit.chunk.report, 0.0), hit.score)
    return sorted(best, key=lambda id: (-best[id], id))[:TRIED] or known[:1]


def _names(library: Library, report: str, question: str) -> bool:
    """Does the question name the company of a report, or the report by its id?"""
    if re.search(rf"(?<!\w){re.escape(report)}(?!\w)", question, re.I):
        return True
    records = [r for r in library.memory.facts(report).of("organizations") if r["role"] == "reporter"]
    forms = {f for r in records for f in (r["label"], r.get("full_name"), r.get("short_name"), *r["aliases"]) if f and len(f) > 3}
    return any(_said(form, question) for form in forms)


def _said(form: str, question: str) -> bool:
    if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", question, re.I):
        return True
    return len(form) >= 8 and fuzz.partial_ratio(form.casefold(), question.casefold()) >= 92
