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
_KIND = (
    r"(?:journal|magazine|newspaper|portal|foundation|association|institute|government|ministry|municipality|city|chamber|council|jury|union|platform|agency|"
    r"network|federation|society|academy|organi[sz]ation|initiative|publication|daily|weekly|authority|province|university|exchange)"
)
_DESCRIBED = rf"(?:[Tt]he\s+(?:[\w-]+\s+){{0,2}}?{_KIND}\b(?:\s+of\s+(?:the\s+)?[A-Z][\w\s&-]{{2,40}}?|\s+(?P<called>[A-Z][\w&'’-]*(?:\s[\w&'’-]+){{0,3}}?))?)"
"""Who gives, told by what it is: "the trade journal Mill Today", "the regional government"."""
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
        rf"(?<![\w.])(?:{_DESCRIBED}|{_BODY}(?:,\s+(?:the|an?)\s[\w\s-]{{3,40}})?),?\s+(?:(?:has|have|had|also|again|once again|recently|jointly|then)\s+)*(?:{groups})\s+"
        r"(?:(?:up)?on\s+)?(?P<whom>us\b|(?<=awarded )the\s+(?:[a-z-]+\s+){1,3}(?=the\b|an?\b|its\b|\")|(?<=presented )the\s+(?:[a-z-]+\s+){1,3}(?=with\b)|(?:our|its)\s+(?:[\w-]+\s+){0,2}?(?:company|group|bank|subsidiary|plant|mill|site|team|programme?|project|division|unit|factory)\b|our\s+(?:[a-z-]+\s+){0,2}?[\w-]+\b(?=\s+(?:the|an?|its|as|with|among|in|on|to|\"|[A-Z])\b|\s*\")|the\s+(?:Company|Group|Bank)\b|(?:[A-Z][\w&.'-]*\s+){1,5}?(?=(?:as|among|with|on|in|to|the|an?|its|[\"A-Z])\b|\"))\s*"
    )


def awards_given(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    """ "Mill Post named us the Best Mill": the body first, then the verb, then who gets it."""
    text = sentence.text
    for match in _gave().finditer(text):
        body, to = match["body"] or match["called"] or _described(match), _recipient(names, match["whom"], place)
        known = bool(to)
        to = to or (names.company_at(place.block) if not names.mentions(match["whom"]) and re.match(r"[A-Z]", match["whom"]) else None)
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
            if not known and not nouns("strict").search(title):
                break
            if nouns("award").search(title) or rank_in(tail) or '"' in tail:
                yield _fact(
                    report,
                    sentence,
                    place,
                    match.start(),
                    match.end() - 1 + start,
                    match.end() - 1 + end,
                    title,
                    to,
                    names.canonical(body) or body,
                    status,
                    year,
                )
            break
    yield from _given_to(report, names, sentence, place, year)
    listed = _LISTED.search(text)
    for match in _QUOTED.finditer(text, listed.end()) if listed else ():
        by = body_name(text[match.end() :]) if match["behind"] else None
        company = names.company_at(place.block)
        named = nouns("award").search(match["title"]) or len(re.findall(r"\b(?:[A-Z]|20\d\d)", match["title"])) >= 3
        if company and named:
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


_GAVE_TO = re.compile(
    r"\b(?:gave|gives|awarded|presented|granted|handed|bestowed)\s+(?:its|the|their|an?)\s+(?P<title>(?:[A-Z\"][\w&.'’\"-]*\s+(?:(?:of|for|and|the|in)\s+)?){1,8})to\s+(?P<whom>us\b|our\s[\w-]+(?:\s[\w-]+)?|the (?:Company|Group|Bank)\b|[A-Z][\w&.'-]*(?:\s[A-Z][\w&.'-]*)*)"
)
"""The title before who gets it: "gave its Safe Mill Award to our board mill"."""


_CHOSE = re.compile(
    r"\b(?:chose|selected|picked|voted|crowned|declared|named)\s+(?P<whom>us|our\s[\w-]+(?:\s[\w-]+){0,2}?|the (?:Company|Group|Bank)|(?:[A-Z][\w&.-]*\s){1,3}?(?:[A-Z][\w&.-]*))\s+(?:as\s+|to be\s+)?(?:the\s+|an?\s+)?"
    r"(?:overall\s+|joint\s+|category\s+)?(?:winners?|laureates?)\s+(?:of|in|at)\s+(?:the\s+)?(?P<title>(?:[A-Z\d][\w&.'’-]*\s?(?:(?:of|for|and|the|in)\s)?){1,8})"
)
"""Who is chosen as the winner of something: "the jury chose our barge as overall winner of the X Challenge"."""


def _given_to(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    for match in _CHOSE.finditer(sentence.text):
        if to := _recipient(names, match["whom"], place):
            title = match["title"].strip(" .,;")
            yield _fact(
                report,
                sentence,
                place,
                match.start(),
                match.start("title"),
                match.start("title") + len(title),
                title,
                to,
                None,
                "awarded",
                year,
            )
    for match in _GAVE_TO.finditer(sentence.text):
        to, title = _recipient(names, match["whom"], place), match["title"].strip(' "')
        if not to or not (nouns("strict").search(title) or re.search(r"\bRecognition\b", title)):
            continue
        before = [m for m in names.mentions(sentence.text[: match.start()]) if not names.is_member(m.name)]
        body = before[-1].name if before else None
        yield _fact(report, sentence, place, match.start(), match.start("title"), match.end("title"), title, to, body, "awarded", year)


def _described(match: re.Match[str]) -> str:
    """The giver's own words without article: "regional government"; empty is nobody."""
    found = re.match(rf"[Tt]he\s+(?P<name>.*?\b{_KIND}(?:\s+of\s+(?:the\s+)?[A-Z][\w&-]*(?:\s[A-Z][\w&-]*)*)?)", match.group())
    return found["name"] if found else ""


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
