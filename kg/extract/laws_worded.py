"""Laws told in running words: by their date, by what they are on, by letters, by a foreign name with its meaning behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.collect import Item
from kg.extract.laws_numbered import state_beside, texts
from kg.facts import given
from report.model import Clean, Report

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATED = re.compile(
    rf"\b(?P<title>(?:(?:[Mm]inisterial|[Ii]nter-?ministerial|[Pp]refectoral|[Rr]oyal|[Pp]residential|[Gg]overnment|[Gg]rand-?[Dd]ucal|[Ff]ederal|[Oo]rganic|[Ll]egislative|[Ee]mergency)\s)?"
    rf"(?:[Ll]aw|[Oo]rder|[Dd]ecree(?:-[Ll]aw)?|[Oo]rdinance|[Aa]ct)\sof\s\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\s(?:19|20)\d\d)\b"
)
_NO_LAW = re.compile(r"\b(?:purchase|work|court|production|delivery|letter|an?)\s$", re.I)
_SUBJECT = r"(?!the\s)[a-z][\w'’-]*(?:\s(?!(?:and|or)\s(?:the\s)?[A-Z]|which|that|para|paragraph|page|article|is|are|was|were|has|we|our)[A-Za-z][\w'’-]*){1,16}"
_ON = re.compile(
    rf"\b(?P<title>(?:(?:EU|EC|Council|Commission)\s)?(?:(?:Framework|Implementing|Delegated)\s)?(?:Decision|Directive|Regulation)\s(?:on|concerning)\s(?:the\s)?{_SUBJECT})(?=\s*(?:[(.,;•]|$))"
)
_TREATY = re.compile(
    r"\b(?P<title>(?:(?:United Nations|UN|OECD|Council of Europe|European|Inter-American|African Union)\s)?(?:Framework\s)?Convention\s(?:drawn up\s[^;•]{0,120}?\s)?"
    rf"(?:on|against|for|concerning)\s(?:the\s)?{_SUBJECT.replace('{1,16}', '{0,18}')})(?=\s*(?:[(.,;•]|para\b|$))"
)
_LETTERS = re.compile(
    r"(?<![\w-])(?P<title>(?:[A-Z][A-Z-]{2,9}|[A-Z][a-z]+\s(?:II|III|IV|V))\s(?:Regulation|Directive|Act|[Ll]aw))(?![\w-])(?!\s(?:[A-Z]|of\s[A-Z]))"
)
_FOREIGN = (
    r"[A-ZÄÖÜÅØŠŽČ][\w-]*(?:gesetz(?:t|buch|es)?|verordnung|ordnung|lagen|lag|loven|lov|laki|asetus|wet|besluit|törvény)|"
    r"(?:Loi|Ley|Lei|Legge|Zakon|Ustawa|Zákon|Décret|Decreto|Real Decreto|Legea|Wet)(?:\s[\w'’-]+){0,8}"
)
_GLOSS = re.compile(
    rf"(?<![\w-])(?P<title>{_FOREIGN})(?:,?\s(?P<letters>[A-ZÄÖÜ][\w-]{{1,9}}))?\s\((?P<gloss>(?:the\s)?[A-Z][^()]{{3,80}}?\b(?:Act|Law|Code|Ordinance|Regulation|Decree)(?:\s(?:on|for|of)\s[^()]{{3,60}})?)\)"
)
_CUES = re.compile(
    r"regulations?\b|legislation|[Dd]irective|[Ll]aw\b|[Oo]rder\b|[Dd]ecree|[Oo]rdinance|\b[Aa]ct\b|Decision|Directive|Regulation|Convention|\((?:the\s)?[A-Z][^()]*(?:Code|Law|Act)"
)
_NOT_LETTERS = re.compile(
    r"(?:THE|AND|OUR|ANY|ALL|FOR|EU|UK|US|USA|NEW|THIS|ESG|CSR|HSE|EHS|EC|EEC|PRC|NO|CHAPTER|ARTICLE|COMMISSION|COUNCIL|DRAFT|[A-Z]-?)\s"
)


@cache
def _matters() -> re.Pattern[str]:
    """ "the duty of vigilance law": laws that are spoken of by their matter, in small letters."""
    return re.compile(
        rf"(?<=\b[Tt]he )(?P<title>(?:{'|'.join(load('documents')['matters']['laws'])})\s(?:law|act))\b(?!s|\s+(?:firm|school|enforcement|suit))"
    )


@cache
def _capitals() -> re.Pattern[str]:
    """ "the Packaging Waste regulations", "EU Pay Transparency legislation": capitals of a law's matter before a small head."""
    word = r"[A-Z][\w&’'-]*"
    return re.compile(
        rf"(?<![\w-])(?P<title>(?!(?:Our|The|These|All|Local|Group|Internal|Relevant|Applicable|Under|New|Upcoming|Proposed|Other|Existing|Various|Future|Compliance)\b){word}(?:\s(?:(?:of|and|on|for)\s)?{word}){{1,6}}(?:\s\([A-Z][\w-]{{1,8}}\))?"
        r"\s(?:regulations?|legislation|directive|act|law))\b(?!\s(?:firm|school|enforcement|department))"
    )


