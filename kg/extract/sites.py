"""Places of work that small words name: "our bakery in Hill", "the Hill frozen food plant", "Unit II", "Hill House, our head office"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load, rows

PROPER = r"[A-ZÀ-ÖØ-ÞŠŽČĆĐ][\w'-]*\w"
_PLACE = (
    rf"{PROPER}(?:[ -](?:(?:upon|on|am|de|da|do|la|le|el|al|di|del|of)\s(?:the\s)?)?{PROPER}){{0,3}}"
    rf"(?:,\s{PROPER}(?:\s{PROPER}){{0,2}}(?=[,.;)]|\s[a-z(]|$))?"
)
_NAME = rf"{PROPER}(?:\s(?:(?:of|de|do|da|for|and|&|the)\s)?{PROPER}){{1,4}}"


@dataclass(frozen=True)
class Site:
    """A place of work at `text[start:end]`; `name` is how it is called, `head` what it is, `place` where it lies."""

    name: str
    start: int
    end: int
    head: str
    place: str = ""
    sure: bool = True


@cache
def _small() -> str:
    return "|".join(sorted((re.escape(h) for h in load("facilities")["small"]), key=len, reverse=True))


@cache
def _seats() -> str:
    return "|".join(sorted((re.escape(h) for h in (*load("facilities")["small"], *load("facilities")["seats"])), key=len, reverse=True))


_MODIFIER = r"(?:(?!(?:the|an?|our|its|their|of|in|at|for|and|or|to|with|by|from|new|other|former)\s)[A-Za-z\d][\w&/-]*\s)"


@cache
def _first() -> re.Pattern[str]:
    """A head before its place: "our distribution centre at Hill Gate near Dale"."""
    return re.compile(
        rf"(?<![\w-])(?P<head>(?i:{_seats()}))(?P<joint>,?\s(?:\([^)]{{1,30}}\)\s)?(?:(?:located|based|situated|sited)\s)?(?:was\s(?:opened|built|inaugurated|commissioned)\s|(?:is|was)\sunder\sconstruction\s)?"
        rf"(?:at|in|near|outside)\s(?:the\s)?(?:city\sof\s|town\sof\s)?)(?P<place>{_PLACE})(?:\s(?:near|in)\s(?P<near>{_PLACE}))?"
    )


_LEAD_UP = re.compile(
    rf"(?:^|(?<=[\s(\"]))(?P<lead>[Oo]ur|[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?|[\w-]+'s?)\s(?:(?:new|second|third|first|former|other)\s)?(?P<mods>(?:{_MODIFIER}|[a-z]+\sand\s(?=[a-z])){{0,5}})$"
)


@cache
def _modified() -> re.Pattern[str]:
    """A proper name, small words and a small head: "the Hill frozen food plant", "the Hill and Dale plants"."""
    return re.compile(
        rf"(?:\b(?:The|Our|Its|At|In|From|For|Both)\s(?:the\s|our\s)?)?(?P<name>(?P<first>{PROPER}(?:\s{PROPER}){{0,3}}(?:,\s{PROPER}(?:\s{PROPER})?)?)(?P<more>(?:,\s{PROPER})*\s(?:and|&)\s{PROPER}(?:\s{PROPER}){{0,2}})?"
        rf"\s(?P<mods>(?:[a-z][a-z-]+\s){{0,3}}?)(?P<head>{_small()})(?P<plural>e?s)?)\b(?!\s(?:manager|director|leader|worker|staff|employee|team|level))"
    )


@cache
def _before_it() -> re.Pattern[str]:
    """ "The head office in Hill, Dale House, is": what it is, then its name."""
    return re.compile(
        rf"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa]n?)\s(?P<head>{_MODIFIER}{{0,3}}?(?:{_seats()}))(?:\s(?:at|in|near)\s(?P<place>{_PLACE}))?,\s(?P<name>{_NAME})(?=,|\.$|\s(?:is|was|has|opened)\b)"
    )


@cache
def _behind_it() -> re.Pattern[str]:
    """ "Hill, our largest plant in Northland": its name, then what it is."""
    return re.compile(
        rf"(?P<name>{PROPER}(?:\s{PROPER}){{0,4}}),\s(?:our|the|its|an?|one\sof\s(?:our|its|the))\s(?P<head>(?:[\w-]+\s){{0,4}}?(?:{_seats()}))s?\b"
        rf"(?:\s(?:at|in|near)\s(?:the\s)?(?P<place>{_PLACE}))?"
    )


@cache
def _may(which: str) -> re.Pattern[str]:
    """What a text must have before a slow pattern is tried on it."""
    return {
        "before": re.compile(rf"\b(?:{_seats()})\b[^,]{{0,60}},\s[A-Z]"),
        "behind": re.compile(rf",\s(?:our|the|its|an?|one\sof)\s(?:[\w-]+\s){{0,4}}?(?:{_seats()})"),
        "modified": re.compile(rf"\b(?:{_small()})(?:e?s)?\b"),
    }[which]


_NUMERAL = r"(?:[IVX]{1,5}|[A-Z]?\d{1,2})"
_UNITS = re.compile(
    rf"\b(?P<word>Unit|Plant|Factory|Mill|Site|Shaft|Quay|Pier|(?i:berth|terminal|hangar|dock|kiln|furnace|warehouse|fab|reactor))(?P<many>s)?\s(?P<list>{_NUMERAL}(?:(?:,\s|,?\sand\s|\s&\s){_NUMERAL})*)\b(?!\s?[%.]\d)"
    rf"(?:,?\s(?:(?P<at>at|in)\s(?:the\s)?)?(?P<place>{PROPER}(?:\s{PROPER})?))?"
)
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|FY|Q\d|Phase|Scope|Figure|Table|Section|"
    r"Note|Page|Chapter|Appendix|(?:(?:Latin|South|North|Central|Eastern|Western|Northern|Southern|South-?East|Southeast|East|West)\s)?(?:Europe|Asia|Africa|America)\b|Middle\sEast|World|Company|Group|Board|Accordance|Line|Addition|Compliance)\b|\d"
)
_NOT_PROPER = frozenset(
    "The Our In At Its This These Each All Every Both Some New For From By With And Of Their Your Other Another Any No Such Sustainable Green "
    "Smart Digital Global International National Local Corporate Company Group Production Manufacturing Industrial Energy Power Solar Wind "
    "Water Waste Main Central North South East West On To As While When Where If After Before During Since Total Key Major Own One Two Three "
    "Most Many Few Several Certified Case January February March April May June July August September October November December".split()
)


@cache
def any_site() -> re.Pattern[str]:
    """What every text that names such a place has in it."""
    many = "|".join(w[:-1] for w in load("facilities")["small"] if w.endswith("y"))
    return re.compile(
        rf"\b(?:{_seats()}|(?:{many})ies\b)|\b(?:Unit|Plant|Factory|Mill|Site|Shaft|Quay|Pier|Berth|Terminal|Hangar|Dock|Kiln|Furnace|Warehouse|Fab|Reactor)s?\s{_NUMERAL}\b",
        re.I,
    )


def kind_of(head: str) -> str | None:
    """The kind of place that small words end in: "frozen food distribution centre" is a distribution centre."""
    found = re.search(rf"(?<!\w)(?:{_seats()}|{'|'.join(load('facilities')['trades'])})$", head.casefold())
    return re.sub(r"(?<=office)s$", "", re.sub(r"(?<=cent)er$", "re", found.group())) if found else None


def sites_in(text: str, common: frozenset[str]) -> Iterator[Site]:
    """Every place of work that a sentence names in small words; `common`: words that the report also writes small."""
    yield from _units(text)
    for match in _before_it().finditer(text) if _may("before").search(text) else ():
        if is_proper(match["name"], common):
            yield Site(match["name"], *match.span("name"), match["head"], match["place"] or "")
    for match in _behind_it().finditer(text) if _may("behind").search(text) else ():
        if _ACTS.search(match["head"]):
            continue  # "Presently, the company runs three plants"
        if is_proper(match["name"], common) and not re.search(rf"\b(?:{_seats()})$", match["name"], re.I):
            yield Site(match["name"], *match.span("name"), match["head"], match["place"] or "", " " in match["name"])
    yield from _placed(text, common)
    yield from _compound(text, common)


_ACTS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|runs?|operat\w+|owns?|opened|builds?|built|we)\b")


def _placed(text: str, common: frozenset[str]) -> Iterator[Site]:
    for match in _first().finditer(text):
        at = max(0, match.start() - 90)
        led = _LEAD_UP.search(text[at : match.start()])
        if not led:
            continue
        start, head = at + led.start("mods"), unranked(led["mods"] + match["head"])
        praise = head != led["mods"] + match["head"]
        place, lead = _bare_place(match["place"], common), led["lead"].casefold()
        plural = re.search(r"(?<!s)s$", head) and not head.casefold().endswith(("works", "headquarters"))
        opened = "was" in match["joint"] or " at " in match["joint"] or _OPENED.search(text[: at + led.start()][-40:])
        if lead.endswith("'s") and _OTHERS.match(led["lead"]):
            continue
        if not place or plural or (praise and place in _countries()) or _vague(head) or (lead in ("a", "an") and not opened):
            continue
        name = head if _own_name(head) else f"{place.split(',')[0]} {head}"
        near = _bare_place(match["near"], common) if match["near"] else ""
        yield Site(name, start, match.start("place") + len(place), head, near or place, lead not in ("the", "a", "an"))


_RANKED = re.compile(
    r"(?:(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|\w+est|main|flagship|only|new|newest|existing|own|state-of-the-art|modern|\d[\w.,]*(?:\s(?:million|billion|thousand))?(?:[\s-]?(?:MW|GW|Mt|Mtpa|Mta|MTPA|kt|tons?|tonnes?))?)\s)+"
)
"""Words before a head that only rank it: "our fourth plant in Hill"."""


def unranked(head: str) -> str:
    """A head without what only ranks it: "new plant" is a plant."""
    praise = _RANKED.match(head)
    return head[praise.end() :] if praise else head


@cache
def _countries() -> frozenset[str]:
    return frozenset(row[0] for row in rows("countries"))


def _own_name(head: str) -> bool:
    """ "R&D Centre", "Cold Chain Hub": a head with capitals of its own needs no place in its name."""
    words = head.split()
    return len(words) > 1 and all(w[:1].isupper() or w in ("of", "and", "&") for w in words)


_OPENED = re.compile(
    r"\b(?:open(?:ed|s|ing)?|built|build\w*|commission\w*|inaugurat\w+|operat\w+|own(?:s|ed)?|acquir\w+|bought|set up|run(?:s|ning)?|construct\w+|complet\w+|have|has|launch\w+|clos(?:ed|ing)|sold|expand\w+)\s(?:up\s)?$"
)
_VAGUE = re.compile(
    r"\b(?:same|only|other|last|first|such|following|above|next|whole|entire|each|every|any|this|that|world|customer|client|supplier|third-party|school|hospital|clinic|"
    r"public|government|university|local)\b",
    re.I,
)


def _vague(head: str) -> bool:
    """Heads that speak of someone else's place, or of no one in particular."""
    return bool(_VAGUE.search(head)) or head.casefold() in (
        "line",
        "unit",
        "field",
        "base",
        "centre",
        "center",
        "port",
        "station",
        "holding",
        "works",
    )


