"""Organizations that neither a legal form nor a head word tells: public bodies of the field, and names that act, in what is said of them.

Who runs, funds, rates or names something is an organization: "convened by X", "a rating from X", "X named us", "the charity X", "our
retail arm, X", "X, the shopworkers' union". So is a name that stands in one list with a known one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from kg.data import load, rows
from kg.extract.naming import CAPITAL, ELIDED, PARTICLE, has_head, has_legal_form, tidy
from kg.extract.organization_relations import Words, found_in
from kg.extract.organization_sources import Found, readings
from report.model import BlockKind, Report

_WORD = rf"(?:(?:[A-Z]\.){{2,3}}|{CAPITAL}[\w'’\-+]*(?:&{CAPITAL}\w*)?)"
_JOINT = rf"(?:(?:of|for)(?:\s+the)?(?=\s+{CAPITAL})|&|{PARTICLE})"
NAME = rf"{_WORD}(?:\s+(?:{_JOINT}\s+)?{ELIDED}{_WORD}){{0,6}}"
_THE = r"(?:the\s+|The\s+)?"
_AND = r"(?:\s*,?\s+and\s+|\s*,\s+)(?:the\s+)?"


class Capitals:
    """Which words a report writes with a capital in the middle of sentences as often as small, or more: they are names there."""

    def __init__(self, report: Report) -> None:
        big: Counter[str] = Counter()
        small: Counter[str] = Counter()
        for _, block in report.prose():
            text = block.text.text
            big.update(w.casefold() for w in re.findall(rf"(?<=[a-z,;] )({CAPITAL}[\w'’-]*)", text))
            small.update(re.findall(r"(?<![\w'’-])[a-zà-ž][\w'’-]*", text))
        self._named = frozenset(w for w, n in big.items() if n >= small[w])

    def marks(self, phrase: str) -> bool:
        """Are at least two words of a phrase names here?"""
        return sum(w.casefold() in self._named for w in re.findall(r"[^\W_][\w'’-]*", phrase) if w[0].isupper()) >= 2


# -------------------------------------------------------------------------------------------------------- public bodies
@cache
def _bodies() -> tuple[dict[str, tuple[str, str]], re.Pattern[str]]:
    """(name and role by each wording, a pattern for all of them)"""
    known = {w: (name, role) for role, name, more in rows("bodies") for w in (name, *(more.split("|") if more != "-" else ()))}
    some = "|".join(re.escape(w).replace("'", "['’]") for w in sorted(known, key=lambda w: (-len(w), w)))
    return known, re.compile(rf"(?<![\w&.-])(?=[A-Za-z])(?:{some})(?![\w&]|-[A-Za-z])")


def public_bodies(report: Report) -> Iterator[Found]:
    """Raters, standard setters, certifiers and authorities that everybody in the field knows by name."""
    known, pattern = _bodies()
    for block in report.blocks:
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING):
            continue
        for text in readings(block.text, block.table):
            for match in pattern.finditer(text.text):
                name, role = known[match.group().replace("’", "'")]
                if " " in name and re.search(r"(?<=[a-z,;] )[A-Z][\w-]+\s+$", text.text[: match.start()]):
                    continue  # "the Cornish Environment Agency" is another one
                said = match.group()
                if role == "exchange" and re.match(rf"\s+{CAPITAL}[a-z]+(?=[,.;)]|\s+[a-z]|$)", text.text[match.end() :]):
                    continue  # one of several of that name
                longer = re.match(rf"\s+(?:{CAPITAL}\w+\s+)*(?:{_company_words()})\b", text.text[match.end() :]) if said == name else None
                if longer is None:
                    spans = list(text.spans(report.id, match.start(), match.end()))
                    yield Found(name, role, {said: "a public body of the field"}, spans)


@cache
def _company_words() -> str:
    return "|".join([*load("organizations")["legal_forms"], "Group", "Holdings?", "Company", "Bank"])


# --------------------------------------------------------------------------------------------------------------- actors
@cache
def _nouns() -> dict[str, str]:
    """The role of an organization by each noun for one (a regular expression)."""
    words = load("organizations")["acts"]
    return {words["arms"]: "subsidiary"} | {noun: role for role, some in words["called"].items() for noun in some}


def _role(noun: str) -> str:
    return next(role for pattern, role in _nouns().items() if re.fullmatch(pattern, noun))


@cache
def _ahead() -> re.Pattern[str]:
    """What stands before a name: "the charity", "our retail arm,", "convened by", "a rating from"."""
    words = load("organizations")["acts"]
    agent, given = "|".join(words["by"]), "|".join(words["from"])
    named = rf"\b(?P<noun>{'|'.join(_nouns())}),?\s+"
    done = rf"\b(?:(?:{agent})\s+by|(?:{given})\s+(?:\w+\s+){{0,3}}?from)\s+{_THE}"
    return re.compile(rf"(?:{named}|{done})\"?(?={CAPITAL})")


@cache
def _behind() -> re.Pattern[str]:
    """What stands behind a name: ", the shopworkers' union", "named us"."""
    words = load("organizations")["acts"]
    verbs, nouns = "|".join(words["names_us"]), "|".join(words["nouns"])
    called = rf",\s+(?:which is\s+)?(?:an?|the|our|its)\s+(?:[\w'’-]+\s+){{0,5}}?(?P<noun>{'|'.join(_nouns())})\b"
    unit = rf"(?:,|\s+(?:is|was|remains|acts as))\s+(?:now\s+)?{_WHOSE}\s+(?:[\w&'’-]+\s+){{0,5}}?(?:{words['units']})\b(?!\s+(?:partner|of)\b)"
    joint = r"(?:,|\s+(?:is|was|remains))\s+(?:now\s+)?(?:an?|our|the)\s+(?:[\w:/%.-]+\s+){0,4}?joint venture\b(?!\s+(?:partner|of)\b)"
    bought = r",\s+(?:which|that)\s+(?:we|the (?:Company|Group|Bank))\s+(?:fully\s+|wholly\s+)?(?:bought|acquired|own|took over)\b"
    does = rf"(?<=\w)\s+(?:(?:has|have|had|again|also|once|more|recently)\s+)*(?:{verbs})\s+(?:{nouns})\b"
    return re.compile(rf"(?P<ours>{unit}|{bought})|(?P<joint>{joint})|{called}|{does}")


_NAME = re.compile(NAME)
_NAME_ENDS = re.compile(rf"(?<![\w.&])({NAME})(?:\s*\([A-Z][\w&-]{{1,9}}\))?$")
_SECOND = re.compile(rf"{_AND}({NAME})")


def _told(text: str) -> Iterator[tuple[int, str, str]]:
    """Capitalised phrases that a cue points to: (start, phrase, role)."""
    for cue in _ahead().finditer(text):
        if not (name := _NAME.match(text, cue.end())):
            continue
        noun = cue["noun"]
        if noun and re.fullmatch(load("organizations")["acts"]["arms"], noun) and not _OURS.search(text[: cue.start()]):
            continue
        yield name.start(), name.group(), _role(noun) if noun else "other"
        if not noun and (second := _SECOND.match(text, name.end())):
            yield second.start(1), second[1], "other"
    for cue in _behind().finditer(text):
        low = max(0, cue.start() - 90)
        if name := _NAME_ENDS.search(text[low : cue.start()]):
            role = "subsidiary" if cue["ours"] else "joint venture" if cue["joint"] else _role(cue["noun"]) if cue["noun"] else "other"
            yield low + name.start(1), name[1], role


_WHOSE = rf"(?:our|(?:the\s+)?(?:{CAPITAL}\w+\s){{0,2}}(?:[Gg]roup|[Cc]ompany|[Bb]ank|{CAPITAL}\w+)(?:['’]s|(?<=s)['’]))"
_OURS = re.compile(r"\b(?:[Oo]ur|[Ii]ts|[Aa]n?|[Tt]he)\s+(?:[\w-]+\s+){0,4}$")
_PERSON = re.compile(
    r"^\s*,?\s*(?:\([^)]*\)\s*,?\s*)?(?:[A-Z][\w&-]+['’]s?\s|who\b|our\b|the\b|a\b|an\b|Group\b|Global\b|and\b)?\s*(?:[A-Z]?\w+\s+){0,2}?"
    r"(?:Chief|Head|Chair\w*|CEO|CFO|COO|MD|Consul|Ambassador|President|Directors?|Managers?|Officers?|Vice|Secretary|Professor|Minister|who|aged|said|says|explains)\b"
)
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Shri|Smt)\b")
_MONTH = re.compile(r"^(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+(?=[A-Z])")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Shri|Smt|Chief\s[A-Z]\w+\sOfficer|CEO|President|Chair\w*|Director|Secretary)\.?\s+$"
)


def acting(report: Report, words: Words, capitals: Capitals) -> Iterator[Found]:
    """Names that run, fund, rate, certify or name something, and names with a noun that says what they are."""
    for _, block in report.prose():
        text = block.text.text
        for start, said, role in _told(text):
            if name := _named(said, text, start, words, capitals):
                yield found_in(report, block, start + said.find(name), name, role, "what it does, or what the report calls it")


def _named(said: str, text: str, start: int, words: Words, capitals: Capitals) -> str | None:
    """The name in a capitalised phrase that a cue points to; None for a person, a place, a title or words that are no name."""
    if _HONORIFIC.match(said) or re.match(r"\.\w\.", text[start + len(said) :]):
        return None
    name = _MONTH.sub("", tidy(re.sub(r"['’]s?(?=\s|$).*$", "", said)))
    if not name or has_head(name) or has_legal_form(name) or _PERSON.match(text[start + len(said) :]) or _TITLED.search(text[:start]):
        return None
    if re.match(
        r"\s+(?:initiative|programmes?|programs?|projects?|campaign|schemes?|index|awards?|lists?|ratings?|questionnaire|range|brand|app)\b",
        text[start + len(said) :],
    ):
        return None
    within = start > 0 and bool(re.search(r"[a-z,;:)]\s+$", text[:start]))
    return name if words.is_name(name) or (within and words.is_name(name, marked=capitals.marks(name))) else None


# -------------------------------------------------------------------------------------------------------------- company
_LIST = re.compile(rf"(?<![\w&.])(?:the\s+|The\s+)?{NAME}(?:(?:\s*,?\s+and\s+|\s*,\s+|\s+&\s+)(?:the\s+)?{NAME}){{1,8}}")
_PLACED = re.compile(r"\b(?:in|at|near|from|across|throughout|between)\s+$")


def beside_known(report: Report, found: Sequence[Found], words: Words, capitals: Capitals) -> Iterator[Found]:
    """ "Acme University and Basalt": a name in one list with a known organization that is none of the company's own bodies."""
    known = {s for f in found if f.role != "reporter" for s in (f.name, *f.surfaces) if len(s) > 2}
    others = {s for f in found if f.role not in ("internal", "reporter") for s in (f.name, *f.surfaces)}
    if not others:
        return
    some = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(s) for s in sorted(known, key=lambda s: (-len(s), s)))})(?!\w)")
    for _, block in report.prose():
        text = block.text.text
        said = [(m.start(), m.end(), m.group() in others) for m in some.finditer(text)]
        for match in _LIST.finditer(text) if any(other for *_, other in said) else ():
            inside = [(a, b, other) for a, b, other in said if a < match.end() and match.start() < b]
            if _PLACED.search(text[: match.start()]) or not any(other for *_, other in inside):
                continue
            for start, part in _parts(match):
                apart = not any(a < start + len(part) and start < b for a, b, _ in inside)
                if apart and _stands(part, text, start) and _named(part, text, start, words, capitals) == part:
                    yield found_in(report, block, start, part, "other", "named beside a known organization")


def _parts(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The names of a list, with their places."""
    for name in re.compile(NAME).finditer(match.string, match.start(), match.end()):
        if not re.fullmatch(r"[Tt]he", name.group()):
            yield name.start(), name.group()


def _stands(part: str, text: str, start: int) -> bool:
    """Does a name of a list stand by itself: a single word is no adjective of what follows, nor the first word of more?"""
    behind = text[start + len(part) :]
    return " " in part or bool(
        re.match(
            r"\s*(?:$|[,.;:)]|(?:and|as|in|to|for|of|on|at|by|with|is|are|has|have|was|were|will|between|we|they|it|our|the)\b)", behind
        )
    )
