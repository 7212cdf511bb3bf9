"""Names of things counted and measured: "purchased 9 tons of X", "9 plants have obtained Y", "another 9 obtaining Z"."""

from __future__ import annotations

import re

from kg.extract.clauses import EMPTY, OUT_OF, Around, Made, begins_with_preposition, head_of, noun_before, without_tail
from kg.extract.metrics import names_a_measure
from kg.extract.naming_checks import says_enough
from kg.extract.wording import as_object, as_subject, inner, participle, shortened

_MEASURED = ("currency", "mass", "energy", "power", "volume", "co2e")


def done_to(place: Around) -> Made:
    """ "purchased 9 tons of X" gives "X purchased"; "obtained 9 patents": "Patents obtained"."""
    match = re.search(r"\b([a-z]+(?:\s(?:out|up|by|in))?)$", without_tail(place.left), re.I)
    verb = match.group(1).casefold() if match else "of"
    done = participle(verb) or participle(verb.split()[0])
    if done is None or verb in ("of", "at"):
        return None
    bare = re.sub(r"^\s*of\b", "", place.right)
    if re.fullmatch(r"\s*(?:them|these|those|which)\W*", bare):
        return None  # what "them" are stands elsewhere
    what = "" if begins_with_preposition(bare) and bare == place.right else as_object(bare)
    if not what or EMPTY.fullmatch(what):
        return _without_object(place, done)
    if done == "involved" and place.dimension:
        return None
    having = done == "held" and verb in ("have", "has", "had", "having", "operates", "operate", "maintains", "run", "runs")
    if having or (place.dimension == "share" and done in ("obtained", "held", "reached")):
        return what, what
    ended = re.search(r"\b(?:\w+ed|sold|held|built)\b\s*$", what)
    return (what if ended or "attend" in done else f"{what} {done}"), what


def _without_object(place: Around, done: str) -> Made:
    """ "sent 9 tonnes to landfill", "will avoid 9 tCO2e": of the thing before, or of what the unit measures."""
    unit = place.quantity.unit
    subject = shortened(re.sub(r"\w+\s*$", "", without_tail(place.left))) if place.dimension == "time" else ""
    if subject and not place.joined:
        return f"{subject} {done}", subject
    stuff = re.search(r"\bof ([a-z ]+)$", unit.text) if unit else None
    what = shortened(stuff.group(1)) if stuff else "CO2 emissions" if unit and "CO2" in unit.text else place.thing
    where = re.match(r"\s*(?P<to>to|into|from)\s+(?P<what>[a-z].*)", place.right, re.S)
    tail = f" {where['to']} {shortened(where['what'], 8).lower()}" if where else ""
    return (f"{what} {done}{tail}", what) if what else None


def for_things(place: Around) -> Made:
    """ "certificates for 9 products" gives "Certificates for products"."""
    passive = r"\s(?:have|has|had|were|was|are|is)\s+(?:been\s+)?\w+(?:ed|en|wn|ght|ld)\s+(?=(?:for|to|among|across|on)\s*$)"
    left = re.sub(passive, " ", place.left)
    joint = r"(?P<joint>for|among|across|to|from|on)\s*(?:(?:a total of|all|the|some)\s*)*$"
    match = re.search(rf"^(?P<head>.*?[\w)])\s+{joint}", left, re.I | re.S)
    if match is None or place.dimension or not re.match(r"\s*[A-Za-z]", place.right):
        return None
    noun, what = noun_before(match["head"]), as_object(place.right)
    return (f"{noun} {match['joint'].casefold()} {inner(what)}", what) if noun and what and not participle(noun.split()[-1]) else None


# -------------------------------------------------------------------------------------------------------------- counts
_TIMES = re.compile(
    r"\s*times\s*(?:$|[,.;)]|(?:in|during|this|last|over|throughout|since|on|by|at)\b|(?:a|per|each|every) (?:year|month|quarter)\b)"
)
_MET = re.compile(r"(?P<who>.*\w)\s(?:has |have )?(?:met|meets?|convened?|convenes|gathered|sat)\s*$", re.S)
_BODY = re.compile(
    r"(?:[A-Z][\w&-]*\s(?:(?:and|of|&|on|for|the)\s)*){0,5}(?:Committee|Board|Council|Panel|Forum|Commission)\b|\b(?:[a-z-]+\s)?(?:committee|board|council|panel|commission)\b"
)
_PASSIVE = re.compile(r"(?P<who>.*\w)\s(?:was|were|is|are|has been|have been)\s(?P<verb>\w+(?:ed|en|wn|ght|ld))\s*$", re.S)


def times(place: Around) -> Made:
    """ "the committee met 9 times" gives "Meetings of committee"; "the limit was exceeded 9 times": "Limit exceeded (times)"."""
    if not _TIMES.match(place.right):
        return None
    met, passive = _MET.match(place.left), _PASSIVE.match(place.left)
    if met:
        body = max(_BODY.finditer(f"{place.before} {place.left}"), key=lambda m: m.end(), default=None)
        return (f"Meetings of {inner(body.group())}" if body else "Meetings"), "Meetings"
    who = shortened(passive["who"]) if passive else ""
    return (f"{who} {passive['verb']} (times)", who) if passive and who else None


