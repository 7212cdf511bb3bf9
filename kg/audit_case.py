"""What an audit looks at - one report's records, text and headings - and what it finds, with its quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from kg.data import load
from kg.records import Record, records, select
from kg.store import Store
from ontology.vocab import report_iri

Severity = Literal["error", "warning", "note"]
Sort = Literal["contradiction", "arithmetic", "index", "status", "unit", "shape"]
MOST_PIECES = 12
LONGEST_PIECE = 1_400
INDEX_GAP = 800
"""Limits of what one finding cites: pieces, and characters of each."""


_BREAK = re.compile(r"(?:(?<=[a-z0-9%)'\"”’][.!?])|(?<=[.!?][\"”]))[\s*]+(?=[\"“(*]*[A-Z])|\n\s*\n|\n(?=\s*(?:[-•◆♦*#|>]|\d+\.)\s?)|\t")
"""Ends of sentences, paragraphs, list items and cells in source text."""


@dataclass(frozen=True)
class Finding:
    """A place where a report contradicts itself. `facts` are IRIs; `evidence` is as in records. It cannot be without evidence."""

    rule: str
    severity: Severity
    kind: Sort
    message: str
    facts: tuple[str, ...]
    evidence: tuple[Record, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.rule}: no finding without evidence")

    def as_json(self) -> Record:
        """The shape of `kg audit --json`."""
        return {
            "rule": self.rule, "severity": self.severity, "kind": self.kind, "message": self.message,
            "facts": list(self.facts), "evidence": list(self.evidence),
        }  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """A heading, and how far its section reaches in the text, sections below it included."""

    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """One report under audit. `text` is what offsets count in. Records are read once for each kind."""

    store: Store
    report: str
    text: str
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What several rules work out once."""

    def records(self, kind: str) -> list[Record]:
        """Records of a kind, in the order of the text."""
        if kind not in self.memo:
            self.memo[kind] = records(self.store, kind, self.report)
        found: list[Record] = self.memo[kind]
        return found

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings in order."""
        query = (
            f"SELECT ?s ?title ?start ?level WHERE {{ GRAPH <{report_iri(self.report)}> "
            "{ ?s a rg:Section ; rdfs:label ?title ; oa:start ?start ; rg:level ?level } } ORDER BY ?start ?s"
        )
        rows = select(self.store, query)
        ends = [
            next((r["start"] for r in rows[i + 1 :] if r["level"] <= row["level"] and r["start"] > row["start"]), len(self.text))
            for i, row in enumerate(rows)
        ]
        return tuple(Heading(row["title"], row["start"], end) for row, end in zip(rows, ends, strict=True))

    @cached_property
    def _index_rows(self) -> list[tuple[int, int]]:
        return sorted((e["start"], e["end"]) for row in self.records("disclosures") for e in row["evidence"])

    def in_index(self, at: int) -> bool:
        """Does a place stand between two rows of a content index?"""
        rows = self._index_rows
        after = bisect_right(rows, (at, len(self.text)))
        if not rows or not after:
            return False
        last = rows[after - 1][1]
        return at < last or (after < len(rows) and at - last < INDEX_GAP and rows[after][0] - at < INDEX_GAP)

    @cached_property
    def _heads(self) -> list[int]:
        return [h.start for h in self.headings]

    def place(self, start: int, end: int) -> Record:
        """Evidence for a stretch of the text, without blanks at its ends."""
        piece = self.text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
        mark = re.match(r"[#*\s]*", self.text[start:end])
        at = bisect_right(self._heads, start + (mark.end() if mark else 0))
        section = self.headings[at - 1].title if at else None
        return {
            "report": self.report, "quote": self.text[start:end], "start": start, "end": end, "page": self._page(start), "section": section,
        }  # fmt: skip

    @cached_property
    def _pages(self) -> list[tuple[int, int]]:
        query = f"SELECT DISTINCT ?start ?page WHERE {{ GRAPH <{report_iri(self.report)}> {{ ?e oa:start ?start ; rg:page ?page }} }}"
        return sorted((row["start"], row["page"]) for row in select(self.store, query))

    def _page(self, start: int) -> int | None:
        """The page where the evidence before and after a place stands, when that is one page."""
        at = bisect_right(self._pages, (start, 1_000_000))
        around = {page for _, page in self._pages[max(0, at - 1) : at + 1]}
        return around.pop() if len(around) == 1 else None

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a stretch of the text, not past the paragraph."""
        before = [m.end() for m in _BREAK.finditer(self.text, max(0, start - 1_000), start)]
        after = _BREAK.search(self.text, end, min(len(self.text), end + 1_000))
        return before[-1] if before else max(0, start - 1_000), after.start() if after else min(len(self.text), end + 1_000)

    def says(self, piece: Record, what: str) -> bool:
        """Does the sentence of a piece of evidence, up to its end, have words of a kind ("to_come", "done")?"""
        start, _ = self.sentence(piece["start"], piece["end"])
        return re.search(load("audit")["wording"][what], self.text[start : piece["end"]], re.I) is not None

    def line(self, at: int) -> tuple[int, int]:
        """Where the line of a place begins and ends."""
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end


def cited(*groups: Iterable[Record]) -> tuple[Record, ...]:
    """Evidence of both sides (or more), a fair number of pieces of each, in the order of the text; long quotes are cut."""
    sides = [list(group) for group in groups]
    each = max(1, MOST_PIECES // max(1, len(sides)))
    pieces = {(e["start"], e["end"]): _short(e) for side in sides for e in _fewer(side, each)}
    return tuple(pieces[place] for place in sorted(pieces))[:MOST_PIECES]


def _fewer(pieces: Sequence[Record], most: int) -> list[Record]:
    """Pieces with figures first, then the longest (they say most), at most so many."""
    return sorted(pieces, key=lambda e: (not re.search(r"\d", e["quote"]), -min(len(e["quote"]), 400), e["start"]))[:most]


def _short(piece: Record) -> Record:
    if len(piece["quote"]) <= LONGEST_PIECE:
        return piece
    quote = re.sub(r"\s+\S*$", "", piece["quote"][:LONGEST_PIECE])
    return {**piece, "quote": quote, "end": piece["start"] + len(quote)}


def brief(text: str, most: int = 160) -> str:
    """Words for a message: one line, at most so many characters."""
    line = " ".join(re.sub(r"<[^<>]{1,20}>|\*\*", "", text).split())
    return line if len(line) <= most else line[: most - 3].rsplit(" ", 1)[0] + " ..."


def ids(*items: Mapping[str, str]) -> tuple[str, ...]:
    """IRIs of records, each once, in order."""
    return tuple(dict.fromkeys(item["id"] for item in items))
