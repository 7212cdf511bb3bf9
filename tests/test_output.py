"""What lists print of a record that a person has changed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from cli_output import Format, as_text

PLAIN = {"id": "a", "label": "Packaging Act", "jurisdiction": "Eastmere"}
CHANGED = {"id": "b", "label": "Water Act", "jurisdiction": "Westmere",
           "corrections": [{"id": "c/1", "what": "jurisdiction Eastmere -> Westmere", "by": "Ana", "because": "table 3 says so"}]}  # fmt: skip


def test_a_corrected_row_says_what_was_corrected_by_whom_and_why() -> None:
    lines = as_text([PLAIN, CHANGED], Format.table, ("label", "jurisdiction")).splitlines()
    assert lines[3:] == ["Water Act      Westmere", "  corrected: jurisdiction Eastmere -> Westmere (Ana: table 3 says so)"]


def test_csv_keeps_corrections_of_a_row_that_is_not_the_first() -> None:
    head, plain, changed = as_text([PLAIN, CHANGED], Format.csv, ()).splitlines()
    assert head.endswith(",corrections") and plain.endswith(",") and "table 3 says so" in changed


def run(library: Path, *args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, ["--library", str(library), *args])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("words", [("list", "awards", "--where", "status=revoked"), ("search", "kilns", "--year", "1990")])
def test_nothing_found_is_said_on_standard_error(sample_library: Path, words: tuple[str, ...]) -> None:
    status, printed, told = run(sample_library, *words)
    assert (status, printed) == (1, "") and told.startswith("kg: no")


def test_two_names_that_nothing_connects_are_told(sample_library: Path) -> None:
    status, printed, told = run(sample_library, "path", "Leonor Vasqueanes", "Technology")
    assert (status, printed, told.count("\n")) == (1, "", 1)


def test_chains_as_a_table_name_each_step_and_quote(sample_library: Path) -> None:
    status, printed, _ = run(sample_library, "path", "Leonor Vasqueanes", "Anders Lyktborg", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert status == 0
    assert all(row["chain"] and row["subject"] and row["relation"] and row["object"] and row["quote"] for row in rows)


@pytest.mark.parametrize("kind", ["organizations", "observations"])
def test_an_id_can_be_shown(sample_library: Path, kind: str) -> None:
    _, listed, _ = run(sample_library, "list", kind, "--json")
    record = json.loads(listed)[0]
    status, printed, _ = run(sample_library, "show", record["id"])
    assert status == 0 and record["label"] in printed and record["evidence"][0]["quote"] in printed
