"""A fact: what a report says of one thing, with the words that say it. It cannot be built without evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ontology.fields import KINDS, Field, Type
from report.model import Span

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SHAPES: dict[Type, type | tuple[type, ...]] = {
    "text": str, "date": str, "iri": str, "name": str, "number": Decimal, "integer": int,
    "texts": tuple, "names": tuple, "quantities": tuple, "pairs": dict,
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One record of a kind (see `ontology.fields`). Fields that the report does not state are left out.

    Raises ValueError for a fact without evidence, an unknown field or a value of the wrong shape.
    """

    kind: str
    label: str
    fields: Mapping[str, Any]
    evidence: tuple[Span, ...]
    confidence: float = 1.0
    aliases: tuple[str, ...] = ()
    note: str = field(default="", compare=False)
    """Why it was taken for this, in a few words, for `kg show` and for developers."""
    proposed_by: str = field(default="", compare=False)
    """The language model that proposed it; empty for all that was found without one."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind {self.kind!r}; have {', '.join(KINDS)}")
        if not self.evidence:
            raise ValueError(f"{self.kind} {self.label!r}: no fact without evidence")
        if not self.label.strip() or not 0 <= self.confidence <= 1:
            raise ValueError(f"{self.kind}: a fact needs a label and a confidence from 0 to 1")
        for name, value in self.fields.items():
            try:
                _check(KINDS[self.kind].field(name), value)
            except (KeyError, ValueError) as error:
                raise ValueError(f"{self.kind} {self.label!r}: {error}") from error


def _check(known: Field, value: Any) -> None:
    if not isinstance(value, _SHAPES[known.type]) or isinstance(value, bool):
        raise ValueError(f"{known.name} must be {known.type}, not {value!r}")
    if value in ("", (), {}):
        raise ValueError(f"{known.name} is empty; leave it out")
    values = value if isinstance(value, tuple) else (value,)
    if known.choices and any(v not in known.choices for v in values):
        raise ValueError(f"{known.name} must be one of {', '.join(known.choices)}, not {value!r}")
    if known.type == "date" and not all(_DATE.fullmatch(part) for part in str(value).split("/")):
        raise ValueError(f"{known.name} must be a year, month, day or interval, not {value!r}")


def given(**fields: Any) -> dict[str, Any]:
    """The fields that have a value: `given(rank="3", list=None)` is `{"rank": "3"}`."""
    return {name: value for name, value in fields.items() if value not in (None, "", (), [], {})}
