"""Numbers that a candidate holds, and how well each fits what the question counts or measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from ask.choice import Choice
from ask.figures import Figure, amount_of, with_unit
from ask.lexicon import words
from ask.periods import year_of
from ask.rank import MEASURED, Candidate
from ask.scope import Scope
from ask.text import Sentence, says
from ask.understand import Reading
from index.words import stem
from kg.quantities import WORDS, cell
from kg.units import lookup, unit_of

_CHANGE = frozenset(stem(w) for w in "increase decrease reduce reduction cut save saving saved growth grow grew change fall fell rise rose drop less more lower higher "
                    "decline improve compared".split())  # fmt: skip
PLANNED = frozenset(stem(w) for w in "target goal aim plan planned objective reduce cut will ambition by intend commit fall should".split())
"""Stems of questions about what is planned."""
_RANKED = frozenset(stem(w) for w in "rank ranked ranking position place placed stand".split())


def number_choices(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """Every figure of the candidates, with how well it fits."""
    asked = frozenset(words(reading.english)) | {s for t in reading.terms for s in t.stems}
    counted = frozenset(reading.noun) | {s for t in reading.terms if set(t.stems) & set(reading.noun) for way in t.ways for s in way}
    found = []
    for c in candidates:
        if c.sentence.heading or not (c.record or c.sentence.row or _LETTERS.search(c.sentence.text)):
            continue
        for figure in [*figures_of(c), *_none(c, counted), *_few(c, counted)]:
            if (figure.dimension == "rank" and not asked & _RANKED) or _page(c, figure) or _section(c, figure) or _axis(c, figure):
                continue
            sort = _sort_of(reading, c, figure, asked, counted)
            rest = _near(reading, c, figure, scope) - 0.3 * _unasked(reading, c, scope, asked) + _time(reading, c, figure, scope, asked)
            found.append(Choice(c, c.score + sort + rest, figure.text, figure, typed=1.0 if sort > -0.2 else 0.3))
    return found


def figures_of(c: Candidate) -> Sequence[Figure]:
    """The figures of a candidate: the value of an observation, the cells of a row, the quantities of a sentence."""
    if c.record:
        return [_of_record(c.record)] if c.record["kind"] in MEASURED and c.record.get("value") is not None else []
    return _of_row(c.sentence) if c.sentence.row else c.sentence.figures


def _of_record(record: dict[str, Any]) -> Figure:
    unit = str(record.get("unit") or "")
    text = with_unit(str(record.get("value_text") or record["value"]), unit)
    known = unit_of(unit) if unit else None
    value = Decimal(str(record["value"]))
    return Figure(0, 0, text, amount_of(value, known), known.dimension if known else None, year_of(record), value=value, unit=unit)


def _of_row(row: Sentence) -> list[Figure]:
    """The value cells of a table row, each with the year of its column."""
    _, *cells = row.text.split(", ")
    unit = next((c for c in cells if not re.search(r"\d", re.sub(r"CO ?2|m ?[23]\b", "", c)) and unit_of(c)), "")
    known = unit_of(unit) if unit else None
    found = []
    for text in cells:
        head, _, value = text.rpartition(": ")
        quantity = cell(value)
        if quantity is None:
            continue
        measure = quantity.unit or known
        said = value if quantity.unit else with_unit(value, unit)
        year = re.search(r"(?:19|20)\d\d", head)
        dimension = measure.dimension if measure else None
        amount = amount_of(quantity.value, measure)
        found.append(
            Figure(
                0,
                0,
                said,
                amount,
                dimension,
                int(year.group()) if year else None,
                value=quantity.value,
                unit=measure.text if measure else "",
            )
        )
    return found


def _sort_of(reading: Reading, c: Candidate, figure: Figure, asked: frozenset[str], counted: frozenset[str]) -> float:
    """Does a figure's unit, or what it counts, fit the question?"""
    dimension = "mass" if figure.dimension == "co2e" else figure.dimension
    if dimension == "rank":
        return 0.1
    prose = not c.record and not c.sentence.row
    off = -(0.15 if dimension == "share" else 0.08) if figure.change and not asked & _CHANGE else 0.0
    off -= 0.08 if prose and re.fullmatch(r"[\d.,]+", figure.text) and len(figure.text) < 3 else 0.0
    if reading.unit is None and reading.wants == "count":
        if dimension not in (None, "count"):
            return off - 0.35
        return off + _of_counted(c, figure, counted)
    if reading.unit is None:
        return off - (_amiss(figure, dimension, asked) if re.match(r"how much\b", reading.english.lower()) and not asked & _CHANGE else 0.0)
    if dimension == reading.unit or (
        dimension == "share" and asked & _CHANGE and re.match(r"by how much\b|how much (?:more|less)", reading.english.lower())
    ):
        return off + 0.1
    if reading.unit == "share" and dimension == "ratio":
        return off + 0.02
    if dimension == "ratio" and (yearly := _YEARLY.sub("", figure.unit)) != figure.unit and _dimension(yearly) == reading.unit:
        return off + 0.1
    if (
        prose
        and dimension is None
        and any((unit := lookup(w)) and unit.dimension == reading.unit for w in re.findall(r"[A-Za-z]+", c.sentence.above))
    ):
        return off + 0.05
    return off - (0.35 if dimension else 0.15 if prose else 0.05)


