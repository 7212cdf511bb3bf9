"""Risks and opportunities in tables: which column tells what, and what each row says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.collect import Item
from kg.extract.risks_words import category_named, category_of, cut_short, head, kind_said, listed_as
from kg.facts import given
from report.model import Clean, Report, Row, Span, Table


@dataclass(frozen=True)
class _Columns:
    title: int
    category: int | None
    impact: int | None
    response: int | None
    kind: int | None = None
    """The column that says "risk" or "opportunity" of each row."""
    sure: bool = False
    """Do the heads say it all?"""


def risks_in_table(report: Report, at: int, table: Table) -> Iterator[tuple[str, Item]]:
    heads = table.heads()
    around = " ".join([*heads, table.caption, *(report.path(report.blocks[at].section)[-1:])])
    both = _kind_columns(table, heads)
    if both:
        yield from _from_cells(report, table, both)
        return
    columns = _by_heads(table, heads) or _columns(table, heads, around)
    if not columns:
        return
    rows = _whole_rows(table.rows, columns)
    for n, row in enumerate(rows):
        group = table.groups[n].text if table.groups and len(rows) == len(table.rows) else ""
        if columns.kind is not None and re.search(r"impact", row[columns.kind].text, re.I) and not kind_said(row[columns.kind].text):
            continue  # what the company does to others
        item = _row_item(report, row, columns, group)
        if item:
            told = columns.category if columns.kind is None else columns.kind
            said = " ".join([group, row[told].text if told is not None else ""])
            yield _kind(said, item.label, around), item


def _kind(said: str, title: str, around: str) -> str:
    """Opportunities where the row's group or category says so, else where the table does."""
    return next((kind for words in (said, title, around) if (kind := kind_said(words))), "risks")


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


_KIND_HEAD = re.compile(
    r"\W*(?:(?:financial|material|key|main|potential|climate|business)\s)*(?:(?P<risk>risks?)|(?P<chance>opportunit(?:y|ies)))\W*", re.I
)


def _kind_columns(table: Table, heads: Sequence[str]) -> dict[int, str]:
    """Columns that hold risks, and columns that hold opportunities, of what the first column names: "Topic | Impact | Risk | Opportunity"."""
    found = {i: "risks" if m["risk"] else "opportunities" for i, h in enumerate(heads) if (m := _KIND_HEAD.fullmatch(h))}
    wordy = all(_mean(len(r[i].text.split()) for r in table.rows if r[i]) >= 2 for i in found)
    free = not re.search(r"risk|opportunit|response|mitigat", " ".join(h for i, h in enumerate(heads) if i not in found), re.I)
    return found if set(found.values()) == {"risks", "opportunities"} and 0 not in found and wordy and free else {}


def _from_cells(report: Report, table: Table, columns: dict[int, str]) -> Iterator[tuple[str, Item]]:
    for row in table.rows:
        for i, kind in columns.items():
            cell = row[i].strip()
            title = _first_words(cell.text)
            if len(title) < 4 or not re.match(r"\W*[A-Z]", title):
                continue
            short = len(title.split()) <= _LONGEST_TITLE
            label = title if short else row[0].text.strip(" .:")
            category = (listed_as(label, "risks") if kind == "risks" else None) or category_named(label, kind)
            if len(label) > 3:
                parts = [row[0], cell] if row[0] else [cell]
                told = cut_short(cell.text) if cell.text.strip(" .") != label else None
                yield kind, Item(label, given(title=label, category=category, impact=told), _within(report, parts, Clean.join(parts)), 0.9)


_LONGEST_TITLE = 14


def _first_words(text: str) -> str:
    """The first sentence of a cell, without its bullet and its stop."""
    bare = re.sub(r"^[^A-Za-z(]+", "", text.strip())
    return re.split(r"(?<=[a-z)])[.;:]\s|\s[•●▪]\s", bare)[0].rstrip(" .;:")


_CLAUSE = re.compile(
    r",?\s(?:if|when|where|because|as a result|due to|caused by|leading to|resulting in|which|that (?:could|may|might|can|would)|so that|could|may|might|would|can|through which|in case|thereby|since|as (?:the|a|an|our|more))\s|[;:]\s|\s[–—-]\s|,\s"
)


