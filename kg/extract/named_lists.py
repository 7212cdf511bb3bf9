"""Things that a report lists by name: items under a title, "our brands A, B and C", a column of a table, words in italics or bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from report.model import Block, BlockKind, Clean, Report, Row, Table

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
WORD = rf"(?:[{_UPPER}\d][\w'’&+-]*|[a-z]+[A-Z]\w*)"
TITLE = rf"(?:\"[^\"]{{2,60}}\"|(?:[a-z]+[A-Z]\w*|[{_UPPER}][\w'’&+-]*)(?:\s(?:(?:of|for|the|to|in|it|on|and|de|da|do|del|la|di|van|von|&)\s(?={WORD}|the\s{WORD})){{0,2}}{WORD}){{0,6}})"
"""A name of up to seven words, quoted or with capitals; small joints may stand between."""
_ONE = rf"(?:\"[^\"]{{2,60}}\"|(?:[a-z]+[A-Z]\w*|[{_UPPER}][\w'’&+-]*)(?:\s(?:(?:of|for|the|de|da|do|del|la|di|&)\s){{0,2}}{WORD}){{0,5}})"
_MEMBER = re.compile(rf"(?P<name>{_ONE})(?:\s\([^()]{{2,60}}\))?")
_NEXT = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or|&)\s|\sas\swell\sas\s")
_ITEM = re.compile(rf"^\W*(?P<name>{TITLE})\s*(?:\([^()]{{1,50}}\))?\s*(?:[–—:]|-\s|\.\s(?=[A-Z]))\s*(?=\S)")


def members(text: str, at: int) -> list[tuple[int, int]]:
    """Where the names of an enumeration stand that begins at a place: "A, B (x) and C"; [] where no name begins there."""
    found: list[tuple[int, int]] = []
    while match := _MEMBER.match(text, at):
        start, end = match.span("name")
        quoted = text[start] == '"'
        found.append((start + quoted, end - quoted))
        joint = _NEXT.match(text, match.end())
        if not joint:
            break
        at = joint.end()
    return found


def is_closed(text: str, end: int) -> bool:
    """Does an enumeration end where its clause ends, so that its last word is no head of another phrase?"""
    return bool(re.match(r"\"?(?:\s\([^()]*\))?(?:$|\s?[.,;:–—)]|\s[a-z])", text[end:]))


@lru_cache(maxsize=16)
def _titled(nouns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{nouns})\b(?:\W*$|[^.:]{{0,60}}[.:]?\s*$)", re.I)


def lead_of(report: Report, item: int) -> str:
    """What a list item stands under: the paragraph that ends in a colon right before the list, else the title of its section."""
    for block in reversed(report.blocks[max(0, item - 15) : item]):
        if block.kind == BlockKind.PARAGRAPH and block.text.text.rstrip().endswith(":"):
            return block.text.text.rstrip()[-120:]
        if block.kind != BlockKind.LIST_ITEM:
            break
    path = report.path(report.blocks[item].section)
    return path[-1] if path else ""


def items_under(report: Report, nouns: str) -> Iterator[tuple[int, Clean, int, int]]:
    """(block, its text, start and end of the name) of list items such as "Name: what it is" under a title that says what they are."""
    for i, block in enumerate(report.blocks):
        if block.kind not in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH) or not (match := _ITEM.match(block.text.text)):
            continue
        if block.kind == BlockKind.PARAGRAPH and not _is_row_of_like(report, i):
            continue
        if _titled(nouns).search(lead_of(report, i)):
            quoted = match["name"].startswith('"')
            yield i, block.text, match.start("name") + quoted, match.end("name") - quoted


def _is_row_of_like(report: Report, at: int) -> bool:
    """Is a paragraph one of several in a row that begin with a name and a colon or a dash?"""
    near = [b for b in report.blocks[max(0, at - 1) : at + 2] if b is not report.blocks[at] and b.kind == BlockKind.PARAGRAPH]
    return any(_ITEM.match(b.text.text) for b in near)


def emphasised(report: Report, block: Block) -> Iterator[tuple[int, int]]:
    """Where words in italics or bold stand in a text: between asterisks or underscores of the source."""
    if report.format not in ("md", "txt"):
        return
    source = report.text[max(0, block.start - 3) : block.end + 3]
    if "*" not in source and "_" not in source:
        return
    for match in re.finditer(r"(?<![\w*_])(\*{1,3}|_{1,2})(?=\S)([^*_\n]{2,70}?)(?<=\S)\1(?![\w*])", source):
        words = match.group(2).rstrip(":.")
        at = block.text.text.find(words)
        if at >= 0 and re.fullmatch(TITLE, words):
            yield at, at + len(words)


def rows_of(table: Table, heads: re.Pattern[str]) -> Iterator[tuple[Row, Clean, tuple[str, ...]]]:
    """(row, cell of the name, titles of the columns in small letters) of a table whose first or second column is titled so."""
    titles = tuple(h.casefold().strip(" .:") for h in table.heads())
    named = next((k for k, h in enumerate(titles[:2]) if heads.fullmatch(h)), None)
    if named is None:
        return
    for row in table.rows:
        name = row[named].text.strip(" .")
        if (
            2 < len(name) <= 90
            and re.match(rf"\"?[{_UPPER}\d]|[a-z]+[A-Z]", name)
            and not re.match(r"(?:Total|Sub-?total|Group|All)\b", name)
        ):
            yield row, row[named], titles


def cell_of(row: Row, titles: tuple[str, ...], heads: re.Pattern[str]) -> Clean | None:
    """The first cell with words under a title of these; None without one."""
    return next((c for c, h in zip(row, titles, strict=False) if heads.search(h) and c.text.strip(" -–—")), None)
