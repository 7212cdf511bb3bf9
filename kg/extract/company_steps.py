"""Steps in the life of a company that a sentence tells with a date: "went public", "was spun off from", "was permanently closed", "merged with"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.dates import when
from kg.extract.happenings import Happening

_WORD = r"[A-ZÀ-Ž0-9][\w&'’.-]*\w"
_NAME = rf"{_WORD}(?:\s(?:(?:of|and|&|de|do|da|the)\s)?{_WORD}){{0,5}}"
_WORDS = r"(?:[\w&'’/%-]+\s){0,7}?[\w&'’/%-]+"
_ADVERB = r"(?:(?:successfully|officially|formally|finally|also|then|later|subsequently|jointly|fully|partially)\s)?"
_END = r"(?=\s(?:in|on|at\sthe\send|for|to|as|with|from|by|after|following|during|and|effective|because|due|which|that|when|where|until|early|last)\b|[,.;(]|$)"
_THING = rf"(?:[Tt]he|[Oo]ur|[Ii]ts|'s|’s)\s(?P<what>{_WORDS})"


@cache
def _steps() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """(title with the parts of the match in braces, what a sentence must have for it, pattern)."""
    words = load("events")["steps"]
    sales, parts, places, work = ("|".join(words[which]) for which in ("sales", "parts", "places", "work"))
    rows = (
        ("Initial public offering[ on the {where}]", r"public|IPO", rf"(?:\b(?:went|go|gone)\spublic\b|\b(?:held|completed|launched|closed|made|conducted|carried\sout)\s(?:its|our|an|the)\s(?:initial\spublic\soffering|IPO)\b|\b(?:[Ii]nitial\spublic\soffering|IPO)\s(?:took\splace|was\s(?:completed|held)|closed)\b)(?:\s(?:[^,.;]{{0,30}}\s)?(?:on|at)\s(?:the\s)?(?P<where>(?:{_WORD}\s){{0,4}}(?:Exchange|Nasdaq|NASDAQ|NYSE|Bursa|Bourse|Börse|Euronext)(?:\s[A-Z]\w+)?))?"),
        ("Delisting[ from the {where}]", r"delist", rf"\b(?:was|were|been)\s{_ADVERB}delisted\b(?:\sfrom\s(?:the\s)?(?P<where>{_NAME}))?"),
        ("Spin-off of {what}[ from {where}]", r"spun[ -]off|spun out|demerged|carved out|hived off", rf"(?:\b[Tt]he\s|\b[Oo]ur\s|\b[Ii]ts\s)?(?P<what>{_NAME}|(?:(?:[a-z-]+\s){{1,4}}(?:business|division|unit|segment|arm|activities)))\s(?:was|were|has\sbeen|had\sbeen)\s{_ADVERB}(?:spun[\s-](?:off|out)|demerged|carved\sout|hived\soff)\b(?:\sfrom\s(?:its\s|our\s|the\s)?(?:(?:former\s)?(?:parent|owner)(?:\scompany|\sgroup)?,?\s)?(?P<where>{_NAME}))?"),
        ("Spin-off of {what}", r"spun[ -]off|spun out|demerged|hived off", rf"\b(?:[Ww]e|has|have|Group|Company|company)\s{_ADVERB}(?:spun[\s-](?:off|out)|demerged|hived\soff)\s(?:its|our|the)\s(?P<what>{_WORDS}){_END}"),
        ("Closure of {what}", r"closed|shut|mothballed|idled", rf"{_THING}\s(?:was|were|has\sbeen|have\sbeen)\s(?:(?:permanently|definitively|finally|temporarily|indefinitely)\s(?:closed|shut(?:\sdown)?|idled|mothballed)|mothballed|idled)\b"),
        ("Closure of {what}", r"closed|shut|mothballed|idled", rf"\b(?:[Ww]e|has|have|Group|Company|company)\s(?:permanently|definitively|finally|indefinitely)\s(?:closed|shut(?:\sdown)?|idled)\s(?:the|its|our)\s(?P<what>{_WORDS}){_END}"),
        ("{noun} of {what}[ to {where}]", rf"{sales}", rf"\b(?:completed|closed|finali[sz]ed|concluded|announced|agreed|signed|completing)\s(?:on\s)?(?:the|an\sagreement\sfor\sthe)\s(?P<noun>{sales})\sof\s(?:its|our|the|all\s(?:its|our)|an?)\s(?P<what>{_WORDS})(?:\sto\s(?:the\s)?(?P<where>{_NAME})|{_END})"),
        ("Sale of {what}[ to {where}]", r"\b(?:sold|divested|disposed)\b", rf"\b(?:sold|divested|disposed\sof)\s(?:its|our|the)\s(?:(?:entire|remaining|minority|majority)\s)?(?P<what>(?:[\w&'’/%-]+\s){{0,6}}?(?:{parts})(?:\sin\s{_NAME})?)(?=\W)(?:\sto\s(?:the\s)?(?P<where>{_NAME}))?"),
        ("Sale of {what}[ to {where}]", r"\bto (?:sell|divest|dispose)\b", rf"\b(?:[Aa]greement|[Cc]ontract|[Aa]greed)\s(?:(?:was|were)\s(?:signed|reached)\s)?(?:in\s\w+\s\d{{4}}\s|with\s{_NAME}\s)?to\s(?:sell|divest|dispose\sof)\s(?:its|our|the)\s(?P<what>{_WORDS}(?:\sin\s{_NAME})?)(?:\sto\s(?:the\s)?(?P<where>{_NAME})|{_END})"),
        ("Acquisition of {what}", r"\bto (?:acquire|buy|purchase|take over)\b", rf"\b(?:signed|reached|entered\sinto)\s(?:an?|the)\s(?:[a-z-]+\s){{0,3}}?(?:agreement|contract)\s(?:in\s\w+\s\d{{4}}\s|with\s{_NAME}\s)?to\s(?:acquire|buy|purchase|take\sover)\s(?P<what>(?:(?:the|an?|all|its)\s)?{_WORDS}){_END}"),
        ("Acquisition of {what} from {where}", r"\b(?:acquired|bought|purchased|took over) from\b", rf"\b(?:acquired|bought|purchased|took\sover)\sfrom\s(?:the\s)?(?P<where>{_NAME})\s(?P<what>(?:the|its|an?|all|certain)\s{_WORDS})(?:\srelat\w+)?{_END}"),
        ("Merger with {where}", r"merged with", rf"\bmerged\swith\s(?:the\s)?(?P<where>{_NAME})"),
        ("Relocation of the headquarters[ to {where}]", r"headquarter|head office|HQ|registered office", rf"\b(?:(?:relocated|moved|transferred|shifted)\s(?:its|our|the)\s(?:[a-z]+\s){{0,2}}?(?:headquarters|head\soffice|registered\soffice|HQ)|(?:headquarters|head\soffice|registered\soffice)\s(?:was|were)\s(?:relocated|moved|transferred|shifted))\b(?:\sfrom\s[^,.;]{{3,40}}?)?\sto\s(?:the\s)?(?P<where>{_NAME})"),
        ("Renaming as {where}", r"name|rebranded", rf"(?:\b(?:changed|amended)\s(?:its|our|the)\s(?:[a-z]+\s)?name\s(?:from\s[^,.;]{{3,50}}?\s)?to|\bname\s(?:of\s[^,.;]{{3,50}}\s)?was\s(?:changed|amended)\s(?:from\s[^,.;]{{3,50}}?\s)?to|\b(?:was|were|been|itself)\s{_ADVERB}(?:renamed|rebranded)(?:\s(?:as|to))?)\s\"?(?P<where>{_NAME})"),
        ("Suspension of {noun} at {what}", r"suspended|halted|interrupted|stopped|stoppage|resumed", rf"\b(?P<noun>(?i:{work}))\s(?:at|in)\s(?P<what>(?:the|our|its)\s{_WORDS})\s(?:was|were|had\sto\sbe|has\sbeen)\s(?:temporarily\s)?(?:suspended|halted|interrupted|stopped)\b"),
        ("Suspension of {noun} at {what}", r"suspend|halt|interrupt|stop", rf"\b(?:suspended|halted|forced\sus\sto\s(?:halt|suspend|stop|interrupt))\s(?P<noun>{work})\s(?:at|in)\s(?P<what>(?:the|our|its)\s{_WORDS}){_END}"),
        ("Partnership with {where}", r"partnership|joint venture|alliance", rf"\b(?:established|formed|entered\sinto|concluded|agreed|signed|launched|began|set\sup)\s(?:an?|our|its|the)\s(?:[a-z-]+\s){{0,3}}?(?:partnership|alliance)\s(?:agreement\s)?with\s(?:the\s)?(?P<where>{_NAME})"),
        ("Joint venture with {where}", r"joint venture", rf"\b(?:established|formed|entered\sinto|founded|agreed|signed|launched|set\sup|created)\s(?:an?|our|its|the)\s(?:[a-z-]+\s){{0,3}}?joint\sventure\s(?:agreement\s|company\s)?with\s(?:the\s)?(?P<where>{_NAME})"),
        ("{noun} at {what}", r"suffered|recorded|experienced|saw", rf"(?:\b[Tt]he|\b[Oo]ur|\b[Ii]ts)\s(?P<what>(?:[\w&'’-]+\s){{0,4}}?(?:{places}))\s(?:suffered|recorded|experienced|saw)\s(?:an?|the)\s(?P<noun>(?:[a-z-]+\s){{0,2}}?(?:explosion|fire|spill|leak|accident|flood|collapse|fatality|outage|strike|incident|blast))\b"),
        ("{noun}", r"incident|attack|breach", r"\b(?:an?|the)\s(?P<noun>(?:IT|cyber(?:[- ]?security)?|data|information|information security|ransomware)[ -](?:security\s|protection\s)?(?:incident|attack|breach))\s(?:affected|disrupted|hit|occurred|struck|impacted|took\splace|was\s(?:detected|discovered|reported))\b"),
    )  # fmt: skip
    return tuple((title, re.compile(sign), re.compile(pattern)) for title, sign, pattern in rows)


_DATED = re.compile(r"(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December")
_UNREAL = re.compile(
    r"\b(?:may|might|could|would|should|can|if|will|not|never|plans?|planned|intends?|until|before|since|whether|no)\s(?:\w+\s){0,2}$|\b(?:[Ii]f|[Ww]hether|would|could)\b"
)
_EMPTY = re.compile(
    r"(?!IT\b)(?i:(?:it|they|this|these|that|which|who|same|all|figures|data|scope|gap|reporting|accounts?|cases?|questions?|shares?)\b(?:\s|$)|\d+(?:\.\d+)?$|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)


def company_steps_in(text: str, year: int | None) -> Iterator[Happening]:
    """Every such step of a sentence; a day or month without a year is one of the reporting `year`."""
    if not _DATED.search(text):
        return
    for title, sign, pattern in _steps():
        for match in pattern.finditer(text) if sign.search(text) else ():
            date = when(text[match.start() : match.end() + 60], year) or when(text, year)
            parts = {k: v.removesuffix("'s").removesuffix("’s") for k, v in match.groupdict().items() if v}
            if not date or any(_EMPTY.match(v) for v in parts.values()) or _UNREAL.search(text[: match.start()]):
                continue
            yield Happening(_told(title, parts), match.start(), match.end(), date, match.start())


def _told(title: str, parts: dict[str, str]) -> str:
    """The title with the parts that were found; what stands in square brackets only with all of its parts."""
    full = re.sub(r"\[([^\]]*\{(\w+)\}[^\]]*)\]", lambda m: m.group(1) if m.group(2) in parts else "", title)
    told = full.format(**parts)
    return told[0].upper() + told[1:]