_YEARLY = re.compile(r"\s*(?:/|\bper\b|\ban?\b)\s*(?:year|annum|a)$|\s*p\.?\s?a\.?$", re.I)


def _dimension(unit: str) -> str | None:
    known = unit_of(unit)
    return known.dimension if known else None


def _amiss(figure: Figure, dimension: str | None, asked: frozenset[str]) -> float:
    """What a share loses, or a count of something else, where "how much" asks for an amount."""
    if dimension == "share":
        return 0.25
    counted = words(re.sub(r"^[\d.,\s]*|.*\d", "", figure.text))
    if not re.search(r"\d", figure.text):  # "five dividends"
        return 0.3
    return 0.15 if dimension is None and counted and not set(counted) & asked else 0.0


_PAGES = re.compile(r"\b(?:pp?\.|pages?)|\b(?:[1-4]\d\d|[23])-\d{1,2}\b")
_NO = re.compile(r"\b(?:no|zero|nil|without any)\s+((?:[A-Za-z][\w-]*\s?){1,5})", re.I)


def _page(c: Candidate, figure: Figure) -> bool:
    """A bare number in a line of page references, or at the start of a sentence, counts nothing."""
    if c.record or c.sentence.row or not re.fullmatch(r"[\d–-]{1,7}\.?", figure.text):
        return False
    if c.sentence.text[max(0, figure.start - 1) : figure.start] == "(" and re.match(r"\) [A-Za-z]", c.sentence.text[figure.end :]):
        return True
    if re.match(r"\d{1,2}(?:\.\d{1,2})+\s", c.sentence.text) and figure.end >= len(c.sentence.text.rstrip(" .")):
        return True  # the page of a title
    listed = figure.start == 0 and re.match(r"[\s.)]*(?:[A-Z]|\d)", c.sentence.text[figure.end :])
    return bool(listed or _PAGES.search(c.sentence.text))


_LETTERS = re.compile(r"[^\W\d_]{3}|[\u3400-\u9fff]")
"""What a sentence has that is more than figures."""


def _axis(c: Candidate, figure: Figure) -> bool:
    """A bare 0 that no sentence says: the foot of a chart's axis. A number right behind a bracket: that of a note."""
    if not c.record and not c.sentence.row and c.sentence.text[max(0, figure.start - 1) : figure.start] == ")":
        return True
    return not c.record and not c.sentence.row and figure.text == "0" and figure.end >= len(c.sentence.text.rstrip(" ."))


_SECTIONED = re.compile(r"(?<![\w.,])\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s(?=[A-Z][a-z])")


def _section(c: Candidate, figure: Figure) -> bool:
    """ "3.2 Fair trade 3.3 Hotline": numbers of titles, one of them at the beginning, count nothing."""
    text = c.sentence.text
    if c.record or c.sentence.row or figure.dimension:
        return False
    if _SECTIONED.match(text):
        titles = list(_SECTIONED.finditer(text))
        return len(titles) > 1 or any(m.start() <= figure.start < m.end() for m in titles)
    return _listed(text)


_ITEM = re.compile(r"(?<![\w.,-])(\d{1,2})[.)]?\s(?=[A-Z])")


def _listed(text: str) -> bool:
    """ "1 Culture 2 Hotline 3 Supplier payments": numbers of a list count nothing."""
    items = [int(m[1]) for m in _ITEM.finditer(text)]
    return sum(b == a + 1 for a, b in pairwise(items)) > 1


def _none(c: Candidate, counted: frozenset[str]) -> list[Figure]:
    """ "There was no product recall" counts none."""
    if c.record or c.sentence.row or not counted:
        return []
    found = [m for m in _NO.finditer(c.sentence.text) if set(words(m.group(1))) & counted]
    return [Figure(m.start(), m.end(), m.group().strip(), Decimal(0)) for m in found[:1]]


_FEW = re.compile(r"\b(" + "|".join(WORDS[2:]) + r")\s+((?:[A-Za-z][\w-]*\s?){1,5})", re.I)


