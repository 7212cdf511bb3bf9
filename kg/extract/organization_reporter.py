"""Whose report it is: by what calls itself the Company, by the title, by the file's name, by who is named most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, takewhile
from pathlib import PurePath

from kg.extract.naming import full_name, has_legal_form, same_company, tidy, without_form
from kg.extract.organization_sources import Found, subsidiaries_in_prose
from kg.names import PRONOUN, SELF
from report.model import BlockKind, Report, Span

_ACTS = re.compile(
    r"\b((?:(?:[A-Z]\.\s?)+\s?)?[A-Z][\w&\-]+(?:\s+[A-Z][\w&\-]+){0,3})"
    r"(?:'s\b|\s+(?:is|has|was|will|continues|aims|believes|strives|supports|also|offers)\b)"
)
_COMMON = {
    "it", "this", "that", "there", "he", "she", "they", "which", "who", "the report", "report", "esg", "sustainability", "gri", "china",
    "europe", "board", "the board", "the board of directors", "management", "audit committee", "scope", "each", "what", "one", "everyone",
    "supplier", "suppliers", "employees", "customers", "training", "safety", "committee", "ceo", "board of directors", "directors", "director",
    "chairman", "chairperson", "chair", "auditor", "auditors", "independent auditor", "independent auditors", "shareholders", "stakeholders", "secretary",
    "assurance", "independent assurance", "financial", "remuneration", "compliance", "group", "company", "the company", "the group", "management board",
    "executive board", "supervisory board", "materiality", "people", "our people", "capital", "value", "risk", "strategic", "operating",
}  # fmt: skip
_SORT = (
    r"(?:Annual|Integrated|Sustainab\w+|ESG|E\.S\.G\.|Environment\w*|Social|Governance|Corporate|Climate\S*|CSR|Non-?[Ff]inancial|Impact|TCFD|"
    r"Responsib\w+|Consolidated|Universal|Registration|Combined|Performance|Progress|Citizenship|Carbon|Net[- ]Zero|Half[- ]Year|Management|Our)"
)
_TITLE = re.compile(
    rf"^(?P<name>[^\s\d][^|:–—]{{1,70}}?)(?:['’]s)?[\s|:–—,-]+(?:(?:the|(?:FY|fiscal(?: year)?)?\s*(?:19|20)\d\d(?:\s*[-/–]\s*\d+)?|{_SORT}|and|&|,)[\s,|]*)+"
    r"(?:Reports?|Review|Statements?|Disclosures?|Data ?[Bb]ook|Fact ?[Bb]ook|Index|Accounts|Performance|Document)\b",
    re.I,
)
_OF = re.compile(
    r"\b(?:Report|Review|Statement)\s+(?:(?:19|20)\d\d\s+)?(?:of|by)\s+(?P<name>[A-Z][^|:–—,]{1,60}?)(?:\s+(?:for|in)\b|\s*(?:19|20)\d\d|[,|]|$)"
)
_AFTER = re.compile(
    r"\b(?:Report|Review|Statement)\s*(?:(?:19|20)\d\d(?:\s*[-/–]\s*\d+)?)?\s*[|:–—-]\s*(?P<name>[A-Z][^|:–—,]{1,60}?)\s*(?:(?:19|20)\d\d)?$"
)
"""A title that names the company last: "Sustainability Report 2024 - Acme Works"."""
_NO_NAME = re.compile(rf"^(?:{_SORT}|The|This|Our|About|On|In|And|&|Report|Table|Contents|\s)+$", re.I)
_KIND_OF_FILE = re.compile(
    rf"{_SORT}|reports?|review|index|statements?|data|fy\d*|q[1-4]|final|draft|copy|en|eng|english|web|full|version|v|results|download|document|file",
    re.I,
)
WITH = 0.7
"""The share of its mentions in which a short name has another word before it that is part of it."""
_HEAD = 60
"""So many blocks are the head of a report."""


def with_reporter(report: Report, found: list[Found]) -> list[Found]:
    """Makes sure that one organization is the reporter: the one that calls itself the Company; else whom the title or the file's name
    names; else the most named one."""
    reporters = [f for f in found if f.role == "reporter"]
    for other in reporters[1:]:
        other.role = "other"
    if reporters:
        return found
    others = [f.name for f in subsidiaries_in_prose(report)] + [f.name for f in found if f.role == "subsidiary"]
    titled = _titled(report)
    why = "the report's title" if titled else "the file's name"
    titled = titled or _filed(report)
    name = (titled and _in_full(report, titled, others)) or _most_written(report, others) or _most_named(report)
    if not name:
        return found
    known = next((f for f in found if same_company(f.name, name)), None)
    spans = _places(report, name, 2)
    if known is None and spans:
        known = Found(name, "reporter", {name: why if titled else "named most often"}, spans)
        found = [*found, known]
    if known is not None:
        known.role = "reporter"
        if titled and _reads(report, titled):
            known.surfaces.setdefault(titled, why)
    return found


def _titled(report: Report) -> str | None:
    """The name in a line of the head that says what report it is: "Acme 2024 Sustainability Report". It must be said elsewhere too."""
    lines = (b.text.text.strip() for b in islice((b for b in report.blocks if b.kind != BlockKind.TABLE), _HEAD))
    for line in lines:
        match = (_TITLE.match(line) or _OF.search(line) or _AFTER.search(line)) if 4 < len(line) <= 140 else None
        name = tidy(re.sub(r"^(?:the)\s+|(?<!\.\w)[\s,.'’|-]+$", "", match["name"], flags=re.I)) if match else ""
        name = _as_written(report, name) if name.isupper() else name
        if match and _is_name(name) and name.casefold() not in _COMMON and len(_places(report, name, 3)) >= 2:
            return name
    return None


def _as_written(report: Report, name: str) -> str:
    """A name in capitals as the text writes it: "ACME TEA PLC" is "Acme Tea PLC" there."""
    said = Counter(m for m in re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", report.text, re.I) if not m.isupper())
    return _first_of(said, 2) or name


def _filed(report: Report) -> str | None:
    """The name that the first words of the file's name spell ("acme-works-2024.pdf"), where the report writes it with capitals, and
    three times at least; words that it also writes small are none."""
    words = list(
        takewhile(lambda w: not (w.isdigit() or _KIND_OF_FILE.fullmatch(w)), re.findall(r"[^\W\d_]+|\d+", PurePath(report.file).stem))
    )
    for n in range(len(words), 0, -1):
        if len("".join(words[:n])) > 2:
            spelled = r"[\s&.'’-]{0,3}".join(r"[.\s]{0,2}".join(w) if len(w) < 4 else w for w in words[:n])
            said = Counter(re.findall(rf"(?<![\w@./])(?:{spelled})(?![\w@]|\.\w)", report.text, re.I))
            names = Counter({" ".join(name.split()): n for name, n in said.items() if _is_name(name)})
            if 2 * names.total() > said.total():
                return _longer(report, _first_of(names, 3))
    return None


def _longer(report: Report, name: str | None) -> str | None:
    """A name with the word that nearly always stands before it: of "SDS" that is "Acme SDS" wherever it is named."""
    if name is None or " " in name:
        return name
    said = re.findall(rf"(?:\b([A-Z][\w&-]+) )?(?<!\w){re.escape(name)}(?!\w)", report.text)
    first = Counter(word for word in said if word and word not in ("The", "At", "In", "For", "By", "With", "And", "Of", "Our"))
    best = _first_of(first, 3)
    return f"{best} {name}" if best and first[best] > WITH * len(said) else name


def _is_name(name: str) -> bool:
    words = name.split()
    capital = [w for w in words if w[:1].isupper() or w[:1].isdigit()]
    return 0 < len(words) <= 8 and words[0][:1].isupper() and 2 * len(capital) > len(words) and not _NO_NAME.match(name)


def _in_full(report: Report, titled: str, others: Sequence[str]) -> str:
    """The full name of whom a title names: with its legal form, if the report writes one that begins so and is no subsidiary's."""
    if has_legal_form(titled):
        return titled
    counts = {name: n for name, n in _full_names(report).items() if name.casefold().startswith(titled.casefold()) and name not in others}
    bare = [name for name in counts if without_form(name).casefold() == titled.casefold()]
    best = sorted(bare or counts, key=lambda name: (-counts[name], len(name), name))
    return best[0] if best else titled


