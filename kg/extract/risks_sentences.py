"""Risks and opportunities in running sentences, by what grammar says of them.

Four ways of saying it: what an event could do ("Severe weather could damage our plants"), what something is ("Circularity is an
opportunity"), what follows the word ("the risk of flooding", "risks such as theft and fraud"), and what the company is exposed to
("exposed to reputational risk"). Which of both an event is, its effect tells: harm or gain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.data import load
from kg.extract.collect import Item
from kg.extract.risks_words import category_named
from kg.extract.sections import is_title, titles_over
from kg.facts import given
from kg.names import Names
from report.model import BlockKind, Clean, Report, sentences

_LONGEST = 14
"""Words of a title."""


@dataclass(frozen=True)
class _Said:
    """A risk or an opportunity in a sentence: where its words stand, and what it may do."""

    kind: str
    start: int
    end: int
    effect: tuple[int, int] | None = None


@cache
def _words(name: str) -> str:
    return "|".join(load("risks")["sentences"][name])


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_words(name)})(?![\w-])", re.I)


@cache
def _event() -> re.Pattern[str]:
    """Subject, modal verb, effect."""
    return re.compile(
        rf"(?P<subject>[^;:]{{3,220}}?),?\s+(?P<modal>{_words('modal')})\s+(?:also\s+|even\s+|potentially\s+)?(?P<effect>[^;]{{4,400}})"
    )


@cache
def _states() -> re.Pattern[str]:
    """The predicate of "X is an opportunity", "X and Y are procurement risks", "X is regarded as a risk"."""
    return re.compile(
        rf"\s(?:is|are|remains?|represents?|constitutes?|poses?)\s+(?:also\s+|both\s+|not only\s+)?(?:{_words('seen')}\s+)?(?:an?\s|one of\s|some of\s|among\s|our\s|the\s|its\s)?"
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
    kinds = f"(?:{_words('compound')})"
    return re.compile(
        rf"(?<![\w-])(?:{_words('exposed')})\s+(?:to\s+)?(?:(?:an?|the|its|our|any|potential|significant|various|increased|material|certain|associated|key)\s+)*"
        rf"(?P<title>{kinds}(?:(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+){kinds})*(?:\s+|-related\s+)risks?)\b(?!\s+(?:management|assessment))",
        re.I,
    )


def risks_in_sentences(report: Report, names: Names, kind: str) -> Iterator[Item]:
    """Those of a kind ("risks" or "opportunities") that sentences tell, with what they may do."""
    over = titles_over(report)
    section, opened = None, ""  # type: int | None, str
    for i, block in enumerate(report.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING) or block.table is not None or is_title(block):
            opened = ""
            continue
        if block.section != section:
            section, opened = block.section, ""
        text = block.text.text
        place = _place(over[i]) or opened
        if not place and not _cue("risk").search(text) and not _cue("chance").search(text):
            continue
        before = ""
        for sentence in sentences(block.text):
            place = place or _announced(sentence.text)
            before = "" if _cue("aside").search(sentence.text) else _topic(sentence.text) or before
            if not _cue("aside").search(sentence.text):
                yield from (_item(report, sentence, said) for said in _in_sentence(sentence, names, place, before) if said.kind == kind)
        opened = before if text.rstrip().endswith(":") or _cue("opens").search(text[:160]) else opened


_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|the following)\s(?:[\w-]+\s){0,3}?(?:risks|opportunities)\b"
    r"|\b(?:climate|sustainability|nature|ESG|transition|physical)[\w-]*\srisks\s(?:are|have been|were)\b",
    re.I,
)


def _announced(text: str) -> str:
    """What a sentence says that the next ones will tell: "we identified two risks and one opportunity"."""
    return _topic(text) if _COUNTED.search(text) and not _cue("aside").search(text) else ""


@lru_cache(maxsize=2048)
def _place(path: tuple[str, ...]) -> str:
    """What the headings over a block announce: risks, opportunities, "both", or nothing."""
    return next((t for title in reversed(path) if not _cue("personal").search(title) and (t := _topic(title))), "")


@lru_cache(maxsize=8192)
def _topic(text: str) -> str:
    """What a text speaks of: risks, opportunities, "both", or nothing."""
    risk, chance = _cue("risk").search(text), _cue("chance").search(text)
    return "both" if risk and chance else "risks" if risk else "opportunities" if chance else ""


def _chief(text: str, place: str, topic: str) -> Iterator[_Said]:
    """The main one and its followers: "The main risk is ...", "Another is ...", "... is another"."""
    for match in _CHIEF.finditer(text):
        yield from _items(text, *match.span("rest"), _kind(match["kind"]), whole=not match["kind"].endswith("s"))
    said = place if place in ("risks", "opportunities") else topic if topic in ("risks", "opportunities") else ""
    for pattern in (_ANOTHER, _IS_ANOTHER) if said else ():
        if found := pattern.match(text):
            yield _Said(said, *_phrase(text, *found.span("rest")))


def _in_sentence(sentence: Clean, names: Names, place: str, topic: str) -> Iterator[_Said]:
    """What one sentence tells. `place`: what its headings announce; `topic`: what it and the sentence before speak of."""
    text = sentence.text
    told = [
        *_chief(text, place, topic),
        *(_named(text, place) if place or _topic(text) else ()),
        *(_events(text, place, topic) if place else ()),
    ]
    taken: list[tuple[int, int]] = []
    for said in told:
        if _is_title(text[said.start : said.end], names) and not any(a < said.end and said.start < b for a, b in taken):
            taken.append((said.start, said.end))
            yield said


def _is_title(title: str, names: Names) -> bool:
    """Is it a noun phrase that names an event or a matter, and not somebody or a word for all of them?"""
    own = next((m for m in names.mentions(title) if m.start == 0 and m.end >= len(title) - 3), None)
    return (
        len(title) > 3 and len(title.split()) <= _LONGEST + 1 and own is None and title.count("(") == title.count(")") and not (_topic(title) and len(title.split()) > 7) and not _cue("nobody").fullmatch(title) and not _cue("actor").match(title)
        and not _cue("adverb").match(title) and not re.search(r"[\"”“§#:]|\b(?:we|is|are|was|were|has|have|had)\b", title)
    )  # fmt: skip


def _kind(word: str) -> str:
    return "opportunities" if word.casefold().startswith("opp") else "risks"


def _fits(kind: str, place: str) -> bool:
    return place in (kind, "both")


# ------------------------------------------------------------------------------------------------------ named as such
def _named(text: str, place: str) -> Iterator[_Said]:
    yield from _defined(text)
    yield from _in_a_row(text)
    yield from _lists(text, place)
    for match in (*_subjects(text), *_SEEN_AS.finditer(text)):
        a, b = _bare(text, *match.span("subject"))
        kind = _kind(match["kind"])
        if a < b and not re.search(r"\b(?:not|no)\b", match.group()) and (kind == "risks" or _fits(kind, place)):
            yield from _items(text, a, b, kind, whole=not re.search(r"s$", match["kind"]))
    yield from _told_of(text, place)
    for match in _compound().finditer(text):
        yield _Said("risks", *match.span("title"))
    yield from _borne(text, place)


def _defined(text: str) -> Iterator[_Said]:
    for match in _DEFINED.finditer(text):
        bare = re.sub(r"\s*\([^)]*\)", "", match["title"])
        if not _cue("all_risks").fullmatch(bare):
            yield _Said("risks", *match.span("title"), (match.end("title"), len(text)))


def _lists(text: str, place: str) -> Iterator[_Said]:
    """Lists behind "risks such as", "the following risks:", "risks result from"."""
    for match in _LISTED.finditer(text):
        kind, lead = _kind(match["kind"]), text[max(0, match.start() - 60) : match.start()]
        if _fits(kind, place) or (kind == "risks" and (not _cue("handled").search(lead) or _cue("concrete").search(match["list"]))):
            listed = list(_items(text, match.start("list"), match.end("list"), kind))
            yield from (s for s in listed if _fits(kind, place) or " " in text[s.start : s.end] or category_named(text[s.start : s.end]))
    for match in _BEHIND.finditer(text):
        kind = _kind(match["kind"])
        if _fits(kind, place) or _COUNTED.search(text[: match.end("kind")]):
            end = match.start("list") + len(re.split(r"\.(?=\s|$)", match["list"])[0])
            yield from (s for s in _items(text, match.start("list"), end, kind, told=True) if len(text[s.start : s.end].split()) <= 12)
    rated = _RATED.match(text) if _fits("risks", place) else None
    if rated:
        yield from _items(text, *rated.span("list"), "risks")
    for match in _FROM.finditer(text):
        kind = _kind(match["kind"])
        if kind == "risks" or _fits(kind, place):
            yield from _items(text, *match.span("list"), kind)


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


def _in_a_row(text: str) -> Iterator[_Said]:
    for match in _row().finditer(text) if text.count("risk") > 2 else ():
        if _BORNE.search(text[: match.start()]) and not _cue("handled").search(text[: match.start()]):
            for one in _items(text, *match.span(), "risks"):
                if re.search(r"\srisks?$", text[one.start : one.end]) and not _cue("all_risks").fullmatch(text[one.start : one.end]):
                    yield one


def _told_of(text: str, place: str) -> Iterator[_Said]:
    """What follows the word: "the risk of flooding", "the risks of theft, fraud and fire"."""
    for match in _OF.finditer(text):
        kind, lead = _kind(match["kind"]), text[max(0, match.start() - 45) : match.start()]
        strong = (_cue("exposed").search(lead) or _STRONG.search(lead)) if kind == "risks" else None
        if (strong or (_fits(kind, place) and _cue("raises").search(lead))) and not _cue("handled").search(lead):
            a, b = _phrase(text, match.start("rest"), match.end("rest"))
            if _cue("personal").search(lead[-25:] + text[a:b]):
                continue
            several = match["kind"].casefold().endswith("s") and re.search(r",.*\b(?:and|or)\b", match["rest"])
            members = list(_items(text, *match.span("rest"), kind)) if several else [_Said(kind, a, b)]
            named = all(
                " " in (name := text[m.start : m.end]) or _cue("concrete").search(name) or _cue("harm").search(name) for m in members
            )
            yield from members if named or not several else ()  # "risks of operation, finance and compliance" are classes


def _borne(text: str, place: str) -> Iterator[_Said]:
    """What something is exposed to, with what that may do; and what there is demand for, where opportunities are told."""
    for match in _PRONE.finditer(text):
        a, b = _phrase(text, match.start("rest"), match.end("rest"))
        effect = re.match(
            rf"[^;:]{{0,90}}?,\s(?:which|that)\s(?:{_words('modal')})\s(?P<effect>[^;]{{4,300}})", text[match.start("rest") :]
        )
        harmful = effect or _cue("harm").search(text[a:b]) or category_named(text[a:b])
        people = re.search(
            r"\b(?:workers?|employees?|people|persons?|staff|children|residents?|patients?|women)\b[^.;]{0,40}$",
            text[: match.start()],
            re.I,
        )
        if people or not harmful or not (effect or _fits("risks", place) or match["how"].casefold()[:2] in ("vu", "su", "at")):
            continue
        b = a + len(text[a:b].split(",")[0]) if effect else b
        at = match.start("rest")
        told = (at + effect.start("effect"), at + effect.end("effect")) if effect else None
        yield from (_Said("risks", a, b, told),) if effect else _items(text, a, b, "risks")
    if _fits("risks", place):
        yield from (_Said("risks", *_phrase(text, *m.span("rest"))) for m in _RUNS.finditer(text))
    if _fits("opportunities", place):
        for match in _UPSIDE.finditer(text):
            yield from _items(text, *match.span("list"), "opportunities")
        yield from (
            _Said("opportunities", *_phrase(text, *m.span("rest")))
            for m in _CHANCE.finditer(text)
            if not _cue("personal").search(text[: m.end()])
        )
        yield from (_Said("opportunities", m.start("title"), m.end("title") - 1) for m in _DEMAND.finditer(text))


def _subjects(text: str) -> Iterator[re.Match[str]]:
    """Sentences that say what their subject is, from the clause's beginning."""
    for said in _states().finditer(text):
        start = max((m.end() for m in re.finditer(r"[;:]\s|,\s+(?:and|but|while)\s", text[: said.start()])), default=0)
        whole = re.compile(r"(?P<subject>[^;:]{3,160}?)" + _states().pattern).match(text, start, said.end())
        if whole:
            yield whole