_OTHERS = re.compile(
    r"(?:[Ss]upplier|[Cc]ustomer|[Cc]lient|[Pp]artner|[Cc]ontractor|[Cc]ompetitor|[Vv]endor|[Tt]enant|[Bb]orrower|[Nn]eighbour|[Cc]ity|[Tt]own|[Cc]ountry|[Ss]tate)'s$"
)


def is_place(words: str) -> bool:
    """May a capitalised word behind "in" be a place? Months, years and continents are none."""
    return not _NO_PLACE.match(words)


def _bare_place(place: str, common: frozenset[str]) -> str:
    """A place without what is none; "" for months, continents and words that the report writes small."""
    if _NO_PLACE.match(place) or not is_proper(place.split(",")[0], common):
        return ""
    first, _, rest = place.partition(", ")
    return first if not rest or _NO_PLACE.match(rest) or not is_proper(rest, common) else place


def is_proper(name: str, common: frozenset[str]) -> bool:
    """A name with a word that the report never writes small and that is no word of every report."""
    words = [w for w in re.findall(r"[\w'-]+", name) if w[:1].isupper()]
    return (
        bool(words)
        and words[0] not in _NOT_PROPER
        and any(len(w) > 2 and w.casefold() not in common and w not in _NOT_PROPER for w in words)
    )


