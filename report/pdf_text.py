"""Lines of a column become blocks: headings, paragraphs, list items, notes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from report.lines import Shape
from report.pdf_grid import Grid
from report.pdf_lines import CUT, Line
from report.pdf_order import Item
from report.typeset import unraised

Look = tuple[float, bool, int]
"""Letter size, bold, colour."""

_BULLET = re.compile(r"\s*(?:[•◆♦●▪■◇○➢✓►▶※·→›»*✔]|[–—-]\s)")
_ITEM = re.compile(r"\s*(?:[•◆♦●▪■◇○➢✓►▶※·→›»*✔]|[–—-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)\s*\S")
_NOTE = re.compile(r"\s*(?:[⁰-⁹¹²³⁽][⁰-⁹¹²³⁽⁾ᵃ-ᶻ]*|\(?(?:\d{1,3}|[a-z*†‡])\)|\[\d{1,3}\]|\*{1,3}|[†‡]|\d{1,3}(?=\s))\s*\S")
_NUMBER = re.compile(r"(?:chapter\s+|section\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]\.\d{0,2}|[IVX]{1,4})\.?$", re.I)
_JOINS = re.compile(r"[,;–(&/-]$|\b(?:the|of|and|in|to|for|with|by|on|or|our|a|as|at|from|its|their|vs\.?)$", re.I)
_OPEN = re.compile(r"[a-z,;–(-]$|\b(?:the|of|and|in|to|for|with|by|on|our|a|as|at)$")


class Written(NamedTuple):
    """A grid as it is written: the texts of its cells, header rows first. `same`, `ends`: as `Writer.table` has them."""

    rows: list[list[str]]
    heads: int
    titles: frozenset[int]
    caption: str
    same: frozenset[tuple[int, int]]
    ends: frozenset[int]
    columns: list[tuple[float, float, float]]
    """Left edge of each column, and from where to where its text stands."""


@dataclass
class Piece:
    """A block in the making: its lines, or a grid, which becomes a table once its page is read."""

    shape: Shape
    lines: list[Line] = field(default_factory=list)
    grid: Grid | None = None
    page: int = 0
    level: int = 0
    table: Written | None = None

    @property
    def look(self) -> Look:
        widest = max(self.lines, key=lambda line: line.x1 - line.x0)
        if len(self.lines) == 1 and _led(widest):
            return round(widest.size * 2) / 2, widest.bits[0].style.bold, widest.bits[0].style.colour
        return round(widest.size * 2) / 2, all(line.style.bold for line in self.lines), widest.style.colour

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Body:
    """How the prose of a report is set, and its words (to mend hyphens)."""

    size: float
    bold: bool
    colour: int
    words: Counter[str]


class Looks:
    """How lines are set and which words stand in them, counted page by page."""

    def __init__(self) -> None:
        self.looks: Counter[tuple[float, bool, int]] = Counter()
        self.words: Counter[str] = Counter()

    def count(self, lines: Iterable[Line]) -> None:
        """Takes lines into account. Long ones tell the look of the prose; a line's last word may be cut and is no word."""
        for line in lines:
            if len(line.bits) >= 6:
                self.looks[round(line.size * 2) / 2, line.style.bold, line.style.colour] += len(line.bits)
            self.words.update([b.text.strip(".,;:()\"'“”’").casefold() for b in line.bits[:-1]])

    def body(self) -> Body:
        """The look of most words in long lines; the words that stand whole inside lines."""
        looks = self.looks
        size, bold, colour = max(looks, key=lambda look: (looks[look], look)) if looks else (10.0, False, 0)
        return Body(size, bold, colour, self.words)


# ---------------------------------------------------------------------------------------------------------- paragraphs
def pieces_of(flow: Sequence[Item], body: Body, page: int) -> list[Piece]:
    """The blocks of one column, top down."""
    found: list[Piece] = []
    lines = [item for item in flow if isinstance(item, Line)]
    right = max((line.x1 for line in lines), default=0.0)
    steps = [b.y - a.y for a, b in itertools.pairwise(lines) if 0.9 * a.size < b.y - a.y < 2.2 * a.size and a.size == b.size]
    lead = median(steps) if len(steps) > 2 else 0.0
    before: Line | None = None
    for item in flow:
        if isinstance(item, Grid):
            found.append(Piece(Shape.ROW, grid=item, page=page))
            before = None
        elif before is not None and _goes_on(found[-1], before, item, right, lead, body.size):
            found[-1].lines.append(item)
            before = item
        else:
            found.append(Piece(Shape.TEXT, [item], page=page))
            before = item
    for piece in found:
        if piece.grid is None:
            piece.shape = _shape(piece, body)
    return found


