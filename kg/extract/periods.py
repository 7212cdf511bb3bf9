"""Which time a figure is for: the dates of a sentence, which of them are due dates or baselines, and which one goes with a figure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_Y = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH}),?\s+(?P<y>{_Y})"
    rf"|(?P<m2>{_MONTH})\s+(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<y2>{_Y}))"
    rf"|(?<![\d,.$€£¥-])(?<!\d:)(?:FY\s?|CY\s?)?(?P<y3>{_Y})(?:[/–-](?P<to>\d\d|{_Y}))?(?!\d|,\d|\.\d|-\d|\s?%)"
    r"|\bFY\s?['’]?(?:\d\d\s?[/–-]\s?)?(?P<fy>\d\d)(?![\d,/–-]|\.\d|\s?%)",
    re.I,
)
_THIS = re.compile(
    r"\b(?:this|the current|the reporting|current|the reported) (?:financial |fiscal )?(?:year|period)\b"
    r"|\b(?:during|in|throughout|over) the (?:whole )?(?:year|reporting period)\b|\bthe end of the (?:year|reporting period)\b"
    r"|\b(?:year|period)[- ]end\b",
    re.I,
)
_LAST = re.compile(
    r"\b(?:(?:the )?(?:previous|prior|preceding) (?:year|period)|last year|a year (?:earlier|ago|before)|the year before)\b", re.I
)
_END = re.compile(r"\bthe end of(?:\s+(?:the\s+)?(?:year|fiscal year|FY))?\s*$|\bend[- ]$|\byear[- ]end\s*$", re.I)
_AT = re.compile(r"\b(?:as (?:of|at)|since|on)(?:\s+the)?(?:\s+end\s+of)?\s*$", re.I)
_DUE = re.compile(
    r"\b(?:by|before|until|till|no later than|latest by|prior to|towards|up to|due in|from)"
    r"(?:\s+(?:the\s+)?(?:end|close|beginning|start|middle)\s+of)?(?:\s+the)?(?:\s+year|\s+(?:fiscal|financial)(?:\s+year)?)?\s*$"
    r"|\b(?:in|for|for the year)(?:\s+(?:fiscal|financial)(?:\s+year)?)?\s*$",
    re.I,
)
_OFF_A_YEAR = re.compile(r"\b(?:below|above)\s+(?:(?:the|our|that|levels?|figures?|in|of|year|base|baseline)\s+)*$", re.I)
_SINCE = re.compile(r"\bsince\s+(?:the\s\w+\sof\s+|(?:our|the)\s(?:base|baseline)\s(?:year\s)?(?:of\s)?)?$", re.I)
_LISTED = re.compile(rf"^\W*$|{_Y}\s*(?:and|or|to|,|-|–)\s*$")
_BASE = re.compile(
    r"\b(?:compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|relative to|against|than|from|over|on|using|with"
    r"|base(?:d on|line)?|base(?:line)? year)"
    r"[:\s]+(?:(?:the|a|an|our|that|those|these|levels?|figures?|in|of|year|fiscal|financial|baseline|base|end|as|at|previous|its"
    r"|\d[\d.,]*\s?(?:%|[\w/]+(?:\s\w+)?)?)\s+)*$",
    re.I,
)
_BASE_AFTER = re.compile(r"\s*(?:(?:as|being)\s+)?(?:(?:the|a|our|its)\s+)?(?:base(?:line)?(?:[- ]year|[- ]level)?|levels?\b)", re.I)
_TARGET_AFTER = re.compile(r"\s*(?:[\w-]+\s){0,3}?(?:targets?|goals?|objectives?|ambitions?|net[- ]zero|carbon neutral\w*)\b", re.I)

_OF_A_LAW = re.compile(
    r"\b(?:law|act|order|decree|regulation|directive|resolution|decision|code|convention|agreement|treaty|protocol|ordinance)\s(?:of|dated)\s(?:the\s)?$",
    re.I,
)
"""The date of a law tells no time of a figure."""
Role = Literal["actual", "due", "base"]


@dataclass(frozen=True)
class When:
    """A date of a sentence at `text[start:end]`, in ISO form, and what it is: a time measured, a due date or a baseline."""

    start: int
    end: int
    iso: str
    role: Role

    @property
    def year(self) -> int:
        return int(self.iso[:4])


def whens(text: str, year: int | None) -> list[When]:
    """Dates of a sentence in order; `year` is the reporting year, for "this year" and to tell due dates from past ones."""
    found = [w for m in _DATE.finditer(text) if (w := _when(text, m, year))]
    if year is not None:
        for match in _THIS.finditer(text):
            ended = re.search(r"\bend\b", match.group(), re.I)
            found.append(When(match.start(), match.end(), f"{year}-12-31" if ended else str(year), "actual"))
        found += [When(m.start(), m.end(), str(year - 1), "base") for m in _LAST.finditer(text)]
    return _intervals(text, sorted(found, key=lambda w: w.start))


def _when(text: str, match: re.Match[str], year: int | None) -> When | None:
    """A date with its role; None for a year in a name, such as "Green Industry 2040"."""
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 40]
    if _OF_A_LAW.search(before):
        return None
    iso = _iso(match, bool(_END.search(before)))
    future = year is not None and int(iso[:4]) > year
    role: Role = "actual"
    begins = re.search(r"\bfrom\s*$", before, re.I)  # "from 2025" begins something; "from 17% in 2022" looks back
    day = (match["d"] or match["d2"]) and re.search(r"\bon\s*$", before, re.I)  # "on 31 December" is no "on 2019 levels"
    if (
        _OFF_A_YEAR.search(before)
        or (_BASE.search(before) and not begins and not day)
        or _BASE_AFTER.match(after)
        or (year is not None and int(iso[:4]) < year and _SINCE.search(before))
    ):
        role = "base"
    elif future and not _AT.search(before):
        if not (_DUE.search(before) or _TARGET_AFTER.match(after) or _LISTED.search(before)):
            return None
        role = "due"
    return When(match.start(), match.end(), iso, role)


def _iso(match: re.Match[str], end: bool) -> str:
    part = match.groupdict()
    stated = part["y"] or part["y2"] or part["y3"] or f"20{part['fy']}"
    name = (part["m"] or part["m2"] or "").rstrip(".").casefold()
    if part["to"]:
        later = part["to"] if len(part["to"]) == 4 else stated[:2] + part["to"]
        return f"{stated}/{later}" if int(later) - int(stated) > 1 else later
    if not name:
        return f"{stated}-12-31" if end else stated
    month = next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name[:3]))
    day = part["d"] or part["d2"]
    if day and 1 <= int(day) <= 31:
        return f"{stated}-{month:02d}-{int(day):02d}"
    return f"{stated}-{month:02d}-{calendar.monthrange(int(stated), month)[1]:02d}" if end else f"{stated}-{month:02d}"


def _intervals(text: str, found: Sequence[When]) -> list[When]:
    """ "from 2019 to 2021" is one time; of two readings of one place the first holds."""
    kept: list[When] = []
    for when in found:
        last = kept[-1] if kept else None
        if last and when.start < last.end:
            continue
        opened = last and re.search(r"\b(?:from|(?P<both>between)|period|covers|years?)\s*$", text[: last.start], re.I)
        joint = r"\s*and\s*" if opened and opened["both"] else r"\s*(?:to|through|until|[-–])\s*"
        joined = last and re.fullmatch(joint, text[last.end : when.start])
        if last and joined and opened and last.iso < when.iso and "/" not in last.iso + when.iso and when.role != "due":
            kept[-1] = When(last.start, when.end, f"{last.iso}/{when.iso}", "actual")
        else:
            kept.append(when)
    return kept


_BASE_TOLD = re.compile(r"[\s,(]*(?:base\w*|level|year)?[\s,(]*(?:which|that)?\s*(?:was|is|of|at|:|were)?\s*")
_BESIDE = re.compile(r"\s*(?:(?!than|compared|against|with|to|over|versus|vs|since|on|above|below)[\w/%]+\s){0,5}")


_OF_COMPARED = re.compile(
    r"\b(?:from|than|against|compared (?:with|to)|versus|vs\.?|over)\s+(?:the\s|about\s|around\s|some\s|nearly\s)?(?:[A-Z]{1,3}\s?)?[$€£¥]?\s?\d[\d.,]*%?(?:\s[\w/³²]+){0,4}?\s(?:in|for|at|during)\s+(?:the\s)?(?:(?:fiscal|financial)\s)?(?:year\s)?$",
    re.I,
)
"""Before a date: the figure that another is compared with, whose own date it is ("down from 41 billion in 2022")."""


def period_for(text: str, start: int, end: int, nearest: int, dates: Sequence[When]) -> When | None:
    """The time of a figure at `text[start:end]`; `nearest` is where the next figure begins. None when the sentence gives none.

    A date that names the figure ("2023: 55%", "our 2018 baseline of") wins, then one right behind it, then the last one before it,
    then any other.
    """
    for when in dates:
        if _named_by(text, start, when) or _right_behind(text, end, nearest, when):
            return when
    known = [
        w
        for w in dates
        if w.role == "actual"
        and not _OF_COMPARED.search(text[max(0, w.start - 80) : w.start])
        and (w.start < start or ";" not in text[end : w.start])
        and (text[w.start - 1 : w.start] != "(" or text[w.end : w.end + 1] not in ":=")
    ]
    before = [w for w in known if w.end <= start]
    return before[-1] if before else (known[0] if known else None)


def _named_by(text: str, start: int, when: When) -> bool:
    gap = start - when.end
    if when.role == "base" and 0 <= gap < 40 and _BASE_TOLD.fullmatch(text[when.end : start]):
        return True
    return when.role != "due" and 0 <= gap < 4 and re.fullmatch(r"\s*[:=]\s*", text[when.end : start]) is not None


def _right_behind(text: str, end: int, nearest: int, when: When) -> bool:
    between = text[end : when.start]
    if when.start < end or when.end > nearest + 1 or len(between) > 60 or re.search(r"[,;(]|\band\b|\bfrom\b", between):
        return False
    return when.role == "actual" or (when.role == "base" and _BESIDE.fullmatch(between) is not None)
