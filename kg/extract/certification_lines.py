"""Lines of a list of certificates: "ISO 14001 - environmental management (12 plants)", "Hill: ISO 9001, ISO 14001"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from kg.extract.certification_schemes import Scheme, schemes_in
from kg.extract.dates import date_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report, Span

_LINE_COUNT = re.compile(r"\((?:(?P<all>all|each)\s|(?P<n>\d{1,3})\s)[^)]*\)|(?::|–|—|-)\s*(?P<m>\d{1,3})\s+[a-z]{3,}s\b")
_VERB = re.compile(r"\b(?:is|are|was|were|will|has|have|had|specif\w+|require\w*|defines?|sets?|provides?)\b")
_SINCE = re.compile(r"\bsince\s(?P<year>(?:[A-Z][a-z]+\s)?(?:19|20)\d\d)\b")
_PLACES = re.compile(
    r"(?:[:–—]|\s-)\s+(?P<list>[A-Z][\w&'’ -]{2,40}?(?:\s\((?:19|20)\d\d\))(?:(?:,|;|\sand)\s[A-Z][\w&'’ -]{2,40}?\s\((?:19|20)\d\d\))*)$"
)
_PLACE = re.compile(r"(?P<name>[A-Z][\w&'’ -]{2,40}?)\s\((?P<year>(?:19|20)\d\d)\)")
_OWNER = re.compile(r"(?P<name>[A-Z][\w&.'’()-]*(?:\s[\w&.'’()-]+){0,6}?)\s?[:–—]\s+(?=[A-Z])")


def certificate_line(report: Report, names: Names, block: int, text: Clean) -> list[Fact]:
    """What a line below "Certificates" tells, where it begins with a scheme or with who holds the schemes behind a colon."""
    line = text.text.strip()
    found = schemes_in(line) if len(line) < 160 else []
    if not found or _VERB.search(line):
        return []
    spans = text.spans(report.id)
    owner = _OWNER.match(line)
    if owner and spans and found[0].start == owner.end() and not schemes_in(owner["name"]):
        holder = names.canonical(owner["name"]) or owner["name"]
        return [_fact(scheme, holder=holder, spans=spans, valid_from=_year_behind(line, scheme)) for scheme in found]
    if found[0].start > 2 or not spans:
        return []
    if places := _PLACES.search(line):
        told = [(m["name"], m["year"]) for m in _PLACE.finditer(places["list"])]
        return [_fact(found[0], holder=names.canonical(n) or n, spans=spans, valid_from=y) for n, y in told]
    counted = _LINE_COUNT.search(line)
    count = counted["n"] or counted["m"] if counted else None
    since = _SINCE.search(line)
    return [
        _fact(
            found[0],
            spans=spans,
            holder=None if counted else names.company_at(block),
            holder_count=int(count) if count else None,
            holder_share=Decimal(1) if counted and counted["all"] else None,
            valid_from=date_in(since["year"]) if since else None,
        )
    ]


def _year_behind(line: str, scheme: Scheme) -> str | None:
    """The year in brackets behind a scheme: "ISO 13485 (since 2019)"."""
    match = re.match(r"[^,;(]{0,30}\((?:since\s|from\s)?(?P<year>(?:19|20)\d\d)\)", line[scheme.end :])
    return match["year"] if match else None


def _fact(scheme: Scheme, *, spans: tuple[Span, ...], **told: Any) -> Fact:
    fields = given(scheme=scheme.name, title=scheme.title, status="held", **told)
    return Fact("certifications", scheme.title, fields, spans, 0.75)
