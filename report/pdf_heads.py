"""Header rows of a table: heads over several lines, and heads over several columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.pdf_cells import CellLines, Item
from report.pdf_columns import Column
from report.pdf_rules import Level
from report.pdf_tables import Region, is_dated

_CONTINUED = re.compile(r"\(?(?:continued|cont(?:\.|['’]d)?)(?: from [a-z ]+)?\)?$", re.I)


def header_of(items: Sequence[Item], columns: Sequence[Column], region: Region) -> list[list[CellLines]]:
    """Header rows; a head over several columns stands in each of them, above the heads it covers."""
    blocks: list[list[Item]] = []
    for item in sorted((i for i in items if not _CONTINUED.match(i.line.text)), key=lambda i: i.line.y):
        home = next((b for b in reversed(blocks) if _stacks(b[-1], item, region.levels)), None)
        if home is not None:
            home.append(item)
        else:
            blocks.append([item])
    if not blocks:
        return []
    covered = _evenly([_covered(block, blocks, columns, region) for block in blocks], blocks, len(columns))
    depth: list[int] = []
    for i, block in enumerate(blocks):
        above = [j for j in range(i) if len(covered[j]) > 1 and set(covered[j]) & set(covered[i]) and blocks[j][0].line.y < block[0].line.y]
        depth.append(max((depth[j] + 1 for j in above), default=0))
    deepest = max(depth)
    rows: list[list[CellLines]] = [[() for _ in columns] for _ in range(deepest + 1)]
    for i, block in enumerate(blocks):
        at = depth[i] if len(covered[i]) > 1 and deepest else deepest
        cell = tuple(item.line for item in block)
        for column in covered[i]:
            old = rows[at][column]
            rows[at][column] = (*old, *cell) if old and old is not cell else cell
    return [row for row in rows if any(row)]


def _stacks(above: Item, item: Item, levels: Sequence[Level]) -> bool:
    """Does a head line go on the one above it: close below, in the same place, no line drawn between?"""
    if not 0 < item.line.y - above.line.y <= 1.6 * item.line.size or abs(item.line.size - above.line.size) > 0.3 * item.line.size:
        return False
    if min(above.last, item.last) < max(above.first, item.first) or (above.last > above.first) != (item.last > item.first):
        if min(above.line.x1, item.line.x1) - max(above.line.x0, item.line.x0) < 0.5 * min(
            above.line.x1 - above.line.x0, item.line.x1 - item.line.x0
        ):
            return False
        if is_dated(item.line.text):
            return False
    middle = (item.line.x0 + item.line.x1) / 2
    return not any(above.line.y < level.y < item.line.y - 0.3 * item.line.size and level.covers(middle - 2, middle + 2) for level in levels)


def _covered(block: Sequence[Item], blocks: Sequence[Sequence[Item]], columns: Sequence[Column], region: Region) -> list[int]:
    """The columns that a head stands over: by the drawn line near it, else by its own width and its middle."""
    first, last = min(i.first for i in block), max(i.last for i in block)
    x0, x1 = min(i.line.x0 for i in block), max(i.line.x1 for i in block)
    middle, bottom, top = (x0 + x1) / 2, block[-1].line.bottom, block[0].line.top
    size = block[0].line.size
    under = [i for b in blocks if b is not block for i in b if i.line.top > bottom - 2]
    headed = {n for i in under for n in range(i.first, i.last + 1)}
    fenced = [n for n in _fenced(x0, x1, (top + bottom) / 2, columns, region) if n in headed]
    if len(fenced) > 1 and fenced[0] <= first and fenced[-1] >= last and any(fenced[0] <= i.first and i.last <= fenced[-1] for i in under):
        return fenced
    years = _over_years(block, under, blocks)
    if len(years) > 1:
        return years
    near = [
        level for level in region.levels if -1 <= level.y - bottom + 0.4 * size < 2.2 * size or -0.3 * size < top - level.y < 1.5 * size
    ]
    level_with = [i for b in blocks if b is not block for i in b if abs(i.line.y - block[0].line.y) < 0.6 * size]
    for level in near:
        wide = 0.9 * (columns[-1].right - columns[0].left)
        pieces = [p for p in level.pieces if p[0] - 4 <= x0 and x1 <= p[1] + 4 and p[1] - p[0] < wide]
        alone = [p for p in pieces if not any(p[0] < i.line.x1 - 4 and i.line.x0 + 4 < p[1] for i in level_with)]
        for a, b in sorted(alone, key=lambda p: p[0] - p[1])[: len(level.pieces) - 1]:
            inside = [n for n, c in enumerate(columns) if a - 3 <= (c.x0 + c.x1) / 2 <= b + 3]
            within = len(inside) == 1 or any(inside[0] <= i.first and i.last <= inside[-1] for i in under) if inside else False
            if within and inside[0] <= first and inside[-1] >= last:
                return inside
    beside = level_with
    low = max([i.last + 1 for i in beside if i.line.x1 <= x0 + 1] or [1 if first else 0])
    high = min([i.first - 1 for i in beside if i.line.x0 >= x1 - 1] or [len(columns) - 1])
    if not any(i.line.x0 > columns[0].x1 for i in under) or first == 0:
        return list(range(first, last + 1))
    spans = [(a, b) for a in range(low, first + 1) for b in range(last, high + 1)]
    off = {s: abs((columns[s[0]].x0 + columns[s[1]].x1) / 2 - middle) for s in spans}
    best = min(spans, key=lambda s: (off[s], s[0] - s[1]), default=(first, last))
    if first == last and (off.get((first, last), 0.0) < 6 or off.get(best, 99.0) > 8):
        best = (first, last)
    return list(range(best[0], best[1] + 1))


_OF_ONE = re.compile(r"restated|adjusted|revised|target|goal|base|actual|plan|forecast|latest|previous|current", re.I)


def _over_years(block: Sequence[Item], under: Sequence[Item], blocks: Sequence[Sequence[Item]]) -> list[int]:
    """The run of years that a head set flush with the first of them names ("Fiscal year"), up to the next head at its height."""
    first, line = block[0].first, block[0].line
    if is_dated(line.text) or _OF_ONE.search(line.text):
        return []
    beside = [b[0].first for b in blocks if b is not block and b[0].first > first and abs(b[0].line.y - line.y) < 0.6 * line.size]
    dated = {i.first: i.line for i in under if is_dated(i.line.text) and i.first == i.last}
    if first not in dated or min(abs(dated[first].x0 - line.x0), abs(dated[first].x1 - line.x1)) > 0.5 * line.size:
        return []
    run = [first]
    while run[-1] + 1 in dated and run[-1] + 1 < min(beside, default=99) and abs(dated[run[-1] + 1].y - dated[first].y) < 0.6 * line.size:
        run.append(run[-1] + 1)
    return run


def _fenced(x0: float, x1: float, y: float, columns: Sequence[Column], region: Region) -> list[int]:
    """The columns between the upright lines left and right of a head."""
    beside = [rule.at for rule in region.down if rule.a - 1 <= y <= rule.b + 1 and columns[0].left < rule.at < columns[-1].right + 30]
    left, right = max((x for x in beside if x <= x0 + 1), default=None), min((x for x in beside if x >= x1 - 1), default=None)
    if left is None and right is None:
        return []
    low, high = columns[0].x1 if left is None else left, columns[-1].right if right is None else right
    return [n for n, c in enumerate(columns) if low - 2 <= (c.x0 + c.x1) / 2 <= high + 2]


def _evenly(covered: list[list[int]], blocks: Sequence[Sequence[Item]], count: int) -> list[list[int]]:
    """A row of years over two or three times as many heads: each year stands over its even share of them."""
    years = [i for i, block in enumerate(blocks) if is_dated(block[0].line.text) and len(covered[i]) == 1]
    if len(years) < 2:
        return covered
    below = sorted(
        {
            c
            for i, block in enumerate(blocks)
            for c in covered[i]
            if c and i not in years and block[0].line.top > blocks[years[0]][-1].line.y
        }
    )
    if not below or len(below) % len(years) or len(below) == len(years) or len(below) < 0.6 * (count - 1):
        return covered
    share = len(below) // len(years)
    found = list(covered)
    for n, i in enumerate(sorted(years, key=lambda i: covered[i][0])):
        own = below[n * share : (n + 1) * share]
        if not own[0] <= covered[i][0] <= own[-1]:
            return covered
        found[i] = own
    return found
