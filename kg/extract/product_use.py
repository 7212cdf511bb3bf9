"""Which capitalised names are no products of the company: tools it uses itself, things it bought from others, and general words."""

from __future__ import annotations

import re
from functools import cache

from kg.data import load


@cache
def _words(which: str) -> str:
    return "|".join(load("products")["used"][which])


@cache
def _plain() -> re.Pattern[str]:
    word = rf"(?:{_words('plain')})"
    return re.compile(rf"{word}(?:[\s-](?:(?:and|of|the|for|&|a|as)[\s-])?{word}|-(?:free|based|led|like|to|as|in|a|up|out|on)\b)*", re.I)


def is_general(name: str) -> bool:
    """A name that only general words make: "Low Carbon", "Digital Twin", "Premium"."""
    return bool(_plain().fullmatch(name))


@cache
def _tool() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,2}}\s(?:[a-z-]+\s){{0,3}}?(?:{_words('tools')})\b")


@cache
def _taken() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_words('taken')})\s(?:(?:the|an?|our|its|their|on|in|with|of|two|three|several|new|first|additional|\d+)\s)*(?:[a-z-]+\s){{0,2}}$",
        re.I,
    )


@cache
def _worked() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('worked')})\s(?:(?:the|an?|our|its)\s)*(?:[a-z-]+\s){{0,2}}$", re.I)


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('inside')})\b", re.I)


@cache
def _outside() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('outside')})\b", re.I)


def is_used(text: str, start: int, end: int) -> bool:
    """Is the name at `text[start:end]` bought from others, or a tool for the company's own people?"""
    before = text[:start].rstrip('"“')
    if _taken().search(before):
        return True
    return bool(_tool().match(text, end) and not _outside().search(text) and (_worked().search(before) or _inside().search(text)))
