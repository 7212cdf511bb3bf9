"""The bands of a table, between one drawn line and the next, and which of them at the top are its header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.pdf_columns import Column, placed
from report.pdf_lines import Line
from report.pdf_rules import Level
from report.pdf_tables import is_dated, is_figure
from report.tables import _HEAD_WORDS


def rules_rows(level: Level, columns: Sequence[Column]) -> bool:
    """Does a level rule off rows: under a third of the columns or more, or all the way across one?"""
    covered = sum(level.covers(c.x0, max(c.x1, c.x0 + 4)) for c in columns)
    return (
        covered >= 0.5 * len(columns)
        or covered >= max(2, 0.3 * len(columns))
        or any(level.share(c.left + 4, c.right - 4) > 0.9 for c in columns)
    )


def levelled(levels: Sequence[Level]) -> list[Level]:
    """Levels of a table, pieces at one height in one level though they lie far apart."""
    found: list[Level] = []
    for level in levels:
        if found and level.y - found[-1].y < 1.5:
            found[-1] = Level(found[-1].y, tuple(sorted({*found[-1].pieces, *level.pieces})))
        else:
            found.append(level)
    return found


def bands_of(rows: Sequence[list[Line]], levels: Sequence[Level]) -> list[list[list[Line]]]:
    """Rows between one level and the next."""
    bands: list[list[list[Line]]] = []
    cuts = [level.y for level in levels]
    last = -1
    for row in rows:
        middle = row[0].y - 0.3 * row[0].size
        band = sum(cut < middle for cut in cuts)
        if band != last:
            bands.append([])
            last = band
        bands[-1].append(row)
    return bands


def trimmed(bands: list[list[list[Line]]], columns: Sequence[Column], levels: Sequence[Level], first: float) -> list[list[list[Line]]]:
    """Bands without what stands above a row of years and is no head: sentences, references, headings of the page."""
    dated = [i for i, band in enumerate(bands) if band[-1][0].y < first - 0.1 and any(has_years(row, columns) for row in band)]
    if not dated:
        return bands
    above = [(i, row) for i, band in enumerate(bands[: dated[-1] + 1]) for row in band]
    while above and not has_years(above[-1][1], columns):
        above.pop()
    size = above[-1][1][-1].size
    wide = 0.6 * (columns[-1].right - columns[0].left)
    for (i, row), (_, below) in zip(reversed(above[:-1]), reversed(above), strict=False):
        gap = below[0].y - row[0].y
        ruled = [level for level in levels if row[0].y < level.y < below[0].top + 2]
        wordy = any(len(line.bits) > 9 for line in row) or sum(len(line.bits) for line in row) > 14
        underlined = any(level.x1 - level.x0 < wide and any(abs(level.x1 - line.x1) < 6 for line in row) for level in ruled)
        apart = gap > (4.5 if ruled else 2.6) * max(size, row[0].size) or underlined
        heading = gap > 2 * size and all(line.size > 1.25 * size and line.style.bold and line.x0 < columns[1].x0 for line in row)
        if wordy or apart or heading:
            rest = [r for r in bands[i] if r[0].y > row[0].y]
            return [*([rest] if rest else []), *bands[i + 1 :]]
    return bands


def first_data(rows: Sequence[Sequence[Line]], columns: Sequence[Column]) -> float:
    """Height of the first row with a figure that is no year, right of the labels; below all rows when there is none."""
    for row in rows:
        if counts(row):
            continue
        if any(is_figure(line.text) and not is_dated(line.text) and line.x0 > columns[0].x0 + 20 for line in row[1:]):
            return row[0].y
    return float("inf")


def _under_years(bands: Sequence[Sequence[Sequence[Line]]], count: int, columns: Sequence[Column], first: float) -> int:
    """Heads may go on below a row of years that each stand over several columns: "Men", "Women", "Total"."""
    while count < len(bands) - 1:
        right = [line for row in bands[count] for line in row if line.x1 > columns[1].x0]
        if any(line.y >= first - 0.1 or is_figure(line.text) for line in right) or len(right) < 0.6 * (len(columns) - 1):
            break
        count += 1
    return count


def counts(row: Sequence[Line]) -> bool:
    """Do the heads of a row number the columns: 1, 2, 3?"""
    numbers = [line.text for line in row if line.text.isdigit()]
    return len(numbers) >= 3 and numbers == [str(i + int(numbers[0])) for i in range(len(numbers))] and int(numbers[0]) < 2


def with_head(bands: list[list[list[Line]]], columns: Sequence[Column], first: float) -> tuple[list[list[list[Line]]], int]:
    """Bands, and how many of them are header. Where no line is drawn below the header, its rows are parted from the others."""
    heads = _head_bands(bands, columns, first) if len(bands) > 1 else 0
    if heads or len(bands[0]) < 2:
        return bands, heads
    rows = _head_bands([[row] for row in bands[0]] + bands[1:], columns, first)
    top = [line for row in bands[0][:rows] for line in row]
    told = first < float("inf") or _worded([line for line in top if line.x1 > columns[1].x0]) or any(is_dated(line.text) for line in top)
    if not 0 < rows < len(bands[0]) or not told:
        return bands, 0
    return [bands[0][:rows], bands[0][rows:], *bands[1:]], 1


def _head_bands(bands: Sequence[Sequence[Sequence[Line]]], columns: Sequence[Column], first: float) -> int:
    """How many bands at the top are header."""
    dated = [i for i, band in enumerate(bands[:6]) if band[-1][0].y < first - 0.1 and any(has_years(row, columns) for row in band)]
    if dated and len(bands) > dated[-1] + 1:
        years = max(sum(is_dated(line.text) for line in row) for row in bands[dated[-1]])
        return _under_years(bands, dated[-1] + 1, columns, first) if 3 * years <= 2 * (len(columns) - 1) else dated[-1] + 1
    count = 0
    for i, band in enumerate(bands[:4]):
        lines = [line for row in band for line in row]
        if i == len(bands) - 1 or max(line.y for line in lines) >= first - 0.1 or len(band) > 7:
            break
        right = [line for line in lines if line.x1 > columns[1].x0]
        if not right:
            if count:
                break
            continue  # a title above the header
        if count and len(lines) == 1 and lines[0].x0 < columns[0].x1:
            break  # a title between rows
        years = any(has_years(row, columns) for row in band)
        if count and not (years or _spans(bands[count - 1], columns) or _alike(lines, bands, count) or _fills(bands, i, columns)):
            break
        told = (
            years
            or _worded(right)
            or (not i and _short(band, bands[1:], columns))
            or _set_off(lines, _row_below(bands, i), first)
            or _over_figures(right, bands[i + 1 :], columns)
        )
        if not count and not told:
            break
        count = i + 1
    return count


def has_years(row: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Are the heads of a row years: two or more, or nothing but?"""
    right = [line for line in row if line.x1 > columns[1].x0]
    dated = sum(is_dated(line.text) for line in right)
    return dated > 1 or (dated == len(right) == 1 and bool(re.search(r"\d{4}\W*$", right[0].text))) or counts(row)


