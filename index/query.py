"""What a user asks becomes a query: Chinese read as English, slips of the keyboard mended, words of the field widened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from index.lexical import Postings, Term, weighted
from index.words import CJK, DATA, is_cjk, terms_of, tokens, words

WIDENED = 0.8
"""What another phrase for the same thing counts beside what was asked; each of its words has its part of that."""
MENDED = 0.8
"""What the closest known word counts in place of an unknown one."""

_RUN = re.compile(rf"[{CJK}]+|[^{CJK}]+")


@dataclass(frozen=True)
class Query:
    """`text` goes to the encoder; `terms` go to the postings; `mended` tells unknown words and what they were taken for."""

    text: str
    terms: tuple[Term, ...]
    mended: Mapping[str, str] = field(default_factory=dict)

    def explained(self) -> str:
        """How it was read, in one line."""
        asked = [t.term for t in self.terms if not t.stands_for and " " not in t.term]
        others = dict.fromkeys(t.term for t in self.terms if t.stands_for and " " not in t.term)
        said = [f"read as {self.text!r}", f"words: {' '.join(asked) or 'none'}"]
        said += [f"also: {' '.join(others)}"] if others else []
        return "; ".join(said + [f"{wrong!r} taken for {right!r}" for wrong, right in self.mended.items()])


def read_query(text: str, segments: Sequence[Postings]) -> Query:
    """Read a question or some words against the vocabulary of what is searched."""
    english = translated(text) if is_cjk(text) else text
    mended = _mended(english, segments)
    for wrong, right in mended.items():
        english = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right, english, flags=re.I)
    doubtful = {term for right in mended.values() for term in terms_of(right)}
    asked = words(english)
    terms = {t.term: replace(t, weight=t.weight * MENDED) if t.term in doubtful else t for t in weighted(asked)}
    for said, phrase in _widened(tuple(asked)):
        for term in weighted(phrase, WIDENED / len(phrase), said):
            terms.setdefault(term.term, term)
    own = (term for token in tokens(text) if is_cjk(token) for term in terms_of(token))
    return Query(english or text, (*terms.values(), *(Term(t) for t in dict.fromkeys(own))), mended)


# ------------------------------------------------------------------------------------------------------- synonyms
@dataclass(frozen=True)
class _Lexicon:
    """`phrases`: terms of a phrase -> phrases that say the same. `chinese`: Chinese term -> English term."""

    phrases: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    chinese: Mapping[str, str]
    words: frozenset[str]

    @property
    def longest(self) -> int:
        return max(map(len, self.phrases), default=1)


@cache
def lexicon() -> _Lexicon:
    """The words of the field, from `data/synonyms.tsv`."""
    phrases: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    chinese: dict[str, str] = {}
    for line in (DATA / "synonyms.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        left, _, right = ([term.strip() for term in part.split("|") if term.strip()] for part in line.partition("\t"))
        english = [term for term in right or left if not is_cjk(term)]
        same = {tuple(words(term)): None for term in english}
        for term in left:
            if is_cjk(term):
                chinese[term] = english[0]
            else:
                phrases.setdefault(tuple(words(term)), {}).update(same)
    widened = {phrase: tuple(s for s in same if s != phrase and s) for phrase, same in phrases.items() if phrase}
    return _Lexicon(widened, chinese, frozenset(w for phrase in widened for w in phrase))


def _widened(asked: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(what was asked, another phrase for it); the longest known phrase at each place counts."""
    known = lexicon()
    at = 0
    while at < len(asked):
        size = next((n for n in range(min(known.longest, len(asked) - at), 0, -1) if asked[at : at + n] in known.phrases), 0)
        said = asked[at : at + size]
        yield from ((said, phrase) for phrase in known.phrases.get(said, ()))
        at += size or 1


def translated(text: str) -> str:
    """Chinese words of the field in English, the rest as it is: "2023年温室气体排放总量" -> "2023 total greenhouse gas emissions"."""
    parts = (" ".join(_in_english(run)) if is_cjk(run) else run.strip() for run in _RUN.findall(text))
    return " ".join(part for part in parts if part)


def _in_english(run: str) -> list[str]:
    """The cut of a run of Chinese characters that leaves the fewest of them unknown, then has the fewest words."""
    chinese = lexicon().chinese
    best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
    for end in range(1, len(run) + 1):
        unknown, count, said = best[end - 1]
        options = [(unknown + 1, count, said)]
        for start in range(max(0, end - 10), end):
            if english := chinese.get(run[start:end]):
                unknown, count, said = best[start]
                options.append((unknown, count + 1, [*said, english]))
        best.append(min(options, key=lambda o: o[:2]))
    return best[-1][2]


# ---------------------------------------------------------------------------------------------------------- typing
def _mended(text: str, segments: Sequence[Postings]) -> dict[str, str]:
    """Unknown words of a query and the known word that each is closest to."""
    unknown = [t for t in dict.fromkeys(tokens(text)) if len(t) >= 4 and t.isalpha() and not is_cjk(t) and not _known(t, segments)]
    if not unknown:
        return {}
    from rapidfuzz.distance import OSA

    vocabulary = {spelt: term for s in segments for term, spelt in s.spellings.items()}
    found = {}
    for token in unknown:
        slips = 1 if len(token) < 8 else 2
        distances = ((OSA.distance(token, spelt, score_cutoff=slips), spelt) for spelt in vocabulary)
        if near := [pair for pair in distances if pair[0] <= slips]:
            often = {spelt: sum(len(s.of(vocabulary[spelt])) for s in segments) for _, spelt in near}
            found[token] = min(near, key=lambda pair: (pair[0], -often[pair[1]], pair[1]))[1]
    return found


def _known(token: str, segments: Sequence[Postings]) -> bool:
    return all(term in lexicon().words or any(term in s for s in segments) for term in terms_of(token))
