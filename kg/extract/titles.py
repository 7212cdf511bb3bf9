"""Titles of documents in running text: where each begins and ends, also in a list of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load

_JOIN = (
    r"(?:of|on|for|and|or|the|to|in|by|with|against|from|under|at|as|into|between|through|within|without|during|via|over|about|"
    r"concerning|regarding|relating|related|its|their|a|an|&|de|la|du|des|da|dos|das|del|di|und|für)"
)
_WORD = (
    r"(?:(?:[A-Z]\.\s?){1,4}[A-Z][\w&/'.\-]*(?:\w|(?<=s)')|No\.(?=\s?\d)|[A-Z][\w&/'.\-]*(?:\w|(?<=s)')|[A-Z](?![\w.])|"
    r"\d[\w/.\-]*\w|\d(?!\w)|"
    r"\((?:[A-Z][\w ,\-]{1,60}|\d{4}(?: \w+)?)\))"
)
_RUN = re.compile(rf"(?<![\w.])(?=[A-Z]){_WORD}(?:[,;]?\s+(?:{_JOIN}\s+){{0,4}}{_WORD})*'?")
_SEPARATOR = re.compile(
    r"(?P<mark>[,;]\s+(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|or|as well as|&)\s+)(?P<article>(?:the|its|our|their|an?)\s+)?(?=[A-Z\d(])"
)
_QUOTED = re.compile(r"\"([^\"]{5,180})\"|《([^》]{5,180})》|«([^»]{5,180})»")
_LEAD = re.compile(
    r"(?:(?:The|the|An?|In|Our|our|According|Under|By|With|Per|Based|Following|Pursuant|As|This|These|It|Its|We|For|Through|To|"
    r"Also|Both|All|"
    r"Such|Including|Besides|During|From|Since|After|Before|Upon|When|While|If|On|At|See|Please|Refer|Additionally|Meanwhile|Moreover|"
    r"Furthermore|Subsequently|Accordingly|Therefore|Governed|Adopted|Approved|Issued|Formulated|Established|Published|Implemented|Revised|Updated|Developed|"
    r"(?:[\w&.\- ]+?)(?<!People)(?<!Women)(?<!Children)(?<!Worker)(?<!Customer)(?<!Supplier)(?<!Employee)'s)"
    r"(?:\s+(?:to|of|on|by|and|in|with|upon|the|a|an|our|its))*\s+)+"
)
_TAIL = re.compile(
    r"(?:\s(?:in|on|since|from|during|by)\s(?:(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\s)?\d{4}"
    r"|\s(?:in|of|for|by|on)(?:\s(?:the|an?))?(?:\s[A-Z])?|(?<=\w)\s\d{1,2}(?<!Plan \d)(?<!No\. \d)(?<!Program \d)(?<!Part \d))$"
)
_SECTION_OF = re.compile(
    r"(?:Article \d+\s(?=[A-Z])|(?:Implementation|Review|Update|Adoption|Introduction|Development|Publication|Revision|"
    r"Establishment) of (?:the|an?|our|its)\s|(?:Section|Article|Chapter|Clause|Rule|Title|Part)s?\s[\w.()]+(?:,\s)?(?:\s(?:and|"
    r"to)\s[\w.()]+)?\s+(?:of|under)\s+(?:the\s+)?)(?=[A-Z])"
)
_COMPLEMENT = r"(?:of|on|for|to|against|regarding|concerning|relating|related|governing|in|by|under|with)\b"


@dataclass(frozen=True)
class Title:
    """A title at `text[start:end]` of the text that was searched. `head` says what kind of document it is."""

    text: str
    start: int
    end: int
    head: str
    group: str
    quoted: bool = False


@cache
def _groups() -> dict[str, re.Pattern[str]]:
    """By group of heads: a head that ends a title, or that has a complement behind it."""
    heads: dict[str, list[str]] = load("documents")["heads"]
    return {
        group: re.compile(
            rf"(?<![\w-])(?P<head>{'|'.join(words)})(?=(?:\s*\([^)]*\)|,?\s(?:of\s)?\d{{4}}|\s(?:No\.?\s?)?[\d/]+(?:/?[A-Z]{{2,3}}\b)?)*$|\s+{_COMPLEMENT}|\s+[-–—]\s)"
        )
        for group, words in heads.items()
    }


@cache
def _any_head() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word for words in load('documents')['heads'].values() for word in words)})\b")


def head_of(title: str) -> tuple[str, str, bool] | None:
    """(head, its group, does it end the title?) of the last head that ends a title, else of the first with a complement."""
    found = [(m, group) for group, pattern in _groups().items() for m in pattern.finditer(title)]
    last = [(m, g) for m, g in found if not re.match(rf"\s+{_COMPLEMENT}", title[m.end() :])]
    if last:
        match, group = max(last, key=lambda pair: (pair[0].end(), -pair[0].start()))
        return match["head"], group, True
    if found:
        match, group = min(found, key=lambda pair: (pair[0].start(), -pair[0].end()))
        return match["head"], group, False
    return None


def _is_bare(text: str) -> bool:
    """Nothing but a head: "Policies", "the Act"."""
    found = head_of(text)
    return found is not None and found[0] == text.strip() and " " not in found[0]


def runs_in(text: str) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, small words between them included, cut at commas and before "and the"."""
    for run in _RUN.finditer(text):
        at = run.start()
        for cut in re.finditer(r",\s+(?:(?:and|as well as)\s+)?(?:the\s+)?|;\s+|\s+(?:and|as well as)\s+(?:the|its|our)\s+", run.group()):
            yield at, run.start() + cut.start()
            at = run.start() + cut.end()
        yield at, run.end()


