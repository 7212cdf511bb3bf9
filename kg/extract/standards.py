"""Standards, frameworks and guidelines that a report names, and what the company does with each: complies, drafts, revises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from kg.data import load
from kg.extract.registry import known_in
from kg.extract.standards_bodies import lettered, standards_of_bodies
from kg.extract.standards_roles import roles_in, roles_near, roles_of, roles_used, spoken_level
from kg.extract.standards_topical import topical
from kg.facts import Fact, given
from kg.names import Names
from report.model import BlockKind, Clean, Report, sentences

_TITLE_WORD = r"(?:[A-Z][\w'’\-]*|of|and|for|the|in|on|from|with|to|by|&|-|–|Part \d+:)"
_TITLED = re.compile(
    rf"\b((?:[A-Z][\w'’\-]*)(?:[ :\-–]+{_TITLE_WORD})*?"
    rf"\s+(?:Standards?|Specifications?|Guidelines?|General Rules for [A-Z]\w+(?:\s+{_TITLE_WORD})*)\b)"
    r"(?:\s+(?:for|of|on)(?:\s+(?:the\s+)?[A-Z][\w'’\-]*|\s+and|\s+from|\s+in|\s+of|\s+for)+)?"
    r"(?!\s(?:Board|Authority|Agency|Institut\w+|Organi[sz]ation|Association|Council|Bureau|Administration)\b)"
)
_DRAFT_OBJECT = re.compile(
    r"(?:revision|formulation|drafting|preparation|compilation|preparing|formulating|revising|drafting) "
    r"(?:and (?:revision|formulation) )?(?:of )?(?:the )?(?P<rest>[^.;]{4,400})",
    re.I,
)
_KIND_OF_DRAFT = re.compile(
    r"(?:\d+|one|two|three|four|five|\w+)?\s*(?:national|industry|group|international|local|\w+) standards?,?\s*"
    r"(?:namely|including|such as|:|(?=(?-i:[\"A-Z])))\s*,?\s*(?:the )?",
    re.I,
)
_WRITTEN_BY = re.compile(
    r"\b[Tt]he ((?:[A-Z][\w\-]*)(?:[ ,]+(?:[A-Z][\w\-]*|of|and|for|from))*) "
    r"(?:led (?:and prepared )?by|led and prepared|drafted by|prepared by|jointly drafted|compiled by)"
)
_TITLE = re.compile(
    r"(?:\s|,|and|the|\")*((?:[A-Z][\w'’\-]*)(?:[ :\-–]+(?:[A-Z][\w'’\-]*|\d+:|of|for|in|on|from|and(?! the [A-Z])))*"
    r"(?:,(?= [A-Z][\w ]{2,30} (?:and|of)))?)"
)
_SCHEME_STANDARD = re.compile(r"\b[A-Z]{2,6}(?: [A-Z]{2,4})? (?:[Pp]erformance|[Cc]hain of [Cc]ustody) [Ss]tandards?\b")
_NOT = re.compile(
    r"^Names? of\b|\b(?:Awards?|Laws?|Regulations?|Polic(?:y|ies)|Procedures?|Committee|Projects?|List|Codes? of|Standards Board|Board of|GRI|SASB|TCFD|"
    r"Index|Reporting Standards|Sustainability Accounting|Labou?r Standards?|Disclosure Standards?|Conduct|"
    r"ESRS|ANNEX|Annex|Safeguards?|ILO|OECD|UN|International Sustainability|Sustainab\w+ Accounting|Organi[sz]ation|Methods? of|Construction of|Measures|Compliance Training|Disciplinary)\b"
)
_COUNTED = re.compile(
    r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"((?:(?:national|industry|industrial|group|international|local|enterprise|association)(?:,\s*|\s+and\s+|\s+or\s+|\s+))+standards?)\b",
    re.I,
)
_LOWER = re.compile(
    r"\b((?:local|national|provincial|regional|industry|international)(?: and (?:local|national|provincial|international))? (?:\w+ ){0,3}?"
    r"(?:emission|discharge|pollut\w+|safety|quality|labou?r) standards?(?: (?:for|of) [a-z]+(?: [a-z]+)?)?)\b",
    re.I,
)


def find_standards(report: Report, names: Names) -> list[Fact]:
    """Every standard named in a report; named often, it is one fact with its roles and places."""
    found: list[Fact] = []
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        units = [c for c in block.table.cells() if c] if block.table else list(sentences(block.text))
        index = block.table is not None and bool(re.search(r"disclosure|gri", " ".join(block.table.heads()), re.I))
        for unit in units:
            if not index:
                found += _numbered(report, names, unit)
                of_bodies = list(standards_of_bodies(report, names, unit))
                found += of_bodies
                found += lettered(report, names, unit)
                found += topical(report, names, unit)
                titled = _titled(report, names, unit) if block.kind != BlockKind.HEADING else ()
                found += [f for f in titled if not _overlap(f, of_bodies)]
                found += _drafted(report, unit)
            found += _frameworks(report, names, unit)
        if index and block.table:
            found += _index_groups(report, [*block.table.groups, *(r[0] for r in block.table.rows)])
    return _merged(found)


def _overlap(fact: Fact, others: Sequence[Fact]) -> bool:
    return any(a.start < b.end and b.start < a.end for other in others for a in other.evidence for b in fact.evidence)


@cache
def _prefix() -> re.Pattern[str]:
    words = "|".join(sorted(load("standards")["numbered"]["prefixes"], key=len, reverse=True))
    return re.compile(rf"(?<![\w/\-])(?P<body>{words})[\s\-]?\s?(?P<number>\d[\d.]+\d(?:x\b)?)(?P<part>(?:[-–.:]\d+)*)(?![\w%]|,\d{{3}})")


def _level(body: str) -> str | None:
    head = re.match(r"QC/T|[A-Z]+", body)
    return next((level for level, heads in load("standards")["levels"].items() if head and head.group() in heads), None)


def _numbered(report: Report, names: Names, unit: Clean) -> Iterator[Fact]:
    for match in _prefix().finditer(unit.text):
        identifier = (
            re.sub(r"\s+", " ", f"{match['body']} {match['number']}{match['part']}")
            if not match.group().startswith(("SA8", "QC0"))
            else match.group()
        )
        after = re.match(r"[\"”]?\s+((?:[A-Z][\w'’\-]*)(?:\s+(?:[A-Z(][\w'’\-)]*|of|and|for|the|in|on))*)", unit.text[match.end() :])
        quoted = re.search(r"[\"“]([A-Z][^\"“”]{5,140})[\"”]\s*[(（]$", unit.text[: match.start()])
        before = quoted or re.search(rf"((?:[A-Z][\w'’\-]*)(?:[ ,:]+{_TITLE_WORD})*)\s*\($", unit.text[: match.start()])
        title, start, end = None, match.start(), match.end()
        if before and len(before.group(1).split()) > 1:
            title, start = before.group(1), before.start(1)
        elif after and len(after.group(1).split()) > 1:
            title, end = re.sub(r"\s+(?:of|and|for|the|in|on)$", "", after.group(1)), match.end() + after.end(1)
            title = re.sub(r"\s+(?:[Cc]ertification(?: Passed)?|and [A-Z]{2,})$", "", title)
        body = (
            load("standards")["bodies"].get(match["body"].split("/")[0]) if re.fullmatch(r"[A-Z]+(?:/(?:TS|TR))?", match["body"]) else None
        )
        roles = roles_near(unit.text, match.start(), names)
        fields = given(identifier=identifier, title=title, level=_level(match["body"]), body=body, roles=roles)
        label = f"{identifier} {title}" if title else identifier
        if spans := unit.spans(report.id, start, end):
            yield Fact("standards", label, fields, spans, 0.9)


@cache
def _any_framework() -> re.Pattern[str]:
    return re.compile(r"(?=[A-Z<\[r])(?:" + "|".join(row["match"] for row in load("standards")["frameworks"]) + ")")


def _frameworks(report: Report, names: Names, unit: Clean) -> Iterator[Fact]:
    found = _registered(report, names, unit)
    if _any_framework().search(unit.text):
        known = list(_described(report, names, unit))
        yield from known
        found = (f for f in found if not any(a.start <= s.start < a.end for k in known for a in k.evidence for s in f.evidence))
    yield from found


def _registered(report: Report, names: Names, unit: Clean) -> Iterator[Fact]:
    """Frameworks, principles and schemes that the register knows by name."""
    for known in known_in("frameworks", unit.text):
        level, title, body, _ = known.row
        said = unit.text[known.start : known.end]
        number = title if re.fullmatch(r"[A-Z]{2,5} ?\d{3,5}", title) else None
        fields = given(
            identifier=number,
            title=title,
            level=level,
            body=None if body == "-" else body,
            roles=roles_used(roles_near(unit.text, known.start, names)),
        )
        if spans := unit.spans(report.id, known.start, known.end):
            yield Fact("standards", title, fields, spans, 0.8, (said,) if said != title else ())


def _described(report: Report, names: Names, unit: Clean) -> Iterator[Fact]:
    for row in load("standards")["frameworks"]:
        match = re.compile(row["match"]).search(unit.text)
        if match and (spans := unit.spans(report.id, *match.span())):
            aliases = tuple({match.group().strip()} - {row["title"]})
            roles = roles_used(roles_near(unit.text, match.start(), names))
            fields = given(title=row["title"], level="international", body=row.get("body"), roles=roles)
            yield Fact("standards", row["title"], fields, spans, 0.85, aliases)


def _titled(report: Report, names: Names, unit: Clean) -> Iterator[Fact]:
    """Titled standards without a number: "the Emission Standard for X"; and small-print kinds: "local discharge standards"."""
    for match in _TITLED.finditer(unit.text):
        title = re.sub(r"^(?:The|A|Its|Our|This|In|By|With)\s+", "", match.group().strip(" ,"))
        title = re.sub(r"\s+(?:of|and|for|the|in|on|from)$", "", title)
        if len(title.split()) < 3 or len(title) > 180 or _NOT.search(title):
            continue
        start = match.start() + match.group().index(title)
        if any(k.start < start + len(title) and start < k.end for k in known_in("frameworks", unit.text)):
            continue
        fields = given(title=title, level=spoken_level(unit.text), roles=roles_near(unit.text, start, names))
        if spans := unit.spans(report.id, start, start + len(title)):
            yield Fact("standards", title, fields, spans, 0.7)
    for match in _SCHEME_STANDARD.finditer(unit.text):
        if spans := unit.spans(report.id, *match.span()):
            yield Fact(
                "standards",
                match.group(),
                given(title=match.group(), level="international", roles=roles_near(unit.text, match.start(), names)),
                spans,
                0.7,
            )
    for match in _LOWER.finditer(unit.text):
        if spans := unit.spans(report.id, *match.span()):
            yield Fact(
                "standards",
                match.group(),
                given(title=match.group(), level=_small_level(match.group()), roles=roles_near(unit.text, match.start(), names)),
                spans,
                0.6,
            )


def _small_level(text: str) -> str | None:
    word = text.split()[0].casefold()
    return {"local": "local", "national": "national", "industry": "industry", "international": "international"}.get(word)


def _drafted(report: Report, unit: Clean) -> Iterator[Fact]:
    """Standards that the company helped to write, by title or by number of them."""
    yield from _counted(report, unit)
    if re.search(r"\bstandards?\b", unit.text, re.I):
        yield from _draft_objects(report, unit)
    own = _WRITTEN_BY.search(unit.text)
    if own and len(own.group(1).split()) > 3 and (spans := unit.spans(report.id, own.start(1), own.end(1))):
        title = re.sub(r"\s*,$", "", own.group(1))
        yield Fact("standards", title, _draft_fields(title, unit.text), spans, 0.75)


def _counted(report: Report, unit: Clean) -> Iterator[Fact]:
    """ "took part in the revision of 3 national standards"."""
    for match in _COUNTED.finditer(unit.text):
        if not re.search(r"revis|formulat|draft|prepar|compil|participat|led\b", unit.text, re.I):
            continue
        levels = re.findall(r"national|industry|industrial|group|international|local", match.group(2), re.I)
        level = {"industrial": "industry"}.get(levels[0].casefold(), levels[0].casefold()) if len(levels) == 1 else None
        fields = given(title=match.group(), level=level, roles=_draft_roles(unit.text))
        if spans := unit.spans(report.id, *match.span()):
            yield Fact("standards", match.group(), fields, spans, 0.7)


def _draft_objects(report: Report, unit: Clean) -> Iterator[Fact]:
    """ "the drafting of two industry standards, namely the X and the Y": X and Y."""
    for match in _DRAFT_OBJECT.finditer(unit.text):
        rest = match["rest"]
        named = _KIND_OF_DRAFT.match(rest)
        if not named and not re.match(r"\"?[A-Z]", rest):
            continue
        base = match.start("rest") + (named.end() if named else 0)
        for start, title in _titles(unit.text[base:]):
            if _NOT.search(title):
                continue
            if spans := unit.spans(report.id, base + start, base + start + len(title)):
                yield Fact("standards", title, _draft_fields(title, unit.text), spans, 0.75)


def _draft_fields(title: str, text: str) -> dict[str, Any]:
    return given(title=title, level=spoken_level(text), roles=_draft_roles(text))


def _draft_roles(text: str) -> tuple[str, ...]:
    return tuple(r for r in roles_in(text) if r in ("drafted", "led", "revised"))


def _titles(text: str) -> Iterator[tuple[int, str]]:
    """Capitalised titles at the head of a text, one or joined by "and the"."""
    at = 0
    while match := _TITLE.match(text, at):
        title = re.sub(r"\s+(?:of|for|and|in|on|from)$", "", match.group(1))
        if len(title.split()) < 3:
            return
        yield match.start(1), title
        at = match.start(1) + len(title)


def _index_groups(report: Report, cells: Sequence[Clean]) -> Iterator[Fact]:
    """The standards that group a content index: "GRI 303: Water and Effluents"."""
    for cell in dict.fromkeys(cells):
        match = re.match(r"\s*GRI\s?(\d{1,3})\s*[:：]\s*([A-Z].{2,90})", cell.text)
        if match and (spans := cell.spans(report.id)):
            identifier = f"GRI {match.group(1)}"
            title = f"{identifier}: " + re.sub(r"\s+(?:19|20)\d\d$", "", match.group(2).strip())
            fields = given(
                identifier=identifier, title=title, level="international", body="Global Reporting Initiative", roles=("references",)
            )
            yield Fact("standards", title, fields, spans, 0.8)


def _merged(found: Sequence[Fact]) -> list[Fact]:
    kept: dict[str, Fact] = {}
    titles: dict[str, str] = {}
    told: dict[str, list[tuple[str, ...]]] = {}
    for fact in found:
        identifier = str(fact.fields.get("identifier") or "")
        key = re.sub(r"[\W_]+", "", re.sub(r":\d{4}$|-(?:19|20)\d\d$", "", identifier) or fact.label).casefold()
        title = re.sub(r"[\W_]+", "", str(fact.fields.get("title") or "")).casefold()
        key = titles.get(title, key) if len(title) > 12 and not identifier else key
        titles.setdefault(title, key)
        told.setdefault(key, []).append(tuple(fact.fields.get("roles", ())))
        if key not in kept:
            kept[key] = fact
            continue
        a = kept[key]
        fields: dict[str, Any] = {**fact.fields, **a.fields}
        if len(identifier) > len(str(a.fields.get("identifier") or "")):
            fields["identifier"] = identifier
        label = max((a.label, fact.label), key=lambda x: (bool(re.search(r"\d", x)), len(x) < 160, len(x)))
        aliases = tuple(dict.fromkeys([*a.aliases, *fact.aliases, *({a.label, fact.label} - {label})]))
        kept[key] = replace(
            a, label=label, fields=fields, evidence=tuple(dict.fromkeys([*a.evidence, *fact.evidence]))[:10], aliases=tuple(sorted(aliases))
        )
    return [replace(fact, fields={**fact.fields, "roles": roles_of(told[key])}) for key, fact in kept.items()]
