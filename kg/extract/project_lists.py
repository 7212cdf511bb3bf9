"""Projects that a report lists by name: in tables, under titles such as "Our initiatives", in a sentence "our projects include A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load
from kg.extract.named_lists import TITLE, cell_of, emphasised, is_closed, items_under, members, rows_of
from report.model import Clean, Report, Table


@cache
def _words(which: str) -> str:
    return "|".join(load("projects")["listed"][which])


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:name|title) of (?:the )?)?(?:[a-z-]+ ){{0,2}}?(?:{_words('columns')})(?: (?:name|title)s?)?")


_WHERE = re.compile(r"^(?:location|place|country|region|city|site|where)\b")
_STATE = re.compile(r"^(?:status|stage|phase|progress)\b")
_WITH = re.compile(r"^(?:partners?|in partnership with|with)\b")


@dataclass(frozen=True)
class Listed:
    """A row of a table of projects: the cell of its name, what other cells say, and all words of the row."""

    name: Clean
    place: str | None
    state: str | None
    partner: str | None
    row: Clean


_NOT_NAMES = re.compile(r"[\d.,\s%]+|.*(?:[.;:]|\b(?:number|amount|share|rate|hours|emissions)\b.*)", re.I | re.S)


def in_rows(table: Table) -> Iterator[Listed]:
    """Every row of a table of projects; one of figures by year is none."""
    for row, cell, titles in rows_of(table, _heads()):
        if len(titles) > 1 and not _NOT_NAMES.fullmatch(cell.text):
            told = (cell_of(row, titles, head) for head in (_WHERE, _STATE, _WITH))
            place, state, partner = (c.text.strip() if c else None for c in told)
            yield Listed(cell, place, state, partner, Clean.join([c for c in row if c]))


def under_titles(report: Report) -> Iterator[tuple[int, Clean, int, int]]:
    """List items that begin with a name, under a title about initiatives or projects."""
    yield from items_under(report, _words("titles"))


@cache
def _enumerated() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_words('many')})(?:\s[a-z]+){{0,3}}?\s?(?:,?\s(?:such as|including|include|includes|like|namely|are|were|called)|:)\s(?:the\s)?(?=[\"A-Z]|[a-z]+[A-Z])"
    )


def enumerated(text: str) -> Iterator[tuple[int, int]]:
    """ "our social projects include A, B and C": where the names stand."""
    for cue in _enumerated().finditer(text):
        found = members(text, cue.end())
        if len(found) > 1 and is_closed(text, found[-1][1]):
            yield from found


def in_italics(report: Report, at: int) -> Iterator[tuple[int, int]]:
    """Names in italics or bold that open a clause which tells what a project does, or that stand beside a word for one."""
    text = report.blocks[at].text.text
    for start, end in emphasised(report, report.blocks[at]):
        before, after = text[:start], text[end:]
        opens = not before.strip() or re.search(r"[.;!?:]\s(?:and\s)?$|,\sand\s$", before)
        does = re.match(rf"\W{{0,3}}\s*(?:{_words('does')})\b", after) or (
            re.match(r"\s?[:–—-]\s", after) and re.search(rf"\b(?:{_words('titles')}|{_words('one')})\b", after[:120], re.I)
        )
        beside = re.match(rf"\"?,?\s(?:[\w-]+\s){{0,4}}?(?:{_words('one')})\b", after) or re.search(
            rf"\b(?:{_words('one')}),?\s\"?$", before
        )
        if re.fullmatch(TITLE, text[start:end]) and ((opens and does) or beside):
            yield start, end
