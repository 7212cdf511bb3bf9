"""Turning points that a sentence tells with a date: foundings, doors that open, market launches, bonds, mergers, listings, first sods, visits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.dates import when
from kg.extract.happenings import Happening

_WORD = r"[A-ZÀ-Ž0-9][\w&'’.-]*\w"
_NAME = rf"{_WORD}(?:\s(?:(?:of|and|&|de|do|da|the)\s)?{_WORD}){{0,5}}(?:\s(?:S\.A\.|A/S|AB|plc))?"
_NOUNS = r"(?:(?:[\w&'’/-]+)\s){0,6}?[\w&'’/-]+"
_SUBJECT = rf"(?:[Tt]he|[Oo]ur|[Ii]ts)\s(?P<what>{_NOUNS})"
_ADVERB = r"(?:officially\s|formally\s|finally\s|also\s|successfully\s|then\s)?"


@cache
def _tellings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(title with the parts of the match in braces, pattern). Bonds and visits take their words from the data file."""
    words = load("events")["turning"]
    bonds, guests, nouns, steps = ("|".join(words[which]) for which in ("bonds", "guests", "nouns", "steps"))
    return (
        ("Foundation of {what}", re.compile(rf"(?<![\w-])(?P<what>{_NAME})\s(?:was|were)\s(?:originally\s)?(?:founded|established|incorporated|set\sup|formed|created)\b")),
        ("Foundation of {what}", re.compile(rf"\bfounded\s(?:the\s(?:company\s|firm\s)?)?(?P<what>{_NAME})\s(?=in\b|on\b)")),
        ("Opening of the {what}", re.compile(rf"\b{_SUBJECT}\s{_ADVERB}opened\s(?:its|their)\sdoors\b")),
        ("Opening of the {what}", re.compile(rf"\b{_SUBJECT}\s(?:was\s)?{_ADVERB}opened\sto\s(?:the\spublic|customers|traffic|visitors|guests|passengers)\b")),
        ("Opening of the {what}", re.compile(rf"\b[Dd]oors\sof\s(?:the|our|its)\s(?P<what>{_NOUNS})\s{_ADVERB}opened\b")),
        ("Launch of the {what}", re.compile(rf"\b{_SUBJECT}\s(?:has\s)?(?:gone|went|has\sbeen|was\sput)\son\s(?:sale|the\smarket)\b")),
        ("Launch of the {what}", re.compile(rf"\b{_SUBJECT}\s(?:came\sto\smarket|came\sonto\sthe\smarket|reached\sthe\smarket|entered\sthe\smarket|hit\sthe\sshelves|was\sbrought\sto\smarket)\b")),
        ("Commissioning of the {what}", re.compile(rf"\b{_SUBJECT}\s{_ADVERB}(?:(?:came|went|was\sbrought)\s(?:on\s?stream|on\s?line|online|live|into\s(?:operation|service|use|production))|was\s(?:put|taken|placed)\sinto\s(?:service|use|production)|entered\s(?:service|operation|commercial\soperation)|started\sup|became\soperational)\b")),
        ("Market launch of the {what}", re.compile(rf"\b[Mm]arket\slaunch\sof\s(?:the|our|its)\s(?P<what>{_NOUNS})(?=\s(?:followed|took|was|in|on|is)\b|[,.;])")),
        ("Issue of {what}", re.compile(rf"\b(?:issued|placed|launched|priced|sold|raised)\s(?P<what>(?:an?|our|its|the|two|three)\s(?:[\w-]+\s){{0,4}}?(?:{bonds})(?:\s(?:of|with\sa\svolume\sof|worth|for|totalling)\s(?:[A-Z]{{3}}|[€$£¥])\s?[\d.,]+\d(?:\s(?:million|billion|m|bn))?)?)")),
        ("Merger of {what} with {other}", re.compile(rf"\b[Mm]erger\s(?:of|between)\s(?P<what>{_NAME})\s(?:with|into|and)\s(?P<other>{_NAME})(?=\s(?:took|became|was|came|entered|closed|has)\b)")),
        ("Merger of {what} with {other}", re.compile(rf"(?<![\w-])(?P<what>{_NAME})\s(?:was|were|has\sbeen|is)\smerged\s(?:into|with)\s(?:the\s)?(?P<other>{_NAME})")),
        ("Listing on the {what}", re.compile(r"\b(?:listed|traded|quoted)\son\s(?:the\s)?(?P<what>(?:[A-Z][\w&]*\s){0,4}(?:[A-Z][\w&]*|exchange|stock\sexchange|bourse))\ssince\b")),
        ("Groundbreaking for the {what}", re.compile(rf"\b(?:first\ssod\swas\s(?:cut|turned)|ground\swas\sbroken|foundation\sstone\swas\slaid|cornerstone\swas\slaid)\s(?:for|on|of)\s(?:the|our|its|a)\s(?P<what>{_NOUNS})(?=\s(?:on|in)\b|[,.;])")),
        ("Topping-out of the {what}", re.compile(rf"\b[Tt]opping[- ]out(?:\sceremony)?\s(?:of|for)\s(?:the|our|its)\s(?P<what>{_NOUNS})(?=\s(?:on|in|was|took)\b|[,.;])")),
        ("Visit of {what} to {other}", re.compile(rf"\b(?P<what>(?:the\s)?(?:[\w'’-]+\s){{0,3}}?(?i:{guests})(?:\s(?:of|from)\s(?:the\s)?(?:[\w'’-]+\s){{0,4}}?[\w'’-]+)?)\s(?:visited|toured|paid\sa\svisit\sto)\s(?P<other>(?:the|our)\s(?:[\w'’-]+\s){{0,4}}?[\w'’-]+)(?=\s(?:on|in|to|and|with|for)\b|[,.;])")),
        ("{what} with {other}", re.compile(rf"\b(?P<what>(?:[Mm]emorandum\sof\sunderstanding|MoU|[Ll]etter\sof\sintent|(?:[Cc]ooperation\s|[Ss]upply\s|[Ff]ramework\s|[Oo]fftake\s|[Ww]age\s|[Cc]ollective\s)?[Aa]greement|[Cc]ontract)(?:\s(?:on|for|about)\s[^,.;]{{3,60}}?)?)\swas\s(?:signed|concluded|reached|agreed)\swith\s(?:the\s)?(?P<other>{_NAME})")),
        ("{noun} of {what}", re.compile(rf"\b(?P<noun>(?i:{nouns}))\sof\s(?:the\s|our\s|its\s)?(?P<what>(?=[^,.;]{{0,40}}[A-Z]){_NOUNS}(?:\s(?:A/S|S\.A\.|S\.p\.A\.))?)\s(?:(?:was|were)\s(?:{_ADVERB})?(?:closed|completed|concluded|finali[sz]ed|announced|approved)\s|took\splace\s|became\seffective\s|followed\s)?(?=(?:in|on|at\sthe\s(?:end|beginning|start)\sof|effective|as\sof|with\seffect\sfrom)\s(?:early\s|late\s|mid-)?(?:\d|January|February|March|April|May|June|July|August|September|October|November|December))")),
        ("{noun} of {what}", re.compile(rf"\b[Oo]n\s\d{{1,2}}\s\w+(?:\s\d{{4}})?,\s(?:the\s)?(?P<noun>(?i:{nouns}))\sof\s(?:the\s|our\s|its\s)?(?P<what>(?=[^,.;]{{0,40}}[A-Z]){_NOUNS})\s(?:was|took|became)\b")),
        ("{noun}", re.compile(r"\b(?P<noun>(?:[Aa]nnual|[Ee]xtraordinary|[Oo]rdinary)\s(?:general\s)?meeting(?:\sof\s(?:shareholders|stockholders))?)\s(?:was\sheld|took\splace|met|approved|elected|resolved)\b")),
        ("{step}", re.compile(rf"\b[Tt]he\s(?P<step>(?:{steps})(?:\s(?:of|by|for|at|with)\s[^,.;]{{3,70}}?)?)\s(?:took\seffect|became\seffective|was\s{_ADVERB}(?:completed|rejected|accepted|approved|closed|launched|settled|concluded|dismissed|opened|registered)|closed|expired|began|ended|started)\b")),
        ("Initial public offering of {what}", re.compile(rf"\b(?:[Ii]nitial\spublic\soffering|IPO)\sof\s(?P<what>{_NAME})\s(?:took\splace|was\s(?:completed|held)|closed)")),
    )  # fmt: skip


