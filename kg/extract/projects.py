"""Projects: what is built, installed, tried or researched, by whom, how big, where, with whom, and how far it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from kg.data import load
from kg.extract.named_lists import TITLE
from kg.extract.project_lists import enumerated, in_italics, in_rows, under_titles
from kg.extract.project_names import named_in, project_name
from kg.extract.project_sentences import NAMED, Told, told_in
from kg.extract.project_works import works_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import Block, BlockKind, Clean, Report, Span, Table, sentences

_QUOTED = re.compile(
    r"\b(?:projects?|programmes?|programs?)\s*(?:[-–—:,]|named|called|entitled|of|on)?\s+\"([^\"]{8,220})\"|"
    r"\"([^\"]{5,120})\"\s+(?:[a-z-]+\s+){0,4}?(?:project|programme)\b",
    re.I,
)
_PHRASE = re.compile(r"((?:[\w&'’\-/.,]+\s+){1,14}?)(projects?)\b(?! manage| leader| team| cost| contract| depart| approval)", re.I)
_CAPACITY = re.compile(
    r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?)\s?-?(?:(million|billion|thousand|10,000)\s+)?"
    r"(MWp|kWp|GWp|MWh|GWh|TWh|kWh|MW|kW|GW|tonnes|tons|ton|tpa|square met(?:re|er)s?|square kilomet(?:re|er)s|hectares?|"
    r"cubic met(?:re|er)s?|m3|m2|units|pieces|vehicles|MVA|kV)(?!\w)"
    r"(?:\s+(?:per (?:year|annum|day)|/year|a year|annually))?"
)
_FUNDED = re.compile(r"\bfunded by (?:the )?((?:20\d\d\s+)?[A-Z][\w&.\-]*(?:\s+(?:of|for|and|&|the|\([A-Z][^)]*\)|[A-Z][\w&.\-]*))*)")
_WHERE = re.compile(
    r"\b(?:in|at|near|(?:on|of)\s+(?:the|our|its)(?:\s+roofs?\s+of\s+(?:the|our|its))?(?=\s+[A-Z]\w+\s+(?:plant|hall|site|works|depot|mill|warehouse|store|factory|dairy|bakery|campus|terminal|landfill|office|mine)\b))\s+(?:(?:the|our|its)\s+)?((?:[A-Z][\w\-]+)(?:\s+(?:[A-Z][\w\-]+|of))*(?:,\s+[A-Z][\w\-]+)?)"
)
_NO_PLACE = re.compile(
    r"(?:20\d\d|Q\d|FY|Phase|Europe\b$|[A-Z][a-z]+ 20\d\d|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Addition|This|The|Case|Top|List|Chapter|Section|Table|Company|Group)\b"
)
_HEAD = re.compile(
    r"(.{8,140}?\b(?:project|solar park|wind farm|power station))\b(?:\s+(?:has|have|was|is|were|will|successfully)\b.*)?$", re.I
)
_GENERAL = re.compile(r"(?:demonstration|key|our|major|supporting|focusing)\b", re.I)
_HEAD_VERB = re.compile(r"^(?:[A-Z][a-z]+ing\s+(?:the\s+)?(?:construction of\s+)?(?:the\s+)?)")
_CASE_HEAD = re.compile(
    r"^(?:\W*(?:The\s+)?[Cc]ase\W*)?\s*(?:[A-Z][a-z]+ing)\s+"
    r"(?:the\s+(?:construction|introduction|installation|application|use) of\s+)?(?:an?\s+|the\s+)?"
    r"(.{6,110}?)(?=\s+(?:to|for|in order)\s|$)"
)
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
            found += _from_heading(report, names, i, block)
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


@cache
def _any(*path: str) -> re.Pattern[str]:
    table: Any = load("projects")
    for step in path:
        table = table[step]
    return re.compile(rf"\b(?:{'|'.join(table)})(?!\w)", re.I)


def project_type(text: str) -> str | None:
    """The kind of a project by the words of its name."""
    return next((kind for kind, words in _types() if words.search(text)), None)


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"(?<![A-Za-z])(?:{'|'.join(words)})(?:e?s)?(?![A-Za-z])", re.I))
        for kind, words in load("projects")["types"].items()
    )


_FOR_PEOPLE = re.compile(r"\b(?:programm?e?|initiative|campaign|academy|school|challenge|day|week|fund)s?\b", re.I)
"""What is called so has the kind that its own words say, and not that of the works told around it."""


_SIZE_OF_OTHER = re.compile(
    r"\b\d[\d.,]*\s?[kMGT]Wh?p?\s(?:[a-z-]+\s){0,4}?(?:systems?|farms?|parks?|arrays?|turbines?|batter(?:y|ies)|boilers?)\b"
)
"""A size that is said with another thing of the same sentence."""


def _status(text: str) -> str | None:
    for status in ("operating", "completed", "under construction", "planned"):
        match = _any("status", status).search(text)
        if match and not (status != "planned" and _any("status", "planned").search(text[: match.start()])):
            return status
    return "planned" if _any("status", "planned").search(text) else None


def _capacity(text: str) -> tuple[dict[str, Any], ...]:
    found = []
    for match in _CAPACITY.finditer(text):
        value = Decimal(match.group(1).replace(",", ""))
        unit = " ".join(part for part in (match.group(2), match.group(3)) if part)
        what = re.search(r"([a-z\-]+(?: [a-z\-]+){0,3}) (?:of|reaches|is|to|at)\s*$", text[: match.start()])
        item = {"value": value, "unit": unit} | ({"what": what.group(1)} if what else {})
        if item not in found:
            found.append(item)
    return tuple(found[:4])


def _fact(
    names: Names, block: int, name: str, spans: tuple[Span, ...], near: str, at: int, confidence: float, owner: str | None = None
) -> Fact:
    """A project of this name; the words about it are `near`, those behind its name begin at `at`."""
    partners = tuple(
        dict.fromkeys(
            m.name
            for m in names.mentions(near)
            if not names.is_member(m.name)
            and re.search(r"\b(?:with|and|jointly|partner\w*|cooperat\w+|together)\b[^.]{0,60}$", near[: m.start])
        )
    )
    operator = owner or names.subject(near, at, block)
    operator = operator if operator and names.is_member(operator) else names.company_at(block)
    funded = _FUNDED.search(near)
    sized = _capacity(name) or _capacity(_SIZE_OF_OTHER.sub(" ", near) if name in near else near)
    fields = given(
        name=name,
        type=project_type(name) or (None if _FOR_PEOPLE.search(name) else project_type(near)),
        operators=(operator,) if operator else (),
        capacity=sized,
        location=_location(near[at:], names),
        partners=partners,
        funded_by=re.sub(r"\s+(?:of|and|for|the)$|[.,]$", "", funded.group(1)) if funded else None,
        status=_status(near),
    )
    return Fact("projects", name, fields, spans, confidence)


def _location(text: str, names: Names) -> str | None:
    """The first capitalised words after "in" or "at" that are no date, no organization and no exchange or fair."""
    for where in _WHERE.finditer(text):
        place = where.group(1)
        owner = names.canonical(place)
        of_the_group = owner and names.is_member(owner) and owner != names.reporter and not where.group().startswith("in")
        if (not owner or of_the_group) and not _NO_PLACE.match(place):
            return place
    return None


def _quoted(report: Report, names: Names, block: int, unit: Clean) -> Iterator[Fact]:
    for match in _QUOTED.finditer(unit.text):
        group = 1 if match.group(1) else 2
        name = match.group(group).strip(" .,")
        if len(name.split()) < 2:
            continue
        if spans := unit.spans(report.id, match.start(group), match.end(group)):
            yield _fact(names, block, name, spans, unit.text, match.start(), 0.9)


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
        sized = bool(re.search(r"\d", phrase)) and bool(_CAPACITY.search(phrase) or re.search(r"\d[\d,]*-(?:ton|MW|kW)", phrase))
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
            yield _fact(names, block, name, spans, whole.text, whole.text.find(phrase) + len(phrase), 0.75)


def _from_heading(report: Report, names: Names, block: int, heading: Block) -> Iterator[Fact]:
    """A heading that names a project ("X's solar project has been connected to the grid"), read with the text below it."""
    below = next((b for b in report.blocks[block + 1 : block + 4] if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)), None)
    near = heading.text.text + " . " + (below.text.text if below else "")
    detail = _telling(below, report) if below else ()
    if named := _project_in(heading.text.text):
        owner = next((m.name for m in names.mentions(named)), None)
        name = named if owner else _HEAD_VERB.sub("", named)
        spans = (*_place_of(name, heading, report), *detail)
        yield _fact(names, block, name, spans, near, len(name), 0.9, owner or names.company_at(block + 1))
        return
    if below and _titles_a_project(heading.text.text, below.text.text, names):
        name = heading.text.text.strip(' .:"')
        spans = (*heading.text.spans(report.id), *detail)
        yield _fact(names, block, name, spans, near, len(name), 0.75, names.company_at(block + 1))
        return
    owner = names.case_of.get(block + 1) or names.case_of.get(block + 2)
    if owner and below and (system := _system_in(heading.text.text)):
        yield _fact(names, block, system, (*_place_of(system, heading, report), *detail), near, len(system), 0.7, owner)


_TOLD_BELOW = re.compile(
    r"^(?:[A-Z]\w+ )?(?:[Tt]his|[Aa]n?|[Uu]nder (?:this|the)|[Aa]s part of this|[Tt]hrough this|[Ww]ith this|[Ii]n this|[Tt]he) (?:[\w'’-]+ ){0,4}?"
    r"(?:project|programme|program|initiative|campaign|scheme)\b"
)


def _titles_a_project(heading: str, below: str, names: Names) -> bool:
    """Is a title a project's name: "Project X", or a name over a text that begins with "Under this project"?"""
    name = heading.strip(' .:"')
    if not 1 < len(name.split()) <= 6 or re.search(r"\s\d+$", name) or not re.fullmatch(TITLE, name) or not project_name(name, names):
        return False
    return bool(
        re.match(r"Project [A-Z][\w-]+(?: [A-Z][\w-]+)?$", name) or (_TOLD_BELOW.match(below) and not re.match(r"(?:The|Our) ", name))
    )


