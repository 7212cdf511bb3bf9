"""Certificates in tables: a column of them, a column for each scheme, or a row that counts them over the years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.certification_schemes import Scheme, schemes_in
from kg.extract.dates import date_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report, Row, Table

_NOT_HELD = re.compile(r"\W*(?:no|none|n/?a|not (?:certified|applicable)|x|×|✗|✘)?\W*", re.I)
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
    columns = {k: found[0] for k, head in enumerate(heads) if len(head) < 60 and (found := schemes_in(head))}
    if columns and 0 not in columns:
        yield from _by_scheme(report, names, table, columns)
    else:
        yield from _listed(report, names, table)
    yield from _counted(report, names, block, table, year)


# ----------------------------------------------------------------------------------------------- a column for each scheme
def _by_scheme(report: Report, names: Names, table: Table, columns: dict[int, Scheme]) -> Iterator[Fact]:
    """Rows are holders: what stands in the column of a scheme says whether and since when they hold it."""
    heads = table.heads()
    who = [k for k in range(min(columns)) if _HOLDER.search(heads[k]) or k == 0]
    above: dict[int, Clean] = {}
    for row in table.rows:
        above.update({k: row[k] for k in who if row[k]})
        cells = [above[k] for k in who if k in above]
        holder = _holder(names, cells)
        for k, scheme in columns.items():
            status = _status(row[k].text.strip()) if row[k] else None
            if holder and status:
                held = status == "held"
                fields = given(
                    scheme=scheme.name, title=scheme.title, holder=holder, status=status, valid_from=date_in(row[k].text) if held else None
                )
                spans = tuple(s for cell in (*cells, row[k]) for s in cell.spans(report.id))
                yield Fact("certifications", f"{scheme.title} of {holder}", fields, spans, 0.85)


def _holder(names: Names, cells: Sequence[Clean]) -> str | None:
    """The last cell that names who holds: the site rather than its company."""
    said = [c.text.strip(" *") for c in cells if re.search(r"[A-Za-z]{2}", c.text)]
    return (names.canonical(said[-1]) or said[-1]) if said and len(said[-1]) < 90 else None


def _status(cell: str) -> str | None:
    if _PLANNED.search(cell):
        return "planned"
    if _APPLIED.search(cell):
        return "applied"
    return "held" if _HELD.fullmatch(cell) and not _NOT_HELD.fullmatch(cell) else None


# -------------------------------------------------------------------------------------------------- a column of certificates
def _listed(report: Report, names: Names, table: Table) -> Iterator[Fact]:
    """A column whose cells name certificates, with holder, body and dates beside it."""
    heads = [h.casefold() for h in table.heads()]
    at = next((k for k, h in enumerate(heads) if re.search(r"certificat|certified|management system|scheme", h)), None)
    if at is None or re.search(r"disclosure|gri", " ".join(heads)):
        return
    who = next(
        (k for k, h in enumerate(heads) if k != at and re.search(r"compan|subsidiar|holder|site|plant|entity|location|facility", h)), None
    )
    body = next((k for k, h in enumerate(heads) if k != at and re.search(r"issu|body|certif(?:ier|ying)|by\b", h)), None)
    till = next((k for k, h in enumerate(heads) if re.search(r"valid|expir|until", h)), None)
    for row in table.rows:
        for scheme in schemes_in(row[at].text):
            holder = row[who].text.strip() if who is not None else ""
            number = re.fullmatch(r"(\d+)(?:\s+\w+)*", holder)
            fields = given(
                scheme=scheme.name, title=scheme.title, status="held", holder=None if number else names.canonical(holder) or holder or None,
                holder_count=int(number.group(1)) if number else None, issuer=row[body].text.strip() if body is not None else None,
                valid_until=date_in(row[till].text) if till is not None else None,
            )  # fmt: skip
            spans = [s for k in dict.fromkeys((at, who, body, till)) if k is not None and row[k] for s in row[k].spans(report.id)]
            yield Fact("certifications", scheme.title, fields, tuple(spans), 0.8)


# ------------------------------------------------------------------------------------------------- rows of figures
_COUNTS = re.compile(
    r"\b(?:certificat(?:ions?|es)|registrations?|certified (?:\w+ )?(?:sites|plants|companies|operations|facilities|locations|units|entities))\b",
    re.I,
)
_NUMBER = re.compile(r"(\d{1,4})(?:\s*\([^)]*\))?\W*")


def _counted(report: Report, names: Names, block: int, table: Table, year: int | None) -> Iterator[Fact]:
    """Rows such as "ISO 14001 certifications | 8 | 9": so many are held in the last year."""
    heads = table.heads()
    years = {k: said.group() for k, head in enumerate(heads) if (said := re.search(r"(?<!\d)20\d\d(?!\d)", head))}
    for row in table.rows:
        found = schemes_in(row[0].text)
        if (
            not found
            or len(row[0].text) > 90
            or not _COUNTS.search(row[0].text)
            or re.search(r"%|percent|share|hours|target", row[0].text, re.I)
        ):
            continue
        last = _last_count(row, years, year)
        if last:
            k, count = last
            both = re.match(r"\s*/\s*", row[0].text[found[0].end :]) and len(found) > 1
            label = row[0].text.strip()
            for scheme in found[-1:] if both else found[:1]:
                fields = given(scheme=scheme.name, title=label, holder_count=count, status="held", as_of=years.get(k))
                yield Fact("certifications", label, fields, (*row[0].spans(report.id), *row[k].spans(report.id)), 0.75)


def _last_count(row: Row, years: dict[int, str], year: int | None) -> tuple[int, int] | None:
    """(column, figure) of the latest year of a row up to the reporting year; of a row without years its only figure."""
    known = {k: int(m.group(1)) for k, cell in enumerate(row) if k and (m := _NUMBER.fullmatch(cell.text))}
    dated = sorted((years[k], k) for k in known if k in years and (year is None or int(years[k]) <= year))
    if dated:
        return dated[-1][1], known[dated[-1][1]]
    return next(iter(known.items())) if len(known) == 1 and not years else None
