"""Laws, acts, directives and regulations that a report names, with the state that made them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kg.data import rows
from kg.extract.collect import Item, facts_of, key
from kg.extract.documents import Document, documents_in, states
from kg.extract.laws_numbered import laws_by_number, state_beside, texts
from kg.extract.laws_worded import laws_in_words, laws_with_meaning
from kg.extract.registry import known_in
from kg.extract.treaties import treaties
from kg.facts import Fact, given
from kg.names import Names
from report.model import Report


def find_laws(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each law, however often and in which word order it is named."""
    numbered, whole = laws_by_number(report)
    meant = list(laws_with_meaning(report))
    numbered, whole = [*numbered, *meant], [*whole, *(at for at, _ in meant)]
    documents = [d for d in documents_in(report) if d.kind == "law" and not _inside(d, whole)]
    taken = [(d.sentence.starts[d.title.start], d.sentence.starts[d.title.end - 1]) for d in documents]
    items = [*_titled(report, documents), *[i for at, i in numbered if not any(a <= at[0] <= b + 3 for a, b in taken)]]
    taken += [at for at, _ in numbered]
    items += _known(report, taken)
    told = [*treaties(report, taken)]
    taken += [(span.start, span.end) for item in [*items, *told] for span in item.spans]
    items += [*told, *(item for _, item in laws_in_words(report, taken))]
    _tell_states(items)
    meanings = {_name(other): _name(item.label) for _, item in meant for other in item.aliases}
    return facts_of("laws", items, alike=lambda title: meanings.get(_name(title), _name(title)), note="title of a law")


def _inside(document: Document, whole: list[tuple[int, int]]) -> bool:
    """Is a title only a part of a law told by its number: "Law No. 13" of "Law No. 13,709/2018"?"""
    if re.search(r"(?:Law|Act|Code|Regulation|Directive|Decree)\s\($", document.before):
        return True  # its number, in brackets behind its title
    if re.fullmatch(r"(?:EU |Commission )?Delegated (?:Acts?|Regulations?)(?: (?:of|to|under) .*)?", document.title.text):
        return True  # those of a regulation, whichever they are
    if re.search(r"\bof the (?:Group|Company|Bank)$|^Act of (?!\d)", document.title.text):
        return True  # a company's own, or no law at all
    if re.search(r"(?:Law|Act|Decree|Order|Regulation|Directive)\s(?:[Nn]o\.?\s)?[\d.,/]+\s(?:\(|[-–]\s(?:the\s)?)$", document.before):
        return True  # its title, in brackets behind its number
    start, end = document.sentence.starts[document.title.start], document.sentence.ends[document.title.end - 1]
    return any(a < end < b or (a <= start and end <= b) for a, b in whole)


def _tell_states(items: list[Item]) -> None:
    """Which state's law each one is, where another telling of it says so, or all others of the report are of one state."""
    by_name: dict[str, set[str]] = {}
    for item in items:
        by_name.setdefault(_name(item.label), set()).update([item.fields["jurisdiction"]] if "jurisdiction" in item.fields else [])
    home = {item.fields["jurisdiction"] for item in items if "jurisdiction" in item.fields and not item.aliases} - {"international"}
    stated = sum("jurisdiction" in item.fields for item in items)
    for item in items:
        same = by_name[_name(item.label)]
        if len(same) == 1 or (not same and len(home) == 1 and stated >= 3):
            item.fields.setdefault("jurisdiction", next(iter(same or home)))
        item.apart = item.fields.get("jurisdiction")


_OF_UNION = re.compile(r"\b(?:Regulation|Directive|Act|Decision)s?\b.*?(?<![\d/])(\d{2,4}/\d{1,4})(?![\d])")


@lru_cache(maxsize=4096)
def _name(title: str) -> str:
    """A title for comparison: by its number in the Union's journal, else as the register knows it, else by its words without the state."""
    if number := _OF_UNION.search(title):
        return _register().get(number.group(1), number.group(1))
    bare = _bare(title)
    return _register().get(bare, bare)


@cache
def _register() -> dict[str, str]:
    """From each name and number of a law in the register, where no other law bears it, to one of them."""
    laws: dict[str, set[str]] = {}
    for row in rows("laws"):
        names = [n.removeprefix("~") for n in (row[1], *row[2].split("|")) if n != "-"]
        for name in names:
            number = _OF_UNION.search(name)
            laws.setdefault(number.group(1) if number else _bare(name), set()).add(_bare(row[1]))
    return {name: next(iter(titles)) for name, titles in laws.items() if len(titles) == 1}


