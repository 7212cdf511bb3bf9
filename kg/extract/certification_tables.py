"""Certificates in tables: a column of them, a column for each scheme, or a row that counts them over the years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

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
    columns = {k: found for k, head in enumerate(heads) if len(head) < 60 and (found := schemes_in(head))}
    if columns and 0 not in columns:
        yield from _by_scheme(report, names, table, columns)
    else:
        yield from _listed(report, names, table, year)
    yield from _counted(report, names, block, table, year)


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
_HOW_MANY = re.compile(
    r"\b(?:number|no\.|sites|plants|companies|locations|facilities|entities|units|count|certified|certificates)\b|(?<!\d)20\d\d(?!\d)", re.I
)
_SHARE = re.compile(r"%|share|percent|coverage|proportion|(?<!\d)20\d\d(?!\d)", re.I)


def _listed(report: Report, names: Names, table: Table, year: int | None) -> Iterator[Fact]:
    """A column whose cells name certificates, with holder, number, share, body and dates beside it."""
    heads = [h.casefold() for h in table.heads()]
    at = _column_of_schemes(table)
    if at is None or re.search(r"disclosure|gri\b", " ".join(heads)) or not _SAYS.search(" ".join([*heads, table.caption])):
        return
    rest = [k for k in range(len(heads)) if k != at]
    body = next((k for k in rest if _BODY.search(heads[k])), None)
    till = next((k for k in rest if _TILL.search(heads[k])), None)
    who = next(
        (
            k
            for k in rest
            if k not in (body, till) and _WHO.search(heads[k]) and any(re.search(r"[A-Za-z]{3}", row[k].text) for row in table.rows)
        ),
        None,
    )
    if not any(k is not None for k in (body, till, who)) and not re.search(r"certif", " ".join([*heads, table.caption]), re.I):
        return
    for row in table.rows:
        for scheme in schemes_in(row[at].text):
            holder = row[who].text.strip() if who is not None else ""
            number = re.fullmatch(r"(\d+)(?:\s+\w+)*", holder)
            count, share, used = _figures(row, heads, at, year)
            fields = given(
                scheme=scheme.name, title=scheme.title, status="held", holder=None if number else names.canonical(holder) or holder or None,
                holder_count=int(number.group(1)) if number else count, holder_share=share, issuer=row[body].text.strip() if body is not None else None,
                valid_until=_month(row[till].text) if till is not None else None,
            )  # fmt: skip
            spans = [s for k in dict.fromkeys((at, who, body, till, *used)) if k is not None and row[k] for s in row[k].spans(report.id)]
            yield Fact("certifications", scheme.title, fields, tuple(spans), 0.8)


def _column_of_schemes(table: Table) -> int | None:
    """The column most of whose cells name a scheme, where at least two or all do."""
    counts = {k: sum(len(row[k].text) < 120 and bool(schemes_in(row[k].text)) for row in table.rows) for k in range(table.width)}
    best = max(counts, key=lambda k: (counts[k], -k), default=None)
    return best if best is not None and counts[best] and counts[best] * 2 >= len(table.rows) else None


def _figures(row: Row, heads: Sequence[str], at: int, year: int | None) -> tuple[int | None, Decimal | None, tuple[int, ...]]:
    """(number, share, their columns) of a row; of columns by year those of the newest up to the reporting year."""
    years = {k: int(m.group()) for k, h in enumerate(heads) if (m := re.search(r"(?<!\d)20\d\d(?!\d)", h))}
    newest = max((y for y in years.values() if year is None or y <= year), default=None)
    cells = [k for k in range(len(heads)) if k != at and row[k] and (k not in years or years[k] == newest)]
    part = next(
        (
            k
            for k in cells
            if _SHARE.search(heads[k])
            and re.fullmatch(r"\d{1,3}(?:\.\d+)?\s?%?", row[k].text.strip())
            and ("%" in row[k].text or re.search(r"%|share|percent", heads[k] + row[at].text))
        ),
        None,
    )
    many = next((k for k in cells if k != part and _HOW_MANY.search(heads[k]) and re.fullmatch(r"\d{1,4}", row[k].text.strip())), None)
    share = Decimal(re.sub(r"[^\d.]", "", row[part].text)) / 100 if part is not None else None
    return (
        int(row[many].text) if many is not None else None,
        share if share is None or share <= 1 else None,
        tuple(k for k in (many, part) if k is not None),
    )


def _month(text: str) -> str | None:
    """The date of a cell, "12/2025" too."""
    short = re.fullmatch(r"\s*(0?[1-9]|1[0-2])[/.-](20\d\d)\s*", text)
    return f"{short.group(2)}-{int(short.group(1)):02d}" if short else date_in(text)


_LINE_COUNT = re.compile(
    r"\((?:(?P<all>all|each)\s|(?P<n>\d{1,3})\s)[^)]*\)|(?::|–|—|-)\s*(?P<m>\d{1,3})\s+(?:sites|plants|locations|companies|facilities|units)"
)


def certificate_line(report: Report, names: Names, block: int, text: Clean) -> list[Fact]:
    """A line below "Certificates" that begins with a scheme: "ISO 14001 - environmental management (12 plants)"."""
    line = text.text.strip()
    found = schemes_in(line) if len(line) < 130 else []
    if not found or found[0].start > 2 or re.search(r"\b(?:is|are|was|were|will|has|have|had|specif\w+|require\w*)\b", line):
        return []
    counted = _LINE_COUNT.search(line)
    count = counted["n"] or counted["m"] if counted else None
    company = names.company_at(block)
    fields = given(
        scheme=found[0].name, title=found[0].title, status="held", holder=None if counted else company, holder_count=int(count) if count else None,
        holder_share=Decimal(1) if counted and counted["all"] else None,
    )  # fmt: skip
    spans = text.spans(report.id)
    return [Fact("certifications", found[0].title, fields, spans, 0.75)] if spans else []


# ------------------------------------------------------------------------------------------------- rows of figures
_COUNTS = re.compile(
    r"\b(?:certificat(?:ions?|es)|registrations?|certified (?:\w+ )?(?:sites|plants|companies|operations|facilities|locations|units|entities)|"
    r"(?:sites|plants|companies|operations|facilities|locations|units|entities|employees|workforce|production|revenue) (?:\w+ )?(?:certified|covered|with))\b",
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
            or re.search(r"hours|target|suppliers?|employees", row[0].text, re.I)
        ):
            continue
        if re.search(r"%|percent|share", row[0].text, re.I):
            yield from _share_row(report, row, heads, found, year)
            continue
        last = _last_count(row, years, year)
        if last:
            k, count = last
            both = re.match(r"\s*/\s*", row[0].text[found[0].end :]) and len(found) > 1
            label = row[0].text.strip()
            for scheme in found[-1:] if both else found[:1]:
                fields = given(scheme=scheme.name, title=label, holder_count=count, status="held", as_of=years.get(k))
                yield Fact("certifications", label, fields, (*row[0].spans(report.id), *row[k].spans(report.id)), 0.75)


def _share_row(report: Report, row: Row, heads: Sequence[str], found: Sequence[Scheme], year: int | None) -> Iterator[Fact]:
    """ "Sites certified to ISO 14001 (%) | 86 | 82": the share of the newest year."""
    _, share, used = _figures(row, [*(f"{h} %" for h in heads)], 0, year)
    said = re.search(r"(?<!\d)20\d\d(?!\d)", heads[used[-1]]) if used else None
    if share is not None:
        fields = given(
            scheme=found[0].name, title=row[0].text.strip(), holder_share=share, status="held", as_of=said.group() if said else None
        )
        yield Fact("certifications", row[0].text.strip(), fields, (*row[0].spans(report.id), *row[used[-1]].spans(report.id)), 0.75)


def _last_count(row: Row, years: dict[int, str], year: int | None) -> tuple[int, int] | None:
    """(column, figure) of the latest year of a row up to the reporting year; of a row without years its only figure."""
    known = {k: int(m.group(1)) for k, cell in enumerate(row) if k and (m := _NUMBER.fullmatch(cell.text))}
    dated = sorted((years[k], k) for k in known if k in years and (year is None or int(years[k]) <= year))
    if dated:
        return dated[-1][1], known[dated[-1][1]]
    return next(iter(known.items())) if len(known) == 1 and not years else None
