"""Rules on figures that other figures give: averages per head, shares of a whole, changes from year to year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kg.audit_case import Case, Finding, cited, ids
from kg.audit_values import Topic, Value, name_of, shown, values, when
from kg.metric_words import metric_stems, stems

Key = tuple[Topic, str, str]
"""Topic, year and subject."""
HAIR, SLIP = Decimal("0.005"), Decimal("0.2")
"""A share that is less off than the first is rounded, more off than the second is of another whole."""
_PER_HEAD = re.compile(r"\bper (?:capita|employee|person|head)\b", re.I)


def _keyed(found: list[Value]) -> dict[Key, Value]:
    """The first value of each topic, year and subject."""
    return {(v.topic, v.year, v.record["subject"] or ""): v for v in reversed(found)}


def averages(case: Case) -> Iterator[Finding]:
    """Averages per head that are not the total divided by the heads."""
    tables = _keyed([v for v in values(case) if v.in_table])
    heads, more = frozenset(stems("employees")), frozenset(stems("average mean per capita employees"))
    for v in tables.values():
        if not _PER_HEAD.search(v.record["metric"] or "") or not v.number:
            continue
        year, subject = v.year, v.record["subject"] or ""
        total = tables.get((v.topic - more, year, subject))
        count = tables.get((heads | _side(v), year, subject))
        if total is None or count is None or total.scale != v.scale or not count.number:
            continue
        computed = total.number / count.number
        if abs(computed - v.number) > max(v.step, abs(v.number) / 10):  # heads may be those of the year's end, or its average
            message = f"{name_of(v)}{when(v)} is {v.said}, but {total.said} for {count.said} comes to {shown(computed, v)}"
            yield _finding("average-per-head", message, v, total, count)


def _side(v: Value) -> Topic:
    """Stems of the values of its dimensions: which employees."""
    return frozenset(s for value in v.record["dimensions"].values() for s in stems(str(value)))


def _finding(rule: str, message: str, *found: Value) -> Finding:
    pieces = cited(*(v.record["evidence"] for v in found))
    return Finding(rule, "warning", "arithmetic", message, ids(*(v.record for v in found)), pieces)


def shares(case: Case) -> Iterator[Finding]:
    """Shares of women, of managers and the like that are not the part divided by the whole."""
    found = [v for v in values(case) if v.record["type"] != "target" and len(v.record["dimensions"]) < 2]
    counts = _keyed([v for v in found if v.in_table and v.scale == "1" and v.record["unit"] != "%"])
    for v in found:
        part = counts.get((v.topic, v.year, v.record["subject"] or "")) if v.record["unit"] == "%" and v.record["dimensions"] else None
        whole = _whole(part, counts) if part else []
        total = sum((w.number for w in whole), Decimal(0))
        if part is None or not total:
            continue
        computed = part.number / total
        if max(v.step, HAIR) < abs(computed - v.number) < SLIP:
            message = f"{name_of(v)}{when(v)} is {v.said}, but {part.said} of {total:,.0f} is {shown(computed, v)}"
            yield _finding("share-of-whole", message, v, part, *(w for w in whole if w is not part))


def _whole(part: Value, counts: Mapping[Key, Value]) -> list[Value]:
    """What a part is a part of: the total, or both sides of a dimension that has two."""
    year, subject = part.year, part.record["subject"] or ""
    rest = part.topic - _side(part)
    total = counts.get((rest, year, subject))
    if total is not None:
        return [total]
    same = set(part.record["dimensions"])
    sides = [
        v
        for (_, y, s), v in counts.items()
        if (y, s) == (year, subject) and set(v.record["dimensions"]) == same and v.topic - _side(v) == rest
    ]
    return sides if same == {"gender"} and len(sides) == 2 else []


_CHANGE = re.compile(r"(?P<way>reduction|decrease|decline|drop|increase|growth|rise)\s+(?:in|of)\s+(?P<what>.+)", re.I)
_SINCE = re.compile(r"(?:compared? (?:to|with)|than (?:in )?|from|over|versus|against|relative to)\s[^.;]{0,40}?\b(?P<year>20\d\d)\b", re.I)
_LAST = re.compile(r"previous year|prior year|last year|year[- ]on[- ]?year|the year before|year[- ]over[- ]year", re.I)
_UP = ("increase", "growth", "rise")


def changes(case: Case) -> Iterator[Finding]:
    """ "9% less than in 2022", where the table of both years says otherwise."""
    series = _keyed([v for v in values(case) if v.in_table and v.record["type"] in ("actual", None)])
    for v in values(case):
        told = _CHANGE.match(v.record["metric"] or "") if v.record["unit"] == "%" and v.record["type"] != "target" else None
        since = _base_year(case, v) if told and len(v.year) == 4 else None
        if not told or not since:
            continue
        what, subject = metric_stems(told["what"]), v.record["subject"] or ""
        new, old = series.get((what, v.year, subject)), series.get((what, since, subject))
        if new is None or old is None or new.scale != old.scale or not old.number:
            continue
        computed = (new.number - old.number) / old.number * (1 if told["way"].casefold() in _UP else -1)
        rounding = (new.step + old.step) / 2 / abs(old.number)
        if abs(computed - v.number) > max(v.step, abs(v.number) / 50) + rounding:
            turned = f"from {old.said} in {since} to {new.said} it is {shown(computed, v)}"
            yield _finding("change-over-time", f"{v.record['metric']}{when(v)} is {v.said}, but {turned}", v, new, old)


def _base_year(case: Case, v: Value) -> str | None:
    """The year that a change is counted from, where its sentence says so."""
    piece = v.record["evidence"][0]
    start, end = case.sentence(piece["start"], piece["end"])
    sentence = case.text[start:end]
    since = _SINCE.search(sentence)
    if since and since["year"] != v.year:
        return since["year"]
    return str(int(v.year) - 1) if _LAST.search(sentence) else None
