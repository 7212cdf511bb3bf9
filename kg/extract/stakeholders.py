"""Stakeholder groups: through which channels a company speaks with each, and what each expects of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.collect import Item, facts_of
from kg.extract.stakeholders_lines import groups_in_lines
from kg.extract.stakeholders_sentences import is_group, named_in_sentences, spoken_with, titled
from kg.extract.stakeholders_words import head, is_channel, kind_of_row, parts_of
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report, Row, Span, Table

_FEW = 3
"""With fewer groups told, the sentences that list them are read too."""


def find_stakeholders(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each group, with its channels and expectations in the order in which they are printed."""
    items: list[Item] = []
    last: tuple[int | None, int, dict[str, int]] | None = None
    for i, table in report.tables():
        section = report.blocks[i].section
        goes_on = last and last[:2] == (section, table.width) and not table.header
        columns = last[2] if last and goes_on else _columns(report, i, table)
        if not columns and _is_turned(table):
            items += _from_turned(report, table)
        elif columns:
            last = (section, table.width, columns)
            items += _from_table(report, table, columns)
    items += groups_in_lines(report)
    items += spoken_with(report) if not items else ()
    if len({item.label for item in items}) < _FEW:
        items += named_in_sentences(report)
    return facts_of("stakeholders", items, named="name", note="told as a stakeholder")


# ------------------------------------------------------------------------------------------------------------ tables
def _from_table(report: Report, table: Table, columns: dict[str, int]) -> Iterator[Item]:
    for row in table.rows:
        if head("name").search(row[columns["name"]].text) and len(row[columns["name"]].text.split()) < 4:
            continue  # the heads of a table that has no ruled header
        name = row[columns["name"]].text.strip(" :.")
        if not name or len(name.split()) > 9 or not re.search(r"[A-Za-z]{3}", name):
            continue
        said = {what: _items(report, row[i]) for what, i in columns.items() if what != "name" and row[i]}
        if said:
            yield Item(titled(name), given(name=titled(name), **said), _spans(report, row, columns), 0.95)


def _is_turned(table: Table) -> bool:
    """Do the groups stand in the heads, and what is told of them in the rows?"""
    groups = [h for h in table.heads()[1:] if is_group(h)]
    return len(groups) >= 2 and len(groups) == table.width - 1 and any(kind_of_row(row[0].text) for row in table.rows)


def _from_turned(report: Report, table: Table) -> Iterator[Item]:
    """One group for each column: "| | Customers | Suppliers |"."""
    for i, name in enumerate(table.heads()[1:], 1):
        said: dict[str, tuple[str, ...]] = {}
        parts = [table.header[-1][i]]
        for row in table.rows:
            what = kind_of_row(row[0].text)
            if what and what not in said and row[i]:
                said[what] = _items(report, row[i])
                parts.append(row[i])
        if said:
            spans = tuple(dict.fromkeys(s for p in parts for s in p.spans(report.id)))
            yield Item(titled(name), given(name=titled(name), **said), spans, 0.9)


def _columns(report: Report, at: int, table: Table) -> dict[str, int] | None:
    """Which column tells the name, the channels, the expectations; None for a table of something else."""
    heads = [h.casefold() for h in table.heads()]
    if not table.header and table.rows and any(head("name").search(c.text) and len(c.text.split()) < 4 for c in table.rows[0]):
        heads = [c.text.casefold() for c in table.rows[0]]
    named = next((i for i, h in enumerate(heads) if head("name").search(h)), None)
    groups = sum(is_group(row[0].text.strip(" :.")) for row in table.rows)
    about = any("stakeholder" in t.casefold() for t in (*report.path(report.blocks[at].section)[-2:], table.caption))
    spoken = any(head("channels").search(h) for h in heads[1:]) and any(head("expectations").search(h) for h in heads[1:])
    if named is None and not ((about or spoken) and groups >= 2 and groups * 2 >= len(table.rows)):
        return None
    found = {"name": named or 0}
    others = [i for i in range(table.width) if i != found["name"]]
    for what in ("channels", "expectations"):
        hit = next(
            (i for i in others if head(what).search(heads[i]) and i not in found.values() and not head("frequency").search(heads[i])),
            None,
        )
        if hit is not None:
            found[what] = hit
    for i in others if len(found) == 1 else ():
        found.setdefault(_kind_of([p for row in table.rows for p in parts_of(row[i].text)]), i)
    numbers = sum(bool(re.fullmatch(r"[\d.,%\s]+", row[i].text)) for row in table.rows for i in found.values())
    return found if len(found) > 1 and numbers <= len(table.rows) / 4 else None


def _kind_of(parts: Sequence[str]) -> str:
    """Channels, when most of the parts of a list name one or say how often."""
    return "channels" if sum(is_channel(p) for p in parts) * 2 > len(parts) else "expectations"


def _items(report: Report, cell: Clean) -> tuple[str, ...]:
    """The parts of a cell's list: between commas, semicolons, bullets or broken lines."""
    source = report.text[min(cell.starts) : max(cell.ends)]
    broken = re.split(r"<br\s*/?>|[•●▪■◆·]", source) if re.search(r"<br|[•●▪■◆·]", source) else []
    text = re.sub(r"^[\s>*-]+", "", cell.text)
    parts = [re.sub(r"<[^>]+>|[*_]{1,2}", "", p) for p in broken] if len(broken) > 2 and "," not in text else [text]
    return tuple(dict.fromkeys(part for piece in parts for part in parts_of(piece)))


def _spans(report: Report, row: Row, columns: dict[str, int]) -> tuple[Span, ...]:
    whole = Clean.join(sorted((row[i] for i in columns.values() if row[i]), key=lambda c: c.starts[0]))
    return whole.spans(report.id)
