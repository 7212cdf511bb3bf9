"""Audits of whole reports: what is told, how often, in which shape; and the sample report, which contradicts itself on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.audit import RULES, audit
from kg.audit_case import Finding, brief, cited
from kg.extract import extract
from kg.graph import quads_of
from kg.store import open_store
from ontology.vocab import report_iri
from report.read import read
from tests.kg.auditing import audited, fact, far, figure, rows, rules, stored

ROOT = Path(__file__).parents[2]


def test_figures_without_units_are_told_once() -> None:
    text, told = rows(*((f"{what} emissions", value, None, {}) for what, value in (("Dust", "12.5"), ("Steam", "14.1"), ("Soot", "17.3"))))
    found = audited(text, *told)
    assert [(f.rule, f.severity) for f in found] == [("unit-missing", "note")]
    assert audited(text, *told[:2]) == []


def test_the_same_places_are_told_once() -> None:
    text = far("9 subsidiaries hold ISO 45001.", "8 subsidiaries hold ISO 45001.")
    found = audited(
        text,
        fact("certifications", "ISO 45001", "9 subsidiaries hold ISO 45001", scheme="ISO 45001", holder_count=9, status="held"),
        fact("certifications", "ISO 45001 too", "8 subsidiaries hold ISO 45001", scheme="ISO 45001", holder_count=8, status="held"),
        figure("Subsidiaries with ISO 45001", "9", None, "9 subsidiaries hold ISO 45001"),
        figure("Subsidiaries with ISO 45001", "8", None, "8 subsidiaries hold ISO 45001"),
    )
    assert rules(found) == ["certificate-holders"]


def test_a_finding_needs_evidence_and_keeps_it_short() -> None:
    with pytest.raises(ValueError, match="no finding without evidence"):
        Finding("x", "error", "contradiction", "", (), ())
    long = {"quote": "word " * 500, "start": 10, "end": 2510}
    pieces = cited([long], [{"quote": str(i), "start": 3000 + i, "end": 3001 + i} for i in range(30)])
    assert len(pieces) == 7 and len(pieces[0]["quote"]) < 1_500 and pieces[0]["end"] == 10 + len(pieces[0]["quote"])
    assert brief("a  <b>b</b>\n**c**") == "a b c" and len(brief("word " * 99)) <= 160


def test_an_empty_report_has_nothing_to_find() -> None:
    assert audit(stored("# Nothing\n", []), "alder-2024", "# Nothing\n") == []


def test_json_has_the_shape_of_the_contract() -> None:
    text = far("The mill has 1,204 employees in all.", "The mill has a total of 1,240 employees.")
    (found,) = audited(text, figure("Employees", "1,204", None, "1,204 employees"), figure("Employees", "1,240", None, "1,240 employees"))
    made = json.loads(json.dumps(found.as_json()))
    assert list(made) == ["rule", "severity", "kind", "message", "facts", "evidence"]
    assert list(made["evidence"][0]) == ["report", "quote", "start", "end", "page", "section"]


def test_every_rule_is_named_after_its_findings() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted((ROOT / "kg").glob("audit_*.py")))
    assert [name for name in RULES if f'"{name}"' not in source] == []


def test_the_sample_report_contradicts_itself_where_a_reader_says() -> None:
    report = read(ROOT / "examples" / "barrovento-2024.md")
    names, facts = extract(report)
    store = open_store()
    store.replace(report_iri(report.id), quads_of(report, facts, names))
    found = audit(store, report.id, report.text)
    assert found == audit(store, report.id, report.text)
    golden = [json.loads(line) for line in (ROOT / "examples" / "golden" / "audit.jsonl").read_text("utf-8").splitlines()]
    missed = [item["id"] for item in golden if not any(_cites(f, report.text, item["evidence"]) for f in found)]
    assert set(missed) <= {"C7"}
    errors = [f for f in found if f.severity == "error"]
    assert [f.message for f in errors if not any(_cites(f, report.text, item["evidence"]) for item in golden)] == []


def _cites(finding: Finding, text: str, quotes: list[str]) -> bool:
    """Does it cite two of these quotes, or parts of them?"""
    places = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    return sum(any(e["start"] < b and a < e["end"] for e in finding.evidence) for a, b in places) >= 2
