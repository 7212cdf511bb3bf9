"""Units of measure as reports print them: what they measure, their QUDT IRI and what they come to in SI. Knowledge: data/units.tsv."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cache, lru_cache

from kg.data import rows

_EXACT = Context(prec=15)
QUDT = "http://qudt.org/vocab/unit/"


@dataclass(frozen=True)
class Unit:
    """A unit as printed. `factor` turns a value in it into `si`; `factor`, `si` and `iri` are None where that is not sure.

    `dimension` is mass, co2e, energy, power, volume, area, length, time, currency, share, count, ratio or other.
    """

    text: str
    dimension: str = "other"
    si: str | None = None
    factor: Decimal | None = None
    iri: str | None = None

    def to_si(self, value: Decimal) -> tuple[Decimal | None, str | None]:
        """The value in SI and the SI unit, or a pair of None."""
        return (plain(value * self.factor), self.si) if self.factor is not None and self.si else (None, None)


def plain(value: Decimal) -> Decimal:
    """A number without trailing zeros or exponent: Decimal("1.50E+3") is Decimal("1500")."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


@cache
def spellings() -> dict[str, Unit]:
    """Every spelling of the data file. Short ones keep their capitals, longer ones are folded."""
    known: dict[str, Unit] = {}
    for name, dimension, si, factor, iri, words in rows("units"):
        scale = None if factor == "-" else Decimal(factor)
        unit = Unit(name, dimension, None if si == "-" else si, scale, None if iri == "-" else QUDT + iri)
        for word in words.split("|"):
            known.setdefault(_key(word.lstrip("!"), word.startswith("!")), unit)
    return known


def _key(word: str, exact: bool = False) -> str:
    return word if exact or len(word) <= 3 else word.casefold()


@cache
def multipliers(glued: bool = False) -> dict[str, Decimal]:
    """Words that multiply, folded: {"million": Decimal(1000000), ...}; with `glued` those that only stand at a figure or a currency."""
    wanted = "glued" if glued else "word"
    known = [(w, Decimal(factor)) for factor, where, words in rows("multipliers") if where == wanted for w in words.split("|")]
    return {w if glued else w.casefold(): factor for w, factor in known}


@cache
def currencies() -> tuple[str, ...]:
    """Signs and codes that may stand before an amount, longest first."""
    found = {w.lstrip("!") for _, dimension, *_, words in rows("units") if dimension == "currency" for w in words.split("|")}
    signs = (w for w in found if w.isupper() or not w.isascii() or "$" in w or w in ("Rs", "Rs.", "Eur"))
    return tuple(sorted(signs, key=lambda w: (-len(w), w)))


def tidy(text: str) -> str:
    """A unit without typographic variants and brackets: "Tons (CO 2 equivalent)" reads "Tons CO2 equivalent"."""
    bare = re.sub(r"[₂²]", "2", re.sub(r"[₃³]", "3", text))
    bare = unicodedata.normalize("NFKC", bare).replace("’", "'").replace("⁄", "/")
    bare = re.sub(r"\bCO\s+2", "CO2", bare)
    bare = re.sub(r"\b(k?m|cm)\s+([23])\b", r"\1\2", bare)
    bare = re.sub(r"(?<=\w)\((s|es)\)", r"\1", bare)
    return re.sub(r"\s+", " ", re.sub(r"[()\[\]{}]", " ", bare)).strip(" .,;:*")


_TAIL = re.compile(
    r"[\s-]*(?:of\s+)?(?P<gas>CO2|carbon dioxide|carbon|GHG|greenhouse gas(?:es)?)[\s-]*(?P<eq>equivalents?|equiv\.?|eq\.?|e(?![a-z]))?"
    r"(?:\s+emissions?)?(?=$|[^\w])",
    re.I,
)
_LEAD = re.compile(r"^(?:CO2|GHG)[\s-]*(?P<eq>e|eq|equivalents?)?[\s,:-]+(?=\S)", re.I)
_FACTOR = re.compile(r"(?<![\w.^])(?:10\^\d+|\d{1,3}(?:,\d{3})+|10{2,})(?![\d,.])")
_SPLIT = re.compile(r"\s*/\s*|\s+per\s+|^per\s+", re.I)


@lru_cache(maxsize=4096)
def unit_of(text: str, sure_ton: bool = True) -> Unit | None:
    """The unit that a whole text names: "tCO2e/t", "RMB 10,000", "million m3", "%". None when it names none.

    With `sure_ton` false a bare "ton" has no SI factor: the report also counts in short tons.
    """
    bare = tidy(text)
    if not bare or len(bare) > 80:
        return None
    if re.fullmatch(r"nos?\.|nr\.|#", text.strip(), re.I):
        return replace(spellings()["number"], text=text.strip())
    whole = lookup(text.strip()) or lookup(bare)
    if whole and whole.text != "ton":
        return replace(whole, text=" ".join(text.split()))
    parts = _SPLIT.split(bare, maxsplit=1)
    found = _simple(bare, sure_ton) if len(parts) == 1 else _ratio(parts[0] or "number", parts[1], sure_ton)
    return replace(found, text=" ".join(text.split())) if found else None


