"""Codes of disclosure frameworks: how they are written, their official titles, and a damaged printed title made whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from kg.data import rows

_SHAPES = {
    "GRI": r"(?P<gri>(?:2|3|10[1-3]|20[1-7]|30[1-8]|40[1-9]|41[0-9])\s?[-–—]\s?[1-9]\d?)(?!\d|\.\d|[-–—]\d)",
    "HKEX": r"(?P<hkex>[AB][1-8](?:\.\d{1,2})?)(?![\w.-]*\d)",
    "ESRS": r"(?P<esrs>(?:E[1-5]|S[1-4]|G1|GOV|SBM|IRO|BP)[-–—]\d{1,2})(?!\d|\.\d)",
    "SASB": r"(?P<sasb>[A-Z]{2}[-–—][A-Z]{2}[-–— ](?:\d{3}[a-z]\.\d{1,2}|000\.[A-Z]))(?!\w)",
}
_PREFIX = r"(?:(?P<named>GRI|HKEX|ESRS(?:\s2)?|SASB|KPIs?|Aspect|Disclosures?|DR|General Disclosure)\s*:?\s*)*"
_AT_START = re.compile(rf"\s*{_PREFIX}(?:{'|'.join(_SHAPES.values())})")
_ANYWHERE = re.compile(rf"(?<![\w.-]){_PREFIX}(?:{'|'.join(_SHAPES.values())})")
_FILES = {"GRI": "gri", "HKEX": "hkex", "ESRS": "esrs", "SASB": "sasb", "TCFD": "tcfd"}


@dataclass(frozen=True)
class Code:
    """A framework's code at `text[start:end]`; `explicit` when the framework's name stands before it."""

    framework: str
    code: str
    start: int
    end: int
    explicit: bool = False


@cache
def titles(framework: str) -> dict[str, tuple[str, ...]]:
    """Official titles by code (for SASB by the end of the code): several where editions or industries differ."""
    known: dict[str, tuple[str, ...]] = {}
    for code, title in rows(_FILES[framework]):
        known[code] = (*known.get(code, ()), title)
    return known


def official(framework: str, code: str) -> tuple[str, ...]:
    """Official titles of a code; empty for an unknown one."""
    return titles(framework).get(code[6:] if framework == "SASB" else code, ())


def is_known(framework: str, code: str) -> bool:
    """Is this a code of the framework? SASB's many industries are known by their shape alone."""
    return framework == "SASB" or code in titles(framework)


def _code(match: re.Match[str]) -> Code | None:
    framework, raw = next((name.upper(), value) for name, value in match.groupdict().items() if value and name != "named")
    code = re.sub(r"[–—]", "-", re.sub(r"\s", "-" if framework == "SASB" else "", raw))
    named = (match["named"] or "").strip()
    return Code(framework, code, match.start(), match.end(), named.startswith(framework)) if is_known(framework, code) else None


def code_at_start(text: str) -> Code | None:
    """The code that a cell begins with: "GRI 2-1", "Disclosure 2-1 Organizational details", "KPI A1.1", "EM-IS-110a.1"."""
    match = _AT_START.match(text)
    return _code(match) if match else None


def codes_in(text: str) -> Iterator[Code]:
    """Everything in a text that is written like a code, in order."""
    return (code for match in _ANYWHERE.finditer(text) if (code := _code(match)))


def words(text: str) -> str:
    """A title for comparison: lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def likeness(framework: str, code: str, printed: str) -> float:
    """How alike a printed title and the code's official title are, 0 to 1; word order and torn words matter little."""
    own = words(printed)
    return max((max(fuzz.ratio(own, words(t)), fuzz.token_sort_ratio(own, words(t))) / 100 for t in official(framework, code)), default=0.0)


def title_of(framework: str, code: str, printed: str) -> str | None:
    """The official title where the printed one is alike, torn or empty; else the printed one."""
    own = words(printed)
    known = official(framework, code)
    if framework == "SASB":
        return re.sub(r"(?<=[a-z])\d$", "", printed) or None
    if not own:
        return known[-1] if len(known) == 1 else None
    best = max(known, key=lambda t: fuzz.token_sort_ratio(own, words(t)), default=None)
    if best and (fuzz.token_sort_ratio(own, words(best)) >= 75 or fuzz.ratio(own, words(best)) >= 80):
        return best
    return printed


_EXAMPLES = re.compile(r"\s*\((?:e\.g\.|for example|for instance|such as)[^()]*\)")
"""Examples in an official title, which many reports leave out."""


def title_ahead(framework: str, code: str, text: str) -> int | None:
    """Length of the code's official title where `text` begins with it, damaged or not; None where it does not."""
    named = official(framework, code)
    wordings = dict.fromkeys((*named, *(_EXAMPLES.sub("", title) for title in named)))
    fits = [fit for title in wordings if (fit := _fit(title, text)) and fit[0] >= 82]
    sure = [end for score, end in fits if score >= 95]
    return max(sure) if sure else max(fits)[1] if fits else None


def _fit(title: str, text: str) -> tuple[float, int] | None:
    """(likeness 0 to 100, length) of the beginning of a text that is most like a title."""
    name = words(title.removesuffix(" - General Disclosure"))
    if len(name) < 8 and not words(text[:20]).startswith(name):
        return None
    ends = [m.end() for m in re.finditer(r"[\w)'’*†]+[.,:]?", text[: int(len(title) * 1.25) + 12])] or [0]
    near = [e for e in ends if abs(e - len(title)) <= 0.25 * len(title) + 6] or ends[-1:]
    score, end = max((fuzz.ratio(words(text[:e]), name), -e) for e in near)
    return score, -end


@cache
def _recommended_words() -> tuple[tuple[str, str], ...]:
    return tuple((code, words(_neutral(title))) for code, (title, *_) in titles("TCFD").items())


def _neutral(title: str) -> str:
    return re.sub(r"\b(?:organi[sz]ation|company|group|bank)'s\b|^(?:describe|disclose)\b|^\(?[abc][).]\s*", "", title.strip(), flags=re.I)


def recommended(text: str) -> str | None:
    """The TCFD code that a text words, if it is one of the recommended disclosures and little else."""
    if not 30 < len(text) < 260 or not re.search(r"climate|scope 1|greenhouse|risk", text, re.I):
        return None
    own = words(_neutral(re.sub(r"^[A-Za-z &]{4,24}:?\s+(?=\(?[abc][).]\s)", "", text)))
    score, code = max((fuzz.ratio(own, title), code) for code, title in _recommended_words())
    return code if score >= 84 else None