def _goes_on(piece: Piece, before: Line, line: Line, right: float, lead: float, prose: float) -> bool:
    """Does a line read on in the paragraph of the line before it?"""
    if abs(line.y - before.y) < 0.3 * line.size:
        return line.x0 > before.x0
    step = line.y - before.y
    usual = lead if 1.05 * line.size < lead < 2.0 * line.size else 1.3 * line.size
    lower = bool(re.match(r"[a-z(]", line.text)) and not _ITEM.match(line.text)
    small = abs(line.size - before.size) > 0.08 * before.size
    if step > max(1.25 * usual, usual + 2) or step < 0:
        return False
    if line.size > 1.2 * prose and step > 1.4 * line.size and not _under(before, line):
        return False  # a title, and the next one below it
    inserted = abs(piece.lines[0].size - prose) < 0.3 and _inserted(piece, before, line)
    goes_on = abs(line.bits[0].size - before.bits[-1].size) < 0.05 * line.bits[0].size and before.bits[-1].style == line.bits[0].style
    if not inserted and not (lower and goes_on) and ((small and not lower) or abs(line.size - before.size) > 0.25 * before.size):
        return False
    if _BULLET.match(line.text) or (_ITEM.match(line.text) and not _OPEN.search(before.text)):
        return False
    if _NOTE.match(line.text) and (_is_raised(line.text) or _NOTE.match(piece.lines[0].text)) and not _OPEN.search(before.text):
        return False
    changed = line.style.bold != before.style.bold or line.style.colour != before.style.colour
    short = before.x1 < right - max(0.12 * (right - before.x0), 2 * line.size)
    open_end = lower or before.bits[-1].hyphen or bool(_JOINS.search(before.text))
    if changed and not open_end and not inserted and (not _mixed(before, line) or (len(piece.lines) == 1 and _alone(before))):
        return False
    if short and not open_end and len(piece.lines) == 1 and not _alone(before) and _alone(line) and _led(before) and not line.style.bold:
        return False
    if _alone(before) and before.style.bold and _alone(line) and line.style.bold and small:
        return False
    if len(piece.lines) == 1 and _referred(before) and _alone(line) and line.style != before.bits[0].style and not lower:
        return False
    if _next_in_list(piece.lines[0], line):
        return False
    ended = bool(re.search(r"[.!?:;][\"”’)⁰-⁹¹²³⁽⁾ᵃ-ᶻ]*$", before.text))
    if short and ended and not lower:
        return False
    indented = line.x0 - before.x0 > 0.8 * line.size and len(piece.lines) > 1 and line.x0 - piece.lines[-2].x0 > 0.8 * line.size
    return not (indented and ended)


def _under(before: Line, line: Line) -> bool:
    """Is a line set flush with the one above it, left, right or about the middle?"""
    return min(abs(before.x0 - line.x0), abs(before.x1 - line.x1), abs(before.x0 + before.x1 - line.x0 - line.x1) / 2) < 3


def _inserted(piece: Piece, before: Line, line: Line) -> bool:
    """Is a line of smaller letters a reference inside a sentence, or does the sentence go on after one?"""
    if re.search(r"[.!?:]$", before.text) or len(piece.lines[0].bits) < 4:
        return False
    if 0.5 * before.size < line.size < 0.92 * before.size:
        return len(before.bits) > 3 or before.size < piece.lines[0].size
    return before.size < 0.92 * line.size and abs(piece.lines[0].size - line.size) < 0.1


def _is_raised(text: str) -> bool:
    return unraised(text[:1]) != text[:1]


def _alone(line: Line) -> bool:
    """Is a line set in one look from end to end, its numbers aside?"""
    return all(b.style.bold == line.style.bold and b.style.colour == line.style.colour for b in line.bits if any(map(str.isalpha, b.text)))


def _led(line: Line) -> bool:
    """Does a line begin in bold or colour, and go on otherwise: "Energy use [E1-5]"?"""
    if not line.bits:
        return False
    first, last = line.bits[0].style, line.bits[-1].style
    return first != last and (first.bold > last.bold or first.colour != last.colour)


def lightened(line: Line) -> Line:
    """A line without its words, which take most of the room: only whether it is led by another look is still asked for."""
    return line._replace(bits=[line.bits[0], line.bits[-1]] if _led(line) else [])


