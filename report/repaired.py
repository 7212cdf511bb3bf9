"""The reading text of a report: what is left when its layout is mended, as Markdown."""

from __future__ import annotations

import re

from report.model import Block, BlockKind, RepairKind, Report, Table


def repaired(report: Report) -> str:
    """Headings, paragraphs, lists and whole tables, in reading order; page furniture is left out, call-outs are quoted."""
    parts: list[str] = []
    before, group, said = None, "", ""
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        goes_on = before == BlockKind.TABLE and RepairKind.CONTINUED in block.repairs
        text = _table(block.table, goes_on, group, said) if block.table else _marked(block)
        said = block.text.text
        if not text:
            continue
        group = block.table.groups[-1].text if block.table and block.table.groups else ""
        close = goes_on or block.kind == before == BlockKind.LIST_ITEM
        parts.append(f"{'' if not parts else chr(10) if close else chr(10) * 2}{text}")
        before = block.kind
    return "".join(parts) + "\n" if parts else ""


def _marked(block: Block) -> str:
    text = " ".join(block.text.text.split())
    if not text:
        return ""
    if block.kind == BlockKind.HEADING:
        return f"{'#' * min(max(block.level, 1), 6)} {text}"
    if block.kind == BlockKind.LIST_ITEM:
        return f"- {text}"
    return f"> {text}" if block.kind == BlockKind.CALLOUT else text


def _table(table: Table, goes_on: bool, group: str, said: str) -> str:
    """A Markdown table: one line of heads, a line in bold for each title, the rows below it. One that goes on has rows only.

    `said`: what was printed last, which may be the caption.
    """
    heads = table.heads() if table.header else tuple("" for _ in range(table.width))
    lines = [] if goes_on else [_line(heads), _line(["---"] * table.width)]
    group = group if goes_on else ""
    for i, row in enumerate(table.rows):
        title = table.groups[i].text if table.groups else ""
        if title and title != group:
            lines.append(_line([f"**{title}**", *[""] * (table.width - 1)]))
        group = title
        lines.append(_line([cell.text for cell in row]))
    made = "\n".join(lines)
    return f"{table.caption}\n\n{made}" if table.caption and table.caption != said else made


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(re.sub(r"\s+", " ", cell).replace("|", "\\|").strip() for cell in cells) + " |"
