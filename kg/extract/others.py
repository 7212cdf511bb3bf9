"""Whose is it? What a sentence says of suppliers, customers and other outsiders is not said of the company."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.data import load
from kg.names import Names
from report.model import BlockKind, Report


@cache
def _any(which: str) -> str:
    return "|".join(load("others")[which])


@cache
def _outsiders() -> re.Pattern[str]:
    """Outsiders as those who do or have something: "our tier 1 suppliers are", "the laboratory that tests", "forests that"."""
    people = rf"(?<!\b[Aa]s an )(?<!\b[Aa]s a )(?P<people>{_any('people')})(?P<theirs>['’]s?\s(?:[a-z-]+\s){{0,3}}[a-z-]+)?"
    places = rf"(?:{_any('external')})\s(?:[a-z-]+\s){{0,2}}?(?:{_any('places')})"
    bought = rf"(?:{_any('bought')})\b[^.;]{{0,60}}?\b(?:from|by|with)\s(?:[\w-]+\s){{0,3}}?(?:{_any('places')})(?=,?\s(?:that|which|with|whose|certified)\b)"
    testers = rf"\b[Tt]he\s(?:{_any('places')})\s(?:that|which)\s(?:tests?|checks?|verif\w+|audits?|analy[sz]es?|certif\w+|suppl\w+)\s(?:our|the)\b"
    hired = rf"\b(?:{_any('places')})\s(?:that\s|which\s)?we\s(?:work|use|buy|source|charter|hire|employ|engage|rely)\b"
    called = rf"\b(?-i:{_any('people')})(?=(?-i:\s[A-Z][\w&.'’-]*){{1,4}}\s(?:{_any('behind')})\b)"
    wood = r"\b(?:forests|plantations|farms|fisheries)\s(?=(?:that|which)\s(?:are|is|have|has|hold)\b)"
    return re.compile(
        rf"\b(?:{people}|{places})(?=,?\s(?:\([^)]*\)\s)?(?:{_any('behind')})\b|\s\(|[,:;.]|$)|{bought}|{testers}|{hired}|{called}|{wood}",
        re.I,
    )


@cache
def _insiders() -> re.Pattern[str]:
    """The company as the one that does or has something: "we", "our Hill plant", "the Company"; not "our suppliers"."""
    kin = rf"(?:{_any('external')}|{_any('people')})"
    return re.compile(
        rf"(?<![\w-])(?:(?:{_any('own')})\b|(?:[Oo]ur|[Ii]ts|[Aa]ll|[Tt]he)\s(?:own\s)?(?:(?!(?:{kin})\b)[A-Za-z\d][\w&-]*\s){{0,3}}?"
        rf"(?:(?:[Cc]ompany|[Gg]roup|[Bb]ank|[Ss]ubsidiar(?:y|ies)|[Pp]lants?|[Ss]ites?|[Mm]ills?|[Ff]actor(?:y|ies)|[Ss]ystems?|[Oo]perations|[Oo]ffices?|[Hh]eadquarters|[Ll]aborator(?:y|ies)|[Ff]acilit(?:y|ies)|[Bb]usiness(?:es)?|[Cc]entres?|[Cc]enters?)\b))"
    )


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('asked')})\s")


@cache
def _behind() -> re.Pattern[str]:
    """Outsiders right behind a certificate: "ISO 14001 certified suppliers", "certificates from our suppliers"."""
    return re.compile(
        rf"[^.;,]{{0,30}}?(?:[-\s](?:certified|accredited|compliant|registered)\s(?:[a-z-]+\s){{0,2}}?(?:{_any('people')})\b"
        rf"|\b(?:[Cc]ertifi\w+|[Aa]ccreditations?)\s(?:from|of|among|by|for|with)\s(?:all\s|the\s|our\s|its\s|their\s)?(?:[a-z\d-]+\s){{0,2}}?(?:{_any('people')})\b(?!\s(?:service|relation|data|management)))",
        re.I,
    )


def of_others(text: str, at: int, names: Names, end: int | None = None) -> bool:
    """Is what stands at `text[at]` (up to `end`) said of outsiders? The last one spoken of before it decides.

    "We are certified to X, as our customers ask" is ours; "we ask our suppliers to hold X" is theirs.
    """
    lead = text[:at].rpartition("; ")[2]
    theirs = [m for m in _outsiders().finditer(lead) if not _beside(lead, m)]
    if end is not None and _behind().match(text, end):
        return True
    if not theirs:
        return False
    last = theirs[-1]
    rest = lead[last.end() :]
    ours = _insiders().search(rest) or any(names.is_member(m.name) for m in names.mentions(rest))
    return not ours


_ASIDE = re.compile(
    r"\b(?:to|for|with|from|by|of|between|toward|towards|among)\s(?:(?:all|our|the|its|their|many|key|major|some|certain|leading|new|most|several)\s){0,2}(?:[\w-]+\s){0,2}?$"
)
_APPOSED = re.compile(
    r"\b(?:as|is|are|was|became|an?|leading|largest|trusted|reliable|preferred)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,3}?$", re.I
)


def _beside(lead: str, match: re.Match[str]) -> bool:
    """Are the outsiders only those with or for whom the company does it, or what the company says of itself?"""
    if not match.groupdict().get("people"):
        return False
    before, behind = lead[: match.start()], lead[match.end() :]
    if _APPOSED.search(before) and not re.search(r"\b(?:our|all|these|those|of)\s(?:[\w-]+\s){0,3}?$", before):
        return True
    relative = re.match(
        r",?\s(?:that|which|who|whose|with|to|certified|accredited|holding|having|in|are|is|was|were|ha[sd]|have|must|shall|should|hold|passing|obtaining|receiving|covered|audited|assessed)\b",
        behind,
        re.I,
    )
    if re.search(r"\bby\s(?:[\w-]+\s){0,3}?$", before):
        return not re.match(r",?\s(?:that|which|who|whose)\b", behind)
    return bool(_ASIDE.search(before)) and not relative


_THEIR = re.compile(
    r"\b(?:their(?:\sown)?|an?|own|such\san?|similar|comparable|equivalent|adequate|appropriate|written)\s(?:[a-z-]+\s)?[\"“]?$"
)
_STATE = re.compile(
    r"\b(?:[Gg]overnment|[Ss]tate|[Mm]inistry|[Cc]ity|[Mm]unicipality|[Cc]ountry|[Uu]nion|[Aa]dministration|[Cc]ommission|[Rr]egulator|[Cc]ustomer|[Ss]upplier|[Pp]artner|[Cc]lient|[Cc]ompetitor|[Cc]entral bank)"
    r"(?:\sof\s[A-Z]\w+|\s[A-Z][\w&]+)?['’]s?\s(?:new\s|own\s)?$"
)


def owned_by_others(text: str, at: int, names: Names) -> bool:
    """Is a document at `text[at]` one that outsiders have, must have or made: "suppliers need a policy", "the government's Energy Policy"?"""
    before = text[:at]
    return bool(_STATE.search(before)) or (_THEIR.search(before) is not None and of_others(text, at, names))


def demanded(report: Report, i: int) -> bool:
    """Is block `i` an item of a list of what outsiders must do: "Suppliers must:", "We ask our partners to"?"""
    if report.blocks[i].kind != BlockKind.LIST_ITEM:
        return False
    k = i
    while k > 0 and report.blocks[k].kind in (BlockKind.LIST_ITEM, BlockKind.FURNITURE):
        k -= 1
    return is_demand(report.blocks[k].text.text)


def is_demand(text: str) -> bool:
    """Does the last sentence of a text say that what follows is asked of outsiders?"""
    last: Sequence[str] = re.split(r"(?<=[.!?])\s+", text.strip())
    words = last[-1] if last else ""
    if not words.endswith(":") and not re.search(r"\bto$", words):
        return False
    return bool(re.search(rf"\b(?:{_any('people')})\b[^.]{{0,60}}\b(?:{_any('demand')})\b", words, re.I)) or bool(
        _asked().search(words) and re.search(rf"\b(?:{_any('people')})\b", words, re.I)
    )
