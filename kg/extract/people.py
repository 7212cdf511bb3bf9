"""Persons that a report names, with their post and whom they work for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from kg.data import load
from kg.extract.collect import Item, facts_of
from kg.extract.naming import any_head
from kg.extract.people_heads import headed_persons
from kg.extract.people_roles import roles_in
from kg.extract.people_told import told_in
from kg.facts import Fact, given
from kg.names import Names
from report.model import BlockKind, Clean, Report, Table

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_TOKEN = rf"(?:(?!Non-)(?:Mc|Mac|O['’]|D['’]|L['’]|N['’])?{_CAPITAL}[a-zß-ž]+(?:[-'’]{_CAPITAL}?[a-zß-ž]+)*|(?!(?:LLP|LLC|PLC|LTD|GMBH|KPMG|INC)\b)[A-Z]{{2,}}(?![a-z]))"
_PARTICLE = r"(?:[A-Z]\.|de|da|do|dos|das|del|della|di|du|van|von|zu|af|av|den|der|ten|ter|bin|binti|binte|ibn|al|el|la|le|e|y|Mc|Ó|Ní|Mac|Nic|Ui|S/O|D/O|a/l|a/p)"
_NAME = (
    rf"(?:(?:[A-Z]\.\s?){{0,2}}[A-Z]\.(?=\s[A-Z])|{_TOKEN})(?:(?:\s{_PARTICLE}){{0,2}}\s{_TOKEN}){{1,3}}(?:,\s(?!(?:Mr|Mrs|Ms|Miss|Dr|Prof|Chair|President|Director|Manager|Head|Partner|Founder|Treasurer|Secretary|Vice|Chief|Senior|CEO|CFO|COO|CTO)){_TOKEN}(?=\s(?:and|was|"
    rf"is|as|has)\b|\s*[,.;)]))?"
)
"""Two to four words with particles between them; an initial may stand first. Surname first is as good."""


_BARE_INITIALS = rf"[A-Z](?:\s[A-Z]){{0,2}}\s{_TOKEN}"
"""Initials without points, as columns of names have them."""
_DATED = re.compile(
    r"[\s,]+(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+(?:\d{1,2},\s*)?\d{4}\b.{0,12}$"
)
"""The date at the end of a signature, with the page number that ran into it."""


def find_people(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each person who has a title of address or a post."""
    finder = _Finder(report, names)
    items = [*finder.in_headings(), *finder.in_prose(), *finder.by_deeds(), *finder.in_lines()]
    for i, table in report.tables():
        items += finder.in_table(i, table)
    return facts_of("people", items, named="name", alike=_same_person, note="named with a post")


def _same_person(name: str) -> str:
    """ "David B. Burke" and "David Burke" are one person."""
    bare = re.sub(r"\s[A-Z]\.", "", name).replace(",", "").casefold()
    first, _, rest = bare.partition(" ")
    return f"{_formal().get(first, first)} {rest}"


@cache
def _formal() -> dict[str, str]:
    """A short first name -> the long one: "dave" is "david"."""
    return {short: pair[0] for pair in load("people")["first_names"] for short in pair[1:]}


@cache
def _post() -> str:
    heads = "|".join(sorted(load("people")["posts"], key=len, reverse=True))
    before = r"(?:(?:[A-Z][\w&'-]*|of|and|&|the|for|non-executive|independent|executive|/|–|—|-),?\s){0,7}?"
    after = (
        r"(?:(?:\s(?:of|for|and|&|to|at)(?:\sthe)?|,(?!\sand\s)|\s?[-–—]|\s(?:of|for)\s(?:our|its)|)\s(?:[A-Z][\w&'.-]*|&|"
        r"and(?=\s[A-Z])|of(?=\s[A-Z])))*"
    )
    return rf"{before}\b(?:{heads})\b{after}"


@cache
def _after_post() -> re.Pattern[str]:
    """What stands before a name up to the post: "Acme CEO "."""
    return re.compile(rf"^.*\b(?:{'|'.join(load('people')['posts'])})\s+(?={_CAPITAL})")


