"""Places where a company works: plants, parks, workshops, mines, laboratories, research centres, workstations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.data import load
from kg.extract.collect import Item, facts_of, key, owner
from kg.extract.titles import runs_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import BlockKind, Clean, Report, Table, sentences


def find_facilities(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each place that has a name of its own, or that a company's name tells apart."""
    finder = _Finder(report, names)
    items: list[Item] = []
    for i, block in enumerate(report.blocks):
        if block.kind == BlockKind.HEADING and len(block.text.text.split()) <= 7:
            items += finder.in_heading(i, block.text)
        elif block.table is not None:
            items += finder.in_table(i, block.table)
        elif block.kind != BlockKind.FURNITURE:
            items += [item for s in sentences(block.text) for item in finder.in_sentence(i, s)]
    return facts_of("facilities", items, named="name", alike=lambda name: _name(names, name), note="named as a place of work")


def _name(names: Names, name: str) -> str:
    """A name for comparison: a factory is a plant, and Acme's North Plant is the North Plant."""
    first = next(iter(names.mentions(name)), None)
    bare = name[first.end :] if first and first.start == 0 and len(name[first.end :].split()) >= 2 else name
    return key(re.sub(r"\s*\([^)]*\)$", "", re.sub(r"\b[Ff]actor(?:y|ies)\b", "Plant", bare)))


@cache
def _types(*groups: str) -> tuple[tuple[str, str], ...]:
    return tuple((head, kind) for group in groups for kind, heads in load("facilities")[group].items() for head in heads)


@cache
def _heads(*groups: str) -> str:
    return "|".join(sorted((head for head, _ in _types(*groups)), key=len, reverse=True))


def _type(name: str) -> str | None:
    """The type that a name's last head word makes: "North Plant" is a plant, "Research Centre for Alloys" a centre."""
    bare = re.sub(r"\s(?:of|for|in|at|on)\s.*", "", name) if not re.search(rf"(?:{_heads('works', 'houses')})$", name) else name
    found = [(m.end(), -m.start(), kind) for head, kind in _types("works", "houses") for m in re.finditer(rf"\b{head}\b", bare, re.I)]
    return max(found)[2] if found else None


@cache
def _head(group: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_heads(group)})\b")


@cache
def _any_head() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_heads('works', 'houses')}|workshops?)\b")


@cache
def _word_list(table: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('facilities')[table]['words'])})\b")


_QUOTED = re.compile(r"\"([A-Z\d][^\"]{3,160})\"")


def _named_in(text: str) -> Iterator[tuple[int, int, bool, bool]]:
    """(start, end, is it a works?, quoted?) of names with a head, quoted ones first."""
    taken: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        at = _cut(match.group(1))
        if at and at[0] == 0:
            taken.append(match.span())
            yield match.start(1), match.start(1) + at[1], at[2], True
    for run_start, run_end in runs_in(text):
        for start, end in _apart(text, run_start, run_end):
            at = _cut(text[start:end])
            if at and not any(start < b and a < end for a, b in taken):
                yield start + at[0], start + at[1], at[2], False


def _apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Two names that "and" or a bracket joins: "North Plant and South Plant"."""
    for joint in re.finditer(r"\s+and\s+|\s*[()]\s*", text[start:end]):
        if _head("works").search(text[start : start + joint.start()][-24:]) and text[start : start + joint.start()].rstrip()[-1:] != ",":
            yield start, start + joint.start()
            yield from _apart(text, start + joint.end(), end)
            return
    yield start, end


def _cut(run: str) -> tuple[int, int, bool] | None:
    """Where a facility's name stands in a run of capitalised words: up to its head, or to the end of what the head is of."""
    for group in ("works", "houses"):
        heads = list(_head(group).finditer(run))
        if not heads:
            continue
        of = re.match(r"\s(?:of|for|on)\s", run[heads[0].end() :])
        if of and group == "works" and re.search(r"\b(?:of|for)\b", run[: heads[0].start()]):
            of = None
        of = of if of and len(run[heads[0].end() :].split()) <= (7 if group == "works" else 18) else None
        end = len(run.rstrip(" ,.'")) if of else heads[-1].end()
        start = _lead(run[:end])
        if not of:
            inner = [
                m.end() for m in re.finditer(r"\s(?:of|for|at|in|from|to|by|with)\s(?:the\s)?", run[:end]) if m.end() < heads[-1].start()
            ]
            start = max([start, *(i for i in inner if group == "works")])
        return (start, end, group == "works") if start < end else None
    return None


