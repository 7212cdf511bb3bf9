"""Tables and headings of Markdown and text reports against what a person read in them.

    python benchmarks/reading/text.py GOLD REPORTS [--misses] [--speed]

GOLD is a folder with, for a report `acme-2025` (a file in the folder REPORTS), `acme-2025.tables.json`:

    {"tables": [{"name": ..., "header": [...], "rows": [{"group": "title row above", "cells": [...]}]}]}

and `acme-2025.outline.txt`: a heading a line, indented by two blanks for each level below the first.
A cell is right when its text, blanks and bullets aside, stands in the right row, under the right head; a row's title counts
as a cell of it. A heading is right when its text and its level among those found agree.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).parents[2]))

from report.model import Report, Table
from report.read import read


def key(text: str) -> str:
    """A text for comparing: blanks, bullets and the kind of quotes do not count, everything else does."""
    text = re.sub(r"^[\s•–-]+", "", text).replace("''", '"').translate(str.maketrans("‘’“”", "''\"\""))
    return re.sub(r"\s+", "", text)


@dataclass
class Score:
    """Counts of one table."""

    rows: int = 0
    rows_right: int = 0
    cells: int = 0
    cells_right: int = 0
    pieces: int = 0


# -------------------------------------------------------------------------------------------------------------- tables
def scored(report: Report, gold: dict[str, Any], misses: list[str]) -> Score:
    """One expected table against all tables of the report: each expected row takes the row that is most like it."""
    score, used = Score(), set()
    rows = [(number, i) for number, (_, table) in enumerate(report.tables()) for i in range(len(table.rows))]
    tables = [table for _, table in report.tables()]
    for wanted in gold["rows"]:
        best = max(rows, key=lambda at: (_points(tables[at[0]], at[1], gold["header"], wanted), at[0] in used), default=None)
        right = _right(tables[best[0]], best[1], gold["header"], wanted) if best else [False] * (len(wanted["cells"]) + 1)
        if best and sum(right) > 1:
            used.add(best[0])
        score.rows += 1
        score.cells += len(right)
        score.cells_right += sum(right)
        score.rows_right += all(right)
        if not all(right):
            told = [c.text for c in tables[best[0]].rows[best[1]]] if best else []
            group = tables[best[0]].groups[best[1]].text if best and tables[best[0]].groups else ""
            misses.append(f"{gold['name']}: {[wanted['group'], *wanted['cells']]}\n    read: {[group, *told]} {right}")
    score.pieces = len(used)
    return score


def _points(table: Table, at: int, header: Sequence[str], wanted: dict[str, Any]) -> float:
    exact = sum(_right(table, at, header, wanted))
    told, cells = [key(c.text) for c in table.rows[at]], [key(c) for c in wanted["cells"]]
    return exact + fuzz.ratio(" ".join(told), " ".join(cells)) / 100


def _right(table: Table, at: int, header: Sequence[str], wanted: dict[str, Any]) -> list[bool]:
    group = table.groups[at].text if table.groups else ""
    told = [key(c.text) for c in table.rows[at]]
    heads = [key(h) for h in table.heads()]
    right = [key(group) == key(wanted["group"])]
    for j, (head, cell) in enumerate(zip(header, wanted["cells"], strict=True)):
        places = [j] if j < len(heads) and heads[j] == key(head) else [i for i, h in enumerate(heads) if h == key(head) and h]
        right.append(any(i < len(told) and told[i] == key(cell) for i in places))
    return right


# ------------------------------------------------------------------------------------------------------------ headings
def outline(text: str) -> list[tuple[int, str]]:
    """(level, title) of each line, levels from 0."""
    return [((len(line) - len(line.lstrip())) // 2, line.strip()) for line in text.splitlines() if line.strip()]


def depth(report: Report, section: int) -> int:
    return len(report.path(section)) - 1


def headings(report: Report, wanted: Sequence[tuple[int, str]], misses: list[str]) -> tuple[int, int, int]:
    """(found, found at the right level, found besides) against an outline, in its order; levels are depths in the tree."""
    told = [(depth(report, i), key(s.title).casefold()) for i, s in enumerate(report.sections)]
    right = level = at = 0
    used: set[int] = set()
    for deep, title in wanted:
        name = key(title).casefold()
        hits = [i for i, (_, t) in enumerate(told) if t == name and i not in used]
        hit = next((i for i in hits if i >= at), hits[0] if hits else None)
        if hit is None:
            misses.append(f"heading not found: {title}")
            continue
        used.add(hit)
        at = hit
        right += 1
        level += told[hit][0] == deep
        if told[hit][0] != deep:
            misses.append(f"heading at depth {told[hit][0]}, not {deep}: {title}")
    misses.extend(f"no heading: {s.title}" for i, s in enumerate(report.sections) if i not in used)
    return right, level, len(told) - len(used)


# --------------------------------------------------------------------------------------------------------------- print
def _reports(gold: Path, reports: Path) -> Iterator[tuple[str, Path]]:
    for id in sorted({f.name.split(".")[0] for f in gold.glob("*.*") if f.name.endswith((".tables.json", ".outline.txt"))}):
        file = next((f for f in sorted(reports.iterdir()) if f.stem == id), None)
        if file:
            yield id, file


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path)
    options.add_argument("reports", type=Path)
    options.add_argument("--misses", action="store_true")
    options.add_argument("--speed", action="store_true", help="characters a second for each Markdown or text report")
    given = options.parse_args()
    misses: list[str] = []
    for id, file in _reports(given.gold, given.reports):
        report = read(file)
        tables = given.gold / f"{id}.tables.json"
        scores = (
            [(t["name"], scored(report, t, misses)) for t in json.loads(tables.read_text("utf-8"))["tables"]] if tables.exists() else []
        )
        for name, s in scores:
            print(f"{id} {name}: rows {s.rows_right}/{s.rows}, cells {s.cells_right}/{s.cells}, in {s.pieces} piece(s)")
        if scores:
            right, cells = sum(s.cells_right for _, s in scores), sum(s.cells for _, s in scores)
            rows = f"rows {sum(s.rows_right for _, s in scores)}/{sum(s.rows for _, s in scores)}"
            print(f"{id} tables: {rows}, cells {right}/{cells} = {right / cells:.1%}")
        file_ = given.gold / f"{id}.outline.txt"
        if file_.exists():
            wanted = outline(file_.read_text("utf-8"))
            found, level, besides = headings(report, wanted, misses)
            n = len(wanted)
            print(
                f"{id} headings: found {found}/{n} = {found / n:.1%}, at the right level {level}/{n} = {level / n:.1%}, besides {besides}"
            )
    if given.misses:
        print("\n".join(misses))
    if given.speed:
        _speeds(given.reports)


def _speeds(reports: Path) -> None:
    for file in sorted(f for f in reports.iterdir() if f.suffix in (".md", ".txt") and f.stem != "README"):
        times, chars = [], 0
        for _ in range(5):
            start = time.perf_counter()
            chars = len(read(file).text)
            times.append(time.perf_counter() - start)
        print(f"{file.stem}: {chars:,} characters, {min(times):.2f} s, {chars / min(times):,.0f} characters a second")


if __name__ == "__main__":
    main()
