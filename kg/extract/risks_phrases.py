"""Phrases of sentences that tell of risks and opportunities: the cues that say which, and the words that name one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.data import load

LONGEST = 14
"""Words of a title."""


@dataclass(frozen=True)
class Told:
    """A risk or an opportunity in a sentence: where its words stand, and what it may do."""

    kind: str
    start: int
    end: int
    effect: tuple[int, int] | None = None


@cache
def spelled(name: str) -> str:
    return "|".join(load("risks")["sentences"][name])


@cache
def cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{spelled(name)})(?![\w-])", re.I)


@lru_cache(maxsize=8192)
def topic_of(text: str) -> str:
    """What a text speaks of: risks, opportunities, "both", or nothing."""
    risk, chance = cue("risk").search(text), cue("chance").search(text)
    return "both" if risk and chance else "risks" if risk else "opportunities" if chance else ""


def kind_of(word: str) -> str:
    return "opportunities" if word.casefold().startswith("opp") else "risks"


def fits(kind: str, place: str) -> bool:
    return place in (kind, "both")


_LEAD = re.compile(
    r"(?:(?:On the \w+(?: side)?|For [\w -]{3,40} risks?|In addition|Additionally|Moreover|Furthermore|However|Likewise|Also|Similarly|Finally|Conversely|Meanwhile|Consequently|As a result|"
    r"On the (?:other|one) hand|At the same time|By contrast|Of [\w -]{3,40}|For (?:example|instance)|In (?:particular|an? [\w°. -]{3,40}|the [\w°. -]{3,40})|If [^,]{3,60}|"
    r"Over the [\w -]{3,30}|Among [\w -]{3,40}|According to [\w -]{3,40}|Under [\w°.,\- ]{3,40}|\w+ly),\s+)|(?:[Bb]oth|[Tt]hat|[Bb]ut|[Aa]nd|[Ss]o|[Bb]ecause|[Aa]s|[Ss]ince|[Ww]hile)\s+|(?:[Tt]he|[Aa]n?|[Oo]ur|[Aa]ny|[Aa]ll)\s+"
)


def bare_subject(text: str, start: int, end: int) -> tuple[int, int]:
    """A subject without what leads up to it and without what is told of it by the way: "Storms, including typhoons,"."""
    while lead := _LEAD.match(text, start, end):
        start = lead.end()
    cut = re.search(
        r",?\s+(?:including|such as|notably|like|particularly|especially|e\.g\.|which|who|that we|available)\b|,(?!\s(?:19|20)\d\d)|\s[–—-]\s|\s\((?=[a-z])",
        text[start:end],
    )
    end = start + cut.start() if cut else end
    adverb = re.search(r"\s(?:already|also|now|still|often|further|even)$", text[start:end])
    return start, start + adverb.start() if adverb else end


def noun_phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """A noun phrase from a place on, up to a clause of its own; without article."""
    lead = re.match(r"\W*(?:(?:the|an?|our|any|its|increasing|potential)\s+)*", text[start:end])
    start += lead.end() if lead else 0
    cut = cue("cut").search(text[start:end])
    end = start + cut.start() if cut else end
    words = list(re.finditer(r"\S+", text[start:end]))
    end = start + words[LONGEST].start() if len(words) > LONGEST else end
    return start, start + len(re.sub(r"[\s,]+(?:and|or|of|in|to|for|with|by)?\s*$", "", text[start:end]))


def items_of(text: str, start: int, end: int, kind: str, whole: bool = False, told: bool = False) -> Iterator[Told]:
    """The members of a list: "theft, fraud and a loss of data" are three; `whole`: it is one thing, "and" or not.

    `told`: a clause belongs to its member ("rules that exclude heavy oil"); else the list ends where a clause begins.
    """
    if whole:
        yield Told(kind, *noun_phrase(text, start, end))
        return
    at, flat = start, re.sub(r"\([^)]*\)", lambda m: "_" * len(m.group()), text[start:end])
    for joint in [
        *re.finditer(
            r",\s+(?:and\s+|or\s+|as well as\s+)?(?:from\s+|in\s+(?=the\s))?|\s+(?:and|or|as well as)\s+(?:from\s+|in\s+(?=the\s))?", flat
        ),
        None,
    ]:
        stop = start + joint.start() if joint else end
        bare = re.sub(r"\s*_+\s*$", "", flat[at - start : stop - start])
        clause = re.match(r"\s*(?:[\w-]+\s){1,5}(?:that|which|who)\s[^,]{3,60}$", bare) if told else None
        a, b = noun_phrase(text, at, at + len(bare)) if clause is None else (at + len(bare) - len(bare.lstrip()), at + len(bare))
        if b - a > 3 and not re.match(r"\w+ing (?:our|the|its)\b", text[a:b]):
            yield Told(kind, a, b)
        if clause is None and cue("cut").search(flat[at - start : stop - start]) and not told:
            return
        at = start + joint.end() if joint else end
