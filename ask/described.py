"""Questions that describe whom they ask about: "which certificates does the company that was bought in May hold?".

The description is asked first, "which company was bought in May?"; then the question is asked again with the name that was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ask.confidence import enough
from ask.data import toml
from ask.lexicon import stands, words
from ask.numbers import closeness
from ask.proposal import Proposal
from ask.rank import Candidate, Facts
from ask.reply import pointer
from ask.scope import Scope
from ask.text import Evidence
from ask.understand import Reading
from ask.wording import shown

SAYS = 0.45
"""How much of a description its sentence must say."""
ALONE = 0.9
"""A single place that says so much of the whole question needs no second one."""
UNSAID = 0.3
"""How sure an answer is at most that only says who is meant."""
TOP = 4
"""Sentences in which the described one is looked for."""
_PART = re.compile(r";|\s[—–]\s|(?<=[.!?])\s+|,(?=\s)|\b(?:while|whereas|and)\b")
NAMING = ("projects", "facilities", "people", "products", "events")
"""Kinds of fact beside organizations whose names may be described."""


@dataclass(frozen=True)
class Described:
    """A question with its description taken out: `inner` asks for the name, `outer` has {} where the name goes."""

    inner: str
    outer: str
    noun: str


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = toml("questions.toml")["described"]
    nouns, verbs, bare = ("|".join(data[key]) for key in ("nouns", "done", "verbs"))
    opening = (
        rf"\b(?:the|a|an) (?P<noun>(?:[\w&'’-]+ ){{0,3}}?(?:{nouns})) "
        rf"(?P<how>(?:that|which|who|whose|where|(?:in|of|with|for|by|from|at|to) (?:which|whom))\b|(?:{verbs}) (?=in|by|on|at|from|with|for|to|during|together|as)|with (?=the|an?)) ?(?P<rest>.+)$"
    )
    return re.compile(opening, re.I), re.compile(rf"(?<= )(?:{bare})\b", re.I)


_DO = re.compile(r"\b(?:do|does|did|is|are|was|were|has|have|had|can|will)\s+$", re.I)


def described(question: str) -> Described | None:
    """The description in a question, where it has one behind its question word."""
    bare = question.strip(" ?.!")
    opening, main = _patterns()
    match = opening.search(bare)
    if match is None or not re.search(r"\b(?:which|what|who|whom|whose|when|where|why|how)\b", bare[: match.start()], re.I):
        return None
    rest, tail = match["rest"], ""
    if _DO.search(bare[: match.start()]):  # "does the company that ... hold for ...": the verb of the question ends the description
        verbs = list(main.finditer(rest))
        if not verbs:
            return None
        rest, tail = rest[: verbs[-1].start()].rstrip(" ,"), rest[verbs[-1].start() :]
    how = match["how"].strip()
    said = f"{how} {rest}" if not re.fullmatch(r"that|which|who|with", how, re.I) else rest
    noun = match["noun"]
    inner = f"Which {noun} {'with ' if how.lower() == 'with' else ''}{said}?"
    return Described(inner, " ".join(f"{bare[: match.start()]}{{}} {tail}".split()) + "?", noun)


@dataclass(frozen=True)
class Found:
    """The name that a description is of, and where it is said."""

    name: str
    candidate: Candidate


def meant(reading: Reading, candidates: Sequence[Candidate], facts: Facts, scope: Scope) -> Found | None:
    """Whom a description means: the name that stands closest to its words in the sentence that says most of it."""
    asked = set(words(reading.english))
    best: tuple[float, Found] | None = None
    for c in [c for c in candidates if not pointer(c.sentence) and not c.sentence.heading][:TOP]:
        if c.fit.cover < SAYS:
            continue
        for name, at in _names(c.sentence.text, facts, scope):
            if set(words(name)) <= asked:
                continue
            start, end = _clause(c.sentence.text, at)
            near = closeness(reading, c.sentence.text[start:end], scope)
            if best is None or c.score + near > best[0]:
                best = (c.score + near, Found(name, c))
    return best[1] if best else None


def _names(text: str, facts: Facts, scope: Scope) -> Iterable[tuple[str, int]]:
    """Names of the graph that a text says, each with its place; none inside a longer one."""
    known = {s for n in scope.names if n.role != "reporter" for s in n.surfaces}
    known |= {s for kind in NAMING for r in facts.of(kind) for s in (r["label"], *r["aliases"])}
    taken: list[tuple[int, int]] = []
    for name in sorted((n for n in known if len(n) > 3 and n[:1].isupper() and n in text), key=lambda n: (-len(n), n)):
        at = stands(name, text)
        if at >= 0 and not any(a < at + len(name) and at < b for a, b in taken):
            taken.append((at, at + len(name)))
            yield name, at


def _clause(text: str, at: int) -> tuple[int, int]:
    """The clause of a sentence that a place is in."""
    ends = [(m.start(), m.end()) for m in _PART.finditer(text)]
    return max((e for _, e in ends if e <= at), default=0), min((s for s, _ in ends if s > at), default=len(text))


def chained(whole: Found, outer: Proposal | None, plain: Proposal | None, source: str) -> Proposal | None:
    """The answer to the question about the one that was meant, with the place that says who it is; None where that is no better.

    A plain answer that only says who is meant is no answer.
    """
    if plain and plain.marks.get("own", 0.0) >= ALONE and enough(plain.confidence):
        return None
    who = whole.candidate.evidence(source)
    if outer is None or not enough(outer.confidence):
        only = plain and {(e["start"], e["end"]) for e in plain.citations} <= {(e["start"], e["end"]) for e in who}
        return replace(plain, confidence=min(plain.confidence, UNSAID)) if plain and only else None
    places: dict[tuple[int, int], Evidence] = {(e["start"], e["end"]): e for e in (*outer.citations, *who)}
    answer = f"{outer.answer.rstrip('.')}. {whole.name} is meant: {shown(whole.candidate.sentence, whole.name)}"
    return replace(outer, answer=answer, citations=tuple(places.values()), why="two places, one after the other")
