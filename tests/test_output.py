"""What lists print of a record that a person has changed."""

from __future__ import annotations

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
