"""Who holds a certificate: companies and sites by name, how many of them, and which share of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from kg.data import load
from kg.extract.documents import states
from kg.extract.figures_words import FRACTIONS, PARTS, SPELT, spelt_out
from kg.extract.site_names import sites_with_region
from kg.extract.sites import PROPER, is_proper, sites_in
from kg.names import PRONOUN, Names
from kg.quantities import WORDS

_WORDED = "|".join(reversed(WORDS[1:]))
_SAID = rf"\d+|{SPELT}|{_WORDED}"
COUNT = re.compile(
    rf"\b(?:(?P<head>head(?:quarters?| office) and )?(?<![:/–.-])(?P<n>{_SAID})\s+"
    r"(?:more\s+|other\s+)?(?:of (?:the Company|our|its|the Group)(?:\s?'s)?\s+)?"
    r"(?:[A-Za-z][\w-]*\s+){0,2}?(?:subsidiar(?:y|ies)|companies|plants?|factor(?:y|ies)|sites?|facilities|bases|enterprises|entities|units|mills|"
    r"operations|locations|branches|divisions|member companies|mines|quarries|ports|terminals|buildings|properties|offices|hotels|stores|shops|warehouses|refineries|smelters|dairies|"
    r"slaughterhouses|bakeries|foundries|crackers|depots|hubs|farms|airports|vessels|ships|schools|hospitals|kitchens|laboratories|data cent(?:er|re)s|cent(?:er|re)s|campuses|works|yards|"
    r"lines|breweries|distilleries|wineries|power stations|wind farms|projects|fields|assets|restaurants|towers|sawmills|smelters|kilns|studios|clinics|malls|estates|plantations|parks|factory sites|business(?:es)?)"
    r"|(?<=certificates )(?:are (?:now )?(?:in place|available|held) )?(?:at|for|in) (?P<bare>\d+)\b(?!\s*(?:%|percent|of\b|countries|years))"
    rf"|(?P<ofthem>{_SAID})\s+of\s+(?:them|these|those)\b"
    rf"|(?P<of>{_SAID})\s+of\s+(?:our|its|their|the Group['’]s|the Company['’]s)\s+(?:[a-z-]+\s+){{0,2}}(?!(?:products|employees|people|workers|goods|brands|suppliers|customers|years|months)\b)[a-z]{{3,}}s"
    rf"|the (?:other|remaining) (?P<other>{_SAID})\b|another (?P<another>{_SAID}))\b",
    re.I,
)
_SHARE = re.compile(
    r"(\d{1,3}(?:\.\d+)?)\s?(?:%|percent|per cent)"
    r"(?=[^.;]{0,60}\b(?:subsidiar|plants?|sites?|factor|facilit|companies|entities|operations|locations|employees|workforce|production|sales|revenues?|capacity|mills|mines|area|of (?:our|the|its)))|"
    r"\b(?:subsidiar|plants?|sites?|factor|facilit|operations|locations)[^.;]{0,110}?(?:reach(?:es|ed)?|is|was|at|of|to|by)\s+(\d{1,3}(?:\.\d+)?)\s?(?:%|percent)",
    re.I,
)
_SHARE_OF = re.compile(
    r"\b(?:share|proportion|percentage) of [^.;]{0,80}?\b(?:was|is|were|reached|rose to|increased to|grew to|stood at|stands at|to|at)\s+(\d{1,3}(?:\.\d+)?)\s?(?:%|percent|per cent)",
    re.I,
)
_IN_BRACKETS = re.compile(
    r"\b(?:subsidiaries|plants|factories|sites|facilities|companies|operations|locations|mills|terminals|buildings|entities)\s*\((\d{1,3}(?:\.\d+)?)\s?(?:%|percent|per cent)\)",
    re.I,
)
_PART_OF = re.compile(rf"\b(?P<part>{PARTS}|two[\s-]thirds|(?:a|one)[\s-]third)\s(?:of\s)?(?:our|the|its|all)\s", re.I)
_ALL = re.compile(
    r"(?<!early )(?<!almost )(?<!virtually )\b(?:all|each of|every one of|every)\s+(?:(?:of\s+)?(?:the|our|its)\s+)?(?:Company's\s+|Group's\s+|[\w-]+\s+){0,3}?"
    r"(?:subsidiar(?:ies|y)|plants?|factor(?:ies|y)|sites?|facilit(?:ies|y)|companies|company|operations|locations?|bases?|mills?|mines?|terminals?|offices?|units|entities|warehouses?|refineries|stores|hotels|business units)\b",
    re.I,
)
_FOR_WHOM = re.compile(r"[^.;,]{3,70}?\s(?:for|at|of|by|in)\s+(?:our\s+|the\s+|its\s+)?(?=[A-Z])")
_SITE = re.compile(
    r"(?:(?:[A-Z][\w&.'’-]*|of|for|de)\s+){0,5}?(?:(?:[A-Z][\w&.'’-]*\s+){1,4}(?:Plant|Works|Factory|Site|Mill|Refinery|Cent(?:re|er)|Station|Terminal|Depot|Laboratory|Park|Campus|Tower|Building|Arena|Airport|Port|Hub|Hotel|Stadium|Data Cent(?:re|er)|Power Plant|"
    r"Facility|Bakery|Creamery|Mine|House|Office|Headquarters|Warehouse|Hospital|Shipyard|Foundry|Dairy)\b|(?:Unit|Plant|Site|Mill|Line)\s(?:[IVX]+|\d+|[A-Z])\b)(?!\s+(?:certif|[A-Z]))"
)


_OF_SITE = re.compile(
    rf"[\w/:+-]+(?:\s[\w/:+-]+){{0,5}}?\s(?:certification|registration|certificate|accreditation)\s(?:of|for|at)\s(?:the\s|our\s)?(?P<site>{_SITE.pattern})"
)


def _sites(text: str) -> list[tuple[int, int, str]]:
    """Sites named in a text, each without the words that lead up to it: (start, end, name)."""
    found = []
    for match in _SITE.finditer(text):
        lead = re.match(r"(?:(?:The|In|At|Our|Its|By|As|[A-Z][\w&.]*['’]s)\s+)+", match.group())
        start = match.start() + (lead.end() if lead else 0)
        if text[start : match.end()].strip():
            found.append((start, match.end(), text[start : match.end()]))
    told = [s for s in (*sites_with_region(text, frozenset()), *sites_in(text, frozenset())) if not _is_state(s.place or s.name)]
    for start, end, name in [*((s.start, s.end, s.name) for s in told), *_short(text)]:
        if not any(a < end and start < b and (a, b) != (start, end) for a, b, _ in found):
            found.append((start, end, name))
    return sorted(dict.fromkeys(found))


def _is_state(words: str) -> bool:
    """Is a place a whole country: "the first plant in Northland to be certified" is no site of that name?"""
    return any(p.fullmatch(words) for _, p in states())


@cache
def _small() -> re.Pattern[str]:
    heads = "|".join(sorted((re.escape(h) for h in (*load("facilities")["small"], *load("facilities")["seats"])), key=len, reverse=True))
    return re.compile(
        rf"(?P<name>{PROPER}(?:\s{PROPER}){{0,2}})\s(?P<head>(?:[a-z]+\s)?(?:{heads}))(?![\w-])(?!\s(?:manager|director|management|staff|employees))"
    )


def _short(text: str) -> list[tuple[int, int, str]]:
    """ "the Hill plant", "its Dale cement works": a proper name and a small head."""
    found = []
    for match in _small().finditer(text):
        lead = re.match(r"(?:(?:The|Our|Its|In|At|From|[A-Z][\w&.]*['’]s?)\s)+", match["name"] + " ")
        name = match["name"][lead.end() :] if lead else match["name"]
        if name and "certified" not in name and is_proper(name, frozenset()) and not _is_state(name):
            found.append((match.end("name") - len(name), match.end(), f"{name} {match['head']}"))
    return found


_OF_ALL = re.compile(
    rf"\b(?P<n>{_SAID})\s+(?:out\s+)?of\s+(?:the\s+|our\s+|its\s+|the Company's\s+)?(?:total of\s+)?(?P<m>{_SAID})\s+"
    r"(?:[\w-]+\s+){0,3}?(?!(?:employees|workers|suppliers|customers|products|people|persons|years|"
    r"months|days|points|items|categories|criteria|farmers|contractors)\b)(?:[a-z-]{3,}s|subsidiary companies)\b(?:\s*[(](?P<p>\d{1,3}(?:\.\d+)?)\s?%[)])?",
    re.I,
)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(spelt_out(word))


def holders_of(text: str, a: int, at: int, names: Names, block: int, words: str) -> tuple[tuple[str, ...], int | None, Decimal | None]:
    """(names, number, share) of those who hold a certificate, as far as the clause tells."""
    count, part = _numbers(words)
    if right := re.search(r"(?<!ISO )\b(?!(?:19|20)\d\d)(\d{1,4})\s+(?:(?:are|hold|have|carry|with)\s+)?(?:an?\s+)?$", text[a:at]):
        count, part = int(right.group(1)), None  # "of which 20 are LEED"
    before = text[a:at] if at > a else words
    behind = _FOR_WHOM.match(text[at:])
    whom = [m for m in names.mentions(text[at + behind.end() : at + behind.end() + 70]) if m.start == 0] if behind else []
    if whom and names.is_member(whom[0].name):
        return (whom[0].name,), count, part
    if named := _OF_SITE.match(text, at):
        return (re.sub(r"^The\s+", "", named["site"]),), count, part
    behind_it = _AT_SITES.match(words, max(0, at - a))
    there = _sites(words[behind_it.end() :]) if behind_it else []
    if behind_it and there and there[0][0] == 0 and count is None and part is None:
        return _first_together(words[behind_it.end() :], there), None, None
    members = [(m.start, m.end, m.name) for m in names.mentions(before) if names.is_member(m.name)]
    said = [*members, *((x, y, name) for x, y, name in _sites(before) if not any(p < y and x < q for p, q, _ in members))]
    if said and not _OF_ALL.search(words):
        together = _together(before, sorted(said))
        return together, count, part if together == (names.reporter,) else None
    if count or part is not None or re.search(r"\bsome (?:of )?(?:\w+\s){0,2}?subsidiaries|\bmany|\bseveral|\bsubsidiar", words):
        return (), count, part
    if lead := _SUBJECT.match(text, a):
        return (names.canonical(lead["name"]) or lead["name"],), count, part
    company = names.company_at(block) if PRONOUN.search(text[: max(at, 1)]) else None
    return (company,) if company else (), count, part


_AT_SITES = re.compile(r"[^.;,]{3,60}?\s(?:at|for|of|by)\s(?:(?:the|our|its|both)\s)?(?=[A-Z])")
_SUBJECT = re.compile(
    rf"(?P<name>(?!(?:We|It|This|These|Our|The|In|All|Both|Each|Its|They|Certification|Certificates?|ISO|By|As|At|On|Since|For|Half|Most|Some|Many|Several|Management|Quality|"
    rf"Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve)\b){PROPER}(?:\s(?:(?:of|de|and|&)\s)?{PROPER}){{0,4}})"
    r"\s(?:(?:has|have|had)\s(?:(?:also|again|successfully|recently|now|been)\s)*(?:obtain|achiev|receiv|gain|acquir|earn|certif|accredit|re-?certif|retain|renew|attain|award|grant|secur|pass|complet)\w*"
    r"|(?:also\s|again\s|successfully\s|recently\s|now\s)*(?:holds?|obtained|achieved|received|gained|acquired|earned|retained|renewed|attained|secured|passed|completed)"
    r"|(?:is|was|became|remains?)\s(?:also\s|again\s|successfully\s|now\s|the\sfirst\s(?:[\w-]+\s){1,8}to\sbe\s)*(?:re-?certified|certified|accredited|registered|awarded|granted))\b"
)
"""A name that begins a clause and is what holds, where no list of names knows it."""


def _first_together(text: str, said: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """The first holder that is named, with those that are joined to it."""
    group = [said[0]]
    for one in said[1:]:
        if one[0] >= group[-1][1] and not re.fullmatch(
            r"\s*(?:,|and|&|,\s*and|as well as)?\s*(?:the\s+|its\s+|our\s+)?", text[group[-1][1] : one[0]]
        ):
            break
        group.append(one)
    return tuple(dict.fromkeys(name for _, _, name in group))


_AMONG = re.compile(
    r"\b(?:top|best)\s\d+(?:\.\d+)?\s?(?:%|percent|per cent)[^.;]*|\b[\d,]+ (?:\w+\s){0,2}(?:assessed|rated|evaluated)\b", re.I
)
"""How many others were rated says nothing of holders."""


_TOTAL = re.compile(
    rf"\b(?:bringing|taking|raising)\s(?:the\s|our\s|its\s)?(?:total|number)(?:\s(?:number\s)?of\s[^.;,]{{3,50}}?)?\sto\s(?P<now>{_SAID})\b(?!\s?%)"
    rf"|\b[Nn]umber of\s[^.;]{{3,70}}?\b[a-z]{{3,}}s\b[^.;]{{0,40}}?\b(?:to|at|was|is|were|totalled|reached)\s(?P<then>{_SAID})\b(?!\s?(?:%|percent|per cent)|[.,]\d)",
    re.I,
)
"""How many they are now, behind how many are new, or as the figure that "the number of" them has reached."""


def _numbers(words: str) -> tuple[int | None, Decimal | None]:
    """How many hold it, and which share of all they are."""
    words = _AMONG.sub(" ", words)
    if total := _TOTAL.search(words):
        return _number(next(g for g in total.groups() if g)), None
    if last := re.search(r"certificates? (?:at|for|in) (\d{1,3})\W*$", words):
        return int(last.group(1)), None
    if of := _OF_ALL.search(words):
        n, m = _number(of["n"]), _number(of["m"])
        return n, Decimal(of["p"]) / 100 if of["p"] else round(Decimal(n) / m, 3) if m else None
    counts = list(COUNT.finditer(words))
    count = (
        _number(
            counts[-1]["n"]
            or counts[-1]["of"]
            or counts[-1]["ofthem"]
            or counts[-1]["another"]
            or counts[-1]["other"]
            or counts[-1]["bare"]
        )
        if counts
        else None
    )
    share = _IN_BRACKETS.search(words) or _SHARE.search(words) or _SHARE_OF.search(words)
    if share:
        return count, Decimal(next(g for g in share.groups() if g)) / 100
    if part := _PART_OF.search(words):
        return count, _fraction(part["part"])
    return count, Decimal(1) if _ALL.search(words) else None


def _fraction(part: str) -> Decimal:
    said = re.sub(r"[\s-]+", " ", part.casefold())
    return Decimal("0.667") if said == "two thirds" else Decimal("0.333") if said.endswith(" third") else Decimal(FRACTIONS[said]) / 100


def _together(text: str, said: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """The last holder that is named, with those that are joined to it by commas and "and"."""
    group = [said[-1]]
    for one in reversed(said[:-1]):
        if not re.fullmatch(r"\s*(?:,|and|&|,\s*and|as well as)?\s*(?:the\s+|its\s+|our\s+)?", text[one[1] : group[-1][0]]):
            break
        group.append(one)
    return tuple(dict.fromkeys(name for _, _, name in reversed(group)))
