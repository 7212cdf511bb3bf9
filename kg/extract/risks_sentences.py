"""Risks and opportunities in running sentences, by what grammar says of them.

Four ways of saying it: what an event could do ("Severe weather could damage our plants"), what something is ("Circularity is an
opportunity"), what follows the word ("the risk of flooding", "risks such as theft and fraud"), and what the company is exposed to
("exposed to reputational risk"). Which of both an event is, its effect tells: harm or gain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.data import load
from kg.extract.collect import Item
from kg.extract.sections import is_title, titles_over
from kg.facts import given
from kg.names import Names
from report.model import BlockKind, Clean, Report, sentences

_LONGEST = 14
"""Words of a title."""


@dataclass(frozen=True)
class _Said:
    """A risk or an opportunity in a sentence: where its words stand, and what it may do."""

    kind: str
    start: int
    end: int
    effect: tuple[int, int] | None = None


@cache
def _words(name: str) -> str:
    return "|".join(load("risks")["sentences"][name])


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_words(name)})(?![\w-])", re.I)


@cache
def _event() -> re.Pattern[str]:
    """Subject, modal verb, effect."""
    return re.compile(
        rf"(?P<subject>[^;:]{{3,220}}?),?\s+(?P<modal>{_words('modal')})\s+(?:also\s+|even\s+|potentially\s+)?(?P<effect>[^;]{{4,400}})"
    )


@cache
def _states() -> re.Pattern[str]:
    """The predicate of "X is an opportunity", "X and Y are procurement risks", "X is regarded as a risk"."""
    return re.compile(
        rf"\s(?:is|are|remains?|represents?|constitutes?|poses?)\s+(?:also\s+|both\s+|not only\s+)?(?:{_words('seen')}\s+)?(?:an?\s|one of\s|some of\s|among\s|our\s|the\s|its\s)?"
        r"(?:(?!(?:exposed|subject|prone|vulnerable|aware|to|at|of|in|by|for|on)\s)[\w-]+\s){0,3}?(?P<kind>risks?|threats?|opportunit(?:y|ies))\b(?!\s*[-–]\s*\w|\s(?:management|assessment|officer|committee|of|that|process|factor|posed|arising|we|for all))"
    )


_SEEN_AS = re.compile(
    r"\b(?:identif\w+|sees?|seen|regards?|views?|recogni[sz]e[sd]?|considers?|treats?)\s+(?P<subject>[^,;.]{4,110}?)\s+as\s+(?:an?|the|one of|our|its|both)\s"
    r"(?:[\w-]+\s){0,3}?(?P<kind>risks?|threats?|opportunit(?:y|ies))\b"
)
_LISTED = re.compile(
    r"\b(?P<kind>risks|threats|opportunities)\b,?\s+(?:such as|including|include|like|namely|e\.g\.,?|for example,?|i\.e\.,?|in particular|particularly|especially)\s+(?P<list>[^;:.]{4,260})",
    re.I,
)
_OF = re.compile(
    r"\b(?P<kind>risks?|threats?|opportunit(?:y|ies))\s+(?:of|from|arising from|resulting from|posed by|caused by|associated with|related to|linked to|stemming from|"
    r"for|to|in the (?:field|area|form)s? of|in|that)\s+(?P<rest>[^;:.]{4,200})",
    re.I,
)


@cache
def _compound() -> re.Pattern[str]:
    kinds = f"(?:{_words('compound')})"
    return re.compile(
        rf"(?<![\w-])(?:{_words('exposed')})\s+(?:to\s+)?(?:(?:an?|the|its|our|any|potential|significant|various|increased|material|certain|associated|key)\s+)*"
        rf"(?P<title>{kinds}(?:(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+){kinds})*(?:\s+|-related\s+)risks?)\b(?!\s+(?:management|assessment))",
        re.I,
    )


def risks_in_sentences(report: Report, names: Names, kind: str) -> Iterator[Item]:
    """Those of a kind ("risks" or "opportunities") that sentences tell, with what they may do."""
    over = titles_over(report)
    section, opened = None, ""  # type: int | None, str
    for i, block in enumerate(report.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING) or block.table is not None or is_title(block):
            opened = ""
            continue
        if block.section != section:
            section, opened = block.section, ""
        text = block.text.text
        place = _place(over[i]) or opened
        if not place and not _cue("risk").search(text) and not _cue("chance").search(text):
            continue
        before = ""
        for sentence in sentences(block.text):
            place = place or _announced(sentence.text)
            before = "" if _cue("aside").search(sentence.text) else _topic(sentence.text) or before
            if not _cue("aside").search(sentence.text):
                yield from (_item(report, sentence, said) for said in _in_sentence(sentence, names, place, before) if said.kind == kind)
        opened = before if text.rstrip().endswith(":") or _cue("opens").search(text[:160]) else opened


_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|the following)\s(?:[\w-]+\s){0,3}?(?:risks|opportunities)\b"
    r"|\b(?:climate|sustainability|nature|ESG|transition|physical)[\w-]*\srisks\s(?:are|have been|were)\b",
    re.I,
)


def _announced(text: str) -> str:
    """What a sentence says that the next ones will tell: "we identified two risks and one opportunity"."""
    return _topic(text) if _COUNTED.search(text) and not _cue("aside").search(text) else ""


@lru_cache(maxsize=2048)
def _place(path: tuple[str, ...]) -> str:
    """What the headings over a block announce: risks, opportunities, "both", or nothing."""
    return next((t for title in reversed(path) if not _cue("personal").search(title) and (t := _topic(title))), "")


@lru_cache(maxsize=8192)
def _topic(text: str) -> str:
    """What a text speaks of: risks, opportunities, "both", or nothing."""
    risk, chance = _cue("risk").search(text), _cue("chance").search(text)
    return "both" if risk and chance else "risks" if risk else "opportunities" if chance else ""


def _in_sentence(sentence: Clean, names: Names, place: str, topic: str) -> Iterator[_Said]:
    """What one sentence tells. `place`: what its headings announce; `topic`: what it and the sentence before speak of."""
    text = sentence.text
    told = [*(_named(text, place) if _topic(text) else ()), *(_events(text, place, topic) if place else ())]
    taken: list[tuple[int, int]] = []
    for said in told:
        if _is_title(text[said.start : said.end], names) and not any(a < said.end and said.start < b for a, b in taken):
            taken.append((said.start, said.end))
            yield said


def _is_title(title: str, names: Names) -> bool:
    """Is it a noun phrase that names an event or a matter, and not somebody or a word for all of them?"""
    own = next((m for m in names.mentions(title) if m.start == 0 and m.end >= len(title) - 3), None)
    return (
        len(title) > 3 and len(title.split()) <= _LONGEST and own is None and title.count("(") == title.count(")") and not (_topic(title) and len(title.split()) > 7) and not _cue("nobody").fullmatch(title) and not _cue("actor").match(title)
        and not _cue("adverb").match(title) and not re.search(r"[\"”“§#:]|\b(?:we|which|is|are|was|were|has|have|had)\b", title)
    )  # fmt: skip


def _kind(word: str) -> str:
    return "opportunities" if word.casefold().startswith("opp") else "risks"


def _fits(kind: str, place: str) -> bool:
    return place in (kind, "both")


# ------------------------------------------------------------------------------------------------------ named as such
def _named(text: str, place: str) -> Iterator[_Said]:
    for match in _LISTED.finditer(text):
        kind, lead = _kind(match["kind"]), text[max(0, match.start() - 60) : match.start()]
        if _fits(kind, place) or (kind == "risks" and (not _cue("handled").search(lead) or _cue("concrete").search(match["list"]))):
            listed = list(_items(text, match.start("list"), match.end("list"), kind))
            yield from (s for s in listed if _fits(kind, place) or " " in text[s.start : s.end] or _category(text[s.start : s.end]))
    for match in (*_subjects(text), *_SEEN_AS.finditer(text)):
        a, b = _bare(text, *match.span("subject"))
        kind = _kind(match["kind"])
        if a < b and not re.search(r"\b(?:not|no)\b", match.group()) and (kind == "risks" or _fits(kind, place)):
            yield from _items(text, a, b, kind, whole=not re.search(r"s$", match["kind"]))
    for match in _OF.finditer(text):
        kind, lead = _kind(match["kind"]), text[max(0, match.start() - 45) : match.start()]
        strong = _cue("exposed").search(lead) if kind == "risks" else None
        if (strong or (_fits(kind, place) and _cue("raises").search(lead))) and not _cue("handled").search(lead):
            a, b = _phrase(text, match.start("rest"), match.end("rest"))
            if not _cue("personal").search(lead[-25:] + text[a:b]):
                yield _Said(kind, a, b)
    for match in _compound().finditer(text):
        yield _Said("risks", *match.span("title"))


def _subjects(text: str) -> Iterator[re.Match[str]]:
    """Sentences that say what their subject is, from the clause's beginning."""
    for said in _states().finditer(text):
        start = max((m.end() for m in re.finditer(r"[;:]\s|,\s+(?:and|but|while)\s", text[: said.start()])), default=0)
        whole = re.compile(r"(?P<subject>[^;:]{3,160}?)" + _states().pattern).match(text, start, said.end())
        if whole:
            yield whole


