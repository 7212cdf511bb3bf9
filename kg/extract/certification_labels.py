"""Certificates without a number: levels of a scheme, registrations, labels and certificates told by their own name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.dates import date_in
from kg.extract.proper_names import JOINTS, LETTER
from kg.extract.registry import known_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report, Table

_MARK = r"[\"“”'‘’]"
_WORD = rf"{LETTER}[\w&’'-]*"
_NAME = rf"{_WORD}(?:\s(?:(?:{JOINTS}|in)\s)*(?:{_WORD}|\d{{1,2}}\b))*"
_LEVEL = re.compile(rf"\b(?:[Ll]evel)\s(?P<level>\d\+?)(?:\s{_MARK}(?P<grade>[^\"“”]{{3,30}}){_MARK})?")
_SCHEME = re.compile(rf"\b(?P<name>{_WORD}(?:\s{_WORD}){{1,4}}?\s(?:Accreditation|Certification))\b")
_APPLIED = re.compile(r"\b(?:appl(?:y|ies|ied|ying)|application|submitted)\b")
_PLANNED = re.compile(r"\b(?:intention|intends?|plans?|planned|aims?|will|wants?|expects?|is to|are to|prepar\w+)\b")
_GOT = re.compile(
    r"\b(?:moved|rose|advanced|achieved?|reached|attained|renewed|retained|maintained|obtained|holds?|held|awarded|earned|received|extended|granted|certified|accredited|upgraded)\b"
)
_REGISTER = re.compile(
    rf"\b(?:register(?:ed)?|registration of)\s(?:the\s)?(?P<holder>{_NAME})\s(?:under|with|to)\s(?:the\s)?(?P<scheme>[A-Z]{{3,8}})\b"
)
_REGISTERED = re.compile(
    rf"\b[Tt]he\s(?P<scheme>[A-Z]{{3,8}})\s(?:registration|accreditation|recognition)\sof\s(?:the\s)?(?P<holder>{_NAME})(?:\sby\s(?:the\s)?(?P<issuer>{_NAME}))?"
    r"(?=\s(?:was|has been|is|were|runs|remains)\b)"
)
_GRANTED = re.compile(
    rf"(?P<title>(?:(?:Label|Quality [Mm]ark|Seal)\s(?:of\s)?{_NAME}(?:\s[a-zà-ÿ]+)?)|(?:{_NAME}\s(?:[Ll]abel|[Cc]ertificate|[Ss]eal|[Qq]uality [Mm]ark))|{_MARK}[^\"“”]{{3,60}}(?:[Ll]abel|[Cc]ertificate|[Ss]eal|[Mm]ark){_MARK}),?\s"
    rf"(?:which was\s)?(?:granted|awarded|delivered|issued|given)\sby\s(?:the\s)?(?P<issuer>{_NAME})(?:\s\([^)]*\))?\sto\s(?:the\s)?(?P<holder>{_NAME})(?:\sin\s(?P<year>(?:19|20)\d\d))?"
)
_UPGRADED = re.compile(
    rf"\b(?P<verb>obtain\w*|received?|holds?|held|earned|achieved|renewed|awarded|granted|went for|upgraded)\s(?:(?:the|an?|its|upgraded|new)\s)*{_NAME}\s[Cc]ertificate\s\((?P<title>{_NAME})\)"
)
_CELL = re.compile(rf"\W*(?P<title>.{{3,90}}?[Cc]ertificate){_MARK}?(?:\s(?:by|from|of)\s(?:the\s)?(?P<issuer>{_NAME}))?\W*")
_HINT = re.compile(r"[Ll]evel \d|regist|[Ll]abel|[Cc]ertificate|[Ss]eal\b|[Qq]uality [Mm]ark")


def labelled(report: Report, names: Names, sentence: Clean, taken: list[str]) -> Iterator[Fact]:
    """Certificates of a sentence that bear no number; `taken`: schemes that are told there already."""
    text = sentence.text
    if not _HINT.search(text):
        return
    yield from _levels(report, names, sentence, taken)
    for match in (*_REGISTERED.finditer(text), *_REGISTER.finditer(text)):
        if match["scheme"] not in taken:
            lead = text[: match.start()]
            status = "applied" if _APPLIED.search(lead) else "planned" if _PLANNED.search(lead) else "held"
            yield from _fact(report, names, sentence, match, match["scheme"], f"{match['scheme']} registration", status)
    for match in (*_GRANTED.finditer(text), *_UPGRADED.finditer(text)):
        title = re.sub(r"^(?:The|A|This|Our)\s+", "", match["title"].strip("\"“”'‘’ "))
        if title not in taken:
            yield from _fact(report, names, sentence, match, title, title, "held")


def _fact(report: Report, names: Names, text: Clean, match: re.Match[str], scheme: str, title: str, status: str) -> Iterator[Fact]:
    said = match.groupdict()
    holder, issuer = said.get("holder"), said.get("issuer")
    fields = given(
        scheme=scheme,
        title=title,
        holder=holder and (names.canonical(holder) or holder),
        issuer=issuer and (names.canonical(issuer) or issuer),
        status=status,
        valid_from=said.get("year"),
    )
    if spans := text.spans(report.id, *match.span()):
        yield Fact("certifications", title, fields, spans, 0.75)


def _levels(report: Report, names: Names, sentence: Clean, taken: list[str]) -> Iterator[Fact]:
    """ "A moved up to Level 4 of X Accreditation; B had its Level 3 renewed, and C has applied for Level 2": three of one scheme."""
    text = sentence.text
    levels = list(_LEVEL.finditer(text))
    scheme = _scheme_told(text) if levels else None
    if not scheme or scheme in taken:
        return
    begin = 0
    for k, level in enumerate(levels):
        stop = levels[k + 1].start() if k + 1 < len(levels) else len(text)
        cut = re.search(r";\s|,\s(?:and|while)\s|\.\s|\sand\s(?=[A-Z])", text[level.end() : stop])
        end = level.end() + cut.start() if cut else stop
        clause = text[begin:end]
        status = "applied" if _APPLIED.search(clause) else "held" if _GOT.search(clause) else "planned" if _PLANNED.search(clause) else None
        if status and (spans := sentence.spans(report.id, begin, end)):
            title = f"{scheme} Level {level['level']}"
            fields = given(
                scheme=scheme,
                title=title,
                holder=_holder(names, clause),
                status=status,
                valid_from=date_in(clause) if status == "held" else None,
            )
            grade = (f"{title} {level['grade']}",) if level["grade"] else ()
            yield Fact("certifications", title, fields, spans, 0.8, grade)
        begin = level.end() + cut.end() if cut else stop


def _scheme_told(text: str) -> str | None:
    known = next((k.row[1] for k in known_in("schemes", text)), None)
    named = _SCHEME.search(text)
    return known or (named["name"] if named else None)


def _holder(names: Names, clause: str) -> str | None:
    """Whom a clause on a level is about: the name that it begins with."""
    lead = re.match(rf"\W*(?:[Tt]he\s)?(?P<name>{_WORD}(?:[\s–-](?:{_WORD}))*)", clause)
    if not lead or lead["name"] in ("It", "We", "This", "Its", "Our", "In", "Level"):
        return None
    return names.canonical(lead["name"]) or lead["name"]


def labels_in_table(report: Report, names: Names, table: Table) -> Iterator[Fact]:
    """Rows of a table of awards and recognitions whose first cell names a certificate."""
    heads = " ".join(table.heads())
    if not re.search(r"award|recognition|certificat", heads, re.I):
        return
    for row in table.rows:
        match = _CELL.fullmatch(row[0].text) if row[0] and len(row[0].text) < 140 else None
        if match and any(cell.text.strip(" -–") for cell in row[1:]):
            title = re.sub(r"[\"“”]", "", match["title"]).strip()
            fields = given(
                scheme=title, title=title, status="held", issuer=match["issuer"] and (names.canonical(match["issuer"]) or match["issuer"])
            )
            yield Fact("certifications", title, fields, row[0].spans(report.id), 0.75)
