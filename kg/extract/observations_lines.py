"""Tables that became lines of flat text: "Total waste (tons) 1,234 1,300 1,200" under a line that ends in years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.metrics import dimensions
from kg.extract.observations_tables import Above, Reading, clean_label, metric_of, unit_in
from kg.quantities import Quantity, Style, cell
from kg.units import Unit, unit_of
from report.model import BlockKind, Clean, Report

_FIGURE = r"(?:(?<![\w.])[-−–]?[$€£¥]?\(?\d[\d,]*(?:\.\d+)?\)?\s?[%‰]?|N/?A|n/?a|[-–—/](?!\s*[A-Za-z]))"
_YEAR = r"(?:19|20)\d\d"
_HEAD = re.compile(rf"(?P<title>.*?)(?P<years>{_YEAR}(?:\s+{_YEAR}){{1,6}})\s*\.?\s*$", re.S)
_ROW = re.compile(rf"(?P<label>(?:(?!{_FIGURE}\s+{_FIGURE}(?:\s|$)).)*?[A-Za-z%‰)\]]\d?)\s+(?P<figures>{_FIGURE}(?:\s+{_FIGURE})+)(?=\s|\.?\s*$|[A-Z(])", re.S)
_PAIRS = re.compile(rf"(?P<label>[A-Z][^.]*?[a-z)\]%])\s+(?P<pairs>{_YEAR}\s+{_FIGURE}(?:\s+{_YEAR}\s+{_FIGURE})+)(?=\s|\.?\s*$)", re.S)


@dataclass(frozen=True)
class Head:
    """A line that ends in years, and how many blocks ago it stood."""

    years: tuple[str, ...]
    title: str
    block: int


def is_row(text: str) -> bool:
    """Does a line read as a table row: a label, then several figures and little else?"""
    return bool(_PAIRS.search(text)) or bool(_HEAD.fullmatch(text)) or bool(re.search(rf"(?:^|[A-Za-z)%])\s+{_FIGURE}(?:\s+{_FIGURE}){{1,6}}\s*\.?\s*$", text)) or (
        len(re.findall(_FIGURE + r"(?=\s|$|\.)", text)) * 2 > len(text.split())
    )  # fmt: skip


def row_blocks(report: Report) -> frozenset[int]:
    """Blocks of a flat text that are table rows, so that nobody reads them as sentences."""
    if report.format == "md" and any(True for _ in report.tables()):
        return frozenset()
    return frozenset(i for i, b in report.prose() if b.kind == BlockKind.PARAGRAPH and is_row(b.text.text.strip()))


def line_readings(report: Report, style: Style, rows: frozenset[int]) -> Iterator[Reading]:
    """Figures of such lines: years beside each figure, or as many figures as the last line of years had years."""
    head: Head | None = None
    above = Above()
    for at, block in enumerate(report.blocks):
        text = block.text.text.strip()
        if at not in rows:
            short = len(text.split()) <= 10 and not re.search(r"\d", text)
            above = Above(clean_label(text.rstrip("."))) if short and block.kind != BlockKind.FURNITURE else above
            lost = (block.kind == BlockKind.HEADING and not short) or (head and at - head.block > 60) or len(text) > 300
            head = None if lost else head
            continue
        years = _HEAD.fullmatch(text)
        titles = report.path(block.section)
        if years and not re.search(r"\d", years["title"].replace("CO2", "")[-12:]):
            head = Head(tuple(years["years"].split()), years["title"], at)
            continue
        yield from _pairs(at, block.text, titles, style)
        if head:
            yield from _under(at, block.text, head, above, titles, style)


def _pairs(at: int, text: Clean, titles: Sequence[str], style: Style) -> Iterator[Reading]:
    for match in _PAIRS.finditer(text.text):
        label = text[match.start("label") : match.end("label")]
        for found in re.finditer(rf"(?P<year>{_YEAR})\s+(?P<figure>{_FIGURE})", match["pairs"]):
            a, b = (match.start("pairs") + found.span("figure")[0], match.start("pairs") + found.span("figure")[1])
            if not re.fullmatch(_YEAR, found["figure"]) and (quantity := cell(found["figure"], style)):
                yield _reading(at, label, Above(), quantity, text[a:b], found["year"], titles, style)


_OUTLINE = re.compile(r"^(?:.*[a-z]\d?\s)?\W*\d{1,2}\.\d{1,2}(?:[-–]\d{1,2}\.\d{1,2})?\s+(?=[A-Z])", re.S)


def _under(at: int, text: Clean, head: Head, above: Above, titles: Sequence[str], style: Style) -> Iterator[Reading]:
    for match in _ROW.finditer(text.text):
        figures = list(re.finditer(_FIGURE, match["figures"]))
        if len(figures) == len(head.years) + 1 and re.fullmatch(r"\d\.\d", figures[-1].group()):  # a section number of the next row
            figures.pop()
        start = match.start("label") + (outline.end() if (outline := _OUTLINE.match(match["label"])) else 0)
        label = text[start : match.end("label")].strip()
        if len(figures) != len(head.years) or len(label.text.split()) > 22 or _PAIRS.search(match.group()):
            continue
        for year, found in zip(head.years, figures, strict=True):
            if quantity := cell(found.group(), style):
                a = match.start("figures") + found.start()
                yield _reading(at, label, above, quantity, text[a : a + len(found.group())], year, (*titles, head.title), style)


def _reading(at: int, label: Clean, above: Above, quantity: Quantity, figure: Clean, year: str, titles: Sequence[str], style: Style) -> Reading:
    found = unit_in(label.text, style) or _last_unit(label.text, style)
    bare = label[: len(label.text) - len(found.text)].strip() if found and label.text.endswith(found.text) else label
    metric, split = metric_of([bare], above, style)
    return Reading(at, metric, replace(quantity, unit=quantity.unit or found), year, dimensions([metric]) | split, False, label, figure, tuple(reversed(titles)), 0.75)


def _last_unit(label: str, style: Style) -> Unit | None:
    """The unit at the end of a label without brackets: "Scope 1 emissions tCO2e", "Total employees person"."""
    words = label.split()
    for count in (6, 5, 4, 3, 2, 1):
        tail = " ".join(words[-count:])
        found = unit_of(tail, style.sure_ton) if len(words) > count else None
        if found and (found.dimension != "count" or tail in ("person", "persons", "unit", "Unit", "units", "time", "times", "case", "cases", "number")) and not re.match(r"of\b|in\b", tail):
            return found
    return None
