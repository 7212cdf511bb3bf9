"""Companies in tables of holdings: a column of names beside a column of shares, with or without legal forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.naming import tidy
from kg.extract.organization_relations import Words, places
from kg.extract.organization_sources import Found
from report.model import Clean, Report, Table

_NAMES = re.compile(
    r"(?:name(?: of (?:the )?(?:company|entity|subsidiary|undertaking|affiliate))?|(?:group |portfolio |operating |legal |consolidated )?(?:compan(?:y|ies)|entit(?:y|ies)|undertakings?)"
    r"(?: name)?|subsidiar(?:y|ies)|affiliates?|associates?|joint ventures?|business|holding)s?",
    re.I,
)
_SHARES = re.compile(
    r"\b(?:stake|ownership|owned|(?:equity |economic |voting )?interest|share ?holding|holding|participation|share of (?:capital|equity|votes)|"
    r"(?:equity|capital|voting) (?:share|rights)|% held|held|control)\b",
    re.I,
)
_OTHERS = re.compile(r"supplier|customer|shareholder|investors?|director|competitor|peer|bank\b|lender", re.I)
_PERCENT = re.compile(r"(?P<n>\d{1,3}(?:[.,]\d+)?)\s?%?(?:\s?\([^)]*\)|\W*[¹²³*†])?")
_PLACE = re.compile(rf"\s*\([^)]*\)$|[¹²³*†]+$|,\s+(?:{places().pattern})$")
"""What stands behind a name in a cell: a remark in brackets, a footnote's mark, a country."""


def holdings(report: Report, words: Words) -> Iterator[Found]:
    """The companies of tables of holdings: a subsidiary where more than half is held, a joint venture where half is, else "other"."""
    for i, table in report.tables():
        columns = _columns(table, " ".join([*report.path(report.blocks[i].section)[-1:], table.caption]))
        for row in table.rows if columns else ():
            if columns and (org := _held(report, row, *columns, words)):
                yield org


def _columns(table: Table, titles: str) -> tuple[int, int] | None:
    """(column of names, column of shares) of a table of holdings; None for any other table."""
    heads = [h.strip() for h in table.heads()]
    named = next((k for k, h in enumerate(heads) if _NAMES.fullmatch(h)), None)
    held = next((k for k, h in enumerate(heads) if k != named and _SHARES.search(h)), None)
    if named is None or held is None or _OTHERS.search(f"{titles} {heads[named]}"):
        return None
    shares = [row[held].text.strip() for row in table.rows if row[held]]
    told = sum(_share(text) is not None for text in shares)
    return (named, held) if told >= max(2, 0.6 * len(shares)) else None


def _share(text: str) -> float | None:
    match = _PERCENT.fullmatch(text.strip())
    share = float(match["n"].replace(",", ".")) if match else None
    return share if share is not None and 0 < share <= 100 else None


def _held(report: Report, row: Sequence[Clean], named: int, held: int, words: Words) -> Found | None:
    name = tidy(_PLACE.sub("", row[named].text.strip()))
    share = _share(row[held].text)
    if share is None or not 0 < len(name.split()) <= 9 or not words.is_name(name, marked=True):
        return None
    role = "subsidiary" if share > 50 else "joint venture" if share == 50 else "other"
    spans = [*row[named].spans(report.id), *row[held].spans(report.id)]
    return Found(name, role, {row[named].text.strip(): "full name in a table of holdings"}, spans)
