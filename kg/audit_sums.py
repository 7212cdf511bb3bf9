"""Rules on sums: totals and their parts, shares that should be all, more treated than there was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import groupby

from kg.audit_case import Case, Finding, brief, cited, ids
from kg.audit_values import Topic, Value, frame, name_of, shown, values, when
from kg.data import load
from kg.metric_words import stems


def totals_and_parts(case: Case) -> Iterator[Finding]:
    """Totals of tables that their parts do not come to: by opposites (direct and indirect), and by dimension (women and men)."""
    found = [v for v in values(case) if v.in_table and v.record["type"] in ("actual", None, "ratio") and "/" not in v.scale]
    for _, same in groupby(sorted(found, key=frame), key=frame):
        group = list(same)
        yield from _opposites(case, group)
        yield from _dimensions(case, group)


@cache
def _opposed() -> tuple[tuple[Topic, ...], ...]:
    """Stems of words that halve a total: ("direct", "indirect"), ("scope 1", "scope 2")."""
    return tuple(tuple(frozenset(stems(word)) for word in words) for words in load("audit")["arithmetic"]["opposites"])


def _opposites(case: Case, group: list[Value]) -> Iterator[Finding]:
    """Total = direct + indirect, where all three are given."""
    by_topic = {v.topic: v for v in reversed(group)}
    for words in _opposed():
        for v in group:
            if not words[0] <= v.topic:
                continue
            rest = v.topic - words[0]
            parts = [by_topic.get(rest | word) for word in words]
            total = by_topic.get(rest)
            if total is not None and rest and all(parts):
                yield from _sum(case, total, [p for p in parts if p is not None], True)


def _dimensions(case: Case, group: list[Value]) -> Iterator[Finding]:
    """Total = men + women, and the like, where the parts differ in one dimension only."""
    plain = {v.topic: v for v in reversed(group) if not v.record["dimensions"]}
    sets: dict[tuple[Topic, str], list[Value]] = defaultdict(list)
    for v in group:
        if len(v.record["dimensions"]) == 1 and v.record["type"] != "ratio":
            ((name, value),) = v.record["dimensions"].items()
            sets[v.topic - frozenset(stems(value)), name].append(v)
    for (topic, name), parts in sets.items():
        total = plain.get(topic)
        if total is not None and len({p.topic for p in parts}) == len(parts) > 1:
            yield from _sum(case, total, parts, name in ("gender", "employment type"))


def shares_of_all(case: Case) -> Iterator[Finding]:
    """Shares by one dimension that come nearly to 100%, but not quite."""
    sets: dict[tuple[object, ...], list[Value]] = defaultdict(list)
    for v in values(case):
        if v.in_table and v.record["unit"] == "%" and len(v.record["dimensions"]) == 1 and _SHARE.search(v.record["metric"] or ""):
            ((name, value),) = v.record["dimensions"].items()
            sets[v.topic - frozenset(stems(value)), name, v.year, v.record["subject"]].append(v)
    for parts in sets.values():
        added = sum((p.number for p in parts), Decimal(0)) * 100
        slack = sum((p.step for p in parts), Decimal(0)) * 50
        if len(parts) > 1 and slack < abs(added - 100) < 4:
            said = " + ".join(p.said for p in parts)
            message = f"{parts[0].record['metric']}{when(parts[0])}: {said} come to {added:.2f}%, not 100%"
            pieces = cited(*(p.record["evidence"] for p in parts))
            yield Finding("shares-of-all", "warning", "arithmetic", message, ids(*(p.record for p in parts)), pieces)


_SHARE = re.compile(r"\b(?:share|proportion|percentage|distribution|breakdown|composition)\b", re.I)


def _sum(case: Case, total: Value, parts: list[Value], whole: bool) -> Iterator[Finding]:
    """A finding when parts and total differ beyond rounding. Parts that need not be all must come near, or go beyond."""
    added = sum((p.number for p in parts), Decimal(0))
    slack = sum((p.step for p in parts), total.step) / 2
    gap = added - total.number
    if not total.number or abs(gap) <= slack:
        return
    if any(p.number == total.number for p in parts):
        return  # a part of parts
    if gap < 0 and _part_missing(case, -gap, total, parts):
        return
    share = gap / abs(total.number)
    if abs(share) > Decimal("0.3") or (not whole and share < Decimal("-0.03")):
        return  # something else is meant
    names = " + ".join(f"{p.said} ({brief(name_of(p), 60)})" for p in parts)
    message = f"{total.record['metric']}{when(total)} is {total.said}, but its parts come to {shown(added, total)}: {names}"
    sides = cited(total.record["evidence"], *(p.record["evidence"] for p in parts))
    sure = gap > 0 or whole  # else a part may not have been listed
    sure = sure and {p.record["unit"] for p in parts} == {total.record["unit"]}  # else factors of conversion come in
    yield Finding(
        "sum-of-parts", "error" if sure else "warning", "arithmetic", message, ids(total.record, *(p.record for p in parts)), sides
    )  # fmt: skip


def _part_missing(case: Case, gap: Decimal, total: Value, parts: list[Value]) -> bool:
    """Was a part not read? The missing amount itself stands among the parts or right after them, or a row of others does."""
    places = [e["start"] for p in (total, *parts) for e in p.record["evidence"]]
    around = case.text[max(0, min(places) - 200) : max(places) + 500] if max(places) - min(places) < 5_000 else ""
    figure = re.match(r"-?[\d,]+(?:\.\d+)?", shown(gap, total))
    if figure and re.search(rf"(?<![\d.,]){re.escape(figure.group())}(?![\d]|[.,]\d)", around):
        return True
    return re.search(load("audit")["arithmetic"]["others"], around, re.I) is not None


def more_than_there_was(case: Case) -> Iterator[Finding]:
    """More treated than generated, more consumed than withdrawn, and the like."""
    found = [v for v in values(case) if v.record["type"] in ("actual", None) and "/" not in v.scale]
    for _, same in groupby(sorted(found, key=frame), key=frame):
        by_topic: dict[Topic, Value] = {}
        for v in same:
            by_topic.setdefault(v.topic, v)
        for whole, part in _limits():
            for v in [v for v in by_topic.values() if part <= v.topic]:
                limit = by_topic.get(v.topic - part | whole)
                if limit is not None and v.number - limit.number > (v.step + limit.step) / 2:
                    yield _too_much(v, limit)


@cache
def _limits() -> tuple[tuple[Topic, Topic], ...]:
    """Stems of the whole and of what cannot be more: ("generated", "treated")."""
    pairs = load("audit")["arithmetic"]["limits"]
    return tuple((frozenset(stems(whole)), frozenset(stems(part))) for whole, parts in pairs.items() for part in parts)


def _too_much(part: Value, whole: Value) -> Finding:
    message = f"{part.record['metric']}{when(part)} is {part.said}, more than {whole.record['metric']}: {whole.said}"
    pieces = cited(part.record["evidence"], whole.record["evidence"])
    return Finding("more-than-there-was", "warning", "arithmetic", message, ids(part.record, whole.record), pieces)
