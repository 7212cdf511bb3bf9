"""What a report calls itself, for lists of reports."""

from __future__ import annotations

import re
from itertools import islice

from report.model import BlockKind, Report

_REPORT = re.compile(r"\b(?:reports?|review|statement|disclosures?|index|accounts|fact ?book|performance)\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BODY = re.compile(r"\b(?:the report|this report|contents|our report|report covers)\b", re.I)
LONGEST = 120
FIRST = 25
"""So many blocks of a report are looked at; a title stands at its head."""


def title_of(report: Report) -> str:
    """The first short line of its head that says what report it is, best with its year; else its first heading, else its file."""
    head = [b.text.text.strip(" .") for b in islice((b for b in report.blocks if b.kind != BlockKind.TABLE), FIRST)]
    short = [t for t in head if 4 < len(t) <= LONGEST and not _BODY.search(t)]
    named = [t for t in short if _REPORT.search(t)]
    best = [t for t in named if _YEAR.search(t)] or named
    if best:
        return best[0]
    titled = [s.title for s in report.sections if not _BODY.search(s.title) and len(s.title) > 4]
    return next(iter(titled), report.file or report.id)
