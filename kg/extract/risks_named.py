"""Risks and opportunities that a sentence calls so: definitions, lists, what follows the word, what one is exposed to, the main one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.risks_phrases import Told, bare_subject, cue, fits, items_of, kind_of, noun_phrase, spelled
from kg.extract.risks_words import category_named


@cache
def _states() -> re.Pattern[str]:
    """The predicate of "X is an opportunity", "X and Y are procurement risks", "X is regarded as a risk"."""
    return re.compile(
        rf"\s(?:is|are|remains?|represents?|presents?|constitutes?|poses?)\s+(?:also\s+|both\s+|not only\s+)?(?:{spelled('seen')}\s+)?(?:an?\s|one of\s|some of\s|among\s|our\s|the\s|its\s)?"
        r"(?:(?!(?:exposed|subject|prone|vulnerable|aware|to|at|of|in|by|for|on)\s)[\w-]+\s){0,3}?(?P<kind>risks?|threats?|opportunit(?:y|ies))\b(?!\s*[-–]\s*\w|\s(?:management|assessment|officer|committee|of|that|process|factor|posed|arising|we|for all))"
    )


_SEEN_AS = re.compile(
    r"\b(?:identif\w+|sees?|seen|regards?|views?|recogni[sz]e[sd]?|considers?|treats?)\s+(?P<subject>[^,;.]{4,110}?)\s+as\s+(?:an?|the|one of|our|its|both)\s"
    r"(?:[\w-]+\s){0,3}?(?P<kind>risks?|threats?|opportunit(?:y|ies))\b"
)
_LISTED = re.compile(
    r"\b(?P<kind>risks|threats|opportunities)\b,?\s+(?:such as|including|include|like|namely|e\.g\.,?|for example,?|i\.e\.,?|in particular|particularly|especially)\s+(?P<list>[^;:.]{4,260})",
    re.I,
)
_BEHIND = re.compile(
    r"\b(?P<kind>risks|threats|opportunities|opportunity(?=,? too))\b(?:,?\s(?:too|as well|for us|for the (?:company|group|bank)|in (?:focus|particular)|stand out|are|were|have been identified|were identified|arising|include))*"
    r"(?::|,\s(?:namely|i\.e\.))\s+(?P<list>[^;]{4,420})",
    re.I,
)
"""What follows "the following risks:", "four transition risks:", "two risks stand out, namely"."""
_FROM = re.compile(
    r"(?:^|[.;]\s|^(?:Physical|Transition|Climate|ESG|Sustainability)\s(?=risks \w+ (?:mainly|above all|primarily|chiefly))|\b(?:[Tt]he|[Oo]ur|[Mm]ain|[Kk]ey|[Mm]ajor|[Ff]urther|[Oo]ther|[Mm]aterial|[Bb]usiness)\s)(?P<kind>[Rr]isks|[Oo]pportunities)\s(?:also\s)?(?:arise|result|stem|come|follow|emerge|lie|relate|pertain)\s(?:(?:above all|mainly|primarily|chiefly|in particular|mostly|also)\s)?"
    r"(?:from|in|out of|to)\s(?P<list>[^;:.]{4,260})"
)
"""Where risks come from: "Risks result above all from trade barriers and the loss of customers"."""
_OF = re.compile(
    r"\b(?P<kind>risks?|threats?|opportunit(?:y|ies))\s+(?:of|from|arising from|resulting from|posed by|caused by|associated with|related to|linked to|stemming from|"
    r"for|to|in the (?:field|area|form)s? of|in|that)\s+(?P<rest>[^;:.]{4,200})",
    re.I,
)
_DEFINED = re.compile(
    r"(?:^|(?<=[;:•–—]\s))\W*(?:The\s)?(?P<title>[A-Z][\w/-]*(?:(?:\s(?:and|or|&))?\s[a-z(][\w/()-]*){0,5}?\srisks?)(?:\s\([A-Z]{2,6}\))?,?\s"
    r"(?:(?:is|are|means?|refers? to|describes?|denotes?|represents?|(?:is|are) (?:defined|understood|described) as|or|constitutes?)\s(?:that\s)?(?:an?\s|the\s|any\s)?(?:[\w-]+\s(?:or\s[\w-]+\s)?){0,2}"
    r"(?:risks?|possibility|potential|danger|likelihood|probability|threat|chance|uncertainty|loss(?:es)?|failure|inability)\b"
    r"|(?:results?|arises?|stems?|relates?|occurs?|exists?|comes?)\s(?:(?:mainly|primarily|chiefly|above all|directly)\s)?(?:from|to|when|if|where|out of|in)\s)"
)
"""A definition: "Credit risk is the risk of loss arising from ...", "Operational risk results from inadequate processes"."""
_CHANCE = re.compile(
    r"\b(?:offers?|opens?|gives?|provides?|creates?|presents?)\s(?:us\s)?(?:the|an?|new|further|additional)\s(?:[a-z]+\s)?(?:chances?|opportunit(?:y|ies)|potential|scope)\s(?:to|of|for)\s(?P<rest>[^;:.,]{6,120})"
)
"""What something gives the chance to: "green corridors offer the chance to win long-term contracts"."""
_CHIEF = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Ii]ts|[Oo]ne|[Aa]|[Tt]wo)\s(?:(?:single\s)?(?:main|biggest|greatest|largest|key|major|most (?:important|significant|relevant)|principal|chief|foremost|top|primary|further|second|third)\s)"
    r"(?:[\w-]+\s){0,2}?(?P<kind>risks?|threats?|opportunit(?:y|ies))(?:\s(?:to|for|in|of|from)\s(?:[\w’'-]+\s){0,5}?[\w’'-]+)?,?\s(?:is|are|remains?|lies? in|comes? from|stems? from|arises? from|consists? of|concerns?)\s(?P<rest>[^;:.]{4,200})"
)
"""The main one named: "The biggest threat to our business is a shortage of water"."""
_ANOTHER = re.compile(
    r"^(?:Another|A (?:second|third|further)|The (?:second|third|other)|Others?)(?: one| risk| threat| opportunity| ones)?,?\s(?:is|are|comes? from|lies? in)\s(?P<rest>[^;:.]{4,160})"
)
_IS_ANOTHER = re.compile(r"^(?P<rest>[A-Z][^;:.,]{3,90}?)\s(?:is|are)\s(?:another|others|one more|a further one)\b")
_UPSIDE = re.compile(
    r"\bsees?\s(?:also\s)?(?:(?:great|further|additional|considerable|growth|new|good|much)\s)*(?:potential|chances|upside|scope)\s(?:in|for)\s(?P<list>[^;:.]{4,200})"
)
_PRONE = re.compile(
    r"\b(?P<how>exposed to|vulnerable to|susceptible to|sensitive to|at risk (?:of|from)|prone to|fac(?:e|es|ing))\s(?P<rest>[^;:.]{4,200})",
    re.I,
)
_RUNS = re.compile(r"\b(?P<kind>risk)\s(?P<rest>(?:becoming|losing|being|falling|missing|facing|failing)\b[^;:.,]{4,120})")
_STRONG = re.compile(
    r"\b(?:there (?:is|are|remains)|faces?|facing|runs?|carr(?:y|ies)|bears?|poses?|entails?|see|sees)\s(?:also\s)?(?:an?|the|some)\s(?:[\w-]+\s){0,2}$",
    re.I,
)
"""Words before "risk that ..." that make it the speaker's, whatever the heading."""
_DEMAND = re.compile(
    r"\b(?P<title>(?:(?:[Gg]rowing|[Rr]ising|[Ii]ncreas(?:ing|ed)|[Hh]igher|[Ss]trong(?:er)?|[Ss]teady|[Ll]ively)\s)?[Dd]emand for\s(?:(?!(?:is|are|was|were|has|have|will|can|may|could|strengthens?|rises?|grows?|supports?|offers?|opens?|helps?|gives?)\b)[\w-]+\s){1,7})(?=(?:is|has|will|can|may|could|strengthens?|rises?|grows?|supports?|offers?|opens?|helps?|gives?)\b)"
)


