"""Events that a report tells: trainings, meetings, campaigns, ceremonies, milestones, listings and mergers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.data import load
from kg.extract.collect import Item, facts_of, key, owner, subject, words_of
from kg.extract.dates import date_in, dates_in, reporting_year
from kg.extract.milestones import milestones, with_headings
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report, sentences


def find_events(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each event and organizer, with the date where its sentence has one."""
    year = reporting_year(report)
    items: list[Item] = []
    for i, block in report.prose():
        for sentence in sentences(block.text):
            items += _in_sentence(report, names, i, sentence, year)
    items += list(milestones(report, names, items))
    items = with_headings(report, names, items, year)
    return facts_of("events", items, alike=_name, note="told as an event")


def _name(title: str) -> str:
    """A title for comparison: regular training on ethics is what the training sessions on ethics are."""
    return key(re.sub(r"\b(?:regular|special|sessions?|courses?|programm?e?s?|activit(?:y|ies)|series)\b", " ", title, flags=re.I)) or key(
        title
    )


# --------------------------------------------------------------------------------------------------------- sentences
@cache
def _held() -> re.Pattern[str]:
    """A verb, then a phrase that an event word heads, then what the event is for."""
    heads = rf"(?i:{words_of('events', 'strong')}|{words_of('events', 'weak')})"
    return re.compile(
        rf"\b(?i:{words_of('events', 'verbs')})\s+(?P<phrase>(?:(?:\"[^\"]{{2,80}}\"|"
        rf"[\w&'’/%.,-]*[\w%'’])\s+){{0,12}}?(?P<head>\"[^\"]{{2,80}}\"(?=[\s,.;])|{heads}))\b"
        rf"(?P<after>\s+{heads}\b)?"
        r"(?P<tail>\s+(?!for (?:all|every|each|more|over|nearly|about|our|its|the whole|employees\b|workers\b|staff\b)\b)(?:for|"
        r"on|of|themed(?: on)?|about|titled|named|called|against|with the theme of)\s+(?:the\s+)?(?:\"[^\"]{2,120}\"|"
        r"(?:(?!(?:in|at|to|with|which|"
        r"that|for all|for \d|attended|by|covering|among|during|from|involving|held|where|who|so|through|as|every|once|each|was|"
        r"were|is|are|has|have|and (?:the|to|organi|carr|held))\b|\d)"
        r"[\w&'’/-]++\s?+){1,10}+)(?!,\s[a-z]))?"
    )


@cache
def _event_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words_of('events', 'strong')}|{words_of('events', 'weak')}|days?|month)\b", re.I)


def _in_sentence(report: Report, names: Names, block: int, sentence: Clean, year: int | None) -> Iterator[Item]:
    text = sentence.text
    taken: list[tuple[int, int]] = []
    yield from _deals(report, names, block, sentence, year)
    yield from _visits(report, names, block, sentence, year)
    yield from _published(report, names, block, sentence)
    yield from _quoted_behind(report, names, block, sentence, year)
    if not _event_word().search(text):
        return
    for match in _held().finditer(text):
        end = match.end("tail") if match["tail"] else match.end("after") if match["after"] else match.end("phrase")
        start = match.start("phrase") + _lead(text[match.start("phrase") : end])
        title = re.sub(r"(?:\s(?:for|on|of|and|the|an?|in))+$", "", text[start:end].strip(" ,.;"))
        if _tells(title, match["head"], date_in(text, year), text[match.start() : match.start("phrase")]):
            taken.append((start, start + len(title)))
            yield _item(report, names, block, sentence, (match.start(), start, start + len(title)), year)
    for start, end in _named(text):
        if not any(start < b and a < end for a, b in taken):
            taken.append((start, end))
            yield _item(report, names, block, sentence, (start, start, end), year)


_LEAD = re.compile(
    r"(?:(?:successfully|actively|jointly|regularly|also|a total of|a series of|a number of|a variety of|a range of|"
    r"various(?: (?:types|forms|kinds) of)?|several|multiple|"
    r"more than|over|nearly|about|around|relevant|an?|the|its|our|their|this|these|such|two|three|four|five|six|seven|eight|"
    r"nine|ten|many|some|all|\d[\d,]*\+?|in|of)\s+)+"
)


def _lead(phrase: str) -> int:
    """Length of the words before an event's name: "a total of 18 training sessions" is about training sessions."""
    match = _LEAD.match(phrase)
    return match.end() if match else 0


_CLAUSE = re.compile(
    r"\b(?:we|is|are|was|were|has|have|been|will|it|them|which|that|who|whose|can|should|shall|when|if|to|plans?|ensure|improve|"
    r"provide|establish\w*|"
    r"formulat\w+|participat\w+|cover(?:ing|s|ed)|during|until|including|such as|requirements?|system)\b|[.;:]|,(?! and\b)",
    re.I,
)


