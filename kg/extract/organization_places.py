"""Where organizations have their seat: "X, based in Hill", "the Hill-based X", "X Ltd (Hill)", "our head office is in Hill", a column of countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.data import load, rows
from kg.extract.naming import CAPITAL, has_legal_form, tidy
from kg.extract.sites import is_place
from kg.names import Mention, Names
from report.model import Clean, Report, Span, Table

_WORD = rf"{CAPITAL}[\w'’.-]*\w"
_JOINT = r"(?:&|upon|on|am|an\sder|de|da|do|la|le|el|al|di|del|of|las|los|dos|sur|den|der)"
PLACE = rf"{_WORD}(?:\s(?:{_JOINT}\s)?(?:{_JOINT}\s)?{_WORD}){{0,3}}"
"""A place by its name; what follows behind a comma is its region or country."""


@dataclass(frozen=True)
class Seat:
    """Where an organization is, by its words; the lower the `rank`, the more they speak of its seat."""

    name: str
    place: str
    rank: int
    spans: tuple[Span, ...]


def seats(report: Report, names: Names) -> dict[str, Seat]:
    """The best told seat of each organization, by its full name."""
    best: dict[str, Seat] = {}
    for seat in (*_in_prose(report, names), *_in_tables(report, names)):
        if seat.name not in best or seat.rank < best[seat.name].rank:
            best[seat.name] = seat
    return best


# -------------------------------------------------------------------------------------------------------------- places
@cache
def countries() -> dict[str, str]:
    """The country by its name and by the adjectives for it: "Spanish" is Spain."""
    return {w: state for state, people in rows("countries") for w in (state, *(people.split("|") if people != "-" else ()))}


@cache
def _country() -> str:
    return "|".join(sorted({re.escape(state) for state in countries().values()}, key=lambda w: (-len(w), w)))


@cache
def _street() -> re.Pattern[str]:
    return re.compile(rf"\d|\b(?:{'|'.join(load('organizations')['seats']['street'])})\b", re.I)


_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}-?)?\d{3,6}\s+(?=[A-Z])|\s+[A-Z]{0,2}\d[\w ]{2,7}$|\s+\d{4,6}$")


def place_at(text: str, at: int, until: int | None = None) -> tuple[str, int] | None:
    """(place, where it ends) of an address or a place that begins at a position: "12 Quay Street, Hill, Northland" is "Hill, Northland".

    It ends before `until`, where another name begins.
    """
    end, found = at, []
    for part in re.finditer(
        rf"(?P<part>[^,;:()]{{2,60}}?)(?P<joint>,\s+|\s*$|(?=[;:()]|\.(?:\s|$)|\s+(?!{_JOINT}\s+{CAPITAL})[a-z]))",
        text[at : min(at + 160, until or len(text))],
    ):
        if part.start() != end - at:
            break
        bare = _POSTCODE.sub("", part["part"].strip())
        if re.fullmatch(PLACE, bare) and is_place(bare) and not _street().search(bare):
            found.append((bare, at + part.end("part")))
        elif found or not (_street().search(part["part"]) or re.match(r"(?:the\s)?[A-Z]", part["part"])):
            break
        end = at + part.end()
        if not part["joint"].startswith(",") or len(found) == 3:
            break
    return _joined(found) if found else None


def _joined(found: list[tuple[str, int]]) -> tuple[str, int]:
    """A place with the country or region behind it; of more parts only what are countries."""
    name, end = found[0]
    if len(found) > 1 and (len(found) == 2 or found[1][0] in countries().values()) and found[1][0] != name:
        return f"{name}, {found[1][0]}", found[1][1]
    return name, end


# --------------------------------------------------------------------------------------------------------------- prose
@cache
def _behind() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """(rank, words between a name and its place)"""
    seat = load("organizations")["seats"]
    office, kinds = "|".join(seat["office"]), "|".join(seat["main"])
    opening = r"^\s*(?:\([^()]{1,60}\))?(?:,\s+(?:an?|the|our|its)\s[^,.;:()]{3,70}(?=,))?,?\s+(?:(?:which|that)\s+)?(?:(?:is|are|was|has been)\s+)?(?:(?:now|currently|also)\s+)?(?:an?\s+(?:[\w-]+\s+){1,5}?)?"
    near = r"\s+(?:and\s+\w+\s+)?(?:in|at|near|outside)\s+(?:the\s+)?(?:(?:city|town|port)\s+of\s+)?(?=[A-Z\d])"
    return (
        (0, re.compile(rf"{opening}(?:(?:and|that)\s+)?headquartered{near}")),
        (0, re.compile(rf"^(?:[^.;:]{{0,80}}?\b(?:with|has|have|having|maintains)\s+(?:its|their|an?|the)\s+(?:{kinds})){near}")),
        (0, re.compile(rf"^(?:['’]s?)?\s+(?:{kinds})(?:\s+(?:is|are|was))?(?:\s+(?:located|based|situated))?{near}")),
        (1, re.compile(rf"{opening}(?:based|seated|located|resident){near}")),
        (2, re.compile(rf"^[^.;:]{{0,80}}?\b(?:with|has|have|having)\s+(?:its|their|an?|the)\s+(?:{office}){near}")),
        (2, re.compile(rf"^(?:['’]s?)?\s+(?:{office})(?:\s+(?:is|are|was))?(?:\s+(?:located|based|situated))?{near}")),
        (3, re.compile(rf"{opening}(?:registered|domiciled|incorporated|organi[sz]ed|established|constituted|founded){near}")),
    )


_FORMED = re.compile(r"\s*\((?=[A-Z][^()]{2,50}\))|,\s+(?=[A-Z])|\s+in\s+(?=[A-Z])|(?<=[a-z]\.[a-z]\.)\s+(?=[A-Z])")
_BASED = re.compile(rf"(?P<place>{PLACE})-(?:based|headquartered)\s+(?:[\w&-]+\s+){{0,5}}?$")
_BASED_BEHIND = re.compile(rf"^,\s+(?:an?|the|our|its|another)\s+(?P<place>{PLACE})-(?:based|headquartered)\b")
_FROM = re.compile(r"^,\s+(?:an?|the)\s+(?:[a-z][\w-]*\s+){1,4}from\s+(?=[A-Z])")


@cache
def _national() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A nationality with a noun for a company, before and behind its name: "our Spanish subsidiary X", "X, a Spanish maker of cables"."""
    people = "|".join(sorted((re.escape(w) for w, state in countries().items() if w != state), key=lambda w: (-len(w), w)))
    nouns = "|".join(load("organizations")["seats"]["nouns"])
    return (
        re.compile(
            rf"\b(?:[Oo]ur|[Tt]he|[Ii]ts|[Aa]n?|by)\s+(?:[\w-]+\s+){{0,2}}?(?P<people>{people})\s+(?:[\w-]+\s+){{0,3}}?(?:{nouns}),?\s+$"
        ),
        re.compile(rf"^,\s+(?:our|the|its|an?|another)\s+(?:[\w-]+\s+){{0,2}}?(?P<people>{people})\s+(?:[\w-]+\s+){{0,3}}?(?:{nouns})\b"),
    )


