"""Events told without a verb of holding: named gatherings, storms and accidents, agreements, mergers, recalls, notices, changes of post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.dates import when
from kg.extract.happenings import DATE, MONTH, Happening

_WORD = r"[A-ZÀ-Ž0-9][\w&'.-]*\w"
_RUN = rf"{_WORD}(?:\s(?:(?:the|of|for|on|and|&|in|de)\s){{0,2}}{_WORD}){{0,6}}"
_OF = rf"(?:\s(?:of|on|for)\s(?:the\s)?{_WORD}(?:\s(?:(?:and|of|&|for)\s)?{_WORD}){{0,4}})?"
_NAME = rf"{_WORD}(?:\s(?:(?:of|and|&)\s)?{_WORD}){{0,5}}(?:\s(?:[IVX]{{1,5}}|\d{{1,2}})(?![\w%]))?"


@cache
def _any(name: str) -> str:
    return "|".join(load("events")[name])


@cache
def _gathering() -> tuple[re.Pattern[str], ...]:
    """Names of gatherings: by their last word, by what is said behind a comma, by a small head, by who showed something there."""
    small = _any("gathering")
    return (
        re.compile(rf"(?<![\w-])(?P<name>(?:\d+(?:st|nd|rd|th)\s)?(?:{_WORD}\s(?:(?:the|of|for|on|and|&)\s){{0,2}}){{1,6}}?(?:{_any('gatherings')})\b(?:\s(?:19|20)\d\d)?{_OF})(?!\s(?:Cent(?:er|re)|Committee|Hall|Room|Award|Prize|Sector|Industry|League|[A-Z][a-z]+\s(?:Inc|Ltd)))"),
        re.compile(rf"(?<![\w-])(?P<name>{_RUN}),\s(?:our|its|the|an?)\s(?:[a-z-]+\s){{0,3}}?(?:{small})\b"),
        re.compile(rf"\b(?:[Tt]he\s)?(?:annual|first|second|third|national|international|global|company-wide|biennial)\s(?P<name>(?:[A-Z0-9][\w&'.-]*\w\s){{1,5}})(?:{small})\b"),
        re.compile(r"\bat\s(?:the\s)?(?P<name>(?:[A-Z][\w&'-]*\s){1,5}20\d\d)(?=[,.;)]|\s(?:in|on|and|for|with|by|where)\b|$)"),
        re.compile(r"\b(?:took part in|participated in|celebrated|marked|observed|held|hosted)\s(?:the\s|our\s|its\s)?(?:annual\s)?(?P<name>(?:[A-Z][\w'-]*\s){1,5}(?:Day|Week|Month|Hour))\b"),
        re.compile(r"\b(?P<name>(?:[A-Z][\w'-]*\s){1,4}(?:Day|Week|Month|Hour|Dialogue|Session))\s(?:was|were)\s(?:held|hosted|organi[sz]ed|celebrated)\b"),
        re.compile(r"\b[Aa]t\s(?:the\s)?(?P<name>COP ?\d\d)\b"),
        re.compile(rf"\b(?:marched|exhibited|showcased|performed|unveiled|demonstrated|displayed)\s(?:[\w' ]{{0,40}}\s)?at\s(?:the\s)?(?P<name>{_NAME})"),
    )  # fmt: skip


@cache
def _day() -> re.Pattern[str]:
    """Days and meetings with a name of two words or more: "Clean Shore Day", "the Hill Innovation Forum"."""
    return re.compile(
        rf"(?<![\w-])(?P<name>(?:\d+(?:st|nd|rd|th)\s)?(?:{_WORD}\s(?:(?:the|of|for|and|&)\s)?){{1,5}}?(?:{_any('days')})|Day\sof\s{_WORD}(?:\s(?:(?:of|and)\s)?{_WORD}){{0,3}})\b(?!\s[A-Z]|-|['’]s\s[A-Z])"
    )


def days_in(text: str, year: int | None) -> Iterator[Happening]:
    """Named days, forums and the like that need no verb of holding: a date with a month stands in the sentence, or guests do."""
    if not (near := _dayish().search(text)) or not re.search(rf"\b(?:{_any('days')})\b", text):
        return
    date = when(text, year) or ""
    if len(date) < 7 and not near["guests"] and not re.match(r"\W*[A-Z][\w ]+:\s", text):
        return
    for match in _day().finditer(text):
        name = re.sub(
            r"^(?:(?:The|In|At|Our|On|During|For|Under|By|After|Since|As|From|With|This|Each|Every|And|Its)\s)+", "", match["name"]
        )
        if (
            len(name.split()) > 1
            and not _BODY.search(name)
            and not _NO_DAY.search(name)
            and not re.match(r"\s(?:19|20)\d\d\s(?:levels|baseline)", text[match.end() :])
        ):
            yield Happening(name, match.end() - len(name), match.end(), date if len(date) >= 7 else "", -1)


@cache
def _held_there() -> re.Pattern[str]:
    """ "A fire drill with the brigade was held at Hill Tower": what was held, told in the passive."""
    heads = rf"{_any('strong')}|{_any('weak')}"
    return re.compile(
        rf"\b(?:[Aa]n?|[Tt]he|[Oo]ur|[Tt]wo|[Tt]hree)\s(?P<name>(?:[\w&'’-]+\s){{0,4}}?(?:{heads})(?P<about>\s(?:on|about|of)\s[^,.;]{{3,60}}?)?)\s(?:(?:for|with|of)\s[^,.;]{{3,60}}?\s)?(?:was|were)\s(?:jointly\s|also\s)?(?:held|conducted|organi[sz]ed|hosted|staged|carried\sout)\b"
    )


def held_in(text: str, year: int | None) -> Iterator[Happening]:
    """What was held on a day or in a month that the sentence tells."""
    if not re.search(r"\b(?:was|were)\s(?:jointly\s|also\s)?(?:held|conducted|organi[sz]ed|hosted|staged|carried\sout)\b", text):
        return
    date = when(text, year) or ""
    for match in _held_there().finditer(text) if len(date) >= 7 else ():
        if len(match["name"].split()) > 1 and match["name"].split()[0].casefold() not in load("events")["generic"]:
            yield Happening(match["name"], match.start("name"), match.end(), date, -1)


@cache
def _dayish() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<guests>{_any('guests')})|{MONTH})\b|^\W*[A-Z][\w ]+:\s")


_NO_DAY = re.compile(
    r"^(?:Working|Business|Lost|Sick|Trading|Calendar|Earth Overshoot|Every|Each|Last|Next|World Economic|United Nations|Global Compact)\b|"
    r"\b(?:World Economic Forum|Working Days|Lost Days|Steering Group|Model|Long Run|Dry Run|World Cup)$|^(?:International|World|European|Global) (?:Day|Week|Month|Year)$"
)


@cache
def _disaster() -> tuple[re.Pattern[str], ...]:
    heads = _any("disasters")
    big = "Earthquake|Tsunami|Hurricane|Typhoon|Cyclone|Floods?|Wildfires?|Bushfires|Eruption|Pandemic|Derecho"
    return (
        re.compile(r"\b(?P<name>(?:Tropical Storm|Storm|Cyclone|Hurricane|Typhoon|Super Typhoon)\s(?!No\b)[A-Z][a-z]{2,})\b"),
        re.compile(rf"\b(?P<name>(?:[A-Z][\w'-]+\s){{1,4}}(?:{big}))\b(?:\sof\s(?P<date>{DATE}))?"),
        re.compile(rf"\b(?P<name>[Hh]eavy\s(?:rains?|rainfall|snow|snowfall|storms?)\s(?:in|on)\s(?P<date>{DATE}))"),
        re.compile(rf"\b(?P<name>(?P<date>{MONTH}\s\d{{4}})\s(?:{heads}))\b"),
        re.compile(rf"\b(?P<name>(?:{heads})\sof\s(?P<date>{DATE}))"),
    )


@cache
def _harm() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:died|killed|lost (?:his|her|their) (?:life|lives)|fatally injured)\b[^.;]{{0,30}}?\b(?:in|from|during|after|by)\s(?:an?|the)\s(?P<what>(?:[a-z-]+\s){{0,2}}?(?:{_inc('harm')}))\b"
        rf"(?P<at>\s(?:at|in|on)\s(?:the\s|our\s)?(?!{MONTH}\b)(?P<place>{_NAME}))?"
    )


@cache
def _incident() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<what>(?:{_inc('what')}))(?:\sof\s[^.;,]{{3,40}}?)?\s(?:that\s)?(?:broke out\s|occurred\s|hit\s|struck\s|happened\s)?(?:at|in)\s(?:the\s|our\s)?(?P<place>{_NAME})(?P<rest>[^.;]{{0,80}})"
    )


def _inc(which: str) -> str:
    return "|".join(load("events")["incidents"][which])


@cache
def _tellings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(title with the parts of the match in braces, pattern)."""
    return (
        ("{what} with {who}", re.compile(rf"\b(?:entered into|signed|concluded|reached|agreed)\s(?:an?|the|two|three)?\s?(?P<what>(?:[a-z-]+\s){{0,4}}?(?:{_inc('pacts')}|{_inc('alliances')}))s?\s(?:with|between)\s(?:the\s)?(?P<who>(?=[A-Z]){_NAME})")),
        ("{what} with {who}", re.compile(rf"\b[Aa]n?\s(?P<what>(?:[a-z-]+\s){{0,3}}?(?:{_inc('pacts')}))\s(?:was\s)?(?:signed|concluded|agreed)\swith\s(?:the\s)?(?P<who>{_NAME})")),
        ("Approval of the {what}", re.compile(rf"\bapproved(?:,[^.;]{{3,120}},)?\s(?:the\s)?(?P<what>(?:{_inc('approved')})\sof\s(?:the\s)?{_NAME}(?:\s(?:with|into|and|from|to)\s(?:the\s)?{_NAME})?)")),
        ("Recall of {who}", re.compile(rf"\b(?:voluntary\s|product\s|safety\s)*recalls?(?:,|\s)\s?(?:of\s)?(?:[^.;,]{{0,60}}?\s)?of\s(?:the\s)?(?P<who>{_NAME})")),
        ("{what} from {who}", re.compile(rf"\b(?P<what>(?:{_inc('notices')}))\s(?:was\s\w+\s)?(?:from|by)\s(?:the\s)?(?P<who>{_NAME})")),
        ("{what} of {date}", re.compile(rf"\b(?P<what>(?:(?:Annual|Extraordinary|Ordinary)\s)?(?:General\s|Shareholders'?\s|Stockholders'?\s)+(?:General\s)?Meeting)(?:\s(?:was\s)?(?:held\s)?(?:of|on)\s(?P<date>{DATE}))")),
        ("Strike at {who}", re.compile(rf"\b(?:workers|employees|staff|miners|drivers|pilots|unions?)\s(?:at|of|in)\s(?:the\s|our\s)?(?P<who>{_NAME})[^.;]{{0,30}}\swent\son\s(?:a\s)?strike")),
        ("{what}", re.compile(rf"\b(?:an?|the)\s(?P<what>(?:[\w.-]+\s){{0,3}}?(?:{_any('disasters')}))\s(?:shook|hit|struck|devastated|swept|ravaged)\b")),
        ("{what} of {who}", re.compile(rf"(?:(?:[Tt]he\s|[Oo]ur\s)?(?P<who>{_NAME}(?:\s[a-z]+)?)\s)?(?:celebrated|marked|commemorated)\s(?:its|our|their|the)\s(?P<what>\d+(?:st|nd|rd|th)\sanniversary)\b")),
    )  # fmt: skip


