"""Facts that extractors find in a few lines, for tests."""

from __future__ import annotations

from typing import Any

from kg.extract import extractor
from kg.extract.organizations import find_names
from kg.facts import Fact
from report.model import Report
from report.read import read_markdown

COMPANY = """# About

Harbour Paper Holding Ltd. (hereinafter "Harbour Paper", "the Company" or "we") makes paper. This report covers the period from
1 January 2024 to 31 December 2024. Its subsidiaries are Northern Mill Works Ltd. ("Northern Mill") and Elder Board Makers Ltd.
("Elder Board").

"""


def read(text: str) -> Report:
    return read_markdown((COMPANY + text).encode(), "harbour-paper-2024.md", "harbour-paper-2024")


def said(kind: str, text: str) -> list[Fact]:
    """The facts of a kind in a report that begins with `COMPANY` and goes on with this text."""
    report = read(text)
    names, organizations = find_names(report)
    found = organizations if kind == "organizations" else list(extractor(kind)(report, names))
    for fact in found:
        for span in fact.evidence:
            assert report.quote(span).strip() == report.quote(span) != ""
    return found


def one(kind: str, text: str) -> dict[str, Any]:
    """The fields of the only fact of a kind."""
    found = said(kind, text)
    assert len(found) == 1, [f.label for f in found]
    return dict(found[0].fields)
