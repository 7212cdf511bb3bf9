"""Places where a company works: plants, parks, workshops, mines, laboratories, research centres, workstations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.extract.collect import Item, facts_of, key, owner
from kg.extract.facility_names import any_head, cut, head, heads, named_in, type_of, word_list
from kg.extract.facility_trades import Trades
from kg.extract.site_lists import listed_sites_in, sites_of_lists
from kg.extract.site_names import in_italics, more_sites_in, sites_with_region
from kg.extract.sites import Site, is_place, kind_of, sites_in
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
            before = ""
            for sentence in sentences(block.text):
                items += finder.in_sentence(i, sentence, before)
                before = sentence.text
            items += [finder.site(i, block.text, site, "") for site in in_italics(report, i) if not names.canonical(site.name)]
    items += [finder.site(i, text, site, "") for i, text, site in sites_of_lists(report)]
    for item in items:  # what a table says of a site holds for every mention of it
        item.fields["operator"] = finder.told.get(_name(names, item.label)) or item.fields.get("operator")
        item.fields["location"] = item.fields.get("location") or finder.town(item.label)
    return facts_of("facilities", items, named="name", alike=lambda name: _name(names, name), note="named as a place of work")


def _name(names: Names, name: str) -> str:
    """A name for comparison: a factory is a plant, and Acme's North Plant is the North Plant."""
    first = next(iter(names.mentions(name)), None)
    bare = name[first.end :] if first and first.start == 0 and len(name[first.end :].split()) >= 2 else name
    return key(re.sub(r"\s*\([^)]*\)$", "", re.sub(r"(?<=\w )(?:[Ff]actor(?:y|ies)|[Pp]lants?|[Ss]ite|[Ff]acility)$", "Plant", bare)))


@cache
def _headless() -> re.Pattern[str]:
    """A head with nothing of its own before it: "Cleaning in Factory"."""
    return re.compile(rf"\s(?:in|of|at)\s(?:{heads('works', 'houses')})$")


_NUMBERED = re.compile(
    r"(?:No\.\s?\d+|\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|[A-Z]|I{1,3}|IV|\d+)"
)
_MEETING = re.compile(r"\b(?:held|holds?|organi[sz]\w+|attend\w*|hosted|conducted|participat\w+)(?: in)?(?: the| an?)?\s$")
_HOSTS = re.compile(r"\b(?:hosts?|holds?|offers?|runs?|organi[sz]es?|conducts?|attends?)\s")
_SMALL = frozenset(
    "the each all every our its their various of in at different and both two three four five new existing other a an to for on".split()
)


_BOUGHT = re.compile(
    r"\b(?:buy|buys|bought|purchas\w+|procur\w+|PPAs?|supplied)\b[^.;]{0,60}\b(?:power|electricity|energy|from)\b|\bpower purchase\b", re.I
)


def _of_others(text: str, name: str, end: int, names: Names) -> bool:
    """Is a place someone else's: a farm whose power one buys, or "the Hill mill of Acme Ltd" where Acme is no company of the group?"""
    if re.search(r"\b(?:wind|solar|power|hydro)", name) and _BOUGHT.search(text):
        return True
    behind = re.match(r",?\s(?:of|owned\sby|belonging\sto)\s(?:the\s|our\s)?", text[end:])
    if not behind:
        return False
    at = end + behind.end()
    said = [m.name for m in names.mentions(text) if m.start == at]
    return (bool(said) and not names.is_member(said[0])) or bool(re.match(r"(?:customers?|suppliers?|partners?|tenants?)\b", text[at:]))


_TALKS = re.compile(
    r"(?:technical|practical|regional|annual|virtual|online|interactive|joint|internal|external|thematic|dedicated|educational|participatory|stakeholder|materiality|awareness|half-day|multi-day|two-day|one-day)\b"
)
"""Workshops where people talk."""


