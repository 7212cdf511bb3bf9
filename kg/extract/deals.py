"""Deals, publications, stakes and visits that a sentence tells with their date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.collect import Item, subject, words_of
from kg.extract.dates import date_in, dates_in
from kg.facts import given
from kg.names import Names
from report.model import Clean, Report

_NAME = r"(?:the\s)?[A-Z][\w&.-]*(?:\s(?:(?:d[aeo]s?|del|la|of|and|von|van|&)\s)?[A-Z][\w&.-]*){0,5}"
_BOURSE = r"(?:Stock Exchange|Exchange|Board|Bourse|Bolsa|Borsa|Börse|Euronext|NASDAQ|Nasdaq|NYSE)"


def deals_in(report: Report, names: Names, block: int, sentence: Clean, year: int | None) -> Iterator[Item]:
    """Deals, stakes, visits of groups and first publications."""
    yield from _deals(report, names, block, sentence, year)
    yield from _visits(report, names, block, sentence, year)
    yield from _published(report, names, block, sentence)


@cache
def _deal() -> re.Pattern[str]:
    deals = words_of("events", "deals")
    return re.compile(
        rf"(?P<deal>(?:[A-Za-z][\w'&-]*\s){{0,4}}?(?:{deals})(?:\s(?:of|with)\s{_NAME})?)\s(?:was|were|has been|had been)\s"
        r"(?:successfully |officially |formally )?(?:approved|completed|closed|finali[sz]ed|announced)"
        rf"|\b(?:completed|completing|announced|closed)\s(?:the|its|"
        rf"our)\s(?P<done>(?:[a-z-]+\s){{0,2}}(?:{deals})\sof\s(?:[\w-]+\s){{0,5}}?{_NAME})"
        r"|\b(?P<listed>listed on (?:the )?(?:[A-Za-z]+ [Bb]oard of (?:the )?)?"
        rf"(?:[A-Z][\w&]*\s){{0,5}}{_BOURSE}(?:\s(?:de|do|da|of|di)(?:\s[A-Z]\w*)(?:\s(?:de|do|da|of|di)\s[A-Z]\w*)?)?)"
    )


@cache
def _deal_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words_of('events', 'deals')}|listed on)\b")


def _deals(report: Report, names: Names, block: int, sentence: Clean, year: int | None) -> Iterator[Item]:
    """Listings, mergers, acquisitions and restructurings that were approved or completed."""
    yield from _stakes(report, names, block, sentence, year)
    if not _deal_word().search(sentence.text):
        return
    for match in _deal().finditer(sentence.text):
        date = next(reversed(dates_in(sentence.text[: match.start()])), None) or date_in(sentence.text)
        if match["listed"]:
            title = "Listing" + match["listed"][6:]
            date = date_in(sentence.text[: match.end()]) or date
            if not date:
                continue
        else:
            bare = re.sub(r"^(?:(?:The|the|Our|our|Its|its|a|an)\s+)?(?:[\w&. ]*'s\s+)?", "", match["deal"] or match["done"])
            title = (bare[0].upper() + bare[1:]).strip(" .,")
        organizer = subject(names, sentence.text, match.start(), block)
        if organizer in [m.name for m in names.mentions(title)]:
            organizer = names.company_at(block)  # nobody acquires itself
        spans = sentence.spans(report.id, match.start(), match.end())
        yield Item(title, given(title=title, organizer=organizer, date=date), spans, 0.85)


_PUBLICATION = re.compile(
    r"\b(?:published|released|launched|announced|unveiled|presented)\s+(?:the|its|our|their)\s+(?P<first>first(?:-ever)?\s+|inaugural\s+|new\s+)?"
    r"(?P<what>(?:[A-Z][\w&'-]*\s+(?:(?:and|of|for|&|on)\s+)?){1,7}(?:Report|Strategy|Plan|Policy|Roadmap|Framework|Targets?|Goals?|Index)|"
    r"(?:[a-z]+\s+){1,5}(?:targets|goals|strategy)(?= ))"
)


def _published(report: Report, names: Names, block: int, sentence: Clean) -> Iterator[Item]:
    """First reports and strategies that came out in a month that is told: "In April 2022, we published our first Climate Report"."""
    if not re.search(r"\b(?:published|released|launched|announced|unveiled|presented)\b", sentence.text):
        return
    date = date_in(sentence.text)
    for match in _PUBLICATION.finditer(sentence.text) if date and len(date) > 4 else ():
        verb = sentence.text[match.start() :].split()[0]
        noun = {"published": "Publication", "released": "Publication", "launched": "Launch", "presented": "Presentation"}.get(
            verb, "Announcement"
        )
        title = f"{noun} of the {match['first'] or ''}{match['what']}".replace("first-ever", "first")
        organizer = subject(names, sentence.text, match.start(), block)
        spans = sentence.spans(report.id, match.start(), match.end())
        yield Item(title, given(title=title, organizer=organizer, date=date), spans, 0.7)


_STAKE = re.compile(
    rf"\b(?P<verb>bought|acquired|purchased|sold|divested)\s+(?:an?|its|our|the)\s+(?:remaining\s+|further\s+)?(?P<part>\d[\d.]*\s?%)\s+(?:stake|interest|share|equity)\b"
    rf"(?:\s+(?:stake|interest|holding))?\s+in\s+(?P<what>{_NAME}|the company)"
)


def _stakes(report: Report, names: Names, block: int, sentence: Clean, year: int | None) -> Iterator[Item]:
    """Stakes bought and sold: "bought a 49.9% stake in X"; "the company" is the one that was named last."""
    for match in _STAKE.finditer(sentence.text) if "%" in sentence.text else ():
        what = re.sub(r"^the\s+", "", match["what"])
        title = f"{'Sale' if match['verb'] in ('sold', 'divested') else 'Purchase'} of a {match['part']} stake in {'the company' if what == 'company' else what}"
        fields = given(title=title, organizer=names.company_at(block), date=date_in(sentence.text, year))
        yield Item(title, fields, sentence.spans(report.id, match.start(), match.end()), 0.8)


_VISIT = re.compile(
    r"\b(?:a total of |more than |over |nearly )?(?P<number>\d[\d,]*(?<!,)) (?P<who>(?!of\b)[a-z][\w' -]{3,50}?) (?:visited|"
    r"paid a visit to|toured)\b"
)


def _visits(report: Report, names: Names, block: int, sentence: Clean, year: int | None) -> Iterator[Item]:
    """Visits of so many people on a date: "120 students visited the plant"."""
    for match in _VISIT.finditer(sentence.text) if "visit" in sentence.text or "toured" in sentence.text else ():
        date = date_in(sentence.text, year)
        if date and not re.search(r"\band$", match["who"]):
            title = f"Visit of {match['number']} {match['who']}"
            organizer = subject(names, sentence.text, match.start(), block)
            yield Item(
                title, given(title=title, organizer=organizer, date=date), sentence.spans(report.id, match.start(), match.end()), 0.7
            )
