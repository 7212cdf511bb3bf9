"""Dates as reports give them - a year, a month, a day or an interval - and the days that they cover."""

from __future__ import annotations

import calendar


def days(text: str) -> tuple[str, str] | None:
    """First and last day of a year, month, day or interval ("2021-04/2022-03"); None when there is no such date."""
    first, _, last = text.partition("/")
    start, end = _days(first), _days(last or first)
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _days(text: str) -> tuple[str, str] | None:
    year, month, day = (int(part) for part in (text + "-0-0").split("-")[:3])
    if year < 1 or month > 12 or "-00" in text:
        return None
    length = calendar.monthrange(year, month or 12)[1]
    if day > length:
        return None
    return f"{year:04}-{month or 1:02}-{day or 1:02}", f"{year:04}-{month or 12:02}-{day or length:02}"
