"""Figures and dates in a sentence: where they stand, what they come to, in which unit. Numbers are read by `kg.quantities`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.figures import quantities
from kg.quantities import WORDS
from kg.units import Unit, lookup, multipliers

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\.?,?(?:\s+(?:19|20)\d\d)?\b"
    rf"|\b(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?\b"
    rf"|\b(?:{_MONTH})\.?,?\s+(?:of\s+)?(?:19|20)\d\d\b|\b(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.][0-3]?\d)?\b"
    r"|(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?",
    re.I,
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?!\d|[.,]\d|[-/]\d{3})")
_RANK = re.compile(
    r"\b(?:(?:No|Nr)\.?\s?\d+|\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?!\s(?:party|parties|half|quarter|time))",
    re.I,
)
_COUNTED = re.compile(
    r"\s+(?!(?:and|or|of|in|at|to|for|by|on|as|from|with|which|that|were|was|are|is|have|has|had|under|per)\b)([A-Za-z][\w-]*)"
)


_NET = re.compile(r"\bnet[- ]$", re.I)
"""The "zero" of "net zero" counts nothing."""
_FACTOR = re.compile(r"\s?[x×*]\s(?=[A-Za-z(\d])|\s?/\s?(?:total\s|the\s)?(?:number|work|hours|man)", re.I)


def _in_formula(text: str, start: int, end: int) -> bool:
    """The constant of a formula: "Number of fatalities x 200,000 / working hours"."""
    return bool(re.search(r"\w\s?[x×*]\s?$", text[:start]) or _FACTOR.match(text, end))


_BEFORE = re.compile(
    r"\b(?:increas\w*|decreas\w*|reduc\w*|grew|grow\w*|rose|risen|fell|fallen|drop\w*|up|down|declin\w*|improv\w*|cut|lower\w*|sav(?:ed|es|ings?))"
    r"(?: (?:of|by|to|rate|was|reached|an additional|about|approximately|around|nearly|over|more than))*\s*$",
    re.I,
)
_BY = re.compile(
    r"\b(?:increas\w*|decreas\w*|reduc\w*|grew|grow\w*|rose|fell|drop\w*|declin\w*|improv\w*|cut\w*|lower\w*)\b[^.;]{0,80}\bby (?:about |approximately |around |nearly |over |more than )?$",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:less|more|fewer|higher|lower|increase|decrease|reduction|growth|year-on-year|yoy|compared (?:to|with)|from the previous)\b",
    re.I,
)


@dataclass(frozen=True)
class Figure:
    """A number in a text. `text` is as printed with qualifier and unit or counted thing, "about 13,521 tons"; `amount` is the
    value in the base of its unit; `start` and `end` are offsets of `text`; `dimension` that of the unit, "rank", or None."""

    start: int
    end: int
    text: str
    amount: Decimal
    dimension: str | None = None
    year: int | None = None
    """Of the table column that it stands in, or right before it."""
    change: bool = False
    """It says by how much something grew or fell."""
    value: Decimal = Decimal(0)
    """The number as printed, without unit and multiplier."""
    unit: str = ""


def amount_of(value: Decimal, unit: Unit | None) -> Decimal:
    """A value in the base of its unit, so that "1.2 million tons" and "1,200,000 tons" are one amount."""
    return value * unit.factor if unit and unit.factor else value


def dates(text: str) -> list[tuple[int, int, str]]:
    """Dates of a text, with months and days or plain years: (start, end, as printed), in order."""
    found = [(m.start(), m.end(), m.group()) for m in _DATE.finditer(text)]
    years = [(m.start(), m.end(), m.group()) for m in _YEAR.finditer(text) if _is_year(text, m.end())]
    return sorted(found + [y for y in years if not any(a < y[1] and y[0] < b for a, b, _ in found)])


def _is_year(text: str, end: int) -> bool:
    """Four digits are a year unless a unit follows: "2024 tons" is none."""
    after = re.match(r"\s*([A-Za-z%³²]+)", text[end:])
    return not (after and (lookup(after.group(1)) or after.group(1).lower() in multipliers()))


def figures(text: str) -> list[Figure]:
    """All figures of a text, in order; years, dates and the numbers of standards, scopes and chapters are left out."""
    found = []
    taken = dates(text)
    years = [(end, int(said.group())) for _, end, date in taken if (said := re.search(r"(?:19|20)\d\d", date))]
    for q in quantities(text):
        if (
            any(a <= q.head and q.end <= b for a, b, _ in taken)
            or (q.word and _NET.search(text[: q.head]))
            or _in_formula(text, q.head, q.end)
        ):
            continue
        end, unit = q.end, q.unit
        if unit is None and (counted := _COUNTED.match(text, q.end)):
            end = counted.end()
        year = next((y for at, y in years if re.fullmatch(r"[\s:)]{1,3}|: ?", text[at : q.start]) and at < q.start), None)
        year = year or _fiscal_before(text[: q.start])
        change = bool(_BEFORE.search(text[: q.start]) or _BY.search(text[: q.start]) or _AFTER.match(text, q.end))
        printed = _GLUED.sub(r"\1 ", " ".join(text[q.start : end].split()))
        found.append(
            Figure(
                q.start,
                end,
                printed,
                amount_of(q.value, unit),
                unit.dimension if unit else None,
                year,
                change,
                q.value,
                unit.text if unit else "",
            )
        )
    found += [f for f in _periods(text) if not any(g.start < f.end and f.start < g.end for g in found)]
    ranks = [Figure(m.start(), m.end(), m.group(), Decimal(0), "rank") for m in _RANK.finditer(text)]
    return sorted([*found, *(r for r in ranks if not any(f.start < r.end and r.start < f.end for f in found))], key=lambda f: f.start)


_FISCAL = re.compile(r"((?:19|20)\d\d)\s?[-/–]\s?(\d\d)\s?:?\s?(?:Rs\.?|INR|[₹€$£])?\s?$")


def _fiscal_before(text: str) -> int | None:
    """The year of a figure that stands right after "FY 2022-23: "."""
    match = _FISCAL.search(text)
    return int(match[1]) + 1 if match and int(match[2]) == (int(match[1]) + 1) % 100 else None


_GLUED = re.compile(r"\b(RMB|CNY|EUR|USD|HKD|GBP|CHF|JPY|INR|SEK|NOK|DKK|BRL|KRW|AUD|CAD|SGD|TWD)(?=\d)")
"""A currency that is printed at its figure: an answer sets them apart."""
_PERIOD = re.compile(
    r"(?:\b(?:up to|at least|more than|over|about|around|less than|within|every)\s+)?\b(\d+(?:\.\d+)?|"
    + "|".join(WORDS[1:])
    + r")[\s-](weeks?|months?|years?|minutes?)\b(?! old)",
    re.I,
)


def _periods(text: str) -> list[Figure]:
    """Weeks, months and years that are counted; `kg` has no use for them, but "how long" does."""
    found = []
    for match in _PERIOD.finditer(text):
        said, unit = match.group(1).casefold(), lookup(match.group(2).rstrip("s") + "s")
        value = Decimal(WORDS.index(said)) if said in WORDS else Decimal(said)
        found.append(Figure(match.start(), match.end(), match.group(), amount_of(value, unit), "time", value=value, unit=match.group(2)))
    return found


_MONEY = re.compile(
    r"(RMB|CNY|EUR|USD|US\$|HK\$|HKD|NT\$|TWD|S\$|SGD|A\$|AUD|C\$|CAD|R\$|BRL|GBP|CHF|JPY|INR|LKR|KRW|SEK|NOK|DKK|PLN|CZK|HUF|ZAR|TRY|THB|IDR|MYR|RM|PHP|VND|MXN|"
    r"Rs\.?|Rp\.?|[$€£¥₹₩])\s*(.*)"
)
_SINGULAR = {"thousands": "thousand", "millions": "million", "billions": "billion"}


def with_unit(text: str, unit: str) -> str:
    """A figure with its unit, as a person would write it: "EUR 284.6 million", "1,024 tons", "31.4%"."""
    if not unit or all(word.casefold() in text.casefold() for word in unit.split()):
        return text
    if unit in ("%", "‰"):
        return text + unit
    money = _MONEY.fullmatch(unit)
    if money and re.match(r"\d", money[2]):
        return f"{text} x {unit}"
    return f"{money[1]} {text} {money[2]}".strip() if money else f"{text} {_SINGULAR.get(unit.casefold(), unit)}"
