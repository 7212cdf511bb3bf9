"""What stands on a page of a PDF: words with their boxes and fonts, and the lines and filled boxes that are drawn.

Only this module calls PDFium. A call for each character would take most of the time of a read, so a word asks for the
boxes of its first and last character only, and a stretch of text in one font asks for that font once.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from itertools import repeat
from sys import intern
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_WORD = re.compile(r"[^\s\x00-\x1f\x7f\ufffe\u200b]+[\ufffe\u00ad\x02]?")
_LETTERS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "\u00ad": "", "\u2060": "", "\ufeff": "",
            "\u200c": "", "\u200d": "", "\ufffe": "", "\x02": "", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→"}  # fmt: skip
_SPELLED = str.maketrans(_LETTERS)
_PRIVATE = re.compile("[\ue000-\uf8ff\ufff0-\uffff]")
_HEAVY = re.compile(r"bold|black|heavy|semibold|demi(?!ng)|extrabd|-bd\b", re.I)
THIN = 2.6
"""Points; a drawn box no thicker than this is a line."""
OUTLINES = 200
"""A page of more drawn objects may show text as outlines: a picture, as far as reading goes."""
MOST_OBJECTS = 40_000
"""A page with more drawn objects is a map or a picture; its lines are not looked at."""


class Style(NamedTuple):
    """How a word is set. `colour` is 0xRRGGBB."""

    font: str
    bold: bool
    colour: int


class Word(NamedTuple):
    """A word on a page, in points from the page's top left corner; `y` is its baseline.

    `run` numbers the stretch of text that it was drawn with; `glued` says that no blank stands between it and the
    word before, `hyphen` that it was cut at a line end.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: Style
    run: int
    glued: bool
    hyphen: bool


class Rule(NamedTuple):
    """A drawn line: horizontal from `a` to `b` at height `at`, or vertical from height `a` to `b` at `at`."""

    a: float
    b: float
    at: float


_DISC = (8, 12, 13, 14)
"""How many points a circle of four curves has; half of one has 8."""
_DOT = _NO_STYLE = Style("", False, 0)


class Fill(NamedTuple):
    """A filled box behind text."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: int


class Page(NamedTuple):
    """One page, turned so that most of its words read from left to right. `aside`: words that are set in another direction.

    `dots` are drawn discs and rings, as words: "●" and "○", which say yes and no in tables.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    aside: list[Word]
    across: list[Rule]
    down: list[Rule]
    fills: list[Fill]
    dots: list[Word]
    pictures: int


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function of PDFium, taking addresses as numbers (building a pointer takes longer than the call)."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_text_object = _by_address(c.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_char_box = _by_address(c.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_char_origin = _by_address(c.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
_font_of = _by_address(c.FPDFTextObj_GetFont, _POINTER, _POINTER)


class _Font(NamedTuple):
    size: float
    style: Style
    turn: int


class _Part(NamedTuple):
    """Characters of one word that were drawn with one object (its address): most words are one part."""

    start: int
    end: int
    drawn: int
    glued: bool


