"""Is an answer of the wanted sort? Rules that each know one near miss; none of them may hold.

No name is no answer to "who", nor tons to "how much money", nor money to a question for a rate.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ask.choice import Choice
from ask.counted import counts
from ask.figures import Figure
from ask.itself import misses_itself
from ask.lexicon import words
from ask.measures import developed
from ask.pool import tabular
from ask.rank import stems_of
from ask.reasons import titled
from ask.scope import Scope
from ask.series import MEASURES
from ask.text import says
from ask.understand import Reading

Rule = Callable[[Reading, Choice, Scope], bool]
"""Whether a choice misses what is asked in one way."""

_PER = re.compile(r"\b(?:intensity|per|rates?|ratio|each|average|mean)\b", re.I)
"""An amount is asked for, or what comes to one thing of many."""
_EACH = re.compile(r"\b(?:average|mean|per (?!cent\b)\w+|each)\b", re.I)
_CHANGED = re.compile(r"\bby how much\b|\b(?:grow|grew|growth|increas|decreas|rise|rose|fall|fell|chang|declin|drop|how much of)\w*", re.I)
_MOVED = re.compile(
    r"\b(?:increas|decreas|declin|reduc|grow|grew|improv|doubl|halv|fluctuat|remain)\w*|\b(?:rose|risen?|rise|fell|fall(?:en|s)?|drop(?:s|ped)?|cut|up|down|higher|lower|more|less|fewer|stable|unchanged|compared|against|than)\b",
    re.I,
)
_TARGET = re.compile(r"\b(?:targets?|goals?|aims?|objectives?|ambitions?|targeted)\b", re.I)
_PLANNED = re.compile(
    r"\b(?:target|goal|aim|objective|ambition|commit|plan|pledge|intend|will|by (?:the end of )?(?:FY ?|fiscal )?20[2-9]\d)\w*", re.I
)
_PAID = re.compile(r"\bhow much\b.*\b(?:invest\w*|spen[dt]|paid|pay|donat\w*|contribut\w+)\b", re.I)
_FOUNDED = re.compile(
    r"\bwhen (?:was|were) the (?:company|group|firm|business)(?: itself)? (?:first |originally )?(?:founded|established|incorporated|set up|formed|created)\b|\bhow old is the company\b",
    re.I,
)
_EARNED = re.compile(r"\b(?:revenues?|sales|profits?|income|earnings)\b", re.I)
_EARNED_TOO = re.compile(r"\b(?:revenues?|sales|turnover|profits?|income|earnings|EBITD?A?|loss|net|proceeds)\b", re.I)
_LEAVING = re.compile(
    r"\b(?:employee|staff|personnel|labou?r|workforce|(?:in)?voluntary) turnover\b|\bturnover (?:rate|of (?:staff|employees|personnel))\b",
    re.I,
)
_HEADQUARTERS = re.compile(r"\bwhere\b.*\b(?:headquarter\w*|head office|registered office|seat)\b", re.I)
_SEATED = re.compile(
    r"\b(?:[Hh]eadquarter\w*|[Hh]ead [Oo]ffices?|[Rr]egistered(?: [Oo]ffice)?|[Ss]eat|[Bb]ased)\b[^.;]{0,60}?(?:\b(?:in|at|near)\s(?:the\s)?[A-ZÀ-Þ]|:\s*[A-ZÀ-Þ\d]|\d{4,6}\b)|[A-ZÀ-Þ][\w-]+-(?:based|headquartered)\b"
)
_WHOLE = re.compile(r"\b(?:total|overall|altogether|absolute)\b", re.I)
_MONEY = re.compile(
    r"[$€£¥₹]|\b(?:EUR|USD|GBP|CHF|JPY|CNY|RMB|HKD|SEK|NOK|DKK|INR|BRL|CAD|AUD|KRW|TWD|ZAR)\b|\b(?:euros?|dollars?|pounds?|yuan|yen|rupees?|crores?|lakhs?)\b",
    re.I,
)
_SUM = re.compile(
    r"\bhow much\b|\bwhat (?:is|was|were|are) the (?:\w+ ){0,3}?(?:sums?|amounts?|costs?|prices?|value|budget|fees?|fines?|penalt\w+|investments?)\b|\bwhat (?:did|does|do|will|would) .*\bcosts?\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?:which|what|to whom|from whom|by whom)\s+(?:[\w-]+\s+){0,3}?(?:bod(?:y|ies)|compan(?:y|ies)|suppliers?|firms?|organi[sz]ations?|auditors?|"
    r"agenc(?:y|ies)|banks?|universit(?:y|ies)|customers?|partners?|authorit(?:y|ies)|regulators?|institut(?:e|ion)s?|insurers?|subsidiar(?:y|ies))\b",
    re.I,
)
"""A question for the name of somebody."""
_NAMED = re.compile(
    r"(?<=[a-z,;:(\"“] )(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|I|ISO|IEC|CO2|Scope|Group|Company|"
    r"Board)\b)[A-ZÀ-Þ][\w&.-]+|^[A-ZÀ-Þ][\w&.-]+ (?=[A-ZÀ-Þ&])"
)
"""A word that is a name where it stands, or one of two at the beginning of a sentence."""
_RATE = re.compile(r"\b(?:rates?|shares?|percentages?|per ?cent|proportions?|ratio)\b", re.I)
_MEASURES = ("currency", "mass", "co2e", "energy", "power", "volume", "area", "length", "time")


_NOT = re.compile(r"\b(?:not|never|without|no|non|un\w+|remain\w*|rest|other)\b|n't\b", re.I)
"""A question for what is not so is not answered by what is."""


LEAST = 0.3
"""How much of what is measured, names left out, the place of a figure must say."""
_MUCH_OF = re.compile(
    r"^\W*how much (?:of )?(?:the |its |their )?(?:total )?([a-z]+)(?: [a-z]+)? (?:was|were|is|are|did|does|do|has|have)\b", re.I
)
_MUCH = re.compile(r"\W*how much\b(?! (?:more|less))", re.I)
_SPENT = frozenset(words("spend spent invest invested investment investments expenditure pay paid donate donated cost costs money amount"))


def _window(best: Choice, size: int) -> str | None:
    """What stands close around a figure of a sentence; None for a record, a row and what has no figure."""
    if best.figure is None or best.candidate.record is not None or tabular(best.candidate.sentence):
        return None
    return best.candidate.sentence.text[max(0, best.figure.start - size) : best.figure.end + size]


def _prose(best: Choice) -> bool:
    return best.candidate.record is None and not tabular(best.candidate.sentence)


def _bag(best: Choice) -> frozenset[str]:
    """Stems of the sentence, of the titles above it and of the facts in it."""
    c = best.candidate
    return (c.sentence.stems | c.sentence.context).union(*(stems_of(r) for r in [*best.records, *([c.record] if c.record else [])]))


# ------------------------------------------------------------------------------------------------------------ what is no figure
def _title(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A title does not say how or why."""
    return reading.wants in ("manner", "reason") and titled(best.candidate)


