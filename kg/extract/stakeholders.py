"""Stakeholder groups: through which channels a company speaks with each, and what each expects of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.data import load
from kg.extract.collect import Item, facts_of
from kg.extract.stakeholders_sentences import group_name, is_group, named_in_sentences, spoken_with, titled
from kg.facts import Fact, given
from kg.names import Names
from report.heal import vocabulary
from report.model import BlockKind, Clean, Report, Row, Span, Table

_OFTEN = re.compile(
    r"[\s,(]*\b(?:daily|weekly|monthly|quarterly|annually|yearly|semi-annually|half-yearly|irregularly|regularly|ad hoc|"
    r"as needed|any ?time|"
    r"real[- ]time|on a regular basis|continuous(?:ly)?)(?:(?: and |/|, )(?:irregularly|quarterly|monthly|annually|"
    r"semi-annually|daily|weekly))?\)?\.?$",
    re.I,
)


_FEW = 3
"""With fewer groups told, the sentences that list them are read too."""


def find_stakeholders(report: Report, names: Names) -> Iterable[Fact]:
    """One fact for each group, with its channels and expectations in the order in which they are printed."""
    items: list[Item] = []
    last: tuple[int | None, int, dict[str, int]] | None = None
    for i, table in report.tables():
        section = report.blocks[i].section
        goes_on = last and last[:2] == (section, table.width) and not table.header
        columns = last[2] if last and goes_on else _columns(report, i, table)
        if not columns and _is_turned(table):
            items += _from_turned(report, table)
        elif columns:
            last = (section, table.width, columns)
            items += _from_table(report, table, columns)
    items += _from_lines(report)
    items += spoken_with(report) if not items else ()
    if len({item.label for item in items}) < _FEW:
        items += named_in_sentences(report)
    return facts_of("stakeholders", items, named="name", note="told as a stakeholder")


@cache
def _head(what: str) -> re.Pattern[str]:
    return re.compile("|".join(load("stakeholders")["columns"][what]), re.I)


@cache
def _channel_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('stakeholders')['channel_words'])})\b", re.I)


# ------------------------------------------------------------------------------------------------------------ tables
def _from_table(report: Report, table: Table, columns: dict[str, int]) -> Iterator[Item]:
    for row in table.rows:
        if _head("name").search(row[columns["name"]].text) and len(row[columns["name"]].text.split()) < 4:
            continue  # the heads of a table that has no ruled header
        name = row[columns["name"]].text.strip(" :.")
        if not name or len(name.split()) > 9 or not re.search(r"[A-Za-z]{3}", name):
            continue
        said = {what: _items(report, row[i]) for what, i in columns.items() if what != "name" and row[i]}
        if said:
            yield Item(titled(name), given(name=titled(name), **said), _spans(report, row, columns), 0.95)


def _is_turned(table: Table) -> bool:
    """Do the groups stand in the heads, and what is told of them in the rows?"""
    groups = [h for h in table.heads()[1:] if is_group(h)]
    return len(groups) >= 2 and len(groups) == table.width - 1 and any(_kind_of_row(row[0].text) for row in table.rows)


def _kind_of_row(label: str) -> str | None:
    return next((what for what in ("channels", "expectations") if _head(what).search(label) and not _head("frequency").search(label)), None)


def _from_turned(report: Report, table: Table) -> Iterator[Item]:
    """One group for each column: "| | Customers | Suppliers |"."""
    for i, name in enumerate(table.heads()[1:], 1):
        said: dict[str, tuple[str, ...]] = {}
        parts = [table.header[-1][i]]
        for row in table.rows:
            what = _kind_of_row(row[0].text)
            if what and what not in said and row[i]:
                said[what] = _items(report, row[i])
                parts.append(row[i])
        if said:
            spans = tuple(dict.fromkeys(s for p in parts for s in p.spans(report.id)))
            yield Item(titled(name), given(name=titled(name), **said), spans, 0.9)


def _columns(report: Report, at: int, table: Table) -> dict[str, int] | None:
    """Which column tells the name, the channels, the expectations; None for a table of something else."""
    heads = [h.casefold() for h in table.heads()]
    if not table.header and table.rows and any(_head("name").search(c.text) and len(c.text.split()) < 4 for c in table.rows[0]):
        heads = [c.text.casefold() for c in table.rows[0]]
    named = next((i for i, h in enumerate(heads) if _head("name").search(h)), None)
    groups = sum(is_group(row[0].text.strip(" :.")) for row in table.rows)
    about = any("stakeholder" in t.casefold() for t in (*report.path(report.blocks[at].section)[-2:], table.caption))
    spoken = any(_head("channels").search(h) for h in heads[1:]) and any(_head("expectations").search(h) for h in heads[1:])
    if named is None and not ((about or spoken) and groups >= 2 and groups * 2 >= len(table.rows)):
        return None
    found = {"name": named or 0}
    others = [i for i in range(table.width) if i != found["name"]]
    for what in ("channels", "expectations"):
        hit = next(
            (i for i in others if _head(what).search(heads[i]) and i not in found.values() and not _head("frequency").search(heads[i])),
            None,
        )
        if hit is not None:
            found[what] = hit
    for i in others if len(found) == 1 else ():
        found.setdefault(_kind_of([p for row in table.rows for p in _split(row[i].text)]), i)
    numbers = sum(bool(re.fullmatch(r"[\d.,%\s]+", row[i].text)) for row in table.rows for i in found.values())
    return found if len(found) > 1 and numbers <= len(table.rows) / 4 else None


def _kind_of(parts: Sequence[str]) -> str:
    """Channels, when most of the parts of a list name one or say how often."""
    return "channels" if sum(_is_channel(p) for p in parts) * 2 > len(parts) else "expectations"


def _is_channel(part: str) -> bool:
    return bool(_channel_word().search(part) or _OFTEN.search(part))


def _items(report: Report, cell: Clean) -> tuple[str, ...]:
    """The parts of a cell's list: between commas, semicolons, bullets or broken lines."""
    source = report.text[min(cell.starts) : max(cell.ends)]
    broken = re.split(r"<br\s*/?>|[•●▪■◆·]", source) if re.search(r"<br|[•●▪■◆·]", source) else []
    text = re.sub(r"^[\s>*-]+", "", cell.text)
    parts = [re.sub(r"<[^>]+>|[*_]{1,2}", "", p) for p in broken] if len(broken) > 2 and "," not in text else [text]
    return tuple(dict.fromkeys(part for piece in parts for part in _split(piece)))


