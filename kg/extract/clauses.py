"""The words around a figure: its clause, cut out of the sentence, and the phrases in it that may name the figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.metrics import names_a_measure
from kg.extract.wording import as_object, inner, is_change, listed, participle, pattern, shortened, words
from kg.quantities import Quantity

Made = tuple[str, str] | None
"""What a naming rule gives: the metric, and the thing that later figures may go on about."""


@dataclass(frozen=True)
class Named:
    """A metric; `start` and `end` of the words (in the sentence) that hold it and its figure; `done`: what was done to `thing`.

    `same`: it is a further figure of what the figure before is of.
    """

    metric: str
    start: int
    end: int
    thing: str
    done: str = ""
    sure: bool = True
    same: bool = False


@dataclass(frozen=True)
class Around:
    """A figure with its clause: the words `left` and `right` of it, and the clause `before` that.

    `said` qualifies it ("exceeded"); `lead` opens the clause ("including"); `thing`, `last` and `done` are the thing, metric and
    participle of the figure before, and `joined` tells whether that stands in the same clause.
    """

    quantity: Quantity
    left: str
    right: str
    before: str
    said: str = ""
    lead: str = ""
    thing: str = ""
    last: str = ""
    done: str = ""
    joined: bool = False

    @property
    def dimension(self) -> str:
        """What the unit measures; "" without unit."""
        return self.quantity.unit.dimension if self.quantity.unit else ""

    @property
    def bare_decimal(self) -> bool:
        """Is the figure a number with decimals and nothing else?"""
        return self.quantity.unit is None and re.fullmatch(r"\d[\d,]*\.\d+|\d+,\d{1,2}", self.quantity.text) is not None

    @property
    def of(self) -> str:
        """What follows "of" right behind the figure; "" for nothing."""
        match = re.match(r"\s*of\s+(?:all\s+)?(.+)", self.right, re.S)
        return match.group(1) if match else ""


# ------------------------------------------------------------------------------------------------------------- cutting
def clauses(text: str, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Where a sentence is cut: (end of a clause, start of the next); a lead word such as "including" belongs to the cut."""
    listed = [m.span() for m in _SCOPES.finditer(text)]
    cut = [m.span() for m in re.finditer(words("clause", "cut"), text)]
    return sorted([(a, b) for a, b in cut if not any(x < a < y for x, y in listed)] + _brackets(text, found))


_SCOPES = re.compile(r"\b[Ss]copes?\s[123](?:(?:,\s|,?\s(?:and|&|or)\s)(?:[Ss]copes?\s)?[123])+")
"""No clause ends in "Scopes 1, 2 and 3"."""