_POST = re.compile(
    r"\b(?:(?P<name>[A-Z][\w'-]+(?:\s[A-Z]\.)?(?:\s[A-Z][\w'-]+){1,2})\s(?:succeeded\s(?:[A-Z][\w'.-]+\s){2,3}as|was\s(?:appointed|named|elected)(?:\sas)?|became|took over as)|(?P<verb>appointed|elected|named)\s(?:Dr\.?\s|Mr\.?\s|Ms\.?\s|Mrs\.?\s)?(?P<other>[A-Z][\w'-]+(?:\s[A-Z]\.)?(?:\s[A-Z][\w'-]+){1,2})(?:,[^.;]{3,80},)?\s(?:as|to))\s(?:the\s|our\s|its\s|an?\s)?(?P<post>[A-Z]?[\w-]+(?:\s(?:(?:of|and|for|the)\s){0,2}[A-Z][\w-]*){0,7})"
)
_NOT_REAL = re.compile(r"\b(?:may|might|could|would|should|can|risks?|if|potential|possible|potentially|threat|such as|including|scenario|event of|prevent\w*|insur\w*|drill|exercise|response to an?|against|plans?|prepared\w*|due to)\b", re.I)  # fmt: skip


_WORTH = re.compile(
    r"died|killed|lost |injured|fire|explosion|spill|leak|strike|derail|flood|attack|breach|outage|landslide|failure|entered|sign|conclu|reach|agree|approved|recall|notice|warning letter|order|objections|"
    r"Meeting|succe|appointed|named|elected|became|took over|shook|hit|struck|devastated|swept|ravaged|anniversary"
)
"""What a sentence must have before the patterns of incidents are tried on it."""