def _split(text: str) -> Iterator[str]:
    for part in _pieces(text):
        bare = _OFTEN.sub("", part).strip(" .,;:")
        if re.search(r"[A-Za-z]{3}", bare) and len(bare) <= 120:
            yield bare


def _pieces(text: str) -> Iterator[str]:
    """Parts of a list, how often included."""
    pieces = re.split(r"\s*[;；、|]\s*|,\s*(?![^(]*\))|\s[•●▪■◆·]\s?", text)
    if len(pieces) == 1 and len(text.split()) > 4:
        pieces = re.split(r"(?<=[a-z)])\s+(?=[A-Z][a-z]+\s[a-z])", text)  # lines that lost their break
    for piece in pieces:
        yield re.sub(r"^(?:and|or)\s+|^[-–—•\d.)\s]+(?=[A-Za-z])", "", piece.strip())


def _spans(report: Report, row: Row, columns: dict[str, int]) -> tuple[Span, ...]:
    whole = Clean.join(sorted((row[i] for i in columns.values() if row[i]), key=lambda c: c.starts[0]))
    return whole.spans(report.id)


# --------------------------------------------------------------------------------------------------------- lost tables
@dataclass
class _Open:
    """A group whose lists are still being read."""

    name: str
    texts: list[Clean]
    said: dict[str, list[str]] = field(default_factory=dict)
    confidence: float = 0.7

    whole: bool = False
    """Its last line was a list with commas that ended."""

    def takes(self, kind: str, text: str) -> bool:
        """Two runs of lines at most, one of each kind; a second list with commas belongs to somebody else."""
        return kind not in self.said or (list(self.said)[-1] == kind and not (self.whole and text.count(",") >= 2))

    def take(self, kind: str, parts: Sequence[str], text: Clean) -> None:
        goes_on = bool(self.texts) and self.texts[-1].text.rstrip().endswith(",")
        self.said.setdefault(kind, []).extend(parts)
        self.texts.append(text)
        self.whole = (text.text.count(",") >= 2 or goes_on) and not text.text.rstrip().endswith(",")


def _from_lines(report: Report) -> Iterator[Item]:
    """A table that came out as loose lines: names of groups, then lists of channels and expectations in their order."""
    words = vocabulary(report.text)
    waiting: list[_Open] = []
    now: _Open | None = None
    for text, heading in _lines(report):
        if text is None:
            yield from _closed(report, now)
            now, waiting = None, []
            continue
        name, rest = _name_and_rest(text)
        if name is None and heading and is_group(text.text):
            name = titled(text.text.strip(" .:"))
        if name and not rest:
            waiting.append(_Open(name, [text]))
            continue
        if name:
            yield from _closed(report, now)
            now, waiting = _Open(name, [text[: text.text.index(name.split()[0]) + len(name)]]), []
        for body, said in _unlabelled(rest or text):
            if not _is_list(body.text, heading):
                continue
            for kind, parts in [(said, list(_unglued(body.text, words)))] if said else _lists(body.text, words):
                if (now and not now.takes(kind, body.text)) or (waiting and (now is None or len(now.said) == 2)):
                    yield from _closed(report, now)
                    now = waiting.pop(0) if waiting else _nameless(parts)
                now = now or _nameless(parts)
                if now:
                    now.take(kind, parts, body)
    yield from _closed(report, now)


