"""Things said several times become one fact: by title, whatever its word order, articles or spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz

from kg.data import load
from kg.facts import Fact
from kg.names import PRONOUN, Names
from report.model import Span

_SMALL = frozenset("the a an of for and or to in on at by with from its our their s".split())
_SPELLING = [
    ("isation", "ization"),
    ("ise ", "ize "),
    ("centre", "center"),
    ("labour", "labor"),
    ("programme", "program"),
    ("aluminium", "aluminum"),
]


@cache
def words_of(file: str, *lists: str) -> str:
    """The words of lists of a data file, as one choice of a regular expression."""
    return "|".join(word for name in lists for word in load(file)[name])


@lru_cache(maxsize=20_000)
def key(title: str) -> str:
    """A title as its words without order, case, articles, plurals and British spelling."""
    plain = re.sub(r"\b(anti|non|co|re|pre|multi)-", r"\1", title.casefold().replace("'s", ""))
    plain = " ".join(re.findall(r"[a-z0-9]+", plain)) + " "
    for old, new in _SPELLING:
        plain = plain.replace(old, new)
    words = [w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith("ss") else w for w in plain.split() if w not in _SMALL]
    return " ".join(sorted(words)) or title.casefold().strip()


@dataclass
class Item:
    """One telling of a thing, before tellings are put together."""

    label: str
    fields: dict[str, Any]
    spans: tuple[Span, ...]
    confidence: float = 0.9
    aliases: tuple[str, ...] = ()
    apart: Hashable = field(default=None)
    """Tellings of one title stay apart where this differs (another holder, another date)."""


def facts_of(kind: str, items: Iterable[Item], named: str = "title", alike: Callable[[str], str] = key, note: str = "") -> list[Fact]:
    """One fact for each thing, in the order in which things are first told. The first telling's value of a field counts."""
    groups: dict[tuple[str, Hashable], list[Item]] = {}
    for item in sorted(items, key=lambda i: (i.spans[0].start, i.spans[0].end, i.label)):
        name = (alike(item.label), item.apart)
        near = name if name in groups else next((g for g in groups if g[1] == item.apart and _same(g[0], name[0])), name)
        groups.setdefault(near, []).append(item)
    return [_fact(kind, group, named, note) for group in groups.values()]


def _same(a: str, b: str) -> bool:
    """One letter or two read wrongly in a long title."""
    return min(len(a), len(b)) >= 24 and fuzz.ratio(a, b) >= 96 and re.findall(r"\d+", a) == re.findall(r"\d+", b)


def _fact(kind: str, group: list[Item], named: str, note: str) -> Fact:
    fields: dict[str, Any] = {}
    for item in group:
        for name, value in item.fields.items():
            if value not in (None, "", (), {}):
                fields.setdefault(name, value)
    label = group[0].label
    if named in fields:
        fields[named] = label
    others = (a for i in group for a in (i.label, *i.aliases))
    aliases = tuple(dict.fromkeys(a for a in others if a and a != label))
    spans = tuple(sorted({s for i in group for s in i.spans}))
    spans = tuple(s for s in spans if not any(o != s and o.start <= s.start and s.end <= o.end for o in spans))
    return Fact(kind, label, fields, spans, max(i.confidence for i in group), aliases, note)


def subject(names: Names, text: str, at: int, block: int) -> str | None:
    """Whom a statement at `text[at]` is about; what a department or a committee does, its company does."""
    found = names.subject(text, at, block)
    inside = found and next((o.role for o in names.organizations if o.name == found), None) == "internal"
    return names.company_at(block) if inside else found


def owner(names: Names, text: str, at: int, block: int, earlier: str = "") -> str | None:
    """Whose thing it is: the group's company that the statement is about, else the last one of the sentence before, else the block's."""
    found = names.subject(text, at, block)
    pronoun = bool(PRONOUN.search(text[:at]))
    member = found if found and names.is_member(found) else None
    if member and (pronoun or names.mentions(text[:at])):
        return member
    said = [m.name for m in names.mentions(earlier) if names.is_member(m.name)]
    return said[-1] if said and not pronoun else member or names.company_at(block)
