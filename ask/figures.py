"""Figures and dates in a sentence: where they stand, what they come to, in which unit. Names of standards and years are no figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.units import currencies, lookup, multipliers, unit_of

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\.?,?(?:\s+(?:19|20)\d\d)?\b|\b(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?\b"
    rf"|\b(?:{_MONTH})\.?,?\s+(?:of\s+)?(?:19|20)\d\d\b|\b(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.][0-3]?\d)?\b"
    r"|(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?",
    re.I,
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d,]|\.\d|[-/]\d{3})")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CODE = re.compile(r"(?:\b[A-Z]{2,}[A-Z/]*[- ]?|\b(?:No|Nos|Scope|GRI|SDG|Article|Appendix|Chapter|Section|Part|Phase|Page|Note|Table|Figure|Tier|Level|Class|Grade|Type)\.?[ -]?|[-–.:/]|\b[A-Za-z]+)$")
_SMALL = {word: Decimal(i) for i, word in enumerate(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(), 1)}
_SPELLED = re.compile(rf"\b(?:{'|'.join(_SMALL)})\b(?= [a-z])", re.I)
_QUALIFIER = re.compile(
    r"\b(?:more than|over|above|at least|no less than|exceeding|exceeded|about|around|approximately|approx\.|nearly|almost|some|up to|less than|under|below)\s+$", re.I
)


@dataclass(frozen=True)
class Figure:
    """A number in a text with its unit. `text` is as printed, "about 13,521 tons"; `value` is the number, `amount` the
    number with its multiplier; `start` and `end` are offsets of the whole; `dimension` that of the unit, "rank" or None."""

    start: int
    end: int
    text: str
    value: Decimal
    amount: Decimal
    dimension: str | None = None
    unit: str = ""


def dates(text: str) -> list[tuple[int, int, str]]:
    """Dates of a text, months and days first choice, then plain years: (start, end, as printed), in order."""
    found = [(m.start(), m.end(), m.group()) for m in _DATE.finditer(text) if not re.fullmatch(r"may", m.group(), re.I)]
    years = [(m.start(), m.end(), m.group()) for m in _YEAR.finditer(text) if _is_year(text, m.end())]
    return sorted(found + [y for y in years if not any(a < y[1] and y[0] < b for a, b, _ in found)])


def _is_year(text: str, end: int) -> bool:
    """Four digits are a year unless a unit or a counted thing follows: "2024 tons" is none."""
    after = re.match(r"\s*([A-Za-z%³²]+)", text[end:])
    return not (after and (lookup(after.group(1)) or after.group(1).lower() in multipliers()))


def figures(text: str) -> list[Figure]:
    """All figures of a text, in order; years, dates and the numbers of standards, scopes and chapters are left out."""
    taken = [(a, b) for a, b, _ in dates(text)]
    found = []
    for match in _pattern().finditer(text):
        if any(a < match.end("n") and match.start("n") < b for a, b in taken):
            continue
        before = text[: match.start()]
        if not match["cur"] and _CODE.search(before) and not re.search(r"\b(?:RMB|CNY|USD|EUR|GBP|HKD)[ -]?$", before):
            continue
        found.append(_figure(text, match))
    spelled = [_small(text, m) for m in _SPELLED.finditer(text)]
    return sorted(found + [s for s in spelled if not any(f.start < s.end and s.start < f.end for f in found)], key=lambda f: f.start)


@cache
def _pattern() -> re.Pattern[str]:
    money = "|".join(re.escape(c) for c in currencies())
    times = "|".join(re.escape(m) for m in sorted(multipliers(), key=lambda m: -len(m)))
    return re.compile(
        rf"(?P<cur>(?:{money})\s?)?(?<![\w.,])(?P<n>{_NUMBER})(?![\d])(?P<ord>st|nd|rd|th)?(?P<times>(?:[\s-]*(?:{times})(?![a-z]))?)(?P<unit>[\s-]?%|\s?‰)?", re.I
    )


def _figure(text: str, match: re.Match[str]) -> Figure:
    value = Decimal(match["n"].replace(",", ""))
    scale = multipliers().get(match["times"].strip(" -").casefold(), Decimal(1)) if match["times"] else Decimal(1)
    qualifier = _QUALIFIER.search(text[: match.start()])
    start = qualifier.start() if qualifier else match.start()
    if match["ord"]:
        return Figure(start, match.end(), text[start : match.end()], value, value, "rank")
    if match["unit"]:
        return Figure(start, match.end(), text[start : match.end()], value, value * scale, "share", "%")
    end, unit, dimension = _unit_after(text, match.end())
    if match["cur"]:
        dimension, end = "currency", max(match.end(), end if dimension == "currency" else match.end())
        unit = match["cur"].strip()
    return Figure(start, end, " ".join(text[start:end].split()), value, value * scale, dimension, unit)


def _unit_after(text: str, at: int) -> tuple[int, str, str | None]:
    """The unit that follows a number, the longest that is known: (its end, its words, its dimension)."""
    after = re.match(r"[\s-]*((?:[^\s,;:.()]+\s?){1,6})", text[at : at + 80])
    if not after:
        return at, "", None
    said = re.findall(r"\S+", after.group(1))
    for count in range(min(len(said), 5), 0, -1):
        spelled = " ".join(said[:count])
        known = lookup(spelled) or (unit_of(spelled) if count <= 3 or " of " in spelled or "/" in spelled else None)
        if known and (count == 1 or re.search(r"\b(?:of|per|/)", spelled) or lookup(spelled)):
            place = text.find(said[count - 1], at) + len(said[count - 1])
            return place, spelled, known.dimension
    return at, "", None


def _small(text: str, match: re.Match[str]) -> Figure:
    value = _SMALL[match.group().lower()]
    return Figure(match.start(), match.end(), match.group(), value, value)