_LABEL = re.compile(r"(?:^|(?<=[\w.)]\s))(?P<what>[A-Z][^:.,;A-Z]{2,45}):\s+")


def _unlabelled(text: Clean) -> list[tuple[Clean, str]]:
    """ "How we engage: surveys, hotline Concerns: price" as its lists with their kinds; any other text as it is."""
    labels = [(m, kind) for m in _LABEL.finditer(text.text) if (kind := _kind_of_row(m["what"]))]
    if not labels or labels[0][0].start():
        return [(text, "")]
    ends = [m.start() for m, _ in labels[1:]] + [len(text.text)]
    return [(text[m.end() : end].strip(), kind) for (m, kind), end in zip(labels, ends, strict=True)]


def _nameless(parts: Sequence[str]) -> _Open | None:
    """Whose list has lost its name: "Employee rights, ..." are what employees expect."""
    match = re.match(r"(Employee|Customer|Supplier|Community|Investor|Shareholder)s?'? \w", parts[0]) if len(parts) >= 2 else None
    if not match:
        return None
    return _Open("Communities" if match.group(1) == "Community" else f"{match.group(1)}s", [], confidence=0.5)


def _lines(report: Report) -> Iterator[tuple[Clean | None, bool]]:
    """(text, is it a heading?) of the blocks about stakeholders, a name cut in two made one; None where they end."""
    half: Clean | None = None
    inside = False
    for block in report.blocks:
        about = any("stakeholder" in t.casefold() for t in report.path(block.section)) and block.table is None
        if not about and inside and block.kind != BlockKind.FURNITURE:
            yield None, False
        inside = about or (inside and block.kind == BlockKind.FURNITURE)
        if not about or block.kind == BlockKind.FURNITURE:
            continue
        text = Clean.join([half, block.text]) if half else block.text
        half = text if re.search(r"\b(?:and|&)$", text.text) and len(text.text) < 50 else None
        if not half:
            yield text, block.kind == BlockKind.HEADING


def _lists(text: str, words: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """(kind, parts) of a line; a line that begins with channels and goes on with expectations is two lists."""
    often = [bool(_OFTEN.search(p)) for p in _pieces(text)]
    parts = list(_unglued(text, words))
    channel = [_is_channel(p) or any(often) for p in parts]
    last = max((i for i, c in enumerate(channel) if c), default=-1)
    if sum(channel[: last + 1]) >= 2 and last + 2 < len(parts) and not any(often) and any(channel[:2]):
        yield "channels", parts[: last + 1]
        yield "expectations", parts[last + 1 :]
    elif parts:
        yield ("channels" if sum(channel) * 2 > len(parts) else "expectations"), parts


def _name_and_rest(text: Clean) -> tuple[str | None, Clean | None]:
    """("Investors", the rest) of a line that begins with a group's name; the rest is None where there is none."""
    match = group_name().match(text.text)
    if not match or not re.match(r"[A-Z]", match["name"]):
        return None, None
    rest = text[match.end() :].strip()
    if not rest.text.strip(" .:"):
        return titled(match["name"]), None
    return (
        (titled(match["name"]), rest) if re.match(r"\s*[:：]|\s+[A-Z]", text.text[match.end() :]) and len(rest.text) < 300 else (None, None)
    )


def _is_list(text: str, heading: bool) -> bool:
    """Short parts without a verb, not a sentence and not a title."""
    if heading and not _OFTEN.search(text):
        return False
    parts = list(_split(text))
    return (
        bool(parts)
        and all(len(p.split()) <= 12 for p in parts)
        and not re.search(r"\b(?:is|are|was|were|has|have|will|we|our)\b", text, re.I)
    )


_CAMEL = frozenset("WeChat LinkedIn YouTube TikTok WhatsApp FaceBook GitHub SharePoint PowerPoint".split())


def _unglued(text: str, words: frozenset[str]) -> Iterator[str]:
    """Parts without the ends of a neighbouring column that were glued on: "WatRegular reports" reads "Regular reports"."""
    for part in _split(text):
        head = re.match(r"([A-Z][a-z]{1,5})(?=[A-Z][a-z]{3,})", part)
        camel = re.match(r"\w+", part)
        glued = head and camel and camel.group() not in _CAMEL and camel.group() not in words
        bare = part[head.end() :] if head and glued else part
        yield re.sub(r"(?<=[a-z]{3})[A-Z][a-z]+$", "", bare)


def _closed(report: Report, now: _Open | None) -> Iterator[Item]:
    if now and now.said:
        spans = [s for t in now.texts for s in t.spans(report.id)]
        lists = {what: tuple(dict.fromkeys(parts)) for what, parts in now.said.items()}
        yield Item(now.name, given(name=now.name, **lists), tuple(dict.fromkeys(spans)), now.confidence)
