"""From the best candidates to an answer of the wanted sort: a number, a date, a name, a list, yes or no, a reason, or the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ask.data import toml
from ask.figures import Figure, amount_of, dates
from ask.lists import enumerations
from ask.proposal import Proposal, Value
from ask.rank import Candidate
from ask.scope import Scope
from ask.text import Evidence, Sentence, says
from ask.understand import Reading, Term
from index.words import stem, words
from kg.quantities import cell
from kg.units import unit_of

TOP = 16
"""Candidates that are looked at."""
SAID = 60
"""Words of a sentence that an answer shows; a longer one is cut around what answers."""


@dataclass(frozen=True, eq=False)
class Choice:
    """A candidate and what in it answers."""

    candidate: Candidate
    score: float
    value: str = ""
    figure: Figure | None = None
    values: tuple[Value, ...] = ()
    typed: float = 1.0
    """1 when it holds the wanted sort of thing, 0 when it does not."""


Reply = Callable[[Reading, Sequence[Candidate], Scope], list[Choice]]


def choices(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    """What the candidates answer, best first."""
    usable = [c for c in candidates if not c.sentence.points][: TOP * 2]
    found = REPLIES.get(reading.wants, _text)(reading, usable, scope)
    return sorted(found, key=lambda c: (-c.score, c.candidate.sentence.start))


# ------------------------------------------------------------------------------------------------------------ numbers
def _number(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    found = []
    for c in candidates:
        if c.sentence.heading:
            continue
        for figure in figures_of(c):
            bonus = _sort_of_figure(reading, figure) + _near(reading, c, figure, scope) - 0.15 * _unasked(reading, c, scope) + _time(reading, c, figure, scope)
            found.append(Choice(c, c.score + bonus, figure.text, figure))
    return found


def figures_of(c: Candidate) -> list[Figure]:
    """The figures of a candidate: that of an observation is its value."""
    record = c.record
    if record and record["kind"] in ("observations", "targets"):
        if record.get("value") is None:
            return []
        return [_of_record(record)]
    if record:
        return []
    if c.sentence.row:
        return _of_row(c.sentence)
    return c.sentence.figures


def _of_record(record: dict[str, Any]) -> Figure:
    text = str(record.get("value_text") or record["value"])
    unit = str(record.get("unit") or "")
    known = unit_of(unit) if unit else None
    if unit and unit.casefold() not in text.casefold():
        text = text + unit if unit in ("%", "‰") else f"{text} {unit}"
    year = re.search(r"(?:19|20)\d\d", str(record.get("period") or record.get("due") or ""))
    return Figure(0, 0, text, amount_of(Decimal(str(record["value"])), known), known.dimension if known else None, int(year.group()) if year else None)


def _of_row(row: Sentence) -> list[Figure]:
    """The value cells of a table row; `year` of a figure is that of its column."""
    label, *cells = row.text.split(", ")
    unit = next((c for c in cells if not re.search(r"\d", c.replace("CO2", "").replace("CO 2", "")) and unit_of(c)), "")
    known = unit_of(unit) if unit else None
    found = []
    for text in cells:
        head, _, value = text.rpartition(": ")
        quantity = cell(value)
        if quantity is None:
            continue
        measure = quantity.unit or known
        said = value if quantity.unit or not unit else f"{value}{unit}" if unit in ("%", "‰") else f"{value} {unit}"
        year = re.search(r"(?:19|20)\d\d", head)
        found.append(Figure(0, 0, said, amount_of(quantity.value, measure), measure.dimension if measure else None, int(year.group()) if year else None))
    return found


def _sort_of_figure(reading: Reading, figure: Figure) -> float:
    """Does a figure's unit fit the question?"""
    dimension = "mass" if figure.dimension == "co2e" else figure.dimension
    if dimension == "rank":
        return 0.05 if _asks(reading, "rank", "posit", "place", "stand") else -0.25
    if reading.wants == "count" and reading.unit is None:
        return -0.2 if dimension not in (None, "count") else 0.1 if set(words(figure.text)) & set(reading.noun) else 0.05
    if reading.unit is None:
        return 0.0
    if reading.unit == "share" and dimension == "ratio":
        return 0.02
    return 0.1 if dimension == reading.unit else -0.03 if dimension is None else -0.2


def _asks(reading: Reading, *stems: str) -> bool:
    said = set(words(reading.english)) | {s for t in reading.terms for s in t.stems}
    return bool(said & set(stems))


