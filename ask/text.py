"""Passages become sentences that know their place in the source, and sentences are weighed against a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from ask.figures import Figure, figures
from ask.lexicon import stated, words
from ask.periods import years_said
from ask.scope import Scope
from ask.terms import Term
from ask.understand import Reading
from report.model import Clean, sentences

if TYPE_CHECKING:
    from index import Hit

Evidence = dict[str, Any]
FOLLOWING = 4000
"""Characters after a sentence in which the lines of its list may stand."""
LINE = 8
"""Words of a line in a column of short ones, at most; the first of them is their title."""
MARGIN = 50
"""A typed column is at least so many characters wide, at most `WIDEST`; shorter lines are lines of a list, longer ones paragraphs."""
WIDEST = 120
_BULLET = re.compile(r"\s*(?:[•◆▪●○*–—-]\s|\(?[\da-zA-Z]{1,2}[.)]\s)")
_CLOSED = (".", "!", "?", ":", ";", "。", "：")
TORN = 300
"""Characters of a sentence beyond the edge of its passage, at most."""
_OPENS = re.compile(r"(?:[.!?:;]\s+|\n\s*\n)((?:(?![.!?:;]\s|\n\s*\n)[^|\f]){3,}[ \n])\Z")
_CLOSES = re.compile(r" *\n(?! *\n)(?:(?![.!?:;]\s|\n\s*\n)[^|\f])+[.!?]?")
LEAD = 40
"""A line after a "lead in:" that is longer than this many words is no list item."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence (or a table row) of a passage. `above` are the headings and words that it stands under."""

    report: str
    text: str
    above: str
    start: int
    end: int
    page: int | None
    section: str | None
    row: bool
    rank: int
    closeness: float
    """Of its passage to the question, as the search gave it, 1 for the best passage."""
    meaning: float = 0.0
    """Cosine of its passage with the question."""
    whole: bool = False
    """It is all that its passage says, so that `meaning` is its own."""
    heading: bool = False
    points: bool = False
    """A row of a content index: it says where to read, not what."""
    also: tuple[tuple[int, int], ...] = ()
    """Other places of a row that was cut in two."""
    after: str = ""
    """The lines of the source that follow its own."""

    below: int = 0
    """Where these begin."""
    prior: Sentence | None = None
    """The sentence before it in its passage."""

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(words(stated(self.text)))

    @cached_property
    def context(self) -> frozenset[str]:
        return frozenset(words(stated(self.above)))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return _figures(self.text)

    @cached_property
    def years(self) -> frozenset[int]:
        return years_said(self.text)

    def evidence(self, source: str) -> list[Evidence]:
        """Its citations: one for each place."""
        return [{"report": self.report, "quote": source[a:b], "start": a, "end": b, "page": self.page, "section": self.section}
                for a, b in ((self.start, self.end), *self.also)]  # fmt: skip


@lru_cache(maxsize=1 << 13)
def _figures(text: str) -> tuple[Figure, ...]:
    return tuple(figures(text))


def sentences_of(hits: Iterable[Hit], source: str) -> list[Sentence]:
    """The sentences of the passages, in the order of the hits; each place of the report once."""
    found: list[Sentence] = []
    seen: set[tuple[int, int]] = set()
    best = 0.0
    for hit in hits:
        best = best or hit.score or 1.0
        for sentence in _of_hit(hit, source, min(1.0, max(0.0, hit.score / best))):
            if (sentence.start, sentence.end) not in seen:
                seen.add((sentence.start, sentence.end))
                found.append(sentence)
    return found


def _of_hit(hit: Hit, source: str, closeness: float) -> list[Sentence]:
    chunk = hit.chunk
    base = Sentence(chunk.report, chunk.text, "", chunk.span.start, chunk.span.end, chunk.page, chunk.section, chunk.kind == "row", hit.rank,
                    closeness, hit.meaning, points=chunk.points)  # fmt: skip
    path = [p for p in (chunk.section or "").split(" > ") if p]
    if base.row:
        return [replace(base, whole=True, above=" ".join(path[-2:]), also=tuple((s.start, s.end) for s in chunk.also))]
    before_, after_ = torn(source, base.start, base.end)
    where = Places(source, base.start - len(before_), base.end + len(after_))
    found: list[Sentence] = []
    prior: Sentence | None = None
    titles = {p.casefold() for p in path}
    title = ""
    lines = _unwrapped(chunk.text.split("\n"))
    texts = _texts(" ".join(part for part in (" ".join(before_.split()), "\n".join(lines), " ".join(after_.split())) if part).split("\n"))
    for text in texts:
        start, end = where.of(text)
        above = " ".join([*path[-2:], title if prior and title != prior.text else "", prior.text if prior else ""])
        prior = replace(
            base,
            text=text,
            above=above,
            start=start,
            end=end,
            heading=text.casefold() in titles,
            whole=len(texts) == 1,
            below=_below(source, end),
            prior=prior,
        )
        found.append(prior)
        title = (title or text) if len(text.split()) <= LINE else ""
    return found


def torn(source: str, start: int, end: int) -> tuple[str, str]:
    """What a sentence that runs over the edges of a stretch has before it and after it: a passage may end amid a paragraph."""
    head = _OPENS.search(source[max(0, start - TORN) : start])
    tail = _CLOSES.match(source, end, end + TORN) if source[start:end].rstrip()[-1:] not in _CLOSED else None
    margin = len(source[source.rfind("\n", 0, max(0, start - 1)) + 1 : start].strip()) >= MARGIN
    last = source[source.rfind("\n", start, end) + 1 : end].strip()
    label = "\n" in source[start:end] and len(last) < MARGIN and tail is not None and re.match(r"\s*\n\s*[^a-z]", tail.group())
    return head.group(1) if head and margin else "", tail.group() if tail and not label else ""  # a short line is a label, not torn


