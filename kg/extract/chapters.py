"""What the last cell of a content index says: chapters of the report, pages, nothing, or a sentence instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from rapidfuzz import fuzz, process

from kg.data import load
from kg.extract.codes import words
from report.model import Clean, Report, Span

_PAGE = r"(?:[Pp](?:ages?|ags?|g|p)?\.?\s?)?\d{1,4}(?:\s?[-‒–—]\s?(?:[Pp]\.?\s?)?\d{1,4}|\s?ff?\.)?"
_PAGES_ONLY = re.compile(rf"\s*\(?{_PAGE}(?:\s*(?:,|;|/|&|and|\s)\s*{_PAGE})*\)?\.?\s*$")
_PAGES_AFTER = re.compile(
    r"[\s,(:]*\b[Pp](?:ages?|p)?\.?\s?\d{1,4}(?:\s?[-‒–—]\s?\d{1,4})?(?:\s*(?:,|and|&)\s*\d{1,4}(?:\s?[-‒–—]\s?\d{1,4})?)*\)?"
)
_SOFT = re.compile(r"\s*[,，]\s*|(?<=[a-z]{3})\.\s+(?=[A-Z])")
_HARD = re.compile(r"\s*(?:[;；、•\n]|<br\s*/?>)\s*")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|will|can|follows?|complies|provides?|occurred|received|found|reported)\b"
)
_DENIAL = re.compile(
    r"(?:no|none|nil|zero|there (?:is|are|was|were|has|have)|the (?:company|group|bank)|we|our|not? |during|in 20\d\d|as of|within|all)\b",
    re.I,
)
_DENIED = re.compile(r"(?:\S+\s){0,7}?(?:no|none|nil|zero|not|never|without)\b", re.I)
_FIGURE = re.compile(r"\d[.,]\d|\d\s?%|%\s?\d|\b\d+ (?:million|thousand|tons?|tonnes?)\b|^[A-Z][a-z]+ \d+(?: \d+)?$|N/A")
_OTHER_DOCUMENT = re.compile(r"\b(?:report|statements?|website|policy|form 10-k|10-k|proxy|annual|charter|code)\b", re.I)


@dataclass(frozen=True)
class Reading:
    """What an index says of one disclosure: a status of the contract, chapters, or the words said instead."""

    status: str
    chapters: tuple[str, ...] = ()
    statement: str | None = None


BLANK = Reading("blank")


@dataclass(frozen=True)
class Line:
    """One row of an index, as printed. `status` is None where the index has no column for the place."""

    framework: str
    code: str
    title: str | None
    reading: Reading | None
    spans: tuple[Span, ...]
    sure: bool
    confidence: float = 1.0


@dataclass(frozen=True)
class Headings:
    """The headings of a report, to find the chapter that a cell names although it spells it a little differently."""

    titles: tuple[str, ...]
    _found: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(report: Report) -> Headings:
        tidy = (tidy_heading(s.title) for s in report.sections)
        return Headings(tuple(dict.fromkeys(t for t in tidy if len(words(t)) > 3 and len(t) < 120)))

    @cached_property
    def _by_words(self) -> dict[str, str]:
        return {words(t): t for t in reversed(self.titles)}

    def match(self, text: str, least: float = 85) -> str | None:
        """The heading that these words mean, if one is nearly the same."""
        key = words(re.sub(r"^(?:chapter|section|part)?\s*(?!(?:19|20)\d\d\b)\d+(?:\.\d+)*\.?\s+", "", text, flags=re.I))
        if key in self._by_words:
            return self._by_words[key]
        if key not in self._found:
            best = process.extractOne(key, list(self._by_words), scorer=fuzz.ratio, score_cutoff=least) if len(key) > 5 else None
            self._found[key] = self._by_words[best[0]] if best else None
        return self._found[key]


def tidy_heading(title: str) -> str:
    """A heading without number, case label, footnote mark or page: "3.1 Water Use5 27" reads "Water Use"."""
    bare = re.sub(r"\s+\d{1,3}$", "", title.strip())
    bare = re.sub(r"(?<=[a-z])\d{1,2}$", "", bare)
    bare = re.sub(r"^(?:chapter|section|part)\s+\d+[.:]?\s+|^\d+(?:\.\d+)*\.?\s+", "", bare, flags=re.I)
    return bare.strip(" .:·—–-")


@cache
def _says(what: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(load('disclosures')['says'][what])})[\s.*†]*$", re.I)


def reading(text: str, headings: Headings, code: str = "") -> Reading:
    """Reads the words of a place cell, breaks as `|`. Of some codes ("102-3": headquarters) the words are the answer itself."""
    text = re.sub(r"[\ue000-\uf8ff]|\bpara(?:graph)?s?\.?\s?\d[\d()a-z,‒–—-]*(?:\s\([a-z]+\))?(?:\s[ivx]+\b)?", " ", text)
    flat = " ".join(text.replace("|", " ").split())
    if not flat:
        return BLANK
    for what in ("not_applicable", "omitted"):
        if _says(what).match(flat):
            return Reading(what.replace("_", " "))
    if _says("reported").match(flat):
        return Reading("reported")
    if _PAGES_ONLY.match(flat):
        return Reading("reported", tuple(p.strip(" ().") for p in re.split(r"[,;/&]|\band\b", flat) if p.strip(" ().")))
    found = tuple(dict.fromkeys(chapters(text, headings)))
    if any(headings.match(c) for c in found):
        return Reading("reported", found)
    if found and "|" in text and _are_titles(text):
        return Reading("reported", found)
    if _is_sentence(flat) and not _are_titles(text):
        return Reading("statement" if _DENIED.match(flat) or len(flat.split()) <= 15 else "reported", (), flat)
    if code in load("disclosures")["answered"]["codes"] and not (_OTHER_DOCUMENT.search(flat) or _PAGES_AFTER.search(flat)):
        return Reading("reported", (), flat)
    if all(len(c.split()) > 14 for c in found):
        return Reading("reported", (), flat)
    return Reading("reported", (), flat) if _FIGURE.search(flat) else Reading("reported", found)


_TITLE = re.compile(r"(?:\d[\d.]*\s)?[A-Z][\w'’&-]*(?:,?\s(?:(?:and|of|the|for|in|to|with|at|on|&)\s){0,2}[A-Z][\w'’&-]*){0,6}\.?")
"""Words that are written like a title: "Our People"."""


def _are_titles(text: str) -> bool:
    """Is each line of a cell written like a title: "Our People | 2.4 Diversity"?"""
    return all(is_title(part) for part in text.split("|") if part.strip())


def is_title(text: str) -> bool:
    """Are words written like a title of a chapter?"""
    return bool(_TITLE.fullmatch(text.strip())) and not _VERB.search(text)


def _is_sentence(text: str) -> bool:
    if _PAGES_AFTER.search(text) and len(text) < 160:
        return False
    if _OTHER_DOCUMENT.search(text) and len(text.split()) <= 8 and not _VERB.search(text):
        return False
    count = len(text.split())
    return bool(_DENIAL.match(text) and count >= 2) or (count >= 5 and bool(_VERB.search(text))) or count > 25


def chapters(text: str, headings: Headings) -> Iterator[str]:
    """The chapters that a cell names, headings of the report in the report's own spelling."""
    for part in _HARD.split("; ".join(_unbroken(text.split("|"), headings))):
        for bare in (p.strip(" ,.;:()") for p in _PAGES_AFTER.split(part)):
            whole = headings.match(bare) if bare else None
            if whole:
                yield whole
            elif bare and not _PAGES_ONLY.match(bare):
                yield from _two(bare, headings) or _by_commas([p for p in _SOFT.split(bare) if p], headings)


