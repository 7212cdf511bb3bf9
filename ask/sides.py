"""Yes or no, this or that: what a sentence says to a question that leaves two answers open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ask.choice import Choice
from ask.lexicon import words
from ask.numbers import number_choices
from ask.pool import tabular
from ask.rank import Candidate
from ask.scope import Scope
from ask.terms import Term
from ask.text import says
from ask.understand import Reading

LABEL = 0.3
"""What a choice loses that is a mere label."""
_NOT = re.compile(r"\b(?:not|no|never|none|without|nor|neither|yet to|has yet|have yet|nil|zero|n't)\b", re.I)
_NOT_YET = re.compile(
    r"\b(?:appl(?:y|ying|ied) for|is applying|are applying|plans? to|planned|planning|intends? to|will|to be|under construction|preparing|in preparation|"
    r"nominated|shortlisted|short-listed|candidate|expects? to|is expected|are expected|aims? to|seeking|pending|in progress)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:already|won|win|got|get|obtained|obtain|received|receive|hold|holds|held|connected|completed|finished|certified|awarded|put into|in operation|operating|have|has|had|did|yet)\b",
    re.I,
)


def yes_no(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """What each candidate says to a question for yes or no."""
    done = bool(_DONE.search(reading.english))
    any_at_all = bool(_ANY.search(reading.english))
    sort = _incident(reading.english)
    happened = bool(_HAPPENED.search(reading.english)) and not _MAY.search(reading.english)
    found = []
    for c in candidates:
        if c.record and c.record["kind"] == "observations":
            if any_at_all:
                found += [_some(reading, n, scope) for n in number_choices(replace(reading, wants="count", unit=None), [c], scope)]
            continue
        if happened and not c.record and (sort and not sort & frozenset(words(_NO_CASE.sub(" ", c.sentence.text)))):
            continue  # a system against corruption is no case of it
        if happened and not c.record and _unreal(_clause(reading, c.sentence.text, scope)):
            continue  # what could happen, or does at times, tells of nothing that did
        off = (0.15 if any_at_all and tabular(c.sentence) else 0.0) + (LABEL if _label(c) else 0.0)
        found.append(Choice(c, c.score - off, polarity(reading, c.sentence.text, done, scope), typed=0.4 if _label(c) else 1.0))
    return found


_ANY = re.compile(r"\b(?:any|anyone|anybody|ever)\b|^(?:is|are|was|were|have|has) there\b", re.I)


_HAPPENED = re.compile(
    r"^\W*(?:and )?(?:did|was|were|has|have|had)\b.*\b(?:any|ever|happen\w*|occur\w*|suffer\w*|incur\w*|experience[ds]?|fined|sued|breach\w*|incidents?|accidents?|spills?)\b",
    re.I,
)
_CASES = frozenset(
    words(
        "cases incidents violations breaches lawsuits litigation proceedings complaints convictions fines penalties sanctions accidents leaks"
    )
)
_NO_CASE = re.compile(r"\b(?:anti|non)-\w+|\b\w+ (?:prevention|management|protection) \w+|\b(?:prevent|avoid)\w*\b[^.;]*", re.I)
_ANY_OF = re.compile(
    r"\bany (?:\w+ ){0,3}?(cases|incidents|violations|breaches|fines|penalties|lawsuits|fatalities|accidents|injuries|spills|strikes|recalls|complaints)\b",
    re.I,
)


def _incident(question: str) -> frozenset[str]:
    """Stems of which one says that it happened, where "any ..." asks for cases, fatalities and the like."""
    match = _ANY_OF.search(question)
    if match is None:
        return frozenset()
    stems = frozenset(words(match[1]))
    return _CASES if stems & _CASES else stems | frozenset(words("deaths died killed")) if "fatal" in " ".join(stems) else stems


_PAST = re.compile(r"\b(?:was|were|had|did|been|no|zero|none|nil|not|never)\b|\b\w+ed\b", re.I)


def _unreal(clause: str) -> bool:
    return bool(_MAY.search(clause)) or not _PAST.search(clause)


_MAY = re.compile(r"\b(?:can|could|may|might|would|potential\w*|if)\b", re.I)


def _some(reading: Reading, number: Choice, scope: Scope) -> Choice:
    """A count says whether there were any: none is "No"."""
    figure = number.figure
    zero = figure is not None and figure.amount == 0
    wanted = reading.years or ((scope.year,) if scope.year else ())
    late = 0.2 if figure is not None and figure.year and wanted and figure.year not in wanted else 0.0
    return replace(number, score=number.candidate.score + 0.05 - late, value="No" if zero else "Yes", figure=None)


def _label(c: Candidate) -> bool:
    """A title, or a few words of a table, states nothing."""
    return not c.record and not c.sentence.row and len(c.sentence.text.split()) < 4


def polarity(reading: Reading, text: str, done: bool, scope: Scope) -> str:
    """ "Yes" or "No": no where the sentence denies it, or only plans what the question takes for done."""
    clause = _clause(reading, text, scope)
    asked = reading.english
    opening = " ".join(text.split()[:12])
    if done and (_NOT_YET.search(clause) or _NOT_YET.search(opening)) and not _NOT_YET.search(asked):
        return "No"
    return "No" if _NOT.search(clause) and not _NOT.search(asked) else "Yes"


_PART = re.compile(r";|\s[—–]\s|(?<=[.!?])\s+|,?\s+\b(?:but|while|whereas|although|though)\b|,\s+and\b")
_VERB = re.compile(r"\b[a-z]{2,}(?:ed|en|wn)\b")


def _clause(reading: Reading, text: str, scope: Scope) -> str:
    """The part of a sentence that says what the question asks: the one with its verb, and most of its words."""
    parts = [p for p in _PART.split(text) if p.strip()]
    verbs = {
        s
        for t in reading.terms
        if set(t.stems) & set(words(" ".join(_VERB.findall(reading.english))))
        for way in (t.stems, *t.ways)
        for s in way
    }
    with_verb = [p for p in parts if verbs & set(words(p))]
    return max(with_verb or parts, key=lambda p: sum(t.weight * says(t, frozenset(words(p)), scope) for t in reading.terms), default=text)


def either(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """The side of an "or" that a sentence says."""
    sides = [frozenset(words(side)) for side in reading.options]
    found = []
    for c in candidates:
        if c.record and c.record["kind"] == "observations":
            continue
        only = [s - frozenset().union(*(o for o in sides if o is not s)) for s in sides]
        said = [
            sum(says(Term((x,), _ways(reading, x)), c.sentence.stems, scope) for x in side) / len(side) if side else 0.0 for side in only
        ]
        best = max(range(len(said)), key=lambda i: said[i]) if said else None
        clear = best is not None and said[best] > 0.5 and sorted(said)[-2:][0] < said[best]
        found.append(
            Choice(
                c,
                c.score + (0.06 if clear else 0.0),
                reading.options[best] if clear and best is not None else "",
                typed=1.0 if clear else 0.5,
            )
        )
    return found


def _ways(reading: Reading, one: str) -> tuple[tuple[str, ...], ...]:
    return next((t.ways for t in reading.terms if t.stems == (one,)), ())
