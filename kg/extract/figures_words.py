"""Figures in words: parts of a whole that a percentage says exactly, and numbers above twenty."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.quantities import WORDS

FRACTIONS = {
    "half": 50,
    "a quarter": 25,
    "one quarter": 25,
    "three quarters": 75,
    "a fifth": 20,
    "one fifth": 20,
    "two fifths": 40,
    "three fifths": 60,
    "four fifths": 80,
}
PARTS = "|".join(sorted((w.replace(" ", r"[\s-]") for w in FRACTIONS), key=len, reverse=True))
"""Parts of a whole that a percentage says exactly."""


_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_UNITS = "|".join(WORDS[1:10])
_BELOW = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{_UNITS}))?|{'|'.join(reversed(WORDS[1:20]))}"
SPELT = rf"(?:{_UNITS}|a)\shundred(?:\sand\s(?:{_BELOW}))?|(?:{'|'.join(_TENS)})[\s-](?:{_UNITS})|(?:{'|'.join(list(_TENS)[1:])})"
"""Number words above twenty: "sixty-two", "two hundred and six"."""


def spelt_out(said: str) -> Decimal:
    """The value of a number in words, up to 999."""
    total = 0
    for word in re.split(r"[\s-]", said.casefold()):
        total = max(total, 1) * 100 if word == "hundred" else total + (_TENS.get(word) or (WORDS.index(word) if word in WORDS else 0))
    return Decimal(total)


IN_WORDS = (
    rf"|\b(?P<spelt>{SPELT})(?=\s(?-i:[A-Za-z(]))"
    r"|\b(?P<single>one|a single)(?=\s(?:[a-z-]+\s){0,2}(?:fatality|death|accident|spill|injury|breach)\b)"
    rf"|\b(?P<large>{'|'.join(WORDS[1:])})\s(?P<times>million|billion)\b|(?<!first\s)(?<!second\s)(?<!other\s)\b(?P<part>{PARTS})(?=\sof\s(?:our|all|the|its)\s(?!year|day|time|period|month))"
)
"""What is looked for in prose, and the same groups for texts without such words."""
NOT_IN_WORDS = r"|(?!)(?P<spelt>)(?P<single>)(?P<large>)(?P<times>)(?P<part>)"
WORDED = re.compile(
    rf"(?:twen|thir|for|fif|six|seven|eigh|nine)ty\b|hundred|half|quarter|fifth|\b(?:{'|'.join(WORDS[1:])})\s[mb]illion"
    r"|\b(?:one|a single)\s(?:[a-z-]+\s){0,2}(?:fatality|death|accident|spill|injury|breach)\b",
    re.I,
)
