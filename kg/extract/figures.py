"""Quantities in a sentence: figures with their multiplier, unit and qualifier, without years, dates, codes, pages and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from kg.data import rows
from kg.extract.figures_words import FRACTIONS, IN_WORDS, NOT_IN_WORDS, WORDED, spelt_out
from kg.quantities import SIGNS, STYLE, WORDS, Quantity, Style, number, qualifiers, with_dollar
from kg.units import Unit, currencies, lookup, multipliers, plain, spellings, unit_of

_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d{1,3}(?:['\u2009]\d{3})+|\d+(?:[.,]\d+)?"
)
_GAS = r"[\s-]*(?:of\s+)?\(?(?:CO2|carbon dioxide|GHG|carbon(?=\s+(?:equivalent|emission)))[\s-]*(?:equivalents?|eq\.?|-?e(?![a-z]))?\)?"
_MADE = r"(?:\s(?:steel|products?|output|production|revenue))?"
_PER = (
    rf"\s?/\s?(?:\d[\d,]*\s?)?[A-Za-z€$£¥][\w³²]*(?:\s(?:tons?|tonnes?|million|of\s[\w-]+))?{_MADE}"
    r"|\s+per\s+(?:[A-Z]{3}\s?|[€$£]\s?)\d[\d,]*(?:\s(?:million|thousand|billion))?(?:\s?(?:euros?|dollars?))?(?:\sof\s(?:total\s)?[\w-]+)?"
    rf"|\s+per\s+(?:(?:million|thousand|\d[\d,]*)\s)?[A-Za-z€$][\w-]*(?:\s(?:million|thousand|billion))?(?:\sof\s[\w-]+)?{_MADE}"
)


def _longest(spelled: Iterable[str]) -> str:
    return "|".join(sorted(spelled, key=lambda w: (-len(w), w)))


@cache
def _figure(spaced: bool, worded: bool) -> re.Pattern[str]:
    """A figure in prose: currency, digits or a number word, multiplier.

    `spaced`: thousands may be set apart by blanks; `worded`: the text has words of larger numbers or parts, which take long to look for.
    """
    digits = rf"\d{{1,3}}(?:\s\d{{3}})+(?:[.,]\d+)?(?!\d)|{_DIGITS}" if spaced else _DIGITS
    money = "|".join(map(re.escape, currencies())) + r"|(?-i:R)(?=\s?\d[\d ,.]*\s?(?:million|billion|bn\b|m\b))"
    scale = _longest(re.escape(w).replace(r"\ ", r"\s") for w in multipliers() if w[0].isalpha() or not w.isascii())
    return re.compile(
        rf"(?<![\w.,$€£¥/+#&])(?<![A-Za-z][-–])(?P<currency>(?:{money})\s?)?(?<![\d.,])(?P<sign>(?<![\d%])[-−](?=\d))?(?P<digits>{digits})"
        rf"(?:(?P<glued>(?-i:[KMBk]|bn))(?![A-Za-z])|(?P<money>m|b)(?![A-Za-z\d])|[\s-]?(?P<scale>(?:{scale})(?:\s(?:{scale}))?)(?![A-Za-z]))?"
        rf"(?P<plus>\+)?{IN_WORDS if worded else NOT_IN_WORDS}|\b(?P<word>{'|'.join(WORDS[2:])})(?=\s(?-i:[a-z(]))",
        re.I,
    )


@cache
def _measure() -> re.Pattern[str]:
    """A unit that stands after a figure; things that are counted are no unit here."""
    words: list[str] = []
    signs: list[str] = []
    for key, unit in spellings().items():
        if unit.dimension not in ("count", "temperature", "voltage") and (unit.dimension != "currency" or key.isascii()):
            (words if len(key) > 3 else signs).append(re.escape(key).replace(r"\ ", r"[\s-]"))
    carbon = r"(?:kg|kt|Mt|t|g)[\s-]?CO2(?:[\s-]?(?:equivalents?|eq|e))?"
    unit_text = rf"{carbon}|(?i:{_longest(words)})(?![A-Za-z]|\d\d)|(?:{_longest(signs)})(?![A-Za-z0-9])"
    return re.compile(rf"(?P<gap>[\s-]{{0,2}})(?P<unit>{unit_text})(?P<tail>{_GAS})?(?![A-Za-z³²]|\d\d)(?:(?P<per>{_PER})(?![\w]|,\d))?")


@cache
def _masks() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for _, pattern in rows("not_quantities")))


_ANY = re.compile(r"\d|" + "|".join(WORDS[2:]), re.I)


def quantities(text: str, style: Style = STYLE, marks: Sequence[int] = ()) -> list[Quantity]:
    """Quantities of a sentence, in order. `marks`: places of footnote marks, which are none."""
    worded = WORDED.search(text) is not None
    if not worded and not _ANY.search(text):
        return []
    masked = [m.span() for m in _masks().finditer(text)]
    found: list[Quantity] = []
    for match in _figure(style.spaced, worded).finditer(text):
        if match["spelt"] and not _counts(text[match.end() : match.end() + 40]) and not _TIMES.match(text, match.end()):
            continue
        if match["spelt"] or match["large"] or match["part"] or match["single"]:
            found.append(_in_words(text, match))
            continue
        start = match.start("digits") if match["digits"] else match.start()
        if start in marks or any(a <= start < b for a, b in masked) or (found and start < found[-1].end):
            continue
        quantity = _read(text, match, style)
        if quantity is not None:
            found.append(quantity)
    return _ranges(text, found)


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "90–95%" and "between 90% and 95%" are at least 90% and at most 95%."""
    for i in range(len(found) - 1):
        low, high = found[i], found[i + 1]
        joint, told = text[low.end : high.head], _BETWEEN.search(text[: low.head])
        if not re.fullmatch(r"\s+and\s+|\s?[-–~]\s?" if told else r"\s?[-–~]\s?", joint):
            continue
        scaled = low.unit is not None and low.unit.dimension == "currency" and high.unit is None
        high = in_the_unit_of(high, low) if scaled else high
        unit = high.unit if scaled else low.unit or high.unit
        start = told.start() if told else low.start
        found[i] = replace(low, unit=unit, qualifier=">=", start=start, end=high.end, body=high.body)
        found[i + 1] = replace(high, unit=high.unit if told and high.unit else unit, qualifier="<=", start=start)
    return found


