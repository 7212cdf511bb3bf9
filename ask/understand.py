"""A question is read: what it wants (a number, a date, a list ...), about which things, in which words, for which years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from ask.data import lines, toml
from ask.lexicon import Phrase, fold, in_english, lexicon, stands, unread, words
from ask.periods import asked_years, timeless
from ask.scope import Named, Scope
from ask.slips import MONTHS, fillers, mended
from index.words import STOP
from kg.units import lookup

_SPLIT = re.compile(
    r"[,;]?\s+and (?=(?:what|which|when|where|who|whom|why|how|in which|by how|of what|at what|to what|by when)\b|(?:is|are|was|were|did|has|have) (?:it|this|that|they|these|those)\b)"
    r"|, (?=(?:what|when|where|who|why|how) (?:is|are|was|were|did|does|do|much|many)\b)|\?\s+(?=\w)",
    re.I,
)
FILLER = 0.15
"""What a word without content of its own keeps of its weight."""
DARK = 0.8
"""What a word weighs that was not understood."""
SHARED = 0.4
"""What a part of a question takes of the weight of the words in its other parts."""
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w&.-]*")
_OR = re.compile(r"\s+or\s+", re.I)
_TITLE = re.compile(r"[\"“]([^\"”]{3,80})[\"”]")


@dataclass(frozen=True)
class Term:
    """Something that the evidence should say: its stems, other ways to say it, how much it weighs (0 to 1)."""

    stems: Phrase
    ways: tuple[Phrase, ...] = ()
    weight: float = 1.0
    filler: bool = False
    name: str | None = None
    """Full name of the organization, where the term names one."""
    proper: bool = False
    """It is written with a capital amid the question: a place, a name, a scheme."""


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
    right, notes = mended(english, scope)
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
    names, rest = _names(text, scope)
    noun, plural = _noun(low)
    wants = _wants(low, noun, plural)
    years = asked_years(text, scope.year)
    return Reading(
        question=text,
        english=text,
        wants=wants,
        noun=tuple(words(noun)),
        kinds=_kinds(noun if wants in ("list", "name", "count") else ""),
        terms=(*_counted(_terms(rest, scope), wants, tuple(words(noun))), *(_named(name) for name in names)),
        names=names,
        years=years,
        month=next(
            (i for i, m in enumerate(MONTHS, 1) if re.search(rf"\b{m}\b", low) and (m != "may" or re.search(r"\bin may\b", low))), None
        ),
        unit=_unit(fold(_unnamed(text))),
        options=_options(low) if wants == "choice" else (),
    )


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
    return _CAPITAL.sub(lambda m: m.group() if lookup(m.group().rstrip(".")) else " ", text)


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


# ------------------------------------------------------------------------------------------------------ names and terms
def _names(text: str, scope: Scope) -> tuple[tuple[Named, ...], str]:
    """Organizations that the question names, longest names first, and the question without them. Slips are forgiven."""
    found: list[Named] = []
    rest = text
    surfaces = sorted(((s, n) for n in scope.names for s in n.surfaces), key=lambda pair: (-len(pair[0]), pair[0]))
    for surface, named in surfaces:
        place = _place(surface, rest)
        if place and not (len(surface.split()) == 1 and (surface.islower() or _common(surface, rest[slice(*place)], text))):
            rest = f"{rest[: place[0]]} {rest[place[1] :]}"
            if named not in found and named.role != "reporter":
                found.append(named)
    return tuple(found), rest


def _common(surface: str, said: str, question: str) -> bool:
    """Is a single word said as a common noun: "industry" is no name in a question that has capitals elsewhere."""
    return surface[:1].isupper() and said.islower() and any(c.isupper() for c in question[1:])


def _place(surface: str, text: str) -> tuple[int, int] | None:
    at = stands(surface, text) if len(surface) <= 5 else stands(surface.lower(), text.lower())
    if at >= 0:
        return at, at + len(surface)
    if len(surface) < 8 or len(surface) > len(text):
        return None
    near = fuzz.partial_ratio_alignment(surface.casefold(), text.casefold(), score_cutoff=91)
    if near is None:
        return None
    start, end = near.dest_start, near.dest_end
    whole = (start == 0 or not text[start - 1].isalnum()) and (end >= len(text) or not text[end].isalnum())
    return (start, end) if whole and abs((end - start) - len(surface)) <= 2 else None


def _named(name: Named) -> Term:
    first, *others = name.stems or ((name.label,),)
    return Term(first, (*others, *lexicon().ways.get(first, ())), 0.9, name=name.label)


def _terms(text: str, scope: Scope) -> list[Term]:
    bare = timeless(text)
    low = fold(bare)
    for rule in ("how many", "how much", "how large", "how high"):
        low = low.replace(rule, " ")
    stems = words(low)
    known = lexicon()
    filler = fillers()
    proper = {s for m in _CAPITAL.finditer(bare) for s in words(m.group()) if m.group().casefold() not in MONTHS}
    found: dict[Phrase, Term] = {}
    for phrase in known.split(stems):
        ways = tuple(w for w in known.ways.get(phrase, ()) if all(s in scope.seen for s in w))
        rare = _weight(phrase, ways, scope)
        plain = all(s in filler for s in phrase) and len(phrase) == 1
        found.setdefault(phrase, Term(phrase, ways, FILLER * rare if plain else rare, plain, proper=bool(proper & set(phrase))))
    return list(found.values())


_ANYTHING = frozenset(words("people person number total amount percent company group year member thing unit time piece case item"))


def _counted(terms: Sequence[Term], wants: str, noun: Phrase) -> list[Term]:
    """What "how many ..." counts is no filler, however common the word."""
    counts = wants == "count" and bool(noun) and noun[-1] not in _ANYTHING
    return [replace(t, filler=False, weight=t.weight / FILLER) if counts and t.filler and t.stems == noun[-1:] else t for t in terms]


def _weight(phrase: Phrase, ways: Sequence[Phrase], scope: Scope) -> float:
    """How much is said by a term: the rarity of its rarest word; where the report never uses it, that of its synonyms."""
    own = max(scope.rarity(s) for s in phrase)
    if all(s in scope.seen for s in phrase) or not ways:
        return own
    return max(min(max(scope.rarity(s) for s in way) for way in ways), 0.45)
