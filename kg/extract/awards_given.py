"""Awards told from the side of who gives them ("X named us a Y"), and quoted titles in a list of honours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.awards_titles import Place, body_name, change_in, date_beside, nouns, rank_in, titles_after
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report

_NAME = r"(?:(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|In|By|On|This|Here|There)\b)[A-Z][\w&.'’+?-]*)"
_BODY = rf"(?P<body>{_NAME}(?:\s+(?:(?:of|for|and|the|in|on)\s+){{0,2}}{_NAME}){{0,6}})(?:\s+(?:magazine|newspaper|journal|readers))?(?:\s*\([A-Z]\w+\))?"
_LISTED = re.compile(
    r"\b(?:awards?|acknowledge?ments|recognitions?|accolades|honou?rs|distinctions|prizes|titles|certifications)\b[^.\"]{0,60}?(?:\b(?:including|such as|namely|like|among them)\b|:)",
    re.I,
)
_QUOTED = re.compile(r"\"(?P<title>[A-Z][^\"]{5,120})\"(?P<behind>(?:\s+award)?\s+(?:by|from|of)\s+(?:the\s+)?(?=[A-Z]))?")


@cache
def _gave() -> re.Pattern[str]:
    """Who gives, the verb, to whom."""
    groups = "|".join(rf"(?P<{status}>{'|'.join(forms)})" for status, forms in load("awards")["given"].items())
    return re.compile(
        rf"(?<![\w.]){_BODY},?\s+(?:(?:has|have|had|also|again|once again|recently|jointly|then)\s+)*(?:{groups})\s+"
        r"(?P<whom>us\b|our\s+(?:company|group|[\w-]+)\b|the\s+(?:Company|Group|Bank)\b|(?:[A-Z][\w&.'-]*\s+){1,5}?(?=(?:as|among|with|on|in|to|the|an?|its|[\"A-Z])\b|\"))\s*"
    )


def awards_given(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    """ "Mill Post named us the Best Mill": the body first, then the verb, then who gets it."""
    text = sentence.text
    for match in _gave().finditer(text):
        body, to = match["body"], _recipient(names, match["whom"], place)
        if (
            not to
            or names.is_member(names.canonical(body) or "")
            or re.match(r"(?:We|It|This|They|He|She|In|The|Our|These|That)\b(?!\s+[A-Z])", body)
        ):
            continue
        status = next(s for s in load("awards")["given"] if match.groupdict().get(s))
        tail = re.split(
            r"[;]|,\s+(?:and|placing|which|while|making)\b|\s+and\s+(?:[A-Z]\w+\s){1,3}(?:placed|named|included|ranked|awarded)\b",
            text[match.end() :],
        )[0]
        for start, end, title, _ in titles_after(" " + tail, status, True):
            if nouns("award").search(title) or rank_in(tail) or '"' in tail:
                yield _fact(
                    report,
                    sentence,
                    place,
                    match.start("body"),
                    match.end() - 1 + start,
                    match.end() - 1 + end,
                    title,
                    to,
                    names.canonical(body) or body,
                    status,
                    year,
                )
            break
    listed = _LISTED.search(text)
    for match in _QUOTED.finditer(text, listed.end()) if listed else ():
        by = body_name(text[match.end() :]) if match["behind"] else None
        company = names.company_at(place.block)
        if company:
            yield _fact(
                report,
                sentence,
                place,
                match.start("title"),
                match.start("title"),
                match.end("title"),
                match["title"],
                company,
                by,
                "awarded",
                year,
            )


def _recipient(names: Names, whom: str, place: Place) -> str | None:
    said = next((m.name for m in names.mentions(whom) if names.is_member(m.name)), None)
    own = re.match(r"(?:us|our|the)\b", whom)
    return said or (names.company_at(place.block) if own else None)


def _fact(
    report: Report, sentence: Clean, place: Place, first: int, start: int, end: int, title: str, to: str, body: str | None, status: str, year: int | None
) -> Fact:  # fmt: skip
    text = sentence.text
    fields = given(
        title=title, recipients=(to,), awarded_by=body, date=date_beside(text[:first] + " " + text[end:], place.date, year), rank=rank_in(text[first:end]),
        change=change_in(text[first:]), list=title if re.search(r"\b(?:top|list|index|ranking)\b", title, re.I) else None, status=status,
    )  # fmt: skip
    return Fact("awards", title, fields, (*sentence.spans(report.id, first, end), *place.spans), 0.8)
