"""Projects that sentences tell of without the word "project": things under construction, works done, plans launched, joint research."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load
from kg.names import Names

_WORD = r"[\w&'’\-/.,]*[\w)’']"
_QUOTE = r"[\"“](?P<quoted>[^\"“”]{4,90})[\"”]"
_END = re.compile(
    r"\s+(?:to|that|which|who|whose|for|so|in order|by|with|while|when|where|and (?:is|was|has|will|its|the|we)|as well|using|through|from|during|"
    r"since|after|before|because|thereby|thus|led|until|per|of (?:the|our) (?:Company|Group)|is|are|was|were|has|have|will)\b|[.,;:(]"
)


@dataclass(frozen=True)
class Told:
    """A project in a sentence: where its name stands, and what the words around it say of its state (None when nothing)."""

    start: int
    end: int
    status: str | None = None
    research: bool = False


@cache
def _words(which: str) -> str:
    return "|".join(load("projects")["words"][which])


@cache
def _constructed() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<verb>{_words('constructing')})\s+(?:an?|the|its|their|our|another)?\s*(?P<what>(?:[\w&'’\-/.]+\s+){{1,9}}?(?:{_words('built')})s?)\b"
        r"(?!\s+(?:manager|leader|team|industry|operators?|workers?|costs?|capacity))",
        re.I,
    )


@cache
def _to_be_built() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<what>(?:[\w&'’\-/.]+\s+){{1,7}}?(?:{_words('built')})s?)\s+(?:(?:will|is|are)\s+(?:to\s+)?|to\s+)be\s+"
        r"(?:built|constructed|completed|installed|commissioned|put into operation)\b",
        re.I,
    )


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"\A\W*(?P<verb>{_words('works')})\s+(?:an?|the|our|its|new)?\s*(?P<what>[a-zA-Z0-9].+)")


@cache
def _launched() -> re.Pattern[str]:
    nouns = "Plan|Action|Program|Programme|Project|Initiative|Scheme|Base|Campaign for|Challenge|Partnership"
    return re.compile(
        rf"\b(?:{_words('launching')})\s+(?:an?|the|its|our|their|two|another)?\s*(?:[a-z-]+\s+){{0,3}}?"
        rf"(?:{_QUOTE}|(?P<plain>(?:[A-Z][\w&'’-]*\s+(?:(?:of|for|and|&|on|in)\s+)?){{1,7}}(?:{nouns}|programme|program|project|initiative)\b))"
        rf"(?P<kind>,?\s*(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,6}}?(?:project|programme|program|initiative|plan)\b)?"
    )


@cache
def _joining() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('joining')})\b")


@cache
def _researching() -> re.Pattern[str]:
    return re.compile(rf"\s+to\s+(?:jointly\s+)?(?:{_words('researching')})\s+(?:(?:an?|the|its|our|new)\s+)?(?=[a-zA-Z0-9])")


def _joint(text: str) -> Iterator[tuple[int, int, int]]:
    """ "partnered with A and B to develop X": (start of the verb, end of the partners, start of X)."""
    for cue in _joining().finditer(text):
        aim = _researching().search(text, cue.end(), cue.end() + 300)
        if aim and not re.search(r";|\.\s+[A-Z]", text[cue.end() : aim.start()]):
            yield cue.start(), aim.start(), aim.end()


NAMED = re.compile(r"\"[^\"]{4,90}\",?\s*(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,6}?(?:projects?|programmes?|programs?|plan|initiative)\b")
"""A plan by its name and what it is: `"Clean Bay", a coast cleaning project`."""
_CONVERSION = re.compile(
    r"\b(?P<what>(?:[Cc]onversion|[Ee]lectrification|[Rr]eplacement|[Rr]efurbishment|[Rr]elining|[Rr]etrofit(?:ting)?|[Mm]oderni[sz]ation) of "
    r"(?:[\w&'’/-]+\s+){1,8}?[\w'’/-]+?)(?=\s+(?:at|in|on|to|by|with|from|for|and)\b|[.,;])"
)


_PLAN = re.compile(r"[Pp]lan\b|Action|[Pp]rogram|[Pp]roject|[Ii]nitiative|Scheme|Base\b|Challenge|Partnership")
_BUILDING = re.compile(r"construct|buil[dt]|invest|broke ground|install|commission|expansion|moderni|upgrade|ramp|complet|operation", re.I)


def told_in(text: str, names: Names, typed: re.Pattern[str]) -> Iterator[Told]:
    """The projects of one sentence. `typed` matches words that say what kind of project something is."""
    building = ((_constructed(), None), (_to_be_built(), "planned")) if _BUILDING.search(text) else ()
    for pattern, status in building:
        for match in pattern.finditer(text):
            start = _trimmed(text, match.start("what"), match.end("what"))
            if _tells(text[start : match.end("what")], typed):
                yield Told(start, match.end("what"), status or _state(match["verb"]))
    if done := _done().match(text):
        end = _ended(text, done.start("what"))
        name = text[done.start("what") : end]
        if typed.search(name) and 3 <= len(name.split()) <= 13 and not re.match(r"(?:of|to|in|on|for|by)\b", name):
            yield Told(done.start("what"), end, "completed")
    for match in _CONVERSION.finditer(text):
        if typed.search(text) and re.search(r"\b(?:complet|began|begun|start|underway|planned|will be|to be)\w*\b", text):
            yield Told(match.start("what"), match.end("what"))
    for match in _launched().finditer(text) if _PLAN.search(text) else ():
        group = "quoted" if match["quoted"] else "plain"
        names_a_plan = re.search(
            r"\b(?:Plan|Action|Program|Programme|Project|Initiative|Scheme|Base|program|programme|project)$", match[group]
        )
        if (names_a_plan or match["kind"]) and len(match[group].split()) > 1 and not _is_paper(match[group]):
            yield Told(match.start(group), match.end(group))
    for verb, who, what in _joint(text):
        end = _ended(text, what)
        others = [m for m in names.mentions(text[max(0, verb - 90) : who]) if not names.is_member(m.name)]
        if others and 3 <= len(text[what:end].split()) <= 16:
            yield Told(what, end, None, True)


def _trimmed(text: str, start: int, end: int) -> int:
    """Where the name begins: behind the last word that belongs to the sentence and not to the name."""
    stops = list(
        re.finditer(
            r"\b(?:the|an?|its|our|their|of|to|in|for|with|and|by|which|that|new|on|at|as|from|[Ww]e|plan|plans|planned|will|have|has|are|is)\s+",
            text[start:end],
        )
    )
    return start + (stops[-1].end() if stops else 0)


def _tells(name: str, typed: re.Pattern[str]) -> bool:
    """Does a thing built tell itself apart from others: with a figure, a name, or two words that are not general ones?"""
    if re.match(r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten)\s+[a-z]", name) and name.endswith("s"):
        return False
    vague = load("projects")["words"]["vague"]
    words = [w for w in name.split()[:-1] if w.casefold() not in vague]
    marked = any(re.search(r"\d|[A-Z]", w) for w in words)
    return bool(typed.search(name if marked else " ".join(words))) and len(words) + marked >= 2


def _ended(text: str, start: int) -> int:
    """Where the noun phrase that begins at a place ends."""
    stop = _END.search(text, start + 1)
    return stop.start() if stop else len(text.rstrip(" ."))


def _state(verb: str) -> str | None:
    low = verb.casefold()
    if re.search(r"began|start|under|construction of|building|constructing|broke", low):
        return "under construction"
    return "planned" if re.search(r"plan|will|to build|invest|announce", low) else None


def _is_paper(name: str) -> bool:
    """Is a plan a document or a rule and no undertaking?"""
    return (
        re.search(r"\b(?:Code|Policy|Report|Emergency|Contingency|Management|Measures|Pension|Incentive|Stock|Share|Insurance)\b", name)
        is not None
    )
