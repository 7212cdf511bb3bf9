"""Events that a report tells: trainings, meetings, campaigns, ceremonies, milestones, listings and mergers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.data import load
from kg.extract.collect import Item, facts_of, key, owner, subject, words_of
from kg.extract.company_steps import company_steps_in
from kg.extract.dates import date_in, reporting_year, when
from kg.extract.deals import deals_in
from kg.extract.event_lists import dated_items, in_rows
from kg.extract.gatherings import days_in, gatherings_in, held_in, incidents_in
from kg.extract.happenings import Happening, happenings_in
from kg.extract.milestones import milestones, with_headings
from kg.extract.mishaps import mishaps_in
from kg.extract.turning_points import turning_points_in
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
            items += _told(report, names, i, sentence, items, year)
    items += _from_lists(report, names, items, year)
    items += list(milestones(report, names, items))
    items = with_headings(report, names, items, year)
    items = [item for item in items if not item.label.endswith(" such")]  # "training on topics such as X"
    return facts_of("events", items, alike=_name, note="told as an event")


def _name(title: str) -> str:
    """A title for comparison: regular training on ethics is what the training sessions on ethics are."""
    dated = re.search(rf"\b(?:{words_of('events', 'disasters')})\b", title, re.I)
    if dated and (month := date_in(title)) and len(month) >= 7:
        return f"{dated.group().casefold()} {month[:7]}"  # "July 2024 storm" is the "storm of July 15, 2024"
    return key(re.sub(r"\b(?:regular|special|sessions?|courses?|programm?e?s?|activit(?:y|ies)|series)\b", " ", title, flags=re.I)) or key(
        title
    )


# --------------------------------------------------------------------------------------------------------- sentences
@cache
def _held() -> re.Pattern[str]:
    """A verb, then a phrase that an event word heads, then what the event is for.

    The words of that are taken as a whole by a lookahead: possessive groups match otherwise in Python before 3.11.5.
    """
    heads = rf"(?i:{words_of('events', 'strong')}|{words_of('events', 'weak')})"
    return re.compile(
        rf"\b(?i:{words_of('events', 'verbs')})\s+(?P<phrase>(?:(?:\"[^\"]{{2,80}}\"|"
        rf"[\w&'’/%.,-]*[\w%'’])\s+){{0,12}}?(?P<head>\"[^\"]{{2,80}}\"(?=[\s,.;])|{heads}))\b"
        rf"(?P<after>\s+{heads}\b)?"
        r"(?P<tail>\s+(?!for (?:all|every|each|more|over|nearly|about|our|its|the whole|employees\b|workers\b|staff\b)\b)(?:for|"
        r"on|of|themed(?: on)?|about|titled|named|called|against|with the theme of)\s+(?:the\s+)?(?:\"[^\"]{2,120}\"|"
        r"(?=(?P<words>(?:(?!(?:in|at|to|with|which|"
        r"that|for all|for \d|attended|by|covering|among|during|from|involving|held|where|who|so|through|as|every|once|each|was|"
        r"were|is|are|has|have|and (?:the|to|organi|carr|held))\b|\d)"
        r"[\w&'’/-]+\s?){1,10}))(?P=words))(?!,\s[a-z]))?"
    )


@cache
def _event_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words_of('events', 'strong')}|{words_of('events', 'weak')}|days?|month)\b", re.I)


def _in_sentence(report: Report, names: Names, block: int, sentence: Clean, year: int | None) -> Iterator[Item]:
    text = sentence.text
    taken: list[tuple[int, int]] = []
    yield from deals_in(report, names, block, sentence, year)
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
    r"\b(?:we|by|is|are|was|were|has|have|been|will|it|them|which|that|who|whose|can|should|shall|when|if|to|plans?|ensure|improve|"
    r"provide|establish\w*|"
    r"formulat\w+|participat\w+|cover(?:ing|s|ed)|during|until|including|such as|requirements?|system)\b|[.;:]|,(?! and\b)",
    re.I,
)


def _tells(title: str, head: str, date: str | None, verb: str) -> bool:
    """Is it an event of its own: named, or with words of its own and, for weak heads, a date?"""
    outside = re.sub(r"\"[^\"]*\"", "", title)
    if (
        re.match(
            r"(?:and|or|for|with|by|at|in|on|from|to|"
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
    near = when(sentence.text[end : end + 30], year) or ""
    date = date_in(sentence.text, year) or (near if len(near) >= 7 else None)
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
    r"contests?|events?|lectures?|festivals?|ceremon(?:y|ies)|meetings?|forums?|conferences?|drills?|open house|open days?|walks?|races?|fairs?|exhibitions?))\b)"
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


def _from_lists(report: Report, names: Names, items: list[Item], year: int | None) -> list[Item]:
    """Rows of tables and items of lists that tell a date and an event, where no sentence rule told the same words."""
    found: list[Item] = []
    for i, table in report.tables():
        for cell, date, both in in_rows(table, year):
            title = cell.text.strip(" .")
            found.append(Item(title, given(title=title, organizer=names.company_at(i), date=date), both.spans(report.id), 0.75))
    taken = [(span.start, span.end) for item in items for span in item.spans]
    for i, text, start, end, date in dated_items(report, year):
        spans = text.spans(report.id, 0, end)
        if not any(span.start < b and a < span.end for span in spans for a, b in taken):
            title = text.text[start:end]
            found.append(Item(title, given(title=title, organizer=names.company_at(i), date=date), spans, 0.75))
    return found


def _told(report: Report, names: Names, block: int, sentence: Clean, items: list[Item], year: int | None) -> Iterator[Item]:
    """Dated happenings and named gatherings, where nothing told before stands in the same words."""
    taken = [(span.start, span.end) for item in items[-12:] for span in item.spans]
    text = sentence.text
    tellings = (
        gatherings_in(text),
        incidents_in(text),
        company_steps_in(text, year),
        mishaps_in(text, year),
        turning_points_in(text, year),
        happenings_in(text),
        days_in(text, year),
        held_in(text, year),
    )
    for told in (one for several in tellings for one in several):
        spans = sentence.spans(report.id, told.start, told.end)
        body = names.canonical(told.title) and not re.search(r"\b(?:Day|Week|Hour|Month)$", told.title)
        if body or any(span.start < b and a < span.end for span in spans for a, b in taken):
            continue
        taken += [(span.start, span.end) for span in spans]
        title = told.title[0].upper() + told.title[1:]
        date = (when(told.date, year) or when(f"in {told.date}", year)) if told.date else None
        organizer = _host(names, sentence.text, told, block)
        yield Item(title, given(title=title, organizer=organizer, date=date), spans, 0.75 if date else 0.6, apart=None)


def _host(names: Names, text: str, told: Happening, block: int) -> str | None:
    """Who holds a gathering or did what happened: nobody makes storms, and others hold what one only attends."""
    of = re.compile(r"(?:\s[a-z]+){0,2}\s(?:of|organi[sz]ed by|hosted by|held by|run by)\s(?:the\s)?").match(text, told.end)
    said = [m for m in names.mentions(text) if of and m.start == of.end()]
    if said:
        return said[0].name
    if told.by < 0 or _DISASTER.search(told.title):
        return None
    found = subject(names, text, told.by, block)
    return names.company_at(block) if found in [m.name for m in names.mentions(told.title)] else found  # nobody acquires itself


_DISASTER = re.compile(
    r"\b(?:[Ss]torm|[Cc]yclone|[Hh]urricane|[Tt]yphoon|[Ee]arthquake|[Ff]lood\w*|[Ww]ildfires?|[Tt]ornado|[Dd]erecho|[Tt]sunami|[Pp]andemic|Fatal|[Ss]trike|[Ff]ire|[Ee]xplosion)\b"
)


_BEHIND = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|launched|carried out|conducted|staged)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:race|run|campaign|competition|contest|event|activity|training|festival|ceremony|forum|conference|exhibition|challenge|tour|lecture)\s+"
    r"(?:named\s+|called\s+|themed\s+)?\"(?P<name>[A-Z][^\"]{4,80})\""
)
_TURN = re.compile(
    r"\b(?:(?:co-)?(?:sponsored|hosted|organi[sz]ed)|held|joined|attended|took part in|participated in)\s+(?:an?|the)\s+"
    r"(?:inaugural|annual|first|second|third|\d+(?:st|nd|rd|th))\s+\"(?P<name>[A-Z][^\"]{4,80})\""
    r"(?!\s(?:[a-z]+\s)?(?:training|event|competition|campaign|activit|contest|meeting|festival|forum|lecture|conference|ceremony|drill))"
)


def _quoted_behind(report: Report, names: Names, block: int, sentence: Clean, year: int | None) -> Iterator[Item]:
    """ "held a relay race "Run for the Bay" ", "joined the annual "Run for the Bay" ": the name stands behind what it is."""
    found = (m for pattern in (_BEHIND, _TURN) for m in pattern.finditer(sentence.text)) if '"' in sentence.text else ()
    for match in found:
        yield _item(report, names, block, sentence, (match.start(), match.start("name"), match.end("name")), year)
