"""Companies of one full name in several towns: "Acme Bank d.d. Hill (Northland)" and "Acme Bank d.d. Dale (Southland)" are two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.extract.naming import CAPITAL, has_legal_form, without_form
from kg.extract.organization_sources import Found, readings
from report.model import BlockKind, Report, Span

_TOWN = rf"(?P<town>{CAPITAL}[\w-]+(?:\s{CAPITAL}[\w-]+)?)\s*\((?P<state>{CAPITAL}[\w &.]{{2,40}})\)"


def told_apart(report: Report, found: Sequence[Found]) -> list[Found]:
    """The same organizations, with one for each town where one name stands beside two or more towns with their countries.

    Legal forms may differ: the wording that is written most often names the company of a town.
    """
    towns = {f.name: _towns(report, f) for f in found if has_legal_form(f.name) and f.role != "reporter"}
    several = defaultdict[str, set[tuple[str, str]]](set)
    for name, places in towns.items():
        several[without_form(name)] |= {(town, state) for _, town, state in places}
    apart = [f for f in found if towns.get(f.name) and len({town for town, _ in several[without_form(f.name)]}) > 1]
    new = []
    for org in apart:
        states = [state for _, state in several[without_form(org.name)]]
        for (name, town, state), spans in towns[org.name].items():
            new.append(_in_town(org, name, town, state if states.count(state) == 1 else "", spans))
    return [*(f for f in found if f not in apart), *sorted(new, key=lambda f: (-len(f.spans), f.name))]


def _towns(report: Report, org: Found) -> dict[tuple[str, str, str], list[Span]]:
    """Where the name stands, by (its wording, town, country)."""
    names = [s for s in sorted({org.name, *org.surfaces}) if has_legal_form(s) and s in report.text]
    pattern = re.compile(rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, names))})\s+{_TOWN}" if names else r"(?!)")
    places = defaultdict[tuple[str, str, str], list[Span]](list)
    for block in report.blocks if names and pattern.search(report.text) else ():
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING):
            continue
        for text in readings(block.text, block.table):
            for match in pattern.finditer(text.text):
                places[match["name"], match["town"], match["state"]] += text.spans(report.id, match.start(), match.end())
    return places


def _in_town(org: Found, full: str, town: str, state: str, spans: list[Span]) -> Found:
    """The company of a town; `state` where no other of that name is in it."""
    base = without_form(full)
    words = (f"{full} {town}", f"{base} {town}", *((f"{full} in {state}", f"{base} {state}") if state else ()))
    return Found(
        words[0],
        org.role,
        dict.fromkeys(words, "the name with its town or country, which tells it from others of that name"),
        spans,
        org.parent,
    )
