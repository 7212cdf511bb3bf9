"""Standards of a series told one by one: "ESRS E1 - Climate change", "topical standards ESRS E2, E4 and S2"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.standards_roles import roles_near, roles_used
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report

_NUMBER = r"(?:[12](?![\d.,])|[ES][1-5](?!\d)|G1(?!\d))(?![-\u2010-\u2015.]\d)"
_FIRST = re.compile(rf"(?<!\w)ESRS[\s-]?(?P<number>{_NUMBER})(?![\s\[,:\u2010-\u2015-]{{1,4}}(?:BP|GOV|SBM|IRO|MDR)\b)(?!\w)")
_NEXT = re.compile(rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*)(?P<number>{_NUMBER})(?!\w)")
_TITLE = re.compile(r"\s*(?:[\u2010-\u2015:-]\s*|[(\"\u201c]\s*)?(?P<title>[A-Z][A-Za-z-]*(?:\s[A-Za-z-]+)*)")


def topical(report: Report, names: Names, unit: Clean) -> Iterator[Fact]:
    """Each European Sustainability Reporting Standard that a text names by its number; disclosures of one are none."""
    for first in _FIRST.finditer(unit.text) if "ESRS" in unit.text else ():
        match: re.Match[str] | None = first
        while match:
            identifier = f"ESRS {match['number']}"
            end = _with_title(unit.text, match.end(), _titles().get(identifier, ""))
            if identifier != "ESRS 2" or end > match.end():  # bare, it leads a list of its disclosures
                yield from _fact(report, names, unit, identifier, match.start("number") if match is not first else match.start(), end)
            match = _NEXT.match(unit.text, end)


def _fact(report: Report, names: Names, unit: Clean, identifier: str, start: int, end: int) -> Iterator[Fact]:
    own = _titles()[identifier]
    roles = roles_used(roles_near(unit.text, start, names))
    fields = given(identifier=identifier, title=f"{identifier} {own}", level="international", body="EFRAG", roles=roles)
    if spans := unit.spans(report.id, start, end):
        yield Fact("standards", f"{identifier} {own}", fields, spans, 0.85, (identifier, own))


@cache
def _titles() -> dict[str, str]:
    return dict(load("standards")["topical"])


def _with_title(text: str, end: int, title: str) -> int:
    """Where a standard's name ends: behind its title, where one of the title's words follows the number."""
    match = _TITLE.match(text, end)
    said = match["title"].casefold() if match else ""
    if match and title and said.startswith(title.casefold()):
        return match.start("title") + len(title)
    words = set(re.findall(r"[a-z]{5,}", title.casefold()))
    return match.end() if match and len(said.split()) <= 6 and words & set(said.split()) else end
