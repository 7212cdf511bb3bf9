"""Risks and opportunities that a report lists, with their category, what they may do and what the company does about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.data import load
from kg.extract.collect import Item, facts_of
from kg.extract.risks_prose import risks_in_lines
from kg.extract.risks_sentences import risks_in_sentences
from kg.facts import Fact, given
from kg.names import Names
from report.model import Block, BlockKind, Clean, Report, Row, Span, Table

_LONGEST = 700
"""Characters of an impact or a response that are kept."""


def find_risks(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each risk that a table or a run of headed paragraphs lists."""
    return facts_of("risks", _told(report, names, "risks"), note="listed as a risk")


def find_opportunities(report: Report, names: Names) -> Iterable[Fact]:
    """The same for opportunities."""
    return facts_of("opportunities", _told(report, names, "opportunities"), note="listed as an opportunity")


def _told(report: Report, names: Names, kind: str) -> list[Item]:
    items = [item for i, table in report.tables() for k, item in _from_table(report, i, table) if k == kind]
    items += [item for k, item in _from_lines(report) if k == kind]
    for more in (risks_in_lines(report, kind), risks_in_sentences(report, names, kind)):
        items += [item for item in list(more) if not any(_said_before(item, old) for old in items)]
    return items


def _said_before(item: Item, old: Item) -> bool:
    """Does an item lie in the words of another?"""
    return any(a.start < b.end and b.start < a.end for a in item.spans for b in old.spans)


@cache
def _head(what: str) -> re.Pattern[str]:
    return re.compile("|".join(load("risks")["columns"][what]), re.I)


