"""Is an answer about what was asked: the very year, the very company or place, the very scope or standard? A near miss is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ask.choice import Choice
from ask.periods import year_of, years_said
from ask.rank import stems_of
from ask.scope import Scope
from ask.text import Evidence, says
from ask.understand import Reading

_CODE = re.compile(r"\b(scope ?\d|(?:ISO|IATF|SA|GRI|SDG|IEC|EN|GB/T) ?\d+(?:-\d+)?)\b", re.I)
_BOTH = re.compile(r"\bscopes? ?\d ?(?:,|and|plus|&|\+|or|to|-) ?(?:scope ?)?\d", re.I)


_JOINT = re.compile(r"\bscopes? ?\d(?:(?: ?, ?| ?and ?| ?plus ?| ?& ?| ?\+ ?| ?to ?|-)+(?:scope ?)?\d)+", re.I)
_EMITTED = re.compile(r"\b(?:emissions?|footprint|GHG|greenhouse|carbon)\b", re.I)


def _scopes(text: str) -> frozenset[str]:
    """The scopes that a text names: "Scope 1, 2 and 3" names three."""
    found = {d for m in _JOINT.finditer(text) for d in re.findall(r"\d", m.group())}
    if any("to" in m.group().casefold() or "-" in m.group() for m in _JOINT.finditer(text)) and {"1", "3"} <= found:
        found.add("2")
    return frozenset(found | set(re.findall(r"\bscopes? ?(\d)", text, re.I)))


ROW = 12
"""Words of a row of a table, at most, whose scope may stand in a title above it."""
ABOVE = 900
"""Characters above a row in which that title stands."""


def _title_above(source: str, start: int) -> str:
    """The scope that was named last before a row: "Scope 3 ..." above its categories; nothing where it was several at once."""
    before = source[max(0, start - ABOVE) : start]
    said = list(re.finditer(r"\bscope ?\d", before, re.I))
    if not said or any(m.start() <= said[-1].start() < m.end() for m in _BOTH.finditer(before)):
        return ""
    return said[-1].group()


BEFORE = 400
"""Characters before a citation that may say which standard a "yes" or "no" is about."""


def identified(reading: Reading, answer: str, cited: Sequence[Evidence], source: str = "") -> bool:
    """Does an answer speak of the very scope, standard or disclosure that was asked for? Scope 1 is no answer to Scope 3."""
    if _BOTH.search(reading.english):
        asked = _scopes(reading.english)
        joint = [_scopes(m.group()) for c in cited for m in _JOINT.finditer(c["quote"])]
        return not any(asked < said for said in joint)  # all three together are not the two that were asked for
    if (
        re.search(r"\btotal\b", reading.english, re.I)
        and not _CODE.search(reading.english)
        and len(_scopes(answer)) == 1
        and _EMITTED.search(reading.english)
    ):
        return False  # the whole is not one scope of it
    around = [source[max(0, c["start"] - BEFORE) : c["start"]] for c in cited] if reading.wants == "yes-no" else []
    around += [title for c in cited if len(c["quote"].split()) <= ROW and (title := _title_above(source, c["start"]))]
    told = re.sub(r"\s+", "", " ".join([answer, *(c["quote"] for c in cited), *around])).casefold()
    return all(re.sub(r"\s+", "", code).casefold() in told for code in _CODE.findall(reading.english))


def in_year(reading: Reading, best: Choice, scope: Scope) -> float:
    """1 when an answer is of an asked year, 0 when it is of another: one that names no year is of the report's own."""
    if not reading.years:
        return 1.0
    said = years_of(best)
    if scope.year and max(reading.years) <= scope.year:  # what is planned for later is no other time
        said = frozenset(y for y in said if y <= scope.year)
    if said:
        return float(bool(said & set(reading.years)))
    return 1.0 if scope.year is None or scope.year in reading.years else 0.0


def years_of(choice: Choice) -> frozenset[int]:
    """The years that a choice speaks of: of its column or period, else of its sentence, else of the titles above it."""
    c = choice.candidate
    if choice.figure and choice.figure.year:
        return frozenset({choice.figure.year})
    if c.record:
        told = " ".join(str(c.record.get(name) or "") for name in ("period", "due", "date", "statement"))
        own = year_of(c.record)
        return years_said(f"{told} {' '.join(e['quote'] for e in c.record['evidence'])}") | ({own} if own else set())
    return c.sentence.years or years_said(c.sentence.above)


def about_named(reading: Reading, best: Choice, scope: Scope) -> float:
    """How far an answer speaks of the companies, places and schemes that the question names, 0 to 1."""
    c = best.candidate
    records = [*best.records, *([c.record] if c.record else [])]
    bag = c.sentence.stems | c.sentence.context
    bag = bag.union(*(stems_of(r) for r in records))
    if _TOGETHER.search(c.sentence.text):  # a figure of all is none of the one that is named
        bag = c.sentence.stems
    proper = [says(t, bag, scope) for t in reading.terms if t.proper and not t.name and not t.filler]
    names = [says(t, bag, scope) for t in reading.terms if t.name]
    return min([*proper, *([max(names)] if names else [])], default=1.0)


_TOGETHER = re.compile(
    r"\b(?:together|altogether|combined|in total|in all|overall|group-?wide|across (?:all|the (?:group|company)))\b", re.I
)
"""A sentence that speaks of all at once."""
