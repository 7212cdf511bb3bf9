"""Projects that a heading names, read with the text below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.named_lists import TITLE
from kg.extract.project_facts import CAPACITY, any_of, project_fact, project_type
from kg.extract.project_names import project_name
from kg.facts import Fact
from kg.names import Names
from report.model import Block, BlockKind, Report, Span, sentences

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


def from_heading(report: Report, names: Names, block: int, heading: Block) -> Iterator[Fact]:
    """A heading that names a project ("X's solar project has been connected to the grid"), read with the text below it."""
    below = next((b for b in report.blocks[block + 1 : block + 4] if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)), None)
    near = heading.text.text + " . " + (below.text.text if below else "")
    detail = _telling(below, report) if below else ()
    if named := _project_in(heading.text.text):
        owner = next((m.name for m in names.mentions(named)), None)
        name = named if owner else _HEAD_VERB.sub("", named)
        spans = (*_place_of(name, heading, report), *detail)
        yield project_fact(names, block, name, spans, near, len(name), 0.9, owner or names.company_at(block + 1))
        return
    if below and (titled := _titled(heading.text.text, below.text.text, names)):
        spans = (*_place_of(titled, heading, report), *detail)
        yield project_fact(names, block, titled, spans, near, len(titled), 0.75, names.company_at(block + 1))
        return
    owner = names.case_of.get(block + 1) or names.case_of.get(block + 2)
    if owner and below and (system := _system_in(heading.text.text)):
        yield project_fact(names, block, system, (*_place_of(system, heading, report), *detail), near, len(system), 0.7, owner)


_TOLD_BELOW = re.compile(
    r"^(?:[A-Z]\w+ )?(?:[Tt]his|[Aa]n?|[Uu]nder (?:this|the)|[Aa]s part of this|[Tt]hrough this|[Ww]ith this|[Ii]n this|[Tt]he) (?:[\w'’-]+ ){0,4}?"
    r"(?:project|programme|program|initiative|campaign|scheme)\b"
)


_CASE = re.compile(
    r"^\W*(?:(?:[Cc]ase(?:\s[Ss]tudy)?|CASE(?:\sSTUDY)?|[Bb]ox|[Ss]potlight(?:\son)?|[Ii]n\s[Ff]ocus|[Ff]ocus|[Ee]xample|[Pp]roject|[Ii]nitiative|[Bb]est\s[Pp]ractice)(?:\s\d+)?\s*[:–—|-]\s*)"
)
_NOUN_BEHIND = re.compile(
    r"^(?:[Tt]he\s|[Oo]ur\s)?(?P<name>[A-ZÀ-Ž][\w'’&-]*(?:\s(?:[a-z]{2,3}\s|of\sthe\s)?[A-ZÀ-Ž][\w'’&-]*){1,5})\s(?:programme|program|initiative|campaign|scheme|project)$"
)


def _titled(heading: str, below: str, names: Names) -> str | None:
    """The project's name in a title: "Project X", "Case study: X", "The X Y initiative", or a name over a text that begins with "Under this project"."""
    case = _CASE.match(heading)
    name = re.split(r":\s|\s[–—-]\s", heading[case.end() :] if case else heading)[0].strip(' .:"')
    if (behind := _NOUN_BEHIND.match(name)) and project_name(behind["name"], names):
        return behind["name"]
    if not 1 < len(name.split()) <= 6 or re.search(r"\s\d+$", name) or not re.fullmatch(TITLE, name) or not project_name(name, names):
        return None
    told = _TOLD_BELOW.match(below) and not re.match(r"(?:The|Our) ", name) and name == heading.strip(' .:"')
    shown = case and name in below[:200] and _PROJECT.search(below[:400])
    return name if re.match(r"Project [A-Z][\w-]+(?: [A-Z][\w-]+)?$", name) or told or shown else None


_PROJECT = re.compile(r"\b(?:projects?|programmes?|programs?|initiatives?|campaigns?|schemes?|volunteers?)\b")


def _project_in(heading: str) -> str | None:
    """ "Case: the North solar project has been completed": the words up to "project", unless they are general ones."""
    text = re.sub(r"^\W*(?:The\s+)?[Cc]ase\W+(?=[A-Z])|\s+Case\b.*$", "", heading).strip()
    match = _HEAD.match(text)
    return match.group(1) if match and not _GENERAL.match(match.group(1)) else None


def _system_in(heading: str) -> str | None:
    """ "Installing a heat recovery system to save gas": the system, where it has a type and is more than a word."""
    case = _CASE_HEAD.match(heading)
    if not case or not any_of("words", "systems").search(case.group(1)):
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
    best = next((s for s in told if CAPACITY.search(s.text)), told[0] if told else None)
    return best.spans(report.id) if best else ()
