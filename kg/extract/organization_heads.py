"""Names with a telling head word (ministry, university, committee), and bodies that a company sets up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from kg.data import load
from kg.extract.naming import any_head, foreign_head, head_words, headed, tidy
from kg.extract.organization_sources import Found, readings
from report.model import BlockKind, Clean, Report

_ROLES = ("exchange", "authority", "certifier", "academic", "ngo", "internal")
"""The most telling first: of two readings of the same words, the first one counts."""
_BODY = (
    r"((?:[a-z][\w\-]*\s+){1,5}(?:team|group|committee|office|department|cent(?:re|er)|board|council|unit)s?"
    r"(?:\s+for\s+[a-z]\w+(?:\s+[a-z]\w+)?)?)"
)
_FOUNDED = re.compile(
    rf"(?:\b(?:established|set up|sets up|formed|created|built|appointed|has|have|had)\s+(?:an?|the|its|our)\s+{_BODY}\b)|"
    rf"(?:\b[Aa]n?\s+{_BODY}\s+(?:has|have|was|were)\s+(?:been\s+)?(?:established|set up|formed|created)\b)|"
    r"\b(?:[Cc]ompany|[Gg]roup|[Bb]ank)'s\s+(head office|headquarters?|technology cent(?:re|er))\b"
)
_PRAISE = re.compile(
    r"^(?:(?:new|special|dedicated|comprehensive|strong|professional|number of|series of|routine|formal|regular|specific|global|own|"
    r"independent|cross-functional|internal|joint)\s+)+(?=\w+\s+\w)"
)
_NOT_A_BODY = re.compile(
    r"\b(?:who|which|that|where|been|can|be|to|same|first|second|third|age|peer|target|customer|ethnic|minority|vulnerable|user|"
    r"interest|stakeholder|large|small|diverse|strong|best|great|better|whole|entire|every|each)\b"
)
_IN_A_TITLE = re.compile(
    r"\b(?:Measures|Regulations?|Provisions|Rules|Laws?|Guidelines?|Opinions|Notice|Code|Act|Directive|Decree|Convention|Specifications?)\s+"
    r"(?:(?:of|for|on|concerning|governing)\s+)+(?:the\s+)?(?:[A-Z][\w-]+\s+(?:and\s+|of\s+)?){0,3}$"
)
_NOT_ORG = re.compile(
    r"\b(?:Codes?|Laws?|Polic(?:y|ies)|Procedures?|Awards?|Report|Standards?(?! (?:Board|Authority|Agency|Institut\w+|Organi[sz]ation|Association|Administration|Bureau|Council|Committee|Foundation))|Index|Regulations?|Recommendations|Projects?|Training|"
    r"Program(?:me)?s?|Meeting|Freedom of|Measures|Principles|Disclosures?|ESRS|GRI \d)\b|^Names? of |"
    r"^(?:Supervision|Management|Administration|Practice|Prevention|Protection)\b"
)
_OWNER = re.compile(r"^(?:[Tt]he |[Oo]ur )?(?:Company|Group|Bank|Corporation|Firm)(?:['’]s)?\s+(?:and\s+)?(?=[A-Z])")
_OF_A_STATE = re.compile(
    r"(?:\s\([^()]{2,12}\))?(?:\sand the (?:[A-Z]\w+\s|and\s){1,6}Department(?:\s\([^()]{2,12}\))?)?\s(?:of|under) (?:the\s)?(?:[A-Z][\w.-]*\s){0,4}?(?:Government|SAR|Region|State|Province|Municipality|City)\b"
)
"""A department of a government and not of the company: "the River Department of the Northland Government"."""
_TOLD_OF = re.compile(
    r"\b(?:members?(?:hips?)? (?:of|in|to)|joined|signed|(?:launched|organi[sz]ed|awarded|issued|initiated|given) by)\s(?:the\s)?$"
)
"""Before a body that is not the company's own."""
_JOINED = re.compile(
    r"\b(?:member|join|sign|partner|particip|support|part (?:of|in)|cooperat|collaborat|founde|committed to|initiated by|led by)\w*\b"
)


def headed_names(report: Report, own: re.Pattern[str], known: Collection[str] = ()) -> Iterator[Found]:
    """Authorities, exchanges, universities, associations, bodies of the company: by the head word of their names.

    `own` matches the short names of the reporter: what is named after it is its own body. `known` are the names already found.
    """
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        for text in readings(block.text, block.table):
            for role, match in _matches(text.text, _ROLES):
                if block.kind == BlockKind.HEADING and role != "internal" and not _whole(match, text.text):
                    continue
                yield from _named(report, text, role, match, own, known)


def _whole(match: re.Match[str], text: str) -> bool:
    """Is a heading nothing but a name, or a name and a part of it: a line of a list that looks like a heading."""
    return match.start() == 0 and bool(re.match(r"\s*(?:\([A-Z][\w&-]*\)\s*)?(?:$|[—–]\s)", text[match.end() :]))


