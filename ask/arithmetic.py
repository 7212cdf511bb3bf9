"""Exact arithmetic and how it is shown: "44,157 - 38,376 = 5,781"."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

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
    parts = re.split(r" ([-+/]) ", re.sub(r"^\(([^()]*)\)", r"\1", match.group(1)))  # left to right, as brackets would have it
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
    places = len(match.group(2).partition(".")[2])
    rounded = made.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if match.group(3) else made
    return None if told in (made, rounded) else f"comes to {shown(made)}"


def rounded(share: Decimal) -> Decimal:
    """A percentage to one place, as people say it; a small one to two."""
    return share if abs(share) < 1 else share.quantize(Decimal("0.1"), ROUND_HALF_UP)
