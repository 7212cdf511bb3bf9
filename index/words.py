"""The words of a text as postings hold them: stemmed, in one spelling, identifiers whole and in parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"

CJK = "\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"[{CJK}]+"  # a run of Chinese characters
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?"  # 1,024.5
    r"|[a-z]{1,5}/[a-z]{1,3}(?=\s?\d)"  # GB/T before its number
    r"|[a-z]{1,3}&[a-z]{1,3}(?![a-z])"  # R&D
    r"|[^\W_]+(?:[-.:'’][^\W_]+)*"
)
_IS_CJK = re.compile(rf"[{CJK}]")
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")
_JOINTS = re.compile(r"[-.:]")
_APOSTROPHE = re.compile(r"['’]s?(?!\w)|['’]")

STOP = frozenset(
    "a an the of to in on at by for with from as and or but if than then so that this these those there here it its is are was were "
    "be been being am do does did done doing have has had having can could will would shall should may might must not no nor i me my "
    "we us our ours you your he him his she her they them their what which who whom whose when where why how much many any some each "
    "every all both also very just about into over under out up down such own same other per via s t etc eg ie please tell show give "
    "list find mention mentioned".split()
)


def words(text: str) -> list[str]:
    """Index terms of a text, in order: `ISO14001` gives iso14001, iso, 14001; `GB/T 13586-2021` gives gb/t, 13586-2021, 13586, 2021."""
    return [term for token in tokens(text) for term in terms_of(token)]


def tokens(text: str) -> list[str]:
    """The words and identifiers of a text as written, but for case, accents and the form of characters."""
    return _TOKEN.findall(_folded(text))


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, token) of each token, in the text as it stands."""
    folded, origin = "", list(range(len(text) + 1))
    if text.isascii():
        folded = text.lower()
    else:
        parts = [_folded(c) for c in text]
        folded = "".join(parts)
        origin = [i for i, part in enumerate(parts) for _ in part] + [len(text)]
    for found in _TOKEN.finditer(folded):
        yield origin[found.start()], origin[found.end() - 1] + 1, found.group()


def pairs(terms: Sequence[str]) -> list[str]:
    """Neighbouring terms, as terms of their own: a phrase is more than its words."""
    return [f"{a} {b}" for a, b in pairwise(terms)]


def _folded(text: str) -> str:
    """ "CO₂" is "co2", "Électricité" is "electricite"."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def is_cjk(text: str) -> bool:
    """Is there a Chinese character in it?"""
    return bool(_IS_CJK.search(text))


def terms_of(token: str) -> list[str]:
    """Index terms of one token: none for a stop word, several for a mixture."""
    if is_cjk(token):
        return [token[i : i + 2] for i in range(max(1, len(token) - 1))]
    if _DIGIT.search(token):
        return list(dict.fromkeys(_identifier(token.replace(",", ""))))
    if "/" in token or "&" in token:
        return [token]
    parts = _JOINTS.split(_APOSTROPHE.sub("", token))
    return [stem(part) for part in parts if part and part not in STOP]


def _identifier(token: str) -> Iterator[str]:
    yield token
    parts = [p for p in _PARTS.findall(token) if p not in STOP]
    if len(parts) > 1:
        yield from (p if _DIGIT.search(p) else stem(p) for p in parts if len(p) > 1)


@cache
def stem(word: str) -> str:
    """A word in one spelling, without its ending: "organisations" and "organization" are the same."""
    if _any_spelling().match(word):
        for pattern, plain in _spellings():
            made, count = pattern.subn(plain, word)
            if count:
                word = made
                break
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("english")


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = (DATA / "spelling.tsv").read_text("utf-8").splitlines()
    rules = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((re.compile(f"^{pattern}"), plain) for pattern, plain in rules)


@cache
def _any_spelling() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _spellings()))