def caption_of(heads: Sequence[Sequence[Sequence[Line]]], columns: Sequence[Column]) -> Sequence[Sequence[Line]]:
    """The first band (or row) of the header, where it holds a title only and the next has the heads."""
    if not heads or not heads[0]:
        return []
    alone = len(heads) > 1 and all(len(row) == 1 and row[0].x0 < columns[0].x1 for row in heads[0])
    return heads[0] if alone else []


def is_caption(heads: Sequence[Sequence[Line]], columns: Sequence[Column]) -> bool:
    """Is the first row of a header the table's title, though it is short: alone, and larger than the heads or well above the next label?"""
    line, rest = heads[0][0], [line for row in heads[1:] for line in row]
    if len(heads[0]) > 1 or line.x0 >= columns[0].x1 or not rest or not any(other.x0 > columns[0].x1 for other in rest):
        return False
    below = min((other.y for other in rest if other.x0 < columns[0].x1), default=float("inf"))
    if below - line.y < 1.6 * line.size:
        return False  # the first line of a head over several
    return line.size > 1.12 * max(other.size for other in rest) or below < float("inf")


def _fills(bands: Sequence[Sequence[Sequence[Line]]], at: int, columns: Sequence[Column]) -> bool:
    """Are these the heads that the band above left out: words over most columns, above figures?"""
    counts = [sum(len(row) for row in band) for band in (bands[at - 1], bands[at])]
    figures = [sum(is_figure(line.text) for row in band for line in row[1:]) for band in (bands[at], bands[at + 1])]
    return counts[0] < len(columns) <= counts[1] / 0.6 and not figures[0] and figures[1] >= 0.5 * (len(columns) - 1)


