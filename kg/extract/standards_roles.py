"""What is done with a standard (complies, references, drafted, led, revised), and of which level a text says that it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from kg.data import load
from kg.extract.others import of_others
from kg.names import Names

_LEVEL = re.compile(r"\b(international|national|industry|industrial|group|local|association) standards?\b", re.I)


@cache
def _roles() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile(rf"\b(?:{'|'.join(words)})(?!\w)", re.I)) for role, words in load("standards")["roles"].items()]


def roles_in(text: str) -> tuple[str, ...]:
    """What a sentence says is done with the standards in it."""
    found = tuple(role for role, pattern in _roles() if pattern.search(text))
    if "references" in found and "complies" in found:
        found = tuple(r for r in found if r != "complies") if re.search(r"with reference|referr?", text, re.I) else found
    return found


_CERTIFIED = re.compile(
    r"\b(?:re-?certif\w+|accredited|certificates?|holds?|held|obtain(?:s|ed)|acquired|achieved|attained|assessed|audited|verified|registered)\b"
)
_MEANT = re.compile(r"\b(?:not yet|plans?|planned|intends?|intention|appl(?:y|ied|ies) for|expects?|targets?|targeting|considered|aims?)\b")


def roles_near(text: str, at: int, names: Names) -> tuple[str, ...]:
    """The roles that the words around a place tell; who holds a certificate to a standard complies with it, unless others do."""
    if of_others(text, at, names):
        return ("references",)
    head = text[max(0, at - 220) : at + 120]
    found = tuple(r for r in roles_in(re.sub(r"\([Rr]evised\)", "", head)) if r in ("complies", "references", "drafted", "led", "revised"))
    near = text[max(0, at - 90) : at + 70]
    return ("complies",) if not found and _CERTIFIED.search(near) and not _MEANT.search(near) else found


def roles_used(roles: tuple[str, ...]) -> tuple[str, ...]:
    """What a company does with a world body's framework: it does not draft it, whatever else the sentence says is drafted."""
    return tuple(r for r in roles if r in ("complies", "references"))


def roles_of(tellings: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The roles of a standard told in several places: drafting as told; of complying and referring the one told more often.

    What a report names and says nothing more of, it refers to.
    """
    made = tuple(dict.fromkeys(r for roles in tellings for r in roles if r not in ("complies", "references")))
    use = Counter(r for roles in tellings for r in roles)
    if made and not use["complies"] + use["references"]:
        return made
    complies = use["complies"] > 2 * use["references"]  # words of complying stand near many things, those of referring near few
    return ("complies" if complies else "references", *made)


def spoken_level(text: str) -> str | None:
    """The level that a text names: "national standards"."""
    match = _LEVEL.search(text)
    word = match.group(1).casefold() if match else ""
    return {"industrial": "industry", "association": "group"}.get(word, word) or None
