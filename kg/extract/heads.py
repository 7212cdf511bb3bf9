"""The head of a table whose columns are named by its first row, as flat text leaves it."""

from __future__ import annotations

from dataclasses import replace

from report.model import Table


def headed(table: Table) -> Table:
    """The same table with its first row as its head where it has none of its own and that row is words only."""
    if len(table.header) == 2 and len(table.header[1][0].text.split()) >= 3 and all(c and len(c.text) < 25 for c in table.header[0]):
        return replace(table, header=table.header[:1], rows=(table.header[1], *table.rows), groups=())  # a first row taken for a head
    if any(table.heads()) or len(table.rows) < 2:
        return table
    first = table.rows[0]
    if sum(bool(c) for c in first) < 2 or any(len(c.text) > 40 for c in first):
        return table
    return replace(table, header=(first,), rows=table.rows[1:], groups=table.groups[1:])
