"""Ways of saying the same: a phrase of a question and the phrases that reports use for it; Chinese questions in English.

Phrases are tuples of stems, as `index.words` makes them, so that questions and reports meet in one form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ask.data import lines, toml
from index.words import is_cjk
from index.words import words as index_words

Phrase = tuple[str, ...]
FILES = (("synonyms.tsv", "index"), ("wordings.tsv", "ask"))
"""Data files of phrases and their packages: `a | b | c` say the same, `a | b <tab> c | d` leads from left to right only."""


def fold(text: str) -> str:
    """Lower case without accents, as stems are."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def words(text: str) -> tuple[str, ...]:
    """Index terms of a text, in order (`index.words`): labels and quotes come again with every question."""
    return tuple(index_words(text))


_BUT_FOR = re.compile(
    r"\((?:excluding|excludes?|excl\b\.?|except|other than|without|w/o|not including)[^()]*\)|\b(?:excluding|except for|other than) [\w-]+",
    re.I,
)


def stated(text: str) -> str:
    """A text without what it says it leaves out: "injuries (excluding fatalities)" is about injuries."""
    return _BUT_FOR.sub(" ", text) if "xc" in text or "ther than" in text or "ith" in text or "ot incl" in text else text


def stands(words: str, text: str) -> int:
    """Where words stand in a text by themselves, not inside a longer word; -1 when nowhere."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (at and _letter(text[at - 1])) and not (end < len(text) and _letter(text[end])):
            return at
        at = text.find(words, at + 1)
    return -1


def _letter(char: str) -> bool:
    return char.isalnum() or char == "_"


@dataclass(frozen=True)
class Lexicon:
    """`ways` leads from a phrase to others that say it; `chinese` from a Chinese term to an English one."""

    ways: Mapping[Phrase, tuple[Phrase, ...]]
    chinese: Mapping[str, str]

    @property
    def longest(self) -> int:
        return max((len(phrase) for phrase in self.ways), default=1)

    def split(self, stems: Sequence[str]) -> list[Phrase]:
        """Stems in order, those that make a known phrase together; the longest phrase wins."""
        found, at = [], 0
        while at < len(stems):
            for size in range(min(self.longest, len(stems) - at), 0, -1):
                phrase = tuple(stems[at : at + size])
                if size == 1 or phrase in self.ways:
                    found.append(phrase)
                    at += size
                    break
        return found


@cache
def lexicon() -> Lexicon:
    """The field's wordings, from the data files of `index` and `ask`."""
    ways: dict[Phrase, dict[Phrase, None]] = {}
    chinese: dict[str, str] = {}
    for name, package in FILES:
        for line in lines(name, package):
            sides = [[term.strip() for term in side.split("|") if term.strip()] for side in line.split("\t")]
            _learn(ways, chinese, sides)
    return Lexicon({phrase: tuple(others) for phrase, others in ways.items()}, chinese)


def _learn(ways: dict[Phrase, dict[Phrase, None]], chinese: dict[str, str], sides: list[list[str]]) -> None:
    english = [[term for term in side if not is_cjk(term)] for side in sides]
    target = english[-1]
    for term in (t for t in sides[0] if is_cjk(t)):
        if target:
            chinese.setdefault(term, target[0])
    left, right = _phrases(english[0]), _phrases(target)
    for phrase in left:
        others = ways.setdefault(phrase, {})
        others.update((other, None) for other in right if other != phrase)


def _phrases(terms: Iterable[str]) -> list[Phrase]:
    """Stems of each term; "other ..." means nothing without its "other", which is no index word."""
    return [phrase for term in terms if (phrase := tuple(words(term))) and not term.startswith("other ")]


def in_english(question: str) -> str:
    """A Chinese question as English words in a question's order: "何时上市?" is "when listing ?". Others come back as they are."""
    if not is_cjk(question):
        return question
    asked: dict[str, str] = toml("questions.toml")["chinese"]
    terms = {**lexicon().chinese, **asked}
    pattern = re.compile("|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term))))
    parts = [part for part in re.split(r"[?？。；;，,]", question) if part.strip()]
    return " ".join(_part(part, pattern, terms, asked) for part in parts)


def unread(question: str) -> list[str]:
    """Chinese words of a question that no term of the field covers: what they ask, nobody knows."""
    asked: dict[str, str] = toml("questions.toml")["chinese"]
    covered = {*lexicon().chinese, *asked, *toml("questions.toml")["particles"]["words"]}
    pattern = re.compile("|".join(re.escape(term) for term in sorted(covered, key=lambda term: (-len(term), term))))
    return list(re.findall(r"[\u3400-\u9fff]{2,}", pattern.sub(" ", question))) if is_cjk(question) else []


def _part(part: str, pattern: re.Pattern[str], terms: Mapping[str, str], asked: Mapping[str, str]) -> str:
    """One clause, its question word first: that is where English has it."""
    first: list[str] = []
    rest: list[str] = []
    at = 0
    follows = False  # "which" and "how many" have their noun right behind them
    for match in pattern.finditer(part):
        gap = part[at : match.start()]
        rest.append(_latin(gap))
        asks = bool(asked.get(match.group()))
        noun = follows and not asks and not gap
        (first if asks or noun else rest).append(terms[match.group()])
        first += ["are there"] if noun and first[0] == "which" else []
        follows = asks and asked[match.group()] in ("which", "how many", "how much", "what")
        at = match.end()
    rest.append(_latin(part[at:]))
    return " ".join(word for word in [*first, *rest] if word) + "?"


def _latin(text: str) -> str:
    """What a gap between known Chinese terms holds in other letters: names, figures, years."""
    return " ".join(re.findall(r"[A-Za-z0-9][A-Za-z0-9_.,/%&-]*", text))
