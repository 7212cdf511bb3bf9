"""Names of organizations as they are written: by legal form, by a head word, and when two spellings mean one."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from kg.data import load

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_WORD = rf"(?:[A-Z]\.(?:\s?[A-Z]\.)*|{_CAPITAL}[\w&'’\-/]*)"
_JOINT = r"(?:of|for|and|the|&|de|da|do|dos|das|di|del|della|des|du|der|des|on|in|und|für|et|e|y)"


@cache
def legal_form() -> re.Pattern[str]:
    """A legal form at the end of a name."""
    forms = sorted(load("organizations")["legal_forms"], key=len, reverse=True)
    return re.compile(rf",?\s+(?:{'|'.join(forms)})(?![\w&])")


def has_legal_form(name: str) -> bool:
    """Is a name written with its legal form somewhere?"""
    return bool(legal_form().search(" " + name))


@cache
def full_name() -> re.Pattern[str]:
    """A company's full name: capitalised words, then a legal form."""
    forms = sorted(load("organizations")["legal_forms"], key=len, reverse=True)
    return re.compile(
        rf"(?:{_WORD}(?:\s+\([A-Z]\w+\))?,?\s+)(?:(?:{_WORD}|{_JOINT}(?=\s+[A-Z])|\([A-Z]\w+\)),?\s+){{0,9}}?(?:{'|'.join(forms)})(?![\w&])"
    )


@cache
def headed(role: str) -> re.Pattern[str]:
    """Capitalised phrases with a head word of a role: "Ministry of X", "Y University", "the Z Commission"."""
    heads = "|".join(sorted(load("organizations")["heads"][role], key=len, reverse=True))
    joints = "and|&" if role == "internal" else "and|&|of|for|the"
    after = rf"(?:\s+(?:of|for)\s+(?:the\s+)?{_WORD}(?:\s+(?:and\s+|of\s+|&\s+)?{_WORD}){{0,5}})?" if role != "internal" else ""
    english = rf"(?:{_WORD}\s+(?:(?:{joints})\s+)*){{0,7}}(?:{heads})\b(?![-\w]){after}"
    foreign = load("organizations")["foreign"].get(role)
    other = rf"|(?:{'|'.join(foreign)})(?:\s+(?:{_JOINT}\s+)*{_WORD}){{1,6}}" if foreign else ""
    return re.compile(english + other)


def split_glue(name: str, words: frozenset[str]) -> str:
    """Words that OCR glued come apart where both are words of the report: "GreenSheet" with Green and Sheet."""

    def apart(match: re.Match[str]) -> str:
        a, b = match.group(1), match.group(2)
        return f"{a} {b}" if a in words and b in words else match.group(0)

    return re.sub(r"\b([A-Z][a-z]{3,})([A-Z][a-z]{3,})\b", apart, name)


@cache
def _classes() -> dict[str, str]:
    return {word: group[0] for group in load("organizations")["translations"]["classes"] for word in group}


@cache
def ideas(name: str) -> frozenset[str]:
    """A name as a set of ideas: no legal form, one word for each group of translations, no plural."""
    bare = legal_form().sub(" ", f" {name} ")
    found = set()
    for token in re.findall(r"[A-Za-z][\w-]*|\d+", re.sub(r"(?<=[a-z])(?=[A-Z][a-z]{3})", " ", bare)):
        low = token.casefold()
        if low in ("the", "of", "and", "co", "ltd", "company", "limited", "for"):
            continue
        found.add(_classes().get(low) or _classes().get(low.rstrip("s")) or (low[:-1] if low.endswith("s") and len(low) > 4 else low))
    return frozenset(found)


def same_company(a: str, b: str) -> bool:
    """Are two full names spellings of one? Nearly letter for letter, or the same ideas; sharing a word is not enough."""
    if ideas(a) and ideas(a) == ideas(b):
        return True
    x, y = (re.sub(r"[\W_]+", "", legal_form().sub("", n)).casefold() for n in (a, b))
    return min(len(x), len(y)) >= 10 and fuzz.ratio(x, y) >= 95


def tidy(name: str) -> str:
    """A name without leading articles, trailing punctuation or a possessive."""
    bare = re.sub(r"^(?:The|the|A|An|In|By|At|As|And|This|With|From|To|Our|Its|For|On|While)\s+", "", name.strip())
    bare = re.sub(r"['’]s$", "", bare).strip(" ,;:-\"'")
    return bare.rstrip(".") if not re.search(r"(?:Ltd|Inc|Corp|Co|S\.A|N\.V|B\.V|p\.A|p\.l\.c|S\.r\.l)\.$", bare) else bare
