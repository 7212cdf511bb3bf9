"""The names and words of a question: what the evidence should say, in other wordings too, and how much each weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ask.data import toml
from ask.lexicon import Phrase, fold, lexicon, stands, words
from ask.periods import timeless
from ask.scope import Named, Scope
from ask.slips import MONTHS, fillers

FILLER = 0.15
"""What a word without content of its own keeps of its weight."""
CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w&.-]*")
"""A word with a capital amid a question."""


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


def names_in(text: str, scope: Scope) -> tuple[tuple[Named, ...], str]:
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


def naming(name: Named) -> Term:
    first, *others = name.stems or ((name.label,),)
    return Term(first, (*others, *lexicon().ways.get(first, ())), 0.9, name=name.label)


def terms_of(text: str, scope: Scope) -> list[Term]:
    bare = timeless(text)
    bare = bare if words(bare) else text  # "What is the reporting period?" asks for it
    low = fold(bare)
    for rule in ("how many", "how much", "how large", "how high"):
        low = low.replace(rule, " ")
    stems = words(low)
    known = lexicon()
    filler = fillers()
    proper = {
        s for m in CAPITAL.finditer(bare) for s in words(m.group()) if m.group().casefold() not in MONTHS and not _of_the_field(m.group())
    }
    found: dict[Phrase, Term] = {}
    for phrase in known.split(stems):
        plain = len(phrase) == 1 and phrase[0] in filler
        ways = tuple(
            w for w in known.ways.get(phrase, ()) if all(s in scope.seen for s in w) and (plain or not (len(w) == 1 and w[0] in filler))
        )
        rare = _weight(phrase, ways, scope)
        found.setdefault(phrase, Term(phrase, ways, FILLER * rare if plain else rare, plain, proper=bool(proper & set(phrase))))
    return list(found.values())


def _of_the_field(word: str) -> bool:
    """Is a word with a capital an abbreviation that every report has, and no name: "ESG", "SDGs", "KPI"?"""
    return word.rstrip("s.").isupper() and word.rstrip("s.") in toml("questions.toml")["abbreviations"]["words"]


_ANYTHING = frozenset(words("people person number total amount percent company group year member thing unit time piece case item"))


_SELF = frozenset(words("company group firm business organization corporation enterprise report year"))


def counting(terms: Sequence[Term], wants: str, noun: Phrase) -> list[Term]:
    """What "how many ..." counts is no filler, however common the word; nor is what alone is asked: "Who owns the company?"."""
    if terms and all(t.filler for t in terms):
        return [t if set(t.stems) <= _SELF else replace(t, filler=False, weight=t.weight / FILLER) for t in terms]
    counts = wants == "count" and bool(noun) and noun[-1] not in _ANYTHING
    return [replace(t, filler=False, weight=t.weight / FILLER) if counts and t.filler and t.stems == noun[-1:] else t for t in terms]


def asking_why(terms: Sequence[Term], wants: str) -> list[Term]:
    """The words that ask for a cause ("what explains ...?") are none that the answer must say."""
    return unasked(terms, " ".join(toml("questions.toml")["cause"]["words"])) if wants == "reason" else list(terms)


def unasked(terms: Sequence[Term], said: str) -> list[Term]:
    """The terms, where those among these words need not be said by an answer."""
    asks = frozenset(words(said))
    return [replace(t, filler=True, weight=t.weight * FILLER) if not t.filler and set(t.stems) <= asks else t for t in terms]


def _weight(phrase: Phrase, ways: Sequence[Phrase], scope: Scope) -> float:
    """How much is said by a term: the rarity of its rarest word; where the report never uses it, that of its synonyms."""
    own = max(scope.rarity(s) for s in phrase)
    if all(s in scope.seen for s in phrase) or not ways:
        return own
    return max(min(max(scope.rarity(s) for s in way) for way in ways), 0.45)
