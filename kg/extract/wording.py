"""Phrases of a sentence made into names: noun phrases cut out, tidied and put in the form of a KPI name. Words: data/wording.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from kg.data import load


@cache
def words(section: str, name: str) -> Any:
    """An entry of the data file: a regular expression (alternatives joined), or as it stands for tables."""
    entry = load("wording")[section][name]
    return "|".join(entry) if isinstance(entry, list) else entry


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """An entry that lists plain words, as a set."""
    return frozenset(words(section, name).split())


@cache
def pattern(section: str, name: str, frame: str = "{}") -> re.Pattern[str]:
    """An entry as a compiled pattern, set into a frame: `pattern("name", "lead", "^(?:{})")`. Capitals do not count."""
    return re.compile(frame.replace("{}", f"(?:{words(section, name)})"), re.I)


@cache
def _exact(section: str, name: str) -> re.Pattern[str]:
    return re.compile(words(section, name))


# --------------------------------------------------------------------------------------------------------------- names
_LEAD_FRAME = r"^(?:[\s,;:.•◆♦●▪■➢>*\"'()–—-]+|{}\b(?![-–]))+\s*"
_TIME_FRAME = r"\s*\b{}"


def shortened(text: str, most: int = 14) -> str:
    """A phrase as a name: without lead-in, times, "of the Company" and long brackets, at most so many words, first letter large."""
    bare = re.sub(r"\s*[(\[]([^()\[\]]*)(?:[)\]]|$)", _bracket, text)
    bare = re.sub(r"^\W*\d{1,2}(?=[A-Z])|^[^()]*\)", "", bare)
    bare = re.sub(r"\b(?:came|comes?|coming) from\b", "from", bare)
    bare = pattern("name", "time", _TIME_FRAME).sub(" ", _exact("name", "owner").sub(" ", f" {bare} "))
    bare = pattern("name", "lead", _LEAD_FRAME).sub("", bare)
    bare = re.sub(r"(?<!ed)\s+and\s+\w+(?:ed|ing)\W*$", "", re.sub(r"^[^()]*\)\s*", "", bare))
    taken = bare.split()[:most]
    while taken and taken[-1].strip(",.;:").casefold() in listed("name", "loose"):
        taken.pop()
    name = re.sub(r"\s+([,.;:])", r"\1", " ".join(taken)).strip(" ,.;:–—-\"'*•")
    return name[:1].upper() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def _bracket(match: re.Match[str]) -> str:
    """A short bracket stays in a name: "emissions (Scope 1)"."""
    return (
        match.group()
        if match[1]
        and len(match[1].split()) < 5
        and not re.match(r"base\b|baseline|vs\b|compared|against|from (?:19|20)\d\d", match[1], re.I)
        and match.group()[-1] in ")]"
        else " "
    )


def as_object(text: str) -> str:
    """The noun phrase that a text begins with, up to a finite verb or a new thought."""
    stop = re.search(rf"\s(?:{words('name', 'stop')})\b", f" {text}")
    bare = text[: max(0, stop.start() - 1)] if stop else text
    for joint in re.finditer(r"(?<=[a-z)])\s+(and|to)\s+(?=([A-Za-z]+)\b)", bare):
        if _starts_anew(bare[: joint.start()], joint.group(2).casefold(), joint.group(1)):
            return shortened(bare[: joint.start()])
    return shortened(bare)


def _starts_anew(before: str, word: str, joint: str) -> bool:
    """Does a verb stand behind "and" or "to"? "tons of waste and plans to ..."; but not "treated and disposed", "use and reuse"."""
    if word in listed("name", "anew"):
        return True
    if word in listed("name", "nouns") or not (participle(word) or is_change(word)):
        return False
    return joint == "to" or not (re.search(r"(?:ed|ing)$", before) or word.endswith("ing"))


_CAUSED = re.compile(
    r"\s(?:is|are|was|were|has been|have been|can be|being)\s(?:(?:also|mainly|mostly|partly|largely|primarily|chiefly)\s){0,2}"
    r"(?:driven by|caused by|explained by|related to a\b|attributable to|attributed to|due to|owing to|(?:the|a) result of)\s"
)
"""Why something is so belongs to no name."""


def as_subject(text: str) -> str:
    """A thing counted, with what it did: "subsidiaries have obtained X" becomes "Subsidiaries having obtained X"."""
    text = _CAUSED.split(text, maxsplit=1)[0]
    cut = re.split(r"\s(?:which|thus|thereby|so as to|so that|in order to|while|whereas|but)\s", text, maxsplit=1)[0]
    bare = pattern("name", "auxiliary").sub(lambda m: "having " if m.group()[:2].casefold() == "ha" and not m["been"] else "", cut)
    return shortened(re.sub(r"(?<!that )(?<!which )(?<!who )\b(?:is|are|was|were)\b", "being", bare))


def inner(name: str) -> str:
    """A name inside another keeps no capital of its own, unless it is a proper one."""
    return name[:1].lower() + name[1:] if re.match(r"[A-Z][a-z]+(?:'s)?(?:\s+[a-z(]|-[a-z]|$|[,.])", name) else name


def cased(name: str, text: str) -> str:
    """A name whose words are small where the sentence writes them small."""
    first, _, rest = name.partition(" ")
    return f"{first} {re.sub(r'[A-Z][a-z]+', lambda m: _as_in(m.group(), text), rest)}".strip()


def _as_in(word: str, text: str) -> str:
    return word if word in text or word.lower() not in text else word.lower()


# --------------------------------------------------------------------------------------------------------------- verbs
@cache
def _participles() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(rf"(?:{forms})\Z", re.I)) for name, forms in load("wording")["participles"].items()]


@lru_cache(maxsize=4096)
def participle(verb: str) -> str | None:
    """What was done to a thing: "purchases" gives "purchased"; None for a word that is no known verb."""
    return next((name for name, forms in _participles() if forms.match(verb)), None)


@lru_cache(maxsize=4096)
def is_change(verb: str) -> bool:
    """Does a verb say that something went up or down?"""
    return re.fullmatch(f"{words('verbs', 'up')}|{words('verbs', 'down')}", verb, re.I) is not None


def is_rise(verb: str) -> bool:
    """Does a verb say that something went up?"""
    return re.fullmatch(words("verbs", "up"), verb, re.I) is not None


def money_noun(verb: str) -> str:
    """The noun of a verb of paying: "invested" gives "investment"."""
    nouns = sorted(load("wording")["money_nouns"].items(), key=lambda pair: -len(pair[0]))
    return next((noun for stem, noun in nouns if verb.casefold().startswith(stem)), "payments")
