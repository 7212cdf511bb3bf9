"""The content index: which disclosure of GRI, HKEX, ESRS, SASB or TCFD a report says it makes, and in which chapter.

Only rows of an index count. A code in a margin or in running text is no row, and neither is a code beside a figure in a
table of key figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.chapters import Headings, Line
from kg.extract.index_tables import lines_of_table
from kg.extract.index_text import lines_of_text
from kg.facts import Fact, given
from kg.names import Names
from report.model import Report

_BEST = ("reported", "statement", "not applicable", "omitted", "blank")


def find_disclosures(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each framework and code that an index of the report lists."""
    headings = Headings.of(report)
    lines = [line for i, table in report.tables() for line in lines_of_table(report, i, table, headings)]
    lines += lines_of_text(report, headings)
    return _merged(lines)


def _merged(lines: Sequence[Line]) -> list[Fact]:
    by_code: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        by_code.setdefault((line.framework, line.code), []).append(line)
    order = sorted(by_code, key=lambda key: min(s.start for line in by_code[key] for s in line.spans))
    return [_fact(*key, by_code[key]) for key in order]


def _fact(framework: str, code: str, lines: Sequence[Line]) -> Fact:
    told = sorted((line.reading for line in lines if line.reading), key=lambda r: _BEST.index(r.status))
    best = told[0] if told else None
    places = tuple(dict.fromkeys(c for r in told for c in r.chapters)) if best and best.status == "reported" else ()
    title = next((line.title for line in lines if line.title), None)
    spans = tuple(sorted({s for line in lines for s in line.spans}))
    fields = given(framework=framework, code=code, title=title, chapters=places, status=best.status if best else None,
                   statement=best.statement if best else None)  # fmt: skip
    label = f"{framework} {code}" + (f" {title}" if title else "")
    return Fact("disclosures", label, fields, spans, max(line.confidence for line in lines), note=f"row of the {framework} index")
