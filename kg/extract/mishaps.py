"""Mishaps and rulings that a sentence tells with a date: fires, floods, strikes, attacks, deaths, fines, court orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.data import load
from kg.extract.dates import when
from kg.extract.happenings import Happening

_PROPER = r"[A-ZÀ-Ž][\w&'’-]*"
_STOP = re.compile(
    r"[,.;:]|\s(?:on|in|during|from|of)\s(?:the\s(?:night|morning|early|evening|afternoon)|\d|January|February|March|April|May|June|July|August|September|October|November|December|early|late|mid)|"
    r"\s(?:led|caused|cost|forced|affected|affecting|destroyed|damaged|stopped|brought|which|that|and|when|after|before|for|due|because|was|were|is|are|has|had|have|with|by|as|to|resulted|injured|killed|lasted)\b"
)
_UNREAL = re.compile(
    r"\b(?:no|not|none|without|zero|never|nobody|neither|may|might|could|would|should|can|if|whether|risks?|potential|possible|potentially|threats?|such as|scenario|event of|"
    r"prevent\w*|insur\w*|drills?|exercises?|trained|training|prepared\w*|against|protect\w*|avoid\w*|reduce\w*|any|simulat\w*|like)\b"
)
_WOULD = re.compile(r"\b(?:could|would|might|may|can|should)\s[a-z]")


@cache
def _words(which: str) -> str:
    return "|".join(load("events")["mishaps"][which])


@cache
def _happened() -> tuple[re.Pattern[str], ...]:
    what = _words("what")
    return (
        re.compile(rf"\b(?P<what>{what})\s(?:that\s)?(?:(?:broke out|occurred|happened|started|took place|was reported|was detected)\s)?(?=(?:at|in|on|near|of|aboard)\s)"),
        re.compile(rf"\b(?P<what>{what})\s(?:partly\s|severely\s|badly\s)?(?:{_words('hit')})\s(?:parts? of\s)?(?:(?:{_words('work')})\s)?(?=(?:at|in|of|the|our|its|a|two|three|several)\s|[A-Z])"),
        re.compile(rf"\b(?P<what>(?:[a-z-]+\s)?(?:{what}))\s(?:spread|released|discharged|spilled|sent|let)\s(?:(?:[^,.;]|(?<=\d)[,.](?=\d)){{3,60}}?)\s(?=(?:over|into|onto|to|at|in)\s)"),
        re.compile(r"\b(?P<what>[Hh]eavy (?:rains?|rainfall|snow|snowfall|storms)|[Aa] heatwave|[Aa] storm)\s(?:closed|blocked|cut|damaged|delayed|interrupted|halted|stopped|flooded)\s(?:parts? of\s)?(?=(?:the|our|its)\s)"),
        re.compile(r"\b(?P<what>flooded|inundated|overran|burnt down|burned down|gutted)\s(?:parts? of\s)?(?=(?:the|our|its)\s)"),
    )  # fmt: skip


_STRUCK = re.compile(
    r"\b(?:(?:[Oo]ur|[Tt]he|[Aa]bout|[Ss]ome|[\d,]+)\s|(?=(?:[Ww]orkers|[Ee]mployees|[Ss]taff|[Mm]iners|[Dd]rivers|[Pp]ilots|[Dd]ockers|[Nn]urses|[Ee]ngineers)\s))(?P<who>(?:[\w-]+\s){0,5}?)(?:went\son\s(?:a\s)?strike|walked\sout|downed\stools|were\son\sstrike|staged\sa\s(?:strike|walkout))\b"
)
_ATTACKED = re.compile(
    r"\b(?:(?P<tool>[Rr]ansomware|[Mm]alware|[Hh]ackers|[Aa]ttackers|[Cc]riminals)\s(?:encrypted|infected|attacked|stole|broke\sinto|penetrated|gained\saccess\sto|locked)\s(?P<on>[^,.;]{4,60})|"
    r"(?:target|victim|object)\sof\san?\s(?:[a-z]+\s){0,2}?(?P<attack>cyber[- ]?attack|ransomware attack|hacker attack|phishing attack|data breach|fraud)|"
    r"(?:hit|affected|struck)\sby\san?\s(?:[a-z]+\s){0,2}?(?P<hit>cyber[- ]?attack|ransomware attack|hacker attack|data breach|IT outage|power cut|power outage))\b"
)
_DIED = re.compile(
    r"\b(?:died|lost\s(?:his|her|their)\s(?:life|lives)|(?:was|were)\s(?:fatally\sinjured|killed))\b(?!\s(?:in|from|during|after|by)\s(?:an?|the)\s(?:[a-z-]+\s){0,2}?(?:fall|accident|collapse|explosion|fire|crash|collision|incident|blast|rockfall|leak|electrocution|cave-in)\b)"
)
_DEATH = re.compile(
    r"\b[Dd]eaths?\sof\s(?P<who>(?:an?|one|two|three|our|the)\s(?:[\w'’-]+\s){0,4}?(?:workers?|employees?|contractors?|subcontractors?|colleagues?|drivers?|operators?|technicians?|miners?|engineers?|visitors?|passers-by|passengers?|person|people|man|woman))\b(?!['’])"
)
_LEAKED = re.compile(
    r"\b(?:[Aa]bout\s|[Ss]ome\s|[Aa]round\s|[Nn]early\s)?(?:[\d.,]+\s(?:[a-z³]+\s){1,2}of\s)?(?P<what>(?:[a-z-]+\s)?[a-z-]+)\s(?:leaked|spilled|spilt|escaped|overflowed)\s(?P<where>from|into|at|onto|in)\s(?:an?|the|our)\s"
)
"""What ran out: "about 40 cubic metres of diesel leaked from a tank at the depot"."""
_SITE = re.compile(rf"\b(?:at|in)\s(?:the|our)\s(?P<place>{_PROPER}(?:\s{_PROPER}){{0,2}}(?:\s[a-z]+)?)(?=[\s,.;])")
_MONEY = r"(?P<amount>(?:[A-Z]{3}|US\$|[€$£¥])\s?[\d.,]+(?:\s(?:million|billion|thousand|m|bn|crore|lakh))?)"
_FINED = re.compile(
    rf"\b(?:fined\b|fines?\b|penalt(?:y|ies)\b)(?:[^.;]{{0,40}}?\bof\s|[^.;]{{0,10}}?\s)?(?:{_MONEY})?(?:[^.;]{{0,30}}?\bby\s(?:the\s)?(?P<by>[^,.;]{{4,60}}?)(?=\s(?:in|on|for|after|over)\b|[,.;]))?"
)
_IMPOSED = re.compile(
    r"(?:\b(?:imposed|issued|received|paid|levied|handed\sdown|ordered|resulted\sin|led\sto)\b[^.;]{0,40}?|\b(?:was|were|been)\s)$"
)
_RULED = re.compile(
    r"\b(?P<court>(?:(?:[A-Z][\w'-]*|[a-z]+)\s){0,3}?(?:[Cc]ourt|[Tt]ribunal)(?:\s(?:of|in|for)\s(?:the\s)?[A-Z][\w'-]*(?:\s[A-Z][\w'-]*){0,2})?)\s(?:(?:has|had)\s)?(?:finally\s)?"
    r"(?:dismissed|upheld|ruled|ordered|rejected|overturned|confirmed|granted|sentenced|acquitted|found|annulled|quashed)\b"
)


@cache
def _worth() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_words('what')}|[Hh]eavy|heatwave|down|caught|sank|aground|overturned|exploded|burst|collapsed|derailed|flooded|inundated|burnt|burned|strike|walked out|downed tools|[Rr]ansomware|[Mm]alware|[Hh]ackers|cyber|breach|fined|fines?|[Dd]eath|leaked|spilled|spilt|escaped|overflowed|penalt|died|lost|killed|fatally|[Cc]ourt|[Tt]ribunal)"
    )


_LAW_DATE = re.compile(
    r"\b(?:[Oo]rder|[Dd]ecree|[Ll]aw|[Aa]ct|[Dd]irective|[Rr]egulation|[Oo]rdinance|[Dd]ecision|[Jj]udge?ment|[Pp]ermit|[Ll]icen[cs]e)\s(?:of|dated)\s(?:\d{1,2}\s)?[A-Z][a-z]+\s(?:\d{1,2},?\s)?\d{4}"
)
"""The date of a law is none of what broke it."""
_NOT_PREVENTED = re.compile(r"\b(?:did|could) not (?:prevent|avoid|stop)\b|\bdespite\b")


def mishaps_in(text: str, year: int | None) -> Iterator[Happening]:
    """Every mishap of a sentence; a day or month without a year is one of the reporting `year`."""
    low = text.lower()
    if (
        not any(sign in low for sign in load("events")["mishaps"]["signs"])
        or not _worth().search(text)
        or not (date := when(_LAW_DATE.sub(" ", text), year))
    ):
        return
    for told in (*_accidents(text, date), *_breakdowns(text, date), *_attacks(text, date), *_rulings(text, date)):
        clause = max((m.end() for m in re.finditer(r"[.;]\s", text[: told.start])), default=0)
        if not _UNREAL.search(_NOT_PREVENTED.sub(" ", text[clause : told.start])) and not _WOULD.search(text[told.start : told.end + 40]):
            near = when(text[told.start : told.end + 40], year) or ""
            yield replace(told, date=near) if len(near) >= 7 else told


def _accidents(text: str, date: str) -> Iterator[Happening]:
    for pattern in _happened():
        for match in pattern.finditer(text):
            stop = _STOP.search(text, match.end() + 3)
            end = stop.start() if stop else len(text.rstrip(" ."))
            where = text[match.end() : end]
            if not re.search(r"[A-Z]", where) and (len(date) < 7 or len(where.split()) > 9):
                continue
            verb = {"burnt": "Fire", "burned": "Fire", "gutted": "Fire"}.get(match["what"].split()[0], "Flood")
            what = match["what"] if pattern is not _happened()[-1] else verb
            joint = "" if re.match(r"(?:at|in|on|near|of|aboard|over|into|onto|to)\s", where) else "at "
            yield Happening(f"{what[0].upper()}{what[1:]} {joint}{where}", match.start(), end, date, -1)
    for match in _STRUCK.finditer(text):
        who = re.sub(r"^.*\b(?:our|the)\s", "", re.split(r"\s(?:at|in|of)\s", match["who"])[0]).strip()
        place_at = re.search(r"\s(?:at|in)\s.*", match["who"].rstrip())
        who += place_at.group() if place_at and who else ""
        yield Happening(f"Strike of {who}" if who else "Strike", match.start(), match.end(), date, -1)
    for match in _DEATH.finditer(text) if len(date) >= 7 else ():
        yield Happening(f"Death of {match['who']}", match.start(), match.end(), date, -1)
    for match in _LEAKED.finditer(text) if len(date) >= 7 else ():
        stop = _STOP.search(text, match.end("where") + 1)
        spot = text[match.start("where") : stop.start() if stop else len(text.rstrip(" ."))]
        yield Happening(f"Leak of {match['what']} {spot}", match.start(), match.start("where") + len(spot), date, -1)
    for match in _DIED.finditer(text) if len(date) >= 7 else ():
        place = _SITE.search(text)
        yield Happening(
            f"Fatal accident at the {place['place']}" if place else "Fatal accident", _opening(text, match.start()), len(text), date, -1
        )


_BROKE = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Aa]n?|[Ii]ts)\s(?P<what>(?:[\w&'’-]+\s){1,5}?)(?P<how>burst|collapsed|exploded|caught\sfire|derailed|overturned|sank|ran\saground|was\sdown|were\sdown|went\sdown|broke\sdown)\b"
)
_HOW = {
    "burst": "Burst of",
    "collapsed": "Collapse of",
    "exploded": "Explosion of",
    "caught fire": "Fire at",
    "derailed": "Derailment of",
    "sank": "Sinking of",
}


def _breakdowns(text: str, date: str) -> Iterator[Happening]:
    """ "The tailings pipe burst on 3 May": what broke, with a day or a month."""
    for match in _BROKE.finditer(text) if len(date) >= 7 else ():
        what = re.sub(r"^.*\b(?:that|when|where|after|because|and|of|in|on|at|for)\s", "", match["what"]).strip()
        if what and not re.search(
            r"\b(?:rate|price|market|demand|share|shares|economy|sales|emissions?|number|costs?|revenues?|negotiations|talks)\b", what
        ):
            yield Happening(f"{_HOW.get(match['how'], 'Breakdown of')} the {what}", match.start(), match.end(), date, -1)


def _attacks(text: str, date: str) -> Iterator[Happening]:
    for match in _ATTACKED.finditer(text):
        what = match["attack"] or match["hit"] or ("ransomware attack" if match["tool"].casefold() == "ransomware" else "cyberattack")
        on = f" on {match['on']}" if match["on"] else ""
        yield Happening(f"{what[0].upper()}{what[1:]}{on}", match.start(), match.end(), date, -1)


def _rulings(text: str, date: str) -> Iterator[Happening]:
    for match in _FINED.finditer(text) if len(date) >= 7 or _MONEY else ():
        if not _IMPOSED.search(text[: match.start()]) or (not match["amount"] and len(date) < 7):
            continue
        amount, by = match["amount"], match["by"] or _imposer(text[: match.start()])
        title = "Fine" + (f" of {amount.rstrip('.,')}" if amount else "") + (f" imposed by the {by}" if by else "")
        yield Happening(title, _opening(text, match.start()), match.end(), date, -1)
    for match in _FINED_US.finditer(text):
        by = re.sub(r"^(?:.*\s)?(?:[Tt]he|[Aa]n?|\d{4},?|when|that|and)\s", "", match["by"]).strip()
        yield Happening(f"Fine of {match['amount'].rstrip('.,')} imposed by the {by}", match.start(), match.end(), date, -1)
    for match in _RULED.finditer(text) if len(date) >= 7 else ():
        court = re.sub(r"^(?:(?:[A-Za-z]+\s)*?(?:[Tt]he|[Aa]n?|[Ii]n|[Oo]n|by)\s)(?=.*[Cc]ourt|.*[Tt]ribunal)", "", match["court"])
        yield Happening(f"Ruling of the {court}", match.start(), match.end(), date, -1)


_FINED_US = re.compile(
    rf"(?:[Tt]he\s)?(?P<by>(?:[\w&'’-]+\s){{1,6}}?)(?:has\s)?fined\s(?:us|(?:the\s)?{_PROPER}(?:\s{_PROPER}){{0,3}})\s(?:a\stotal\sof\s)?{_MONEY}"
)
"""Told from the side of who fines: "the regulator fined us EUR 120,000"."""


def _imposer(before: str) -> str:
    """Who imposed a fine: the capitalised subject before the verb."""
    found = re.search(rf"(?:[Tt]he\s)(?P<by>{_PROPER}(?:\s(?:of|for|and|the|{_PROPER}))*)\s(?:has\s)?(?:imposed|issued|levied)\b", before)
    return found["by"] if found else ""


def _opening(text: str, at: int) -> int:
    return max((m.end() for m in re.finditer(r"[.;]\s", text[:at])), default=0)
