"""Slips of the pen in a question, mended from the report's own words, and the words that carry no content of their own."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from ask.data import toml
from ask.lexicon import fold, lexicon
from ask.scope import Scope
from index.words import STOP, stem

MONTHS = "january february march april may june july august september october november december".split()
"""Names of the months, in order."""


@cache
def fillers() -> frozenset[str]:
    """Stems of words that carry no content of their own."""
    return frozenset(stem(word) for word in toml("questions.toml")["filler"]["words"])


def mended(text: str, scope: Scope) -> tuple[str, list[str]]:
    """The question with misspelt words put right from the report's own words."""
    notes: list[str] = []
    known = {s for phrase in lexicon().ways for s in phrase}
    asked = fillers() | {stem(w) for w in toml("questions.toml")["measure"]["nouns"]}

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        low = fold(word)
        if len(low) < 5:
            return _asking(low) or word
        if low in STOP or stem(low) in scope.seen or stem(low) in known or stem(low) in asked or low in MONTHS:
            return word
        better = scope.mended(low) or _parted(low, scope)
        if better is None:
            return word
        notes.append(f"{word} read as {better}")
        return better

    opening = re.sub(r"^\W*[^\W\d_]{2,4}\b(?:\s+[^\W\d_]{2,4}\b)?", lambda m: re.sub(r"[^\W\d_]+", mend, m.group()), text)
    return re.sub(r"[^\W\d_]{5,}", mend, opening), notes


def _parted(low: str, scope: Scope) -> str | None:
    """A word that the report writes as two: "antifraud" is "anti fraud"."""
    for at in range(3, len(low) - 3):
        if stem(low[:at]) in scope.seen and stem(low[at:]) in scope.seen and f"{stem(low[:at])} {stem(low[at:])}" in scope.seen:
            return f"{low[:at]} {low[at:]}"
    return None


def _asking(low: str) -> str | None:
    """The question word that was meant by an opening word that is none."""
    known = toml("questions.toml")["asking"]["words"]
    if low in known or low in STOP:
        return None
    near = [word for word in known if OSA.distance(low, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None
