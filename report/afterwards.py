"""Titles that stand after their body, as a converter leaves them that read the columns of a page in the wrong order.

A heading with nothing below it moves before the text above it when that text speaks of it, in words of its own, while the
heading above does without that text. Anything less than that, and the order of the source stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from report.lines import Raw, Shape

MOST = 6
"""A body that stands before its title has at most so many blocks."""
LEAST = 2
"""So many words of its own a title shares with its body."""
SHARE = 0.6
"""And this part of them."""
_SHORTEST = 60
"""A body has a paragraph of at least so many letters."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_WIDE = re.compile(r"[\u2e80-\u9fff]")


def moved(raws: Sequence[Raw], skip: set[int]) -> dict[int, int]:
    """Headings that move, by index, and the block that each comes to stand before. `skip`: blocks that are no text."""
    return _Text(raws, skip).moves()


class _Text:
    """The blocks of a report that are read, and the words of each."""

    def __init__(self, raws: Sequence[Raw], skip: set[int]) -> None:
        self.raws = raws
        self.order = [i for i in range(len(raws)) if i not in skip]
        self.heads = [n for n, i in enumerate(self.order) if raws[i].shape == Shape.HEADING]

    @cached_property
    def words(self) -> Mapping[int, frozenset[str]]:
        """The stems of each block's words, by its place in the order."""
        return {n: frozenset(w[:_STEM].casefold() for w in _WORD.findall(self.raws[i].text.text)) for n, i in enumerate(self.order)}

    @cached_property
    def common(self) -> frozenset[str]:
        """Stems that so many blocks say that they tell none from another."""
        said = Counter(stem for stems in self.words.values() for stem in stems)
        most = max(4, len(self.order) // 12)
        return frozenset(stem for stem, n in said.items() if n > most)

    def moves(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for above, head in zip(self.heads, self.heads[1:], strict=False):
            if 1 < head - above <= MOST + 1 and self._is_empty(head) and self.order[above] not in found:
                first = self._body(above, head)
                if first is not None:
                    found[self.order[head]] = self.order[first]
        return found

    def _is_empty(self, head: int) -> bool:
        """Does nothing stand below a heading: the next block is a heading as high as it is, or there is none?"""
        if head + 1 == len(self.order):
            return True
        after = self.raws[self.order[head + 1]]
        return after.shape == Shape.HEADING and after.level <= self.raws[self.order[head]].level

    def _body(self, above: int, head: int) -> int | None:
        """The first block of the text that is a heading's own, between the heading above and itself; None when that is not sure."""
        title, over = self._own(head), self._own(above)
        own = title - over
        if len(own) < LEAST or own <= self.words.get(head + 1, frozenset()):
            return None
        shares = [len(own & self.words[n]) / len(own) for n in range(above + 1, head)]
        first = next((i for i, share in enumerate(shares) if share >= SHARE and share * len(own) >= LEAST), None)
        if first is None or any(shares[:first]) or self._is_read_on(above + 1 + first):
            return None
        body = range(above + 1 + first, head)
        if any((over - title) & self.words[n] for n in body) or not any(self._is_prose(n) for n in body):
            return None
        before = range(above + 1, above + 1 + first)
        higher = self.raws[self.order[above]].level < self.raws[self.order[head]].level
        return body[0] if any(self._is_prose(n) for n in before) or (higher and not before) else None

    def _own(self, head: int) -> frozenset[str]:
        """The words of a title that tell it from other text."""
        return self.words[head] - self.common

    def _is_prose(self, n: int) -> bool:
        raw = self.raws[self.order[n]]
        return raw.shape in (Shape.TEXT, Shape.ITEM) and len(raw.text.text) >= (
            _SHORTEST // 3 if _WIDE.search(raw.text.text) else _SHORTEST
        )

    def _is_read_on(self, n: int) -> bool:
        """Does a block go on a sentence of the one before it?"""
        return bool(re.match(r"[a-z,;)]", self.raws[self.order[n]].text.text))
