"""What was mended is told, with its place; and the mended text reads as it should."""

from __future__ import annotations

from report.model import RepairKind
from report.repaired import repaired
from report.repairs import as_rows, repairs_of
from tests.report.helpers import grid, markdown
from tests.report.test_layout import ABBREVIATIONS, GROUPED, HALVES, LABELS, PAGES, RUNNING


def kinds(text: str) -> set[RepairKind]:
    return {repair.kind for repair in repairs_of(markdown(text))}


def test_each_repair_has_its_place_its_result_and_a_confidence() -> None:
    report = markdown(HALVES)
    torn = [r for r in repairs_of(report) if r.kind is RepairKind.WORD]
    assert [(r.result, [report.quote(p) for p in r.places]) for r in torn] == [
        ("weight", ["wei", "ght"]),
        ("organization", ["organi", "zation"]),
    ]
    (halves,) = [r for r in repairs_of(report) if r.kind is RepairKind.HALVES]
    assert halves.confidence == 0.9
    assert "5 rows" in halves.result


def test_all_kinds_of_repair_are_told() -> None:
    assert RepairKind.FURNITURE in kinds(PAGES)
    assert RepairKind.VALUES in kinds(LABELS)
    assert RepairKind.HYPHEN in kinds("# A\n\nThe company mea-\nsures its emissions every year.\n")
    broken = f"{PAGES}\n\nThe last paragraph of the report starts on one page and reads\n\n{RUNNING}\n\non over the next one to its end.\n"
    assert RepairKind.PARAGRAPH in kinds(broken)
    body = "In 2024 the mill planted 4,000 alders along the river, more than in any year before, and kept all of them alive."
    assert RepairKind.CALLOUT in kinds(f"# Trees\n\n{body}\n\nthe mill planted **4,000** alders along the river\n")


def test_a_text_without_scars_has_no_repairs() -> None:
    assert (
        repairs_of(markdown("# Steam\n\nThe mill uses **steam** and H<sub>2</sub>O from the\nriver.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"))
        == []
    )


def test_rows_carry_evidence_as_records_do() -> None:
    report = markdown(LABELS)
    row = next(r for r in as_rows(report) if r["kind"] == RepairKind.VALUES)
    assert row["line"] == 3
    assert set(row["evidence"][0]) == {"report", "quote", "section", "page", "start", "end"}
    assert all(report.text[e["start"] : e["end"]] == e["quote"] for e in row["evidence"])


def test_the_mended_text_leaves_furniture_out_and_has_whole_tables() -> None:
    assert RUNNING not in repaired(markdown(PAGES))
    text = repaired(markdown(HALVES))
    assert "| 301-1 | Materials used by weight | Our materials |" in text
    assert "zation" not in text.replace("organization", "")


def test_the_mended_text_reads_back_the_same() -> None:
    for source in (ABBREVIATIONS, HALVES, LABELS, GROUPED, PAGES):
        once = repaired(markdown(source))
        again = markdown(once)
        assert repaired(again) == once
        assert [grid(t) for _, t in again.tables()] == [grid(t) for _, t in markdown(source).tables()]