_DATED = re.compile(r"\d{4}|January|February|March|April|May|June|July|August|September|October|November|December")
_SIGNS = {
    "Foundation": "found|establish|incorporat|set up|formed|created",
    "Opening": "doors|opened to",
    "Launch": "on sale|market|shelves",
    "Commissioning": "stream|line|live|operation|service|into use|into production|started up",
    "Market": "arket launch",
    "Issue": "issued|placed|launched|priced|sold|raised",
    "Merger": "merge",
    "Listing": "listed|traded|quoted",
    "Groundbreaking": "sod|ground|stone",
    "Topping-out": "opping",
    "Visit": "visited|toured|a visit to",
    "{what}": "was (?:signed|concluded|reached|agreed)",
    "{noun}": r"(?:ion|ure|ing|hes?|down|ver|ale|tment|sal|up|off|ment|all|ecall|sit|nch|nge|ger|ath|eeting)(?: of|\s\w+ of| (?:was|took|met|approved|elected|resolved)) ",
    "Initial": "IPO|offering",
    "{step}": "squeeze-out|offer|buyback|increase|issue|split|delisting|organi[sz]ation|restructuring|carve-out|agreement|insolvency|arbitration|lawsuit",
}
"""First word of a title -> what a sentence must have for it."""


@cache
def _worth(title: str) -> re.Pattern[str]:
    return re.compile(_SIGNS[title.split()[0]])


_EMPTY = re.compile(
    r"(?:It|They|This|These|That|The|We|He|She|Company|Group|Bank|which|who|same|law|policy|Committee|Board|Working Group|team|department|function|fund|system|target|goal)\b|\d"
)
_UNREAL = re.compile(r"\b(?:may|might|could|would|should|can|if|will|not|never|plans?|planned|intends?)\s(?:\w+\s)?$")


def turning_points_in(text: str, year: int | None) -> Iterator[Happening]:
    """Every turning point of a sentence; a day or month without a year is one of the reporting `year`."""
    if not _DATED.search(text):
        return
    for title, pattern in _tellings():
        for match in pattern.finditer(text) if _worth(title).search(text) else ():
            if not (date := when(text, year)):
                return
            parts = {k: re.sub(r"^(?:In|On|The|When|While)\s", "", v) for k, v in match.groupdict().items() if v}
            if any(_EMPTY.match(v) for v in parts.values()) or _UNREAL.search(text[: match.start()]):
                continue
            if title.startswith(("Visit", "{step}")) and len(date) < 7:
                continue
            told = title.format(**parts)
            yield Happening(told[0].upper() + told[1:], match.start(), match.end(), date, -1)
