"""Pages of a Markdown file or text, where the program that made it marked them: form feeds, page breaks, `{12}-----`."""

from __future__ import annotations

import re
from dataclasses import replace

from report.model import Report

MARK = re.compile(r"^[ \t]*\{(?P<number>\d{1,4})\}-{10,}[ \t]*$|^[ \t]*<!--\s*page\s?break\s*-->[ \t]*$", re.I | re.M)
"""A line that only says that a page begins."""


def page_starts(source: str) -> tuple[int, ...]:
    """Where each page begins; empty where the source does not tell."""
    feeds = [m.end() for m in re.finditer("\f", source) if source[m.end() :].strip()]
    if feeds:
        return (0, *feeds)
    marks = list(MARK.finditer(source))
    if not marks:
        return ()
    numbers = [int(m["number"]) for m in marks if m["number"]]
    if numbers:  # each names the page that it opens, counted from 0 or 1
        whole = len(numbers) == len(marks) and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1)
        return (0, *(m.end() for m in marks[1:])) if whole else ()
    return (0, *(m.end() for m in marks))


def with_pages(report: Report, starts: tuple[int, ...]) -> Report:
    """The report with these pages, and the page of each block and section."""
    if not starts:
        return report
    paged = replace(report, pages=starts)
    blocks = tuple(replace(b, page=paged.page_at(b.start)) for b in paged.blocks)
    sections = tuple(replace(s, page=paged.page_at(s.start)) for s in paged.sections)
    return replace(paged, blocks=blocks, sections=sections)