def _compound(text: str, common: frozenset[str]) -> Iterator[Site]:
    for match in _modified().finditer(text) if _may("modified").search(text) else ():
        mods = match["mods"].split()
        if not all(_modifies(w) for w in mods) or not (mods or match["more"] or "," in match["first"]):
            continue  # "the Hill plant" is told elsewhere
        names = [*(match["first"].split(", ") if match["more"] else [match["first"]]), *re.split(r",\s|\s(?:and|&)\s", match["more"] or "")]
        names = [n for n in names if n]
        if (len(names) > 1) != bool(match["plural"]) or not all(is_proper(n, common) and re.search(r"[a-z]", n) for n in names):
            continue
        if re.search(r"'s?$", names[-1]) or (match.start("name") == 0 and len(match["first"].split()) == 1):
            continue  # "Acme's own plant", "Garden style factory"
        head = " ".join([*mods, match["head"]])
        for name in names:
            yield Site(f"{name} {head}", *match.span("name"), head)


def _modifies(word: str) -> bool:
    """May a small word stand between a name and its head? "petrochemical" may; "operates", "opened" and "largest" may not."""
    if word in load("facilities")["making"] or word.endswith(("-fired", "-based", "-powered", "-scale", "-cycle")):
        return True
    return len(word) > 2 and not re.search(r"(?:ed|ing|ly|est|ss|[^s]s)$", word) and word not in _STOP


