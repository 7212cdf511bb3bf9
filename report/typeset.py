"""Text that a typesetter laid out: footnote marks stay raised in the report's text, and are left out where it is tidied.

`raised("41")` is "⁴¹"; `exact` gives a `Clean` of a stretch of text that is no markup, so that "*" and "_" mean themselves.
"""

from __future__ import annotations

import re
from array import array

from report.model import NOTHING, Clean

_PLAIN = "0123456789+-=()abcdefghijklmnoprstuvwxyz"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_UP = str.maketrans(_PLAIN, _RAISED)
_DOWN = str.maketrans(_RAISED, _PLAIN)
_MARK = re.compile(rf"(?<![⁰-⁹¹²³])[{_RAISED}](?:[{_RAISED},;*]*[{_RAISED}])?")
_POWER = re.compile(r"(?:\b(?:(?:[kcdmMhnµu]|[MGkK]?[SN]|M[Mm])?m|ft|in|s|10|kg|R)|/m|[·.]m)$")
_EVEN = str.maketrans({
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2006": " ", "\u2009": " ", "\u200a": " ", "\u3000": " ", "\u202f": " ", "\t": " ", "\n": " ",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "“": '"', "”": '"', "„": '"', "″": '"', "‐": "-", "‑": "-", "‒": "-", "−": "-",
})  # fmt: skip
_WIDE = re.compile(r"[\uff01-\uff5e]")


def raised(text: str) -> str:
    """A raised piece as it is written: marks ("1", "(a)", "b") in raised characters, "st", "TM" and the like as they are."""
    bare = text.strip()
    ordinal = re.match(r"(st|nd|rd|th)(\(.*)$", bare)
    if ordinal:
        return ordinal.group(1) + raised(ordinal.group(2))
    if re.fullmatch(r"[\d,;()+-]+|\(?[a-z]\)?(?:[,;]\(?[a-z]\)?)*", bare):
        return bare.translate(_UP)
    return bare


def exact(text: str, start: int = 0, at: int = 0) -> Clean:
    """`text[start:]` tidied, letter for letter: quotes and dashes in plain forms, footnote marks left out, no markup read.

    `at`: where `text` begins in the source.
    """
    plain = text.translate(_EVEN)
    if not plain.isascii():
        plain = _WIDE.sub(lambda m: chr(ord(m.group()) - 0xFEE0), plain)
        keep = _kept(plain, start)
        if len(keep) < len(plain) - start:
            plain = "".join([plain[i] for i in keep])
            made = Clean(plain, array("I", [i + at for i in keep]), array("I", [i + at + 1 for i in keep])).strip()
            return made if made else NOTHING
    if not plain[start:].strip():
        return NOTHING
    return Clean(plain[start:], range(start + at, len(plain) + at), range(start + at + 1, len(plain) + at + 1)).strip()


def _kept(text: str, start: int) -> list[int]:
    """Places of the characters that are no footnote marks: "m³" and "10⁶" are none; a text of marks alone is kept."""
    if not _MARK.search(text):
        return list(range(start, len(text)))
    gone: set[int] = set()
    for match in _MARK.finditer(text):
        before = text[: match.start()]
        power = match.group() in "²³⁶⁹⁴⁻¹⁻²⁻³" and _POWER.search(before)
        if match.start() and not power and not before.isspace():
            gone |= set(range(*match.span()))
    return [i for i in range(start, len(text)) if i not in gone]


def unraised(text: str) -> str:
    """Raised characters as plain ones."""
    return text.translate(_DOWN)
