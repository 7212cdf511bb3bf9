"""Questions become answers with their proof: `answer(library, "How much water was withdrawn in 2024?")`.

understand.py, terms.py  what a question wants, about whom, when, in which words
pool.py        sentences of the best passages and figures of the graph, weighed in rank.py
reply.py, numbers.py, reasons.py, lists.py, structure.py, contents.py    what in them answers; rounding.py the exact before the round
series.py, measures.py, sums.py, extremes.py    what is told or computed from figures of the graph; arithmetic.py
described.py   a question that describes whom it asks about, in two steps; joins.py two places together; across.py several reports
weigh.py       agreement, contradiction, citations, query; confidence.py how sure
verify.py      checks an answer's proof again
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from report.errors import InputError

if TYPE_CHECKING:
    from ask.answering import Answer
    from ask.library import Library

__all__ = ["answer"]


def answer(library: Library, question: str, report: str | None = None) -> Answer:
    """The answer to a question from one report of the library: the one given, the one it names, else the surest.

    Deterministic, offline. Raises InputError for an empty question, an unknown report, a library without reports.
    """
    from ask.across import across
    from ask.answering import answer_in
    from ask.routing import reports_for

    if not question.strip():
        raise InputError("the question is empty; ask something")
    if report is not None:
        library.meta(report)
    compared = across(library, question) if report is None and len(library.reports()) > 1 else None
    if compared:
        return compared
    ids = [report] if report is not None else reports_for(library, question)
    if not ids:
        raise InputError("the library holds no report to ask; build one with: kg build REPORT")
    found = [answer_in(library, question, id) for id in ids]
    best = min(found, key=lambda a: (a.status == "not found", -a.confidence if a.status != "not found" else a.confidence))
    if len(library.reports()) > 1 and best.status != "not found" and report is None:
        best = replace(best, answer=f"{library.meta(best.report or '').title} ({best.report}): {best.answer}")
    return replace(best, sources=((best.report or "", library.meta(best.report or "").sha256),))
