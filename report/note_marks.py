"""Numbers of notes that lost their raised place: "our 20,693 employees1" with "1 Without trainees" further down the page."""

from __future__ import annotations

import re
from bisect import bisect_right

_MARK = re.compile(r"(?:(?<=[a-z]{3})|(?<=[a-z]{3}[.,;:)%\"”’])|(?<=\bScope [123]))(?P<n>\d{1,2})(?=[\s,.;:)]|$)(?![.,:]\d)", re.M)
"""A number glued to a word, to the stop behind it or to the number of a GHG scope."""
_NOTE = re.compile(r"(?:^[ \t]*|(?<=[A-Za-z)\"”][.]) |(?<=\b\d{4}[.]) )(?P<n>\d{1,2}[.)]?)[ \t]+(?=[A-Z\"“][\w'’&-]*[ ,])", re.M)
"""What may be a note: its number, then a sentence that begins with a capital."""
_FAR = 8000
"""Characters between a mark and its note, at most: two long pages."""
_LEAST = 2
"""With fewer marks that have a note, a number glued to a word may be part of a name."""
_NOTHING = "\u200b"


def unmarked(source: str) -> str:
    """The same text at the same places, where the numbers of notes, at the words and before the notes, became characters of no width.

    Only where both are found: the mark and, within two pages behind it, the note.
    """
    notes: dict[str, list[re.Match[str]]] = {}
    for note in _NOTE.finditer(source):
        notes.setdefault(note["n"].rstrip(".)"), []).append(note)
    found: list[tuple[re.Match[str], re.Match[str]]] = []
    for mark in _MARK.finditer(source) if notes else ():
        told = notes.get(mark["n"], [])
        at = bisect_right([n.start() for n in told], mark.end())
        if at < len(told) and told[at].start() - mark.end() <= _FAR:
            found.append((mark, told[at]))
    if len(found) < _LEAST:
        return source
    made = list(source)
    for pair in found:
        for match in pair:
            made[match.start("n") : match.end("n")] = _NOTHING * len(match["n"])
    return "".join(made)
