"""Stakeholder groups in sentences: listed by name, or spoken of one by one under a heading on dialogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.collect import Item
from kg.extract.sections import titles_over
from kg.facts import given
from report.model import Report, sentences


@cache
def group_name() -> re.Pattern[str]:
    return re.compile(rf"\W*(?P<name>{'|'.join(sorted(load('stakeholders')['names'], key=len, reverse=True))})(?=\W|$)", re.I)


def titled(name: str) -> str:
    bare = " ".join(re.sub(r"\([^)]*\)$", "", name).split())
    return bare[0].upper() + bare[1:]


_NAMED = re.compile(
    r"\b[Ss]takeholders?(?: groups?)?(?:,|:| \([^)]*\))?\s+(?:(?:including|include|such as|like|namely|are|comprise|are our)\b|[–—:]|[ie]\.[eg]\.,?)"
    r"\s*:?\s*(?P<list>[^.;:]{10,400})"
)
_LEAST = 3
"""So many known groups in a row make a list of stakeholders."""


def named_in_sentences(report: Report) -> Iterator[Item]:
    """Groups in the sentence that lists them: "our stakeholders, including customers, suppliers and communities". No channels, no
    expectations: who they are is all that it says."""
    for _, block in report.prose():
        for match in _NAMED.finditer(block.text.text):
            parts = [(m.group("name"), match.start("list") + m.start("name")) for m in _LISTED.finditer(match["list"])]
            known = [(name, at) for name, at in parts if group_name().fullmatch(name)]
            if len(known) >= _LEAST:
                for name, at in known:
                    yield Item(titled(name), given(name=titled(name)), block.text.spans(report.id, at, at + len(name)), 0.7)


_ABOUT = re.compile(r"stakeholder|engage|dialogue|listen|speak with|talk to", re.I)
_VERB = r"(?:speak|talk|meet|use|want|expect|ask|look|seek|hear|are (?:consulted|heard|reached|invited|met)|can|have|care|engage|value|receive|give|tell|raise|need)"
_THROUGH = re.compile(
    r"\b(?:through|via|by means of|at|use|using|during|in)\s+(?P<list>[^.;]+?)(?=,?\s+(?:and|where|who|to)\s+(?:want|ask|expect|seek|need|look|care|raise|climate|they)|,\s+(?:seek|want|expect|ask)|[.;]|$)"
)
_WISH = re.compile(
    r"\b(?:want|expect|ask for|seek|look (?:to \w+ \w+ )?for|need|care about|raise|value)\s+(?P<list>[^.;]+)|\bwhere\s+(?P<most>[^.;]+?)\s+come up"
)
_ITS_OWN = re.compile(r"^(?:a|an|the|our|its|their|us|yearly)\s+", re.I)


def spoken_with(report: Report) -> Iterator[Item]:
    """Under a heading on dialogue, sentences that begin with a group: "Customers speak to us through a panel and want value"."""
    over = titles_over(report)
    for i, block in report.prose():
        if not any(_ABOUT.search(t) for t in over[i][-2:]):
            continue
        told = [(s, m) for s in sentences(block.text) if (m := _opening().match(s.text))]
        for sentence, match in told if len(told) >= 2 else ():
            rest = sentence.text[match.end("name") :]
            way, wish = _THROUGH.search(rest), _WISH.search(rest)
            wished = (wish["list"] or wish["most"]) if wish else ""
            said = given(name=titled(match["name"]), channels=_parts(way["list"]) if way else (), expectations=_parts(wished))
            yield Item(titled(match["name"]), said, sentence.spans(report.id), 0.7)


@cache
def _opening() -> re.Pattern[str]:
    names = "|".join(sorted(load("stakeholders")["names"], key=len, reverse=True))
    return re.compile(rf"(?:Our\s+)?(?P<name>(?:{names})),?\s+(?:through\b[^.]*?,\s+)?(?={_VERB}\b|through\b)", re.I)


def _parts(words: str) -> tuple[str, ...]:
    """ "value, health and less packaging" as three."""
    return tuple(bare for p in re.split(r",\s+(?:and\s+)?|\s+and\s+", words) if (bare := _ITS_OWN.sub("", p).strip(" .,")))


_LISTED = re.compile(
    r"(?:^|,|\band\b|\bor\b|&)\s*(?:as well as\s+|and\s+)?(?:(?:our|the|its|local|other|potential|current)\s+)*(?P<name>[A-Za-z][A-Za-z'’-]*(?:\s(?!and\b|or\b|as\b)[A-Za-z][\w'’-]*){0,3})"
    r"(?=\s*(?:,|$|\band\b|\bor\b|&|\bas well\b))"
)
