"""One metric over reports and years: rows that can stand beside each other, each figure with its evidence, units never mixed silently."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from kg.audit_values import Value, agree, value
from kg.metric_words import changing, metric_stems, of_share, stems
from kg.records import Record, records
from kg.store import Store

_EXACT, _SHOWN = Context(prec=15), Context(prec=9)
FAR = 3
"""A metric that says so many words more than was asked for is another one."""
UNDATED = "undated"
"""Column of figures without a period."""


@dataclass(frozen=True)
class Cell:
    """The figures of one report for one period, in the unit of the row: more than one where the report contradicts itself.

    `printed` are value and unit as printed; `converted` says whether a value was turned from another unit.
    """

    values: tuple[Decimal, ...]
    printed: tuple[str, ...]
    converted: bool
    facts: tuple[str, ...]
    evidence: tuple[Record, ...]

    def __str__(self) -> str:
        return " / ".join(f"{value:,f}" for value in self.values)

    def as_json(self) -> Record:
        numbers = [int(v) if v == v.to_integral_value() else float(v) for v in self.values]
        return {"value": numbers[0], "values": numbers, "printed": list(self.printed), "converted": self.converted,
                "facts": list(self.facts), "evidence": list(self.evidence)}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A metric of one report as printed, what of (`subject`, `dimensions`), its unit, and a cell for each period that it has.

    `note` says what was converted, or that the unit cannot be compared with that of the other rows.
    """

    query: str
    report: str
    metric: str
    subject: str | None
    dimensions: Mapping[str, str]
    unit: str | None
    cells: Mapping[str, Cell]
    note: str = ""

    def as_json(self) -> Record:
        """The shape of `kg compare --json`."""
        return {"query": self.query, "report": self.report, "metric": self.metric, "subject": self.subject,
                "dimensions": dict(self.dimensions), "unit": self.unit, "note": self.note,
                "values": {period: cell.as_json() for period, cell in sorted(self.cells.items())}}  # fmt: skip


def compare(store: Store, metrics: Sequence[str], reports: Sequence[str] = (), breakdown: bool = False) -> list[Row]:
    """Rows for each metric asked for, totals first, then by report. Reports without it have no row.

    With `breakdown`, also figures by dimension (women and men, regions); else only where a report has no total.
    """
    found = [r for report in (reports or (None,)) for r in records(store, "observations", report)]
    usable = [r for r in found if r["type"] != "target" and r["metric"] and value(r)]
    return [row for metric in metrics for row in _rows(metric, usable, breakdown)]


def nearest(store: Store, metric: str, reports: Sequence[str] = (), count: int = 3) -> list[str]:
    """Metrics in the graph that look like this one, for "did you mean"."""
    names = {str(r["metric"]).casefold(): r["metric"] for report in (reports or (None,)) for r in records(store, "observations", report)}
    asked = metric_stems(metric)
    shared = sorted((n for n in names if asked & metric_stems(n)), key=lambda n: (-len(asked & metric_stems(n)), len(n), n))
    close = difflib.get_close_matches(metric.casefold(), names, n=count, cutoff=0.6)
    return [names[n] for n in dict.fromkeys([*close, *shared])][:count]


def columns(rows: Iterable[Row]) -> list[str]:
    """The periods of some rows, in order, figures without a period last."""
    return sorted({period for row in rows for period in row.cells}, key=lambda p: (p == UNDATED, p))


def table(rows: Sequence[Row]) -> tuple[list[dict[str, Any]], list[str]]:
    """Flat rows for a table or CSV, and its columns: report, metric, (subject), unit, one for each period, (note)."""
    periods = columns(rows)
    flat = [
        {
            "report": row.report, "metric": _label(row), "subject": row.subject, "unit": row.unit,
            **{period: str(row.cells[period]) if period in row.cells else None for period in periods}, "note": row.note,
        }
        for row in rows
    ]  # fmt: skip
    subjects = {(row.report, row.subject) for row in rows}
    shown = ["report", "metric", *(["subject"] if len(subjects) > len({row.report for row in rows}) else []), "unit", *periods]
    return flat, shown + (["note"] if any(row.note for row in rows) else [])


