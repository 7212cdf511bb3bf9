"""Names of shares: "9% of X have done Y", "X accounting for 9% of Y", "the survey covers 9% of X"."""

from __future__ import annotations

import re

from kg.extract.clauses import Around, Made, ends_in, head_of, subject_of, without_tail
from kg.extract.wording import as_object, as_subject, inner, is_change, is_rise, participle, pattern, shortened

_SORTS = r"women|men|female|male"


def share_in(place: Around) -> Made:
    """ "X accounted for 9% of Y" gives "Share of X in Y"."""
    match = ends_in(place.left, "account") if place.dimension == "share" else None
    if match is None:
        return None
    subject = subject_of(place, match["subject"])
    if place.of:
        return (f"Share of {inner(subject)} in {inner(as_object(place.of))}", subject) if subject else None
    member = re.match(r"\s+((?:[a-z][\w-]*\s)*(?:members|women|men|directors|employees|staff|managers))\b", place.right)
    if member and match["verb"].casefold().startswith(("compris", "account", "includ")):
        return f"Share of {inner(shortened(member[1]))} in {inner(subject)}", subject
    if re.match(r"h[oe]ld", match["verb"], re.I):
        owned = shortened(place.before)
        return (f"Share of {inner(owned)} held", subject) if owned else None
    return (subject, subject) if subject else None


def share_of(place: Around) -> Made:
    """ "9% of X have done Y" gives "Share of X having done Y"; "covers 9% of X": "Share of X covered"."""
    if place.dimension != "share":
        return None
    if not place.of:
        return _of_the_same(place)
    reach = ends_in(place.left, "reach")
    verb = re.search(r"\b([a-z]+)\s*$", without_tail(place.left), re.I)
    done = participle(verb.group(1)) if verb else None
    like = re.sub(r"^(?:that|those) of\s+", "", place.of)
    what = as_subject(like) if not done and not reach else as_object(like)
    if place.thing and re.match(r"(?:them|these|those|which|whom)\b", like):
        rest = re.sub(r"^(?:them|these|those|which|whom)\b\s*", "", what, flags=re.I)
        sort = re.fullmatch(rf"(?:being\s)?({_SORTS})", rest, re.I)
        if sort and not done:
            done_before = f" {place.done}" if len(place.done.split()) == 1 else ""
            return f"Share of {sort[1].lower()} among {inner(place.thing)}{done_before}", place.thing
        what = f"{place.thing} {inner(rest)}".strip()
        if not done and not reach:
            return f"Share of {inner(what)}", place.thing
    if reach and reach["verb"].casefold() not in ("of", "at") and not done:
        subject = subject_of(place, reach["subject"])
        return (f"{subject} relative to {inner(what)}" if subject else f"Share of {inner(what)}"), subject or what
    deed = re.fullmatch(r"\W*(?:the\s)?([A-Za-z]+(?:ion|ing|ery|reuse|use))\s+of\s*", place.left)
    if deed:  # "diversion of 9% of waste"
        return f"{shortened(deed[1])} of {inner(what)}", what
    if done and verb and is_change(verb.group(1)):
        return f"{'Increase' if is_rise(verb.group(1)) else 'Reduction'} in {inner(what)}", what
    if done and verb:
        return _acted(place, what, done, verb)
    sort = re.fullmatch(r"(.+?)\s(?:being\s)?(women|men)", what, re.I)
    if sort and re.search(rf"\b(?:is|are|was|were|be)\s{sort[2]}\b", like, re.I):
        return f"Share of {sort[2].lower()} among {inner(sort[1])}", sort[1]
    return _listed(place, what) or (f"Share of {inner(what)}", head_of(like))


def _of_the_same(place: Around) -> Made:
    """ "of whom 9% were women": a share of the last thing."""
    if not place.thing or not re.match(r"\s*(?:have|has|had|were|was|are|is)\s+[a-z]", place.right):
        return None
    said = as_subject(re.sub(r"^\s*(?:were|was|are|is)\s", "", place.right))
    first = said.split()[0] if said else ""
    verb = participle(first) or re.search(r"(?:ed|ing)$", first)
    return (f"Share of {inner(place.thing)} {inner(said)}" if verb else f"Share of {inner(said)} among {inner(place.thing)}"), place.thing


def _acted(place: Around, what: str, done: str, verb: re.Match[str]) -> Made:
    """ "the survey covers 9% of X" gives "Share of X covered by survey"; "spending reached 9% of sales": "Spending relative to sales"."""
    subject = shortened(place.left[: verb.start(1)])
    if done == "reached" and subject and not pattern("clause", "people", r"\b{}\b").search(what):
        return f"{subject} relative to {inner(what)}", subject
    if done in ("obtained", "held", "purchased", "reached") and re.search(
        r"\b(?:plans?|aims?|wants?|intends?|hopes?|seeks?|expects?)$", subject, re.I
    ):
        return f"Share of {inner(what)}", what
    plain = subject and len(subject.split()) < 8 and re.search(r"[a-z]", subject[1:]) and not re.match(r"[A-Z]\w+ [A-Z]", subject)
    return f"Share of {inner(what)} {done}" + (f" by {inner(subject)}" if plain else ""), what


def _listed(place: Around, what: str) -> Made:
    """ "28% of X and 40% of Y": the second share is like the first."""
    if not re.fullmatch(r"\s*(?:,?\s*and|,|or)?\s*", place.left) or not place.last.startswith("Share of"):
        return None
    if place.done:
        return f"Share of {inner(what)} {place.done}", what
    return (f"Share of {inner(place.thing)} in {inner(what)}", place.thing) if " in " in place.last and place.thing else None
