"""A question is read: what it wants (a number, a date, a list ...), about which things, in which words, for which years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from ask.data import lines, toml
from ask.lexicon import Phrase, fold, in_english, unread, words
from ask.periods import asked_years
from ask.scope import Named, Scope
from ask.slips import MONTHS, mended
from ask.terms import CAPITAL, Term, asking_why, counting, names_in, naming, terms_of, unasked
from index.words import STOP
from kg.units import lookup

_SPLIT = re.compile(
    r"[,;]?\s+and (?=(?:what|which|when|where|who|whom|why|how|in which|by how|of what|at what|to what|by when)\b|(?:is|are|was|were|did|has|have) (?:it|this|that|they|these|those)\b)"
    r"|, (?=(?:what|when|where|who|why|how) (?:is|are|was|were|did|does|do|much|many)\b)|\?\s+(?=\w)",
    re.I,
)
DARK = 0.8
"""What a word weighs that was not understood."""
SHARED = 0.4
"""What a part of a question takes of the weight of the words in its other parts."""
_OR = re.compile(r"\s+or\s+", re.I)
_TITLE = re.compile(r"[\"“]([^\"”]{3,80})[\"”]")


@dataclass(frozen=True)
class Reading:
    """How a question was read. `wants` is one of the names in ask/data/questions.toml, "list", "name" or "text"."""

    question: str
    english: str
    wants: str
    noun: Phrase = ()
    """Stems of what "which ..." or "how many ..." asks for."""
    kinds: tuple[str, ...] = ()
    """Kinds of record that the noun names."""
    status: str | None = None
    """The status that facts of the kind must have: "which initiatives has it joined?"."""
    terms: tuple[Term, ...] = ()
    names: tuple[Named, ...] = ()
    years: tuple[int, ...] = ()
    month: int | None = None
    unit: str | None = None
    options: tuple[str, ...] = ()
    """The sides of an "or" question."""
    parts: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def content(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.filler)

    def explain(self) -> dict[str, Any]:
        """The reading as plain data, for `--explain`."""
        said = {"wants": self.wants, "asked for": " ".join(self.noun) or None, "kinds": list(self.kinds), "unit": self.unit,
                "names": [n.label for n in self.names], "years": list(self.years), "month": self.month,
                "terms": [{"term": " ".join(t.stems), "weight": round(t.weight, 2), "also": [" ".join(w) for w in t.ways[:6]]} for t in self.terms],
                "options": list(self.options), "notes": list(self.notes)}  # fmt: skip
        if self.english != self.question:
            said["in English"] = self.english
        if self.parts:
            said["parts"] = [part.explain() for part in self.parts]
        return {key: value for key, value in said.items() if value not in (None, [], "")}


def read_question(question: str, scope: Scope) -> Reading:
    """Read a question against a report: names that the report knows, slips of the pen mended from its words."""
    english = in_english(question)
    right, notes = mended(as_company(english, scope), scope)
    pieces = [piece.strip(" ?.,") for piece in _SPLIT.split(right) if piece.strip(" ?.,")]
    dark = tuple(Term(tuple(words(run)), weight=DARK) for run in unread(question))
    notes += [f"{' '.join(run.stems)} not understood" for run in dark]
    whole = _one(right, scope)
    reading = replace(whole, question=question, english=english, notes=tuple(notes), terms=(*whole.terms, *dark))
    if len(pieces) < 2:
        return reading
    first = _one(pieces[0], scope)
    parts = [first, *(_following(piece, first, scope) for piece in pieces[1:])]
    return replace(reading, wants=parts[0].wants, parts=tuple(_completed(part, reading) for part in parts))


_SORT_OF_COMPANY = (
    r"bank|insurer|airline|utility|retailer|miner|manufacturer|lender|car ?maker|automaker|steelmaker|brewer|developer|airport|institution|conglomerate|"
    r"issuer|producer|maker|operator|society|cooperative|foundry|shipper|carrier|university|hospital|fund|brewery|refiner|builder|railway|port"
)
_SELF = re.compile(
    rf"\b(?:the|this) (?:{_SORT_OF_COMPANY})(?=['’]s\b|\b(?!['’]|\s+(?:of|that|which|where|who|whose|in|at|it|we)\b|\s+(?-i:[A-Z])|-))",
    re.I,
)
"""Whose report it is, told by what it is."""


_GROUPS = re.compile(
    r"^\W*who are (?:the |its |their |our )?(?:company['’]s |main |key |most important |important )*(stakeholder|interest group)", re.I
)
"""Groups are asked for by "who" as by "which"."""


def as_company(question: str, scope: Scope) -> str:
    """The question with "the company" for whose report it is: "the bank", "the group's", or the first word of its name alone."""
    said = _GROUPS.sub(r"which are the \1", _SELF.sub("the company", question))
    first = scope.reporter.label.split()[0].strip(",.") if scope.reporter else ""
    if len(first) < 4 or not first[0].isupper() or (scope.reporter and first in scope.reporter.surfaces):
        return said  # a short name is known by itself
    return re.sub(rf"(?<![\w&-])(?<![A-Z][a-z] ){re.escape(first)}(?=['’]s\b|(?![\w-]|['’]|\s+(?:&\s)?[A-Z]))", "the company", said)


_OF_THEM = re.compile(r"\b(of|among|from) (?:them|these|those|which)\b", re.I)
_THAN_BEFORE = re.compile(
    r"^(?:is|are|was|were) (?:it|this|that|they) (?:more|less|fewer|higher|lower|larger|smaller|better|worse|the same)\b", re.I
)


def _following(piece: str, first: Reading, scope: Scope) -> Reading:
    """A later part of a question: "of them" is of what the first part asks for, "was it more the year before" the same for that year."""
    years = asked_years(piece, scope.year)
    if years and _THAN_BEFORE.search(piece):
        return replace(first, years=years)
    noun = _noun(fold(first.english))[0]
    return _one(_OF_THEM.sub(rf"\1 the {noun}", piece) if noun else piece, scope)


def _completed(part: Reading, whole: Reading) -> Reading:
    """A part of a question keeps its own words, and takes the names, years (not "the year before") and, for less, the words of the whole."""
    own = {t.stems for t in part.terms}
    shared = tuple(replace(t, weight=t.weight * SHARED) for t in whole.terms if t.stems not in own)
    return replace(
        part,
        names=part.names or whole.names,
        years=part.years or asked_years(whole.english, None),
        month=part.month or whole.month,
        terms=(*part.terms, *shared),
    )


_WHERE = re.compile(r"\b(?:in|of|from|under) the (?:[\w&-]+ ){1,3}(?:section|chapter|paragraph)s?\b(?: of the report)?", re.I)
"""Where to look is no part of what is asked."""
_BUT_FOR = re.compile(r"\((?:excluding|including|without|except|excl\.?|incl\.?)\b[^()]*\)", re.I)


def _one(text: str, scope: Scope) -> Reading:
    text = _WHERE.sub(" ", _BUT_FOR.sub(" ", text))
    low = " ".join(re.sub(r"'s\b|s'(?= )|[()]", " ", fold(text)).split())
    names, rest = names_in(text, scope)
    noun, plural = _noun(low)
    wants = _wants(low, noun, plural)
    years = asked_years(text, scope.year)
    standing = _standing(low, noun) if wants in ("list", "name", "count") else None
    terms = asking_why(counting(terms_of(rest, scope), wants, tuple(words(noun))), wants)
    return Reading(
        question=text,
        english=text,
        wants=wants,
        noun=tuple(words(noun)),
        kinds=("awards",) if standing else _kinds(noun if wants in ("list", "name", "count") else ""),
        status=standing["status"] if standing else None,
        terms=(*(unasked(terms, standing["words"]) if standing else terms), *(naming(name) for name in names)),
        names=names,
        years=years,
        month=next(
            (i for i, m in enumerate(MONTHS, 1) if re.search(rf"\b{m}\b", low) and (m != "may" or re.search(r"\bin may\b", low))), None
        ),
        unit=_unit(fold(_unnamed(text))),
        options=_options(low) if wants == "choice" else (),
    )


def _standing(low: str, noun: str) -> dict[str, str] | None:
    """Where a question asks what the company belongs to: the entry of the data file."""
    rules: Sequence[dict[str, str]] = toml("questions.toml")["standing"]
    return next((rule for rule in rules if re.search(rule["noun"], noun) and re.search(rule["said"], low)), None)


# ------------------------------------------------------------------------------------------------------ what is wanted
def _wants(low: str, noun: str, plural: bool) -> str:
    rules: Sequence[dict[str, str]] = toml("questions.toml")["wants"]
    for rule in rules:
        if re.search(rule["pattern"], low):
            if rule["what"] == "number" and noun and plural and not _measures(noun) and not re.search(r"\bhow\b", low):
                break
            return rule["what"]
    if noun and _measures(noun):
        return "number"
    if noun:
        return "list" if plural else "name"
    if _measures(" ".join(low.split()[:6])):
        return "number"
    return "text"


def _measures(noun: str) -> bool:
    return bool(set(noun.split()) & set(toml("questions.toml")["measure"]["nouns"]))


_ASKED = re.compile(
    r"\b(?:which|what|how many|list|name)\b(?: of)?(?: (?:is|are|was|were))?(?: all)?(?: (?:the|its|their|our|these|those))?\s+((?:[a-z0-9&/' -]|\.(?=[a-z0-9])|(?<=\.[a-z])\.)+)"
)


def _noun(low: str) -> tuple[str, bool]:
    """The noun phrase that is asked for, and whether it is many: "which green laws apply" gives ("green laws", True)."""
    match = _ASKED.search(low)
    if not match:
        return "", False
    data = toml("questions.toml")["number"]
    taken: list[str] = []
    for word in match.group(1).split():
        if word in data["verbs"] or (word in STOP and word not in ("of", "and", "in")) or (word in ("of", "in", "and", "for") and taken):
            break
        taken.append(word)
    head = taken[-1] if taken else ""
    plural = head in data["plural"] or (head.endswith("s") and not head.endswith("ss") and head not in data["singular"])
    return " ".join(taken[-5:]), plural


def _unnamed(text: str) -> str:
    """A question without the words of names, which may sound like units: the "Energy" of an "Energy Fund"."""
    return CAPITAL.sub(lambda m: m.group() if lookup(m.group().rstrip(".")) else " ", text)


def _unit(low: str) -> str | None:
    units: dict[str, list[str]] = {k: v for k, v in toml("questions.toml")["units"].items() if k != "bare"}
    counted = re.search(r"\bhow many (\w+)", low)
    unit = lookup(counted.group(1)) if counted else None
    if unit and unit.dimension not in (None, "count"):
        return unit.dimension
    bare = bool(set(toml("questions.toml")["units"]["bare"]) & set(low.strip(" ?.").split()))
    for dimension, spelled in units.items():
        if bare and dimension != "share":
            continue
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", low) for word in spelled):
            return dimension
    return None


def _options(low: str) -> tuple[str, ...]:
    """The two sides of "bought or used?": the words next to the "or"."""
    left, *right = _OR.split(low, maxsplit=1)
    return (" ".join(left.split()[-3:]), " ".join(right[0].rstrip("?").split()[:6])) if right else ()


@cache
def _kind_words() -> tuple[tuple[Phrase, str], ...]:
    pairs = (line.split("\t") for line in lines("kinds.tsv"))
    found = [(tuple(words(term)), kind) for kind, terms in pairs for term in terms.split("|")]
    return tuple(sorted(((p, k) for p, k in found if p), key=lambda pair: -len(pair[0])))


def _kinds(noun: str) -> tuple[str, ...]:
    stems = tuple(words(noun))
    return tuple(dict.fromkeys(kind for phrase, kind in _kind_words() if stems[-len(phrase) :] == phrase))
