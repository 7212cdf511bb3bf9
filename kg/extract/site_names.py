"""Places of work whose head stands before the name: "our head office Hill House", "our mines are A, B and C", "the terminals at A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.named_lists import emphasised, is_closed, members
from kg.extract.organization_relations import places as countries
from kg.extract.sites import PROPER, Site, is_place, is_proper, unranked
from report.model import Report

_NAME = rf"{PROPER}(?:\s(?:(?:of|de|do|da|and|&)\s)?{PROPER}){{0,3}}"


@cache
def _words(which: str) -> str:
    return "|".join(sorted((re.escape(w) for w in load("facilities")[which]), key=len, reverse=True))


@cache
def _titled() -> re.Pattern[str]:
    """ "our head office Hill House", "the plant "Westpark" in Hill", "our new headquarters, the Hill Tower,"."""
    return re.compile(
        rf"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa])\s(?:new\s|own\s|first\s|second\s)?(?:[a-z][\w-]*\s){{0,2}}?(?P<head>{_words('seats')}|{_words('small')})"
        rf"(?:\s\"(?P<quoted>[A-Z][^\"]{{2,50}})\"|,\sthe\s(?P<apposed>{_NAME})(?=,|\.$)|\s(?P<plain>{_NAME})(?=\s[a-z]|[,.;]))(?:\s(?:in|at|near)\s(?P<place>{PROPER}(?:\s{PROPER}){{0,2}}))?"
    )


@cache
def _plural() -> re.Pattern[str]:
    """ "our mines are A, B and C", "three sites: A, B and C", "the terminals at A and B", "our data centres A and B"."""
    return re.compile(
        rf"\b(?P<lead>[Oo]ur|[Tt]he|[Ii]ts|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|\d)\s(?:(?:two|three|four|five|main|own|other|major|large|largest)\s)*(?:(?!(?:suppliers?|customers?|clients?|partners?|tenants?|competitors?|contractors?|have|has|had|are|is|of)\b)[a-z][\w-]*\s){{0,2}}?(?P<head>{_words('small')}|{_words('seats')}|{_words('plural')})(?:(?<=y)|e?s)?"
        rf"(?P<joint>\s(?:are|include)\s(?:in\s)?|:\s|\s(?:at|in)\s|\s|\s\()(?=[A-Z])"
    )


@cache
def _of() -> re.Pattern[str]:
    """ "the port of Hill, which we run": a head of a place, where the words around make it the company's."""
    return re.compile(
        rf"\b[Tt]he\s(?P<whole>(?P<head>port|harbour|airport|mine|quarry|dam|estate|hospital|hotel|shipyard|terminal)\sof\s(?P<place>{PROPER}(?:\s{PROPER}){{0,2}}))"
    )


@cache
def _run_there() -> re.Pattern[str]:
    """ "In Hill, we run a dairy, a bakery and a store"."""
    one = rf"an?\s(?:[a-z][\w-]*\s){{0,2}}?(?:{_words('small')})"
    return re.compile(
        rf"\b(?:In|At)\s(?P<place>{PROPER}(?:\s{PROPER}){{0,2}}),?\s(?:we|the\s(?:[Cc]ompany|[Gg]roup)|it)\s(?:also\s)?(?:run|runs|operate|operates|own|owns|have|has|built|opened)\s(?P<list>{one}(?:(?:,\s|\sand\s|,\sand\s){one})*)"
    )


@cache
def _lies() -> re.Pattern[str]:
    """ "The regional office for the Baltics is in Hill"."""
    return re.compile(
        rf"(?:\b(?:[Oo]ur|[Tt]he|[Ii]ts)\s|^)(?P<head>(?:(?!(?:of|in|at|on|for|and)\s)(?:[a-z]|(?<=^)[A-Z])[\w&-]*\s){{0,3}}?(?:{_words('seats')}|{_words('small')}))(?:\s(?:of|for)\s[^,.;]{{3,40}}?)?\s(?:is|are|lies|stands)\s(?:located\s|based\s|situated\s|sited\s)?(?:in|at|near)\s(?P<place>{PROPER}(?:\s{PROPER}){{0,2}}(?:,\s{PROPER})?)(?=[,.;]|\s[a-z]|$)"
    )