def _items(text: str, start: int, end: int, kind: str, whole: bool = False, told: bool = False) -> Iterator[_Said]:
    """The members of a list: "theft, fraud and a loss of data" are three; `whole`: it is one thing, "and" or not.

    `told`: a clause belongs to its member ("rules that exclude heavy oil"); else the list ends where a clause begins.
    """
    if whole:
        yield _Said(kind, *_phrase(text, start, end))
        return
    at, flat = start, re.sub(r"\([^)]*\)", lambda m: "_" * len(m.group()), text[start:end])
    for joint in [
        *re.finditer(
            r",\s+(?:and\s+|or\s+|as well as\s+)?(?:from\s+|in\s+(?=the\s))?|\s+(?:and|or|as well as)\s+(?:from\s+|in\s+(?=the\s))?", flat
        ),
        None,
    ]:
        stop = start + joint.start() if joint else end
        bare = re.sub(r"\s*_+\s*$", "", flat[at - start : stop - start])
        clause = re.match(r"\s*(?:[\w-]+\s){1,5}(?:that|which|who)\s[^,]{3,60}$", bare) if told else None
        a, b = _phrase(text, at, at + len(bare)) if clause is None else (at + len(bare) - len(bare.lstrip()), at + len(bare))
        if b - a > 3 and not re.match(r"\w+ing (?:our|the|its)\b", text[a:b]):
            yield _Said(kind, a, b)
        if clause is None and _cue("cut").search(flat[at - start : stop - start]) and not told:
            return
        at = start + joint.end() if joint else end


