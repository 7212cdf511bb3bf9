"""What a block stands under: its headings, and lines that are titles although no mark of a heading says so."""

from __future__ import annotations

import re

from report.model import Block, BlockKind, Report

_PROSE = re.compile(r"[.;,]$|(?<!Who )(?<!How )(?<!What )\b(?:is|are|was|were|has|have|had|we|will)\b", re.I)


def is_title(block: Block) -> bool:
    """Is a paragraph a line of a few words, without a verb and a full stop, as titles are?"""
    text = block.text.text.strip()
    return (
        block.kind == BlockKind.PARAGRAPH and block.table is None and len(text) < 60 and len(text.split()) <= 8
        and bool(re.match(r"[A-Z\d]", text)) and not _PROSE.search(text) and not re.search(r"\s\d[\d.,]*%?$(?<!\s(?:19|20)\d\d)", text)
    )  # fmt: skip


def titles_over(report: Report) -> list[tuple[str, ...]]:
    """By block: the two nearest headings over it, and below them the line that stands as a title over it."""
    found: list[tuple[str, ...]] = []
    section, line = None, ""  # type: int | None, str
    for block in report.blocks:
        if block.section != section or block.kind == BlockKind.HEADING:
            section, line = block.section, ""
        path = tuple(report.path(block.section)[-2:])
        if is_title(block):
            line = block.text.text.strip()
            found.append(path)
            continue
        found.append((*path, line) if line else path)
    return found
