"""Dates as cells of tables write them: "12/2025", "30.06.2025"."""

from __future__ import annotations

import re

from kg.extract.dates import date_in


def day_of(text: str) -> str | None:
    """The date of a cell: "12/2025" and "30.06.2025" too; of two with a dash between them the last."""
    last = re.split(r"\s[-–—]\s|\bto\b", text)[-1]
    if short := re.fullmatch(r"\s*(0?[1-9]|1[0-2])[/.-](20\d\d)\s*", last):
        return f"{short.group(2)}-{int(short.group(1)):02d}"
    if day := re.fullmatch(r"\s*(\d{1,2})([./])(\d{1,2})[./](20\d\d)\s*", last):
        first, second = int(day.group(1)), int(day.group(3))
        if day.group(2) == "." or first > 12:
            return f"{day.group(4)}-{second:02d}-{first:02d}" if second <= 12 else None
        return f"{day.group(4)}-{first:02d}-{second:02d}" if second > 12 else day.group(4)
    return date_in(last)