class _Reader:
    """Reads characters of one text page; keeps what it learnt of each drawn text object and each font."""

    def __init__(self, textpage: Any) -> None:
        self.page, self.address = textpage, ctypes.cast(textpage, ctypes.c_void_p).value or 0
        self.known: dict[int, _Font] = {}
        self.fonts: dict[int, tuple[str, bool]] = {}
        self.styles: dict[tuple[str, bool, int], Style] = {}
        self.matrix = c.FS_MATRIX()
        self.name, self.flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self.colour = [ctypes.c_uint() for _ in range(4)]

    def text(self, count: int) -> str:
        buffer = (ctypes.c_ushort * (count + 1))()
        written = c.FPDFText_GetText(self.page, 0, count, buffer)
        if written == count + 1:
            return "".join(map(chr, buffer[:count]))
        return "".join(chr(min(c.FPDFText_GetUnicode(self.page, i), 0x10FFFF)) for i in range(count))

    def parts(self, text: str) -> list[_Part]:
        """The words of a text in its order, cut where a raised mark or another font begins inside one."""
        spans = [match.span() for match in _WORD.finditer(text)]
        drawn = [own or 0 for own in map(_text_object, repeat(self.address), [a for a, _ in spans])]
        found: list[_Part] = []
        for (start, end), own, after in zip(spans, drawn, [*drawn[1:], 0], strict=False):
            if end - start == 1 or own == after or (_text_object(self.address, end - 1) or 0) == own:
                found.append(_Part(start, end, own, False))
            else:
                found += self._cut(start, end)
        return found

    def _cut(self, start: int, end: int) -> list[_Part]:
        keys = [_text_object(self.address, i) or 0 for i in range(start, end)]
        cuts = [i for i in range(end - start) if i == 0 or keys[i] != keys[i - 1]]
        return [_Part(start + a, start + b, keys[a], a > 0) for a, b in zip(cuts, [*cuts[1:], end - start], strict=True)]

    def boxes(self, places: list[int]) -> list[float]:
        """Left, top, right, bottom of the character at each place, one after the other."""
        kept = (ctypes.c_float * (4 * len(places)))()
        first = ctypes.addressof(kept)
        deque(map(_char_box, repeat(self.address), places, range(first, first + 16 * len(places), 16)), maxlen=0)
        return kept[:]

    def origins(self, places: list[int]) -> list[float]:
        """Where the character at each place stands on its baseline: x, y, one after the other."""
        kept = (ctypes.c_double * (2 * len(places)))()
        first = ctypes.addressof(kept)
        end = first + 16 * len(places)
        deque(map(_char_origin, repeat(self.address), places, range(first, end, 16), range(first + 8, end + 8, 16)), maxlen=0)
        return kept[:]

    def font_of(self, index: int, drawn: int) -> _Font:
        """How a character is set, which was drawn with an object."""
        font = self.known.get(drawn)
        if font is None:
            font = self.known[drawn] = self._font(index, drawn)
        return font

    def _font(self, index: int, drawn: int) -> _Font:
        matrix = self.matrix
        c.FPDFText_GetMatrix(self.page, index, matrix)
        a, b, d, e = matrix.a, matrix.b, matrix.c, matrix.d
        size = c.FPDFText_GetFontSize(self.page, index) * (math.hypot(d, e) or math.hypot(a, b))
        handle = _font_of(drawn) or 0 if drawn else 0
        face = self.fonts.get(handle)
        if face is None or not handle:
            face = self.fonts[handle] = self._face(index)
        c.FPDFText_GetFillColor(self.page, index, *self.colour)
        red, green, blue, _ = self.colour
        look = (*face, red.value << 16 | green.value << 8 | blue.value)
        turn = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
        return _Font(size, self.styles.setdefault(look, Style(*look)), turn)

    def _face(self, index: int) -> tuple[str, bool]:
        """Name of a character's font, and whether it is bold."""
        c.FPDFText_GetFontInfo(self.page, index, self.name, 128, self.flags)
        font = self.name.value.decode("utf-8", "replace").rpartition("+")[2]
        return font, c.FPDFText_GetFontWeight(self.page, index) >= 600 or bool(_HEAVY.search(font))


