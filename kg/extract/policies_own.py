"""Documents that only their place tells to be the company's own: in a list of its policies, before a verb of rules, without capitals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from kg.data import load
from kg.extract.documents import Document, states
from kg.extract.registry import known_in
from kg.extract.sections import titles_over
from report.model import Report

_LISTED = re.compile(r"[\s\"“”',;|/·•*]*(?:(?:and|or|as well as)\s+)?(?:(?:the|its|our|a|an)\s+)?[\"“]?")


@cache
def word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(load('policies')['words'][name])})(?![\w-])")


@cache
def _rules() -> re.Pattern[str]:
    return re.compile(rf"[\"”]?\s*(?:\([^)]*\)\s+)?(?:also\s+)?(?:{'|'.join(load('policies')['words']['rules'])})\b")


def foreign(title: str) -> bool:
    """Is a title somebody else's document, a law or framework of the registers, or no document at all?"""
    if word("foreign").fullmatch(title):
        return True
    known = [k for table in ("laws", "frameworks") for k in known_in(table, title)]
    return any(k.start == 0 and k.end == len(title) for k in known)


def promoted(report: Report, documents: Sequence[Document]) -> frozenset[int]:
    """Indexes of documents that their title leaves open, or that sounds like a law, and that their place shows to be the company's own."""
    over = titles_over(report)
    by_block: dict[int, list[int]] = defaultdict(list)
    for i, document in enumerate(documents):
        by_block[document.block].append(i)
    return frozenset(i for block, inside in by_block.items() for i in inside if _is_own(documents, i, inside, over[block]))


def _is_own(documents: Sequence[Document], i: int, inside: Sequence[int], over: Sequence[str]) -> bool:
    document = documents[i]
    title = document.title.text
    if (
        document.kind not in ("open", "law")
        or foreign(title)
        or document.title.head == "Policies"
        or any(pattern.search(title) for _, pattern in states())
    ):
        return False
    if document.kind == "law" and (
        document.title.head not in ("Directive", "Directives") and not re.match(r"(?:Group|Company|Corporate)\b", title)
    ):
        return False
    sure = [j for j in inside if documents[j].kind == "policy"]
    laws = [j for j in inside if documents[j].kind == "law" and documents[j].title.head not in ("Directive", "Directives")]
    if any(_beside(documents[j], document) for j in sure) or (len(sure) >= 2 and not laws):
        return True
    under = any(_heads().search(t) and not re.search(r"\blaws?\b|legislation|regulator", t, re.I) for t in over[-1:])
    behind = document.sentence.text[document.title.end :]
    ruling = (
        document.title.group != "weak"
        and _rules().match(behind) is not None
        and re.search(r"\b(?:[Tt]he|[Oo]ur|[Ii]ts)\s+[\"“]?$", document.before) is not None
    )
    whole = len(title) + 4 >= len(document.sentence.text.strip())
    bound = _BOUND.search(document.before) is not None and not _PUBLIC.search(title) and len(title.split()) >= 3
    return document.kind == "open" and (ruling or bound or (under and whole and document.title.group != "weak"))


_BOUND = re.compile(
    r"\b(?:bound by|guided by|governed by|steered by|regulated by|laid down in|set out in|follows?|anchored in|defined in|described in|enshrined in)\s(?:the|our)\s[\"“]?$"
)
_PUBLIC = re.compile(
    r"\b(?:RE100|EP100|EV100|CDP|SBTi|Technical|Reporting|Taxonomy|Listing|Governance|Stock|Exchange|Accounting|Global|International|National|World|Science|European|Union|Protocol|Framework Convention)\b"
)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('policies')['words']['heading'])})\b", re.I)


def _beside(sure: Document, other: Document) -> bool:
    """Are two titles members of one list?"""
    if sure.sentence.starts[:1] != other.sentence.starts[:1]:
        return False
    first, last = sorted((sure.title, other.title), key=lambda t: t.start)
    return _LISTED.fullmatch(sure.sentence.text, first.end, last.start) is not None


