"""Cells of annotated PDF tables that come out right, ours beside other libraries that are installed.

    python benchmarks/reading/pdf_tables.py FOLDER PDFS            # FOLDER of annotations, PDFS the folder of the reports
    python benchmarks/reading/pdf_tables.py FOLDER PDFS --misses   # also which cells of ours are wrong

The annotations stay outside of the repository, for reports belong to those who published them. One JSON file for each table:

    {"file": "a.pdf", "page": 7, "name": "energy", "part": "dev", "labels": 1,
     "head": [["Energy"], ["Fiscal year 2024", "2024"]],                  one list of accepted head paths for each column
     "rows": [{"group": "Sites", "cells": ["Heat^{1}", "120"]}]}          "^{1}": a mark that may be there or not

A cell is right when the same text stands in a row with the same labels, below the same head path; a label cell when its row has the
same labels and the same group (the title between rows that it stands under). Cells that span rows or columns count in each of them.
For the other libraries, which tell neither headers nor groups, every split into header and body that helps them is tried, empty cells
that merged ones leave are filled, and a row of one cell is a group title. The table of a page that fits best counts.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from report.pdf import read_pdf

Rows = list[list[str]]
Fact = tuple[str, str, str]
"""Kind of cell and labels of the row, head path or group, text: each as a key."""


class Found(NamedTuple):
    """A table as a reader gives it; `groups`: one for each row, "" for none."""

    head: Rows
    rows: Rows
    groups: list[str]


Reader = Callable[[int], Iterator[Found]]
"""Tables of a page."""


# ---------------------------------------------------------------------------------------------------------------- keys
def key(text: str) -> str:
    """What counts of a text: of a figure its digits and signs, of words their letters and digits."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").replace("—", "-")
    bare = re.sub(r"[\s_]|^[•-] ", "", plain).casefold()
    if not re.search(r"[^\W\d_]{2}", bare):
        return re.sub(r"^-(?=[^\d.,])", "", bare) or bare
    return re.sub(r"[^\w%<>●○◐]", "", bare)


def keys(text: str) -> list[str]:
    """Accepted keys of an annotated text: with its marks, and without."""
    return list(dict.fromkeys(key(re.sub(r"\s*\^\{(.*?)\}", mark, text)) for mark in ("", r"\1")))


def wanted(gold: dict[str, Any]) -> list[list[Fact]]:
    """For each filled cell the facts of which one must be found."""
    labels = gold["labels"]
    made = []
    for row in gold["rows"]:
        names = [""]
        for cell in row["cells"][:labels]:
            names = [n + k for n in names for k in keys(cell)]
        for i, cell in enumerate(row["cells"]):
            if key(cell):
                tops = keys(row["group"]) if i < labels else [k for path in gold["head"][i] for k in keys(path)]
                made.append([(("label " if i < labels else "value ") + n, t, c) for n in names for t in tops for c in keys(cell)])
    return made


_MARKS = re.compile(r"(?<!m)[⁰¹²³⁴-⁹⁽⁾ᵃ-ᶻ*†]+(?=[\s,.:)]|$)")


def facts(found: Found, labels: int) -> Counter[Fact]:
    """The facts of a table whose first columns are labels."""
    made: Counter[Fact] = Counter()
    wide = max(map(len, [*found.head, *found.rows]), default=0)
    head = ["".join(dict.fromkeys(key(_MARKS.sub("", h[i])) for h in found.head if i < len(h) and h[i])) for i in range(wide)]
    for row, group in zip(found.rows, found.groups, strict=True):
        cells = [key(_MARKS.sub("", c) or c) for c in row]
        name = "".join(cells[:labels])
        for i, cell in enumerate(cells):
            if cell:
                made[("label " if i < labels else "value ") + name, key(_MARKS.sub("", group)) if i < labels else head[i], cell] += 1
    return made


def right(want: Sequence[Sequence[Fact]], have: Counter[Fact], heads: bool = True) -> list[bool]:
    """For each wanted cell whether it was found; without `heads`, in the right row is enough."""
    left = have if heads else Counter[Fact]()
    if not heads:
        for (name, _, text), n in have.items():
            left[name, "", text] += n
    left = left.copy()
    result = []
    for choices in want:
        one = next((c for f in choices if left[c := f if heads else (f[0], "", f[2])] > 0), None)
        if one:
            left[one] -= 1
        result.append(one is not None)
    return result


# ------------------------------------------------------------------------------------------------------------- readers
def ours(file: Path) -> Reader:
    report = read_pdf(file.read_bytes(), file.name, "a")
    pages: dict[int, list[Found]] = {}
    for at, table in report.tables():
        rows = [[c.text for c in row] for row in table.rows]
        groups = [g.text for g in table.groups] or [""] * len(rows)
        pages.setdefault(report.blocks[at].page or 0, []).append(Found([[c.text for c in row] for row in table.header], rows, groups))
    return lambda page: iter(pages.get(page, []))


