"""Numbers as reports print them, made exact: separators by the habits of the report, words, brackets, multipliers, units.

One path for all figures: a table cell goes through `cell`, a sentence through `kg.extract.figures.quantities`; both give `Quantity`
with `Decimal` values and a `Unit`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from kg.data import rows
from kg.units import Unit, multipliers, plain, unit_of

WORDS = (
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
"""Number words, by their value."""

SIGNS = {">": ">", "≥": ">=", ">=": ">=", "<": "<", "≤": "<=", "<=": "<=", "~": "~", "≈": "~", "c.": "~", "ca.": "~"}
"""Signs before a figure, as qualifiers."""

_NOTHING = re.compile(r"[-–—/*.\s]+|n\.?/?[ad]\.?|nil|none|nm|not (?:applicable|available|disclosed|reported)|tbd", re.I)


@dataclass(frozen=True)
class Style:
    """How one report prints numbers: its decimal mark, whether a bare "ton" is metric, what "$" is, which numbers it prints in groups."""

    decimal: str = "."
    sure_ton: bool = True
    dollar: str | None = None
    grouped: frozenset[str] = frozenset()
    spaced: bool = False
    """Are thousands set apart by blanks: "2 000"?"""


STYLE = Style()


@dataclass(frozen=True)
class Quantity:
    """A figure in a text. `text[start:end]` is all of it, qualifier and unit included; `value` times the multiplier of `unit` is meant.

    `head` is where the figure itself (or its currency) begins, `body` where figure and bare unit end, before "of CO2" and "per ton".
    `text` is what is printed; `word` tells a number word.
    """

    start: int
    head: int
    body: int
    end: int
    value: Decimal
    text: str
    unit: Unit | None = None
    qualifier: str = "="
    word: bool = False


@cache
def qualifiers() -> dict[str, str]:
    """Words before a figure and what they make of it: {"more than": ">", "about": "~", ...}."""
    return {word: sign for sign, words in rows("qualifiers") for word in words.split("|")}


# ------------------------------------------------------------------------------------------------------------ numbers
@lru_cache(maxsize=4)
def style_of(text: str) -> Style:
    """The habits of a report, from all its text. Commas group thousands unless points plainly do."""
    commas = _count(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", text) + _count(r"(?<![\d.,])\d+\.\d{1,2}(?:%|\s|<)", text)
    points = _count(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.])", text) + _count(r"(?<![\d.,])\d+,\d{1,2}(?:%|\s|<)", text)
    metric, bare = _count(r"\bmetric tons?\b", text), _count(r"(?<!metric )\btons?\b", text)
    short = _count(r"\b(?:short|net|long|U\.?S\.?) tons?\b", text) > 0 or bare > 5 < metric
    foreign = re.search(r"(?:HK|NT|[SACR])\$", text)
    dollar = "USD" if not foreign and _count(r"US\$|\bUSD\b|U\.\s?S\.|United States", text) > 2 else None
    spaced = _count(r"(?<![\d.,/-])(?<!\d )\d{1,3}(?: \d{3})+(?![\d.,/-]|\s\d)", text)
    grouped = re.findall(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", text)
    return Style(
        "," if points > 2 * commas else ".",
        not short,
        dollar,
        frozenset(g.replace(",", "") for g in grouped),
        spaced > 2 and spaced > len(grouped),
    )


def _count(pattern: str, text: str) -> int:
    return len(re.findall(pattern, text))


def number(text: str, style: Style = STYLE) -> Decimal | None:
    """The exact value of a figure, or None: "1,234.5", "1.234,5", "1 234", "1'234", "(3.1)", "-3", "12,34,567", "seven"."""
    raw = text.strip()
    if raw.casefold() in WORDS:
        return Decimal(WORDS.index(raw.casefold()))
    negative = bool(re.fullmatch(r"\(.*\)", raw)) or raw[:1] in "-−–"
    raw = re.sub(r"^[-−–+]\s?", "", raw.strip("()"))
    if not re.fullmatch(r"\d[\d.,'’ ]*", raw) or raw[-1] in ".,":
        return None
    digits = _digits(raw, style)
    return None if digits is None else -Decimal(digits) if negative else Decimal(digits)


def _digits(raw: str, style: Style) -> str | None:
    """Digits with a decimal point; None when the separators make no sense."""
    mark, group = style.decimal, "." if style.decimal == "," else ","
    if re.fullmatch(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?", raw):
        return re.sub(r"[ '’]", "", raw).replace(",", ".")
    if re.search(r"[ '’]", raw):
        return None
    if mark == "." and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", raw) and (raw.count(".") > 1 or raw.replace(".", "") in style.grouped):
        return raw.replace(".", "")  # 315.000 where the report elsewhere says 315,000
    if mark == "." and re.fullmatch(r"[1-9]\d{0,2}\.\d{3},\d{3}", raw):  # 3.346,204 where the comma groups: two marks of thousands
        return re.sub(r"[.,]", "", raw)
    whole = rf"(?:\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}|\d+)"
    if re.fullmatch(rf"{whole}(?:{re.escape(mark)}\d+)?", raw):
        return raw.replace(group, "").replace(mark, ".")
    other = rf"(?:\d{{1,3}}(?:{re.escape(mark)}\d{{3}})*)(?:{re.escape(group)}\d+)?"
    return raw.replace(mark, "").replace(group, ".") if re.fullmatch(other, raw) else None


# -------------------------------------------------------------------------------------------------------------- cells
_CELL = re.compile(
    r"(?P<sign>>=|<=|[><≥≤~≈]|c\.|ca\.|about|approx\.?|over|more than|less than|under|up to|at least)?\s*"
    r"(?P<currency>[A-Z]{0,3}[$€£¥₹]|[A-Z]{3}(?=[\s\d]))?\s*"
    r"(?P<number>[-−–+]?\s?\d[\d.,'’ ]*\d|[-−–+]?\s?\d|\([-−–]?\s?\d[\d.,'’ ]*%?\))\s*"
    r"(?P<unit>%|‰|[^\d\s(*†‡+][^\d*†‡+]{0,40}(?:[23]\S{0,6})?(?:\s?/\s?[\w ]{1,20})?)?\s*"
    r"(?P<note>\(?[a-z*†‡\d]{1,2}\)|[*†‡¹²³⁴]+|\+)?",
    re.I,
)
_SHORT = {"k": "thousand", "m": "million", "b": "billion", "bn": "billion"}


def cell(text: str, style: Style = STYLE) -> Quantity | None:
    """The quantity that a table cell holds and nothing else: "1,024.5", "(3%)", "< 5", "€ 4.2m", "95 %".

    None for words, dates and dashes.
    """
    raw = text.strip()
    match = _CELL.fullmatch(raw) if raw and len(raw) <= 60 and not _NOTHING.fullmatch(raw) else None
    if match is None:
        return None
    value = number(match["number"].replace("%)", ")"), style)
    unit, scale = _cell_unit(match, style)
    if value is None or (unit is None and (match["currency"] or match["unit"]) and not scale):
        return None
    sign = ">" if match["note"] == "+" else (match["sign"] or "").casefold()
    qualifier = SIGNS.get(sign) or qualifiers().get(sign.rstrip("."), "=")
    start = len(text) - len(text.lstrip())
    end = start + len(raw)
    return Quantity(start, start + match.start("number"), end, end, plain(value * (scale or 1)), raw, unit, qualifier)


def _cell_unit(match: re.Match[str], style: Style) -> tuple[Unit | None, Decimal | None]:
    """The unit in a cell; and a bare multiplier ("3 million"), which the value takes in."""
    short = _SHORT.get((match["unit"] or "").strip().casefold()) if match["currency"] else None
    words = " ".join(w for w in (match["currency"], short or match["unit"]) if w).strip() or ("%" if "%)" in match["number"] else "")
    if not words:
        return None, None
    bare = multipliers().get(words.casefold()) or (multipliers(glued=True).get(words) if words.isupper() else None)
    return (None, bare) if bare else (with_dollar(unit_of(words, style.sure_ton), style), None)


def with_dollar(unit: Unit | None, style: Style) -> Unit | None:
    """A bare "$" is the dollar of the report's country, where that is plain."""
    if unit is None or unit.dimension != "currency" or unit.si or not style.dollar or not re.search(r"\$|dollar", unit.text):
        return unit
    known = unit_of(re.sub(r"\$|dollars?", "US$", unit.text))
    return Unit(unit.text, "currency", known.si, known.factor, known.iri) if known else unit
