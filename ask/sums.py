"""Exact arithmetic on figures of the report, shown in full: differences, shares, the largest and the smallest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from ask.choice import Choice
from ask.numbers import MEASURED, figures_of, label_of
from ask.rank import Candidate, Record
from ask.reply import cited
from ask.scope import Scope
from ask.understand import Reading
from index.words import stem, words

Best = Callable[[Reading], list[Choice]]
"""A reading -> its number choices, best first."""

_COMPARED = re.compile(r"\b(?:compared (?:with|to)|versus|vs\.?|than|as against|relative to|minus|less)\b", re.I)
_BETWEEN = re.compile(r"\bdifference between (.+?) and (.+)$", re.I)
_NOT = re.compile(r"\b(?:not|never|without|un(?:used|recycled|treated|recovered|utili[sz]ed|covered|certified|trained|sold|paid))\b", re.I)
_MOST = {**dict.fromkeys(("most", "highest", "largest", "biggest", "greatest", "maximum", "longest", "best"), True),
         **dict.fromkeys(("least", "lowest", "smallest", "fewest", "minimum", "shortest"), False)}  # fmt: skip
_SHARE = re.compile(r"\b(?:what (?:share|percentage|percent|proportion|part|fraction)|in per ?cent|percentage)\b", re.I)
_CHANGE = re.compile(r"\b(?:by how (?:much|many)|how (?:much|many) (?:more|less|fewer|higher|lower)|difference|change|changed|increase[ds]?|decrease[ds]?|grow|grew|fall|fell|rise|rose|drop(?:ped)?)\b", re.I)
_EXPRESSION = re.compile(r"^(.+?) = ([\d.,-]+)(%?)$")


def shown(value: Decimal) -> str:
    """A number with thousands separated and no trailing zeros: 5781 is "5,781"."""
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return f"{plain:,f}"


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, to two places."""
    return (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def recomputed(computation: str) -> str | None:
    """What is wrong with "a - b = c" or "a / b = c%"; None when it comes out."""
    match = _EXPRESSION.match(computation.strip())
    if not match:
        return "it is no sum, difference or ratio"
    parts = re.split(r" ([-+/]) ", match.group(1))
    try:
        numbers = [Decimal(p.replace(",", "")) for p in parts[::2]]
        told = Decimal(match.group(2).replace(",", ""))
    except ArithmeticError:
        return "it has something in it that is no number"
    made = numbers[0]
    for sign, number in zip(parts[1::2], numbers[1:], strict=True):
        if sign == "/" and number == 0:
            return "it divides by nothing"
        made = made + number if sign == "+" else made - number if sign == "-" else percent(made, number)
    return None if made == told else f"comes to {shown(made)}"
