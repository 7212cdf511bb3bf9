"""Charts that came out as loose lines: a title that says by what it splits, then labels and figures in turn.

"Average training hours by gender", "Male", "13.5 hours Female", "11.1 hours": where labels and figures do not alternate from the first to
the last, nothing tells which belong together, and nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.metrics import dimensions, names_a_measure
from kg.extract.observations_tables import Reading
from kg.quantities import Style, cell
from report.model import Block, BlockKind, Clean, Report

_SORT = (
    r"(?:(?:employee|employment|job|staff|geographical|geographic|academic)\s)?(?:gender|sex|age(?:\sgroups?)?|categor(?:y|ies)|types?|regions?|locations?|levels?|positions?|ranks?|grades?"
    r"|functions?|departments?|countr(?:y|ies)|educational background|education(?:al)? levels?|nationalit(?:y|ies)|years? of service|seniority)"
)
_MARK = r"\s?[*†‡+^#]*"


def _head(n: int) -> str:
    what, when = rf"(?P<what{n}>[A-Z][^.;:%]{{3,80}}?)", r"(?:\s\(?(?:in|as of|as at|at the end of)\s[\w ,]{4,20}\)?)?"
    return rf"{what}\s[Bb]y\s(?P<by{n}>{_SORT}){when}{_MARK}"


_ONE, _TWO = re.compile(_head(1)), re.compile(rf"{_head(1)}\s{_head(2)}")
_UNDER = re.compile(rf"[Bb]y\s(?P<by1>{_SORT})(?:\s[Bb]y\s(?P<by2>{_SORT}))?{_MARK}")
"""Titles of two charts side by side below a title of both: "By gender By age group"."""
_BOTH = re.compile(rf"(?P<what>[A-Z][^.;:%]{{3,80}}?)\sby\s{_SORT}(?:,\s{_SORT})*,?\sand\s{_SORT}(?:\sin\s(?:19|20)\d\d)?{_MARK}")
_AGE = r"(?:[<>≤≥]\s?\d\d|\d\d\s?[-–—]\s?\d\d|(?:[Aa]bove|[Oo]ver|[Uu]nder|[Bb]elow)\s\d\d)(?:\s(?:years?(?:\sold)?|or (?:above|over|below|older|younger)))?|\d\d\s(?:or|and)\s(?:above|over|below|older|younger)"
_FIGURE = r"\d[\d,]*(?:\.\d+)?\s?(?:%|hours?|hrs?\.?|days?|people|persons?|employees|staff)?"
_WORDS = r"(?:[A-Za-z][\w’'&/()–-]*)(?:\s[\w’'&/()–-]*[A-Za-z)][\w’'&/()–-]*){0,6}"
_LABEL = rf"(?:{_AGE}|{_WORDS})"
_OPEN = re.compile(r"\b(?:excluding|including|and|of|in|the|with|for|other than|than)$")
_GENDER = re.compile(r"(?:fe)?males?|(?:wo)?m[ae]n", re.I)
_LONGEST, _LINES = 60, 24
"""Characters of a line of a chart, and lines of one, at most."""


@dataclass(frozen=True)
class Part:
    """A label or a figure of a chart, in its block."""

    block: int
    text: Clean
    figure: bool


def chart_readings(report: Report, style: Style, year: int | None) -> tuple[list[Reading], frozenset[int]]:
    """The figures of such charts, and the blocks that belong to one, also where its figures could not be told apart."""
    lines = [i for i, b in enumerate(report.blocks) if b.kind != BlockKind.FURNITURE or b.text.text.strip().isdigit()]
    found: list[Reading] = []
    taken: set[int] = set()
    above = ""
    n = 0
    while n < len(lines):
        if both := _BOTH.fullmatch(report.blocks[lines[n]].text.text.strip()):
            above = both["what"]
        heads, after = _heads(report.blocks, lines, n, above)
        parts, stop = _parts(report.blocks, lines, after) if heads else ([], n)
        if any(p.figure for p in parts):
            taken |= set(lines[n:stop])
            for label, figure in _paired(parts):
                reading = _reading(heads, label, figure, style, year)
                found += [reading] if reading else []
            n = stop
        else:
            n += 1
    return found, frozenset(taken)


def _heads(blocks: Sequence[Block], lines: Sequence[int], n: int, above: str) -> tuple[list[tuple[str, str]], int]:
    """(what is split, by what) of the charts that begin at a line, and the line behind their titles. A title may take two lines."""
    heads: list[tuple[str, str]] = []
    while n < len(lines):
        said = [blocks[i].text.text.strip() for i in lines[n : n + 2]]
        if blocks[lines[n]].table is not None or len(said[0]) > 2 * _LONGEST:
            break
        if under := _UNDER.fullmatch(said[0]) if above else None:
            found, size = [(above, by) for by in under.groups() if by], 1
        elif two := _TWO.fullmatch(said[0]):
            found, size = [(two["what1"], two["by1"]), (two["what2"], two["by2"])], 1
        elif one := _ONE.fullmatch(said[0]):
            found, size = [(one["what1"], one["by1"])], 1
        elif len(said) > 1 and (said[0].endswith(" by") or said[1].startswith("by ")) and (one := _ONE.fullmatch(" ".join(said))):
            found, size = [(one["what1"], one["by1"])], 2
        else:
            break
        heads, n = [*heads, *found], n + size
    return heads, n


def _parts(blocks: Sequence[Block], lines: Sequence[int], n: int) -> tuple[list[Part], int]:
    """The labels and figures of the lines from one on, and the line behind the last."""
    found: list[Part] = []
    for at, i in enumerate(lines[n : n + _LINES], n):
        block, text = blocks[i], blocks[i].text.strip()
        if block.table is not None or block.kind == BlockKind.FURNITURE or len(text.text) > _LONGEST or _heads(blocks, lines, at, "-")[0]:
            return found, at
        if re.fullmatch(_LABEL, text.text):
            found.append(Part(i, text, False))
        elif re.fullmatch(_FIGURE, text.text):
            found.append(Part(i, text, True))
        elif both := re.fullmatch(rf"(?:(?P<before>{_FIGURE})\s)?(?P<label>{_LABEL})(?:\s(?P<after>{_FIGURE}))?", text.text):
            said = (("before", True), ("label", False), ("after", True))
            found += [Part(i, text[both.start(name) : both.end(name)], figure) for name, figure in said if both[name]]
        else:
            return found, at
    return found, min(len(lines), n + _LINES)


def _paired(parts: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """Each label with its figure, as long as they alternate."""
    whole: list[Part] = []
    for part in parts:
        before = whole[-1] if whole else None
        if not part.figure and before and not before.figure and (part.text.text[:1].islower() or _OPEN.search(before.text.text)):
            whole[-1] = Part(before.block, Clean.join([before.text, part.text]), False)
        elif not part.figure and part.text.text[:1].islower() and len(whole) > 1 and before and before.figure and not whole[-2].figure:
            whole[-2] = Part(whole[-2].block, Clean.join([whole[-2].text, part.text]), False)  # "Below middle", "16 hours management"
        else:
            whole.append(part)
    if whole and whole[0].figure:
        even = len(whole) % 2 == 0 and all(p.figure == (k % 2 == 0) for k, p in enumerate(whole))
        yield from zip(whole[1::2], whole[::2], strict=True) if even else ()
        return
    for k in range(0, len(whole) - 1, 2):
        follows = k + 2 == len(whole) or not whole[k + 2].figure
        if whole[k].figure or not whole[k + 1].figure or not follows:
            return
        yield whole[k], whole[k + 1]


def _reading(heads: Sequence[tuple[str, str]], label: Part, figure: Part, style: Style, year: int | None) -> Reading | None:
    said = label.text.text
    fits = [head for head in heads if bool(_GENDER.fullmatch(said)) == bool(re.fullmatch("gender|sex", head[1], re.I))]
    aged = [head for head in fits if bool(re.fullmatch(_AGE, said)) == head[1].casefold().startswith("age")]
    quantity = cell(figure.text.text, style)
    chosen = aged if len(aged) == 1 else fits if len(heads) == 1 else []
    if len(chosen) != 1 or quantity is None or re.fullmatch(r"(?:19|20)\d\d", said):
        return None
    what, by = chosen[0]
    metric = f"{what} by {by}"
    if not names_a_measure(metric):
        return None
    split = dimensions([said]) or {by.casefold(): said}
    return Reading(figure.block, metric, quantity, str(year) if year else None, split, False, label.text, figure.text, (), 0.7)
