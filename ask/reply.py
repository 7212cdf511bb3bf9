"""From the best candidates to an answer of the wanted sort: a number, a date, a name, a list, yes or no, a reason, or the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ask.choice import Choice
from ask.figures import dates
from ask.lexicon import stands, words
from ask.lists import enumerations, following
from ask.numbers import PLANNED, closeness, number_choices
from ask.pool import tabular
from ask.rank import Candidate
from ask.scope import Scope
from ask.text import FOLLOWING, Sentence, says
from ask.understand import Reading, Term

ECHO = 0.1
"""What a choice loses that only says the question again."""
TOP = 16
"""Candidates that are looked at."""

Reply = Callable[[Reading, Sequence[Candidate], Scope], list[Choice]]


def choices(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """What the candidates answer, best first."""
    usable = [c for c in candidates if not pointer(c.sentence)][: TOP * 2]
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


_ENTRY = re.compile(r"(?:^|> ?|, )(?:(?:GRI|HKEX|ESRS)\s?)?(?:\d{1,3}-\d{1,2}|[A-D]\d{1,2}(?:\.\d{1,2})?|[A-Z]{2}-[A-Z]{2}[- ]?\d{3})\b")


def pointer(sentence: Sentence) -> bool:
    """A row of the content index for one disclosure says where to read, not what."""
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
            found.append(Choice(c, c.score + 0.05 + precise + near + due, text))
    return found


_BY_WHEN = re.compile(
    r"\bby (?:when|which year|what year|which date|what date)\b.*\b(?:want|plan|aim|intend|target|goal|will|be|become|expect|commit|reach|achieve|cut|reduce)\w*\b",
    re.I,
)
_CAPITALS = re.compile(r"\b(?:[A-Z][\w&'’.-]*|[A-Z]{2,})(?:\s+(?:(?:of|for|and|the|de|do|da|di|on|in|&)\s+){0,2}(?:[A-Z][\w&'’.-]*))*")
_ROLE = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof)\.?\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*|\b(?:[A-Z][\w&-]*\s+(?:of\s+|and\s+|for\s+|the\s+)*)*(?:General Manager|Manager|Chairman|Chairwoman|Chairperson|Chair|"
    r"Director|Directors|President|CEO|CFO|Officer|Board|Committee|Department|Office|Team|Group|Council|Secretary|Supervisor|Leader|Centre|Center|Division|Unit)\b(?:\s+of\s+[A-Z]\w+)?"
)


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


def organizations_in(sentence: Sentence, scope: Scope, reading: Reading, always: bool = False) -> list[str]:
    """Organizations that a sentence names, as it names them, in order, where the question asks for some."""
    if not always and not {"organizations", "subsidiaries"} & set(reading.kinds):
        return []
    asked = {n.label for n in reading.names}
    role = "subsidiary" if "subsidiaries" in reading.kinds else None
    found: list[tuple[int, int, str]] = []
    pairs = [
        (s, n)
        for n in scope.names
        for s in n.surfaces
        if len(s) > 3 and n.label not in asked and n.role != "reporter" and role in (None, n.role)
    ]
    for surface, _ in sorted(pairs, key=lambda pair: -len(pair[0])):
        at = stands(surface, sentence.text)
        if at >= 0 and not any(a < at + len(surface) and at < b for a, b, _ in found):
            found.append((at, at + len(surface), surface))
    return [surface for _, _, surface in sorted(found)]


def _person(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    asked = set(words(reading.english))
    by_name = bool(_WHO_IS.search(reading.english) or _WHO_LEADS.search(reading.english))
    found = []
    for c in candidates:
        text = c.sentence.text
        named = [m for m in _NAMED.finditer(text) if not _TITLES & set(m.group().replace(".", "").split())]
        people = sorted(
            {m.group(): closeness(reading, text[max(0, m.start() - 30) : m.end() + 90], scope) for m in named}.items(), key=lambda p: -p[1]
        )
        roles = [] if by_name else [m.group() for m in _ROLE.finditer(text)] + organizations_in(c.sentence, scope, reading, always=True)
        new = [r for r in [*(name for name, _ in people), *roles] if not set(words(r)) <= asked]
        doers = [] if by_name else [m for m in _BY.finditer(text) if set(words(m.group(1))) & asked]
        listed = items_for(reading, c.sentence, scope) if not by_name else ()
        items = listed if len(listed) > 2 and all(i[:1].isupper() for i in listed) else ()
        score = c.score + (0.05 if new or items else -0.05) + (0.15 if doers else 0.0) - (0.3 if c.sentence.heading else 0.0)
        score += (0.25 * people[0][1] if people else -0.15) if by_name else 0.0
        value = doers[0].group(2) if doers else new[0] if new else ""
        found.append(Choice(c, score, value, values=items, typed=1.0 if new or doers or items else 0.1))
    return found


_WHO_IS = re.compile(r"\bwho(?:'s| is| was| are| were)? (?:the|its|their|your|our|currently) (?!\w+ed\b)|\bname of the\b", re.I)
_WHO_LEADS = re.compile(
    r"\bwho (?:currently )?(?:chairs|heads|leads|runs|founded|manages|serves|presides|directs)\b|\bwhose (?:name|signature)\b", re.I
)
_TITLES = frozenset("Chief Executive Officer Officers Director Directors President Board Committee Chair Chairman Chairwoman Chairperson Vice Senior Independent General "
                    "Manager Lead Non Head Supervisory Managing Group Company Audit Department Team Office Message Letter Report The Our".split())  # fmt: skip
_NAMED = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Judge|Sir)\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}"
    r"|\b[A-Z][a-z'’-]+(?: [A-Z]\.)?(?: [A-Z][a-z'’-]+){1,2}(?=,? (?:\(|[-–—] ?)?(?:the |our |its )?(?:\w+ ){0,3}(?:Chair\w*|President|CEO|CFO|Chief|Director|General Manager|Head|Officer|Secretary)\b)"
    r"|\b[A-Z][a-z'’-]+(?: [A-Z]\.)?(?: [A-Z][a-z'’-]+){1,2}(?=,? (?:who )?(?:\w+ )?(?:serves?|served|acts|acted|is|was|chairs|heads|leads)\b)"
    r"|(?:(?<=CEO )|(?<=CFO )|(?<=Officer, )|(?<=Manager, )|(?<=Chairman, )|(?<=President, )|(?<=Director, ))[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+){1,2}"
)
_BY = re.compile(
    r"\b(\w+(?:ed|en|un|ht|ne))(?: \w+ly)? by (?:the |our |its )?([A-Z][\w'’&-]*(?: (?:(?:of|for|and|the|de|do|da) )?[A-Z0-9][\w'’&-]*)*)"
)


# ------------------------------------------------------------------------------------------------------------ lists
def _list(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    found = []
    for c in candidates:
        if c.record and c.record["kind"] == "observations":
            continue
        items = items_for(reading, c.sentence, scope)
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


def items_for(reading: Reading, sentence: Sentence, scope: Scope) -> tuple[str, ...]:
    """The enumeration of a sentence that the question asks for; items that name the noun are kept alone."""
    companies = tuple(dict.fromkeys(organizations_in(sentence, scope, reading)))
    if len(companies) >= 2:
        return companies
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for enumeration in enumerations(sentence.text):
        items = enumeration.items
        named = [i for i in items if reading.noun and reading.noun[-1] in words(i)]
        if len(named) >= 2:
            items = tuple(named)
        capital = [i for i in items if i[:1].isupper()]
        if len(capital) >= 2 and len(capital) < len(items) and _wants_names(reading):
            items = tuple(capital)
        lead = frozenset(words(enumeration.lead))
        terms = reading.content or reading.terms
        about = sum(t.weight * says(t, lead, scope) for t in terms) / (sum(t.weight for t in terms) or 1.0)
        inside = sum(t.weight * says(t, frozenset(words(items[0])), scope) for t in terms) / (sum(t.weight for t in terms) or 1.0)
        worth = 0.4 * enumeration.strong + 0.5 * about - 0.4 * inside + (0.35 if len(named) >= 2 else 0.0) + min(0.15, 0.03 * len(items))
        best = max(best, (worth, items))
    return best[1] if best[0] > 0.1 else ()


def _wants_names(reading: Reading) -> bool:
    return bool({"subsidiaries", "organizations", "facilities", "laws", "standards", "policies", "awards", "projects"} & set(reading.kinds))


# ------------------------------------------------------------------------------------------------------------ yes or no
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


def _yes_no(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    done = bool(_DONE.search(reading.english))
    any_at_all = bool(_ANY.search(reading.english))
    found = []
    for c in candidates:
        if c.record and c.record["kind"] == "observations":
            if any_at_all:
                found += [_some(reading, n, scope) for n in number_choices(replace(reading, wants="count", unit=None), [c], scope)]
            continue
        found.append(Choice(c, c.score - (0.15 if any_at_all and tabular(c.sentence) else 0.0), polarity(reading, c.sentence.text, done)))
    return found


_ANY = re.compile(r"\b(?:any|anyone|anybody|ever)\b|^(?:is|are|was|were|have|has) there\b", re.I)


def _some(reading: Reading, number: Choice, scope: Scope) -> Choice:
    """A count says whether there were any: none is "No"."""
    zero = number.figure is not None and number.figure.amount == 0
    return replace(number, score=number.score + 0.05, value="No" if zero else "Yes", figure=None)


def polarity(reading: Reading, text: str, done: bool) -> str:
    """ "Yes" or "No": no where the sentence denies it, or only plans what the question takes for done."""
    clause = _clause(reading, text)
    asked = reading.english
    opening = " ".join(text.split()[:12])
    if done and (_NOT_YET.search(clause) or _NOT_YET.search(opening)) and not _NOT_YET.search(asked):
        return "No"
    return "No" if _NOT.search(clause) and not _NOT.search(asked) else "Yes"


def _clause(reading: Reading, text: str) -> str:
    """The part of a sentence that says most of the question's words."""
    parts = [p for p in re.split(r"[;,](?!\d{3})|\b(?:and|but|while|whereas)\b", text) if p.strip()]
    stems = {s for t in reading.terms for way in (t.stems, *t.ways) for s in way}
    return max(parts, key=lambda p: len(stems & set(words(p))), default=text)


def _choice(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
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


# ------------------------------------------------------------------------------------------------------------ sentences
_BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|as a result|therefore|thereby|thus|hence|since|in order to|so that|so as to|to ensure|aims? to|helps? to|enabl\w+|reduc\w+|only|compared with)\b",
    re.I,
)


def _reason(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    return [
        replace(c, score=c.score + (0.05 if _BECAUSE.search(c.candidate.sentence.text) else 0.0)) for c in _text(reading, candidates, scope)
    ]


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
    return [Choice(c, c.score - (0.3 if c.sentence.heading or len(c.sentence.text.split()) < 4 else 0.0)) for c in candidates]


REPLIES: dict[str, Reply] = {
    "number": number_choices,
    "count": number_choices,
    "date": _date,
    "name": _name,
    "person": _person,
    "list": _list,
    "yes-no": _yes_no,
    "choice": _choice,
    "reason": _reason,
    "manner": _text,
    "place": _place,
    "frequency": _often,
    "contact": _contact,
    "text": _text,
}
"""How each sort of answer is found. A sort that is not here is answered by the sentence."""
