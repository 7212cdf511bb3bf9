"""Is a name that was made for a figure a name at all? Beginnings that are none are cut off, thin names get their context, the rest goes.

"Services" of "charges cars through two services" becomes "Services (charges cars)"; "provides for" names nothing.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.metrics import names_a_measure
from kg.extract.wording import inner, listed, participle, pattern, shortened, words
from kg.quantities import Quantity


def settled(metric: str, text: str, quantity: Quantity, start: int, title: str = "") -> str | None:
    """The name as it may stand, or None for one that names nothing.

    `text` is the sentence, `start` where the words around the figure begin, `title` the heading above the sentence.
    """
    name = _begun(metric, quantity)
    if name is None or _rejected().match(name) or len(re.sub(r"[^A-Za-z]", "", name)) < 3:
        return None
    if not is_thin(name):
        return name
    headed = set(name.casefold().split()) & (listed("check", "relative") - listed("check", "plain"))
    told = _context(name, text, quantity, start) or (_heading(name, title) if headed else "")
    if not told:
        return None if set(name.casefold().split()) <= listed("check", "empty") else name
    return f"{name} ({inner(told)})"


@cache
def _rejected() -> re.Pattern[str]:
    return pattern("check", "reject", "{}")


_LOOSE = (
    (re.compile(r"^(?:FY\s?['’]?)?(?:(?:19|20)\d\d|(?<=FY)\d\d)(?:\s?[/–-]\s?\d{2,4})?\s+(?=[a-z])"), ""),
    (re.compile(r"(?<=\w)\s+(?:we|they|it)$|(?<=[a-z]s)\s+number$"), ""),
    (re.compile(r"\s+being\s+(?:\w+ly\s+)?(?:due|attributable|because|owing)\b.*"), ""),
    (re.compile(r"\bbeing\s+(?=\w+ing\b)"), ""),
    (re.compile(r"\b(?:our|its)\s+(?:own\s+)?"), ""),
    (re.compile(r"(?<=\w\s\w\w\w)(\w*)\s+(?:All|We|The|In|Our|This|These|It)\s[a-z].*", re.S), r"\1"),  # a sentence that lost its full stop
    (re.compile(r"(?<!\bwho)(?<!\bthat)(?<!\bwhich)\s+(?:is|are|was|were|has|have|had|do|does|did)\s.*", re.S), ""),
    (re.compile(r"\s*\([^()]*$|,?\s+(?:such as|where|which|that)$|,?\s+such as\b.*"), ""),
)
"""What is cut off a name, and what is put there instead."""


def _begun(metric: str, quantity: Quantity) -> str | None:
    """A name without verbs and adverbs at its beginning; with a noun for what only a participle tells of."""
    for loose, instead in _LOOSE:
        metric = loose.sub(instead, metric)
    metric = re.sub(r"\s+(?:to|of|in|and|by|for|with|at|on)$", "", metric.strip())
    cut = pattern("check", "verbs", r"(?:{}\s+)+").match(metric + " ")
    name = shortened(metric[cut.end() :]) if cut else metric
    first, _, rest = name.partition(" ")
    if not rest or participle(first) is None or not first.endswith(("ed", "n", "t")):
        return name or None
    if not re.match(words("check", "linked"), rest) or first.casefold() in listed("name", "nouns"):
        return name
    dimension = quantity.unit.dimension if quantity.unit else ""
    noun = words("check", "nouns").get(dimension)
    return f"{noun[:1].upper()}{noun[1:]} {inner(name)}" if noun and not rest.startswith("(") else None


def says_enough(name: str) -> bool:
    """Is a name of two words one that needs no context: "Utility models"?"""
    return name.casefold() in words("check", "whole").split("|")


def is_thin(name: str) -> bool:
    """Does a name of one or two words say too little by itself ("Services", "Cities covered", "Coverage rate")?"""
    said = name.casefold().split()
    if len(said) > 2 or not said or says_enough(name):
        return False
    return bool(set(said) & listed("check", "relative")) or (len(said) == 1 and not names_a_measure(name))


# ------------------------------------------------------------------------------------------------------------- context
_PRONOUN = re.compile(
    r"^\W*(?:(?:and|also|we|it|they|has|have|had|been|there|is|are|was|were|will|be|the (?:group|company|bank|corporation)|a total of|"
    r"in total|total|totaling|totalling|with|which|that|by|of|our|its|their)\b\s*)+",
    re.I,
)
_FIGURES = re.compile(
    r"(?:\b(?:RMB|EUR|USD)|[$€£¥＞>])?\s?(?<![A-Za-z])\d[\d,.]*(?:st|nd|rd|th|-\w+)?\+?%?(?:\s?(?:million|billion)\b)?|(?<=RMB)\d[\d,.]*"
)


def _context(name: str, text: str, quantity: Quantity, start: int) -> str:
    """The words before a figure in its own clause, else the clause before that; "" when they say nothing new."""
    own, before = text[start : quantity.start], text[:start]
    if name.casefold() in listed("check", "plain"):  # "with a total of 1,200 employees" is the company's
        return _said(name, own)
    parts = [own, *reversed(re.split(r"[;:,.]\s|\(|\)|\b(?:while|and)\s", before)[-3:])]
    return next((said for part in parts if (said := _said(name, part))), "")


def _said(name: str, part: str) -> str:
    told = shortened(_PRONOUN.sub("", _FIGURES.sub(" ", part)), 9)
    told = re.sub(r"\s+(?:were|was|are|is)\s(?:held|conducted|organi[sz]ed|carried out|arranged)$", "", told)
    told = re.sub(r"\s+\b(?:has|have|had|will|can|were|was|are|is|be|been|also|total|through|the following)$", "", told, flags=re.I)
    known = set(name.casefold().split())
    fresh = [w for w in re.findall(r"[A-Za-z][\w-]{3,}", told) if w.casefold() not in known]
    return told if len(fresh) >= 2 and "(" not in told and not re.search(r"\b(?:January|20\d\d)$", told) else ""


def _heading(name: str, title: str) -> str:
    told = re.sub(r"^[\d.\s]+", "", title).strip(" .:")
    fits = (
        1 < len(told.split()) <= 8
        and re.search(r"[a-z]", told)
        and not re.search(r"[A-Z]{3,} [A-Z]{3,}", told)
        and name.casefold() not in told.casefold()
    )
    return told if fits else ""
