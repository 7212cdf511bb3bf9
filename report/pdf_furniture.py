"""Running headers, footers and page numbers of a PDF: what comes back at the same height, page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from report.pdf_lines import Line

TOP, FOOT = 0.11, 0.1
"""Shares of the page's height where furniture stands."""


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[set[int]]:
    """For each page the indices of its lines that are furniture.

    A line is furniture when its words, figures aside, come back at its height on three pages (on two of three or four); when it
    is a number that counts up with the pages; or when it is set as most furniture at its height is.
    """
    often = 3 if len(pages) > 4 else 2
    said: Counter[tuple[int, str]] = Counter()
    counted: Counter[tuple[int, int]] = Counter()
    looks: Counter[tuple[int, int, str, int]] = Counter()
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        found = [line for line in lines if at_edge(line, height)]
        said.update({(place, _key(line.text)) for line in found for place in _places(line)})
        counted.update({(place, n - number) for line in found for n in _numbers(line.text) for place in _places(line)})

    def comes_back(line: Line, number: int) -> bool:
        key = _key(line.text)
        if key:
            return any(said[place, key] >= often for place in _places(line))
        return any(counted[place, n - number] >= often for n in _numbers(line.text) for place in _places(line))

    firm = [
        {i for i, line in enumerate(lines) if at_edge(line, height) and comes_back(line, number)}
        for number, (lines, height) in enumerate(zip(pages, heights, strict=True))
    ]
    for lines, chosen in zip(pages, firm, strict=True):
        looks.update({_look(lines[i]) for i in chosen})
    usual = {look for look, n in looks.items() if n >= 5}
    return [
        chosen | {i for i, line in enumerate(lines) if at_edge(line, height) and _look(line) in usual and len(line.bits) < 14}
        for lines, height, chosen in zip(pages, heights, firm, strict=True)
    ]


def repeated(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """For each page the indices of its sideways lines that come back on other pages, and of bare numbers."""
    said = Counter(key for lines in pages for key in {_key(line.text) for line in lines})
    return [{i for i, line in enumerate(lines) if not _key(line.text) or said[_key(line.text)] >= 3} for lines in pages]


def at_edge(line: Line, height: float) -> bool:
    """Does a line stand where running headers and footers do?"""
    return line.y < TOP * height or line.y > (1 - FOOT) * height


def _places(line: Line) -> tuple[int, ...]:
    """Heights in steps of four points, the nearest two: a line may stand a little higher on some pages."""
    near = line.y / 4
    return (int(near), int(near) + 1 if near % 1 > 0.5 else int(near) - 1)


def _key(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).casefold()


def _numbers(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d{1,4}", text)] if len(text) < 12 else []


def _look(line: Line) -> tuple[int, int, str, int]:
    return round(line.y / 3), round(line.size * 2), line.style.font, line.style.colour
