"""One metric over reports and years: rows that can stand beside each other, each figure with its evidence, units never mixed silently."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import Any

from kg.metric_words import metric_stems, topic
from kg.records import Record, records
from kg.store import Store

_EXACT = Context(prec=12)
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
    usable = [r for r in found if r["value"] is not None and r["type"] not in ("target", "rank") and r["metric"]]
    return [row for metric in metrics for row in _rows(metric, usable, breakdown)]


def nearest(store: Store, metric: str, reports: Sequence[str] = (), count: int = 3) -> list[str]:
    """Metrics in the graph that look like this one, for "did you mean"."""
    names = {str(r["metric"]).casefold(): r["metric"] for report in (reports or (None,)) for r in records(store, "observations", report)}
    asked = metric_stems(metric)
    shared = sorted((n for n in names if asked & metric_stems(n)), key=lambda n: (-len(asked & metric_stems(n)), len(n), n))
    close = difflib.get_close_matches(metric.casefold(), names, n=count, cutoff=0.5)
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
def _rows(metric: str, found: list[Record], breakdown: bool) -> list[Row]:
    """Rows of one metric, in one unit where that can be."""
    asked = metric_stems(metric)
    rows: list[Row] = []
    for report in sorted({r["report"] for r in found}):
        series = _series(asked, [r for r in found if r["report"] == report])
        totals = [s for s in series if not _split(asked, s[0])]
        rows += [_row(metric, s) for s in (series if breakdown or not totals else totals)]
    rows.sort(key=lambda row: (bool(row.dimensions), row.report))
    return _in_one_unit(rows)


def _series(asked: frozenset[str], found: list[Record]) -> list[list[Record]]:
    """Figures of one report that are the metric asked for and say least beyond it, by name, dimensions, subject and kind of unit."""
    fitting = [(_beyond(asked, r), r) for r in found if asked <= topic(r["metric"], r["dimensions"])]
    least = min((beyond for beyond, _ in fitting), default=0)
    groups: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for beyond, r in fitting:
        if beyond == least:
            groups[topic(r["metric"], r["dimensions"]), tuple(sorted(r["dimensions"].items())), r["subject"], _family(r)].append(r)
    return sorted(groups.values(), key=lambda s: (len(s[0]["dimensions"]), -len(_periods(s)), s[0]["evidence"][0]["start"]))


def _beyond(asked: frozenset[str], r: Record) -> int:
    """How much a metric says that was not asked for; the values of dimensions do not count."""
    return len(metric_stems(r["metric"]) - topic("", r["dimensions"]) - asked)


def _split(asked: frozenset[str], r: Record) -> bool:
    """Is it a figure of one part of a dimension that was not asked for?"""
    return any(not topic("", {name: value}) & asked for name, value in r["dimensions"].items())


def _family(r: Record) -> tuple[str | None, bool]:
    """What can be converted into each other: the SI unit, shares apart from numbers; without one, the unit as printed."""
    share = r["unit"] in ("%", "‰")
    return (r["unit_si"], share) if r["value_si"] is not None and r["unit_si"] else ((r["unit"] or "").casefold() or None, share)


def _periods(series: list[Record]) -> set[str]:
    return {_period(r) for r in series}


def _period(r: Record) -> str:
    """The column of a figure: its year, or an interval of several."""
    years = list(dict.fromkeys(re.findall(r"\d{4}(?=-|/|$)", r["period"] or "")))
    return f"{years[0]}/{years[-1][2:]}" if len(years) > 1 else years[0] if years else UNDATED


# ----------------------------------------------------------------------------------------------------------------- units
def _row(query: str, series: list[Record]) -> Row:
    """One row; its unit is the one that most of its figures have."""
    unit = Counter(r["unit"] for r in series).most_common(1)[0][0]
    scale = _scale(series, unit)
    by_period: dict[str, list[Record]] = defaultdict(list)
    for r in series:
        by_period[_period(r)].append(r)
    cells = {period: _cell(told, unit, scale) for period, told in by_period.items()}
    first = series[0]
    note = "converted in part" if any(c.converted for c in cells.values()) else ""
    return Row(query, first["report"], first["metric"], first["subject"], first["dimensions"], unit, cells, note)


def _scale(series: Iterable[Record], unit: str | None) -> Decimal | None:
    """What one of a unit comes to in SI, from the figures that have it."""
    for r in series:
        if r["unit"] == unit and r["value_si"] is not None and r["value"]:
            return _EXACT.divide(Decimal(str(r["value_si"])), Decimal(str(r["value"])))
    return None


def _cell(told: list[Record], unit: str | None, scale: Decimal | None) -> Cell:
    values: dict[Decimal, str] = {}
    for r in told:
        printed = str(r["value_text"] or r["value"])
        both = printed if not r["unit"] or r["unit"].casefold() in printed.casefold() else f"{printed} {r['unit']}"
        values.setdefault(_value(r, unit, scale), both)
    evidence = {(e["start"], e["end"]): e for r in told for e in r["evidence"]}
    other = any(r["unit"] != unit for r in told)
    return Cell(tuple(values), tuple(values.values()), other, tuple(r["id"] for r in told), tuple(evidence[p] for p in sorted(evidence)))


def _value(r: Record, unit: str | None, scale: Decimal | None) -> Decimal:
    """A figure in the unit of its row; figures of one family have SI values when they are not in that unit."""
    if r["unit"] == unit or scale is None or r["value_si"] is None:
        return Decimal(str(r["value"]))
    return _plain(_EXACT.divide(Decimal(str(r["value_si"])), scale))


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _in_one_unit(rows: list[Row]) -> list[Row]:
    """Rows in the unit that most of them have, as far as the figures' SI values allow; the others say that they are apart."""
    raise NotImplementedError
