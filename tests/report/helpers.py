"""Small reports for the tests of reading."""

from __future__ import annotations

from report.model import Report, Table
from report.read import read_markdown, read_text


def markdown(text: str) -> Report:
    return read_markdown(text.encode(), "acme-2025.md", "acme-2025")


def flat(text: str) -> Report:
    return read_text(text.encode(), "acme-2025.txt", "acme-2025")


def only_table(report: Report) -> Table:
    tables = [table for _, table in report.tables()]
    assert len(tables) == 1, [t.heads() for t in tables]
    return tables[0]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def quotes(report: Report, table: Table, row: int, column: int) -> list[str]:
    """The places in the source of one cell, as they stand there."""
    return [report.text[a:b] for a, b in table.rows[row][column].places()]
