"""Where tables stand on a page: between drawn lines, or where figures stand below each other.

A region is a guess; `pdf_grid.grid_of` finds its columns and rows, or refuses it, and then its lines are read as prose.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from report.pdf_glyphs import Rule
from report.pdf_lines import Line
from report.pdf_rules import Level
from report.tables import is_number, is_year

_FIGURE = re.compile(
    r"[-−–—(+<>≤≥~≈±]*\s?(?:[A-Z]{3}|[$€£¥])?\s?[-−–]?\d[\d,.'’/ ]*(?:\s?(?:%|‰|x|[kKMm]n?|bn|pp|p\.p\.|years?|hours?|°C))?\)?[*†‡¹²³⁰-⁹⁽⁾ᵃ-ᶻ]*$"
)
_MARKS = re.compile(r"[*†‡¹²³⁰-⁹⁽⁾ᵃ-ᶻ]+$")
_DATED = re.compile(
    r"(?:(?:as\s+(?:of|at)|at|on|year\s+ended|fiscal|financial|reporting|calendar|years?|end\s+of|FY|CY|Q[1-4]|H[12]|"
    r"\d{1,2}(?:st|nd|rd|th)?\.?|jan\w*\.?|feb\w*\.?|mar\w*\.?|apr\w*\.?|may|june?\.?|july?\.?|aug\w*\.?|sep\w*\.?|oct\w*\.?|nov\w*\.?|dec\w*\.?)[\s,/-]*)*"
    r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?(?:\s*(?:\(?(?:restated|adjusted|target|actual)\)?|[A*†‡]))?$",
    re.I,
)
_NONE = re.compile(r"(?:[-–—−/]|n\.?\s?[adm]\.?|n/[adm]|nil|none|✓|✔|x|[●○◐](?: [●○◐])*|•|\(-\)|tbd)[*†‡¹²³⁰-⁹⁽⁾ᵃ-ᶻ]*$", re.I)


def is_figure(text: str) -> bool:
    """A cell of figures, or one that says that there is none: "1,024", "(3%)", "n/a", "–"."""
    bare = text.strip()
    return bool(_FIGURE.match(bare) or _NONE.match(bare)) or (bare[:1].isdigit() and is_number(bare))


def is_dated(text: str) -> bool:
    """A head that is a year or a day, footnote marks aside: "FY 2024", "2017⁽ᵇ⁾", "As of December 31, 2024"."""
    bare = _MARKS.sub("", text.strip())
    return is_year(bare) or bool(_DATED.match(bare))


class Region(NamedTuple):
    """A part of a page that may be a table. `lines` are tight; `levels` those that rule it; `down` the page's upright lines."""

    x0: float
    x1: float
    lines: list[Line]
    levels: list[Level]
    down: Sequence[Rule] = ()

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)


# ------------------------------------------------------------------------------------------------------- ruled regions
def ruled(levels: Sequence[Level], lines: Sequence[Line], body: float) -> list[Region]:
    """Regions between levels of about the same width. `body`: letter size of the report's prose."""
    found: list[Region] = []
    alike = Counter((round(level.x0 / 3), round(level.x1 / 3)) for level in levels)
    waiting = [
        level for level in levels if alike[round(level.x0 / 3), round(level.x1 / 3)] > 3 or not any(_flanks(level, line) for line in lines)
    ]
    while waiting:
        chain = _chain(waiting, lines, body)
        x0, x1 = min(level.x0 for level in chain), max(level.x1 for level in chain)
        parts = [o for o in waiting if o not in chain and chain[0].y - 2 < o.y < chain[-1].y + 2 and x0 - 2 < o.x0 and o.x1 < x1 + 2]
        waiting = [level for level in waiting if level not in chain and level not in parts]
        if len(chain) < 2:
            continue
        chain = sorted([*chain, *parts], key=lambda level: (level.y, level.x0))
        inside = [line for line in lines if within(line, x0, x1, chain[0].y, chain[-1].y)]
        if inside:
            found.append(Region(x0, x1, inside, chain))
    return found


def _flanks(level: Level, line: Line) -> bool:
    """Does a rule run out from the middle of a line's letters, as beside a title it does?"""
    middle = line.y - 0.3 * line.size
    return abs(middle - level.y) < 0.3 * line.size and (-1 < level.x0 - line.x1 < 2 * line.size or -1 < line.x0 - level.x1 < 2 * line.size)


