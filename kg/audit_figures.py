"""Rules on single figures: one metric with several values, a part that is called the total, one amount said of different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.audit_case import Case, Finding, cited, ids
from kg.audit_values import Value, agree, values
from kg.records import Record

NEAR = 600
"""Two values that stand closer than this, in characters, are two things to their author."""


def conflicting_values(case: Case) -> Iterator[Finding]:
    """One metric, subject, period and dimension with values that cannot all be right."""
    groups: dict[tuple[object, ...], list[Value]] = defaultdict(list)
    for v in values(case):
        if v.record["type"] != "target" and v.topic:
            share = v.record["unit"] in ("%", "‰") or "/" in v.scale
            groups[v.topic, v.record["subject"], v.year, v.scale, share, v.record["type"] == "cumulative"].append(v)
    for group in groups.values():
        different = _different(group)
        if len(different) == 2 and _alike(*different) and len({v.number for v in group}) <= 3 and not _apart(case, different):
            yield _conflict(group, different)


def _different(group: Iterable[Value]) -> list[Value]:
    """Values that disagree with each other, one for each number."""
    found: list[Value] = []
    for v in group:
        if all(not agree(v, other) for other in found):
            found.append(v)
    return found


def _alike(a: Value, b: Value) -> bool:
    """Are two values of one size, as a wrong copy is, or the same digits in another power of ten?"""
    small, large = sorted((abs(a.number), abs(b.number)))
    if not small:
        return False
    return large / small < 2 or (a.digits == b.digits and len(a.digits) >= 3)


def _apart(case: Case, group: list[Value]) -> bool:
    """Do two of them stand side by side, or in one table, so that they must be two things?"""
    return any(_near(*_evidence(a, b)) or _two_tables(a, b) or _one_to_come(case, a, b) for a, b in combinations(group, 2))


def _evidence(a: Value, b: Value) -> tuple[list[Record], list[Record]]:
    return a.record["evidence"], b.record["evidence"]


def _near(one: Iterable[Record], other: Iterable[Record]) -> bool:
    return any(abs(a["start"] - b["start"]) < NEAR for a in one for b in other)


def _two_tables(a: Value, b: Value) -> bool:
    """Two rows of tables, whose groups may differ unseen, unless they differ by little and stand in two sections."""
    if not (a.in_table and b.in_table):
        return False
    sections = [{e["section"] for e in v.record["evidence"]} for v in (a, b)]
    return bool(sections[0] & sections[1]) or abs(a.number - b.number) * 10 > max(abs(a.number), abs(b.number)) or len(a.topic) < 2


def _one_to_come(case: Case, a: Value, b: Value) -> bool:
    """Is one of them told as done, the other as a plan?"""
    plans = [any(case.says(e, "to_come") for e in v.record["evidence"]) for v in (a, b)]
    return plans[0] != plans[1]


def _conflict(group: list[Value], different: list[Value]) -> Finding:
    said = " and ".join(v.said for v in different)
    first = different[0].record
    when = f" in {different[0].year}" if different[0].year else ""
    whose = f" of {first['subject']}" if first["subject"] else ""
    sides = [[e for v in group if agree(v, d) for e in v.record["evidence"]] for d in different]
    return Finding(
        "conflicting-values", "error", "contradiction", f"{first['metric']}{whose}{when}: {said}",
        ids(*(v.record for v in group)), cited(*sides),
    )  # fmt: skip