def _items(text: str, start: int, end: int, kind: str, whole: bool = False) -> Iterator[_Said]:
    """The members of a list: "theft, fraud and a loss of data" are three; `whole`: it is one thing, "and" or not."""
    if whole:
        yield _Said(kind, *_phrase(text, start, end))
        return
    at = start
    for joint in [*re.finditer(r",\s+(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|or|as well as)\s+", text[start:end]), None]:
        stop = start + joint.start() if joint else end
        a, b = _phrase(text, at, stop)
        if b - a > 3 and not re.match(r"\w+ing (?:our|the|its)\b", text[a:b]):
            yield _Said(kind, a, b)
        if _cue("cut").search(text[at:stop]):
            return
        at = start + joint.end() if joint else end


# -------------------------------------------------------------------------------------------------------------- events
def _events(text: str, place: str, topic: str) -> Iterator[_Said]:
    for a, b in _clauses(text):
        match = _event().match(text, a, b)
        kind = _effect_kind(match["effect"], match["modal"]) if match else ""
        if match and kind and (_fits(kind, place) or _fits(kind, topic)):
            start, end = _bare(text, *match.span("subject"))
            if not _topic(text[start:end]) and len(text[start:end].split()) <= 12:
                yield _Said(kind, start, end, match.span("effect"))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentence's clauses that have a modal verb of their own begin and end."""
    at = 0
    modal = rf"(?!(?:{_words('modal')})\s)(?=[^,;]{{3,110}}?\s(?:{_words('modal')})\s)"
    for cut in re.finditer(rf"[;:]\s+|,\s+(?!(?:19|20)\d\d)(?:(?:and|but|while|whereas)\s+)?{modal}|\s+(?:while|whereas)\s+{modal}", text):
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)


