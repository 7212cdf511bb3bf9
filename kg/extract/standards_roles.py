"""What is done with a standard (complies, references, drafted, led, revised), and of which level a text says that it is."""

from __future__ import annotations

import re
from functools import cache

from kg.data import load

_LEVEL = re.compile(r"\b(international|national|industry|industrial|group|local|association) standards?\b", re.I)


@cache
def _roles() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile(rf"\b(?:{'|'.join(words)})(?!\w)", re.I)) for role, words in load("standards")["roles"].items()]


def roles_in(text: str) -> tuple[str, ...]:
    """What a sentence says is done with the standards in it."""
    found = tuple(role for role, pattern in _roles() if pattern.search(text))
    if "references" in found and "complies" in found:
        found = tuple(r for r in found if r != "complies") if re.search(r"with reference|referr?", text, re.I) else found
    return found


def roles_near(text: str, at: int) -> tuple[str, ...]:
    """The roles that the words around a place tell."""
    head = text[max(0, at - 220) : at + 120]
    return tuple(r for r in roles_in(head) if r in ("complies", "references", "drafted", "led", "revised"))


def spoken_level(text: str) -> str | None:
    """The level that a text names: "national standards"."""
    match = _LEVEL.search(text)
    word = match.group(1).casefold() if match else ""
    return {"industrial": "industry", "association": "group"}.get(word, word) or None
