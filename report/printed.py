"""Text that a program took from printed pages: running heads between the lines, paragraphs broken at a margin, raised and lowered signs on lines of their own."""

from __future__ import annotations

import re

_LOWERED = re.compile(
    r"(?<=\bCO2)[ \t]*\r?\n(?=(?:e|eq)\b)|(?<=\bCO)[ \t]*\r?\n(?=2(?:e|eq)?\b(?![.,]?\d))|(?<=\bm[23])[ \t]*\r?\n(?=[)/])|(?<=CO2)[ \t]*\r?\n(?=[)/])"
)
"""The line break that a lowered sign caused: "CO2" at the end of a line and "e)" on the next."""


def rejoined_units(source: str) -> str:
    """The same text at the same places, where a unit cut by a line break is whole."""
    return _LOWERED.sub(lambda m: "\u200b" * len(m.group()), source)