def page_of(document: pdfium.PdfDocument, index: int, most: int = 1_000_000) -> Page:
    """One page, by index from 0. Raises OverflowError when it has more than `most` characters."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            if textpage.count_chars() > most:
                raise OverflowError(most)
            return _page(page, textpage, index + 1)
        finally:
            textpage.close()
    finally:
        page.close()


def _page(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int) -> Page:
    left, bottom, right, top = frame = page.get_cropbox()
    found = _words(textpage, frame)
    turn = max(range(4), key=lambda t: (len(found[t]), -t))
    width, height = (top - bottom, right - left) if turn % 2 else (right - left, top - bottom)
    words = [w for w in found[turn] if w.x0 > -2 and w.x1 < width + 2 and -2 < w.y < height + 2]
    drawn = _Drawn(turn, frame)
    drawn.read(page)
    aside = [w for t in range(4) if t != turn for w in found[t]]
    return Page(number, width, height, words, aside, drawn.across, drawn.down, drawn.fills, drawn.dots, drawn.pictures)


def _words(textpage: pdfium.PdfTextPage, frame: Box) -> tuple[list[Word], ...]:
    """For each of the four quarter turns the words that are set so, in the order of the file."""
    reader = _Reader(textpage.raw)
    text = reader.text(textpage.count_chars())
    plain = text.isascii()
    parts = reader.parts(text)
    heads, tails = reader.boxes([p.start for p in parts]), reader.boxes([p.end - 1 for p in parts])
    begins = [i for i, p in enumerate(parts) if not i or p.drawn != parts[i - 1].drawn]
    origins = iter(reader.origins([parts[i].start for i in begins]))
    found: tuple[list[Word], ...] = ([], [], [], [])
    new, drawn, number = tuple.__new__, -1, 0
    left, _, _, above = frame
    size, style, turn, across, baseline = 0.0, _NO_STYLE, 0, 0.0, 0.0
    for i, (start, end, own, glued) in enumerate(parts):
        if own != drawn:
            drawn, number = own, number + 1
            size, style, turn = reader.font_of(start, own)
            across, baseline = next(origins), next(origins)  # the letters of one object stand on one baseline
        raw = text[start:end]
        said = raw if plain or raw.isascii() else _PRIVATE.sub("", raw.translate(_SPELLED))
        hyphen = raw[-1] in "\ufffe\u00ad\x02"
        if not said and not hyphen:
            continue
        x0, x1 = heads[4 * i], heads[4 * i + 2]
        if end - start > 1:
            first, last = tails[4 * i], tails[4 * i + 2]
            x0, x1 = first if first < x0 else x0, last if last > x1 else x1
        if turn == 0:
            place = (x0 - left, x1 - left, above - baseline)
        else:
            low, high = min(heads[4 * i + 3], tails[4 * i + 3]), max(heads[4 * i + 1], tails[4 * i + 1])
            x0, y, x1, _ = _turned((across, low, across, high) if turn % 2 else (x0, baseline, x1, baseline), turn, frame)
            place = (x0, x1, y)
        found[turn].append(new(Word, (intern(said), *place, size, style, number, glued, hyphen)))
    return found


def _turned(box: Box, turn: int, frame: tuple[float, ...]) -> Box:
    """A box of the PDF (left, bottom, right, top) as left, top, right, bottom on the page turned by quarter turns."""
    left, bottom, right, top = frame
    x0, y0, x1, y1 = box
    if turn == 0:
        return x0 - left, top - y1, x1 - left, top - y0
    if turn == 1:
        return y0 - bottom, x0 - left, y1 - bottom, x1 - left
    if turn == 2:
        return right - x1, y0 - bottom, right - x0, y1 - bottom
    return top - y1, right - x1, top - y0, right - x0


class _Drawn:
    """The lines and filled boxes of a page."""

    def __init__(self, turn: int, frame: tuple[float, ...]) -> None:
        self.turn, self.frame = turn, frame
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.fills: list[Fill] = []
        self.dots: list[Word] = []
        self.pictures = 0
        self.budget = 6000
        self.edges = [ctypes.c_float() for _ in range(4)]

    def read(self, page: pdfium.PdfPage) -> None:
        count = c.FPDFPage_CountObjects(page.raw)
        self.pictures = int(count > OUTLINES)
        if count <= MOST_OBJECTS:
            for i in range(count):
                self._take(c.FPDFPage_GetObject(page.raw, i), None, 0)

    def _take(self, item: Any, within: Any, depth: int) -> None:
        kind = c.FPDFPageObj_GetType(item)
        if kind == c.FPDF_PAGEOBJ_PATH:
            self._path(item, within)
        elif kind == c.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
        elif kind == c.FPDF_PAGEOBJ_FORM and depth < 3:
            matrix = c.FS_MATRIX()
            c.FPDFPageObj_GetMatrix(item, matrix)
            for i in range(min(c.FPDFFormObj_CountObjects(item), 5000)):
                self._take(c.FPDFFormObj_GetObject(item, i), _times(matrix, within), depth + 1)

    def _path(self, item: Any, within: Any) -> None:
        left, bottom, right, top = self.edges
        if not c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return
        box = (left.value, bottom.value, right.value, top.value)
        if within is not None:
            box = _moved(box, within)
        x0, y0, x1, y1 = _turned(box, self.turn, self.frame)
        if self._line(x0, y0, x1, y1) or x1 - x0 < 3 or y1 - y0 < 3:
            return
        count = c.FPDFPath_CountSegments(item)
        if count in _DISC and self._dot(item, x0, y0, x1, y1, count):
            return
        if count > 5:
            if count <= self.budget and within is None:
                self.budget -= count
                self._segments(item, count)
            return
        filled, stroked = self._mode(item)
        if filled:
            parts = [ctypes.c_uint() for _ in range(4)]
            c.FPDFPageObj_GetFillColor(item, *parts)
            self.fills.append(Fill(x0, y0, x1, y1, parts[0].value << 16 | parts[1].value << 8 | parts[2].value))
        elif stroked and count >= 4:
            for a, b, d, e in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                self._line(a, b, d, e)

    def _mode(self, item: Any) -> tuple[bool, bool]:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        c.FPDFPath_GetDrawMode(item, filled, stroked)
        return bool(filled.value), bool(stroked.value)

    def _dot(self, item: Any, x0: float, y0: float, x1: float, y1: float, count: int) -> bool:
        """A small circle of four curves; or half a disc, which makes the ring around it half full."""
        wide, high = x1 - x0, y1 - y0
        filled, _ = self._mode(item)
        ring = self.dots[-1] if self.dots else None
        if (
            count == 8
            and filled
            and ring
            and ring.text == "○"
            and ring.x0 - 1 <= x0
            and x1 <= ring.x1 + 1
            and abs(high - wide / 2) < 0.15 * wide
        ):
            self.dots[-1] = ring._replace(text="◐")
            return True
        if count == 8 or wide > 18 or abs(wide - high) > 0.12 * wide:
            return False
        self.dots.append(Word("●" if filled else "○", x0, x1, (y0 + y1) / 2 + 0.3 * high, high, _DOT, -1 - len(self.dots), False, False))
        return True

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        if y1 - y0 <= THIN and x1 - x0 >= 8:
            self.across.append(Rule(x0, x1, (y0 + y1) / 2))
            return True
        if x1 - x0 <= THIN and y1 - y0 >= 6:
            self.down.append(Rule(y0, y1, (x0 + x1) / 2))
            return True
        return False

    def _segments(self, item: Any, count: int) -> None:
        """The straight parts of a path with many segments, such as a grid drawn at one go."""
        matrix = c.FS_MATRIX()
        c.FPDFPageObj_GetMatrix(item, matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        before: tuple[float, float] | None = None
        for i in range(count):
            segment = c.FPDFPath_GetPathSegment(item, i)
            c.FPDFPathSegment_GetPoint(segment, x, y)
            point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
            if before and c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_LINETO:
                box = (min(before[0], point[0]), min(before[1], point[1]), max(before[0], point[0]), max(before[1], point[1]))
                x0, y0, x1, y1 = _turned(box, self.turn, self.frame)
                if y1 - y0 < 0.3 or x1 - x0 < 0.3:
                    self._line(x0, y0, x1, y1)
            before = point


def _times(inner: Any, outer: Any) -> Any:
    """The matrix that does `inner`, then `outer`."""
    if outer is None:
        return inner
    return c.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c, inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c, inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e, inner.e * outer.b + inner.f * outer.d + outer.f,
    )  # fmt: skip


def _moved(box: Box, matrix: Any) -> Box:
    points = [(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f) for x in box[::2] for y in box[1::2]]
    return min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points)