def gatherings_in(text: str) -> Iterator[Happening]:
    """Gatherings with a name of their own, storms and earthquakes, accidents."""
    for k, pattern in enumerate(_gathering()):
        for match in pattern.finditer(text) if _may(k, text) else ():
            start, end = match.span("name")
            lead = re.match(r"(?:The|In|At|Our|On|During|For|Under|By|After|Since|As|From|With|This|Each|Every)\s", text[start:end])
            start += lead.end() if lead and k != 1 else 0
            name = text[start:end].rstrip(" ,.")
            if (
                len(name.split()) <= (0 if k else 1)
                or not re.search(r"[a-z]|COP", name)
                or re.match(rf"(?:{DATE})$", name)
                or _BODY.search(name)
            ):
                continue
            if k or _HELD.search(text) or re.match(r"\d", name):
                date, last = _near(text, end)
                yield Happening(
                    name, start, last or start + len(name), date, -1 if k in (3, 6, 7) or _ELSEWHERE.search(text[:start]) else start
                )
    for pattern in _disaster() if re.search(rf"\b(?:{_any('disasters')}|heavy (?:rain|snow|storm)\w*)\b", text, re.I) else ():
        for match in pattern.finditer(text):
            name = re.sub(r"^(?:The|In|After|Following|During|When|While|Since|Despite)\s", "", match["name"])
            date = match.groupdict().get("date") or ""
            if re.search(r"[A-Z]", name) and not (_NOT_REAL.search(text[: match.start()][-40:]) and not date):
                near = ("", 0) if date else _near(text, match.end())
                yield Happening(name, match.end("name") - len(name), max(match.end(), near[1]), date or near[0], match.start())