def _shortened(text: str) -> str:
    """What a long description is about: its first sentence, up to a clause of its own; nothing where that is still long, or a word or two."""
    first = _first_words(text)
    cut = next((m for m in _CLAUSE.finditer(first) if len(first[: m.start()].split()) >= 3), None)
    short = first[: cut.start()] if cut and len(first.split()) > _LONGEST_TITLE else first
    return short if 2 <= len(short.split()) <= _LONGEST_TITLE + 6 else ""


_ROW_KIND = re.compile(
    r"\W*(?:(?:actual|potential|financial|transition|physical|negative|positive|material|adverse)\W+){0,2}(?:risks?|opportunit(?:y|ies)|impacts?|R|O)(?:\s\([\w ,/-]{3,30}\))?\W*",
    re.I,
)
_RISK_HEAD = re.compile(
    r"\W*(?:(?:description|name|title) of (?:the )?)?(?:[\w-]+\s){0,3}(?:risks?|opportunit(?:y|ies)|(?:material|key) (?:issue|topic|matter|theme)s?)(?:\s(?:and|or|/)\s(?:risks?|opportunit(?:y|ies)))?(?:\s(?:factors?|names?|identified|drivers?|areas?|fields?|events?|titles?|topics?))?\W*",
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
    if said is not None and (described := _described(table, heads, said)) is not None:
        return described
    if said is not None and named is None:
        named = next((i for i in range(table.width) if i != said and rows and _mean(len(r[i].text) for r in rows if r[i]) > 5), None)
    if named is None:
        return None
    free = [i for i in range(named + 1, table.width) if i != said and not head("aside").search(heads[i])]
    response = next((i for i in free if head("response").search(heads[i]) and not head("impact").search(heads[i])), None)
    impact = next((i for i in free if i != response and head("impact").search(heads[i]) and not _is_level(rows, i)), None)
    category = next((i for i in range(table.width) if i not in (named, said) and head("category").search(heads[i])), None)
    told = [i for i in (response, impact) if i is not None]
    words = [r[i].text for r in rows for i in (named, *told) if r[i]]
    figures = sum(bool(re.fullmatch(r"[\d.,%\s–-]+", w)) for w in words)
    if not told or figures * 5 > len(words) or (said is None and len(told) < 2 and _mean(len(r[told[0]].text.split()) for r in rows) < 2):
        return None
    return _Columns(named, category, impact, response, said, sure=True)


def _is_level(rows: Sequence[Row], i: int) -> bool:
    """Does a column rate ("High", "3") rather than tell?"""
    return all(
        re.fullmatch(
            r"\W*(?:very |medium[- ])?(?:high|medium|moderate|low|minor|major|severe|critical|significant|\d[\d.]*|[+-]+)\W*",
            r[i].text,
            re.I,
        )
        for r in rows
        if r[i]
    )


def _described(table: Table, heads: Sequence[str], said: int) -> _Columns | None:
    """The columns of a list of impacts, risks and opportunities: what is described is the title, under its topic."""
    told = next(
        (i for i, h in enumerate(heads) if i != said and re.search(r"\bIROs?\b|descri|impacts?,? (?:and )?risks?|explanation", h, re.I)),
        None,
    )
    if told is None or not _mean(len(r[told].text.split()) for r in table.rows if r[told]) >= 3:
        return None
    topic = next((i for i in reversed(range(told)) if i != said and _mean(len(r[i].text) for r in table.rows if r[i]) > 5), None)
    response = next((i for i, h in enumerate(heads) if i not in (said, told, topic) and head("response").search(h)), None)
    return _Columns(told, topic, None, response, said)


def _columns(table: Table, heads: Sequence[str], around: str) -> _Columns | None:
    """Which column tells what; None for a table of something else, or of figures."""
    if not re.search(r"\brisks?\b|opportunit", " ".join(heads), re.I) and not re.search(r"\b(?:risks?|opportunities)\b", around, re.I):
        return None
    figures = sum(bool(re.fullmatch(r"[\d.,%\s–-]+", c.text)) for row in table.rows for c in row if c)
    if not 2 <= table.width <= 8 or figures * 5 > sum(1 for row in table.rows for c in row if c):
        return None
    size = [_mean(len(row[i].text.split()) for row in table.rows if row[i]) for i in range(table.width)]
    free = [i for i in range(table.width) if not head("aside").search(heads[i])]
    wordy = [i for i in free if size[i] >= 6]
    short = [i for i in free if 0 < size[i] <= 7 and i not in wordy]
    if not wordy or not short or short[0] > min(wordy):
        return None
    named = [i for i in short if head("title").search(heads[i])]
    usual = [i for i in short if sum(bool(listed_as(r[i].text, "risks") or listed_as(r[i].text, "opportunities")) for r in table.rows) >= 2]
    if not named and not usual:
        return None
    response = next((i for i in wordy if head("response").search(heads[i]) and not re.search(r"impact|opportunit", heads[i], re.I)), None)
    impact = next((i for i in wordy if i != response and (head("impact").search(heads[i]) or head("title").search(heads[i]))), None)
    impact = next((i for i in wordy if i != response), None) if impact is None else impact
    category = next((i for i in short if i < min(wordy) and _is_category(table, i, heads[i])), None) if len(short) > 1 else None
    title = next((i for i in [*usual, *reversed([s for s in short if s < min(wordy)])] if i != category), short[0])
    return _Columns(title, category, impact, response)


def _is_category(table: Table, i: int, title: str) -> bool:
    values = [row[i].text for row in table.rows if row[i]]
    return (bool(head("category").search(title)) and len(set(values)) < len(values)) or all(
        re.search(r"transition|physical", v, re.I) for v in values
    )


def _mean(values: Iterable[int]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


_GROUP = re.compile(
    r"(?:transition(?:al)?|physical|climate(?:-related)?) (?:risks?|opportunit(?:y|ies))|opportunities|risks|types?|(?:actual |potential )?(?:negative|positive) impacts?",
    re.I,
)


_CODE = re.compile(r"^(?:[ESGRO]\d{1,2}(?:[-.]\d+)?)[\s:.–-]+(?=[A-Z])")
"""The topic of a standard, or a running number, before the name of a risk: "E1 Carbon pricing"."""


def _row_item(report: Report, row: Row, columns: _Columns, group: str) -> Item | None:
    title = _CODE.sub("", re.sub(r"^[^A-Za-z(]+|[\s:.]+$", "", row[columns.title].text))
    impact = cut_short(row[columns.impact].text) if columns.impact is not None else ""
    response = cut_short(row[columns.response].text) if columns.response is not None else ""
    if columns.kind is not None and len(title.split()) > _LONGEST_TITLE:
        impact = impact or cut_short(title)
        title = _shortened(title) or (row[columns.category].text.strip(" .:") if columns.category is not None else title)
    if (
        _GROUP.fullmatch(title)
        or not 2 < len(title) <= 150
        or len(title.split()) > _LONGEST_TITLE + 6
        or not re.match(r"[A-Z]", title)
        or (columns.kind is None and len((impact + response).split()) < ((1 if len(title.split()) > 1 else 2) if columns.sure else 4))
        or (columns.kind is not None and not (impact + response) and len(title.split()) < 2)
    ):
        return None
    said = row[columns.category].text if columns.category is not None else ""
    rated = re.search(r"physical|transition", row[columns.kind].text, re.I) if columns.kind is not None else None
    said = rated.group() if rated else said
    category = category_of(said) or category_of(group) or listed_as(title, "risks") or category_named(title)
    parts = [row[i] for i in (columns.category, columns.kind, columns.title, columns.impact, columns.response) if i is not None and row[i]]
    whole = Clean.join(sorted(parts, key=lambda c: c.starts[0]))
    return Item(title, given(title=title, category=category, impact=impact, response=response), _within(report, parts, whole), 0.95)


def _within(report: Report, parts: Sequence[Clean], whole: Clean) -> tuple[Span, ...]:
    spans = whole.spans(report.id)
    return spans if all(s.end - s.start < 2500 for s in spans) else tuple(dict.fromkeys(s for p in parts for s in p.spans(report.id)))
