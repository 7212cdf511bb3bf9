"""Certificates in tables: a column of them, a column for each scheme, or a row that counts them over the years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kg.extract.cell_dates import day_of
from kg.extract.certification_counts import counted, figures_of
from kg.extract.certification_schemes import Scheme, schemes_in
from kg.extract.dates import date_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report, Table

_NOT_HELD = re.compile(r"[^\w●○◎•✓✔√☑■◯]*(?:no|none|n/?a|not (?:certified|applicable)|x|×|✗|✘)?[^\w●○◎•✓✔√☑■◯]*", re.I)
_PLANNED = re.compile(r"prepar|plan|schedul|target|to be|expected|pending|by 20|due", re.I)
_APPLIED = re.compile(r"appl|in (?:progress|process)|under|ongoing", re.I)
_HELD = re.compile(
    r"\W*(?:(?:FY\s?)?(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2}|[A-Z][a-z]+\.? (?:19|20)\d\d|yes|y|certified|held|obtained|acquired|valid|[●○◎•✓✔√☑■◯vV]|100\s?%)\W*(?:certified)?",
    re.I,
)
_HOLDER = re.compile(
    r"compan|subsidiar|holder|site|plant|entit|location|facilit|factor|works|mill|unit\b|base|office|business|operation|name", re.I
)


def certifications_in_table(report: Report, names: Names, block: int, table: Table, year: int | None) -> Iterator[Fact]:
    """Each certificate that a table tells."""
    heads = table.heads()
    columns = {k: found for k, head in enumerate(heads) if len(head) < 60 and (found := schemes_in(head))}
    if columns and 0 not in columns:
        yield from _by_scheme(report, names, table, columns)
    elif grid := _grid_columns(table):
        yield from _grid(report, names, table, grid)
    else:
        yield from _listed(report, names, table, year)
    yield from counted(report, table, year)


# ----------------------------------------------------------------------------------------------- a column for each scheme
def _by_scheme(report: Report, names: Names, table: Table, columns: dict[int, list[Scheme]]) -> Iterator[Fact]:
    """Rows are holders: what stands in the column of a scheme says whether and since when they hold it."""
    heads = table.heads()
    who = [k for k in range(min(columns)) if _HOLDER.search(heads[k]) or k == 0]
    above: dict[int, Clean] = {}
    marks = {mark for row in table.rows for k in columns for mark in row[k].text.casefold().split()}
    crossed = bool(marks) and marks <= {"x", "×", "-", "–", ""}
    for row in table.rows:
        above.update({k: row[k] for k in who if row[k]})
        cells = [above[k] for k in who if k in above]
        holder = _holder(names, cells)
        for k, scheme, cell in [(at, *pair) for at, schemes in columns.items() for pair in _marked(schemes, row[at])]:
            status = _status(cell, crossed) if cell else None
            if holder and status:
                held = status == "held"
                fields = given(
                    scheme=scheme.name, title=scheme.title, holder=holder, status=status, valid_from=date_in(cell) if held else None
                )
                spans = tuple(s for c in (*cells, row[k]) for s in c.spans(report.id))
                yield Fact("certifications", f"{scheme.title} of {holder}", fields, spans, 0.85)


def _marked(schemes: Sequence[Scheme], cell: Clean) -> list[tuple[Scheme, str]]:
    """What a cell says of each scheme of its column; where columns ran into one, as many marks as schemes tell them apart."""
    marks = [cell.text.strip()] if len(schemes) == 1 else cell.text.split()
    return list(zip(schemes, marks, strict=True)) if len(marks) == len(schemes) else []


def _holder(names: Names, cells: Sequence[Clean]) -> str | None:
    """The last cell that names who holds: the site rather than its company."""
    said = [c.text.strip(" *") for c in cells if re.search(r"[A-Za-z]{2}", c.text)]
    return (names.canonical(said[-1]) or said[-1]) if said and len(said[-1]) < 90 else None


def _status(cell: str, crossed: bool) -> str | None:
    """What a cell says; in a table of nothing but crosses (`crossed`) a cross says yes."""
    if crossed and cell.casefold() in ("x", "×"):
        return "held"
    if _PLANNED.search(cell):
        return "planned"
    if _APPLIED.search(cell):
        return "applied"
    return "held" if _HELD.fullmatch(cell) and not _NOT_HELD.fullmatch(cell) else None


# -------------------------------------------------------------------------------------------------- a column of certificates
_SAYS = re.compile(r"certificat|certified|accredit|management system|scheme|standard|label", re.I)
_WHO = re.compile(r"compan|subsidiar|holder|site|plant|entity|location|facility|scope", re.I)
_BODY = re.compile(r"issu|body|certif(?:ier|ying)|certified by|auditor|by\b", re.I)
_TILL = re.compile(r"valid|expir|until", re.I)


def _listed(report: Report, names: Names, table: Table, year: int | None) -> Iterator[Fact]:
    """A column whose cells name certificates, with holder, number, share, body, number and dates beside it."""
    heads = [h.casefold() for h in table.heads()]
    at = _column_of_schemes(table)
    said = " ".join([*heads, table.caption])
    if at is None or re.search(r"disclosure|gri\b|supplier", said, re.I) or not _SAYS.search(said):
        return
    beside = _beside(table, heads, at)
    if not ({"who", "body", "till"} & beside.keys()) and not re.search(r"certif|coverage|covered", said, re.I):
        return
    for row in table.rows:
        for scheme in schemes_in(row[at].text):
            count, share, used = figures_of(row, heads, at, year)
            if re.search(r"coverage|covered", said) and not re.search(r"certif", said, re.I) and count is None and share is None:
                continue
            cells = {what: row[k].text.strip() for what, k in beside.items()}
            fields = given(scheme=scheme.name, title=scheme.title, status="held", holder_share=share) | _told(names, cells, count)
            spans = [s for k in dict.fromkeys((at, *beside.values(), *used)) if row[k] for s in row[k].spans(report.id)]
            yield Fact("certifications", scheme.title, fields, tuple(spans), 0.8)


_COLUMNS = (
    ("till", re.compile(r"valid|expir|until|renewal", re.I)),
    ("number", re.compile(r"(?:certificate|registration|licen[cs]e)s? (?:number|no\b|id\b)|^(?:certificate )?(?:no\.|number|id)$", re.I)),
    (
        "from",
        re.compile(
            r"\bissue(?:d on|d)?\b(?: date)?$|date of (?:issue|certification)|since|(?:first|initial|original) (?:certif|issu)|certified (?:in|since)|date",
            re.I,
        ),
    ),
    ("body", _BODY),
    ("who", _WHO),
)


def _beside(table: Table, heads: Sequence[str], at: int) -> dict[str, int]:
    """The columns beside that of the certificates, by what they hold; that of holders has words."""
    found: dict[str, int] = {}
    for k, head in enumerate(heads):
        what = next((name for name, pattern in _COLUMNS if name not in found and pattern.search(head)), None)
        worded = any(re.search(r"[A-Za-z]{3}", row[k].text) for row in table.rows)
        if k != at and what and (what not in ("who", "body") or worded) and not (what == "number" and _HOW_MANY.search(head)):
            found[what] = k
    return found


_HOW_MANY = re.compile(r"number of|no\. of", re.I)


def _told(names: Names, cells: dict[str, str], count: int | None) -> dict[str, Any]:
    """Fields of a row from its cells by what they hold."""
    holder = cells.get("who", "")
    number = re.fullmatch(r"(\d+)(?:\s+\w+)*", holder)
    return given(
        holder=None if number else names.canonical(holder) or holder or None,
        holder_count=int(number.group(1)) if number else count,
        issuer=(cells.get("body") and (names.canonical(cells["body"]) or cells["body"])) or None,
        identifier=cells.get("number") or None,
        valid_from=day_of(cells.get("from", "")),
        valid_until=day_of(cells.get("till", "")),
    )


def _grid_columns(table: Table) -> list[int]:
    """Columns of nothing but schemes ("Quality | Environment") beside a first column of names; empty unless there are two."""
    found = [
        k
        for k in range(1, table.width)
        if (cells := [row[k].text.strip() for row in table.rows if re.search(r"\w", row[k].text)])
        and all(len(c) < 40 and schemes_in(c) for c in cells)
    ]
    named = all(re.search(r"[A-Za-z]{3}", row[0].text) and not schemes_in(row[0].text) for row in table.rows)
    return found if len(found) > 1 and named else []


def _grid(report: Report, names: Names, table: Table, columns: Sequence[int]) -> Iterator[Fact]:
    """Each scheme in a cell is held by what its row names."""
    for row in table.rows:
        holder = _holder(names, row[:1])
        for k in columns if holder else ():
            for scheme in schemes_in(row[k].text):
                fields = given(scheme=scheme.name, title=scheme.title, holder=holder, status="held")
                yield Fact(
                    "certifications", f"{scheme.title} of {holder}", fields, (*row[0].spans(report.id), *row[k].spans(report.id)), 0.8
                )


def _column_of_schemes(table: Table) -> int | None:
    """The column most of whose cells name a scheme, where at least two or all do."""
    counts = {k: sum(len(row[k].text) < 120 and bool(schemes_in(row[k].text)) for row in table.rows) for k in range(table.width)}
    best = max(counts, key=lambda k: (counts[k], -k), default=None)
    return best if best is not None and counts[best] and counts[best] * 2 >= len(table.rows) else None