def _tells(title: str, head: str, date: str | None, verb: str) -> bool:
    """Is it an event of its own: named, or with words of its own and, for weak heads, a date?"""
    outside = re.sub(r"\"[^\"]*\"", "", title)
    if (
        re.match(
            r"(?:and|or|for|with|by|"
            r"participated)\b",
            title,
        )
        or re.search(r"\bor\b", outside)
        or _CLAUSE.search(outside)
        or len(title.split()) > 20
        or len(title) < 6
    ):
        return False
    quoted = re.search(r"\"[^\"]{2,}\"", title)
    strong = re.fullmatch(words_of("events", "strong"), head, re.I)
    if quoted:
        return bool(strong or re.fullmatch(words_of("events", "weak"), head, re.I) or date)
    own = [w for w in re.findall(r"[\w'-]+", title.replace(head, " ")) if w.casefold() not in load("events")["generic"]]
    if not date and (_TAKES_PART.match(verb) or (head.endswith("s") and len(own) < 3)):
        return False
    if re.match(r"Day of [A-Z]\w+", title):
        return True
    least = 1 if (strong or re.fullmatch(r"[Dd]ays?|[Ww]eeks?|[Mm]onths?", head)) and date else 2
    return (
        len(own) >= least
        and bool(strong or date)
        and not re.search(r"\d(?!(?:\d*)(?:st|nd|rd|th)\b)", re.sub(r"\d+(?:st|nd|rd|th)\b", "", title))
    )


_TAKES_PART = re.compile(r"provid|participat|took part|join|attend|complet|deliver")


def _item(report: Report, names: Names, block: int, sentence: Clean, at: tuple[int, int, int], year: int | None) -> Item:
    """`at`: where the verb, the title and the end of the title stand."""
    verb, start, end = at
    title = sentence.text[start:end]
    organizer = _organizer(names, sentence.text, verb, block)
    date = date_in(sentence.text, year)
    label = title[0].upper() + title[1:]
    spans = sentence.spans(report.id, verb, end)
    return Item(label, given(title=label, organizer=organizer, date=date), spans, 0.8 if date else 0.65, apart=organizer)


def _organizer(names: Names, text: str, verb: int, block: int) -> str | None:
    """Who holds it: the subject right before the verb; an outsider that is only named somewhere before it does not."""
    said = list(names.mentions(text[:verb]))
    near = said and verb - said[-1].end <= 15
    return subject(names, text, verb, block) if near or not said else owner(names, text, verb, block)


_QUOTED_EVENT = re.compile(
    r"(?P<what>\"(?P<name>[A-Z][^\"]{3,70})\"(?P<rest>(?:\s+(?!(?:and|to|that|which|in|at|for|carried|out|is|was|has|of|by|with|"
    r"as|or|held|organi[sz]ed)\b)[a-z-]+){0,4}?\s+(?P<head>activit(?:y|ies)|campaigns?|training(?: sessions?| courses?)?|competitions?|"
    r"contests?|events?|lectures?|festivals?|ceremon(?:y|ies)|meetings?|forums?|conferences?|drills?))\b)"
)
_LISTED = re.compile(
    r"\b(?:activities|events|trainings?|training sessions|competitions|campaigns|meetings|"
    r"seminars)(?: themed on)?,?\s+(?:including|such as|like|namely)\s+(?P<list>[^.]{10,900})"
)


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Where events with a name of their own stand: "X" activity; activities such as "Y" and the Z festival."""
    for match in _QUOTED_EVENT.finditer(text):
        yield match.span("what")
    for match in _LISTED.finditer(text):
        at = match.start("list")
        for part in re.finditer(r"(?:[^,;\"]|\"[^\"]*\")+", match["list"]):
            for piece in re.finditer(r"(?:(?!\sand\s).)+", part.group()):
                words = piece.group()
                lead = re.match(r"\s*(?:and\s+)?(?:(?:the|an?|our|its)\s+)?(?:(?:Company|Group|Bank)'s\s+)?", words)
                start = at + part.start() + piece.start() + (lead.end() if lead else 0)
                bare = words[lead.end() if lead else 0 :].rstrip(" .,")
                if _is_listed_event(bare):
                    yield start, start + len(bare)


def _is_listed_event(words: str) -> bool:
    event = re.search(
        rf"\b(?:{words_of('events', 'strong')}|meetings?|activit(?:y|ies)|days?|month|week|assembly|part(?:y|ies)|congress|tours?)\b",
        words,
        re.I,
    )
    own = [w for w in re.findall(r"[\w'-]+", words) if w.casefold() not in load("events")["generic"]]
    return bool(event) and 2 <= len(words.split()) <= 12 and len(own) >= 2 and not _CLAUSE.search(words)


_NAME = r"(?:the\s)?[A-Z][\w&.-]*(?:\s(?:(?:d[aeo]s?|del|la|of|and|von|van|&)\s)?[A-Z][\w&.-]*){0,5}"
_BOURSE = r"(?:Stock Exchange|Exchange|Board|Bourse|Bolsa|Borsa|Börse|Euronext|NASDAQ|Nasdaq|NYSE)"


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
_BEHIND = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|launched|carried out|conducted|staged)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:race|run|campaign|competition|contest|event|activity|training|festival|ceremony|forum|conference|exhibition|challenge|tour|lecture)\s+"
    r"(?:named\s+|called\s+|themed\s+)?\"(?P<name>[A-Z][^\"]{4,80})\""
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


def _quoted_behind(report: Report, names: Names, block: int, sentence: Clean, year: int | None) -> Iterator[Item]:
    """ "held a relay race "Run for the Bay" ": the name stands behind what it is."""
    for match in _BEHIND.finditer(sentence.text) if '"' in sentence.text else ():
        yield _item(report, names, block, sentence, (match.start(), match.start("name"), match.end("name")), year)


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
