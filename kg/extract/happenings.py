"""Dated happenings made into titles: "we opened X in May 2024", "X, bought in 2019", "X was retired on 3 May 2024", "X began operation in 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH},?\s\d{{4}}|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})"
DATE = rf"(?:{_DAY}|(?:early\s|late\s|mid-)?{MONTH},?\s(?:of\s)?\d{{4}}|(?:fiscal(?:\syear)?\s|FY\s?|early\s|late\s|mid-)?(?:19|20)\d\d(?![\d%,.-]*\d))"
_WHEN = rf"(?:in|on|during|at the end of)\s(?:the\s(?:spring|summer|autumn|fall|winter|year)\sof\s)?(?P<date>{DATE})(?!\s(?:baseline|base|levels?|target|annual|sustainability|report))"
_PREP = r"(?:in|on|at|near|with|for|to|from|by|as|after|under|through|during|next|between|within|following|because|when|while|where|which|that|who|worth|covering|using|together|subject|before|against|via|along|alongside|aimed|aiming)"


@dataclass(frozen=True)
class Happening:
    """Something that happened at `text[start:end]`; `date` as printed; `by` is where the words for who did it end."""

    title: str
    start: int
    end: int
    date: str
    by: int


@cache
def _nouns() -> dict[str, str]:
    return {form: noun for noun, forms in load("events")["happened"].items() for form in forms}


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<verb>{'|'.join(sorted(map(re.escape, _nouns()), key=len, reverse=True))})(?![\w-])", re.I)


_PASSIVE = re.compile(
    r"\b(?:was|were|has been|have been|had been)\s(?:(?:officially|formally|fully|successfully|also|first|finally|jointly)\s)?$"
)
_ACTIVE = re.compile(
    r"(?:\b(?:[Bb]y|[Aa]fter|[Ff]ollowing|[Uu]pon|[Ww]e|[Ii]t|they|who|which|[Cc]ompany|[Gg]roup|[Bb]ank|[Cc]orporation|has|have|also|officially|formally|successfully|Board|shareholders|[A-Z][\w&.'-]*\)?)\s|,\s)$"
)
_NO_THING = re.compile(
    r"(?i)(?:certif|accredit|\bISO\b|\baward|\bprize\b|\bvehicles\b|\bmeasures\b|\bmedal|\brating\b|\bhours\b|\bshare price|\btrees\b|\bassessment\b|\bsurvey|\baudits?\b|\btraining\b|\bvisits\b|\bquestionnaire|"
    r"\b(?:it|them|this|these|those|us|all|more|most|year|period|date|report|reporting|data|figures?|work|course|courses|doors?|gap|deal)$)|^\W*(?:\d(?!\S*\s?[kMG]W)|not\b|to\b|based\b|an? (?:number|total|range|lot|series)\b|more than|over |about )|%"
)  # fmt: skip
_FORM = r"(?:Inc|Ltd|Limited|LLC|Co|S\.?A|GmbH|AG|plc|Corp|Ltda|Pvt)\b"
_OBJECT_END = re.compile(
    rf"\s(?:{_PREP})\b|,(?!\s{_FORM})|;|:|\s[-–—]\s|(?<!Inc)(?<!Ltd)(?<!Co)\.\s|(?<!Inc)(?<!Ltd)\.$|\sand\s(?!(?:[A-Z]|the\s[A-Z]))|\sbut\s|\s\("
)
_BASED = re.compile(
    r"^(?:all|the|a|an|its|our|(?:the\s)?remaining|\d[\d.]*\s?(?:%|per\s?cent)(?:\sof)?)\s?(?:of\s)?(?:the\s)?(?:outstanding\s|remaining\s|issued\s)?(?:shares?|stake|interest|equity|capital)\s(?:of|in)\s"
)


def happenings_in(text: str) -> Iterator[Happening]:
    """Every dated happening of a sentence that one of the verbs tells."""
    if not re.search(r"\b(?:19|20)\d\d\b", text):
        return
    for match in _verb().finditer(text):
        date = _date(text, match)
        if not date or _is_future(text[: match.start()]):
            continue
        found = _phrase(text, match)
        if found and not _NO_THING.search(found[0]) and _has_name(found[0], found[1] == 0, bool(re.search(MONTH, date["date"]))):
            thing, start, end = found
            noun = _nouns()[match["verb"].lower()]
            if noun == "Issue" and not re.search(r"\b(?:bonds?|notes?|shares|stock|loans?|debt)\b", thing, re.I):
                continue  # documents are issued too
            last = max(end, date.end("date")) if date.start() >= match.start() else end
            article = re.search(r"\b(?:[Tt]he|[Aa]n?)\s$", text[:start])
            told = f"{article.group().lower()}{thing}" if article and not _BASED.match(thing) else thing
            yield Happening(_title(noun, told, text[match.end() :]), min(start, match.start()), last, date["date"], match.start())


def _date(text: str, verb: re.Match[str]) -> re.Match[str] | None:
    """The date of a verb: behind it in its clause, else at the opening of the sentence."""
    clause = re.split(
        r";|,\s(?:and|but|while|which|where|who)\s|(?<![ .][A-Z])\.\s|\sand\s(?:we|it|was|is|has|have|had|the\s\w+\s(?:was|were|is|are))\b",
        text[verb.end() : verb.end() + 150],
    )[0]
    behind = re.compile(rf"(?<![\w-]){_WHEN}").search(text, verb.end() - 1, verb.end() + len(clause))
    if (
        behind
        and not re.search(r"\b(?:since|by|until|from)\s$", text[: behind.start()])
        and not re.search(r"\b(?:will|would|to\sreach|and\s\w+ed)\b", text[verb.end() : behind.start()])
    ):
        return behind
    opening = re.compile(
        rf"(?:^|.*[;:]\s|.*\b(?:and|but),?\s)(?:I|i|O|o|[Dd]uri|[Ee]arly\si|[Ll]ate\si)n(?:g)?\s(?P<date>{DATE}),?\s(?:[\w&.',()-]+\s){{0,25}}$"
    ).match(text[: verb.start()])
    return opening


_FUTURE = re.compile(r"\b(?:will|would|should|could|may|might|can|to|be|shall|not|never|yet|if|are|is|being)\s(?:\w+ly\s)?(?:be\s)?$")


def _is_future(before: str) -> bool:
    return bool(_FUTURE.search(before))


def _phrase(text: str, verb: re.Match[str]) -> tuple[str, int, int] | None:
    """(what it happened to, start, end): the object of an active verb, or the subject of a passive or intransitive one."""
    before, after = text[: verb.start()], text[verb.end() :]
    passive = _PASSIVE.search(before)
    if passive:
        opening = re.match(rf"[IO]n\s{DATE},\s", text)
        comma = re.compile(rf",(?!\s{_FORM})").search(text, opening.end(), passive.start()) if opening else None
        return _left(text, comma.start() if comma else passive.start())
    bare = re.match(rf"\s(?:{_PREP}|operations?|commercial|service|production|generating|supply\w*|power)\b", after)
    if re.search(r"[\w.)\"],\s(?:and\s|also\s)?$", before) and re.match(rf"\s(?:{_PREP})\b", after) and not re.match(r"\sto\b", after):
        return _whole(text, verb.start()) if _nouns()[verb["verb"].lower()] == "Start" else _left(text, before.rindex(","))
    relative = re.search(r"\s(?:that|which)?\s?we\s$", before)
    if relative and re.match(r"\sin\b|\son\b", after):
        return _named_before(text, _left(text, relative.start()))
    if _nouns()[verb["verb"].lower()] == "Acquisition" and after.startswith(" from") and not before.endswith(", "):
        return None  # "on 2 May Hill Mills acquired from Dale the works": Hill Mills did it
    if bare and not re.search(r"\b(?:[Ww]e|[Ii]t|they|who|which|has|have|also|[Cc]ompany|[Gg]roup|[Bb]ank|and)\s$|^$", before):
        return _whole(text, verb.start()) if before.endswith(", ") else _left(text, verb.start())
    if bare:
        return None
    if _ACTIVE.search(before) or not before.strip():
        return _right(text, verb.end())
    return None


def _left(text: str, end: int) -> tuple[str, int, int] | None:
    """The noun phrase that ends at a place."""
    head = text[:end].rstrip(" ,")
    cut = [
        m.end()
        for m in re.finditer(
            rf"(?:[.;:]\s|,\s(?!{_FORM})|\s(?:and|that|which|while|but|where|as|when)\s|\s[-–—]\s|^(?:In|On)\s{DATE},?\s|\"\s)", head
        )
    ]
    start = max(cut, default=0)
    if start and len(head[start:].split()) < 2 and not re.match(r"[A-Z]", head[start:]):
        return None
    phrase = re.sub(r"^(?:(?:and|but|[Tt]he|[Oo]ur|[Aa]n?|[Ii]ts|[Tt]his|[Aa]lso)\s)+(?=\S)", "", head[start:])
    start = len(head) - len(phrase)
    return (phrase, start, len(head)) if 1 <= len(phrase.split()) <= 14 else None


def _whole(text: str, end: int) -> tuple[str, int, int] | None:
    """The first noun phrase of the clause that ends at a place: "Hill Dam, a small one in Dale, began"."""
    opening = max((m.end() for m in re.finditer(r"[.;]\s|\band\s(?=the\s|our\s)", text[:end])), default=0)
    first = re.compile(rf",(?!\s{_FORM})").search(text, opening, end)
    return _left(text, first.start()) if first else None


def _named_before(text: str, found: tuple[str, int, int] | None) -> tuple[str, int, int] | None:
    """ "Hill Mills Ltd, the business we bought": its name, not "business"."""
    named = found and re.search(
        r"(?P<name>(?:[A-Z][\w&.'-]*|\([A-Z][a-z]+\))(?:\s(?:&\s|and\s|of\s)?(?:[A-Z][\w&.'-]*|\([A-Z][a-z]+\)))*),\s(?:the|our|an?)\s$",
        text[: found[1]],
    )
    return (named["name"], named.start("name"), found[2]) if named and found else found


def _right(text: str, start: int) -> tuple[str, int, int] | None:
    """The noun phrase that begins at a place."""
    rest = text[start:]
    lead = re.match(r"\s(?:(?:the|an?|our|its|their|with)\s)?", rest)
    if not lead:
        return None
    at = start + lead.end()
    ends = (
        m
        for m in _OBJECT_END.finditer(text, at)
        if not (re.match(r"\s(?:for|on)\s[A-Z]", text[m.start() :]) and re.search(r"[A-Z]\w+$", text[: m.start()]))
    )
    stop = next(ends, None)
    of = text[at : stop.start() if stop else len(text)].rstrip(" ")
    of = of if re.search(rf"\b{_FORM}\.$", of) else of.rstrip(".")
    if re.match(rf"(?:{_PREP})\b", of):
        return None
    return (of, at, at + len(of)) if 1 <= len(of.split()) <= 14 else None


_KIND = re.compile(
    r"\b(?:targets|goals|strategy|plan|roadmap|agreement|contract|protocol|partnership|joint venture|plant|factory|cent(?:re|er)|mine|mill|line|hub|stake|project|programme|program|initiative|scheme|fund|bond|"
    r"facility|office|store|brand|platform|campaign|academy|laboratory|foundation|warehouse|station|unit|hotline|app|tool|dialogue|headquarters|head office|branch|warehouse|campus|museum|terminal|mine|refinery|smelter|hospital|school|kindergarten|canteen)\b"
)


def _has_name(thing: str, first: bool, month: bool) -> bool:
    """A thing with a name, or one that is told apart: "the last coal-fired unit"; with a month, also "a new plant"."""
    if re.search(r"\b(?:is|are|was|were|has|have|had|will|been|be)\b", thing) or re.match(
        r"(?:Since|When|While|If|As|After|Before|Because|Although|Until|Some|Many|All|It|They|We|This|These|He|She|Which|There|That|Company|Group|Board|Both)\b",
        thing,
    ):
        return False
    if re.search(r"\"", thing) and thing.count('"') % 2:
        return False
    named = re.search(r"(?:^|\s)\"?[A-Z0-9][\w'-]*[A-Za-z]", thing[1:] if first else thing)
    told = re.match(r"(?:first|last|second|third|new|largest|final)\b", thing) or (month and _KIND.search(thing))
    return bool((named and not re.fullmatch(r"[A-Z]{1,3}", thing)) or told)


def _title(noun: str, thing: str, after: str) -> str:
    bare = re.sub(
        r"^(Construction|Closure|Production|Work|Operation|Demolition|Installation|Expansion)(?=\s(?:of|at|on)\s)",
        lambda m: m.group().lower(),
        _BASED.sub("", thing),
    )
    bare = re.sub(
        r"^the\s(?:[\w-]+\s){0,4}?(?:company|firm|business|maker|manufacturer|producer|provider|start-up|distributor|operator|specialist|retailer|bank|developer)\s(?=[A-Z])",
        "",
        bare,
    )
    if noun in ("Withdrawal", "Move"):
        return f"{noun} {'from' if noun == 'Withdrawal' else 'to'} {bare}"
    if noun == "Joining":
        return f"Joining {bare}"
    if noun == "Commitment":
        return f"Commitment to {bare}"
    if noun == "Start" and (operation := re.match(r"\s((?:commercial\s)?(?:operations?|production|service|supply|construction))\b", after)):
        return f"Start of {operation.group(1)} of {bare}"
    return f"{noun} of {bare}"