def _near(reading: Reading, c: Candidate, figure: Figure, scope: Scope) -> float:
    """Are the question's words close to the figure? In a row and an observation they are."""
    if c.record or c.sentence.row:
        return 0.06
    window = c.sentence.text[max(0, figure.start - 90) : figure.end + 60]
    bag = frozenset(words(window))
    terms = reading.content or reading.terms
    total = sum(t.weight for t in terms) or 1.0
    return 0.14 * sum(t.weight * says(t, bag, scope) for t in terms) / total


def _unasked(reading: Reading, c: Candidate, scope: Scope) -> float:
    """The share of a row's label that the question does not ask for: "Indirect" of "Indirect emissions" for "emissions"."""
    if c.record and c.record["kind"] in ("observations", "targets"):
        label = c.record["metric"] or c.record["label"]
        label += " " + " ".join(str(v) for v in (c.record.get("dimensions") or {}).values())
    elif c.sentence.row:
        label = c.sentence.text.split(", ")[0].split(" > ")[-1]
    else:
        return 0.0
    asked = {s for t in reading.terms for way in (t.stems, *t.ways) for s in way} | set(words(reading.english))
    stems = [s for s in words(label) if not s.isdigit()]
    total = sum(scope.rarity(s) for s in stems)
    return sum(scope.rarity(s) for s in stems if s not in asked and s != "total") / total if total else 0.0


def _time(reading: Reading, c: Candidate, figure: Figure, scope: Scope) -> float:
    """A figure of the wanted year, or of the report's own; targets only where they are asked for."""
    off = 0.0
    wanted = reading.years or ((scope.year,) if scope.year else ())
    if figure.year and wanted and figure.year not in wanted:
        off -= 0.3 if reading.years else 0.12
    record = c.record
    if record and (record["kind"] == "targets" or record.get("type") == "target"):
        off -= 0.0 if _asks(reading, *TARGET) else 0.15
    return off


TARGET = tuple(stem(w) for w in ("target", "goal", "aim", "plan", "objective", "reduce", "cut", "will", "ambition"))