def _full_names(report: Report) -> Counter[str]:
    """Names with a legal form and how often they stand; at the report's head and in running heads one counts three times."""
    counts = Counter[str]()
    for i, block in enumerate(report.blocks):
        for match in full_name().finditer(block.text.text):
            counts[tidy(match.group())] += 3 if i < _HEAD or block.kind == BlockKind.FURNITURE else 1
    return counts


def _most_written(report: Report, others: Sequence[str]) -> str | None:
    """The full name that stands most often in the report, no subsidiary's. None when it counts less than three."""
    return _first_of(Counter({name: n for name, n in _full_names(report).items() if name not in others}), 3)


def _most_named(report: Report) -> str | None:
    """The name that stands most often before "'s", "is", "has" and the like. None when it does so less than four times."""
    counts = Counter[str]()
    for _, block in report.prose():
        for match in _ACTS.finditer(block.text.text):
            phrase = tidy(match.group(1))
            if (
                phrase.casefold() not in SELF
                and not PRONOUN.fullmatch(phrase)
                and phrase.casefold() not in _COMMON
                and re.search(r"[^\W\d_]{3}", phrase)
            ):
                counts[phrase] += 1
    return _first_of(counts, 4)


def _first_of(counts: Counter[str], least: int) -> str | None:
    """What was counted most often, the first by its letters among equals."""
    best = min(counts.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
    return best[0] if best[1] >= least else None


def _reads(report: Report, name: str) -> bool:
    """Is a name written somewhere as it is?"""
    return bool(_places(report, name, 1))


def _places(report: Report, name: str, most: int) -> list[Span]:
    spans: list[Span] = []
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", block.text.text)
        if found:
            spans += block.text.spans(report.id, found.start(), found.end())
        if len(spans) >= most:
            break
    return spans[:most]