_STOP = frozenset(
    "took left held made gave won ran began sought bought sold built kept lost met paid put sent set spent won the and for with from that this our its their has had have was were are but not will can may where which who own new old first second third main other "
    "whole entire every each any same such into onto over under near per via built run our any more most than then also both all one two three next last".split()
)


def _units(text: str) -> Iterator[Site]:
    """ "Unit II at Hill", "Plants 3 and 4"; a unit of a named station is a part of it."""
    for match in _UNITS.finditer(text):
        place = match["place"] or ""
        numbers = re.findall(_NUMERAL, match["list"])
        if bool(match["many"]) != (len(numbers) > 1) or (numbers[0].isdigit() and (match["word"] == "Unit" or int(numbers[0]) > 30)):
            continue
        if re.match(r"\s+(?:Station|Plant|Mill|Works)\b", text[match.end() :]) or re.search(r"\b(?:Station|Plant|Mill|Works|Mine)$", place):
            continue
        known = (
            bool(place)
            and len(numbers) == 1
            and not _NO_PLACE.match(place)
            and place.split()[0] not in _NOT_PROPER
            and (match["at"] or text[match.end("list")] == ",")
        )
        for number in numbers:
            yield Site(
                f"{match['word'].capitalize()} {number}",
                match.start(),
                match.end() if known else match.end("list"),
                match["word"].casefold(),
                place if known else "",
            )
