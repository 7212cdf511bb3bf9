"""Names of metrics as sets of word stems, so that "Total employees" and "Number of employees" meet. Knowledge: data/wording.toml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kg.data import load

_SUFFIX = re.compile(r"(?<=\w{4})(?:ational|ations?|ments?|ings?|ions?|ers?|ed|es|s|e|y)$")
_WORD = re.compile(r"[a-z0-9%\u4e00-\u9fff]+")


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
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Stems of each phrase that stands for another, longest first, and the stem it stands for."""
    found = {}
    for group in load("wording")["same"]:
        name = "".join(stem(w) for w in words(group[0]))
        for phrase in group:
            found[tuple(stem(w) for w in words(phrase))] = name
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair)))


@cache
def _idle() -> frozenset[str]:
    """Stems of words that name no metric: "total", "number", "the", "company"."""
    return frozenset(stem(w) for w in load("wording")["idle"])


def stems(text: str) -> list[str]:
    """Stems of a text in order, phrases that say the same in one form, idle words left out."""
    found = [stem(w) for w in words(text)]
    out: list[str] = []
    at = 0
    while at < len(found):
        for phrase, name in _phrases():
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
    """What a metric measures: its stems, without "by gender" and the like."""
    bare = re.sub(r"\((?!\s*scope).*?\)|\bby\s+(?:the\s+)?(?:main\s+)?[\w -]+?(?=$|[:,(])", " ", metric, flags=re.I)
    return frozenset(stems(bare)) or frozenset(stems(metric))


def topic(metric: str, dimensions: Mapping[str, str] | None = None, others: Iterable[str] = ()) -> frozenset[str]:
    """Stems of a metric and of the values of its dimensions, as one set."""
    return metric_stems(metric).union(*(stems(str(v)) for v in (dimensions or {}).values()), *(stems(o) for o in others))
