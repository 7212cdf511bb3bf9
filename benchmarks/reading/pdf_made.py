"""Cells that come out right of tables that are drawn for the purpose, in every mix of styles: lines, fills, headers, labels, alignment.

    python benchmarks/reading/pdf_made.py                  # 300 tables, a share for each style
    python benchmarks/reading/pdf_made.py --seed 7 --count 60 --misses --keep FILE.pdf

Nobody tuned the reader to these pages one by one: another seed draws others. What is right is decided as in pdf_tables.py.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer, Table

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from pdf_tables import Found, score, wanted

from report.pdf import read_pdf

WORDS = "steam boiler turbine river basin timber pulp bark paper mill harbour crane rail wagon glass kiln clay brick copper wire".split()
TOPICS = [
    "Energy use",
    "Water taken",
    "Waste",
    "Air emissions",
    "Staff",
    "Accidents",
    "Training",
    "Suppliers audited",
    "Donations",
    "Sick leave",
]
TITLES = ["Environment", "Our people", "By gender", "By region", "Supply chain", "Governance"]
UNITS = ["MWh", "t", "m3", "%", "hours", "EUR million", "number", "t CO2e", "kg/t"]
PROSE = (
    "The mill runs on steam from bark, and the river brings the logs. In a dry year the turbines stand still for weeks, and power is "
    "bought from the neighbours across the bay. "
)
INK, ACCENT, PALE = colors.HexColor("#1a1a2e"), colors.HexColor("#00557f"), colors.HexColor("#dce9f0")


class Mark(Spacer):
    """Takes no room; says on which page what follows it came to stand."""

    def __init__(self, pages: list[tuple[int, str]]) -> None:
        super().__init__(0, 0)
        self.pages = pages


class Pages(BaseDocTemplate):
    def afterFlowable(self, flowable: object) -> None:
        if isinstance(flowable, Mark):
            flowable.pages.append((self.page, self.frame.id))


class Made:
    """One table: its cells, its styles, and what must be read."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.pages: list[tuple[int, str]] = []
        self.size = rng.choice([6, 6.5, 7, 8, 9])
        self.lines = rng.choice(["grid", "rows", "rows", "head", "none", "zebra", "box and columns"])
        self.head = rng.choice(["plain", "bold", "bold", "dark", "pale"])
        self.align = rng.choice(["right", "right", "centre", "left"])
        self.pad = rng.choice([1.5, 3, 5])
        self.wide = rng.choice(["page", "page", "column"])
        self.kind = rng.choice(["years", "years", "years", "two heads", "words", "index", "breakdown"])
        self.titled = self.kind in ("years", "breakdown", "index") and rng.random() < 0.4
        self.indent = self.kind == "years" and not self.titled and rng.random() < 0.35
        self.unit = self.kind == "years" and rng.random() < 0.5 and self.wide == "page"
        self.caption = rng.random() < 0.5
        self.notes = rng.random() < 0.4

    # ------------------------------------------------------------------------------------------------------- contents
    def label(self) -> str:
        words = self.rng.sample(WORDS, self.rng.choice([1, 2, 2, 3, 4]))
        text = f"{self.rng.choice(TOPICS)}, {' '.join(words)}"
        return text + (" and the share of it that was bought from others" if self.rng.random() < 0.15 else "")

    def figure(self, long: bool = True) -> str:
        kind = self.rng.random()
        number = self.rng.choice(
            [self.rng.randint(0, 99), self.rng.randint(100, 9999), self.rng.randint(*((10_000, 9_999_999) if long else (100, 999)))]
        )
        if kind < 0.08:
            return self.rng.choice(["–", "n/a", "-", "0"])
        if kind < 0.2:
            return f"{self.rng.uniform(0, 100):.1f}%"
        if kind < 0.3:
            return f"({number:,})"
        if kind < 0.5:
            return f"{self.rng.uniform(0, 500):.2f}"
        return f"{number:,}"

    def grid(self) -> tuple[list[list[str]], int, int, list[tuple[tuple[int, int], tuple[int, int]]]]:
        """(cells, header rows, label columns, spans as ((column, row), (column, row)))."""
        rng, years = self.rng, sorted(self.rng.sample(range(2015, 2026), self.rng.choice([2, 3, 4, 5])))
        if self.wide == "column":
            years = years[:2]
        count = rng.randint(4, 14)
        if self.kind == "years":
            names = [f"{'FY ' if rng.random() < 0.2 else ''}{y}" for y in years]
            heads = [[rng.choice(["", "Indicator", "in thousands"]), *(["Unit"] if self.unit else []), *names]]
            rows = [
                [self.label(), *([rng.choice(UNITS)] if self.unit else []), *(self.figure(self.wide == "page") for _ in years)]
                for _ in range(count)
            ]
            return heads + rows, 1, 1, []
        if self.kind == "two heads":
            tops, parts = years[:3], rng.choice([["Men", "Women"], ["Men", "Women", "Total"], ["Target", "Actual"]])
            if self.wide == "column":
                tops = tops[:1] + tops[1:2]
                parts = parts[:2]
            first = [""] + [str(t) if i == 0 else "" for t in tops for i in range(len(parts))]
            second = ["", *(p for _ in tops for p in parts)]
            spans = [((1 + i * len(parts), 0), ((i + 1) * len(parts), 0)) for i in range(len(tops))]
            rows = [[self.label(), *(self.figure(False) for _ in range(len(tops) * len(parts)))] for _ in range(count)]
            return [first, second, *rows], 2, 1, spans
        if self.kind == "breakdown":
            sites = rng.sample(["North", "South", "Harbour", "Hill", "Lake", "Total"], 3 if self.wide == "page" else 2)
            return [["Site", *sites], *([self.label(), *(self.figure(self.wide == "page") for _ in sites)] for _ in range(count))], 1, 1, []
        if self.kind == "index":
            rows = [[f"{rng.randint(2, 4)}-{i}", self.label(), f"Annual report, p. {rng.randint(1, 99)}"] for i in range(1, count)]
            return [["Code", "Disclosure", "Where"], *rows], 1, 2, []
        rows = [[self.label(), " ".join(rng.sample(WORDS, 6)), " ".join(rng.choices(WORDS, k=14))] for _ in range(max(3, count // 2))]
        return [["Topic", "Policy", "What we do"], *rows], 1, 1, []

    # -------------------------------------------------------------------------------------------------------- drawing
    def drawn(self, width: float) -> tuple[list[Any], dict[str, Any]]:
        """(flowables, annotation)."""
        cells, heads, labels, spans = self.grid()
        titles = self._titled(cells, heads) if self.titled else set()
        depth = {i for i in range(heads, len(cells)) if self.indent and i not in titles and i % 4 not in (0, 1)}
        table = Table(
            [self._row(row, i, heads, i in titles, i in depth) for i, row in enumerate(cells)], self._widths(cells, width), repeatRows=0
        )
        table.setStyle(self._style(cells, heads, spans, titles))
        parts: list[Any] = [Spacer(1, 8), Mark(self.pages), table, Mark(self.pages), Spacer(1, 6)]
        if self.caption:
            parts.insert(
                0, Paragraph(f"Table: {self.rng.choice(TOPICS)} of the {self.rng.choice(WORDS)} mills", self._text(self.size + 2, True))
            )
        if self.notes:
            parts.append(Paragraph("1) Figures of the year before were counted anew after the harbour works were sold.", self._text(6)))
        return parts, self._gold(cells, heads, labels, spans, titles)

    def _titled(self, cells: list[list[str]], heads: int) -> set[int]:
        """Puts titles between the rows; where they stand."""
        places = sorted(self.rng.sample(range(heads, len(cells) - 1), min(2, len(cells) - heads - 1)), reverse=True)
        for at, title in zip(places, self.rng.sample(TITLES, len(places)), strict=True):
            cells.insert(at, [title] + [""] * (len(cells[0]) - 1))
        return {at + n for n, at in enumerate(sorted(places))}

    def _text(self, size: float, bold: bool = False, colour: Any = INK, align: int = 0, left: float = 0) -> ParagraphStyle:
        font = "Helvetica-Bold" if bold else "Helvetica"
        return ParagraphStyle("x", fontName=font, fontSize=size, leading=1.2 * size, textColor=colour, alignment=align, leftIndent=left)

    def _row(self, row: Sequence[str], i: int, heads: int, title: bool, deep: bool) -> list[Any]:
        align = {"right": 2, "centre": 1, "left": 0}[self.align]
        colour = colors.white if i < heads and self.head == "dark" else INK
        bold = (i < heads and self.head in ("bold", "dark")) or title
        words = self.kind in ("words", "index")
        if self.kind == "two heads" and i == 0:
            align = min(align, 1)
        style = [self._text(self.size, bold, colour, 0 if j == 0 or words else align, 9 if deep and not j else 0) for j in range(len(row))]
        return [
            Paragraph(c.replace(" ", "\u00a0") if j and not words else c, own) if c else ""
            for j, (c, own) in enumerate(zip(row, style, strict=True))
        ]

    def _widths(self, cells: Sequence[Sequence[str]], width: float) -> list[float]:
        count = len(cells[0])
        first = {"words": 0.28, "index": 0.17}.get(self.kind, max(0.28, 0.62 - 0.08 * count))
        rest = [(1 - first) / (count - 1)] * (count - 1)
        if self.kind == "index":
            rest = [0.5, 0.33]
        return [width * w for w in [first, *rest]]

    def _style(self, cells: Sequence[Sequence[str]], heads: int, spans: Sequence[Any], titles: set[int]) -> list[Any]:
        thin, last = 0.5, len(cells) - 1
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), self.rng.choice(["TOP", "MIDDLE", "BOTTOM"]))]
        style += [("TOPPADDING", (0, 0), (-1, -1), self.pad), ("BOTTOMPADDING", (0, 0), (-1, -1), self.pad)]
        style += [("SPAN", a, b) for a, b in spans] + [("SPAN", (0, t), (-1, t)) for t in titles]
        if self.lines == "grid":
            style.append(("GRID", (0, 0), (-1, -1), thin, INK))
        elif self.lines == "rows":
            style += [("LINEBELOW", (0, i), (-1, i), thin, ACCENT) for i in range(heads - 1, last + 1)]
        elif self.lines in ("head", "zebra"):
            style += [("LINEBELOW", (0, heads - 1), (-1, heads - 1), 1, INK), ("LINEBELOW", (0, last), (-1, last), 1, INK)]
        elif self.lines == "box and columns":
            style += [("BOX", (0, 0), (-1, -1), thin, INK), ("INNERGRID", (0, 0), (-1, heads - 1), thin, INK)]
            style += [("LINEAFTER", (0, 0), (-2, -1), thin, INK), ("LINEBELOW", (0, heads - 1), (-1, heads - 1), thin, INK)]
        if self.lines == "zebra":
            style += [("BACKGROUND", (0, i), (-1, i), PALE) for i in range(heads + 1, last + 1, 2)]
        if self.head in ("dark", "pale"):
            style.append(("BACKGROUND", (0, 0), (-1, heads - 1), ACCENT if self.head == "dark" else PALE))
        return style

    def _gold(self, cells: Sequence[Sequence[str]], heads: int, labels: int, spans: Sequence[Any], titles: set[int]) -> dict[str, Any]:
        top = [list(row) for row in cells[:heads]]
        for (a, row), (b, _) in spans:
            top[row][a : b + 1] = [top[row][a]] * (b + 1 - a)
        head = [["".join(row[j] for row in top)] for j in range(len(cells[0]))]
        rows, group = [], ""
        for i, row in enumerate(cells[heads:], heads):
            group = row[0] if i in titles else group
            if i not in titles:
                rows.append({"group": group, "cells": list(row)})
        return {"labels": labels, "head": head, "rows": rows}


