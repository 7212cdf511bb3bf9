"""Rules on what is said of one figure in several places: part or total, done or planned, of whom, and in which words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from kg.audit_case import Case, Finding, brief, cited, ids
from kg.audit_values import Value, values
from kg.metric_words import metric_stems

SENTENCE = 600
"""A sentence is not longer, in characters."""
DIGITS = 4
"""A figure with as many sure digits is hardly the same by chance."""


def parts_of_sentences(case: Case) -> Iterator[Finding]:
    """ "X, of which A and B": A and B come nearly to X but not quite, or are said to be all of it and are not."""
    for total, parts, marker in _enumerations(case):
        added = sum((p.number for p in parts), Decimal(0))
        slack = (sum((p.step for p in parts), Decimal(0)) + total.step) / 2
        gap = added - total.number
        allowed = abs(total.number) * (Decimal("0.3") if marker.startswith(_WHOLLY) else Decimal("0.05"))
        if len(parts) > 1 and slack < abs(gap) <= allowed:
            said = " + ".join(p.said for p in parts)
            message = f"{total.record['metric']} is {total.said}, but its parts are {said}"
            pieces = cited(total.record["evidence"], *(p.record["evidence"] for p in parts))
            yield Finding("parts-in-sentence", "error", "arithmetic", message, ids(total.record, *(p.record for p in parts)), pieces)


def _enumerations(case: Case) -> Iterator[tuple[Value, list[Value], str]]:
    """Totals of sentences with the parts that follow, all of one measure and one thing, and the words between."""
    told = sorted(((e["start"], e["end"], i, v) for i, v in enumerate(_prose(case)) for e in v.record["evidence"]), key=lambda t: t[:3])
    for n, (start, end, _, total) in enumerate(told):
        marker = _MARKER.search(case.text, start, start + SENTENCE) if total.record["unit"] != "%" else None
        if marker is None or marker.start() > end + 150:
            continue
        stops = [m.start() for m in (_STOP.search(case.text, marker.end(), start + SENTENCE), _MARKER.search(case.text, marker.end())) if m]
        stop = min([case.sentence(start, marker.end())[1], *stops])
        after = [v for a, _, _, v in told[n + 1 : n + 9] if start < a < stop and v is not total]
        if after and told[n + 1][0] > marker.start() - 60 and all(_part_of(v, total) for v in after):
            yield total, after, marker.group().casefold()


_MARKER = re.compile(
    r"\b(?:of which|among which|among them|including|consist(?:ing|s) of|compris(?:ing|es)|composed of|made up of)\b", re.I
)
_STOP = re.compile(r"[;:)]")
_WHOLLY = ("consist", "compris", "composed", "made")
"""Beginnings of words after which all parts are named."""


def _part_of(part: Value, total: Value) -> bool:
    """Is it measured as the total is? Of things that are only counted, the name must be shared too."""
    return part.scale == total.scale and part.record["unit"] != "%" and bool(part.record["unit"] or part.topic & total.topic)


def _prose(case: Case) -> list[Value]:
    return [v for v in values(case) if not v.in_table]


def part_called_total(case: Case) -> Iterator[Finding]:
    """A figure that a table gives as all of something, and a sentence as a part of it, beside a greater total."""
    seen = set()
    rows = _totals(case)
    for total, parts, _ in _enumerations(case):
        for part in parts:
            for row in rows:
                triple = ids(row.record, part.record, total.record)
                if triple not in seen and _same_amount(row, part) and row.year == part.year and _on_topic(row, total):
                    seen.add(triple)
                    message = (
                        f"{row.record['metric']} is {row.said} in the table, which the text calls a part: "
                        f"{part.said} ({brief(part.record['metric'], 80)}) of {total.said}"
                    )
                    pieces = cited(row.record["evidence"], part.record["evidence"], total.record["evidence"])
                    yield Finding("part-called-total", "error", "contradiction", message, triple, pieces)


def _totals(case: Case) -> list[Value]:
    """Rows of tables that are called a total."""
    rows = (v for v in values(case) if v.in_table and v.number and not v.record["dimensions"])
    return [v for v in rows if re.match(r"\s*total\b", v.record["metric"] or "", re.I)]


def _same_amount(row: Value, part: Value) -> bool:
    """The same amount; the table may leave out the unit."""
    if row.scale == part.scale:
        return row.number == part.number
    return not row.record["unit"] and Decimal(str(row.record["value"])) in (Decimal(str(part.record["value"])), part.number)


def _on_topic(row: Value, total: Value) -> bool:
    shared = row.topic & total.topic
    return len(shared) >= 2 or shared == row.topic


def done_or_planned(case: Case) -> Iterator[Finding]:
    """One figure of one metric, told as done in one place and as to come in another."""
    groups: dict[tuple[frozenset[str], Decimal, str], list[Value]] = defaultdict(list)
    for v in _prose(case):
        if len(v.digits) >= 2 and v.record["unit"] != "%":
            groups[metric_stems(v.record["metric"] or ""), v.number, v.scale].append(v)
    for group in groups.values():
        pieces = [(v, e) for v in group for e in v.record["evidence"]]
        to_come = [(v, e) for v, e in pieces if case.says(e, "to_come")]
        done = [(v, e) for v, e in pieces if case.says(e, "done") and not case.says(e, "to_come")]
        if to_come and done:
            first, later = done[0][0], to_come[0][0]
            message = f"{first.record['metric']}: {first.said} is told as done and as to come"
            quotes = cited([e for _, e in done], [e for _, e in to_come])
            yield Finding("done-or-planned", "warning", "status", message, ids(first.record, later.record), quotes)


def one_figure_two_scopes(case: Case) -> Iterator[Finding]:
    """The same unusual figure, said of two organizations, or of two things."""
    groups: dict[tuple[Decimal, str, str], list[Value]] = defaultdict(list)
    for v in _prose(case):
        if len(v.digits) >= DIGITS and v.record["unit"] and v.record["unit"] != "%":
            groups[v.number, v.scale, v.year].append(v)
    for group in groups.values():
        pair = next((p for p in combinations(group, 2) if not _near(*p) and _two_things(*p)), None)
        if pair:
            a, b = pair
            message = f"{a.said} is said of {_thing(a, b)} and of {_thing(b, a)}"
            quotes = cited(a.record["evidence"], b.record["evidence"])
            yield Finding("one-figure-two-scopes", "warning", "contradiction", message, ids(a.record, b.record), quotes)


def _near(a: Value, b: Value) -> bool:
    return any(abs(x["start"] - y["start"]) < 200 for x in a.record["evidence"] for y in b.record["evidence"])


def _two_things(a: Value, b: Value) -> bool:
    """Two subjects, or words that contrast: bought and used, protection and renovation."""
    if a.record["subject"] != b.record["subject"]:
        return True
    only_a, only_b = a.topic - b.topic, b.topic - a.topic
    shared = a.topic & b.topic
    return bool(only_a and only_b and len(shared) >= 2 and not _synonyms(only_a, only_b))


def _synonyms(only_a: Iterable[str], only_b: Iterable[str]) -> bool:
    """Could the words that differ be one word read in two ways (a letter lost, an ending)?"""
    return any(x[:5] == y[:5] for x in only_a for y in only_b)


def _thing(v: Value, other: Value) -> str:
    whose = v.record["subject"] if v.record["subject"] != other.record["subject"] else None
    return f"{v.record['metric']}{f' of {whose}' if whose else ''}"
