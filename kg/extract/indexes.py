"""Contents lists and content indexes: their figures are pages and codes."""

from __future__ import annotations

import re
from functools import cache

from kg.data import load
from report.model import Report

_INDEX_HEADS = re.compile(
    r"\bchapters?\b|\bpages?\b.*\bdisclosures?\b|\bdisclosures?\b.*\b(?:pages?|locations?|references?)\b|full name", re.I
)


@cache
def _index_titles() -> re.Pattern[str]:
    return re.compile(load("metrics")["headers"]["index"], re.I)


def is_index(report: Report, at: int) -> bool:
    """Is a block part of a contents list or a content index? Told by its own titles and by the heads of its table."""
    block = report.blocks[at]
    titles = " | ".join(report.path(block.section)[-1:])
    heads = " | ".join((*block.table.heads(), block.table.caption)) if block.table else ""
    return bool(_index_titles().search(titles) or _INDEX_HEADS.search(heads))
