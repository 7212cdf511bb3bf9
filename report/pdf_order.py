"""Reading order: columns of a page are found by the blank strips between them, and read one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from report.pdf_grid import Grid
from report.pdf_lines import Line, line_of

Item = Line | Grid
Strip = tuple[float, float]

_LEAD = re.compile(r"(?:[•◆♦●▪■◇○➢✓►▶※·→›»*–—-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|[⁰-⁹¹²³⁽⁾ᵃ-ᶻ]{1,4}|\d{1,3})$")


def with_leads(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """Lines of a page, where a list mark or number that stands apart is joined to the text right of it."""
    found: list[Line] = []
    for row in rows:
        lead: Line | None = None
        for line in row:
            if lead is not None and -1 < line.x0 - lead.x1 < 3.2 * max(line.size, lead.size):
                line = line_of([*lead.bits, *line.bits])._replace(style=line.style, size=line.size)
            elif lead is not None:
                found.append(lead)
            lead = line if len(line.bits) == 1 and _LEAD.match(line.text) else None
            if lead is None:
                found.append(line)
        if lead is not None:
            found.append(lead)
    return found


def with_links(rows: Sequence[Sequence[Line]], prose: float) -> list[list[Line]]:
    """Rows where a reference in smaller letters, which a drawn arrow or icon parts from its sentence, is joined to it.

    The gap is inside a column when a line close above or below runs across it; between columns none does. `prose`: letter size of the text.
    """
    found: list[list[Line]] = []
    for i, row in enumerate(rows):
        near = [
            line for other in (*rows[max(0, i - 3) : i], *rows[i + 1 : i + 4]) for line in other if abs(line.y - row[0].y) < 3.2 * prose
        ]
        made: list[Line] = []
        for line in row:
            last = made[-1] if made else None
            if last is not None and line.size < 0.9 * prose and _refers(last, line, prose) and _crossed(last.x1, line.x0, near):
                made[-1] = line_of([*last.bits, *line.bits])._replace(style=last.style, size=last.size)
            else:
                made.append(line)
        found.append(made)
    return found


def _refers(sentence: Line, line: Line, prose: float) -> bool:
    """May a line be a reference in a sentence of the text left of it: in another look, as far away as an icon is wide?"""
    first = sentence.bits[0]
    set_as_text = abs(first.size - prose) < 0.06 * prose and abs(sentence.size - prose) < 0.06 * prose and not first.style.bold
    return set_as_text and line.style.colour != first.style.colour and 0 < line.x0 - sentence.x1 < 2.4 * prose


def _crossed(left: float, right: float, lines: Sequence[Line]) -> bool:
    return any(line.x0 < left - 5 and line.x1 > right + 5 for line in lines)


def flows(items: Sequence[Item], size: float) -> list[list[Item]]:
    """Items in reading order, one list for each stretch of a column. `size`: the usual letter size of the page."""
    if len(items) < 2:
        return [list(items)] if items else []
    found: list[list[Item]] = []
    for group in _groups(sorted(items, key=_middle), size):
        columns = _columns(group, size)
        if len(columns) > 1:
            found += [flow for column in columns for flow in flows(column, size)]
        elif found and len(_columns(found[-1], size)) == 1 and _same_place(found[-1], group):
            found[-1] += columns[0]
        else:
            found.append(columns[0])
    return found


def _middle(item: Item) -> tuple[float, float]:
    return (item.y - 0.3 * item.size, item.x0) if isinstance(item, Line) else (item.top, item.x0)


def _same_place(flow: Sequence[Item], group: Sequence[Item]) -> bool:
    """Does a group stand below a flow, not beside it?"""
    return min(i.x1 for i in (flow[-1], group[0])) > max(i.x0 for i in (flow[-1], group[0])) or abs(flow[0].x0 - group[0].x0) < 40


def _groups(items: Sequence[Item], size: float) -> list[list[Item]]:
    """Items cut where nothing keeps them apart into columns any more: a line over the whole width ends a group."""
    left, right = _reach(items)
    groups: list[list[list[Item]]] = []
    free: list[Strip] = []
    wide: list[Strip] = []
    for band in _bands(items):
        both = _common(free, _free(band, left, right), 0.8 * size)
        if groups and _continues(groups[-1][-1], band):
            groups[-1].append(band)
            free = both if len(groups[-1]) > 2 or free else []
        elif groups and _parts(both, [*wide, _reach(band)]) and not _lost(free, both, wide):
            groups[-1].append(band)
            free = both
        else:
            tail = _tail(groups[-1], size) if groups else []
            if tail:
                groups.append(tail)
            groups.append([band])
            free, wide = _free(band, left, right), []
        wide.append(_reach(band))
    return [[item for band in group for item in band] for group in groups if group]


def _continues(above: Sequence[Item], band: Sequence[Item]) -> bool:
    """Is a band one line that goes on the paragraph whose one line is the band above?"""
    if len(above) != 1 or len(band) != 1 or not isinstance(above[0], Line) or not isinstance(band[0], Line):
        return False
    a, b = above[0], band[0]
    return abs(a.size - b.size) < 0.1 and abs(a.x0 - b.x0) < 2 and b.y - a.y < 1.6 * b.size and a.style.bold == b.style.bold


def _reach(items: Sequence[Item]) -> Strip:
    """From the left end of some items to the right end."""
    return min([i.x0 for i in items]), max([i.x1 for i in items])


def _parts(strips: Sequence[Strip], bands: Sequence[Strip]) -> list[Strip]:
    """The strips that have items on both sides; `bands`: how far each band reaches."""
    left, right = min([a for a, _ in bands]), max([b for _, b in bands])
    return [s for s in strips if left < s[0] and s[1] < right]


def _lost(free: Sequence[Strip], both: Sequence[Strip], group: Sequence[Strip]) -> bool:
    """Would a strip that parts columns of a group be no more?"""
    return any(not any(a <= p[0] and p[1] <= b for p in both) for a, b in _parts(free, group))


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Items with blank space above and below them all."""
    bands: list[list[Item]] = []
    bottom = 0.0
    for item in sorted(items, key=lambda i: i.top):
        if bands and item.top < bottom - 1.0:
            bands[-1].append(item)
            bottom = max(bottom, item.bottom)
        else:
            bands.append([item])
            bottom = item.bottom
    return bands


