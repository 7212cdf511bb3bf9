"""From the best candidates to an answer of the wanted sort: a number, a date, a name, a list, yes or no, a reason, or the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ask.choice import Choice
from ask.expected import OF_OTHERS
from ask.figures import dates
from ask.lexicon import words
from ask.lists import following
from ask.members import items_for, organizations_in
from ask.numbers import PLANNED, closeness, number_choices
from ask.persons import person_choices
from ask.rank import Candidate
from ask.reasons import manners, reasons, said_by
from ask.scope import Scope
from ask.sides import either, yes_no
from ask.text import FOLLOWING, Sentence
from ask.understand import Reading

ECHO = 0.1
"""What a choice loses that only says the question again."""
OTHERS = 0.3
"""What a date loses that is of somebody else's goal."""
TOP = 16
"""Candidates that are looked at."""

Reply = Callable[[Reading, Sequence[Candidate], Scope], list[Choice]]


def choices(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """What the candidates answer, best first."""
    usable = [c for c in candidates if not pointer(c.sentence) and (c.record or not c.sentence.text.rstrip(" ”\"'").endswith("?"))][
        : TOP * 2
    ]
    found = [_new(reading, c) for c in REPLIES.get(reading.wants, _text)(reading, usable, scope)]
    return sorted(found, key=lambda c: (-c.score, c.candidate.sentence.start))


def _new(reading: Reading, choice: Choice) -> Choice:
    """What the question says itself is no answer to it: a name or list of that sort goes, its sentence stays."""
    if choice.figure or reading.wants in ("choice", "yes-no", "date") or not (choice.value or choice.values):
        return choice
    asked = set(words(reading.english))
    values = tuple(v for v in choice.values if not set(words(str(v))) <= asked)
    if choice.value and set(words(choice.value)) <= asked:
        return replace(choice, value="", score=choice.score - ECHO, typed=min(choice.typed, 0.4))
    return choice if values == choice.values else replace(choice, values=values if len(values) > 1 else (), score=choice.score - ECHO)


_ENTRY = re.compile(
    r"(?:^|> ?|, )(?:(?:GRI|HKEX|ESRS)\s?)?(?:\d{1,3}-\d{1,2}|[A-D]\d{1,2}(?:\.\d{1,2})?|[A-Z]{2}-[A-Z]{2}[- ]?\d{3}[a-z]?|[ESG]\d-\d{1,2}|2 (?:BP|GOV|SBM|IRO|MDR)-?\w)\b"
)


_WORDING = re.compile(
    r"\b[Gg]eneral [Dd]isclosure\b.{0,40}\b[Ii]nformation on|\bInformation on:? \(?a\)? ?the policies\b|\bimpact on the issuer\b"
)


def pointer(sentence: Sentence) -> bool:
    """A row of the content index for one disclosure says where to read, not what; nor does the wording of the disclosure itself."""
    if _WORDING.search(sentence.text[:200]):
        return True
    return sentence.points and bool(_ENTRY.search(sentence.text[:120]))


# ------------------------------------------------------------------------------------------------------------ dates, names
def _date(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    planned = bool(set(words(reading.english)) & PLANNED) or bool(re.search(r"\bby (?:when|which|what)\b", reading.english, re.I))
    found = []
    for c in candidates:
        if c.record and c.record["kind"] == "observations":
            continue
        said = dates(c.sentence.text) if not c.sentence.heading else []
        if not said:
            found.append(Choice(c, c.score - 0.12 - (0.3 if c.sentence.heading else 0.0), typed=0.0))
        for start, end, text in said:
            precise = 0.04 if re.search(r"[a-z]", text, re.I) else 0.0
            near = 0.14 * (1.0 if c.sentence.row else closeness(reading, c.sentence.text[max(0, start - 90) : end + 60], scope))
            late = max((int(y) for y in re.findall(r"(?:19|20)\d\d", text)), default=0)
            due = -0.2 if _BY_WHEN.search(reading.english) and scope.year and 0 < late <= scope.year else 0.0
            due += (
                0.06
                if planned and re.search(r"\b(?:by|until|before|no later than) (?:the end of )?$", c.sentence.text[:start], re.I)
                else 0.0
            )
            due -= OTHERS if planned and OF_OTHERS.search(c.sentence.text) else 0.0
            ends = 0.1 if _UNTIL.search(reading.english) and _ENDS.search(c.sentence.text[:start]) else 0.0
            found.append(Choice(c, c.score + 0.05 + precise + near + due + ends, text))
    return found


_UNTIL = re.compile(r"\b(?:until|till|expir\w+|how long|run out|end of validity)\b", re.I)
_ENDS = re.compile(r"\b(?:until|till|through|to|up to|expir\w+(?: on| in)?|ends?(?: on| in)?) (?:the end of )?$", re.I)
_BY_WHEN = re.compile(
    r"\bby (?:when|which year|what year|which date|what date)\b.*\b(?:want|plan|aim|intend|target|goal|will|be|become|expect|commit|reach|achieve|cut|reduce)\w*\b",
    re.I,
)
_CAPITALS = re.compile(r"\b(?:[A-Z][\w&'’.-]*|[A-Z]{2,})(?:\s+(?:(?:of|for|and|the|de|do|da|di|on|in|&)\s+){0,2}(?:[A-Z][\w&'’.-]*))*")


def _name(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    head = reading.noun[-1] if reading.noun else ""
    found = []
    for c in candidates:
        names = [m.group() for m in _CAPITALS.finditer(c.sentence.text)]
        fitting = [n for n in names if head and head in words(n)] or organizations_in(c.sentence, scope, reading)
        value = max(fitting, key=len) if fitting else ""
        found.append(
            Choice(c, c.score + (0.06 if value else -0.02) - (0.3 if c.sentence.heading else 0.0), value, typed=1.0 if value else 0.4)
        )
    return found


# ------------------------------------------------------------------------------------------------------------ lists
def _list(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    found = []
    for c in candidates:
        if c.record and c.record["kind"] == "observations":
            continue
        items = () if c.sentence.row and not c.record else items_for(reading, c.sentence, scope)
        score = c.score + (0.08 + min(0.04, 0.01 * len(items)) if len(items) > 1 else -0.04)
        found.append(Choice(c, score, values=items, typed=1.0 if len(items) > 1 else 0.4))
    return found


def listed_below(reading: Reading, candidates: Sequence[Candidate], scope: Scope, source: str) -> list[Choice]:
    """Lists whose items stand in the lines under a sentence that names what the question lists."""
    if reading.wants != "list" or not reading.noun:
        return []
    found = []
    for c in candidates[:TOP]:
        s = c.sentence
        if s.row or not s.below or reading.noun[-1] not in s.stems or not (s.text.endswith(":") or len(reading.noun) > 1):
            continue
        items, end = following(source[s.below : s.below + FOLLOWING])
        if items and (s.text.endswith(":") or not items_for(reading, s, scope)):
            listed = replace(c, sentence=replace(s, also=((s.below, s.below + end),)))
            found.append(Choice(listed, c.score + 0.14, values=items))
    return found


# ------------------------------------------------------------------------------------------------------------ sentences
_OFTEN = re.compile(
    r"\b(?:every|each|once|twice|annual(?:ly)?|yearly|monthly|quarterly|weekly|daily|regular(?:ly)?|half-year(?:ly)?|semi-annual(?:ly)?|biennial(?:ly)?|"
    r"(?:times?|once) (?:a|per|each|every) (?:year|month|week|quarter|day)|per (?:year|month|week|quarter)|year)\b",
    re.I,
)


_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://\S+|\bwww\.\S+|(?:\+?\d[\d ()/-]{6,}\d)", re.I)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_SITE = re.compile(r"(?:https?://|www\.)[^\s)>,;]+", re.I)
_PHONE = re.compile(r"\+?\d[\d ()/-]{5,}\d")


def _contact(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """E-mail addresses, websites and telephone numbers."""
    low = reading.english.lower()
    pattern = (
        _MAIL
        if re.search(r"e-?mail", low)
        else _SITE
        if re.search(r"web|url|homepage", low)
        else _PHONE
        if re.search(r"phone|fax|hotline", low)
        else _CONTACT
    )
    found = []
    for c in candidates:
        for match in pattern.finditer(c.sentence.text):
            found.append(Choice(c, c.score + 0.25, match.group()))
        if not pattern.search(c.sentence.text):
            found.append(Choice(c, c.score, typed=0.0))
    return found


def _often(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    found = []
    for c in _text(reading, candidates, scope):
        said = _OFTEN.search(c.candidate.sentence.text)
        found.append(replace(c, score=c.score + (0.06 if said else -0.04), typed=1.0 if said else 0.3))
    return found


_PLACE = re.compile(r"\b(?:in|at|on|near|of|from)\s+(?:the\s+)?[A-Z]\w+|\b\d+(?:st|nd|rd|th)\b|\branked\b")


def _place(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    return [
        replace(c, score=c.score + (0.04 if _PLACE.search(c.candidate.sentence.text) else 0.0)) for c in _text(reading, candidates, scope)
    ]


def _text(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    return said_by(candidates)


REPLIES: dict[str, Reply] = {
    "number": number_choices,
    "count": number_choices,
    "date": _date,
    "name": _name,
    "person": person_choices,
    "list": _list,
    "yes-no": yes_no,
    "choice": either,
    "reason": reasons,
    "manner": manners,
    "place": _place,
    "frequency": _often,
    "contact": _contact,
    "text": _text,
}
"""How each sort of answer is found. A sort that is not here is answered by the sentence."""
