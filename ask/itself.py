"""Questions about the report itself: which period it covers, when it was published, which goals of the UN it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ask.lexicon import words
from ask.proposal import Proposal
from ask.queries import of_labels
from ask.rank import Facts
from ask.scope import Scope, Source
from ask.text import Evidence, Sentence, sentences_of
from ask.understand import Reading
from ontology.concepts import Concept, concepts, goals_in
from ontology.vocab import expand

SURE = 0.9
PASSAGES = 24
"""Passages that are read for the period or the date."""
NAMING = 60
"""Passages that are read for goals: they may be named anywhere."""
PERIOD_SAID = "reporting period: this report covers the period from 1 January to 31 December, fiscal year ended, scope of the report"
PUBLISHED_SAID = "this report was published in, publication date, date of issue, about this report"
GOALS_SAID = (
    "UN Sustainable Development Goals SDGs contribute: climate action, gender equality, decent work, clean energy, responsible consumption"
)

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_YEAR = r"(?:19|20)\d\d"
_DAY = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH}(?:\s\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s{_YEAR})?|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}-\d\d-\d\d)"
_DATE = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH}(?:\s\d{{1,2}}(?:st|nd|rd|th)?)?,?\s{_YEAR}|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}-\d\d-\d\d)"
_RANGE = re.compile(rf"(?:from\s|between\s)?(?:the\s)?\b{_DAY}\s?(?:to|through|until|till|and|–|—|-)\s?(?:the\s)?{_DATE}")
_FISCAL = re.compile(
    rf"\b(?:fiscal|financial|calendar|business|reporting)\s(?:year|period)\s?(?:\(?FY\)?\s?)?(?:\(?(?:ended|ending)\s(?:on\s)?)?{_DATE}"
    rf"|\byear\s(?:ended|ending)\s(?:on\s)?{_DATE}"
    rf"|\b[Rr]eport\s(?:for\s)?(?:the\s)?(?:full\s)?year\s{_YEAR}\b"
    rf"|\b(?:(?:fiscal|financial|calendar|business|reporting)\s(?:year|period)\s?:?\s?|FY\s?){_YEAR}(?:\s?[/–-]\s?(?:{_YEAR}|\d\d))?"
)
_COVERS = re.compile(
    r"\b(?:cover\w*|reporting (?:period|year|cycle|scope|time)|time (?:range|span|frame|period)|period|scope|span\w*)\b", re.I
)
_THE_REPORT = re.compile(
    r"\b(?:this|the|our)\s(?:[\w&.’'-]+\s){0,6}?(?:report|statement|document|publication|disclosure)\b|\breporting\b", re.I
)
_OTHERS = re.compile(r"\b(?:previous|prior|last|next|first|former|earlier|base(?:line)?)\b", re.I)

_ASKS_PERIOD = re.compile(
    r"\b(?:reporting|report) (?:period|year|cycle|time ?frame)\b(?!.*\b(?:how many|how much)\b)"
    r"|\b(?:which|what) (?:(?:fiscal|financial|calendar|time) )?(?:years?|periods?|time ?(?:span|frame)|months)\b (?:does|do|is|are|did) (?:the|this|it|its)\b(?: \w+){0,4}? (?:cover\w*|span\w*|refer\w*|about|for|concern\w*|relate)"
    r"|\b(?:period|time ?(?:span|frame)|year)\b.*\b(?:covered|spanned) (?:by|in) (?:the|this) (?:\w+ ){0,2}report",
    re.I,
)
_OF_PERIOD = frozenset(
    words(
        "what which over for is was are the this its it of in reporting report reports reported period periods year years cycle time frame timeframe span months cover covers covered covering spanned spans "
        "refer refers relate relates concern about does do did exactly fiscal financial calendar business sustainability ESG CSR annual integrated statement document data information figures company group bank"
    )
)
_ASKS_OF_PERIOD = re.compile(r"^\W*(?:what|which|over what|over which|for which|for what)\b", re.I)
_ASKS_PUBLISHED = re.compile(
    r"^\W*(?:when|on (?:what|which) (?:date|day)|in (?:what|which) (?:month|year))\b.*\b(?:the|this) (?:(?:sustainability|ESG|CSR|annual|non-financial|integrated|company|company's) ){0,2}report (?:itself )?(?:was |is )?(?:published|issued|released|come out|came out|appear\w*|date)"
    r"|\b(?:publication|release|issue) date of (?:the|this)\b.*\breport\b|\bwhen was (?:it|this) published\b",
    re.I,
)
_PUBLISHED = re.compile(
    rf"\b(?:[Tt]his|[Tt]he present)\s(?:[\w&.’'-]+\s){{0,6}}?(?:[Rr]eport|REPORT|[Ss]tatement|document)\b(?:\s\([^)]*\))?\s(?:was|is|has been)\s(?:\w+\s)?(?:published|issued|released)\b[^.;]{{0,40}}?(?P<a>{_DATE})"
    rf"|\b(?:[Pp]ublication|[Rr]elease|[Ii]ssue|[Pp]ublishing)\s(?:date|time)\b[^.;]{{0,40}}?(?P<b>{_DATE})"
    rf"|\b[Dd]ate\sof\s(?:publication|issue|release)\b[^.;]{{0,40}}?(?P<c>{_DATE})"
    rf"|^(?:[Pp]ublished|[Ii]ssued|[Rr]eleased)\s?(?:in|on|:)\s?(?P<d>{_DATE})"
)
_ASKS_SEAT = re.compile(
    r"\b(?:where|(?:which|what) (?:city|country|town|place))\b.*\b(?:headquarter\w*|head office|registered office|seat|based)\b", re.I
)
_SEAT = frozenset(
    words("headquarters headquartered head office registered seat based located company group bank city country town place main its")
)
_ASKS_GOALS = re.compile(r"\b(?:SDGs?|sustainable development goals?)\b", re.I)
_PLAIN = frozenset(
    words(
        "SDG SDGs UN United Nations sustainable development goals goal company group support supports contribute contributes align aligned address focus "
        "prioritise prioritize priority relevant mention mentioned named main key committed commit pursue work report list which its their most important"
    )
)


def misses_itself(question: str, answer: str) -> bool:
    """Is the report's own period, date or goals asked for, and an answer from elsewhere says none of the sort?"""
    if _ASKS_PUBLISHED.search(question):
        return True  # what is dated there is another publication
    if _of_period(question):
        return not re.search(_YEAR, answer)
    return bool(
        _ASKS_GOALS.search(question) and re.search(r"\b(?:which|what|list|name)\b[^,;]{0,30}\b(?:SDGs|goals)\b", question, re.I)
    ) and not any(name.search(answer) for _, name in _names())


