"""Risks told as a condition: "Should carbon prices rise, our costs could grow", "If a flood hit our plant, production could stop"; and lists behind "the main risks we identified are"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.risks_phrases import Told, cue, items_of, kind_of

_CONDITION = re.compile(
    r"^(?:Should|If|Were|Where|In\s(?:the\s)?(?:event|case)\s(?:of|that))\s(?P<what>(?:(?:the|an?|our|its|any)\s)?(?!(?:you|your|they|it|this|these|there|anyone|someone|nobody|he|she|an\s(?:employee|auditor)|employees?|suppliers?|violations?|breaches|a\s(?:supplier|breach|violation|complaint|report|concern))\b)[^,;]{8,110}),\s"
    r"(?P<effect>(?:(?:we|our|the|this|production|operations|costs?|margins?|sales|revenues?|demand|supply|deliveries|profits?|it)\b)[^;]{0,60}?\b(?:could|may|might|would)\s[^;]{5,200})"
)
_DONE = re.compile(
    r"\b(?:we|the (?:company|group|bank|board|committee))\s(?:may|might|would|could)\s(?:also\s)?(?:terminate|end|ask|take|adjust|apply|review|update|consider|recalculate|use|exclude|restate)\b",
    re.I,
)
_MONEY = re.compile(
    r"\b(?:costs?|expenses?|expenditure|prices?|premiums|losses)\s(?:[a-z]+\s)?(?:could|may|might|would)\s(?:increase|rise|grow|climb|double)\b|"
    r"\b(?:sales|revenues?|demand|margins?|profits?|earnings|deliveries|volumes|value)\s(?:[a-z]+\s){0,4}?(?:could|may|might|would)\s(?:fall|drop|decline|decrease|shrink|suffer)\b"
)
_TOLD = re.compile(
    r"\b(?:[Tt]he|[Oo]ur)\s(?:(?:main|key|principal|most\s(?:significant|important|material|relevant)|major|top|biggest|greatest|primary)\s)(?:[\w-]+\s){0,2}?(?P<kind>risks|opportunities)\s"
    r"(?:(?:that\s|which\s)?(?:we|the\s(?:[Gg]roup|[Cc]ompany))\s(?:have\s|has\s)?(?:identified|faces?|see|sees|recogni[sz]ed?)\s|identified\s(?:in\s[^,.;]{3,40}\s)?|facing\s(?:us|our\sbusiness|the\s\w+)\s|(?:for|to)\s(?:us|our\s\w+)\s)(?:are|include|relate\sto|were|comprise)\s(?P<list>[a-z][^.;:]{8,220})"
)


def conditions_in(text: str) -> Iterator[Told]:
    """What a sentence tells as a condition of harm; the condition is the risk, and the rest what it may do."""
    match = _CONDITION.match(text)
    if match and (cue("harm").search(match["effect"]) or _MONEY.search(match["effect"])) and not _DONE.search(match["effect"]):
        lead = re.match(r"(?:the|an?|any)\s", match["what"])
        start = match.start("what") + (lead.end() if lead else 0)
        yield Told("risks", start, match.end("what"), (match.start("effect"), len(text.rstrip(" ."))))


def identified_in(text: str) -> Iterator[Told]:
    """The members of a list behind "the main risks we identified are"."""
    for match in _TOLD.finditer(text):
        yield from items_of(text, *match.span("list"), kind_of(match["kind"]))
