"""The words of a text as postings hold them: stemmed, one spelling, identifiers whole and in parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]+"  # a run of Chinese characters
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?"  # 1,024.5
    r"|[a-z]{1,5}/[a-z]{1,3}(?=\s?\d)"  # GB/T before its number
    r"|[^\W_]+(?:[-.:'’][^\W_]+)*"
)
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_DIGIT = re.compile(r"\d")
_LETTERS_DIGITS = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")

STOP = frozenset(
    "a an the of to in on at by for with from as and or but if than then so that this these those there here it its is are was were be been being "
    "am do does did done doing have has had having can could will would shall should may might must not no nor i me my we us our ours you your he "
    "him his she her they them their what which who whom whose when where why how much many any some each every all both also very just about into "
    "over under out up down such own same other per via s t etc eg ie please tell show give list find mention mentioned".split()
)


def words(text: str) -> list[str]:
    """Index terms of a text, in order: `ISO14001` gives iso14001, iso, 14001; `GB/T 13586-2021` gives gb/t, 13586-2021, 13586, 2021."""
    found: list[str] = []
    for token in _TOKEN.findall(fold(text)):
        found.extend(_terms(token))
    return found


def fold(text: str) -> str:
    """Lower case, one form of each character: "CO₂" is "co2", "Électricité" is "electricite"."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def is_cjk(text: str) -> bool:
    return bool(_CJK.search(text))


def _terms(token: str) -> Iterator[str]:
    if is_cjk(token):
        yield from (token[i : i + 2] for i in range(max(1, len(token) - 1)))
    elif _DIGIT.search(token):
        yield from _identifier(token)
    else:
        for word in re.split(r"[-.:/]", re.sub(r"['’]s?(?!\w)", "", token)) if "/" not in token else [token]:
            word = re.sub(r"['’]", "", word)
            if word and word not in STOP:
                yield stem(word)


def _identifier(token: str) -> Iterator[str]:
    """A number, a code or a mixture; whole, and in parts."""
    whole = token.replace(",", "")
    yield whole
    parts = [p for p in _LETTERS_DIGITS.findall(whole) if p not in STOP]
    if len(parts) > 1:
        yield from (p if _DIGIT.search(p) else stem(p) for p in parts if len(p) > 1)


@cache
def stem(word: str) -> str:
    """A word in one spelling, without its ending."""
    for pattern, plain in _spellings():
        made, count = pattern.subn(plain, word)
        if count:
            word = made
            break
    return str(_stemmer().stemWord(word))


@cache
def _stemmer():  # type: ignore
    import Stemmer

    return Stemmer.Stemmer("english")


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = (files("index") / "data" / "spelling.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((re.compile(rf"^{pattern}"), plain) for pattern, plain in pairs)