def _label(row: Row) -> str:
    missing = [v for v in row.dimensions.values() if v.casefold() not in row.metric.casefold()]
    return f"{row.metric} ({', '.join(missing)})" if missing else row.metric


# ------------------------------------------------------------------------------------------------------------- which figures
Series = list[Record]


def _rows(metric: str, found: list[Record], breakdown: bool) -> list[Row]:
    """Rows of one metric, in one unit where that can be."""
    asked = metric_stems(metric)
    chosen: list[Series] = []
    for report in sorted({r["report"] for r in found}):
        chosen += _series(metric, [r for r in found if r["report"] == report], breakdown)
    chosen.sort(key=lambda s: (_split(asked, s[0]), s[0]["report"]))
    common = _common([r for s in chosen for r in s])
    if not common.family[1] and not of_share(metric):
        chosen = [s for s in chosen if not _family(s[0])[1]]
    return [_row(metric, s, common) for s in chosen]


def _series(metric: str, found: list[Record], breakdown: bool) -> list[Series]:
    """Figures of one report that are the metric asked for and say least beyond it, by name, dimensions, subject and kind of unit.

    Figures of parts only where there are no totals, or with `breakdown`.
    """
    asked = metric_stems(metric)
    near = [r for r in found if asked <= _topic(r) and _beyond(asked, r) <= FAR]
    fitting = [(_beyond(asked, r), _split(asked, r), r) for r in _shares(metric, near)]
    totals = [beyond for beyond, split, _ in fitting if not split]
    least = min(totals or [beyond for beyond, _, _ in fitting], default=0)
    groups: dict[tuple[Any, ...], Series] = defaultdict(list)
    for beyond, split, r in fitting:
        if (beyond == least and not (split and totals)) or (breakdown and split and beyond <= least):
            groups[_topic(r), tuple(sorted(r["dimensions"].items())), r["subject"], _family(r)].append(r)
    return sorted(groups.values(), key=lambda s: (len(s[0]["dimensions"]), -len({_period(r) for r in s}), s[0]["evidence"][0]["start"]))


def _topic(r: Record) -> frozenset[str]:
    """Stems of a metric and its dimensions."""
    return metric_stems(r["metric"]).union(*(_stems(value) | _joined(name, value) for name, value in r["dimensions"].items()))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _joined(name: str, value: str) -> frozenset[str]:
    """The stem of a dimension and its value where both are one word: "scope 1"."""
    return _stems(f"{name} {value}") - _stems(name) - _stems(value)


def _beyond(asked: frozenset[str], r: Record) -> int:
    """How much a metric says that was not asked for. The values of dimensions do not count; the group of a row that fits alone is one."""
    group, _, item = r["metric"].rpartition(": ")
    alone = bool(group) and asked <= metric_stems(item)
    more = metric_stems(item if alone else r["metric"]) - _topic({**r, "metric": ""}) - asked
    return alone + len(more) + FAR * len(more & changing()) + sum(stem.startswith("scope") for stem in more)


def _shares(metric: str, found: list[Record]) -> list[Record]:
    """Shares where they were asked for, else numbers; the others only when there are none."""
    shares = [r for r in found if _family(r)[1]]
    numbers = [r for r in found if not _family(r)[1]]
    return (shares or numbers) if of_share(metric) else numbers or [r for r in shares if not of_share(r["metric"])]


def _split(asked: frozenset[str], r: Record) -> bool:
    """Is it a figure of one part of a dimension that was not asked for?"""
    return any(not (_stems(value) <= asked or _joined(name, value) & asked) for name, value in r["dimensions"].items())


def _family(r: Record) -> tuple[str | None, bool]:
    """What can be converted into each other: the SI unit, shares apart from numbers; else the unit as printed. No unit: a number."""
    share = r["unit"] in ("%", "‰")
    if not r["unit"]:
        return "1", False
    return (r["unit_si"], share) if r["value_si"] is not None and r["unit_si"] else ((r["unit"] or "").casefold() or None, share)


