"""Names of figures that are a part of the one before or are told by a noun of their own: "including EUR 2 million to X", "388 in Asia", "per capita training of 42 hours"."""

from __future__ import annotations

import re

from kg.extract.clauses import Around, Made
from kg.extract.wording import as_object, inner, shortened

_GIVEN = re.compile(r"\b(?:contribut|devot|donat|giv|gave|logg|serv|spen[dt])\w*\s*(?:(?:a total of|some|about|nearly|over)\s*)*$", re.I)
_PER_HEAD = re.compile(
    r"\bper[- ]capita\s+(?P<what>[a-z][\w\s-]{2,50}?)\s*(?:\b(?:of|was|is|were|are|reached|amounted to|stood at|came to|totall?ed)\s*)$",
    re.I,
)
_PARTS = ("including", "of which", "among which", "of these", "among them")


def hours_given(place: Around) -> Made:
    """ "1,260 volunteers contributing 5,040 hours" gives "Volunteer hours"."""
    if place.dimension != "time" or not _GIVEN.search(place.left):
        return None
    around = f"{place.before} {place.left} {place.right} {place.thing}"
    name = "Volunteer hours" if re.search(r"volunteer", around, re.I) else ""
    return (name, name) if name and re.search(r"hour", place.quantity.unit.text if place.quantity.unit else "") else None


def part_of_money(place: Around) -> Made:
    """ "donated EUR 9 million, including EUR 2 million to X" gives "Donations to X"."""
    to = re.match(r"\s*(to|for|in|on|towards)\s+(?!\d)(.+)", place.right, re.S)
    whole = re.split(r"\s(?:to|for|in|on|towards)\s", place.last)[0] if place.dimension == "currency" and place.last else ""
    if not to or not whole or place.lead not in _PARTS or place.left.strip():
        return None
    what = as_object(to[2])
    return (f"{whole} {to[1]} {inner(what)}", whole) if what else None


def part_at_place(place: Around) -> Made:
    """ "426 suppliers, including 388 in Asia" gives "Suppliers in Asia"."""
    where = re.match(r"\s*(in|from|outside|across|at)\s+(?:the\s+)?([A-Z][^,.;()]{2,50})", place.right)
    if not where or not place.thing or place.dimension or place.left.strip() or not (place.lead in _PARTS or place.joined):
        return None
    what = re.split(r"\s(?:and|with|as|in|for|while|by|that|which)\s", where[2])[0].strip()
    return f"{place.thing} {where[1]} {what}", place.thing


def per_head(place: Around) -> Made:
    """ "with per capita training of 42 hours" gives "Training per capita"."""
    match = _PER_HEAD.search(place.left)
    what = shortened(match["what"]) if match else ""
    return (f"{what} per capita", what) if what else None
