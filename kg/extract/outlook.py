"""Whether a figure in a sentence is a fact, an aim or a forecast, and when an aim is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.periods import When
from kg.extract.wording import pattern, words
from kg.quantities import Quantity

_BACK = re.compile(r"\b(?:from|compared (?:with|to)|versus|against|base(?:line)?(?: value| level)? of)\s+(?:an?\s|the\s)?$", re.I)
_MAYBE = re.compile(r"\b(?:may|might|could)\s+(?:\w+\s+){0,4}$", re.I)
_VALID = re.compile(r"\bvalid(?:ity)?\s+(?:up\s+)?(?:to|until|till|through)\s+(?:\w+\s+)?$", re.I)
"""A certificate's last day is no due date."""
_ANOTHER_GOAL = re.compile(r"\band\b[^;]{0,60}\b(?:net[- ]zero|(?:carbon|climate)[- ]neutral\w*)\b", re.I)
"""Behind this the date is that of the greater goal: "by 67% and net zero by 2040"."""
_GOAL = re.compile(r"(?:targets?|goals?|objectives?)\b", re.I)


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words('outlook', 'done')})\b|^\W*[A-Z]\w+ed\b", re.I)


def _last(cue: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in cue.finditer(text)), default=-1)


def outlook_of(text: str, quantity: Quantity, nearest: int, dates: Sequence[When]) -> str:
    """ "aim", "expected" or "" (a fact). `nearest`: where the next figure begins.

    Told by the last cue before the figure that no past verb has overtaken, by a due date, or by "target" right behind it.
    """
    before = text[max(0, quantity.head - 200) : quantity.head].replace("to have ", "to      ")  # "aim to have reduced" is no past
    after = re.split(r"[;,.]\s", text[quantity.end : min(nearest, quantity.end + 80)])[0]
    wanted, foretold = pattern("outlook", "aim", r"\b{}\b"), pattern("outlook", "foreseen", r"\b{}\b")
    past = re.match(r"[^,;]{0,80}?\b(?:were|was|had|did|has been|have been)\b", after)
    clause = re.split(r";\s", before)[-1]
    if _BACK.search(text[: quantity.start]) or (past and not foretold.search(clause + after) and not wanted.search(clause)):
        return ""
    if re.match(r"\s*(?:of )?progress\b", after, re.I):
        return ""
    if _MAYBE.search(clause) and not wanted.search(clause):
        return ""
    done, aim, foreseen = _last(_done(), before), _last(wanted, before), _last(foretold, before)
    due = any(
        w.role == "due"
        and not _VALID.search(text[: w.start])
        and (quantity.end <= w.start <= nearest or (0 <= quantity.start - w.end < 100 and ";" not in text[w.end : quantity.start]))
        for w in dates
    )
    if _aimed(before, aim, done) or (due and (done < 0 or max(foreseen, aim) > done)) or _named_goal(after):
        return "aim"
    rule = re.match(r"within\b", text[quantity.start : quantity.head], re.I)
    if rule and quantity.unit and quantity.unit.dimension == "time":  # "within 48 hours" is a rule
        return "aim"
    return "expected" if foreseen > done else ""


def _aimed(before: str, aim: int, done: int) -> bool:
    """Does the last cue for an aim govern the figure? "plans to" does when nothing was done since; "met the goal of" tells of the past."""
    if aim < 0:
        return False
    if not _GOAL.match(before, aim):
        return aim > done
    return aim > done - 25 and not re.search(
        r"\b(?:achieved|met|exceeded|progress|reached|surpassed|hit|fulfilled|outperformed|over-?achieved)\b",
        before[max(0, aim - 40) : aim],
        re.I,
    )


def _named_goal(after: str) -> bool:
    return bool(re.search(r"\b(?<!above )(?<!below )(?<!on )(?:target|goal)\b", after[:40], re.I)) and not re.search(
        r"\bprogress\b", after, re.I
    )


def due_for(text: str, found: Sequence[Quantity], i: int, dates: Sequence[When]) -> When | None:
    """The due date of a figure: the first behind it, else the last before it; "respectively" pairs them in order."""
    due = [w for w in dates if w.role == "due"]
    if not due:
        return None
    quantity = found[i]
    if re.search(r"\brespectively\b", text, re.I) and len(due) > 1:
        first = due[0].start
        group = [q for q in found if q.end <= first and first - q.end < 120][-len(due) :]
        return due[group.index(quantity)] if quantity in group and len(group) == len(due) else due[0]
    behind = [w for w in due if w.start >= quantity.end and not _ANOTHER_GOAL.search(text[quantity.end : w.start])]
    if not behind and due[0].start >= quantity.end:
        return None
    return behind[0] if behind else due[-1]
