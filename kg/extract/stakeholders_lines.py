"""Stakeholder groups of a table that came out as loose lines: names of groups, then lists of what is said of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.collect import Item
from kg.extract.stakeholders_sentences import group_name, is_group, titled
from kg.extract.stakeholders_words import OFTEN, is_channel, kind_of_row, parts_of, pieces_of
from kg.facts import given
from report.heal import vocabulary
from report.model import BlockKind, Clean, Report


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


def groups_in_lines(report: Report) -> Iterator[Item]:
    """A table that came out as loose lines: names of groups, then lists of channels and expectations in their order."""
    words = vocabulary(report.text)
    waiting: list[_Open] = []
    now: _Open | None = None
    heads = False
    for text, heading in _lines(report):
        if text is None:
            yield from _closed(report, now)
            now, waiting, heads = None, [], False
            continue
        name, rest = _name_and_rest(text)
        several = [text] if heads and name and not rest else _several(text)
        if several:  # heads of columns whose lists stand below in an order that is lost
            yield from _closed(report, now)
            now, waiting, heads = None, [], True
            yield from (Item(titled(t.text), given(name=titled(t.text)), t.spans(report.id), 0.6) for t in several)
            continue
        if heads and not name:
            continue
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


def _several(text: Clean) -> list[Clean]:
    """The groups of a line that is nothing but heads of columns side by side: "Customers Shareholders and investors NGOs"; [] for any other."""
    found, at = [], 0
    while at < len(text.text):
        match = group_name().match(text.text, at)
        if not match or not text.text[match.start("name")].isupper():
            return []
        end = match.end()
        while more := re.compile(r",?\s(?:and|&)\s[a-z]+|,\s[a-z]+").match(text.text, end):  # "investors and analysts"
            end = more.end()
        found.append(text[match.start("name") : end])
        at = end + len(text.text[end:]) - len(text.text[end:].lstrip())
    return found if len(found) > 1 else []


_LABEL = re.compile(r"(?:^|(?<=[\w.)]\s))(?P<what>[A-Z][^:.,;A-Z]{2,45}):\s+")


def _unlabelled(text: Clean) -> list[tuple[Clean, str]]:
    """ "How we engage: surveys, hotline Concerns: price" as its lists with their kinds; any other text as it is."""
    labels = [(m, kind) for m in _LABEL.finditer(text.text) if (kind := kind_of_row(m["what"]))]
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
    often = [bool(OFTEN.search(p)) for p in pieces_of(text)]
    parts = list(_unglued(text, words))
    channel = [is_channel(p) or any(often) for p in parts]
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
    if heading and not OFTEN.search(text):
        return False
    parts = list(parts_of(text))
    return (
        bool(parts)
        and all(len(p.split()) <= 12 for p in parts)
        and not re.search(r"\b(?:is|are|was|were|has|have|will|we|our)\b", text, re.I)
    )


_CAMEL = frozenset("WeChat LinkedIn YouTube TikTok WhatsApp FaceBook GitHub SharePoint PowerPoint".split())


def _unglued(text: str, words: frozenset[str]) -> Iterator[str]:
    """Parts without the ends of a neighbouring column that were glued on: "WatRegular reports" reads "Regular reports"."""
    for part in parts_of(text):
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
