"""Plants put in and works done without the word "project": "a 4 MWp solar plant was installed on the roof", "the Hill kilns were switched to gas".

A head such as "solar plant" or "heat recovery system" is a project where the sentence says what became of it (installed, under
construction, planned, delivers) and either how big it is or where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.project_sentences import Told

_PROPER = r"[A-ZÀ-ÖØ-Þ][\w'’-]*\w"
_SIZE = r"\d[\d.,]*(?:\s?-\s?|\s)?(?:million\s)?(?:MWp|kWp|GWp|MWh|GWh|kWh|MW|kW|GW|hectares|ha|tonnes|tons|m3|cubic metres|square metres|m²|km)\b"
_PLACE = re.compile(
    rf"(?:,)?\s(?:at|in|on|near|of|for|to)\s(?:the\s)?(?:(?:roofs?|site|premises|grounds|car park|edge)\sof\s)?(?:the\s|our\s|its\s)?(?P<place>{_PROPER}(?:\s(?:{_PROPER}|de|do|da|of(?=\s[A-Z]))){{0,3}})"
)
_OPENING = re.compile(rf"(?:In|At)\s(?P<place>{_PROPER}(?:\s{_PROPER})?),?\s(?!20)")
_OTHERS = re.compile(
    r"\b(?:PPAs?|power purchase|buy|bought|purchase[sd]?|procur\w+|customers?|clients?|suppliers?|supplied by|lend\w*|loans?|financ\w+|borrowers?|"
    r"(?-i:may)|might|could|would|can be|if|such as|e\.g|typically)\b",
    re.I,
)


@cache
def _words(which: str) -> str:
    return "|".join(load("projects")["works"][which])


@cache
def _installation() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?P<what>(?:{_SIZE}\s(?:of\s)?)?(?:(?!(?:the|an?|our|its|their|of|in|at|on|for|and|or|to|with|by|from|into|are|is|was|were|installing|building)\s)[\w&'’.-]+\s){{0,4}}?(?:{_words('installations')}))(?![\w-]|\s(?:manager|team|operator|business|industry|sector|companies|manufacturer|supplier))"
    )


@cache
def _state_words() -> tuple[tuple[str | None, re.Pattern[str]], ...]:
    """Words for a state, the surest first; what a plant does today makes it an operating one."""
    states = ("planned", "under construction", "operating", "completed", "running", "stated")
    meaning: dict[str, str | None] = {"running": "operating", "stated": None}
    return tuple((meaning.get(state, state), re.compile(rf"\b(?:{_words(state)})\b")) for state in states)


def _state(text: str) -> tuple[bool, str | None]:
    """(Is something said of its state?, the state)."""
    for status, pattern in _state_words():
        if pattern.search(text):
            return True, status
    return False, None


def works_in(text: str) -> Iterator[Told]:
    """Every plant that a sentence says to be put in, and every switch of a named plant."""
    for match in (
        _installation().finditer(text) if any(s in text for s in load("projects")["works"]["signs"]) and _may().search(text) else ()
    ):
        said, status = _state(text)
        if not said or _OTHERS.search(text):
            continue
        start = match.start("what")
        lead = re.match(r"(?:(?:[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts|[Tt]wo|[Tt]hree|[Nn]ew|[Ff]irst|[Ss]econd|In|At|By|On)\s)+", match["what"])
        start += lead.end() if lead else 0
        what = text[start : match.end("what")]
        if not re.search(r"[A-Z]", what) and not re.search(_SIZE, text) and not _place(text, match.end("what")):
            continue
        before = text[: match.start("what")]
        one = (
            re.search(r"\b(?:[Aa]n?|[Tt]he|[Oo]ur|[Ii]ts|[Nn]ew|[Ff]irst|[Tt]wo|[Tt]hree|of)\s(?:new\s|first\s|second\s)?$", before)
            or lead
            or re.match(r"\d|[A-Z]", what)
        )
        if one and len(what.split()) > 1:
            yield Told(start, match.end("what"), status)
    for match in _sized().finditer(text) if re.search(r"\d", text) and not _OTHERS.search(re.sub(r"\b[Ff]inanc\w+", "", text)) else ():
        yield Told(match.start("what"), match.end("what"), _state(text)[1])
    for match in _switched().finditer(text) if _SWITCH.search(text) else ():
        yield Told(match.start("what"), match.end("what"), "planned" if match["will"] else "completed")


@cache
def _sized() -> re.Pattern[str]:
    """ "invested EUR 60 million in a new 30,000-tonne resin plant", "is planning a hydrogen plant with 20 MW"."""
    size = r"\d[\d.,]*[\s-](?:million[\s-])?(?:tonnes?|tons?|tpa|t/a|ktpa|kt|Mtpa|Mt|MW|GW|GWh|MWh|barrels?|litres?|square[\s-]met(?:re|er)s?|m²|m3|units?)(?:[\s-](?:per|a|an)[\s-](?:year|annum|day))?"
    word = r"(?!(?:of|in|at|on|for|and|or|to|with|by|from|which|that|is|was|will|the|our)\s)[\w&'’-]+"
    thing = rf"(?:{word}\s){{0,4}}?(?:{_words('sizes')})\b"
    return re.compile(
        rf"\b(?:{_words('invested')})\b[^.;:]{{0,50}}?\s(?:an?|the|our|its)\s(?:new\s|second\s|third\s|first\s)?(?P<what>{size}\s{thing}|(?:{word}\s){{1,4}}?(?:{_words('sizes')})\swith\s(?:an?\s(?:annual\s|total\s|nominal\s)?(?:production\s)?capacity\sof\s)?{size})"
    )


def _place(text: str, end: int) -> str:
    found = _PLACE.match(text, end) or _OPENING.match(text) or _PLACE.search(text, end, min(len(text), end + 90))
    return (
        found["place"]
        if found
        and not re.match(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", found["place"])
        else ""
    )


@cache
def _may() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('installations')})\b")


_SWITCH = re.compile(r"switch|convert|electrif|retrofit|reline|re-line|moderni|refurbish")


@cache
def _switched() -> re.Pattern[str]:
    """ "The Hill kilns were switched from coal to gas", "we converted the Hill furnace to hydrogen"."""
    thing = rf"(?:the|our)\s(?P<what>{_PROPER}(?:\s[\w-]+){{0,3}}?\s(?:{_words('converted')})"
    return re.compile(
        rf"\b(?P<will>will\s|to\s|plan to\s)?(?:switch(?:ed)?|convert(?:ed)?|electrif(?:y|ied)|retrofit(?:ted)?|re-?lined?|moderni[sz]ed?|refurbish(?:ed)?)\s{thing}(?:\sfrom\s[a-z ]{{3,30}}?)?(?:\sto\s[a-z-]+(?:\s(?:power|gas|fuel|hydrogen))?)?)(?=[\s,.;])"
    )
