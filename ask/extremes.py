"""The largest or smallest of observations that are alike but in one dimension: the region, the plant, the item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ask.figures import with_unit
from ask.lexicon import words
from ask.periods import year_of
from ask.proposal import Proposal
from ask.rank import Record
from ask.scope import Scope
from ask.text import says
from ask.understand import Reading

MOST = {**dict.fromkeys(("most", "highest", "largest", "biggest", "greatest", "maximum", "longest", "best"), True),
         **dict.fromkeys(("least", "lowest", "smallest", "fewest", "minimum", "shortest"), False)}  # fmt: skip
"""Superlatives, and whether each asks for the most."""


def extreme(reading: Reading, observed: Sequence[Record], scope: Scope) -> Proposal | None:
    """The largest or smallest of observations that are alike but in one dimension: the region, the plant, the item."""
    most = next(up for word, up in MOST.items() if re.search(rf"\b{word}\b", reading.english.lower()))
    years = reading.years or ((scope.year,) if scope.year else ())
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in observed:
        for key in record.get("dimensions") or {}:
            if year_of(record) in years:
                groups.setdefault(_but_for(record, key), []).append(record)
    weighed = [(_about(reading, key, group, scope), group, key) for (key, *_), group in groups.items() if len(group) > 1]
    worth, group, key = max(weighed, key=lambda w: (w[0], len(w[1])), default=(0.0, [], ""))
    if worth < 0.6:
        return None
    top = (max if most else min)(group, key=lambda r: float(r["value"]))
    name, text = str(top["dimensions"][key]), with_unit(str(top.get("value_text") or top["value"]), str(top.get("unit") or ""))
    evidence = {(e["start"], e["end"]): e for r in [top, *group] for e in r["evidence"]}
    marks = {"cover": worth, "own": worth, "close": 0.3 + 0.4 * worth, "key": 1.0, "typed": 1.0, "near": worth, "graph": 1.0}
    why = "largest of a group" if most else "smallest of a group"
    return Proposal(f"{name}: {text} ({why}, {len(group)} compared)", (name,), tuple(evidence.values())[:12], "graph", marks, why=why)


def _but_for(record: Record, key: str) -> tuple[str, ...]:
    """What observations of one group share: all but one dimension."""
    rest = sorted(f"{k}={v}" for k, v in record["dimensions"].items() if k != key)
    return key, _bare_metric(record, key), str(record.get("unit")), str(record.get("period")), str(record.get("subject")), *rest


def _bare_metric(record: Record, key: str) -> str:
    """A metric without the item that it ends in: "Emissions: Plant A" of the item "Plant A"."""
    return re.sub(rf"[\s:,–-]*{re.escape(str(record['dimensions'][key]))}$", "", str(record["metric"]))


def _about(reading: Reading, key: str, group: Sequence[Record], scope: Scope) -> float:
    """How much of the question a group says, its dimension or one of its items being what is asked for."""
    stems = frozenset(words(f"{_bare_metric(group[0], key)} {key} {group[0].get('unit') or ''}"))
    items = frozenset(s for r in group for s in words(str(r["dimensions"][key])))
    head = set(reading.noun)
    terms = [t for t in reading.content if not (set(t.stems) & head or set(t.stems) <= _SUPERLATIVES)]
    total = sum(t.weight for t in terms)
    said = sum(t.weight * says(t, stems, scope) for t in terms) / total if total else 0.0
    asked = bool(head & (set(words(key)) | items))
    return said if asked else 0.75 * said


_SUPERLATIVES = frozenset(words(" ".join([*MOST, "base located mostly"])))
