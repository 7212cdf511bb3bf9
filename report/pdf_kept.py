"""A page put by: all pages have to be seen before one can be read, so the words of each wait in a compact form.

What the whole report tells of a page - its furniture, how prose is set - needs its edges and some counts; the rest is packed.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from report.pdf_furniture import at_edge
from report.pdf_glyphs import Page, Rule, Style, Word
from report.pdf_lines import Bit, Line, bits_of, lines_of, rows_of, sideways
from report.pdf_rules import Level, at_rim, levels_of

Place = tuple[str, float, float]
"""A word and where it stands: what tells it from any other word of its page."""


class Opened(NamedTuple):
    """What stands on a page: rows of bits without the furniture, levels without those of the layout, drawn discs, upright lines."""

    rows: list[list[Bit]]
    levels: list[Level]
    dots: list[Word]
    down: list[Rule]


@dataclass
class Sheet:
    """A page that waits. `edge`: its lines where furniture stands; `rim`: its levels there; `lines`: how many lines it has."""

    number: int
    height: float
    pictures: int
    lines: int
    edge: list[Line]
    aside: list[Line]
    rim: list[Level]
    packed: bytes
    scanned: bool = False
    gone: set[Place] = field(default_factory=set)

    @property
    def is_picture(self) -> bool:
        """Has it a picture, and no text?"""
        return not self.lines and not self.aside and self.pictures > 0

    def opened(self) -> Opened:
        """What stands on the page, without the furniture."""
        rows, levels, dots, down = marshal.loads(self.packed)
        styles = _Styles()
        bit: Callable[[tuple[object, ...]], Bit] = partial(tuple.__new__, Bit)  # half the time of calling Bit
        bits = [[bit((t, x0, x1, y, size, styles[style], run, cut)) for t, x0, x1, y, size, style, run, cut in row] for row in rows]
        if self.gone:
            bits = [kept for row in bits if (kept := [bit for bit in row if (bit.text, bit.x0, bit.y) not in self.gone])]
        discs = [Word(t, x0, x1, y, size, styles[style], run, glued, cut) for t, x0, x1, y, size, style, run, glued, cut in dots]
        return Opened(bits, [Level(y, pieces) for y, pieces in levels], discs, [Rule(*rule) for rule in down])


class _Styles(dict[tuple[str, bool, int], Style]):
    """Each style once, by its parts."""

    def __missing__(self, parts: tuple[str, bool, int]) -> Style:
        style = self[parts] = Style(*parts)
        return style


def put_by(page: Page, words: Sequence[Word] | None = None) -> tuple[Sheet, list[Line]]:
    """A page, packed, and its lines as prose has them. `words`: what OCR read on it."""
    rows = rows_of(bits_of(page.words if words is None else words))
    lines, levels = lines_of(rows), levels_of(page)
    edge = [line for line in lines if at_edge(line, page.height)]
    rim = [level for level in levels if at_rim(level, page.height)]
    packed = _packed(rows, levels, page)
    return Sheet(page.number, page.height, page.pictures, len(lines), edge, sideways(page), rim, packed, words is not None), lines


def _packed(rows: Sequence[Sequence[Bit]], levels: Sequence[Level], page: Page) -> bytes:
    """Plain tuples, in the form of the interpreter: read back by the same process, exactly, in a fraction of the time that words took."""
    styles = {bit.style for row in rows for bit in row} | {dot.style for dot in page.dots}
    plain = {style: tuple(style) for style in styles}

    bits = [[(t, x0, x1, y, size, plain[style], run, cut) for t, x0, x1, y, size, style, run, cut in row] for row in rows]
    dots = [(*dot[:5], plain[dot.style], *dot[6:]) for dot in page.dots]
    return marshal.dumps((bits, [tuple(level) for level in levels], dots, [tuple(rule) for rule in page.down]))