def _in_prose(report: Report, names: Names) -> Iterator[Seat]:
    weak = {o.name for o in names.organizations if o.role == "other" and all("named beside" in why for why in o.reasons.values())}
    for i, block in report.prose():
        text = block.text
        said = [m for m in names.mentions(text.text) if m.name not in weak]
        for k, mention in enumerate(said):
            until = said[k + 1].start if k + 1 < len(said) else len(text.text)
            yield from _of_mention(report, text, mention, until, names)
        if names.reporter and _OWN_CUE.search(text.text):
            yield from _own(report, text, names.company_at(i) or names.reporter)
        yield from _it(report, text, said)


_SEAT_CUE = re.compile(
    r"headquarter|based|domicil|incorporated|registered|seat|[Oo]ffice|located|resident|HQ|organi[sz]ed|established|constituted|founded|principal"
)
"""Words of which one occurs wherever a seat is told behind a name."""


def _of_mention(report: Report, text: Clean, mention: Mention, until: int, names: Names) -> Iterator[Seat]:
    """What stands beside one mention of a name: `until` is where the next one begins."""
    behind = text.text[mention.end : mention.end + 200]
    for rank, pattern in _behind() if _SEAT_CUE.search(behind) else ():
        if (
            (match := pattern.match(behind))
            and mention.end + match.end() <= until
            and (found := place_at(text.text, mention.end + match.end(), until))
        ):
            yield _seat(report, text, mention, found[0], rank, found[1])
    before = text.text[max(0, mention.start - 90) : mention.start]
    for match in (_BASED.search(before), _BASED_BEHIND.match(behind)):
        if match and is_place(match["place"]):
            yield _seat(report, text, mention, match["place"], 1, mention.end + match.end() if match.string is behind else mention.end)
    for pattern, words in zip(_national(), (before, behind), strict=True):
        if match := (pattern.search(words) if words is before else pattern.match(words)):
            end = mention.end + match.end() if words is behind else mention.end
            yield _seat(report, text, mention, countries()[match["people"]], 5, end)
    if (match := _FROM.match(behind)) and (found := place_at(text.text, mention.end + match.end(), until)):
        yield _seat(report, text, mention, found[0], 4, found[1])
    office, match = _office_of().search(before), _IS_AT.match(behind)
    if office and match and (found := place_at(text.text, mention.end + match.end(), until)):
        yield _seat(report, text, mention, found[0], 0 if office["main"] else 2, found[1])
    if has_legal_form(mention.name) and has_legal_form(text.text[mention.start : mention.end]):
        yield from _beside_form(report, text, mention, before, until, mention.name == names.reporter)