_BRACKETS = re.compile(r"[\[(][^\[\]()]*[\])]$")


def _referred(line: Line) -> bool:
    """Is a line a title in bold or colour, and then a reference in brackets set as text is: "3.4 Energy [E1-5]"?"""
    tail = _BRACKETS.search(line.text)
    if tail is None or not _led(line):
        return False
    bare = len(tail.group().split())
    return all(b.style == line.bits[0].style for b in line.bits[:-bare]) and all(b.style != line.bits[0].style for b in line.bits[-bare:])


_COUNTED = re.compile(r"(\(?)(\d{1,2}|[ivx]{1,4}|[a-z])([.)])\s")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _next_in_list(first: Line, line: Line) -> bool:
    """Does a line begin with the number that comes after that of a list item's first line, in the same form: "(i)", "(ii)"?"""
    one, two = _COUNTED.match(first.text), _COUNTED.match(line.text)
    if not one or not two or (one[1], one[3]) != (two[1], two[3]):
        return False
    if one[2].isdigit():
        return two[2].isdigit() and int(two[2]) == int(one[2]) + 1
    if one[2] in _ROMAN[:-1] and _ROMAN[_ROMAN.index(one[2]) + 1] == two[2]:
        return True
    return len(one[2]) == len(two[2]) == 1 and ord(two[2]) == ord(one[2]) + 1


def _mixed(before: Line, line: Line) -> bool:
    """Does one of two lines hold both looks, so that the change came inside a sentence?"""
    return not (_alone(before) and _alone(line))


def _shape(piece: Piece, body: Body) -> Shape:
    text = piece.text
    small = piece.lines[0].size < 0.9 * body.size
    if small and _NOTE.match(text) and not _BULLET.match(text):
        return Shape.NOTE
    if _is_raised(text) and _NOTE.match(text):
        return Shape.NOTE
    if _ITEM.match(text) and not _heads(piece, body):
        return Shape.ITEM
    return Shape.HEADING if _heads(piece, body) else Shape.TEXT


def _heads(piece: Piece, body: Body) -> bool:
    """Is a block set as a heading is: larger, bold or coloured, short, and no full sentence?"""
    text = piece.text.strip()
    if len(text) > 220 or len(piece.lines) > 4 or _BULLET.match(text):
        return False
    size, bold, colour = piece.look
    letters = sum(map(str.isalpha, text))
    if letters < 3 or letters < 0.5 * len(text.replace(" ", "")):
        return False
    if len(text.split()) <= 3 and re.match(
        r"[<>~≈]?\s?(?:[A-Z]{2,3})?[$€£¥]?\s?\d[\d.,]*\s?(?:%|[kKmM]\b|billion|million|bn|thousand)", text
    ):
        return False  # a big figure of an infographic
    if (re.search(r"[;,]$|(?<![.!?])[.]$", text) and size < 1.5 * body.size) or re.match(r"[a-z(]", text) or len(text.split()) > 24:
        return False
    if re.match(r"pages?\s+\d", text, re.I):
        return False
    larger = size >= 1.13 * body.size
    set_off = (bold and not body.bold) or (colour != body.colour and not bold < body.bold)
    if larger:
        return True
    if len(piece.lines) == 1 and _led(piece.lines[0]) and not _alone(piece.lines[0]):
        first = piece.lines[0].bits[0].style
        return (
            size >= 0.93 * body.size
            and (first.bold > body.bold or first.colour != body.colour)
            and len(text) <= 110
            and not text.endswith(":")
        )
    return size >= 0.93 * body.size and set_off and len(text) <= 130 and all(_alone(line) for line in piece.lines)


# ------------------------------------------------------------------------------------------------------------ headings
def contents_page(lines: Sequence[Line], number: int, pages: int) -> bool:
    """Is page `number` of `pages` a table of contents: many lines end with ever larger page numbers, few are sentences?"""
    ends = [
        (line, int(m.group(1)))
        for line in lines
        if line.text[-1:].isdigit() and (m := re.search(r"(?:^|\s)(\d{1,3})$", line.text)) and (m.start() or _beside(line, lines))
    ]
    sentences = sum(line.text.endswith((".", ",")) for line in lines)
    crowded = max(Counter(round(line.y / 3) for line, _ in ends).values(), default=0) > 2
    if len(ends) < 5 or len(ends) < 0.2 * len(lines) or sentences > 0.2 * len(lines) or crowded:
        return False
    columns: dict[int, list[int]] = {}
    for line, end in ends:
        columns.setdefault(round(line.x1 / 24), []).append(end)
    return any(
        _rising([run for run in runs if len(run) > 1], number, pages) for runs in ([[end for _, end in ends]], list(columns.values()))
    )


