"""Tables that a converter left as lines of a paragraph: a line that ends in years, and below it labels with as many figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.model import NOTHING, Clean, Row

_YEAR = r"(?:(?:FY|CY)\s?['’]?)?(?:19|20)\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?(?!\d)|FY\s?['’]?\d\d(?:[-–/]\d\d)?"
_CHANGE = r"(?:%\s?[Cc]hange|[Cc]hange(?:\s%|\s?\(%\))?|[Vv]ariation|[Vv]ariance|[Dd]ifference|YoY|Y-o-Y|Δ|[Tt]arget(?:\s20\d\d)?)"
_HEAD = re.compile(
    rf"(?P<title>(?:\D|(?<=CO)2)*?)(?P<years>(?:{_YEAR})(?:\s+(?:{_YEAR})){{1,6}})(?P<more>(?:\s+{_CHANGE}){{0,2}})(?P<note>\s*\([^()]{{2,24}}\))?\s*"
)
_BRACKET = re.compile(r"\([^()]{2,24}\)")
"""What a head of a column says in a second line: "Change" over "(2021 vs 2020)"."""
_FIGURE = r"(?:[-−–+<]?[$€£¥₹]?\(?[-−–+]?\d[\d,]*(?:\.\d+)?\)?\s?[%‰]?|N/?A|n/?a|[Nn]il|[-–—])"
LEAST = 2
"""Rows that such a table has."""
_LABEL_LINES = 3
"""Lines that one label is broken into, at most."""

Found = tuple[int, int, tuple[Row, ...]]
"""(first line, line behind the last one, rows with their header first)"""


def flat_table(lines: Sequence[Clean]) -> Found | None:
    """The first table among the lines of a paragraph; None without one."""
    for at, line in enumerate(lines[:-LEAST]):
        head = _HEAD.fullmatch(line.text)
        if not head or (head["note"] and not head["more"]):
            continue
        start = head.start("years")
        cells = [line[a:b] for a, b in (m.span() for m in re.finditer(_YEAR, line.text)) if start <= a < head.end("years")]
        if not _in_order([cell.text for cell in cells]):
            continue
        more = [line[head.start("more") + m.start() : head.start("more") + m.end()] for m in re.finditer(_CHANGE, head["more"])]
        below = at + 1
        if more and head["note"]:
            more[-1] = Clean.join([more[-1], line[head.start("note") : head.end("note")].strip()])
        elif more and _BRACKET.fullmatch(lines[below].text):
            more[-1] = Clean.join([more[-1], lines[below]])
            below += 1
        rows, stop = _rows(lines, below, len(cells) + len(more))
        if sum(any(row[1:]) for row in rows) >= LEAST:
            return at, stop, ((line[: head.end("title")].strip(), *cells, *more), *rows)
    return None


def _in_order(years: Sequence[str]) -> bool:
    """Do years go up or down throughout? The dates of a row ("1998 1995 2020") do not."""
    told = [int(last) if len(last) == 4 else 2000 + int(last) for last in (re.findall(r"\d{4}|\d\d", year)[-1] for year in years)]
    return told == sorted(set(told)) or told == sorted(set(told), reverse=True)


def _rows(lines: Sequence[Clean], at: int, count: int) -> tuple[list[Row], int]:
    """The rows from a line on, and where they end: a label, also broken into lines, with `count` figures; a few words alone are a title."""
    rows: list[Row] = []
    stop, open_lines = at, []  # type: int, list[Clean]
    for i in range(at, len(lines)):
        row = _row(lines[i], count)
        if row is not None:
            titles, label = _parted(open_lines, row[0])
            rows += [(title, *[NOTHING] * count) for title in titles]
            rows.append((label, *row[1:]))
            stop, open_lines = i + 1, []
        elif _is_words(lines[i]) and len(open_lines) < _LABEL_LINES:
            open_lines.append(lines[i])
        else:
            break
    return rows, stop


def _parted(above: Sequence[Clean], label: Clean) -> tuple[list[Clean], Clean]:
    """Lines over a row: (titles, the label with those of them that it goes on from)."""
    titles = list(above)
    while titles and (re.match(r"[a-z(/]", label.text) or titles[-1].text.count("(") > titles[-1].text.count(")")):
        label = Clean.join([titles.pop(), label])
    return titles, label


def _row(line: Clean, count: int) -> Row | None:
    """A label and `count` figures."""
    match = re.fullmatch(rf"(?P<label>(?:[–—•-]\s?)?[(\"]?[^\W\d_].*?\S)(?P<figures>(?:\s+{_FIGURE}){{{count}}})\s*", line.text)
    if not match:
        return None
    start = match.start("figures")
    found = [m.span() for m in re.finditer(_FIGURE, match["figures"])]
    label = line[: match.end("label")]
    return (label, *(line[start + a : start + b].strip() for a, b in found)) if len(found) == count else None


def _is_words(line: Clean) -> bool:
    """A line of a few words without figures: a title among the rows, or the beginning of a label."""
    text = line.text
    bare = re.sub(r"\bCO2e?\b|\bScopes? [123](?:\s?[+&,]\s?[123])*", "", text)
    return (
        re.match(r"(?:[–—•-]\s?)?[\w(\"]", text) is not None
        and not re.search(r"\d|[.;:]", bare)
        and 2 < len(text) <= 90
        and len(text.split()) <= 10
    )
