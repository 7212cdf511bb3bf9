"""Figures in tables: what each column holds, what each row is about, and one reading for each cell with a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.data import load
from kg.extract.metrics import dimensions, names_a_measure, shortened
from kg.extract.observations_prose import is_index
from kg.extract.periods import whens
from kg.quantities import Quantity, Style, cell, with_dollar
from kg.units import Unit, unit_of
from report.model import NOTHING, BlockKind, Clean, Report, Row, Table


@dataclass(frozen=True)
class Column:
    """What a column holds: "label", "unit", "skip", "value" or "target"; a value column has a period or a split, or neither."""

    role: str
    head: str = ""
    period: str | None = None
    unit: Unit | None = None
    splits: str = ""
    base: bool = False


@dataclass(frozen=True)
class Reading:
    """One figure of a table: its metric, and the cells that say so (label first, figure last)."""

    block: int
    metric: str
    quantity: Quantity
    period: str | None
    dimensions: dict[str, str]
    target: bool
    label: Clean
    figure: Clean
    around: tuple[str, ...]
    confidence: float
    base: bool = False
    """Does the figure stand in a column of baselines?"""


def readings(report: Report, style: Style, year: int | None) -> Iterator[Reading]:
    """All figures of a report's KPI tables. Contents, content indexes and tables without figures are left out."""
    for at, table in report.tables():
        titles = report.path(report.blocks[at].section)
        if is_index(report, at) or not table.rows:
            continue
        table = _headed(table, style)
        bare = replace(table, caption=table.caption or _title_before(report, at), header=tuple(_unmarked(r, report.text) for r in table.header), rows=tuple(_unmarked(r, report.text) for r in table.rows))
        columns = columns_of(bare, style, year, (bare.caption, *reversed(titles[-2:])))
        if _years_down(bare):
            yield from _turned(at, bare, titles, style, year)
        elif _is_kpi(bare, columns, style):
            yield from _rows(at, bare, columns, titles, style)


def _headed(table: Table, style: Style) -> Table:
    """A table without a header whose first row holds words or years over columns of figures has that row as its header."""
    if table.header or len(table.rows) < 2:
        return table
    first, rest = table.rows[0], table.rows[1:]
    wide = [i for i in range(table.width) if sum(cell(r[i].text, style) is not None for r in rest) * 2 > len(rest)]
    wide = [i for i in wide if i or not any(_YEAR.fullmatch(r[0].text.strip()) for r in rest)]
    named = [i for i in wide if first[i] and (re.search(r"[A-Za-z]|\d\s?[-–]\s?\d", first[i].text) or _YEAR.fullmatch(first[i].text.strip()) or cell(first[i].text, style) is None)]
    if not wide or len(named) < len(wide):
        return table
    return replace(table, header=(first,), rows=rest, groups=table.groups[1:])


_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[/–-]\d\d)?")


def _title_before(report: Report, at: int) -> str:
    """A short line right above a table names it: "Employees by age group"."""
    above = next((b for b in reversed(report.blocks[max(0, at - 3) : at]) if b.kind != BlockKind.FURNITURE), None)
    fits = above is not None and above.kind in (BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.CALLOUT) and len(above.text.text.split()) <= 14
    return above.text.text.rstrip(" .:") if fits and above and not above.text.text.rstrip().endswith(".") else ""


# ------------------------------------------------------------------------------------------------------------- columns
@cache
def _heads() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.I) for name, pattern in load("metrics")["headers"].items()}


def columns_of(table: Table, style: Style, year: int | None, titles: Sequence[str] = ()) -> list[Column]:
    """The columns of a table by their heads, then by their cells. Leading columns of words are labels."""
    found: list[Column] = []
    general = next((u for t in titles if (u := unit_in(t, style))), None)
    for i, head in enumerate(table.heads()):
        cells = [row[i].text for row in table.rows if row[i]]
        column = _by_head(head.strip(), year, style) or _by_cells(head.strip(), cells, style, found)
        found.append(replace(column, unit=column.unit or general) if column.role in ("value", "target") else column)
    if not any(c.role == "label" for c in found) and found and found[0].role == "skip" and any(re.search(r"[a-z]{3}", r[0].text) for r in table.rows):
        found[0] = Column("label", found[0].head)
    return found


