"""Words that a page cut tore in two are made whole with the vocabulary of the same report."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import ne

from report.model import Clean

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
WEAK = 0.5
"""The score of a joint that counts only beside others."""
GLUED = 1.5
"""The score of two pieces that are no words, put together without proof."""
_RARE = 4
_OFTEN = 6
"""A piece that is a word itself (or was torn twice) gives way to a whole word that is said so many times as often."""


class Vocabulary(frozenset[str]):
    """The words of a report. `counts`: how often each is said, in small letters, also those said too seldom to be in the set."""

    counts: Mapping[str, int]

    @cached_property
    def sorted(self) -> list[str]:
        """All words, in small letters and in order; those said once only too."""
        return sorted(self.counts)

    @cached_property
    def backwards(self) -> list[str]:
        """The same words, each from its end, in order."""
        return sorted(word[::-1] for word in self.counts)

    @cached_property
    def known(self) -> dict[tuple[str, str], str | None]:
        """What pieces were found to make together."""
        return {}

    def starting(self, piece: str) -> list[str]:
        """Words that begin so."""
        return self.sorted[bisect_left(self.sorted, piece) : bisect_right(self.sorted, piece + "{")]

    def ending(self, piece: str) -> list[str]:
        """Words that end so."""
        last = piece[::-1]
        return [word[::-1] for word in self.backwards[bisect_left(self.backwards, last) : bisect_right(self.backwards, last + "{")]]


@lru_cache(maxsize=2)
def vocabulary(text: str = "", least: int = 2) -> Vocabulary:
    """Words of a report that are said at least so often. Pieces that stand (seldom ones, mostly) at the
    ends of cells or lines, and begin a longer word, are no words."""
    said = Counter(w.removesuffix("'s") for w in _WORD.findall(text))
    counts: Counter[str] = Counter()
    for word, n in said.items():
        counts[word.casefold()] += n
    edges = Counter(_EDGE.findall(text))
    torn = _begin({w for w, n in edges.items() if n == said[w] or (2 * n >= said[w] and said[w] <= _RARE)}, counts)
    made = Vocabulary(w for w, n in said.items() if n >= least and len(w) > 1 and w not in torn)
    made.counts = counts
    return made


_EDGE = re.compile(r"([A-Za-z]+) *(?=\t|$)", re.M)
"""The last word of a cell, or of a line."""


def _begin(torn: set[str], counts: Mapping[str, int]) -> set[str]:
    """Those of the pieces with which a word begins that is longer by more than an ending."""
    whole = sorted(counts)
    found = set()
    for piece in torn:
        low = piece.casefold()
        ahead = whole[bisect_left(whole, low) : bisect_right(whole, low + "{")]
        if len(low) > 2 and any(len(w) > len(low) + 2 for w in ahead):
            found.add(piece)
    return found


NO_WORDS = vocabulary()


# --------------------------------------------------------------------------------------------------------------- joints
@dataclass(frozen=True)
class Joint:
    """How the last word of a text and the first of another are one: `word`, of which the first `cut` letters are the left's.

    `score`: 3 a word of the report comes of it, down to 0.5 for a guess.
    """

    word: str
    cut: int
    score: float
    tail: bool = False
    """The right piece only repeats the end of the left word."""


def joint(torn: str, rest: str, words: Vocabulary) -> Joint | None:
    """What two pieces, of letters only, make together; None for two words."""
    if not torn or not rest:
        return None
    known, odd = torn in words, strange(rest, words)
    if odd and len(rest) <= 3 and known and torn.casefold().endswith(rest.casefold()):
        return Joint(torn, len(torn), 2 if len(rest) > 1 else 1.15, tail=True)
    if not known and (torn + rest in words or (len(rest) > 1 and _is_said(torn + rest, words))):
        return Joint(torn + rest, len(torn), 3)
    if torn + rest in words and odd and len(torn) > 2:
        return Joint(torn + rest, len(torn), 2.2 if len(rest) > 1 else 1.2)
    begins = rest.startswith(torn) and len(rest) > len(torn)
    if begins and (not known if len(torn) > 1 else torn not in "aAIi"):
        return Joint(rest, 0, 2.5)
    whole = _healed(torn, rest, words)
    if whole and (not known or (odd and len(torn) > 2 and len(rest) > 1) or _seldom(torn, whole, words)):
        exact = whole.casefold().startswith(torn.casefold()) and whole.casefold().endswith(rest.casefold())
        return Joint(whole, min(len(torn), len(whole) - 1), (3 if exact else 2) - (0.8 if known else 0))
    if len(rest) == 1 and len(torn) > 3 and strange(torn, words) and not rest.isascii():
        ends = [w for w in words.starting(torn.casefold()) if len(w) == len(torn) + 1]
        return Joint(torn + ends[0][-1], len(torn), 2) if len(ends) == 1 else None
    if len(torn) == 1 and torn not in "aAIi" and rest in words:
        return Joint(rest, 0, 1)  # the first letter of the word, misread
    if rest[:1].islower() and rest.isascii() and len(rest) > 1 and strange(torn, words) and odd:
        lap = next((n for n in range(min(len(torn), len(rest)) - 1, 1, -1) if torn.endswith(rest[:n])), 0)
        return Joint(torn + rest[lap:], len(torn), 2 if lap else GLUED)
    return Joint(rest, 0, WEAK) if begins and torn in "aA" and not odd else None


def strange(piece: str, words: Vocabulary) -> bool:
    """Is a piece no word of the report, in any case? It was said once, here, or never."""
    if len(piece) == 1:
        return bool(words) and piece not in "aAI"
    return bool(words) and words.counts.get(piece.casefold(), 0) < 2


_ENDINGS = re.compile(r"(?:s|es|d|ed|ing|ly|al)$")


def _is_said(word: str, words: Vocabulary) -> bool:
    """Is a word, or another form of it, a word of the report?"""
    if word in words or words.counts.get(word.casefold(), 0) > 1:
        return True
    stem = _ENDINGS.sub("", word.casefold())
    return len(stem) > 4 and any(words.counts.get(stem + end, 0) for end in ("", "e", "s", "es", "ed", "d", "ing"))


def _seldom(torn: str, whole: str, words: Vocabulary) -> bool:
    return len(torn) > 3 and words.counts.get(whole.casefold(), 0) >= _OFTEN * words.counts.get(torn.casefold(), 0)


def _healed(torn: str, rest: str, words: Vocabulary) -> str | None:
    """The likeliest word that begins like `torn` and ends like `rest`, which may share letters; else with one letter wrong."""
    if (torn, rest) not in words.known:
        words.known[torn, rest] = _whole(torn, rest, words)
    return words.known[torn, rest]


def _whole(torn: str, rest: str, words: Vocabulary) -> str | None:
    low, end = torn.casefold(), rest.casefold()
    least, most = max(len(low), len(end)) + 1, len(low) + len(end)
    found = [w for w in words.starting(low) if w.endswith(end) and least <= len(w) <= most]
    if not found and min(len(low), len(end)) > 1:
        alike = {w for w in (*words.starting(low), *words.ending(end)) if w[0] == low[0] and max(least, 5) <= len(w) <= most}
        found = [w for w in alike if words.counts[w] > 1 and _wrong(w[: len(low)], low) + _wrong(w[-len(end) :], end) <= 1]
    best = min(found, key=lambda w: (abs(len(w) - most), -words.counts[w], w), default=None)
    if best is None:
        return None
    return best.upper() if torn.isupper() and len(torn) > 1 else torn[0] + best[1:]


def _wrong(a: str, b: str) -> int:
    """In how many letters two pieces of one length differ."""
    return 0 if a == b else sum(map(ne, a, b))


def heals(left: str, right: str, words: Vocabulary) -> bool:
    """Do the last word of one text and the first of the other make a known word, or repeat a torn one?"""
    torn, rest = re.search(r"[A-Za-z]+$", left), re.match(r"[A-Za-z]+", right)
    found = joint(torn.group(), rest.group(), words) if torn and rest else None
    if not found or not torn or found.tail or found.score < GLUED:
        return False
    low = torn.group().casefold()
    return found.score != GLUED or any(w in words for w in words.starting(low))


# ------------------------------------------------------------------------------------------------------- two halves, one
def stitched(left: Clean, right: Clean, words: Vocabulary) -> Clean:
    """Two halves of a cell in one: "the Aluminum S" + "Stewardship" loses the torn "S"; "Natic" + "ional" heals.

    Where no whole word fits, the halves stand side by side with a blank: nothing is invented.
    """
    return _sewn(left, right, words, 2 * WEAK)


def _sewn(left: Clean, right: Clean, words: Vocabulary, least: float) -> Clean:
    """The same; joints of a lower score than `least` do not count."""
    if not left or not right:
        return left or right
    tail, head = re.search(r"[^\W\d_]+$", left.text), re.match(r"[^\W\d_]+", right.text)
    if re.search(r"[A-Za-z]-$", left.text) and head:
        return Clean.join([left, right], "")
    if not tail or not head:
        return Clean.join([left, right])
    before, after = left[: tail.start()], right[head.end() :]
    torn, rest = tail.group(), head.group()
    if not before and len(torn) <= 3 and torn not in words and rest[:1].isupper():
        return right  # a stump of one letter or two, misread
    if " " in left.text and right.text.startswith(left.text):
        return right
    found = joint(torn, rest, words)
    if not found or found.score < least:
        return Clean.join([left, right])
    return Clean.join([before, _word(left[tail.start() :], right[: head.end()], found), after], "")


def _word(torn: Clean, rest: Clean, found: Joint) -> Clean:
    """The whole word; letters that neither piece has stand nowhere."""
    kept = len(found.word) - found.cut
    left, right = torn[: found.cut], rest[max(0, len(rest.text) - kept) :]
    gap = len(found.word) - len(left.text) - len(right.text)
    place = list((left.ends or right.starts)[-1:]) * gap
    return Clean(found.word, (*left.starts, *place, *right.starts), (*left.ends, *place, *right.ends))


def mended(left: Clean, shard: Clean, words: Vocabulary) -> Clean:
    """A cell with the torn ends of its lines put back: "screened using environme criteria" + "ntal", each where it fits.

    A shard that fits nowhere is left out when it is a scrap of letters that is no word, else it is added at the end.
    """
    if not left or not shard:
        return left or shard
    found = interwoven(left, shard, words)
    if found:
        return found
    scrap = re.sub(r"\W", "", shard.text).casefold()
    repeats = 0 < len(scrap) <= 3 and any(len(w) > 4 and w.endswith(scrap) for w in re.findall(r"\w+", left.text.casefold()))
    return left if repeats or (len(scrap) <= 3 and scrap.isalpha() and strange(scrap, words)) else Clean.join([left, shard])


def interwoven(left: Clean, right: Clean, words: Vocabulary) -> Clean | None:
    """A cell of several lines that was cut down the middle: the ends of its lines, in `right`, go back where they fit.

    The first word of `right` ends a word of `left`; so may any later one, further on. The best chain of such joints counts.
    None when the first word fits nowhere.
    """
    lefts, rights = list(re.finditer(r"\S+", left.text)), list(re.finditer(r"\S+", right.text))
    if not lefts or not rights or len(lefts) * len(rights) > 20_000:
        return None
    chain = _chain([m.group() for m in lefts], [m.group() for m in rights], words)
    if not chain:
        return None
    parts: list[Clean] = []
    at = 0
    for number, (i, j) in enumerate(chain):
        stop = rights[chain[number + 1][1]].start() if number + 1 < len(chain) else len(right.text)
        parts.append(_sewn(left[at : lefts[i].end()].strip(), right[rights[j].start() : stop].strip(), words, WEAK))
        at = lefts[i].end()
    return Clean.join([part for part in [*parts, left[at:].strip()] if part])


def _chain(lefts: list[str], rights: list[str], words: Vocabulary) -> list[tuple[int, int]]:
    """The best chain of joints (left word, right word), both going up, the first with the first right word."""
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    for j, rest in enumerate(rights):
        for i, torn in enumerate(lefts):
            score = _fit(torn, rest, words, last=i + 1 == len(lefts))
            if score <= 0:
                continue
            before = [best[a, b] for a, b in best if a < i and b < j]
            if j and not before:
                continue
            top = max(before, key=lambda found: found[0], default=(0.0, []))
            best[i, j] = (top[0] + score, [*top[1], (i, j)])
    score, chain = max(best.values(), key=lambda found: (found[0], found[1]), default=(0.0, []))
    return chain if score >= 2 * WEAK or (score and len(rights) == 1) else []


def _fit(torn: str, rest: str, words: Vocabulary, last: bool) -> float:
    tail, head = re.search(r"[^\W\d_]+$", torn), re.match(r"[^\W\d_]+", rest)
    found = joint(tail.group(), head.group(), words) if tail and head else None
    if not found or (found.score == GLUED and not last):
        return 0.0
    return found.score + (0.1 if last else 0.0)


def woven(left: Clean, lines: list[Clean], width: int, words: Vocabulary) -> Clean:
    """A cell whose lines were cut down the middle: left ends of the lines in `left`, right ends in `lines`.

    Where words are torn they say where each right end goes; else it is put where the line of about `width` characters
    ended: at a torn word that it makes whole, or at the word boundary nearest to that width.
    """
    told = interwoven(left, Clean.join(lines), words)
    if told:
        return told
    parts: list[Clean] = []
    at = 0
    for line in lines:
        cut = _line_end(left.text, at, width, line.text, words)
        stump = _is_stump(left.text[at:cut], line.text, words)
        parts.append(Clean.join([left[at:cut].strip(), line], "") if stump else stitched(left[at:cut].strip(), line, words))
        at = cut
    return Clean.join([*parts, left[at:].strip()] if left.text[at:].strip() else parts)


def _is_stump(left: str, right: str, words: Vocabulary) -> bool:
    """Does a text end with two letters of a capitalised name that are no word, and the other go on in the middle of one: "De" + "sign Award"?"""
    end = re.search(r"\b[A-Z][\w'-]+ ([A-Z][a-z])$", left)
    rest = re.match(r"[a-z]+(?= [A-Z])", right)
    return bool(end and rest and end[1] not in words)


def _line_end(text: str, at: int, width: int, right: str, words: Vocabulary) -> int:
    ends = [m.end() for m in re.finditer(r"\S+", text) if m.end() > at]
    window = [e for e in ends if 0.6 * width <= e - at <= 1.45 * width]
    torn = [e for e in window if heals(text[at:e], right, words)]
    if torn:
        return min(torn, key=lambda e: abs(e - at - width))
    stumps = [e for e in window if _is_stump(text[at:e], right, words)]
    if len(stumps) == 1:
        return stumps[0]
    stop = next((e for e in window if re.search(r"[.;]$", text[at:e]) and e < len(text)), None)
    if stop and not re.search(r"(?:Co|Ltd|No)\.$", text[at:stop]):
        return _line_end(text, stop, width, right, words)
    return min(window, key=lambda e: abs(e - at - width)) if window else len(text)