def _short(band: Sequence[Sequence[Line]], below: Sequence[Sequence[Sequence[Line]]], columns: Sequence[Column]) -> bool:
    """Is a first row of a few words in each column the head of a table of words, whose cells are longer?"""
    lines = [line for row in band for line in row]
    if (
        len(band) > 1
        or len(lines) < max(2, len(columns))
        or any(len(line.text) > 30 or re.search(r"\d|[.;:,]$", line.text) for line in lines)
    ):
        return False
    cells = [line for part in below for row in part if len(row) > 1 for line in row]
    coded = sum(bool(re.match(r"[A-Z]{0,5}[- ]?\d", row[0].text)) for part in below for row in part[:1]) > 0.5 * len(below)
    longest = sorted(len(line.text) for line in cells)[len(cells) // 2 :]
    return coded or sum(longest) / max(len(longest), 1) > 2.5 * sum(len(line.text) for line in lines) / len(lines)


def _over_figures(lines: Sequence[Line], below: Sequence[Sequence[Sequence[Line]]], columns: Sequence[Column]) -> bool:
    """Do words stand over most columns of figures?"""
    said, figures = [0] * len(columns), [0] * len(columns)
    for line in (line for band in below for row in band for line in row):
        for first, last, part in placed(line, columns, False):
            said[first] += first == last
            figures[first] += first == last and is_figure(part.text)
    values = {n for n in range(1, len(columns)) if figures[n] > 0.5 * said[n] and figures[n] > 1}
    covered = {n for line in lines for first, last, _ in placed(line, columns, True) for n in range(first, last + 1)}
    whole = len(lines) >= len(columns) - 1 and all(line.text[:1].isupper() and len(line.text) < 30 for line in lines)
    return len(values & covered) >= max(1 if whole else 2, 0.6 * len(values)) and not any(is_figure(line.text) for line in lines)


def _worded(lines: Sequence[Line]) -> bool:
    heads = sum(bool(_HEAD_WORDS.search(line.text)) and len(line.text) < 50 for line in lines)
    return heads * 2 >= len(lines) and not any(re.search(r"\d", line.text) for line in lines)


def _row_below(bands: Sequence[Sequence[Sequence[Line]]], at: int) -> Sequence[Sequence[Line]]:
    """The next band that has cells; a title between is passed over."""
    return next((band for band in bands[at + 1 :] if any(len(row) > 1 for row in band)), bands[at + 1])


def _set_off(lines: Sequence[Line], below: Sequence[Sequence[Line]], first: float) -> bool:
    """Is a band set otherwise than the one below it: bold, another colour or size?"""
    looks = {(line.style.bold, line.style.colour, round(line.size)) for line in lines}
    under = {(line.style.bold, line.style.colour, round(line.size)) for row in below for line in row[1:] or row}
    return not looks & under or (max(line.y for line in lines) < first < float("inf") and len(looks) == 1 and lines[0].style.bold)


def _spans(band: Sequence[Sequence[Line]], columns: Sequence[Column]) -> bool:
    return any(a != b for row in band for line in row for a, b, _ in placed(line, columns, True))


def _alike(lines: Sequence[Line], bands: Sequence[Sequence[Sequence[Line]]], count: int) -> bool:
    before = {line.style for row in bands[count - 1] for line in row}
    after = {line.style for row in bands[count + 1] for line in row} if count + 1 < len(bands) else set()
    return {line.style for line in lines} <= before and not {line.style for line in lines} & after
