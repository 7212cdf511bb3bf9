"""Flat text: headings are found by the printed contents and by their shape and place, tables by the figures in their lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from report.contents import Contents, contents, key
from report.furniture import repeated
from report.lines import Raw, Shape, item_text, raw_blocks, unhyphenated, with_tables
from report.model import Clean
from report.stacked import unstacked
from report.wrapped import goes_on, margin

_SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "our", "the", "to", "with", "vs", "&"}
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-Z]")
_SAID = re.compile(r"\b(?:the|is|are|was|were|we|our|has|have|been|will|all|a|an|its|their)\b")
_ABOVE = re.compile(r"[A-Z][A-Z&,.'-]+(?:\s+[A-Z][A-Z&,.'-]+)*\s+(?=[A-Z0-9][\w'-]*[a-z])")
"""A running head in capitals that stands in the same line as the title of the page."""


def plain_blocks(source: str) -> list[Raw]:
    """Raw blocks of a text without markup: each line is read for itself, unless the next reads on from it."""
    lines, running = _lines(source)
    listed = contents(lines)
    if listed.levels:
        places = {id(lines[i]) for i in listed.places}
        names = _names(lines)
        lines = [part for raw in lines for part in ([raw] if id(raw) in places else _split(raw, listed, names))]
        listed = replace(listed, places=frozenset(i for i, raw in enumerate(lines) if id(raw) in places))
    chosen = _over_broken(lines, running, listed) | _standing(lines, listed) | _counted(lines, listed) | _chosen(lines, listed)
    made: list[Raw] = []
    for i, raw in enumerate(lines):
        level = 0
        if raw.shape == Shape.TEXT and i not in listed.places:
            level = chosen.get(i) or _by_shape(lines, i, listed)
        text = raw.text[: len(raw.text.text.rstrip(" ."))] if level else raw.text
        made.append(replace(raw, shape=Shape.HEADING, text=text, lines=(text,), level=min(level, 6)) if level else raw)
    return made


def _lines(source: str) -> tuple[list[Raw], frozenset[int]]:
    """The paragraphs of a text; and where, in one whose lines were broken at a margin, its running heads and numbers of pages begin."""
    blocks = unstacked(raw_blocks(source))
    width = margin([[line.text for line in raw.lines] for raw in blocks if raw.shape in (Shape.TEXT, Shape.ITEM)])
    running = _running(blocks) if width else frozenset()
    dense = width > 0 and sum(raw.gap > 0 for raw in blocks) <= _DENSE * sum(len(raw.lines) for raw in blocks)
    return [part for raw in blocks for part in _parts(raw, width, running, dense)], running


_DENSE = 0.04
"""With fewer blank lines than this part of all lines, a text has none between its paragraphs: nothing but the margin tells where they end."""
_CHAPTER = re.compile(r"\d{1,2}\.\s+[A-Z][A-Z\s&,'’-]{3,50}")
"""The title of a chapter in capitals, which looks like an item of a list."""


def _parts(raw: Raw, width: int, running: Set[int], dense: bool) -> Iterator[Raw]:
    """The paragraphs of a run of lines. In a dense text a list item ends where a line of it does not reach the margin."""
    if raw.shape == Shape.TEXT:
        for i, run in enumerate(_paragraphs(raw.lines, width, running)):
            yield Raw(Shape.TEXT, unhyphenated(run), lines=tuple(run), gap=0 if i else raw.gap)
    elif raw.shape == Shape.ITEM and dense and _CHAPTER.fullmatch(raw.lines[0].text):
        yield Raw(Shape.TEXT, raw.lines[0], lines=raw.lines[:1], gap=raw.gap)
        for part in with_tables(raw.lines[1:], 0):
            yield from _parts(part, width, running, dense)
    elif raw.shape == Shape.ITEM and dense and len(raw.lines) > 1:
        head, *_ = _paragraphs(raw.lines, width, running)
        yield replace(raw, text=item_text(unhyphenated(head)), lines=tuple(head))
        for part in with_tables(raw.lines[len(head) :], 0):
            yield from _parts(part, width, running, dense)
    else:
        yield raw


def _running(blocks: Sequence[Raw]) -> frozenset[int]:
    """Where lines begin that are running heads or numbers of pages: no paragraph goes on in them."""
    lines = [Raw(Shape.TEXT, line, lines=(line,)) for raw in blocks if raw.shape in (Shape.TEXT, Shape.ITEM) for line in raw.lines]
    return frozenset(
        lines[i].start
        for i in repeated(lines)
        if not re.fullmatch(r"(?:19|20)\d\d\.?|\d+[.,]", lines[i].text.text.strip()) and not _CHAPTER.fullmatch(lines[i].text.text.strip())
    )


_OPEN = re.compile(r"\s(?:the|of|for|and|in|an?|with|to|by|at|on|or|as|from|our|its|their)$")
"""A line that ends so goes on in the next."""


def _paragraphs(lines: tuple[Clean, ...], width: int, running: Set[int] = frozenset()) -> list[list[Clean]]:
    """Lines of one run: one that ends in mid-sentence is joined to one that goes on in small letters, one broken at the margin to the next.

    `running`: where lines begin that stand for themselves.
    """
    runs: list[list[Clean]] = []
    for line in lines:
        before = runs[-1][-1].text if runs and runs[-1][-1].starts[0] not in running and line.starts[0] not in running else ""
        if before and (
            goes_on(before, line.text, width)
            or (re.search(r"[a-z,;-]$", before) and re.match(r"[a-z(]", line.text))
            or _OPEN.search(before)
        ):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


# ------------------------------------------------------------------------------------------------- titles in a line
_IN_LINE = re.compile(r"(?<![\w.])(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)\s+(?=[A-Z])")
_CITED = re.compile(r"(?:\b(?:see|in|to|and|or|of|chapters?|sections?|parts?|paragraphs?|page|refer)|[,;(&–-])\s*$", re.I)
_BEGINS = re.compile(r"(?:The|In|We|Our|During|As|This|These|To|On|For|By|At|All|It|With|Since|Through|There)\b\s+\S")
_WORDS = 14
"""A title in a line has at most so many words."""
_OFTEN = 8
"""Two capital words that stand together so often are a name."""


def _split(raw: Raw, listed: Contents, names: frozenset[tuple[str, str]]) -> list[Raw]:
    """A line in which the title of a section stands before or behind other text becomes several."""
    cut = _run_in(raw, listed, names) if raw.shape in (Shape.TEXT, Shape.ITEM) else None
    if cut is None:
        return [raw]
    parts = [part.strip() for part in (raw.text[: cut[0]], raw.text[cut[0] : cut[1]], raw.text[cut[1] :])]
    made = [
        Raw(Shape.TEXT if i else raw.shape, part, lines=(part,), gap=0 if i == 2 or any(parts[:i]) else raw.gap)
        for i, part in enumerate(parts)
        if part
    ]
    return [*made[:-1], *_split(made[-1], listed, names)] if parts[2] else made


def _run_in(raw: Raw, listed: Contents, names: frozenset[tuple[str, str]]) -> tuple[int, int] | None:
    """Where in a line a title stands: "6.1 Our river The mill lies ...": one of the contents, or numbered below one."""
    text = raw.text.text
    starts = [(m.start(), m.end(), m.group(1)) for m in _IN_LINE.finditer(text) if not _CITED.search(text[: m.start()])]
    if raw.gap and re.match(r"[A-Z]\w+ \w+ \w+", text) and len(text) > 80:
        starts.insert(0, (0, 0, ""))
    for start, at, number in starts:
        words = list(re.finditer(r"\S+", text[at : at + 160]))[: _WORDS + 6]
        if number.count(".") == 2:
            end = _title_end([m.group() for m in words], names)
            ends = [at + words[end - 1].end()] if end else []
        else:
            ends = [at + m.end() for m in words if key(text[at : at + m.end()]) in listed.levels and (number or m.end() > 20)]
        if ends and (start > 0 or ends[-1] < len(text.rstrip(" ."))):
            return start, ends[-1] + text[ends[-1] :].startswith(".")
    return None


def _title_end(words: Sequence[str], names: frozenset[tuple[str, str]]) -> int:
    """How many of the words are the title, where a sentence follows it in the same line; 0 when it cannot be told."""
    low = next((i for i, w in enumerate(words) if not re.match(r"[^a-z]*[A-Z0-9]", w) and w.casefold() not in _SMALL), None)
    if low is None or any(w.endswith(".") for w in words[:low]):
        end = next((i + 1 for i, w in enumerate(words) if w.endswith(".")), len(words))
        return end if end <= 8 and (low is None or end <= low) else 0
    for i in range(1, low + 1):
        if _BEGINS.match(" ".join(words[i : i + 2])) or words[i].casefold() == words[0].casefold():
            return i
    end = low - 1
    while end > 0 and words[end].casefold() in _SMALL:
        end -= 1
    while end > 1 and (words[end - 1], words[end]) in names:
        end -= 1
    return end if 0 < end <= 10 else 0


def _names(lines: Sequence[Raw]) -> frozenset[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for raw in lines:
        pairs.update(re.findall(r"(?=\b([A-Z][a-z]+) ([A-Z][a-z]+))", raw.text.text))
    return frozenset(pair for pair, n in pairs.items() if n >= _OFTEN)


# ---------------------------------------------------------------------------------------------------- by the contents
def _chosen(lines: Sequence[Raw], listed: Contents) -> dict[int, int]:
    """Level by line, of the lines that are titles of the contents: of several that say the same, the likeliest one."""
    if not listed.levels:
        return {}
    best: dict[str, tuple[float, int, int]] = {}
    for i, raw in enumerate(lines):
        text = raw.text.text.strip()
        if raw.shape != Shape.TEXT or i in listed.places or not 3 < len(text) <= 120:
            continue
        bare = _ABOVE.sub("", text, count=1)
        title = text if listed.level(text) else bare
        level = listed.level(title)
        if not level:
            continue
        number = _NUMBER.match(text)
        score = 2.0 * bool(number or re.search(r"[a-z]\s\d{1,2}\s*\.?$", text)) + (raw.gap > 0) + _is_prose(lines, i + 1) + (title == text)
        if number and "." in number.group(1):
            level = 1 + number.group(1).count(".")
        name = f"{level} {key(title)}"
        if name not in best or score > best[name][0]:
            best[name] = (score, i, level)
    return {i: level for _, i, level in best.values()}


# ------------------------------------------------------------------------------------------------ by their numbers
_COUNTED = 3
"""So many numbered lines in a row, at least, are titles though their words begin small."""


def _counted(lines: Sequence[Raw], listed: Contents) -> dict[int, int]:
    """Level by line, of the short lines that stand alone and are numbered on from each other: 1, 1.1, 1.2, 2."""
    last: list[int] = []
    found: dict[int, int] = {}
    for i, raw in enumerate(lines):
        text = raw.text.text.strip()
        number = _NUMBER.match(text)
        if not number or raw.shape != Shape.TEXT or i in listed.places or not _alone(lines, i) or not _short(text[number.end(1) :]):
            continue
        parts = [int(part) for part in number.group(1).split(".")]
        nexts = [[*last[:n], last[n] + 1] for n in range(len(last))] + [[*last, 1]]
        if parts in nexts:
            last, found[i] = parts, len(parts)
    return found if len(found) >= _COUNTED else {}


def _standing(lines: Sequence[Raw], listed: Contents) -> dict[int, int]:
    """Level by line, of the short lines in sentence case that stand alone above a paragraph, where paragraphs have several lines or are
    long and stand apart."""
    is_paragraph = next((way for way in (_broken, _apart) if sum(way(raw) for raw in lines) >= _COUNTED), None)
    if listed.levels or is_paragraph is None:
        return {}
    titles = (
        i
        for i, raw in enumerate(lines[:-1])
        if raw.shape == Shape.TEXT and _alone(lines, i) and (is_paragraph(lines[i + 1]) or lines[i + 1].shape == Shape.ROW)
    )
    return {i: 3 for i in titles if re.match(r"[A-Z]", t := _UNNUMBERED.sub("", lines[i].text.text.strip())) and _short(t) and len(t) > 5}


def _over_broken(lines: Sequence[Raw], running: Set[int], listed: Contents) -> dict[int, int]:
    """Level by line, of the short lines right above a paragraph that was broken at a margin, where the text before them has come to an end."""
    found: dict[int, int] = {}
    for i, raw in enumerate(lines[:-1] if running else ()):
        number = _NUMBER.match(raw.text.text.strip())
        text = raw.text.text.strip()[number.end() - 1 if number else 0 :]
        deep = number is not None and "." in number.group(1)
        short = len(text) > 5 and (_short(text) or (deep and len(text.split()) <= 12 and not re.search(r"[.;:!?]", text)))
        if (
            raw.shape != Shape.TEXT
            or len(raw.lines) > 1
            or raw.start in running
            or i in listed.places
            or not re.match(r"[A-Z]", text)
            or not short
        ):
            continue
        after, before = lines[i + 1], lines[i - 1] if i else raw
        chapter = number is not None and text.isupper() and after.start in running
        if not (_broken(after) or len(after.text.text) > 100 or chapter):
            continue
        over = chapter or before.start in running or before.shape in (Shape.ITEM, Shape.ROW) or i - 1 in found
        if over or re.search(r"[.!?:]['\"”’)]*$", before.text.text) or heading_level(before.text.text):
            found[i] = 1 + number.group(1).count(".") if number else 4 if listed.levels else 3
    return found


_UNNUMBERED = re.compile(r"^(?:Section|Chapter|Part|Principle|Pillar|Theme|Topic|Goal|Annex|Appendix)\s[A-Z\d]{1,4}\s?[:–—-]\s+(?=\S)")


def _broken(raw: Raw) -> bool:
    """A paragraph that was broken into lines at a margin."""
    return raw.shape == Shape.TEXT and len(raw.lines) > 2


def _apart(raw: Raw) -> bool:
    """A long paragraph in one line, with a blank line before it."""
    return raw.shape == Shape.TEXT and raw.gap > 0 and len(raw.text.text) > 160


def _alone(lines: Sequence[Raw], at: int) -> bool:
    return (at == 0 or lines[at].gap > 0) and at + 1 < len(lines) and lines[at + 1].gap > 0


def _short(title: str) -> bool:
    return len(title.split()) <= 8 and not re.search(r"[.;:,!?]|\d{4}|[%$€]", title) and sum(c.isalpha() for c in title) >= 4


# ------------------------------------------------------------------------------------------------ by shape and place
def _by_shape(lines: Sequence[Raw], at: int, listed: Contents) -> int:
    """A line that looks like a heading and stands where one may: prose follows, and it is not the last of a heap of labels."""
    text = lines[at].text.text
    level = heading_level(text)
    if not level or (listed.levels and listed.level(text)):
        return 0
    number = _NUMBER.match(text.strip())
    if number and at and lines[at].gap == 0 and (before := _NUMBER.match(lines[at - 1].text.text.strip())) and _follows(before, number):
        return 0  # the next row of a list or a table
    if not (number and "." in number.group(1)):
        follows = _is_prose(lines, at + 1) or (at + 1 < len(lines) and _is_title(lines[at + 1]) and _is_prose(lines, at + 2))
        heap = at > 1 and all(_is_label(lines[i]) and not listed.level(lines[i].text.text) for i in (at - 1, at - 2))
        if not follows or heap:
            return 0
    return max(level, 3 if text.strip(" .").isupper() else 4) if listed.levels and not number else level


def _follows(before: re.Match[str], number: re.Match[str]) -> bool:
    return before.group(1).isdigit() and number.group(1).isdigit() and int(number.group(1)) == int(before.group(1)) + 1


def _is_prose(lines: Sequence[Raw], at: int) -> bool:
    """A line of a sentence or more, or a list item."""
    if at >= len(lines):
        return False
    text = lines[at].text.text
    return lines[at].shape == Shape.ITEM or (
        lines[at].shape == Shape.TEXT and not heading_level(text) and (len(text) > 100 or bool(_SAID.search(text)))
    )


def _is_title(raw: Raw) -> bool:
    return raw.shape == Shape.TEXT and heading_level(raw.text.text) > 0


def _is_label(raw: Raw) -> bool:
    return (
        raw.shape == Shape.TEXT and len(raw.text.text) < 60 and not _SAID.search(raw.text.text) and not raw.text.text.strip(" .").isupper()
    )


def heading_level(text: str) -> int:
    """0 for no heading; else 1 for a chapter ("3 Carbon Emissions", "OUR PEOPLE"), 2 or more below it.

    A heading is short, has no full stop inside, and its words of weight begin with capitals.
    """
    bare = text.strip().rstrip(".").strip()
    words = bare.split()
    if not 1 <= len(words) <= 12 or len(bare) > 90 or re.search(r"[.;:?!,]\s|[;:,!?]$|\d{4,}|[%$€]|@|www\\.", bare):
        return 0
    number = _NUMBER.match(bare)
    body = [w for w in words if re.search(r"[A-Za-z]", w)]
    heavy = [w for w in body if w.casefold() not in _SMALL]
    if not heavy or sum(len(w) for w in heavy) < 4 or len(re.findall(r"\d+", bare[number.end(1) :] if number else bare)) > 1:
        return 0
    if not all(re.match(r"[^a-z]*[A-Z0-9]", w) for w in heavy):
        return 0
    if number:
        return 1 + number.group(1).count(".")
    if all(w.isupper() for w in heavy):
        return 2 if len(heavy) > 1 or len(bare) > 6 else 0
    return 3 if len(heavy) > 1 or len(bare) > 5 else 0
