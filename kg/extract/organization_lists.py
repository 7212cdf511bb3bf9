"""Companies of the group in lists: "operates through A, B and C", "the consolidated entities are: (i) A GmbH, Hill; (ii) B", items under "Our subsidiaries"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.named_lists import lead_of
from kg.extract.naming import CAPITAL, full_name, has_head, has_legal_form, own_part, tidy
from kg.extract.organization_relations import NAME, Words, found_in
from kg.extract.organization_sources import Found
from report.model import Block, BlockKind, Report

_NUMBER = r"(?:\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)\s*)?"
_NEXT = re.compile(
    rf"(?:(?<=[a-z]\.[a-z]\.)\s+{CAPITAL}\w+)?(?:\s*\([^()]{{1,80}}\))?(?:,?\s+(?:(?:based|headquartered|located|registered)\s+)?in\s+(?:the\s+)?{CAPITAL}[\w'’ -]*?\w(?=\s*(?:,|;|\.|and\b)))?"
    rf"(?:\s*[,;](?:\s*(?:and|as well as))?|\s+and|\s+as well as|\s*&)(?:,?\s+in\s+{CAPITAL}\w+(?:\s{CAPITAL}\w+)?,)?\s+{_NUMBER}(?:the\s+(?:[a-z][a-z-]+\s+){{0,4}})?"
)
"""What stands between two names of a list: a remark, a place, a comma or "and", a number."""
_REMARK = re.compile(
    rf"(?:\s*\([^()]{{1,60}}\))?,\s(?:which|that|an?|the|our|its|based|with|now|then|\d)\b(?!.*\b(?:from|by|sold|not|except|excluding)\b)[^.;:]*?(?:,|\sand)"
    rf"(?:,?\s+in\s+{CAPITAL}\w+,)?\s(?:the\s(?:[a-z-]+\s){{0,4}})?"
)
"""A remark on a company before the next one of a list: ", which makes ropes, the shipping company "."""
_NAME = re.compile(NAME)
_ITEM = re.compile(
    rf"^\W*{_NUMBER}(?:[Tt]he\s+)?(?P<name>{NAME})(?P<rest>\s*(?:$|\(|[–—:;,.]|\s-\s|\s(?:in|is|was|holds|makes|runs|operates|produces|based)\b).*)",
    re.S,
)


_ACCOUNTS = r"\b(?:[Cc]onsolidat(?:ed|es|ion)|(?:[Ss]cope|[Pp]erimeter) of (?:the|this) (?:report|statement))\b[^.:;]{0,60}:\s"
"""Words before a colon that speak of whose figures a report holds."""


@cache
def _leads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(role, the words that lead up to a list of companies)"""
    words = load("organizations")["lists"]
    some = "|".join(words["some"])
    return tuple(
        (
            role.replace("_", " "),
            re.compile(
                rf"\b(?:{'|'.join(words['through'])})\s(?:(?:{some})\s)*(?:(?:{words[role]})(?:,|:|\s(?:of|in)\s[^,.:;]{{2,30}},)?\s|(?={CAPITAL}))(?:such as\s|including\s|namely\s)?"
                rf"|{_ACCOUNTS if role == 'subsidiary' else '(?!)'}(?={CAPITAL})"
                rf"|\b(?:(?:{some})\s)+(?:{words[role]})(?:(?:\s(?:of|in|to)\s[^.:;,]{{2,60}}?)?(?:,?\s(?:are|were|include|namely|i\.e\.|comprise)(?:\s(?:as follows|the following|the companies))?\s?:?|\s?:))?\s(?={_NUMBER}(?:the\s)?{CAPITAL})"
            ),
        )
        for role in ("subsidiary", "joint_venture")
    )  # fmt: skip


def group_lists(report: Report, words: Words) -> Iterator[Found]:
    """The companies of such lists, with or without a legal form."""
    for i, block in report.prose():
        text = block.text.text
        for role, lead in _leads():
            for match in lead.finditer(text) if _MAY.search(text) else ():
                for start, name in _listed(text, match.end(), words):
                    yield found_in(report, block, start, name, role, "named in a list of companies of the group")
        if block.kind == BlockKind.LIST_ITEM or len(text) < 160:
            yield from _item(report, i, block, words)


_MAY = re.compile(r"subsidiar|onsolidat|[Ss]cope|erimeter|through|compan|entit|joint ventures?|affiliate|businesses")


def _listed(text: str, at: int, words: Words) -> Iterator[tuple[int, str]]:
    """(start, name) of an enumeration of companies; where two have a legal form, a word without one is the place of the one before."""
    found: list[tuple[int, str]] = []
    number = re.compile(_NUMBER).match(text, at)
    at = number.end() if number else at
    one = _one(text, at, words)
    while one:
        start, end, name = one
        found.append((start, name))
        joint = _NEXT.match(text, end)
        one = _one(text, joint.end(), words) if joint else None
        if not one and (full := full_name().search(text[: end + 160], end)) and _REMARK.fullmatch(text[end : full.start()]):
            one = _one(text, full.start(), words)
    legal = sum(has_legal_form(name) for _, name in found)
    for start, name in found:
        if has_legal_form(name) or (legal < 2 and len(found) > 1):
            yield start, name


def _one(text: str, at: int, words: Words) -> tuple[int, int, str] | None:
    """(start, end, name) of the company whose name begins at a place."""
    full = full_name().match(text, at)
    if full and not re.search(r"\s(?:and|in|for)\s", full.group()):
        start = full.start() + own_part(full.group())
        return start, full.end(), tidy(text[start : full.end()])
    match = _NAME.match(text, at)
    name = tidy(match.group()) if match else ""
    if (
        not match
        or not words.is_name(name)
        or has_head(name)
        or re.match(r"\s+(?:segments?|divisions?|brands?|regions?|units?)\b", text[match.end() :])
    ):
        return None
    return at + match.group().find(name), match.end(), name


@cache
def _titles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(role, title or colon line) of lists of companies."""
    words = load("organizations")["lists"]
    return tuple(
        (role.replace("_", " "), re.compile(rf"^(?:[\d.]+\s+)?(?:(?:our|the|list of|main|principal|other|{'|'.join(words['some'])}|and|\d+)\s)*(?:{words[role]})(?:\s(?:of|in)\s[^:]{{2,60}}|\sand\s(?:associates|affiliates|branches|joint ventures))?(?:\s(?:are|include)(?:\s(?:as follows|the following))?)?\s*:?$|\b(?:{words[role]})\s?(?:are|include|were)?(?:\s(?:as follows|the following))?\s?:$", re.I))
        for role in ("subsidiary", "joint_venture")
    )  # fmt: skip


def _item(report: Report, at: int, block: Block, words: Words) -> Iterator[Found]:
    """An item of a list of companies, or a paragraph under such a title that begins with a company's full name."""
    lead = lead_of(report, at)
    role = next((role for role, title in _titles() if title.search(lead)), None) if lead else None
    if role is None:
        return
    text = block.text.text
    full = full_name().search(text[:110])
    if full and not re.search(r"\w", re.sub(rf"^\W*{_NUMBER}", "", text[: full.start()])):
        start = full.start() + own_part(full.group())
        yield found_in(report, block, start, tidy(text[start : full.end()]), role, f"listed under {lead[-60:]!r}")
    elif block.kind == BlockKind.LIST_ITEM and (match := _ITEM.match(text)):
        name = tidy(match["name"])
        if words.is_name(name) and not has_head(name):
            yield found_in(report, block, text.find(name), name, role, f"listed under {lead[-60:]!r}")