def _period(r: Record) -> str:
    """The column of a figure: its year, or an interval of several."""
    years = list(dict.fromkeys(re.findall(r"\d{4}(?=-|/|$)", r["period"] or "")))
    return f"{years[0]}/{years[-1][2:]}" if len(years) > 1 else years[0] if years else UNDATED


# ----------------------------------------------------------------------------------------------------------------- units
@dataclass(frozen=True)
class _Unit:
    """The unit of a row: as printed, its family, and what one of it comes to in SI (None where that is not known)."""

    text: str | None
    family: tuple[str | None, bool]
    scale: Decimal | None


def _common(found: Series) -> _Unit:
    """The unit of most reports, and of most figures among these."""
    if not found:
        return _Unit(None, (None, False), None)
    reports = Counter(family for _, family in {(r["report"], _family(r)) for r in found})
    family = max(reports, key=lambda f: (reports[f], sum(_family(r) == f for r in found), str(f)))
    inside = [r for r in found if _family(r) == family]
    text = Counter(r["unit"] for r in inside).most_common(1)[0][0]
    like = next((r for r in inside if r["unit"] == text and r["value_si"] is not None and r["value"]), None)
    return _Unit(text, family, _factor(like) if like else Decimal(1) if family == ("1", False) else None)


def _factor(r: Record) -> Decimal:
    """What one of a figure's unit comes to in SI. No unit: itself."""
    if not (r["unit"] and r["value_si"] and r["value"]):
        return Decimal(1)
    return _EXACT.divide(Decimal(str(r["value_si"])), Decimal(str(r["value"])))


def _row(query: str, series: Series, common: _Unit) -> Row:
    """One row, in the common unit when its figures can be converted to it."""
    first = series[0]
    comparable = _family(first) == common.family and (common.scale is not None or all(r["unit"] == common.text for r in series))
    unit = common if comparable else _common(series)
    by_period: dict[str, Series] = defaultdict(list)
    for r in series:
        by_period[_period(r)].append(r)
    cells = {period: _cell(told, unit) for period, told in by_period.items()}
    others = sorted({str(r["unit"]) for r in series if _converts(r, unit)})
    note = f"converted from {', '.join(others)}" if others else ""
    note = note if comparable else f"another unit: not comparable{f'; {note}' if note else ''}"
    return Row(query, first["report"], first["metric"], first["subject"], first["dimensions"], unit.text, cells, note)


def _converts(r: Record, unit: _Unit) -> bool:
    """Has a figure another unit, and not only another spelling of it?"""
    return bool(r["value"]) and r["unit"] != unit.text and unit.scale is not None and _factor(r) != unit.scale


def _cell(told: Series, unit: _Unit) -> Cell:
    """The figures of one period; of those that agree, the finest is given."""
    finest: list[Value] = []
    for v in sorted(_comparable(told), key=lambda v: v.step):
        if not any(agree(v, other) for other in finest):
            finest.append(v)
    finest.sort(key=lambda v: v.record["evidence"][0]["start"])
    evidence = {(e["start"], e["end"]): e for r in told for e in r["evidence"]}
    return Cell(
        tuple(_in(unit, v.record) for v in finest), tuple(v.said for v in finest), any(_converts(v.record, unit) for v in finest),
        tuple(dict.fromkeys(r["id"] for r in told)), tuple(evidence[place] for place in sorted(evidence)),
    )  # fmt: skip


def _comparable(told: Series) -> list[Value]:
    """Figures as values; beside one of a table, what prose says of quite another size is not the same thing."""
    found = [v for r in told if (v := value(r))]
    tables = [abs(v.number) for v in found if v.in_table]
    return [v for v in found if v.in_table or not tables or any(t <= 2 * abs(v.number) and abs(v.number) <= 2 * t for t in tables)]


def _in(unit: _Unit, r: Record) -> Decimal:
    """A figure in the unit of its row."""
    printed = Decimal(str(r["value"]))
    return _plain(_SHOWN.divide(Decimal(str(r["value_si"])), unit.scale) if unit.scale and _converts(r, unit) else printed)


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
