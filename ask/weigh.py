"""From choices to one proposal: agreement and contradiction between places, citations, facts with their query, words."""

from __future__ import annotations

from collections.abc import Sequence

from ask.choice import Choice
from ask.confidence import confident
from ask.conflicts import agreeing, opposite, rivals
from ask.expected import expected
from ask.gates import about_named, in_year
from ask.numbers import closeness
from ask.pool import tabular
from ask.proposal import Proposal, Query, Value
from ask.queries import of_labels, of_observations
from ask.rank import MEASURED, Candidate, Facts, Record
from ask.reasons import asks_of_move, lead, moves, told_why, trail
from ask.reply import pointer
from ask.scope import Scope, Source
from ask.sorts import names_nobody, of_the_sort
from ask.text import says
from ask.understand import Reading
from ask.wording import cited, shown, worded

ADDED = ("name", "person", "text", "place", "choice", "date", "manner", "reason")
"""Sorts of answer that take a second sentence for what the first leaves open."""
CITED = 4
"""Places that are cited for one value."""


def propose(
    library: Source, reading: Reading, choices: Sequence[Choice], facts: Facts, scope: Scope, candidates: Sequence[Candidate]
) -> Proposal | None:
    """The answer of the best choice, with all that speaks for and against it."""
    if not choices:
        return None
    best = _first_fitting(reading, choices[:TRIED], scope)
    others = [c for c in choices[:40] if c is not best]
    source = library.text(scope.report)
    against = rivals(reading, best, others)
    other = opposite(reading, best, others) if reading.wants in ("yes-no", "choice") else None
    same = agreeing(best, others)
    marks = marks_of(reading, best, same, candidates, scope)
    if against or other:
        return _conflict(library, reading, [best, *(against or [other] if other else against)], facts, scope, source, marks)
    moved = asks_of_move(reading)
    then = trail(best, candidates) if moved else None
    first = lead(best, source, moved) if reading.wants == "reason" and then is None else None
    untold = (
        (reading.wants == "reason" and not (told_why(best, first or then, moved) and moves(reading, best, first or then, scope)))
        or names_nobody(reading, best)
        or not expected(reading, best, scope)
    )
    more = [then] if then else _more(reading, best, others, scope) if first is None else []
    values: tuple[Value, ...] = best.values or ((best.value,) if best.value else ())
    answer = " ".join(
        [*([shown(first.candidate.sentence)] if first else []), worded(reading, best), *(shown(c.candidate.sentence) for c in more)]
    )
    query = _query(library, [best, *same], facts, scope)
    return Proposal(answer, values, cited([best, *([first] if first else []), *more, *same[:CITED]], source), "graph" if best.candidate.record else "text", marks, query,
                    confidence=UNTOLD if untold else confident(marks), why=best.field or "")  # fmt: skip


def _first_fitting(reading: Reading, choices: Sequence[Choice], scope: Scope) -> Choice:
    """The best choice, or one nearly as good that is of the wanted sort and says as much of the question.

    A figure stands for itself: the next best is one of something else.
    """
    top = choices[0]
    if reading.wants in ("number", "count"):
        return top
    said = top.candidate.fit.cover - LESS
    near = (c for c in choices if c.score >= top.score - NEAR and c.candidate.fit.cover >= said)
    return next((c for c in near if _fitting(reading, c, scope)), top)


def _fitting(reading: Reading, choice: Choice, scope: Scope) -> bool:
    """Is a choice of the sort that is asked for, and of what the question plainly names?"""
    return of_the_sort(reading, choice, scope) and expected(reading, choice, scope)


TRIED = 6
"""Choices that are looked at for one that is of the wanted sort."""
LESS = 0.03
"""How much less of the question it may say."""
NEAR = 0.1
"""How much less than the best such a choice may be worth."""
UNTOLD = 0.2
"""How sure an answer to "why" is that names no cause, effect or purpose, one to "which company" that names none,
or one that is not of what the question plainly names: not enough to be given."""


