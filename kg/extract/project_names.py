"""Projects that bear a name of their own: "Grid Ahead, our metering programme", "the Clear Ford initiative", "a study called Deep Soil".

A capitalised phrase is a project when the words beside it say so: a noun for one behind, before or in apposition, a verb of naming,
"through X", or a list item under a title about programmes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.named_lists import TITLE
from kg.extract.organization_evidence import NAME
from kg.extract.organization_relations import functional, places
from kg.names import SELF, Names

_CAPITAL = "[A-ZÀ-ÖØ-ÞČĆĐŠŽŁŚŻŹĄĘŃŐŰĞİŞŘŤĎŇĽ]"
_QUOTED = r"[\"“](?P<quoted>[^\"“”]{3,60})[\"”]"
_TITLE = rf"(?:{_QUOTED}|(?P<plain>(?:[a-z](?=[A-Z]))?{NAME}(?:\s+(?:\d{{2,4}}|\d\.\d))?))"
_PAIR = rf"(?:{NAME}\s+(?:and|&)\s+)?{NAME}"
"""A name, quoted or capitalised; a trade name may begin small ("eFleet") and end in a year."""
_LEAD = re.compile(
    r"^(?:(?:The|Our|Its|This|These|Through|Under|In|At|With|As|For|Via|And|When|Since|During|Both|A|An|We|By|On|Launched)\s+)+"
)


_CAPACITY = r"(?:kWp?|MWp?|MWe|GWp?|kWh|MWh|GWh|kV|MVA|MLD|ML/d)"


@cache
def _nouns(which: str) -> str:
    return "|".join(load("projects")["named"][which])


@cache
def _cues() -> list[re.Pattern[str]]:
    small, heads, calls, one = _nouns("nouns"), _nouns("heads"), _nouns("called"), _nouns("singular")
    does = "|".join(load("projects")["listed"]["does"])
    return [
        re.compile(rf"(?<![\w&]){_TITLE}(?:\s*\([A-Z][\w&-]{{1,9}}\))?,\s+(?:which is\s+)?(?:an?|the|our|its)\s+(?:[\w$€£'’.,%-]+\s+){{0,9}}?(?:{small})\b"),
        re.compile(rf"\b(?:[Tt]he|[Oo]ur|[Ii]ts|[Aa]n?|[Tt]heir|[Tt]his|[Nn]ew|of|and|through|under)\s+(?:{_QUOTED}|(?P<plain>(?:[a-z](?=[A-Z]))?{_PAIR}))\s+(?:(?!(?:is|are|was|were|the)\s)[a-z'’-]+\s+){{0,2}}?(?:{small})\b"),
        re.compile(rf"\b(?:{calls})\s+(?:the\s+)?{_TITLE}"),
        re.compile(rf"(?<![\w&])(?P<plain>(?:Project|Operation|Mission)\s+{_CAPITAL}[\w-]+(?:\s+{_CAPITAL}[\w-]+)?)(?!\s+(?:Manage|Lead|Office|Team|Statement|Financ|Partner|Account|Construct|Develop|Plan|Owner|Cost))"),
        re.compile(rf"(?<![\w&])(?P<plain>(?:(?<=[Tt]he )(?!In\s){NAME}\s(?:in|to|for)\s)?{_PAIR}\s+(?:{heads}))\b(?!\s+{_CAPITAL})"),
        re.compile(rf"\b(?:[Tt]hrough|[Vv]ia|[Pp]artners in|[Pp]articipat\w+ in|[Pp]art of|[Jj]oined)\s+(?:the\s+|our\s+|its\s+)?{_TITLE}(?=[,.;]|\s+(?:we|which|and|in|for|to|has|is|at|by)\b)"),
        re.compile(rf"\b(?:[Tt]he|[Oo]ur|[Ii]ts|[Aa]n?|[Tt]his|[Nn]ew|[Jj]oint|-funded|[a-z]+|Europe)\s(?:[\w-]+\s){{0,2}}?(?:{one}),?\s(?:named\s|called\s)?(?:{_QUOTED}|(?P<plain>{TITLE}))(?=[,.;]|\s(?!a\s)[a-z]|$)"),
        re.compile(rf"\b(?:launched|started|introduced|created|founded|initiated|set\sup|opened)\s(?:the\s)?{_TITLE},\swhich\s(?:{does})\b"),
        re.compile(rf"{_QUOTED}(?P<plain>)\s(?:is|was)\sthe\s(?:name|title|motto)\sof\s(?:our|the|its|an?)\b"),
        re.compile(rf"\b(?:{_nouns('began')})\s(?:in|with|by|together|jointly|from)\s[^,;]{{2,60}},\s(?:the\s|our\s)?{_TITLE}\s(?={does})"),
        re.compile(rf"(?<![\w&]){_TITLE}\s(?:(?:is|was)\s(?:an?|our|the)|[–—-]\s(?:an?|our|the))\s(?:[\w-]+\s){{0,4}}?(?:{small})\b(?!\s(?:manager|leader|partner|of\sthe\s(?:EU|UN)))"),
        re.compile(rf"(?<![\w&]){_TITLE},\s(?:an?|our|the)\s(?:new\s)?[\d.,]+[\s-]?{_CAPACITY}\s(?:[\w-]+\s){{0,2}}?(?:{_nouns('built')})\b"),
        re.compile(rf"\b[Tt]he\s(?P<plain>{NAME}\s(?:[a-z-]+\s){{0,2}}?(?:{_nouns('built')}))\s\([\d.,]+[\s-]?{_CAPACITY}\)"),
        re.compile(rf"\b(?:(?:[Oo]ur|[Ii]ts)|(?:[Uu]nder|[Tt]hrough|[Ll]aunched|[Pp]iloted|[Rr]an|[Ff]und(?:s|ed)?|[Ff]inanc(?:es|ed)|[Ss]tarted|[Rr]unning|[Cc]elebrated)\s(?:the|our|its|an?))\s(?:new\s|annual\s|own\s)?(?P<plain>{NAME}\s(?:{_nouns('ours')}))\b(?!\s+{_CAPITAL})"),
        re.compile(rf"\b[Tt]he\s(?P<plain>{NAME}\s(?:{_nouns('ours')}))\s(?:{does})\b"),
        re.compile(rf"\b(?:[Tt]he|[Oo]ur|[Ii]ts)\s(?P<plain>{NAME}\s(?:in|for|to|at|with|on|of\sthe)\s{NAME})\s(?:{_nouns('nouns')})\b"),
        re.compile(rf"\b(?:{_nouns('singular')})\s{_QUOTED}(?P<plain>)"),
        re.compile(r"(?<![\w&])(?P<plain>[A-Z][A-Z0-9-]{4,})(?:\s\([^)]*\))?,\s(?:an?|our|the)\s(?:[\w-]+\s){0,5}?(?:project|programme|program|initiative|campaign)\b(?!\s(?:manager|leader|partner))"),
    ]  # fmt: skip


_AFTER_OTHERS = re.compile(
    r"\b(?:[Pp]er|[Aa]ccording\sto|[Rr]eceived|[Ww]on|[Aa]warded(?:\sby)?|[Rr]at(?:ed|ings?)\s(?:by|of|in|under)|[Rr]anked\s(?:by|in)|[Ww]inner\sof|[Cc]ertified\s(?:by|under)|[Ss]ources?:|[Rr]equirements\sof|[Cc]ompliance\swith|[Ll]ine\swith|[Dd]efined\sby|[Pp]ublished\sby|[Rr]ecogni[sz]ed\s(?:by|in|as))\s(?:the\s|an?\s)?(?:\d{4}\s)?$"
)
_BEFORE_OTHERS = re.compile(r"\s(?:[Aa]wards?|[Gg]rants?|[Pp]rizes?|[Ll]abels?|certificat\w+|ratings?|ranking|index|score)\b")
"""Words beside a name that make it one of an award, a rating or a source."""


_NOUNED = re.compile(
    r"\b(?:programmes?|programs?|projects?|initiatives?|schemes?|campaigns?|stud(?:y|ies)|trials?|pilots?|work|efforts?|clubs?|charger|fund)\b",
    re.I,
)
_LISTED = re.compile(rf"^\W*{_TITLE}\s*(?:\([^()]{{1,40}}\))?\s*(?:[–—:]|-\s)\s*(?=\w)")
_PROGRAMMES = re.compile(
    r"\b(?:programmes?|programs?|projects?|initiatives?|communit\w+|CSR|social (?:investment|impact|responsibility)|philanthrop\w+|volunteer\w*|campaigns?)\b",
    re.I,
)


def named_in(text: str, names: Names, title: str | None = None) -> Iterator[tuple[int, int, float]]:
    """Names of projects in a sentence: (start, end, confidence). `title` is that of the section, for an item of a list."""
    if title and _PROGRAMMES.search(title) and (item := _LISTED.match(text)):
        yield from _whole(text, item, names, 0.7)
    for rank, cue in enumerate(_cues()):
        if rank >= 6 and not _may(rank).search(text):
            continue
        for match in cue.finditer(text):
            if rank == 2 and not _NOUNED.search(text):
                continue  # "a machine called X" is a product
            yield from _whole(text, match, names, 0.6 if rank == 5 else 0.8, rank)


@cache
def _may(rank: int) -> re.Pattern[str]:
    """What a sentence must have before a slow cue is tried on it."""
    small = rf"\b(?:{_nouns('nouns')})\b"
    return re.compile(
        {
            6: rf"\b(?:{_nouns('singular')})\b",
            7: r", which\s",
            8: "name|title|motto",
            9: rf"\b(?:{_nouns('began')})\b",
            11: _CAPACITY,
            12: rf"\([\d.,]+[\s-]?{_CAPACITY}",
            13: rf"\s(?:{_nouns('ours')})\b",
            14: rf"\s(?:{_nouns('ours')})\s",
            15: small,
            16: r"[\"“]",
            17: r"[A-Z0-9-]{5}[^,]{0,40},\s(?:an?|our|the)\s",
        }.get(rank, rf"\s(?:is|was|[–—-])\s(?:an?|our|the)\s.{{0,60}}?{small}")
    )


def _whole(text: str, match: re.Match[str], names: Names, confidence: float, rank: int = -1) -> Iterator[tuple[int, int, float]]:
    """The place of a name that is none of an organization, a document, a place or a function. `rank`: the cue's place in `_cues`."""
    group = "quoted" if match.groupdict().get("quoted") else "plain"
    said = match[group]
    start = match.start(group)
    lead = _LEAD.match(said)
    if lead:
        start, said = start + lead.end(), said[lead.end() :]
    said = re.sub(r"['’]s?$", "", said)
    if rank == 6 and (where := re.match(r"(.+?)\sin\s(?:the\s)?(.+)$", said)) and (" " in where[1] or places().fullmatch(where[2])):
        said = where[1]  # "the project Hill Brook in Dale", but "the course Leading in Change"
    if group == "plain" and rank in (0, 1, 10) and " " not in said and not _odd(said) and not _introduced(text, start, said, rank):
        return
    if (
        group == "plain"
        and rank in (6, 7, 9, 10)
        and " " not in said
        and not _odd(said)
        and (rank == 10 or start == 0 or _COMMON.fullmatch(said))
    ):
        return
    if rank != 2 and (_AFTER_OTHERS.search(text[:start]) or _BEFORE_OTHERS.match(text, match.end(group))):
        return
    owned = rank == 10 or (rank == 0 and re.search(r",\s(?:our|its)\s", text[match.end(group) : match.end()]))
    if (
        not said
        or (lead and not said[:1].isupper())
        or not (_is_name(said, names, rank in (6, 17)) or (owned and " " in said and _is_school(said, names)))
        or (rank == 5 and (" " not in said or _plain_words(said)) and not _odd(said))
    ):
        return
    yield start, start + len(said), confidence


