"""The annotations of the sample report say only what stands in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ontology.fields import kind_named

GOLDEN = sorted((Path(__file__).parents[1] / "examples" / "golden").glob("*.jsonl"))
RECORDS = [path for path in GOLDEN if path.stem not in ("qa", "search", "audit")]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def quotes(row: dict[str, Any]) -> list[tuple[str, int]]:
    """(quote, line) of each piece of evidence, in whichever of the three shapes it is written."""
    pieces = row.get("evidence", row.get("relevant", []))
    if pieces and isinstance(pieces[0], str):
        return list(zip(pieces, row["lines"], strict=True))
    return [(piece["quote"], piece["line"]) for piece in pieces]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_quote_stands_in_its_line(path: Path, sample: Path) -> None:
    lines = sample.read_text("utf-8").split("\n")
    wrong = [(row["id"], quote, line) for row in rows(path) for quote, line in quotes(row) if quote not in lines[line - 1]]
    assert wrong == []


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_records_have_evidence_and_known_fields(path: Path) -> None:
    known = {field.name for field in kind_named(path.stem).fields}
    known |= {"id", "kind", "label", "aliases", "tier", "difficulty", "name_status", "source", "evidence"}
    for row in rows(path):
        assert row["evidence"] and set(row) <= known, row["id"]


def test_the_report_contradicts_itself_on_purpose(root: Path) -> None:
    classes = [row["class"] for row in rows(root / "examples" / "golden" / "audit.jsonl")]
    assert classes.count("A") >= 2 and all(len(quotes(row)) >= 2 for row in rows(root / "examples" / "golden" / "audit.jsonl"))


def test_thirty_questions_some_without_an_answer(root: Path) -> None:
    questions = rows(root / "examples" / "golden" / "qa.jsonl")
    assert len(questions) == 30 and sum(q["type"] == "unanswerable" for q in questions) >= 3
