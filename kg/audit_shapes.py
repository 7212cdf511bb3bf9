"""The rule on the graph itself: records that break a shape, such as a period that ends before it starts."""

from __future__ import annotations

from collections.abc import Iterator

from kg.audit_case import Case, Finding, brief, cited
from kg.check import conforms
from kg.records import Record, every_evidence, select
from ontology.vocab import report_iri


def broken_shapes(case: Case) -> Iterator[Finding]:
    """Breaches of the shapes by what has a quote; `kg doctor` names the others."""
    found = conforms(case.store, case.report)
    if not found:
        return
    quotes = every_evidence(case.store, case.report)
    for breach in found:
        fact, evidence = _place(breach.focus, quotes)
        if evidence:
            message = f"{brief(_label(case, fact))}: {breach.message}"
            yield Finding("graph-shape", breach.severity, "shape", message, (fact,), tuple(cited(evidence)))


def _place(iri: str, quotes: dict[str, list[Record]]) -> tuple[str, list[Record]]:
    """The record that a node is, or is a part of, with its quotes."""
    while iri not in quotes and iri.count("/") > 5:
        iri = iri.rsplit("/", 1)[0]
    return iri, quotes.get(iri, [])


def _label(case: Case, iri: str) -> str:
    rows = select(case.store, f"SELECT ?n WHERE {{ GRAPH <{report_iri(case.report)}> {{ <{iri}> rdfs:label ?n }} }} ORDER BY ?n")
    return str(rows[0]["n"]) if rows else iri
