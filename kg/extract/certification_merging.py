"""Certificates told twice are one fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kg.facts import Fact


def merged(found: Sequence[Fact], reporter: str | None) -> list[Fact]:
    """One fact for one certificate of one holder, count, share, level and status; what `reporter` holds is told of nobody in particular too."""
    kept: list[Fact] = []
    for fact in found:
        twin = next((k for k, other in enumerate(kept) if _same(other, fact, reporter)), None)
        if twin is None:
            kept.append(fact)
            continue
        a = kept[twin]
        fields: dict[str, Any] = {**fact.fields, **a.fields}
        aliases = tuple(dict.fromkeys([*a.aliases, *([fact.label] if fact.label != a.label else [])]))
        kept[twin] = replace(a, fields=fields, evidence=tuple(dict.fromkeys([*a.evidence, *fact.evidence])), aliases=aliases)
    return kept


def _same(a: Fact, b: Fact, reporter: str | None) -> bool:
    def key(f: Fact, name: str) -> object:
        return f.fields.get(name)

    if str(key(a, "scheme") or a.label).casefold() != str(key(b, "scheme") or b.label).casefold():
        return False
    a_who, b_who = _whose(a, reporter), _whose(b, reporter)
    by_name = [bool(key(f, "holder")) and not (key(f, "holder_count") or key(f, "holder_share")) for f in (a, b)]
    by_number = [bool(key(f, "holder_count") or key(f, "holder_share")) and not key(f, "holder") for f in (a, b)]
    if (by_name[0] and by_number[1]) or (by_number[0] and by_name[1]):
        return False
    if None in (a_who, b_who) and a_who != b_who and _adds(*((a, b) if b_who is None else (b, a))):
        return False
    by_one = [n for n in ("holder_count", "holder_share") if (key(a, n) is None) != (key(b, n) is None)]
    if len(by_one) == 2 and abs(a.evidence[0].start - b.evidence[0].start) > 600:
        return False  # a number here and a share there are of two tellings, where they do not stand together
    grade = [re.search(r"level\s+(\w+)", f.label, re.I) for f in (a, b)]
    if (grade[0] and grade[0].group(1).casefold()) != (grade[1] and grade[1].group(1).casefold()):
        return False
    return all(
        key(a, n) == key(b, n) or None in (key(a, n), key(b, n)) for n in ("holder_count", "holder_share", "holder", "status", "identifier")
    ) and key(a, "level") == key(b, "level")


def _whose(fact: Fact, reporter: str | None) -> object:
    """Holder, number or share of a fact; None where it is told of nobody in particular."""
    said = (fact.fields.get(n) for n in ("holder", "holder_count", "holder_share"))
    return next((who for who in said if who is not None and who != reporter), None)


def _adds(told: Fact, bare: Fact) -> bool:
    """Does a telling of nobody in particular have a date or an issuer of its own, which must not go over to somebody's?"""
    return any(bare.fields.get(n) not in (None, told.fields.get(n)) for n in ("valid_from", "valid_until", "issuer"))
