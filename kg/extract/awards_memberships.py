"""Memberships and commitments that sentences state: "is a member of X and Y", "signed the X Pledge".

Bare lists of associations are left to the organizations: they would bury the honours of a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.awards_titles import Place, nouns
from kg.extract.dates import date_in
from kg.extract.happenings import MONTH
from kg.facts import Fact, given
from kg.names import PRONOUN, Names
from report.model import Clean, Report

_CAP = r"(?:[A-ZÀ-ÖØ-Þ][\w&@+'’.-]*[\w’]|[A-Z]|\d+[A-Z]\w*)"
_SMALL = r"(?:of|for|on|in|to|the|and|&|de|des|der|für|pour|da|do)"
_NAME = re.compile(
    rf"(?P<name>{_CAP}(?:(?!\s(?:in|on|to)\s(?:{MONTH}|\d))\s(?:{_SMALL}\s){{0,2}}{_CAP}|,\s{_CAP}(?=,?\sand\s{_CAP}))*"
    r"(?:\s(?:initiatives?|programmes?|programs?|coalition|pledge|compact|alliance|forum|network|charter|campaign|platform))?)(?:\s\((?P<letters>[A-Z][\w&-]{1,9})\))?"
)
_BETWEEN = re.compile(r"(?:,\s(?:and\s|as well as\s)?|\s(?:and|as well as)\s|;\s)(?:(?:of|to|in|with)\s)?(?:the\s)?")
_OWN_BODY = re.compile(
    r"^(?:(?:Supervisory|Managing|Management|Executive|Audit|Risk|Group|Advisory|Sustainability|ESG|Works|Nomination|Remuneration)\s)*(?:Board|Committee|Management|Council|Team|Company|Group|Supervisory|Executive|Staff)\b"
    r"|^(?:European Union|EU|United Nations|NATO|OECD|OPEC)$|\b(?:Index|Indices|Yearbook|Exchange|Directors|Shareholders|GmbH|Ltd|Inc|plc)\b"
)
_NO_MEMBER = re.compile(
    r"\b(?:not|no longer|never|nor|if|whether|other|each|all|plans? to|intends? to|aims? to|apply|applied|seeks?)\b", re.I
)


@cache
def _said(which: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('awards')['membership'][which])})(?!\w)")


def memberships_in(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    """Each body or commitment that a sentence says the company belongs to or signed."""
    text = sentence.text
    for way in ("belongs", "signed"):
        for cue in _said(way).finditer(text):
            clause = re.split(r"[;:]\s|,\s(?:and|while|but)\s(?=\w+\s\w+\s)", text[: cue.start()])[-1]
            who = _who(names, clause, text[: cue.start()], place) or _as_one(names, clause, text[cue.end() :], place)
            if not who or _NO_MEMBER.search(clause[-25:] + cue.group()):
                continue
            for start, end, name in _listed(text, cue.end(), names, "takes part" if cue.group().startswith("participat") else way):
                behind = re.split(r"\sand\s|[;,]\s", text[end : end + 40])[0]
                date = date_in(behind, year) or _since(behind) or date_in(re.split(r"\sand\s", clause)[-1], year) or place.date
                whose = re.fullmatch(rf"(.+\b(?:{_said('pledges').pattern}))\sof\sthe\s(.+)", name) if way == "signed" else None
                name, body = (
                    (whose[1], names.canonical(whose[whose.lastindex or 2]) or whose[whose.lastindex or 2]) if whose else (name, None)
                )
                fields = given(title=name, recipients=(who,), awarded_by=body, date=date, status="joined")
                first = min(cue.start(), start)
                yield Fact("awards", name, fields, (*sentence.spans(report.id, first, end), *place.spans), 0.7)


def _who(names: Names, clause: str, before: str, place: Place) -> str | None:
    """Who belongs: the last member of the group that its clause names, else the company where the clause says "we", "it" or nothing."""
    mentions = [m for m in names.mentions(clause) if names.is_member(m.name)]
    tail = clause[mentions[-1].end :] if mentions else clause
    if mentions and len(tail.split()) <= 6 and not re.search(r"['’]s?\s[a-z]*(?:CEO|[Cc]hair|[Pp]resident|[Dd]irector|employees?)", tail):
        return mentions[-1].name
    if PRONOUN.search(clause) and not re.search(
        r"\b[Oo]ur\s(?:\w+\s)?(?:CEO|chair\w*|president|director|employees?|suppliers?|customers?|partners?)\b", clause
    ):
        return names.company_at(place.block)
    if re.fullmatch(r"\W*(?:(?:In|Since|From)\s[\w\s]{4,20},\s)?", clause):
        return None
    if re.fullmatch(
        r"\W*(?:(?:In|Since|From)\s[\w\s]{4,20},\s)?(?:[Ii]t|[Tt]he (?:[Cc]ompany|[Gg]roup|[Bb]ank))?(?:\s(?:also|now))?\s*|.*\b[Ii]t(?:\s[\w-]+){0,5}\s*",
        clause,
    ):
        earlier = [m for m in names.mentions(before) if names.is_member(m.name)]
        return earlier[-1].name if earlier else names.company_at(place.block)
    return None


def _as_one(names: Names, clause: str, behind: str, place: Place) -> str | None:
    """ "As a signatory of X, we ...", "Being a member of X, the Company ...": who it is stands behind."""
    if not re.fullmatch(r"\W*(?:[Aa]s|[Bb]eing) (?:an?|the)(?:\s[\w-]+){0,3}\s*", clause):
        return None
    said = re.search(r",\s(?=\w)", behind)
    return _who(names, " ".join(behind[said.end() :].split()[:4]), "", place) if said else None


def _listed(text: str, at: int, names: Names, way: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of the bodies behind the words that announce them, up to the first phrase that is none."""
    begin = re.compile(
        r"\s+(?:(?:the|a|an|both|various|several|organi[sz]ations|initiatives|associations|such as|including|like|following|:)[\s:]+)*"
    ).match(text, at)
    at = begin.end() if begin else at
    known = {m.start: m.end for m in names.mentions(text[at:])}
    base = at
    while found := _NAME.match(text, at):
        whole = at + (known.get(at - base, 0) - (at - base)) if at - base in known else 0
        end = max(_end_of_name(text, found), whole)
        name = text[at:end].rstrip(" ,.")
        bare = re.sub(r"\s\([^()]*\)$", "", name)
        if _OWN_BODY.search(bare) or names.is_member(names.canonical(bare) or ""):
            return
        sure = bool(nouns("member").search(bare)) or bool(found["letters"]) or bool(re.fullmatch(r"[A-Z][A-Z\d]{2,9}", bare)) or whole > 0
        sure = bool(_said("pledges").search(bare)) if way == "signed" else sure or (way == "belongs" and len(bare.split()) > 1)
        if not sure or (way == "takes part" and not re.search(rf"League\b|{nouns('member').pattern}", bare, re.I)):
            return
        yield at, at + len(name), bare
        between = _BETWEEN.match(text, at + len(name))
        if not between:
            return
        at = between.end()


def _end_of_name(text: str, found: re.Match[str]) -> int:
    """Where a name ends: before an "and" that joins two whole names."""
    for joint in re.finditer(r"\s(?:and|&)\s(?:(?:of|to)\s)?(?:the\s)?(?=[A-Z\d])", found.group()):
        left, right = found.group()[: joint.start()], found.group()[joint.end() :]
        whole = re.search(r"(?:\([A-Z][\w&-]*\)|\b[A-Z]{3,}\d*)$", left)
        if joint.group().endswith("the ") or whole or (_ended(left) and (nouns("member").search(right) or len(right.split()) > 1)):
            return found.start() + joint.start()
    return found.end()


def _ended(left: str) -> bool:
    """Is what stands before an "and" a whole name: does its last word, or that before "of", say what it is?"""
    head = re.split(r"\s(?:of|for|on)\s", left)[0]
    return bool(nouns("member").search(left.split()[-1])) or (
        head != left and bool(nouns("member").search(head.split()[-1])) and " of the " in left
    )


def _since(behind: str) -> str | None:
    found = re.match(r"\W*(?:\w+\s){0,2}?(?:since|in|from)\s(?:\w+\s)?((?:19|20)\d\d)\b", behind)
    return found[1] if found else None
