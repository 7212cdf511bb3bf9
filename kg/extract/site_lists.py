"""Places of work told together: "we have depots in A, B and C", "two plants, in A and B", "Sites: A (X), B (Y)", and lists of locations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.named_lists import is_closed, lead_of, members
from kg.extract.organization_relations import places as countries
from kg.extract.site_names import singular
from kg.extract.sites import PROPER, Site, is_place, is_proper
from report.model import BlockKind, Clean, Report

_NAME = rf"{PROPER}(?:\s(?:(?:of|de|do|da|am|an|upon|sur)\s)?{PROPER}){{0,3}}"
_OTHERS = r"(?:suppliers?|customers?|clients?|partners?|tenants?|competitors?|contractors?|regional|have|has|had|are|is|of|in|at|to|for|and|with|from|by)"


@cache
def _words(which: str) -> str:
    return "|".join(sorted((re.escape(w) for w in load("facilities")[which]), key=len, reverse=True))


@cache
def _heads() -> str:
    return rf"(?:{_words('small')}|{_words('seats')})(?:(?<=y)|e?s)|{_words('plural')}|(?:{'|'.join(w[:-1] for w in load('facilities')['small'] if w.endswith('y'))})ies"


@cache
def _together() -> re.Pattern[str]:
    """A verb of having or a determiner, heads in the plural, then towns."""
    return re.compile(
        rf"\b(?:(?P<have>[Ww]e|[Ii]t|[Gg]roup|[Cc]ompany|[A-Z][\w&-]+)\s(?:also\s|now\s|currently\s)?(?:have|has|operates?|owns?|runs?|maintains?|opened|closed|built)|[Oo]ur|[Tt]he|[Ii]ts)\s"
        rf"(?:(?:the|our|its|two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}}|main|own|other|major|large|largest|new|additional|further)\s)*"
        rf"(?P<mods>(?:(?!{_OTHERS}\b)[a-z&/-]+\s(?:and\s)?){{0,4}}?)(?P<head>{_heads()})"
        rf"(?P<joint>,\s(?:one\s)?(?:in|at)\s|\s(?:are|is)\s(?:located\s|based\s|situated\s)?(?:in|at)\s|\s(?:located|based|situated)\s(?:in|at)\s|\s(?:in|at)\s|:\s)(?:the\scities\sof\s)?(?=[A-Z])"
    )


@cache
def _with_countries() -> re.Pattern[str]:
    """ "Manufacturing sites: Hill (Northland), Dale (Southland)"."""
    return re.compile(
        rf"(?P<head>(?:[A-Za-z]+\s){{0,3}}?(?i:{_heads()}))(?:\s(?:are|include|in))?:?\s(?P<list>{_NAME}\s\([A-Z][\w.,\s-]+\)(?:(?:,\s(?:and\s)?|\sand\s){_NAME}\s\([A-Z][\w.,\s-]+\))+)"
    )


@cache
def _one_more() -> re.Pattern[str]:
    """ "A second factory in Hill, Northland, was added"; "a test laboratory near Hill"; "the new headquarters building in Hill"."""
    return re.compile(
        rf"\b(?:[Aa]\s(?:new\s|second\s|third\s|fourth\s|further\s)?|[Aa]nother\s|[Tt]he\snew\s|[Oo]ur\sflagship\s)(?P<head>(?:(?!{_OTHERS}\b)[a-z&-]+\s){{0,2}}?(?:{_words('small')}|headquarters|head\soffice|flagship\sstore))(?:\sbuilding)?\s(?:in|at|near)\s(?P<place>{_NAME}(?:,\s{PROPER}(?:\s{PROPER})?)?)(?=,|\.|;|\s[a-z]|$)"
    )


_OWN = re.compile(
    r"\b(?:we|our|us|We|Our|[Tt]he [Gg]roup|[Tt]he [Cc]ompany|was (?:added|opened|built|acquired|closed)|opened|operates?|runs?|owns?)\b"
)
_TOGETHER_SIGN = re.compile(r"\s(?:in|at):?\s[A-Z]|:\s[A-Z]")


def listed_sites_in(text: str, common: frozenset[str]) -> Iterator[Site]:
    """Every place of a sentence that stands in such a list; `common`: words that the report also writes small."""
    for match in _together().finditer(text) if _TOGETHER_SIGN.search(text) else ():
        yield from _members(text, match, common)
    for match in _with_countries().finditer(text) if "(" in text else ():
        for one in re.finditer(rf"(?P<name>{_NAME})\s\((?P<where>[^)]+)\)", match["list"]):
            if is_place(one["name"]) and is_proper(one["name"], common):
                start = match.start("list") + one.start()
                head = _last_head(match["head"])
                yield Site(f"{one['name']} {head}", start, start + len(one.group()), head, f"{one['name']}, {one['where']}", True)
    for match in _one_more().finditer(text) if _OWN.search(text) else ():
        place = match["place"].split(",")[0]
        if is_place(place) and is_proper(place, common) and not countries().fullmatch(place):
            head = re.sub(r"^(?:new|second|third)\s", "", match["head"])
            yield Site(f"{place} {head}", match.start("head"), match.end("place"), head, match["place"], True)


def _is_country(name: str) -> bool:
    """A country that is no town as well."""
    return bool(countries().fullmatch(name)) and name not in (
        "Singapore",
        "Luxembourg",
        "Monaco",
        "Hong Kong",
        "Macau",
        "Djibouti",
        "Kuwait",
    )


def _last_head(words: str) -> str:
    """ "Manufacturing sites" is a "manufacturing site"."""
    return singular(words[0].lower() + words[1:] if not words.isupper() else words.lower())


def _members(text: str, match: re.Match[str], common: frozenset[str]) -> Iterator[Site]:
    found = members(text, match.end())
    names = [text[start:end] for start, end in found]
    if len(found) < 2 or not is_closed(text, found[-1][1]) or not re.search(r"\s(?:and|&)\s", text[found[0][1] : found[-1][0]]):
        return
    if any(len(n.split()) > 4 or not is_place(n) or not is_proper(n, common) or _is_country(n) for n in names):
        return
    if re.match(r"\s(?:provinces|states|regions|counties|districts|prefectures)\b", text[found[-1][1] :]):
        return
    vague = re.match(r"(?:location|facilit|centre|center|base|field|unit|line|station)", match["head"]) and not match["mods"]
    loose = (vague or re.match(r"(?:school|hospital|clinic|kindergarten)", match["head"])) and not match["have"]
    if loose or (match["joint"] == ": " and not re.search(r"\d|two|three|four|five|six|seven|eight|nine|ten|our|the", match.group())):
        return
    bare = "office" if match["head"] == "offices" else singular(match["head"])
    head = f"{match['mods']}{bare}"
    placed = match["joint"] != ": "
    for (start, end), name in zip(found, names, strict=True):
        whole = name if re.search(rf"\b{re.escape(head.split()[-1])}$", name, re.I) else f"{name} {head}"
        yield Site(whole, start, end, head, name if placed else "", True)


_TITLE = re.compile(
    r"^(?:our\s|main\s|key\s|the\s|group\s|global\s|production\s|manufacturing\s|office\s)*(?:locations?|sites?|plants?|offices|facilities|factories|production (?:sites|locations)|operations worldwide|where we (?:are|operate))\W*$",
    re.I,
)
_ITEM = re.compile(
    rf"^\W*(?P<town>{_NAME}),\s(?P<country>{PROPER}(?:\s{PROPER}){{0,2}})\s*(?:\((?P<in>[a-zA-Z &,]{{3,40}})\)|[:–—-]\s*(?P<what>[A-Za-z][^.;]{{2,60}}))?\s*[.;]?$"
)


def sites_of_lists(report: Report) -> Iterator[tuple[int, Clean, Site]]:
    """Items such as "Hill, Northland: production of valves" under a title on locations."""
    for i, block in enumerate(report.blocks):
        if block.kind != BlockKind.LIST_ITEM or not (match := _ITEM.match(block.text.text)) or not _TITLE.match(lead_of(report, i)):
            continue
        if not countries().fullmatch(match["country"]):
            continue
        said = (match["in"] or match["what"] or "").strip()
        known = re.search(rf"\b(?:{_words('small')}|headquarters|head office|{_words('seats')})$", said)
        head = known.group() if known else "site"
        yield (
            i,
            block.text,
            Site(f"{match['town']} {head}", match.start("town"), match.end("country"), head, f"{match['town']}, {match['country']}", True),
        )