def _below(source: str, end: int) -> int:
    """Where the line after the one of this sentence begins, 0 where there is none near."""
    return source.find("\n", end, end + FOLLOWING) + 1


def _texts(passage: Sequence[str]) -> list[str]:
    """Sentences of the lines of a passage; a list goes with the line that leads it in."""
    found: list[str] = []
    lead: list[str] = []
    for line in passage:
        if lead and len(line.split()) <= LEAD:
            lead.append(line)
            continue
        if lead:
            found.append(_joined(lead))
            lead = []
        parts = [s.text for s in sentences(_plain(line))]
        if parts and parts[-1].endswith((":", "：")):
            lead = [parts.pop()]
        found.extend(parts)
    return [*found, _joined(lead)] if lead else found


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines that a typist's margin broke, put together: one that is full, for the next word had no room, goes on in the next."""
    width = max((len(line) for line in lines if len(line) <= WIDEST), default=0)
    if width < MARGIN:
        return list(lines)
    found: list[str] = []
    room = 0
    for line in lines:
        first = line.split(maxsplit=1)[:1]
        if found and first and room < len(first[0]) + 1 and not _BULLET.match(line) and not found[-1].rstrip().endswith(_CLOSED):
            found[-1] = f"{found[-1].rstrip()} {line.lstrip()}"
        else:
            found.append(line)
        room = int(0.88 * width) - len(line.rstrip())
    return found


def _joined(lead: Sequence[str]) -> str:
    return lead[0] + " " + "; ".join(line.strip(" ;•◆▪-") for line in lead[1:]) if len(lead) > 1 else lead[0]


def _plain(text: str) -> Clean:
    return Clean(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))


class Places:
    """Finds tidied sentences in a stretch of the source, letters and digits compared."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        raw = re.sub(r"<[^<>\n]*>|&[a-z]+;", lambda m: " " * len(m.group()), source[start:end])
        kept = [(c, start + i) for i, c in enumerate(raw) if c.isalnum()]
        self.squeezed = "".join(c for c, _ in kept)
        self.where = [at for _, at in kept]
        self.source = source

    def of(self, text: str) -> tuple[int, int]:
        """Where a sentence stands: its own place, else the whole stretch."""
        bare = "".join(c for c in text if c.isalnum())
        at = self.squeezed.find(bare) if bare else -1
        if at < 0:
            return self.start, self.end
        start, end = self.where[at], self.where[at + len(bare) - 1] + 1
        tail = re.match(r"[%.!?\"”’)]+", self.source[end : self.end])
        return start, end + (len(tail.group()) if tail else 0)


# ------------------------------------------------------------------------------------------------------ weighing
@dataclass(frozen=True)
class Fit:
    """How well a text fits a question: `cover` is the weight of the question's terms that it says, 0 to 1."""

    cover: float
    own: float
    """The same without what only its headings and neighbours say."""
    missing: tuple[Term, ...]
    key: float
    """How far the term that weighs most is said."""


def fit(reading: Reading, stems: frozenset[str], context: frozenset[str], scope: Scope, near: float = 0.65) -> Fit:
    """Weigh what a text says of the question's terms; words of its surroundings (`context`) count `near` of its own."""
    total = said = alone = 0.0
    missing = []
    key: tuple[float, float] = (0.0, 0.0)
    both = stems | context if context else stems
    for term in reading.terms:
        own = says(term, stems, scope)
        all_ = own if own >= near or both is stems else max(own, near * says(term, both, scope))
        total += term.weight
        said += term.weight * all_
        alone += term.weight * own
        if all_ < 0.5 and not term.filler:
            missing.append(term)
        if not term.filler:
            key = max(key, (term.weight, all_))
    return Fit(said / total if total else 0.0, alone / total if total else 0.0, tuple(missing), key[1])


def says(term: Term, stems: frozenset[str], scope: Scope) -> float:
    """How far a bag of stems says a term, 0 to 1; by another wording a little less. "Scope 3" is not said without its 3."""
    best = 0.0
    for i, way in enumerate((term.stems, *term.ways)):
        weighed, total = scope.weighed(way)
        share = sum([w * _has(s, stems) for s, w in weighed]) / total
        value = share if share > 0.9 else 0.6 * share
        if i and not term.name and set(way) < set(term.stems):
            value *= 0.6
        if any(s not in stems and s[0].isdigit() for s in way):
            value *= 0.3
        best = max(best, value * (1 if i == 0 else 0.92))
    return best


def _has(stem: str, stems: frozenset[str]) -> float:
    """Is a stem there? One that begins with it, or it with one, is nearly so: "slovak" and "slovakia"."""
    if stem in stems:
        return 1.0
    if len(stem) < 5 or not stem.isalpha():
        return 0.0
    near = _by_head(stems).get(stem[:5])
    if near is None:
        return 0.0
    return 0.92 * any(abs(len(s) - len(stem)) <= 3 and (s.startswith(stem) or stem.startswith(s)) for s in near)


@lru_cache(maxsize=1 << 12)
def _by_head(stems: frozenset[str]) -> dict[str, list[str]]:
    """Long stems by their first five letters."""
    found: dict[str, list[str]] = {}
    for stem in stems:
        if len(stem) >= 5:
            found.setdefault(stem[:5], []).append(stem)
    return found