# -------------------------------------------------------------------------------------------------------------- events
def _events(text: str, place: str, topic: str) -> Iterator[_Said]:
    for a, b in _clauses(text):
        match = _event().match(text, a, b)
        kind = (_effect_kind(match["effect"], match["modal"], place) or _harmful(match["subject"], match["effect"])) if match else ""
        if match and kind and (_fits(kind, place) or _fits(kind, topic)):
            start, end = _bare(text, *match.span("subject"))
            if _cue("others").fullmatch(text[start:end]) and _fits(kind, place):
                end = match.start("effect") + len(re.split(r",|\s(?:if|when|as|because|which)\s", match["effect"])[0].rstrip(" ."))
                if len(text[start:end].split()) <= 11:
                    yield _Said(kind, start, end)
            elif not _topic(text[start:end]) and len(text[start:end].split()) <= _LONGEST + 1:
                yield _Said(kind, start, end, match.span("effect"))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentence's clauses that have a modal verb of their own begin and end."""
    at = 0
    aside = r",\s(?:19|20)\d\d|,\s(?:with|still|which|notably|especially)\s[^,;]{3,60},"
    modal = rf"(?!(?:{_words('modal')})\s|(?:including|such as|notably|with|which|like)\s)(?=[^,;]{{3,110}}?(?:{aside})?\s(?:{_words('modal')})\s)"
    for cut in re.finditer(rf"[;:]\s+|,\s+(?!(?:19|20)\d\d)(?:(?:and|but|while|whereas)\s+)?{modal}|\s+(?:while|whereas)\s+{modal}", text):
        yield at, cut.start()
        at = cut.end()
    yield at, len(text)