def _of_period(question: str) -> bool:
    """Is the period itself asked for, and not something "in the reporting year"?"""
    return bool(_ASKS_PERIOD.search(question) and _ASKS_OF_PERIOD.search(question)) and set(words(question)) <= _OF_PERIOD


def from_itself(library: Source, reading: Reading, facts: Facts, scope: Scope) -> Proposal | None:
    """The period, the date or the goals that a report names of itself, and the company's seat, each with the words that say it."""
    asked = reading.english
    if reading.parts:
        return None
    if _ASKS_PUBLISHED.search(asked):
        return _published(library, scope)
    if _ASKS_SEAT.search(asked) and not _narrower(reading, scope, _SEAT):
        return _seat(library, facts, scope)
    if _of_period(asked) and reading.wants in ("name", "date", "text", "number", "list"):
        return _period(library, reading, scope)
    if _ASKS_GOALS.search(asked) and reading.wants in ("list", "count", "name", "text") and not _narrower(reading, scope, _PLAIN):
        return _goals(library, reading, scope)
    return None


def _read(library: Source, said: str, passages: int, scope: Scope) -> list[Sentence]:
    return sentences_of(library.index.search(said, passages, scope.report, marks=False), library.text(scope.report))


def _period(library: Source, reading: Reading, scope: Scope) -> Proposal | None:
    found: list[tuple[float, int, str, Sentence]] = []
    for at, sentence in enumerate(_read(library, PERIOD_SAID, PASSAGES, scope)):
        text = sentence.text
        if (
            sentence.heading
            or not _COVERS.search(f"{sentence.above[-80:]} {text}")
            or not _THE_REPORT.search(f"{sentence.above[-80:]} {text}")
        ):
            continue
        match = _RANGE.search(text) or _FISCAL.search(text)
        if match is None:
            continue
        worth = (
            (2.0 if _RANGE.search(text) else 1.0)
            + bool(re.search(r"\b[Tt]his\b.*[Rr]eport|[Rr]eporting [Pp]eriod", text))
            + bool(_COVERS.search(text))
        )
        worth -= 1.5 * bool(_OTHERS.search(text[max(0, match.start() - 60) : match.start()]))
        found.append((-worth, at, match.group().removeprefix("from ").removeprefix("between ").strip(), sentence))
    if not found:
        return None
    _, _, value, sentence = min(found, key=lambda f: f[:2])
    return _proposal(f"{value}: {sentence.text}", (value,), sentence.evidence(library.text(scope.report)))