@cache
def _of_matter() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('documents')['matters']['capitals'])})\b")


def _with_capitals(text: str) -> Iterator[re.Match[str]]:
    for match in _capitals().finditer(text):
        own = re.search(r"\b(?:[Oo]ur|its|their|Group['’]s|Company['’]s|internal)\s$", text[: match.start()])
        if _of_matter().search(match["title"]) and not own and not re.match(r"(?:Group|Corporate|Company)\b", match["title"]):
            yield match


def laws_with_meaning(report: Report) -> Iterator[tuple[tuple[int, int], Item]]:
    """(place, law) of each foreign title with its English meaning in brackets: one law, not two."""
    for text in texts(report):
        for match in _GLOSS.finditer(text.text) if "(" in text.text else ():
            yield (text.starts[match.start()], text.ends[match.end() - 1]), _item(report, text, match)


def laws_in_words(report: Report, taken: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], Item]]:
    """(place, law) of each law told in words, where it is no part of one found already."""
    for text in texts(report):
        if not _CUES.search(text.text):
            continue
        for match in _matches(text.text):
            place = text.starts[match.start()], text.ends[match.end() - 1]
            if any(a <= place[0] <= b or place[0] <= a <= place[1] for a, b in taken):
                continue
            if match.re is _LETTERS and re.search(rf"\([\"“'‘]?(?:the\s)?[\"“'‘]?{re.escape(match['title'])}", report.text):
                continue  # the short form of a title told in full
            taken.append(place)
            yield place, _item(report, text, match)


def _matches(text: str) -> Iterator[re.Match[str]]:
    yield from (m for m in _DATED.finditer(text) if not _NO_LAW.search(text[: m.start()]))
    if "Convention" in text:
        yield from _TREATY.finditer(text)
    yield from (m for m in _ON.finditer(text) if not re.search(r"(?:[A-Z]\w+|[Oo]ur|[Pp]roposal for an?)\s$", text[: m.start()]))
    yield from (m for m in _LETTERS.finditer(text) if not _NOT_LETTERS.match(m["title"]))
    yield from _matters().finditer(text)
    yield from _with_capitals(text)


def _item(report: Report, text: Clean, match: re.Match[str]) -> Item:
    title = " ".join(match["title"].split())
    groups = match.groupdict()
    others = tuple(g.removeprefix("the ") for g in (groups.get("gloss"), groups.get("letters")) if g)
    where = "international" if match.re is _TREATY else state_beside(text.text, match.start(), match.end(), title)
    if re.match(r"(?:EU|EC|Council|Commission|Delegated|Implementing)\s", title):
        where = "European Union"
    title = title[0].upper() + title[1:]
    return Item(title, given(title=title, jurisdiction=where), text.spans(report.id, match.start(), match.end()), 0.8, others)
