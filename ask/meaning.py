"""How near in meaning texts are to a question, by the encoder of the search index; each text is encoded once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.encode import Encoder, Vectors


KEPT = 10_000
"""Texts whose vectors are kept, about 16 MB."""


class Meaning:
    """`meaning(question, texts)` gives the cosine of each text with the question, -1 to 1."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def __call__(self, question: str, texts: Sequence[str]) -> list[float]:
        if len(self._known) > KEPT:
            self._known.clear()
        new = [t for t in dict.fromkeys([question, *texts]) if t not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        mine = self._known[question]
        return [float(mine @ self._known[t]) for t in texts]
