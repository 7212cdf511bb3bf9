"""Tidy a stretch of source text - markup, entities, LaTeX, odd characters - and keep the way back to every character."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

from report.model import Clean

_BULLET = "•◆♦●▪■◇○➢✓✔►▶※·"
_SIMPLE = {
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u2060": "",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u3000": " ", "\u202f": " ",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "“": '"', "”": '"', "„": '"', "″": '"',
    "‐": "-", "‑": "-", "−": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl",
}  # fmt: skip
_LATEX = re.compile(r"\$([^$\n]{1,60})\$")
_LATEX_WORDS = {r"\%": "%", r"\bigcirc": "", r"\circ": "°", r"\times": "×", r"\geq": "≥", r"\leq": "≤", r"\ge": "≥",
                r"\le": "≤", r"\pm": "±", r"\sim": "~", r"\approx": "≈", r"\cdot": "·", r"\rm": "", r"\mathrm": "",
                r"\text": "", r"\&": "&", r"\$": "$", r"\,": " "}  # fmt: skip


def _latex(match: re.Match[str]) -> str:
    inner = match.group(1)
    for word, plain in sorted(_LATEX_WORDS.items(), key=lambda pair: -len(pair[0])):
        inner = inner.replace(word, plain)
    return re.sub(r"[_^{}\\]", "", inner).strip()


def _formula(match: re.Match[str]) -> str:
    """`$CO_2$` reads CO2; an amount such as `$5 million and $6` is no formula."""
    return _latex(match) if re.search(r"[\\_^{}]", match.group(1)) else match.group(0)


_RULES: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(r"<br\s*/?>", re.I), " "),
    (re.compile(r"!\[[^\]]{0,1000}\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]\[\n]{1,1000})\]\((?:https?:|#|mailto:)[^)]*\)"), lambda m: m.group(1)),
    (_LATEX, _formula),
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"</?(?:p|div|li|tr|td|th|ul|ol|table|tbody|thead|h[1-6])\b[^>]*>", re.I), " "),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>"), ""),
    (re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});"), lambda m: html.unescape(m.group(0))),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|-])"), lambda m: m.group(1)),
    (re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|~~"), ""),
    (re.compile(r"''"), '"'),
    (re.compile(r"\s+"), " "),
]
_TRIGGER = re.compile(r"<|!\[|\[|\$|&|\\|[*_~]|''|\s")


def clean(source: str, start: int = 0, end: int | None = None) -> Clean:
    """Tidy `source[start:end]`. Blanks become single spaces; the result is stripped.

    "**1,024** tons of $CO_2$" reads "1,024 tons of CO2", and each character knows its place in `source`.
    """
    end = len(source) if end is None else end
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(piece: str, a: int, b: int) -> None:
        for char in piece:
            if char.isspace() and (not text or text[-1] == " "):
                continue
            text.append(" " if char.isspace() else char)
            starts.append(a)
            ends.append(b)

    at = start
    while at < end:
        char = source[at]
        if _TRIGGER.match(source, at):
            for pattern, plain in _RULES:
                match = pattern.match(source, at, end)
                if match and match.end() > at:
                    made = plain if isinstance(plain, str) else plain(match)
                    whole = match.group(0)
                    if made and made in whole and len(made) > 1:  # what was kept keeps its exact places
                        inside = at + whole.index(made)
                        for i, kept in enumerate(made):
                            put(_one(kept), inside + i, inside + i + 1)
                    else:
                        put(made, at, match.end())
                    at = match.end()
                    break
            else:
                put(_one(char), at, at + 1)
                at += 1
        else:
            put(_one(char), at, at + 1)
            at += 1
    return Clean("".join(text), tuple(starts), tuple(ends)).strip()


def _one(char: str) -> str:
    """One character tidied: typographic quotes, full-width digits and letters, ligatures, invisible marks."""
    if char in _SIMPLE:
        return _SIMPLE[char]
    if "\uff01" <= char <= "\uff5e" or "\u2460" <= char <= "\u2473":
        return unicodedata.normalize("NFKC", char)
    return "" if unicodedata.category(char) == "Cc" and not char.isspace() else char


def plain(text: str) -> str:
    """The tidied text alone, for names and titles."""
    return clean(text).text


def unbullet(text: Clean) -> Clean:
    """A list item without its mark: "• Purchased electricity" reads "Purchased electricity"."""
    match = re.match(rf"\s*(?:[{_BULLET}]|[-–—*+]\s|\(?\d{{1,2}}[.)]\s(?!\d))\s*", text.text)
    return text[match.end() :].strip() if match else text