def _published(library: Source, scope: Scope) -> Proposal | None:
    for sentence in _read(library, PUBLISHED_SAID, PASSAGES, scope):
        match = _PUBLISHED.search(sentence.text)
        if match:
            value = next(v for v in match.groups() if v)
            return _proposal(f"{value}: {sentence.text}", (value,), sentence.evidence(library.text(scope.report)))
    return None


def _seat(library: Source, facts: Facts, scope: Scope) -> Proposal | None:
    """Where the company has its seat, from the graph."""
    own = [r for r in facts.of("organizations") if r["role"] == "reporter" and r.get("location")]
    if len(own) != 1:
        return None
    place = str(own[0]["location"])
    said = [e for e in own[0]["evidence"] if place.split(",")[0] in e["quote"]]
    query = of_labels(library, "organizations", scope.report, own, ("location",))
    return replace(_proposal(f"{place} ({own[0]['label']})", (place,), said), origin="graph", query=query) if said else None


def _narrower(reading: Reading, scope: Scope, plain: frozenset[str]) -> bool:
    """Is more asked than for the company or its report as a whole: the goals of one project, the seat of a subsidiary?"""
    own = scope.reporter.label if scope.reporter else None
    return any(not set(t.stems) <= plain and t.name != own for t in reading.content)


@cache
def _names() -> tuple[tuple[Concept, re.Pattern[str]], ...]:
    """The goals with their names as texts spell them: "Peace, justice & strong institutions"."""
    found = []
    for number in range(1, 18):
        concept = concepts()[expand(f"sdg:{number}")]
        name = concept.label.partition(": ")[2]
        parts = [re.escape(w) for w in re.findall(r"\w+", name) if w != "and"]
        found.append((concept, re.compile(r"(?:[\s,&/-]|\band\b)*".join(parts), re.I)))
    return tuple(found)


def _goals(library: Source, reading: Reading, scope: Scope) -> Proposal | None:
    found: dict[str, tuple[Concept, Sentence]] = {}
    for sentence in _read(library, GOALS_SAID, NAMING, scope):
        for concept in _goals_of(sentence):
            found.setdefault(concept.iri, (concept, sentence))
    if not found:
        return None
    source = library.text(scope.report)
    chosen = sorted(found.values(), key=lambda f: int(f[0].notation))
    places: dict[tuple[int, int], Evidence] = {(e["start"], e["end"]): e for _, s in chosen for e in s.evidence(source)}
    labels = [concept.label for concept, _ in chosen]
    if reading.wants == "count":
        return _proposal(f"{len(labels)}: {'; '.join(labels)}", (len(labels),), list(places.values()))
    return _proposal("; ".join(labels), tuple(labels), list(places.values()))


def _goals_of(sentence: Sentence) -> Sequence[Concept]:
    """The goals that a sentence names by number, or by name where it speaks of the goals or has their numbers beside."""
    numbered = goals_in([sentence.text])
    speaks = bool(_ASKS_GOALS.search(f"{sentence.above} {sentence.text}"))
    named = []
    for concept, name in _names():
        for match in name.finditer(sentence.text):
            around = sentence.text[max(0, match.start() - 12) : match.start()] + "|" + sentence.text[match.end() : match.end() + 12]
            beside = re.search(rf"(?<!\d){concept.notation}(?!\d)", around)
            if match.group()[:1].isupper() and (beside or (speaks and len(match.group().split()) > 1)):
                named.append(concept)
                break
    return list({c.iri: c for c in [*numbered, *named]}.values())


def _proposal(answer: str, values: tuple[str | int, ...], citations: Sequence[Evidence]) -> Proposal:
    return Proposal(answer, values, tuple(citations), "text", {"itself": 1.0}, confidence=SURE)