def _unbroken(lines: list[str], headings: Headings) -> Iterator[str]:
    """Broken lines as chapters: those that together are a heading, or that go on in small letters, are one."""
    at = 0
    while at < len(lines):
        end = next((e for e in range(len(lines), at + 1, -1) if headings.match(" ".join(lines[at:e]))), at + 1)
        while end < len(lines) and (re.match(r"\s*[a-z(&]", lines[end]) or re.search(r"\b(?:and|of|the|for|to|in|&)\s*$", lines[end - 1])):
            end += 1
        yield " ".join(lines[at:end])
        at = end


def _by_commas(parts: list[str], headings: Headings) -> Iterator[str]:
    """Parts between commas, joined again where together they are one heading ("Climate, Water and Waste")."""
    at = 0
    while at < len(parts):
        end = next((e for e in range(len(parts), at + 1, -1) if headings.match(", ".join(parts[at:e]))), at + 1)
        together = ", ".join(parts[at:end])
        if not _PAGES_ONLY.match(together):
            whole = headings.match(together)
            yield from (whole,) if whole else _two(together, headings) or (together.strip(),)
        at = end


def _two(part: str, headings: Headings) -> tuple[str, ...]:
    """Two headings that a lost line break ran together; nothing where it is not two."""
    tokens = part.split()
    for cut in range(1, len(tokens)):
        left = headings.match(" ".join(tokens[:cut]).strip(" ,"), 88)
        rest = tokens[cut + 1 :] if tokens[cut] in ("and", "&") and cut + 1 < len(tokens) else tokens[cut:]
        right = (headings.match(" ".join(tokens[cut:]), 88) or headings.match(" ".join(rest), 88)) if left else None
        if left and right:
            return left, right
    return ()


def with_breaks(report: Report, cell: Clean) -> str:
    """A cell's text with `|` where its source breaks the line by mark-up."""
    made: list[str] = []
    for i, char in enumerate(cell.text):
        if (
            char == " "
            and i
            and cell.starts[i] >= cell.ends[i - 1]
            and "<br" in report.text[cell.ends[i - 1] : cell.starts[i] + 5].casefold()
        ):
            made.append("|")
        else:
            made.append(char)
    return "".join(made)
