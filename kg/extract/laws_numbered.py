"""Laws told by their number: "Law No. 13,709/2018", "Legislative Decree no. 254 of 30 December 2016", "Directive 94/62/EC"; and codes of a state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.collect import Item
from kg.extract.documents import states
from kg.facts import given
from report.model import Clean, Report

_KIND = (
    r"(?:(?:Legislative|Royal|Presidential|Ministerial|Government|Executive|Supreme|Emergency|Statutory|Federal|Organic|Framework|Council|Commission|Delegated|Implementing|State|Provincial|"
    r"Regional|Ministry)\s){0,2}(?:Decree-Law|Decree Law|Law|Act|Decree|Resolution|Ordinance|Bill|Regulation|Directive|Order|Circular|Provision|Statutory Instrument|(?<=Council\s)Decision|(?<=Commission\s)Decision|(?<=Framework\s)Decision)"
)
_NUMBER = r"(?:\d{1,4}(?:[.,]\d{3})*(?:/(?:\d{4}|\d{2,3}|[A-Z]{2,4})(?:/(?:EU|EC|EEC|[A-Z.]{2,8}|\d{4}))?|-\d{2,4})|(?<=[.º°o]\s)\d{1,3}(?:[.,]?\d{3})*)"
_DATED = r"(?:,?\s(?:of|dated)\s(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s(?:\d{1,2},\s)?\d{4}|\sof\s\d{4})"
_LAW = re.compile(
    rf"(?<![\w-])(?P<title>{_KIND}(?:\s\((?:EU|EC|EEC)\))?\s(?:(?:[Nn]o\.?|[Nn]umber|N[º°o]\.?|nr\.?)\s)?{_NUMBER}(?:{_DATED})?)(?![\w%])(?P<letters>\s\([\"“]?(?:the\s)?[\"“]?[A-Z][A-Za-z]{{2,9}}[\"”]?\))?"
)
_EXECUTIVE = re.compile(r"\bExecutive Order (?:No\. )?1\d{4}\b")
_CODE = (
    r"(?:Commercial|Civil|Criminal|Penal|Labou?r|Tax|Banking|Companies|Corporate|Mining|Environmental?|Water|Forest|Investment|Insurance|Energy|Trade|Administrative|Social(?: Security)?)(?:\s[A-Z][a-z]+)?\s"
    r"(?:Codes?|Act|Law)"
)


def texts(report: Report) -> Iterator[Clean]:
    """Prose, and the cells of tables that have room for a law's name."""
    yield from (block.text for _, block in report.prose())
    for _, table in report.tables():
        yield from (cell for row in table.rows for cell in row if len(cell.text) > 9 and re.search("[a-z]{3}", cell.text))


def laws_by_number(report: Report) -> tuple[list[tuple[tuple[int, int], Item]], list[tuple[int, int]]]:
    """(place, law) of each law told by number or as a state's code, and the places of those told by number."""
    found: list[tuple[tuple[int, int], Item]] = []
    whole: list[tuple[int, int]] = []
    for text in texts(report):
        if re.search(r"\d[/,.º° -]?\d", text.text):
            for at, item in _numbered(report, text):
                found.append((at, item))
                whole.append(at)
        if re.search(r"\b(?:Codes?|Act|Law)\b", text.text):
            found += list(_codes(report, text))
    return found, whole


def _numbered(report: Report, text: Clean) -> Iterator[tuple[tuple[int, int], Item]]:
    for match in _EXECUTIVE.finditer(text.text):
        if spans := text.spans(report.id, *match.span()):
            yield (
                (text.starts[match.start()], text.ends[match.end() - 1]),
                Item(match.group(), given(title=match.group(), jurisdiction="United States"), spans, 0.85),
            )
    for match in _LAW.finditer(text.text):
        if re.search(r"(?:\bUN|United Nations|Council|Assembly|Board|Meeting)\s$", text.text[: match.start()]):
            continue  # what a body resolved
        if re.search(r"(?:Law|Act|Code|Regulation|Directive)\s\($", text.text[: match.start()]) or not match["title"]:
            continue
        title, letters = " ".join(match["title"].split()).rstrip("."), (match["letters"] or "").strip(' ()"“”')
        if spans := text.spans(report.id, match.start(), match.end()):
            fields = given(title=title, jurisdiction=state_beside(text.text, match.start(), match.end(), title))
            item = Item(title, fields, spans, 0.85, (letters.removeprefix("the ").strip('"“'),) if letters else ())
            yield (text.starts[match.start()], text.ends[match.end() - 1]), item


def state_beside(text: str, start: int, end: int, title: str = "") -> str | None:
    """Whose law it is: by its own letters, by the words right before or behind it, else by the one state that its sentence names."""
    if re.search(r"\((?:EU|EC|EEC)\)|/(?:EU|EC|EEC|JHA|CFSP)\b", title):
        return "European Union"
    before, after = text[max(0, start - 60) : start], text[end : end + 60].split(". ")[0]
    lead = before.split(". ")[-1]
    for words in (" ".join(lead.split()[-2:]), after[:40], lead + after):
        named = [name for name, pattern in states() if pattern.search(words)]
        if len(named) == 1:
            return named[0]
    return None


@cache
def _adjective() -> re.Pattern[str]:
    """A state right before a code: "the German Commercial Code", "Slovakia's Labour Code"."""
    names = "|".join(w for words in load("documents")["jurisdictions"].values() for w in words if re.fullmatch(r"[A-Z][\w ]+", w))
    return re.compile(rf"(?<![\w-])(?P<state>{names})(?:['’]s)?\s(?P<title>{_CODE})\b(?!\s+(?:of\s+)?[A-Z])")


def _codes(report: Report, text: Clean) -> Iterator[tuple[tuple[int, int], Item]]:
    for match in _adjective().finditer(text.text):
        title = " ".join(match.group().split())
        where = next((name for name, pattern in states() if pattern.fullmatch(match["state"])), None)
        if spans := text.spans(report.id, match.start(), match.end()):
            yield (text.starts[match.start()], text.ends[match.end() - 1]), Item(title, given(title=title, jurisdiction=where), spans, 0.8)
