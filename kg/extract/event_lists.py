"""Events that tables and lists tell with their dates: a calendar, the highlights of a year, "12 March: Shore power inaugurated"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.dates import when
from kg.extract.named_lists import lead_of
from report.model import BlockKind, Clean, Report, Table

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}(?:\s\d{{1,2}}(?:st|nd|rd|th)?)?(?:,?\s\d{{4}})?|\d{{4}}-\d\d(?:-\d\d)?)"
_DATED = re.compile(rf"^\W*(?P<date>{_DATE})\s*(?:[:–—|]|-\s)\s*(?P<what>[A-ZÀ-Ž\"][^:]{{5,160}})$")
_DATED_LAST = re.compile(rf"^\W*(?P<what>[A-ZÀ-Ž\"][^:]{{5,120}}?)\s*(?::|[–—|]|\s-)\s*(?P<date>{_DATE}|(?:19|20)\d\d)[\s;.]*$")
_FIGURE = re.compile(r"[\d.,\s%]+|.*\d[\d.,]*\s?%.*")


@cache
def _head(which: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('events')['tables'][which])})")


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('events')['tables']['titles'])})\b", re.I)


def in_rows(table: Table, year: int | None) -> Iterator[tuple[Clean, str, Clean]]:
    """(title, ISO date, both cells) of every row of a table with a column of dates and one of events."""
    heads = [h.casefold().strip(" .:") for h in table.heads()]
    dated = next((k for k, h in enumerate(heads) if _head("dates").fullmatch(h)), None)
    named = next((k for k, h in enumerate(heads) if _head("events").fullmatch(h) and k != dated), None)
    if dated is None or named is None:
        return
    for row in table.rows:
        date = _when(row[dated].text, year)
        if date and 5 < len(row[named].text) <= 160 and not _FIGURE.fullmatch(row[named].text):
            yield row[named], date, Clean.join([row[dated], row[named]])


def dated_items(report: Report, year: int | None) -> Iterator[tuple[int, Clean, int, int, str]]:
    """(block, text, start and end of the title, ISO date) of items such as "April: Launch of X": with a year, or under a title on events."""
    for i, block in enumerate(report.blocks):
        if block.kind not in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH) or len(block.text.text) > 200:
            continue
        match = _DATED.match(block.text.text) or _DATED_LAST.match(block.text.text)
        if not match or not (date := _when(match["date"], year)) or _FIGURE.fullmatch(match["what"]):
            continue
        if _titles().search(lead_of(report, i)) or (block.kind == BlockKind.LIST_ITEM and re.search(r"\d{4}", match["date"])):
            yield i, block.text, match.start("what"), match.start("what") + len(match["what"].rstrip(" .")), date


def _when(date: str, year: int | None) -> str | None:
    """A cell's date in ISO form; a bare month is one of the year."""
    return when(date, year) or when(f"in {date.strip(' .')}", year)