def titles_in(text: str) -> list[Title]:
    """Titles of documents in a text, in order: quoted ones, and capitalised ones with a head such as Policy, Act, Measures."""
    if not _any_head().search(text):
        return []
    found = list(_quoted(text))
    taken = [(t.start, t.end) for t in found]
    for run in _RUN.finditer(text):
        if any(start - 1 <= run.start() < end or start < run.end() <= end for start, end in taken):
            continue
        for start, end in (part for whole in _split(text, run.start(), run.end()) for part in _unglued(text, *whole)):
            title = _title(text, start, end, False)
            if title and not any(a < title.end and title.start < b for a, b in taken):
                found.append(title)
    return sorted(found, key=lambda t: t.start)


def _quoted(text: str) -> Iterator[Title]:
    for match in _QUOTED.finditer(text):
        group = next(i for i in (1, 2, 3) if match.group(i))
        title = _title(text, match.start(group), match.end(group), True) if re.match(r"[A-Z\d]", match.group(group)) else None
        if title:
            yield title


def _title(text: str, start: int, end: int, quoted: bool) -> Title | None:
    """The title at a place, without what leads up to it; None where it has no head, or nothing but a head."""
    lead = _LEAD.match(text, start, end)
    if lead and lead.end() < end and not quoted:
        start = lead.end()
    section = _SECTION_OF.match(text, start, end)
    start = section.end() if section else start
    words = _TAIL.sub("", re.sub(r"(\bAct of \d{4}) .*", r"\1", text[start:end].rstrip(" ,;.'")))
    end = start + len(words)
    head = head_of(words)
    count = len(re.findall(r"\w+", words))
    if (
        not head
        or _is_bare(words)
        or words.endswith("(EU)")
        or not 2 <= count <= 28
        or not re.match(r"[A-Z\d]", words)
        or (words.isupper() and count > 3)
    ):
        return None
    return Title(words, start, end, head[0], head[1], quoted)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The titles in a run of capitalised words: "A Policy, the B Procedures and the C Plan" are three."""
    parts: list[tuple[str, bool, int, int]] = []
    at, mark, article = start, "", False
    for match in _SEPARATOR.finditer(text, start, end):
        parts.append((mark, article, at, match.start()))
        at, mark, article = match.end(), match["mark"], bool(match["article"])
    parts.append((mark, article, at, end))
    now = parts[0][2:]
    for i, (_, _, a, b) in enumerate(parts[1:], 1):
        if _goes_on(text, now, parts, i):
            now = (now[0], b)
        else:
            yield now
            now = (a, b)
    yield now


_CLOSED = re.compile(r"\b(?:Polic(?:y|ies)|Handbook|Manual|Procedures?|Code of Conduct)(?P<gap>\s+)(?=[A-Z])(?!of\b)")


def _unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Titles that stand in a cell without a mark between them: "Travel Policy Group Training Policy" is two."""
    at = start
    for joint in _CLOSED.finditer(text, start, end):
        rest = head_of(text[joint.end("gap") : end])
        if rest and rest[1] == "policy" and not _is_bare(text[joint.end("gap") : end]):
            yield at, joint.start("gap")
            at = joint.end("gap")
    yield at, end


def _goes_on(text: str, now: tuple[int, int], parts: list[tuple[str, bool, int, int]], i: int) -> bool:
    """Does part `i` go on with the title that stands at `now`, or begin another?"""
    mark, article, a, b = parts[i]
    if re.fullmatch(r"(?:19|20)\d\d", text[a:b]):  # "Companies Act, 2013"
        return True
    done, head = head_of(text[now[0] : now[1]]), head_of(text[a:b])
    listed = mark.strip(" ") in (",", ";")
    if article:
        return bool(done and not done[2] and not head and "," not in mark)
    if done and done[1] == "weak" and head and head[1] == "policy" and not listed and len(text[a:b].split()) == 2:
        return True  # "Safety Strategy and Management Policy"
    if head and not _is_bare(text[a:b]):
        return done is None and (not listed or _and_follows(parts, i, text))
    if done and done[2]:
        return False
    if done:  # "Records of Identification" + ", Evaluation" + " and Analysis"
        return not listed or _and_follows(parts, i, text)
    return not listed or _and_follows(parts, i, text)


def _and_follows(parts: list[tuple[str, bool, int, int]], i: int, text: str) -> bool:
    """Is part `i` in a list inside one title, which ends with "and X"?"""
    for mark, article, a, b in parts[i + 1 :]:
        if article:
            return False
        if "and" in mark or "&" in mark or "or" in mark:
            return True
        if head_of(text[a:b]):
            return False
    return False
