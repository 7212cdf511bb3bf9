"""Drawn lines and the edges of filled boxes become levels: heights at which something is ruled off, piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from report.pdf_glyphs import Page

SHORT = 40.0
"""Points; a level narrower than this rules nothing off (an underlined word)."""
APART = 9.0
"""Points between two pieces of one level, at most."""
Piece = tuple[float, float]


class Level(NamedTuple):
    """Pieces at one height, from left to right; touching pieces keep their joint, for it stands between two columns."""

    y: float
    pieces: tuple[Piece, ...]

    @property
    def x0(self) -> float:
        return self.pieces[0][0]

    @property
    def x1(self) -> float:
        return max(p[1] for p in self.pieces)

    def covers(self, x0: float, x1: float) -> bool:
        """Is more than half of a stretch under some piece?"""
        return self.share(x0, x1) > 0.5

    def share(self, x0: float, x1: float) -> float:
        """How much of a stretch is under some piece, from 0 to 1."""
        return sum(max(0.0, min(b, x1) - max(a, x0)) for a, b in _merged(self.pieces, 0.5)) / max(x1 - x0, 0.1)


def levels_of(page: Page) -> list[Level]:
    """All levels of a page, top down. Boxes that fill much of the page are its background; high ones give no level."""
    drawn = [(r.at, r.a, r.b) for r in page.across]
    for fill in page.fills:
        high, wide = fill.bottom - fill.top, fill.x1 - fill.x0
        if wide >= 12 and 5 <= high <= 0.25 * page.height and wide < 0.97 * page.width:
            drawn += [(fill.top, fill.x0, fill.x1), (fill.bottom, fill.x0, fill.x1)]
    drawn.sort()
    found: list[Level] = []
    start = 0
    for i in range(1, len(drawn) + 1):
        if i == len(drawn) or drawn[i][0] - drawn[i - 1][0] > 1.2 or drawn[i][0] - drawn[start][0] > 2.5:
            found += _levels([d[1:] for d in drawn[start:i]], sum(d[0] for d in drawn[start:i]) / (i - start))
            start = i
    return sorted((level for level in found if level.x1 - level.x0 >= SHORT), key=lambda level: (level.y, level.x0))


def recurring(pages: Sequence[tuple[float, Sequence[Level]]]) -> set[tuple[int, int, int]]:
    """Keys of levels at the edge of the page that come back on half of the pages: lines of the layout, not of tables.

    `pages`: height and levels of each.
    """
    often = Counter(k for high, levels in pages for k in {key(level) for level in levels if at_rim(level, high)})
    return {k for k, n in often.items() if n >= max(3, 0.4 * len(pages))}


def at_rim(level: Level, height: float) -> bool:
    """Does a level lie at the head or foot of its page, where lines of the layout do?"""
    return not 0.12 * height < level.y < 0.9 * height


def key(level: Level) -> tuple[int, int, int]:
    """Where a level lies, in steps of three points."""
    return round(level.y / 3), round(level.x0 / 3), round(level.x1 / 3)


def _levels(pieces: Sequence[Piece], y: float) -> Iterable[Level]:
    """The pieces at one height; wide gaps part tables that stand side by side."""
    run: list[Piece] = []
    reach = 0.0
    for piece in sorted(set(pieces)):
        if run and piece[0] - reach > APART:
            yield Level(y, tuple(run))
            run = []
        reach = max(reach, piece[1]) if run else piece[1]
        run.append(piece)
    if run:
        yield Level(y, tuple(run))


def _merged(pieces: Iterable[Piece], gap: float) -> list[Piece]:
    found: list[Piece] = []
    for a, b in sorted(pieces):
        if found and a - found[-1][1] <= gap:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return found


def joints(level: Level) -> list[float]:
    """Where one piece ends and the next begins, on the middle between them; pieces that lie over others give none."""
    ends = sorted({round(b, 1) for _, b in level.pieces})
    found = []
    for a, _ in sorted(set(level.pieces)):
        near = [b for b in ends if -2.5 <= a - b <= APART]
        if near and a > level.x0 + 3:
            found.append((a + near[-1]) / 2)
    return _thinned(found)


def _thinned(places: Iterable[float]) -> list[float]:
    """Places at least 4 points apart."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] >= 4:
            found.append(place)
    return found