_IS_AT = re.compile(r"^\s+(?:is|are|was)\s+(?:located\s+|based\s+|situated\s+)?(?:in|at)\s+(?=[A-Z\d])")


@cache
def _office_of() -> re.Pattern[str]:
    """ "The head office of", before a name."""
    seat = load("organizations")["seats"]
    return re.compile(rf"\b(?:(?P<main>{'|'.join(seat['main'])})|{'|'.join(seat['office'])})\s+of\s+(?:the\s+)?$", re.I)


def _beside_form(report: Report, text: Clean, mention: Mention, before: str, until: int, reporter: bool) -> Iterator[Seat]:
    """ "X Ltd (Hill)", "X Ltd, Northland", "X Ltd in Northland", "and, in Northland, X Ltd"."""
    match = _FORMED.match(text.text, mention.end)
    if match and not (reporter and match.group().strip() == "in") and (found := place_at(text.text, match.end(), until)):
        place, end = found
        if place in mention.name or mention.name.startswith(place.split(",")[0]):
            return
        bracket, known = match.group().strip() == "(", re.fullmatch(_country(), place.split(", ")[-1])
        apart = (
            text.text[mention.end] in ", "
            and match.group().strip() != "in"
            and re.match(r";|(?:\s+and\s+[A-Z]\w+)?\.?\s*$|\s*\(|,\s[^,;.]{2,40}\d", text.text[end:])
        )
        if (bracket and text.text[end : end + 1] in ")," and not re.fullmatch(r"[A-Z\d&.-]+", place)) or known or apart:
            yield _seat(report, text, mention, place, 4, end)
    if ahead := re.search(rf"(?:,|\band),?\s+in\s+(?P<place>{_country()}),\s+(?:by\s+|with\s+)?$", before):
        yield _seat(report, text, mention, ahead["place"], 4, mention.end)


def _seat(report: Report, text: Clean, mention: Mention, place: str, rank: int, end: int) -> Seat:
    start = mention.start if place in text.text[mention.start : end] else max(0, text.text.rfind(place, 0, mention.start))
    return Seat(mention.name, place, rank, tuple(text.spans(report.id, start, max(end, mention.end))))


@cache
def _own_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    seat = load("organizations")["seats"]
    office, kinds = "|".join(seat["office"]), "|".join(seat["main"])
    we = r"(?:[Ww]e|[Tt]he\s(?:Company|Group|Bank|Corporation|company|group|bank)|[Oo]ur\s(?:company|group|[Gg]roup))"
    ours = r"(?:[Oo]ur|[Tt]he\s(?:Company|Group|Bank|Corporation)['’]s)"
    near = r"\s+(?:in|at|near)\s+(?:the\s+)?(?:city\s+of\s+)?(?=[A-Z\d])"
    return (
        (0, re.compile(rf"\b{we}\s(?:is|are)\s(?:\w+\s)?headquartered{near}")),
        (0, re.compile(rf"\b(?:{ours}|[Tt]he)\s(?:\w+\s)?(?:{kinds})\s(?:is|are)\s(?:located|based|situated)?\s?(?:in|at)\s(?=[A-Z\d])")),
        (0, re.compile(rf"^(?:{kinds})(?:\s(?:location|address))?\s?:\s(?=[A-Z\d])", re.I)),
        (0, re.compile(r"\b[Hh]eadquartered\sin\s(?=[A-Z][^.]{2,60},\s(?:we|the\s(?:Company|Group)|our)\b)")),
        (0, re.compile(r"\b[Ll]ocation of (?:the )?headquarters(?:\s?[:–-])?\s+(?=[A-Z])")),
        (2, re.compile(rf"(?:\(|\b(?:[Oo]ur|[Tt]he)\s)(?:{kinds})\sin\s(?=[A-Z])")),
        (1, re.compile(rf"\b{ours}\s(?:{kinds}){near}")),
        (1, re.compile(rf"\b{we}\s(?:is|are)\s(?:\w+\s){{0,3}}based{near}")),
        (
            2,
            re.compile(
                rf"\b[Tt]he\s(?P<office>{kinds}|{office})\sof\sthe\s(?:[Cc]ompany|[Gg]roup|[Bb]ank|[Cc]orporation),?\s(?:(?:is|are)\s)?(?:located\s|situated\s)?(?:in|at)\s(?=[A-Z\d])"
            ),
        ),
        (2, re.compile(rf"\b(?:{ours}|[Tt]he)\s(?:{office})\s(?:is|are)\s(?:located|based|situated)?\s?(?:in|at)\s(?=[A-Z\d])")),
        (2, re.compile(rf"^(?:{office})\s?:\s(?=[A-Z\d])", re.I)),
    )


