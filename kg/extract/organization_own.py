"""The reporter's shorter names, the companies of its group by place, and who reports to whom inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.naming import has_legal_form, without_form
from kg.extract.organization_relations import Words, found_in, places
from kg.extract.organization_sources import Found
from report.model import Report


def own_names(report: Report, reporter: Found, others: list[Found], words: Words) -> dict[str, str]:
    """Further words for the reporter: its name without legal form, its brand where nobody else bears it, "Brand Group"."""
    base = without_form(reporter.name)
    shorter = {base: "the name without its legal form"} if has_legal_form(reporter.name) and len(base) > 2 else {}
    brand = base.split()[0] if base else ""
    own = ("reporter", "subsidiary", "joint venture", "internal")
    taken = {w for f in others if f is not reporter and f.role not in own for w in f.name.split()[f.role == "other" :]}
    taken |= {w for f in others if f.role in own for w in f.name.split()[1:]}
    if len(base.split()) > 1 and is_brand(report, brand, words) and brand not in taken and not places().fullmatch(brand):
        acting = len(
            re.findall(
                rf"\b{re.escape(brand)}(?:['’]s|\s+(?:is|has|was|will|aims|continues|employees|offers|supports|Group)\b)", report.text
            )
        )
        if acting >= 3:
            shorter[brand] = "its brand, borne by no other company here"
            if re.search(rf"\b{re.escape(brand)} Group\b", report.text):
                shorter[f"{brand} Group"] = "the group under its brand"
    return shorter


def is_brand(report: Report, word: str, words: Words) -> bool:
    """Is a word a name only, small letters in a line or two of a stylish title aside?"""
    if words.is_proper(word):
        return True
    small = len(re.findall(rf"\b{re.escape(word.casefold())}\b", report.text))
    return len(word) > 3 and len(re.findall(rf"\b{re.escape(word)}\b", report.text)) >= 20 * small


def own_units(report: Report, reporter: Found) -> Iterator[Found]:
    """ "Acme Brazil", "Acme Asia Pacific": the reporter's name and a place is a company of its group."""
    names = sorted({s for s in (*reporter.surfaces, reporter.name) if len(s) > 2 and not has_legal_form(s)}, key=lambda s: (-len(s), s))
    if not names:
        return
    pattern = re.compile(
        rf"(?<!\w)(?P<own>{'|'.join(map(re.escape, names))})\s+(?P<place>(?:{places().pattern})(?:\s+(?:{places().pattern}))?)(?!\w|\s+[A-Z])"
    )
    for _, block in report.prose():
        for match in pattern.finditer(block.text.text):
            if _not_a_unit(block.text.text, match.end()):
                continue
            yield found_in(report, block, match.start(), match.group(), "subsidiary", "the reporter's name and a place")


def _not_a_unit(text: str, end: int) -> bool:
    return bool(re.match(r"\s*(?:segment|business|market|region|operations|sales|strategy)\b", text[end:]))


def reporting_lines(report: Report, bodies: list[Found]) -> None:
    """Sets `parent` of a body that "reports to" another, is "under" it or was set up by it; adds the words that say so."""
    known = {s: b for b in bodies if b.role == "internal" for s in (b.name, *b.surfaces)}
    if len(known) < 2:
        return
    some = "|".join(re.escape(s) for s in sorted(known, key=lambda s: (-len(s), s)))
    up = re.compile(
        rf"(?<!\w)(?P<low>{some})\b(?:\s*\([A-Z]+\))?,?\s+(?:which\s+|that\s+)?(?:(?:also|in turn|then|will|directly|regularly|is|are)\s+)*"
        rf"(?:reports?\s+(?:\w+ly\s+)?to|reporting\s+to|(?:is\s+)?(?:accountable|responsible)\s+to|(?:operates?|works?|sits)\s+under|under|"
        rf"(?:is\s+)?a\s+(?:sub-?)?committee\s+of)\s+(?:the\s+)?(?:(?:direct\s+)?(?:supervision|leadership|authority|guidance)\s+of\s+(?:the\s+)?)?"
        rf"(?:Company's\s+|Group's\s+|full\s+)?(?P<high>{some})\b"
    )
    down = re.compile(
        rf"(?<!\w)(?P<high>{some})\b\s+(?:has|have|had)?\s*(?:established|set up|created|formed|appointed)\s+(?:an?|the|its|our)\s+(?P<low>{some})\b"
    )
    for _, block in report.prose():
        for pattern in (up, down):
            for match in pattern.finditer(block.text.text):
                low, high = known[match["low"]], known[match["high"]]
                if low is not high and low.parent is None:
                    low.parent = high.name
                    low.spans += block.text.spans(report.id, match.start(), match.end())
