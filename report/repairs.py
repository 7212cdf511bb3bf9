"""What was mended where: every repair of a report as a record, told from what the reader left behind.

A repair never rewrites the source. It shows in the blocks and tables (their `repairs`, `repeats` and kind), and in texts
whose characters do not stand in one run in the source. So nothing has to be logged on the way, and nothing can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from report.model import GAP, Block, BlockKind, Clean, RepairKind, Report, Span

SURE = {
    RepairKind.FURNITURE: 0.95,
    RepairKind.PARAGRAPH: 0.9,
    RepairKind.HYPHEN: 0.95,
    RepairKind.WORD: 0.9,
    RepairKind.LOOP: 0.95,
    RepairKind.GARBAGE: 0.95,
    RepairKind.CALLOUT: 1.0,
    RepairKind.TITLE: 0.8,
    RepairKind.LABELS: 0.9,
    RepairKind.HEADER: 0.9,
    RepairKind.CONTINUED: 0.9,
    RepairKind.COLUMNS: 0.9,
}
"""How sure a repair of a kind is; one of a table is never surer than its table."""
_MISREAD = 0.7
"""A healed word with a letter that the source has otherwise."""
_LONGEST = 200


@dataclass(frozen=True)
class Repair:
    """One thing that was mended. `places` are where it stands in the source, `result` is what came of it (may be empty)."""

    kind: RepairKind
    places: tuple[Span, ...]
    result: str
    confidence: float

    def __post_init__(self) -> None:
        if not self.places or not 0 < self.confidence <= 1:
            raise ValueError("a repair needs a place in the source, and a confidence over 0, up to 1")


def repairs_of(report: Report) -> list[Repair]:
    """All repairs of a report, by their place in the source."""
    found = [repair for i in range(len(report.blocks)) for repair in _of_block(report, i)]
    return sorted(found, key=lambda r: (r.places[0].start, r.kind, r.places[-1].end))


def _of_block(report: Report, at: int) -> Iterator[Repair]:
    block = report.blocks[at]
    whole = block.text.spans(report.id)
    if not whole:
        return
    if block.kind == BlockKind.FURNITURE:
        dropped = [RepairKind(kind) for kind in block.repairs] or [RepairKind.FURNITURE]
        yield from (Repair(kind, whole, "", SURE[kind]) for kind in dropped)
        return
    if block.table is not None:
        yield from _of_table(report, block)
        return
    for kind in dict.fromkeys(block.repairs):
        yield Repair(RepairKind(kind), whole, _short(block.text.text), SURE.get(RepairKind(kind), 0.9))
    if block.repeats is not None:
        told = report.blocks[block.repeats].text
        yield Repair(RepairKind.CALLOUT, whole, f"repeats: {_short(told.text)}", SURE[RepairKind.CALLOUT])
    yield from _words(report, block.text, 1.0)


def _of_table(report: Report, block: Block) -> Iterator[Repair]:
    table = block.table
    if table is None:
        return
    size = f"table of {len(table.rows)} rows: {' | '.join(table.heads())}"
    for kind in dict.fromkeys(table.repairs):
        sure = min(SURE.get(RepairKind(kind), 1.0), table.confidence)
        yield Repair(RepairKind(kind), block.text.spans(report.id), _short(size), sure)
    seen: set[Clean] = set()
    for cell in (*table.cells(), *table.groups):
        if cell not in seen:
            seen.add(cell)
            yield from _words(report, cell, table.confidence)


def _words(report: Report, text: Clean, most: float) -> Iterator[Repair]:
    """Words of a text whose letters stand apart in the source: cut by a hyphen at a line end, or torn by a cut table."""
    torn = [i for i in range(1, len(text.text)) if _is_joint(report.text, text, i)]
    for match in re.finditer(r"\S+", text.text) if torn else ():
        joints = [i for i in torn if match.start() < i < match.end()]
        if not joints:
            continue
        places = text.spans(report.id, match.start(), match.end())
        between = report.text[text.ends[joints[0] - 1] : text.starts[joints[0]]]
        kind = RepairKind.HYPHEN if re.match(r"[-\u2010\u00ad]\s*\n?", between) else RepairKind.WORD
        told = "".join(report.text[text.starts[i] : text.ends[i]] for i in range(match.start(), match.end()))
        sure = SURE[kind] if told == match.group() or kind == RepairKind.HYPHEN else _MISREAD
        yield Repair(kind, places, match.group(), min(sure, most))


def _is_joint(source: str, text: Clean, at: int) -> bool:
    before, after = text.ends[at - 1], text.starts[at]
    if not (text.text[at - 1].isalnum() and text.text[at].isalnum()) or text.starts[at - 1] == before or after == text.ends[at]:
        return False
    return after < text.starts[at - 1] or after - before > GAP or (after > before and bool(re.search(r"[\n\t|]", source[before:after])))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def as_rows(report: Report) -> list[dict[str, Any]]:
    """Repairs as plain rows: kind, line, result, confidence, and the evidence in the shape that records have."""
    return [
        {
            "kind": str(repair.kind),
            "line": report.text.count("\n", 0, repair.places[0].start) + 1,
            "result": repair.result,
            "confidence": repair.confidence,
            "evidence": [_evidence(report, span) for span in repair.places],
        }
        for repair in repairs_of(report)
    ]


def _evidence(report: Report, span: Span) -> dict[str, Any]:
    section = report.section_at(span.start)
    return {
        "report": report.id,
        "quote": report.quote(span),
        "section": report.sections[section].title if section is not None else None,
        "page": report.page_at(span.start),
        "start": span.start,
        "end": span.end,
    }
