"""Enumerations in a sentence: "channels, including e-mail, fax and telephone" holds three items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CUE = re.compile(
    r"\b(?:including but not limited to|including|includes?|included|such as|namely|consist(?:s|ing)? of|compris(?:es?|ing)|covers?|covering|involv(?:es?|ing)|"
    r"contain(?:s|ing)?|i\.e\.,?|e\.g\.,?|like|as follows|are|were|is|through|via|with|by means of)\b[ :,]*|:(?!\d)\s*",
    re.I,
)
_STRONG = re.compile(r"\b(?:including|includes?|included|such as|namely|consist|compris|as follows|i\.e)|:", re.I)
_COMMA = re.compile(r"\s*(?:;|、|，|,(?!\d{3}\b))\s*(?P<last>(?:and|or|as well as|&)\s+)?", re.I)
_AND = re.compile(r"\s+(?:and|or|as well as)\s+", re.I)
_CLAUSE = re.compile(r"(?:which|who|where|so|thereby|thus|accounting|while|to|in order|and the)\b", re.I)
_TAIL = re.compile(
    r"\s+(?:have|has|had|were|was|are|is|will|would|can|could|may|shall|should|to (?!(?:the|a)\b)[a-z]+|in order|so as|so that|which|who|that|where|while|when|for (?:the|its|our|their)|"
    r"from which|in (?:order|accordance|line)|according|based on|by \w+ing|thereby|thus|accounting|under the|on the|at the|during|within|this year|respectively|etc)\b.*$",
    re.I | re.S,
)
_OPEN = re.compile(r"[(\[][^()\[\]]*[)\]]|\"[^\"]*\"|“[^”]*”")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{10,400})[)\]]")
_LEGAL = re.compile(r",\s*(?=(?:Ltd|Inc|LLC|Co|Corp|S\.?A|Lda|GmbH|AG|PLC|L\.P|N\.V|B\.V|Limited)\b)")
_SHORTENED = re.compile(r"\b(?:Ltd|Inc|Corp|Co|Lda|S\.A|N\.V|B\.V|L\.P)$")
_ASIDE = re.compile(r"(?:since|as of|as at|until|from|in|by|on)(?: \w+){0,2} \d{4}$|(?:the )?(?:latter|former)\b", re.I)
"""What is put between two items and is none: "since 2022", "the latter by ..."."""
LONGEST = 24
"""Words of an item, at most."""


@dataclass(frozen=True)
class Enumeration:
    """Items in order; `lead` is what stands before them, `strong` when a word like "including" announces them."""

    items: tuple[str, ...]
    lead: str
    strong: bool


_BULLET = re.compile(r"^[\s•◆▪●○·*_\-–—>]*(?:\(?[\da-zA-Z][.)]\s+)?[*_]*")
_TERM = re.compile(r"^([A-Z][^:.;]{1,60}?)(?:\s*\([^)]*\))?[*_]*\s*(?::|\s[–—-])\s*[*_]*\s*\S")
ITEM = 6
"""Words of a line that is an item as it stands, at most."""


def following(after: str) -> tuple[tuple[str, ...], int]:
    """Items in the lines after a sentence, "Term: what it means" or a few words each, and where the last one ends."""
    items: list[str] = []
    at = end = 0
    for line in after.split("\n"):
        at += len(line) + 1
        bare = _BULLET.sub("", line).strip()
        if not bare:
            continue
        term = _TERM.match(bare)
        if not term and (len(bare.split()) > ITEM or not bare[0].isupper()):
            break
        items.append(term.group(1).strip() if term else bare.strip(" .;,*_"))
        end = at - 1
    return (tuple(items), end) if len(items) > 2 else ((), 0)


def enumerations(text: str) -> list[Enumeration]:
    """All enumerations of a sentence, those that are announced first, then the longest."""
    terms = _explained(text)
    if terms:
        return [terms]
    found = [*_numbered(text)]
    hidden = _hidden(text)
    for cue in _CUE.finditer(hidden):
        items = _items(text[cue.end() :], hidden[cue.end() :])
        if len(items) >= 2:
            found.append(Enumeration(items, text[: cue.start()], bool(_STRONG.match(cue.group()))))
    for bracket in _BRACKET.finditer(text):
        items = _items(bracket.group(1), _hidden(bracket.group(1)), ends=False)
        if len(items) >= 3:
            found.append(Enumeration(items, text[: bracket.start()], True))
    items = _items(text, hidden, ends=False)
    if len(items) >= 2:
        found.append(Enumeration(items, "", False))
    found += [Enumeration(pair, "", False) for pair in _pairs(text, hidden)]
    return sorted(found, key=lambda e: (not e.strong, -len(e.items)))


def _explained(text: str) -> Enumeration | None:
    """ "... these themes: Just pay - that ...; Safe work - which ...": a list whose every item is explained."""
    head, colon, rest = text.partition(": ")
    terms = [m.group(1).strip() if (m := _TERM.match(part.strip())) else "" for part in rest.split("; ")] if colon else []
    return Enumeration(tuple(terms), head, True) if len(terms) > 1 and all(terms) else None


_NUMBERS = re.compile(
    r"\b(?P<head>[A-Z]?[a-z]+)s (?P<items>(?:[IVX]+|[A-Z]|\d{1,2})(?:(?:, | and | & |, and )(?:[IVX]+|[A-Z]|\d{1,2})(?![\w%.-]))+)(?![\w%])"
)


def _numbered(text: str) -> Iterator[Enumeration]:
    """ "Units I and III": things that are told apart by a numeral or a letter."""
    for match in _NUMBERS.finditer(text):
        if match["head"].casefold() not in ("scope", "year", "category", "tier", "phase", "page", "chapter", "section"):
            marks = re.split(r",? and | & |, ", match["items"])
            yield Enumeration(tuple(f"{match['head']} {mark}" for mark in marks), text[: match.start()], False)


def _pairs(text: str, hidden: str) -> Iterator[tuple[str, ...]]:
    """ "The A and the B" of each clause."""
    at = 0
    for end in [*(m.start() for m in _COMMA.finditer(hidden)), len(hidden)]:
        joint = _AND.search(hidden, at, end)
        if joint:
            pair = _tidied([text[at : joint.start()], text[joint.end() : end]])
            if len(pair) == 2:
                yield pair
        at = end + 1


def _hidden(text: str) -> str:
    """The text with brackets, quotes and legal forms blanked, so that no joint is found in them."""
    blank = _OPEN.sub(lambda m: "x" * len(m.group()), text)
    return _LEGAL.sub(lambda m: "x" * len(m.group()), blank)


def _items(text: str, hidden: str, ends: bool = True) -> tuple[str, ...]:
    stop = re.search(r"[.!?]\s+(?=[A-Z\"“])|[.!?]$|;\s(?=[^;]*\b(?:is|are|was|were|has|have)\b)", hidden) if ends else None
    limit = stop.start() if stop else len(hidden)
    parts: list[tuple[int, int]] = []
    at, closed = 0, False
    for comma in _COMMA.finditer(hidden, 0, limit):
        parts.append((at, comma.start()))
        at = comma.end()
        if closed or (ends and _CLAUSE.match(hidden[at:])):
            break
        closed = bool(comma["last"])
    else:
        joint = None if closed else _AND.search(hidden, at, limit)
        parts += [(at, joint.start()), (joint.end(), limit)] if joint else [(at, limit)]
    return _tidied([text[a:b] for a, b in parts])


def _tidied(parts: Sequence[str]) -> tuple[str, ...]:
    """Items without articles, tails and "etc."; the list ends at the first that is a clause."""
    kept: list[str] = []
    for i, part in enumerate(parts):
        bare = _TAIL.sub("", " " + part.strip(" .;,")) if i == len(parts) - 1 else part
        bare = re.sub(r"^(?:and|or|the|a|an|its|our|their|both|also|other|etc\.?)\s+", "", bare.strip(' .;,:•◆-"“”'), flags=re.I).strip(
            ' "“”'
        )
        bare = re.sub(r"\s+(?:and|or)$", "", bare)
        if not bare or _ASIDE.match(bare) or re.fullmatch(r"etc\.?|others?|so on|more|among others", bare, re.I):
            continue
        if len(bare.split()) > LONGEST:
            break
        kept.append(f"{bare}." if _SHORTENED.search(bare) else bare)
    return tuple(kept)
