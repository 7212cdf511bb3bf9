"""What a figure is a figure of: names of metrics from the words around it, their category and their dimensions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from kg.data import load

_LEAD = re.compile(
    r"^(?:[\s,;:.•◆♦●▪■➢>*\"'()–—-]+|(?:(?:the|our|this) (?:company|group|corporation|bank)(?:\s?'s)?|the|a|an|our|its|their|this|these|those|such|said|and|or|but|also|besides|moreover|furthermore|in addition|additionally|"
    r"meanwhile|currently|at present|consequently|therefore|thus|thereby|then|where|while|whereas|with|among (?:them|which|these)|of which|as of|by|that|which|"
    r"including|included|includes|among|namely|respectively|only|just|a total of|total of|both|each|all of|another|further|other|others|as well as|we|they|it|"
    r"in|at|to|of|for|on|from|has|have|had|is|are|was|were|be|been|being|will|would|can|could|up|about)\b)+\s*",
    re.I,
)
_OWNER = re.compile(
    r"\b(?:the|our|this) (?:Company|Group|Corporation|Bank)\s?'s\s+(?:own\s+)?|\s*\b(?:of|by|from|in|at|for) (?:(?:the|our|this) (?:Company|Group|Corporation|Bank)|us)(?!\s?'s)(?=\s|$|[,.;])|\bour own\s+"
)
_TIME = re.compile(
    r"\s*\b(?:(?:in|during|for|throughout|over|by|as of|at|since|until|from|to)\s+(?:the\s+)?(?:(?:end|close|course)\s+of\s+)?(?:the\s+)?(?:year\s+|FY\s?)?(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?"
    r"|(?:during|in|over|throughout) the (?:year|reporting period|period|same period)|this year|per year|per annum|a year|each year|every year|annually|yearly|year[- ]on[- ]year|last year|"
    r"(?:as )?compared (?:with|to)\b.*|in comparison\b.*|respectively|in total|as of\b.*|at the end of\b.*|by the end of\b.*|so far|to date|to the end\b.*|than (?:in|last|the previous)\b.*|"
    r"versus\b.*|against the\b.*)",
    re.I,
)
_STOP = re.compile(
    r"\s(?:which|that|who|whom|whose|where|while|whereas|when|if|because|since|thus|so as|so that|thereby|has|have|had|is|are|was|were|will|would|can|could|may|might|shall|should|"
    r"being|through|thanks to|due to|in order|based on|according to|and the|and is|and has|and was|and are|and were|and have|and we|and our|but|by (?=[a-z]+ing))\b"
)
_AUX = re.compile(r"\b(?:can|could|may|might|will|would|shall|should)\s+(?:also\s+)?(?:be\s+)?(?=\w+)|\b(?:has|have|had|having)\s+(?:also\s+|all\s+|each\s+|already\s+|successfully\s+)?(been\s+)?(?=\w+)|\b(?:is|are|was|were|being)\s+(?:also\s+|all\s+)?(?=\w+(?:ed|en|wn|ght|ld|de|t)\b)", re.I)


# ------------------------------------------------------------------------------------------------------------- wording
def shortened(text: str, most: int = 14) -> str:
    """A phrase as a name: without lead-in, times, "of the Company" and brackets, at most so many words, first letter large."""
    bare = re.sub(r"\s*[(\[]([^()\[\]]*)(?:[)\]]|$)", lambda m: m.group() if len(m[1].split()) < 5 and m.group()[-1] in ")]" and m[1] else " ", text)
    bare = re.sub(r"^\W*\d{1,2}(?=[A-Z])|^[^()]*\)", "", bare)
    bare = re.sub(r"\b(?:came|comes?|coming) from\b", "from", bare)
    bare = _TIME.sub(" ", _OWNER.sub(" ", f" {bare} "))
    bare = _LEAD.sub("", bare)
    bare = re.sub(r"(?<!ed)\s+and\s+\w+(?:ed|ing)\W*$", "", re.sub(r"^[^()]*\)\s*", "", bare))
    words = bare.split()[:most]
    while words and words[-1].strip(",.;:").casefold() in _LOOSE:
        words.pop()
    name = re.sub(r"\s+([,.;:])", r"\1", " ".join(words)).strip(" ,.;:–—-\"'*•")
    return name[:1].upper() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


_LOOSE = set("the a an of in at by to for on with and or as from its our their that which is are was were has have had be been up about over than into only also total more not across among within between during after before under per via without against through reaching achieving exceeding".split())


def as_object(text: str) -> str:
    """The noun phrase that a text begins with, up to a finite verb or a new thought."""
    stop = _STOP.search(f" {text}")
    bare = text[: max(0, stop.start() - 1)] if stop else text
    for joint in re.finditer(r"(?<=[a-z)])\s+(?:and|to)\s+(?=([A-Za-z]+)\b)", bare):
        if _starts_anew(bare[: joint.start()], joint.group(1), joint.group()):
            return shortened(bare[: joint.start()])
    return shortened(bare)


def _starts_anew(before: str, word: str, joint: str) -> bool:
    """Does a verb stand behind "and" or "to"? "tons of waste and plans to ..."; but not "treated and disposed", "use and reuse"."""
    low = word.casefold()
    if low in _VERBS:
        return True
    verb = participle(low) or re.fullmatch(f"{prose()['up']}|{prose()['down']}", low)
    return bool(verb) and not (joint.strip() == "and" and (re.search(r"(?:ed|ing)$", before) or low.endswith("ing") or low in _NOUNS)) and low not in _NOUNS


_VERBS = set("plans plan aims aim expects expect intends intend become becomes became ensure ensures yielding yield realize realise meet promote promotes provide provides further actively thus".split())
_NOUNS = set("use uses reuse supply supplies purchase purchases process processes plants plant work works benefit benefits support hires rise rises cut cuts drop release releases range ranges form forms up down".split())


def as_subject(text: str) -> str:
    """A thing counted, with what it did: "subsidiaries have obtained X" becomes "Subsidiaries having obtained X"."""
    cut = re.split(r"\s(?:which|thus|thereby|so as to|so that|in order to|while|whereas|but)\s", text, maxsplit=1)[0]
    bare = _AUX.sub(lambda m: "having " if m.group().casefold().startswith("ha") and not m.group(1) else "", cut)
    return shortened(re.sub(r"\b(?:is|are|was|were)\b", "being", bare))


@cache
def prose() -> dict[str, Any]:
    """Verbs around figures, from `data/metrics.toml`."""
    found: dict[str, Any] = load("metrics")["prose"]
    return found


@cache
def _participles() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(rf"(?:{forms})\Z", re.I)) for name, forms in prose()["participles"].items()]


@lru_cache(maxsize=4096)
def participle(verb: str) -> str | None:
    """What was done to a thing: "purchases" gives "purchased"; None for a word that is no known verb."""
    return next((name for name, pattern in _participles() if pattern.match(verb)), None)


def money_noun(verb: str) -> str | None:
    """The noun of a verb of paying: "invested" gives "investment"."""
    return next((noun for stem, noun in sorted(prose()["nouns"].items(), key=lambda p: -len(p[0])) if verb.casefold().startswith(stem)), None)


# ------------------------------------------------------------------------------------------------ category, dimensions
def _words(listed: str) -> re.Pattern[str]:
    parts = [re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]") for w in listed.split("|")]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)", re.I)


@cache
def _categories() -> list[tuple[str, re.Pattern[str]]]:
    table = load("metrics")["categories"]
    found: list[tuple[str, re.Pattern[str]]] = []
    for group in table["order"]:
        found += [(name, _words(w)) for name, w in table["first"]] if group == "first" else [(group, _words(w)) for w in table[group]]
    return found


@lru_cache(maxsize=8192)
def category(metric: str, *around: str) -> str | None:
    """E, S, G or economic, by the metric's own words, else by the titles above it, nearest first. None when none says."""
    for text in (metric, *around):
        for name, pattern in _categories():
            if pattern.search(text):
                return name
    return None


