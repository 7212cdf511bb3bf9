"""An answer's proof is checked again, offline: report, quotes, query, values and arithmetic. Every difference is one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from ask.arithmetic import recomputed
from ask.scope import Source
from kg.store import Rows
from report.errors import InputError

Saved = Mapping[str, Any]
_STATUSES = ("answered", "conflicting", "not found")


class Library(Source, Protocol):
    """What verifying needs of a library."""

    def meta(self, report: str) -> Any: ...


def verify(answer: Any, library: Library) -> list[str]:
    """What does not hold in an answer, as `kg ask --json` printed it: one line each; nothing when all holds.

    Raises InputError when it is no answer.
    """
    if not isinstance(answer, Mapping) or answer.get("status") not in _STATUSES or not isinstance(answer.get("citations"), list):
        raise InputError("not an answer of `kg ask --json`: it has no status and citations")
    found = [*_sources(answer, library), *_shape(answer)]
    if found:
        return found
    found += [line for e in [*answer["citations"], *(answer.get("nearest") or [])] for line in _quote(e, library)]
    found += _query(answer, library)
    found += _values(answer)
    return [*found, *_arithmetic(answer)]


def _sources(answer: Saved, library: Library) -> Iterable[str]:
    """Is each report there, with the text that the answer was made from?"""
    for report, sha256 in (answer.get("sources") or {}).items():
        try:
            now = library.meta(report).sha256
        except InputError as error:
            yield str(error)
            continue
        if now != sha256:
            yield f"report {report}: its text has changed since the answer was made"


def _shape(answer: Saved) -> Iterable[str]:
    if answer["status"] != "not found" and not answer["citations"]:
        yield "the answer has no citation"
    if answer["status"] == "not found" and (answer.get("answer") or answer.get("values")):
        yield "status is 'not found', yet there is an answer"
    for e in answer["citations"]:
        if (
            not isinstance(e, Mapping)
            or not isinstance(e.get("start"), int)
            or not isinstance(e.get("end"), int)
            or not isinstance(e.get("quote"), str)
        ):
            yield f"a citation is not whole: {str(e)[:80]}"
        elif e.get("report") not in (answer.get("sources") or {}):
            yield f"a citation is of report {e.get('report')!r}, which is not among the answer's sources"


def _quote(evidence: Saved, library: Library) -> Iterable[str]:
    """Does the text at its offsets read as quoted?"""
    try:
        text = library.text(str(evidence["report"]))
    except InputError as error:
        yield str(error)
        return
    start, end = evidence["start"], evidence["end"]
    if not 0 <= start < end <= len(text):
        yield f"{evidence['report']} {start}-{end}: outside the text, which has {len(text)} characters"
    elif text[start:end] != evidence["quote"]:
        yield f"{evidence['report']} {start}-{end}: reads {_short(text[start:end])!r}, not {_short(evidence['quote'])!r}"


def _query(answer: Saved, library: Library) -> Iterable[str]:
    """Does the query give the same rows and the answer's facts?"""
    sparql = answer.get("sparql")
    if not sparql:
        if answer.get("facts"):
            yield "the answer has facts, but no query that gives them"
        return
    try:
        result = library.sparql(sparql, timeout=30)
    except InputError as error:
        yield f"the query does not run: {error}"
        return
    if not isinstance(result, Rows):
        yield "the query is no SELECT"
        return
    rows = result.values()
    if rows != list(answer.get("rows") or []):
        yield f"the query gives {len(rows)} row(s) that differ from those of the answer"
    given = {row.get("fact") for row in rows}
    for fact in answer.get("facts") or []:
        if fact not in given:
            yield f"the query does not give the fact {fact}"


def _values(answer: Saved) -> Iterable[str]:
    """Does every figure of the values stand in a quote, a row of the query, or the computation?"""
    if answer["status"] == "not found":
        return
    quotes = " ".join(e["quote"] for e in answer["citations"])
    rows = " ".join(str(v) for row in answer.get("rows") or [] for v in row.values())
    said = _figures(" ".join([quotes, rows, str(answer.get("computation") or ""), str(answer.get("question") or "")]))
    counts = {str(len(answer.get("rows") or [])), str(len(answer.get("facts") or [])), str(len(answer["citations"]))}
    for value in answer.get("values") or []:
        missing = _figures(str(value)) - said - counts
        if missing:
            yield f"the value {value!r}: {', '.join(sorted(missing))} stands in no citation"
        elif not _figures(str(value)) and not _worded(str(value), f"{quotes} {rows} {answer.get('answer')}"):
            yield f"the value {value!r} stands in no citation"
    for figure in sorted(_figures(str(answer.get("answer") or "")) - said - counts - {str(len(answer.get("values") or []))}):
        yield f"the answer's figure {figure} stands in no citation"


def _figures(text: str) -> set[str]:
    """Digit strings of a text, plain: "1,024.50" is 1024.5."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", re.sub(r"<[^>]+>|[*_]", "", text))
    return {f"{n.replace(',', '').rstrip('.')}".rstrip("0").rstrip(".") if "." in n else n.replace(",", "") for n in found}


def _worded(value: str, said: str) -> bool:
    """Do the letters of a value stand in what was said?"""
    letters = re.sub(r"[\W_]", "", value).casefold()
    return letters in re.sub(r"[\W_]", "", re.sub(r"<[^>]+>", "", said)).casefold()


def _arithmetic(answer: Saved) -> Iterable[str]:
    """Does the computation come out?"""
    computation = answer.get("computation")
    if computation:
        wrong = recomputed(str(computation))
        if wrong:
            yield f"the computation {computation!r}: {wrong}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
