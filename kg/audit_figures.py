"""Rules on single figures: one metric with several values, a part that is called the total, one amount said of different things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.audit_case import Case, Finding, brief, cited, ids
from kg.audit_values import Value, agree, values
from kg.data import load
from kg.metric_words import metric_stems
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
        return _denied(a) != _denied(b) and len(a.topic) > 1
    return large / small < 2 or (a.digits == b.digits and len(a.digits) >= 3)


def _denied(v: Value) -> bool:
    """Is it said in words that there was none?"""
    return not v.number and not v.in_table and any(re.search(r"\b(?:no|zero|none|nil)\b", e["quote"], re.I) for e in v.record["evidence"])


def _apart(case: Case, group: list[Value]) -> bool:
    """Do two of them stand side by side, or in one table, so that they must be two things?"""
    said = "whole" if any(v.in_table for v in group) else "in_all"
    if any(not _speaks(case, v, said) for v in group):
        return True
    return any(_near(*_evidence(a, b)) or _two_tables(a, b) or _one_to_come(case, a, b) for a, b in combinations(group, 2))


def _speaks(case: Case, v: Value, said: str) -> bool:
    """Is it a row of a table, or a sentence about all of the metric: no label of a chart, nothing said of one area or among some?

    A metric of one word ("participants") needs words that say so: `said` names them in data/audit.toml.
    """
    if v.in_table:
        return True
    piece = v.record["evidence"][0]
    start, end = case.sentence(piece["start"], piece["end"])
    sentence = case.text[start:end]
    words = load("audit")["wording"]
    scoped = re.search(words["scoped"], case.text[start : piece["start"]], re.I)
    whole = len(v.topic) > 1 or re.search(words[said], sentence, re.I)
    return bool(whole and not scoped and len(re.findall(r"[A-Za-z]{2,}", sentence)) > 3)


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


def conflicting_targets(case: Case) -> Iterator[Finding]:
    """One target with two values for one year."""
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for r in case.records("targets"):
        if r["metric"] and r["value"] is not None and r["due"]:
            groups[metric_stems(r["metric"]), r["subject"], r["due"][:4], (r["unit"] or "").casefold()].append(r)
    for (topic, *_), group in groups.items():
        pairs = ((a, b) for a, b in combinations(group, 2) if a["value"] != b["value"])
        pair = next((p for p in pairs if not _near(p[0]["evidence"], p[1]["evidence"])), None)
        if pair and isinstance(topic, frozenset) and len(topic) > 1 and len({r["value"] for r in group}) == 2:
            a, b = pair
            message = f"{a['metric']} by {a['due']}: {a['value']} and {b['value']} {a['unit'] or ''}".strip()
            yield Finding("conflicting-targets", "error", "contradiction", message, ids(a, b), cited(a["evidence"], b["evidence"]))


def exact_or_more(case: Case) -> Iterator[Finding]:
    """One figure, given as exact in one place and as "more than" in another."""
    groups: dict[tuple[object, ...], list[Value]] = defaultdict(list)
    for v in values(case):
        if not v.in_table and v.record["type"] != "target" and len(v.topic) >= 3 and v.number:
            groups[v.topic, v.record["subject"], v.year, v.scale, v.number].append(v)
    for group in groups.values():
        exact, more = ([v for v in group if v.record["qualifier"] == sign] for sign in ("=", ">"))
        if exact and more and not _near(exact[0].record["evidence"], more[0].record["evidence"]):
            a, b = exact[0].record, more[0].record
            message = f"{a['metric']}: {exact[0].said}, or more than that"
            yield Finding("exact-or-more", "note", "contradiction", message, ids(a, b), cited(a["evidence"], b["evidence"]))


_BY = re.compile(r"(?P<figure>\d[\d.,]*)\s?(?:%|percent)\s+(?:lower|higher|less|more|fewer|greater)\s+than\b", re.I)
_TO = re.compile(r"\b(?:lower|higher|less|more|fewer|greater)\s+than\s+(?:the\s+)?(?P<figure>\d[\d.,]*)\s?(?:%|percent)\s+of\b", re.I)


def by_or_to(case: Case) -> Iterator[Finding]:
    """ "50% lower than the standard" in one place, "lower than 50% of the standard" in another."""
    told = [(v, e, how) for v in values(case) for e in v.record["evidence"] for how in (_BY, _TO) if how.search(e["quote"])]
    for (a, one, how), (b, other, way) in combinations(told, 2):
        if how is not way and a.digits == b.digits and len(a.topic & b.topic) >= 3:
            message = f"{a.record['metric']}: {brief(one['quote'])}; but: {brief(other['quote'])}"
            yield Finding("by-or-to", "warning", "contradiction", message, ids(a.record, b.record), cited([one], [other]))