@cache
def _dimensions() -> list[tuple[str, str, re.Pattern[str]]]:
    return [(name, value, _words(w)) for name, values in load("metrics")["dimensions"].items() for value, w in values.items()]


@lru_cache(maxsize=8192)
def _dimensions_of(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, list[str]] = {}
    for name, value, pattern in _dimensions():
        if pattern.search(text):
            found.setdefault(name, []).append(value)
    if re.search(r"\bscopes?\s*1\s*(?:[+,&/–-]|and)\s*(?:scope\s*)?[23]", text, re.I):
        found.pop("scope", None)
    return tuple((name, values[0]) for name, values in found.items() if len(values) == 1)


def dimensions(texts: Iterable[str]) -> dict[str, str]:
    """How a figure is split, by the words of its name: {"gender": "female"}. A text that names two values of one gives neither."""
    return {name: value for text in texts for name, value in _dimensions_of(text)}


@cache
def _measures() -> re.Pattern[str]:
    return _words(load("metrics")["measures"]["words"])


def names_a_measure(label: str) -> bool:
    """Does a row label say what is measured ("Total waste", "Training hours"), or only of what ("Male", "Diesel")?"""
    return bool(_measures().search(label))


_RATIO = re.compile(r"\b(?:rate|ratio|share|proportion|percentage|intensity|per capita|per employee|average|coverage|per unit|per ton|frequency)\b", re.I)


def kind_of(metric: str, dimension: str | None, context: str, target: bool) -> str:
    """actual, ratio, cumulative or target. `context`: the clause; `dimension`: that of the unit."""
    if target:
        return "target"
    if re.search(r"\b(?:cumulative(?:ly)?|accumulat\w+|to date)\b", f"{metric} {context}", re.I):
        return "cumulative"
    return "ratio" if dimension in ("share", "ratio") or _RATIO.search(metric) else "actual"
