"""Stakeholder groups in sentences: listed by name, or spoken of one by one under a heading on dialogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import zip_longest

from kg.data import load
from kg.extract.collect import Item
from kg.extract.sections import titles_over
from kg.facts import given
from report.model import BlockKind, Clean, Report, Span, sentences


@cache
def group_name() -> re.Pattern[str]:
    return re.compile(rf"\W*(?P<name>{'|'.join(sorted(load('stakeholders')['names'], key=len, reverse=True))})(?=\W|$)", re.I)


@cache
def _phrase() -> str:
    """A group by its last noun: "forest owners", "customers from the paint industry", "employees and their unions"."""
    heads = "|".join(load("stakeholders")["heads"])
    small = r"(?:and|or|of|from|near|in|at|with|to|for|their|the|our|by|are|were|was|is|have|had|who|that|which|we|on|as|all|through|via|including)"
    word = rf"(?!{small}\b)[A-Za-z][\w’'-]*"
    one = rf"(?:{word}\s){{0,3}}?(?:{heads})"
    return rf"{one}(?:(?:\sand\s|\s&\s|/)(?:(?:their|the)\s)?{one})?(?:\s(?:of|from|near|in|around)\s(?:the\s|our\s)?{word}(?:\s{word}){{0,2}})?"


@lru_cache(maxsize=4096)
def is_group(text: str) -> bool:
    """Is a text nothing but the name of a group?"""
    bare = re.sub(r"\s*\([^)]*\)", "", text).strip(" :.*–-")
    return len(bare) < 70 and bool(_whole().fullmatch(bare) or group_name().fullmatch(bare))


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:[Oo]ur|[Tt]he|[Ll]ocal)\s)?{_phrase()}", re.I)


def titled(name: str) -> str:
    bare = " ".join(re.sub(r"\([^)]*\)$", "", name).split())
    return bare[0].upper() + bare[1:]


# --------------------------------------------------------------------------------------------------------------- listed
_ANNOUNCES = (
    re.compile(
        r"\b[Ss]takeholders?(?: groups?)?(?: of (?:the|our) \w+)?(?:,|:| \([^)]*\))?\s*(?:\s(?:are|were)(?: our)?|\s(?:including|includes?|such as|like|namely|compris\w+|consist of|as follows|"
        r"[ie]\.[eg]\.,?)|[–—:-])(?:,? among others,?|,? in particular,?)?\s*:?\s*(?P<list>[^.;:]{10,500})"
    ),
    re.compile(r"\b(?:as|among) (?:our|its|the) (?:[a-z]+ ){0,2}stakeholders?(?: groups?)?:?,?\s(?:are\s)?(?P<list>[^.;:]{10,500})"),
    re.compile(
        r"\b(?:interests of|(?i:interviews?|workshops?|talks|surveys?|discussions?|meetings|dialogues?|conversations)\s(?:[\w-]+\s){0,3}?(?:held |conducted |carried out |organi[sz]ed )?(?:with|among)|"
        r"(?:consulted|interviewed|surveyed|involved|engaged with)(?: with)?)\s(?P<list>[^.;:]{10,400})"
    ),
    re.compile(
        r"(?:^|,\s)(?P<list>(?:over |some |about |around )?(?:\d[\d,]*|[A-Za-z]+)\s[^.;:]{10,300}?)\s(?:took part|participated|responded|were (?:interviewed|surveyed|consulted|involved|invited)|gave (?:their|us))"
    ),
)
_ABOUT_THEM = re.compile(r"stakeholder|interests of|engag|dialogue|materiality|survey", re.I)
_LEAST = 3
"""So many known groups in a row make a list of stakeholders."""
_DETERMINER = re.compile(
    r"^(?:(?:as well as|and|or|both|our|the|its|their|a|an|all|local|other|potential|current|over|some|about|key|five|two|three|four|several|various|with|representatives? of(?: the)?|"
    r"\d[\d,]*|one|six|seven|eight|nine|ten|twelve|finally|further)\s+)+",
    re.I,
)


def named_in_sentences(report: Report) -> Iterator[Item]:
    """Groups in the sentence that lists them: "our stakeholders, including customers, suppliers and communities". No channels, no
    expectations: who they are is all that it says."""
    over = titles_over(report)
    for i, block in report.prose():
        about = any(_ABOUT_THEM.search(t) for t in over[i][-2:])
        if not about and "takeholder" not in block.text.text and "interests of" not in block.text.text:
            continue
        for sentence in sentences(block.text):
            if about or "takeholder" in sentence.text or "interests of" in sentence.text:
                yield from _listed(report, sentence)
    yield from _listed_below(report)


def _listed(report: Report, sentence: Clean) -> Iterator[Item]:
    for pattern in _ANNOUNCES:
        for match in pattern.finditer(sentence.text):
            known = list(_members(match["list"], match.start("list")))
            if len(known) >= _LEAST:
                yield from (_named(name, sentence.spans(report.id, at, at + len(name)), 0.7) for name, at in known)
                return


def _members(text: str, start: int) -> Iterator[tuple[str, int]]:
    """(name, its place) of the groups in a list; what is no group is left out."""
    at, flat = 0, re.sub(r"\([^)]*\)", lambda m: "_" * len(m.group()), text)
    for joint in [*re.finditer(r",\s+(?:and\s+|or\s+)?|\s+(?:as well as|and|or|&)\s+(?!their\b)", flat), None]:
        stop = joint.start() if joint else len(text)
        part = flat[at:stop].rstrip(" _")
        lead = _DETERMINER.match(part.lstrip())
        name = part.lstrip()[lead.end() if lead else 0 :].strip(" ,.")
        name = re.split(r"\s(?:who|which|that|through|via|by|to whom)\s", name)[0]
        if name and is_group(name) and len(name.split()) <= 7:
            yield name, start + at + part.index(name)
        at = joint.end() if joint else stop


def _named(name: str, spans: tuple[Span, ...], confidence: float, **said: tuple[str, ...]) -> Item:
    return Item(titled(name), given(name=titled(name), **said), spans, confidence)


def _listed_below(report: Report) -> Iterator[Item]:
    """Items of a list below a line or a heading that announces stakeholders."""
    run: list[Clean] = []
    opened = False
    for block in [*report.blocks, None]:
        if block and block.kind == BlockKind.FURNITURE:
            continue
        if block and block.kind == BlockKind.LIST_ITEM and opened:
            run.append(block.text)
            continue
        groups = sum(is_group(text.text.strip(_EDGES)) for text in run)
        if groups >= _LEAST and groups * 2 > len(run):
            yield from (_named(text.text.strip(_EDGES), text.spans(report.id), 0.7) for text in run if len(text.text.split()) <= 7)
        run = []
        opened = (
            block is not None
            and "takeholder" in block.text.text
            and (block.kind == BlockKind.HEADING or block.text.text.rstrip().endswith(":"))
        )


_EDGES = " .;:•-–"


# --------------------------------------------------------------------------------------------------------------- spoken
_ABOUT = re.compile(r"stakeholder|engage|dialogue|listen|speak with|talk to|consult|conversation", re.I)


@cache
def _words(name: str) -> str:
    return "|".join(load("stakeholders")["sentences"][name])


@cache
def _wish() -> re.Pattern[str]:
    channel = "|".join(load("stakeholders")["channel_words"])
    return re.compile(
        rf"\b(?:{_words('wish')})\s(?P<list>[^.;]+?)(?=\s(?:through|via|during)\s|\s(?:at|in|on)\s(?:(?!(?:at|in|on|during)\s)[\w-]+\s){{0,4}}(?:{channel})\b|,?\sand\s(?:were|are|take|took|met)\b|[.;]|$)"
        r"|\bwhere\s+(?P<most>[^.;]+?)\s+come up",
        re.I,
    )


@cache
def _through() -> re.Pattern[str]:
    channel = "|".join(load("stakeholders")["channel_words"])
    return re.compile(
        rf"\b(?:(?:through|via|by means of|using|use)\s|(?:at|in|during|on|to|by|met in|met at)\s(?=(?:(?!(?:at|in|on|during)\s)[\w’'-]+\s){{0,5}}(?:{channel})\b))"
        rf"(?P<list>[^.;]+?)(?=,?\s(?:and|where|who|to|which)\s(?:also\s)?(?:{_words('wish')}|climate|they|come)\b|,\s(?:{_words('wish')})\b|[.;]|$)",
        re.I,
    )


_ITS_OWN = re.compile(r"^(?:a|an|the|our|its|their|us|yearly|in|at)\s+", re.I)
_BREAK = re.compile(r";\s|,\s(?:while|whereas|and|but)\s|\swhile\s")


def spoken_with(report: Report) -> Iterator[Item]:
    """Under a heading on dialogue, sentences that speak of a group: "Customers speak to us through a panel and want value"."""
    over = titles_over(report)
    for i, block in report.prose():
        if not any(_ABOUT.search(t) for t in over[i][-2:]):
            continue
        told = list(_labelled(report, block.text)) or [item for s in sentences(block.text) for item in _told(report, s)]
        if len(told) >= 2 or any(len(item.fields) > 2 for item in told):
            yield from told


def _told(report: Report, sentence: Clean) -> Iterator[Item]:
    """What the clauses of a sentence tell of a group each."""
    at = 0
    for cut in [*(m for m in _BREAK.finditer(sentence.text) if _opening().match(sentence.text, m.end())), None]:
        part = sentence[at : cut.start() if cut else len(sentence.text)]
        match = _opening().match(part.text) or _object().match(part.text)
        more = [m for m in _more().finditer(part.text) if m.start() > match.end()] if match and match.re is _object() else []
        for one, following in zip_longest(more, more[1:]):
            rest = part.text[one.end("name") : following.start() if following else None]
            yield _named(one["name"], part.spans(report.id), 0.7, channels=_channels(rest), expectations=_wishes(rest))
        if match:
            rest = part.text[match.end("name") : more[0].start() if more else None]
            yield _named(match["name"], part.spans(report.id), 0.7, channels=_channels(rest), expectations=_wishes(rest))
        at = cut.end() if cut else at


def _channels(rest: str) -> tuple[str, ...]:
    way = _through().search(rest)
    return _parts(way["list"]) if way else ()


def _wishes(rest: str) -> tuple[str, ...]:
    wish = _wish().search(rest)
    return _parts(wish["list"] or wish["most"]) if wish else ()


@cache
def _opening() -> re.Pattern[str]:
    names = "|".join(sorted(load("stakeholders")["names"], key=len, reverse=True))
    return re.compile(
        rf"(?:(?:In|During|Over|For|At|As|On)\s[^,]{{2,40}},\s)?(?:(?:Our|The|our|the)\s+)?(?P<name>(?:{names})(?=,?\s)|{_phrase()})"
        rf"(?:,?\s+(?:in|at|through|met|reached|via|among|including|such as)\b[^.,]*,)?,?\s+(?:also\s+|are\s+also\s+|mainly\s+)?(?=(?:{_words('verb')}|{_words('wish')})\b|through\b|,?\s?met\b)",
        re.I,
    )


@cache
def _object() -> re.Pattern[str]:
    """ "We engage with customers through ...", "With crews, we communicate through ..."."""
    return re.compile(
        rf"(?:(?:We|The (?:company|group|bank|board))\s(?:also\s|regularly\s|closely\s)?(?:engages?d?|communicates?d?|met|meets?|talk(?:s|ed)?|speaks?|spoke|consult(?:s|ed)?|survey(?:s|ed)?|"
        rf"interact(?:s|ed)?|work(?:s|ed)?|liaises?d?|reach(?:es|ed)?|listen(?:s|ed)?|maintains? (?:an? )?(?:[\w-]+\s)?dialogue|keeps? in touch)\s(?:closely\s|regularly\s)?(?:with\s|to\s)?|With\s)"
        rf"(?:our\s|the\s)?(?P<name>{_phrase()})(?=,?\s(?:we|through|via|by|at|in|on|to)\b)",
        re.I,
    )


@cache
def _more() -> re.Pattern[str]:
    """ "..., to tour guides at two fairs, and with villagers in meetings": the next groups of one sentence."""
    return re.compile(rf",\s(?:and\s)?(?:with|to)\s(?:our\s|the\s)?(?P<name>{_phrase()})(?=\s(?:through|via|at|in|by|on)\b)", re.I)


@cache
def _alone() -> re.Pattern[str]:
    """A group's name as the title of its paragraph: "Customers. We reach them through ..."."""
    return re.compile(rf"(?P<name>(?=[A-Z])(?i:{_phrase()}))\.\s+(?=[A-Z])")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s.;|]))(?P<name>(?=[A-Z])(?i:{_phrase()}))\s?(?::|\s[–—-])\s+(?=\S)")


