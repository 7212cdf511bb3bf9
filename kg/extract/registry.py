"""Names of a register found in a text in one pass: by their first word, hyphens and kinds of apostrophes made one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import rows

_START = re.compile(r"(?<![\w/&.])[^\W_a-z][\w.&<>+'’°-]*|(?<![\w])<IR>")
_USE = re.compile(
    r"\b(?:in line with|in accordance with|according to|accordance|based on|under|follow\w*|against|with|using|use|uses|used|appl\w+|compl\w+|meets?|by|to|per|(?:standards?|method\w*|"
    r"guid\w+|criteria|principles|framework|rules|requirements?) of|meets?|meeting)\s+(?:the\s+|EU\s+)?$"
)
_USED = re.compile(
    r"[\s-]+(?:\([^)]{2,20}\)\s+)?(?:\w+\s){0,2}?(?:standards?|method\w*|certif\w+|criteria|principles|guidance|guidelines?|pathways?|framework|supply|label|scores?|data quality|regulations?|directives?|compliant|compliance|regist\w+|requirements?|obligations?)\b"
)


@dataclass(frozen=True)
class Known:
    """A name of the register at `start` to `end` of a text: its row, and the name as the register writes it."""

    start: int
    end: int
    row: tuple[str, ...]
    name: str


@cache
def _index(table: str) -> dict[str, list[tuple[str, str, bool, tuple[str, ...]]]]:
    """By first word: (folded name, name, must be told to be in use, row), longest first."""
    found: dict[str, list[tuple[str, str, bool, tuple[str, ...]]]] = {}
    for row in rows(table):
        for name in (row[1], *(n for n in row[-1].split("|") if n != "-")):
            bare = name.removeprefix("~")
            first = _START.match(bare)
            head = first.group().replace("-", " ").split(" ")[0] if first else bare
            found.setdefault(head, []).append((_fold(bare), bare, name[0] == "~", row))
    return {first: sorted(names, key=lambda n: -len(n[0])) for first, names in found.items()}


def _fold(text: str) -> str:
    """A text of the same length with hyphens as blanks and one kind of apostrophe."""
    return re.sub(r"[-–‑]", " ", text).replace("’", "'")


def known_in(table: str, text: str) -> Iterator[Known]:
    """Names of a register (`frameworks`, `laws`) in a text, longest first, without overlaps."""
    names, folded, end = _index(table), "", 0
    if text.isupper():
        return
    for word in _START.finditer(text):
        entries = names.get(re.split(r"[-–‑]", word.group().replace("’", "'"))[0].rstrip(".")) or names.get(word.group())
        if not entries or word.start() < end:
            continue
        folded = folded or _fold(text)
        for name, plain, told, row in entries:
            stop = word.start() + len(name)
            if not folded.startswith(name, word.start()) or re.match(r"\w|['’](?!s\b)\w", folded[stop : stop + 2]):
                continue
            listed = end and re.fullmatch(r"\s*(?:\([^)]*\)\s*)?(?:,|and|or|&|/|\s)+(?:the\s)?", text[end : word.start()])
            if told and not (
                listed
                or (word.start() == 0 and stop >= len(text.rstrip(" .*")))
                or _USE.search(text[max(0, word.start() - 60) : word.start()])
                or _USED.match(text, stop)
            ):
                continue
            yield Known(word.start(), stop, row, plain)
            end = stop
            break