@cache
def _names(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(category, pattern of a whole name) of the risks or opportunities that reports usually list."""
    table: dict[str, list[str]] = load("risks")[kind]
    return tuple(
        (c, re.compile(rf"(?:{'|'.join(words)})(?:[- ]related)?(?: (?:risks?|opportunit(?:y|ies)))?", re.I)) for c, words in table.items()
    )


def _listed_as(text: str, kind: str) -> str | None:
    """The category of a name that is usual in such lists: "Market risks" is a transition risk."""
    bare = re.sub(r"^[^A-Za-z]*(?:[^\x00-\x7f]+\w?\s+)?|[\s:.,;–—-]+$", "", text)
    return next((category for category, pattern in _names(kind) if pattern.fullmatch(bare)), None)


def _category(text: str) -> str | None:
    """ "Transition risks" as "transition"; None for words that are no category."""
    bare = re.sub(
        r"\b(?:climate|climate-related|risks?|opportunit(?:y|ies)|types?|categor(?:y|ies))\b|[^A-Za-z /&-]", " ", text, flags=re.I
    )
    bare = " ".join(bare.split()).strip(" /&-")
    return bare.casefold() if 3 < len(bare) <= 40 and len(bare.split()) <= 4 else None


# ------------------------------------------------------------------------------------------------------------ tables
@dataclass(frozen=True)
class _Columns:
    title: int
    category: int | None
    impact: int | None
    response: int | None
    kind: int | None = None
    """The column that says "risk" or "opportunity" of each row."""


def _from_table(report: Report, at: int, table: Table) -> Iterator[tuple[str, Item]]:
    heads = table.heads()
    around = " ".join([*heads, table.caption, *(report.path(report.blocks[at].section)[-1:])])
    columns = _by_heads(table, heads) or _columns(table, heads, around)
    if not columns:
        return
    rows = _whole_rows(table.rows, columns)
    for n, row in enumerate(rows):
        group = table.groups[n].text if table.groups and len(rows) == len(table.rows) else ""
        item = _row_item(report, row, columns, group)
        if item:
            told = columns.category if columns.kind is None else columns.kind
            said = " ".join([group, row[told].text if told is not None else ""])
            yield _kind(said, item.label, around), item


def _kind(said: str, title: str, around: str) -> str:
    """Opportunities where the row's group or category says so, else where the table does."""
    return next((kind for words in (said, title, around) if (kind := _kind_said(words))), "risks")


def _kind_said(words: str) -> str | None:
    """The kind that words name, if they name one and not both."""
    risk, chance = bool(re.search(r"\brisks?\b", words, re.I)), bool(re.search(r"opportunit", words, re.I))
    return ("opportunities" if chance else "risks") if risk != chance else None


def _whole_rows(rows: Sequence[Row], columns: _Columns) -> list[Row]:
    """Rows whose cells were cut at the end of a line, made whole: what goes on has no category, or begins in small letters."""
    told = columns.kind if columns.kind is not None else columns.category
    whole: list[Row] = []
    for row in rows:
        name = row[columns.title].text
        goes_on = bool(whole) and told is not None and not row[told] and bool(whole[-1][told]) and len(name.split()) < 5
        if goes_on and (re.match(r"[a-z]", name) or any(re.match(r"[a-z]", c.text) for c in row if c) or not name):
            whole[-1] = tuple(Clean.join([c for c in pair if c]) if any(pair) else pair[0] for pair in zip(whole[-1], row, strict=True))
        else:
            whole.append(row)
    return whole


_ROW_KIND = re.compile(r"\W*(?:(?:actual|potential|financial|transition|physical)\W+)?(?:risks?|opportunit(?:y|ies)|impacts?|R|O)\W*", re.I)
_RISK_HEAD = re.compile(
    r"\W*(?:[\w-]+\s){0,3}(?:risks?|opportunit(?:y|ies)|(?:material|key) (?:issue|topic|matter|theme)s?)(?:\s(?:and|or|/)\s(?:risks?|opportunit(?:y|ies)))?(?:\s(?:factors?|names?|identified|drivers?))?\W*",
    re.I,
)


def _by_heads(table: Table, heads: Sequence[str]) -> _Columns | None:
    """The columns of a table whose heads say it all: "Risk | Effect | Response"; or that says "Risk" or "Opportunity" in each row."""
    rows = [row for row in table.rows if sum(bool(c) for c in row) > 1]
    said = next(
        (i for i in range(table.width) if rows and all(_ROW_KIND.fullmatch(r[i].text) for r in rows if r[i]) and any(r[i] for r in rows)),
        None,
    )
    named = next((i for i, h in enumerate(heads) if i != said and _RISK_HEAD.fullmatch(h)), None)
    if said is not None and named is None:
        named = next((i for i in range(table.width) if i != said and rows and _mean(len(r[i].text) for r in rows if r[i]) > 5), None)
    if named is None:
        return None
    free = [i for i in range(named + 1, table.width) if i != said and not _head("aside").search(heads[i])]
    response = next((i for i in free if _head("response").search(heads[i]) and not _head("impact").search(heads[i])), None)
    impact = next((i for i in free if i != response and _head("impact").search(heads[i])), None)
    category = next((i for i in range(table.width) if i not in (named, said) and _head("category").search(heads[i])), None)
    told = [i for i in (response, impact) if i is not None]
    words = [r[i].text for r in rows for i in (named, *told) if r[i]]
    figures = sum(bool(re.fullmatch(r"[\d.,%\s–-]+", w)) for w in words)
    if not told or figures * 5 > len(words) or (said is None and _mean(len(r[told[0]].text.split()) for r in rows) < 2):
        return None
    return _Columns(named, category, impact, response, said)


def _columns(table: Table, heads: Sequence[str], around: str) -> _Columns | None:
    """Which column tells what; None for a table of something else, or of figures."""
    if not re.search(r"\brisks?\b|opportunit", " ".join(heads), re.I) and not re.search(r"\b(?:risks?|opportunities)\b", around, re.I):
        return None
    figures = sum(bool(re.fullmatch(r"[\d.,%\s–-]+", c.text)) for row in table.rows for c in row if c)
    if not 2 <= table.width <= 8 or figures * 5 > sum(1 for row in table.rows for c in row if c):
        return None
    size = [_mean(len(row[i].text.split()) for row in table.rows if row[i]) for i in range(table.width)]
    free = [i for i in range(table.width) if not _head("aside").search(heads[i])]
    wordy = [i for i in free if size[i] >= 6]
    short = [i for i in free if 0 < size[i] <= 7 and i not in wordy]
    if not wordy or not short or short[0] > min(wordy):
        return None
    named = [i for i in short if _head("title").search(heads[i])]
    usual = [
        i for i in short if sum(bool(_listed_as(r[i].text, "risks") or _listed_as(r[i].text, "opportunities")) for r in table.rows) >= 2
    ]
    if not named and not usual:
        return None
    response = next((i for i in wordy if _head("response").search(heads[i]) and not re.search(r"impact|opportunit", heads[i], re.I)), None)
    impact = next((i for i in wordy if i != response and (_head("impact").search(heads[i]) or _head("title").search(heads[i]))), None)
    impact = next((i for i in wordy if i != response), None) if impact is None else impact
    category = next((i for i in short if i < min(wordy) and _is_category(table, i, heads[i])), None) if len(short) > 1 else None
    title = next((i for i in [*usual, *reversed([s for s in short if s < min(wordy)])] if i != category), short[0])
    return _Columns(title, category, impact, response)


def _is_category(table: Table, i: int, head: str) -> bool:
    values = [row[i].text for row in table.rows if row[i]]
    return (bool(_head("category").search(head)) and len(set(values)) < len(values)) or all(
        re.search(r"transition|physical", v, re.I) for v in values
    )


def _mean(values: Iterable[int]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


_GROUP = re.compile(
    r"(?:transition(?:al)?|physical|climate(?:-related)?) (?:risks?|opportunit(?:y|ies))|opportunities|risks|types?|(?:actual |potential )?(?:negative|positive) impacts?",
    re.I,
)


def _row_item(report: Report, row: Row, columns: _Columns, group: str) -> Item | None:
    title = re.sub(r"^[^A-Za-z(]+|[\s:.]+$", "", row[columns.title].text)
    impact = _cut(row[columns.impact].text) if columns.impact is not None else ""
    response = _cut(row[columns.response].text) if columns.response is not None else ""
    if (
        _GROUP.fullmatch(title)
        or not 2 < len(title) <= 90
        or len(title.split()) > 12
        or not re.match(r"[A-Z]", title)
        or len((impact + response).split()) < (4 if columns.kind is None else 1)
    ):
        return None
    said = row[columns.category].text if columns.category is not None else ""
    category = _category(said) or _category(group) or _listed_as(title, "risks")
    parts = [row[i] for i in (columns.category, columns.kind, columns.title, columns.impact, columns.response) if i is not None and row[i]]
    whole = Clean.join(sorted(parts, key=lambda c: c.starts[0]))
    return Item(title, given(title=title, category=category, impact=impact, response=response), _within(report, parts, whole), 0.95)


def _within(report: Report, parts: Sequence[Clean], whole: Clean) -> tuple[Span, ...]:
    spans = whole.spans(report.id)
    return spans if all(s.end - s.start < 2500 for s in spans) else tuple(dict.fromkeys(s for p in parts for s in p.spans(report.id)))


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text.strip()
    end = text.rfind(". ", 0, _LONGEST)
    return text[: end + 1 if end > 100 else _LONGEST].strip()


# --------------------------------------------------------------------------------------------------- headed paragraphs
@dataclass
class _Open:
    """A risk whose paragraphs are still being read. `general`: it may be the title of the group of those that follow."""

    kind: str
    title: Clean
    category: str | None
    general: bool = False
    texts: list[Clean] = field(default_factory=list)
    response: Clean | None = None


def _from_lines(report: Report) -> Iterator[tuple[str, Item]]:
    """Short lines "Policy and legal risks" with paragraphs below; several names in a row get one paragraph each."""
    found: list[_Open] = []
    told: list[_Open] = []
    waiting: list[_Open] = []
    answering = False
    group: str | None = None
    for block in report.blocks:
        if block.kind == BlockKind.FURNITURE:
            continue
        named = _named(report, block, group)
        if named:
            told = told if waiting and not answering else []
            answering = False
            waiting = [w for w in waiting if not w.general]
            group = named.category if named.general and not named.texts else group
            (found if named.texts else waiting).append(named)
        elif block.table is not None or block.kind == BlockKind.HEADING:
            answering = bool(told) and block.table is None and bool(_head("response").search(block.text.text)) and len(block.text.text) < 60
            waiting, group, told = [], None, told if answering else []
        elif len(block.text.text.split()) >= 5:
            _take(block.text, waiting, told, found, answering)
    return (item for now in found for item in _closed(report, now))


def _take(text: Clean, waiting: list[_Open], told: list[_Open], found: list[_Open], answering: bool) -> None:
    """A paragraph is what the next waiting risk may do, or more about the last one; below "Response", what is done about each."""
    if answering:
        next_one = next((risk for risk in told if risk.response is None), None)
        if next_one:
            next_one.response = text
    elif waiting and len(text.text.split()) >= 8:
        now = waiting.pop(0)
        now.texts.append(text)
        told.append(now)
        found.append(now)
    elif told and len(told[-1].texts) < 5 and len(text.text.split()) >= 8:
        told[-1].texts.append(text)


_INLINE = re.compile(r"\W*(?P<name>[A-Z][A-Za-z ,/&-]{2,50}?)\s*[:：–—]\s+(?=[A-Z\"])")


def _named(report: Report, block: Block, group: str | None) -> _Open | None:
    """The risk that a line names: alone ("Market risks"), or before a colon and its description."""
    text = block.text
    inline = _INLINE.match(text.text) if block.kind != BlockKind.HEADING and len(text.text) > 60 else None
    title = text[inline.start("name") : inline.end("name")] if inline else text
    if block.table is not None or len(title.text) > 60:
        return None
    path = report.path(block.section)[-2:]
    said = re.search(r"\brisks?\b|opportunit", title.text, re.I)
    if not said and not re.search(r"climate|\brisks?\b|opportunit|TCFD", " ".join(path), re.I):
        return None
    kind = _kind_said(title.text) or _kind_said(path[-1] if path else "") or "risks"
    listed = _listed_as(title.text, kind)
    if not listed and not said:
        kind = "risks" if kind == "opportunities" else "opportunities"
        listed = _listed_as(title.text, kind)
    if not listed:
        return None
    chance = kind == "opportunities"
    general = bool(re.search(r"^\W*(?:transition(?:al)?|physical)\b", title.text, re.I))
    found = _Open(kind, title, None if chance else group or listed, general)
    found.category = listed if general and not chance else found.category
    if inline:
        found.texts.append(text[inline.end() :])
    return found


def _closed(report: Report, now: _Open) -> Iterator[tuple[str, Item]]:
    title = re.sub(r"^[^A-Za-z]*(?:[^\x00-\x7f]+\w?\s+)?|[\s:.,;–—-]+$", "", now.title.text)
    name = re.sub(r"\s+(?:risks?|opportunit(?:y|ies))$", "", title, flags=re.I)
    told = _cut(" ".join(t.text.strip() for t in now.texts))
    fields = given(title=title, category=now.category, impact=told, response=_cut(now.response.text) if now.response else None)
    texts = [now.title, *now.texts, *([now.response] if now.response else [])]
    spans = tuple(dict.fromkeys(s for t in texts for s in t.spans(report.id)))
    yield now.kind, Item(title, fields, spans, 0.75, (name,) if title != name else ())