def _project_in(heading: str) -> str | None:
    """ "Case: the North solar project has been completed": the words up to "project", unless they are general ones."""
    text = re.sub(r"^\W*(?:The\s+)?[Cc]ase\W+(?=[A-Z])|\s+Case\b.*$", "", heading).strip()
    match = _HEAD.match(text)
    return match.group(1) if match and not _GENERAL.match(match.group(1)) else None


def _system_in(heading: str) -> str | None:
    """ "Installing a heat recovery system to save gas": the system, where it has a type and is more than a word."""
    case = _CASE_HEAD.match(heading)
    if not case or not _any("words", "systems").search(case.group(1)):
        return None
    name = case.group(1).strip(" .")
    other = re.search(r"\b(?:training|culture|management|meeting|awareness)\b", name, re.I)
    return name if project_type(name) and len(name.split()) >= 2 and not other else None


def _place_of(name: str, heading: Block, report: Report) -> tuple[Span, ...]:
    at = heading.text.text.find(name)
    return heading.text.spans(report.id, at, at + len(name)) if at >= 0 else heading.text.spans(report.id)


def _telling(block: Block, report: Report) -> tuple[Span, ...]:
    """The sentence below a heading that gives the size of the project, else its first."""
    told = list(sentences(block.text))
    best = next((s for s in told if _CAPACITY.search(s.text)), told[0] if told else None)
    return best.spans(report.id) if best else ()


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
            yield _fact(names, block, name, spans, whole.text, whole.text.find(name) + len(name), 0.7, owner)


