"""Places that are a company's own only where they are its trade: the airports of an airport company, the hotels of a hotel group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load
from kg.extract.naming import CAPITAL, PARTICLE
from kg.extract.sites import PROPER, Site, is_place, is_proper
from report.model import Report

_WORD = rf"{CAPITAL}[\w'’–-]*\w"
_NAME = rf"(?:{_WORD}\s(?:(?:{PARTICLE}|of|&)\s)?){{1,5}}"
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"


@dataclass(frozen=True)
class Trades:
    """The kinds of place that a company runs as its trade, and how such places are named."""

    kinds: tuple[tuple[str, re.Pattern[str]], ...] = ()
    heads: re.Pattern[str] = re.compile(r"(?!)")
    """A quick look: the heads of these kinds."""

    @classmethod
    def of(cls, report: Report, reporter: str) -> Trades:
        """The trades of a report: those that it says it runs at least twice, or whose word is in the reporter's name."""
        found = []
        for kind, heads in load("facilities")["trades"].items():
            words = "|".join(heads)
            if re.search(rf"\b(?:{words})s?\b", reporter) or _said(kind, report.text) >= 2:
                found.append((kind, _named(words, kind)))
        heads = [head for kind, _ in found for head in load("facilities")["trades"][kind]]
        return cls(tuple(found), re.compile(rf"\b(?:{'|'.join(heads)})\b" if heads else r"(?!)"))

    def sites(self, text: str, common: frozenset[str]) -> Iterator[Site]:
        """The places of the trade that a sentence names; `common`: words that the report also writes small."""
        for kind, pattern in self.kinds:
            for match in pattern.finditer(text):
                name = re.sub(r"^(?:(?:The|In|At|Our|From|To|And|On|For|Of|With)\s)+", "", match["name"])
                bare = re.sub(rf"\b(?:{'|'.join(load('facilities')['trades'][kind])})\b", "", name).strip()
                if not bare or _PRAISE.match(bare) or not is_proper(bare, common) or _ELSE.match(text[match.end("name") :]):
                    continue
                place = match["place"] or ""
                end = match.end("name")
                yield Site(name, end - len(name), end, kind, place if place and is_place(place) else "", True)


def _said(kind: str, text: str) -> int:
    """How often a report says that it runs such places; with their number once is as good as twice."""
    said, at = 0, text.find(kind[:-1])
    while at >= 0 and said < 2:
        match = _runs(kind).search(text[max(0, at - 70) : at + len(kind) + 3])
        said += (2 if match["count"] or match["many"] else 1) if match else 0
        at = text.find(kind[:-1], at + 1)
    return said


@cache
def _runs(kind: str) -> re.Pattern[str]:
    """How a company says that it runs such places: "our three airports", "operates 14 hotels"."""
    plural = rf"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
    own = r"[Oo]ur|[Ii]ts|(?:[Cc]ompany|[Gg]roup)['’]s"
    return re.compile(
        rf"\b(?:(?:{own})\s(?P<many>{_COUNT}\s)?(?:[a-z-]+\s){{0,2}}?{plural}|(?:runs?|operates?|manages?|owns?|operating|operator of)\s(?:the\s|its\s)?(?P<count>{_COUNT}\s)?(?:[a-z-]+\s){{0,3}}?(?:{plural}|{kind})|(?:all|each of|at)\s(?:the\s)?{_COUNT}\s{plural})(?!\w)"
    )


@cache
def _named(words: str, kind: str) -> re.Pattern[str]:
    """ "Hill Airport, in Northland"; hotels also the other way round: "Hotel Hill"."""
    first = rf"|(?:{words})\s{_WORD}(?:\s(?:(?:{PARTICLE})\s)?{_WORD}){{0,2}}" if kind in ("hotel", "hospital") else ""
    return re.compile(
        rf"(?<![\w.])(?P<name>{_NAME}(?:{words})(?!\s{CAPITAL}|['’]s?\s{CAPITAL}|[\w-]){first})(?:,?\s(?:located\s|situated\s)?(?:in|near)\s(?P<place>{PROPER}(?:\s{PROPER}){{0,2}}))?"
    )


_PRAISE = re.compile(r"(?:Best|Top|Most|Leading|Greenest|Favourite|Any|Every|Each|No|International|National|Regional|Local|Green|Smart)\b")
_ELSE = re.compile(
    r"\s(?:Authority|Council|Company|Group|Association|Carbon|Express|Operators?|Management|Street|Road|S\.|SAS?|Ltd|Limited|plc|AG|GmbH)\b"
)
