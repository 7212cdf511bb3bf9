"""Dates as reports write them, in ISO form, and the year that a report is about."""

from __future__ import annotations

import re
from collections import Counter

from report.model import BlockKind, Report
from report.once import once

_MONTH_NAMES = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september",
    "oct october", "nov november", "dec december",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_FORMS = [
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\.?,?\s+{_YEAR}\b", re.I),
    re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?:of\s+)?{_YEAR}\b", re.I),
    re.compile(rf"\b{_YEAR}\s?[-/.年]\s?(?P<m>0?[1-9]|1[0-2])(?:\s?[-/.月]\s?(?P<d>[0-3]?\d)日?|月)?(?![\d,])"),
]
THIS_YEAR = re.compile(
    r"\b(?:this|the current|the reporting) (?:year|period)\b|\bduring the (?:year|reporting period)\b|\bin the year\b", re.I
)


def date_in(text: str, year: int | None = None) -> str | None:
    """The first date of a text: `2023-12-05`, `2023-12` or, from "in 2023" and "this year" (`year`), `2023`."""
    found = [(m.start(), _iso(m)) for form in _FORMS for m in [form.search(text)] if m]
    if found:
        return min(found)[1]
    plain = re.search(r"(?<![\d.,-])(?:19|20)\d\d(?![\d-]|[.,]\d)", by_their_end(text))
    if plain:
        return plain.group()
    return str(year) if year and THIS_YEAR.search(text) else None


_BARE_DAY = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)\b(?!\.?,?\s*(?:19|20)\d\d|\s?[%:])",
    re.I,
)
_FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_BARE_MONTH = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|[Oo]f|[Dd]uring|[Ee]arly|[Ll]ate)\s(?:early\s|late\s|mid-)?(?P<m>{_FULL_MONTH})\b(?!\.?,?\s*(?:of\s)?(?:19|20)?\d)"
)


def when(text: str, year: int | None = None) -> str | None:
    """The first day or month of a text, those without a year being of `year`; else its first year; None without any."""
    if full := dates_in(text) if re.search(r"\d{4}", text) else []:
        return full[0]
    day, month = _BARE_DAY.search(text), _BARE_MONTH.search(text)
    if year and day and re.match("[A-Z]", day["m"] or day["m2"]):
        return f"{year}-{_MONTHS[(day['m'] or day['m2']).casefold()]:02d}-{int(day['d'] or day['d2']):02d}"
    if year and month:
        return f"{year}-{_MONTHS[month['m'].casefold()]:02d}"
    old = re.search(r"\b(?:[Ii]n|[Ss]ince) (?P<y>1[678]\d\d)\b(?![.,]\d)", text)
    return date_in(text) or (old["y"] if old else None)


_FISCAL = re.compile(
    r"(?<![\d.,-])((?:19|20)\d\d)\s?[/–-]\s?((?:19|20)?\d\d)(?![\d,/–-]|\.\d)|\bFY\s?['’]?\d\d\s?[/–-]\s?(\d\d)\b|\bFY\s?['’]?(\d\d)\b"
)


def by_their_end(text: str) -> str:
    """The text with fiscal years as the calendar year in which they end: "2023/24", "FY 2023-2024", "FY23-24" and "FY24" become "2024"."""

    def ended(match: re.Match[str]) -> str:
        first, second, last, only = match.groups()
        if not first:
            return f"20{last or only}"
        end = second if len(second) == 4 else first[:2] + second
        return end if int(end) == int(first) + 1 else match.group()

    return _FISCAL.sub(ended, text)


def dates_in(text: str) -> list[str]:
    """All day or month dates of a text, in order."""
    found = sorted((m.start(), -m.end(), _iso(m)) for form in _FORMS for m in form.finditer(text))
    kept: list[tuple[int, int, str]] = []
    for start, end, iso in found:
        if not kept or start >= -kept[-1][1]:
            kept.append((start, end, iso))
    return [iso for _, _, iso in kept]


def _iso(match: re.Match[str]) -> str:
    part = match.groupdict()
    month = _MONTHS.get(part["m"].casefold()) or int(part["m"])
    day = part.get("d")
    return f"{part['y']}-{month:02d}" + (f"-{int(day):02d}" if day and 1 <= int(day) <= 31 else "")


_DATED = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b\.?|(?:{_MONTH})\b\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?)"
_RANGE = re.compile(
    rf"(?:{_DATED},?\s*(?P<y1>20\d\d)?|(?P<n1>20\d\d)[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?)\s*(?:,?\s*(?:up )?(?:to|until|till|through|and|[-–—~])\s*)"
    rf"(?:{_DATED},?\s*(?P<y2>20\d\d)|(?P<n2>20\d\d)[./-]\d{{1,2}})",
    re.I,
)
_SEASON = re.compile(r"20\d\d[^;]{1,40}?20\d\d|\b(?:January|Jan|April|July|October|Oct)\b[^.;]{1,30}20\d\d", re.I)
_REPORTS = re.compile(r"\breport|\bperiod\b|\b(?:fiscal|financial) year\b|\bcover", re.I)
_SAID_YEAR = re.compile(
    r"\breport(?:ing)?\s+(?:period|year|covers?)\b[^.;]{0,60}?(?<!\d)(20\d\d)(?!\d)|\b(?:fiscal|financial|calendar|reporting)\s+(?:year\s+)?(20\d\d)(?!\d)",
    re.I,
)


_TITLE_YEAR = re.compile(
    r"(?<!\d)(?<!\bby )(?<!\buntil )(?<!\btowards )(?<!\bbefore )20\d\d(?!\d)(?!\s(?:targets?|goals?|agenda|ambitions?|vision|roadmap|strategy)\b)",
    re.I,
)
"""A year on the first pages that is not one to reach something by."""


@once
def reporting_year(report: Report) -> int | None:
    """The year that a report is about: of its reporting period, else of its title and file name, else the year it says most.

    A period of two calendar years ("October 1, 2023 to September 30, 2024", "2023/24") is that of its end.
    """
    prose = [t for _, block in report.prose() if "20" in (t := block.text.text) and _REPORTS.search(t)]
    ends: Counter[str] = Counter()
    for text in prose:
        for found in _RANGE.finditer(text) if _SEASON.search(text) else ():
            first, last = found["y1"] or found["n1"], found["y2"] or found["n2"]
            near = text[max(0, found.start() - 150) : found.end() + 60]
            if (not first or 0 <= int(last) - int(first) <= 1) and _REPORTS.search(near):
                ends[last] += 1
    first = next((b.text.text for b in report.blocks[:4] if b.kind != BlockKind.TABLE and b.text), "")
    heads = " ".join([first, first]) + " " + " ".join(b.text.text for b in report.blocks[:12] if b.kind != BlockKind.TABLE)
    heads = re.sub(r"\(\s?(?:FY\s?)?(?:20)?\d\d(?:/\d\d)?\s?:", "(", heads)  # "(FY23: 12%)" tells of the year before
    titled = Counter(_TITLE_YEAR.findall(by_their_end(f"{report.file} {heads}")))
    stated = Counter(a or b for text in prose for a, b in _SAID_YEAR.findall(by_their_end(text)))
    anywhere = Counter(re.findall(r"(?<![\d.,])20\d\d(?![\d,])", by_their_end(report.text)))
    for votes in (ends, titled, stated, anywhere):
        if votes:
            return int(max(votes.items(), key=lambda pair: (pair[1], pair[0]))[0])
    return None