@cache
def _typed() -> re.Pattern[str]:
    """Words that say what kind of project a thing is."""
    return re.compile("|".join(word for words in load("projects")["types"].values() for word in words), re.I)


def _told(report: Report, names: Names, block: int, unit: Clean, whole: Clean) -> Iterator[Fact]:
    """Projects without the word: constructions, works done, plans launched, joint research."""
    told_here = list(told_in(unit.text, names, _typed()))
    for told in (*told_here, *_works(unit.text, told_here)):
        name = re.sub(r"^(?:new|another|second|first)\s+(?=\w+\s+\w)", "", unit.text[told.start : told.end].strip(" .,"))
        spans = unit.spans(report.id, told.start, told.end)
        if not spans or len(name) < 8:
            continue
        fact = _fact(names, block, name, spans, unit.text, told.end, 0.65)
        fields = {**fact.fields, **given(status=told.status if told.status else None, type="research" if told.research else None)}
        yield replace(fact, fields=fields)


def _works(text: str, before: Sequence[Told]) -> Iterator[Told]:
    """Plants put in, where no other rule tells the same words."""
    yield from (work for work in works_in(text) if not any(work.start < t.end and t.start < work.end for t in before))


def _one_listed(report: Report, names: Names, block: int, text: Clean, at: tuple[int, int], confidence: float) -> Iterator[Fact]:
    """A project that a list, a table or italics name: `at` in its text, which is all that is said of it."""
    name = text.text[at[0] : at[1]]
    if project_name(name, names) and (spans := text.spans(report.id, *at)):
        yield _fact(names, block, name, spans, text.text, at[1], confidence)


def _emphasised(report: Report, names: Names, block: int, text: Clean) -> Iterator[Fact]:
    for at in in_italics(report, block):
        yield from _one_listed(report, names, block, text, at, 0.7)


def _in_table(report: Report, names: Names, block: int, table: Table) -> Iterator[Fact]:
    """The rows of a table of projects."""
    for listed in in_rows(table):
        name = listed.name.text.strip(" .")
        if not name or names.canonical(name):
            continue
        fact = _fact(names, block, name, listed.name.spans(report.id), listed.row.text, len(name), 0.75)
        said = given(
            location=listed.place,
            status=_status(listed.state) if listed.state else None,
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
            yield _fact(names, block, unit.text[start:end], spans, unit.text, end, confidence)


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
        yield _fact(names, block, name, spans, whole.text, match.end("what"), 0.65, names.mentions(match["who"])[-1].name)


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
