"""What a clause says of a certificate: where it begins and ends, whether it speaks of holding one, and of what status."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.certification_holders import COUNT
from kg.extract.certification_schemes import Scheme, cue
from kg.extract.certification_unknown import is_generic

_BEGINS = re.compile(
    r"[;:]\s+|,\s+(?:with|while|and|among which|of which|including)\s+|\.\s+|,\s+(?=\d+ )|"
    r"\s+and\s+(?=\d+ |is |was |are |actively |has |have )|,\s+(?:and|while|but)\s+(?=(?:our|its|their|another|the|an?)\s[a-z])"
)
_ENDS = re.compile(
    r"[;]|,\s+(?:with|while|and|among which|of which)\s|\.\s|,\s+(?=\d+ )|\s+and\s+(?=actively |is |was |has |have )|,\s+(?:and|but)\s+(?=(?:our|its|their|another|the|an?)\s[a-z])"
)
_DONE = re.compile(r"\b(?:has|have|had|was|were|been|obtained|passed|achieved|received|completed|certified|earned)\b", re.I)
_JOINED = re.compile(r"[™®\s-]*(?:,|and|&|/|or|as well as|,\s*and)\s*(?:the\s+)?")
_UNSURE = re.compile(r"\b(?:must|should|shall|needs? to|required to|would|whether)\b(?!.*[.;])")
_ACCORDING_TO = re.compile(
    r"\b(?:according to|in accordance with|based on|reference to|requirements of|standards? such as|laws and)\b"
    r"(?!.*\b(?:obtain|pass|certified|achiev))",
    re.I,
)


def clause_of(text: str, found: Sequence[Scheme], k: int) -> tuple[int, int]:
    """The stretch of a sentence that speaks of the `k`-th scheme in it; of joined ones the noun behind the last is that of all."""
    a, b = _clause(text, found, k)
    last = k
    while last + 1 < len(found) and _JOINED.fullmatch(text[found[last].end : found[last + 1].start]):
        last += 1  # "LEED and BREEAM certification"
    return (a, max(b, _clause(text, found, last)[1])) if last > k else (a, b)


def _clause(text: str, found: Sequence[Scheme], k: int) -> tuple[int, int]:
    """The stretch of a sentence that speaks of one scheme: from the count or verb before it to the next one's."""
    scheme = found[k]
    low = found[k - 1].end if k else 0
    high = found[k + 1].start if k + 1 < len(found) else len(text)
    stops = [m.end() for m in _BEGINS.finditer(text[: scheme.start])]
    a = max(
        [s for s in stops if s >= (low if _own_verb(text[max(low, s) : scheme.start]) else 0)]
        or [low if _own_verb(text[low : scheme.start]) else 0],
        default=0,
    )
    if not _own_verb(text[a : scheme.start]) and not COUNT.search(text[a : scheme.start]):
        a = max([s for s in stops if _own_verb(text[s : scheme.start])] or [0])
    end = _ENDS.search(text[scheme.end :])
    b = scheme.end + end.start() if end else len(text)
    if k + 1 < len(found):
        b = min(b, max(scheme.end, high)) if not _own_verb(text[scheme.end : high]) else min(b, high)
    if k + 1 == len(found) and (told := _TOLD_LATER.match(text, b)):  # "complies with X and was certified by Y"
        further = _ENDS.search(text, told.end())
        b = further.start() if further else len(text)
    return a, len(text[:b].rstrip(" ,.;"))


_TOLD_LATER = re.compile(
    r"[,;]?\s+(?:and|which|that)\s+(?:it\s+)?(?:is|are|was|were|has been|have been)\s+(?:also\s+|externally\s+|again\s+)?(?:certified|accredited|audited|validated|re-?certified|verified|issued|granted|awarded)"
)


def _own_verb(text: str) -> bool:
    return bool(cue("held").search(text) or cue("applied").search(text) or cue("planned").search(text))


def status_of(text: str, clause: tuple[int, int], scheme: Scheme) -> str | None:
    """Held, applied for or planned; None where the clause speaks of no certificate, or of one that is not or no longer held."""
    words = text[clause[0] : clause[1]]
    if not _about_certificate(words, text, scheme, scheme.start - clause[0]):
        return None
    if _LAPSED.search(words) or (is_generic(scheme) and _OF_PEOPLE.search(words)):
        return None
    if _NOT_YET.search(words) or _NOT_YET.search(text[: scheme.start][-60:]):
        return "planned" if cue("planned").search(text[max(0, scheme.start - 60) :]) else None
    return _status(words, scheme.start - clause[0])


