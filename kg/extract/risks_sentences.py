"""Risks and opportunities in running sentences, by what grammar says of them.

Four ways of saying it: what an event could do ("Severe weather could damage our plants"), what something is ("Circularity is an
opportunity"), what follows the word ("the risk of flooding", "risks such as theft and fraud"), and what the company is exposed to
("exposed to reputational risk"). Which of both an event is, its effect tells: harm or gain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.collect import Item
from kg.extract.risks_chapters import announced
from kg.extract.risks_conditions import conditions_in, identified_in
from kg.extract.risks_events import events_told, open_threats
from kg.extract.risks_named import COUNTED, chief, named_as_such
from kg.extract.risks_phrases import LONGEST, Told, cue, topic_of
from kg.extract.risks_sides import label, on_a_side
from kg.extract.risks_words import category_named
from kg.extract.sections import is_title, titles_over
from kg.facts import given
from kg.names import Names
from report.model import BlockKind, Clean, Report, sentences


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
        side = label(text)
        place = side or _place(over[i]) or opened
        if not place and not cue("risk").search(text) and not cue("chance").search(text):
            if kind == "risks":
                for sentence in sentences(block.text):
                    yield from (_item(report, sentence, said) for said in _open(sentence.text, names))
            continue
        chapter = next((a for title in reversed(over[i][-2:]) if (a := announced(title))), "")
        before = ""
        for sentence in sentences(block.text):
            place = place or _announced(sentence.text)
            before = "" if cue("aside").search(sentence.text) else topic_of(sentence.text) or before
            if not cue("aside").search(sentence.text):
                yield from (
                    _item(report, sentence, said)
                    for said in _in_sentence(sentence, names, place, before, side, chapter)
                    if said.kind == kind
                )
        opened = before if text.rstrip().endswith(":") or cue("opens").search(text[:160]) else opened


def _announced(text: str) -> str:
    """What a sentence says that the next ones will tell: "we identified two risks and one opportunity"."""
    return topic_of(text) if COUNTED.search(text) and not cue("aside").search(text) else ""


@lru_cache(maxsize=2048)
def _place(path: tuple[str, ...]) -> str:
    """What the headings over a block announce: risks, opportunities, "both", or nothing."""
    return next((t for title in reversed(path) if not cue("personal").search(title) and (t := topic_of(title))), "")


def _open(text: str, names: Names) -> Iterator[Told]:
    return (t for t in open_threats(text) if _is_title(text[t.start : t.end], names) and not cue("aside").search(text))


def _in_sentence(sentence: Clean, names: Names, place: str, topic: str, side: str, chapter: str = "") -> Iterator[Told]:
    """What one sentence tells. `place`: what its headings announce; `topic`: what it and the sentence before speak of; `side`: the
    label of its paragraph."""
    text = sentence.text
    if conditions := [c for c in conditions_in(text) if 2 <= len(text[c.start : c.end].split()) <= 2 * LONGEST]:
        yield from conditions
        return
    events = list(events_told(text, place, topic, chapter)) if place else list(open_threats(text))
    effects = [(e.kind, *e.effect) for e in events if e.effect]
    named = named_as_such(text, place) if place or topic_of(text) else ()
    told = [
        *chief(text, place, topic),
        *identified_in(text),
        *(
            n
            for n in named
            if not any(n.kind == kind == "opportunities" and a <= n.start < b and "," not in text[a : n.start] for kind, a, b in effects)
        ),
        *events,
        *(Told(kind, *title, effect) for kind, title, effect in on_a_side(text, side)),
    ]
    taken: list[tuple[int, int]] = []
    for said in told:
        if _is_title(text[said.start : said.end], names) and not any(a < said.end and said.start < b for a, b in taken):
            taken.append((said.start, said.end))
            yield said


def _is_title(title: str, names: Names) -> bool:
    """Is it a noun phrase that names an event or a matter, and not somebody or a word for all of them?"""
    own = next((m for m in names.mentions(title) if m.start == 0 and m.end >= len(title) - 3), None)
    return (
        len(title) > 3 and len(title.split()) <= LONGEST + 1 and own is None and title.count("(") == title.count(")") and not (topic_of(title) and len(title.split()) > 7) and not cue("nobody").fullmatch(title) and not cue("actor").match(title)
        and not cue("adverb").match(title) and not re.search(r"[\"”“§#:]|\b(?:we|is|are|was|were|has|have|had)\b", title)
    )  # fmt: skip


def _item(report: Report, sentence: Clean, said: Told) -> Item:
    title = sentence.text[said.start : said.end].strip(" ,.\"'")
    title = title[:1].upper() + title[1:]
    effect = sentence.text[slice(*said.effect)].strip(" .") if said.effect else None
    end = said.effect[1] if said.effect and said.effect[1] - said.start < 400 else said.end
    category = category_named(title, said.kind)
    return Item(title, given(title=title, category=category, impact=effect), sentence.spans(report.id, said.start, end), 0.6)
