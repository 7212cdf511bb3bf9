"""Targets whose goal is words in the cells of tables, with the date of their row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.data import load
from kg.extract.indexes import is_index
from kg.extract.periods import whens
from kg.extract.targets_words import LONGEST, PAST, TRIM, figure_of
from kg.extract.wording import shortened
from kg.facts import Fact, given
from kg.names import Names
from kg.quantities import style_of
from report.model import Clean, Report, Table


def worded_in_table(report: Report, names: Names, at: int, table: Table, year: int | None) -> Iterator[Fact]:
    """Cells under "Target" or "Commitment" that no figure was read from, with the date of their row."""
    if is_index(report, at) or not table.rows:
        return
    heads = [h.strip() for h in table.heads()]
    goal = [
        i
        for i, h in enumerate(heads)
        if re.fullmatch(
            r"(?:(?:our|main|key|20\d\d|strategic|sustainability|climate|environmental|social|ESG|medium-term|long-term)\s)*(?:targets?|goals?|objectives?|ambitions?|commitments?|aims?)(?:\s(?:20\d\d|for 20\d\d|by 20\d\d|statement|description|set))*",
            h,
            re.I,
        )
    ]
    if len(goal) != 1:
        return
    dues = [i for i, h in enumerate(heads) if i not in goal and _due_head().search(h)]
    over = re.search(r"20\d\d", heads[goal[0]])
    for row in table.rows:
        cell = row[goal[0]].strip()
        yield from _from_cell(report, names, at, cell, [row[i] for i in dues], over.group() if over else None, year)


@cache
def _due_head() -> re.Pattern[str]:
    return re.compile(load("metrics")["headers"]["due"], re.I)


def _from_cell(
    report: Report, names: Names, at: int, cell: Clean, dues: Sequence[Clean], over: str | None, year: int | None
) -> Iterator[Fact]:
    text = cell.text
    said = [w.iso for w in whens(text, year) if w.role == "due"]
    row = next((m.group() for c in dues if (m := re.search(r"20\d\d", c.text)) and (year is None or int(m.group()) > year)), None)
    due = said[0] if said else row or over
    if (
        not 2 <= len(text.split()) <= 40
        or not re.match(r"[A-Za-z\d]", text)
        or PAST.search(text)
        or not (due or re.match(r"(?:Zero|No)\s[a-z]", text))
        or re.match(r"(?:SDG|Goal)\s?\d", text)
    ):
        return
    goal = TRIM.sub("", text).strip(" .;")
    if len(goal.split()) < 2 or not re.search(r"[a-z]{3}", goal):
        return
    value, unit = figure_of(goal, style_of(report.text))
    metric = shortened(goal) if len(goal.split()) > LONGEST else goal
    fields = given(metric=metric, subject=names.company_at(at), value=value, unit=unit, due=due, statement=text.strip())
    spans = (*cell.spans(report.id), *(s for c in dues if c for s in c.spans(report.id)))
    yield Fact("targets", f"{metric} by {due}" if due else metric, fields, spans, 0.75, note="goal in words")


def row_due(table: Table | None, figure: Clean, year: int | None) -> str | None:
    """The year in the column "Deadline" of the row that a figure stands in."""
    heads = [h.strip() for h in table.heads()] if table else []
    dues = [i for i, h in enumerate(heads) if _due_head().search(h)]
    row = (
        next((r for r in table.rows if any(c and c.starts[0] <= figure.starts[0] < c.ends[-1] for c in r)), None)
        if table and dues
        else None
    )
    years = (re.search(r"20\d\d", row[i].text) for i in dues) if row else iter(())
    return next((m.group() for m in years if m and (year is None or int(m.group()) > year)), None)
