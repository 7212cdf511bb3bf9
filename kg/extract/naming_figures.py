"""The name of a figure in a sentence, made of the sentence's own words: what is counted, and what was done to it.

"The Company recycled 38 tons of glass" gives "Glass recycled"; "the recycling rate of glass reached 61%" gives "Recycling rate of glass";
"2 plants have obtained ISO 14001 certification" gives "Plants having obtained ISO 14001 certification".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.metrics import as_object, as_subject, money_noun, participle, prose, shortened
from kg.quantities import Quantity


@dataclass(frozen=True)
class Named:
    """A metric; `start` and `end` of the words (in the sentence) that hold it and its figure; `thing`: what later figures may go on about."""

    metric: str
    start: int
    end: int
    thing: str
    sure: bool = True


@dataclass(frozen=True)
class Around:
    """A figure with its clause: `left` before it, `right` behind it, `before`: the clause before that, `thing`: what the last figure counted."""

    quantity: Quantity
    left: str
    right: str
    before: str
    thing: str
    said: str
    """The words that qualify the figure: "exceeded", "more than"."""


_CUT = re.compile(
    r"[;:•]\s|,(?!\d{3}(?!\d))(?:\s|$)|\s[–—-]\s|[()\"]|\.\s"
    r"|\b(?:while|whereas|of which|among which|including|consisting of|comprising|involving|with the rest of|among them|in which)\b"
)
_TAIL = re.compile(
    r"(?:\b(?:only|just|mere|merely|as|also|up|some|an?|the|total|average|aggregate|further|additional|another|all|its|our|their|this|about|further|other|new|nearly|of|a total of|"
    r"respectively|both|already|now|even|still|have|has|had|been|therefore|about the|be|there)\s*)+$",
    re.I,
)


def clauses(text: str) -> list[tuple[int, int]]:
    """Where a sentence is cut: (end of a clause, start of the next); a lead word such as "including" belongs to the cut."""
    return [m.span() for m in _CUT.finditer(text)]


def around(text: str, found: Sequence[Quantity], i: int, cuts: Sequence[tuple[int, int]], thing: str) -> tuple[Around, int, int]:
    """The words around figure `i` of a sentence, and where they begin and end."""
    q = found[i]
    previous = found[i - 1].end if i else 0
    following = found[i + 1].start if i + 1 < len(found) else len(text)
    left = max([previous, *(b for a, b in cuts if b <= q.start)])
    right = min([following, *(a for a, b in cuts if a >= q.end)])
    earlier = max([previous, *(b for a, b in cuts if b < left - 1)])
    body = q.end if q.unit is None or q.unit.dimension == "ratio" else q.body
    return Around(q, text[left : q.start], text[body:right], text[earlier:left] if earlier < left else "", thing, text[q.start : q.head]), left, right


def named(text: str, found: Sequence[Quantity], i: int, cuts: Sequence[tuple[int, int]], thing: str = "") -> Named | None:
    """The name of figure `i` of a sentence; None when the words around it name nothing."""
    words, left, right = around(text, found, i, cuts, thing)
    for rule in (_changed_by, _changed_to, _paid, _reached, _share, _of_noun, _done_to, _counted, _labelled):
        made = rule(words)
        if made and len(re.sub(r"[^A-Za-z]", "", made[0])) > 2 and not _EMPTY.fullmatch(made[0]):
            start, end = _trimmed(text, left, right)
            return Named(made[0], start, max(end, words.quantity.end), made[1] or made[0], rule is not _labelled)
    return None


_EMPTY = re.compile(r"(?:share of )?(?:which|that|who|it|them|these|those|this|there|year|years|time|times|total|rest|more|less|and|the|one|each|day|days|company|group)", re.I)


def _trimmed(text: str, left: int, right: int) -> tuple[int, int]:
    lead = re.match(r"[\s,;:.\"'•◆♦>)]*(?:and\s+|with\s+)?", text[left:right])
    start = left + (lead.end() if lead else 0)
    return (start if start < right else left), left + len(text[left:right].rstrip(" ,;:(\"'"))


@cache
def _ending(*groups: str) -> re.Pattern[str]:
    """A verb of these groups at the end of the words before a figure."""
    forms = "|".join(prose()[g] for g in groups)
    return re.compile(rf"^(?P<subject>.*?)\b(?P<verb>{forms})\s*(?:\b(?:only|just|merely|a mere|as high as|up to|nearly|an?|the|a total of|an average of|no|all)\s*)*$", re.I | re.S)


@cache
def _change(tail: str) -> re.Pattern[str]:
    forms = "|".join(prose()[g] for g in ("up", "down"))
    return re.compile(rf"^(?P<subject>.*?)\b(?P<verb>{forms})\b(?P<object>.*?){tail}\s*(?:\b(?:an?|the|further|another)\s*)*$", re.I | re.S)


def _subject(words: Around, text: str) -> str:
    """The subject before a verb; when it is "which" or nothing, what was spoken of before."""
    name = shortened(re.sub(r"\b(?:has|have|had|will|would|can|could|may|shall|should|be|been|being|is|are|was|were|not|also|only|all|to)\s*$", "", text.strip()))
    if name and not _EMPTY.fullmatch(name) and not re.fullmatch(r"(?:there|it|which|that|with|as|intending it to)", name, re.I):
        return name
    return words.thing or _last_object(words.before)


def _last_object(text: str) -> str:
    """What the clause before speaks of: "increases the proportion of X in Y" gives "Proportion of X in Y"."""
    verbs = list(re.finditer(r"\b[a-z]+(?:es|s|ed|ing|e)?\b", text))
    for match in reversed(verbs):
        if participle(match.group()) or re.fullmatch(f"{prose()['up']}|{prose()['down']}", match.group(), re.I):
            return as_object(text[match.end() :])
    return shortened(text)


def _rising(verb: str) -> bool:
    return re.fullmatch(prose()["up"], verb, re.I) is not None


def _changed_by(words: Around) -> tuple[str, str] | None:
    """ "X was reduced by 9%", "reducing X by 9 tons", "X fell 9%"."""
    match = _change(r"\bby").match(words.left)
    if match is None and words.quantity.unit and words.quantity.unit.dimension == "share" and not re.match(r"\s*of\b", words.right):
        match = _change(r"(?<=\w)").match(words.left) if re.search(rf"\b(?:{prose()['up']}|{prose()['down']})\s*$", words.left, re.I) else None
    if match is None:
        return None
    what = as_object(match["object"]) if len(match["object"].strip()) > 2 else ""
    inside = re.match(r"\s*(?:in|of)\s+(?!\d|the (?:year|reporting))(.+)", words.right, re.S)
    what = what or (as_object(inside.group(1)) if inside and not re.match(r"(?:19|20)\d\d", inside.group(1)) else "") or _subject(words, match["subject"])
    return (f"{'Increase' if _rising(match['verb']) else 'Reduction'} in {_inner(what)}", what) if what else None


def _inner(name: str) -> str:
    """A name inside another keeps no capital of its own, unless it is a proper one."""
    return name[:1].lower() + name[1:] if re.match(r"[A-Z][a-z]+(?:\s+[a-z]|-[a-z]|$|[,.])", name) else name


def _changed_to(words: Around) -> tuple[str, str] | None:
    """ "raise X to 9%", "X rose to 9 tons", "make X account for 9%"."""
    match = _change(r"\b(?:from\b.*?)?to").match(words.left)
    if match is None:
        made = re.match(r"^.*?\b(?:make|makes|making|bring|brings|keep|keeping|maintain|maintaining|get|have)\s+(?P<object>.+?)\s+(?:account for|to account for|reach|to reach|at|to|below|above)\s*$", words.left, re.I | re.S)
        if made is None:
            return None
        what, more = as_object(made["object"]), re.match(r"\s*of\s+(.+)", words.right, re.S)
        return (f"Share of {_inner(what)} in {_inner(as_object(more.group(1)))}", what) if more and words.quantity.unit else (what, what)
    what = as_object(match["object"]) if len(match["object"].strip()) > 2 else _subject(words, match["subject"])
    return (what, what) if what else None


def _paid(words: Around) -> tuple[str, str] | None:
    """ "invested EUR 9 million in X" gives "Investment in X"."""
    unit = words.quantity.unit
    if unit is None or unit.dimension != "currency":
        return None
    match = _ending("money").match(words.left)
    if match is None:
        return None
    noun = money_noun(match["verb"]) or "payments"
    to = re.match(r"\s*(in|on|to|for|into|towards|at)\s+(.+)", words.right, re.S)
    said = f"{noun} {to.group(1)} {as_object(to.group(2))}" if to else f"{noun} {as_object(words.right)}"
    return shortened(said.replace(" into ", " in ")), noun


def _reached(words: Around) -> tuple[str, str] | None:
    """ "X reached 9%", "X is 9 tons", "X, accounting for 9% of Y"."""
    q = words.quantity
    account = _ending("account").match(words.left)
    of = re.match(r"\s*of\s+(.+)", words.right, re.S)
    if account and q.unit and q.unit.dimension == "share":
        subject = _subject(words, account["subject"])
        if of and subject:
            return f"Share of {_inner(subject)} in {_inner(as_object(of.group(1)))}", words.thing or subject
        return (subject, subject) if subject else None
    match = _ending("reach").match(words.left)
    over = re.match(r"(?:not )?(?:exceed|surpass)", words.said, re.I)
    if match is None and not over:
        return None
    if (match and match["verb"].casefold() in ("of", "at")) or (match and re.search(r"\bthere\s*$", match["subject"], re.I)):
        return None
    head = match["subject"] if match else words.left
    if q.unit and q.unit.dimension == "share" and of:
        return None
    if q.unit is None and re.match(r"\s+[a-z]{3,}", words.right) and not re.match(r"\s+(?:in|at|by|as|and|with|during|for|of|to|from|on|per|this|compared|respectively|a|an|the)\b", words.right):
        return None
    subject = _subject(words, head)
    beside = re.match(r"\s*((?:lower|higher|less|more|below|above|better|smaller|greater)\s+than\s+.+)", words.right, re.S)
    return (f"{subject} {as_object(beside.group(1)).lower()}" if beside else subject, subject) if subject else None


def _share(words: Around) -> tuple[str, str] | None:
    """ "9% of X have done Y" gives "Share of X having done Y"; "covers 9% of X": "Share of X covered"."""
    q = words.quantity
    of = re.match(r"\s*of\s+(?:all\s+)?(.+)", words.right, re.S)
    if q.unit is None or q.unit.dimension != "share" or of is None:
        return None
    reach = _ending("reach").match(words.left)
    verb = re.search(r"\b([a-z]+)\s*$", re.sub(_TAIL, "", words.left), re.I)
    done = participle(verb.group(1)) if verb else None
    what = as_subject(of.group(1)) if not done and not reach else as_object(of.group(1))
    if reach and reach["verb"].casefold() not in ("of", "at") and not done:
        subject = _subject(words, reach["subject"])
        return (f"{subject} relative to {_inner(re.sub(r'^That of ', '', what))}" if subject else f"Share of {_inner(what)}"), subject or what
    if done and verb:
        subject = shortened(words.left[: verb.start(1)])
        by = f" by {_inner(subject)}" if subject and len(subject.split()) < 8 and re.search(r"[a-z]", subject[1:]) and not re.match(r"[A-Z]\w+ [A-Z]", subject) else ""
        covered = "covered" if verb.group(1).casefold().startswith("cover") else "reached" if verb.group(1).casefold().startswith("reach") else done
        return f"Share of {_inner(what)} {covered}{by}", what
    return f"Share of {_inner(what)}", what


def _of_noun(words: Around) -> tuple[str, str] | None:
    """ "a recycling rate of 9%", "the revision of 9 standards", "an installed capacity of 9 MW"."""
    match = re.search(r"^(?P<head>.*)\b(?:of|at)\s*(?:\b(?:an?|the|only|about|total|some|up to)\s*)*$", words.left, re.I | re.S)
    if match is None or re.search(r"\b(?:total|number|rest|sum|consisting|comprised|made up|one|out|because|instead|all|some|each)\s*$", match["head"], re.I):
        return None
    noun = _noun_before(match["head"])
    if not noun:
        return None
    if words.quantity.unit is None and re.match(r"\s*[a-z]", words.right, re.I):
        what = as_object(words.right)
        return (f"{what} ({_inner(noun)})" if re.search(r"(?:ion|ment|ing|al)$", noun) is None else f"{noun} of {_inner(what)}", what) if what else None
    of = re.match(r"\s*of\s+(.+)", words.right, re.S)
    return (f"{noun} of {_inner(as_object(of.group(1)))}" if of and as_object(of.group(1)) else noun), noun


_BOUND = set("with by at for from to that which has have had is are was were be been will can may shall and than as into achieving achieved achieve reaching reached using".split())


def _noun_before(text: str) -> str:
    """The noun phrase at the end of a text: after the last verb or preposition."""
    taken: list[str] = []
    tokens = text.split()
    for i in range(len(tokens) - 1, -1, -1):
        word = tokens[i].strip(",.;\"'").casefold()
        before = tokens[i - 1].casefold() if i else ""
        if word in _BOUND or (participle(word) and before not in ("a", "an", "the", "total", "its", "our", "combined", "of") and not word.endswith("ing") and taken):
            break
        taken.insert(0, tokens[i])
    return shortened(" ".join(taken), 10)


def _done_to(words: Around) -> tuple[str, str] | None:
    """ "purchased 9 tons of X" gives "X purchased"; "obtained 9 patents": "Patents obtained"."""
    left = re.sub(_TAIL, "", words.left).rstrip()
    match = re.search(r"\b([a-z]+(?:\s(?:out|up|by|in))?)$", left, re.I)
    done = participle(match.group(1)) or participle(match.group(1).split()[0]) if match else None
    if done is None or match is None or match.group(1).casefold() in ("of", "at"):
        return None
    what = as_object(re.sub(r"^\s*of\b", "", words.right))
    if not what or _EMPTY.fullmatch(what):
        what = words.thing
    if not what:
        return None
    if done == "held" and match.group(1).casefold() in ("have", "has", "had", "having", "operates", "operate", "maintains", "run", "runs"):
        return what, what
    ended = re.search(r"\b(?:ed|\w+ed|sold|held|built)\b\s*$", what)
    return (what if ended or "attend" in done else f"{what} {done}"), what


def _counted(words: Around) -> tuple[str, str] | None:
    """ "9 plants have done X": the thing counted with what it did; "another 9 obtaining X": what was counted before."""
    right = re.sub(r"^\s*of\s+", " ", words.right)
    if not re.match(r"\s*-?[A-Za-z\"'(]", right) or re.match(r"\s*(?:and|or|to|in|on|at|by|as|than|the|is|are|which|that|for|with|from|per|respectively|a|an|but)\b(?!\s*\w+ed\b)", right):
        if words.thing and words.quantity.unit is None and re.match(r"\s*(?:are|were|have|has|had|is|was)\s", right):
            return f"{words.thing}: {shortened(right)}", words.thing
        return None
    first = re.match(r"\s*(?:(?:have|has|had|were|was|are|been|further|newly|also)\s+)*([A-Za-z-]+)\b\s*(\w*)", right)
    if first and words.thing and _goes_on(first.group(1), first.group(2)):
        return f"{words.thing} {_inner(as_subject(right))}", words.thing
    what = as_subject(right.lstrip(" -"))
    head = as_object(re.split(r"\b(?:hav|has|had|with|having|obtain|complet|particip|attend|visit)", right, maxsplit=1)[0])
    if words.quantity.unit is not None and words.thing and re.search(r"\b(?:including|involving|consisting|comprising|of which)\b", words.before + words.left, re.I) and what:
        return f"{what} ({_inner(words.thing)})", words.thing
    return (what, head or what) if what else None


def _goes_on(first: str, second: str) -> bool:
    """Does the text behind a figure begin with a verb, so that the thing counted is the one before? "recovered from outside", "obtaining X"."""
    if first.casefold() in ("have", "has", "had", "were", "was", "are"):
        return True
    preposition = second.casefold() in ("from", "by", "in", "at", "to", "through", "for", "with", "on", "as", "during", "")
    if participle(first) and first.casefold().endswith("ing"):
        return True
    return bool(participle(first)) and first.casefold().endswith(("ed", "n", "t", "d")) and preposition


def _labelled(words: Around) -> tuple[str, str] | None:
    """Figures behind a label, as on call-outs: "Recycling rate 9%"."""
    left = words.left.strip(" :–—-")
    if len(left.split()) < 2 and not (words.quantity.unit and left):
        return None
    name = shortened(left)
    return (name, name) if name else None