def _by_head(head: str, year: int | None, style: Style) -> Column | None:
    known = _heads()
    if known["unit"].search(head):
        return Column("unit", head)
    dates = _head_dates(head, year)
    if known["change"].search(head) and not known["target"].search(head):
        return Column("skip", head)
    if known["target"].search(head) and len(head) < 60:
        return Column("target", head, dates[-1] if dates else None, unit_in(head, style))
    if known["baseline"].search(head):
        return Column("value", head, dates[0], unit_in(head, style), base=True) if dates else Column("skip", head)
    if dates and len(head) < 60:
        rest = re.sub(r"\b(?:FY|CY)?\s?(?:19|20)\d\d(?:[/–-]\d{2,4})?\b|\b(?:as of|at|year ended|31 dec\w*|dec\w* 31,?|actual|result|performance|year|in)\b", " ", head, flags=re.I)
        rest = re.sub(r"\([^)]*\)", " ", rest)
        return Column("value", head, dates[-1], unit_in(head, style), " ".join(rest.split()).strip(" -–,:") if unit_of(rest.strip()) is None else "")
    if known["skip"].search(head) or known["code"].search(head):
        return Column("skip", head)
    return None


def _head_dates(head: str, year: int | None) -> list[str]:
    """Times that a head names: those of a sentence, or any year."""
    return [w.iso for w in whens(head, year)] or re.findall(r"(?<![\d,.-])(?:19|20)\d\d(?![\d,]|\.\d)", head)


def _by_cells(head: str, cells: Sequence[str], style: Style, before: Sequence[Column]) -> Column:
    figures = sum(cell(c, style) is not None for c in cells)
    units = sum(unit_of(c) is not None and cell(c, style) is None for c in cells)
    if before and cells and units > len(cells) * 0.6 and not figures:
        return Column("unit", head)
    if cells and figures >= max(1, 0.5 * sum(bool(re.search(r"\w", c)) for c in cells)):
        plain = _heads()["plain"].search(head)
        return Column("value", head, None, unit_in(head, style), "" if plain else re.sub(r"\s*\([^)]*\)", "", head))
    return Column("skip" if any(c.role == "value" for c in before) else "label", head)


_BRACKET = re.compile(r"[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?)[)\]]")


def unit_in(text: str, style: Style) -> Unit | None:
    """A unit that a label or title carries: "Waste (tons)", "Unit: kWh", "Revenue, EUR million", "in million EUR"."""
    for inside in reversed(_BRACKET.findall(text)):
        bare = re.sub(r"^(?:in|unit:?|units:?)\s+", "", inside.strip(), flags=re.I)
        found = unit_of(bare, style.sure_ton)
        if found:
            return with_dollar(found, style)
    named = re.search(r"(?:\bunits?\s*[:：]\s*|\bin\s+)(?P<u>[^,;()]{1,30})$|,\s*(?P<v>[^,;()]{1,25})$|[–—-]\s(?P<w>[^,;()–—]{1,25})$", text.strip(), re.I)
    found = unit_of((named["u"] or named["v"] or named["w"] or "").strip(), style.sure_ton) if named else None
    return with_dollar(found, style) if found and not re.fullmatch(r"(?:19|20)\d\d", found.text) else None


def _unmarked(row: Row, source: str) -> Row:
    """Cells without footnote marks, which were superscript in the source."""
    return tuple(_without_marks(c, source) if c and re.search(r"[\w*†‡]", c.text) else c for c in row)


def _without_marks(text: Clean, source: str) -> Clean:
    keep = [i for i, start in enumerate(text.starts) if not _raised(source, start) or re.search(r"(?:\bk?m|10)$", text.text[:i])]
    if len(keep) == len(text.text):
        return text
    return Clean("".join(text.text[i] for i in keep), tuple(text.starts[i] for i in keep), tuple(text.ends[i] for i in keep)).strip() if keep else NOTHING


def _raised(source: str, at: int) -> bool:
    """Does a character stand inside <sup>...</sup>?"""
    opened = source.rfind("<sup>", max(0, at - 16), at)
    return opened >= 0 and source.find("<", opened + 5, at) < 0


def _is_kpi(table: Table, columns: Sequence[Column], style: Style) -> bool:
    """Figures with a year, a unit or a measure beside them; not page numbers, not a map of numbers."""
    wanted = [i for i, c in enumerate(columns) if c.role in ("value", "target")]
    if not wanted or not any(c.role == "label" for c in columns):
        return False
    figures = [q for row in table.rows for i in wanted if (q := cell(row[i].text, style))]
    if not figures:
        return False
    told = any(columns[i].period or columns[i].unit or columns[i].role == "target" for i in wanted) or any(c.role == "unit" for c in columns)
    labels = [" ".join(row[i].text for i, c in enumerate(columns) if c.role == "label") for row in table.rows]
    if told or sum(unit_in(label, style) is not None for label in labels) >= 1:
        return True
    if all(q.unit is None and q.value == q.value.to_integral_value() and 0 < q.value < 600 for q in figures):  # page numbers look so
        return bool(table.header) and sum(names_a_measure(label) for label in labels) > len(labels) / 2
    return sum(names_a_measure(label) for label in labels) * 2 >= len(labels) or any(q.unit for q in figures)