_KEPT = re.compile(
    rf"\b(?:operates?|runs?|owns?|[Oo]ur)\s(?:the\s)?(?P<whole>(?P<name>{PROPER}(?:\s{PROPER}){{0,3}})\s(?P<head>hospital|clinic|hotel|school|kindergarten|airport|marina|zoo))\b(?:\s(?:in|at|near)\s(?P<place>{PROPER}))?"
)
"""Houses that are a company's own only where it is said to run them."""


@cache
def _may() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_words('seats')}|{_words('small')}|{_words('plural')})(?:e?s)?(?:\s(?:are|include|at|in)(?:\sin)?|:|,\sthe)?\s[\"(]?[A-Z]"
    )


_RUN = re.compile(r"\b(?:we|[Ww]e)\s(?:have\s)?(?:run|own|operate|manage|have\srun|bought|acquired|built|opened)\b")


def more_sites_in(text: str, common: frozenset[str]) -> Iterator[Site]:
    """Every place that a sentence names behind its head; `common`: words that the report also writes small."""
    for match in _titled().finditer(text) if _may().search(text) else ():
        name = match["quoted"] or match["apposed"] or match["plain"]
        group = next(g for g in ("quoted", "apposed", "plain") if match[g])
        seat = match["head"] in ("head office", "headquarters", "registered office")
        if not match["quoted"] and (not is_proper(name, common) or (not seat and " " not in name and match.start() == 0)):
            continue
        if not is_place(name) or (group == "plain" and not seat and re.search(rf"\b(?:{_words('not_titled')})$", name)):
            continue
        yield Site(name, *match.span(group), match["head"], match["place"] or "", bool(match["quoted"]))
    for match in _plural().finditer(text) if _may().search(text) else ():
        yield from _listed(text, match, common)
    yield from _houses(text, common)
    for match in _of().finditer(text) if _RUN.search(text) else ():
        if is_proper(match["place"], common):
            yield Site(match["whole"], *match.span("whole"), match["head"], match["place"], True)


_TOWN = rf"{PROPER}(?:\s{PROPER}){{0,2}}(?:,\s(?:[A-Z]{{2,3}}|{PROPER}(?:\s{PROPER}){{0,2}})){{1,2}}"


@cache
def _regional() -> re.Pattern[str]:
    """ "our Hill, Northland plant", "the Hill, NL, and Dale, SL, mills": towns with the region that they are in."""
    many = "|".join(w[:-1] for w in load("facilities")["small"] if w.endswith("y"))
    joint = r",?\s(?:and|&|as\swell\sas)\s(?:our\s|the\s)?"
    return re.compile(
        rf"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa]t|[Ii]n|[Ff]rom)\s(?P<list>{_TOWN}(?:{joint}{_TOWN})*),?\s(?P<head>(?:[a-z]+\s)?(?:{_words('small')}|(?:{many})(?=ies)))(?P<many>e?s|ies)?\b"
    )


def sites_with_region(text: str, common: frozenset[str]) -> Iterator[Site]:
    """Places of work told by a town and its region before the head."""
    for match in _regional().finditer(text) if _REGION.search(text) else ():
        towns = [(match.start("list") + m.start(), m.group()) for m in re.finditer(_TOWN, match["list"])]
        named = [town.split(",")[0] for _, town in towns]
        if (len(towns) > 1) != bool(match["many"]) or not all(is_place(n) and is_proper(n, common) for n in named):
            continue
        for (start, town), name in zip(towns, named, strict=True):
            head = f"{match['head']}y" if match["many"] == "ies" else match["head"]
            yield Site(f"{name} {head}", start, start + len(town), head, town, True)


_REGION = re.compile(r"[A-Z][\w'-]+,\s(?:[A-Z]{2,3}\b|[A-Z]\w+)(?:,\s[A-Z]\w+)?,?\s[a-z]")


