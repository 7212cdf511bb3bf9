"""Words that reports use for risks and opportunities: heads of columns, usual names, kinds and categories."""

from __future__ import annotations

import re
from functools import cache

from kg.data import load

_LONGEST = 700
"""Characters of an impact or a response that are kept."""


@cache
def head(what: str) -> re.Pattern[str]:
    return re.compile("|".join(load("risks")["columns"][what]), re.I)


@cache
def _names(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(category, pattern of a whole name) of the risks or opportunities that reports usually list."""
    table: dict[str, list[str]] = load("risks")[kind]
    return tuple(
        (c, re.compile(rf"(?:{'|'.join(words)})(?:[- ]related)?(?: (?:risks?|opportunit(?:y|ies)))?", re.I)) for c, words in table.items()
    )


def listed_as(text: str, kind: str) -> str | None:
    """The category of a name that is usual in such lists: "Market risks" is a transition risk."""
    bare = re.sub(r"^[^A-Za-z]*(?:[^\x00-\x7f]+\w?\s+)?|[\s:.,;–—-]+$", "", text)
    return next((category for category, pattern in _names(kind) if pattern.fullmatch(bare)), None)


def category_of(text: str) -> str | None:
    """ "Transition risks" as "transition"; None for words that are no category."""
    bare = re.sub(
        r"^\s*[ESG]\d\b|\b(?:climate(?! change)|climate-related|risks?|opportunit(?:y|ies)|types?|categor(?:y|ies))\b|[^A-Za-z /&-]",
        " ",
        text,
        flags=re.I,
    )
    bare = " ".join(bare.split()).strip(" /&-")
    return bare.casefold() if 3 < len(bare) <= 40 and len(bare.split()) <= 4 else None


def kind_said(words: str) -> str | None:
    """The kind that words name, if they name one and not both."""
    risk, chance = bool(re.search(r"\brisks?\b", words, re.I)), bool(re.search(r"opportunit", words, re.I))
    return ("opportunities" if chance else "risks") if risk != chance else None


def cut_short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text.strip()
    end = text.rfind(". ", 0, _LONGEST)
    return text[: end + 1 if end > 100 else _LONGEST].strip()


@cache
def _categories(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = load("risks")["categories" if kind == "risks" else "chances"]
    return tuple((name, re.compile(rf"\b(?:{'|'.join(words)})", re.I)) for name, words in table.items())


def category_named(title: str, kind: str = "risks") -> str | None:
    """The class of a risk or an opportunity that its title names; None where it names none."""
    return next((name for name, pattern in _categories(kind) if pattern.search(title)), None)
