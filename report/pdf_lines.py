"""Words of a page become bits (a word with its raised marks) and lines (bits on one baseline without a wide gap)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from report.pdf_glyphs import Page, Style, Word
from report.typeset import raised


class Bit(NamedTuple):
    """A word as it is read, footnote marks raised: "Total⁴¹". `top` and `y` are where its letters begin and stand."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: Style
    run: int
    hyphen: bool

    @property
    def top(self) -> float:
        return self.y - 0.75 * self.size


class Line(NamedTuple):
    """Bits on one baseline, read on without a wide gap."""

    bits: list[Bit]
    x0: float
    x1: float
    y: float
    size: float
    style: Style
    text: str

    @property
    def top(self) -> float:
        return self.y - 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.y + 0.22 * self.size


CUT = "\u00ad"
"""Ends the text of a line whose last word goes on in the next."""


def joined(bits: Sequence[Bit]) -> str:
    """The words of a line with blanks between; a soft hyphen at the end stands for a word cut at the line end."""
    text = " ".join([b.text + "-" if b.hyphen else b.text for b in bits])
    return text[:-1] + CUT if bits[-1].hyphen else text


def bits_of(words: Sequence[Word]) -> list[Bit]:
    """Words in the order of the file; what stands raised or lowered beside one, without a blank, becomes part of it."""
    found: list[Bit] = []
    new, last = tuple.__new__, None
    for word in words:
        text, x0, x1, y, size, style, run, glued, hyphen = word
        if last is not None:
            gap = x0 - last.x1
            touches = last.run != run and abs(gap) < 0.06 * size  # the file has a blank there that nobody sees
            most = size if size > last.size else last.size
            if (glued or touches) and -0.5 * size < gap < 0.6 * most and abs(y - last.y) < 0.7 * most:
                last = found[-1] = _glued(last, word)
                continue
        last = new(Bit, (text, x0, x1, y, size, style, run, hyphen))
        found.append(last)
    return _with_loose_marks(found)


def _glued(last: Bit, word: Word) -> Bit:
    text, size = word.text, word.size
    if size < 0.85 * last.size or (size < 1.1 * last.size and word.y < last.y - 0.15 * size):
        if word.y < last.y - 0.12 * last.size:
            text = raised(text)
        return Bit(last.text + text, last.x0, word.x1, last.y, last.size, last.style, last.run, word.hyphen)
    if last.size < 0.85 * size and last.y < word.y - 0.12 * size:  # a mark before its word, as at the head of a footnote
        return Bit(raised(last.text) + text, last.x0, word.x1, word.y, size, word.style, word.run, word.hyphen)
    return Bit(last.text + text, last.x0, word.x1, last.y, max(last.size, size), last.style, last.run, word.hyphen)


_MARK = re.compile(r"\(?[\da-z*†‡]{1,3}\)?(?:[,;]\s?\(?[\da-z*]{1,3}\)?)*$")


def _with_loose_marks(bits: list[Bit]) -> list[Bit]:
    """Small raised marks that a blank parts from their word, or that were drawn after it, join it."""
    hosts: dict[int, int] = {}
    largest = max((bit.size for bit in bits), default=0.0)
    small = [i for i, bit in enumerate(bits) if bit.size < 0.75 * largest and _MARK.match(bit.text)][:MOST_MARKS]
    by_end = sorted(range(len(bits)), key=lambda j: bits[j].x1) if small else []
    ends = [bits[j].x1 for j in by_end]
    for i in small:
        mark = bits[i]
        near = by_end[bisect_left(ends, mark.x0 - 0.5 * largest) : bisect_right(ends, mark.x0 + 1)]
        host = next((j for j in (i - 1, *sorted(near)) if j >= 0 and j != i and _carries(bits[j], mark)), None)
        if host is not None and host not in hosts.values():
            hosts[i] = host
    if not hosts:
        return bits
    marked = {host: bits[i] for i, host in hosts.items()}
    return [
        bit._replace(text=bit.text + raised(marked[j].text), x1=max(bit.x1, marked[j].x1), hyphen=False) if j in marked else bit
        for j, bit in enumerate(bits)
        if j not in hosts
    ]


MOST_MARKS = 400
"""So many small pieces of a page are tried as marks; a drawing may have thousands."""


def _carries(bit: Bit, mark: Bit) -> bool:
    """Does a small piece stand raised at the end of a word?"""
    return mark.size < 0.75 * bit.size and 0.15 * bit.size < bit.y - mark.y < 0.7 * bit.size and -1 < mark.x0 - bit.x1 < 0.5 * bit.size


_BY_LEFT, _BY_PLACE = itemgetter(1), itemgetter(3, 1)


def rows_of(bits: Iterable[Bit]) -> list[list[Bit]]:
    """Bits by baseline, top down; each row from left to right."""
    rows: list[list[Bit]] = []
    for bit in sorted(bits, key=_BY_PLACE):
        if rows and bit.y - rows[-1][0].y <= 0.22 * min(bit.size, rows[-1][0].size) + 0.4:
            rows[-1].append(bit)
        else:
            rows.append([bit])
    for row in rows:
        row.sort(key=_BY_LEFT)
    return rows


def split(row: Sequence[Bit], wide: float, wide_in_run: float) -> list[Line]:
    """A row cut where a gap is wider than `wide` times the letter size (`wide_in_run` inside one drawn stretch of text)."""
    if not row:
        return []
    part = [row[0]]
    found = [part]
    _, _, end, _, before, _, run, _ = row[0]
    for bit in row[1:]:
        _, x0, x1, _, size, _, own, _ = bit
        em = size if size == before else _em(size, before)
        if -2 * em < x0 - end <= (wide_in_run if own == run else wide) * em:
            part.append(bit)
        else:
            part = [bit]
            found.append(part)
        end, before, run = x1, size, own
    return [line_of(part) for part in found]


def _em(size: float, before: float) -> float:
    """The letter size that the gap before a word is measured in. Much larger letters on the right are a heading of the next column."""
    if size > before:
        return before if size > 1.25 * before else size
    return min(before, 1.5 * size)


def line_of(bits: list[Bit]) -> Line:
    """Bits as one line, in the style that most of its letters have."""
    main = bits[0]
    style, size, end = main.style, main.size, main.x1
    if len(bits) > 1:
        end = max([b.x1 for b in bits])
        if any(b.run != main.run and (b.size != size or b.style is not style) for b in bits):
            letters: dict[tuple[Style, float], int] = {}
            for bit in bits:
                letters[bit.style, bit.size] = letters.get((bit.style, bit.size), 0) + len(bit.text)
            style, size = max(letters, key=lambda k: letters[k])
    return Line(bits, main.x0, end, main.y, size, style, joined(bits))


PROSE = (1.0, 2.2)
"""How wide a gap parts the columns of prose, in letter sizes: between drawn stretches of text, and inside one."""


def lines_of(rows: Iterable[Sequence[Bit]]) -> list[Line]:
    """The lines of a page as prose has them: wide gaps part columns, justified blanks do not."""
    return [line for row in rows for line in split(row, *PROSE)]


def sideways(page: Page) -> list[Line]:
    """Lines of the words that are set in another direction than the page."""
    return lines_of(rows_of(bits_of(page.aside)))
