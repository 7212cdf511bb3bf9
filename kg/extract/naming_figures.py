"""The name of a figure in a sentence, made of the sentence's own words: what is counted, and what was done to it.

"The Company recycled 38 tons of glass" gives "Glass recycled"; "the recycling rate of glass reached 61%" gives "Recycling rate of glass";
"2 plants have obtained ISO 14001 certification" gives "Plants having obtained ISO 14001 certification".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.extract.clauses import EMPTY, Around, Made, Named, around, clauses, ends_in, noun_before, subject_of
from kg.extract.metrics import names_a_measure
from kg.extract.naming_again import again, bracketed, goal_of_the_same, looking_back
from kg.extract.naming_changes import change_of_the_same, changed_behind, changed_by, changed_to, compared
from kg.extract.naming_counts import counted, done_to, for_things, times
from kg.extract.naming_parts import hours_given, part_at_place, part_of_money, per_head
from kg.extract.naming_shares import share_in, share_of
from kg.extract.wording import as_object, cased, inner, is_rise, money_noun, participle, shortened
from kg.quantities import Quantity


def named(text: str, found: Sequence[Quantity], i: int, cuts: Sequence[tuple[int, int]], said: Named | None = None) -> Named | None:
    """The name of figure `i` of a sentence, or None when the words around it name nothing. `said`: the name of the figure before."""
    place, left, right = around(text, found, i, cuts, said)
    for rule in RULES:
        made = rule(place)
        if made and len(re.sub(r"[^A-Za-z]", "", made[0])) > 2 and not EMPTY.fullmatch(made[0]):
            start, end = _trimmed(text, left, right)
            thing = made[1] or made[0]
            thing = thing if len(thing.split()) <= 8 or not said else said.thing
            made = (_for_each(made[0], place), made[1])
            same = said is not None and rule in _FURTHER and made[0] == said.metric
            start = start - len(place.before.lstrip()) if rule is bracketed else start
            if said and rule in _FURTHER and 0 <= start - said.start < 250:
                start = said.start
            done = said.done if said and same else _done(rule, *made)
            return Named(cased(made[0], text), start, max(end, place.quantity.end), thing, done, rule is not labelled, same)
    return None


def _for_each(name: str, place: Around) -> str:
    """ "Every employee followed 9 hours of training" is training per employee."""
    each = re.fullmatch(
        r"\W*(?:every|each)\s(employee|staff member|worker|director|manager|participant|household|customer)\s\w+\s*", place.left, re.I
    )
    return f"{name} per {each[1].lower()}" if each and " per " not in name else name


def _trimmed(text: str, left: int, right: int) -> tuple[int, int]:
    lead = re.match(r"[\s,;:.\"'•◆♦>)]*(?:and\s+|with\s+)?", text[left:right])
    start = left + (lead.end() if lead else 0)
    return (start if start < right else left), left + len(text[left:right].rstrip(" ,;:(\"'"))


def _done(rule: Callable[[Around], Made], metric: str, thing: str) -> str:
    """What was done to the thing, for figures that are listed behind it: "produced" of "Tiles produced"."""
    if rule in (done_to, counted) and thing and metric.startswith(thing):
        return metric.removeprefix(thing).strip()
    return metric.split()[-1] if rule is share_of and participle(metric.split()[-1]) else ""


# ----------------------------------------------------------------------------------------------------- figures again
def described(place: Around) -> Made:
    """ "the 9,000-ton recycling project" gives "Recycling project"."""
    what = as_object(place.right) if re.search(r"\d-[A-Za-z]", place.quantity.text) else ""
    return (what, what) if what else None


# ------------------------------------------------------------------------------------------------------ verbs and nouns
_FINED = re.compile(
    r"(?P<who>.+?)\s(?:was|were|been|is|are)\s(?:also\s)?(?P<verb>fined|paid|granted|awarded|charged)\s*(?:(?:a total of|an?)\s*)?$", re.S
)
_FINES = {"fined": "Fines on", "paid": "Payments to", "granted": "Grants to", "awarded": "Grants to", "charged": "Charges to"}


_EACH = re.compile(
    r"(?:^|\b(?:our|the|all|each|every)\s)(?P<who>employees?|staff|colleagues|workers|people|managers|team members)\s(?:each\s)?(?:spent|received|completed|had|undertook|attended)\s(?:on average\s|an average of\s)?$",
    re.I,
)


def hours_each(place: Around) -> Made:
    """ "our employees spent on average 9 hours on training" is training per employee."""
    match = _EACH.search(place.left) if place.dimension == "time" else None
    on = re.match(r"\s*(?:of|on|in)\s(.+)", place.right, re.S)
    what = as_object(on[1]) if on else ""
    average = match and re.search(r"average|\beach\b|\bevery\b", place.left + place.right)
    return (f"{what} per employee", what) if match and average and what else None


def fined(place: Around) -> Made:
    """ "the hauliers were fined EUR 9" gives "Fines on hauliers"."""
    match = _FINED.match(place.left) if place.dimension == "currency" else None
    who = shortened(match["who"]) if match else ""
    return (f"{_FINES[match['verb']]} {inner(who)}", who) if match and who else None


def paid(place: Around) -> Made:
    """ "invested EUR 9 million in X" gives "Investment in X"."""
    match = ends_in(place.left, "money") if place.dimension == "currency" else None
    if match is None:
        return None
    noun = money_noun(match["verb"])
    to = re.match(r"\s*(in|on|to|for|into|towards|at)\s+(.+)", place.right, re.S)
    said = f"{noun} {to.group(1)} {inner(as_object(to.group(2)))}" if to else f"{noun} {inner(as_object(place.right))}"
    return shortened(said.replace(" into ", " in ")), noun


_UNIT_NOUNS = re.compile(
    r"\s+(?:units?|pieces|sets|times|people|persons|employees|cases|vehicles|hours|days)\b"
    r"\s*(?:$|[,.;]|in\b|by\b|at\b|as\b|during\b|for the year)"
)
_JOINTS = re.compile(r"\s+(?:in|at|by|as|and|with|during|for|of|to|from|on|per|this|compared|respectively|a|an|the)\b")


_OWN_MEASURE = re.compile(
    r"\s(?:[a-z-]+\s){0,2}(?:rate|ratio|score|coverage|satisfaction|availability|compliance|participation|reduction|decrease|increase|decline|rise|drop|growth|improvement)\b",
    re.I,
)
"""Behind "reached a 9%", what it is a percentage of."""


def reached(place: Around) -> Made:
    """ "X reached 9%", "X is 9 tons", "X exceeded 9"."""
    match = ends_in(place.left, "reach")
    if match is None and not re.match(r"(?:not )?(?:exceed|surpass)", place.said, re.I):
        return None
    if match and (match["verb"].casefold() in ("of", "at") or re.search(r"\bthere\s*$", match["subject"], re.I)):
        return None
    if (
        place.dimension == "share"
        and match
        and re.match(r"(?:reach|achiev|attain)", match["verb"], re.I)
        and _OWN_MEASURE.match(place.right)
    ):
        return None
    if place.dimension == "share" and (
        place.of or re.match(r"\s*(?:more|less)\s(?:\w+\s)?(?:efficient|expensive|effective|productive|likely)\b", place.right)
    ):
        return None
    noun = re.match(r"\s+[a-z]{3,}", place.right) and not _UNIT_NOUNS.match(place.right) and not _JOINTS.match(place.right)
    if not place.dimension and noun:
        return None
    subject = subject_of(place, match["subject"] if match else place.left)
    beside = re.match(
        r"\s*((?:lower|higher|less|more|below|above|better|smaller|greater|larger|lighter|heavier|faster|longer|shorter|cheaper|stronger)\s+than\s+.+)",
        place.right,
        re.S,
    )
    return (f"{subject} {as_object(beside.group(1)).lower()}" if beside else subject, subject) if subject else None


def bounded(place: Around) -> Made:
    """ "an injury rate below 9": a measure and its bound."""
    noun = (
        noun_before(place.left)
        if re.match(r"(?:below|under|above|over|at least|at most|no more than|less than|more than)\b", place.said, re.I)
        else ""
    )
    verb = re.match(r"(?:bring|keep|get|push|hold|take)\b", noun, re.I)
    if (
        not noun
        or verb
        or place.dimension == "currency"
        or not names_a_measure(noun)
        or re.match(r"\s*(?!by\b|in\b|for\b|before\b|until\b|at\b|or\b|and\b)[a-z]{3}", place.right)
    ):
        return None
    return noun, noun


_NO_NOUN = re.compile(r"\b(?:total|number|rest|sum|average|consisting|comprised|made up|one|out|because|instead|all|some|each)\s*$", re.I)


_AT_A_RATE = re.compile(r"(?P<what>.+?)\s(?:is|are|was|were|has been|have been)\s(?P<done>\w+ed)\sat\s(?:the|a)\s(?:rate|level)\b", re.S)


_CHANGE_ALONE = re.compile(
    r"\s*(?:(?:representing|meaning|which (?:is|was|represents)|this (?:is|was|represents)|with)\s)?(?:an?|the)\s(?:[\w-]+\s)?(increase|rise|growth|decrease|reduction|decline|drop)\sof\s*",
    re.I,
)


def of_noun(place: Around) -> Made:
    """ "a recycling rate of 9%", "the revision of 9 standards", "an installed capacity of 9 MW"."""
    match = re.search(r"^(?P<head>.*)\b(?:of|at)\s*(?:\b(?:an?|the|only|about|total|some|up to)\s*)*$", place.left, re.I | re.S)
    noun = noun_before(match["head"]) if match and not _NO_NOUN.search(match["head"]) else ""
    if not noun:
        return None
    rate = _AT_A_RATE.match(place.left) if noun.casefold() in ("rate", "level") else None
    if rate:
        what = f"{inner(shortened(rate['what']))} {rate['done']}"
        return (f"Share of {what}" if place.dimension == "share" else what[:1].upper() + what[1:]), what
    aim = re.search(r"\s*\b(?:targets?|goals?|objectives?)$", noun, re.I)
    if aim:
        return _goal(noun[: aim.start()], as_object(place.right))
    flow = (
        re.match(
            r"(?P<subject>.+?)\s(?:is|are|was|were)\s(?:an?|the)\s(?:\w+\s)?(?:outflow|inflow|loss|profit|surplus|deficit|gain)$",
            match["head"].strip(),
            re.S,
        )
        if match
        else None
    )
    if flow and (subject := subject_of(place, flow["subject"])):
        return subject, subject
    alone = _CHANGE_ALONE.fullmatch(place.left)
    before = place.thing if re.match(r"(?:Increase|Reduction) in ", place.last) else place.last
    if alone and before and not changed_behind(place.right):  # ", an increase of 9%"
        return f"{'Increase' if is_rise(alone[1]) or alone[1].casefold() == 'growth' else 'Reduction'} in {inner(before)}", place.thing
    change = re.search(r"\b(increase|rise|growth|decrease|reduction|decline|drop)$", noun, re.I)
    behind = changed_behind(place.right) if change else ""
    if change and behind:
        return f"{'Increase' if is_rise(change[1]) or change[1].casefold() == 'growth' else 'Reduction'} in {inner(behind)}", behind
    if not place.dimension and re.match(r"\s*[a-z]", place.right, re.I):
        what = as_object(place.right)
        deed = re.search(r"(?:ion|ment|ing|al)$", noun)
        return (f"{noun} of {inner(what)}" if deed else f"{what} ({inner(noun)})", what) if what else None
    stuff = as_object(place.of)
    return (f"{noun} of {inner(stuff)}" if stuff else noun), noun


def _goal(noun: str, what: str) -> Made:
    """ "a 2030 target of a 9% reduction in X", "an X goal of 9%"."""
    bare = inner(shortened(re.sub(r"\b(?:19|20)\d\d\b|\b(?:[Ss]et|[Ii]nterim|[Ii]ncorporating the|[Aa]n?)\b", "", noun)))
    if len(what.split()) > 1 or not bare:
        return (what, what) if what else None
    return (f"{what} in {bare}" if what else shortened(bare)), what or bare


def labelled(place: Around) -> Made:
    """Figures behind a label, as on call-outs: "Recycling rate 9%". Small bare numbers there are page numbers and the like."""
    left, q = place.left.strip(" :–—-"), place.quantity
    plain = q.unit is None and (q.word or (q.value == q.value.to_integral_value() and q.value < 1000 and "," not in q.text))
    plain = plain and not re.search(r"[<>≤≥]", place.said)
    if plain or (place.joined and not re.search(r"[,;]", left)) or (len(left.split()) < 2 and not (q.unit and left)):
        return None
    if place.dimension == "area" and re.fullmatch(r"(?:which |that )?covers?(?: an area of)?", left, re.I) and place.before.strip():
        return f"Area of {inner(shortened(place.before))}", "Area"
    name = shortened(re.sub(r"\s+(?:includes?|included|contains?|provides?|shows?)$", "", left))
    return (name, name) if name and not re.fullmatch(r"(?:grand|sub)?\W?(?:total)?", name, re.I) else None


def after_colon(place: Around) -> Made:
    """ "Total production: 9 million tons" is the total production."""
    head = re.search(r"(?:^|[.;]\s)([^.;:]+):\s*$", place.before)
    if head is None or place.left.strip() or place.quantity.unit is None or len(head[1].split()) > 8:
        return None
    name = shortened(head[1])
    return (name, name) if name and len(name.split()) > 1 else None


RULES: tuple[Callable[[Around], Made], ...] = (
    described, again, looking_back, goal_of_the_same, bracketed, times, fined, hours_given, per_head, part_of_money, part_at_place, hours_each, change_of_the_same, compared, changed_by, changed_to, paid, share_in,
    reached, share_of, of_noun, done_to, for_things, after_colon, bounded, counted, labelled,
)  # fmt: skip
"""The rules in the order they are tried; the first that names a figure wins."""

_FURTHER = (again, looking_back, goal_of_the_same)
"""Rules whose names stand before the figure before, so that the proof begins there."""

__all__ = ["Named", "clauses", "named"]
