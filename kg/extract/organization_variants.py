"""The same organization named twice becomes one, and other wordings of its name are linked to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.naming import has_legal_form, ideas, same_company
from kg.extract.organization_sources import Found, readings
from kg.names import SELF
from report.model import BlockKind, Clean, Report, Span

_ROLES = (
    "reporter", "subsidiary", "joint venture", "parent", "certifier", "exchange", "authority", "academic", "ngo", "internal", "partner",
    "customer", "supplier", "other",
)  # fmt: skip
"""The most telling first."""
_MEMBERS = ("reporter", "subsidiary", "joint venture", "parent")


def merged(found: Iterable[Found]) -> list[Found]:
    """One entry for each organization; the first declared name stays, the most telling role wins."""
    kept: list[Found] = []
    by_key: dict[str, Found] = {}
    for org in found:
        twin = by_key.get(_key(org.name)) or next((by_key[k] for s in org.surfaces if (k := _key(s)) in by_key), None)
        if twin is None and has_legal_form(org.name):
            twin = next((k for k in kept if has_legal_form(k.name) and same_company(k.name, org.name)), None)
            twin = twin or next((k for k in kept if not has_legal_form(k.name) and ideas(k.name) == ideas(org.name)), None)
        if twin is None:
            kept.append(org)
            twin = org
        else:
            _absorb(twin, org)
        for surface in (*org.surfaces, org.name):
            by_key.setdefault(_key(surface), twin)
    return kept


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _absorb(twin: Found, org: Found) -> None:
    if has_legal_form(org.name) and not has_legal_form(twin.name):
        twin.surfaces.setdefault(twin.name, "short form")
        twin.name = org.name
    twin.surfaces = {**twin.surfaces, **{s: why for s, why in org.surfaces.items() if s not in twin.surfaces}}
    if org.name != twin.name:
        twin.surfaces.setdefault(org.name, "the same words in another spelling")
    twin.spans += [s for s in org.spans if s not in twin.spans]
    twin.role = min((twin.role, org.role), key=_ROLES.index)


def link_variants(report: Report, found: Sequence[Found]) -> None:
    """Adds to `found` other wordings of a member's name: the same ideas in another order or translation, all of them its own.

    A phrase is linked when its ideas are part of the ideas of exactly one member's names, and at least one idea is
    used by no other member; otherwise it stays unlinked.
    """
    members = [f for f in found if f.role in _MEMBERS or has_legal_form(f.name)]
    sets = {id(f): ideas(" ".join([f.name, *f.declared()])) for f in members}
    owners: dict[str, set[int]] = defaultdict(set)
    for key, some in sets.items():
        for idea in some:
            owners[idea].add(key)
    short = {ideas(s): f for f in members for s in f.surfaces if len(ideas(s)) > 1}
    for phrase, span in _phrases(report, _surfaces(found)):
        some = ideas(phrase)
        fits = [short[some]] if some in short else [f for f in members if some <= sets[id(f)]]
        if len(some) < 2 or len(fits) != 1 or phrase.casefold() in SELF or len(phrase.split()) > len(fits[0].name.split()):
            continue
        own = some in short or any(len(owners[i]) == 1 for i in some)
        whole = len(some) >= len(ideas(fits[0].name)) - 1
        inside = any(phrase in s for s in fits[0].surfaces)
        if own and (whole or fits[0].role in _MEMBERS) and not inside:
            fits[0].surfaces[phrase] = "the same words in another order or translation, all of them its own"
            fits[0].spans.append(span)


def _surfaces(found: Sequence[Found]) -> re.Pattern[str]:
    """Any wording that is known, the longest first."""
    surfaces = sorted({s for f in found for s in (*f.surfaces, f.name)}, key=lambda s: (-len(s), s))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, surfaces))})(?!\w)" if surfaces else r"(?!)")


def _phrases(report: Report, known: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    """Capitalised phrases of two to five words outside the names that are known, longest first."""
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        for text in readings(block.text, block.table):
            for start, phrase in _capitalised(text, known):
                if places := text.places(start, start + len(phrase)):
                    yield phrase, Span(report.id, *places[0])


def _capitalised(text: Clean, known: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    bare = known.sub(lambda m: "#" * len(m.group()), text.text)
    for match in re.finditer(r"(?<!#)[A-Z][\w\-]+(?: [A-Z][\w\-]+){1,4}", bare):
        words = match.group().split(" ")
        for size in range(len(words), 1, -1):
            for a in range(len(words) - size + 1):
                yield match.start() + sum(len(w) + 1 for w in words[:a]), " ".join(words[a : a + size])