def splits(rows: Rows) -> Iterator[Found]:
    """Every way to take the first rows for a header, with groups by rows of one cell."""
    for heads in range(5):
        body: Rows = []
        groups: list[str] = []
        group = ""
        for row in rows[heads:]:
            if row and row[0] and not any(c != row[0] and c for c in row[1:]) and len(row) > 1:
                group = row[0]
            else:
                body.append(row)
                groups.append(group)
        yield Found(rows[:heads], body, groups)


def filled(rows: Sequence[Sequence[str | None]], down: bool, heads: int) -> Rows:
    """Rows with the empty cells filled that merged ones leave: to the right in the first rows, and down."""
    made: Rows = []
    for i, row in enumerate(rows):
        new = [c or "" for c in row]
        for j in range(1, len(new)):
            if not new[j] and i < heads:
                new[j] = new[j - 1]
            elif row[j] is None and down and made:
                new[j] = made[-1][j]
        if row and row[0] is None and down and made:
            new[0] = made[-1][0]
        made.append(new)
    return made


def plumber(strategy: str) -> Callable[[Path], Reader]:
    def load(file: Path) -> Reader:
        import pdfplumber

        document = pdfplumber.open(file)
        settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}

        def on(page: int) -> Iterator[Found]:
            for table in document.pages[page - 1].extract_tables(settings):
                for down in (False, True):
                    for heads in (0, 1, 2):
                        yield from splits(filled(table, down, heads))

        return on

    return load


def camelot(flavour: str) -> Callable[[Path], Reader]:
    def load(file: Path) -> Reader:
        import camelot as library

        def on(page: int) -> Iterator[Found]:
            for options in ({"copy_text": ["h", "v"]}, {}) if flavour == "lattice" else ({},):
                for table in library.read_pdf(str(file), pages=str(page), flavor=flavour, suppress_stdout=True, **options):
                    rows = [[str(c) for c in row] for row in table.df.values.tolist()]
                    for heads in (0, 1, 2):
                        yield from splits(filled(rows, False, heads))

        return on

    return load


READERS: dict[str, Callable[[Path], Reader]] = {
    "this reader": ours,
    "pdfplumber, lines": plumber("lines"),
    "pdfplumber, text": plumber("text"),
    "camelot, lattice": camelot("lattice"),
    "camelot, stream": camelot("stream"),
}


# --------------------------------------------------------------------------------------------------------------- score
class Result(NamedTuple):
    """Of one table: which cells are right, how many are in the right row, how many cells more than annotated were found."""

    right: list[bool]
    in_row: int
    more: int


def score(gold: dict[str, Any], found: Iterator[Found]) -> Result:
    want = wanted(gold)
    best = Result([False] * len(want), 0, 0)
    for table in found:
        have = facts(table, gold["labels"])
        result = Result(right(want, have), sum(right(want, have, False)), max(0, sum(have.values()) - len(want)))
        if (sum(result.right), result.in_row, -result.more) > (sum(best.right), best.in_row, -best.more):
            best = result
    return best


def share(results: Sequence[Result]) -> str:
    cells = sum(len(r.right) for r in results)
    return (
        f"{sum(sum(r.right) for r in results) / max(cells, 1):6.1%}  in the right row {sum(r.in_row for r in results) / max(cells, 1):6.1%}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("pdfs", type=Path)
    options.add_argument("--misses", action="store_true", help="which cells of ours are wrong")
    options.add_argument("--only", help="one reader, or tables whose name or page has this")
    options.add_argument("--part", help="only tables of this part")
    given = options.parse_args()
    tables = [json.loads(file.read_text("utf-8")) for file in sorted(given.folder.glob("*.json"))]
    tables = [t for t in tables if given.part in (None, t["part"])]
    readers = {name: load for name, load in READERS.items() if not given.only or given.only in name}
    for name, load in readers.items():
        try:
            pages = {file: load(given.pdfs / file) for file in sorted({t["file"] for t in tables})}
            results = [score(t, pages[t["file"]](t["page"])) for t in tables]
        except ImportError as error:
            print(f"{name:18} not installed ({error.name})")
            continue
        parts = {
            part: [r for r, t in zip(results, tables, strict=True) if t["part"] == part] for part in sorted({t["part"] for t in tables})
        }
        print(f"{name:18} {share(results)}  " + "  ".join(f"{part}: {share(own)[:6]}" for part, own in parts.items()))
        for t, r in zip(tables, results, strict=True):
            print(
                f"    {t['file'][:5]} p{t['page']:<4}{t['name']:22}{t['part']:5} {sum(r.right):4}/{len(r.right):<4} row {r.in_row:4}  more {r.more}"
            )
            if given.misses and name == "this reader":
                for choices, ok in zip(wanted(t), r.right, strict=True):
                    if not ok:
                        print("        ", *(part[:60] for part in choices[0]), sep=" | ")


if __name__ == "__main__":
    main()
