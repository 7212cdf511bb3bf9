"""The name of a figure in a sentence, made of the sentence's own words: what is counted, and what was done to it.

"The Company recycled 38 tons of glass" gives "Glass recycled"; "the recycling rate of glass reached 61%" gives "Recycling rate of glass";
"2 plants have obtained ISO 14001 certification" gives "Plants having obtained ISO 14001 certification".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.metrics import as_object, as_subject, money_noun, names_a_measure, participle, prose, shortened
from kg.quantities import Quantity


@dataclass(frozen=True)
class Named:
    """A metric; `start` and `end` of the words (in the sentence) that hold it and its figure; `thing`: what later figures may go on about."""

    metric: str
    start: int
    end: int
    thing: str
    done: str = ""
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
    last: str = ""
    """The metric of the figure before, in the same sentence, and what was done to its thing."""
    done: str = ""
    joined: bool = False
    """Does that figure stand in the same clause?"""
    lead: str = ""
    """The word that opens the clause: "including", "of which"."""


_CUT = re.compile(
    r"[;•]\s|(?<!\d{4}):\s|,(?!\d{3}(?!\d))(?:\s|$)|\s[–—-]\s|\"|(?<![A-Z])\.\s|\.\s(?=(?:The|In|This|We|Our)\s)|\band(?=\s(?:our|we|the|its)\s(?:\w+\s){1,3}?\w+(?:ed|ing|s)\s)"
    r"|\b(?:while|whereas|of which|among which|including|consisting of|(?:comprising|involving)(?!\s+(?:only\s+|about\s+)?[\d])|with the rest of|among them|in which)\b"
)
_TAIL = re.compile(
    r"(?:\b(?:only|just|mere|merely|as|also|up|some|an?|the|total|average|aggregate|further|additional|another|all|its|our|their|this|about|further|other|new|nearly|of|a total of|"
    r"respectively|both|already|now|even|still|have|has|had|been|therefore|about the|be|there)\s*)+$",
    re.I,
)


def clauses(text: str, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Where a sentence is cut: (end of a clause, start of the next); a lead word such as "including" belongs to the cut."""
    return sorted([m.span() for m in _CUT.finditer(text)] + _brackets(text, found))