_BETWEEN = re.compile(r"\bbetween\s+$")


def in_the_unit_of(figure: Quantity, other: Quantity, style: Style = STYLE) -> Quantity:
    """A figure without unit in that of another: "240 million" beside "EUR 219 million" is in EUR million, "3.9" beside "4.2%" in %."""
    if figure.unit is not None or other.unit is None:
        return figure
    said = re.fullmatch(r"(\d[\d.,' ]*?)\s*([A-Za-z]+)", figure.text)
    if said is None or said[2].casefold() not in multipliers():
        return replace(figure, unit=other.unit) if figure.text[-1:].isdigit() else figure
    bare = " ".join(w for w in other.unit.text.split() if w.casefold() not in multipliers())
    currency = other.unit.dimension == "currency"
    unit = with_dollar(unit_of(f"{bare} {said[2]}" if currency else f"{said[2]} {bare}", style.sure_ton), style)
    value = number(said[1], style)
    return replace(figure, unit=unit, value=value) if unit and value is not None else figure


_PEOPLE_IN_M = re.compile(
    r"\s(?:people|customers?|users?|households|homes|children|students|farmers|passengers|guests|meals|trees|members|visitors|clients|patients|beneficiaries|lives|hours|shares|units|vehicles|parcels|tonnes|tons)\b"
)
"""Behind "2.1m" these make it millions and no metres."""
_MULTIPLE = re.compile(r"\s?[x×](?!\w|\s?\d)")
_NEGATIVE = re.compile(r"\b(?:negative|minus)\s(?:(?:at|by|of)\s)?$")


def _in_words(text: str, match: re.Match[str]) -> Quantity:
    """ "one million" and "half of"."""
    start, qualifier = _qualified(text, match.start(), match.end(), False)
    if match["spelt"]:
        return Quantity(start, match.start(), match.end(), match.end(), spelt_out(match["spelt"]), match.group(), None, qualifier, True)
    if match["single"]:
        return Quantity(start, match.start(), match.end(), match.end(), Decimal(1), match.group(), None, qualifier, True)
    if match["part"]:
        value, unit = Decimal(FRACTIONS[re.sub(r"[\s-]", " ", match["part"].casefold())]), unit_of("%")
    else:
        value, unit = Decimal(WORDS.index(match["large"].casefold())) * multipliers()[match["times"].casefold()], None
    return Quantity(start, match.start(), match.end(), match.end(), value, match.group(), unit, qualifier)


