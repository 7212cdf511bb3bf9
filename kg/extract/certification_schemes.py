"""Certification schemes named in a text, with the words that make up the name of the certificate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.data import load
from kg.extract.registry import known_in

_REST_OF_TITLE = re.compile(
    r"(?:\s+(?!(?:and|or|with|from|by|at|since|until|which|that|is|are|was|were|has|have|across|including|in)\b|certification\b|certificate\b)[\w&()\-/]+){0,9}?"
    r"\s+(?:certification|certificate|standard|verification|accreditation|acceptance)s?\b|"
    r"(?:\s+[\w&\-]+){1,6}?\s+(?:management )?systems?\b",
    re.I,
)


_GRADE = re.compile(
    r"(?:\s(?:v\d[\d.]*|[A-Z][\w+&:]*(?:-[A-Z]\w+)?))?(?:[\s:]+(?:O\+M|BD\+C|ID\+C|Interior|Core|Shell|and|New|Construction|In-Use|Building))*\s[\"“]?(?:Platinum|Gold|Silver|Bronze|Outstanding|Excellent|Very Good|PLUS|AA\+?|A\+)(?![\w-])"
)
"""Behind a scheme: the grade that was reached."""


@dataclass(frozen=True)
class Scheme:
    """A scheme found in a text: its name in the data, and the words that name it with its title."""

    start: int
    end: int
    name: str
    title: str
    label: bool = False
    """Is it a certificate by its name alone, so that no word for a certificate need stand beside it?"""


@cache
def _schemes() -> list[tuple[re.Pattern[str], str | None, str | None]]:
    return [(re.compile(row["match"]), row.get("scheme"), row.get("kind")) for row in load("certifications")["schemes"]]


@cache
def cue(which: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(load('certifications')['words'][which])})\b", re.I)


def schemes_in(text: str) -> list[Scheme]:
    """Certification schemes named in a text, in order, without overlaps."""
    found: list[Scheme] = []
    for pattern, name, kind in _schemes():
        for match in pattern.finditer(text):
            if any(s.start < match.end() and match.start() < s.end for s in found):
                continue
            label = name or re.sub(r"\s+", " ", re.sub(r"^([A-Z/]+?)\s?-?\s?(\d)", r"\1 \2", match.group().strip()))
            found.append(Scheme(match.start(), match.end(), _bare(label), _title_at(text, *match.span()), kind == "acronym"))
    found += _further(text, found)
    for known in known_in("schemes", text):
        same = [s for s in found if s.start < known.end and known.start < s.end]
        if same and any(s.end - s.start >= known.end - known.start for s in same):
            continue
        found = [s for s in found if s not in same]
        found.append(Scheme(known.start, known.end, known.row[1], _title_at(text, known.start, known.end), True))
    found.sort(key=lambda s: s.start)
    return [s for k, s in enumerate(found) if not (k and s.name[0].islower() and s.end <= found[k - 1].start + len(found[k - 1].title) + 2)]


_MORE = re.compile(r"(?:[:-]\d{4})?\s*(?:,\s*and|,|/|and|&|\+|or|as well as)\s*(?P<number>\d{4,5})(?![\d%]|[.,:/]\d)")
_ISO_LIST = re.compile(r"\bISO\s(?:[Cc]ertifi\w+|[Ss]tandards?|[Mm]anagement [Ss]ystems?)[^.;:(\d]{0,30}[:(]?\s*(?P<number>\d{4,5})(?!\d)")


def _further(text: str, found: list[Scheme]) -> list[Scheme]:
    """The other numbers of "ISO 9001, 14001 and 45001", and of "ISO certifications held: 9001, 14001"."""
    known = load("certifications")["words"]["iso_numbers"]
    starts = [s.end for s in found if s.name.startswith("ISO")]
    more: list[Scheme] = []
    if (listed := _ISO_LIST.search(text)) and listed["number"] in known:
        more.append(Scheme(*listed.span("number"), f"ISO {listed['number']}", f"ISO {listed['number']}"))
        starts.append(listed.end("number"))
    for end in starts:
        while (match := _MORE.match(text, end)) and match["number"] in known:
            more.append(Scheme(*match.span("number"), f"ISO {match['number']}", f"ISO {match['number']}"))
            end = match.end("number")
    return more


def _bare(scheme: str) -> str:
    """The scheme without its edition: ISO 14001:2015 is ISO 14001."""
    return re.sub(r"[:]\d{4}$|(?<=\d)-(?:19|20)\d\d$", "", scheme)


def _title_at(text: str, start: int, end: int) -> str:
    """The words of a certificate's name around its scheme: "ISO 14001 environmental management system certification"."""
    after = _REST_OF_TITLE.match(text[end:])
    before = re.search(r"(?:\b(?:national|provincial|municipal|state|city)(?:-?level)?\s+)$", text[:start], re.I)
    head = before.group() if before else ""
    grade = None if after else _GRADE.match(text, end)
    return " ".join((head + text[start:end] + (after.group() if after else grade.group() if grade else "")).split())