def _ratio(top: str, bottom: str, sure_ton: bool) -> Unit | None:
    above = _simple(top, sure_ton)
    if above is None or not re.match(r"[A-Za-z0-9€£$¥%'\u4e00-\u9fff]", bottom) or len(bottom.split()) > 8:
        return None
    rest, times = _unfactored(bottom)
    below, _ = _longest(rest)
    vague = below and (below.factor is None or below.si is None or (below.text == "ton" and not sure_ton))
    if above.factor is None or above.si is None or vague:
        return Unit(top, "ratio")
    base = rest if below is None or below.si == "1" or below.si is None else below.si
    scale = times * (below.factor if below and below.factor else 1)
    return Unit(top, "ratio", f"{above.si}/{base}", _EXACT.divide(above.factor, scale).normalize())


def _simple(text: str, sure_ton: bool) -> Unit | None:
    """A unit without denominator: factors and multiplier words, a spelling, and what it is counted in (CO2, coal)."""
    bare, factor = _unfactored(text)
    if not bare:
        return Unit(text, "count", "1", factor) if factor != 1 else None
    gas = _LEAD.match(bare)
    body = bare[gas.end() :] if gas else bare
    unit, rest = _longest(body)
    if unit is None:
        return None
    tail = _TAIL.match(rest)
    if rest.strip() and not tail and not re.match(r"\s*(?:of\b|in\b|-|,|standard\b)", rest):
        return None
    unit = replace(unit, factor=None, iri=None, si=None) if unit.text == "ton" and not sure_ton else unit
    said = gas or tail
    if said and unit.dimension == "mass":
        unit = _of_gas(unit, bool(said.group("eq")))
    return _scaled(unit, factor)


def _of_gas(unit: Unit, equivalent: bool) -> Unit:
    """Mass of CO2, or of its equivalent: QUDT has no unit for the latter."""
    return replace(unit, dimension="co2e", si="kg CO2e" if unit.si else None, iri=None) if equivalent else replace(unit, dimension="co2e")


def _unfactored(text: str) -> tuple[str, Decimal]:
    """A unit without "10,000", "million" and the like, and what these come to."""
    factor = Decimal(1)
    if text.startswith("000 "):  # "000 kWh", whose apostrophe was lost
        text, factor = text[4:], Decimal(1000)
    for match in _FACTOR.finditer(text):
        raw = match.group().replace(",", "")
        factor *= Decimal(10) ** int(raw[3:]) if raw.startswith("10^") else Decimal(raw)
    bare = _FACTOR.sub(" ", text)
    for word, scale in sorted(multipliers().items(), key=lambda pair: -len(pair[0])):
        pattern = rf"{'' if word[0] == chr(39) else '(?<![A-Za-z])'}{re.escape(word)}(?![A-Za-z])"
        if re.search(pattern, bare, re.I):
            bare, factor = re.sub(pattern, " ", bare, count=1, flags=re.I), factor * scale
    money = r"[€£$₹]|US\$|HK\$|EUR|USD|CHF|GBP"
    glued = re.fullmatch(rf"(?:(?P<a>{money})\s?(?P<m>[kKmMbB])|(?P<n>[kKmMT])(?P<b>{money}))", bare.strip())
    if glued:
        sign = glued.group("m") or glued.group("n")
        factor *= Decimal(1000) if sign == "T" else multipliers(glued=True)[sign]
        bare = glued.group("a") or glued.group("b")
    bare = re.sub(r"^(?:in|of)\s+|\s+of$", "", " ".join(bare.split()), flags=re.I)
    return bare.strip(" ,'-"), factor


def _longest(text: str) -> tuple[Unit | None, str]:
    """The longest spelling at the start of a text, and what follows it. "tCO2e" is split after its first letters."""
    words = re.findall(r"\S+\s*", text)
    for count in range(min(len(words), 6), 0, -1):
        head = "".join(words[:count])
        unit = lookup(head.strip(" ,.;:"))
        if unit:
            return unit, text[len(head.rstrip()) :]
    glued = re.match(r"(?P<mass>kg|kt|Mt|t|T|g)(?=[\s-]?CO2)", text)
    return (lookup(glued.group()), text[glued.end() :]) if glued else (None, text)


def lookup(word: str) -> Unit | None:
    """The unit of one spelling, or None: `lookup("kWh")`, `lookup("cubic meters")`."""
    known = spellings()
    return known.get(word) or (known.get(word.casefold()) if len(word) > 3 else None)


def _scaled(unit: Unit, factor: Decimal) -> Unit:
    """A unit times a factor; it takes the IRI of the unit that this comes to, if there is one."""
    if factor == 1:
        return unit
    total = unit.factor * factor if unit.factor is not None else None
    return replace(unit, factor=total, iri=_iri_for(unit, total) if unit.iri else None)


def _iri_for(unit: Unit, factor: Decimal | None) -> str | None:
    if unit.dimension not in ("mass", "energy", "power"):
        return None
    return next((u.iri for u in spellings().values() if u.dimension == unit.dimension and u.factor == factor and u.iri), None)