def _read(text: str, match: re.Match[str], style: Style) -> Quantity | None:
    """The quantity of a figure found, or None when it turns out to be none."""
    value = number(match["word"] or match["digits"], style)
    if value is None or (
        not match["currency"]
        and ((match["money"] and not _PEOPLE_IN_M.match(text, match.end())) or (match["glued"] and "," in match["digits"]))
    ):
        return None
    measure = None if match["word"] else _measure().match(text, match.start("plus") if match["plus"] else match.end())
    measure = measure if measure and _fits(match, measure) else None
    body, stop = (measure.end("unit"), measure.end()) if measure else (match.end(), match.end())
    unit = _unit(match, measure, style)
    if (
        measure and measure["per"] and measure["unit"].casefold() in ("%", "‰", "percent", "per cent")
    ):  # "8% per EUR 1,000 of sales" is a share all the same
        stop, unit = body, unit_of(measure["unit"])
    if measure and measure["tail"] and (unit is None or unit.dimension not in ("co2e", "ratio")):  # "94% of carbon emissions"
        stop, unit = body, unit_of(measure["unit"], style.sure_ton)
    multiple = (
        _MULTIPLE.match(text, match.end()) if unit is None and match["digits"] and not match["scale"] and not match["glued"] else None
    )
    if multiple:
        body = stop = multiple.end()
        unit = Unit("x", "ratio")
    if unit is None and not _free(text, match, body):
        return None
    value = (-value if match["sign"] else value) * (_times(match) if unit is None else 1)
    head = match.start()
    start, qualifier = _qualified(text, head, stop, bool(match["plus"]))
    minus = _NEGATIVE.search(text[max(0, start - 20) : start]) if match["currency"] or unit else None
    if minus and value > 0:
        start, value = start - len(minus.group()), -value
    return Quantity(start, head, body, stop, plain(value), text[head:stop].strip(), unit, qualifier, bool(match["word"]))


# --------------------------------------------------------------------------------------------------------------- units
def _fits(figure: re.Match[str], measure: re.Match[str]) -> bool:
    """ "24-hour" and "5-year" describe things; "500,000-ton" and "120,000-square-metre" measure them. "3 m" is no millions."""
    known = lookup(re.sub(r"[\s-]+", " ", measure["unit"])) or lookup(measure["unit"])
    if known is None:
        return True
    if known.dimension == "time" and ("-" in measure["gap"] or known.text in ("year", "month", "week", "second", "minute")):
        return False
    return not (measure["gap"] and len(measure["unit"]) == 1 and measure["unit"] in "TJWVHhlg" and figure["scale"] is None)


def _unit(match: re.Match[str], measure: re.Match[str] | None, style: Style) -> Unit | None:
    """The unit around a figure, with its multiplier word: "million tons", "EUR million"."""
    scale = " ".join((match["scale"] or "").split()) or _spoken(match)
    if match["currency"]:
        if match["currency"].strip() == "R":
            return _rand(scale)
        return with_dollar(unit_of(f"{match['currency'].strip()} {scale}".strip(), style.sure_ton), style)
    if measure is None:
        return None
    said = re.sub(r"(?<=\w)-(?=\w)", " ", measure["unit"]) if lookup(measure["unit"]) is None else measure["unit"]
    whole = f"{said}{measure['tail'] or ''}{measure['per'] or ''}"
    found = unit_of(f"{scale} {whole}".strip(), style.sure_ton) or unit_of(f"{scale} {said}".strip(), style.sure_ton)
    return with_dollar(found, style)


def _rand(scale: str) -> Unit | None:
    """ "R32 million" is in rand."""
    known = unit_of(f"ZAR {scale}".strip())
    return replace(known, text=f"R {scale}".strip()) if known else None


def _spoken(match: re.Match[str]) -> str:
    """ "$4.2B" is said in billions."""
    return {"k": "thousand", "m": "million", "b": "billion"}.get((match["glued"] or match["money"] or "")[:1].casefold(), "")


def _times(match: re.Match[str]) -> Decimal:
    sign = match["glued"] or match["money"]
    if sign:
        return multipliers().get(sign.casefold()) or multipliers(glued=True)[sign]
    said = " ".join((match["scale"] or "").casefold().split())
    product = Decimal(1)
    for word in [said] if said in multipliers() else said.split():
        product *= multipliers()[word]
    return product


