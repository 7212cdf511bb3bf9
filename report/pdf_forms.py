"""Bombs of another kind: forms of a PDF that draw each other, so that one page is billions of drawings, are refused unread."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from functools import cached_property

from report.errors import LimitError

MOST = 1_000_000
"""So many drawings of forms inside forms are borne in one form."""
_OBJECT = re.compile(rb"obj\b")
_NUMBERED = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+$")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(\d+)\s+\d+\s+R\b")
_STREAM = re.compile(rb"stream\r?\n")
_SIZE = 50_000_000
"""Bytes of a form that are unpacked; what is larger was refused before (`report.pdf_packed`)."""


def check_forms(data: bytes, name: str) -> None:
    """Raises LimitError for a form that draws itself, over others or not, or draws more than `MOST` forms."""
    if not _FORM.search(data):
        return
    drawings = _Objects(data).drawings()
    counts: dict[int, int] = {}
    for number in drawings:
        if _count(number, drawings, counts, frozenset()) > MOST:
            raise LimitError(f"{name}: the PDF's forms draw each other without end; it was made to do harm, or is broken")


def _count(number: int, drawings: Mapping[int, list[int]], counts: dict[int, int], above: frozenset[int]) -> int:
    """How many forms are drawn when one is; more than `MOST` for one that draws itself."""
    if number in above or len(above) > 500:
        return MOST + 1
    if number not in counts:
        inside = [_count(n, drawings, counts, above | {number}) for n in dict.fromkeys(drawings.get(number, []))]
        times = [drawings[number].count(n) for n in dict.fromkeys(drawings.get(number, []))]
        counts[number] = min(MOST + 1, 1 + sum(n * t for n, t in zip(inside, times, strict=True)))
    return counts[number]


class _Objects:
    """The objects of a file by number, as far as forms need them; later ones replace earlier ones."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.places: dict[int, int] = {}
        for match in _OBJECT.finditer(data):  # the word is found fast, and the numbers before it backwards
            at = match.start()
            if number := data[at - 1 : at].isspace() and _NUMBERED.search(data[max(0, at - 40) : at]):
                self.places[int(number[1])] = match.end()

    def drawings(self) -> dict[int, list[int]]:
        """For each form, the forms that it draws, as often as it does."""
        forms = {n for n, at in self.places.items() if _FORM.search(self._head(at))}
        found = {}
        for number in sorted(forms):
            drawn = _DRAWN.findall(self._content(self.places[number]))
            names = self._names(self._head(self.places[number])) if drawn else {}
            found[number] = [names[name] for name in drawn if names.get(name) in forms]
        return found

    def _head(self, at: int) -> bytes:
        """The dictionary of an object, as text."""
        ends = [end for word in (b"stream", b"endobj") if (end := self.data.find(word, at)) >= 0]
        return self.data[at : min([*ends, at + 100_000])]

    def _names(self, head: bytes) -> dict[bytes, int]:
        """What the resources of a form call XObjects, and their numbers."""
        if further := re.search(rb"/Resources\s+(\d+)\s+\d+\s+R\b", head):
            head = self._text(int(further[1]))
        if further := re.search(rb"/XObject\s+(\d+)\s+\d+\s+R\b", head):
            return {name: int(number) for name, number in _NAMED.findall(self._text(int(further[1])))}
        inside = re.search(rb"/XObject\s*<<(.*?)>>", head, re.S)
        return {name: int(number) for name, number in _NAMED.findall(inside[1])} if inside else {}

    def _text(self, number: int) -> bytes:
        return self._head(self.places[number]) if number in self.places else self._packed.get(number, b"")

    def _content(self, at: int) -> bytes:
        """A stream, unpacked if it is packed; a damaged one as far as it goes."""
        start = _STREAM.search(self.data, at)
        if start is None:
            return b""
        end = self.data.find(b"endstream", start.end())
        raw = self.data[start.end() : end if end >= 0 else len(self.data)]
        if not re.search(rb"/(?:FlateDecode|Fl)\b", self._head(at)):
            return raw
        try:
            return zlib.decompressobj().decompress(raw, _SIZE)
        except zlib.error:
            return b""

    @cached_property
    def _packed(self) -> dict[int, bytes]:
        """Objects that lie in object streams."""
        found: dict[int, bytes] = {}
        for at in self.places.values():
            head = self._head(at)
            first = re.search(rb"/First\s+(\d+)", head)
            if first and re.search(rb"/Type\s*/ObjStm\b", head):
                text = self._content(at)
                numbers = [int(n) for n in re.findall(rb"\d+", text[: int(first[1])])]
                places = [*numbers[1::2], len(text)]
                for i, number in enumerate(numbers[0::2][: len(places) - 1]):
                    found[number] = text[int(first[1]) + places[i] : int(first[1]) + places[i + 1]]
        return found
