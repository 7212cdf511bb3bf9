"""Rules on units: figures of a table that have none, one figure in two units."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.audit_case import Case, Finding, brief, cited, ids
from kg.audit_values import Value, values
from kg.data import load

FEW = 3
"""So many figures of a section must lack their unit before it is told; one may be an error of reading."""


def units_missing(case: Case) -> Iterator[Finding]:
    """Figures of tables that measure something and have no unit, by section."""
    rule = load("audit")["units"]
    bare: dict[str | None, list[Value]] = defaultdict(list)
    for v in values(case):
        metric = v.record["metric"] or ""
        measured = re.search(rule["measured"], metric, re.I) and not re.search(rule["counted"], metric, re.I)
        if measured and v.in_table and v.number and not v.record["unit"] and v.record["type"] in ("actual", None) and not _printed(case, v):
            bare[v.record["evidence"][0]["section"]].append(v)
    for section, found in bare.items():
        names = list(dict.fromkeys(str(v.record["metric"]) for v in found))
        if len(names) >= FEW and not _in_head(case, found):
            message = f"{len(names)} figures of {section or 'a table'} have no unit: {brief(', '.join(names), 300)}"
            pieces = cited(*(v.record["evidence"] for v in found[:6]))
            yield Finding("unit-missing", "note", "unit", message, ids(*(v.record for v in found)), pieces)


def _in_head(case: Case, found: list[Value]) -> bool:
    """Does the table name a unit after all, in its head or in a row above?"""
    places = [e for v in found for e in v.record["evidence"]]
    first, last = min(e["start"] for e in places), max(e["end"] for e in places)
    table = case.text[max(case.text.rfind("\n\n", 0, first), first - 5_000) : min(last, first + 5_000)]
    return re.search(load("audit")["units"]["sure"], table, re.I) is not None


def _printed(case: Case, v: Value) -> bool:
    """Is there a unit between name and figure after all?"""
    first, last = v.record["evidence"][0], v.record["evidence"][-1]
    row = case.text[first["start"] : last["end"]] if last["end"] - first["start"] < 400 else first["quote"]
    return re.search(load("audit")["units"]["printed"], row, re.I) is not None


def one_figure_two_units(case: Case) -> Iterator[Finding]:
    """One metric and year with the same digits in two units, such as kilograms and tons."""
    groups: dict[tuple[frozenset[str], str, str], list[Value]] = defaultdict(list)
    for v in values(case):
        if v.record["unit_si"] and v.record["unit"] and len(v.digits) >= 3 and v.topic:
            groups[v.topic, v.year, v.digits].append(v)
    for group in groups.values():
        pair = next(((a, b) for a, b in combinations(group, 2) if _other_unit(a, b)), None)
        if pair:
            a, b = pair
            message = f"{a.record['metric']}{f' in {a.year}' if a.year else ''}: {a.said} and {b.said}"
            pieces = cited(a.record["evidence"], b.record["evidence"])
            yield Finding("one-figure-two-units", "error", "unit", message, ids(a.record, b.record), pieces)


def _other_unit(a: Value, b: Value) -> bool:
    """The same printed number, but not the same amount; not both in one table."""
    if "1" in (a.scale, b.scale) or (a.scale, a.number) == (b.scale, b.number):
        return False
    same_table = a.in_table and b.in_table and a.record["evidence"][0]["section"] == b.record["evidence"][0]["section"]
    return not same_table and bool(a.record["value"] == b.record["value"])
