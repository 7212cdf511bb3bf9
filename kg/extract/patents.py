"""Patents that a report names by their title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.collect import Item, facts_of, subject
from kg.extract.dates import date_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report, Table, sentences

_TITLED = re.compile(
    r"\b(?:[Pp]atents?|[Uu]tility models?|[Ii]nventions?)(?:\s+(?:applications?|certificates?))?"
    r"(?:\s+(?:titled|entitled|named|called|for|of|on|such as|including|"
    r"namely|was|were|is))?\s*[-–—:,(]*\s*\"(?P<title>[^\"]{8,240})\""
)
_BEFORE = re.compile(
    r"\"(?P<title>[^\"]{12,240})\"\s*(?:\([^)]*\)\s*)?(?:invention\s+|utility model\s+|design\s+)?(?:[Pp]atents?|invention)\b"
)
_PLAIN = re.compile(
    r"\b[Pp]atents?\s+(?:titled|entitled|named|for|on)\s+(?P<title>(?:[Aa]n?\s+|[Tt]he\s+)?(?:\w[\w-]*\s+){0,6}(?:method|"
    r"process|device|apparatus|system|equipment)\b[^.;,\"]{6,140})"
)
_GOT = re.compile(
    r"\b(?:granted|obtained|received|awarded|registered|filed|holds?|submitted|published)\s(?:[A-Z][\w&.]*\s){0,3}?(?:an?|the|its|our|two|another)\s(?:[a-z]+\s|[A-Z][a-z]+\s){0,2}?[Pp]atents?(?:\sapplications?)?\s(?:for|on|covering|relating\sto|protecting)\s"
    r"(?P<title>(?:an?\s|the\s|its\s|our\s)(?:new\s|novel\s)?[a-z][^.;,\"]{8,90}?)(?=\s(?:in|on|during|by|from)\s(?:the\s|\d|January|February|March|April|May|June|July|August|September|October|November|December|20)|\s(?:which|that|and\s(?:is|was|has|we))\b|[.,;]|$)"
)
"""What a patent was got or asked for, told in words: "was granted a patent for a kiln with heat recovery"."""
_MORE = re.compile(r"\s*(?:,|and|, and)\s*\"(?P<title>[^\"]{8,240})\"")
_NUMBER = re.compile(r"\b(?:ZL|CN|US|EP|WO|DE|JP|KR|IN)[ -]?\d[\d.,/ ]{5,18}[\dA-Z]\d?\b")


def find_patents(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each patent with a title; numbers of patents are no patents."""
    items = [item for i, block in report.prose() for s in sentences(block.text) for item in _in_sentence(report, names, i, s)]
    for i, table in report.tables():
        items += _in_table(report, names, i, table)
    return facts_of("patents", items, note="named as a patent")


def _in_sentence(report: Report, names: Names, block: int, sentence: Clean) -> Iterator[Item]:
    if not re.search(r"patent|utility model|invention", sentence.text, re.I):
        return
    for match in (*_BEFORE.finditer(sentence.text), *(list(_PLAIN.finditer(sentence.text)) or _GOT.finditer(sentence.text))):
        if _is_title(match["title"]):
            yield _item(report, names, block, sentence, *match.span("title"))
    for match in _GRANTED.finditer(sentence.text):
        what = re.sub(r"^(?:an?|the)\s", "", (match["what"] or "").strip())
        label = what[0].upper() + what[1:] if what else match.group().strip()
        fields = given(
            title=label, owner=subject(names, sentence.text, match.start(), block), date=_granted(sentence.text), identifier=match["number"]
        )
        yield Item(label, fields, sentence.spans(report.id, match.start(), match.end()), 0.85)
    for match in _TITLED.finditer(sentence.text):
        following: re.Match[str] | None = match
        while following is not None:
            if _is_title(following["title"]):
                yield _item(report, names, block, sentence, *following.span("title"))
            following = _MORE.match(sentence.text, following.end())


_GRANTED = re.compile(
    r"\b(?P<kind>[Pp]atent|[Uu]tility model)\s(?:No\.?|[Nn]umber|#)?\s?(?P<number>(?:ZL|CN|US|EP|WO|DE|JP|KR|IN)[ -]?\d[\d.,/ ]{5,18}[\dA-Z]\d?)\b(?:,?\s(?:for|on)\s(?:our\s|the\s)?(?P<what>[^,.;()]{6,100}))?"
)
"""A patent told by its number, with or without what it is for."""


def _is_title(title: str) -> bool:
    """Names an invention, not an award or a slogan."""
    return len(title.split()) >= 3 and not re.search(r"\b(?:Awards?|Prize|Enterprise|Demonstration|Certificate|Top \d+|Law)\b", title)


def _item(report: Report, names: Names, block: int, sentence: Clean, start: int, end: int) -> Item:
    title = sentence.text[start:end].strip(" ,.;")
    label = title[0].upper() + title[1:]
    number = _NUMBER.search(sentence.text[end : end + 60])
    fields = given(
        title=label,
        owner=subject(names, sentence.text, start, block),
        date=_granted(sentence.text),
        identifier=number.group() if number else None,
    )
    lead = re.search(r"(?:[\w&.' ]{0,60}?)(?:invention |utility model |design )?[Pp]atents?\s*[-–—:]?\s*\"?$", sentence.text[:start])
    return Item(label, fields, sentence.spans(report.id, lead.start() if lead else start, end), 0.9)


def _granted(sentence: str) -> str | None:
    """The date of a grant, where the sentence is about granting."""
    return date_in(sentence) if re.search(r"\b(?:granted|authori[sz]ed|obtained|issued|filed|applied)\b", sentence) else None


def _in_table(report: Report, names: Names, at: int, table: Table) -> Iterator[Item]:
    heads = [h.casefold() for h in table.heads()]
    column = next(
        (
            i
            for i, h in enumerate(heads)
            if re.search(r"patent (?:name|title)|name of (?:the )?patent|title of (?:the )?(?:patent|invention)", h)
        ),
        None,
    )
    number = next((i for i, h in enumerate(heads) if re.search(r"patent (?:no|number)|number|no\.", h) and i != column), None)
    for row in table.rows if column is not None else ():
        cell = row[column or 0]
        if cell and len(cell.text.split()) >= 3:
            code = _NUMBER.search(row[number].text) if number is not None else None
            fields = given(title=cell.text.strip(), owner=names.company_at(at), identifier=code.group() if code else None)
            yield Item(cell.text.strip(), fields, cell.spans(report.id), 0.9)
