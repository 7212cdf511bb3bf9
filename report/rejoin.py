"""A table that was printed as two halves, one after the other, becomes one table again.

Three cuts are known: left columns then right columns (the cut may go through words); a table whose right half came out
as loose paragraphs; and labels first, figures later. Halves are joined by row order when the counts agree (one row too
many is dropped where it repeats its neighbour); otherwise both stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from report.heal import Vocabulary, heals, mended, stitched, woven
from report.lines import Raw, Shape
from report.model import NOTHING, Clean, RepairKind, Row, Table
from report.tables import _HEAD_WORDS, header_rows, is_number, is_year, squared, table_of

REACH = 24
"""How many blocks below its left half a right half is looked for."""


@dataclass(frozen=True)
class Joined:
    """A table put together from blocks; `parts` are their indices, the first is where it stands."""

    table: Table
    parts: tuple[int, ...]


def rejoined(blocks: Sequence[Raw], skip: set[int], words: Vocabulary) -> list[Joined]:
    """All tables of a document that can be put together again. `skip`: furniture, never part of a table."""
    found: list[Joined] = []
    used = set(skip)
    for i, block in enumerate(blocks):
        if i in used:
            continue
        ahead = [j for j in range(i + 1, min(len(blocks), i + 1 + REACH + len(skip))) if j not in used][:REACH]
        whole = _labels_then_values(blocks, i, ahead) if block.shape == Shape.HEADING else None
        if block.shape == Shape.ROW and len(block.rows) >= 3:
            whole = _two_tables(blocks, i, ahead, words) or _table_then_text(blocks, i, ahead, words)
        if whole:
            found.append(whole)
            used |= set(whole.parts)
    return found


# ---------------------------------------------------------------------------------- left columns, then right columns
def _two_tables(blocks: Sequence[Raw], at: int, ahead: Sequence[int], words: Vocabulary) -> Joined | None:
    left = squared(blocks[at].rows)
    if _torn_head(blocks, left, ahead, words) is not None:
        return None
    for place, j in enumerate(ahead):
        block = blocks[j]
        if block.shape == Shape.HEADING and not _is_head(block.text.text):
            return None
        if block.shape != Shape.ROW:
            continue
        right = [row if len(row) > 1 else (NOTHING, *row) for row in block.rows if any(row)]
        right = [(row[0], Clean.join([c for c in row[1:] if c])) if len(row) > 2 else row for row in right]
        if not _is_right_half(right):
            return None
        if len(right) + 1 < len([r for r in left if any(r)]) // 2:
            continue
        head = blocks[ahead[place - 1]].text if place and blocks[ahead[place - 1]].shape == Shape.HEADING else None
        table = _joined_rows(left, right, head, words)
        return Joined(table, (at, *([ahead[place - 1]] if head else []), j)) if table else None
    return None


def _is_right_half(rows: Sequence[Row]) -> bool:
    """A half has no labels of its own: its first cells are empty, or the torn ends of words."""
    torn = sum(not row[0] or bool(re.match(r"[a-zı.,;)&]", row[0].text)) or len(row[0].text) <= 2 for row in rows)
    return len(rows) >= 2 and torn >= 0.7 * len(rows)


def _joined_rows(left: Sequence[Row], right: Sequence[Row], head: Clean | None, words: Vocabulary) -> Table | None:
    heads = header_rows(left)
    top = right[0] if not head and not right[0][0] and _is_head(right[0][1].text) else None
    body = list(right[1:] if top else right)
    data = [i for i in range(heads, len(left)) if not _is_group(left[i], left[heads:])]
    confidence = 0.9
    if len(body) == len(data) + 1:
        body = _without_stray(body)
        confidence = 0.75
    if len(body) != len(data) or len(data) < 2:
        return None
    partner = dict(zip(data, body, strict=True))
    rows: list[Row] = []
    for i, row in enumerate(left):
        if i < heads:
            rows.append((*row, (head or (top[1] if top else NOTHING)) if i == heads - 1 else NOTHING))
        elif i in partner:
            torn, value = partner[i][0], partner[i][1]
            rows.append((*row[:-1], mended(row[-1], torn, words), value))
        else:
            title = row[0]
            for cell in row[1:]:
                title = stitched(title, cell, words)
            rows.append((title, *[NOTHING] * len(row)))
    return table_of(rows, confidence=confidence, repairs=(RepairKind.HALVES,), words=words)


def _is_group(row: Row, body: Sequence[Row]) -> bool:
    """A title row among coded rows: "GRI 305: Emissions" between 304-4 and 305-1."""
    coded = [r for r in body if re.match(r"[A-Z]{0,4}\s?\d[\w.-]*$", r[0].text.strip())]
    if len(coded) >= 0.5 * len(body):
        return row not in coded
    return sum(bool(c) for c in row) == 1 and bool(row[0]) and len(row) > 1 and any(sum(bool(c) for c in r) > 1 for r in body)


def _without_stray(rows: list[Row]) -> list[Row]:
    """One row fewer: a stump that its neighbour says in full goes (the same text twice is no stump)."""

    def alike(i: int) -> float:
        a, b = rows[i][-1].text, rows[i + 1][-1].text
        return fuzz.partial_ratio(a, b) if a != b and min(len(a), len(b)) > 3 else 0.0

    at = max(range(len(rows) - 1), key=alike)
    drop = at if len(rows[at][-1].text) < len(rows[at + 1][-1].text) else at + 1
    return rows[:drop] + rows[drop + 1 :]


def _is_head(text: str) -> bool:
    return len(text) < 60 and (bool(_HEAD_WORDS.search(text)) or is_year(text))


# ------------------------------------------------------------------------------------- a table, then loose paragraphs
def _table_then_text(blocks: Sequence[Raw], at: int, ahead: Sequence[int], words: Vocabulary) -> Joined | None:
    left = squared(blocks[at].rows)
    heads = header_rows(left)
    body = left[heads:]
    head = _torn_head(blocks, left, ahead, words)
    short = max((len(row[-1].text) for row in body), default=0) < 40 and len(left[0]) > 2
    parts: list[int] = []
    for j in ahead[ahead.index(head) + 1 :] if head is not None else ahead:
        block = blocks[j]
        if block.shape == Shape.HEADING and not parts and head is None and _is_head(block.text.text):
            head = j
        elif block.shape == Shape.TEXT and len(block.text.text) < 900 and not (short and _is_prose(block.text.text)):
            parts.append(j)
        else:
            break
    if head is None and heads and len(parts) == len(body) + 1 and re.match(r"[a-z]", blocks[parts[0]].text.text):
        head = parts.pop(0)
    if head is not None and parts:
        parts = parts[: len(body) + 1]
    torn = [i for i, row in enumerate(body) if _is_open(row)]
    if len(parts) < 3 or (len(torn) < 3 and not (head is not None and len(parts) == len(body))):
        return None
    texts = [blocks[j].text for j in parts]
    if head is not None and len(parts) == len(body) + 1 and not re.search(r"[.;]$", texts[-2].text):
        parts[-2:], texts[-2:] = parts[-2:], [Clean.join(texts[-2:])]
    width = _line_width([row[-1].text for row in body])
    heights = _heights([blocks[j] for j in parts], texts)
    pairs = _aligned([row[-1].text for row in body], [t.text for t in texts], heights, width, head is not None)
    if pairs is None:
        return None
    ends: dict[int, Clean] = {}
    for i in dict.fromkeys(pairs):
        lines = [
            line for k, row in enumerate(pairs) if row == i for line in (blocks[parts[k]].lines if len(texts) == len(parts) else [texts[k]])
        ]
        ends[i] = _read_across(body[i][-1], lines, width, words)
    rows = [*left[:heads], *((*row[:-1], ends[i]) if i in ends else row for i, row in enumerate(body))]
    if head is not None and heads:
        top = rows[heads - 1]
        rows[heads - 1] = (*top[:-1], stitched(top[-1], blocks[head].text, words))
    confidence = 0.9 if len(parts) == len(body) else 0.8
    table = table_of(rows, confidence=confidence, repairs=(RepairKind.LOOSE,), words=words)
    return Joined(table, (at, *([head] if head is not None else []), *parts)) if table else None


def _is_prose(text: str) -> bool:
    """A paragraph of several sentences, which begins as one: no half of short cells."""
    return bool(re.match(r"[A-Z]", text)) and len(text) > 160 and len(re.findall(r"[a-z)]\.(?:\s+[A-Z]|$)", text)) >= 2


def _heights(blocks: Sequence[Raw], texts: Sequence[Clean]) -> list[int]:
    """How many printed lines each right piece was, by its lines or by its length beside the others."""
    usual = sorted(len(t.text) for t in texts)[len(texts) // 2]
    return [max(len(b.lines), round(len(t.text) / (1.3 * usual))) for b, t in zip(blocks, texts, strict=False)]


def _torn_head(blocks: Sequence[Raw], left: Sequence[Row], ahead: Sequence[int], words: Vocabulary) -> int | None:
    """The heading that is the torn end of the last column's head: "potential financial in", then "mpacts"."""
    if not header_rows(left) or not left[0][-1]:
        return None
    torn = left[0][-1].text
    return next((j for j in ahead if blocks[j].shape == Shape.HEADING and heals(torn, blocks[j].text.text, words)), None)