@cache
def _sign() -> re.Pattern[str]:
    """A title of address, or the head of a post: no person is named without one."""
    return re.compile(rf"\b(?:(?:{'|'.join(load('people')['honorifics'])})\.?\s[A-Z]|(?:{'|'.join(load('people')['posts'])})\b)")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    titles = "|".join(load("people")["honorifics"])
    heads = "|".join(sorted(load("people")["posts"], key=len, reverse=True))
    address = rf"(?:{titles})\.?(?:\s(?:{titles})\.?)*"
    return (
        re.compile(
            rf"\b(?P<address>{address})\s(?P<name>{_NAME})(?:\s?\([^)]{{1,30}}\))?(?:,?\s(?:the|our|its|as|an?)?\s?(?P<post>{_post()}))?"
        ),
        re.compile(
            rf"(?<![\w-])(?P<name>{_NAME}),\s(?:the\s|our\s|its\s|{_CAPITAL}[\w&-]+(?:\s{_CAPITAL}[\w&-]+){{0,2}}['’]s?\s)?(?P<post>{_post()})"
        ),
        re.compile(
            rf"(?<![\w-])(?P<name>{_NAME})(?:,?\s(?:who|currently|also|has|now|previously))*\s(?:serves?|served|acts?|acted|works?|is|was)(?:\s(?:currently|"
            rf"appointed|elected|also|now))*\s(?:as\s)?(?:the\s|our\s|its\s|an?\s)(?:independent\s|non-executive\s|new\s|current\s)*(?P<post>{_post()})"
        ),
        re.compile(
            rf"(?<![\w-])(?P<post>(?:[A-Z][\w&-]*\s){{0,3}}(?:{heads})(?:\s(?:of|for)\s[A-Z][\w&-]*(?:\s(?:and|&)\s[A-Z][\w&-]*)?)?)\s(?:{address}\s)?(?P<name>{_NAME})"
        ),
    )


def _beside(source: str) -> list[tuple[str, str]]:
    """(name, post) of signatures side by side: "Ann Hill      Bob Dale" over "Chair      Chief Executive"; [] for anything else."""
    columns = [re.split(r"\s{3,}", line.strip()) for line in source.splitlines() if line.strip()]
    if len(columns) != 2 or len(columns[0]) < 2 or len(columns[0]) != len(columns[1]):
        return []
    signed = list(zip(*columns, strict=True))
    return signed if all(re.fullmatch(_NAME, name) and re.fullmatch(_post(), post) for name, post in signed) else []


_BRACKET = re.compile(r"\s?[\[(][^\])]{3,60}[\])]$")
_WHOSE_CHIEF = re.compile(
    rf"(?P<who>(?!Former|Vice|Deputy|Acting|Interim|Honorary|Co|Emeritus|Elect|Regional|Country)(?!Group\b){_TOKEN})\s(?=(?:CEO|CFO|COO|CTO|President|Chair(?:man|woman|person)?|MD|Managing Director)$)"
)
"""The company before the post of its chief: "Acme CEO"."""
_BEHIND = re.compile(r"[\s,)]*(?:at|of|for|from|with|in|[-–—])?\s*(?:the\s|our\s)?(?:[\w-]+\s){0,2}")
"""What may stand between a post and the organization that it is held at."""
_HONOURED = re.compile(r"(?:Mr|Ms|Mrs|Dr|Prof|Shri|Smt|Sir|Dame)\b")
_LEAD = re.compile(r"(?:(?:To|For|By|With|And|As|From|In|At|Like|Our|When|While|After|But|Under)\s)+(?=[A-Z]\S*\s\S)")


