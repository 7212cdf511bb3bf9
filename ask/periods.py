"""Years in questions and texts: "FY 2022-23" is 2023, "last year" the one before the report's, and the year of an Act is none."""

from __future__ import annotations

import re
from typing import Any

_RANGE = re.compile(r"(?<![\d.,-])(?P<first>(?:19|20)\d\d)\s?[-/–]\s?(?P<last>\d\d|(?:19|20)\d\d)(?![\d.,-]|/\d)")
_YEAR = re.compile(r"(?<![\d.,])(?<![A-Z\d]-)(?:19|20)\d\d(?!\d|[.,]\d)")
_TITLE = re.compile(
    r"(?:\b(?:Act|Acts|Rules|Regulations?|Law|Code|Order|Bill|Ordinance|Directive|Agenda|Vision|Convention|Standards?|Decree)\b(?: of|,|\))?\s*|\b[A-Z]{2,}[ -]?\d{3,}[:-])(?=(?:19|20)\d\d)"
)
_BASE = re.compile(
    r"\b(?:against|from|over|versus|relative to|compared (?:to|with))(?: [A-Za-z]+){0,2} (?:(?:19|20)\d\d)(?: base(?:line)?\b| levels?\b)|\bbase(?:line)?(?: year)?(?: of| is|:)? (?=(?:19|20)\d\d)",
    re.I,
)
_LAST = re.compile(
    r"\b(?:previous|preceding|prior|last) (?:fiscal |financial |reporting )?(?:year|period)\b|\bthe year before\b|\ba year (?:earlier|ago)\b",
    re.I,
)
_SINCE = re.compile(r"\bsince (?:(?:the|fiscal|financial|end|of|year|fy) )*(?:19|20)\d\d\b", re.I)
_THIS = re.compile(r"\b(?:this|the current|the reporting|the reported) (?:fiscal |financial |reporting )?(?:year|period)\b", re.I)


def spelt_out(text: str) -> str:
    """A text with "2022-23" as 2023 and "2017-2021" as "2017 to 2021", for those who count years."""
    return _RANGE.sub(_plainly, text)


def _plainly(match: re.Match[str]) -> str:
    first, last = int(match["first"]), int(match["last"])
    if last % 100 == (first + 1) % 100:
        return str(first + 1)
    return f"{first} to {last}" if last > first else match.group()


def asked_years(question: str, year: int | None) -> tuple[int, ...]:
    """The years that a question names, those of laws left out; "last year" is told by the report's own (`year`)."""
    found = {int(y) for y in _YEAR.findall(_SINCE.sub(" ", _TITLE.sub(lambda m: m.group() + ".", spelt_out(question))))}
    if not found and year is not None:
        found |= {year - 1} if _LAST.search(question) else set()
    return tuple(sorted(found))


def timeless(question: str) -> str:
    """A question without its years and "last year": what is left is what it asks about."""
    return _YEAR.sub(" ", _LAST.sub(" ", _THIS.sub(" ", spelt_out(question))))


def years_said(text: str) -> frozenset[int]:
    """The years that a text speaks of: those of laws, standards and base years are none of them."""
    bare = _TITLE.sub(lambda m: m.group() + ".", _BASE.sub(" ", spelt_out(text)))
    return frozenset(int(y) for y in _YEAR.findall(bare))


def year_of(record: dict[str, Any]) -> int | None:
    """The year of a fact: its period, which is the later year where its quote says "2023-24"."""
    said = re.search(r"(?:19|20)\d\d(?!.*(?:19|20)\d\d)", str(record.get("period") or record.get("due") or ""))
    if said is None:
        return None
    year = int(said.group())
    spans = any(re.search(rf"(?<!\d){year}\s?[-/–](?:\s?{(year + 1) % 100:02d}(?!\d)|$)", e["quote"]) for e in record["evidence"])
    return year + 1 if spans else year
