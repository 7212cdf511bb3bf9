"""Certification schemes named in a text, with the words that make up the name of the certificate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.data import load

_REST_OF_TITLE = re.compile(
    r"(?:\s+(?!and\b|or\b|with\b|certification\b|certificate\b)[\w&()\-/]+){0,9}?"
    r"\s+(?:certification|certificate|standard|verification|accreditation|acceptance)s?\b|"
    r"(?:\s+[\w&\-]+){1,6}?\s+(?:management )?systems?\b",
    re.I,
)


@dataclass(frozen=True)
class Scheme:
    """A scheme found in a text: its name in the data, and the words that name it with its title."""

    start: int
    end: int
    name: str
    title: str


@cache
def _schemes() -> list[tuple[re.Pattern[str], str | None]]:
    return [(re.compile(row["match"]), row.get("scheme")) for row in load("certifications")["schemes"]]


@cache
def cue(which: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(load('certifications')['words'][which])})\b", re.I)


def schemes_in(text: str) -> list[Scheme]:
    """Certification schemes named in a text, in order, without overlaps."""
    found: list[Scheme] = []
    for pattern, name in _schemes():
        for match in pattern.finditer(text):
            if any(s.start < match.end() and match.start() < s.end for s in found):
                continue
            label = name or re.sub(r"\s+", " ", re.sub(r"^([A-Z/]+?)\s?-?\s?(\d)", r"\1 \2", match.group().strip()))
            found.append(Scheme(match.start(), match.end(), _bare(label), _title(text, match)))
    found.sort(key=lambda s: s.start)
    return [s for k, s in enumerate(found) if not (k and s.name[0].islower() and s.end <= found[k - 1].start + len(found[k - 1].title) + 2)]


def _bare(scheme: str) -> str:
    """The scheme without its edition: ISO 14001:2015 is ISO 14001."""
    return re.sub(r"[:]\d{4}$|(?<=\d)-(?:19|20)\d\d$", "", scheme)


def _title(text: str, match: re.Match[str]) -> str:
    """The words of a certificate's name around its scheme: "ISO 14001 environmental management system certification"."""
    after = _REST_OF_TITLE.match(text[match.end() :])
    before = re.search(r"(?:\b(?:national|provincial|municipal|state|city)(?:-?level)?\s+)$", text[: match.start()], re.I)
    head = before.group() if before else ""
    return " ".join((head + match.group() + (after.group() if after else "")).split())
