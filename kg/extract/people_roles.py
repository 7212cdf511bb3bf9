"""Persons told by a role: "chaired by X", "X took office as", "with X as Chair", "the auditor in charge, X", "Company Secretary: X", '" ... ," says X'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.people_told import Told


@cache
def _words(which: str) -> str:
    return "|".join(sorted(load("people")["roles"][which], key=len, reverse=True))


@cache
def _posts() -> str:
    data = load("people")
    heads = "|".join((*data["posts"], *data["small_posts"]))
    of = r"(?:\s(?:of|for)\s(?:the\s|our\s|its\s)?[A-Za-z][\w&'’-]*(?:\s(?:(?:and|of|&)\s)?[A-Z][\w&'’-]*){0,5})?"
    return rf"(?:[A-Z][\w&-]*\s|acting\s|interim\s|deputy\s|new\s|independent\s|non-executive\s|global\s|group\s){{0,4}}?(?:{heads}){of}"


@cache
def _honour() -> str:
    return rf"(?:(?:(?:{'|'.join(load('people')['honorifics'])})\.?\s){{1,2}})?"


@cache
def _tellings(name: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """(post where the pattern has none, what a sentence must have, pattern)."""
    person, post = rf"{_honour()}(?P<name>{name})", rf"(?P<post>{_posts()})"
    return (
        ("Chair", re.compile(r"chaired by|in the chair"), re.compile(rf"\b(?:chaired|co-chaired)\sby\s(?:the\s)?{person}")),
        ("Chair", re.compile(r"in the chair"), re.compile(rf"\bwith\s{person}\sin\sthe\schair\b")),
        ("", re.compile(r"\b(?:led|headed|managed|directed|overseen|represented|founded|hosted|supervised|coordinated) by |leadership of|direction of"), re.compile(rf"\b(?:(?:led|headed|managed|directed|overseen|represented|founded|supervised|coordinated)\sby|[Uu]nder\sthe\s(?:leadership|direction|guidance)\sof)\s(?:our\s{_posts()},?\s)?{person}(?=[,.;]|\s[a-z]|$)")),
        ("", re.compile(rf"\b(?:{_words('began')})\b"), re.compile(rf"(?<![\w-]){person}(?:,[^,]{{2,60}},)?\s(?:has\s|had\s|will\s|have\s)?(?:{_words('began')})\s(?:the\s)?(?:role\s(?:of|as)\s|post\s(?:of|as)\s|position\s(?:of|as)\s|office\sas\s|duties\sas\s)?(?:as\s)?(?:the\s|our\s|its\s|an?\s)?(?:new\s)?{post}")),
        ("", re.compile(r", who .* (?:to become|became|is|is now|as|serves as) "), re.compile(rf"(?<![\w-]){person},\swho\s[^.;]{{3,90}}?\s(?:to\sbecome|became|and\sis\snow|and\sis|and\sserves\sas|as)\s(?:the\s|our\s|its\s|an?\s)?(?:new\s)?(?P<post>(?=[A-Z]){_posts()})")),
        ("", re.compile(r"\bwith\s.*\sas\s"), re.compile(rf"\bwith\s{person}\sas\s(?:its\s|the\s|our\s|an?\s)?{post}")),
        ("", re.compile(rf"(?i:{_words('auditors')})"), re.compile(rf"\b(?P<post>(?i:{_words('auditors')}))(?:,\s|\s(?:is|was|:)\s|:\s|\s)(?:the\s)?{person}(?=[,.;]|\s(?:of|from|at|signed|and)\b|$)")),
        ("", re.compile(r", [A-Z]"), re.compile(rf"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa])\s(?:new\s|former\s|acting\s)?(?P<post>(?=[A-Z]){_posts()}),\s{person}(?=[,.;]|$|\s(?:and|in|said|has|is|who)\b)")),
        ("", re.compile(r": "), re.compile(rf"(?:^|(?<=[.;|]\s))(?P<post>(?=[A-Z]){_posts()})\s?:\s{person}(?=[,.;|(]|$|\s[a-z])")),
        ("", re.compile(r"succe|replace|hand"), re.compile(rf"\b(?:succeeded|replaced|followed)\sby\s{person}(?:,[^,]{{2,50}},)?\sas\s(?:the\s|our\s|its\s)?(?:new\s)?{post}")),
        ("", re.compile(r"succeeded by|replaced by"), re.compile(rf"(?<![\w-]){person}(?:,[^,]{{2,50}},)?\s(?:is|was|will\sbe|has\sbeen)\s(?:succeeded|replaced)\sby\s")),
        ("", re.compile(r"succeed|replace"), re.compile(rf"\b(?:[Ss]?[Hh]e|who|and)\s(?:will\s)?(?:succeeds?|succeeded|replaces?|replaced|takes\sover\sfrom|took\sover\sfrom)\s{person}(?=[,.;]|\s[a-z]|$)")),
        ("", re.compile(r"thank|farewell|welcome"), re.compile(rf"\b(?:[Tt]hank(?:ed|s)?|bid\sfarewell\sto|said\sfarewell\sto|[Ww]elcomed?)\s{person}\s(?:for\s[^.;]{{2,60}}?\s)?as\s(?:the\s|our\s|its\s|an?\s)?(?:new\s)?{post}")),
        ("", re.compile(rf"\b(?:{_words('says')})\b"), re.compile(rf"[,.!?]\"?\s(?:{_words('says')})\s{person}(?:,\s(?:the\s|our\s|an?\s)?{post})?(?=[,.;]|$|\s(?:who|of|from|in|at)\b)")),
        ("", re.compile(r"\b(?:has|have) (?:led|headed|run|chaired|managed|directed)\b"), re.compile(rf"(?<![\w-]){person}\shas\s(?:led|headed|run|chaired|managed|directed)\s(?:the|our|its)\s[^.;]{{3,60}}?\ssince\b")),
    )  # fmt: skip


@cache
def _members(name: str) -> re.Pattern[str]:
    one = rf"(?:{_honour()}{name}(?:\s\([^()]{{2,50}}\))?)"
    return re.compile(
        rf"\b(?:{_words('bodies')})[^.;:]{{0,60}}?(?:\s(?=[a-z])|(?=:))(?:consists?\sof|comprises?|is\smade\sup\sof|is\scomposed\sof|members\s(?:are|were)|are|were|includes?|:)\s(?:the\sdirectors\s)?(?P<list>{one}(?:(?:,\s(?:and\s)?|\sand\s){one}){{1,14}})(?=[.;,]|\s\(|$)"
    )


def roles_in(text: str, name: str) -> Iterator[Told]:
    """Every person that a sentence names so; `name` is the pattern of a person's name."""
    for default, may, pattern in _tellings(name):
        for match in pattern.finditer(text) if may.search(text) else ():
            post = match.groupdict().get("post") or default
            yield Told(match["name"], match.start(), match.end(), post, bool(post))
    if re.search(rf"\b(?:{_words('bodies')})\b", text):
        for match in _members(name).finditer(text):
            at = match.start("list")
            for one in re.finditer(rf"{_honour()}(?P<name>{name})", match["list"]):
                yield Told(one["name"], at + one.start("name"), at + one.end("name"), "", False)
