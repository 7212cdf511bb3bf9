"""OCR that lost its way: the same phrase over and over, and runs of signs that are no words. Both are left out of the reading text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from report.lines import Raw, Shape
from report.model import Clean, RepairKind
from report.noise import noise

TIMES = 5
"""A phrase that is said so often in a row is a loop."""
_PHRASE = 24
"""The longest phrase that is looked for, in words."""
_WORDS = 20
"""A loop inside a paragraph has at least so many words."""
_STRETCHES = 50
"""So many stretches of one block are taken out, at most."""
_SIGNS = 30
"""A run of garbage has at least so many signs."""
_DRAWN = frozenset(". _-–—•·|=*#…")
"""Signs that draw lines and leaders, which are no garbage."""
_NO_FONT = re.compile("[\ufffd\ue000-\uf8ff]")


def unlooped(raws: Sequence[Raw]) -> tuple[list[Raw], dict[int, RepairKind]]:
    """The same blocks, where loops stand apart, and which of them are to be dropped, by index. Tables stay as they are."""
    made: list[Raw] = []
    dropped: dict[int, RepairKind] = {}
    same = 0
    for i, raw in enumerate(raws):
        same = same + 1 if i and _same(raws[i - 1], raw) else 0
        if same and _run(raws, i - same) >= TIMES:
            dropped[len(made)] = RepairKind.LOOP
            made.append(raw)
        elif raw.shape == Shape.TEXT and _is_garbage(raw.text.text):
            dropped[len(made)] = RepairKind.GARBAGE
            made.append(raw)
        else:
            for part, kind in _parts(raw):
                if kind:
                    dropped[len(made)] = kind
                made.append(part)
    return made, dropped


def _parts(raw: Raw) -> list[tuple[Raw, RepairKind | None]]:
    """A block, where its loops and noise stand apart and are named."""
    found: list[tuple[Raw, RepairKind | None]] = []
    while raw.shape in (Shape.TEXT, Shape.ITEM) and len(found) < 2 * _STRETCHES:
        cut, kind = _loop(raw.text.text), RepairKind.LOOP
        if cut is None:
            cut, kind = noise(raw.text.text), RepairKind.GARBAGE
        if cut is None:
            break
        before, out, raw = _apart(raw, *cut)
        found += [(part, name) for part, name in ((before, None), (out, kind)) if part.text]
    return [*found, (raw, None)] if raw.text or not found else found


def _same(a: Raw, b: Raw) -> bool:
    return a.shape == b.shape == Shape.TEXT and a.text.text == b.text.text and len(a.text.text.split()) >= 4


def _run(raws: Sequence[Raw], at: int) -> int:
    """How many blocks from here say the same; it is not asked further than is needed."""
    end = at + 1
    while end < len(raws) and end - at < TIMES and _same(raws[at], raws[end]):
        end += 1
    return end - at


def _loop(text: str) -> tuple[int, int] | None:
    """Where a phrase is said again and again: from the end of its first saying to the end of its last whole one."""
    words = [word.strip(".,;:").casefold() for word in text.split()]
    if len(words) < _WORDS or 2 * len(set(words)) > len(words) + _PHRASE or not _said_often(words):
        return None
    found = list(re.finditer(r"\S+", text))
    for size in range(1, _PHRASE + 1):
        run = 0
        for i in range(size, len(words) + 1):
            if i < len(words) and words[i] == words[i - size]:
                run += 1
                continue
            first, whole = i - run - size, run // size
            if whole + 1 >= TIMES and run + size >= _WORDS and any(c.isalpha() for w in words[first : first + size] for c in w):
                end = found[first + size - 1 + whole * size].end() if i < len(words) else len(text)
                return found[first + size - 1].end(), end
            run = 0
    return None


def _said_often(words: Sequence[str]) -> bool:
    """Does every word of some stretch come back as often as those of a loop do? Prose has no such stretch, so no phrase is looked for."""
    counts = Counter(words)
    often = "".join("x" if counts[word] >= TIMES else " " for word in words)
    return "x" * _WORDS in often


def _apart(raw: Raw, start: int, end: int) -> tuple[Raw, Raw, Raw]:
    """What stands before a stretch of a block, the stretch, and what stands after it."""
    before, out, after = (_piece(raw, part.strip()) for part in (raw.text[:start], raw.text[start:end], raw.text[end:]))
    return before, out, after


def _piece(raw: Raw, text: Clean) -> Raw:
    return replace(raw, text=text, lines=(text,))


def _is_garbage(text: str) -> bool:
    """A run of signs with hardly a letter or a figure among them, or of characters that no font has."""
    if 3 * sum(map(str.isalnum, text)) >= len(text) and not _NO_FONT.search(text):
        return False
    signs = [c for c in text if not c.isspace() and c not in _DRAWN]
    if len(signs) < _SIGNS:
        return False
    broken = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in signs)
    return 3 * sum(c.isalnum() for c in signs) < len(signs) or 3 * broken > len(signs)
