"""Numbers as reports print them, made exact: separators by the habits of the report, words, multipliers, units, qualifiers.

One path for all figures: a table cell goes through `cell`, a sentence through `quantities`; both give `Quantity` with `Decimal` values.
What only looks like a quantity (years, dates, standards, codes, pages, phones, ranks in names) is left out by `kg/data/not_quantities.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from kg.data import rows
from kg.units import Unit, currencies, lookup, multipliers, plain, spellings, unit_of

WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_NOTHING = re.compile(r"(?:[-–—/*.\s]+|n\.?/?[ad]\.?|nil|none|nm|not (?:applicable|available|disclosed|reported)|tbd|/)", re.I)


@dataclass(frozen=True)
class Style:
    """How one report prints numbers: its decimal mark, whether a bare "ton" is a metric one, and numbers it prints in thousands groups."""

    decimal: str = "."
    sure_ton: bool = True
    dollar: str | None = None
    grouped: frozenset[str] = frozenset()


STYLE = Style()


@dataclass(frozen=True)
class Quantity:
    """A figure in a text. `text[start:end]` is all of it, qualifier and unit included; `value` times the multiplier of `unit` is meant.

    `head` is where the figure itself (or its currency) begins, `body` where figure and bare unit end, before "of CO2" and "per ton".
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


