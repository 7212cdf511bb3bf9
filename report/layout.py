"""Raw blocks become the blocks and sections of a report: furniture out, tables whole, broken paragraphs mended."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from report.afterwards import moved
from report.continued import continued
from report.furniture import furniture
from report.heal import NO_WORDS, vocabulary
from report.lines import Raw, Shape
from report.loops import unlooped
from report.model import Block, BlockKind, Clean, RepairKind, Report, Section
from report.outline import by_contents
from report.rejoin import rejoined
from report.tables import table_of

_KINDS = {Shape.TEXT: BlockKind.PARAGRAPH, Shape.ITEM: BlockKind.LIST_ITEM, Shape.NOTE: BlockKind.FOOTNOTE}
_NUMBERED = re.compile(r"(?:chapter\s+)?(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[A-Za-z])", re.I)


def laid_out(
    source: str, raws: Sequence[Raw], id: str, written: bool = False, *, file: str = "", sha256: str = "", format: str = "md"
) -> Report:
    """A report from the raw blocks of its source. `about`: file, sha256, format.

    `written`: the reader saw the layout and wrote the source from it; no furniture or cut table is left to be found.
    """
    if format == "pdf":
        raws = by_contents(raws)
    raws, dropped = (raws, {}) if written else unlooped(raws)
    skip = set() if written else furniture(raws) | set(dropped)
    words = NO_WORDS if written else vocabulary(source)
    joined = {} if written else {j.parts[0]: j for j in rejoined(raws, skip, words)}
    gone = {p for j in joined.values() for p in j.parts[1:]}
    late = {} if written else moved(raws, skip | gone)
    sections: list[Section] = []
    blocks: list[Block] = []
    for i in _ordered(len(raws), late):
        raw = raws[i]
        here = len(sections) - 1 if sections else None
        if i in joined:
            table = joined[i].table
            blocks.append(Block(BlockKind.TABLE, Clean.join([c for c in table.cells() if c]), here, table=table, repairs=table.repairs))
        elif i in gone:
            continue
        elif i in skip:
            blocks.append(Block(BlockKind.FURNITURE, raw.text, here, repairs=(dropped[i],) if i in dropped else ()))
        elif raw.shape == Shape.HEADING:
            sections.append(_section(raw, sections, raws[late.get(i, i)].start))
            repairs = (RepairKind.TITLE,) if i in late else ()
            blocks.append(Block(BlockKind.HEADING, raw.text, len(sections) - 1, level=raw.level, repairs=repairs))
        elif raw.shape == Shape.ROW:
            found = raw.table or table_of(raw.rows, words=words, known_heads=raw.heads, marked=raw.marked)
            if found:
                blocks.append(Block(BlockKind.TABLE, raw.text, here, table=found, repairs=found.repairs))
        else:
            _append(blocks, Block(_KINDS[raw.shape], raw.text, here))
    blocks = blocks if written else continued(blocks)
    return Report(id, source, tuple(_captioned(_linked(blocks))), tuple(sections), file=file, sha256=sha256, format=format)


def _ordered(count: int, late: Mapping[int, int]) -> Iterator[int]:
    """Blocks by index, those that are `late` before the block that they belong before."""
    before = {at: i for i, at in late.items()}
    for i in range(count):
        if i in before:
            yield before[i]
        if i not in late:
            yield i


_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|exhibit|diagram|图|表)\s*\d{1,3}(?:[.\-]\d{1,3})*\s*[:.)|–—-]?\s*(?=[A-Z(\u4e00-\u9fff])", re.I
)
LONGEST_CAPTION = 160


def _captioned(blocks: Sequence[Block]) -> list[Block]:
    """Blocks, where a short line that numbers a table or figure, or says the title of the table beside it, is a caption."""
    found = list(blocks)
    for i, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or len(block.text.text) > LONGEST_CAPTION:
            continue
        beside = [b.table for b in (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2]) if b.table is not None]
        numbered = _CAPTION.match(block.text.text) and not block.text.text.endswith((",", ";"))
        if numbered or any(table.caption and table.caption == block.text.text for table in beside):
            found[i] = replace(block, kind=BlockKind.CAPTION)
    return found


def _section(raw: Raw, before: Sequence[Section], start: int) -> Section:
    """`start`: where what it says begins, which is its title, unless that stood after its body."""
    number = _NUMBERED.match(raw.text.text)
    parent = len(before) - 1 if before else None
    while parent is not None and before[parent].level >= raw.level:
        parent = before[parent].parent
    return Section(raw.text.text, raw.level, start, parent, number.group(1) if number else None)


def _append(blocks: list[Block], block: Block) -> None:
    """Add a block; a paragraph that reads on from the one before it (furniture between them aside) is joined to it."""
    before = next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].kind != BlockKind.FURNITURE), None)
    if before is not None and block.kind == BlockKind.PARAGRAPH and _reads_on(blocks[before], block):
        text = Clean.join([blocks[before].text, block.text])
        blocks[before] = Block(blocks[before].kind, text, blocks[before].section, repairs=(RepairKind.PARAGRAPH,))
    else:
        blocks.append(block)


def _reads_on(before: Block, block: Block) -> bool:
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or before.section != block.section:
        return False
    ends_open = len(before.text.text) > 40 and re.search(r"[a-z,-]$", before.text.text)
    return bool(ends_open and re.match(r"[a-z]", block.text.text))


def _linked(blocks: Sequence[Block]) -> list[Block]:
    """Blocks, where one that only repeats a longer one says so: a call-out counts once."""
    keys = [re.sub(r"[\W_]+", "", b.text.text).casefold() if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) else "" for b in blocks]
    longer = [i for i, k in enumerate(keys) if len(k) > 60]
    whole = "|".join(keys[i] for i in longer)
    begin = list(itertools.accumulate((len(keys[i]) + 1 for i in longer), initial=0))
    found = list(blocks)
    for i, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        if not 20 <= len(key) <= 400:
            continue
        holders = (longer[bisect_right(begin, at) - 1] for at in _places(key, whole))
        twin = next((j for j in holders if j != i and (len(keys[j]) > len(key) or j < i)), None)
        if twin is not None:
            found[i] = Block(BlockKind.CALLOUT, block.text, block.section, block.page, repairs=block.repairs, repeats=twin)
    return found


def _places(part: str, text: str) -> Iterator[int]:
    """Where a part stands in a text, from left to right."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
