"""Is an answer about what was asked: the very year, the very company or place, the very scope or standard? A near miss is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ask.choice import Choice
from ask.figures import Figure
from ask.itself import misses_itself
from ask.lexicon import words
from ask.measures import developed
from ask.periods import year_of, years_said
from ask.pool import tabular
from ask.rank import stems_of
from ask.reasons import titled
from ask.scope import Scope
from ask.terms import Term
from ask.text import Evidence, says
from ask.understand import Reading

_CODE = re.compile(r"\b(scope ?\d|(?:ISO|IATF|SA|GRI|SDG|IEC|EN|GB/T) ?\d+(?:-\d+)?)\b", re.I)
_BOTH = re.compile(r"\bscopes? ?\d ?(?:,|and|plus|&|\+|or|to|-) ?(?:scope ?)?\d", re.I)


_JOINT = re.compile(r"\bscopes? ?\d(?:(?: ?, ?| ?and ?| ?plus ?| ?& ?| ?\+ ?| ?to ?|-)+(?:scope ?)?\d)+", re.I)
_WHOLE = re.compile(r"\b(?:total|overall|altogether|absolute)\b", re.I)
_PER = re.compile(r"\b(?:intensity|per|rates?|ratio|each|average|mean)\b", re.I)
"""An amount is asked for, or what comes to one thing of many."""
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
_EMITTED = re.compile(r"\b(?:emissions?|footprint|GHG|greenhouse|carbon)\b", re.I)
_HEADQUARTERS = re.compile(r"\bwhere\b.*\b(?:headquarter\w*|head office|registered office|seat)\b", re.I)
_SEATED = re.compile(
    r"\b(?:[Hh]eadquarter\w*|[Hh]ead [Oo]ffices?|[Rr]egistered(?: [Oo]ffice)?|[Ss]eat|[Bb]ased)\b[^.;]{0,60}?(?:\b(?:in|at|near)\s(?:the\s)?[A-ZÀ-Þ]|:\s*[A-ZÀ-Þ\d]|\d{4,6}\b)|[A-ZÀ-Þ][\w-]+-(?:based|headquartered)\b"
)


def _scopes(text: str) -> frozenset[str]:
    """The scopes that a text names: "Scope 1, 2 and 3" names three."""
    found = {d for m in _JOINT.finditer(text) for d in re.findall(r"\d", m.group())}
    if any("to" in m.group().casefold() or "-" in m.group() for m in _JOINT.finditer(text)) and {"1", "3"} <= found:
        found.add("2")
    return frozenset(found | set(re.findall(r"\bscopes? ?(\d)", text, re.I)))


ROW = 12
"""Words of a row of a table, at most, whose scope may stand in a title above it."""
ABOVE = 900
"""Characters above a row in which that title stands."""


def _title_above(source: str, start: int) -> str:
    """The scope that was named last before a row: "Scope 3 ..." above its categories; nothing where it was several at once."""
    before = source[max(0, start - ABOVE) : start]
    said = list(re.finditer(r"\bscope ?\d", before, re.I))
    if not said or any(m.start() <= said[-1].start() < m.end() for m in _BOTH.finditer(before)):
        return ""
    return said[-1].group()


BEFORE = 400
"""Characters before a citation that may say which standard a "yes" or "no" is about."""


def identified(reading: Reading, answer: str, cited: Sequence[Evidence], source: str = "") -> bool:
    """Does an answer speak of the very scope, standard or disclosure that was asked for? Scope 1 is no answer to Scope 3."""
    if _BOTH.search(reading.english):
        asked = _scopes(reading.english)
        joint = [_scopes(m.group()) for c in cited for m in _JOINT.finditer(c["quote"])]
        return not any(asked < said for said in joint)  # all three together are not the two that were asked for
    if (
        re.search(r"\btotal\b", reading.english, re.I)
        and not _CODE.search(reading.english)
        and len(_scopes(answer)) == 1
        and _EMITTED.search(reading.english)
    ):
        return False  # the whole is not one scope of it
    around = [source[max(0, c["start"] - BEFORE) : c["start"]] for c in cited] if reading.wants == "yes-no" else []
    around += [title for c in cited if len(c["quote"].split()) <= ROW and (title := _title_above(source, c["start"]))]
    told = re.sub(r"\s+", "", " ".join([answer, *(c["quote"] for c in cited), *around])).casefold()
    return all(re.sub(r"\s+", "", code).casefold() in told for code in _CODE.findall(reading.english))


def in_year(reading: Reading, best: Choice, scope: Scope) -> float:
    """1 when an answer is of an asked year, 0 when it is of another: one that names no year is of the report's own."""
    if not reading.years:
        return 1.0
    said = years_of(best)
    if scope.year and max(reading.years) <= scope.year:  # what is planned for later is no other time
        said = frozenset(y for y in said if y <= scope.year)
    if said:
        return float(bool(said & set(reading.years)))
    return 1.0 if scope.year is None or scope.year in reading.years else 0.0


