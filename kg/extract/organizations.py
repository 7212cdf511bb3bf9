"""Who is named in a report: the reporter, its subsidiaries, and all others, with every way each one is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.naming import full_name, has_legal_form, same_company, tidy
from kg.extract.organization_heads import founded_bodies, headed_names
from kg.extract.organization_own import own_names, own_units, reporting_lines
from kg.extract.organization_relations import (
    Words,
    abbreviated,
    acting_names,
    companies,
    defined_by_reference,
    described_names,
    listed_members,
    related_names,
)
from kg.extract.organization_sources import Found, from_definitions, from_tables, full_names, subsidiaries_in_prose
from kg.extract.organization_variants import link_variants, merged, parts_merged
from kg.facts import Fact, given
from kg.names import PRONOUN, SELF, Names, Organization
from report.heal import vocabulary
from report.model import BlockKind, Report, Span

_CASE = re.compile(r"\b(?:case(?: study| studies)?|example|story|spotlight|highlight)\b", re.I)
_ACTS = re.compile(
    r"\b((?:(?:[A-Z]\.\s?)+\s?)?[A-Z][\w&\-]+(?:\s+[A-Z][\w&\-]+){0,3})"
    r"(?:'s\b|\s+(?:is|has|was|will|continues|aims|believes|strives|supports|also|offers)\b)"
)
_COMMON = {
    "it", "this", "that", "there", "he", "she", "they", "which", "who", "the report", "report", "esg", "sustainability", "gri", "china",
    "europe", "board", "the board", "the board of directors", "management", "audit committee", "scope", "each", "what", "one", "everyone",
    "supplier", "suppliers", "employees", "customers", "training", "safety", "committee", "ceo",
}  # fmt: skip


def find_names(report: Report) -> tuple[Names, list[Fact]]:
    """The organizations of a report, as the linker that other extractors use and as facts."""
    words = vocabulary(report.text)
    declared = [*from_tables(report, words), *from_definitions(report, words), *defined_by_reference(report)]
    found = _with_reporter(report, merged(declared))
    known = [s for f in found for s in (f.name, *f.surfaces)]
    found = merged([*found, *subsidiaries_in_prose(report), *full_names(report, words, known)])
    found = merged([*found, *_without_form(report, found)])
    own = _own(found)
    found = parts_merged(merged([*found, *headed_names(report, own), *founded_bodies(report)]))
    reporting_lines(report, found)
    for org in found:
        if org.role == "subsidiary" and org.parent and not _is_ours(org.parent, found):
            org.role = "other"
    link_variants(report, found)
    names = Names(tuple(Organization(f.name, f.role, tuple(f.surfaces), f.surfaces) for f in found))
    names = replace(names, case_of=_cases(report, names))
    return names, list(_facts(report, names, found))


def _without_form(report: Report, found: list[Found]) -> list[Found]:
    """Companies that are written without a legal form, by what is said of them; gives the reporter its shorter names."""
    words = Words.of(report)
    sources = (described_names, related_names, acting_names, companies, listed_members, abbreviated)
    more = [f for source in sources for f in source(report, words)]
    reporter = next((f for f in found if f.role == "reporter"), None)
    if reporter is None:
        return more
    for name, why in own_names(report, reporter, found, words).items():
        if not any(name in (f.name, *f.surfaces) for f in found if f is not reporter):
            reporter.surfaces.setdefault(name, why)
    own = _own(found)
    for org in more:
        if "initials" in str(org.surfaces) and own.match(org.name):
            org.role = "subsidiary"
    return [
        *own_units(report, reporter),
        *(f for f in more if f.role == "subsidiary" or "initials" in str(f.surfaces) or not own.search(f.name)),
    ]


def _is_ours(owner: str, found: Sequence[Found]) -> bool:
    """Is the owner of a company the reporter or one of its group?"""
    ours = {s.casefold() for f in found if f.role in ("reporter", "subsidiary") for s in (f.name, *f.surfaces)}
    return owner.casefold() in ours | SELF


def _own(found: Sequence[Found]) -> re.Pattern[str]:
    """The short names of the reporter, the longest first."""
    names = sorted({s for f in found if f.role == "reporter" for s in (f.name, *f.surfaces)}, key=lambda s: (-len(s), s))
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?:['’]s)?(?!\w)\s*" if names else r"(?!)")


# -------------------------------------------------------------------------------------------------------- the reporter
def _with_reporter(report: Report, found: list[Found]) -> list[Found]:
    """Makes sure that one organization is the reporter: the one that calls itself the Company; else the most named one."""
    reporters = [f for f in found if f.role == "reporter"]
    for other in reporters[1:]:
        other.role = "other"
    name = None if reporters else _most_written(report) or _most_named(report)
    if not name:
        return found
    known = next((f for f in found if same_company(f.name, name)), None)
    if known:
        known.role = "reporter"
        return found
    spans = _places(report, name, 2)
    return [*found, Found(name, "reporter", {name: "named most often"}, spans)] if spans else found


def _most_written(report: Report) -> str | None:
    """The full name that stands most often in the report; at its head it counts three times. None when it counts less than three."""
    head = [b for b in report.blocks[:60] if b.kind != BlockKind.FURNITURE]
    counts = Counter[str]()
    for block in [b for b in report.blocks if b.kind != BlockKind.FURNITURE]:
        for match in full_name().finditer(block.text.text):
            counts[tidy(match.group())] += 3 if block in head else 1
    return _first_of(counts, 3)


def _most_named(report: Report) -> str | None:
    """The name that stands most often before "'s", "is", "has" and the like. None when it does so less than four times."""
    counts = Counter[str]()
    for _, block in report.prose():
        for match in _ACTS.finditer(block.text.text):
            phrase = tidy(match.group(1))
            if phrase.casefold() not in SELF and not PRONOUN.fullmatch(phrase) and phrase.casefold() not in _COMMON:
                counts[phrase] += 1
    return _first_of(counts, 4)


def _first_of(counts: Counter[str], least: int) -> str | None:
    """What was counted most often, the first by its letters among equals."""
    best = min(counts.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
    return best[0] if best[1] >= least else None


# -------------------------------------------------------------------------------------------------------- case studies
def _cases(report: Report, names: Names) -> dict[int, str]:
    """Blocks of a case study on a member of the group, where "the Company" means that member."""
    cases: dict[int, str] = {}
    section, owner = None, None
    for i, block in enumerate(report.blocks):
        if block.kind == BlockKind.HEADING:
            section, owner = (block.section if _CASE.search(block.text.text) else None), None
        elif section is not None and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            if owner is None:
                mentions = names.mentions(block.text.text)
                owner = mentions[0].name if mentions and mentions[0].name != names.reporter and mentions[0].start < 160 else ""
            if owner:
                cases[i] = owner
    return cases


# -------------------------------------------------------------------------------------------------------------- facts
def _places(report: Report, name: str, most: int) -> list[Span]:
    spans: list[Span] = []
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        at = block.text.text.find(name)
        if at >= 0:
            spans += block.text.spans(report.id, at, at + len(name))
        if len(spans) >= most:
            break
    return spans[:most]


def _parent(org: Found, names: Names) -> str | None:
    """Who stands above an organization: what the report says, else the reporter for its subsidiaries."""
    if org.parent:
        return names.canonical(org.parent) or org.parent
    return names.reporter if org.role == "subsidiary" else None


def _facts(report: Report, names: Names, found: Sequence[Found]) -> Iterator[Fact]:
    for org in found:
        if not org.spans:
            continue
        declared = org.declared()
        fields = given(
            role=org.role,
            parent=_parent(org, names),
            full_name=org.name if has_legal_form(org.name) else None,
            short_name=declared[0] if declared else None,
        )
        aliases = tuple(s for s in org.surfaces if s != org.name)
        yield Fact("organizations", org.name, fields, tuple(dict.fromkeys(org.spans))[:12], 1.0 if declared else 0.8, aliases)