def _line_width(cells: Sequence[str]) -> int:
    """About how many characters a line of the left half holds: the length of its torn one-line cells."""
    torn = sorted(len(c) for c in cells if 20 <= len(c) <= 90 and not re.search(r"[.;]$", c))
    return torn[len(torn) // 2] if torn else 60


def _read_across(cell: Clean, lines: list[Clean], width: int, words: Vocabulary) -> Clean:
    if len(cell.text) > 1.2 * width and width >= 20:
        return woven(cell, lines, width, words)
    return woven(cell, lines, max(width, 20), words) if len(cell.text.split()) > 1 else stitched(cell, Clean.join(lines), words)


def _is_open(row: Row) -> bool:
    """Does the last cell stop in the middle? It is empty or a stump, or prose without an end."""
    text = row[-1].text.rstrip()
    return len(text) <= 6 or not re.search(r"[.;!?。\"')]$", text)


def _aligned(left: Sequence[str], right: Sequence[str], heights: Sequence[int], width: int, headed: bool) -> list[int] | None:
    """For each right piece the row it belongs to, in order: the best alignment, or None when it is poor.

    Two pieces may go to one row, at a price; a row that reads complete costs more than a torn one.
    """
    n, m = len(left), len(right)
    if m > n + max(1, n // 4):
        return None
    worst = float("inf")
    cost = [[worst] * (n + 1) for _ in range(m + 1)]
    back = [[0] * (n + 1) for _ in range(m + 1)]
    cost[0][0] = 0.0
    skip = [0.6 if _open_text(t) and not _lead_in(t, width) else 0.0 for t in left]
    for k in range(m + 1):
        for i in range(1, n + 1):
            options = [(cost[k][i - 1] + skip[i - 1], 0)]
            if k:
                fit = _misfit(left[i - 1], right[k - 1], heights[k - 1], width)
                options.append((cost[k - 1][i - 1] + fit, 1))
                if k > 1:
                    options.append(
                        (
                            cost[k - 2][i - 1]
                            + fit
                            + _misfit(left[i - 1], right[k - 2], heights[k - 2], width)
                            + 0.5
                            + bool(re.search(r"[.;]$", right[k - 2])),
                            2,
                        )
                    )
            best = min(options)
            cost[k][i], back[k][i] = best
    total, pairs, k, i = cost[m][n], [], m, n
    while i > 0 and k > 0:
        step = back[k][i]
        pairs += [i - 1] * step
        k, i = k - step, i - 1
    if k or total > (0.5 if headed else 0.45) * max(n, m):
        return None
    return list(reversed(pairs))


def _open_text(text: str) -> bool:
    return not re.search(r"[.;!?。]$|(?:Ltd\.?|Inc\.?)$", text.strip()) or len(text.strip()) <= 6


def _lead_in(text: str, width: int) -> bool:
    """A line that is short without being torn: it leads in to the rows below it."""
    return 6 < len(text.strip()) < 0.6 * width


def _misfit(left: str, right: str, height: int, width: int) -> float:
    """0 when the right piece reads on from the left one, up to 1.5.

    A torn row wants a piece that ends; a row that reads complete wants one that does not (its lines were cut midway).
    """
    ended = bool(re.search(r"[.;!?。]$|(?:Ltd\.?|Inc\.?)$", right))
    cost = (
        (0.0 if ended else 0.5) + 0.6 * _lead_in(left, width) if _open_text(left) else (0.9 if ended or len(left) < 1.15 * width else 0.1)
    )
    reads_on = bool(re.match(r"[a-z&,.;)]|[A-Z0-9\"'(]", right))
    torn = bool(re.search(r"[A-Za-z\"'(,]$", left.strip())) or len(left.strip()) <= 6 or not _open_text(left)
    too_high = height > max(1, round(len(left) / max(width, 20)))
    return cost + (0.0 if torn else 0.3) + (0.0 if reads_on else 0.3) + 0.5 * too_high


# ------------------------------------------------------------------------------------------- labels, then figures
def _labels_then_values(blocks: Sequence[Raw], at: int, ahead: Sequence[int]) -> Joined | None:
    if not _is_head(blocks[at].text.text):
        return None
    labels: list[int] = []
    for place, j in enumerate(ahead):
        block = blocks[j]
        values = _figures(block)
        if values and len(labels) >= 3:
            return _labelled(blocks, at, labels, j, values)
        if block.shape == Shape.ROW and place == 0:
            return None
        if block.shape != Shape.NOTE and len(block.text.text) <= 120 and not re.search(r"[.;]$", block.text.text):
            labels.append(j)
        elif block.shape == Shape.TEXT and len(block.text.text) > 400:
            return None
    return None


def _figures(block: Raw) -> list[Clean]:
    """The lines of a block that is a column of figures."""
    lines = [c for row in block.rows for c in row if c] if block.shape == Shape.ROW else list(block.lines)
    if block.shape not in (Shape.ROW, Shape.TEXT) or any(sum(bool(c) for c in row) > 1 for row in block.rows):
        return []
    return lines if len(lines) >= 3 and sum(is_number(line.text) for line in lines) >= 0.8 * len(lines) else []


def _labelled(blocks: Sequence[Raw], at: int, labels: list[int], j: int, values: list[Clean]) -> Joined | None:
    head = values[0] if is_year(values[0].text) else NOTHING
    figures = values[1:] if head else values
    texts = [blocks[k].text for k in labels]
    titles = {i for i, k in enumerate(labels) if blocks[k].shape == Shape.HEADING}
    groups = _groups_among([t.text for t in texts], titles, len(texts) - len(figures))
    if groups is None:
        return None
    rows: list[Row] = [(blocks[at].text, head)]
    waiting = list(figures)
    for i, text in enumerate(texts):
        rows.append((text, NOTHING) if i in groups else (text, waiting.pop(0)))
    table = table_of(rows, confidence=0.75 if groups else 0.9, repairs=(RepairKind.VALUES,))
    return Joined(table, (at, *labels, j)) if table else None


_MEASURE = re.compile(
    r"\b(total|number|rate|ratio|proportion|percentage|share|emissions?|discharges?d?|consumption|generated|treated|recycled|"
    r"withdrawal|demand|intensity|amount|volume|hours?|days|cases?|incidents?|utili[sz]ation|used|expenditure|investment|per|average)\b",
    re.I,
)

_OF_UNIT = re.compile(r"\([^()]*[A-Za-z%‰][^()]*\)\W*\d?$")
"""A label that ends on its unit has a figure."""


def _groups_among(labels: Sequence[str], titles: set[int], count: int) -> set[int] | None:
    """Which `count` of the labels are titles without a figure of their own (headings are); None when it cannot be told."""
    if not len(titles) <= count <= len(labels) // 2:
        return None

    def likeness(i: int) -> float:
        words = labels[i].split()
        if _OF_UNIT.search(labels[i]):
            return -1.0
        below = labels[i + 1].casefold() if i + 1 < len(labels) else ""
        shared = any(w.casefold() in below for w in words if len(w) > 3)
        by = 2.0 if words[0].casefold() in ("by", "of", "including") else 0.0
        measured = 0.0 if by else 2.0 * bool(_MEASURE.search(labels[i]))
        return by + (len(words) <= 3) + shared - measured - 9.0 * (i + 1 == len(labels))

    ranked = sorted(set(range(len(labels))) - titles, key=lambda i: (-likeness(i), i))
    chosen, rest = ranked[: count - len(titles)], ranked[count - len(titles) :]
    unsure = chosen and rest and likeness(chosen[-1]) <= likeness(rest[0])
    return None if unsure or any(likeness(i) < 0.5 for i in chosen) else titles | set(chosen)