_BODY = re.compile(
    r"\b(?:Committee|Subcommittee|Council|Department|Panel|Board|Working Group|Secretariat|Centre|Center|Scope|Report|ISO|Plan|Policy|Target|Targets|Strategy|Framework|FY|Measures|Method|Rules|Regulations|Law|Partner|Sponsor|Agenda|Vision|Corporation|Company|Chamber|Federation|Association|Spring Festival|Mid-Autumn|Lantern Festival|Dragon Boat|Commission|Authority|Court|Union|Article|Index|Act)\b"
)
_HELD = re.compile(r"\b(?:held|host\w*|attend\w*|participat\w*|took part|competed|raised|sponsor\w*|organi[sz]ed|annual|ended in|finale|drew|took place|spoke|presented|joined|celebrated|won|during the|at the|at our|annually|every year)\b", re.I)  # fmt: skip
_ELSEWHERE = re.compile(r"\b(?:at|attended|participated in|took part in|joined|exhibited at|spoke at|in)\s(?:the\s)?$")


def _may(k: int, text: str) -> bool:
    if k == 0:
        return bool(re.search(rf"\b(?:{_any('gatherings')})\b", text))
    if k in (1, 2):
        return bool(re.search(rf"\b(?:{_any('gathering')})\b", text))
    return " 20" in text if k == 3 else bool(re.search(r"Day|Week|Month|Hour|Dialogue|Session|COP| at ", text))