@cache
def _compound() -> re.Pattern[str]:
    kinds = f"(?:{spelled('compound')})"
    return re.compile(
        rf"(?<![\w-])(?:{spelled('exposed')})\s+(?:to\s+)?(?:(?:an?|the|its|our|any|potential|significant|various|increased|material|certain|associated|key)\s+)*"
        rf"(?P<title>{kinds}(?:(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+){kinds})*(?:\s+|-related\s+)risks?)\b(?!\s+(?:management|assessment))",
        re.I,
    )


COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|the following)\s(?:[\w-]+\s){0,3}?(?:risks|opportunities)\b"
    r"|\b(?:climate|sustainability|nature|ESG|transition|physical)[\w-]*\srisks\s(?:are|have been|were)\b",
    re.I,
)


def chief(text: str, place: str, topic: str) -> Iterator[Told]:
    """The main one and its followers: "The main risk is ...", "Another is ...", "... is another"."""
    for match in _CHIEF.finditer(text):
        yield from items_of(text, *match.span("rest"), kind_of(match["kind"]), whole=not match["kind"].endswith("s"))
    said = place if place in ("risks", "opportunities") else topic if topic in ("risks", "opportunities") else ""
    for pattern in (_ANOTHER, _IS_ANOTHER) if said else ():
        if found := pattern.match(text):
            yield Told(said, *noun_phrase(text, *found.span("rest")))