def counted(place: Around) -> Made:
    """ "9 plants have done X": the thing counted with what it did; "another 9 obtaining X": what was counted before."""
    right = re.sub(r"^\s*(?:more|others?|of (?:them|these|which|those|whom))\b(?=\s+\w)", " ", place.right) if place.thing else place.right
    pronoun = right != place.right
    right = re.sub(r"^\s*more\s+(?!than\b)", " ", re.sub(r"\btaken on\b", "hired", right))
    right = re.sub(r"^\s*of\s+(?:(?:the|our|its|all)\s+)?(?:(?:Company|Group|Bank|Corporation)\s?'s\s+)?", " ", right)
    if place.joined and OUT_OF.fullmatch(place.left):  # "15 of our 18 sites"
        return (head_of(right), head_of(right)) if head_of(right) else None
    listed = re.fullmatch(r"[\s,;]*(?:and|or|as well as|plus|which)?\s*(?:involving)?\s*", place.left) is not None
    linked = place.thing and re.match(r"\s*(?:are|were|is|was)\s+[a-z]", right)
    if not linked and (not re.match(r"\s*-?[A-Za-z\"'(]", right) or begins_with_preposition(right)):
        goes_on = re.match(r"\s*(from|by) ([a-z].*)", right, re.S) if listed and place.thing else None
        return (f"{place.thing} {goes_on.group(1)} {shortened(goes_on.group(2), 8).lower()}", place.thing) if goes_on else None
    return _same_thing(place, right, pronoun) or _new_thing(place, right, listed)


def _same_thing(place: Around, right: str, pronoun: bool) -> Made:
    """What was counted before, with what these did or are: "18 are invention patents", "the rest recovered from outside"."""
    first = re.match(r"\s*(?:(?:have|has|had|were|was|are|been|further|newly|also)\s+)*([A-Za-z-]+)\b\s*(\w*)", right)
    linked = re.match(r"\s*(?:are|were|is|was|have|has|had)\s", right)
    if not first or not place.thing or not (pronoun or linked or _goes_on(first.group(1), first.group(2))):
        return None
    source = re.match(r"\s*(?:came|comes?|coming|stems?)\s+from\s+(.+)", right, re.S)
    if source:
        return f"{place.thing} from {inner(shortened(source.group(1)))}", place.thing
    said = as_subject(re.sub(r"^\s*(?:are|were|is|was)\s+", " ", right))
    said = re.sub(r"^belong(?:s|ed)?\b", "belonging", said, flags=re.I)
    if re.fullmatch(r"(?:fe)?male", said, re.I):
        return f"{said} {inner(place.thing)}", place.thing
    if pronoun and re.fullmatch(r"women|men", said, re.I):
        return f"{said} among {inner(place.thing)}", place.thing
    if pronoun or _goes_on(first.group(1), first.group(2)):
        return f"{place.thing} {inner(said)}", place.thing
    return (f"{said} ({inner(place.thing)})" if said else place.thing), place.thing


_GERUND = re.compile(
    r"training|learning|recycling|housing|manufacturing|lighting|heating|cooling|packaging|building|meeting|engineering|banking|clothing|parking"
)
"""Nouns that look like what something does: "36 training hours"."""


def _goes_on(first: str, second: str) -> bool:
    """Does the text behind a figure begin with a verb ("recovered from outside"), so that the thing counted is the one before?"""
    low = first.casefold()
    if low in ("came", "come", "comes", "went", "goes", "stems", "belong", "belongs", "belonged"):
        return True
    if low in ("represent", "represents", "live", "remain", "remains"):
        return True
    if not participle(first):
        return False
    joint = second.casefold() in ("from", "by", "in", "at", "to", "through", "for", "with", "on", "as", "during", "")
    return (low.endswith("ing") and not (_GERUND.fullmatch(low) and second)) or (low.endswith(("ed", "n", "t", "d")) and joint)


_DEED = re.compile(r"(?<=\w)\s(?:resulted|resulting|led|leading|caus(?:ed|ing)|contribut(?:ed|ing)|tak(?:en|ing) part)$")
"""What a thing did, where the next figure tells what came of it: "12 injuries resulted in 236 lost days"."""
_PEOPLE = re.compile(r"(?:participants?|attendees|visitors|trainees)(?:\s\(.*\))?", re.I)


def _new_thing(place: Around, right: str, listed: bool) -> Made:
    """A thing named behind the figure; in a list it shares the measure or the verb of the first: "9 tons of X and 6 tons of Y"."""
    bare = right.lstrip(" -")
    changed = place.dimension == "share" and re.match(
        r"(?:[\w-]+\s)?(?:reduction|increase|decrease|rise|growth|drop|decline|cut|improvement)\s(?:in|of)\b", bare
    )
    what = as_object(bare) if (changed or place.dimension in _MEASURED) and not re.match(r"[\w-]+ed\b", bare) else as_subject(bare)
    what = _DEED.sub("", what)
    if listed and _PEOPLE.fullmatch(place.thing) and not place.dimension:
        return (what, head_of(right) or what) if what else None  # "26 courses with 3,200 participants and 12 drills"
    if listed and place.thing and what and not set(what.casefold().split()) & set(place.thing.casefold().split()):
        if names_a_measure(place.thing) and not place.done and not says_enough(what):
            return f"{what} ({inner(place.thing)})", place.thing
        short = place.done and len(place.done.split()) < 3 and len(what.split()) < 6 and "," not in place.done
        if short and "involving" not in place.left and place.lead not in ("involving", "while", "whereas"):
            told = what.endswith(place.done) or re.search(r"\w(?:ed|ing)\b", what)
            return (what if told else f"{what} {place.done}"), what
    return (what, head_of(right) or what) if what else None
