"""Numbers that only count off: lists numbered over several blocks, and the codes, titles and pages of a content index."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.codes import codes_in, title_ahead
from report.model import BlockKind, Clean, Report

_NUMBERED = re.compile(r"\W{0,2}(\d{1,2})\s{1,3}(?=[A-Z])")
_NEAR = 12


def numbered_blocks(report: Report) -> frozenset[int]:
    """Short blocks that begin with a running number ("5 Air", "6 Water"): another within a dozen blocks has the number before or after.

    Beside a running head such a block is the chapter's, whatever number the next one has.
    """
    found = [
        (at, int(m.group(1)))
        for at, b in enumerate(report.blocks)
        if _is_short(b.kind, b.text.text) and (m := _NUMBERED.match(b.text.text))
    ]
    edges = {
        at
        for at, _ in found
        for near in (at - 1, at + 1)
        if 0 <= near < len(report.blocks) and report.blocks[near].kind == BlockKind.FURNITURE
    }
    return frozenset(a for a, n in found if a in edges or any(0 < abs(a - b) <= _NEAR and m - n == (1 if b > a else -1) for b, m in found))


def _is_short(kind: BlockKind, text: str) -> bool:
    return kind != BlockKind.TABLE and len(text) < 80 and len(text.split()) <= 8 and not text.rstrip().endswith((".", "%"))


_INDEXED = re.compile(r"\b[1-4]\d\d-\d|\b2-\d{1,2}\b|\b[A-Z]{2}-[A-Z]{2}[-– ]\d{3}")
_BARE = re.compile(r"(?:about |approximately |over |more than )?[$€£¥]?\d[\d,.]*\s?(?:%|[a-z$]\w*\b(?!\s(?:of|are|were)\b))", re.I)
_PAGES = re.compile(r"[\s\d,;.–-]*|.*\b(?:pp?\.|pages?)\s?[\d\s,–-]+\.?\s*", re.S)


def beside_codes(text: Clean) -> Iterator[Clean]:
    """The parts of a sentence of a content index that answer: without codes, the titles that belong to them, and pages.

    Any other sentence comes back whole. An answer that is only a figure keeps the beginning of its title.
    """
    listed = (
        [c for c in codes_in(text.text) if title_ahead(c.framework, c.code, _after(text.text, c.end))] if _INDEXED.search(text.text) else []
    )
    if not listed:
        yield text
        return
    starts = [c.start for c in listed] + [len(text.text)]
    for code, until in zip(listed, starts[1:], strict=True):
        behind = _after(text.text, code.end)
        at = len(text.text) - len(behind)
        start = at + (title_ahead(code.framework, code.code, behind) or 0)
        part = text[start:until].strip()
        if part and not _PAGES.fullmatch(part.text):
            named = text[at : at + len(re.split(r",|\(\d\)", text.text[at:start])[0].rstrip())]
            yield Clean.join([named, part]) if _BARE.match(part.text) and named else part


def _after(text: str, at: int) -> str:
    return text[at:].lstrip(" :.–—-")
