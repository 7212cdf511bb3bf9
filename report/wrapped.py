"""Text whose lines were broken at a margin: which lines of a run belong to one paragraph.

A line break is the margin's when the first word of the next line would not have fitted on the line before (the rule by which a
typesetter breaks lines, turned round).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_WIDEST = 140
"""Longer lines are whole paragraphs, not lines of a page."""
_LEAST = 8
"""So many breaks must be seen before a margin is believed."""
_NEAR = 0.8
"""A line at the margin is at least this long; letters of different widths make it vary."""
_FITS = 0.9
"""A word that ends before this part of the margin would have fitted."""


def margin(runs: Sequence[Sequence[str]]) -> int:
    """The width at which the lines of a text were broken, in characters; 0 when they were not. `runs`: lines without a blank one between."""
    broken = [len(a) for run in runs for a, _ in itertools.pairwise(run)]
    if len(broken) < _LEAST:
        return 0
    width = sorted(broken)[int(len(broken) * 0.95)]
    near = sum(_NEAR * width <= n <= width * 1.1 for n in broken)
    long = sum(n >= 0.5 * width for n in broken)  # the others are labels, titles and last lines
    return width if 30 <= width <= _WIDEST and near >= max(_LEAST, 0.4 * long) else 0


def goes_on(line: str, following: str, width: int) -> bool:
    """Was the break between two lines made at the margin? Not where a sentence is over and what follows could be a title."""
    if not width or len(line) < 0.5 * width or not re.search(r"[^\W\d_]{2}", line):
        return False
    word = re.match(r"\S+", following)
    if word is None or len(line) + 1 + len(word.group()) <= _FITS * width:
        return False
    ended = re.search(r"[.!?:]['\"”’)]*$", line) is not None
    return not (ended and len(following) < _NEAR * width and not re.search(r"[.!?,;]$", following))
