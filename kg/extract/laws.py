"""Laws, acts, directives and regulations that a report names, with the state that made them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.collect import Item, facts_of, key
from kg.extract.documents import Document, documents_in, states
from kg.extract.laws_numbered import laws_by_number, state_beside
from kg.extract.registry import known_in
from kg.extract.treaties import treaties
from kg.facts import Fact, given
from kg.names import Names
from report.model import Report


def find_laws(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each law, however often and in which word order it is named."""
    numbered, whole = laws_by_number(report)
    documents = [d for d in documents_in(report) if d.kind == "law" and not _inside(d, whole)]
    taken = [(d.sentence.starts[d.title.start], d.sentence.starts[d.title.end - 1]) for d in documents]
    items = [*_titled(report, documents), *[i for at, i in numbered if not any(a <= at[0] <= b + 3 for a, b in taken)]]
    taken += [at for at, _ in numbered]
    items += [*_known(report, taken), *treaties(report, taken)]
    _tell_states(items)
    return facts_of("laws", items, alike=_name, note="title of a law")


def _inside(document: Document, whole: list[tuple[int, int]]) -> bool:
    """Is a title only a part of a law told by its number: "Law No. 13" of "Law No. 13,709/2018"?"""
    if re.search(r"(?:Law|Act|Code|Regulation|Directive|Decree)\s\($", document.before):
        return True  # its number, in brackets behind its title
    if re.search(r"\bof the (?:Group|Company|Bank)$|^Act of (?!\d)", document.title.text):
        return True  # a company's own, or no law at all
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


def _name(title: str) -> str:
    """A title for comparison, without the state's name."""
    bare = re.sub(
        r"\b(?:of|in)\s+(?:the\s+)?(?:People's\s+Republic\s+of\s+China|PRC)\b|\b(?:PRC|Chinese|China's)\b", " ", title, flags=re.I
    )
    bare = re.sub(r"^(?:the\s+)?(?:European Union|EU|[A-Z]\w+)['’]s?\s+(?=[A-Z])", "", re.sub(r"\s*\([A-Z][A-Za-z]{2,9}\)", "", bare))
    for first in (re.match(rf"(?:the\s+)?([A-Z][\w.]*{more})\s+(?=[A-Z]\w+\s+[A-Z])", bare) for more in ("", r"\s[A-Z][\w.]*")):
        if first and any(pattern.fullmatch(first.group(1)) for _, pattern in states()):
            return key(bare[first.end() :])
    return key(bare)


def _titled(report: Report, documents: list[Document]) -> Iterator[Item]:
    for i, document in enumerate(documents):
        title = document.title
        where = _jurisdiction(title.text) or _jurisdiction_beside(document) or _known_state(title.text) or _shared(documents, i)
        name = re.sub(r"\s+in(?: the)? [A-Z][\w. ]+$", "", title.text) if _IN_STATE.search(title.text) else title.text
        spans = document.sentence.spans(report.id, title.start, title.start + len(name))
        if spans:
            yield Item(name, given(title=name, jurisdiction=where), spans, 0.95 if document.sure else 0.75)


_IN_STATE = re.compile(r"\b(?:Act|Law|Ordinance|Code)\b.*\sin(?: the)? (?:U\b|[A-Z]\w+(?: [A-Z]\w+)?$)")


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
    return next((known.row[0] for known in known_in("laws", title) if known.row[0] != "-"), None)


def _known(report: Report, taken: list[tuple[int, int]]) -> Iterator[Item]:
    """Laws that are known by a name or letters alone ("GDPR"), where they are not part of a title found already."""
    for _, block in report.prose():
        text = block.text
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
