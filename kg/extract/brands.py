"""Products with a name of their own in prose: "our X range", "X, our own label", "a charger called X", "the loader HL-9", "X lets customers"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load

_WORD = r"(?:[A-ZÀ-Ž][\w'+-]*[\w+]|[A-Z]|[a-z]+[A-Z]\w*)"
_NAME = rf"{_WORD}(?:\s(?:&\s|of\s)?(?:{_WORD}|\d[\d.]*)){{0,3}}"
_CODE = r"[A-Z]{1,5}(?:[ -]?[A-Z]{1,3})?-?\d{1,4}[A-Za-z]{0,3}"
_OTHER = r"(?:programmes?|programs?|projects?|campaigns?|initiatives?|plans?|teams?|cent(?:re|er)s?|manufacturers?|makers?|producers?|suppliers?|providers?|compan(?:y|ies)|stores?|owners?|conference|research|training|sector|industry|standards?|dealers?|operators?|plants?|factory|sites?|works?hops?)\b"
_QUOTED = r"\"(?P<quoted>[A-Z][\w&' -]{1,40})\""


@dataclass(frozen=True)
class Brand:
    """A product's name at `text[start:end]`, what kind of thing it is, and how sure the words around make it."""

    name: str
    start: int
    end: int
    kind: str = ""
    aliases: tuple[str, ...] = ()
    strong: bool = True
    how: str = ""


@cache
def _any(*lists: str) -> str:
    words = [w for name in lists for w in load("products")[name]]
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    goods, things, sorts = _any("goods"), _any("goods", "offers"), _any("goods", "offers", "sorts")
    listed = rf"{goods}|products|platforms|services|solutions|software|offerings|models|technologies"
    mods = r"(?:[a-z][\w-]*\s){0,4}?"
    return {
        "ours": re.compile(rf"(?:\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Tt]heir|[Uu]nder|[Nn]ew|and|with)|['’]s)\s(?:new\s|flagship\s|own\s|entire\s|proprietary\s)?(?P<name>{_NAME})\s(?P<mods>(?:[a-z][\w-]*\s){{0,3}}?)(?P<kind>{things})\b(?!\s[A-Z]|-|\s{_OTHER})"),
        "behind": re.compile(rf"(?<![\w'-])(?P<name>{_NAME})(?:\s\([^)]{{2,60}}\))?,\s(?P<lead>our|its|their|the|an?)\s(?P<mods>{mods})(?P<kind>{sorts})\b(?!\s{_OTHER})"),
        "called": re.compile(rf"\b(?P<kind>{things})\s(?:(?:is|was|are|were|that is|which is)\s)?(?:called|named|branded|known as|marketed as|sold as|sold under the name(?: of)?|under the (?:name|brand)(?: name)?(?: of)?)\s(?:the\s)?(?:{_QUOTED}|(?P<name>{_NAME}))"),
        "sold": re.compile(rf"\b(?:(?:sold|marketed|traded|available|distributed)\s(?:\w+\s){{0,3}}?(?:under|as)\s(?:the\s)?(?:brands?|names?|trade names?|brand names?)\s(?:of\s)?|(?:under|by) the (?:brand|trade) names?\s(?:of\s)?)\"?(?P<name>{_NAME})"),
        "coded": re.compile(rf"\b(?:[a-z][a-z-]+\s){{0,2}}(?P<kind>{goods})\s(?:(?P<name>{_CODE})(?![\w./:%])(?:\s{_QUOTED})?|\"(?P<only>[A-Z][\w&' -]{{1,30}})\")"),
        "listed": re.compile(rf"\b(?P<kind>(?i:{listed}))s?(?:\s[a-z]+(?:\s[a-z]+)?)?,?\s(?:\(|such as|including|like|namely|among them|e\.g\.,?)\s?(?P<list>{_NAME}(?:\s\([^)]{{2,60}}\))?(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s){_NAME}){{0,6}})"),
        "lets": re.compile(rf"(?:^|(?<=[.,;]\s)|(?<=\s))(?P<name>{_NAME})\s(?:lets|allows|enables|helps|offers|gives)\s(?:our\s|its\s|their\s|all\s|large\s|small\s|business\s|industrial\s)*(?:customers|residents|users|households|drivers|patients|farmers|clients|consumers|shoppers|members|passengers|travellers|travelers|tenants|guests|operators|subscribers|buyers)\b"),
        "amount": re.compile(rf"\b(?:[Ss]ales|[Ss]hipments|batches|bottles|cans|packs|packets|doses|tins|cartons|bags|recall)(?:,\s[^,]{{3,40}},)?\sof\s(?P<name>{_NAME})"),
        "titled": re.compile(rf"\b(?:[Tt]he|[Oo]ur|[Ii]ts|new|'s)\s(?P<mods>(?:[a-z][\w-]*\s){{0,3}}?)(?P<kind>{goods})\s(?P<name>{_NAME})(?=\s[a-z]|[,.;)])"),
        "apposed": re.compile(rf"(?:\b[Oo]ur|\b[Tt]he|\b[Ii]ts|'s)\s(?P<mods>(?:[a-z][\w-]*\s){{0,3}}?)(?P<kind>{things}),\s(?P<name>{_NAME}),"),
        "marked": re.compile(rf"\b(?:[Oo]ur|[Ii]ts|[Tt]heir)\s(?:[a-z][\w-]*\s){{0,2}}(?P<name>{_NAME})\s?[®™]"),
        "headed": re.compile(rf"\b[Oo]ur\s(?:new\s|own\s)?(?P<name>(?:{_WORD}\s){{1,3}}(?:{_any('heads')}))(?!\s[A-Z])(?=\d?(?:\W|$))"),
        "patented": re.compile(rf"\b(?:proprietary|patented|self-developed|trademarked|branded)\s(?P<name>{_NAME})\s(?:[a-z][\w-]*\s){{0,2}}?(?P<kind>{things})\b(?!\s[A-Z]|-|\s{_OTHER})"),
        "made": re.compile(rf"\b(?:brewed|baked|made|turned|processed|recycled|upcycled|transformed|distilled|pressed)\sinto\s(?:our\s|the\s)?(?P<name>{_NAME})(?=[,.;\s])"),
    }  # fmt: skip