def within(line: Line, x0: float, x1: float, top: float, bottom: float) -> bool:
    """Does the middle of a line lie between these borders?"""
    middle = line.y - 0.3 * line.size
    return top - 1 <= middle <= bottom + 1 and x0 - 6 <= (line.x0 + line.x1) / 2 <= x1 + 6


def _chain(levels: Sequence[Level], lines: Sequence[Line], body: float) -> list[Level]:
    """The first level and those below it that go on the same table."""
    chain = [levels[0]]
    x0, x1 = levels[0].x0, levels[0].x1
    for level in levels[1:]:
        shared = min(x1, level.x1) - max(x0, level.x0)
        short, long = sorted((x1 - x0, level.x1 - level.x0))
        if shared < 0.7 * short or short < (0.1 if abs(x1 - level.x1) < 4 else 0.3) * long:
            continue
        top = chain[-1].y
        if level.y - top > 1.5 and _begins_anew(lines, chain, level):
            inside = [line for line in lines if within(line, x0, x1, chain[-2].y, top)]
            dark = all(is_light(line) for line in lines if within(line, x0, x1, top, level.y))
            return chain[:-1] if dark or all(line.x0 < x0 + 0.2 * (x1 - x0) for line in inside) else chain
        if level.y - top > 1.5 and not _tabular(lines, min(x0, level.x0), max(x1, level.x1), top, level.y, body):
            break
        chain.append(level)
        x0, x1 = min(x0, level.x0), max(x1, level.x1)
    return chain


def _begins_anew(lines: Sequence[Line], chain: Sequence[Level], level: Level) -> bool:
    """Does another table begin before this level: a row of years below figures, or a wide blank above lines that stand close to it?"""
    x0, x1, top = min(c.x0 for c in chain), max(c.x1 for c in chain), chain[-1].y
    inside = sorted((line for line in lines if within(line, x0, x1, top, level.y)), key=lambda line: line.y)
    if not inside or len(chain) < 3:
        return False
    above, below = inside[0].top - top, level.y - inside[-1].bottom
    if above > 14 and above > 2.5 * max(below, 3.0) and inside[-1].y - inside[0].y > inside[0].size:
        return True
    before = [line for line in lines if within(line, x0, x1, chain[0].y, top)]
    usual = median([line.size for line in before] or [99.0])
    if any(line.size > 1.25 * usual and len(line.text) > 8 and not is_figure(line.text) for line in inside):
        return True  # a heading
    counted = any(is_figure(line.text) and not is_dated(line.text) for line in before if line.x0 > x0 + 20)
    if counted and all(is_light(line) for line in inside) and any(not is_light(line) for line in before):
        return True
    dated = [line for line in inside if is_dated(line.text)]
    if len(dated) < 2 or max(line.y for line in dated) - min(line.y for line in dated) > 2:
        return False
    return counted


def is_light(line: Line) -> bool:
    """White letters, as a header on a dark ground has them."""
    colour = line.style.colour
    return min(colour >> 16, colour >> 8 & 255, colour & 255) > 225


def _tabular(lines: Sequence[Line], x0: float, x1: float, top: float, bottom: float, body: float) -> bool:
    """May what stands between two levels be rows of one table? Prose in several lines, or nothing for long, is not."""
    inside = [line for line in lines if within(line, x0, x1, top, bottom)]
    if not inside:
        return bottom - top < 9
    if any(line.x0 < x0 - 15 or line.x1 > x1 + 15 for line in inside):
        return False
    heights = sorted({round(line.y) for line in inside})
    rows = sum(b - a > 2 for a, b in itertools.pairwise(heights)) + 1
    if rows >= 3 and _sentences(inside, x1 - x0, body) >= 2:
        return False
    if rows < 4:
        return True
    filled = sum(line.x1 - line.x0 for line in inside) / (rows * (x1 - x0))
    like_body = sum(abs(line.size - body) < 0.3 for line in inside) > 0.7 * len(inside)
    figures = sum(is_figure(line.text) for line in inside)
    prose = sum(len(line.bits) for line in inside) >= 8 * rows and figures < 0.15 * len(inside)
    return not (prose and (filled > 0.8 or (like_body and filled > 0.55)))