def _labelled(report: Report, text: Clean) -> Iterator[Item]:
    """ "Neighbours: open days, hotline. They expect less dust": the group stands before its channels, one or several in a paragraph."""
    alone = _alone().match(text.text)
    if alone and len(text.text) < 900:
        rest = text.text[alone.end() :]
        yield _named(alone["name"], text.spans(report.id), 0.7, channels=_channels(rest), expectations=_wishes(rest))
        return
    labels = [m for m in _label().finditer(text.text) if m["name"][0].isupper()]
    if not labels or labels[0].start() > 2:
        return
    for match, following in zip(labels, [*labels[1:], None], strict=True):
        part = text[match.start() : following.start() if following else len(text.text)].strip()
        rest = part.text[match.end() - match.start() :]
        first, *more = re.split(r"\s[–—-]\s|(?<=[a-z])\.\s|;\s", rest)
        wished = _wishes(" ".join(more)) or (
            _parts(more[0]) if len(more) == 1 and not re.search(r"\b(?:we|they|is|are)\b", more[0], re.I) else ()
        )
        if len(first) < 200 and not re.search(r"\b(?:we|is|are|was|were)\b", first, re.I):
            yield _named(match["name"], part.spans(report.id), 0.7, channels=_parts(first.strip(" .")), expectations=wished)


def _parts(words: str) -> tuple[str, ...]:
    """ "value, health and less packaging" as three."""
    return tuple(bare for p in re.split(r",\s+(?:and\s+)?|\s+and\s+", words) if (bare := _ITS_OWN.sub("", p).strip(" .,")))
