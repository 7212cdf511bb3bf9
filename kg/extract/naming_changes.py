"""Names of changes: "reduced X by 9%", "X rose to 9 tons", "9% less than in 2020", "9% below the base year"."""

from __future__ import annotations

import re

from kg.extract.clauses import Around, Made, change_in, subject_of
from kg.extract.wording import as_object, inner, is_change, is_rise

_OFF = re.compile(
    r"\s*(below|under|above|over)\s(?:(?:the|that of the|its|our)\s)?(?:(?:levels?|figures?|value)\s(?:of|in)\s(?:the\s)?)?(?:(?:19|20)\d\d\b|(?:previous|last|prior|base|baseline|reference)(?:\syear|\s(?:19|20)\d\d|\slevel)?)",
    re.I,
)
"""Behind a share, what it is off: "61% below 2008"."""


_AGAIN = re.compile(
    r"\s*(?:[\w-]+\s)?(reduction|decrease|decline|drop|fall|increase|rise|growth|improvement)(?:\s(?:from|compared|on|over|versus|vs\.?|against|year|since|relative|than)\b.*)?\s*$",
    re.S | re.I,
)


def change_of_the_same(place: Around) -> Made:
    """ ", a 9% decline from 2006": what was just named fell."""
    match = _AGAIN.match(place.right) if place.dimension == "share" else None
    before = place.thing if re.match(r"(?:Increase|Reduction) in ", place.last) else place.last
    if (
        match is None
        or not before
        or not re.fullmatch(
            r"[\s,;(]*(?:(?:and|which (?:is|was|represents)|this (?:is|was|represents)|representing|that is|i\.e\.)\s)?(?:an?\s)?",
            place.left,
        )
    ):
        return None
    rise = is_rise(match[1]) or match[1].casefold() in ("growth", "improvement")
    return f"{'Increase' if rise else 'Reduction'} in {inner(before)}", place.thing


def compared(place: Around) -> Made:
    """ "9% less than in 2020", "9% fewer accidents", "9% lower than the year before"."""
    how = r"\s*(?P<how>less|fewer|lower|more|higher|greater)\b\s*(?P<what>(?!than\b)[A-Za-z][^,.;]*?)?\s*(?:\bthan\b(?P<than>.*)|$|[,.;])"
    match = re.match(how, place.right, re.S)
    off = _OFF.match(place.right) if place.dimension == "share" and not re.search(r"\b(?:of|by)\s*$", place.left) else None
    if off:
        subject = re.sub(r"\b(?:which|that)\s(?:is|are|was|were)\s*$", "", place.left)
        what = subject_of(place, re.sub(r"\s(?:is|are|was|were|being|stood|came in|remained)\s*$", "", subject))
        return (f"{'Reduction' if off[1].casefold() in ('below', 'under') else 'Increase'} in {inner(what)}", what) if what else None
    if match is None or (not place.dimension and not match["than"]):
        return None
    what = as_object(match["what"]) if match["what"] else ""
    if re.search(r"\b(?:efficient|expensive|effective|productive|likely|powerful)$", what, re.I):
        return None
    what = what or ("" if place.dimension else place.last)
    earlier = match["than"] and re.match(
        r"\s*(?:in\b|the (?:year|previous|last|prior)|last|a year|(?:the )?(?:figures?|levels?|values?|results?)\s(?:[a-z]+ )?(?:in|of)\s)",
        match["than"],
    )
    if not what and match["than"] and not earlier and re.search(r"\b(?:is|are|was|were|be|been)\s*(?:about|only)?\s*$", place.left):
        return None  # "is 9% lower than the standard" compares with something else
    what = what or subject_of(place, place.left)
    return (f"{'Increase' if match['how'] in ('more', 'higher', 'greater') else 'Reduction'} in {inner(what)}", what) if what else None


_BARE_CHANGE = re.compile(
    r"\b(?P<verb>reduce|cut|lower|increase|raise|improve|decrease)\s+(?P<object>(?!(?:by|from|to|in|of)\b)[^,;]{3,90}?)\s*$", re.I
)


def changed_by(place: Around) -> Made:
    """ "X was reduced by 9%", "reducing X by 9 tons", "X fell 9%"."""
    match = change_in(place.left, r"\bby")
    verb = re.search(r"\b((?:sav\w+ )?[A-Za-z]+)\s*$", place.left)
    if match is None and place.dimension == "share" and not place.of and verb and is_change(verb.group(1)):
        match = change_in(place.left, r"(?<=\w)")
    bare = _BARE_CHANGE.search(place.left) if match is None and place.dimension == "share" else None
    if (
        bare
        and not re.search(r"\b(?:to|by|from|of|at|below|above|under)$", bare["object"])
        and re.match(r"\s*(?:by|from|against|before|until|vs|versus|compared|in|over|\()\b|\s*$|\s*\(", place.right)
    ):
        what = as_object(bare["object"])
        return (f"{'Increase' if is_rise(bare['verb']) else 'Reduction'} in {inner(what)}", what) if what else None
    if match is None:
        return None
    what = as_object(match["object"]) if len(match["object"].strip()) > 2 else ""
    if (
        not what
        and re.match(
            r"\s+(?!(?:in|of|by|to|from|on|at|over|per|year|compared|since|during|and|or|than|with|as|for|overall|thanks|due|\w+ly)\b)[A-Za-z]",
            place.right,
        )
        and not re.search(r"\bby\s*$", place.left)
    ):
        what = as_object(place.right)  # "plans to cut 9% of its energy use", "to cut 9% emissions"
    what = what or changed_behind(place.right) or subject_of(place, match["subject"])
    what = place.last if what == place.thing and place.last.startswith("Share of") else what
    return (f"{'Increase' if is_rise(match['verb']) else 'Reduction'} in {inner(what)}", what) if what else None


def changed_behind(right: str) -> str:
    """ "a rise of 9% in costs": costs; but not "in the last year"."""
    inside = re.match(r"\s*(?:in|of)\s+(?!\d|FY|the (?:year|reporting)|(?:the )?(?:last|past|next|first|same)\b)(.+)", right, re.S)
    return as_object(inside.group(1)) if inside else ""


def changed_to(place: Around) -> Made:
    """ "raise X to 9%", "X rose to 9 tons", "X fell from 9 tons"."""
    match = change_in(place.left, r"\b(?:from|(?:from\b.*?)?to)")
    if match is None:
        return made_to(place)
    whole = re.sub(r"\bby\s(?:[a-z]+\s){0,3}(?:thirds?|half|quarters?|fifths?|tenths?)\b", " ", match["object"])
    close = re.sub(r"\b(?:only|further|again|back|\w+ly)\b", "", whole)
    what = as_object(close) if len(close.strip()) > 2 else subject_of(place, match["subject"])
    return (what, what) if what else None


def made_to(place: Around) -> Made:
    """ "make X account for 9% of Y", "keep X below 9%"."""
    verb = r"\b(?:mak(?:e|es|ing)|br(?:ings?|inging|ought)|tak(?:es?|ing)|took|keep(?:s|ing)?|maintain(?:s|ing)?|get|have)"
    end = r"(?:(?:to )?account for|(?:to )?reach|at|to|below|above)"
    made = re.match(rf"^.*?{verb}\s+(?P<object>.+?)\s+{end}\s*$", place.left, re.I | re.S)
    if made is None:
        return None
    what = as_object(made["object"])
    if what.casefold() in ("total", "number", "overall total", "figure"):
        what = f"{what} of {inner(place.thing)}" if place.thing else ""
    return (f"Share of {inner(what)} in {inner(as_object(place.of))}", what) if place.of and place.dimension else (what, what)