def _elsewhere(reading: Reading, best: Choice, scope: Scope) -> bool:
    """The report's own period, date or goals, told by something that is none."""
    return misses_itself(reading.english, " ".join([best.value, best.candidate.sentence.text, *map(str, best.values)]))


def _stands(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Where a figure stands does not tell how it came there."""
    text = best.candidate.sentence.text
    return developed(reading.english) and not (_MOVED.search(text) and re.search(r"\d", text))


def _unseated(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A head office without its place."""
    return bool(_HEADQUARTERS.search(reading.english)) and best.field != "location" and not _SEATED.search(best.candidate.sentence.text)


def _unfounded(reading: Reading, best: Choice, scope: Scope) -> bool:
    """The founding of something else than the company."""
    asked = _FOUNDED.search(reading.english) and best.candidate.record is None
    return bool(asked) and not _is_founded(best.candidate.sentence.text, scope)


def _no_money(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A sentence without an amount for "how much did it cost"."""
    return best.figure is None and _prose(best) and bool(_SUM.search(reading.english)) and not _MONEY.search(best.candidate.sentence.text)


# ------------------------------------------------------------------------------------------------------------ figures
def _not_earned(reading: Reading, best: Choice, scope: Scope) -> bool:
    """For revenue or profit: a share or rate of them, the turnover of staff, another amount of the sentence."""
    if _EARNED.search(reading.english) and _LEAVING.search(best.candidate.sentence.text) and not _LEAVING.search(reading.english):
        return True
    if not _EARNED.search(reading.english) or _RATE.search(reading.english) or _CHANGED.search(reading.english):
        return False
    share = best.figure is not None and best.figure.dimension == "share"
    if share or _RATE.search(str((best.candidate.record or {}).get("metric") or "")):
        return True
    near = _window(best, 60)
    return near is not None and not _EARNED_TOO.search(near)


def _miscounted(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A measure, a share or a fraction where things are counted, or a count of other things."""
    if reading.wants != "count":
        return False
    figure = best.figure
    counted = figure is None or reading.unit is not None or _EACH.search(reading.english)
    return not (counted or _is_count(figure)) or not counts(reading, best, scope)


def _is_count(figure: Figure | None) -> bool:
    return figure is not None and figure.dimension in (None, "count") and not figure.amount % 1


def _other_amount(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Money of the same sentence for something else."""
    near = _window(best, 100) if best.figure is not None and best.figure.dimension == "currency" else None
    what = [t for t in reading.content if not t.name and not set(t.stems) & _SPENT]
    return near is not None and bool(what) and not any(says(t, frozenset(words(near)), scope) > 0 for t in what)


def _no_target(reading: Reading, best: Choice, scope: Scope) -> bool:
    """What is, for what is aimed at."""
    c = best.candidate
    if best.figure is None or not _TARGET.search(reading.english) or _PLANNED.search(f"{c.sentence.text} {c.sentence.above}"):
        return False
    return c.record is None or c.record["kind"] != "targets"


def _not_paid(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A count or a share for "how much was spent"."""
    figure, record = best.figure, best.candidate.record
    if figure is not None and record is not None and record.get("unit") and figure.dimension is None and _PAID.search(reading.english):
        return True  # twenty companies are no payment
    return (
        figure is not None
        and figure.dimension in ("count", "share")
        and bool(_PAID.search(reading.english))
        and not _RATE.search(reading.english)
    )


def _not_each(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A total for what comes to each."""
    near = _window(best, 50) if _EACH.search(reading.english) else None
    return near is not None and not (_EACH.search(near) or _PER.search(near))


def _other_measure(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A measure of hours, training, leavers or the like, which nobody asked for."""
    record = best.candidate.record
    if best.figure is None or record is None or record["kind"] != "observations":
        return False
    known = frozenset(words(reading.english)) | {s for t in reading.terms for way in t.ways for s in way}
    return bool(frozenset(words(str(record["metric"]))) & MEASURES - known)


def _of_another(reading: Reading, best: Choice, scope: Scope) -> bool:
    """ "How much water ...?" is not answered where no water is spoken of."""
    match = _MUCH_OF.search(reading.english) if best.figure is not None else None
    stems = set(words(match[1])) if match else set()
    return any(says(t, _bag(best), scope) == 0 for t in reading.terms if set(t.stems) & stems and not t.filler)


def _beside_it(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A figure of something else, where only the company or place is the asked one."""
    what = [t for t in reading.content if not t.name and not t.proper] if best.figure is not None else []
    return bool(what) and sum(t.weight * says(t, _bag(best), scope) for t in what) < LEAST * sum(t.weight for t in what)


def _other_things(reading: Reading, best: Choice, scope: Scope) -> bool:
    """ "How much copper?" is not answered by "three mines"."""
    figure = best.figure
    if figure is None or figure.dimension or not _prose(best) or not _MUCH.match(reading.english):
        return False
    counted = set(words(re.sub(r"^[\d.,\s]*|.*\d", "", figure.text)))
    return bool(counted) and not counted & {s for t in reading.terms for way in (t.stems, *t.ways) for s in way}


def _denied(reading: Reading, best: Choice, scope: Scope) -> bool:
    """What is so, for what is not so."""
    return best.figure is not None and bool(_NOT.search(reading.english)) and not _NOT.search(best.candidate.sentence.text)


def _bare_amount(reading: Reading, best: Choice, scope: Scope) -> bool:
    """A bare number of a sentence for money: only a table may name its money elsewhere."""
    return best.figure is not None and best.figure.dimension is None and reading.unit == "currency" and _prose(best)


def _other_dimension(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Tons for money, an amount for a rate, what comes to one for the whole."""
    figure = best.figure
    if figure is not None and figure.dimension == "ratio":
        return bool(_WHOLE.search(reading.english)) and not _PER.search(reading.english)
    if figure is None or figure.dimension not in _MEASURES:
        return False
    if _RATE.search(reading.english):
        return "/" not in figure.unit and " per " not in figure.unit
    dimension = "mass" if figure.dimension == "co2e" else figure.dimension
    return reading.unit in _MEASURES and dimension != reading.unit


RULES: tuple[Rule, ...] = (
    _title, _elsewhere, _stands, _unseated, _unfounded, _no_money, _not_earned, _miscounted, _other_amount, _no_target, _not_paid,
    _not_each, _other_measure, _of_another, _beside_it, _other_things, _denied, _bare_amount, _other_dimension,
)  # fmt: skip


def of_the_sort(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Is a choice of the sort that a question wants?"""
    if reading.wants == "person":
        return best.typed > 0.1
    return not any(amiss(reading, best, scope) for amiss in RULES)


def names_nobody(reading: Reading, best: Choice) -> bool:
    """Is somebody's name asked for ("which supplier ...?"), and the sentence names nobody but whom the question names? Records and rows do name."""
    sentence, asked = best.candidate.sentence, set(words(reading.english))
    if reading.wants != "name" or not _BODY.search(reading.english) or best.candidate.record is not None or tabular(sentence):
        return False
    return not any(set(words(m.group())) - asked for m in _NAMED.finditer(sentence.text))


def _is_founded(text: str, scope: Scope) -> bool:
    """Does a sentence tell of the founding of whose report it is, and of no one else's?"""
    own = "|".join(re.escape(s) for s in scope.reporter.surfaces) if scope.reporter else ""
    who = rf"(?:[Tt]he (?:[Cc]ompany|[Gg]roup|[Bb]ank|[Cc]orporation)|[Ww]e|[Ii]t|[Oo]ur (?:company|group|bank){f'|{own}' if own else ''})"
    verb = r"(?:founded|established|incorporated|set up|formed|created)"
    return bool(
        re.search(
            rf"(?<![\w-]){who}(?:,[^,]{{2,60}},)?\s(?:was|were|has been)\s(?:\w+\s)?{verb}\b|\b[Ff]ounded\b[^.;]{{2,40}},\s{who}|\b[Ss]ince its (?:founding|foundation|establishment|inception)\b",
            text,
        )
    )