_COMMON = re.compile(r"(?:This|These|That|Those|It|They|We|Create|Leading|Management|Team|Company|Group|[A-Z][a-z]+(?:ing|ed|ly))")


def _odd(name: str) -> bool:
    """A trade name by its spelling: "HomeWise", "Cents4Sense", "RaBi-Next"."""
    return bool(re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]|\d", name))


def _introduced(text: str, start: int, name: str, rank: int) -> bool:
    """May a single plain word be a name: not the first word of the sentence but one ("Meanwhile, a ..."), nor a place ("a Texan program")?"""
    if rank == 1:
        return bool(re.search(r"(?<![A-Z][a-z]{3} )\b(?:[Tt]he|[Oo]ur|[Ii]ts)\s+$", text[:start]))  # not "Lead the Change course"
    return start > 0 or not re.fullmatch(
        r"\w+ly|\w+ward|Mean\w+|How\w+|More\w+|Further\w*|Be\w+|To\w+|Over\w+|Al\w+|In\w+|Here|There|Next|Last|First|Second|Third", name
    )


def _plain_words(name: str) -> bool:
    """Has a phrase a word for what a company does: "Global Audit Plan", "Collective Action"?"""
    return any(functional().fullmatch(w) for w in re.findall(r"[^\W_][\w'’&-]*", name))