def _bare(title: str) -> str:
    """The words of a title, without the state's name."""
    bare = re.sub(
        r"\b(?:of|in)\s+(?:the\s+)?(?:People's\s+Republic\s+of\s+China|PRC)\b|\b(?:PRC|Chinese|China's)\b", " ", title, flags=re.I
    )
    bare = re.sub(r"^(?:the\s+)?(?:European Union|EU|[A-Z]\w+)['’]s?\s+(?=[A-Z])", "", re.sub(r"\s*\([A-Z][A-Za-z]{2,9}\)", "", bare))
    for first in (
        re.match(rf"(?:the\s+)?([A-Z][\w.]*{more})\s+(?=[A-Z]\w+\s+(?:and\s+|of\s+)?[A-Z])", bare) for more in ("", r"\s[A-Z][\w.]*")
    ):
        if first and any(pattern.fullmatch(first.group(1)) for _, pattern in states()):
            return key(bare[first.end() :])
    return key(bare)


def _titled(report: Report, documents: list[Document]) -> Iterator[Item]:
    for i, document in enumerate(documents):
        title = document.title
        where = _jurisdiction(title.text) or _jurisdiction_beside(document) or _known_state(title.text) or _shared(documents, i)
        name = re.sub(r"\s+in(?: the)? [A-Z][\w. ]+$", "", title.text) if _ends_in_state(title.text) else title.text
        part = _PART.match(name)
        cut = part.end() if part else 0
        spans = document.sentence.spans(report.id, title.start + cut, title.start + len(name))
        name = name[cut:]
        if spans:
            yield Item(name, given(title=name, jurisdiction=where), spans, 0.95 if document.sure else 0.75)


_PART = re.compile(
    r"(?:(?:Schedule|Section|Article|Chapter|Part|Annex|Title|Clause|Rule)\s[\dIVXA-Z.()]+(?:\sof)?|[IVX]{1,5}\sof)\s(?:the\s)?(?=[A-Z])(?!of\b)"
)
"""What only tells where in a law: "Schedule 19 of the"."""
_IN_STATE = re.compile(r"\b(?:Act|Law|Ordinance|Code)\b.*\sin(?: the)? (?:U\b|[A-Z]\w+(?: [A-Z]\w+)?$)")


def _ends_in_state(title: str) -> bool:
    """ "Banking Act in the United States": not a part of the title, unlike "Act on Diligence in Supply Chains"."""
    last = re.search(r"\sin(?: the)? ([A-Z][\w. ]+)$", title)
    return last is not None and _IN_STATE.search(title) is not None and _jurisdiction(last.group(1)) is not None


def _jurisdiction(title: str) -> str | None:
    """The state that a title names: "Water Law of the People's Republic of China" is China's."""
    return next((name for name, pattern in states() if pattern.search(title)), None)


def _jurisdiction_beside(document: Document) -> str | None:
    """A state right before or after the title: "China's Company Law", "the Banking Act of Austria", "(Cap. 486) of Hong Kong"."""
    before = re.search(r"\b([A-Z][\w.]*(?:\s[A-Z][\w.]*)?)(?:'s)?\s+(?:the\s+)?\"?$", document.before)
    after = re.match(r"\"?\s*(\([^)]{3,30}\))?\s*((?:of|in)\s+(?:the\s+)?[A-Z][\w. ]{2,30})?", document.sentence.text[document.title.end :])
    near = [before.group(1) if before else "", *(g or "" for g in (after.groups() if after else ()))]
    return next((where for words in near if words and (where := _jurisdiction(words))), None)


def _shared(documents: list[Document], i: int) -> str | None:
    """In "the Labor Law and the Safety Law of the People's Republic of China" the last one names the state for both."""
    sentence = documents[i].sentence
    near = [d for d in (*documents[i + 1 : i + 12], *reversed(documents[max(0, i - 12) : i])) if d.sentence is sentence]
    return next((where for d in near if (where := _jurisdiction(d.title.text))), None)


def _known_state(title: str) -> str | None:
    for known in known_in("laws", title):
        dated = re.match(r",?\s(?:19|20)\d\d$", title[known.end :])
        if known.row[0] != "-" and not (dated and known.row[0] == "United States"):  # their years stand behind "of"
            return known.row[0]
    return None


def _known(report: Report, taken: list[tuple[int, int]]) -> Iterator[Item]:
    """Laws that are known by a name or letters alone ("GDPR"), where they are not part of a title found already."""
    for text in texts(report):
        for known in known_in("laws", text.text):
            at = text.starts[known.start]
            if re.match(r"\s+of the (?:Group|Company|Bank)\b", text.text[known.end :]):
                continue
            lead = re.search(r"(?:,?\s(?:of\s)?\d{4})?\s\([\"“]?(?:the\s)?[\"“]?$", text.text[: known.start])
            behind = text.starts[lead.start() - 1] if lead and lead.start() else at
            if any(a <= at <= b or a <= behind <= b for a, b in taken):
                continue
            where = known.row[0] if known.row[0] != "-" else state_beside(text.text, known.start, known.end)
            said = text.text[known.start : known.end]
            spans = text.spans(report.id, known.start, known.end)
            yield Item(known.row[1], given(title=known.row[1], jurisdiction=where), spans, 0.9, (said,) if said != known.row[1] else ())
