"""Who is named in a report: the reporter, its subsidiaries, and all others, with every way each one is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.naming import has_legal_form
from kg.extract.organization_evidence import Capitals, acting, beside_known, public_bodies
from kg.extract.organization_group import COMPANY, group_members
from kg.extract.organization_heads import founded_bodies, headed_names
from kg.extract.organization_holdings import holdings
from kg.extract.organization_lists import group_lists
from kg.extract.organization_namesakes import told_apart
from kg.extract.organization_own import own_names, own_units, reporting_lines
from kg.extract.organization_places import Seat, seats
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
from kg.extract.organization_reporter import with_reporter
from kg.extract.organization_sources import KINDS_OF_COMPANIES, Found, from_definitions, from_tables, full_names, subsidiaries_in_prose
from kg.extract.organization_variants import link_variants, merged, parts_merged
from kg.facts import Fact, given
from kg.names import SELF, Names, Organization
from report.heal import vocabulary
from report.model import BlockKind, Report

_CASE = re.compile(r"\b(?:case(?: study| studies)?|example|story|spotlight|highlight)\b", re.I)


def find_names(report: Report) -> tuple[Names, list[Fact]]:
    """The organizations of a report, as the linker that other extractors use and as facts."""
    words = vocabulary(report.text)
    declared = [*from_tables(report, words), *from_definitions(report, words), *defined_by_reference(report)]
    found = with_reporter(report, merged(declared))
    found = merged([*found, *subsidiaries_in_prose(report)])
    known = [s for f in found for s in (f.name, *f.surfaces)]
    found = merged([*found, *full_names(report, words, known)])
    small, capitals = Words(frozenset(w for w in words if w.islower())), Capitals(report)
    found = merged([*found, *_without_form(report, found, small)])
    own = _own(found)
    told = {s for f in found for s in (f.name, *f.surfaces)}
    found = merged([*found, *headed_names(report, own, told), *founded_bodies(report)])
    found = merged([*found, *public_bodies(report)])
    found = merged([*found, *_new(acting(report, small, capitals), found)])
    found = parts_merged(merged([*found, *_new(beside_known(report, found, small, capitals), found)]))
    found = [f for f in found if not _is_half(f, found)]
    group_members(report, found, small)
    found = [f for f in merged(told_apart(report, found)) if not KINDS_OF_COMPANIES.fullmatch(f.name)]
    reporting_lines(report, found)
    for org in found:
        if org.role == "subsidiary" and org.parent and not _is_ours(org.parent, found):
            org.role = "other"
    link_variants(report, found)
    names = Names(tuple(Organization(f.name, f.role, tuple(f.surfaces), f.surfaces) for f in found))
    seated = seats(report, names)
    towns = {town for seat in seated.values() for town in seat.place.split(", ")}
    found = [f for f in found if not (f.role == "other" and f.name in towns and not has_legal_form(f.name))]
    names = Names(tuple(Organization(f.name, f.role, tuple(f.surfaces), f.surfaces) for f in found))
    names = replace(names, case_of=_cases(report, names))
    return names, list(_facts(names, found, seated))


def _without_form(report: Report, found: list[Found], words: Words) -> list[Found]:
    """Companies that are written without a legal form, by what is said of them; gives the reporter its shorter names."""
    sources = (holdings, group_lists, abbreviated, described_names, related_names, acting_names, companies, listed_members)
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


def _new(named: Iterable[Found], known: Sequence[Found]) -> list[Found]:
    """Those that are known or new, no part of the reporter's name and nothing called after it."""
    taken = {s.casefold() for f in known for s in (f.name, *f.surfaces)}
    own, full = _own(known), "\n".join(f"{f.name} " for f in known if f.role == "reporter").casefold()
    return [
        f
        for f in named
        if f.name.casefold() in taken or COMPANY.search(f.name) or not (own.search(f.name) or f"{f.name} ".casefold() in full)
    ]


def _is_half(org: Found, found: Sequence[Found]) -> bool:
    """Is a name only the first half of another: the "Reed" of "Reed and River Council"?"""
    return (
        org.role == "other"
        and not has_legal_form(org.name)
        and any(re.match(rf"{re.escape(org.name)}\s(?:and|&)\s", f.name) for f in found)
    )


def _is_ours(owner: str, found: Sequence[Found]) -> bool:
    """Is the owner of a company the reporter or one of its group?"""
    ours = {s.casefold() for f in found if f.role in ("reporter", "subsidiary") for s in (f.name, *f.surfaces)}
    return owner.casefold() in ours | SELF


def _own(found: Sequence[Found]) -> re.Pattern[str]:
    """The short names of the reporter, the longest first."""
    names = sorted({s for f in found if f.role == "reporter" for s in (f.name, *f.surfaces)}, key=lambda s: (-len(s), s))
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?:['’]s)?(?!\w)\s*" if names else r"(?!)")


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
def _parent(org: Found, names: Names) -> str | None:
    """Who stands above an organization: what the report says, else the reporter for its subsidiaries."""
    if org.parent:
        return names.canonical(org.parent) or org.parent
    return names.reporter if org.role == "subsidiary" else None


def _facts(names: Names, found: Sequence[Found], told: Mapping[str, Seat]) -> Iterator[Fact]:
    for org in found:
        if not org.spans:
            continue
        declared = org.declared()
        fields = given(
            role=org.role,
            parent=_parent(org, names),
            full_name=org.name if has_legal_form(org.name) else None,
            short_name=declared[0] if declared else None,
            location=told[org.name].place if org.name in told else None,
        )
        aliases = tuple(s for s in org.surfaces if s != org.name)
        where = told[org.name].spans if org.name in told else ()
        spans = tuple(dict.fromkeys((*org.spans[: 12 - len(where)], *where)))
        yield Fact("organizations", org.name, fields, spans, 1.0 if declared else 0.8, aliases, _reasons(org))


_SCORES = {
    "full name": "1.00", "short name": "1.00", "defined": "1.00", "initials": "0.95", "the name without": "0.95", "the same words in another spelling": "0.95",
    "its brand": "0.85", "the group under": "0.85", "part of the name": "0.80", "the same words": "0.75",
}  # fmt: skip
"""How sure a link is, by how its reason begins."""


def _reasons(org: Found) -> str:
    """Why each wording was taken for the organization, with a score, a line each; for `kg show`."""
    scored = ((s, why, next((n for begin, n in _SCORES.items() if why.startswith(begin)), "0.80")) for s, why in org.surfaces.items())
    return "\n".join(f'"{" ".join(s.split())}" ({score}): {why}' for s, why, score in scored if s != org.name)