def marks_of(reading: Reading, best: Choice, same: Sequence[Choice], candidates: Sequence[Candidate], scope: Scope) -> dict[str, float]:
    """What speaks for an answer and against it, each about 0 to 1."""
    c = best.candidate
    terms = reading.content or reading.terms
    total = sum(t.weight for t in terms) or 1.0
    heavy = max((t.weight for t in terms), default=0.0)
    bag = c.sentence.stems | c.sentence.context
    if reading.wants == "contact" and best.value:  # an address needs no words around it
        return {"cover": 0.8, "own": 0.8, "close": max(0.6, c.close), "key": 1.0, "typed": 1.0, "near": 0.8}
    head = [t for t in terms if set(t.stems) & set(reading.noun)]
    return {
        "cover": c.fit.cover,
        "own": c.fit.own,
        "close": c.close,
        "key": c.fit.key,
        "typed": best.typed,
        "agree": float(bool(same)),
        "graph": float(c.record is not None),
        "near": _near(reading, best, scope),
        "year": in_year(reading, best, scope),
        "named": about_named(reading, best, scope),
        "sort": float(of_the_sort(reading, best, scope)),
        "weak": min(
            (max(says(t, c.sentence.stems, scope), 0.65 * says(t, bag, scope)) for t in terms if t.weight >= 0.6 * heavy), default=0.0
        ),
        "head": sum(t.weight * says(t, bag, scope) for t in head) / (sum(t.weight for t in head) or 1.0) if head else c.fit.key,
        "unseen": sum(t.weight for t in terms if not any(all(s in scope.seen for s in way) for way in (t.stems, *t.ways))) / total,
        "lack": max((o.fit.cover for o in candidates if not pointer(o.sentence)), default=0.0) - c.fit.cover,
        "index": max((o.fit.cover for o in candidates if pointer(o.sentence)), default=0.0) - c.fit.cover,
    }


def _near(reading: Reading, best: Choice, scope: Scope) -> float:
    """How much of the question stands close to the figure."""
    c = best.candidate
    if not best.figure or c.record or c.sentence.row:
        return c.fit.own
    if tabular(c.sentence):
        return c.fit.cover
    return closeness(reading, c.sentence.text[max(0, best.figure.start - 90) : best.figure.end + 60], scope)


def _conflict(
    library: Source, reading: Reading, sides: Sequence[Choice], facts: Facts, scope: Scope, source: str, marks: dict[str, float]
) -> Proposal:
    told = [f'{c.value} ("{shown(c.candidate.sentence, c.value)}")' if not c.candidate.record else worded(reading, c) for c in sides]
    answer = "The report gives different answers: " + "; but ".join(told)
    values = tuple(dict.fromkeys(v for c in sides for v in ([c.value] if c.figure else [shown(c.candidate.sentence)])))
    return Proposal(
        answer,
        values,
        cited(sides, source),
        "text",
        marks,
        _query(library, sides, facts, scope),
        conflict=True,
        confidence=confident(marks),
    )


def _more(reading: Reading, best: Choice, others: Sequence[Choice], scope: Scope) -> list[Choice]:
    """A second sentence that says what the best one leaves open."""
    if best.field and best.value:  # the sentence that says what the fact says
        said = [
            c for c in others if not c.candidate.record and best.value in c.candidate.sentence.text and not c.candidate.sentence.heading
        ]
        return said[:1]
    missing = [t for t in best.candidate.fit.missing if t.weight > 0.2]
    total = sum(t.weight for t in reading.terms)
    open_ = sum(t.weight for t in missing)
    if reading.wants not in ADDED or not total or open_ < 0.22 * total or best.candidate.record:
        return []
    for c in others[:12]:
        sentence = c.candidate.sentence
        if sentence.heading or pointer(sentence) or c.candidate.record or len(sentence.text.split()) < 5:
            continue
        if sum(t.weight * says(t, sentence.stems, scope) for t in missing) >= 0.6 * open_:
            return [c]
    return []


def _query(library: Source, chosen: Sequence[Choice], facts: Facts, scope: Scope) -> Query | None:
    """The query that gives the facts of the choices; for a sentence, the facts that stand in it and say the same."""
    records = list(chosen[0].records) or [r for c in chosen[:CITED] if (r := c.candidate.record or _fact_in(c, facts))]
    if not records:
        return None
    first = records[0]
    if first["kind"] in MEASURED:
        return of_observations(library, scope.report, [r for r in records if r["kind"] == first["kind"]])
    field = chosen[0].field
    return of_labels(library, first["kind"], scope.report, [r for r in records if r["kind"] == first["kind"]], (field,) if field else ())


def _fact_in(c: Choice, facts: Facts) -> Record | None:
    """The observation that a figure of a sentence was made into."""
    if not c.figure:
        return None
    sentence = c.candidate.sentence
    digits = "".join(ch for ch in c.value if ch.isdigit())
    for kind in MEASURED:
        for record in facts.of(kind):
            inside = any(e["start"] < sentence.end and sentence.start < e["end"] for e in record["evidence"])
            if inside and digits and "".join(ch for ch in str(record.get("value_text") or record.get("value")) if ch.isdigit()) == digits:
                return record
    return None