def _effect_kind(effect: str, modal: str) -> str:
    effect = re.sub(r"\b(?:without|no|not)\s(?:[\w-]+\s){0,2}[\w-]+", " ", effect)
    near = re.split(r",\s+(?:and\s+)?(?:we|which|for which|an? opportunity|a risk)\b", effect)[0]
    harm, gain = _cue("harm").search(near), _cue("gain").search(near)
    if harm and gain:
        return "risks" if harm.start() <= gain.start() else "opportunities"
    return "risks" if harm or re.match(r"threaten", modal) else "opportunities" if gain else ""


# ------------------------------------------------------------------------------------------------------------- phrases
_LEAD = re.compile(
    r"(?:(?:In addition|Additionally|Moreover|Furthermore|However|Likewise|Also|Similarly|Finally|Conversely|Meanwhile|Consequently|As a result|"
    r"On the (?:other|one) hand|At the same time|By contrast|Of [\w -]{3,40}|For (?:example|instance)|In (?:particular|the [\w -]{3,30})|If [^,]{3,60}|"
    r"Over the [\w -]{3,30}|Among [\w -]{3,40}|According to [\w -]{3,40}|Under [\w°.,\- ]{3,40}|\w+ly),\s+)|(?:[Bb]oth|[Tt]hat|[Bb]ut|[Aa]nd|[Ss]o|[Bb]ecause|[Aa]s|[Ss]ince|[Ww]hile)\s+|(?:[Tt]he|[Aa]n?|[Oo]ur|[Aa]ny|[Aa]ll)\s+"
)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A subject without what leads up to it and without what is told of it by the way: "Storms, including typhoons,"."""
    while lead := _LEAD.match(text, start, end):
        start = lead.end()
    cut = re.search(
        r",?\s+(?:including|such as|notably|like|particularly|especially|e\.g\.|which|who|that we|available)\b|,(?!\s(?:19|20)\d\d)|\s[–—-]\s|\s\((?=[a-z])",
        text[start:end],
    )
    end = start + cut.start() if cut else end
    return start, end


def _phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """A noun phrase from a place on, up to a clause of its own; without article."""
    lead = re.match(r"\W*(?:(?:the|an?|our|any|its|increasing|potential)\s+)*", text[start:end])
    start += lead.end() if lead else 0
    cut = _cue("cut").search(text[start:end])
    end = start + cut.start() if cut else end
    words = list(re.finditer(r"\S+", text[start:end]))
    end = start + words[_LONGEST].start() if len(words) > _LONGEST else end
    return start, start + len(re.sub(r"[\s,]+(?:and|or|of|in|to|for|with|by)?\s*$", "", text[start:end]))


def _item(report: Report, sentence: Clean, said: _Said) -> Item:
    title = sentence.text[said.start : said.end].strip(" ,.\"'")
    title = title[:1].upper() + title[1:]
    effect = sentence.text[slice(*said.effect)].strip(" .") if said.effect else None
    end = said.effect[1] if said.effect and said.effect[1] - said.start < 400 else said.end
    category = _category(title) if said.kind == "risks" else None
    return Item(title, given(title=title, category=category, impact=effect), sentence.spans(report.id, said.start, end), 0.6)


@cache
def _categories() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = load("risks")["categories"]
    return tuple((name, re.compile(rf"\b(?:{'|'.join(words)})", re.I)) for name, words in table.items())


def _category(title: str) -> str | None:
    """The class of a risk that its title names; None where it names none."""
    return next((name for name, pattern in _categories() if pattern.search(title)), None)
