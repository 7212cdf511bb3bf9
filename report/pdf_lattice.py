"""Tables that are ruled all round: bands between two levels, fenced by upright lines. Where the outer lines change, another table begins."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from report.pdf_glyphs import Rule
from report.pdf_lines import Line
from report.pdf_rules import Level
from report.pdf_tables import Region, within

_NEAR = 3.0
"""Points by which lines that are meant as one may lie apart."""


class _Band(NamedTuple):
    """What lies between two levels, from the first upright line to the last."""

    top: float
    bottom: float
    x0: float
    x1: float


def parted(region: Region, down: Sequence[Rule]) -> list[Region]:
    """The tables in a region of levels, where upright lines show that it is several, each with outer lines of its own; else none."""
    found = latticed(region.levels, down, region.lines)
    return found if len({(round(r.x0 / _NEAR), round(r.x1 / _NEAR)) for r in found}) > 1 else []


def latticed(levels: Sequence[Level], down: Sequence[Rule], lines: Sequence[Line]) -> list[Region]:
    """The regions of a page that are fenced on all sides and hold two columns and two rows or more."""
    found: list[Region] = []
    for run in _runs(list(_bands(levels, down))) if down else ():
        x0, x1 = min(b.x0 for b in run), max(b.x1 for b in run)
        inside = [line for line in lines if within(line, x0, x1, run[0].top, run[-1].bottom)]
        own = [level for level in levels if run[0].top - 2 < level.y < run[-1].bottom + 2 and x0 - 4 < level.x0 and level.x1 < x1 + 4]
        if len(inside) > len(run):
            found.append(Region(x0, x1, inside, own, down))
    return found


def _bands(levels: Sequence[Level], down: Sequence[Rule]) -> Iterator[_Band]:
    """The fenced bands of a page, top down: three upright lines or more run through, and levels close them above and below."""
    heights = sorted({round(level.y, 1) for level in levels})
    for top, bottom in itertools.pairwise(heights):
        if bottom - top < 6:
            continue
        middle = (top + bottom) / 2
        fences = sorted(rule.at for rule in down if rule.a - 1 <= middle <= rule.b + 1)
        apart = [x for i, x in enumerate(fences) if not i or x - fences[i - 1] > _NEAR]
        if len(apart) >= 3 and all(_closed(levels, y, apart[0], apart[-1]) for y in (top, bottom)):
            yield _Band(top, bottom, apart[0], apart[-1])


def _closed(levels: Sequence[Level], y: float, x0: float, x1: float) -> bool:
    return sum(level.share(x0, x1) for level in levels if abs(level.y - y) < 2) > 0.9


def _runs(bands: Sequence[_Band]) -> Iterator[list[_Band]]:
    """Bands that follow each other between the same outer lines, two or more."""
    run: list[_Band] = []
    for band in bands:
        last = run[-1] if run else None
        if last and (abs(band.x0 - last.x0) > _NEAR or abs(band.x1 - last.x1) > _NEAR or band.top - last.bottom > 8):
            if len(run) > 1:
                yield run
            run = []
        run.append(band)
    if len(run) > 1:
        yield run
