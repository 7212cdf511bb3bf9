"""Organizations known by what is said of them: defined terms, partners, joint ventures, subsidiaries, makers of something.

Companies whose names carry no legal form are found here. A phrase is taken for a name only when one of its words is never
written small in the report, so that "Working Together" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load, rows
from kg.extract.naming import CAPITAL, ELIDED, PARTICLE, full_name, has_head, has_legal_form, legal_form, tidy
from kg.extract.organization_sources import Found
from kg.names import SELF
from report.heal import vocabulary
from report.model import Block, BlockKind, Report

_WORD = rf"(?:(?:[A-Z]\.\s?){{1,3}}|{CAPITAL}[\w&'’\-]*|\d{{1,3}}[A-Z]\w*|\d{{2,3}}\+)"
_JOINT = rf"(?:(?:of|for)(?=\s+{CAPITAL})|&|{PARTICLE})"
NAME = rf"(?:{_WORD}(?:\s+(?:{_JOINT}\s+)?{ELIDED}{_WORD}){{0,7}})"
_BETWEEN = r"(?:\s*,?\s+(?:and|as well as)\s+|\s*[,;]\s+)(?:(?:by|with|of|to|from)\s+)?(?:the\s+)?"
_LIST = rf"(?:{NAME}(?:{_BETWEEN}{NAME}){{0,9}})"
_LOWER = r"(?:(?!(?:in|on|at|to|for|from|of|by|and|with|which|that|as|where|when)\b)[a-zà-ž][\w\-]*,?\s+){0,4}?"
_QUOTED = r"[\"“”][^\"“”]{1,60}[\"“”]"
_DEFINED = re.compile(
    rf"(?P<terms>{_QUOTED}(?:[,\s]+(?:(?:and|or|the|to|as well as)\s+){{0,3}}{_QUOTED}){{0,9}})[,\s]+(?:each |all |collectively |herein )*"
    r"(?:refers?(?: to)?|means?|shall mean|(?:is|are) (?:used )?(?:to mean|for|references? to))\s+(?:the (?:company|corporation) )?(?:the\s+)?"
)
_INITIALS = re.compile(rf"(?P<name>{NAME})\s*\([\"“]?(?P<letters>[A-Z][A-Z&.]{{1,7}}[A-Za-z]?)[\"”]?\)")


@dataclass(frozen=True)
class Words:
    """What tells a name from other capitalised words: the words that a report also writes small."""

    small: frozenset[str]

    @classmethod
    def of(cls, report: Report) -> Words:
        """The words of a report, those written small kept."""
        return cls(frozenset(w for w in vocabulary(report.text) if w.islower()))

    def is_name(self, phrase: str, *, marked: bool = False) -> bool:
        """Is a capitalised phrase the proper name of an organization (and no place, document or title)?

        `marked`: its words are names where they stand, though the report also writes them small.
        """
        words = phrase.split()
        if not 0 < len(words) <= 8 or phrase.casefold() in SELF or not_a_name().search(phrase):
            return False
        if len(words) == 1 and (
            len(phrase) < 3 or functional().fullmatch(phrase) or re.fullmatch(r"[A-Z]{1,3}|[A-Z]{2,}s|[A-Za-z]+\d+", phrase)
        ):
            return False
        if tidy(phrase + " x") != phrase + " x" or re.search(r"\b(?:[Tt]he|of|for|and|INTRODUCTION|CONTENTS)$", phrase):
            return False
        bare = [w for w in words if not places().fullmatch(w)]
        proper = marked or any(self.is_proper(w) for w in bare)
        return not places().fullmatch(phrase) and bool(bare) and proper and not all(functional().fullmatch(w) for w in words)

    def is_proper(self, word: str) -> bool:
        """Is a word written with a capital only?"""
        bare = re.sub(r"['’]s?$|[.,]", "", word)
        return len(bare) > 2 and bare[:1].isupper() and not any(p.casefold() in self.small for p in re.split(r"[-/]", bare) if len(p) > 2)


@cache
def places() -> re.Pattern[str]:
    """Countries, nationalities and parts of the world: no organizations by themselves."""
    states = load("documents")["jurisdictions"]
    told = [*states, *(w for some in states.values() for w in some), *load("organizations")["words"]["places"]]
    listed = (re.escape(w) for state, people in rows("countries") for w in (state, *(people.split("|") if people != "-" else ())))
    return re.compile("|".join(dict.fromkeys([*told, *listed])))


@cache
def not_a_name() -> re.Pattern[str]:
    """Words that end or begin capitalised phrases which are documents, titles or things."""
    words = load("organizations")["words"]
    return re.compile(rf"\b(?:{'|'.join(words['not_last'])})$|^(?:{'|'.join(words['not_first'])})\b")


@cache
def functional() -> re.Pattern[str]:
    """Words for what a body of a company does."""
    return re.compile("|".join(load("organizations")["scope"]["functional"]))


# ---------------------------------------------------------------------------------------------------------- definitions
def defined_by_reference(report: Report) -> Iterator[Found]:
    """`"we", "our" and "Acme" refer to Acme Works Corporation`: what its words mean, as a report says it of itself."""
    for _, block in report.prose():
        text = block.text.text
        for match in _DEFINED.finditer(text):
            named = full_name().match(text, match.end())
            if not named:
                continue
            terms = [t for q in re.findall(_QUOTED, match["terms"]) if 1 < len(t := q.strip('"“”,.; ')) <= 60]
            short = [t for t in terms if t.casefold() not in SELF and t[:1].isupper()]
            role = "reporter" if len({t.casefold() for t in terms} & SELF) > 0 else "other"
            surfaces = {named.group(): "full name"} | {t: f'defined: "{t}" refers to the full name' for t in short}
            yield Found(tidy(named.group()), role, surfaces, list(block.text.spans(report.id, match.start(), named.end())))


# ------------------------------------------------------------------------------------------------------------ relations
def related_names(report: Report, words: Words) -> Iterator[Found]:
    """Names behind words of a relation: "partnered with X and Y", "the acquisition of X", "certified by X"."""
    for _, block in report.prose():
        text = re.sub(r"\([^()]{1,60}\)", lambda m: " " * len(m.group()), block.text.text)
        low = text.casefold()
        for role, stems, cue in _cues():
            for match in cue.finditer(text) if any(stem in low for stem in stems) else ():
                if role == "parent" and match.group().endswith(" by") and not _OURSELVES.search(text[: match.start()]):
                    continue  # who owns another
                if behind := _behind_cue().match(text, match.end()):
                    at, end = behind.span("names")
                    if role in _TOLD_OF_ALL and (full := full_name().match(text, at)):
                        yield found_in(report, block, at, tidy(full.group()), role, f"named as {role}")
                    for start, name in _names_in(text, at, end, words, role == "parent"):
                        yield found_in(report, block, start, name, role, f"named as {role}")


_OURSELVES = re.compile(
    rf"(?:\b(?:[Cc]ompany|[Gg]roup|[Bb]ank|[Cc]orporation|[Ww]e|which|and|capital|shares|plc|Inc|Ltd)|{legal_form().pattern})\W*(?:\w+ly )?$"
)
_TOLD_OF_ALL = ("parent", "customer", "certifier")
"""Roles that the words before a name also tell of one with a legal form."""


@cache
def _cues() -> list[tuple[str, list[str], re.Pattern[str]]]:
    """(role, words of which one must occur, the words of the relation)"""
    said, stems = load("organizations")["said"], load("organizations")["said_with"]
    return [(role.replace("_", " "), stems[role], re.compile(rf"\b(?:{'|'.join(cues)})(?=\s)")) for role, cues in said.items()]


@cache
def _behind_cue() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:the\s+)?{_LOWER}(?:the\s+)?(?P<names>{_LIST})")


_HEAD_AND = re.compile(r"\b(?:Institute|Association|Federation|Council|Ministry|Department|Agency|Chamber) (?:of|for) [^,]{3,50}? and $")
"""What names of two parts begin with: "Institute for Reeds and " goes on."""


def _names_in(text: str, start: int, end: int, words: Words, headed: bool = False) -> Iterator[tuple[int, str]]:
    """The proper names of a list, up to the first phrase that is none; those with a legal form, and unless
    `headed` those with a head word, are found elsewhere."""
    at = start
    for part in re.split(rf"({_BETWEEN})", text[start:end]):
        if part and (part[0].isupper() or part[0].isdigit()):
            if "  " in part or re.match(r"\s+initiative\b|\.\w\.|@", text[at + len(part) :]) or _HEAD_AND.search(text[start:at]):
                return
            name = _one_name(tidy(part if has_head(part) else re.sub(r"['’]s?(?:\s.*)?$", "", part)), words)
            if not words.is_name(name):
                return
            if (headed or not has_head(name)) and not has_legal_form(name) and text[at + part.find(name) :].startswith(name):
                yield at + part.find(name), name
        at += len(part)


def _one_name(name: str, words: Words) -> str:
    """ "Acme of Basalt Group" is Acme."""
    if has_head(name):
        return name
    left, _, right = name.partition(" of ")
    return left if right and words.is_name(left) and words.is_name(right) else name


def found_in(report: Report, block: Block, start: int, name: str, role: str, why: str, parent: str | None = None) -> Found:
    """An organization named in a block, with the words of its name as evidence."""
    return Found(name, role, {name: why}, list(block.text.spans(report.id, start, start + len(name))), parent)


_ENDS_IN_NAME = re.compile(rf"(?<![\w.&])({NAME})(?:\s*\([\"“]?[A-Z][\w&-]{{1,9}}[\"”]?\))?$")


def _name_before(text: str, at: int) -> tuple[int, str] | None:
    """The capitalised phrase that ends at a place: (start, phrase)."""
    low = max(0, at - 90)
    found = _ENDS_IN_NAME.search(text[low:at])
    return (low + found.start(1), found.group(1)) if found else None


@cache
def _apposed() -> re.Pattern[str]:
    nouns = "|".join(noun for some in load("organizations")["nouns"].values() for noun in some)
    return re.compile(
        r",\s+(?:which is |who is )?(?:an?|the|our|its|one of (?:the|our|its))\s+(?:[\w\-'’%]+\s+){0,6}?"
        rf"(?P<noun>{nouns})\b(?:\s+of\s+(?:the\s+)?(?P<parent>{NAME}))?"
    )


def described_names(report: Report, words: Words) -> Iterator[Found]:
    """ "X, a maker of turbines", "X, a subsidiary of Y": names with a noun that says what they are."""
    for _, block in report.prose():
        text = block.text.text
        for match in _apposed().finditer(text):
            before = _name_before(text, match.start())
            name = _one_name(tidy(before[1]), words) if before else ""
            if not before or has_head(name) or has_legal_form(name) or not words.is_name(name):
                continue
            role = _role_of_noun(match["noun"])
            parent = tidy(match["parent"]) if match["parent"] and role == "subsidiary" else None
            if parent and parent.casefold() not in SELF and words.is_name(parent):
                yield found_in(report, block, text.find(parent, match.start("parent")), parent, "other", "named as owner of a company")
            yield found_in(report, block, text.find(name, before[0]), name, role, f"called a {match['noun']}", parent)


def _role_of_noun(noun: str) -> str:
    nouns = load("organizations")["nouns"]
    return next((str(role).replace("_", " ") for role, some in nouns.items() if any(re.fullmatch(n, noun) for n in some)), "other")


_OPINION = re.compile(
    r"(?<=\w)\s+(?:has |have |was engaged to |were engaged to )?(?:also )?(?:gave|given|issued?|provided?|performed?|conducted?|carried out|reviewed)\s+"
    r"(?:[a-z-]+\s+){0,4}?(?:assurance|verification|second[- ]party|opinion)\b"
)
_TOGETHER = re.compile(
    r"(?<=\w)\s+(?:have\s+|has\s+)?(?:(?:also|jointly|officially)\s+)?(?:became\s+(?:\w+\s+)?partners"
    r"|(?:announced|signed|launched|formed|established)\s+(?:an?|the|their)\s+(?:[\w-]+\s+){0,4}(?:partnership|cooperation|collaboration|agreement|joint venture|alliance))"
)
_PAIR = re.compile(rf"({NAME}(?:,\s+{NAME})*,?\s+and\s+(?:the\s+)?{NAME})$")


def acting_names(report: Report, words: Words) -> Iterator[Found]:
    """ "X has given a second-party opinion", "X and Y became partners"."""
    for _, block in report.prose():
        text = block.text.text
        for match in _OPINION.finditer(text) if re.search(r"assurance|verification|opinion", text) else ():
            if before := _name_before(text, match.start()):
                for start, name in _names_in(text, before[0], match.start(), words):
                    yield found_in(report, block, start, name, "certifier", "gives an opinion")
        for match in _TOGETHER.finditer(text):
            low = max(0, match.start() - 120)
            if pair := _PAIR.search(text[low : match.start()]):
                for start, name in _names_in(text, low + pair.start(), match.start(), words):
                    yield found_in(report, block, start, name, "partner", "acts together with the reporter")


@cache
def _company_heads() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{'|'.join(load('organizations')['heads']['company'])})\b(?![-\w]|\s+(?:[A-Z]|for\b))")


def companies(report: Report, words: Words) -> Iterator[Found]:
    """Names that end in Group, Companies, Railroad and the like."""
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE or block.table:
            continue
        text = block.text.text
        for match in _company_heads().finditer(text):
            before = _name_before(text, match.end())
            name = _one_name(tidy(re.sub(r"^.*\s(?:[Tt]he|of|for)\s+", "", before[1])), words) if before else ""
            if re.search(r'["“][^"“”]*$', text[: match.start()]) and re.match(r'\s+[^"“”\s][^"“”]*["”]', text[match.end() :]):
                continue  # words of a title: "Key Technologies of Fast Pumps"
            if not before or len(name.split()) < (3 if name.endswith("Company") else 2) or not words.is_name(name) or has_head(name):
                continue
            if (block.kind != BlockKind.HEADING or name == text) and any(words.is_proper(w) for w in name.split()[:-1]):
                yield found_in(report, block, text.find(name, before[0]), name, "other", "the last word of its name")


# ----------------------------------------------------------------------------------------------------- lists and letters
_MEMBERSHIPS = re.compile(r"\b(?:memberships?|associations?|affiliations?|collaborations?|partnerships|our partners|alliances)\b", re.I)


def listed_members(report: Report, words: Words) -> Iterator[Found]:
    """Names that stand alone in a list under "Memberships", "Collaborations and associations"."""
    for _, block in report.prose():
        path = report.path(block.section)
        if block.kind != BlockKind.LIST_ITEM and len(block.text.text) > 120:
            continue
        if not path or not _MEMBERSHIPS.search(path[-1]):
            continue
        match = re.match(rf"\W*(?P<name>{NAME})\s*(?:\([A-Z][\w&-]{{1,9}}\))?\s*(?:[—–:]\s.*)?\.?\s*$", block.text.text)
        if match and not has_head(match["name"]) and words.is_name(match["name"]):
            yield found_in(report, block, match.start("name"), match["name"], "partner", f"listed under {path[-1]!r}")


def abbreviated(report: Report, words: Words) -> Iterator[Found]:
    """ "Acme Northland (ACN)" where ACN later acts by itself: "ACN has", "ACN's"."""
    for _, block in report.prose():
        for match in _INITIALS.finditer(block.text.text):
            name, letters = tidy(match["name"]), match["letters"]
            name = _spelled(name, letters)
            if not name or not words.is_name(name) or has_head(name) or not words.is_proper(name.split()[-1]):
                continue
            if (
                len(
                    re.findall(
                        rf"\b{re.escape(letters)}(?:['’]s|\s+(?:has|is|was|will|continues|led|employees|offers|operates)\b)", report.text
                    )
                )
                < 2
            ):
                continue
            start = match.start("name") + match["name"].find(name)
            found = found_in(report, block, start, name, "other", "its initials in brackets act in the report")
            found.surfaces[letters] = "initials in brackets behind the name"
            yield found


def _spelled(name: str, letters: str) -> str:
    """The last words of a name that the letters stand for; "" when none do. A doubled letter may stand for a word with two."""
    heavy = list(re.finditer(rf"{CAPITAL}[\w&'’-]*\.?", name))
    for k in range(len(heavy)):
        initials = "".join(m.group()[0] for m in heavy[k:])
        if initials == letters.replace(".", "") and len(initials) > 1:
            return name[heavy[k].start() :]
    return ""
