"""Indices that a company's shares are admitted to, and honours that a sentence lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.awards_titles import Place, body_name, date_beside, nouns, speaks_of_us
from kg.facts import Fact, given
from kg.names import PRONOUN, Names
from report.model import Clean, Report

_CAP = r"[A-ZÀ-ÖØ-Þ\d][\w&.®'’/-]*"


@cache
def _words(which: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('awards')['indices'][which])})\b")


@cache
def _index() -> re.Pattern[str]:
    """The name of an index: its family, then capitalised words up to what such names end in."""
    data = load("awards")["indices"]
    tails = "|".join(data["tails"])
    return re.compile(
        rf"(?<![\w&(])(?:{'|'.join(data['families'])})(?:\s{_CAP}|\s\([A-Z]{{2,6}}\)|\s[A-Z]\b){{0,6}}(?:\s(?:{tails}))+(?:\s\([A-Z][\w& ]{{1,24}}\))?(?:\s(?:{tails}))*(?![\w-])|(?<![\w&(])(?:FTSE4Good|DJSI)(?![\w-])(?!\s[A-Z])"
    )


def indices_in(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    """Each index that a sentence says the company is in: "included in the DJSI World, the X Leaders and the Y 120"."""
    text = sentence.text
    found = list(_index().finditer(text))
    cue = _words("admitted").search(text) if found else None
    if not cue or _words("not_admitted").search(text) or not speaks_of_us(text, names, place):
        return
    for match in found if len(found) > 1 or "DJSI" in text or "FTSE4Good" in text else ():
        title = match.group()
        if _LEFT.search(text[: match.start()]):
            continue
        if re.search(r"\b(?:ratings?|scores?|assessment)\b", text[match.end() : match.end() + 12]):
            continue
        company = _company(text[: match.start()], names, place)
        fields = given(
            title=title, recipients=(company,) if company else (), date=date_beside(_bare(text, match), place.date, year), list=title, status="selected",
        )  # fmt: skip
        start = min(cue.start(), match.start())
        if spans := (*sentence.spans(report.id, start, max(cue.end(), match.end())), *place.spans):
            yield Fact("awards", title, fields, spans, 0.8)


_LEFT = re.compile(r"\b(?:left|exited|dropped out of|fell out of|no longer (?:in|part of)|replaced|like|unlike|such as)\s(?:the\s)?$")


def _bare(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " + text[match.end() :]


def _company(before: str, names: Names, place: Place) -> str | None:
    near = [m for m in names.mentions(before) if names.is_member(m.name)]
    pronoun = PRONOUN.search(before)
    return near[-1].name if near and not pronoun else place.owner or names.company_at(place.block)


_MANY = re.compile(
    r"\b(?:(?:won|received|obtained|earned|collected|picked up|took home|secured|gained|garnered|bagged|achieved)\s(?:[\w-]+\s){0,5}?(?:awards|honou?rs|prizes|recognitions|accolades|titles|medals|distinctions)\b[^.:]{0,80}?(?::|,?\s(?:namely|including|such as))"
    r"|[Tt]he\s(?:awards|honou?rs|prizes|recognitions|accolades)\s(?:conferred on|won by|received by|given to|presented to|awarded to|bestowed (?:up)?on)\s[^.;:]{2,60}?\s(?:are|were|include[ds]?)(?::|\b)"
    r"|\b(?:awards|honou?rs|prizes|recognitions|accolades|distinctions)\s(?:won|received|conferred|obtained|earned)\b[^.:;]{0,60}?\s?(?:include[ds]?|are|were)(?::|\b))\s*"
)
"""What says that a list of honours follows."""
_ITEM = re.compile(r"(?:[;,]\s+(?:and\s+)?|\s+and\s+)(?=(?:the\s+|an?\s+)?[\"A-Z\d])")


def honours_listed(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    """Each honour of a list: "The awards conferred on X are A, B and C", "won three prizes: A, B and C"."""
    text = sentence.text
    match = _MANY.search(text)
    if not match or not speaks_of_us(text, names, place):
        return
    company = _company(text[: match.end()], names, place)
    for start, end in _items(text, match.end()):
        title = text[start:end]
        if not re.match(r"[\"A-Z]|(?:19|20)\d\d\s", title) or len(title.split()) < 2 or len(title) > 110:
            continue
        by = re.search(r"\s(?:from|by)\s(?:the\s)?(?=[A-Z])", title)
        body = body_name(title[by.end() :]) if by else None
        title = title[: by.start()] if by else title
        fields = given(
            title=title.strip('"'), recipients=(company,) if company else (), awarded_by=(names.canonical(body) or body) if body else None,
            date=date_beside(text[: match.end()], place.date, year), status="awarded",
        )  # fmt: skip
        if spans := (*sentence.spans(report.id, start, end), *place.spans):
            yield Fact("awards", title.strip('"'), fields, spans, 0.75)


def _items(text: str, at: int) -> list[tuple[int, int]]:
    """Places of the members of a list; "and" parts two only where each side names an honour."""
    bounds: list[tuple[int, int]] = []
    start = at
    stop = re.search(r"\.(?:\s|$)", text[at:])
    end = at + stop.start() if stop else len(text)
    for joint in _ITEM.finditer(text, at, end):
        whole = "," in joint.group() or ";" in joint.group()
        last = len(bounds) > 0 and len(text[joint.end() : end].split()) <= 5
        if whole or (nouns("award").search(text[start : joint.start()]) and (last or nouns("award").search(text[joint.end() : end]))):
            bounds.append((start, joint.start()))
            start = joint.end()
    bounds.append((start, end))
    lead = re.compile(r"(?:the|an?|and)\s+")
    return [(a + (m.end() if (m := lead.match(text[a:b])) else 0), b) for a, b in bounds if len(bounds) > 1]