def _brackets(text: str, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Brackets that hold a figure cut a sentence; others are part of its words."""
    cuts: list[tuple[int, int]] = []
    for match in re.finditer(r"\(([^()]*)\)?", text):
        if any(match.start() < q.head < match.end() for q in found):
            cuts += [(match.start(), match.start() + 1), (max(match.end() - 1, match.start() + 1), match.end())]
    return cuts


def around(text: str, found: Sequence[Quantity], i: int, cuts: Sequence[tuple[int, int]], said: Named | None) -> tuple[Around, int, int]:
    """The words around figure `i` of a sentence, and where they begin and end. `said`: the name of the figure before."""
    q = found[i]
    previous = max((p.end for p in found[:i] if p.start < q.start), default=0)
    left = max([previous, *(b for _, b in cuts if b <= q.start)])
    joint = re.search(r"\b(?:and|or|plus|as well as)\s*$", text[left : q.start]) if left == previous > 0 else None
    left += joint.start() if joint else 0
    if said and left == previous and said.end >= len(text[: q.start].rstrip()) and _labels(text, left, q):
        left, said = q.start, None
    behind, right = _behind(text, found, i, cuts)
    lead = next((text[a:b].strip(" ,;").casefold() for a, b in cuts if b == left), "")
    made = Around(
        q,
        _subject_before_bracket(text, cuts, left) + text[left : q.start],
        behind,
        _clause_before(text, cuts, previous, left),
        text[q.start : q.head],
        lead,
    )
    if said:
        joined = joint is not None or left == previous > 0
        made = replace(made, thing=said.thing, last=said.metric, done=said.done, joined=joined)
    return made, left, right


def _subject_before_bracket(text: str, cuts: Sequence[tuple[int, int]], left: int) -> str:
    """ "Waste (2,940 tonnes) was recovered at": what stands before a bracket with a figure is the subject behind it."""
    opened = text.rfind("(", 0, left)
    if text[left - 1 : left] != ")" or opened < 0 or not re.match(r"\s(?:is|are|was|were|has|have|had|rose|fell|grew)\b", text[left:]):
        return ""
    start = max((b for _, b in cuts if b <= opened), default=0)
    said = text[start:opened].strip()
    return said if len(said.split()) <= 8 and not re.search(r"\d", said) else ""


def _labels(text: str, left: int, q: Quantity) -> bool:
    """Do labels stand behind their figures: "16% Women on the board 100% Staff trained"?"""
    return bool(re.match(r"\s*[A-Z]", text[left : q.start]) and re.match(r"[^A-Za-z]*[A-Z]", text[q.head :]))


def _behind(text: str, found: Sequence[Quantity], i: int, cuts: Sequence[tuple[int, int]]) -> tuple[str, int]:
    """The words behind a figure up to the next one or the end of its clause, and where they end."""
    q = found[i]
    share = _SHARE_IN_BRACKETS.match(text, q.end)
    if share:  # "1,772 (18%) were women"
        right = min([len(text), *(f.start for f in found[i + 2 :]), *(a for a, _ in cuts if a >= share.end())])
        return text[share.end() - 1 : right], right
    following = min((f.start for f in found[i + 1 :] if f.start > q.start), default=len(text))
    ends = (a for a, b in cuts if a >= q.end and not (a - q.end < 2 and text[a:b].startswith(("of which", "among which"))))
    right = min([following, *ends])
    behind = text[q.end if q.unit is None or q.unit.dimension == "ratio" else q.body : right]
    if right == following < len(text):  # the next figure's own noun: "a plant with a capacity of"
        behind = re.sub(r"\s(?:with|and) (?:an?|the) [\w\s-]{3,40}$", " ", behind)
    behind = re.split(r",?\s(?:and|so as|in order|thus|thereby)\s(?:thus\s|thereby\s|also\s)?to\s[a-z]+\s", behind)[0]  # another deed
    if OUT_OF.fullmatch(behind) and i + 1 < len(found):  # "98% of 412 complaints"
        right = min([len(text), *(f.start for f in found[i + 2 :]), *(a for a, _ in cuts if a >= found[i + 1].end)])
        behind = " of" + text[found[i + 1].end : right]
    return behind, right


_SHARE_IN_BRACKETS = re.compile(r"\s\(\s?[\d.,]+\s?(?:%|per ?cent)\)\s(?=(?:were|are|was|is)\b)")
OUT_OF = re.compile(r"\s*(?:out )?of(?:\s(?:the|our|its|all|a total of))*\s*")


def _clause_before(text: str, cuts: Sequence[tuple[int, int]], previous: int, left: int) -> str:
    starts = (b for _, b in cuts if b < left - 1 and re.sub(r"(?:of which|which|with|and|among|[\s,])+", "", text[b:left]))
    return text[max([previous, *starts]) : left]


# ------------------------------------------------------------------------------------------------------------- phrases
EMPTY = re.compile(
    r"(?:share of )?(?:which|that|whom?|it|them|these|those|this|there|years?|times?|days?|total|rest|more|less|and|the|one|each|"
    r"company|group)",
    re.I,
)
"""Names that name nothing."""


@cache
def _verb_end(*groups: str) -> re.Pattern[str]:
    forms = "|".join(words("verbs", g) for g in groups)
    return re.compile(rf"^(?P<subject>.*?)\b(?P<verb>{forms})\s*(?:\b(?:{words('clause', 'fillers')})\s*)*$", re.I | re.S)


def ends_in(text: str, *groups: str) -> re.Match[str] | None:
    """A verb of these groups (`reach`, `account`, `money`) at the end of a text, as "verb", with its "subject"."""
    return _verb_end(*groups).match(text)


@cache
def _change(tail: str) -> re.Pattern[str]:
    forms = f"{words('verbs', 'up')}|{words('verbs', 'down')}"
    return re.compile(
        rf"^(?P<subject>.*?)\b(?P<verb>{forms})\b(?P<object>.*?){tail}\s*(?:\b(?:an?|the|further|another|(?:high|low|peak|level) of)\s*)*$",
        re.I | re.S,
    )


def change_in(text: str, tail: str) -> re.Match[str] | None:
    """A verb of change with its subject and object before a tail such as "by" or "to"."""
    return _change(tail).match(text)


def without_tail(text: str) -> str:
    """The words before a figure without articles, "a total of" and the like at their end."""
    return pattern("clause", "tail", r"(?:\b{}\s*)+$").sub("", text).rstrip()


def subject_of(around_: Around, text: str) -> str:
    """The subject before a verb; when it is "which" or nothing, what was spoken of before; "that of X" takes up the last thing."""
    same = re.search(r"\b(?:that|those) of\s+(.+)", text, re.S)
    if same and around_.thing and text[: same.start()].strip(" ,").casefold() in ("", "with", "and"):
        return f"{around_.thing.split(' of ')[0]} of {inner(shortened(same.group(1)))}"
    if around_.lead == "including" and text and around_.before.strip():  # "women, including part-timers, were 9%"
        text = around_.before
    bare = pattern("clause", "modals", r"(?:\b{}\s*)+$").sub("", text.strip())
    bare = re.split(r"\bthat\s+(?=the\b|our\b|[A-Z])", bare)[-1]
    close = re.split(r"\bwith\s+", bare)[-1] if around_.joined else bare
    name = shortened(close if len(close.split()) > 1 else bare)
    bald = re.fullmatch(r"(?:percentage|proportion|share|rate|ratio|figure|number|amount|value)", name, re.I)
    if bald and re.match(r"\s*(?:for|of|in|among)\s", around_.right):
        return shortened(f"{name} {around_.right}")
    if name and not EMPTY.fullmatch(name) and not re.fullmatch(r"(?:with|as|intending it to)", name, re.I):
        return name
    told = noun_before(around_.before) if re.fullmatch(r"which", name, re.I) else ""
    if told and names_a_measure(told):  # "supported by a higher score, which rose to 9"
        return told
    return around_.thing or _last_object(around_.before)


def _last_object(text: str) -> str:
    """What the clause before speaks of: "increases the proportion of X in Y" gives "Proportion of X in Y"."""
    for match in reversed(list(re.finditer(r"\b[a-z]+\b", text))):
        if participle(match.group()) or is_change(match.group()):
            return as_object(text[match.end() :])
    return shortened(text)


def noun_before(text: str) -> str:
    """The noun phrase at the end of a text: after the last verb or preposition."""
    taken: list[str] = []
    tokens = text.split()
    for i in range(len(tokens) - 1, -1, -1):
        word, before = tokens[i].strip(",.;\"'").casefold(), tokens[i - 1].casefold() if i else ""
        if taken and taken[0] in ("in", "of") and _CHANGES.fullmatch(word) and before not in ("to", "will", "and", "we", "not", ""):
            taken.insert(0, tokens[i])
            continue
        proper = i > 0 and tokens[i][:1].isupper() and tokens[i - 1][:1].isupper() and taken and taken[0][:1].isupper()
        if (_bounds(word, before, bool(taken)) and not proper) or (i == 0 and word.endswith("ed") and taken):
            break
        taken.insert(0, tokens[i])
    return shortened(" ".join(taken), 10)


_CHANGES = re.compile(r"(?:de|in)crease|reduction|rise|growth|drop|decline|fall|cut")


def _bounds(word: str, before: str, taken: bool) -> bool:
    """Does a noun phrase begin behind this word? "achieved a recycling rate": behind "achieved"; "investment in X" goes on."""
    if word == "in":
        return not re.match(r"reduc|increas|decreas|invest|growth|drop|rise|decline|improve|saving|change", before)
    if word == "to" and re.match(r"(?:credits?|loans?|lending|grants?|donations?|contributions?|payments?|sales|access|exposure)$", before):
        return False
    if word in listed("clause", "bound"):
        return True
    adjective = before in ("a", "an", "the", "total", "its", "our", "combined", "of") or word.endswith("ing")
    return participle(word) is not None and taken and not adjective


_JOINTS = frozenset("have has had with having were was are is will can sit sits sat took take takes live lives".split())


def head_of(text: str) -> str:
    """The thing itself, without what it did: "plants carry the label" and "plants having obtained it" are plants."""
    tokens = text.split()
    for i in range(1, len(tokens)):
        word = tokens[i].strip(",.;").casefold()
        if word in _JOINTS or _verbal(word, tokens[i + 1 : i + 2]):
            return as_object(" ".join(tokens[:i]))
        if word in ("the", "a", "an") and i >= 2:
            return as_object(" ".join(tokens[: i - 1]))
    return as_object(text)


def _verbal(word: str, after: Sequence[str]) -> bool:
    """Is a word a verb here, and no adjective as in "authorized patents"?"""
    behind = after[0] if after else ""
    follows = re.match(r"(?:the|an?|at|in|by|from|to|on|for|through|with|as|into|our|its|their|[A-Z0-9])\b|$", behind)
    return participle(word) is not None and follows is not None


@cache
def _preposition() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{words('clause', 'preposition')})\b")


def begins_with_preposition(text: str) -> bool:
    """Does a text go on with a preposition, an article or a conjunction, so that it names nothing by itself?"""
    return _preposition().match(text) is not None
