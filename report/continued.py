"""A table that goes on on the next page: it keeps its place, and takes over what the page before has of its header and titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from report.model import NOTHING, Block, BlockKind, Clean, RepairKind, Row, Table
from report.tables import is_number, is_year

_BETWEEN = (BlockKind.FURNITURE, BlockKind.FOOTNOTE)
"""What a page break puts between the halves."""


def continued(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, where a table that goes on one says so (`RepairKind.CONTINUED`) and has its header and last title."""
    found = list(blocks)
    last: int | None = None
    for i, block in enumerate(found):
        if block.table is None:
            last = last if block.kind in _BETWEEN else None
            continue
        before = found[last].table if last is not None else None
        if last is not None and before is not None and found[last].section == block.section:
            made = _going_on(before, block.table)
            if made:
                found[last] = replace(found[last], table=replace(before, header=_fuller(before.header, made.header)))
                found[i] = replace(block, table=made, repairs=made.repairs)
        last = i
    return found


def _going_on(before: Table, table: Table) -> Table | None:
    """The table with the header and title of the one before it; None when it is a table of its own."""
    if before.width != table.width or table.width < 2 or not before.header:
        return None
    if table.header and (len(table.header) != len(before.header) or not _alike(before.heads(), table.heads())):
        return None
    if not table.header and not _same_columns(before, table):
        return None
    kinds = (RepairKind.CONTINUED,) if table.header else (RepairKind.HEADER, RepairKind.CONTINUED)
    header = _fuller(table.header, before.header) if table.header else before.header
    confidence = table.confidence if table.header else min(table.confidence, before.confidence, 0.9)
    return replace(table, header=header, groups=carried(before, table), repairs=(*table.repairs, *kinds), confidence=confidence)


def carried(before: Table, table: Table) -> tuple[Clean, ...]:
    """The groups of a table that goes on: its first rows still stand under the last title."""
    title = before.groups[-1] if before.groups else NOTHING
    own = table.groups or tuple(NOTHING for _ in table.rows)
    first = next((i for i, group in enumerate(own) if group), len(own))
    return tuple(title if i < first else group for i, group in enumerate(own))


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    return any(a) and all(_is_cut(x, y) or _is_cut(y, x) or fuzz.ratio(x.casefold(), y.casefold()) >= 90 for x, y in zip(a, b, strict=True))


def _is_cut(part: str, whole: str) -> bool:
    """Is a head another one that lost its last letters?"""
    return part == whole or (len(part) >= 6 and whole.startswith(part) and len(whole) - len(part) <= 4)


def _fuller(header: Sequence[Row], other: Sequence[Row]) -> tuple[Row, ...]:
    """A header whose cells that lost their last letters have them again, as the other has them."""
    if len(header) != len(other):
        return tuple(header)
    return tuple(tuple(_filled(a, b) for a, b in zip(x, y, strict=True)) for x, y in zip(header, other, strict=True))


def _filled(cell: Clean, other: Clean) -> Clean:
    if not cell or cell.text == other.text or not _is_cut(cell.text, other.text):
        return cell
    lost = len(other.text) - len(cell.text)
    return Clean(other.text, (*cell.starts, *list(cell.ends[-1:]) * lost), (*cell.ends, *list(cell.ends[-1:]) * lost))


def _same_columns(before: Table, table: Table) -> bool:
    """Do the columns of two tables hold the same: figures where there were figures, text where there was text?"""
    if any(is_year(cell.text) for cell in table.rows[0]):
        return False
    sums = [(_figures(before, i), _figures(table, i)) for i in range(table.width)]
    return any(a > 0.6 for a, _ in sums) and all(abs(a - b) <= 0.4 for a, b in sums)


def _figures(table: Table, column: int) -> float:
    told = [row[column].text for row in table.rows if row[column]]
    return sum(is_number(text) for text in told) / len(told) if told else 0.0