def years_of(choice: Choice) -> frozenset[int]:
    """The years that a choice speaks of: of its column or period, else of its sentence, else of the titles above it."""
    c = choice.candidate
    if choice.figure and choice.figure.year:
        return frozenset({choice.figure.year})
    if c.record:
        told = " ".join(str(c.record.get(name) or "") for name in ("period", "due", "date", "statement"))
        own = year_of(c.record)
        return years_said(f"{told} {' '.join(e['quote'] for e in c.record['evidence'])}") | ({own} if own else set())
    return c.sentence.years or years_said(c.sentence.above)


def about_named(reading: Reading, best: Choice, scope: Scope) -> float:
    """How far an answer speaks of the companies, places and schemes that the question names, 0 to 1."""
    c = best.candidate
    records = [*best.records, *([c.record] if c.record else [])]
    bag = c.sentence.stems | c.sentence.context
    bag = bag.union(*(stems_of(r) for r in records))
    if _TOGETHER.search(c.sentence.text):  # a figure of all is none of the one that is named
        bag = c.sentence.stems
    proper = [says(t, bag, scope) for t in reading.terms if t.proper and not t.name and not t.filler]
    names = [says(t, bag, scope) for t in reading.terms if t.name]
    return min([*proper, *([max(names)] if names else [])], default=1.0)


_TOGETHER = re.compile(
    r"\b(?:together|altogether|combined|in total|in all|overall|group-?wide|across (?:all|the (?:group|company)))\b", re.I
)
"""A sentence that speaks of all at once."""
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


_ALIKE = {
    "custom": re.compile(r"\bcustom(?!ers?\b)[\w-]*", re.I),
    "nation": re.compile(r"\bnation(?:s|al|als|wide)?\b(?! ?alit)", re.I),
}
"""Stems that words of other things share: custom-made goods and duties of customs are no customers, nations no nationalities."""


