"""Certificates told twice are one fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kg.facts import Fact


def merged(found: Sequence[Fact]) -> list[Fact]:
    """One fact for one certificate of one holder, count, share, level and status."""
    kept: list[Fact] = []
    for fact in found:
        twin = next((k for k, other in enumerate(kept) if _same(other, fact)), None)
        if twin is None:
            kept.append(fact)
            continue
        a = kept[twin]
        fields: dict[str, Any] = {**fact.fields, **a.fields}
        aliases = tuple(dict.fromkeys([*a.aliases, *([fact.label] if fact.label != a.label else [])]))
        kept[twin] = replace(a, fields=fields, evidence=tuple(dict.fromkeys([*a.evidence, *fact.evidence])), aliases=aliases)
    return kept


def _same(a: Fact, b: Fact) -> bool:
    def key(f: Fact, name: str) -> object:
        return f.fields.get(name)

    if str(key(a, "scheme") or a.label).casefold() != str(key(b, "scheme") or b.label).casefold():
        return False
    by_name = [bool(key(f, "holder")) and not (key(f, "holder_count") or key(f, "holder_share")) for f in (a, b)]
    by_number = [bool(key(f, "holder_count") or key(f, "holder_share")) and not key(f, "holder") for f in (a, b)]
    if (by_name[0] and by_number[1]) or (by_number[0] and by_name[1]):
        return False
    grade = [re.search(r"level\s+(\w+)", f.label, re.I) for f in (a, b)]
    if (grade[0] and grade[0].group(1).casefold()) != (grade[1] and grade[1].group(1).casefold()):
        return False
    return all(
        key(a, n) == key(b, n) or None in (key(a, n), key(b, n)) for n in ("holder_count", "holder_share", "holder", "status", "identifier")
    ) and key(a, "level") == key(b, "level")