# ---------------------------------------------------------------------------------------------------------------- rows
@dataclass
class Above:
    """What stood above a row: the group title, the last total and the last row that others may be part of."""

    group: str = ""
    total: str = ""
    parent: str = ""


def _rows(at: int, table: Table, columns: Sequence[Column], titles: Sequence[str], style: Style) -> Iterator[Reading]:
    above = Above(group=clean_label(table.caption)) if table.caption and not any(table.groups) else Above()
    labels = [i for i, c in enumerate(columns) if c.role == "label"]
    units = [i for i, c in enumerate(columns) if c.role == "unit"]
    for n, row in enumerate(table.rows):
        group = clean_label(table.groups[n].text) if any(table.groups) else above.group
        if group != above.group:
            above = Above(group)
        cells = [row[i] for i in labels if row[i]]
        if not cells:
            continue
        stated = next((u for i in units if row[i] and (u := _column_unit(row[i].text, style))), None)
        metric, split = metric_of(cells, above, style)
        if not metric:
            continue
        named = stated or next((u for t in (cells[-1].text, cells[0].text, table.groups[n].text if table.groups else "") if (u := unit_in(t, style))), None)
        for i, column in enumerate(columns):
            if column.role in ("value", "target") and (quantity := cell(row[i].text, style)):
                yield _reading(at, table, column, quantity, metric, split, named, cells[-1], row[i], (group, table.caption, *reversed(titles)))


def _reading(
    at: int, table: Table, column: Column, quantity: Quantity, metric: str, split: dict[str, str], named: Unit | None, label: Clean, figure: Clean, around: tuple[str, ...]
) -> Reading:
    quantity = replace(quantity, unit=quantity.unit or named or column.unit)
    parts = dimensions([metric]) | split
    if column.splits and not re.fullmatch(r"(?:grand )?total|overall|all|sum|group|company|reported", column.splits, re.I):
        known = dimensions([column.splits])
        parts |= known or {"of": column.splits}
        metric = metric if known or re.search(re.escape(column.splits), metric, re.I) else f"{metric}, {column.splits}"
    target = column.role == "target" or bool(re.search(r"\btargets?\b", metric, re.I) and column.period is None)
    return Reading(at, metric, quantity, column.period, parts, target, label, figure, tuple(t for t in around if t), 0.95 * table.confidence, column.base)


def _column_unit(text: str, style: Style) -> Unit | None:
    bare = text.strip()
    if not re.search(r"[\w%‰€$£¥#]", bare) or bare.casefold() in ("n/a", "na"):
        return None
    return with_dollar(unit_of(bare, style.sure_ton), style) or Unit(" ".join(bare.split()))


_MARK = re.compile(r"^\s*(?:[•◆♦●▪■◇○➢✓►▶※·*>–—-]\s*|(?:of which|thereof|incl\.|including|o/w)[:\s-]+)", re.I)


def clean_label(text: str) -> str:
    """A row label without its bullet, its unit in brackets and its footnote marks: "• Electricity3 (kWh)" reads "Electricity"."""
    bare = _MARK.sub("", text)
    bare = _BRACKET.sub(lambda m: " " if unit_of(re.sub(r"^(?:in|unit:?)\s+", "", m.group(1), flags=re.I)) or re.fullmatch(r"\d{1,2}", m.group(1)) else m.group(), bare)
    bare = re.sub(r"(?<=[a-z)])\s?\d{1,2}(?:,\s?\d{1,2})*$|(?<=[a-z])\d{1,2}(?=\s|$)|[*†‡¹²³⁴⁵⁶⁷⁸⁹]+$", "", " ".join(bare.split()))
    return bare.strip(" :;,-–")