def _about_certificate(words: str, text: str, scheme: Scheme, at: int) -> bool:
    lead = text[: scheme.start]
    if _ACCORDING_TO.search(lead.rpartition("; ")[2]) and not re.search(
        r"\b(?:obtain|(?:re)?certified|passed|accredited|audited|validated|verified|registered|[Cc]ertification of|[Cc]ertificates?\b(?=(?:[^.;]|no\.)* (?:covers?|applies|is valid|held|confirms?|attests?|proves?)))",
        words,
    ):
        return False
    alone = len(text) < 110 and re.match(r"\W*$", lead) and re.search(r"\bcertifi(?:ed|cation)\b", text)
    if _UNSURE.search(lead[-70:]) or re.search(r"\b(?:were|was|been) (?:dropped|abandoned|refused|withdrawn)\b", text):
        return False
    if not _own_verb(words):
        return bool(alone) or bool(re.search(r"\bthe (?:other|remaining) \w+", words) and _own_verb(lead))
    named = scheme.name[0].isupper() and bool(re.search(r"\d", scheme.name))
    title = scheme.name[0].islower() and re.search(
        r"\b(?:awarded|named|titled?|honou?red|recogni[sz]ed as|rated)\b[^.]{0,60}$", words[: max(0, at)]
    )
    return (
        bool(title)
        or (scheme.label and bool(_LABELLED.search(text[max(0, scheme.start - 70) : scheme.start])))
        or (scheme.label and bool(_HAVE.search(text[: scheme.start])) and bool(_CLOSED.match(text, scheme.end)))
        or bool(cue("certificate").search(words))
        or (
            named
            and bool(
                re.search(
                    r"\b(?:obtain|pass|achiev|acquir|held|hold|gain(?:ed|ing)|earn(?:ed|ing)|(?:has|have|had) [^.;]* in place|(?:transition|migrat|upgrad)ed (?:successfully )?to|taken up for|appl(?:y|ied|ies) for|target(?:s|ing)|work\w* towards?)",
                    words,
                )
            )
        )
    )


_HAVE = re.compile(
    r"\b(?:sites?|plants?|mills?|factor(?:y|ies)|operations|subsidiaries|companies|stores|offices|\w+s|[A-Z]\w+)\s(?:have|has)\s(?:an?\s)?$"
)
_CLOSED = re.compile(r"(?:\s(?:in place|certificates?|status|chain[- ]of[- ]custody))?(?:[.,;]|$|\s(?:since|in \d|and|for)\b)")
"""Behind "seven mills have X": the clause ends there, X is what they have, not a kind of goods."""
_LABELLED = re.compile(
    r"\b(?:hold|holds|held|bears?|carr(?:y|ies|ied)|awarded|received?|obtain\w*|achiev\w*|attain\w*|retain(?:s|ed)?|renew(?:s|ed)?|maintain(?:s|ed)?|keeps?|kept|earn(?:s|ed)?|reach(?:es|ed)?|gained|granted|secured|certified|passed|"
    r"appl(?:y|ies|ied) for|target\w*|pursu\w+|seek\w*|(?:assessed|audited|verified) (?:against|to))\b[^.;]*$"
)
"""A verb of holding before a scheme that is a certificate by its name."""


def _status(words: str, at: int) -> str:
    """Held, applied for or planned, by the last verb before the scheme, which stands at `at`."""
    if cue("applied").search(words):
        return "applied"
    if re.search(r"\b(?:plan|aim|intend|want|expect|hope)\w*\s+to have\b", words):
        return "planned"
    lead = words[: max(1, at)]
    if _GOAL.search(lead) and not re.search(r"\b(?:achieved|reached|met|fulfilled|exceeded)\b", words):
        return "planned"
    past = [m.start() for m in _DONE.finditer(lead) if not re.search(r"\b(?:be|be re)\s*$", lead[: m.start()])]
    if meant := [m.start() for m in cue("planned").finditer(lead)]:
        return "planned" if not past or past[-1] < meant[-1] else "held"
    return "planned" if not past and cue("planned").search(words) and not _DONE.search(words) else "held"


_GOAL = re.compile(
    r"\b(?:goal|target|ambition|aim|objective)s?\s(?:is|are|was|remains)\s(?:to|for|that|of)\b|\b(?:goal|target|ambition|aim|objective)\sof\s(?=having|certifying|\d)",
    re.I,
)
_LAPSED = re.compile(
    r"\b(?:expired|lapsed|(?:was|were|been) (?:withdrawn|suspended|discontinued))\b|\b(?:is|are|was|were) not (?:yet )?(?:externally )?certified\b|\bdoes not hold\b|\bnot (?:an?|yet an?|the) (?:\w+ )?(?:certified|accredited)\b",
    re.I,
)
"""A certificate that is no longer, or was never, held."""
_OF_PEOPLE = re.compile(r"\b(?:ratio|rate|training|trained|employees|staff|technicians|workers|students|engineers)\b")
"""Whom a certificate of a name of its own is for, where it is none of a company."""
_NOT_YET = re.compile(r"\bnot (?:yet )?(?:\w+ )?(?:been )?(?:obtain|acquir|receiv|achiev|certif|hold|have)\w*|\bnot yet\b", re.I)