class _Finder:
    """Knows which capitalised words are no names: those that the report also writes small."""

    def __init__(self, report: Report, names: Names) -> None:
        self.report, self.names = report, names
        self.listed: set[int] = set()
        self.small = frozenset(re.findall(r"(?<![\w.])[a-z]{3,}\b", report.text))
        self.never = frozenset(load("people")["no_names"])
        self.address = re.compile(rf"^(?:(?:{'|'.join(load('people')['honorifics'])})\.?\s+)+")

    def is_name(self, name: str, addressed: bool = False) -> bool:
        """Two to four words that are no common words; after "Mr." one of them may be."""
        tokens = [t for t in re.findall(r"[A-Za-zÀ-ž'-]+", name) if len(t) > 1]
        common = sum(t.casefold() in self.small for t in tokens if len(t) > 3 or len(tokens) < 3)
        known = self.names.mentions(name)
        initials = len(tokens) == 1 and bool(re.match(r"(?:[A-Z]\.?\s?){1,3}[A-Z]", name)) and len(tokens[0]) > 2
        return (
            (initials or 2 <= len(tokens) <= 5)
            and not any(t in self.never for t in tokens)
            and not self.address.match(name)
            and common <= (1 if addressed else 0)
            and not known
            and not any_head().search(name)
        )

    def in_headings(self) -> Iterator[Item]:
        for told in headed_persons(self.report, _NAME, _post()):
            if self.is_name(told.name, True):
                text = self.report.blocks[told.block].text
                fields = given(name=told.name, position=self._bare_post(told.post or None), organization=self.names.company_at(told.block))
                yield Item(told.name, fields, text.spans(self.report.id), 0.9 if told.post else 0.7)

    def in_prose(self) -> Iterator[Item]:
        for i, block in self.report.prose():
            text = block.text.text
            if _sign().search(text) and (rows := self.in_rows(i)):
                self.listed.add(i)
                yield from rows
                continue
            for k, pattern in enumerate(_patterns() if _sign().search(text) else ()):
                for match in pattern.finditer(text):
                    if k == 3 and not self._calls_a_person(text, match):
                        continue
                    yield from self._item(block.text, i, match, k == 0)

    def by_deeds(self) -> Iterator[Item]:
        """Persons told by what they do, or by a post in small letters."""
        for i, block in self.report.prose():
            text = block.text.text if i not in self.listed else ""
            for told in (*told_in(text, _NAME), *roles_in(text, _NAME)):
                lead = _LEAD.match(told.name)
                name = _after_post().sub("", told.name[lead.end() :] if lead else told.name)
                told = replace(told, name=self.address.sub("", name))
                if not self.is_name(told.name) or (
                    not told.sure and any(w.casefold() in self.small for w in told.name.split() if w[:1].isupper())
                ):
                    continue
                organization = self._organization(text, told.start, told.end, i) if told.here else self.names.company_at(i)
                post = self._bare_post(told.post or None)
                yield Item(
                    told.name,
                    given(name=told.name, position=post and post[0].upper() + post[1:], organization=organization),
                    block.text.spans(self.report.id, told.start, told.end),
                    0.8 if post else 0.6,
                )

    def _calls_a_person(self, text: str, match: re.Match[str]) -> bool:
        """ "CEO Ann Blake said" - not "Chief Risk Officer Annual Report"."""
        return bool(re.match(r"(?:'s)?\s*(?:[,.;()]|$|[a-z])", text[match.end() :]))

    def _item(self, text: Clean, block: int, match: re.Match[str], addressed: bool) -> Iterator[Item]:
        lead = _LEAD.match(match["name"])
        name = match["name"][lead.end() :] if lead else match["name"]
        if not self.is_name(name, addressed):
            return
        post = match["post"] or ("Chair" if re.search(r"\bchaired by (?:the )?$", text.text[: match.start()]) else None)
        start, end = match.start("address") if addressed else match.start(), match.end()
        organization = self._organization(text.text, match.start(), match.end(), block)
        post = self._bare_post(post, text.text[end:])
        if post or addressed:
            spans = text.spans(self.report.id, start, end)
            yield Item(name, given(name=name, position=post, organization=organization), spans, 0.9 if post else 0.7)

    def _organization(self, text: str, start: int, end: int, block: int) -> str | None:
        """The organization in the post or right after it, else the one that the block is about."""
        inside = {o.name for o in self.names.organizations if o.role == "internal"}
        known = [m for m in self.names.mentions(text[start : end + 80]) if m.name not in inside and not _HONOURED.match(m.name)]
        named = [m for m in known if m.end <= end - start or _BEHIND.fullmatch(text[end : start + m.start])]
        before = [m for m in self.names.mentions(text[max(0, start - 60) : start]) if m.name not in inside]
        if (
            not named
            and before
            and re.fullmatch(r"\s(?:with|by|and)?\s?|,\s(?:with|by)?\s?", text[max(0, start - 60) + before[-1].end : start])
        ):
            named = before[-1:]
        return named[0].name if named else self.names.company_at(block)

    def _bare_post(self, post: str | None, behind: str = "") -> str | None:
        """A post without the organization, or the next person of a list, that follows it; `behind`: the text behind it."""
        if not post:
            return None
        whose = _WHOSE_CHIEF.match(post)
        if whose and whose["who"].casefold() not in self.small and whose["who"] not in self.never:
            post = post[whose.end() :]
        parts = post.split(", ")
        last = len(parts) if re.match(r",\s(?:the|our|its|an?)\s", behind) else len(parts) - 1
        person = next((k for k, part in enumerate(parts[:last]) if k and re.fullmatch(_NAME, part) and self.is_name(part)), len(parts))
        post = ", ".join(parts[:person])
        inside = {o.name for o in self.names.organizations if o.role == "internal"}
        first = next((m for m in self.names.mentions(post) if m.name not in inside), None)
        bare = post[: first.start] if first and first.start > 2 else post
        return re.sub(r"[\s,–—-]+(?:of|at|for|the|and|&)?(?:\sthe)?$|[\s,]+$", "", bare.strip(" ,.-–—")) or None

    def in_rows(self, at: int) -> list[Item]:
        """A list of persons with their posts, one to a line of a paragraph; [] for any other paragraph."""
        block, found, low = self.report.blocks[at], [], 0
        lines = [line.strip(" *\t•-–") for line in self.report.text[block.start : block.end].splitlines() if line.strip()]
        for line in lines if len(lines) > 1 else ():
            row = re.fullmatch(rf"(?P<name>{_NAME})\W*?(?:,|\s[–—|-]|:|\()\s?(?P<post>{_post()})\W*", self.address.sub("", line))
            start = block.text.text.find(row["name"], low) if row else -1
            if not row or start < 0 or not self.is_name(row["name"], True):
                continue
            low = max(start, block.text.text.find(row["post"], start)) + len(row["post"])
            organization = self._organization(row["post"], 0, len(row["post"]), at)
            fields = given(name=row["name"], position=self._bare_post(row["post"]), organization=organization)
            found.append(Item(row["name"], fields, block.text.spans(self.report.id, start, low), 0.9))
        return found if len(found) > 1 else []

    def in_lines(self) -> Iterator[Item]:
        """A signature: a line that is a name, the post in the next line or in the same."""
        blocks = [(i, b) for i, b in enumerate(self.report.blocks) if b.table is None and b.kind != BlockKind.FURNITURE]
        for k, (i, block) in enumerate(blocks):
            text = _BRACKET.sub("", _DATED.sub("", block.text.text)).strip(" .")
            if len(text) > 90:
                continue
            source = self.report.text[block.start : block.end]
            if (beside := _beside(source) if "   " in source else []) and all(self.is_name(name) for name, _ in beside):
                for name, post in beside:
                    yield from self._signed(i, name, post, [block.text])
                continue
            one = re.fullmatch(rf"\W*(?P<name>{_NAME.replace('{1,3}', '{1,3}?')})\s(?P<post>{_post()})", text)
            if one and not re.search(r"\b[a-z]{5,}\b", text):
                name, position = self._moved(one["name"], one["post"])
                if self.is_name(name):
                    yield from self._signed(i, name, position, [block.text])
                    continue
            bare = self.address.sub("", text)
            if k + 1 < len(blocks) and re.fullmatch(_NAME, bare) and self.is_name(bare, bare != text):
                after = blocks[k + 1][1]
                signed = re.fullmatch(rf"\W*(?P<post>{_post()})\W*", after.text.text) if len(after.text.text) < 120 else None
                if signed:
                    yield from self._signed(i, bare, signed["post"], [block.text, after.text])
                elif k and bare == text and self._is_signature(blocks[k - 1][1].text.text):
                    yield Item(bare, given(name=bare, organization=self.names.company_at(i)), block.text.spans(self.report.id), 0.6)

    def _is_signature(self, line: str) -> bool:
        """A line that is nothing but a person with a title of address: the next signs beside them."""
        bare = self.address.sub("", line.strip(" ."))
        return bare != line.strip(" .") and bool(re.fullmatch(_NAME, bare)) and self.is_name(bare, True)

    def _moved(self, name: str, post: str) -> tuple[str, str]:
        """A name of three words that was cut after the second: "Ash Chairman" begins with a word that the report never writes small."""
        first, _, rest = post.partition(" ")
        proper = re.fullmatch(_TOKEN, first) and first.casefold() not in self.small and first not in self.never and not _sign().match(first)
        return (f"{name} {first}", rest) if proper and rest and not first.isupper() and _sign().search(rest) else (name, post)

    def _signed(self, at: int, name: str, post: str, texts: list[Clean]) -> Iterator[Item]:
        organization = self._organization(post, 0, len(post), at)
        above = " ".join(b.text.text for b in self.report.blocks[max(0, at - 3) : at])
        if organization == self.names.company_at(at) and (whose := _ON_BEHALF.search(above)):
            organization = next((m.name for m in self.names.mentions(above[whose.end() :]) if m.start < 8), organization)
        spans = tuple(s for t in texts for s in t.spans(self.report.id))
        yield Item(name, given(name=name, position=self._bare_post(post), organization=organization), spans, 0.9)

    def in_table(self, at: int, table: Table) -> Iterator[Item]:
        """A table with a column of names and one of posts; in one of directors the post may stand in brackets."""
        heads = [h.casefold() for h in table.heads()]
        named = next((k for k, h in enumerate(heads) if re.search(r"\bname\b|\bdirectors?$|\bmembers?$|^trustees?$", h)), None)
        posted = next((k for k, h in enumerate(heads) if _POSTED.search(h) and k != named), None)
        if named is None and posted and not heads[0].strip():
            named = 0  # the column of names has no title
        if named is None or (
            posted is None and not re.search(r"directors?$|members?$|trustees?$|^name of (?:the )?(?:director|member)", heads[named])
        ):
            return
        for row in table.rows:
            yield from self._in_row(at, row[named], row[posted] if posted is not None else None)

    def _in_row(self, at: int, cell: Clean, post: Clean | None) -> Iterator[Item]:
        bracket = _BRACKET.search(cell.text.strip())
        name = self.address.sub("", _BRACKET.sub("", cell.text.strip()).strip(" *¹²³"))
        if not re.fullmatch(rf"{_NAME}|{_BARE_INITIALS}", name) or not self.is_name(name, True) or (post is not None and not post):
            return
        position = post.text.strip() if post else bracket.group().strip(" ()[]") if bracket and _sign().search(bracket.group()) else None
        spans = Clean.join([cell, post]).spans(self.report.id) if post else cell.spans(self.report.id)
        fields = given(name=name, position=position, organization=self.names.company_at(at))
        yield Item(name, fields, spans, 0.9 if position else 0.7)


_ON_BEHALF = re.compile(r"\b[Oo]n behalf of\s")
"""Above a signature: for whom it is given."""
_POSTED = re.compile(r"position|title|post\b|role|function|capacity|designation")
