"""What a search may be narrowed to, and the words of a hit that a query meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from index.chunks import Chunk
from index.lexical import Term
from index.words import places, terms_of
from report.errors import InputError


@dataclass(frozen=True)
class Filter:
    """Only chunks below a heading with some words, on these pages (first, last), of a kind, that say a year, or that `wanted` takes."""

    section: str | None = None
    pages: tuple[int, int] | None = None
    kind: Literal["passage", "row"] | None = None
    year: int | None = None
    wanted: Callable[[Chunk], bool] | None = None

    def __bool__(self) -> bool:
        return any(part is not None for part in (self.section, self.pages, self.kind, self.year, self.wanted))

    def __call__(self, chunk: Chunk) -> bool:
        """Does a chunk pass?"""
        return (
            (self.section is None or self.section.casefold() in (chunk.section or "").casefold())
            and (self.pages is None or (chunk.page is not None and self.pages[0] <= chunk.page <= self.pages[1]))
            and self.kind in (None, chunk.kind)
            and (self.year is None or says_year(chunk, self.year))
            and (self.wanted is None or self.wanted(chunk))
        )


def says_year(chunk: Chunk, year: int) -> bool:
    """Is a year said in a chunk, its context or its headings?"""
    return re.search(rf"(?<!\d){year}(?!\d)", f"{chunk.text} {chunk.context} {chunk.section}") is not None


def pages_of(said: str) -> tuple[int, int]:
    """ "12" or "12-15" as first and last page. Raises InputError for anything else."""
    found = re.fullmatch(r"\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?", said)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first:
        raise InputError(f"page {said!r}: give a page or a range, such as 12 or 12-15")
    return first, last


def highlights(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where words of a query, or those that stand for them, are said in a text: (start, end), in order; neighbours make one."""
    wanted = {term.term for term in terms}
    found: list[tuple[int, int]] = []
    for start, end, token in places(text):
        if not wanted.isdisjoint(terms_of(token)):
            if found and text[found[-1][1] : start].isspace():
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return found
