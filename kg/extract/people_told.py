"""Persons told by what they do: "Ann Hill, who manages our store", "Ann Hill succeeded Bo Dale as Director", "researcher Ann Hill"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load


@dataclass(frozen=True)
class Told:
    """A person at `text[start:end]`, with the post that the words around give; `sure` where they can mean nobody but a person."""

    name: str
    start: int
    end: int
    post: str = ""
    sure: bool = True
    here: bool = True
    """False where the organization that the words name is one that the person has left."""


@cache
def _posts() -> str:
    """Posts in capitals or small, with the words that lead up to them and what they are of."""
    data = load("people")
    return rf"(?:[\w&-]+\s){{0,4}}?(?:{'|'.join((*data['posts'], *data['small_posts']))})(?:\s(?:of|for)\s(?:the\s|our\s|its\s)?[A-Z][\w&'-]*(?:\s(?:(?:and|of|&)\s)?[A-Z][\w&'-]*){{0,5}})?"


@cache
def _small() -> str:
    return "|".join(load("people")["small_posts"])


@cache
def _honour() -> str:
    return rf"(?:(?:{'|'.join(load('people')['honorifics'])})\.?\s)?"


@cache
def _acts(name: str) -> re.Pattern[str]:
    """ "Ann Hill, who manages our Dale store" and "Ann Hill, Head of Bread, chairs the panel" (without the post)."""
    verbs = "|".join(load("people")["acts"])
    return re.compile(
        rf"(?<![\w-]){_honour()}(?P<name>{name})(?:\sof\s[A-Z][\w ]{{2,40}}?)?,?\s(?:who\s)?(?P<act>{verbs})\s(?:the|our|its)\s(?P<what>[\w&' -]{{3,60}})"
    )


@cache
def _changes(name: str) -> tuple[re.Pattern[str], ...]:
    """Posts that go from one person to another, and elections to a board."""
    went = r"(?:succeeded|succeeds|replaced|replaces|took\sover\sfrom|followed|will\ssucceed|will\sreplace)"
    came = r"(?:was|were|has\sbeen|is)\s(?:also\s|newly\s)?(?:appointed|named|elected|promoted|re-elected|confirmed|nominated)|joined(?:\s(?:us|[A-Z][\w' ]+?|the\s\w+))?|retired|stepped\sdown|resigned|serves|served|acts|works|continued"
    post = rf"(?P<post>{_posts()})"
    return (
        re.compile(rf"(?<![\w-]){_honour()}(?P<name>{name})\s{went}\s{_honour()}(?P<other>{name})(?:\sas\s(?:the\s|our\s|its\s)?{post})?"),
        re.compile(rf"(?<![\w-]){_honour()}(?P<name>{name})(?:,[^,]{{2,60}},)?\s(?:{came})\s(?:as\s)?(?:to\sbe\s|to\s)?(?:the\s|our\s|its\s|an?\s)?(?:new\s)?{post}"),
        re.compile(rf"\b(?:appointed|named|elected|welcomed|promoted)\s{_honour()}(?P<name>{name})(?:,[^,]{{2,80}},)?\s(?:as|to\sbe|to)\s(?:the\s|our\s|its\s|an?\s)?(?:(?P<post>{_posts()})|(?P<board>Board))"),
    )  # fmt: skip


@cache
def _named(name: str) -> tuple[re.Pattern[str], ...]:
    """A small post before or behind a name, and persons who were something elsewhere before."""
    small = rf"(?:[\w&-]+[\s-]){{0,3}}?(?:{_small()})"
    return (
        re.compile(rf"(?<![\w-]){_honour()}(?P<name>{name}),\s(?:(?:the|our|its|an?|[A-Z][\w&-]+(?:\s[A-Z][\w&-]+){{0,2}}['’]s?)\s)?(?P<post>{small}(?:\sof\s[\w&-]+(?:\s[\w&-]+)?)?)(?=[,.;]|\s(?:at|in|of|for|from|with|who|on|and)\b|$)"),
        re.compile(rf"\b(?P<post>{small})\s{_honour()}(?P<name>{name})(?='s\b|[,.;]|\s[a-z]|$)"),
        re.compile(rf"(?<![\w-]){_honour()}(?P<name>{name}),\s(?:formerly|previously|until\srecently)\s(?:of|at|with|the|an?|our)\s"),
    )  # fmt: skip


_AS = {"chair": "Chair", "head": "Head", "lead": "Leader", "manage": "Manager", "run": "Manager", "direct": "Director", "preside": "Chair"}
_AMONG = re.compile(
    r"(?P<post>(?:(?:outside|independent|external|executive|non-executive)\s)?(?:director|member|trustee|adviser|advisor)s?)\b[^.]{0,60}\b(?:among (?:them|whom)|including|namely)\s(?:is\s)?$"
)


def told_in(text: str, name: str) -> Iterator[Told]:
    """Every person that a sentence tells so; `name` is the pattern of a person's name."""
    for match in _acts(name).finditer(text) if _may("acts").search(text) else ():
        yield Told(match["name"], match.start("name"), match.end("act"), _as_post(match["act"], match["what"]), False)
    for pattern in _changes(name) if _may("changes").search(text) else ():
        for match in pattern.finditer(text):
            part = match.groupdict()
            post = part.get("post") or ("Director" if part.get("board") else "")
            yield Told(match["name"], match.start("name"), match.end(), post, bool(post))
            if part.get("other"):
                yield Told(match["other"], match.start("name"), match.end(), f"Former {post}" if post else "", bool(post))
    for match in re.finditer(rf"\b(?:replaced|succeeded|followed)\sby\s{_honour()}(?P<name>{name})", text) if "ed by " in text else ():
        yield Told(match["name"], match.start("name"), match.end(), "", True)
    for match in re.finditer(rf"(?<![\w-])(?P<name>{name})\s\((?P<post>{_posts()})\)", text) if "(" in text else ():
        yield Told(match["name"], match.start("name"), match.end(), match["post"], True)
    for match in (
        re.finditer(
            rf"\b(?P<post>{_small()})\s(?:at|of|for|in)\s(?:the\s|our\s)?[A-Z][\w' -]{{2,30}}?,\s{_honour()}(?P<name>{name}),", text
        )
        if _may("named").search(text)
        else ()
    ):
        yield Told(match["name"], match.start(), match.end(), match["post"], True)
    for k, pattern in enumerate(_named(name)) if _may("named").search(text) else ():
        for match in pattern.finditer(text):
            among = _AMONG.search(text[: match.start("name")]) if k == 2 else None
            post = match.groupdict().get("post") or (among["post"].rstrip("s") if among else "")
            bare = (
                re.sub(r"^.*\b(?:by|and|the|our|its|of|with|to|as|from|in|for|an?|that|said)\s(?=\S+$|(?:\S+\s)?(?:\S+\s)?\S+$)", "", post)
                if k == 1
                else post
            )
            yield Told(match["name"], match.start(), match.end(), bare, k != 1, k != 2)


@cache
def _may(which: str) -> re.Pattern[str]:
    """What a sentence must have before its slow patterns are tried."""
    acts = "|".join(load("people")["acts"])
    return {
        "acts": re.compile(rf"\b(?:{acts})\s(?:the|our|its)\s"),
        "changes": re.compile(r"\b(?:succe|replace|took over|followed|appointed|named|elected|promoted|confirmed|nominated|joined|retired|stepped|resigned|serve|acts|works|continued|welcomed)"),
        "named": re.compile(rf"\b(?:{_small()}|formerly|previously|until recently)\b"),
    }[which]  # fmt: skip


def _as_post(act: str, what: str) -> str:
    """ "manages our Dale store" makes a manager of the Dale store."""
    noun = next((post for stem, post in _AS.items() if act.startswith(stem)), "")
    thing = re.split(r"\s(?:who|which|that|and|in|at|for|with|to|from|is|was|where|as)\b|[,.;]", what)[0].strip()
    return f"{noun} of the {thing}" if noun and thing else ""