def _few(c: Candidate, counted: frozenset[str]) -> list[Figure]:
    """ "Seven works councils": a number in words before what is counted."""
    if c.record or c.sentence.row or not counted:
        return []
    found = [m for m in _FEW.finditer(c.sentence.text) if set(words(m.group(2))) & counted]
    return [_in_words(m.start(), m.end(), m.group().strip(), WORDS.index(m.group(1).casefold())) for m in found]


def _in_words(start: int, end: int, text: str, value: int) -> Figure:
    return Figure(start, end, text, Decimal(value), value=Decimal(value))


def _of_counted(c: Candidate, figure: Figure, counted: frozenset[str]) -> float:
    """Does the figure count what "how many ..." asks for?"""
    if c.record or c.sentence.row:
        return 0.05 if set(words(label_of(c))) & counted else 0.0
    after = set(words(" ".join(c.sentence.text[figure.end - len(figure.text.split()[-1]) : figure.end + 40].split()[:4])))
    return 0.1 if after & counted else -0.08


def _near(reading: Reading, c: Candidate, figure: Figure, scope: Scope) -> float:
    """Are the question's words close to the figure? In a row and an observation they are."""
    if c.record or c.sentence.row:
        return 0.06
    return 0.14 * closeness(reading, c.sentence.text[max(0, figure.start - 90) : figure.end + 60], scope)


def closeness(reading: Reading, window: str, scope: Scope) -> float:
    """The share of the question's content that a stretch of text says, 0 to 1."""
    bag = frozenset(words(window))
    terms = reading.content or reading.terms
    return sum(t.weight * says(t, bag, scope) for t in terms) / (sum(t.weight for t in terms) or 1.0)


_NEUTRAL = frozenset(
    stem(w)
    for w in "total number year end by gender age region type group level all amount overall annual of per the unit figure employee employees".split()
)


def _unasked(reading: Reading, c: Candidate, scope: Scope, asked: frozenset[str]) -> float:
    """The share of a row's label that the question does not ask for: "Indirect" of "Indirect emissions" for "emissions"."""
    known = asked | {s for t in reading.terms for way in t.ways for s in way} | _NEUTRAL
    stems = {s for s in words(label_of(c)) if not s.isdigit()}
    total = sum(scope.rarity(s) for s in stems)
    extra = sum(scope.rarity(s) for s in stems - known) / total if total else 0.0
    return extra - (0.2 if "total" in stems and "total" in asked else 0.0)


def label_of(c: Candidate) -> str:
    """What a row or an observation measures, dimensions included; empty for prose."""
    if c.record and c.record["kind"] in MEASURED:
        return " ".join([c.record["metric"] or c.record["label"], *(str(v) for v in (c.record.get("dimensions") or {}).values())])
    return c.sentence.text.split(", ")[0].split(" > ")[-1] if c.sentence.row else ""


_EARLIER = re.compile(
    r"[^,;.()]{0,25}\b(?:a year (?:earlier|ago|before)|(?:in |for )?(?:the )?(?:previous|prior|preceding|last) (?:\w+ )?(?:year|period)|the year before)\b",
    re.I,
)
_EARLIER_SAID = re.compile(r"\b(?:previous|prior|preceding|last) (?:\w+ )?(?:year|period)(?:'s)?\s?[:=(]?\s?(?:was |of )?[₹€$£]?\s?$", re.I)


def _before(c: Candidate, figure: Figure) -> bool:
    """Does a sentence give a figure for the year before: "from 1.6 a year earlier", "(previous year: 1.6)"?"""
    if c.record or c.sentence.row:
        return False
    text = c.sentence.text
    return bool(_EARLIER.match(text, figure.end) or _EARLIER_SAID.search(text[: figure.start]))


def _time(reading: Reading, c: Candidate, figure: Figure, scope: Scope, asked: frozenset[str]) -> float:
    """A figure of the wanted year, or of the report's own; targets only where they are asked for."""
    off = 0.0
    wanted = reading.years or ((scope.year,) if scope.year else ())
    year = figure.year or (scope.year - 1 if scope.year and _before(c, figure) else None)
    if (
        not year
        and reading.years
        and not c.record
        and not c.sentence.row
        and c.sentence.years
        and not c.sentence.years & set(reading.years)
    ):
        off -= 0.2
    if year and figure.year is None and reading.years and year in reading.years:
        off += 0.3
    if year and wanted and year not in wanted:
        off -= 0.3 if reading.years else 0.12
    if c.record and (c.record["kind"] == "targets" or c.record.get("type") == "target"):
        off -= 0.0 if asked & PLANNED else 0.15
    return off