def _free(band: Sequence[Item], left: float, right: float) -> list[Strip]:
    found: list[Strip] = []
    at = left
    for item in sorted(band, key=lambda i: i.x0):
        if item.x0 > at:
            found.append((at, item.x0))
        at = max(at, item.x1)
    return [*found, (at, right)] if right > at else found


def _common(a: Sequence[Strip], b: Sequence[Strip], least: float) -> list[Strip]:
    both = ((max(p[0], q[0]), min(p[1], q[1])) for p in a for q in b)
    return [s for s in both if s[1] - s[0] >= least]


def _tail(group: list[list[Item]], size: float) -> list[list[Item]]:
    """A heading with what stands beside it, at the foot of a group of columns, belongs to what comes below: taken out of the group."""
    if len(group) < 2 or len(_columns([i for band in group for i in band], size)) < 2:
        return []
    for at in range(len(group) - 1, max(0, len(group) - 4), -1):
        above = max(i.bottom for band in group[:at] for i in band)
        first = min(group[at], key=lambda i: i.x0)
        if first.top - above > 0.9 * size and isinstance(first, Line) and (first.style.bold or first.size > 1.1 * size):
            tail = group[at:]
            del group[at:]
            return tail
    return []


def _columns(items: Sequence[Item], size: float) -> list[list[Item]]:
    """Items parted at the strips that none of them enters."""
    found: list[list[Item]] = []
    reach = 0.0
    for item in sorted(items, key=lambda i: i.x0):
        if found and item.x0 - reach < 0.8 * size:
            found[-1].append(item)
            reach = item.x1 if item.x1 > reach else reach
        else:
            found.append([item])
            reach = item.x1
    return [sorted(column, key=_middle) for column in found]


def usual_size(lines: Sequence[Line]) -> float:
    """The letter size that the middle line of a page has."""
    return median(line.size for line in lines) if lines else 9.0
