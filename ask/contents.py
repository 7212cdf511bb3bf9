"""Questions about the content index: which disclosures it leaves out, where it points for one, what it says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ask.data import toml
from ask.lexicon import fold, words
from ask.proposal import Proposal
from ask.queries import Part, query_for, run
from ask.rank import Facts, Record
from ask.scope import Scope, Source
from ask.text import Evidence
from ask.understand import Reading

_FRAMEWORK = re.compile(r"\b(GRI|HKEX|SASB|TCFD|ESRS)\b", re.I)
_CODE = re.compile(r"\b(?:\d{1,3}-\d{1,2}|[A-D]\d{1,2}(?:\.\d{1,2})?|[A-Z]{2}-[A-Z]{2}-?\s?\d{3}[a-z]\.\d|[ESG]\d-\d{1,2})\b")
PIECES = 60
"""Citations of a list, at most."""


def from_contents(library: Source, reading: Reading, facts: Facts, scope: Scope) -> Proposal | None:
    """An answer from the content index, where the question is about it."""
    known = facts.of("disclosures")
    low = fold(reading.english)
    codes = {c.upper() for c in _CODE.findall(reading.english)} & {str(r["code"]).upper() for r in known}
    if not known or not (
        codes or "disclosures" in reading.kinds or (re.search(r"\b(?:content index|gri index|index)\b", low) and _FRAMEWORK.search(low))
    ):
        return None
    frameworks = {m.upper() for m in _FRAMEWORK.findall(reading.english)}
    of_framework = [r for r in known if not frameworks or r["framework"] in frameworks]
    if codes:
        return _of_codes(library, reading, [r for r in of_framework if str(r["code"]).upper() in codes], scope)
    statuses = _statuses(low)
    chapters = _chapters(reading, of_framework)
    topic = _topic(reading, of_framework)
    if not statuses and not chapters and not topic:
        return None
    chosen = [r for r in of_framework if (not statuses or r["status"] in statuses) and (not chapters or set(r["chapters"]) & set(chapters))
              and (not topic or r["code"] in topic)]  # fmt: skip
    parts = [Part("framework", tuple(sorted(frameworks))), Part("status", tuple(statuses)), Part("chapters", tuple(chapters))]
    query = run(library, query_for("disclosures", scope.report, [p for p in parts if p.values], ("code", "title", "status", "chapters")))
    return _listed(reading, chosen, query.sparql, library, scope)


def _statuses(low: str) -> list[str]:
    """Statuses that the question names: "carry a slash" is omitted."""
    said: dict[str, list[str]] = toml("contents.toml")["status"]
    return [status for status, patterns in said.items() if any(re.search(p, low) for p in patterns)]


def _chapters(reading: Reading, records: Sequence[Record]) -> list[str]:
    """Chapters of the index that the question names: all content words of the one in the other."""
    generic = {s for word in toml("contents.toml")["generic"]["words"] for s in words(word)}
    asked = {s for s in words(reading.english) if s not in generic}
    stems = {chapter: set(words(chapter)) for chapter in dict.fromkeys(c for r in records for c in r["chapters"])}
    whole = [chapter for chapter, said in stems.items() if len(asked) > 1 and asked <= said]
    inside = {chapter: len(said) for chapter, said in stems.items() if said and said <= asked}
    return whole or [chapter for chapter, size in inside.items() if size == max(inside.values())]


def _topic(reading: Reading, records: Sequence[Record]) -> set[str]:
    """Codes of the disclosures whose titles the question names by a topic, with the others of their standard."""
    match = re.search(
        r"\b(?:under|about|on|for|concerning|regarding|in the area of|related to) ((?:the )?[a-z][a-z -]{2,40})[?.]?$",
        fold(reading.english).strip(" ?."),
    )
    if not match:
        return set()
    stems = set(words(match.group(1)))
    hits = {str(r["code"]) for r in records if stems and stems <= set(words(str(r["title"] or "")))}
    prefixes = {c.split("-")[0] for c in hits if re.match(r"\d{3}-", c)}
    return hits | {str(r["code"]) for r in records if str(r["code"]).split("-")[0] in prefixes}


def _listed(reading: Reading, chosen: Sequence[Record], sparql: str, library: Source, scope: Scope) -> Proposal | None:
    if not chosen:
        return None
    codes = [str(r["code"]) for r in chosen]
    query = run(library, sparql)
    count = reading.wants == "count"
    answer = f"{len(codes)}: {', '.join(codes)}" if count else ", ".join(codes)
    marks = {"cover": 1.0, "own": 1.0, "close": 0.7, "key": 1.0, "typed": 1.0, "score": 1.0, "pointer": 0.0}
    return Proposal(
        answer, (len(codes),) if count else tuple(codes), _evidence(chosen), "index", marks, query, why="rows of the content index"
    )


def _of_codes(library: Source, reading: Reading, chosen: Sequence[Record], scope: Scope) -> Proposal | None:
    """What the index says of single disclosures."""
    if not chosen:
        return None
    told = [f"{r['framework']} {r['code']}{' ' + r['title'] if r['title'] else ''}: {_says(r)}" for r in chosen]
    values = tuple(dict.fromkeys(v for r in chosen for v in (r["chapters"] or [_says(r)])))
    query = run(
        library,
        query_for(
            "disclosures", scope.report, [Part("code", tuple(str(r["code"]) for r in chosen))], ("code", "title", "status", "chapters")
        ),
    )
    marks = {"cover": 1.0, "own": 1.0, "close": 0.7, "key": 1.0, "typed": 1.0, "score": 1.0, "pointer": 0.0}
    sign = "" if reading.wants != "yes-no" else "Yes. " if chosen[0]["status"] in ("reported", "statement") else "No. "
    return Proposal(sign + "; ".join(told), values, _evidence(chosen), "index", marks, query, why="rows of the content index")


def _says(record: Record) -> str:
    """What the index says of a disclosure, in words."""
    if record["chapters"]:
        return ", ".join(record["chapters"])
    if record.get("statement"):
        return str(record["statement"])
    return {"omitted": "left out", "not applicable": "not applicable", "blank": "left blank"}.get(
        record["status"] or "", record["status"] or "listed"
    )


def _evidence(records: Sequence[Record]) -> tuple[Evidence, ...]:
    places = {(e["start"], e["end"]): e for r in records for e in r["evidence"]}
    return tuple(places[p] for p in sorted(places))[:PIECES]
