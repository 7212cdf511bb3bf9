"""Projects: what is built, installed, tried or researched, by whom, how big, where, with whom, and how far it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from kg.data import load
from kg.extract.project_facts import CAPACITY, project_fact, project_type, status_of
from kg.extract.project_headings import from_heading
from kg.extract.project_lists import enumerated, in_italics, in_rows, under_titles
from kg.extract.project_names import named_in, project_name
from kg.extract.project_sentences import NAMED, Told, told_in
from kg.extract.project_works import works_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import BlockKind, Clean, Report, Table, sentences

_QUOTED = re.compile(
    r"\b(?:projects?|programmes?|programs?)\s*(?:[-–—:,]|named|called|entitled|of|on)?\s+\"([^\"]{8,220})\"|"
    r"\"([^\"]{5,120})\"\s+(?:[a-z-]+\s+){0,4}?(?:project|programme)\b",
    re.I,
)
_PHRASE = re.compile(r"((?:[\w&'’\-/.,]+\s+){1,14}?)(projects?)\b(?! manage| leader| team| cost| contract| depart| approval)", re.I)
_STOPS = frozenset(
    "the a an of its our their this these that to in on for with by and is are was were has have as from such including through via all "
    "each will promote promotes develops develop launched completed signed implemented conducted carried out supported or new named "
    "under into which during at multiple several various many other key major first participated participates both invested built "
    "started vigorously put launching implementing than we over".split()
)


def find_projects(report: Report, names: Names) -> list[Fact]:
    """Every project that a report tells of; told in several places, it is one fact."""
    found: list[Fact] = []
    for i, block in enumerate(report.blocks):
        if block.kind == BlockKind.FURNITURE:
            continue
        if block.table:
            for cell in block.table.cells():
                found += _quoted(report, names, i, cell)
            found += _in_table(report, names, i, block.table)
            continue
        if block.kind == BlockKind.HEADING:
            found += from_heading(report, names, i, block)
            continue
        for sentence in sentences(block.text):
            found += _quoted(report, names, i, sentence)
            found += _phrases(report, names, i, sentence, block.text)
            found += _built(report, names, i, sentence, block.text)
            found += _told(report, names, i, sentence, block.text)
            found += _named(report, names, i, sentence, block.text)
            if i in names.case_of:
                found += _systems(report, names, i, sentence, block.text)
        found += _emphasised(report, names, i, block.text)
    for i, text, start, end in under_titles(report):
        found += _one_listed(report, names, i, text, (start, end), 0.7)
    return _merged(found)


def _quoted(report: Report, names: Names, block: int, unit: Clean) -> Iterator[Fact]:
    for match in _QUOTED.finditer(unit.text):
        group = 1 if match.group(1) else 2
        name = match.group(group).strip(" .,")
        if len(name.split()) < 2:
            continue
        if spans := unit.spans(report.id, match.start(group), match.end(group)):
            yield project_fact(names, block, name, spans, unit.text, match.start(), 0.9)


def _phrases(report: Report, names: Names, block: int, unit: Clean, whole: Clean) -> Iterator[Fact]:
    """ "the 500,000-ton high-grade recycled paper project": a phrase that says which project it is."""
    if "project" not in unit.text.lower():
        return
    named = [m.span() for m in NAMED.finditer(unit.text)]
    for match in _PHRASE.finditer(unit.text):
        if any(a < match.end() <= b for a, b in named):
            continue
        if match.group(2).casefold() == "projects" and not re.search(r"\d", match.group(1)):
            continue
        words = match.group(1).split()
        start = 0
        for k in range(len(words) - 1, -1, -1):
            bare = words[k].strip(',.;:()"').casefold()
            if words[k][-1:] in ",.;:)" or bare in _STOPS:
                start = k + 1
                break
        kept = words[start:]
        telling = [w for w in kept if w.casefold().strip('"') not in load("projects")["words"]["vague"]]
        phrase = " ".join([*kept, match.group(2)])
        sized = bool(re.search(r"\d", phrase)) and bool(CAPACITY.search(phrase) or re.search(r"\d[\d,]*-(?:ton|MW|kW)", phrase))
        letters = len(telling) == 1 and telling[0].isupper() and re.match(r"\s+to\s+[a-z]", unit.text[match.end() :])
        if (
            len(telling) < (1 if sized or letters else 2)
            or len(kept) > 10
            or not project_type(phrase)
            or (re.match(r"\d+$", kept[0]) and match.group(2) == "projects")
        ):
            continue
        at = unit.text.rfind(phrase, 0, match.end())
        if at >= 0 and (spans := unit.spans(report.id, at, at + len(phrase))):
            name = re.sub(r"^(?:first|second|third)\s+", "", phrase)
            yield project_fact(names, block, name, spans, whole.text, whole.text.find(phrase) + len(phrase), 0.75)


@cache
def _building() -> re.Pattern[str]:
    words = load("projects")["words"]
    return re.compile(
        rf"\b(?:{'|'.join(words['building'])})\s+(?:an?|the|its|their|our)\s+(?:first\s+|second\s+|new\s+)?"
        rf"(?P<what>(?:[\w&'’\-]+\s+){{1,8}}?(?:{'|'.join(words['built'])}))\b(?!\s+(?:manager|leader|team))"
    )


def _built(report: Report, names: Names, block: int, unit: Clean, whole: Clean) -> Iterator[Fact]:
    """Things that are being built: "is building the North Quay hydrogen kiln", "put its bark-drying line into operation"."""
    for match in _building().finditer(unit.text):
        name = match["what"]
        words = name.split()
        vague = load("projects")["words"]["vague"]
        telling = [w for w in words[:-1] if w[:1].isupper() or re.search(r"\d", w) or w.casefold() not in vague]
        named = any(re.search(r"[A-Z]", w) for w in telling)
        if len(telling) + named < 2 or not project_type(name) or any(w in _STOPS for w in words):
            continue
        if spans := unit.spans(report.id, match.start("what"), match.end("what")):
            before = [m.name for m in names.mentions(unit.text[: match.start()]) if names.is_member(m.name)]
            owner = before[-1] if before else None
            yield project_fact(names, block, name, spans, whole.text, whole.text.find(name) + len(name), 0.7, owner)


@cache
def _typed() -> re.Pattern[str]:
    """Words that say what kind of project a thing is."""
    return re.compile("|".join(word for words in load("projects")["types"].values() for word in words), re.I)


def _told(report: Report, names: Names, block: int, unit: Clean, whole: Clean) -> Iterator[Fact]:
    """Projects without the word: constructions, works done, plans launched, joint research."""
    told_here = list(told_in(unit.text, names, _typed()))
    for told in (*told_here, *_works(unit.text, told_here)):
        name = re.sub(r"^(?:new|another|second|first)\s+(?=\w+\s+\w)", "", unit.text[told.start : told.end].strip(" .,"))
        name = re.sub(r"^(?:[A-Z]{3}|[€$£])\s?[\d.,]+\s(?:million|billion|m|bn)\s(?=\w+\s)", "", name)
        spans = unit.spans(report.id, told.start, told.end)
        if not spans or len(name) < 8:
            continue
        fact = project_fact(names, block, name, spans, unit.text, told.end, 0.65)
        fields = {**fact.fields, **given(status=told.status if told.status else None, type="research" if told.research else None)}
        yield replace(fact, fields=fields)


def _works(text: str, before: Sequence[Told]) -> Iterator[Told]:
    """Plants put in, where no other rule tells the same words."""
    yield from (work for work in works_in(text) if not any(work.start < t.end and t.start < work.end for t in before))


def _one_listed(report: Report, names: Names, block: int, text: Clean, at: tuple[int, int], confidence: float) -> Iterator[Fact]:
    """A project that a list, a table or italics name: `at` in its text, which is all that is said of it."""
    name = text.text[at[0] : at[1]]
    if project_name(name, names) and (spans := text.spans(report.id, *at)):
        yield project_fact(names, block, name, spans, text.text, at[1], confidence)


def _emphasised(report: Report, names: Names, block: int, text: Clean) -> Iterator[Fact]:
    for at in in_italics(report, block):
        yield from _one_listed(report, names, block, text, at, 0.7)


def _in_table(report: Report, names: Names, block: int, table: Table) -> Iterator[Fact]:
    """The rows of a table of projects."""
    for listed in in_rows(table):
        name = listed.name.text.strip(" .")
        if not name or names.canonical(name):
            continue
        fact = project_fact(names, block, name, listed.name.spans(report.id), listed.row.text, len(name), 0.75)
        said = given(
            location=listed.place,
            status=status_of(listed.state) if listed.state else None,
            partners=(listed.partner,) if listed.partner else None,
        )
        yield replace(fact, fields={**fact.fields, **said})


def _named(report: Report, names: Names, block: int, unit: Clean, whole: Clean) -> Iterator[Fact]:
    """Projects that bear a name of their own."""
    for start, end in enumerated(unit.text):
        yield from _one_listed(report, names, block, unit, (start, end), 0.7)
    held = report.blocks[block]
    about = _about_list(report, block) if held.kind == BlockKind.LIST_ITEM else None
    for start, end, confidence in named_in(unit.text, names, about):
        if spans := unit.spans(report.id, start, end):
            yield project_fact(names, block, unit.text[start:end], spans, unit.text, end, confidence)


def _about_list(report: Report, item: int) -> str:
    """What a list is about: the title of its section, and the end of the paragraph before it."""
    path = report.path(report.blocks[item].section)
    before = next((b.text.text for b in reversed(report.blocks[max(0, item - 12) : item]) if b.kind == BlockKind.PARAGRAPH), "")
    return f"{path[-1] if path else ''} {before[-300:]}"


@cache
def _use() -> re.Pattern[str]:
    words = load("projects")["words"]
    return re.compile(
        rf"(?P<who>.{{0,80}}?)\b(?:{'|'.join(words['doing'])})\s+(?:in\s+)?(?:an?|the|its)\s+"
        rf"(?P<what>(?:[\w&\-]+\s+){{1,7}}?(?:{'|'.join(words['systems'])}))\b",
        re.I,
    )


def _systems(report: Report, names: Names, block: int, unit: Clean, whole: Clean) -> Iterator[Fact]:
    """In a case study: "X uses a full-oil reclamation system", the thing that was put to work."""
    match = _use().search(unit.text)
    if not match or not names.mentions(match["who"]):
        return
    name = match["what"]
    plain = [w for w in name.split() if w.casefold() not in load("projects")["words"]["vague"]]
    if len(plain) < 3 or not project_type(name) or re.search(r"\bmanagement system\b", name, re.I):
        return
    if spans := unit.spans(report.id, match.start("what"), match.end("what")):
        yield project_fact(names, block, name, spans, whole.text, match.end("what"), 0.65, names.mentions(match["who"])[-1].name)


def _merged(found: Sequence[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in found:
        twin = next((k for k, other in enumerate(kept) if _same(other, fact)), None)
        if twin is None:
            kept.append(fact)
            continue
        a = kept[twin]
        capacity = (*a.fields.get("capacity", ()), *(c for c in fact.fields.get("capacity", ()) if c not in a.fields.get("capacity", ())))
        fields: dict[str, Any] = {**fact.fields, **a.fields, **({"capacity": capacity} if capacity else {})}
        if fact.label.startswith(f"{a.label} ") and fact.evidence[0].start == a.evidence[0].start:
            a, fact = fact, a
            fields["name"] = a.label
        aliases = tuple(dict.fromkeys([*a.aliases, *([fact.label] if fact.label != a.label else [])]))
        kept[twin] = replace(a, fields=fields, evidence=tuple(dict.fromkeys([*a.evidence, *fact.evidence]))[:8], aliases=aliases)
    return kept


def _same(a: Fact, b: Fact) -> bool:
    x, y = (re.sub(r"[\W_]+", " ", f.label.casefold()).strip() for f in (a, b))
    p, q = set(a.fields.get("operators", ())), set(b.fields.get("operators", ()))
    if p and q and not p & q and len(x) <= 40:
        return False
    owned = [re.sub(r"^.*\bs (?=\w)", "", t) if "'s " in f.label else t for t, f in ((x, a), (y, b))]
    one_owned = ("'s " in a.label) != ("'s " in b.label) and bool(p & q)
    short, long = sorted((x, y), key=len)
    if long.startswith(f"{short} ") and a.evidence[0].start == b.evidence[0].start:
        return True  # "Hill Bay" in "the Hill Bay wind project"
    if len(short.split()) >= 4 and long.endswith(f" {short}") and p == q:
        return True
    return fuzz.ratio(x, y) >= 92 or (one_owned and fuzz.ratio(*owned) >= 92)