def _lead(name: str) -> int:
    """Length of the words that only lead up to a name."""
    match = re.match(r"(?:(?:The|In|At|Our|Its|By|From|With|As|For|And|This|New|Also|To|On|[\w&. ]+?(?<!People)'s)\s+)+(?=[A-Z\d])", name)
    return match.end() if match else 0


_NUMBERED = re.compile(
    r"(?:No\.\s?\d+|\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|[A-Z]|I{1,3}|IV|\d+)"
)
_MEETING = re.compile(r"\b(?:held|holds?|organi[sz]\w+|attend\w*|hosted|conducted|participat\w+)(?: in)?(?: the| an?)?\s$")
_SMALL = frozenset(
    "the each all every our its their various of in at different and both two three four five new existing other a an to for on".split()
)


class _Finder:
    """Knows which capitalised words the report also writes small: they make no proper name."""

    def __init__(self, report: Report, names: Names) -> None:
        self.report, self.names = report, names
        self.small = frozenset(re.findall(r"(?<![\w.])[a-z]{3,}\b", report.text))

    def in_sentence(self, block: int, sentence: Clean) -> Iterator[Item]:
        text = sentence.text
        if not _any_head().search(text):
            return
        for start, end, works, quoted in _named_in(text):
            opening = re.match(r"[A-Z][a-z]+ing\s(?=[A-Z])", text[start:end])
            start += opening.end() if opening and not text[:start].strip() and opening.group().strip().casefold() in self.small else 0
            name = text[start:end]
            if self._is_place(name, text[:start], works, quoted):
                yield self._item(block, sentence, start, end, 0.9 if quoted else 0.8)
        yield from self._workshops(block, sentence)

    def _is_place(self, name: str, before: str, works: bool, quoted: bool) -> bool:
        """A name with words of its own; a centre or an institute must be one that the company owns."""
        if (
            _word_list("never").search(name)
            or not 2 <= len(name.split()) <= 22
            or not re.search(r"[a-z]", name)
            or (self.names.canonical(name) and not quoted)
        ):
            return False
        bare = [
            w
            for w in re.findall(r"[\w.'-]+", _head("works").sub(" ", _head("houses").sub(" ", name)))
            if w not in ("of", "for", "and", "the", "in", "with", "on")
        ]
        proper = any(_NUMBERED.fullmatch(w) or (w[0].isupper() and w.casefold() not in self.small) for w in bare)
        ours = any(self.names.is_member(m.name) for m in self.names.mentions(name))
        if not bare or not (proper or quoted or ours) or re.search(r"\s(?:in|of|at)\s\w+$", name):
            return False
        return ours or works or bool(_word_list("own").search(before))

    def _item(self, block: int, sentence: Clean, start: int, end: int, confidence: float) -> Item:
        name = sentence.text[start:end]
        inside = [m.name for m in self.names.mentions(name) if self.names.is_member(m.name)]
        operator = inside[-1] if inside else owner(self.names, sentence.text, start, block)
        place = re.match(
            r"\"?,?\s(?:\([A-Z]{2,5}\)\s)?(?:located\s)?in\s(?:the\s)?([A-Z][\w-]+(?:,?\s[A-Z][\w-]+){0,3})", sentence.text[end:]
        )
        known = place and (self.names.canonical(place.group(1)) or re.match(r"\d|January|Q\d", place.group(1)))
        label = name[0].upper() + name[1:]
        fields = given(name=label, type=_type(label), operator=operator, location=place.group(1) if place and not known else None)
        return Item(label, fields, sentence.spans(self.report.id, start, end), confidence)

    def _workshops(self, block: int, sentence: Clean) -> Iterator[Item]:
        """Workshops without a capital, told apart by what they make: "the cable workshop of Acme"."""
        text = sentence.text
        for match in re.finditer(r"\bworkshops?\b(?!\s(?:director|head|manager|leader|team|level|for|on|with|to)|s?\"| to)", text):
            start = _workshop_start(text, match.start())
            before = text[:start].split()[-1:] or [""]
            if (
                start == match.start()
                or before[0] not in ("the", "in", "at", "of", "visited", "and", "The")
                or _MEETING.search(text[:start][-40:])
            ):
                continue
            by = re.match(r"\s(?:in|of|at)\s", text[match.end() :])
            said = self.names.mentions(text[match.end() : match.end() + 90]) if by else []
            operator = said[0].name if said and said[0].start <= 6 else owner(self.names, text, start, block)
            label = text[start].upper() + text[start + 1 : match.end()]
            yield Item(
                label, given(name=label, type="workshop", operator=operator), sentence.spans(self.report.id, start, match.end()), 0.7
            )

    def in_heading(self, at: int, text: Clean) -> Iterator[Item]:
        """Short titles that are nothing but the name of a works, as lists of locations have them."""
        name = text.text.strip(" .")
        cut = _cut(name)
        if cut and cut[2] and cut[:2] == (0, len(name)) and self._is_place(name, "", True, False):
            fields = given(name=name, type=_type(name), operator=self.names.company_at(at))
            yield Item(name, fields, text.spans(self.report.id), 0.7)

    def in_table(self, at: int, table: Table) -> Iterator[Item]:
        """A table of sites: a column of names, perhaps one of places."""
        heads = [h.casefold().strip() for h in table.heads()]
        named = next((k for k, h in enumerate(heads) if _SITES.fullmatch(h)), None)
        where = next((k for k, h in enumerate(heads) if re.search(r"location|address|city|country|region", h) and k != named), None)
        for row in table.rows if named is not None else ():
            cell, place = row[named or 0], row[where].text.strip() if where is not None else ""
            name = cell.text.strip(" .")
            if 2 < len(name) <= 80 and re.match(r"[A-Z]", name) and not re.match(r"(?:Total|Sub-?total|Group|All)\b", name):
                said = [m.name for m in self.names.mentions(name) if self.names.is_member(m.name)]
                fields = given(name=name, type=_type(name), operator=said[-1] if said else self.names.company_at(at), location=place)
                parts = [cell, *([row[where]] if where is not None and place else [])]
                yield Item(name, fields, Clean.join(parts).spans(self.report.id), 0.85)


_SITES = re.compile(
    r"(?:name of (?:the )?)?(?:facilit(?:y|ies)|plants?|factor(?:y|ies)|production (?:base|site)s?|(?:manufacturing |"
    r"operating )?sites?|mines?|mills?)(?: names?)?"
)


def _workshop_start(text: str, at: int) -> int:
    """Where the small words before "workshop" begin: "No. 2 rolling workshop", "high-speed and low-cost wire workshop"."""
    start = at
    for word in reversed(list(re.finditer(r"\S+", text[:at]))[-9:]):
        token = word.group()
        joint = token == "and" and (re.match(r"No\.", text[start:]) or re.match(r"[a-z]+-[a-z]", text[start:]))
        if not joint and (token.casefold() in _SMALL or not re.fullmatch(r"[a-z][\w-]*|No\.|\d{1,2}", token)):
            break
        start = word.start()
    return at if text[start:at].strip() in ("production", "and", "") else start