_WITH_THING = frozenset(("ours", "behind", "called", "coded", "listed", "patented", "titled", "apposed"))
"""Patterns that need a word for a thing that is sold."""


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(rf"(?<= )(?:{_any('goods', 'offers', 'sorts')}|technologies|platforms)\b")


@cache
def _may() -> dict[str, re.Pattern[str]]:
    """What a sentence must have before a slow pattern is tried on it."""
    things = _any("goods", "offers")
    return {
        "ours": re.compile(rf"[A-Z0-9][\w'+.-]*\s(?:[a-z][\w-]*\s){{0,3}}?(?:{things})\b"),
        "behind": re.compile(rf",\s(?:our|its|their|the|an?)\s(?:[a-z][\w-]*\s){{0,4}}?(?:{_any('goods', 'offers', 'sorts')})\b"),
        "called": re.compile(r"called|named|branded|known as|as|under the"),
        "patented": re.compile(r"proprietary|patented|self-developed|trademarked|branded"),
        "lets": re.compile(r"\b(?:lets|allows|enables|helps|offers|gives)\s"),
        "listed": re.compile(r"such as|including|like|namely|among them|e\.g\.|\("),
    }


_SMALL_LEAD = re.compile(
    r"(?:(?:Sales|Use|Launch|Demand|Users|Production|Introduction) of|The|Our|Its|A|An|In|With|And|For|Under|This|These|New|By|At|To|On|As|From|Their|Also|While|When)\s(?=\S)"
)
_INTERNAL = re.compile(r"\b(?:learning|training|reporting|whistle\w*|internal|intranet|management|employee|compliance|risk|rating|ratings|assessment|accounting|health|safety|audit|governance|index|standard|scoring|collaboration|recruitment|procurement|supplier|cooperation|industry|multi-stakeholder|pension|fellowship)\b", re.I)  # fmt: skip


def brands_in(text: str) -> Iterator[Brand]:
    """Every product that a sentence names in one of these ways; the caller knows which capitalised words are no names."""
    thing = _thing().search(text)
    for how, pattern in _patterns().items():
        if (how in _WITH_THING and not thing) or (how in _may() and not _may()[how].search(text)):
            continue
        for match in pattern.finditer(text):
            if how == "listed":
                yield from _list(match)
            elif how == "coded":
                yield _coded(match)
            else:
                yield from _one(how, match)


def _one(how: str, match: re.Match[str]) -> Iterator[Brand]:
    part = match.groupdict()
    group = "quoted" if part.get("quoted") else "name"
    mods = part.get("mods") or ""
    if _INTERNAL.search(mods) or re.search(
        r"\b(?:of|for|in|to|and|or|with|by|is|was|are|has|from|on|at|as|a|an|the|our|its|we|they|it|you|who|that|which)\b", mods
    ):
        return
    start, end = match.span(group)
    lead = _SMALL_LEAD.match(match[group])
    start += lead.end() if lead else 0
    kind = part.get("kind") or ""
    plain = (how not in ("titled", "apposed") and how in ("called", "sold", "made", "amount", "headed", "patented")) or (
        how not in ("titled", "apposed") and bool(kind and re.fullmatch(_any("goods"), kind))
    )
    name = match.string[start:end]
    whole = (f"{name} {kind}",) if how == "ours" and not mods else ()
    if whole and name.isupper() and len(name) < 5:  # "the HL series"
        yield Brand(whole[0], start, match.end("kind"), kind, (), plain, how)
        return
    other = re.search(rf"(?:^|\s)(?P<name>{_WORD})\s(?:and|or)\s$", match.string[:start]) if how == "ours" and kind.endswith("s") else None
    if other:  # "our X and Y products"
        yield Brand(other["name"], *other.span("name"), kind, (), False, how)
    yield Brand(name, start, end, kind, whole, plain and not (how == "behind" and match["lead"] in ("a", "an", "the")), how)


def _coded(match: re.Match[str]) -> Brand:
    """A model's number, its nickname, or both: `loader HL-9 "Elk"`."""
    if match["only"]:
        return Brand(match["only"], *match.span("only"), match["kind"])
    both = match["quoted"]
    name = f"{match['name']} {both}" if both else match["name"]
    end = match.end("quoted") if both else match.end("name")
    return Brand(name, match.start("name"), end, match["kind"], (match["name"], both) if both else ())


def _list(match: re.Match[str]) -> Iterator[Brand]:
    """The names of a list such as "products, among them A and B"."""
    if _INTERNAL.search(match.string[max(0, match.start() - 40) : match.end("kind")]):
        return
    at = match.start("list")
    for piece in re.finditer(rf"{_NAME}(?=\s\(|,|\s(?:and|or)\s|$)", match["list"]):
        yield Brand(piece.group(), at + piece.start(), at + piece.end(), match["kind"], (), False)
