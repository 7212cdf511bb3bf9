"""Risks and opportunities told in the present tense where words right before them say which they are.

"Physical risks. Longer heatwaves drive up mortality." and "On the opportunity side, efficient ovens lower our bills": the label carries
what a verb in the present tense alone would not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_KIND = r"(?:(?P<chance>opportunit(?:y|ies)|upside|positive|bright)|(?P<risk>risks?|downside|negative|threats?))"
_LABEL = re.compile(
    rf"\W*(?:(?:[Cc]hronic|[Aa]cute|[Pp]hysical|[Tt]ransition|[Cc]limate(?:-related)?|[Mm]arket|[Rr]egulatory|[Oo]ur|[Mm]ain|[Kk]ey|[Ff]inancial)\s)*{_KIND}\s?[.:–]\s+(?=[A-Z])",
    re.I,
)
_SIDE = re.compile(rf"(?:At the same time,\s)?On the {_KIND}(?:\sside)?,\s", re.I)
_VERB = (
    r"(?:(?:raise|drive|push|reduce|lower|damage|disrupt|threaten|shorten|limit|weaken|hurt|erode|interrupt|boost|improve|strengthen|attract|open|save|cut|increase|"
    r"decrease|create|bring|offer|help|support|meet|cause|lead|add|cost|squeeze|strain)s?\s"
    r"|(?:is|are)\s(?:in\s(?:\w+\s)?demand|gaining|growing|rising|falling|sought|becoming|getting)\b)"
)
_SAID = re.compile(
    rf"(?:(?:the|an?|our)\s)?(?P<subject>(?:(?!\b(?:we|they|it|which|that|who)\b)[^,;:.]){{4,90}}?)\s(?P<effect>{_VERB}[^;]{{0,200}})", re.I
)
_JOINT = re.compile(r",\s(?:and\s|while\s)?|\sand\s|;\s")


def label(text: str) -> str:
    """What a paragraph's first words say that it tells: "risks", "opportunities" or nothing."""
    return _kind(_LABEL.match(text))


def _kind(match: re.Match[str] | None) -> str:
    return "" if match is None else "opportunities" if match["chance"] else "risks"


def on_a_side(text: str, labelled: str) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """(kind, place of the title, place of what it does) of the clauses of a sentence below a label, or behind "On the risk side,"."""
    lead = _LABEL.match(text) or _SIDE.match(text)
    kind = _kind(lead) or labelled
    if not kind:
        return
    starts = [lead.end() if lead else 0]
    starts += [m.end() for m in _JOINT.finditer(text, starts[0]) if _SAID.match(text, m.end()) and _before_verb(text, m.end())]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        said = _SAID.match(text, start, end)
        if said:
            yield kind, said.span("subject"), (said.start("effect"), len(re.sub(r"[\s,]*(?:and|while)?[\s,.]*$", "", text[:end])))


def _before_verb(text: str, at: int) -> bool:
    """Does a clause with a subject of two words or more and a verb of its own begin here?"""
    said = _SAID.match(text, at)
    return said is not None and len(said["subject"].split()) >= 2
