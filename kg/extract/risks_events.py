"""Risks and opportunities told as events: what something could do, and whether that is harm or gain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.risks_phrases import LONGEST, Told, bare_subject, cue, fits, items_of, spelled, topic_of

_TURNED = re.compile(r"\W*(?:Conversely|On the (?:up|positive|bright) ?side|At the same time|Equally)\b")
"""Behind these words the other kind is told."""


@cache
def _event() -> re.Pattern[str]:
    """Subject, modal verb, effect."""
    return re.compile(
        rf"(?P<subject>[^;:]{{3,220}}?),?\s+(?P<modal>{spelled('modal')})\s+(?:also\s+|even\s+|potentially\s+)?(?P<effect>[^;]{{4,400}})"
    )


_LACK = re.compile(
    r"(?:an?\s|the\s|any\s)?(?:\w+\s)?(?:inability|failure|lack|insufficient|inadequate)\b",
    re.I,
)


def events_told(text: str, place: str, topic: str, chapter: str = "") -> Iterator[Told]:
    """What could happen, or does, where risks or opportunities are told. `chapter`: what the heading announces a list of."""
    place = "both" if place and _TURNED.match(text) else place
    if fits("risks", place) and _cue_of("does_harm").search(text):
        for said in _plain().finditer(text):
            if not cue("handled").search(said["subject"]):
                yield Told("risks", *bare_subject(text, *said.span("subject")), said.span("effect"))
    if chapter == "opportunities" and _cue_of("does_good").search(text):
        for said in _plain("does_good").finditer(text):
            yield Told("opportunities", *bare_subject(text, *said.span("subject")), said.span("effect"))
    for a, b in _clauses(text):
        match = _event().match(text, a, b)
        kind = (_effect_kind(match["effect"], match["modal"], place) or _harmful(match["subject"], match["effect"])) if match else ""
        if kind == "opportunities" and match and _LACK.match(match["subject"]):
            kind = "risks"  # "an inability to hire could slow our growth"
        if match and _SUFFERS.match(match["effect"]):  # "our results may be affected by X": X is the risk
            by = _SUFFERS.match(match["effect"])
            if by and by["by"] and fits("risks", place):
                at = match.start("effect") + by.start("by")
                yield from items_of(text, at, at + len(by["by"]), "risks")
            continue
        if match and not kind and _may_be(chapter, match):
            kind = chapter
        if match and kind and (fits(kind, place) or fits(kind, topic)):
            start, end = bare_subject(text, *match.span("subject"))
            if cue("others").fullmatch(text[start:end]) and fits(kind, place):
                end = match.start("effect") + len(re.split(r",|\s(?:if|when|as|because|which)\s", match["effect"])[0].rstrip(" ."))
                if len(text[start:end].split()) <= 11:
                    yield Told(kind, start, end)
            elif not topic_of(text[start:end]) and len(text[start:end].split()) <= LONGEST + 1:
                yield Told(kind, start, end, match.span("effect"))


def _may_be(chapter: str, match: re.Match[str]) -> bool:
    """In a list of risks, is what may happen one although no word of harm says so: "Stricter codes may require retrofits"?"""
    subject = match["subject"].strip()
    return (
        chapter == "risks" and re.fullmatch(r"could|may|might|would", match["modal"]) is not None and 2 <= len(subject.split()) <= 14
        and not cue("handled").search(subject) and not cue("gain").search(match["effect"]) and not re.match(r"(?:be|have|not|also be)\b", match["effect"])
        and not re.search(r"\b(?:we|you|it|they|committee|board|management|measures?|plans?|insurance|controls?|report|analysis|scenario)\b", subject, re.I)
    )  # fmt: skip


_SUFFERS = re.compile(
    r"(?:also\s|even\s)?be\s(?:\w+ly\s|and\s)*(?:affected|impacted|harmed|hurt|impaired|influenced)\b(?:\sby\s(?P<by>(?:an?\s|the\s)?[a-z][^;:.]{4,160}))?",
    re.S,
)


@cache
def _cue_of(verbs: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{spelled(verbs)})\s")


@cache
def _plain(verbs: str = "does_harm") -> re.Pattern[str]:
    """Subject and a verb in the present tense that does harm: "Longer heatwaves weaken pavements and expose staff"."""
    return re.compile(
        r"(?:^|(?<=[;,]\s)|(?<=\sand\s)|(?<=\swhile\s))(?:(?:[Tt]he|[Aa]n?|[Oo]ur)\s)?(?P<subject>(?!(?:[Ww]e|[Tt]h(?:is|ese|ey|at|ose)|[Ii]t|[Ss]uch|[Oo]ur)\b)[A-Za-z][\w'’/-]*(?:\s(?!(?:and|we|they|it|which|that|who|not|is|are|was|were|could|may|can|might|would|will)\b)[\w'’/-]+){1,9}?)\s"
        rf"(?P<effect>(?:{spelled(verbs)})\s[^;]{{3,240}})"
    )


def open_threats(text: str) -> Iterator[Told]:
    """Events told where no heading speaks of risks: "Cyber attacks could disrupt our operations"."""
    for a, b in _clauses(text) if _OPEN.search(text) else ():
        match = _event().match(text, a, b)
        if (
            match is None
            or not re.fullmatch(r"could|may|might|can", match["modal"])
            or not _OPEN_EFFECT.match(match["effect"])
            or not _OWN.search(match["effect"])
        ):
            continue
        start, end = bare_subject(text, *match.span("subject"))
        if len(text[start:end].split()) <= 10 and not topic_of(text[start:end]):
            yield Told("risks", start, end, match.span("effect"))


_HARMS = (
    r"(?:also\s|even\s|potentially\s|materially\s|seriously\s|significantly\s|severely\s)?(?:disrupt|damage|harm|impair|interrupt|halt|threaten|jeopardi[sz]e|undermine|adversely|negatively|hurt|weaken"
    r"|(?:result|lead|cause|expose)(?:\s(?:in|to|us to|the (?:company|group|bank) to))?\s(?:[\w-]+\s){0,3}?(?:fines|penalt\w+|losses|loss|damages?|disruption\w*|claims|litigation|delays|costs|shortages?|liabilit\w+|closures?|shutdowns?|sanctions))\b"
)
_OPEN = re.compile(rf"\b(?:could|may|might|can)\s{_HARMS}", re.I)
_OPEN_EFFECT = re.compile(_HARMS, re.I)
_OWN = re.compile(r"\b(?:our|us|the (?:company|group|bank)(?:['’]s)?)\b|\b(?:fines|penalties|litigation|reputation\w*)\b", re.I)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentence's clauses that have a modal verb of their own begin and end."""
    at = 0
    aside = r",\s(?:19|20)\d\d|,\s(?:with|still|which|notably|especially)\s[^,;]{3,60},"
    modal = rf"(?!(?:{spelled('modal')})\s|(?:including|such as|notably|with|which|like)\s)(?=[^,;]{{3,110}}?(?:{aside})?\s(?:{spelled('modal')})\s)"
    for cut in re.finditer(rf"[;:]\s+|,\s+(?!(?:19|20)\d\d)(?:(?:and|but|while|whereas)\s+)?{modal}|\s+(?:while|whereas)\s+{modal}", text):
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)


def _harmful(subject: str, effect: str) -> str:
    """ "Reputational damage could follow if ...": the harm is in the subject, and the verb only lets it come."""
    comes = re.match(
        r"(?:also\s)?(?:follow|occur|arise|result|emerge|happen|increase|grow|ensue|materiali[sz]e|come|be the (?:result|consequence))\b",
        effect,
    )
    return "risks" if comes and cue("harm").search(subject) else ""


def _effect_kind(effect: str, modal: str, place: str) -> str:
    """Risks for harm, opportunities for gain; where it tells of both, what the headings announce, else what comes first."""
    effect = re.sub(r"\b(?:without|no|not)\s(?:[\w-]+\s){0,2}[\w-]+", " ", effect)
    near = re.split(r",\s+(?:and\s+)?(?:we|which|for which|an? opportunity|a risk)\b", effect)[0]
    harm, gain = cue("harm").search(near), cue("gain").search(near)
    if harm and gain and place in ("risks", "opportunities"):
        return place
    if harm and gain:
        return "risks" if harm.start() <= gain.start() else "opportunities"
    return "risks" if harm or re.match(r"threaten", modal) else "opportunities" if gain else ""