def _brackets(text: str, found: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Brackets that hold a figure cut a sentence; others are part of its words."""
    cuts: list[tuple[int, int]] = []
    for match in re.finditer(r"\(([^()]*)\)?", text):
        if any(match.start() < q.head < match.end() for q in found):
            cuts += [(match.start(), match.start() + 1), (max(match.end() - 1, match.start() + 1), match.end())]
    return cuts


def around(text: str, found: Sequence[Quantity], i: int, cuts: Sequence[tuple[int, int]], said: Named | None) -> tuple[Around, int, int]:
    """The words around figure `i` of a sentence, and where they begin and end."""
    q = found[i]
    previous = max((p.end for p in found[:i] if p.start < q.start), default=0)
    following = min((f.start for f in found[i + 1 :] if f.start > q.start), default=len(text))
    left = max([previous, *(b for a, b in cuts if b <= q.start)])
    right = min([following, *(a for a, b in cuts if a >= q.end and not (a - q.end < 2 and text[a:b].startswith(("of which", "among which"))))])
    joint = re.search(r"\b(?:and|or|plus|as well as)\s*$", text[left : q.start]) if left == previous > 0 else None
    left += joint.start() if joint else 0
    earlier = max([previous, *(b for a, b in cuts if b < left - 1 and re.sub(r"(?:of which|which|with|and|among|[\s,])+", "", text[b:left]))])
    body = q.end if q.unit is None or q.unit.dimension == "ratio" else q.body
    behind = text[body:right]
    if right == following < len(text):  # the next figure's own noun: "a plant with a capacity of"
        behind = re.sub(r"\swith (?:an?|the) [\w\s-]{3,40}$", " ", behind)
    if re.fullmatch(r"\s*(?:out )?of(?:\s(?:the|our|its|all|a total of))*\s*", behind) and i + 1 < len(found):  # "98% of 412 complaints"
        right = min([len(text), *(q.start for q in found[i + 2 :]), *(a for a, b in cuts if a >= found[i + 1].end)])
        behind = " of" + text[found[i + 1].end : right]
    before = text[earlier:left] if earlier < left else ""
    lead = next((text[a:b].strip(" ,;").casefold() for a, b in cuts if b == left), "")
    thing, last, done = (said.thing, said.metric, said.done) if said else ("", "", "")
    return Around(q, text[left : q.start], behind, before, thing, text[q.start : q.head], last, done, joint is not None or left == previous > 0, lead), left, right


def named(text: str, found: Sequence[Quantity], i: int, cuts: Sequence[tuple[int, int]], said: Named | None = None) -> Named | None:
    """The name of figure `i` of a sentence, or None when the words around it name nothing. `said`: the name of the figure before."""
    words, left, right = around(text, found, i, cuts, said)
    for rule in (_described, _again, _looking_back, _compared, _changed_by, _changed_to, _paid, _reached, _share, _of_noun, _done_to, _for_things, _counted, _labelled):
        made = rule(words)
        if made and len(re.sub(r"[^A-Za-z]", "", made[0])) > 2 and not _EMPTY.fullmatch(made[0]):
            start, end = _trimmed(text, left, right)
            thing = made[1] or made[0]
            done = made[0].removeprefix(thing).strip() if rule in (_done_to, _counted) and made[0].startswith(thing) else ""
            done = made[0].split()[-1] if rule is _share and participle(made[0].split()[-1]) else done
            return Named(_cased(made[0], text), start, max(end, words.quantity.end), thing if len(thing.split()) <= 8 or not said else said.thing, done, rule is not _labelled)
    return None


def _cased(name: str, text: str) -> str:
    """Words that the sentence writes small are small inside a name."""
    first, _, rest = name.partition(" ")
    small = lambda m: m.group() if m.group() in text or m.group().lower() not in text else m.group().lower()  # noqa: E731
    return f"{first} {re.sub(r'[A-Z][a-z]+', small, rest)}".strip()


_EMPTY = re.compile(r"(?:share of )?(?:which|that|who|it|them|these|those|this|there|year|years|time|times|total|rest|more|less|and|the|one|each|day|days|company|group)", re.I)


def _trimmed(text: str, left: int, right: int) -> tuple[int, int]:
    lead = re.match(r"[\s,;:.\"'•◆♦>)]*(?:and\s+|with\s+)?", text[left:right])
    start = left + (lead.end() if lead else 0)
    return (start if start < right else left), left + len(text[left:right].rstrip(" ,;:(\"'"))


def _described(words: Around) -> tuple[str, str] | None:
    """ "the 9,000-ton recycling project" gives "Recycling project"."""
    if not re.search(r"\d-[A-Za-z]", words.quantity.text):
        return None
    what = as_object(words.right)
    return (what, what) if what else None


def _again(words: Around) -> tuple[str, str] | None:
    """ "to 6 tons and 9 tons by 2030": the second figure is of what the first is."""
    if not words.last or not (words.joined or words.left.strip() in ("or", "i.e.")) or not re.fullmatch(r"\s*(?:(?:in|at|during)\s+(?:19|20)\d\d\s*)?(?:,|and|or|,\s*and|to|/)\s*", words.left):
        return None
    behind = words.right.strip(" ,.;")
    if behind and not re.match(r"(?:in|by|at|during|for|from|respectively|on|as of|compared)\b", behind):
        return None
    changed = re.match(r"(?:Increase|Reduction) in ", words.last) and words.left.strip().endswith("to")
    return (words.thing if changed and words.thing else words.last), words.thing


def _looking_back(words: Around) -> tuple[str, str] | None:
    """ ", from 9% in 2020", "compared with 9 tons", "(2023: 9%)", "against a baseline of 9 tons": another figure of the same thing."""
    told = re.fullmatch(r"[\s,;(]*(?:up |down |as )?(?:from|versus|vs\.?|compared (?:with|to)|against|and from)\s*(?:an?|the|about)?\s*", words.left, re.I)
    year = re.fullmatch(r"[\s(]*(?:(?:in )?(?:FY\s?)?(?:19|20)\d\d|(?:previous|prior|last) year|PY)\s*[:=]\s*", words.left, re.I)
    base = re.search(r"\bbase(?:line)?(?:\s(?:value|level))?\s+of\s*$", words.left, re.I)
    share = words.last.startswith("Share of") and words.quantity.unit is not None and words.quantity.unit.dimension == "share"
    name = words.last if share or year else words.thing or words.last
    return (name, words.thing) if name and (told or year or base) else None


def _compared(words: Around) -> tuple[str, str] | None:
    """ "9% less than in 2020", "9% fewer accidents", "9% lower than the year before"."""
    match = re.match(r"\s*(?P<how>less|fewer|lower|more|higher|greater)\b\s*(?P<what>(?!than\b)[A-Za-z][^,.;]*?)?\s*(?:\bthan\b(?P<than>.*)|$|[,.;])", words.right, re.S)
    if match is None or (words.quantity.unit is None and not match["than"]):
        return None
    what = as_object(match["what"]) if match["what"] else ""
    if not what and words.last and words.quantity.unit is None:
        what = words.last
    if not what and re.search(r"\b(?:is|are|was|were|be|been)\s*(?:about|only)?\s*$", words.left) and match["than"] and not re.match(r"\s*(?:in\b|the (?:year|previous|last|prior)|last|a year)", match["than"]):
        return None
    what = what or _subject(words, words.left)
    return (f"{'Increase' if match['how'] in ('more', 'higher', 'greater') else 'Reduction'} in {_inner(what)}", what) if what else None


@cache
def _ending(*groups: str) -> re.Pattern[str]:
    """A verb of these groups at the end of the words before a figure."""
    forms = "|".join(prose()[g] for g in groups)
    return re.compile(rf"^(?P<subject>.*?)\b(?P<verb>{forms})\s*(?:\b(?:only|just|merely|a mere|as high as|up to|nearly|an?|the|a total of|an average of|no|all|both|also|now|already|even)\s*)*$", re.I | re.S)


@cache
def _change(tail: str) -> re.Pattern[str]:
    forms = "|".join(prose()[g] for g in ("up", "down"))
    return re.compile(rf"^(?P<subject>.*?)\b(?P<verb>{forms})\b(?P<object>.*?){tail}\s*(?:\b(?:an?|the|further|another)\s*)*$", re.I | re.S)


def _subject(words: Around, text: str) -> str:
    """The subject before a verb; when it is "which" or nothing, what was spoken of before; "that of X" takes up the last thing."""
    same = re.search(r"\b(?:that|those) of\s+(.+)", text, re.S)
    if same and words.thing and text[: same.start()].strip(" ,").casefold() in ("", "with", "and"):
        return f"{words.thing.split(' of ')[0]} of {_inner(shortened(same.group(1)))}"
    bare = re.sub(r"(?:\b(?:has|have|had|will|would|can|could|may|must|shall|should|be|been|being|is|are|was|were|not|also|only|all|to)\s*)+$", "", text.strip())
    bare = re.split(r"\bthat\s+(?=the\b|our\b|[A-Z])", bare)[-1]
    inner = re.split(r"\bwith\s+", bare)[-1] if words.joined else bare
    name = shortened(inner if len(inner.split()) > 1 else bare)
    if re.fullmatch(r"(?:percentage|proportion|share|rate|ratio|figure|number|amount|value)", name, re.I) and re.match(r"\s*(?:for|of|in|among)\s", words.right):
        return shortened(f"{name} {words.right}")
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
    what = what or (as_object(inside.group(1)) if inside and not re.match(r"(?:19|20)\d\d|(?:the )?(?:last|past|next|first|same)\b", inside.group(1)) else "") or _subject(words, match["subject"])
    return (f"{'Increase' if _rising(match['verb']) else 'Reduction'} in {_inner(what)}", what) if what else None


def _inner(name: str) -> str:
    """A name inside another keeps no capital of its own, unless it is a proper one."""
    return name[:1].lower() + name[1:] if re.match(r"[A-Z][a-z]+(?:'s)?(?:\s+[a-z(]|-[a-z]|$|[,.])", name) else name


def _changed_to(words: Around) -> tuple[str, str] | None:
    """ "raise X to 9%", "X rose to 9 tons", "make X account for 9%"."""
    match = _change(r"\b(?:from|(?:from\b.*?)?to)").match(words.left)
    if match is None:
        made = re.match(r"^.*?\b(?:make|makes|making|bring|brings|keep|keeping|maintain|maintaining|get|have)\s+(?P<object>.+?)\s+(?:account for|to account for|reach|to reach|at|to|below|above)\s*$", words.left, re.I | re.S)
        if made is None:
            return None
        what, more = as_object(made["object"]), re.match(r"\s*of\s+(.+)", words.right, re.S)
        return (f"Share of {_inner(what)} in {_inner(as_object(more.group(1)))}", what) if more and words.quantity.unit else (what, what)
    inner = re.sub(r"\b(?:only|further|again|back|\w+ly)\b", "", match["object"])
    what = as_object(inner) if len(inner.strip()) > 2 else _subject(words, match["subject"])
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
    said = f"{noun} {to.group(1)} {_inner(as_object(to.group(2)))}" if to else f"{noun} {_inner(as_object(words.right))}"
    return shortened(said.replace(" into ", " in ")), noun


def _reached(words: Around) -> tuple[str, str] | None:
    """ "X reached 9%", "X is 9 tons", "X, accounting for 9% of Y"."""
    q = words.quantity
    account = _ending("account").match(words.left)
    of = re.match(r"\s*of\s+(.+)", words.right, re.S)
    if account and q.unit and q.unit.dimension == "share":
        subject = _subject(words, account["subject"])
        if of and subject:
            return f"Share of {_inner(subject)} in {_inner(as_object(of.group(1)))}", subject
        if re.match(r"h[oe]ld", account["verb"], re.I) and not of:
            return (f"Share of {_inner(shortened(words.before))} held", subject) if shortened(words.before) else None
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
    if q.unit is None and re.match(r"\s+[a-z]{3,}", words.right) and not _ONLY_UNITS.match(words.right) and not re.match(r"\s+(?:in|at|by|as|and|with|during|for|of|to|from|on|per|this|compared|respectively|a|an|the)\b", words.right):
        return None
    subject = _subject(words, head)
    beside = re.match(r"\s*((?:lower|higher|less|more|below|above|better|smaller|greater)\s+than\s+.+)", words.right, re.S)
    return (f"{subject} {as_object(beside.group(1)).lower()}" if beside else subject, subject) if subject else None


_PEOPLE = re.compile(r"\b(?:employees|staff|workers|people|customers|suppliers|students|households|women|men|members|personnel|directors|managers|families|patients|farmers)\b", re.I)
_ONLY_UNITS = re.compile(r"\s+(?:units?|pieces|sets|times|people|persons|employees|cases|vehicles|hours|days)\b\s*(?:$|[,.;]|in\b|by\b|at\b|as\b|during\b|for the year)")


def _share(words: Around) -> tuple[str, str] | None:
    """ "9% of X have done Y" gives "Share of X having done Y"; "covers 9% of X": "Share of X covered"."""
    q = words.quantity
    of = re.match(r"\s*of\s+(?:all\s+)?(.+)", words.right, re.S)
    if q.unit is None or q.unit.dimension != "share":
        return None
    if of is None:
        goes = re.match(r"\s*(?:have|has|had|were|was|are|is)\s+[a-z]", words.right)
        if not goes or not words.thing:
            return None
        said = as_subject(re.sub(r"^\s*(?:were|was|are|is)\s", "", words.right))
        verb = participle(said.split()[0]) or re.search(r"(?:ed|ing)$", said.split()[0]) if said else None
        return (f"Share of {_inner(words.thing)} {_inner(said)}" if verb else f"Share of {_inner(said)} among {_inner(words.thing)}"), words.thing
    reach = _ending("reach").match(words.left)
    verb = re.search(r"\b([a-z]+)\s*$", re.sub(_TAIL, "", words.left), re.I)
    done = participle(verb.group(1)) if verb else None
    like = re.sub(r"^(?:that|those) of\s+", "", of.group(1))
    what = as_subject(like) if not done and not reach else as_object(like)
    if words.thing and re.match(r"(?:them|these|those|which|whom)\b", like):
        rest = re.sub(r"^(?:them|these|those|which|whom)\b\s*", "", what, flags=re.I)
        what = f"{words.thing} {_inner(rest)}".strip()
    if reach and reach["verb"].casefold() not in ("of", "at") and not done:
        subject = _subject(words, reach["subject"])
        return (f"{subject} relative to {_inner(what)}" if subject else f"Share of {_inner(what)}"), subject or what
    if not done and re.fullmatch(r"\s*(?:,?\s*and|,|or)?\s*", words.left) and words.last.startswith("Share of"):  # "28% of X and 40% of Y"
        if words.done:
            return f"Share of {_inner(what)} {words.done}", what
        if " in " in words.last and words.thing:
            return f"Share of {_inner(words.thing)} in {_inner(what)}", words.thing
    if done and verb:
        subject = shortened(words.left[: verb.start(1)])
        if verb.group(1).casefold().startswith("reach") and not _PEOPLE.search(what) and subject:
            return f"{subject} relative to {_inner(what)}", subject
        by = f" by {_inner(subject)}" if subject and len(subject.split()) < 8 and re.search(r"[a-z]", subject[1:]) and not re.match(r"[A-Z]\w+ [A-Z]", subject) else ""
        covered = "covered" if verb.group(1).casefold().startswith("cover") else "reached" if verb.group(1).casefold().startswith("reach") else done
        return f"Share of {_inner(what)} {covered}{by}", what
    return f"Share of {_inner(what)}", _head(like)


def _of_noun(words: Around) -> tuple[str, str] | None:
    """ "a recycling rate of 9%", "the revision of 9 standards", "an installed capacity of 9 MW"."""
    match = re.search(r"^(?P<head>.*)\b(?:of|at)\s*(?:\b(?:an?|the|only|about|total|some|up to)\s*)*$", words.left, re.I | re.S)
    if match is None or re.search(r"\b(?:total|number|rest|sum|average|consisting|comprised|made up|one|out|because|instead|all|some|each)\s*$", match["head"], re.I):
        return None
    noun = _noun_before(match["head"])
    if not noun:
        return None
    aim = re.search(r"\s*\b(?:[Tt]argets?|[Gg]oals?|[Oo]bjectives?)$", noun)
    if aim:  # "a 2030 target of a 9% reduction in X", "an X goal of 9%"
        what, bare = as_object(words.right), _inner(shortened(re.sub(r"\b(?:19|20)\d\d\b|\b(?:[Ss]et|[Ii]nterim|[Ii]ncorporating the|[Aa]n?)\b", "", noun[: aim.start()])))
        return (what if len(what.split()) > 1 or not bare else f"{what} in {bare}" if what else shortened(bare), what or bare) if what or bare else None
    if words.quantity.unit is None and re.match(r"\s*[a-z]", words.right, re.I):
        what = as_object(words.right)
        return (f"{what} ({_inner(noun)})" if re.search(r"(?:ion|ment|ing|al)$", noun) is None else f"{noun} of {_inner(what)}", what) if what else None
    of = re.match(r"\s*of\s+(.+)", words.right, re.S)
    return (f"{noun} of {_inner(as_object(of.group(1)))}" if of and as_object(of.group(1)) else noun), noun


def _for_things(words: Around) -> tuple[str, str] | None:
    """ "certificates for 9 products" gives "Certificates for products"."""
    left = re.sub(r"\s(?:have|has|had|were|was|are|is)\s+(?:been\s+)?\w+(?:ed|en|wn|ght|ld)\s+(?=(?:for|to|among|across|on)\s*$)", " ", words.left)
    match = re.search(r"^(?P<head>.*?[\w)])\s+(?P<joint>for|among|across|to|from|on)\s*(?:(?:a total of|all|the|some)\s*)*$", left, re.I | re.S)
    if match is None or words.quantity.unit is not None or not re.match(r"\s*[A-Za-z]", words.right):
        return None
    noun, what = _noun_before(match["head"]), as_object(words.right)
    return (f"{noun} {match['joint'].casefold()} {_inner(what)}", what) if noun and what and not participle(noun.split()[-1]) else None


_BOUND = set("with by at for from to that which has have had is are was were be been will can may shall and than as into achieving achieved achieve reaching reached using".split())


def _noun_before(text: str) -> str:
    """The noun phrase at the end of a text: after the last verb or preposition."""
    taken: list[str] = []
    tokens = text.split()
    for i in range(len(tokens) - 1, -1, -1):
        word = tokens[i].strip(",.;\"'").casefold()
        if i == 0 and word.endswith("ed") and taken:
            break
        before = tokens[i - 1].casefold() if i else ""
        if word in _BOUND or (word == "in" and not re.match(r"reduc|increas|decreas|invest|growth|drop|rise|decline|improve|saving|change", before)) or (participle(word) and before not in ("a", "an", "the", "total", "its", "our", "combined", "of") and not word.endswith("ing") and taken):
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
    bare = re.sub(r"^\s*of\b", "", words.right)
    what = "" if _PREPOSITION.match(bare) and bare == words.right else as_object(bare)
    if not what or _EMPTY.fullmatch(what):
        return _without_object(words, done)
    if not what:
        return None
    if done == "involved" and words.quantity.unit is not None:
        return None
    if words.quantity.unit and words.quantity.unit.dimension == "share" and done in ("obtained", "held", "reached"):
        return what, what
    if done == "held" and match.group(1).casefold() in ("have", "has", "had", "having", "operates", "operate", "maintains", "run", "runs"):
        return what, what
    ended = re.search(r"\b(?:ed|\w+ed|sold|held|built)\b\s*$", what)
    return (what if ended or "attend" in done else f"{what} {done}"), what


def _counted(words: Around) -> tuple[str, str] | None:
    """ "9 plants have done X": the thing counted with what it did; "another 9 obtaining X": what was counted before."""
    right = re.sub(r"^\s*(?:more|others?|of (?:them|these|which|those))\b(?=\s+\w)", " ", words.right) if words.thing else words.right
    pronoun = right != words.right
    right = re.sub(r"^\s*of\s+(?:(?:the|our|its|all)\s+)?(?:(?:Company|Group|Bank|Corporation)\s?'s\s+)?", " ", right)
    if words.joined and re.fullmatch(r"\s*(?:out )?of(?:\s(?:the|our|its|all|a total of))*\s*", words.left):  # "15 of our 18 sites"
        return (_head(right), _head(right)) if _head(right) else None
    listed = re.fullmatch(r"[\s,;]*(?:and|or|as well as|plus|which)?\s*", words.left) is not None
    linked = words.thing and re.match(r"\s*(?:are|were|is|was)\s+[a-z]", right)
    if not linked and (not re.match(r"\s*-?[A-Za-z\"'(]", right) or _PREPOSITION.match(right)):
        return (f"{words.thing} {shortened(right, 8).lower()}", words.thing) if listed and words.thing and re.match(r"\s*(?:from|by) [a-z]", right) else None
    first = re.match(r"\s*(?:(?:have|has|had|were|was|are|been|further|newly|also)\s+)*([A-Za-z-]+)\b\s*(\w*)", right)
    if first and words.thing and (pronoun or _goes_on(first.group(1), first.group(2)) or re.match(r"\s*(?:are|were|is|was|have|has|had)\s", right)):
        said = as_subject(re.sub(r"^\s*(?:are|were|is|was)\s+", " ", right))
        source = re.match(r"\s*(?:came|comes?|coming|stems?)\s+from\s+(.+)", right, re.S)
        if source:
            return f"{words.thing} from {_inner(shortened(source.group(1)))}", words.thing
        verb = pronoun or _goes_on(first.group(1), first.group(2))
        return (f"{words.thing} {_inner(said)}" if verb else f"{said} ({_inner(words.thing)})" if said else words.thing), words.thing
    plain = words.quantity.unit is not None and words.quantity.unit.dimension in ("currency", "mass", "energy", "power", "volume", "co2e")
    what = as_object(right.lstrip(" -")) if plain and not re.match(r"\s*[\w-]+ed\b", right) else as_subject(right.lstrip(" -"))
    head = _head(right)
    if listed and words.thing and what and not set(what.casefold().split()) & set(words.thing.casefold().split()):
        if names_a_measure(words.thing) and not words.done:
            return f"{what} ({_inner(words.thing)})", words.thing
        if words.done and words.lead not in ("involving", "while", "whereas") and len(words.done.split()) < 3 and len(what.split()) < 6 and "," not in words.done:
            return (what if what.endswith(words.done) or re.search(r"\w(?:ed|ing)\b", what) else f"{what} {words.done}"), what
    return (what, head or what) if what else None


def _without_object(words: Around, done: str) -> tuple[str, str] | None:
    """ "sent 9 tonnes to landfill", "will avoid 9 tCO2e": of the thing before, or of what the unit measures."""
    unit = words.quantity.unit
    stuff = re.search(r"\bof ([a-z ]+)$", unit.text) if unit else None
    subject = shortened(re.sub(r"\w+\s*$", "", re.sub(_TAIL, "", words.left).rstrip())) if unit and unit.dimension == "time" else ""
    if subject and not words.joined:
        return f"{subject} {done}", subject
    what = shortened(stuff.group(1)) if stuff else "CO2 emissions" if unit and "CO2" in unit.text else words.thing
    if not what:
        return None
    where = re.match(r"\s*(?P<to>to|into|from)\s+(?P<what>[a-z].*)", words.right, re.S)
    return f"{what} {done} {where['to'] + ' ' + shortened(where['what'], 8).lower() if where else ''}".strip(), what


def _head(text: str) -> str:
    """The thing itself, without what it did: "plants carry the label" and "plants having obtained it" are plants."""
    tokens = text.split()
    for i in range(1, len(tokens)):
        word = tokens[i].strip(",.;").casefold()
        if word in ("have", "has", "had", "with", "having", "were", "was", "are", "is", "will", "can") or _verbal(word, tokens[i + 1 : i + 2]):
            return as_object(" ".join(tokens[:i]))
        if word in ("the", "a", "an") and i >= 2:
            return as_object(" ".join(tokens[: i - 1]))
    return as_object(text)


def _verbal(word: str, after: Sequence[str]) -> bool:
    """Is a word a verb here, and no adjective as in "authorized patents"?"""
    behind = after[0] if after else ""
    return participle(word) is not None and bool(re.match(r"(?:the|an?|at|in|by|from|to|on|for|through|with|as|into|our|its|their|[A-Z0-9])\b|$", behind))


_PREPOSITION = re.compile(
    r"\s*(?:and|or|to|in|on|at|by|as|than|the|is|are|which|that|for|with|from|per|respectively|a|an|but|during|through|under|since|compared|"
    r"each|into|within|between|over)\b(?!\s+(?:been\s+)?[a-z]+ed\b)|\s*(?:after|before|once|if|when|until)\b"
)


def _goes_on(first: str, second: str) -> bool:
    """Does the text behind a figure begin with a verb, so that the thing counted is the one before? "recovered from outside", "obtaining X"."""
    if first.casefold() in ("came", "come", "comes", "went", "goes", "stems", "belong", "belongs"):
        return True
    preposition = second.casefold() in ("from", "by", "in", "at", "to", "through", "for", "with", "on", "as", "during", "")
    if participle(first) and first.casefold().endswith("ing"):
        return True
    return bool(participle(first)) and first.casefold().endswith(("ed", "n", "t", "d")) and preposition


def _labelled(words: Around) -> tuple[str, str] | None:
    """Figures behind a label, as on call-outs: "Recycling rate 9%"."""
    left = words.left.strip(" :–—-")
    q = words.quantity
    plain = q.unit is None and (q.word or (q.value == q.value.to_integral_value() and q.value < 1000 and "," not in q.text))
    if plain or (words.joined and not re.search(r"[,;]", left)) or (len(left.split()) < 2 and not (q.unit and left)):
        return None
    if q.unit and q.unit.dimension == "area" and re.fullmatch(r"(?:which |that )?covers?(?: an area of)?", left, re.I) and words.before.strip():
        return f"Area of {_inner(shortened(words.before))}", "Area"
    name = shortened(re.sub(r"\s+(?:includes?|included|contains?|provides?|shows?)$", "", left))
    return (name, name) if name and not re.fullmatch(r"(?:grand|sub)?\W?(?:total)?", name, re.I) else None
