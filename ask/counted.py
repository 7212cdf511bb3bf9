"""Does a figure count what "how many ..." asks for?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ask.choice import Choice
from ask.figures import Figure
from ask.lexicon import words
from ask.pool import tabular
from ask.rank import stems_of
from ask.scope import Scope
from ask.terms import Term
from ask.text import says
from ask.understand import Reading

CELLS = 6
"""Words of a quote that is more than a cell of a table, above this."""
BESIDE = 100
"""Characters around a figure of a sentence in which what it counts is said."""
_ALIKE = {
    "custom": re.compile(r"\bcustom(?!ers?\b)[\w-]*", re.I),
    "nation": re.compile(r"\bnation(?:s|al|als|wide)?\b(?! ?alit)", re.I),
}
"""Stems that words of other things share: custom-made goods and duties of customs are no customers, nations no nationalities."""


def counts(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Does what was found speak at all of the things that "how many ..." counts?"""
    counted = [t for t in reading.content if set(t.stems) & set(reading.noun)]
    c = best.candidate
    alike = [pattern for stem, pattern in _ALIKE.items() if stem in reading.noun]
    if alike and not set(reading.noun[-1:]) & set(words(alike[0].sub(" ", f"{c.sentence.above} {c.sentence.text}"))):
        return False
    if best.figure and not c.record and not best.records and not tabular(c.sentence):  # "fifteen initiatives" counts no nationalities
        text, figure = c.sentence.text, best.figure
        near = text[max(0, figure.start - BESIDE) : figure.end + BESIDE]
        return not counted or (any(says(t, frozenset(words(near)), scope) > 0 for t in counted) and not _of_others(counted, text, figure))
    if (
        best.figure and c.record and len(c.record["evidence"]) == 1 and len(c.record["evidence"][0]["quote"].split()) > CELLS
    ):  # of a sentence
        return not counted or any(says(t, frozenset(words(f"{c.record['metric']} {c.record['unit'] or ''}")), scope) > 0 for t in counted)
    bag = (c.sentence.stems | c.sentence.context).union(*(stems_of(r) for r in [*best.records, *([c.record] if c.record else [])]))
    return not counted or any(says(t, bag, scope) > 0 for t in counted)


def _of_others(counted: Sequence[Term], text: str, figure: Figure) -> bool:
    """Is a figure followed by the plural of something else: "327,000 employees operate in many countries" counts no countries?"""
    stems = {s for t in counted for way in (t.stems, *t.ways) for s in way}
    after = (
        re.match(r"[^.,;:()\d]{0,40}", text[figure.end - len(figure.text.split()[-1]) :].lstrip("0123456789.,")) if figure.text else None
    )
    said = [w for w in re.findall(r"[A-Za-z][\w-]*", after.group()) if w.casefold() not in _PLAIN][:3] if after else []
    plurals = [w for w in said if (w.endswith("s") and not w.endswith("ss")) or w.casefold() in _MANY]
    if {w.casefold() for w in plurals} & _SPANS and not {"hour", "day"} & {s for t in counted for s in t.stems}:
        return True
    phrase = said[: said.index(plurals[0]) + 1] if plurals else []
    return bool(plurals) and not stems & {s for w in phrase for s in words(w)}


_PLAIN = frozenset("of our the its their these those all new more in at is was as has".split())
_SPANS = frozenset(("hours", "days"))
_MANY = frozenset("people staff women men children personnel".split())
