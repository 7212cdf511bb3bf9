"""Treaties between states: conventions, protocols, the Paris Agreement. They are laws whose jurisdiction is "international"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.collect import Item
from kg.facts import given
from report.model import Report

_CAPS = r"[A-Z][\w’'-]*"
_OVER = rf"(?:\s+(?:[Oo]n|[Aa]gainst|[Ff]or|concerning|to)\s+(?:the\s+)?{_CAPS}(?:\s+(?!and\s+the\b)(?:(?:of|the|and|in|against|on|to|that|for|with|their)\s+)*{_CAPS})*)"
_NUMBERED = r"(?:\s+(?:[Nn]o\.?|[Nn]umber|C)\s?\d{1,3})"


@cache
def _treaty() -> re.Pattern[str]:
    """A known treaty with what it is on; a convention of a world body by number or subject; its number before its body."""
    words = load("documents")["treaties"]
    known, bodies = "|".join(words["names"]), "|".join(words["bodies"])
    return re.compile(
        rf"(?<!\w)(?:(?:{known})(?:\s+(?:[Cc]limate\s+)?(?:Agreement|Protocol|Convention|Treaty|Accord))(?!\w){_OVER}?"
        rf"|(?:{bodies})(?:\s*\([A-Z]{{2,5}}\))?(?:['’]s)?\s+(?:{_CAPS}\s+){{0,4}}(?:Convention|Covenant|Treaty|Recommendation)(?:{_NUMBERED}{_OVER}?|{_OVER}|(?<=Convention)(?=[\s.,;)])(?!\s(?:on|against|for)\s(?:the\s)?[a-z]))"
        rf"|(?:Convention|Recommendation){_NUMBERED}\s+of\s+the\s+(?:{bodies})"
        rf"|(?:Convention|International Covenant)\s+(?:on|[Aa]gainst)\s+(?:the\s+)?{_CAPS}(?:\s+(?:(?:of|the|and|in|against|on|to|All|Forms)\s+)*{_CAPS})*)"
    )


_SEVERAL = re.compile(
    r"(?P<body>ILO|International Labou?r Organi[sz]ation)(?:\s\(ILO\))?(?:['’]s)?\s+(?:[Cc]ore\s+|[Ff]undamental\s+)?[Cc]onventions\s+(?P<list>(?:(?:[Nn]os?\.?\s?|C\s?)?\d{1,3}(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)?){2,})"
)


def _several(report: Report) -> Iterator[Item]:
    """ "ILO Conventions No. 138 and No. 182" are two."""
    for _, block in report.prose():
        for match in _SEVERAL.finditer(block.text.text) if "onventions" in block.text.text else ():
            for number in re.finditer(r"\d{1,3}", match["list"]):
                title = f"ILO Convention No. {number.group()}"
                at = match.start("list")
                if spans := block.text.spans(report.id, match.start(), at + number.end()):
                    yield Item(title, given(title=title, jurisdiction="international"), spans, 0.85)


def treaties(report: Report, taken: list[tuple[int, int]]) -> Iterator[Item]:
    """Treaties in prose, where they are no part of a title found already."""
    pattern = _treaty()
    yield from _several(report)
    for _, block in report.prose():
        text = block.text
        if not re.search(r"Agreement|Protocol|Convention|Covenant|Treaty|Accord|Recommendation", text.text):
            continue
        for match in pattern.finditer(text.text):
            at = text.starts[match.start()]
            spans = text.spans(report.id, match.start(), match.end())
            if match.group().startswith("Convention") and re.search(r"[A-Z]\w+\s$", text.text[: match.start()]):
                continue  # a meeting: "the 9th National Convention on Safety"
            if spans and not any(a <= at <= b for a, b in taken):
                title = re.sub(r"(?i)\bclimate\s+(?=agreement)|\s*\([A-Z]{2,5}\)|['’]s\b", "", " ".join(match.group().split()))
                yield Item(
                    title, given(title=title, jurisdiction="international"), spans, 0.85, (match.group(),) if title != match.group() else ()
                )
