"""The same organization named twice becomes one, and other wordings of its name are linked to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.naming import has_head, has_legal_form, ideas, same_company
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
        elif twin is None:
            twin = next((k for k in kept if len(ideas(org.name)) > 1 and has_legal_form(k.name) and ideas(k.name) == ideas(org.name)), None)
        if twin is None:
            kept.append(org)
            twin = org
        else:
            _absorb(twin, org)
        for surface in (*org.surfaces, org.name):
            by_key.setdefault(_key(surface), twin)
    return kept


def _key(name: str) -> str:
    name = re.sub(r"^UN(?= )", "United Nations", re.sub(r"^(?:U\. ?S\.|US)(?= )", "United States", name))
    return re.sub(r"[\W_]+", "", name.replace("&", " and ")).casefold()


def parts_merged(found: Sequence[Found]) -> list[Found]:
    """Names without legal form that are a run of words of exactly one other name become its other wordings.

    "Acme Holding Group" is "Northland Acme Holding Group Company Ltd."; a name that fits two others stays by itself. Names
    of which another one is only the tail, glued to the words of a neighbouring cell, are left out.
    """
    gone: set[int] = set()
    for org in found:
        if has_legal_form(org.name) or org.role == "internal":
            continue
        words = _words(org.name)
        longer = [f for f in found if f is not org and id(f) not in gone and f.role != "internal" and _is_run(words, _words(f.name))]
        if len(longer) == 1 and _may_stand_for(org, longer[0]):
            org.surfaces = dict.fromkeys((org.name, *org.surfaces), f"part of the name {longer[0].name}, and of no other")
            _absorb(longer[0], org)
            gone.add(id(org))
    kept = [f for f in found if id(f) not in gone]
    names = {f.name: f for f in kept}
    return [f for f in kept if not _is_glued(f, names)]


def _words(name: str) -> list[str]:
    return re.findall(r"[^\s,]+", name)


def _is_run(words: Sequence[str], longer: Sequence[str]) -> bool:
    n = len(words)
    return n < len(longer) and any(list(longer[i : i + n]) == list(words) for i in range(len(longer) - n + 1))


def _may_stand_for(org: Found, longer: Found) -> bool:
    """A short name stands for a longer one with a legal form when only its form and a word or so are left out; a single word
    never stands for a longer name of several."""
    if has_legal_form(longer.name):
        rest = ideas(longer.name) - ideas(org.name)
        return len(rest) <= 1 or (len(org.name.split()) > 1 and len(rest) <= 2)
    return (
        len(org.name.split()) == 1 and longer.name.split()[-1] == org.name and len(longer.name.split()) == 2 and not has_head(longer.name)
    )


def _is_glued(org: Found, names: Mapping[str, Found]) -> bool:
    words = org.name.split()
    tails = (" ".join(words[k:]) for k in range(2, len(words) - 1))
    return len(org.spans) == 1 and org.role != "internal" and any(len(names[t].spans) > 1 for t in tails if t in names)


def _absorb(twin: Found, org: Found) -> None:
    if has_legal_form(org.name) and not has_legal_form(twin.name):
        twin.surfaces.setdefault(twin.name, "short form")
        twin.name = org.name
    twin.surfaces = {**twin.surfaces, **{s: why for s, why in org.surfaces.items() if s not in twin.surfaces}}
    if org.name != twin.name:
        twin.surfaces.setdefault(org.name, "the same words in another spelling")
    twin.spans += [s for s in org.spans if s not in twin.spans]
    twin.parent = twin.parent or org.parent
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