# ---------------------------------------------------------------------------------------------------------- qualifiers
@cache
def _before() -> re.Pattern[str]:
    said = _longest(map(re.escape, qualifiers()))
    return re.compile(rf"(?:(?<!\w)(?P<q>{said})(?:\s+(?:the|an?|some))?\s*|(?P<s>>=|<=|[><≥≤~≈])\s*)$", re.I)


_MOVES = re.compile(
    r"\b(?:went|go|goes|going|gone|came|come|comes|coming|moved|moves|climbed|climbs|rose|risen|rises|grew|grown|grows|crept|edged|inched|shot|jumped|brought|bringing|taken|taking|pushed|moving)\s*$",
    re.I,
)


def _qualified(text: str, start: int, end: int, plus: bool) -> tuple[int, str]:
    """Where the expression begins with its "more than", and its qualifier."""
    said = _before().search(text[:start])
    if said and said["q"] and said["q"].casefold() == "up to" and _MOVES.search(text[: said.start()]):
        said = None  # it "went up to 5" and is no less
    if said:
        sign = qualifiers()[" ".join(said["q"].casefold().split())] if said["q"] else SIGNS[said["s"]]
        return said.start(), sign
    after = re.match(r"\s*(?:or (?:more|above|higher|over)|(?P<less>or (?:less|fewer|below|lower))|and above)\b", text[end : end + 20])
    if after:
        return start, "<=" if after["less"] else ">="
    return start, ">" if plus else "="


# -------------------------------------------------------------------------------------------------------- bare figures
_YEAR = re.compile(r"(?:19|20)\d\d")
_AMOUNT_BEFORE = re.compile(
    r"\b(?:total of|more than|over|about|approximately|around|nearly|some|(?<!compared )(?<!relative )(?<!prior )(?<!due )(?<!up )to|reached|was|were|is)\s*$"
)


def _free(text: str, match: re.Match[str], end: int) -> bool:
    """May a figure without unit be a quantity? A year is none, nor a figure glued to letters or between others' joints."""
    after, before = text[end : end + 40], text[max(0, match.start() - 30) : match.start()]
    if match["word"]:
        return _counts(after) or _TIMES.match(after) is not None
    glued = re.match(r"[A-Za-z]+", after)
    if (glued and len(glued.group()) < 4) or re.match(r"\s?(?:seconds?|minutes?|years?|months?|weeks?|decades?)\b", after):
        return False
    if re.match(r"(?:st|nd|rd|th)\b|[-–][A-Za-z]|[/:][\dA-Za-z]|[)\]]?\.\d", after):
        return False
    if not match["scale"] and _YEAR.fullmatch(match["digits"]):
        return bool(
            _AMOUNT_BEFORE.search(before)
            and re.match(r"\s+(?!levels?\b|base(?:line)?\b|figures?\b|and\b|to\b|or\b|as\b|in\b|the\b)[a-z]{4,}", after)
        )
    return not re.search(r"[A-Za-z]\.?\s?-$|\d\s?[:/]$", before)


_TIMES = re.compile(
    r"\s(?:times(?:\s(?:in|during|this|last|over|throughout)\b|\s?[,.;)]|\s?$)"
    r"|of (?:our|the|its) \d{1,3} [a-z]+s\b|of our (?:[a-z-]+ ){1,3}?(?!reasons|priorities|values|pillars|goals|targets|themes|aims)[a-z]+s\b|of (?:them|these|those|whom|which)\s(?:(?:is|are|was|were|have|had|will)\b|women\b|men\b|[a-z]+ed\b))"
)
"""What a number word counts although no plural follows: "met four times in 2023", "five of them are women"."""
_PLURALS = ("people", "personnel", "staff", "women", "men")
_STOPS = ("of", "the", "and", "or", "in", "to", "for", "is", "are", "was", "were")


@lru_cache(maxsize=4096)
def _counts(after: str) -> bool:
    """Does a number word count things? A plural follows, and not one of the words that only order a text ("three aspects")."""
    words = re.findall(r"[A-Za-z][\w'-]*", after.split(",")[0])[:4]
    vague = {word for kind, word in rows("vague") if kind == "plural"}
    plural = next((i for i, w in enumerate(words) if re.search(r"[^s]s$", w) or w in _PLURALS), None)
    stop = next((i for i, w in enumerate(words) if w in _STOPS), 9)
    return plural is not None and plural < stop and words[plural].casefold() not in vague