# ------------------------------------------------------------------------------------------------------ named as such
def named_as_such(text: str, place: str) -> Iterator[Told]:
    yield from _defined(text)
    yield from _in_a_row(text)
    yield from _lists(text, place)
    for match in (*_subjects(text), *_SEEN_AS.finditer(text), *_IDENTIFIED.finditer(text)):
        a, b = bare_subject(text, *match.span("subject"))
        kind = kind_of(match["kind"])
        plain = _FOR_US.search(text, match.start()) is not None and not cue("personal").search(match.group())
        if a < b and not re.search(r"\b(?:not|no)\b", match.group()) and (kind == "risks" or plain or fits(kind, place)):
            yield from items_of(text, a, b, kind, whole=not re.search(r"s$", match["kind"]))
    yield from _told_of(text, place)
    for match in _compound().finditer(text):
        yield Told("risks", *match.span("title"))
    yield from _borne(text, place)


_FOR_US = re.compile(
    r"\b(?:represents?|presents?|constitutes?|offers?|is|are)\s(?:also\s)?(?:an?|the|one of)\s(?:[\w-]+\s){0,2}opportunit(?:y|ies)\s(?:for\s(?:us|our|the (?:company|group|bank))\b|to\s(?:\w+\s){1,3}(?:our|costs?|revenues?|sales|markets?|customers?|income|growth)\b)",
    re.I,
)
"""Said in so many words of the company, it needs no heading."""


_IDENTIFIED = re.compile(
    r"(?:^|[.;,]\s|\b(?:process|acquisition|assessment|analysis|review),\s)(?P<subject>[^;:,.]{3,90}?)\s(?:was|were|is|are|has been|have been)\s(?:\w+ly\s)?(?:identified|classified|rated|regarded|considered|seen|assessed)\sas\s(?:an?|the|our|one of the)\s"
    r"(?:[\w-]+\s){0,4}?(?P<kind>risks?|threats?|opportunit(?:y|ies))\b"
)
_PREDICATE = re.compile(r"\b(?:as|is|are|was|were)\s(?:an?|the|our|one of the)\s(?:[\w-]+\s){0,4}$", re.I)


def _defined(text: str) -> Iterator[Told]:
    for match in _DEFINED.finditer(text):
        bare = re.sub(r"\s*\([^)]*\)", "", match["title"])
        if not cue("all_risks").fullmatch(bare):
            yield Told("risks", *match.span("title"), (match.end("title"), len(text)))


def _lists(text: str, place: str) -> Iterator[Told]:
    """Lists behind "risks such as", "the following risks:", "risks result from"."""
    for match in _LISTED.finditer(text):
        kind, lead = kind_of(match["kind"]), text[max(0, match.start() - 60) : match.start()]
        if fits(kind, place) or (kind == "risks" and (not cue("handled").search(lead) or cue("concrete").search(match["list"]))):
            listed = list(items_of(text, match.start("list"), match.end("list"), kind))
            yield from (s for s in listed if fits(kind, place) or " " in text[s.start : s.end] or category_named(text[s.start : s.end]))
    for match in _BEHIND.finditer(text):
        kind = kind_of(match["kind"])
        if text[match.end() : match.end() + 1] == ";" and fits(kind, place):  # "Physical risks: flooding of mills; heat stress"
            end = match.start("list") + len(re.split(r"\.(?=\s|$)", text[match.start("list") :])[0])
            for part in re.finditer(r"[^;]+", text[match.start("list") : end]):
                at = match.start("list") + part.start()
                yield Told(kind, *noun_phrase(text, at, at + len(part.group())))
            continue
        if fits(kind, place) or COUNTED.search(text[: match.end("kind")]):
            end = match.start("list") + len(re.split(r"\.(?=\s|$)", match["list"])[0])
            yield from (s for s in items_of(text, match.start("list"), end, kind, told=True) if len(text[s.start : s.end].split()) <= 12)
    rated = _RATED.match(text) if fits("risks", place) else None
    if rated:
        yield from items_of(text, *rated.span("list"), "risks")
    for match in _FROM.finditer(text):
        kind = kind_of(match["kind"])
        if kind == "risks" or fits(kind, place):
            yield from items_of(text, *match.span("list"), kind)


_RATED = re.compile(
    r"\W*(?:very )?(?:high|medium|moderate|low|major|minor|severe|critical|extreme|likely|unlikely|rare|possible|top)\b[\w ,/&()-]{0,60}:\s+(?P<list>[^:;.]{3,300})",
    re.I,
)
"""A field of a risk map in words: "High impact, low likelihood: fire, pandemic"."""


@cache
def _row() -> re.Pattern[str]:
    """Two risks or more by their kinds in a row: "credit risk, market risk (also of rates) and operational risk"."""
    small = (
        r"(?!(?:the|an?|our|its|and|or|of|to|are|is|as|such|these|this|all|other|for|from|with|in|by|on|that|which|including|exposed)\b)"
    )
    one = rf"(?:{small}[\w/-]+\s){{1,3}}risks?(?:\s\([^)]*\))?"
    return re.compile(rf"{one}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or|as well as)\s){one})+", re.I)


