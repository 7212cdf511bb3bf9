"""Lists of channels and expectations: their parts, which kind a list is, and how heads and labels say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load

OFTEN = re.compile(
    r"[\s,(]*\b(?:daily|weekly|monthly|quarterly|annually|yearly|semi-annually|half-yearly|irregularly|regularly|ad hoc|"
    r"as needed|any ?time|"
    r"real[- ]time|on a regular basis|continuous(?:ly)?)(?:(?: and |/|, )(?:irregularly|quarterly|monthly|annually|"
    r"semi-annually|daily|weekly))?\)?\.?$",
    re.I,
)


@cache
def head(what: str) -> re.Pattern[str]:
    return re.compile("|".join(load("stakeholders")["columns"][what]), re.I)


@cache
def _channel_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('stakeholders')['channel_words'])})\b", re.I)


def kind_of_row(label: str) -> str | None:
    return next((what for what in ("channels", "expectations") if head(what).search(label) and not head("frequency").search(label)), None)


def is_channel(part: str) -> bool:
    return bool(_channel_word().search(part) or OFTEN.search(part))


def parts_of(text: str) -> Iterator[str]:
    for part in pieces_of(text):
        bare = OFTEN.sub("", part).strip(" .,;:")
        if re.search(r"[A-Za-z]{3}", bare) and len(bare) <= 120:
            yield bare


def pieces_of(text: str) -> Iterator[str]:
    """Parts of a list, how often included."""
    pieces = re.split(r"\s*[;；、|]\s*|,\s*(?![^(]*\))|\s[•●▪■◆·]\s?", text)
    if len(pieces) == 1 and len(text.split()) > 4:
        pieces = re.split(r"(?<=[a-z)])\s+(?=[A-Z][a-z]+\s[a-z])", text)  # lines that lost their break
    for piece in pieces:
        yield re.sub(r"^(?:and|or)\s+|^[-–—•\d.)\s]+(?=[A-Za-z])", "", piece.strip())
