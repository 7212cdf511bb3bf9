"""Figures in sentences, list items, call-outs and wordy table cells: each with its metric, its time and the words that hold it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.data import load
from kg.extract.clauses import OUT_OF
from kg.extract.columns import headed
from kg.extract.dates import by_their_end, reporting_year
from kg.extract.enumerated import beside_codes, numbered_blocks
from kg.extract.figures import in_the_unit_of, quantities
from kg.extract.indexes import is_index
from kg.extract.metrics import names_a_measure
from kg.extract.naming_checks import settled
from kg.extract.naming_figures import Named, clauses, named
from kg.extract.observations_lines import row_blocks
from kg.extract.observations_tiles import Tile, tiles
from kg.extract.outlook import due_for, outlook_of
from kg.extract.periods import When, period_for, whens
from kg.extract.stated import Scene, Stated, ranks, zeros
from kg.extract.targets_words import PAST, is_goals, late
from kg.extract.wording import inner, pattern, shortened
from kg.quantities import WORDS, Quantity, Style, cell, style_of
from kg.units import unit_of
from report.model import BlockKind, Clean, Report, Table, sentences
from report.once import once

_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CALLOUT, BlockKind.FOOTNOTE)
_WORTH = re.compile(
    rf"\d|\b(?:thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|{'|'.join(WORDS[2:])}|half|quarters?|fifths?|one|single|no|zero|nil|not any)\b",
    re.I,
)
_NUMBERED = re.compile(r"(?:^|(?<=[a-z)]\s))(\d{1,2})\s(?=[A-Z][a-z]+\s)")
_CHAPTERS = re.compile(r"\b\d{1,2}\.\d{1,2}\.?\s(?=[A-Z][a-z])")


@once
def stated(report: Report) -> tuple[Stated, ...]:
    """All figures of a report's prose, in order, without those of flat text's table rows.

    A call-out that repeats a sentence takes over the sentence's metric and time: it is often cut short.
    """
    said = list(_all(report, row_blocks(report)))
    by_block: dict[int, list[Stated]] = {}
    for one in said:
        by_block.setdefault(one.block, []).append(one)
    sources = ((one, report.blocks[one.block].repeats) for one in said)
    return tuple(one if source is None else _as_source(one, by_block.get(source, [])) for one, source in sources)


def _as_source(one: Stated, source: Sequence[Stated]) -> Stated:
    """A figure of a call-out like the same figure of its source; where a thousands comma was read as a point, also a thousandth of it."""
    value, pointed = one.quantity.value, "." in one.quantity.text
    same = (o for o in source if o.block != one.block and (o.quantity.value == value or (pointed and o.quantity.value == value * 1000)))
    found = next(same, None)
    if found is None:
        return one
    quantity = replace(one.quantity, value=found.quantity.value)
    return replace(one, quantity=quantity, metric=found.metric, period=found.period, outlook=found.outlook)


def _all(report: Report, rows: Collection[int]) -> Iterator[Stated]:
    style, year = style_of(report.text), reporting_year(report)
    titles = frozenset(_letters(s.title) for s in report.sections)
    for scene in _scenes(report, rows, year, style):
        sentence = scene.sentence
        if _WORTH.search(sentence.text) and not _is_contents(sentence.text) and not _REQUIRED.search(sentence.text):
            found = _in_sentence(scene, style, _marks(report.text, sentence))
            yield from (s for s in found if s.quantity.unit or _letters(s.metric) not in titles)
    for tile in tiles(report, style, {*rows, *numbered_blocks(report)}):
        if not is_index(report, tile.block):
            yield from _of_tile(report, tile, year, style)


def _of_tile(report: Report, tile: Tile, year: int | None, style: Style) -> Iterator[Stated]:
    """What figure and label say together; where they make no phrase, the label is the name."""
    title = (report.path(report.blocks[tile.block].section) or ("",))[-1]
    scene = Scene(tile.block, tile.whole, tuple(whens(tile.whole.text, year)), year, title=title)
    size = len(tile.figure.text)
    found = next((s for s in _in_sentence(scene, style, ()) if s.quantity.head < size), None)
    if found:
        yield found
        return
    quantity, metric = cell(tile.figure.text, style), shortened(tile.label.text)
    if quantity and len(metric) > 3:
        yield Stated(tile.block, tile.whole, quantity, metric, 0, len(tile.whole.text), scene.dates, scene.period(None), sure=False)


def _is_contents(text: str) -> bool:
    """A list of numbered titles: "3.4 Safety 3.5 Inclusion 3.6 Health", "1 Secure employment 2 Working time"."""
    numbered = [int(n) for n in _NUMBERED.findall(text)]
    return len(_CHAPTERS.findall(text)) > 2 or any(b == a + 1 for a, b in pairwise(numbered))


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.casefold()))


def _scenes(report: Report, rows: Collection[int], year: int | None, style: Style) -> Iterator[Scene]:
    """Sentences with their dates; of tables, the cells that read as sentences."""
    numbered = numbered_blocks(report)
    for at, block in enumerate(report.blocks):
        if block.table is not None:
            if not is_index(report, at):
                yield from _cells(at, headed(block.table, style), year)
        elif at not in rows and at not in numbered and block.kind in _PROSE:
            title = (report.path(block.section) or ("",))[-1]
            said = (part for s in sentences(block.text) for part in beside_codes(s))
            goals = is_goals(title)
            for part in said:
                goal = goals and _is_goal(part.text, block.kind == BlockKind.LIST_ITEM)
                due = late(title, year) if goal else None
                yield Scene(at, part, tuple(whens(part.text, year)), year, goal, due, title)


_IMPERATIVE = re.compile(
    r"\W*(?:reduce|cut|lower|increase|raise|achieve|reach|train|source|halve|improve|recycle|invest|ensure|maintain|keep|limit)\b", re.I
)


def _is_goal(text: str, item: bool) -> bool:
    """Does a text below "Our targets" tell of one: an item without a past tense, or "Reduce ..."?"""
    return bool(_IMPERATIVE.match(text)) or (item and not PAST.search(text) and not re.match(r"\W*(?:\w+ed|we|in|so far)\b", text, re.I))


_REQUIRED = re.compile(r"\b(?:entity|undertaking|issuer|registrant) (?:shall|should|must)\b|\bstatistic count\b", re.I)
"""Words of a standard, not of the report."""


def _cells(at: int, table: Table, year: int | None) -> Iterator[Scene]:
    """Wordy cells; under "Target" they are goals, with the due date and the base year that stand in the same row."""
    heads = [h.strip() for h in table.heads()]
    goal, due, base = (_columns(heads, name) for name in ("target", "due", "base_year"))
    told = [w for i in goal for w in whens(heads[i], year)]  # "Target (by 2030, baseline 2019)"
    over = next((w.iso for w in told if w.role == "due"), None)
    for row in table.rows:
        dates = tuple(When(0, 0, b, "base") for i in base if (b := _year(row[i].text))) or tuple(
            replace(w, start=0, end=0) for w in told if w.role == "base"
        )
        until = next((d for i in due if (d := _year(row[i].text))), over)
        for i, text in enumerate(row):
            aimed = i in goal and i not in due
            for sentence in sentences(text) if _reads(text.text) or (aimed and " " in text.text.strip()) else ():
                yield Scene(at, sentence, (*dates, *whens(sentence.text, year)), year, aimed, until)


def _columns(heads: Sequence[str], name: str) -> list[int]:
    pattern = re.compile(load("metrics")["headers"][name], re.I)
    return [i for i, head in enumerate(heads) if pattern.search(head)]


def _year(text: str) -> str | None:
    match = re.fullmatch(r"(?:FY\s?)?((?:19|20)\d\d)", by_their_end(text.strip()))
    return match.group(1) if match else None


def _reads(cell: str) -> bool:
    return len(cell.split()) >= 6 and unit_of(cell) is None and re.search(r"[a-z]{3}", cell) is not None


def _marks(source: str, text: Clean) -> tuple[int, ...]:
    """Places in a tidied text that were superscript in the source: footnote marks, unless they raise a unit (m<sup>3</sup>)."""
    raised = (i for i, start in enumerate(text.starts) if text.text[i].isdigit() and source[max(0, start - 5) : start] == "<sup>")
    return tuple(i for i in raised if not re.search(r"(?:m|10)$", text.text[:i]))


# ----------------------------------------------------------------------------------------------------------- sentences
_PER = re.compile(r"\bper\s(?:unit\sof\s)?$")


def _in_sentence(scene: Scene, style: Style, marks: Sequence[int]) -> Iterator[Stated]:
    text = scene.text
    found = [q for q in quantities(text, style, marks) if not _PER.search(text[: q.start])]  # "per 10,000 euros of output" is a unit
    cuts = clauses(text, found)
    ranked = [*ranks(scene)]
    said: Named | None = None
    last: Quantity | None = None  # the figure that `said` names
    for i, quantity in enumerate(found):
        if any(r.quantity.head == quantity.head for r in ranked) or (ranked and re.search(r"\bout of\s*$", text[: quantity.start])):
            continue
        if quantity.qualifier in ("<", ">") and _BRACKET.search(text[: quantity.start]) and text[quantity.end : quantity.end + 1] == ")":
            continue  # "spills (> 1 barrel)"
        if _WERE_IT_SO.search(text[: quantity.start]) and re.search(r"\bif\b", text):
            continue
        if said and last and quantity.qualifier in (">=", "<=") and _OF_A_CLASS.fullmatch(text[last.end : quantity.start]):
            continue  # "50% of vehicles between 3.5 t and 7.5 t"
        if _in_a_row(text, found, i) or (
            quantity.unit is None and not quantity.word and _PRODUCT.search(text[: quantity.end]) and _ACTS.match(text, quantity.end)
        ):
            continue
        upper = i > 0 and quantity.start == found[i - 1].start  # the upper end of a range is named like the lower
        name = said if upper and said else named(text, found, i, cuts, said)
        if name:
            if name.same and last and not upper:
                found[i] = quantity = in_the_unit_of(quantity, _with_count_unit(text, last), style)
            if said is None or name.same or not _BRACKET.search(text[: quantity.start]):  # "R25 million (1% of profit), up 9%"
                said, last = name, quantity
            told = settled(name.metric, text, quantity, max(name.start, found[i - 1].end if i else 0), scene.title)
            if told and not _is_unit(told):
                yield _stated(scene, found, i, replace(name, metric=told))
    yield from ranked
    yield from zeros(scene)


def _is_unit(metric: str) -> bool:
    """Is what a figure is of nothing but a unit: "CO2e"? (Employees are counted in employees.)"""
    unit = unit_of(metric)
    return (
        unit is not None
        and unit.dimension in ("mass", "co2e", "energy", "power", "volume", "length", "area", "time")
        and not names_a_measure(metric)
    )


_PRODUCT = re.compile(r"(?:^|[,;]\s|\b(?:the|of|to|and|in|on|with|using|our|for|from)\s)[A-Z][a-z]+[A-Za-z]*\s\d{1,3}$")
_ACTS = re.compile(r"\s(?:has|is|was|can|will|helps|allows|enables|offers|provides)\s")
"""A number behind a name that then acts is part of the name: "Windrow 365 has been chosen"."""
_OF_A_CLASS = re.compile(r"\s+of\s+[a-z][a-z\s-]{2,30}")
_WERE_IT_SO = re.compile(r"\bwould (?:be|have been|have)\s[^.;]{0,30}$")
_BRACKET = re.compile(r"\(\s*$")


def _in_a_row(text: str, found: Sequence[Quantity], i: int) -> bool:
    """Figures with nothing between them are what is left of a table row."""
    sides = [(found[i - 1], found[i])] if i else []
    sides += [(found[i], found[i + 1])] if i + 1 < len(found) else []
    return any(b.start > a.start and not text[a.end : b.head].strip() for a, b in sides)


def _stated(scene: Scene, found: Sequence[Quantity], i: int, name: Named) -> Stated:
    text, quantity = scene.text, found[i]
    nearest = found[i + 1].start if i + 1 < len(found) else len(text)
    if i + 1 < len(found) and OUT_OF.fullmatch(text[quantity.end : nearest]):  # "10 of our 14 mills"
        nearest = found[i + 2].start if i + 2 < len(found) else len(text)
    outlook = outlook_of(text, quantity, nearest, scene.dates)
    when = period_for(text, quantity.start, quantity.end, nearest, scene.dates)
    outlook = "aim" if scene.goal and not outlook else outlook
    due = due_for(text, found, i, scene.dates) if outlook else None
    period = scene.period(when) if not outlook else due.iso if due else scene.due
    if when is None and scene.year and not outlook and _is_before(text, found, i):
        period = str(scene.year - 1)
    start = min(max(name.start, name.end - 400), quantity.start)
    counted = _with_count_unit(text, quantity)
    if (
        outlook == "aim"
        and when
        and when.role == "actual"
        and 0 < quantity.start - when.end < 4
        and text[when.end] in ":="
        and text[when.start - 1 : when.start] == "("
    ):
        outlook, period = "", when.iso  # "40% by 2026 (2023: 31%)" tells where things stand
    if quantity.value < 0 and quantity.unit and quantity.unit.dimension == "share" and not text[: quantity.start].strip():
        name, counted = replace(name, metric=f"Reduction in {inner(name.metric)}"), replace(quantity, value=-quantity.value)  # "-50% CO2"
    made = Stated(scene.block, scene.sentence, counted, name.metric, start, name.end, scene.dates, period, outlook)
    return replace(made, sure=name.sure, opening=found[i - 1].end if i else 0)


_FROM = re.compile(r"\bfrom\s+$")


def _is_before(text: str, found: Sequence[Quantity], i: int) -> bool:
    """Is it the figure of the year before: "fell from 9 to 6" without a date, "4.2% (3.9)"?"""
    quantity = found[i]
    if i + 1 < len(found) and _FROM.search(text[: quantity.start]):
        return re.fullmatch(r"\s+to\s+(?:only\s|just\s)?", text[quantity.end : found[i + 1].start]) is not None
    return i > 0 and text[found[i - 1].end : quantity.start].strip() == "(" and text[quantity.end : quantity.end + 1] == ")"


def _with_count_unit(text: str, quantity: Quantity) -> Quantity:
    """Things counted right behind a figure are its unit: "1,200 people"."""
    said = pattern("clause", "counted", r"\s*({})\b").match(text, quantity.end) if quantity.unit is None else None
    return replace(quantity, unit=unit_of(said.group(1))) if said else quantity