class _Finder:
    """Knows which capitalised words the report also writes small: they make no proper name."""

    def __init__(self, report: Report, names: Names) -> None:
        self.report, self.names = report, names
        self.told: dict[str, str] = {}
        self.trades = Trades.of(report, names.reporter or "")
        self.small = frozenset(re.findall(r"(?<![\w.])[a-z]{3,}\b", report.text))

    def town(self, name: str) -> str | None:
        """The place in a name such as "Hill bakery", where the report also says "in Hill" by itself."""
        bare = re.fullmatch(r"([A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s(?:[A-Z]\w+|[a-z][\w -]+)", name)
        if not bare or self.names.mentions(bare.group(1)):
            return None
        alone = re.compile(rf"\b(?:in|near)\s{re.escape(bare.group(1))}\b(?!\s?(?:[A-Z]|plant|factory|site|mine|mill|facility|works))")
        return bare.group(1) if alone.search(self.report.text) else None

    def in_sentence(self, block: int, sentence: Clean, earlier: str = "") -> Iterator[Item]:
        """Facilities of a sentence; `earlier` is the one before it."""
        text = sentence.text
        if not any_head().search(text) and not self.trades.heads.search(text):
            return
        taken: list[tuple[int, int]] = []
        for site in sites_with_region(text, self.small):
            taken.append((site.start, site.end))
            yield self.site(block, sentence, site, earlier)
        for item, start, end in self._named(block, sentence, earlier):
            if _of_others(text, text[start:end], end, self.names) or any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            yield item
        told = [
            *(self.trades.sites(text, self.small) if self.trades.heads.search(text) else ()),
            *more_sites_in(text, self.small),
            *sites_in(text, self.small),
        ]
        known = {(site.start, site.end) for site in told}
        for site in (*told, *(s for s in listed_sites_in(text, self.small) if (s.start, s.end) not in known)):
            if (
                _of_others(text, site.head, site.end, self.names)
                or any(start < site.end and site.start < end and (start, end) != (site.start, site.end) for start, end in taken)
                or self.names.canonical(site.name)
            ):
                continue
            if any(re.fullmatch(r",\s(?:the|our|its|an?)\s", text[end : site.start]) for _, end in taken):
                continue  # "Hill Farm, the holding near Dale": said of what was just named
            taken.append((site.start, site.end))
            yield self.site(block, sentence, site, earlier)
        yield from self._workshops(block, sentence, earlier)

    def site(self, block: int, sentence: Clean, site: Site, earlier: str) -> Item:
        """A place of work that small words name; it is of the company whose name stands right before."""
        before = [m for m in self.names.mentions(sentence.text[: site.start]) if re.fullmatch(r"'?s?\s", sentence.text[m.end : site.start])]
        operator = before[-1].name if before else owner(self.names, sentence.text, site.start, block, earlier)
        label = site.name[0].upper() + site.name[1:]
        fields = given(name=label, type=kind_of(site.head) or type_of(site.head), operator=operator, location=site.place or None)
        return Item(label, fields, sentence.spans(self.report.id, site.start, site.end), 0.8 if site.sure else 0.65)

    def _named(self, block: int, sentence: Clean, earlier: str) -> Iterator[tuple[Item, int, int]]:
        """Facilities with a name in capitals, each with its place in the sentence."""
        text = sentence.text
        companies = [m for m in self.names.mentions(text) if self.names.is_member(m.name)]
        for start, end, works, quoted in named_in(text):
            if any(m.start <= start and end <= m.end for m in companies):
                continue  # a company that is called a mill
            opening = re.match(r"[A-Z][a-z]+ing\s(?=[A-Z])", text[start:end])
            start += opening.end() if opening and not text[:start].strip() and opening.group().strip().casefold() in self.small else 0
            name = text[start:end]
            if not quoted and word_list("goes_on").match(text[end : end + 30].lstrip(" ")):
                continue  # "Open Mine Initiative"
            if self._is_place(name, text[:start], works, quoted):
                yield self._item(block, sentence, start, end, earlier, quoted), start, end

    def _is_place(self, name: str, before: str, works: bool, quoted: bool) -> bool:
        """A name with words of its own; a centre or an institute must be one that the company owns."""
        if (
            word_list("never").search(name)
            or not 2 <= len(name.split()) <= 22
            or not re.search(r"[a-z]", name)
            or re.match(r"(?:A|We|It|They|You|He|She|I|This|That) [a-z]", name)
            or (self.names.canonical(name) and not quoted)
        ):
            return False
        bare = [
            w
            for w in re.findall(r"[\w.'-]+", head("works").sub(" ", head("houses").sub(" ", name)))
            if w not in ("of", "for", "and", "the", "in", "with", "on")
        ]
        proper = any(_NUMBERED.fullmatch(w) or (w[0].isupper() and not self._is_common(w)) for w in bare)
        ours = any(self.names.is_member(m.name) for m in self.names.mentions(name))
        own = bool(word_list("own").search(before[-80:]))
        titled = not works and own and len(bare) >= 1 and bool(before.strip())
        if not bare or not (proper or quoted or ours or titled) or _headless().search(name):
            return False
        return ours or works or own or bool(word_list("own").search(before)) or self._is_there(name, before)

    def _is_there(self, name: str, before: str) -> bool:
        """ "held at the Hill Training Centre": a centre with two words of its own where something was done, and no one else's."""
        return bool(re.search(r"\bat\s(?:the\s)?$", before)) and not self.names.mentions(name) and not word_list("foreign").search(name)

    def _is_common(self, word: str) -> bool:
        """Does the report also write it, or its parts, small?"""
        return all(part in self.small or len(part) < 3 for part in word.casefold().split("-"))

    def _item(self, block: int, sentence: Clean, start: int, end: int, earlier: str, quoted: bool) -> Item:
        name = sentence.text[start:end]
        inside = [m.name for m in self.names.mentions(name) if self.names.is_member(m.name)]
        operator = inside[-1] if inside else owner(self.names, sentence.text, start, block, earlier)
        place = re.match(
            r"\"?,?\s(?:\([A-Z]{2,5}\)\s)?(?:located\s)?(?:in|at|near)\s(?:the\s)?([A-Z][\w-]+(?:,?\s(?:d[aeo]s?\s|of\s)?[A-Z][\w-]+){0,3})",
            sentence.text[end:],
        )
        known = place and (self.names.canonical(place.group(1)) or not is_place(place.group(1)))
        label = name[0].upper() + name[1:]
        fields = given(
            name=label, type=type_of(label) or kind_of(label), operator=operator, location=place.group(1) if place and not known else None
        )
        return Item(label, fields, sentence.spans(self.report.id, start, end), 0.9 if quoted else 0.8)

    def _workshops(self, block: int, sentence: Clean, earlier: str) -> Iterator[Item]:
        """Workshops without a capital, told apart by what they make: "the cable workshop of Acme"."""
        text = sentence.text
        for match in re.finditer(r"\bworkshops?\b(?!\s(?:director|head|manager|leader|team|level|for|on|with|to)|s?\"| to)", text):
            start = _workshop_start(text, match.start())
            before = text[:start].split()[-1:] or [""]
            if (
                start == match.start()
                or _TALKS.match(text[start : match.start()])
                or before[0] not in ("the", "in", "at", "of", "visited", "and", "The")
                or _MEETING.search(text[:start][-40:])
                or _HOSTS.search(text[start : match.start()])
            ):
                continue
            by = re.match(r"\s(?:in|of|at)\s", text[match.end() :])
            said = self.names.mentions(text[match.end() : match.end() + 90]) if by else []
            operator = said[0].name if said and said[0].start <= 6 else owner(self.names, text, start, block, earlier)
            label = text[start].upper() + text[start + 1 : match.end()]
            yield Item(
                label, given(name=label, type="workshop", operator=operator), sentence.spans(self.report.id, start, match.end()), 0.7
            )

    def in_heading(self, at: int, text: Clean) -> Iterator[Item]:
        """Short titles that are nothing but the name of a works, as lists of locations have them."""
        name = text.text.strip(" .")
        found = next(iter(cut(name)), None)
        if found and found[2] and found[:2] == (0, len(name)) and self._is_place(name, "", True, False):
            fields = given(name=name, type=type_of(name), operator=self.names.company_at(at))
            yield Item(name, fields, text.spans(self.report.id), 0.7)

    def in_table(self, at: int, table: Table) -> Iterator[Item]:
        """A table of sites: a column of names, perhaps one of places."""
        heads = [h.casefold().strip() for h in table.heads()]
        named = next((k for k, h in enumerate(heads) if _SITES.fullmatch(h)), None)
        where = next(
            (k for k, h in enumerate(heads) if re.search(r"location|address|\bcity|\btown|\bplace|country|region", h) and k != named), None
        )
        whose = next((k for k, h in enumerate(heads) if _WHOSE.fullmatch(h) and k != named), None)
        for row in table.rows if named is not None else ():
            cell, place = row[named or 0], row[where].text.strip() if where is not None else ""
            name = cell.text.strip(" .")
            if 2 < len(name) <= 80 and re.match(r"[A-Z]", name) and not re.match(r"(?:Total|Sub-?total|Group|All)\b", name):
                said = [m.name for m in self.names.mentions(name) if self.names.is_member(m.name)]
                company = row[whose].text.strip() if whose is not None else ""
                if company:
                    said = [self.names.canonical(company) or company]
                    self.told[_name(self.names, name)] = said[-1]
                fields = given(name=name, type=type_of(name), operator=said[-1] if said else self.names.company_at(at), location=place)
                parts = [
                    *([row[whose]] if whose is not None and company else []),
                    cell,
                    *([row[where]] if where is not None and place else []),
                ]
                yield Item(name, fields, Clean.join(parts).spans(self.report.id), 0.85)


_WHOSE = re.compile(r"(?:(?:group |operating )?compan(?:y|ies)|operator|(?:legal )?entity|subsidiar(?:y|ies)|owner)(?: names?)?")
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