def _sentences(lines: Sequence[Line], width: float, body: float) -> int:
    """How many lines are set as prose over most of a width: in the letter size of prose, many words, no wide gap."""
    by_height: dict[int, list[Line]] = {}
    for line in lines:
        by_height.setdefault(round(line.y), []).append(line)
    found = 0
    for row in by_height.values():
        row = sorted(row, key=lambda line: line.x0)
        close = all(b.x0 - a.x1 < 1.6 * body for a, b in itertools.pairwise(row))
        found += close and abs(row[0].size - body) < 0.3 and sum(len(r.bits) for r in row) >= 7 and row[-1].x1 - row[0].x0 > 0.7 * width
    return found


# ------------------------------------------------------------------------------------------- figures below each other
def unruled(rows: Sequence[Sequence[Line]], body: float) -> list[Region]:
    """Regions where figures of successive rows stand in the same columns."""
    data = [(row, figures) for row in rows for figures in [_figures(row)] if figures]
    found: list[Region] = []
    run: list[tuple[list[Line], list[Line]]] = []
    for row, figures in data:
        part = _part(row, figures)
        if run and not _follows(run, part, figures):
            found += _made(run, rows)
            run = []
        run.append((part, figures))
    found += _made(run, rows)
    return found


def _figures(row: Sequence[Line]) -> list[Line]:
    """The figures of a row that has more than one line; bare list numbers at its left are none."""
    if len(row) < 2:
        return []
    return [line for i, line in enumerate(row) if is_figure(line.text) and (i > 0 or is_dated(line.text))]


def _part(row: Sequence[Line], figures: Sequence[Line]) -> list[Line]:
    """The label and cells that go with the figures; prose of another column of the page stays out."""
    first = row.index(figures[0])
    last = row.index(figures[-1])
    while first > 0 and len(row[first - 1].bits) < 16 and not (row[first].x0 - row[first - 1].x1 > 45 * row[first].size):
        first -= 1
        if len(row[first].bits) > 3 and row[first].x1 - row[first].x0 > 60:
            break
    while last + 1 < len(row) and len(row[last + 1].bits) < 6:
        last += 1
    return list(row[first : last + 1])


def _aligned(a: Line, b: Line) -> bool:
    return abs(a.x1 - b.x1) < 2.5 or abs(a.x0 - b.x0) < 2.5 or abs(a.x0 + a.x1 - b.x0 - b.x1) < 5


def _follows(run: Sequence[tuple[list[Line], list[Line]]], part: Sequence[Line], figures: Sequence[Line]) -> bool:
    last = run[-1][0]
    high = part[0].y - last[0].y
    usual = median([b[0][0].y - a[0][0].y for a, b in itertools.pairwise(run)] or [2.2 * part[0].size])
    if high > max(3.2 * usual, 5 * part[0].size):
        return False
    return any(_aligned(f, g) for f in figures for _, before in run[-3:] for g in before)


def _made(run: Sequence[tuple[list[Line], list[Line]]], rows: Sequence[Sequence[Line]]) -> list[Region]:
    if len(run) < 2 or (len(run) < 4 and max(len(figures) for _, figures in run) < 2):
        return []
    if _contents([part for part, _ in run]):
        return []
    x0, x1 = min(part[0].x0 for part, _ in run), max(figures[-1].x1 for _, figures in run)
    tails = [line for part, figures in run for line in part if line.x0 > figures[-1].x1]
    x1 = max([x1, *(line.x1 for line in tails if sum(_aligned(line, other) for other in tails) > max(1, 0.2 * len(run)))])
    top, bottom = run[0][0][0].y - 1, run[-1][0][0].y + 1
    inside = [line for row in rows for line in row if top <= line.y <= bottom and x0 - 6 <= (line.x0 + line.x1) / 2 <= x1 + 6]
    return [Region(x0, x1, inside, [])]


def _contents(parts: Sequence[Sequence[Line]]) -> bool:
    """A table of contents: one whole number at the end of each row, ever larger."""
    ends = [part[-1].text for part in parts]
    if len(parts) < 4 or not all(re.fullmatch(r"\d{1,3}", e) for e in ends) or sum(len(p) > 3 for p in parts) > 0.2 * len(parts):
        return False
    numbers = [int(e) for e in ends]
    return sum(a > b for a, b in itertools.pairwise(numbers)) <= 0.2 * len(numbers) and len(set(numbers)) > 0.5 * len(numbers)
