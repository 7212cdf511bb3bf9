"""Running headers, footers and page numbers, found by repetition; also when a converter shredded them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from report.lines import Raw, Shape

_PAGE = re.compile(r"(?:page\s*)?[|\s]*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[|\s.]*$", re.I)
_NUMBERED = re.compile(r"^\d{1,3}\s+(?=[A-Z])|\s+\d{1,3}$")
"""The number of the page at the edge of its running head, which may then name a year as well."""
_TITLE = re.compile(r"\b(?:report|statements?|review|accounts)\b", re.I)
"""What a running head calls the document, beside its year."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TIMES = 3
"""A line said this often, outside tables, is a running header."""


def furniture(blocks: Sequence[Raw]) -> set[int]:
    """Indices of blocks that are page furniture.

    First come short lines that repeat word for word (figures aside: they may be page numbers). Then come shreds: short
    blocks without figures or a full stop whose letters are wholly made of words, or broken ends of words, of those.
    """
    firm, inside = _repeated(blocks)
    firm |= _at_edges(blocks, firm)
    for share in (0.6, 0.9):
        words = Counter(w for i in firm for w in _words(blocks[i].text.text))
        known = {w for w, n in words.items() if n >= TIMES and len(w) > 1}
        firm |= {i for i, b in enumerate(blocks) if i not in firm and i not in inside and known and _shred(b, known, share)}
    return firm


def repeated(blocks: Sequence[Raw]) -> set[int]:
    """Indices of short blocks that come back word for word (figures aside), and of numbers of pages."""
    return _repeated(blocks)[0]


def _repeated(blocks: Sequence[Raw]) -> tuple[set[int], set[int]]:
    """(running heads and numbers of pages, what comes back inside of pages and is neither)"""
    keys = [_key(b) for b in blocks]
    counts = Counter(key for key in keys if key)
    firm = {i for i, (block, key) in enumerate(zip(blocks, keys, strict=True)) if key and counts[key] >= TIMES and _may_run(block)}
    pages = {i for i, b in enumerate(blocks) if b.shape == Shape.TEXT and _PAGE.match(b.text.text)}
    inside = _inside(blocks, keys, firm, pages)
    return (firm - inside) | pages, inside


def _inside(blocks: Sequence[Raw], keys: Sequence[str], firm: set[int], pages: set[int]) -> set[int]:
    """Lines that come back inside pages, not at their edges: cells of a column that say the same. Only where numbers of pages show the edges."""
    if len(pages) < EDGES:
        return set()
    at: dict[str, list[int]] = {}
    for i in firm:
        if not re.search(r"\d", blocks[i].text.text) and not _TITLE.search(blocks[i].text.text):
            at.setdefault(f"{blocks[i].text.text.isupper()} {keys[i]}", []).append(i)
    found: set[int] = set()
    for places in at.values():
        edge = sum(any(i + d in pages for d in (-3, -2, -1, 1, 2, 3)) for i in places)
        if 2 * edge < len(places):
            found |= set(places)
    return found


EDGES = 5
"""So many numbers of pages in lines of their own show where pages end."""


def _at_edges(blocks: Sequence[Raw], firm: set[int]) -> set[int]:
    """Short headings that come back, mostly beside other furniture or at the end of a page: running heads of chapters."""

    def edge(i: int) -> bool:
        return i - 1 in firm or i + 1 in firm or i + 1 == len(blocks) or (blocks[i + 1].gap > 1 and blocks[i].text.text.isupper())

    heads = {i: b.text.text for i, b in enumerate(blocks) if b.shape == Shape.HEADING and i not in firm}
    said = Counter(heads.values())
    edges = Counter(text for i, text in heads.items() if said[text] >= TIMES and edge(i))
    return {i for i, text in heads.items() if edges[text] and 3 * edges[text] >= 2 * said[text]}


def _key(block: Raw) -> str:
    text = block.text.text
    if len(text) > 160 or not re.search(r"[A-Za-z\u4e00-\u9fff]{2}", text):
        return ""
    return re.sub(r"[\W_]+", "", re.sub(r"\d+", "", text)).casefold()


def _may_run(block: Raw) -> bool:
    if block.shape == Shape.ROW:
        return len(block.rows) <= 6 and not any(re.search(r"\d", c.text) for row in block.rows for c in row)
    if block.shape == Shape.HEADING:
        return len(block.text.text) > 40
    text = block.text.text.rstrip(".") if block.text.text.isupper() else block.text.text
    text = _YEAR.sub("", _NUMBERED.sub("", text)) if _NUMBERED.search(text) or _TITLE.search(text) else text
    return (block.shape == Shape.TEXT and not re.search(r"[.;:。]$|\d{2}[%.,]?\d|[%$€]", text)) or "|" in block.text.text


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.casefold())


def _shred(block: Raw, known: set[str], share: float) -> bool:
    """A short block that is made of pieces of the running header only."""
    text = block.text.text
    if block.shape in (Shape.ITEM, Shape.NOTE) or len(text) > 200 or re.search(r"\d|[.;:!?,]$", text):
        return False
    words = _words(text)
    if block.shape == Shape.HEADING and _is_torn(words, known):
        return True
    if not words or (block.shape == Shape.HEADING and not (len(words) == 1 and block.level <= 2)):
        return False
    if sum(map(len, words)) < 4:
        return False
    whole = sum(len(w) for w in words if w in known)
    covered = sum(len(w) for w in words if _covered(w, known))
    total = sum(map(len, words))
    if block.shape == Shape.HEADING:
        return whole == total and block.gap > 0
    if len(words) < 3 and not any(w in known and len(w) > 3 for w in words) and len(words) > 1:
        return False
    return covered >= share * total and (len(words) >= (3 if share >= 0.9 else 8) or (whole < total and share >= 0.9))


def _is_torn(words: Sequence[str], known: set[str]) -> bool:
    """Two words or more, at least half of them the first letters only of words of the running header, the others whole."""
    torn = [w for w in words if w not in known and len(w) > 2 and any(k.startswith(w) for k in known)]
    return len(torn) >= 2 and 2 * len(torn) >= len(words) and all(w in known or w in torn for w in words)


def _covered(word: str, known: set[str]) -> bool:
    """Is a word a chain of known words, where the first may lack its head and the last its tail?"""
    if len(word) >= 2 and any(k.startswith(word) or k.endswith(word) for k in known):
        return True
    reach = {0} | {n for k in known for n in range(2, len(k)) if word.startswith(k[-n:])}
    for at in range(len(word)):
        if at in reach:
            if at and any(k.startswith(word[at:]) for k in known):
                return True
            reach |= {at + len(k) for k in known if word.startswith(k, at)}
    return len(word) in reach