def _beside(line: Line, lines: Sequence[Line]) -> bool:
    """Does text stand left of a line, on its height?"""
    return any(abs(other.y - line.y) < 2 and other.x1 < line.x0 and any(map(str.isalpha, other.text)) for other in lines)


def _rising(runs: Sequence[Sequence[int]], number: int, pages: int) -> bool:
    every = [n for run in runs for n in run]
    rising = sum(a <= b for run in runs for a, b in itertools.pairwise(run))
    ahead = sum(number - 3 <= n <= 2 * pages + 4 for n in every)
    return (
        len(every) >= 5 and rising >= 0.75 * (len(every) - len(runs)) and ahead >= 0.8 * len(every) and len(set(every)) > 0.4 * len(every)
    )


def listed(pieces: Sequence[Piece], contents: set[int], prose: float) -> None:
    """The entries of a table of contents are no headings: they carry page numbers, or come again as headings on later pages.

    `contents`: numbers of the pages that are known to be contents; `prose`: the letter size of the text.
    """
    later: dict[str, int] = {}
    for piece in pieces:
        if piece.shape is Shape.HEADING:
            later[_bare(piece.text)] = piece.page
    by_page: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.shape is not Shape.ROW:
            by_page.setdefault(piece.page, []).append(piece)
    for page, own in by_page.items():
        entries = [p for p in own if len(p.lines) < 4 and len(p.text) < 150 and _ENTRY.search(p.text)]
        again = [p for p in own if p.shape is Shape.HEADING and later.get(_bare(p.text), 0) > page]
        if page in contents:
            entries = [p for p in own if p.look[0] < 1.4 * prose or _ENTRY.search(p.text)]
        gone = (entries if len(entries) >= 5 or page in contents else []) + (again if len(again) >= 3 else [])
        for piece in gone:
            if piece.shape is Shape.HEADING:
                piece.shape = Shape.TEXT


_ENTRY = re.compile(r"[A-Za-z.)\]]\s+\d{1,3}$|^(?:pages?\s+)?\d{1,3}\s+[A-Z\d]|^pages?\s+\d{1,3}$", re.I)


def _bare(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).casefold()