_BORNE = re.compile(
    r"\b(?:exposed|fac(?:e|es|ing)|include|includes|are|following|important|principal|main|types|namely|such as|subject to|comprise)\b",
    re.I,
)


def _in_a_row(text: str) -> Iterator[Told]:
    for match in _row().finditer(text) if text.count("risk") > 2 else ():
        if _BORNE.search(text[: match.start()]) and not cue("handled").search(text[: match.start()]):
            for one in items_of(text, *match.span(), "risks"):
                if re.search(r"\srisks?$", text[one.start : one.end]) and not cue("all_risks").fullmatch(text[one.start : one.end]):
                    yield one


def _told_of(text: str, place: str) -> Iterator[Told]:
    """What follows the word: "the risk of flooding", "the risks of theft, fraud and fire"."""
    for match in _OF.finditer(text):
        kind, lead = kind_of(match["kind"]), text[max(0, match.start() - 45) : match.start()]
        strong = (cue("exposed").search(lead) or _STRONG.search(lead)) if kind == "risks" else None
        if (strong or (fits(kind, place) and cue("raises").search(lead))) and not cue("handled").search(lead):
            a, b = noun_phrase(text, match.start("rest"), match.end("rest"))
            if cue("personal").search(lead[-25:] + text[a:b]) or _PREDICATE.search(lead):
                continue
            several = match["kind"].casefold().endswith("s") and re.search(r",.*\b(?:and|or)\b", match["rest"])
            members = list(items_of(text, *match.span("rest"), kind)) if several else [Told(kind, a, b)]
            named = all(" " in (name := text[m.start : m.end]) or cue("concrete").search(name) or cue("harm").search(name) for m in members)
            yield from members if named or not several else ()  # "risks of operation, finance and compliance" are classes


_WE = re.compile(
    r"\b(?:[Ww]e|[Tt]he (?:[Cc]ompany|[Gg]roup|[Bb]ank|business)|our (?:business|operations|company))\s(?:is|are|am|remains?)\s(?:also\s|therefore\s)?$"
)


def _borne(text: str, place: str) -> Iterator[Told]:
    """What something is exposed to, with what that may do; and what there is demand for, where opportunities are told."""
    for match in _PRONE.finditer(text):
        a, b = noun_phrase(text, match.start("rest"), match.end("rest"))
        effect = re.match(
            rf"[^;:]{{0,90}}?,\s(?:which|that)\s(?:{spelled('modal')})\s(?P<effect>[^;]{{4,300}})", text[match.start("rest") :]
        )
        harmful = effect or cue("harm").search(text[a:b]) or category_named(text[a:b])
        people = re.search(
            r"\b(?:workers?|employees?|people|persons?|staff|children|residents?|patients?|women)\b[^.;]{0,40}$",
            text[: match.start()],
            re.I,
        )
        ours = match["how"].casefold() == "exposed to" and _WE.search(text[: match.start()])
        unsteady = re.match(r"(?:volatil|fluctuat|changing|rising|sharp)\w*|\w+ (?:fluctuations|volatility|shortages)\b", text[a:b], re.I)
        harmful = harmful or (unsteady if ours else None)
        if people or not harmful or not (effect or ours or fits("risks", place) or match["how"].casefold()[:2] in ("vu", "su", "at")):
            continue
        b = a + len(text[a:b].split(",")[0]) if effect else b
        at = match.start("rest")
        told = (at + effect.start("effect"), at + effect.end("effect")) if effect else None
        yield from (Told("risks", a, b, told),) if effect else items_of(text, a, b, "risks")
    if fits("risks", place):
        yield from (Told("risks", *noun_phrase(text, *m.span("rest"))) for m in _RUNS.finditer(text))
    if fits("opportunities", place):
        for match in _UPSIDE.finditer(text):
            yield from items_of(text, *match.span("list"), "opportunities")
        yield from (
            Told("opportunities", *noun_phrase(text, *m.span("rest")))
            for m in _CHANCE.finditer(text)
            if not cue("personal").search(text[: m.end()])
        )
        yield from (Told("opportunities", m.start("title"), m.end("title") - 1) for m in _DEMAND.finditer(text))


def _subjects(text: str) -> Iterator[re.Match[str]]:
    """Sentences that say what their subject is, from the clause's beginning."""
    for said in _states().finditer(text):
        start = max((m.end() for m in re.finditer(r"[;:]\s|,\s+(?:and|but|while)\s", text[: said.start()])), default=0)
        whole = re.compile(r"(?P<subject>[^;:]{3,160}?)" + _states().pattern).match(text, start, said.end())
        if whole:
            yield whole