# ------------------------------------------------------------------------------------------------------------ dates, names
def _date(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    found = []
    for c in candidates:
        if c.record and c.record["kind"] == "observations":
            continue
        said = dates(c.sentence.text)
        if not said:
            found.append(Choice(c, c.score - 0.12, typed=0.0))
        for start, end, text in said:
            precise = 0.04 if re.search(r"[a-z]", text, re.I) else 0.0
            near = _near(reading, c, Figure(start, end, text, _zero()), scope)
            found.append(Choice(c, c.score + 0.05 + precise + near, text))
    return found


def _zero() -> Decimal:
    return Decimal(0)


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
        fitting = [n for n in names if head and head in words(n)] or _organizations(c.sentence, scope, reading)
        value = max(fitting, key=len) if fitting else ""
        found.append(Choice(c, c.score + (0.06 if value else -0.02), value, typed=1.0 if value else 0.5))
    return found


def _organizations(sentence: Sentence, scope: Scope, reading: Reading) -> list[str]:
    """Organizations that a sentence names, where the question asks for one."""
    if not {"organizations", "subsidiaries", "stakeholders"} & set(reading.kinds):
        return []
    asked = {n.label for n in reading.names}
    return [s for n in scope.names if n.label not in asked and n.role != "reporter"
            for s in n.surfaces if len(s) > 3 and re.search(rf"(?<!\w){re.escape(s)}(?!\w)", sentence.text)]  # fmt: skip


def _person(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    found = []
    for c in candidates:
        roles = [m.group() for m in _ROLE.finditer(c.sentence.text)] + _organizations(c.sentence, scope, reading)
        asked = set(words(reading.english))
        new = [r for r in roles if not set(words(r)) <= asked]
        found.append(Choice(c, c.score + (0.05 if new else -0.05), new[0] if new else "", typed=1.0 if new else 0.3))
    return found


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


def items_for(reading: Reading, sentence: Sentence, scope: Scope) -> tuple[str, ...]:
    """The enumeration of a sentence that the question asks for; items that name the noun are kept alone."""
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
_DONE = re.compile(r"\b(?:already|won|win|got|get|obtained|obtain|received|receive|hold|holds|held|connected|completed|finished|certified|awarded|put into|in operation|operating|have|has|had|did|yet)\b", re.I)


def _yes_no(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    done = bool(_DONE.search(reading.english))
    found = []
    for c in candidates:
        if c.record and c.record["kind"] == "observations":
            continue
        found.append(Choice(c, c.score, polarity(reading, c.sentence.text, done)))
    return found


def polarity(reading: Reading, text: str, done: bool) -> str:
    """ "Yes" or "No": no where the sentence denies it, or only plans what the question takes for done."""
    clause = _clause(reading, text)
    asked = reading.english
    if done and _NOT_YET.search(clause) and not _NOT_YET.search(asked):
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
        said = [sum(says(Term((x,), _ways(reading, x)), c.sentence.stems, scope) for x in side) / len(side) if side else 0.0 for side in only]
        best = max(range(len(said)), key=lambda i: said[i]) if said else None
        clear = best is not None and said[best] > 0.5 and sorted(said)[-2:][0] < said[best]
        found.append(Choice(c, c.score + (0.06 if clear else 0.0), reading.options[best] if clear and best is not None else "", typed=1.0 if clear else 0.5))
    return found


def _ways(reading: Reading, one: str) -> tuple[tuple[str, ...], ...]:
    return next((t.ways for t in reading.terms if t.stems == (one,)), ())


# ------------------------------------------------------------------------------------------------------------ sentences
_BECAUSE = re.compile(r"\b(?:because|due to|owing to|as a result|therefore|thereby|thus|hence|since|in order to|so that|so as to|to ensure|aims? to|helps? to|enabl\w+|reduc\w+|only|compared with)\b", re.I)


def _reason(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    return [replace(c, score=c.score + (0.05 if _BECAUSE.search(c.candidate.sentence.text) else 0.0)) for c in _text(reading, candidates, scope)]


_PLACE = re.compile(r"\b(?:in|at|on|near|of|from)\s+(?:the\s+)?[A-Z]\w+|\b\d+(?:st|nd|rd|th)\b|\branked\b")


def _place(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    return [replace(c, score=c.score + (0.04 if _PLACE.search(c.candidate.sentence.text) else 0.0)) for c in _text(reading, candidates, scope)]


def _text(reading: Reading, candidates: Sequence[Candidate], scope: Scope) -> list[Choice]:
    return [Choice(c, c.score - (0.3 if c.sentence.heading or len(c.sentence.text.split()) < 4 else 0.0)) for c in candidates]


REPLIES: dict[str, Reply] = {
    "number": _number,
    "count": _number,
    "date": _date,
    "name": _name,
    "person": _person,
    "list": _list,
    "yes-no": _yes_no,
    "choice": _choice,
    "reason": _reason,
    "manner": _text,
    "place": _place,
    "text": _text,
}
"""How each sort of answer is found. A sort that is not here is answered by the sentence."""


# ------------------------------------------------------------------------------------------------------------ wording
def shown(sentence: Sentence, around: str = "") -> str:
    """A sentence for an answer, cut around what answers when it is long."""
    said = sentence.text.split()
    if len(said) <= SAID:
        return sentence.text
    at = sentence.text.find(around) if around else 0
    before = len(sentence.text[: max(0, at)].split())
    first = max(0, min(before - SAID // 2, len(said) - SAID))
    cut = " ".join(said[first : first + SAID])
    return ("... " if first else "") + cut + (" ..." if first + SAID < len(said) else "")


def worded(reading: Reading, choice: Choice) -> str:
    """The answer in a person's words: the value first, then how the report puts it."""
    record = choice.candidate.record
    if record and choice.figure:
        told = [record["metric"] or record["label"], *(str(v) for v in (record.get("dimensions") or {}).values()), record.get("period") or record.get("due")]
        return f"{choice.value} ({', '.join(str(t) for t in dict.fromkeys(told) if t)})"
    text = shown(choice.candidate.sentence, choice.value)
    if choice.values:
        return ", ".join(str(v) for v in choice.values)
    if not choice.value or choice.value == text:
        return text
    return f"{choice.value}{'.' if choice.value in ('Yes', 'No') else ':'} {text}"


def cited(choice_list: Iterable[Choice], source: str) -> tuple[Evidence, ...]:
    """The citations of choices, each place once."""
    found: dict[tuple[int, int], Evidence] = {}
    for choice in choice_list:
        for e in choice.candidate.evidence(source):
            found.setdefault((e["start"], e["end"]), e)
    return tuple(found.values())


def measures() -> frozenset[str]:
    """Stems of nouns that ask for a number."""
    return frozenset(stem(w) for w in toml("questions.toml")["measure"]["nouns"])