# --------------------------------------------------------------------------------------------------------------- plain
_HEAD = r"(?:policy|codes? of (?:business |ethical |supplier )?(?:conduct|ethics)|supplier codes?|charter|handbook|whistleblowing procedure|grievance procedure)"
_WORD = r"(?!(?:an?|the|our|its|their|and|or|of|for|in|with|by|on|as|to|which|that|is|are|was|were|has|have)\b)(?:[a-z][\w&’'-]*|[A-Z]{2,5}|ESG)"
_PLAIN = re.compile(
    rf"\b(?P<article>[Aa]n?|[Oo]ur|[Ii]ts|[Tt]he(?:\s(?:[Cc]ompany|[Gg]roup|[Bb]ank)['’]s)?)\s(?:(?:strict|robust|comprehensive|zero[- ]tolerance|formal|written|clear|effective|global|group-wide|company-wide)\s)?(?P<title>{_WORD}(?:(?:,?\sand\s|\s|/){_WORD}){{0,4}}?\s{_HEAD}|code of (?:business |ethical )?(?:conduct|ethics)|(?:modern slavery|human rights|slavery and human trafficking) (?:policy )?statement)"
    r"\b(?!\s+(?:makers?|rate|holders?|measures|makers|framework|change|support|decisions?|environment|of the (?:government|state|new)))"
)
_ON = re.compile(
    r"\b(?P<article>[Oo]ur|[Tt]he|[Aa]|[Ii]ts)\s(?P<title>policy (?:on|for|against) [a-z][\w-]*(?:\s[a-z][\w-]*){0,5}?)(?=\s(?:was|were|is|are|has|have|applies|covers|requires?|sets?|that|which|and|in|by|since|states?|came)\b|[,.;]|$)"
)


_FOR = re.compile(
    r"(?:^|(?<=[,;]\s)|(?<=\band\s)|(?<=\bour\s)|(?<=\bthe\s))(?P<title>(?:Policy|Guidelines?|Instructions?|Procedures?|Rules|Principles|Code|Standard)\s(?:on|for|regarding|against|concerning)\s[a-z][\w-]*"
    r"(?:\s(?!(?:is|are|was|were|has|have|form|apply|applies|cover|covers|set|sets|and|or|which|that)\b)[a-z][\w-]*){0,6})(?=,|;|\.|\sand\b|\s(?:is|are|was|were|has|have|form|apply|applies|covers?|sets?)\b|$)"
)
"""A title whose head alone is a capital: "Policy for sustainability". Two of them make a list."""


_NAMED = re.compile(
    r"(?:\b(?:[Oo]ur|[Ii]ts|[Tt]he [Gg]roup['’]s|[Tt]he [Cc]ompany['’]s)\s)(?P<open>[\"“'‘])?(?P<title>[A-Z][\w-]*(?(open)(?:,?\s(?:and\s|&\s)?[\w-]+){0,7}?|(?:\s(?:and\s|&\s|of\s)?[A-Z][\w-]*){0,4})\s(?:policy|charter|handbook))(?(open)[\"”'’])"
)
"""Capitals before a small head ("our Global Anti-Corruption policy"), and a title in quotation marks with a small head."""
_HINT = re.compile(
    r"olicy|\bcode of|upplier code|charter|handbook|statement|whistleblowing|grievance|(?:Guidelines?|Instructions?|Procedures?|Rules|Principles|Code|Standard) (?:on|for|regarding|against|concerning) "
)


def plain_titles(text: str) -> Iterator[tuple[int, int]]:
    """Where policies without capitals stand: "a parental leave policy", "our code of conduct", "the policy on shore leave"."""
    if not _HINT.search(text):
        return
    for match in _PLAIN.finditer(text):
        title, before = match["title"], text[max(0, match.start() - 160) : match.start() + 1]
        if re.search(r"[\w\"”]\"?,\"?\s$", text[: match.start()]) and re.search(r"[A-Z][\w’'-]*\"?,\"?\s$", text[: match.start()]):
            continue  # "Square Deal, our code of conduct" is told by its name
        owned = re.match(r"[Oo]ur|[Ii]ts|.*['’]s$", match["article"])
        first = re.split(r"\s", title)[0]
        has = word("has").search(before) and (match["article"] in ("a", "an", "A", "An") or len(title.split()) > 2)
        if word("generic").match(title) or (not first.islower() and not first.isupper()):
            continue
        if title.startswith("code of") or len(title.split()) >= 2:
            ours = re.search(
                r"\b(?:we|our|us|staff|employees|the (?:company|group|bank|board))\b",
                before + text[match.start() : match.end() + 120],
                re.I,
            )
            if owned or ((has or _rules().match(text, match.end())) and ours):
                yield match.span("title")
    yield from (m.span("title") for m in _NAMED.finditer(text))
    listed = list(_FOR.finditer(text))
    yield from (m.span("title") for m in listed if len(listed) >= 2)
    for match in _ON.finditer(text):
        if not re.search(r"\bgovernment|\bstate\b|\bministry", text, re.I):
            yield match.span("title")
