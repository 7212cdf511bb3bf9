"""What the columns of a table hold, by their heads and by their cells, and whether the table is one of figures at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kg.data import load
from kg.extract.metrics import names_a_measure
from kg.extract.periods import whens
from kg.quantities import Style, cell, with_dollar
from kg.units import Unit, unit_of
from report.model import NOTHING, BlockKind, Clean, Report, Row, Table


@dataclass(frozen=True)
class Column:
    """What a column holds: "label", "unit", "skip", "value" or "target". A column of figures has a period, a split ("Male"), or neither.

    `base` marks baselines.
    """

    role: str
    head: str = ""
    period: str | None = None
    unit: Unit | None = None
    splits: str = ""
    base: bool = False

    @property
    def counts(self) -> bool:
        """Does it hold figures?"""
        return self.role in ("value", "target")


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.I) for name, pattern in load("metrics")["headers"].items()}


def columns_of(table: Table, style: Style, year: int | None, titles: Sequence[str] = ()) -> list[Column]:
    """The columns of a table by their heads, then by their cells. A unit in a title goes for all columns of figures."""
    found: list[Column] = []
    heads = spanned_heads(table)
    first = unit_of(heads[0].strip()) if heads else None  # "EUR million" over the labels
    told = (*heads[:1], over_all(table), *titles)
    general = first if first and first.dimension != "count" else next((u for t in told if (u := unit_in(t, style))), None)
    for i, head in enumerate(heads):
        cells = [row[i].text for row in table.rows if row[i]]
        column = _by_head(head.strip(), year, style) or _by_cells(head.strip(), cells, style, found)
        found.append(replace(column, unit=column.unit or general) if column.counts else column)
    worded = any(re.search(r"[a-z]{3}", r[0].text) for r in table.rows) if found else False
    goals = (
        worded and found[0].role == "target" and any(c.counts for c in found[1:])
    )  # "Goal | Unit | 2024 | 2030 target" names what is aimed at
    if goals and not any(cell(row[0].text, style) for row in table.rows):
        found[0] = Column("label", found[0].head)
    if worded and found[0].role == "skip" and not any(c.role == "label" for c in found):
        found[0] = Column("label", found[0].head)
    return found


_FIGURE = re.compile(r"^(?:figure|fig\.|table|chart)\s?\d.*", re.I)
_POINTER = re.compile(r"\bfor (?:more|further) (?:information|details)\b|\bsee also\b|\bpp\.\s?\d", re.I)


def spanned_heads(table: Table) -> list[str]:
    """The header path of each column; in all header rows but the last an empty cell is spanned by the one left of it.

    Lines of text above a header ("For more information see ...") are no part of it.
    """
    rows = [[c.text.strip() for c in row] for row in table.header]
    rows = [[_FIGURE.sub("", text) for text in row] for row in rows if not (len(rows) > 1 and _POINTER.search(" ".join(row)))]
    for row in rows[:-1]:
        _from_the_left(row)
        for i in range(1, len(row)):
            row[i] = row[i] or row[i - 1]
    rows = [row for n, row in enumerate(rows) if n == len(rows) - 1 or len(set(row[1:]) - {""}) > 1]
    heads = [
        " ".join(dict.fromkeys(row[i] for row in rows if row[i] and (len(row[i]) < 60 or len(rows) == 1 or _spans(row[i]))))
        for i in range(table.width)
    ]
    return _under_their_group(heads)


def over_all(table: Table) -> str:
    """The head that stands over all columns of figures, above the row of their own heads; "" for none."""
    rows = [[c.text.strip() for c in row] for row in table.header[:-1]]
    over = [said.pop() for row in rows if len(said := set(row[1:]) - {""}) == 1]
    return over[-1] if over and len(over[-1]) < 110 and table.width > 2 else ""


def _spans(head: str) -> bool:
    """Is a long text in a header a head, and no sentence above it?"""
    return len(head) < 110 and not re.search(r"[.:;]\s|[.:]$", head)


def _under_their_group(heads: list[str]) -> list[str]:
    """ "permanent, women, men, temporary, women, men": heads that come back behind others belong to those."""
    again = {h for h in heads if h and heads.count(h) > 1}
    leads = [i for i in range(1, len(heads) - 1) if heads[i] and heads[i] not in again and heads[i + 1] in again]
    if not again or {heads.count(h) for h in again} != {len(leads)}:
        return heads
    over = {i: max((lead for lead in leads if lead < i), default=None) for i, h in enumerate(heads) if h in again}
    return [h if (lead := over.get(i)) is None else f"{heads[lead]} {h}" for i, h in enumerate(heads)]


def _from_the_left(row: list[str]) -> None:
    """Move heads that stand over the middle of the columns they span to the first of those."""
    at = [i for i, text in enumerate(row) if text]
    steps = {b - a for a, b in pairwise(at)}
    if len(steps) == 1 and (step := steps.pop()) > 2 and 1 <= (first := len(row) - step * len(at)) < at[0] < first + step:
        row[:] = [row[i + at[0] - first] if i + at[0] - first < len(row) else "" for i in range(len(row))]


# --------------------------------------------------------------------------------------------------------------- heads
def _by_head(head: str, year: int | None, style: Style) -> Column | None:
    """What the words of a head say; None when they say nothing."""
    known, dates = _heads(), _head_dates(head, year)
    if known["unit"].search(head):
        return Column("unit", head)
    if re.fullmatch(
        r"(?:target|due|completion)[- ](?:date|year)|due|deadline|by when|time ?(?:line|frame)|target date|until|date", head, re.I
    ):
        return Column("skip", head)
    if re.search(r"\bSDGs?\b|sustainable development goals?", head, re.I):
        return Column("skip", head)
    target = known["target"].search(head)
    if known["change"].search(head) and not target:
        return Column("skip", head)
    if target and len(head) < 60:
        return Column("target", head, dates[-1] if dates else None, unit_in(head, style))
    if known["baseline"].search(head):
        return Column("value", head, dates[0], unit_in(head, style), base=True) if dates else Column("skip", head)
    if dates and len(head) < 120:
        return Column("value", head, dates[-1], unit_in(head, style), _beside_year(head))
    return Column("skip", head) if known["skip"].search(head) or known["code"].search(head) else None


_YEAR_WORDS = re.compile(
    r"\b(?:FY|CY)?\s?(?:19|20)\d\d(?:[/–-]\d{2,4})?\b|\bFY\s?'?\d\d(?:/\d\d)?\b|\([^)]*\)"
    r"|\b(?:as of|at|year ended|actual|results?|performance|(?:fiscal|financial|calendar)(?: year)?|year|in)\b"
    r"|\b(?:\d{1,2}\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b\.?(?:\s\d{1,2}\b)?,?",
    re.I,
)


def _beside_year(head: str) -> str:
    """What a head names beside its year: "Male 2024" splits by "Male"; a unit is no split."""
    rest = " ".join(_YEAR_WORDS.sub(" ", head).split()).strip(" -–,:")
    return "" if unit_of(rest) else rest


def _head_dates(head: str, year: int | None) -> list[str]:
    """Times that a head names: those of a sentence, or any year."""
    full = [w.iso for w in whens(head, year)] or re.findall(r"(?<![\d,.-])(?:19|20)\d\d(?![\d,]|\.\d)", head)
    return full or [f"20{last or first}" for first, last in re.findall(r"\bFY\s?'?(\d\d)(?:/(\d\d))?\b", head)]


_WHEN = re.compile(
    r"(?:(?:as (?:of|at)|up to|until|at)\s)?(?:(?:the )?(?:fiscal|financial|calendar|reporting) (?:year|period)|year[- ]end|annual(?:ly)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s\d{1,2}(?:st|nd|rd|th)?)?)",
    re.I,
)
_IN_BRACKETS = re.compile(r"\([^()]+\)\s*(?:[x×].*)?$")


def _by_cells(head: str, cells: Sequence[str], style: Style, before: Sequence[Column]) -> Column:
    """What the cells of a column are: units, figures or words. Words behind figures are remarks."""
    if cells and all(_WHEN.fullmatch(c.strip()) for c in cells):  # "Fiscal year", "Sept. 30th": for what time the row is told
        return Column("skip", head)
    figures = sum(cell(c, style) is not None for c in cells)
    units = sum(cell(c, style) is None and (unit_of(c) is not None or _IN_BRACKETS.match(c) is not None) for c in cells)
    if before and cells and units > len(cells) * 0.6 and not figures:
        return Column("unit", head)
    if cells and figures >= max(1, 0.5 * sum(bool(re.search(r"\w", c)) for c in cells)):
        plain = _heads()["plain"].search(head)
        return Column("value", head, None, unit_in(head, style), "" if plain else re.sub(r"\s*\([^)]*\)", "", head))
    return Column("skip" if any(c.role == "value" for c in before) else "label", head)


# --------------------------------------------------------------------------------------------------------------- units
BRACKET = re.compile(r"[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?)[)\]]")
_TRAILING = re.compile(
    r"(?:\bunits?\s*[:：]\s*|\bin\s+)(?P<said>[^,;()]{1,30})$|,\s*(?P<comma>[^,;()]{1,25})$|(?<=\S)\s?[–—-]\s(?P<dash>[^,;()–—]{1,25})$",
    re.I,
)


def unit_in(text: str, style: Style) -> Unit | None:
    """A unit that a label or title carries: "Waste (tons)", "Unit: kWh", "Revenue, EUR million", "in million EUR"."""
    for inside in reversed(BRACKET.findall(text)):
        found = bracketed_unit(inside, style)
        if found:
            return with_dollar(found, style)
    match = _TRAILING.search(text.strip())
    found = unit_of((match["said"] or match["comma"] or match["dash"] or "").strip(), style.sure_ton) if match else None
    thousands = match and match["comma"] and re.search(r"\d,\d{3}\b", text[match.start() - 1 : match.end()])  # the comma of "10,000 tons"
    if not found or thousands or re.fullmatch(r"(?:19|20)\d\d", found.text) or (match and match["dash"] and found.dimension == "count"):
        return None
    return with_dollar(found, style)


def bracketed_unit(inside: str, style: Style) -> Unit | None:
    """The unit that the inside of a bracket is: "in tons", "unit: kWh", "as a percentage of new hires"."""
    if re.match(r"(?:as a |in )?(?:percent(?:age)?|%)\s(?:of|points?)\b|as a percentage$", inside.strip(), re.I):
        return unit_of("%")
    return unit_of(re.sub(r"^(?:in|units?:?)\s+", "", inside.strip(), flags=re.I), style.sure_ton)


def cell_unit(text: str, style: Style) -> Unit | None:
    """The unit in a cell of a unit column, known or not; None for an empty one and for dashes."""
    bare = re.sub(r"^\((.*)\)$", r"\1", " ".join(text.split()))
    if not re.search(r"[\w%‰€$£¥#]", bare) or bare.casefold() in ("n/a", "na"):
        return None
    return with_dollar(unit_of(bare, style.sure_ton), style) or Unit(bare)


_RATE = re.compile(r"\b(?:rates?|ratio|intensity|index|share|proportion|percentage|average)\b|[/%]", re.I)


def spanning_units(table: Table, at: int, labels: Sequence[str]) -> list[str]:
    """The cells of a unit column, with a unit carried down where the column prints each unit once for the rows it spans.

    It does so when cells are empty and no two rows in turn repeat a unit. A rate is never measured like the row above it.
    """
    said = [row[at].text.strip() for row in table.rows]
    repeated = any(a and a == b for a, b in pairwise(said))
    if repeated or said.count("") < 2 or len(said) - said.count("") < 2 or not said[0]:
        return said
    for n in range(1, len(said)):
        if not said[n] and not _RATE.search(labels[n]) and _same_group(table, n, labels):
            said[n] = said[n - 1]
    return said


def _same_group(table: Table, n: int, labels: Sequence[str]) -> bool:
    """Does a row stand under the same title as the one before, or under one that takes up a label above ("Waste by site")?"""
    if not table.groups or table.groups[n].text == table.groups[n - 1].text:
        return True
    title = table.groups[n].text.casefold()
    return any(len(label) > 5 and title.startswith(label.casefold()) for label in labels[:n])


# -------------------------------------------------------------------------------------------------------------- tables
def is_kpi(table: Table, columns: Sequence[Column], style: Style) -> bool:
    """Figures with a year, a unit or a measure beside them; not page numbers, not a map of numbers."""
    wanted = [i for i, c in enumerate(columns) if c.counts]
    figures = [q for row in table.rows for i in wanted if (q := cell(row[i].text, style))]
    if not figures or not any(c.role == "label" for c in columns):
        return False
    labels = [" ".join(row[i].text for i, c in enumerate(columns) if c.role == "label") for row in table.rows]
    dated = any(columns[i].period or columns[i].unit or columns[i].role == "target" for i in wanted)
    if dated or any(c.role == "unit" for c in columns) or any(unit_in(label, style) for label in labels):
        return True
    if sum(len(columns[i].splits.split()) > 1 and names_a_measure(columns[i].splits) for i in wanted) > 1:
        return True
    measured = sum(names_a_measure(label) for label in labels)
    if all(q.unit is None and q.value == q.value.to_integral_value() and 0 < q.value < 600 for q in figures):  # page numbers look so
        return bool(table.header) and measured > len(labels) / 2
    return measured * 2 >= len(labels) or any(q.unit for q in figures)


_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[/–-]\d\d)?")


def is_years_down(table: Table) -> bool:
    """Do the rows stand for years, with one metric in each column?"""
    firsts = [row[0].text.strip() for row in table.rows if row[0]]
    dated = sum(_YEAR.fullmatch(f) is not None for f in firsts)
    return table.width > 1 and len(firsts) > 1 and dated > len(firsts) * 0.7 and any(table.heads()[1:])


def parts(table: Table) -> Iterator[Table]:
    """A table cut where a row of years begins a new one below the same title."""
    years = [n for n, row in enumerate(table.rows) if _is_years(row)]
    cuts = sorted({0, *years, len(table.rows)})
    for start, end in pairwise(cuts):
        header, first = table.header, start
        if start in years:
            header, first = (*(header if start == 0 else ()), table.rows[start]), start + 1
        if first < end:
            yield replace(table, header=header, rows=table.rows[first:end], groups=table.groups[first:end])


def _is_years(row: Row) -> bool:
    """A row of two or more years in their order, behind a label, with nothing else but words."""
    said = [c.text.strip() for c in row[1:] if re.search(r"\d", c.text)]
    years = [int(y[-4:]) for y in said if re.fullmatch(r"(?:FY\s?)?(?:19|20)\d\d", y)]
    return len(said) == len(years) > 1 and all(abs(b - a) == 1 for a, b in pairwise(years))


def headed(table: Table, style: Style) -> Table:
    """A first row that holds words or years over columns of figures is header: alone, or below a header if it has no label."""
    last = table.header[-1] if len(table.header) > 1 else ()
    counted = any(cell(c.text, style) is not None for c in last[1:])
    if last and counted and len(last[0].text.split()) > 3 and not _is_years(last):  # a row of words and years taken for a header
        groups = (NOTHING, *table.groups) if table.groups else ()
        return replace(table, header=table.header[:-1], rows=(table.header[-1], *table.rows), groups=groups)
    if len(table.rows) < 2 or (table.header and (table.rows[0][0] or len(table.header) > 2)):
        return table
    first, rest = table.rows[0], table.rows[1:]
    years = any(_YEAR.fullmatch(r[0].text.strip()) for r in rest)
    wide = [i for i in range(table.width) if (i or not years) and sum(cell(r[i].text, style) is not None for r in rest) * 2 > len(rest)]
    if not wide or not all(_heads_a_column(first[i].text.strip(), style) for i in wide):
        return table
    return replace(table, header=(*table.header, first), rows=rest, groups=table.groups[1:])


def _heads_a_column(text: str, style: Style) -> bool:
    """Can a text stand over a column? Words, a year or a range can, a figure can't."""
    worded = re.search(r"[A-Za-z]|\d\s?[-–]\s?\d", text) or _YEAR.fullmatch(text)
    return bool(text) and (worded is not None or cell(text, style) is None)


