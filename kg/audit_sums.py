"""Rules on arithmetic: totals and their parts, shares, averages, changes from year to year, more treated than there was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import groupby

from kg.audit_case import Case, Finding, brief, cited, ids
from kg.audit_values import Value, values
from kg.data import load
from kg.metric_words import metric_stems, stems

Topic = frozenset[str]


def totals_and_parts(case: Case) -> Iterator[Finding]:
    """Totals of tables that their parts do not come to: by opposites (direct and indirect), and by dimension (women and men)."""
    found = [v for v in values(case) if v.in_table and v.record["type"] in ("actual", None, "ratio") and "/" not in v.scale]
    for _, same in groupby(sorted(found, key=_frame), key=_frame):
        group = list(same)
        yield from _opposites(case, group)
        yield from _dimensions(case, group)


def _frame(v: Value) -> tuple[str, str, str]:
    return v.record["subject"] or "", v.year, v.scale


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
            message = f"{parts[0].record['metric']}{_when(parts[0])}: {said} come to {added:.2f}%, not 100%"
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
    if gap < 0 and _printed_near(case, -gap, total, parts):
        return  # a part that was not read
    share = gap / abs(total.number)
    if abs(share) > Decimal("0.3") or (not whole and share < Decimal("-0.03")):
        return  # something else is meant
    names = " + ".join(f"{p.said} ({brief(_name(p), 60)})" for p in parts)
    message = f"{total.record['metric']}{_when(total)} is {total.said}, but its parts come to {_shown(added, total)}: {names}"
    sides = cited(total.record["evidence"], *(p.record["evidence"] for p in parts))
    sure = {p.record["unit"] for p in parts} == {total.record["unit"]}  # else factors of conversion come in
    yield Finding(
        "sum-of-parts", "error" if sure else "warning", "arithmetic", message, ids(total.record, *(p.record for p in parts)), sides
    )  # fmt: skip


def _printed_near(case: Case, gap: Decimal, total: Value, parts: list[Value]) -> bool:
    """Does the missing amount itself stand among the parts or right after them?"""
    places = [e["start"] for p in (total, *parts) for e in p.record["evidence"]]
    around = case.text[max(0, min(places) - 200) : max(places) + 500] if max(places) - min(places) < 5_000 else ""
    figure = re.match(r"-?[\d,]+(?:\.\d+)?", _shown(gap, total))
    return bool(figure and re.search(rf"(?<![\d.,]){re.escape(figure.group())}(?![\d]|[.,]\d)", around))


def _name(v: Value) -> str:
    return str(v.record["label"] or v.record["metric"])


def _when(v: Value) -> str:
    return f" in {v.year}" if v.year else ""


def _shown(number: Decimal, like: Value) -> str:
    """A number in the unit of another value, as finely as it."""
    printed = Decimal(str(like.record["value"]))
    in_unit = number / (like.number / printed) if printed and like.number else number
    places = max(0, -int(printed.as_tuple().exponent))
    unit = like.record["unit"] or ""
    return f"{in_unit:,.{places}f}{'%' if unit == '%' else f' {unit}' if unit else ''}"


def more_than_there_was(case: Case) -> Iterator[Finding]:
    """More treated than generated, more consumed than withdrawn, and the like."""
    found = [v for v in values(case) if v.record["type"] in ("actual", None) and "/" not in v.scale]
    for _, same in groupby(sorted(found, key=_frame), key=_frame):
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
    message = f"{part.record['metric']}{_when(part)} is {part.said}, more than {whole.record['metric']}: {whole.said}"
    pieces = cited(part.record["evidence"], whole.record["evidence"])
    return Finding("more-than-there-was", "warning", "arithmetic", message, ids(part.record, whole.record), pieces)


def averages(case: Case) -> Iterator[Finding]:
    """Averages per head that are not the total divided by the heads."""
    found = [v for v in values(case) if v.in_table]
    by_key = {(v.topic, v.year, v.record["subject"]): v for v in reversed(found)}
    heads, per = (frozenset(stems(w)) for w in ("employees", "capita"))
    for v in found:
        average = _PER_HEAD.search(v.record["metric"] or "")
        if not average:
            continue
        sides = frozenset(s for value in v.record["dimensions"].values() for s in stems(value))
        total = by_key.get((v.topic - heads - per - _AVERAGE, v.year, v.record["subject"]))
        count = by_key.get((heads | sides, v.year, v.record["subject"]))
        if total is None or count is None or total is v or total.scale != v.scale or not count.number or not v.number:
            continue
        computed = total.number / count.number
        if abs(computed - v.number) > max(v.step, abs(v.number) / 50):
            message = f"{_name(v)}{_when(v)} is {v.said}, but {total.said} for {count.said} comes to {_shown(computed, v)}"
            pieces = cited(v.record["evidence"], total.record["evidence"], count.record["evidence"])
            yield Finding("average-per-head", "warning", "arithmetic", message, ids(v.record, total.record, count.record), pieces)


_PER_HEAD = re.compile(r"\bper (?:capita|employee|person|head)\b", re.I)
_AVERAGE = frozenset(stems("average mean"))


def shares(case: Case) -> Iterator[Finding]:
    """Shares of women, of managers and the like that are not the part divided by the whole."""
    found = [v for v in values(case) if v.record["type"] != "target"]
    counts = {(v.topic, v.year, v.record["subject"]): v for v in reversed(found) if v.in_table and v.scale == "1" and v.record["unit"] != "%"}
    for v in found:
        if v.record["unit"] != "%" or len(v.record["dimensions"]) != 1:
            continue
        ((name, value),) = v.record["dimensions"].items()
        side = frozenset(stems(value))
        part = counts.get((v.topic, v.year, v.record["subject"]))
        others = [c for (topic, year, subject), c in counts.items() if part and _beside(c, part, name, topic - side, side)]
        whole = counts.get((v.topic - side, v.year, v.record["subject"]))
        total = whole.number if whole else part.number + others[0].number if part and len(others) == 1 and name == "gender" else None
        if part is None or not total:
            continue
        computed = part.number / total
        if abs(computed - v.number) > v.step and abs(computed - v.number) < Decimal("0.2"):
            message = f"{_name(v)}{_when(v)} is {v.said}, but {part.said} of {total:,.0f} is {_shown(computed, v)}"
            pieces = cited(v.record["evidence"], part.record["evidence"], *([whole.record["evidence"]] if whole else [o.record["evidence"] for o in others]))
            yield Finding("share-of-whole", "warning", "arithmetic", message, ids(v.record, part.record, *([whole.record] if whole else [o.record for o in others])), pieces)


def _beside(other: Value, part: Value, name: str, rest: Topic, side: Topic) -> bool:
    """Is it the count of the other side of one dimension?"""
    if set(other.record["dimensions"]) != {name} or other is part or other.year != part.year:
        return False
    return other.topic - frozenset(stems(str(other.record["dimensions"][name]))) == part.topic - side


_CHANGE = re.compile(r"(?P<way>reduction|decrease|decline|drop|increase|growth|rise)\s+(?:in|of)\s+(?P<what>.+)", re.I)
_SINCE = re.compile(r"(?:compared? (?:to|with)|than (?:in )?|from|over|versus|against|relative to)\s[^.;]{0,40}?\b(?P<year>20\d\d)\b", re.I)
_LAST = re.compile(r"previous year|prior year|last year|year[- ]on[- ]?year|the year before|year[- ]over[- ]year", re.I)


def changes(case: Case) -> Iterator[Finding]:
    """ "9% less than in 2022", where the table of both years says otherwise."""
    series: dict[tuple[Topic, str, str], Value] = {}
    for v in values(case):
        if v.in_table and v.record["type"] in ("actual", None):
            series.setdefault((v.topic, v.year, v.record["subject"] or ""), v)
    for v in values(case):
        told = _CHANGE.match(v.record["metric"] or "") if v.record["unit"] == "%" and v.record["type"] != "target" else None
        since = _base_year(case, v) if told and len(v.year) == 4 else None
        if not told or not since:
            continue
        what, subject = metric_stems(told["what"]), v.record["subject"] or ""
        new, old = series.get((what, v.year, subject)), series.get((what, since, subject))
        if new is None or old is None or new.scale != old.scale or not old.number:
            continue
        computed = (new.number - old.number) / old.number * (1 if told["way"].casefold() in ("increase", "growth", "rise") else -1)
        if abs(computed - v.number) > max(v.step, abs(v.number) / 50):
            message = f"{v.record['metric']}{_when(v)} is {v.said}, but from {old.said} in {since} to {new.said} it is {_shown(computed, v)}"
            pieces = cited(v.record["evidence"], new.record["evidence"], old.record["evidence"])
            yield Finding("change-over-time", "warning", "arithmetic", message, ids(v.record, new.record, old.record), pieces)


def _base_year(case: Case, v: Value) -> str | None:
    """The year that a change is counted from, where its sentence says so."""
    piece = v.record["evidence"][0]
    start, end = case.sentence(piece["start"], piece["end"])
    sentence = case.text[start:end]
    since = _SINCE.search(sentence)
    if since and since["year"] != v.year:
        return since["year"]
    return str(int(v.year) - 1) if _LAST.search(sentence) else None
