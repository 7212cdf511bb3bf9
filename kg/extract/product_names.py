"""Products by the noun before their name ("our product X", "the grades A and B"), by their last word ("the X Loan"), by what was done with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.brands import Brand
from kg.extract.named_lists import cell_of, is_closed, members
from kg.extract.named_lists import rows_of as named_rows
from report.model import Clean, Table

_WORD = r"(?:[A-ZÀ-Ž][\w'’+-]*[\w+]|[A-Z]|[a-z]+[A-Z]\w*)"
_NAME = rf"{_WORD}(?:\s(?:&\s|of\s)?(?:{_WORD}|\d[\d.]*)){{0,3}}"
_CODE = r"[A-Z]{1,4}[A-Za-z]{0,6}[- ]?\d{1,4}[A-Za-z]{0,2}"
_QUOTED = r"\"(?P<quoted>[A-Z][\w&' -]{1,40})\""


@cache
def _words(which: str) -> str:
    return "|".join(sorted(load("products")["named"][which], key=len, reverse=True))


@cache
def _nouns() -> re.Pattern[str]:
    """A noun for what is sold, right before a name or an enumeration of names."""
    return re.compile(
        rf"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?|[Nn]ew|[Oo]wn|[a-z]+)\s(?P<mods>(?:[a-z][\w-]*\s){{0,2}}?)(?P<kind>{_words('before')})(?P<many>s)?"
        rf"(?P<joint>,?\s(?:such as|including|like|namely|called|named|branded)\s|\s(?:include|comprise|are)\s|:\s|,\s(?=the\s|our\s)|,\s(?=[A-Z][^,]*,)|\s)(?:the\s|our\s)?(?:models?\s|products?\s|brands?\s)?(?=\"?[A-Z]|[a-z]+[A-Z])"
    )


@cache
def _tellings() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """(how, what a sentence must have, pattern)."""
    heads, does, made = _words("heads"), _words("does"), _words("made")
    return (
        ("headed", re.compile(rf"\b(?:{heads})\b"), re.compile(rf"(?:\b(?:{_words('offered')})\s(?:[a-z]+\s){{0,3}}?(?:the|our|its|an?|in the|of the|of an?)\s(?:new\s)?(?P<name>(?:{_WORD}\s(?:&\s|of\s)?){{1,5}}(?:{heads}))\b|\b(?:[Tt]he|[Oo]ur)\s(?P<other>(?:{_WORD}\s(?:&\s)?){{1,5}}(?:{heads}))\s(?:{does})\b)")),
        ("policy", re.compile(r"\bpolic(?:y|ies)\b"), re.compile(rf"(?:\b(?:[Tt]he|[Oo]ur|[Aa]n?)\s(?P<name>{_NAME})\s(?:insurance\s)?polic(?:y|ies)\s(?:covers?|pays?|insures?|includes?\scover)\b|\b[Hh]olders\sof\s(?:an?|the|our)\s(?P<other>{_NAME})\s(?:insurance\s)?polic)")),
        ("launched", re.compile(rf"\b(?:{made})\s"), re.compile(rf"\b(?:{made})\s(?P<name>{_NAME})(?:\s\([^)]{{2,40}}\))?,\s(?:an?|our|the(?:\s\w+)?\sfirst)\s(?!(?:(?!(?:for|of|that|which|to|with|in|from|made|and)\b)[\w-]+\s){{0,3}}?(?:{_words('other')})\b)(?=[a-z])")),
        ("with", re.compile(r"\b[Ww]ith\s"), re.compile(rf"\b[Ww]ith\s(?:the\s)?(?P<name>{_NAME}),?\swe\s(?:have\s|also\s|now\s)?(?:brought|launched|offer|put|introduced|developed)\b")),
        ("family", re.compile(r"\s(?:family|line|range|series|collection|line-up|portfolio)\s"), re.compile(rf"\b(?:[Oo]ur|[Ii]ts|[Tt]heir)\s(?:new\s|own\s)?(?P<name>{_NAME})\s(?:product\s)?(?:family|line|range|series|collection|line-up|portfolio)\b(?!\s(?:manager|extension))|\b[Tt]he\s(?P<other>{_NAME})\s(?:product\s)?(?:family|line|range|series|collection|line-up|portfolio)\sof\s(?:[a-z-]+\s){{0,3}}?[a-z-]+s\b")),
        ("is ours", re.compile(r"\s(?:is|are)\s(?:our|the first|one of our)\s"), re.compile(rf"(?:^|(?<=[.;]\s)|(?<=\s))(?:{_QUOTED}|(?P<name>{_NAME}))\s(?:is|are)\s(?:our|the\sfirst|one\sof\sour)\s(?:[\w-]+\s){{0,4}}?(?:{_words('is')})\b")),
        ("first", re.compile(r",\sthe\sfirst\s"), re.compile(rf"(?:^|(?<=[.;]\s))(?P<name>{_NAME}),\sthe\sfirst\s(?:[\w-]+\s){{0,3}}?(?:{_words('is')})\b")),
        ("coded", re.compile(r"\b[A-Z]{1,4}[A-Za-z]{0,6}[- ]?\d"), re.compile(rf"\b(?:[Tt]he\snew|[Oo]ur(?:\snew)?|[Ii]ts\snew)\s(?P<name>{_CODE})\s(?:[a-z-]+\s){{0,2}}?(?:{_words('machines')})\b")),
        ("drug", re.compile(r"\b(?:treatment|approv|authori[sz]ation|tablets|capsules|injection|vaccine|infusion)"), re.compile(rf"(?:\b(?:approved|launched|registered|licensed)\s(?P<name>{_WORD})\s(?:\([^)]+\)\s)?for\sthe\s(?:treatment|prevention)\b|(?<![\w-])(?P<other>{_WORD})\s\((?:[a-z]+)\)\s(?:tablets|capsules|injection|cream|infusion|vaccine|syrup|drops)\b|\bmarketing\sauthori[sz]ation\sfor\s(?P<third>{_WORD})\b)")),
    )  # fmt: skip


_INTERNAL = re.compile(
    r"\b(?:learning|training|reporting|whistle\w*|internal|intranet|management|employees?|compliance|risk|rating|health|safety|audit|governance|index|standard|recruitment|procurement|supplier|"
    r"suppliers|industry|pension|policy|code|hotline|grievance|volunteer\w*|e-learning|data|reporting|certification|label of|eco-?label|third-party)\b",
    re.I,
)


def products_in(text: str) -> Iterator[Brand]:
    """Products that a sentence names in one of these ways; the caller knows which capitalised words are no names."""
    for match in _nouns().finditer(text) if _may().search(text) else ():
        if not _INTERNAL.search(match["mods"] + match.group()[:20]):
            yield from _after_noun(text, match)
    for how, may, pattern in _tellings():
        for match in pattern.finditer(text) if may.search(text) else ():
            group = next(g for g, said in match.groupdict().items() if said)
            yield Brand(match[group], *match.span(group), "", (), how not in ("launched", "with", "first"), "product " + how)


def _after_noun(text: str, match: re.Match[str]) -> Iterator[Brand]:
    found = members(text, match.end())
    if not found or not is_closed(text, found[-1][1]) or (len(found) > 1 and not match["many"] and match["joint"] == " "):
        found = found[:1] if found and is_closed(text, found[0][1]) and not match["many"] else []
    if match["joint"] == ", " and found and not re.match(r"\"?,", text[found[-1][1] :]):
        return  # "our new product, Acme said"
    if match["joint"] == " " and match["many"] and len(found) < 2:
        return
    for start, end in found:
        if len(text[start:end].split()) <= 4:
            yield Brand(text[start:end], start, end, match["kind"], (), False, "product noun")


@cache
def _may() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_words('before')})s?(?:,|:|\s(?:such as|including|like|namely|called|named|branded|include|comprise|are))?\s(?:the\s|our\s)?(?:models?\s|products?\s|brands?\s)?\"?(?:[a-z]{{1,6}})?[A-Z]"
    )


@cache
def _column() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('columns')})")


def rows_of(table: Table) -> Iterator[tuple[Clean, str]]:
    """(name, owner by the row or "") of every row of a table with a column of products."""
    for row, cell, titles in named_rows(table, _column()):
        company = cell_of(row, titles, re.compile(r"^(?:company|owner|subsidiary|manufacturer|producer)\b"))
        if len(titles) > 1 and len(cell.text.split()) <= 6:
            yield cell, company.text.strip() if company else ""