def numbered(pieces: Sequence[Piece]) -> list[Piece]:
    """A section number that stands above its title in a line of its own becomes part of the title."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and piece.shape is Shape.HEADING and len(last.lines) == 1 and _NUMBER.match(last.text.strip()):
            near = 0 < piece.lines[0].y - last.lines[0].y < 3 * piece.lines[0].size or abs(piece.lines[0].y - last.lines[0].y) < 2
            if near and last.page == piece.page:
                piece.lines.insert(0, last.lines[0])
                found[-1] = piece
                continue
        found.append(piece)
    return found


def weeded(pieces: Sequence[Piece], body: Body) -> None:
    """Headings in the letter size of the text need text below them; without, they are a line of a figure or a list."""
    for i, piece in enumerate(pieces):
        if piece.shape is not Shape.HEADING or piece.look[0] >= 1.13 * body.size:
            continue
        below = pieces[i + 1] if i + 1 < len(pieces) else None
        if i and pieces[i - 1].shape is Shape.ITEM and _next_in_list(pieces[i - 1].lines[0], piece.lines[0]):
            piece.shape = Shape.ITEM
        elif below is None or not _stands(pieces, i) or piece.text.rstrip().endswith(":"):
            piece.shape = Shape.TEXT
        elif _ITEM.match(piece.text) and _ITEM.match(below.text) and below.look == piece.look and below.lines:
            piece.shape = below.shape = Shape.ITEM


def _stands(pieces: Sequence[Piece], at: int) -> bool:
    """Has a heading what headings have below them: a table, a list, another heading, or a paragraph, before which a short title may stand?"""
    below = pieces[at + 1]
    if any(p.shape is Shape.ROW for p in pieces[at + 1 : at + 3]) or below.shape in (Shape.ITEM, Shape.HEADING) or len(below.text) > 60:
        return True
    after = pieces[at + 2] if at + 2 < len(pieces) else None
    titled = bool(re.match(r"[A-Z\d].*[.:]$", below.text)) and below.look[2] == pieces[at].look[2]
    return titled and after is not None and after.page == below.page and len(after.text) > 120


def ranked(pieces: Sequence[Piece]) -> None:
    """Gives headings their level: the largest letters first, then bold before light, colour before black.

    A look that comes rarely takes the level of the next smaller one that is common, so that one page's posters make no levels.
    """
    looks = Counter(piece.look for piece in pieces if piece.shape is Shape.HEADING)
    order = sorted(looks, key=lambda k: (-k[0], not k[1], -k[2], k[2]))
    common = {k for k in order if looks[k] >= max(2, 0.02 * sum(looks.values()))} or set(order)
    tiers: list[list[Look]] = [[]]
    for look in order:
        last = next((k for k in tiers[-1] if k in common), None)
        if last is not None and not _same_tier(last, look):
            tiers.append([])
        tiers[-1].append(look)
    level = {look: i + 1 for i, tier in enumerate(tiers) for look in tier}
    headings = [piece for piece in pieces if piece.shape is Shape.HEADING]
    usual = {i: Counter(d for p in headings if level[p.look] == i and (d := _depth(p.text))).most_common(1) for i in set(level.values())}
    for piece in headings:
        tier = level[piece.look]
        deeper = max(0, _depth(piece.text) - usual[tier][0][0]) if usual[tier] else 0
        piece.level = min(tier + deeper, 6)


def _depth(text: str) -> int:
    """How deep a heading's number goes: "2.2.1 First step" is 3, one without a number 0."""
    match = re.match(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s", text)
    return match.group(1).count(".") + 1 if match else 0


def _same_tier(a: Look, b: Look) -> bool:
    near = abs(a[0] - b[0]) <= 0.08 * a[0]
    return near and (a[0] > 15 or a[1:] == b[1:])


# ------------------------------------------------------------------------------------------------------ columns, pages
def run_on(pieces: Sequence[Piece]) -> list[Piece]:
    """Paragraphs that a column's or a page's end had cut in two are whole again, where the first part stood."""
    found: list[Piece] = []
    for piece in pieces:
        last = next((p for p in reversed(found[-6:]) if p.shape not in (Shape.NOTE, Shape.ROW)), None)
        if last is not None and last is not found[-1] and last.page != piece.page - (found[-1].page != piece.page):
            last = last if piece.page - last.page <= 1 else None
        if last is not None and _reads_on(last, piece) and (last.page != piece.page or last is found[-1] or _above(last, piece)):
            last.lines += piece.lines
        else:
            found.append(piece)
    return found


def _above(last: Piece, piece: Piece) -> bool:
    return piece.lines[0].y < last.lines[-1].y or piece.lines[0].x0 > last.lines[-1].x1


def _reads_on(last: Piece, piece: Piece) -> bool:
    if piece.shape is not Shape.TEXT or last.shape not in (Shape.TEXT, Shape.ITEM) or not last.lines:
        return False
    end, start = last.lines[-1], piece.lines[0]
    if abs(end.size - start.size) > 0.05 * start.size or end.text.count(" ") < 2:
        return False
    if end.text.endswith(CUT):
        return bool(re.match(r"[a-z]", start.text))
    return bool(_OPEN.search(end.text)) and bool(re.match(r"[a-z(]", start.text))


# ---------------------------------------------------------------------------------------------------------------- text
def said(lines: Sequence[Line], words: Counter[str]) -> str:
    """Lines in one, words that were cut at a line end whole again."""
    text = ""
    for line in lines:
        part = line.text.removesuffix(CUT)
        cut = bool(text) and text.endswith(CUT)
        if cut or (text and re.search(r"[A-Za-z]-$", text) and re.match(r"[a-z]", part)):
            text = _mended(text[:-1], part, words)
        else:
            text = f"{text} {part}" if text else part
        if line.text.endswith(CUT):
            text += CUT
    return text[:-1] + "-" if text.endswith(CUT) else text


def _mended(head: str, tail: str, words: Counter[str]) -> str:
    left = re.search(r"[^\s(\"“/]*$", head)
    right = re.match(r"[^\s.,;:)\"”]*", tail)
    first, rest = left.group() if left else "", right.group() if right else ""
    together, hyphened = words[(first + rest).casefold()], words[f"{first}-{rest}".casefold()]
    if hyphened > together or not first or not rest or first[-1:].isdigit() or (not together and rest[:1].isupper()):
        return f"{head}-{tail}"
    return head + tail