def document(count: int, seed: int) -> tuple[bytes, list[Made], list[dict[str, Any]]]:
    """(PDF with a table on each page, the tables, their annotations)."""
    made = [Made(random.Random(seed * 100_003 + i)) for i in range(count)]
    file = io.BytesIO()
    wide, high = A4
    full = Frame(50, 50, wide - 100, high - 100, 0, 0, 0, 0)
    half = (wide - 120) / 2
    sides = [Frame(50, 50, half, high - 100, 0, 0, 0, 0, id="left"), Frame(70 + half, 50, half, high - 100, 0, 0, 0, 0, id="right")]
    templates = [PageTemplate("page", [full]), PageTemplate("column", sides)]
    doc = Pages(file, pagesize=A4, pageTemplates=templates if made[0].wide == "page" else templates[::-1], invariant=1)
    story: list[Any] = []
    gold = []
    prose = ParagraphStyle("p", fontName="Helvetica", fontSize=9, leading=12, textColor=INK, alignment=4, spaceAfter=8)
    for i, one in enumerate(made):
        parts, told = one.drawn(wide - 100 if one.wide == "page" else half)
        gold.append(told)
        text = Paragraph(PROSE * 3, prose)
        story += [Paragraph(f"{i + 1}. The {WORDS[i % len(WORDS)]} works", one._text(14, True)), Spacer(1, 6), text, *parts, text]
        if one.wide == "column":
            story += [FrameBreak(), *[Paragraph(PROSE * 4, prose)] * 5]
        if i + 1 < count:
            story += [NextPageTemplate(made[i + 1].wide), PageBreak()]
    doc.build(story)
    return file.getvalue(), made, gold


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=300)
    options.add_argument("--misses", action="store_true", help="name the tables with wrong cells")
    options.add_argument("--keep", type=Path, help="write the PDF here")
    given = options.parse_args()
    data, made, gold = document(given.count, given.seed)
    if given.keep:
        given.keep.write_bytes(data)
    report = read_pdf(data, "a.pdf", "a")
    pages: dict[int, list[Found]] = defaultdict(list)
    for at, table in report.tables():
        rows = [[c.text for c in row] for row in table.rows]
        groups = [g.text for g in table.groups] or [""] * len(rows)
        pages[report.blocks[at].page or 0].append(Found([[c.text for c in row] for row in table.header], rows, groups))
    shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one, told in zip(made, gold, strict=True):
        (page, _), _ = one.pages
        if len(set(one.pages)) > 1:
            continue  # cut by the end of a page or column
        result = score(told, iter(pages[page]))
        good, every = sum(result.right), len(wanted(told))
        for name in ("all", f"kind: {one.kind}", f"lines: {one.lines}", f"head: {one.head}", f"align: {one.align}", f"width: {one.wide}",
                     f"titles between rows: {one.titled}", f"indented: {one.indent}", f"caption: {one.caption}", f"note: {one.notes}"):  # fmt: skip
            shares[name][0] += good
            shares[name][1] += every
        if given.misses and good < every:
            style = f"{one.kind}, {one.lines}, head {one.head}, {one.align}, {one.wide}, pad {one.pad}, size {one.size}, titles {one.titled}, indent {one.indent}"
            print(f"page {page}: {good}/{every} in row {result.in_row}, {len(pages[page])} tables: {style}")
    for name, (good, every) in sorted(shares.items()):
        print(f"{good / every:7.1%} of {every:6} cells  {name}")


if __name__ == "__main__":
    main()