def _houses(text: str, common: frozenset[str]) -> Iterator[Site]:
    """What a company runs in a place, told by heads alone, and houses of a name that it runs."""
    for match in _run_there().finditer(text) if _RUNS.search(text) else ():
        if is_place(match["place"]) and is_proper(match["place"], common):
            for one in re.finditer(r"an?\s(?P<head>[^,]+?)(?=,|\sand\s|$)", match["list"]):
                start = match.start("list") + one.start("head")
                yield Site(f"{match['place']} {one['head']}", start, start + len(one["head"]), one["head"], match["place"], True)
    for match in _lies().finditer(text) if _LIES.search(text) else ():
        place = match["place"].split(",")[0]
        if (
            is_place(place)
            and is_proper(place, common)
            and not countries().fullmatch(place)
            and not re.match(r"(?:unit|line|field|base|station|centre|center|port)$", match["head"])
        ):
            head = unranked(match["head"][0].lower() + match["head"][1:])
            yield Site(f"{place} {head}", match.start("head"), match.end("place"), head, match["place"], True)
    for match in _KEPT.finditer(text):
        if is_proper(match["name"], common):
            yield Site(match["whole"], *match.span("whole"), match["head"], match["place"] or "", True)


_LIES = re.compile(r"\b(?:is|are|lies|stands)\s(?:located\s|based\s|situated\s|sited\s)?(?:in|at|near)\s[A-Z]")
_RUNS = re.compile(r"\b(?:In|At)\s[A-Z][^.;]{2,40}\b(?:run|runs|operate|operates|own|owns|have|has|built|opened)\san?\s")


def _listed(text: str, match: re.Match[str], common: frozenset[str]) -> Iterator[Site]:
    found = members(text, match.end())
    lead = match["lead"].casefold()
    if len(found) < 2 or not is_closed(text, found[-1][1]) or (match["joint"] in (" ", " (") and lead not in ("our", "its", "the")):
        return
    plural = match.end("head") < match.start("joint") or match["head"] in load("facilities")["plural"]
    if not plural or not re.search(r"\s(?:and|&)\s", text[found[0][1] : found[-1][0]]):
        return  # "our plant in Hill, Dale" is one
    if match["joint"] == " in " and re.match(r"(?:location|site|facilit|office)", match["head"]):
        return  # of a region
    places = match["joint"].strip() in ("at", "in", "are in", "include in")
    head = match["head"]
    for start, end in found:
        name = text[start:end]
        if len(name.split()) > 4 or not is_place(name) or not is_proper(name, common) or (places and countries().fullmatch(name)):
            return
    for start, end in found:
        name = text[start:end]
        whole = name if match["joint"].strip() == "" or re.search(rf"\b(?:{_any_head()})$", name, re.I) else f"{name} {singular(head)}"
        yield Site(whole, start, end, singular(head), name if places else "", True)


@cache
def _any_head() -> str:
    return "|".join((_words("small"), *(h for some in load("facilities")["works"].values() for h in some)))


def singular(head: str) -> str:
    """ "production sites" is one "production site"."""
    known = {*load("facilities")["small"], *load("facilities")["seats"]}
    if head in known:
        return head
    one = re.sub(r"ies$", "y", head) if head.endswith("ies") else re.sub(r"s$", "", head)
    return one if one.split()[-1] in known or one in known else head


def in_italics(report: Report, at: int) -> Iterator[Site]:
    """Names in italics or bold beside a head: "our plant *Hill*", "the *Hill* nursery"."""
    text = report.blocks[at].text.text
    for start, end in emphasised(report, report.blocks[at]):
        before = re.search(rf"\b(?P<head>{_words('small')}|{_words('seats')})s?,?\s\"?$", text[:start])
        after = re.match(
            rf"\"?\s(?:[a-z]+\s){{0,2}}?(?P<head>{_words('small')}|{_words('seats')})\b(?!\s(?:manager|worker|safety|project))", text[end:]
        )
        head = after or before
        if (
            head
            and not re.search(r"[.!?]$|^(?:ISO|IEC|EN|GHG|Scope)\b|\d{4}", text[start:end])
            and not re.match(r"\sgas", text[end + (after.end("head") if after else 0) :])
        ):
            whole = text[start : end + after.end("head")] if after else text[start:end]
            place = re.match(rf"\"?\s(?:in|at|near)\s(?P<place>{PROPER}(?:\s{PROPER}){{0,2}})", text[end + (after.end() if after else 0) :])
            yield Site(
                re.sub(r"\"", "", whole),
                start,
                end + (after.end("head") if after else 0),
                head["head"],
                place["place"] if place and is_place(place["place"]) else "",
                True,
            )