@cache
def _no_project() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_nouns('none')})$|^(?:{_nouns('not_first')})\b")


def _is_school(name: str, names: Names) -> bool:
    """ "The Pocket Money School is an educational programme": what is said to be one, though its last word could make it a body."""
    known = names.canonical(name)
    return bool(known) and not names.is_member(known or "") and not _no_project().search(name)


def project_name(name: str, names: Names) -> bool:
    """May words of a list of projects name one: no organization, document, place or function, and no sentence?"""
    return (
        _is_name(name, names, True) and len(name.split()) <= 8 and not _plain_words(name) and (" " in name or _odd(name) or name.isupper())
    )


def _is_name(name: str, names: Names, letters: bool = False) -> bool:
    words = re.findall(r"[^\W_][\w'’&-]*", name)
    bare = [w for w in words if w[:1].isupper() and not re.fullmatch(f"(?:{_nouns('heads')})", w)]
    if not bare or len(words) > 8 or name.casefold() in SELF or places().fullmatch(name) or _no_project().search(name):
        return False
    if " and " in name and len(names.mentions(name)) > 1:
        return False
    if (
        names.canonical(name)
        or names.canonical(f"{name} initiative")
        or all(functional().fullmatch(w) or places().fullmatch(w) for w in bare)
    ):
        return False
    return len(name) > 3 and not (re.fullmatch(r"[A-Z&.]{1,5}s?|[A-Z][A-Z0-9-]+", name) and not (letters and len(name) > 4))
