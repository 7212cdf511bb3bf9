"""Documents that a report names, each told apart as a state's law or a company's own policy by its title and its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.data import load
from kg.extract.titles import Title, titles_in
from report.model import BlockKind, Clean, Report, sentences


@dataclass(frozen=True)
class Document:
    """A title in a sentence, and what it is: `law`, `policy`, or `open` where neither title nor sentence tells."""

    title: Title
    kind: str
    sure: bool
    block: int
    sentence: Clean
    before: str
    """The words of the sentence before the title."""


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('documents')[table][name])})(?!\w)")


@cache
def states() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(jurisdiction, pattern of the words that name it)."""
    table: dict[str, list[str]] = load("documents")["jurisdictions"]
    return tuple((name, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")) for name, words in table.items())


def _is_of_state(title: str) -> bool:
    """ "Labour Code of Portugal": a state's name ends it."""
    last = re.search(r"\bof (?:the )?([A-Z][\w ]+)$", title)
    return bool(last) and any(pattern.fullmatch(last.group(1)) for _, pattern in states() if last)


@cache
def _issued_by() -> re.Pattern[str]:
    return re.compile(rf"[\"*,\s]*(?:{'|'.join(load('documents')['cues']['issued_by'])})")


def documents_in(report: Report) -> Iterator[Document]:
    """Titles in the sentences of a report, and in the cells of its tables that name laws or policies."""
    for i, block in report.prose():
        around = " ".join(report.path(block.section)[-1:])
        listed = bool(re.search(r"\blaws\b|\blegislation\b", around, re.I))
        for sentence in sentences(block.text):
            yield from _in_sentence(report, sentence, i, listed)
    for i, block in enumerate(report.blocks):
        if block.kind == BlockKind.HEADING and (named := _heading(block.text)):
            yield Document(named, "policy", False, i, block.text, "")
    for i, table in report.tables():
        heads = table.heads() if table.header or not table.rows else tuple(c.text for c in table.rows[0])
        for row in table.rows:
            for cell, head in zip(row, heads, strict=True):
                kind = (
                    "law"
                    if re.search(r"\blaws?\b|legislation", head, re.I)
                    else "policy"
                    if re.search(r"polic(?:y|ies)\b", head, re.I)
                    else ""
                )
                if cell and kind and len(cell.text) < 600:
                    yield from _in_cell(cell, i, kind)


def _heading(text: Clean) -> Title | None:
    """A heading, or a line of a list that looks like one, that is nothing but the title of a policy of three words or more."""
    if not re.search(r"(?:Policy|Code of (?:\w+ ){0,3}(?:Conduct|Ethics))\W*$", text.text) or len(text.text) > 90 or text.text.isupper():
        return None
    named = titles_in(text.text)
    whole = named and named[0].group == "policy" and len(named) == 1 and named[0].end >= len(text.text.rstrip(" .")) and named[0].start < 8
    return named[0] if whole and len(named[0].text.split()) >= 3 else None


_LISTED = re.compile(r"[\"*,;\s]*(?:and|or|as well as)?[\"*\s]*(?:the|its|our)?[\"*\s]*")
_SHORT_FORM = re.compile(r"(?:referred to as|\(|known as|abbreviated as|called|or)[\s,]*(?:the\s*)?\"$")


def _in_sentence(report: Report, sentence: Clean, block: int, listed: bool) -> Iterator[Document]:
    """The titles of a sentence; what neither title nor words tell is what its neighbour in the list is."""
    text, last = sentence.text, None  # type: str, Document | None
    for title in titles_in(text):
        before = text[: title.start]
        if _pattern("external", "words").search(title.text):
            continue
        if _is_marked(report, sentence, title):
            title = replace(title, quoted=True)
        kind, sure = _kind(title, before, text[title.end :])
        if _SHORT_FORM.search(before):
            kind, sure = ("short", True) if last is None or last.kind != "policy" else ("policy", False)
        elif _STANDARD.match(text, title.end):
            kind, sure = "open", True
        elif (
            not sure
            and last
            and not title.head.startswith("Standard")
            and last.kind in ("law", "policy")
            and _LISTED.fullmatch(text, last.title.end, title.start)
        ):
            kind = kind if title.group in ("law", "policy") else last.kind
        elif kind == "open" and listed and title.group == "either":
            kind = "law"
        last = Document(title, kind, sure, block, sentence, before)
        yield last


def _is_marked(report: Report, sentence: Clean, title: Title) -> bool:
    """Set in italics or bold from its first to its last letter."""
    start, end = sentence.starts[title.start], sentence.ends[title.end - 1]
    return report.text[max(0, start - 1) : start] in ("*", "_") and report.text[end : end + 1] in ("*", "_")


def _in_cell(cell: Clean, block: int, kind: str) -> Iterator[Document]:
    for title in titles_in(cell.text):
        own = {"law": "law", "policy": "policy"}.get(title.group, kind)
        yield Document(title, own, True, block, cell, "")


def _kind(title: Title, before: str, after: str) -> tuple[str, bool]:
    """What a title is, and whether title and nearest words leave no doubt."""
    technical = title.head in _TECHNICAL
    if title.group == "either" and _is_of_state(title.text):
        return "law", True
    if title.group == "law":
        return ("law", True) if _fits_law(title) else ("open", False)
    if re.match(r"\s*\(Cap\.?\s?\d+", after):
        return "law", True  # a chapter of a state's book of laws
    if _issued_by().match(after):
        return ("open", True) if technical else ("law", True)
    if title.group == "policy":
        return ("policy", True) if title.head != "Policies" or (title.quoted and len(title.text.split()) > 2) else ("open", False)
    cue = _nearest_cue(before)
    if title.group == "either" and (cue != "own" or title.text.endswith(")")) and _ENACTED.search(title.text):
        return "law", False
    if title.group in ("paper", "weak") and (
        re.search(r"\bPolicy\b", title.text) or (_OURS.search(before) and title.head in _OWN_HEADS and len(title.text.split()) > 2)
    ):
        return ("policy", False) if not _NO_DOCUMENT.search(title.text) else ("open", False)
    if title.group == "paper" and _ON.match(title.text):
        return "policy", False
    if title.group == "paper":
        long = title.head.startswith("Procedure") and len(title.text.split()) >= 4
        return (
            ("policy", True)
            if title.quoted or long or cue in (("own",) if title.head in _SAID else ("own", "weak", "law"))
            else ("open", False)
        )
    if title.group == "weak":
        if title.text.endswith("Policy Framework"):
            return "policy", True
        if _MADE.match(after) and not _NO_DOCUMENT.search(title.text):
            return "policy", False
        made = (
            (cue == "own" or _is_built(title, before))
            and not _pattern("state", "words").search(title.text)
            and not _NO_DOCUMENT.search(title.text)
            and (title.quoted or title.head not in _LOOSE or bool(_WRITTEN.search(before)) or _is_built(title, before))
        )
        return ("policy", title.quoted) if made else ("open", False)
    if _pattern("state", "words").search(title.text):
        return ("open", False) if technical else ("law", True)
    if cue == "own":
        return ("open", False) if technical and _pattern("state", "soft").search(title.text) else ("policy", not technical)
    if technical and _MADE.match(after):
        return "policy", False
    if technical and _OURS.search(before) and len(title.text.split()) > 2:
        return "policy", False
    if technical:
        return "open", False
    if not cue and title.quoted:
        return "policy", False
    return ("law", False) if cue == "law" else ("policy", False) if cue else ("open", False)


def _is_built(title: Title, before: str) -> bool:
    """ "designed and implemented a Tax Control Framework": a framework with a name of its own, right behind its verb."""
    built = re.search(r"\b(?:design|implement|develop|establish|introduc|adopt)\w*\s+(?:and \w+\s+)?(?:an?|the|our|its)\s+$", before)
    return built is not None and title.head in ("Framework", "Strategy") and len(title.text.split()) >= 3


def _nearest_cue(before: str) -> str:
    """Which kind of cue stands last before a title: `own`, `weak`, `whose`, `law`, or none."""
    order = ("weak", "whose", "own", "law")
    found = [(m.end(), order.index(name)) for name in order for m in _pattern("cues", name).finditer(before)]
    return order[max(found)[1]] if found else ""


_ON = re.compile(r"(?:Statement|Declaration|Charter|Commitment|Pledge) on (?:the )?[A-Z]\w+ \w+")
"""A statement on a matter, of several words, is a document of whoever reports."""
_ENACTED = re.compile(
    r"\b(?:(?:Rules?|Regulations?|Order|Code),\s|(?:Regulations?|Order|Rules of)\s)(?:19|20)\d\d$|(?<!Golden )\bRule$|\bRegulation \([A-Z]{3,6}\)$"
)
"""A year behind rules says that a state made them: "Waste Management Rules, 2016"."""
_OWN_HEADS = ("Plan", "Strategy", "Framework", "Charter", "Statement", "Declaration", "Pledge", "Agreement")
_NO_DOCUMENT = re.compile(r"\b(?:EU|European|Network|Base|Project|Chain|Energy Storage|Control System|Production System|Power)\b")
_WRITTEN = re.compile(
    r"\b(?:formulat|compil|issu|publish|releas|draft|revis|adopt)\w+\s+(?:and \w+\s+)?(?:(?:the|an?|its|our|their)\s+)?\"?$"
)
_MADE = re.compile(
    r"\s+(?:has|have|was|were)\s+(?:also\s+)?(?:been\s+)?(?:developed|adopted|established|formulated|distributed|issued|approved|drawn up|introduced|put in place)\b"
)
_OURS = re.compile(r"\b(?:[Oo]ur|its|(?:[Tt]he )?(?:Company|Group|Bank|Corporation)'s)\s+(?:own\s+)?[\"*]*$")
"""Right before a title: whoever writes so speaks of a document of their own, also where its head is one of technical documents."""
_STANDARD = re.compile(r"[\"*\s]*\(?(?:GB|ISO|IEC|EN|ASTM|DIN|BS|JIS|DB|HJ|YS|RB)[/ ]?[A-Z]?[ -]?\d")
_SAID = ("Commitment", "Statement", "Declaration", "Record", "Records", "Pledge")
_LOOSE = ("System", "Process", "Strategy", "Framework", "Scheme", "Criteria", "Program", "Programme", "Mechanism", "Letter")
_TECHNICAL = tuple(
    "Standard Standards Specification Specifications Method Methods Guide Guidance Guideline Guidelines Code Requirements Principles "
    "Convention".split()
)


def _fits_law(title: Title) -> bool:
    """ "Water Law", "Law on X", "Companies Act, 2013" - not "Plan, Do, Check and Act" or "Law Department"."""
    return not re.search(
        r"^Delegated (?:Regulations?|Acts?)(?: Act)?$|\bCheck\b|\bInto Law\b|^(?:Rule of|Murphy|Moore)|\bDirectives?\s+(?:in|by|to)\b",
        title.text,
    )
