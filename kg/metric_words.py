"""Names of metrics as sets of word stems, so that "Total employees" and "Number of employees" meet. Knowledge: data/metric_words.toml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kg.data import load

_SUFFIX = re.compile(r"(?<=\w{4})(?:ational|ations?|ments?|ings?|ions?|ers?|ed|es|s|e|y)$")
_WORD = re.compile(r"[a-z0-9%\u4e00-\u9fff]+")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending: "recycled", "recycling" and "recycles" are "recycl"."""
    plain = word[:-3] + "y" if len(word) > 5 and word.endswith("ies") else word
    return _SUFFIX.sub("", _SUFFIX.sub("", plain)) if not plain.isdigit() else plain


def words(text: str) -> list[str]:
    """Words in lower case, hyphened ones as one: "Green-power" and "Greenpower" are the same; CO<sub>2</sub> is "co2"."""
    plain = unicodedata.normalize("NFKD", re.sub(r"<[^<>]*>", "", text)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"(?<=[a-z])['’]s\b", "", plain)
    plain = re.sub(r"(?<=[a-z])[-‐‑](?=[a-z])", "", plain)
    return _WORD.findall(re.sub(r"(?<=\d),(?=\d{3})", "", plain))


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases by their first stem: the stems of each, longest first, and the stem it stands for."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for group in load("metric_words")["same"]:
        name = "".join(stem(w) for w in words(group[0]))
        for phrase in group:
            parts = tuple(stem(w) for w in words(phrase))
            found.setdefault(parts[0], {})[parts] = name
    return {first: sorted(same.items(), key=lambda pair: (-len(pair[0]), pair)) for first, same in found.items()}


@cache
def _idle() -> frozenset[str]:
    """Stems of words that name no metric: "total", "number", "the", "company"."""
    return frozenset(stem(w) for w in load("metric_words")["idle"])


def stems(text: str) -> list[str]:
    """Stems of a text in order, phrases that say the same in one form, idle words left out."""
    found = [stem(w) for w in words(text)]
    out: list[str] = []
    at = 0
    while at < len(found):
        for phrase, name in _phrases().get(found[at], ()):
            if tuple(found[at : at + len(phrase)]) == phrase:
                out.append(name)
                at += len(phrase)
                break
        else:
            out.append(found[at])
            at += 1
    return [s for s in out if s not in _idle()]


@lru_cache(maxsize=20_000)
def metric_stems(metric: str) -> frozenset[str]:
    """What a metric measures: its stems, without abbreviations in brackets, "by gender" and the like."""
    bare = re.sub(r"\([^\s()]{1,8}\)", " ", metric)
    bare = re.sub(r"\bby\s+(?:the\s+)?(?:main\s+)?[\w -]+?(?=$|[:,(])", " ", bare, flags=re.I)
    return frozenset(stems(bare)) or frozenset(stems(metric))


@cache
def changing() -> frozenset[str]:
    """Stems of words that make another metric of one: "saved", "intensity"."""
    return frozenset(stem(w) for w in load("metric_words")["change"])


def of_share(text: str) -> bool:
    """Does a name or a question speak of a share?"""
    return any(word in load("metric_words")["share"] for word in words(text))


def topic(metric: str, dimensions: Mapping[str, str] | None = None, others: Iterable[str] = ()) -> frozenset[str]:
    """Stems of a metric and of the values of its dimensions, as one set."""
    return metric_stems(metric).union(*(stems(str(v)) for v in (dimensions or {}).values()), *(stems(o) for o in others))
