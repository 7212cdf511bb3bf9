"""The metric of a table row, from its label cells and from the titles and totals above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.columns import BRACKET, bracketed_unit
from kg.extract.metrics import dimensions, names_a_measure
from kg.extract.wording import shortened
from kg.quantities import STYLE
from kg.units import Unit
from report.model import Clean

Split = dict[str, str]


@dataclass
class Above:
    """What stood above a row: the group title, the last total, and the last row that others may be part of with its unit.

    `listed`: are the rows of the group marked as its parts ("– Italy")? `ended`: has an unmarked row ended that group?
    """

    group: str = ""
    total: str = ""
    parent: str = ""
    unit: Unit | None = None
    listed: bool = False
    ended: bool = False


_OF_WHICH = r"(?:of which|thereof|incl\.|including|o/w)[:\s-]+"
_MARK = re.compile(rf"^\s*(?:[•◆♦●▪■◇○➢✓►▶※·*>–—-]\s*(?:{_OF_WHICH})?|{_OF_WHICH})", re.I)
_NUMBERED = "".join(rf"(?<!{word})" for word in ("cope", "ier", "evel", "ategory", "hase", "ype", "nder", "ver", "bove", "elow", "ged"))
_NOTE = re.compile(_NUMBERED + r"(?<=[a-z)])\s?\d{1,2}(?:,\s?\d{1,2})*$|(?<=[a-z])\d{1,2}(?=\s|$)|[*†‡¹²³⁴⁵⁶⁷⁸⁹]+$")


_TRAILING = re.compile(r"(?:,|\s[–—-]|\sin)\s+([^,;()]{1,25})$")


_CONTINUED = re.compile(r"\s*\(?\b(?:continued|cont[’']?d)\b\)?\.?", re.I)


_NUMBER = re.compile(r"^\d{1,2}\s+(?=[A-Z][a-z]|of which\b)")


_FIGURE = re.compile(r"^\s*(?:figure|table|chart|fig\.)\s?\d+[.:]?\s+(?=\w)", re.I)


def clean_label(text: str) -> str:
    """A row label without its bullet, its unit in brackets and its footnote marks: "• Electricity3 (kWh)" reads "Electricity"."""
    text = _FIGURE.sub("", text)
    bare = _TRAILING.sub(_kept_tail, BRACKET.sub(_kept_bracket, _MARK.sub("", _NUMBER.sub("", _CONTINUED.sub("", text)))).strip())
    return _NOTE.sub("", " ".join(bare.split())).strip(" :;,-–")


def _kept_bracket(match: re.Match[str]) -> str:
    return " " if bracketed_unit(match.group(1), STYLE) or re.fullmatch(r"\d{1,2}|[a-i]", match.group(1)) else match.group()


def _kept_tail(match: re.Match[str]) -> str:
    return "" if bracketed_unit(match.group(1), STYLE) else match.group()


def is_part(cells: Sequence[Clean]) -> bool:
    """Is the label of a row marked as part of what stands above it: "– Italy", "of which: women"?"""
    return bool(cells and _MARK.match(cells[-1].text))


def metric_of(cells: Sequence[Clean], above: Above, leads: bool = False) -> tuple[str, Split]:
    """The metric of a row and what it splits by: ("Employees by gender", {"gender": "male"}). Notes the row for those below.

    `leads`: do several rows follow that are marked as its parts?
    """
    path = [clean_label(c.text) for c in cells]
    path = [p for i, p in enumerate(path) if p and (i == 0 or p.casefold() != path[i - 1].casefold())]
    if not path:
        return "", {}
    leaf, over = path[-1], " ".join(path[:-1])
    part = is_part(cells)
    above.listed = above.listed or (part and not above.parent and not over)
    above.ended = above.ended or (above.listed and not part and not over)
    group = "" if above.ended or re.match(r"[^(]*\)", above.group) else above.group
    by = re.search(r"\bby\s+(?P<what>[\w /&-]{3,40}?)(?:\s*\(.*)?$", over or ("" if part else group), re.I)
    if by:
        return _split(leaf, over or group, by, above)
    if not over and not part:
        total = re.match(r"total\b|number of\b|overall\b", leaf, re.I)
        above.total = leaf if total or not above.total else above.total
        if names_a_measure(leaf) or leads or not above.parent:
            above.parent, above.unit = leaf, None
    if over and re.match(r"(?:or|and|of|in|for|with)\b|[a-z]+ [a-z]+", leaf):  # a label that was cut in two
        return shortened(f"{over} {leaf}", 20), {}
    title = over or (above.parent if part else "") or group
    if title and re.fullmatch(r"(?:grand |sub)?total|overall|all", leaf, re.I):
        return title, {}
    if not title or title.casefold() == leaf.casefold() or _stands_alone(leaf, over, part, above.parent, title):
        return leaf[:1].upper() + leaf[1:] if leaf[1:2].islower() else leaf, {}
    return f"{title}: {leaf}", dimensions([leaf]) or {"item": leaf}


_STRONG = re.compile(
    r"\b(?:emissions?|consumption|rates?|intensity|number|total|proportion|percentage|ratio|amount|discharges?|withdrawals?|generated|investments?|"
    r"expenditure|hours|days|cases|accidents|production|turnover|coverage)\b",
    re.I,
)


def _stands_alone(leaf: str, over: str, part: bool, parent: str, title: str) -> bool:
    """Does a label name its metric without the titles above it?"""
    words = leaf.split()
    if re.match(r"(?:in|into|from|to|for|by|of|with|at|on|via|within|outside)\b", leaf, re.I):
        return False
    if re.fullmatch(r"(?:total|others?|average|number|rate)(?: total)?", leaf, re.I) or len(re.sub(r"[^A-Za-z]", "", leaf)) < 4:
        return False
    if part:  # a part of the row above it
        shared = {w.casefold()[:6] for w in words if len(w) > 4} & {w.casefold()[:6] for w in parent.split()}
        return bool(_STRONG.search(leaf) or shared)
    if names_a_measure(leaf):
        return not (names_a_measure(over or title) and len(words) < 3 and (over or _is_some_of(leaf, title)))
    return len(words) >= 4 and not names_a_measure(title) and not is_named(leaf)


def _is_some_of(leaf: str, title: str) -> bool:
    """Does a short label only say which part of what its title measures: "Recycled" under "Hazardous waste"? It repeats nothing of the title."""
    said = {w.casefold()[:5] for w in re.findall(r"[^\W\d_]{3,}", leaf)} & {w.casefold()[:5] for w in re.findall(r"[^\W\d_]{3,}", title)}
    return len(title.split()) > 1 and not said and not _STRONG.search(leaf)


_PROPER = re.compile(r"\(?[A-Z][\w.&'’-]*\)?,?|\(?[a-z]\.[a-z.]+|(?:of|and|the|de|&|-)")
_WHOLE = re.compile(r"(?:[\w-]+ )?(?:group|company|bank|corporation) total(?: \(%\))?", re.I)


def is_named(leaf: str) -> bool:
    """Is a label the name of a company, a site or a country, or the total of them, so that it says nothing of what is measured?"""
    words = leaf.split()
    proper = 1 < len(words) < 12 and all(_PROPER.fullmatch(w) for w in words) and not names_a_measure(leaf)
    return is_total(leaf) or proper


def is_total(leaf: str) -> bool:
    """Is a label that of the whole group: "Group total"?"""
    return _WHOLE.fullmatch(leaf) is not None


_OWN = re.compile(r"\b(?:days|hours|rates?|cases|accidents|incidents|intensity|number of)\b", re.I)


def _split(leaf: str, title: str, by: re.Match[str], above: Above) -> tuple[str, Split]:
    """A row under "... by gender". A leaf that says all itself ("Proportion of female managers") keeps its own name."""
    what = by["what"].strip().casefold()
    subject = title[: by.start()].strip(" ,;:-–(") or above.total or above.group
    noun = re.sub(r"^(?:total|number of|overall)\s+(?:number of\s+)?", "", subject, flags=re.I).strip()
    last = noun.split()[-1].casefold() if noun else ""
    own = re.search(rf"\b{re.escape(last)}\b", leaf, re.I) if len(last) > 3 else None
    known = dimensions([leaf])
    if own or (names_a_measure(leaf) and len(leaf.split()) > 2) or (_OWN.search(leaf) and not known):
        value = re.sub(rf"^total\s+|\s*\b{re.escape(last)}\b\s*", " ", leaf, flags=re.I).strip() if own else leaf
        return leaf, known or ({what: value} if own and len(value.split()) < 4 else {})
    name = shortened(f"{subject} by {what}") if subject else f"By {what}"
    return name, {what: next(iter(known.values()), leaf) if what in ("gender", "sex") else leaf}