def _harmful(subject: str, effect: str) -> str:
    """ "Reputational damage could follow if ...": the harm is in the subject, and the verb only lets it come."""
    comes = re.match(
        r"(?:also\s)?(?:follow|occur|arise|result|emerge|happen|increase|grow|ensue|materiali[sz]e|come|be the (?:result|consequence))\b",
        effect,
    )
    return "risks" if comes and _cue("harm").search(subject) else ""


def _effect_kind(effect: str, modal: str, place: str) -> str:
    """Risks for harm, opportunities for gain; where it tells of both, what the headings announce, else what comes first."""
    effect = re.sub(r"\b(?:without|no|not)\s(?:[\w-]+\s){0,2}[\w-]+", " ", effect)
    near = re.split(r",\s+(?:and\s+)?(?:we|which|for which|an? opportunity|a risk)\b", effect)[0]
    harm, gain = _cue("harm").search(near), _cue("gain").search(near)
    if harm and gain and place in ("risks", "opportunities"):
        return place
    if harm and gain:
        return "risks" if harm.start() <= gain.start() else "opportunities"
    return "risks" if harm or re.match(r"threaten", modal) else "opportunities" if gain else ""


# ------------------------------------------------------------------------------------------------------------- phrases
_LEAD = re.compile(
    r"(?:(?:For [\w -]{3,40} risks?|In addition|Additionally|Moreover|Furthermore|However|Likewise|Also|Similarly|Finally|Conversely|Meanwhile|Consequently|As a result|"
    r"On the (?:other|one) hand|At the same time|By contrast|Of [\w -]{3,40}|For (?:example|instance)|In (?:particular|an? [\w°. -]{3,40}|the [\w°. -]{3,40})|If [^,]{3,60}|"
    r"Over the [\w -]{3,30}|Among [\w -]{3,40}|According to [\w -]{3,40}|Under [\w°.,\- ]{3,40}|\w+ly),\s+)|(?:[Bb]oth|[Tt]hat|[Bb]ut|[Aa]nd|[Ss]o|[Bb]ecause|[Aa]s|[Ss]ince|[Ww]hile)\s+|(?:[Tt]he|[Aa]n?|[Oo]ur|[Aa]ny|[Aa]ll)\s+"
)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A subject without what leads up to it and without what is told of it by the way: "Storms, including typhoons,"."""
    while lead := _LEAD.match(text, start, end):
        start = lead.end()
    cut = re.search(
        r",?\s+(?:including|such as|notably|like|particularly|especially|e\.g\.|which|who|that we|available)\b|,(?!\s(?:19|20)\d\d)|\s[–—-]\s|\s\((?=[a-z])",
        text[start:end],
    )
    end = start + cut.start() if cut else end
    return start, end


def _phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """A noun phrase from a place on, up to a clause of its own; without article."""
    lead = re.match(r"\W*(?:(?:the|an?|our|any|its|increasing|potential)\s+)*", text[start:end])
    start += lead.end() if lead else 0
    cut = _cue("cut").search(text[start:end])
    end = start + cut.start() if cut else end
    words = list(re.finditer(r"\S+", text[start:end]))
    end = start + words[_LONGEST].start() if len(words) > _LONGEST else end
    return start, start + len(re.sub(r"[\s,]+(?:and|or|of|in|to|for|with|by)?\s*$", "", text[start:end]))


def _item(report: Report, sentence: Clean, said: _Said) -> Item:
    title = sentence.text[said.start : said.end].strip(" ,.\"'")
    title = title[:1].upper() + title[1:]
    effect = sentence.text[slice(*said.effect)].strip(" .") if said.effect else None
    end = said.effect[1] if said.effect and said.effect[1] - said.start < 400 else said.end
    category = category_named(title, said.kind)
    return Item(title, given(title=title, category=category, impact=effect), sentence.spans(report.id, said.start, end), 0.6)
