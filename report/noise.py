"""Garbage of plausible letters: what OCR makes of a pattern or a map, and what a hand on the keyboard leaves ("sdkfj wqrtp xcvbn")."""

from __future__ import annotations

import re

FEWEST = 5
"""A stretch of noise has so many words that cannot be words; one or two are a code, a name or a word of another language."""
LETTERS = 30
"""And so many letters."""
_TOKEN = re.compile(r"\S+")
_EDGES = ".,;:!?()[]{}\"'“”‘’|/\\-–—_*#"
_VOWEL = re.compile(r"[aeiouy]")
_HARD = re.compile(r"[^aeiouy]{5}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = frozenset(row[::way][i : i + 4] for row in _ROWS for way in (1, -1) for i in range(len(row) - 3))
"""Four keys that lie side by side."""


def noise(text: str) -> tuple[int, int] | None:
    """Where the first stretch of noise stands in a text. Short pieces between impossible words count as noise too, other words end it."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        bare = token.group().strip(_EDGES)
        if is_impossible(bare) or (run and len(bare) < 4 and bare.casefold() not in _SMALL):
            run.append(token)
        elif found := _stretch(run):
            return found
        else:
            run = []
    return _stretch(run)


def _stretch(run: list[re.Match[str]]) -> tuple[int, int] | None:
    while run and not is_impossible(run[-1].group().strip(_EDGES)):
        run = run[:-1]
    words = [token.group().strip(_EDGES) for token in run]
    impossible = [word for word in words if is_impossible(word)]
    if len(impossible) < FEWEST or sum(map(len, impossible)) < LETTERS or 3 * len(impossible) < 2 * len(words):
        return None
    return run[0].start(), run[-1].end()


_SMALL = frozenset("a an and are as at be by do for he if in is it its no not of on or our so the to up us was we".split())


def is_impossible(word: str) -> bool:
    """Four Latin letters or more that no language writes so: without a vowel, five consonants in a row, or keys side by side.

    Abbreviations in capitals, and words with figures, marks or letters of other scripts, are none.
    """
    if len(word) < 4 or not (word.isascii() and word.isalpha()) or (word.isupper() and len(word) < 9):
        return False
    low = word.casefold()
    if not _VOWEL.search(low) or _HARD.search(low):
        return True
    return 2 * _on_keys(low) > len(low)


def _on_keys(word: str) -> int:
    """How many letters of a word lie in runs of four keys."""
    return len({at for i in range(len(word) - 3) if word[i : i + 4] in _KEYS for at in range(i, i + 4)})
