"""Headings of Markdown as converters leave it: ornaments off their ends, scraps out, levels by the printed contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from report.contents import Contents, contents
from report.lines import Raw, Shape

_ORNAMENT = re.compile(r"[\s•◦○●→➔▶►°·|–—-]+$|(?<=[a-z)\"'])\s+[O0o°○](?:\s*[-–—°]+)*\s*$|\s+[°○]\s*[-–—]*\s*$")
_LEAD = re.compile(r"^[\s•◦○●→➔▶►°·|–—]+|^[^\x00-\u024f](?=\s+[A-Z])")
"""An arrow or icon before a title, also one that OCR took for a sign of another script."""
_LETTERS = re.compile(r"[^\W\d_]")
LONGEST = 200
"""What is longer is a paragraph."""
_YEAR = re.compile(r"(?:19|20)\d\d\b\s*[-–—:]?\s*\S")
LEAST = 5
"""With fewer headings found in the contents, they say nothing of levels."""


def outlined(raws: Sequence[Raw]) -> list[Raw]:
    """The same blocks with headings tidied; what is no title becomes text."""
    tidied = [_tidied(raw) if raw.shape == Shape.HEADING else raw for raw in raws]
    tidied = _years(tidied)
    listed = contents(tidied)
    if not listed.levels:
        return tidied
    plain = [_text(raw) if i in listed.places and raw.shape == Shape.HEADING else raw for i, raw in enumerate(tidied)]
    return _levelled(plain, listed)


def _tidied(raw: Raw) -> Raw:
    text = raw.text
    while found := _ORNAMENT.search(text.text):
        if found.start() == 0:
            return _text(raw)
        text = text[: found.start()].strip()
    lead = _LEAD.match(text.text)
    text = text[lead.end() :].strip() if lead else text
    whole = text.text.isalpha() or any(char > "\u2e7f" for char in text.text)
    if len(_LETTERS.findall(text.text)) < (1 if whole else 2) or len(text.text) > LONGEST or text.text.endswith((";", ",")):
        return _text(raw)
    return replace(raw, text=text, lines=(text,)) if text.text != raw.text.text else raw


def _text(raw: Raw) -> Raw:
    return replace(raw, shape=Shape.TEXT, level=0, lines=(raw.text,))


def _years(raws: Sequence[Raw]) -> list[Raw]:
    """Three headings or more in a row that begin with a year are a list of milestones: of one level, below the heading above them."""
    heads = [i for i, raw in enumerate(raws) if raw.shape == Shape.HEADING]
    made = list(raws)
    at = 1
    while at < len(heads):
        stop = at
        while stop < len(heads) and _YEAR.match(raws[heads[stop]].text.text):
            stop += 1
        if stop - at >= 3:
            level = max(raws[heads[at - 1]].level + 1, min(raws[i].level for i in heads[at:stop]))
            for i in heads[at:stop]:
                made[i] = replace(made[i], level=min(level, 6))
        at = max(stop, at + 1)
    return made


def _levelled(raws: Sequence[Raw], listed: Contents) -> list[Raw]:
    """Headings that the contents leave out stand below the last one that they list."""
    known = [bool(raw.shape == Shape.HEADING and i not in listed.places and listed.level(raw.text.text)) for i, raw in enumerate(raws)]
    if sum(known) < LEAST:
        return list(raws)
    made: list[Raw] = []
    above = 0
    for raw, is_listed in zip(raws, known, strict=True):
        if is_listed:
            above = raw.level
        elif raw.shape == Shape.HEADING and above and raw.level <= above:
            raw = replace(raw, level=min(above + 1, 6))
        made.append(raw)
    return made