def metric_of(cells: Sequence[Clean], above: Above, style: Style) -> tuple[str, dict[str, str]]:
    """The metric of a row and what it splits by: ("Employees by gender", {"gender": "male"}). Notes the row for those below."""
    path = [clean_label(c.text) for c in cells]
    path = [p for i, p in enumerate(path) if p and (i == 0 or p.casefold() != path[i - 1].casefold())]
    if not path:
        return "", {}
    leaf, over = path[-1], " ".join(path[:-1])
    part = bool(_MARK.match(cells[-1].text)) or bool(re.match(r"(?:of which|thereof)\b", cells[-1].text, re.I))
    by = re.search(r"\bby\s+(?P<what>[\w /&-]{3,40}?)(?:\s*\(.*)?$", over or (above.group if not part else ""), re.I)
    if by:
        return _split(leaf, over or above.group, by, above)
    if not over and not part:
        above.total = leaf if re.match(r"total\b|number of\b|overall\b", leaf, re.I) or not above.total else above.total
        above.parent = leaf if names_a_measure(leaf) or not above.parent else above.parent
    title = over or (above.parent if part else "") or above.group
    if over and re.match(r"(?:or|and|of|in|for|with)\b|[a-z]+ [a-z]+", leaf):  # a label that was cut in two
        return shortened(f"{over} {leaf}", 20), {}
    if _stands_alone(leaf, over, part, above.parent, title):
        return leaf, {}
    if not title or title.casefold() == leaf.casefold():
        return leaf, {}
    known = dimensions([leaf])
    return f"{title}: {leaf}", known or {"item": leaf}


_STRONG = re.compile(
    r"\b(?:emissions?|consumption|rates?|intensity|number|total|proportion|percentage|ratio|amount|discharges?|withdrawals?|generated|investments?|expenditure|hours|days|cases|accidents|"
    r"production|turnover|coverage)\b",
    re.I,
)


def _stands_alone(leaf: str, over: str, part: bool, parent: str, title: str) -> bool:
    """Does a label name its metric without the titles above it?"""
    words = leaf.split()
    if re.fullmatch(r"(?:total|others?|average|number|rate)(?: total)?", leaf, re.I) or len(re.sub(r"[^A-Za-z]", "", leaf)) < 4:
        return False
    if part:  # a part of the row above it
        return bool(_STRONG.search(leaf)) or bool({w.casefold()[:6] for w in words if len(w) > 4} & {w.casefold()[:6] for w in parent.split()})
    if names_a_measure(leaf):
        return not (over and names_a_measure(over) and len(words) < 3)
    return len(words) >= 4 and not names_a_measure(title)


def _split(leaf: str, title: str, by: re.Match[str], above: Above) -> tuple[str, dict[str, str]]:
    """A row under "... by gender". A leaf that says all itself ("Proportion of female managers") keeps its own name."""
    what = by["what"].strip().casefold()
    base = title[: by.start()].strip(" ,;:-–(")
    subject = base or above.total or above.group
    noun = re.sub(r"^(?:total|number of|overall)\s+(?:number of\s+)?", "", subject, flags=re.I).strip()
    last = noun.split()[-1].casefold() if noun else ""
    name = shortened(f"{subject} by {what}") if subject else f"By {what}"
    own = re.search(rf"\b{re.escape(last)}\b", leaf, re.I) if len(last) > 3 else None
    if own or (names_a_measure(leaf) and len(leaf.split()) > 2):
        value = re.sub(rf"^total\s+|\s*\b{re.escape(last)}\b\s*", " ", leaf, flags=re.I).strip() if own else leaf
        known = dimensions([leaf])
        return leaf, known or ({what: value} if own and len(value.split()) < 4 else {})
    return name, {what: next(iter(dimensions([leaf]).values()), leaf) if what in ("gender", "sex") else leaf}


def _years_down(table: Table) -> bool:
    """Do the rows stand for years, with one metric in each column?"""
    firsts = [row[0].text.strip() for row in table.rows if row[0]]
    dated = sum(bool(re.fullmatch(r"(?:FY\s?)?(?:19|20)\d\d(?:/\d\d)?", f)) for f in firsts)
    return table.width > 1 and len(firsts) > 1 and dated > len(firsts) * 0.7 and any(table.heads()[1:])


def _turned(at: int, table: Table, titles: Sequence[str], style: Style, year: int | None) -> Iterator[Reading]:
    for row in table.rows:
        dates = whens(row[0].text, year)
        for i, head in enumerate(table.heads()):
            if i and dates and (quantity := cell(row[i].text, style)) and clean_label(head):
                named = Column("value", head, dates[0].iso, unit_in(head, style))
                label = next((h[i] for h in reversed(table.header) if h[i]), row[0])
                yield _reading(at, table, named, quantity, clean_label(head), {}, None, label, row[i], (table.caption, *reversed(titles)))