def _near(text: str, end: int) -> tuple[str, int]:
    """The date that stands right behind a name, "held on 9 May 2024", and where it ends; ("", 0) without one."""
    found = re.compile(rf"[^.;]{{0,70}}?\b(?:on|in)\s(?P<date>{DATE})").match(text, end)
    return (found["date"], found.end()) if found else ("", 0)


def _told(title: str, text: str, start: int, end: int) -> Happening:
    """A happening with the date that stands right behind it."""
    date, last = _near(text, end)
    date = date or next(iter(re.findall(rf"^[IO]n\s({DATE})", text)), "")
    return Happening(title[0].upper() + title[1:], start, max(end, last), date, start)


def incidents_in(text: str) -> Iterator[Happening]:
    """Accidents, agreements, mergers, recalls, notices, meetings of shareholders and changes of post."""
    if not _WORTH.search(text):
        return
    for match in _harm().finditer(text):
        start = _clause(text, match.start())
        if not re.search(r"\b(?:no|not|without|zero|never|nobody)\b", text[start : match.start()]):
            yield _told(f"Fatal {match['what']}" + (f" at {match['place']}" if match["place"] else ""), text, start, match.end())
    for match in _incident().finditer(text):
        date = re.search(rf"\b(?:in|on)\s(?P<date>{DATE})", match["rest"])
        if date and not _NOT_REAL.search(text[: match.start()] + match["rest"][: date.start()]):
            title = f"{match['what'][0].upper()}{match['what'][1:]} at {match['place']}"
            yield Happening(title, match.start(), match.start("rest") + date.end(), date["date"], match.start())
    for title, pattern in _tellings():
        for match in pattern.finditer(text):
            yield _from(title, match, text)
    yield from _posts(text)


def _from(title: str, match: re.Match[str], text: str) -> Happening:
    """What a pattern of the table found; the words "of" somebody are left out where nobody is named."""
    parts = match.groupdict()
    told = title.format(**parts) if "who" not in parts or parts["who"] else parts["what"]
    start = match.start("what") if title.startswith("Approval") else match.start()
    if parts.get("date"):
        return Happening(told, start, match.end(), parts["date"], start)
    return _told(told, text, start, match.end())


def _posts(text: str) -> Iterator[Happening]:
    """Posts that someone took on a date."""
    for match in _POST.finditer(text) if re.search(r"\b(?:19|20)\d\d\b", text) else ():
        date, last = _near(text, match.end())
        date = date or next(iter(re.findall(rf"^[IO]n\s({DATE})", text)), "")
        if date:
            name = match["name"] or match["other"]
            title = f"Election of {name} to the Board" if match["post"] == "Board" else f"Appointment of {name} as {match['post']}"
            yield Happening(title, match.start(), max(match.end(), last), date, match.start())


def _clause(text: str, at: int) -> int:
    """Where the clause of a place begins."""
    return max((m.end() for m in re.finditer(r"[.;]\s|,\s(?:and\s)?", text[:at])), default=0)
