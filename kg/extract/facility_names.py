"""Names of places of work with a head in capitals or in small letters, and the type that a head makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.sites import any_site
from kg.extract.titles import runs_in


@cache
def types(*groups: str) -> tuple[tuple[str, str], ...]:
    """(head, type) of the groups of heads, as patterns."""
    return tuple((head, kind) for group in groups for kind, heads in load("facilities")[group].items() for head in heads)


@cache
def heads(*groups: str) -> str:
    """Heads of the groups as one choice, long ones first."""
    return "|".join(sorted((head for head, _ in types(*groups)), key=len, reverse=True))


def type_of(name: str) -> str | None:
    """The type that a name's last head word makes: "North Plant" is a plant, "Research Centre for Alloys" a centre."""
    first = re.sub(r"\s(?:of|for|in|at|on)\s.*", "", name)
    bare = first if re.search(rf"\b(?:{heads('works', 'houses')})$", first, re.I) else name
    found = [(m.end(), -m.start(), kind) for head, kind in types("works", "houses") for m in re.finditer(rf"\b{head}\b", bare, re.I)]
    return max(found)[2] if found else None


@cache
def head(*groups: str) -> re.Pattern[str]:
    """A head of the groups, as a pattern."""
    return re.compile(rf"\b(?:{heads(*groups)})\b")


@cache
def any_head() -> re.Pattern[str]:
    """What a sentence must have to name a place of work at all."""
    return re.compile(rf"\b(?:{heads('works', 'houses')}|workshops?)\b|{_small_head().pattern}|{any_site().pattern}")


@cache
def word_list(table: str) -> re.Pattern[str]:
    """A list of words of the data file, as a pattern."""
    return re.compile(rf"\b(?:{'|'.join(load('facilities')[table]['words'])})\b")


_QUOTED = re.compile(r"\"([A-Z\d][^\"]{3,160})\"")


def named_in(text: str) -> Iterator[tuple[int, int, bool, bool]]:
    """(start, end, is it a works?, quoted?) of names with a head: quoted ones first, then capitalised ones, then "the Hill plant"."""
    taken: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        at = next(iter(cut(match.group(1))), None)
        if at and at[0] == 0:
            taken.append(match.span())
            yield match.start(1), match.start(1) + at[1], at[2], True
    for run_start, run_end in runs_in(text):
        for start, end, works in cut(text[run_start:run_end]):
            start, end = run_start + start, run_start + end
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                yield start, end, works, False
    for match in _small_head().finditer(text):
        start, end = _proper_start(text, match.start()), match.end()
        if start < match.start() and not any(start < b and a < end for a, b in taken):
            yield start, end, True, False


@cache
def _small_head() -> re.Pattern[str]:
    heads = sorted({h[0].lower() + h[1:].lower() for h, _ in types("works")} | set(load("facilities")["small"]), key=len, reverse=True)
    return re.compile(
        rf"(?<=\s)(?:{'|'.join(h for h in heads if h != 'works')})\b(?!\s(?:manager|director|managers|workers|employees|level|in question))"
    )


def _proper_start(text: str, at: int) -> int:
    """Where the proper name before a small head begins: "the Vale do Norte plant"."""
    start = at
    for word in reversed(list(re.finditer(r"\S+", text[max(0, at - 60) : at]))):
        token = word.group()
        if re.fullmatch(r"[kMGT]Wh?p?|MVA|kV", token):
            break  # "40 MW Hill plant"
        if not (re.fullmatch(r"[A-ZÀ-Ž][\w'&-]*", token) or (start < at and re.fullmatch(r"d[aeo]s?|del|la|di|of|upon|am", token))):
            break
        start = max(0, at - 60) + word.start()
    lead = 0 if text[start:at].startswith("New ") and text[:start].strip() else _lead(text[start:at] + "X")
    return min(start + lead, at)


def cut(run: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, is it a works?) of the facilities in a run of capitalised words: "North Plant in Hill and the Alloy Centre of Acme".

    A name ends with its head, or with what the head is of.
    """
    at = 0
    for match in head("works", "houses").finditer(run):
        after = run[match.end() :]
        if match.start() < at or (re.match(r"\s[A-Z]", after) and head("works", "houses").search(after[:40])):
            continue  # "Hill Works" in "Hill Works North Plant"
        works = bool(head("works").fullmatch(match.group()))
        name = run[at : match.start()]
        of = _complement(name, after, works)
        end = match.end() + of
        inner = _INNER if works and not of else _INSIDE
        start = max([at + _lead(run[at:end]), *(at + m.end() for m in inner.finditer(name))])
        if start < match.start() or of:
            yield start, end, works
        joint = re.match(r"\s*[()]?\s*(?:and|as well as|in|at)?\s*(?:in |at )?(?:the )?", run[end:])
        at = end + (joint.end() if joint else 0)


def _complement(name: str, after: str, works: bool) -> int:
    """Length of what a head is of: " of New Materials" behind "Research Centre"."""
    if not re.match(r"\s(?:of|for|on)\s", after) or (works and re.search(r"\b(?:of|for)\b", name)):
        return 0
    tail = re.split(r"\s(?:and\s)?(?:in|at)\s", after)[0].rstrip(" ,.'")
    return len(tail) if len(tail.split()) <= (7 if works else 18) else 0


_INSIDE = re.compile(r"\s?\b(?:at|in|from|to|by|on)\s(?:the\s)?")
_INNER = re.compile(r"\s?\b(?:of|for|at|in|from|to|by|with|on)\s(?:the\s)?")


def _lead(name: str) -> int:
    """Length of the words that only lead up to a name."""
    match = re.match(r"(?:(?:The|In|At|Our|Its|By|From|With|As|For|And|This|New|Also|To|On|[\w&. ]+?(?<!People)'s)\s+)+(?=[A-Z\d])", name)
    return match.end() if match else 0
