"""Risks and opportunities that stand in lines of their own: "Risk of flooding, which can lead to ...", one below the other.

Also plain lists right below a heading such as "Climate-related risks".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.collect import Item
from kg.extract.risks_chapters import announced
from kg.extract.risks_phrases import topic_of
from kg.extract.risks_words import category_named
from kg.facts import given
from report.model import BlockKind, Clean, Report

_GROUP = r"(?P<group>(?:PHYSICAL|TRANSITION(?:AL)?|CLIMATE[- ]RELATED|MARKET|POLICY|REGULATORY)?\s*(?:RISKS?|OPPORTUNIT(?:Y|IES))(?:\s*AND OPPORTUNITIES)?)[.:]?\s+"
_LINE = re.compile(
    rf"\W*(?:{_GROUP})?(?P<title>(?:The\s|An?\s)?(?:[Pp]otential\s|[Ii]ncreased\s)?(?P<kind>[Rr]isks?|[Oo]pportunit(?:y|ies))\s(?:of|to|from|for|that|related to)\s.+)",
    re.S,
)
_EFFECT = re.compile(
    r",?\s+(?:which|that)\s+(?=(?:can|could|may|might|will|would|leads?|results?)\b)|,?\s+(?=(?:can|could|may|might|will|would)\s(?:lead|result|cause|increase|"
    r"reduce|affect|impact|disrupt|damage|be)\b)|,?\s+(?=(?:leading|resulting)\b)"
)
_HORIZON = re.compile(r"\s*\b(?:(?:short|medium|mid|long)(?:\s?[-–/]\s?|\s(?:and|to)\s)?)+[\s-]*term\b[.\s]*$", re.I)
_HEADED = re.compile(
    r"\W*(?:\d[\d.]*\s+)?(?:(?:key|principal|main|major|significant|material|identified|climate(?:[- ]related)?|transition(?:al)?|physical|ESG|sustainability)\s)*"
    r"(?P<kind>risks?|opportunit(?:y|ies))(?:\s(?:identified|include))?\W*",
    re.I,
)
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|we|our|will)\b", re.I)


@dataclass(frozen=True)
class _Told:
    """A risk or an opportunity in a line: its block, its kind, group title and the words of the line."""

    block: int
    kind: str
    category: str | None
    title: Clean
    effect: Clean | None
    whole: Clean


def risks_in_lines(report: Report, kind: str) -> Iterator[Item]:
    """Those of a kind ("risks" or "opportunities") in lines; two of either kind must stand near each other, or one below its heading."""
    told = [*_of_lines(report), *_of_lists(report)]
    for one in told:
        if one.kind == kind and any(one is not other and abs(one.block - other.block) <= 4 for other in told):
            title = re.sub(r"[\s:.;,]+$", "", one.title.text)
            category = one.category or (category_named(title, kind) if one.effect else None)
            fields = given(title=title, category=category, impact=one.effect.text.strip(" .") if one.effect else None)
            yield Item(title, fields, one.whole.spans(report.id), 0.75)


def _of_lines(report: Report) -> Iterator[_Told]:
    group: str | None = None
    for at, block in enumerate(report.blocks):
        text = block.text
        if block.kind == BlockKind.HEADING:
            group = None
        match = (
            _LINE.match(text.text) if block.table is None and block.kind != BlockKind.HEADING and 3 < len(text.text.split()) < 60 else None
        )
        if match is None:
            continue
        group = match["group"] or group
        kind = "opportunities" if match["kind"].casefold().startswith("opp") else "risks"
        whole = text[match.start("title") : match.end("title")].strip()
        bare = whole[: len(_HORIZON.sub("", whole.text))].strip()
        cut = _EFFECT.search(bare.text)
        title, effect = (bare[: cut.start()], bare[cut.end() :]) if cut else (bare, None)
        if len(title.text.split()) <= 24 and not re.search(r"[a-z]\.\s+[A-Z]", bare.text):
            yield _Told(at, kind, _class_of(group) if kind == "risks" else None, title.strip(), effect, whole)


def _class_of(group: str | None) -> str | None:
    word = re.match(r"physical|transition|market|policy|regulatory", (group or "").strip(), re.I)
    return word.group().casefold() if word else None


_TRIPLE = re.compile(
    r"\W*(?P<kind>Risk|Opportunity)(?:\s\d{1,2})?\s?[:–-]\s+(?P<title>.+?)[\s.;]+(?:(?:Potential|Possible|Financial)\s)?(?:Impacts?|Effects?|Description|Consequences?)\s?[:–-]\s+(?P<impact>.+?)"
    r"(?:[\s.;]+(?:Mitigation|Response|Measures?|Management|Controls?|Actions?|What we do)\s?[:–-]\s+(?P<response>.+))?$",
    re.S | re.I,
)
"""A card: "Risk: ... Impact: ... Mitigation: ..."."""


def risks_in_cards(report: Report, kind: str) -> Iterator[Item]:
    """Those of a kind in paragraphs that label their parts."""
    for _, block in report.prose():
        match = _TRIPLE.match(block.text.text) if block.text.text.lstrip()[:4].casefold() in ("risk", "oppo") else None
        if (
            match
            and ("opportunities" if match["kind"].casefold().startswith("opp") else "risks") == kind
            and len(match["title"].split()) <= 20
        ):
            fields = given(
                title=match["title"],
                category=category_named(match["title"], kind),
                impact=match["impact"].strip(" ."),
                response=(match["response"] or "").strip(" ."),
            )
            yield Item(match["title"], fields, block.text.spans(report.id), 0.85)


def _of_lists(report: Report) -> Iterator[_Told]:
    """List items right below a heading that says nothing but "risks", or below a line that ends in a colon."""
    kind, category = "", None
    for at, block in enumerate(report.blocks):
        if block.kind == BlockKind.FURNITURE:
            continue
        headed = _HEADED.fullmatch(block.text.text.strip()) if len(block.text.text) < 70 and block.kind != BlockKind.LIST_ITEM else None
        said = announced(block.text.text) if not headed and len(block.text.text) < 70 and block.kind != BlockKind.LIST_ITEM else ""
        if said in ("risks", "opportunities"):
            kind, category = said, None
        elif block.kind == BlockKind.PARAGRAPH and _INTRODUCED.search(block.text.text[-160:]):
            kind = "opportunities" if topic_of(block.text.text[-160:]) == "opportunities" else "risks"
            category = None
        elif headed:
            kind = "opportunities" if headed["kind"].casefold().startswith("opp") else "risks"
            category = _class_of(block.text.text)
        elif block.kind != BlockKind.LIST_ITEM:
            kind = ""
        elif kind:
            titled = _ITEM.match(block.text.text)
            title = _item(block.text[titled.start("name") : titled.end("name")] if titled else block.text)
            if title:
                effect = block.text[titled.end() :] if titled else None
                yield _Told(at, kind, category if kind == "risks" else None, title, effect, block.text)


_INTRODUCED = re.compile(
    r"\b(?:main|principal|key|following|material|major|significant|identified|climate-related|transition|physical|most important)\s(?:[\w-]+\s){0,3}?(?:risks|opportunities)\b[^.]{0,80}:$"
    r"|\b(?:risks|opportunities)\s(?:\w+\s){0,4}?(?:are|include|as follows|identified)(?:\s(?:as follows|the following))?:$",
    re.I,
)
_ITEM = re.compile(r"\W*(?P<name>[A-Z][\w ,/&()-]{3,70}?)\s?(?::|\s[–—-])\s+(?=\w)")


def _item(text: Clean) -> Clean | None:
    lead = re.match(r"[^A-Za-z]+", text.text)
    bare = text[lead.end() if lead else 0 :].strip()
    short = 2 <= len(bare.text.split()) <= 14 and re.match(r"[A-Z]", bare.text) and not _SENTENCE.search(bare.text)
    return bare if short and not re.search(r"\d", bare.text) else None
