"""A report of a paper mill that never was, put together line by line with its facts, for tests of audits and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kg.audit import audit
from kg.audit_case import Finding
from kg.facts import Fact, given
from kg.graph import quads_of
from kg.names import Names
from kg.store import Store, open_store
from kg.units import unit_of
from ontology.vocab import report_iri
from report.model import Report, Span
from report.read import read_markdown

MILL = "Alder Paper Mills Ltd."
Said = tuple[str, str, tuple[str, ...], dict[str, Any]]
"""Kind, label, quotes and fields of a fact, before its quotes are looked up in a text."""


def fact(kind: str, label: str, *quotes: str, **fields: Any) -> Said:
    """A fact with the quotes that say it."""
    return kind, label, quotes, fields


def figure(metric: str, printed: str, unit: str | None, *quotes: str, **fields: Any) -> Said:
    """An observation: the value as printed in its unit; `quotes` are verbatim, a table has one that is nothing but the figure."""
    number = Decimal(printed.split()[0].replace(",", "").rstrip("%"))
    known = unit_of(unit) if unit else None
    si, si_unit = known.to_si(number) if known else (None, None)
    said = given(metric=metric, subject=MILL, value_text=printed, unit=unit, value_si=si, unit_si=si_unit)
    return "observations", metric, quotes, {"period": "2024", "type": "actual", "qualifier": "=", "value": number, **said, **fields}


def report_of(text: str, id: str = "alder-2024") -> Report:
    return replace(read_markdown(text.encode(), f"{id}.md", id), id=id)


def stored(text: str, told: Sequence[Said], store: Store | None = None, id: str = "alder-2024") -> Store:
    """A store (or another report in it) with these facts."""
    report, store = report_of(text, id), store or open_store()
    store.replace(report_iri(id), quads_of(report, [_fact(report, *said) for said in told], Names()))
    return store


def _fact(report: Report, kind: str, label: str, quotes: tuple[str, ...], fields: dict[str, Any]) -> Fact:
    spans, at = [], 0
    for quote in quotes:
        at = report.text.index(quote, at)
        spans.append(Span(report.id, at, at + len(quote)))
        at += 1
    return Fact(kind, label, fields, tuple(spans))


def audited(text: str, *told: Said) -> list[Finding]:
    """What an audit finds in a text with these facts; its quotes are verbatim and few."""
    found = audit(stored(text, told), "alder-2024", text)
    for finding in found:
        assert 1 <= len(finding.evidence) <= 12
        for piece in finding.evidence:
            assert text[piece["start"] : piece["end"]] == piece["quote"] and 0 < len(piece["quote"]) < 1_500
    return found


def rules(found: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in found]


def far(*parts: str) -> str:
    """Parts of a text, a few pages apart, each under a heading of its own."""
    filler = "The mill stands by the river, and the river turns no wheel any more. " * 16
    return f"\n\n{filler}\n\n".join(f"# Part {i}\n\n{part}" for i, part in enumerate(parts, 1)) + "\n"


def rows(*lines: tuple[str, str, str | None, dict[str, str]], **fields: str) -> tuple[str, list[Said]]:
    """A table and its figures: metric, value, unit and dimensions of each row."""
    text = far("\n".join(f"{metric}: {i}\t{value}" for i, (metric, value, _, _) in enumerate(lines)))
    told = [
        figure(metric, value, unit, f"{metric}: {i}", value, **({"dimensions": dims} if dims else {}), **fields)
        for i, (metric, value, unit, dims) in enumerate(lines)
    ]
    return text, told