def counts(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Does what was found speak at all of the things that "how many ..." counts?"""
    counted = [t for t in reading.content if set(t.stems) & set(reading.noun)]
    c = best.candidate
    alike = [pattern for stem, pattern in _ALIKE.items() if stem in reading.noun]
    if alike and not set(reading.noun[-1:]) & set(words(alike[0].sub(" ", f"{c.sentence.above} {c.sentence.text}"))):
        return False
    if best.figure and not c.record and not best.records and not tabular(c.sentence):  # "fifteen initiatives" counts no nationalities
        text, figure = c.sentence.text, best.figure
        near = text[max(0, figure.start - BESIDE) : figure.end + BESIDE]
        return not counted or (any(says(t, frozenset(words(near)), scope) > 0 for t in counted) and not _of_others(counted, text, figure))
    bag = (c.sentence.stems | c.sentence.context).union(*(stems_of(r) for r in [*best.records, *([c.record] if c.record else [])]))
    return not counted or any(says(t, bag, scope) > 0 for t in counted)


BESIDE = 100
"""Characters around a figure of a sentence in which what it counts is said."""


def _of_others(counted: Sequence[Term], text: str, figure: Figure) -> bool:
    """Is a figure followed by the plural of something else: "327,000 employees operate in many countries" counts no countries?"""
    stems = {s for t in counted for way in (t.stems, *t.ways) for s in way}
    after = (
        re.match(r"[^.,;:()\d]{0,40}", text[figure.end - len(figure.text.split()[-1]) :].lstrip("0123456789.,")) if figure.text else None
    )
    said = [w for w in re.findall(r"[A-Za-z][\w-]*", after.group()) if w.casefold() not in _PLAIN][:3] if after else []
    plurals = [w for w in said if (w.endswith("s") and not w.endswith("ss")) or w.casefold() in _MANY]
    if {w.casefold() for w in plurals} & _SPANS and not {"hour", "day"} & {s for t in counted for s in t.stems}:
        return True
    return bool(plurals) and not stems & {s for w in said for s in words(w)}


_PLAIN = frozenset("of our the its their these those all new more in at is was as has".split())
_SPANS = frozenset(("hours", "days"))
_MANY = frozenset("people staff women men children personnel".split())
LEAST = 0.3
"""How much of what is measured, names left out, the place of a figure must say."""


def _beside_it(reading: Reading, best: Choice, scope: Scope) -> bool:
    """Is a figure of something else, and only the company or place is the asked one?"""
    what = [t for t in reading.content if not t.name and not t.proper]
    bag = best.candidate.sentence.stems | best.candidate.sentence.context
    bag = bag.union(*(stems_of(r) for r in [*best.records, *([best.candidate.record] if best.candidate.record else [])]))
    return bool(what) and sum(t.weight * says(t, bag, scope) for t in what) < LEAST * sum(t.weight for t in what)


def _counts_other(reading: Reading, best: Choice) -> bool:
    """ "How much copper?" is not answered by "three mines"."""
    c, figure = best.candidate, best.figure
    if figure is None or figure.dimension or c.record or tabular(c.sentence) or not _MUCH.match(reading.english):
        return False
    counted = set(words(re.sub(r"^[\d.,\s]*|.*\d", "", figure.text)))
    return bool(counted) and not counted & {s for t in reading.terms for way in (t.stems, *t.ways) for s in way}


_MUCH = re.compile(r"\W*how much\b(?! (?:more|less))", re.I)


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


def of_the_sort(reading: Reading, best: Choice, scope: Scope) -> bool:
    """No name is no answer to "who", nor tons to "how much money", nor money to a question for a rate."""
    if reading.wants == "person":
        return best.typed > 0.1
    if reading.wants in ("manner", "reason") and titled(best.candidate):
        return False
    if misses_itself(reading.english, " ".join([best.value, best.candidate.sentence.text, *map(str, best.values)])):
        return False
    if developed(reading.english):  # where a figure stands does not tell how it came there
        return bool(_MOVED.search(best.candidate.sentence.text) and re.search(r"\d", best.candidate.sentence.text))
    if _EARNED.search(reading.english) and not (_RATE.search(reading.english) or _CHANGED.search(reading.english)):
        share = best.figure is not None and best.figure.dimension == "share"
        if share or _RATE.search(str((best.candidate.record or {}).get("metric") or "")):
            return False  # "turnover rate" is of employees
    if _HEADQUARTERS.search(reading.english) and best.field != "location":
        return bool(_SEATED.search(best.candidate.sentence.text))
    if reading.wants == "count" and not counts(reading, best, scope):
        return False
    figure = best.figure
    if (
        figure is not None
        and _TARGET.search(reading.english)
        and not _PLANNED.search(f"{best.candidate.sentence.text} {best.candidate.sentence.above}")
    ):
        return best.candidate.record is not None and best.candidate.record["kind"] == "targets"
    if reading.wants == "count" and figure is not None and figure.dimension not in (None, "count") and reading.unit is None:
        return False
    if (
        figure is not None
        and _PAID.search(reading.english)
        and figure.dimension in ("count", "share")
        and not _RATE.search(reading.english)
    ):
        return False
    if _FOUNDED.search(reading.english) and best.candidate.record is None:
        return _is_founded(best.candidate.sentence.text, scope)
    if figure is None and _SUM.search(reading.english) and best.candidate.record is None and not tabular(best.candidate.sentence):
        return bool(_MONEY.search(best.candidate.sentence.text))
    if figure is not None and (_beside_it(reading, best, scope) or _counts_other(reading, best)):
        return False
    if figure is not None and _NOT.search(reading.english) and not _NOT.search(best.candidate.sentence.text):
        return False
    if figure is not None and figure.dimension is None and reading.unit == "currency":  # a table may name its money elsewhere
        return best.candidate.record is not None or tabular(best.candidate.sentence)
    if figure is not None and figure.dimension == "ratio" and _WHOLE.search(reading.english) and not _PER.search(reading.english):
        return False
    if figure is None or figure.dimension not in _MEASURES:
        return True
    dimension = "mass" if figure.dimension == "co2e" else figure.dimension
    if _RATE.search(reading.english):
        return "/" in figure.unit or " per " in figure.unit
    return reading.unit not in _MEASURES or dimension == reading.unit