def _matches(text: str, roles: tuple[str, ...]) -> list[tuple[str, re.Match[str]]]:
    """Phrases with a head word, the longest reading of each stretch."""
    if not head_words().search(text):
        return []
    found = [(role, match) for role in roles if head_words(role).search(text) for match in headed(role).finditer(text)]
    found.sort(key=lambda pair: (pair[1].start() - pair[1].end(), roles.index(pair[0]), pair[1].start()))
    taken: list[tuple[int, int]] = []
    kept = []
    for role, match in found:
        if not any(a < match.end() and match.start() < b for a, b in taken):
            taken.append(match.span())
            kept.append((role, match))
    return sorted(kept, key=lambda pair: pair[1].start())


def _named(report: Report, text: Clean, role: str, match: re.Match[str], own: re.Pattern[str], known: Collection[str]) -> Iterator[Found]:
    bracket = re.match(r"\s*\([\"“]?([A-Z][A-Za-z\d]{1,7})[\"”]?\)", text.text[match.end() :])
    initials = bracket.group(1) if bracket else None
    translated = _translation(text.text, match)
    pieces = list(_pieces(match.group(), initials, role, known))
    for number, (a, b) in enumerate(pieces):
        name = _bare(match.group()[a:b], own)
        start = match.start() + a + match.group()[a:b].find(name)
        if not _is_name(name, text.text, start, role):
            continue
        kind = role_of(_head_role(name) or role, name, own)
        if kind == "internal" and (
            _OF_A_STATE.match(text.text, start + len(name)) or (role != "internal" and _TOLD_OF.search(text.text[:start]))
        ):
            kind = "authority" if role == "internal" else role
        famous = initials or _listed("world").search(name)
        if re.search(r"\bInitiative$", name) and not (famous or _JOINED.search(text.text[max(0, start - 60) : start])):
            continue
        surfaces = {name: "its head word"} | (
            {initials: "initials in brackets behind the name"} if initials and number == len(pieces) - 1 else {}
        )
        if translated and number == len(pieces) - 1:
            surfaces[translated] = "its name in another language, in brackets behind it"
        yield Found(name, kind, surfaces, list(text.spans(report.id, start, start + len(name))))


def _translation(text: str, match: re.Match[str]) -> str | None:
    """The name in its own language behind an English one: "the Northland Environment Office (Landesamt für Umwelt)"."""
    bracket = re.match(r"\s*\(([A-Z][^()]{6,70})\)", text[match.end() :])
    name = re.sub(r",\s*[A-Z]{2,8}$", "", bracket[1].strip()) if bracket else ""
    return name if name and foreign_head().match(name) and not foreign_head().match(match.group()) else None


def _is_name(name: str, text: str, start: int, role: str) -> bool:
    if not 2 <= len(name.split()) <= 12 or name.isupper() or _NOT_ORG.search(name) or text[start : start + len(name)] != name:
        return False
    if re.match(r"\s+on\s+(?:Climate|Nature|Inequality)", text[start + len(name) :]) and name.endswith("Task Force"):
        return False
    return not (role in ("authority", "academic", "internal") and _IN_A_TITLE.search(text[max(0, start - 110) : start]))


