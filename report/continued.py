"""A table that goes on on the next page: it keeps its place, and takes over what the page before has of its header and titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from report.model import NOTHING, Block, BlockKind, Clean, RepairKind, Row, Table
from report.tables import is_number, is_year

_BETWEEN = (BlockKind.FURNITURE, BlockKind.FOOTNOTE)
"""What a page break puts between the halves."""


TITLE = 14
"""Words of a title, at most."""


def continued(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, where a table that goes on one says so (`RepairKind.CONTINUED`) and has its header and last title."""
    found = list(blocks)
    last: int | None = None
    for i, block in enumerate(found):
        if block.table is None:
            last = last if block.kind in _BETWEEN or (last is not None and _says_again(found, last, block)) else None
            continue
        before = found[last].table if last is not None else None
        if last is not None and before is not None and found[last].section == block.section:
            made = _going_on(before, block.table)
            if made:
                found[last] = replace(found[last], table=replace(before, header=_fuller(before.header, made.header)))
                found[i] = replace(block, table=made, repairs=made.repairs)
        last = i
    return found


_AGAIN = re.compile(r"\bcont(?:inued|inues|['’]d|d)\b", re.I)


def _says_again(blocks: Sequence[Block], last: int, block: Block) -> bool:
    """A title that says that its table goes on, or is that of the table before: "Table 5 Energy (continued)"."""
    text = block.text.text
    if block.kind not in (BlockKind.CAPTION, BlockKind.PARAGRAPH) or len(text.split()) > TITLE:
        return False
    title = blocks[last - 1].text.text if last else ""
    return _AGAIN.search(text) is not None or fuzz.ratio(text.casefold(), title.casefold()) >= 90


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
    rows = _labelled(before, table)
    return replace(table, header=header, rows=rows, groups=carried(before, table), repairs=(*table.repairs, *kinds), confidence=confidence)


def _labelled(before: Table, table: Table) -> tuple[Row, ...]:
    """Rows at the top without a label stand under the last one of the page before."""
    bare = next((i for i, row in enumerate(table.rows) if row[0]), len(table.rows))
    label = before.rows[-1][0] if before.rows else NOTHING
    fills = 0 < bare < len(table.rows) and label and before.width > 2
    return tuple((label, *row[1:]) if fills and i < bare else row for i, row in enumerate(table.rows))


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
    for told in (is_number, _dated):
        sums = [(_share(before, i, told), _share(table, i, told)) for i in range(table.width)]
        differ = sum(abs(a - b) > 0.4 for a, b in sums)
        if any(min(a, b) > 0.6 for a, b in sums) and differ <= (table.width > 3):  # units or labels may hold figures on one page alone
            return True
    return False


def _dated(text: str) -> bool:
    """A cell with a figure in it: a date, a code."""
    return bool(re.search(r"\d", text))


def _share(table: Table, column: int, told: Callable[[str], bool]) -> float:
    texts = [row[column].text for row in table.rows if row[column]]
    return sum(told(text) for text in texts) / len(texts) if texts else 0.0