_OWN_CUE = re.compile(r"headquarter|head office|registered office|\bbased\b|\bseat\b|principal (?:place|executive)", re.I)


def _own(report: Report, text: Clean, name: str) -> Iterator[Seat]:
    """Where the reporter has its seat, as it says of itself."""
    for rank, pattern in _own_patterns():
        for match in pattern.finditer(text.text):
            if found := place_at(text.text, match.end()):
                yield Seat(name, found[0], rank, tuple(text.spans(report.id, match.start(), found[1])))


_IT = re.compile(
    r"(?<=[.!?]\s)(?:It|The company|The joint venture|The subsidiary)\s(?:is|was)\s(?:headquartered|based|located)\sin\s(?=[A-Z])"
)


def _it(report: Report, text: Clean, said: list[Mention]) -> Iterator[Seat]:
    """ "X is a joint venture of Y and Z. It is based in Hill." """
    for match in _IT.finditer(text.text):
        start = max((m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", text.text[: match.start() - 1])), default=0)
        first = next((m for m in said if m.start - start in (0, 4) and m.end < match.start()), None)
        if first and (found := place_at(text.text, match.end())):
            yield Seat(first.name, found[0], 1, tuple(text.spans(report.id, first.start, found[1])))


# -------------------------------------------------------------------------------------------------------------- tables
@cache
def _heads() -> re.Pattern[str]:
    return re.compile("|".join(load("organizations")["seats"]["heads"]), re.I)


def _in_tables(report: Report, names: Names) -> Iterator[Seat]:
    for _, table in report.tables():
        where = next((k for k, h in enumerate(table.heads()) if _heads().fullmatch(h.strip(" .:"))), None)
        for row in table.rows:
            for cell in (c for c in row if "(" in c.text and has_legal_form(c.text)):
                for mention in names.mentions(cell.text):
                    yield from _beside_form(report, cell, mention, "", len(cell.text), mention.name == names.reporter)
            if where is not None and where < len(row) and row[where]:
                yield from _in_row(report, row, where, names)
        yield from _own_rows(report, table, names)


def _in_row(report: Report, row: tuple[Clean, ...], where: int, names: Names) -> Iterator[Seat]:
    for k, cell in enumerate(row):
        name = names.canonical(tidy(cell.text)) if k != where and cell else None
        found = place_at(row[where].text.strip(), 0) if name else None
        if name and found:
            yield Seat(name, found[0], 2, (*cell.spans(report.id), *row[where].spans(report.id)))
            return


_ELSEWHERE = re.compile(r"\b(?:report|page|pages|chapter|section|see|cover|website|statements?)\b", re.I)
"""Where a content index says where to read about it."""


def _own_rows(report: Report, table: Table, names: Names) -> Iterator[Seat]:
    """A row "Headquarters | Hill" of a table of facts about the company."""
    kinds = re.compile(
        rf"(?:(?:location|address) of (?:the )?)?(?:{'|'.join(load('organizations')['seats']['main'])})(?: location| address)?", re.I
    )
    for row in table.rows if names.reporter else ():
        for label, cell in pairwise(row):
            if kinds.fullmatch(label.text.strip(" .:")) and (found := place_at(cell.text.strip(), 0)) and not _ELSEWHERE.search(cell.text):
                yield Seat(names.reporter or "", found[0], 0, (*label.spans(report.id), *cell.spans(report.id)))