# ------------------------------------------------------------------------------------------------------------ numbers
def style_of(text: str) -> Style:
    """The habits of a report, from all its text. Commas group thousands unless points plainly do."""
    commas = len(re.findall(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", text)) + len(re.findall(r"(?<![\d.,])\d+\.\d{1,2}(?:%|\s|<)", text))
    points = len(re.findall(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.])", text)) + len(re.findall(r"(?<![\d.,])\d+,\d{1,2}(?:%|\s|<)", text))
    short = re.search(r"\b(?:short|net|long|U\.?S\.?) tons?\b", text, re.I) or (
        len(re.findall(r"(?<!metric )\btons?\b", text, re.I)) > 5 < len(re.findall(r"\bmetric tons?\b", text, re.I))
    )
    others = re.search(r"(?:HK|NT|[SACR])\$", text)
    dollar = "USD" if not others and len(re.findall(r"US\$|\bUSD\b|U\.\s?S\.|United States", text)) > 2 else None
    grouped = frozenset(m.replace(",", "") for m in re.findall(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", text))
    return Style("," if points > 2 * commas else ".", not short, dollar, grouped)


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
    mark, group = style.decimal, "." if style.decimal == "," else ","
    if re.fullmatch(r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?", raw):
        return re.sub(r"[ '’]", "", raw).replace(",", ".")
    if re.search(r"[ '’]", raw):
        return None
    if mark == "." and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", raw) and (raw.count(".") > 1 or raw.replace(".", "") in style.grouped):
        return raw.replace(".", "")  # 315.000 where the report elsewhere says 315,000
    whole = rf"(?:\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}|\d+)"
    if re.fullmatch(rf"{whole}(?:{re.escape(mark)}\d+)?", raw):
        return raw.replace(group, "").replace(mark, ".")
    other = rf"(?:\d{{1,3}}(?:{re.escape(mark)}\d{{3}})*)(?:{re.escape(group)}\d+)?"
    return raw.replace(mark, "").replace(group, ".") if re.fullmatch(other, raw) else None


# -------------------------------------------------------------------------------------------------------------- cells
_SIGN = {">": ">", "≥": ">=", ">=": ">=", "<": "<", "≤": "<=", "<=": "<=", "~": "~", "≈": "~", "c.": "~", "ca.": "~"}
_CELL = re.compile(
    r"(?P<sign>>=|<=|[><≥≤~≈]|c\.|ca\.|about|approx\.?|over|more than|less than|under|up to|at least)?\s*"
    r"(?P<currency>[A-Z]{0,3}[$€£¥₹]|[A-Z]{3}(?=[\s\d]))?\s*(?P<number>[-−–+]?\s?\d[\d.,'’ ]*\d|[-−–+]?\s?\d|\([-−–]?\s?\d[\d.,'’ ]*%?\))\s*"
    r"(?P<unit>%|‰|[^\d\s(*†‡+][^\d*†‡+]{0,40}(?:[23]\S{0,6})?(?:\s?/\s?[\w ]{1,20})?)?\s*(?P<note>\(?[a-z*†‡\d]{1,2}\)|[*†‡¹²³⁴]+|\+)?",
    re.I,
)


def cell(text: str, style: Style = STYLE) -> Quantity | None:
    """The quantity that a table cell holds and nothing else: "1,024.5", "(3%)", "< 5", "€ 4.2m", "95 %". None for words, dates and dashes."""
    raw = text.strip()
    if not raw or len(raw) > 60 or _NOTHING.fullmatch(raw):
        return None
    match = _CELL.fullmatch(raw)
    if match is None:
        return None
    figure = match["number"].replace("%)", ")")
    value = number(figure, style)
    unit, scale = _cell_unit(match, "%)" in match["number"], style)
    if value is None or (unit is None and (match["currency"] or match["unit"]) and not scale):
        return None
    sign = (match["sign"] or "").casefold()
    start = len(text) - len(text.lstrip())
    sign = ">" if match["note"] == "+" else sign
    qualifier = _SIGN.get(sign) or _QUALIFIERS_BY_WORD.get(sign.rstrip("."), "=")
    return Quantity(start, start + match.start("number"), start + match.end(), start + match.end(), plain(value * (scale or 1)), raw, unit, qualifier)


def _cell_unit(match: re.Match[str], percent: bool, style: Style) -> tuple[Unit | None, Decimal | None]:
    """The unit in a cell; and a bare multiplier ("3 million"), which the value takes in."""
    said = {"k": "thousand", "m": "million", "b": "billion", "bn": "billion"}.get((match["unit"] or "").strip().casefold()) if match["currency"] else None
    words = " ".join(w for w in (match["currency"], said or match["unit"]) if w).strip() or ("%" if percent else "")
    if not words:
        return None, None
    bare = multipliers().get(words.casefold()) or (multipliers(glued=True).get(words) if words.isupper() else None)
    return (None, bare) if bare else (with_dollar(unit_of(words, style.sure_ton), style), None)


def with_dollar(unit: Unit | None, style: Style) -> Unit | None:
    """A bare "$" is the dollar of the report's country, where that is plain."""
    if unit is None or unit.dimension != "currency" or unit.si or not style.dollar or ("$" not in unit.text and "dollar" not in unit.text):
        return unit
    bare = re.sub(r"\$|dollars?", "US$", unit.text)
    known = unit_of(bare)
    return Unit(unit.text, "currency", known.si, known.factor, known.iri) if known else unit


# -------------------------------------------------------------------------------------------------------------- prose
_QUALIFIERS: tuple[tuple[str, str], ...] = tuple((sign, words) for sign, words in rows("qualifiers"))
_QUALIFIERS_BY_WORD = {word: sign for sign, words in _QUALIFIERS for word in words.split("|")}


@cache
def _before() -> re.Pattern[str]:
    words = sorted(_QUALIFIERS_BY_WORD, key=lambda w: (-len(w), w))
    return re.compile(rf"(?:(?<!\w)(?P<q>{'|'.join(map(re.escape, words))})(?:\s+(?:the|an?|some))?\s*|(?P<s>>=|<=|[><≥≤~≈])\s*)$", re.I)


@cache
def _figure() -> re.Pattern[str]:
    """A figure in prose: currency, digits or a number word, multiplier."""
    money = "|".join(map(re.escape, currencies()))
    scale = "|".join(sorted((re.escape(w).replace(r"\ ", r"\s") for w in multipliers() if w[0].isalpha() or not w.isascii()), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?<![\w.,$€£¥/+#&])(?<![A-Za-z][-–])(?P<currency>(?:{money})\s?)?(?<![\d.,])(?P<sign>(?<![\d%])[-−](?=\d))?"
        r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:['\u2009]\d{3})+|\d+(?:[.,]\d+)?)"
        rf"(?:(?P<glued>(?-i:[KMBk]|bn))(?![A-Za-z])|(?P<money>m|b)(?![A-Za-z\d])|[\s-]?(?P<scale>(?:{scale})(?:\s(?:{scale}))?)(?![A-Za-z]))?(?P<plus>\+)?"
        rf"|\b(?P<word>{'|'.join(WORDS[2:])})(?=\s(?-i:[a-z(]))",
        re.I,
    )


@cache
def _measure() -> re.Pattern[str]:
    """A unit that stands after a figure; things that are counted are no unit here."""
    words, signs = [], []
    for key, unit in spellings().items():
        if unit.dimension in ("count", "temperature", "voltage") or (unit.dimension == "currency" and not key.isascii()):
            continue
        (words if len(key) > 3 else signs).append(re.escape(key).replace(r"\ ", r"[\s-]"))
    tail = r"[\s-]*(?:of\s+)?\(?(?:CO2|carbon dioxide|GHG|carbon(?=\s+(?:equivalent|emission)))[\s-]*(?:equivalents?|eq\.?|-?e(?![a-z]))?\)?"
    per = r"\s?/\s?(?:\d[\d,]*\s?)?[A-Za-z€$£¥][\w³²]*(?:\s(?:tons?|tonnes?|million|of\s[\w-]+))?(?:\s(?:steel|products?|output|production|revenue))?|\s+per\s+(?:(?:million|thousand|\d[\d,]*)\s)?[A-Za-z€$][\w-]*(?:\s(?:million|thousand|billion))?(?:\sof\s[\w-]+)?(?:\s(?:steel|products?|output|production|revenue))?"
    return re.compile(
        rf"(?P<gap>[\s-]{{0,2}})(?P<unit>(?:kg|kt|Mt|t|g)[\s-]?CO2(?:[\s-]?(?:equivalents?|eq|e))?|(?i:{_longest(words)})(?![A-Za-z]|\d\d)|(?:{_longest(signs)})(?![A-Za-z0-9]))(?P<tail>{tail})?(?![\w³²])(?:(?P<per>{per})(?![\w]|,\d))?"
    )


def _longest(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


@cache
def _masks() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for _, pattern in rows("not_quantities")))


def quantities(text: str, style: Style = STYLE, marks: Sequence[int] = ()) -> list[Quantity]:
    """Quantities of a sentence, in order. `marks`: places of footnote marks, which are none."""
    if not re.search(r"\d|" + "|".join(WORDS[2:]), text, re.I):
        return []
    masked = [m.span() for m in _masks().finditer(text)]
    found: list[Quantity] = []
    for match in _figure().finditer(text):
        start = match.start("digits") if match["digits"] else match.start()
        if start in marks or any(a <= start < b for a, b in masked) or (found and start < found[-1].end):
            continue
        quantity = _read(text, match, style)
        if quantity is not None:
            found.append(quantity)
    return _ranges(text, found)


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "90–95%" is at least 90% and at most 95%; a lone "3-4" without unit is none."""
    for i in range(len(found) - 1):
        low, high = found[i], found[i + 1]
        if re.fullmatch(r"\s?[-–~]\s?", text[low.end : high.head]):
            unit = low.unit or high.unit
            found[i] = replace(low, unit=unit, qualifier=">=", end=high.end, body=high.body)
            found[i + 1] = replace(high, unit=unit, qualifier="<=", start=low.start)
    return found


def _read(text: str, match: re.Match[str], style: Style) -> Quantity | None:
    value = number(match["word"] or match["digits"], style)
    if value is None:
        return None
    value = -value if match["sign"] else value
    end, _scale = match.end(), match["scale"]
    measure = None if match["word"] else _measure().match(text, match.start("plus") if match["plus"] else end)
    if measure and not _fits(match, measure):
        measure = None
    if not match["currency"] and (match["money"] or (match["glued"] and "," in match["digits"])):
        return None
    body = measure.end("unit") if measure else end
    stop = measure.end() if measure else end
    unit = _unit(match, measure, style)
    if measure and measure["tail"] and (unit is None or unit.dimension not in ("co2e", "ratio")):  # "94% of carbon emissions": no unit of carbon
        stop, unit = body, unit_of(measure["unit"], style.sure_ton)
    if unit is None or unit.text == "%":
        value *= _times(match)
    if unit is None and not _free(text, match, body, value):
        return None
    start, qualifier = _qualified(text, match.start(), stop, bool(match["plus"]))
    return Quantity(start, match.start(), body, stop, plain(value), text[match.start() : stop].strip(), unit, qualifier, bool(match["word"]))


def _fits(figure: re.Match[str], measure: re.Match[str]) -> bool:
    """ "24-hour" and "5-year" describe things; "500,000-ton" and "120,000-square-metre" measure them. "3 m" is no millions."""
    known = lookup(re.sub(r"[\s-]+", " ", measure["unit"])) or lookup(measure["unit"])
    if known is None:
        return True
    if known.dimension == "time" and ("-" in measure["gap"] or known.text in ("year", "month", "week", "second", "minute")):
        return False
    return not (measure["gap"] and len(measure["unit"]) == 1 and measure["unit"] in "TJWVHhlg" and figure["scale"] is None)


def _times(match: re.Match[str]) -> Decimal:
    if match["glued"] or match["money"]:
        sign = match["glued"] or match["money"]
        return multipliers().get(sign.casefold()) or multipliers(glued=True)[sign]
    product = Decimal(1)
    words = " ".join((match["scale"] or "").casefold().split())
    for word in [words] if words in multipliers() else words.split():
        product *= multipliers()[word]
    return product


def _unit(match: re.Match[str], measure: re.Match[str] | None, style: Style) -> Unit | None:
    """The unit around a figure, with its multiplier word: "million tons", "EUR million"."""
    scale = " ".join((match["scale"] or "").split())
    if match["currency"]:
        sign = match["currency"].strip()
        return with_dollar(unit_of(f"{sign} {scale or _spoken(match)}".strip(), style.sure_ton), style)
    if measure is None:
        return None
    said = re.sub(r"(?<=\w)-(?=\w)", " ", measure["unit"]) if lookup(measure["unit"]) is None else measure["unit"]
    whole = f"{said}{measure['tail'] or ''}{measure['per'] or ''}"
    factor = scale or _spoken(match)
    found = unit_of(f"{factor} {whole}".strip(), style.sure_ton) or unit_of(f"{factor} {said}".strip(), style.sure_ton)
    return with_dollar(found, style)


def _spoken(match: re.Match[str]) -> str:
    return {"k": "thousand", "m": "million", "b": "billion"}.get((match["glued"] or match["money"] or "")[:1].casefold(), "")


def _qualified(text: str, start: int, end: int, plus: bool) -> tuple[int, str]:
    """Where the expression begins with its "more than", and its qualifier."""
    said = _before().search(text[:start])
    if said:
        sign = _QUALIFIERS_BY_WORD[" ".join(said["q"].casefold().split())] if said["q"] else _SIGN[said["s"]]
        return said.start(), sign
    after = re.match(r"\s*(?:or (?P<more>more|above|higher|over)|or (?P<less>less|fewer|below|lower)|and above)\b", text[end : end + 20])
    if after:
        return start, "<=" if after["less"] else ">="
    return start, ">" if plus else "="


_YEAR = re.compile(r"(?:19|20)\d\d")


def _free(text: str, match: re.Match[str], end: int, value: Decimal) -> bool:
    """May a figure without unit be a quantity? A year is none, nor a figure glued to letters or between others' joints."""
    after, before = text[end : end + 40], text[max(0, match.start() - 30) : match.start()]
    if match["word"]:
        return _counts(after)
    if re.match(r"\s?(?:seconds?|minutes?|years?|months?|weeks?|decades?)\b", after):
        return False
    glued = re.match(r"[A-Za-z]+", after)
    if (glued and len(glued.group()) < 4) or re.match(r"(?:st|nd|rd|th)\b|[-–][A-Za-z]|[/:][\dA-Za-z]|[)\]]?\.\d", after):
        return False
    if not match["scale"] and _YEAR.fullmatch(match["digits"]):
        return bool(re.search(r"\b(?:total of|more than|over|about|approximately|around|nearly|some|to|reached|was|were|is)\s*$", before)) and bool(
            re.match(r"\s+(?!and\b|to\b|or\b|as\b|in\b|the\b)[a-z]{4,}", after)
        )
    return not re.search(r"[A-Za-z]\.?\s?-$|\d\s?[:/]$", before)


@lru_cache(maxsize=4096)
def _counts(after: str) -> bool:
    """Does a number word count things? A plural follows, and not one of the words that only order a text ("three aspects")."""
    words = re.findall(r"[A-Za-z][\w'-]*", after.split(",")[0])[:4]
    vague = {word for kind, word in rows("vague") if kind == "plural"}
    plural = next((i for i, w in enumerate(words) if re.search(r"[^s]s$", w) or w in ("people", "personnel", "staff", "women", "men")), None)
    stop = next((i for i, w in enumerate(words) if w in ("of", "the", "and", "or", "in", "to", "for", "is", "are", "was", "were")), 9)
    return plural is not None and plural < stop and words[plural].casefold() not in vague