# ------------------------------------------------------------------------------------------------------------- cutting
def _pieces(phrase: str, initials: str | None, role: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the names in a phrase begin and end: "A Centre and B Department" are two, "A and B Laboratories (BL)" too."""
    cuts = sorted({0, *_cuts(phrase, initials, role, known)})
    cuts = sorted({*cuts, *_owner_cuts(phrase, role, cuts)})
    for a, b in zip(cuts, [*cuts[1:], len(phrase)], strict=True):
        piece = re.sub(r"\s+(?:and|&|of)\s*(?:the\s*)?$", "", phrase[a:b].rstrip())
        named_apart = initials and b < len(phrase) and len(piece.split()) > 1
        if any_head().search(piece) or named_apart:
            yield a, a + len(piece)


def _cuts(phrase: str, initials: str | None, role: str, known: Collection[str]) -> Iterator[int]:
    """Where in a phrase another name begins: at the words that the initials stand for, behind an "and" between two names, behind a
    name known already and behind "and the"."""
    if initials:
        heavy = [(m.group()[0], m.start()) for m in re.finditer(r"\S+", phrase) if m.group()[0].isupper()]
        begin = next((start for k, (_, start) in enumerate(heavy) if "".join(c for c, _ in heavy[k:]) == initials.upper()), None)
        if begin is not None and (not begin or re.search(r"(?:\band|&|,|\b[Tt]he)\s*$", phrase[:begin])):
            yield begin
    for joint in re.finditer(r"\s+(?:and|&)\s+(the\s+)?|,\s+(?:and\s+)?(the\s+)", phrase):
        left, right = phrase[: joint.start()], phrase[joint.end() :]
        two = any_head().fullmatch(left) and any_head().search(right)
        own = re.fullmatch(r"(?:The |the |Our )?(?:Company|Group|Bank|Corporation|CEO|CFO|Board|President|Chairman|Management)", left)
        if own or two or left in known or (joint.group(1) and headed(role).search(right)):
            yield joint.end()
    for joint in re.finditer(r"(?P<head>[A-Z]\w+)(?P<gap>\s+)(?=[A-Z])", phrase):
        left, right = phrase[: joint.end("head")], phrase[joint.end() :]
        if phrase.endswith(joint["head"]) and any_head().fullmatch(left) and any_head().fullmatch(right):
            yield joint.end()


def _owner_cuts(phrase: str, role: str, cuts: list[int]) -> Iterator[int]:
    """Cuts behind "of the" and "the" when what stands before is no name by itself: "Decision of the State Council"."""
    for joint in re.finditer(r"\s+(?:of\s+)?[Tt]he\s+|\s+of\s+", phrase):
        left, right = phrase[max(c for c in cuts if c <= joint.start()) : joint.start()], phrase[joint.end() :]
        if not head_words(role).search(left) and not any_head().search(left) and headed(role).match(right) and len(right.split()) > 1:
            yield joint.end()


_MEMBERSHIP = re.compile(
    r"(?:\s(?:Founding|Council|Corporate|Charter|Associate|Board|Executive|Full|Ordinary|Gold|Silver|&|and))+\sMembers?(?:hip)?$"
)
"""What a company is in a body, where a table without marks glued it to the name of the body."""


def _bare(piece: str, own: re.Pattern[str]) -> str:
    """A name without its owner before it and without what a possessive joins to it: "the Group's Audit Department"."""
    name = tidy(_MEMBERSHIP.sub("", _OWNER.sub("", piece.strip())))
    for possessive in re.finditer(r"(?<=[a-z])(?:['’]s|(?<=s)['’])\s+(?=[A-Z])", name):
        left, right = name[: possessive.start()], name[possessive.end() :]
        if own.fullmatch(left) or (any_head().search(right) and any_head().fullmatch(left)):
            return tidy(right)
        if any_head().fullmatch(left):
            return left
    lead = own.match(name)
    rest = tidy(re.sub(r"^\s*Group\b(?=\s)", "", name[lead.end() :])) if lead else name
    if lead and len(rest.split()) > 1 and re.search(r"(?:Board|Committee|Department|Board of Directors|Working Group|Meeting)$", rest):
        return rest
    if re.match(r"(?:Group|Company)\s+(?:[A-Z]\w+\s+)*(?:Board|Committee|Department)$", name) and len(name.split()) > 2:
        return name.split(" ", 1)[1]
    return re.sub(r"^.*\sThe\s+(?=[A-Z])|\s+of (?:the )?People$", "", name)


# --------------------------------------------------------------------------------------------------------------- roles
def _head_role(name: str) -> str | None:
    """The role of the head word of a piece that was cut out of a longer phrase."""
    return next((role for role in _ROLES if headed(role).fullmatch(name)), None)


@cache
def _listed(which: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('organizations')['scope'][which])})\b")


def role_of(role: str, name: str, own: re.Pattern[str]) -> str:
    """What an organization is by its name: a committee of a state is an authority, a council on safety is the company's own."""
    if own.match(name) and not re.search(r"\bFoundation\b", name):
        return "internal"
    if role == "internal":
        acronym = re.match(r"[A-Z]{2,6}\b(?!&)", name)
        if acronym and not _listed("functional").fullmatch(acronym.group()) and re.search(r"(?:Working Group|Task Force)$", name):
            return "ngo"
        return "authority" if _listed("state").search(name) else "ngo" if _listed("world").search(name) else role
    if role in ("ngo", "academic") and re.search(r"\b(?:Council|Academy|College|School|Institute)$", name):
        words = re.findall(r"[\w&-]+", name)[:-1]
        if all(_listed("functional").fullmatch(w) or w in ("and", "&", "of", "for") for w in words):
            return "internal"
    return role


# ------------------------------------------------------------------------------------------------- bodies written small
def founded_bodies(report: Report) -> Iterator[Found]:
    """Bodies that are written small: "has established an energy management team", "the Company's head office"."""
    for _, block in report.prose():
        for match in _FOUNDED.finditer(block.text.text):
            number = next(k for k in (1, 2, 3) if match.group(k))
            name = _PRAISE.sub("", match.group(number))
            if len(name.split()) > 1 and not _NOT_A_BODY.search(name) and not _PRAISE.match(f"{name} x"):
                spans = list(block.text.spans(report.id, match.end(number) - len(name), match.end(number)))
                yield Found(name[0].upper() + name[1:], "internal", {name: "a body that the company set up"}, spans)
