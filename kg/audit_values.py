"""Values of observations made comparable: one scale, how finely each was printed, and whether two of them can both be right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.audit_case import Case
from kg.metric_words import topic
from kg.records import Record

Topic = frozenset[str]
"""Stems of a metric and its dimensions."""
_CELL = re.compile(r"[\s<>=~≥≤+\-–−(]*(?:[A-Z$€£¥]{0,4}\s?)?[\d.,'\s ]+\s?(?:%|‰)?[\s)*+⁰¹²³⁴-⁹⁽⁾ᵃ-ᶻ]*(?:<su[pb]>.*?</su[pb]>)?\s*")
_ABOUT = Decimal("0.05")
"""What "about" allows."""


@dataclass(frozen=True)
class Value:
    """An observation as a number: in SI where its unit is known, else as printed. `scale` names what it is measured in."""

    record: Record
    number: Decimal
    step: Decimal
    scale: str

    @cached_property
    def topic(self) -> frozenset[str]:
        """Stems of the metric and its dimensions."""
        return topic(self.record["metric"] or self.record["label"], self.record["dimensions"])

    @cached_property
    def year(self) -> str:
        """The year that it is about, an interval for several, or ""."""
        years = re.findall(r"\d{4}", self.record["period"] or "")
        return "/".join(dict.fromkeys(years))

    @cached_property
    def digits(self) -> str:
        """The digits that are sure: "1.0139 million" and "1,013,900" have "10139"."""
        return re.sub(r"\D", "", str(self.record["value"])).strip("0")

    @cached_property
    def in_table(self) -> bool:
        """Does it stand in a table (a piece of its evidence is nothing but the figure)?"""
        return any(_CELL.fullmatch(e["quote"]) for e in self.record["evidence"])

    @property
    def said(self) -> str:
        """The value as printed, with its unit, for messages."""
        text, unit = str(self.record["value_text"] or self.record["value"]), self.record["unit"]
        return text if not unit or unit.casefold() in text.casefold() else f"{text}%" if unit == "%" else f"{text} {unit}"


def values(case: Case) -> list[Value]:
    """Every observation that can be compared, in the order of the text."""
    if "values" not in case.memo:
        case.memo["values"] = [v for v in map(value, case.records("observations")) if v]
    found: list[Value] = case.memo["values"]
    return found


def _footnote(record: Record) -> bool:
    """ "4 The entity may ..." at the foot of a page; "by 20303", a year with its mark."""
    if "http" in record["evidence"][0]["quote"]:
        return True
    bare, quote = record["unit_si"] in (None, "1") and record["unit"] != "%", record["evidence"][0]["quote"]
    return bare and (re.match(r"\d{1,2}\s+[A-Z]", quote) or re.fullmatch(r"(?:19|20)\d{3}", str(record["value_text"]))) is not None


def value(record: Record) -> Value | None:
    """An observation as a value. None without a number, for a rank, and for what may be a footnote's mark."""
    if record["value"] is None or record["type"] == "rank" or not record["evidence"] or _footnote(record):
        return None
    printed = Decimal(str(record["value"]))
    step = printed_step(record)
    if record["value_si"] is not None and record["unit_si"]:
        number = Decimal(str(record["value_si"]))
        factor = abs(number / printed) if printed else Decimal(1)
        return Value(record, number, step * factor, record["unit_si"].replace(" CO2e", ""))
    return Value(record, printed, step, (record["unit"] or "").casefold())


def printed_step(record: Record) -> Decimal:
    """How finely a value was printed, in its own unit: 0.01 for 1.25; 0.1 for 261.0; 100 for 28,300; 1 for 2,045."""
    printed = Decimal(str(record["value"]))
    figure = re.search(r"\d[\d.,' ]*\d|\d", str(record["value_text"] or ""))
    shown = re.search(r"[.](\d+)$", figure.group()) if figure else None
    places = max(-int(printed.as_tuple().exponent), len(shown.group(1)) if shown and len(shown.group(1)) != 3 else 0)
    if places > 0:
        return Decimal(1).scaleb(-places)
    digits = str(abs(int(printed)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** zeros if zeros >= 2 and printed else Decimal(1)


def agree(a: Value, b: Value) -> bool:
    """Can both be right? "About", "over" and rounding are allowed for. Values on different scales do not disagree."""
    if a.scale != b.scale or a.number == b.number:
        return True
    signs = a.record["qualifier"] or "=", b.record["qualifier"] or "="
    if "~" in signs:
        return abs(a.number - b.number) <= max(_ABOUT * max(abs(a.number), abs(b.number)), _slack(a, b))
    if signs[0] in (">", ">=") or signs[1] in ("<", "<="):
        return signs[1] in (">", ">=") or signs[0] in ("<", "<=") or a.number <= b.number + _slack(a, b)
    if signs[0] in ("<", "<=") or signs[1] in (">", ">="):
        return agree(b, a)
    return abs(a.number - b.number) <= _slack(a, b)


def _slack(a: Value, b: Value) -> Decimal:
    """Half a step of the coarser figure, when they were printed unequally finely."""
    return Decimal(0) if a.step == b.step else max(a.step, b.step) / 2


def frame(v: Value) -> tuple[str, str, str]:
    """Subject, year and scale: only values that share these can be added."""
    return v.record["subject"] or "", v.year, v.scale


def name_of(v: Value) -> str:
    """What a value is called in messages."""
    return str(v.record["label"] or v.record["metric"])


def when(v: Value) -> str:
    """ " in 2023", for messages, or nothing."""
    return f" in {v.year}" if v.year else ""


def shown(number: Decimal, like: Value) -> str:
    """A number in the unit of another value, as finely as it."""
    printed = Decimal(str(like.record["value"]))
    in_unit = number / (like.number / printed) if printed and like.number else number
    places = max(0, -int(printed_step(like.record).as_tuple().exponent))
    unit = like.record["unit"] or ""
    return f"{in_unit:,.{places}f}{'%' if unit == '%' else f' {unit}' if unit else ''}"
