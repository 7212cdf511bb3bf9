"""Rows of figures about certificates: "ISO 14001 certifications | 8 | 9", "Sites certified to ISO 14001 (%) | 86 | 82"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.extract.certification_schemes import schemes_in
from kg.facts import Fact, given
from report.model import Report, Row, Table

_HOW_MANY = re.compile(
    r"\b(?:number|no\.|sites|plants|companies|locations|facilities|entities|units|count|certified|certificates)\b|(?<!\d)20\d\d(?!\d)", re.I
)
_SHARE = re.compile(r"%|share|percent|coverage|proportion|(?<!\d)20\d\d(?!\d)", re.I)


def figures_of(row: Row, heads: Sequence[str], at: int, year: int | None) -> tuple[int | None, Decimal | None, tuple[int, ...]]:
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
            and ("%" in row[k].text or re.search(r"%|share|percent", heads[k] + row[at].text, re.I))
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


_COUNTS = re.compile(
    r"\b(?:certificat(?:ions?|es)|registrations?|certified (?:\w+ )?(?:sites|plants|companies|operations|facilities|locations|units|entities)|"
    r"(?:[a-z]{3,}s|companies|workforce|production|revenue) (?:\w+ )?(?:certified|covered|with))\b",
    re.I,
)
_NUMBER = re.compile(r"(\d{1,4})(?:\s*\([^)]*\))?\W*")


def counted(report: Report, table: Table, year: int | None) -> Iterator[Fact]:
    """Rows such as "ISO 14001 certifications | 8 | 9": so many, or such a share, hold it in the last year."""
    heads = table.heads()
    for row in table.rows:
        at = next((k for k, cell in enumerate(row[:2]) if len(cell.text) <= 90 and schemes_in(cell.text)), None)
        if at is None or not _COUNTS.search(row[at].text) or _NOT_OURS.search(" ".join(c.text for c in row[: at + 1])):
            continue
        unit = next((cell.text.strip() for cell in row[at + 1 : at + 3] if cell and not re.search(r"\d", cell.text)), "")
        if re.search(r"%|percent|share|proportion", f"{row[at].text} {unit}", re.I):
            yield from _share_row(report, row, heads, at, year)
        else:
            yield from _count_row(report, row, heads, at, year)


_NOT_OURS = re.compile(r"hours|target|suppliers?|vendors?|contractors?|customers?|employees", re.I)


def _count_row(report: Report, row: Row, heads: Sequence[str], at: int, year: int | None) -> Iterator[Fact]:
    """ "Sites certified to EMAS | 4 | 6": the number of the newest year."""
    years = {k: said.group() for k, head in enumerate(heads) if (said := re.search(r"(?<!\d)20\d\d(?!\d)", head))}
    last = _last_count(row, years, year)
    if not last:
        return
    k, count = last
    label, found = row[at].text.strip(), schemes_in(row[at].text)
    both = re.match(r"\s*/\s*", row[at].text[found[0].end :]) and len(found) > 1
    for scheme in found[-1:] if both else found[:1]:
        fields = given(scheme=scheme.name, title=label, holder_count=count, status="held", as_of=years.get(k))
        yield Fact("certifications", label, fields, (*row[at].spans(report.id), *row[k].spans(report.id)), 0.75)


def _share_row(report: Report, row: Row, heads: Sequence[str], at: int, year: int | None) -> Iterator[Fact]:
    """ "Sites certified to ISO 14001 (%) | 86 | 82": the share of the newest year."""
    _, share, used = figures_of(row, [*(f"{h} %" for h in heads)], at, year)
    said = re.search(r"(?<!\d)20\d\d(?!\d)", heads[used[-1]]) if used else None
    if share is not None:
        label, scheme = row[at].text.strip(), schemes_in(row[at].text)[0]
        fields = given(scheme=scheme.name, title=label, holder_share=share, status="held", as_of=said.group() if said else None)
        yield Fact("certifications", label, fields, (*row[at].spans(report.id), *row[used[-1]].spans(report.id)), 0.75)


def _last_count(row: Row, years: dict[int, str], year: int | None) -> tuple[int, int] | None:
    """(column, figure) of the latest year of a row up to the reporting year; of a row without years its only figure."""
    known = {k: int(m.group(1)) for k, cell in enumerate(row) if k and (m := _NUMBER.fullmatch(cell.text))}
    dated = sorted((years[k], k) for k in known if k in years and (year is None or int(years[k]) <= year))
    if dated:
        return dated[-1][1], known[dated[-1][1]]
    return next(iter(known.items())) if len(known) == 1 and not years else None
