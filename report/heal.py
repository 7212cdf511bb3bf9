"""Words that a page cut tore in two are made whole with the vocabulary of the same report."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from report.model import Clean

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


def vocabulary(text: str, least: int = 2) -> frozenset[str]:
    """Words of a report that are said at least so often."""
    return frozenset(w for w, n in Counter(w.removesuffix("'s") for w in _WORD.findall(text)).items() if n >= least and len(w) > 1)


def stitched(left: Clean, right: Clean, words: frozenset[str]) -> Clean:
    """Two halves of a cell in one: "the Aluminum S" + "Stewardship" loses the torn "S"; "Natic" + "ional" heals.

    Where no whole word fits, the halves stand side by side with a blank: nothing is invented.
    """
    if not left or not right:
        return left or right
    tail, head = re.search(r"[^\s\"'(]+$", left.text), re.match(r"[^\s\"'),.;:]+", right.text)
    if not tail or not head:
        return Clean.join([left, right])
    torn, rest = tail.group(), head.group()
    before, after = left[: tail.start()], right[head.end() :]
    if torn.isalpha() and rest.startswith(torn) and len(rest) > len(torn) and torn.casefold() not in words and torn not in words:
        return Clean.join([before, right], "")
    if len(torn) == 1 and torn not in "AaIi&" and rest[:1].isupper() and rest in words:
        return Clean.join([before, right], "")
    if not before and len(torn) <= 3 and torn not in words and rest[:1].isupper():
        return right  # a stump of one letter or two, misread
    whole = _healed(torn, rest, words) if torn.isalpha() and re.fullmatch(r"[^\W\d]+", rest) else None
    if not whole:  # two stumps of one word that is said nowhere else, or two words
        glued = torn.isalpha() and rest[:1].islower() and _strange(torn, words) and _strange(rest, words)
        return Clean.join([left, right], "" if glued else " ")
    cut = min(len(torn), len(whole) - 1)
    kept = len(whole) - cut
    piece = left[tail.start() : tail.start() + cut]
    other = right[max(0, head.end() - kept) : head.end()]
    if len(other.text) < kept:
        return Clean.join([left, right])
    word = Clean(whole, (*piece.starts, *other.starts), (*piece.ends, *other.ends))
    return Clean.join([before, word, after], "")


def _strange(piece: str, words: frozenset[str]) -> bool:
    """Is a piece no word of the report, in any case and number?"""
    low = piece.casefold()
    return bool(words) and len(piece) > 1 and low not in words and low.capitalize() not in words


def mended(left: Clean, shard: Clean, words: frozenset[str]) -> Clean:
    """A cell with the torn end of one of its words put back where it fits: "screened using environme criteria" + "ntal".

    A shard that fits nowhere is left out when it is no word of its own, else it is added at the end.
    """
    if not left or not shard:
        return left or shard
    head = re.match(r"[^\W\d]+", shard.text)
    for token in reversed(list(re.finditer(r"[A-Za-z]+", left.text))) if head else []:
        if head and token.group() not in words and _healed(token.group(), head.group(), words):
            rest = left[token.end() :].strip()
            return Clean.join([stitched(left[: token.end()], shard, words), *([rest] if rest else [])])
    return left if len(shard.text) <= 3 else Clean.join([left, shard])


def heals(left: str, right: str, words: frozenset[str]) -> bool:
    """Do the last word of one text and the first of the other make a known word, or repeat a torn one?"""
    torn, rest = re.search(r"[A-Za-z]+$", left), re.match(r"[A-Za-z]+", right)
    if not torn or not rest:
        return False
    stump = torn.group() not in words or (len(torn.group()) <= 2 and _strange(rest.group(), words))
    repeats = rest.group().startswith(torn.group()) and len(rest.group()) > len(torn.group()) and stump
    if repeats or (stump and _healed(torn.group(), rest.group(), words) is not None):
        return True
    low = torn.group().casefold()
    begun = len(low) > 1 and any(w.startswith(low) for w in _by_start(words).get(low[0], ()))
    return begun and rest.group()[0].islower() and _strange(low, words) and _strange(rest.group(), words)


def woven(left: Clean, lines: list[Clean], width: int, words: frozenset[str]) -> Clean:
    """A cell whose lines were cut down the middle: left ends of the lines in `left`, right ends in `lines`.

    Each right end is put where the line of about `width` characters ended: at a torn word that it makes whole, or at
    the word boundary nearest to that width.
    """
    parts: list[Clean] = []
    at = 0
    for line in lines:
        cut = _line_end(left.text, at, width, line.text, words)
        parts.append(stitched(left[at:cut].strip(), line, words))
        at = cut
    return Clean.join([*parts, left[at:].strip()] if left.text[at:].strip() else parts)


def _line_end(text: str, at: int, width: int, right: str, words: frozenset[str]) -> int:
    ends = [m.end() for m in re.finditer(r"\S+", text) if m.end() > at]
    window = [e for e in ends if 0.6 * width <= e - at <= 1.45 * width]
    torn = [e for e in window if heals(text[at:e], right, words)]
    if torn:
        return min(torn, key=lambda e: abs(e - at - width))
    stop = next((e for e in window if re.search(r"[.;]$", text[at:e]) and e < len(text)), None)
    if stop and not re.search(r"(?:Co|Ltd|No)\.$", text[at:stop]):
        return _line_end(text, stop, width, right, words)
    return min(window, key=lambda e: abs(e - at - width)) if window else len(text)


def _healed(torn: str, rest: str, words: frozenset[str]) -> str | None:
    """The shortest known word that begins like `torn` and ends like `rest`, one wrong letter in each allowed."""
    if torn + rest in words:
        return torn + rest
    if torn in words and len(torn) > 3 and rest in words:
        return None
    low, end = torn.casefold(), rest.casefold()
    fits = [w for w in _by_start(words).get(low[0], ()) if _fits(w, low, end)]
    exact = [w for w in fits if w.startswith(low) and w.endswith(end)]
    best = sorted(exact or fits, key=lambda w: (abs(len(w) - len(low) - len(end)), w))
    return torn[0] + best[0][1:] if best else None


def _fits(word: str, torn: str, rest: str) -> bool:
    if not max(len(torn), len(rest)) < len(word) <= len(torn) + len(rest):
        return False
    return _wrong(word[: len(torn)], torn) + _wrong(word[-len(rest) :], rest) <= (1 if len(word) >= 5 else 0)


def _wrong(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))


@lru_cache(maxsize=8)
def _by_start(words: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted({w.casefold() for w in words}):
        found.setdefault(word[0], []).append(word)
    return found
