"""Flat text: headings are found by their shape, tables by the figures in their lines."""

from __future__ import annotations

import re
from dataclasses import replace

from report.lines import Raw, Shape, raw_blocks, unhyphenated
from report.model import Clean

_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "our", "the", "to", "with", "vs", "&"}
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-Z]")


def plain_blocks(source: str) -> list[Raw]:
    """Raw blocks of a text without markup: each line is read for itself, unless the next reads on from it."""
    found: list[Raw] = []
    for raw in raw_blocks(source):
        if raw.shape != Shape.TEXT:
            found.append(raw)
            continue
        gap = raw.gap
        for part in _paragraphs(raw.lines):
            level = heading_level(part.text)
            text = part[: len(part.text.rstrip(" ."))] if level else part
            found.append(Raw(Shape.HEADING if level else Shape.TEXT, text, level, lines=(text,), gap=gap))
            gap = 0
    return [replace(r, level=min(r.level, 6)) for r in found]


def _paragraphs(lines: tuple[Clean, ...]) -> list[Clean]:
    """Lines of one run, where a line that ends in mid-sentence is joined to one that goes on in small letters."""
    runs: list[list[Clean]] = []
    for line in lines:
        if runs and re.search(r"[a-z,;-]$", runs[-1][-1].text) and re.match(r"[a-z(]", line.text):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [unhyphenated(run) for run in runs]


def heading_level(text: str) -> int:
    """0 for no heading; else 1 for a chapter ("3 Carbon Emissions", "OUR PEOPLE"), 2 or more below it.

    A heading is short, has no full stop inside, and its words of weight begin with capitals.
    """
    bare = text.strip().rstrip(".").strip()
    words = bare.split()
    if not 1 <= len(words) <= 12 or len(bare) > 90 or re.search(r"[.;:?!,]\s|[;:,!?]$|\d{4,}|[%$€]|@|www\\.", bare):
        return 0
    number = _NUMBER.match(bare)
    body = [w for w in words if re.search(r"[A-Za-z]", w)]
    heavy = [w for w in body if w.casefold() not in _SMALL]
    if not heavy or sum(len(w) for w in heavy) < 4 or len(re.findall(r"\d+", bare)) > (2 if number else 1):
        return 0
    if not all(re.match(r"[^a-z]*[A-Z0-9]", w) for w in heavy):
        return 0
    if number:
        return 1 + number.group(1).count(".")
    if all(w.isupper() for w in heavy):
        return 2 if len(heavy) > 1 or len(bare) > 6 else 0
    return 3 if len(heavy) > 1 or len(bare) > 5 else 0