def title_before(report: Report, at: int) -> str:
    """A short line right above a table, which names it: "Employees by age group". "" when there is none."""
    above = next((b for b in reversed(report.blocks[max(0, at - 3) : at]) if b.kind != BlockKind.FURNITURE), None)
    if above is None or above.kind not in (BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.CALLOUT):
        return ""
    text = "" if _WHEN.fullmatch(above.text.text.strip()) else above.text.text.rstrip()
    return "" if text.endswith(".") or len(text.split()) > 14 else text.rstrip(" :")


# --------------------------------------------------------------------------------------------------------------- marks
def unmarked(row: Row, source: str) -> Row:
    """Cells without footnote marks, which were superscript in the source."""
    return tuple(_without_marks(c, source) if c and re.search(r"[\w*†‡]", c.text) else c for c in row)


def _without_marks(text: Clean, source: str) -> Clean:
    keep = [i for i, start in enumerate(text.starts) if not _raised(source, start) or re.search(r"(?:\bk?m|10)$", text.text[:i])]
    if len(keep) == len(text.text) or not keep:
        return text if keep else NOTHING
    return Clean("".join(text.text[i] for i in keep), tuple(text.starts[i] for i in keep), tuple(text.ends[i] for i in keep)).strip()


def _raised(source: str, at: int) -> bool:
    """Does a character stand inside <sup>...</sup>?"""
    opened = source.rfind("<sup>", max(0, at - 16), at)
    return opened >= 0 and source.find("<", opened + 5, at) < 0
