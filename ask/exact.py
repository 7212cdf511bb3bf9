"""Questions for one figure that the graph holds under that very name: every word asked is in the metric, and none is left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from ask.figures import with_unit
from ask.lexicon import stated, words
from ask.periods import year_of
from ask.proposal import Proposal
from ask.queries import of_labels, of_observations
from ask.rank import Facts, Record, scopes
from ask.scope import Scope, Source
from ask.structure import of_status
from ask.terms import Term
from ask.text import Evidence
from ask.understand import Reading
from kg.units import unit_of

FIGURES = ("number", "count", "text")
"""What a question must want."""
SURE = 0.97
_MEASURED = {"mass": "mass", "co2e": "mass", "energy": "energy", "volume": "volume", "area": "area", "power": "power", "length": "length"}
"""Dimension of a unit -> what a question for it is read to want."""
SOME = 0.5
"""What is less than this share of a total, and not called one, is some of it."""
ROUND = 2
"""Digits of a figure in round numbers, at most."""
_COUNTED = frozenset(words("person people number nos headcount pieces pcs unit units item items case cases time times"))
_DATED = re.compile(
    r"\b(?:as )?(?:of|at|by|on)?\s*(?:the )?(?:end of (?:the )?(?:year|period)|year[- ]end|\d{1,2}(?:st|nd|rd|th)? december|december \d{1,2}(?:st|nd|rd|th)?)(?: \d{4})?",
    re.I,
)
_GENERIC = frozenset(
    words(
        "total number amount overall annual figure value reported quantity volume of level rate group company whole all size during reporting period count"
    )
)
"""Words that name no measure by themselves."""


def from_figures(library: Source, reading: Reading, facts: Facts, scope: Scope) -> Proposal | None:
    """The figure whose metric says neither more nor less than the question; all of them where they differ."""
    asked = [t for t in reading.content if not t.name]
    if reading.wants not in FIGURES or not asked or reading.parts or _DENIED.search(reading.english):
        return None
    who = {n.label for n in reading.names}
    known = [r for r in facts.of("observations") if r["type"] != "target" and (not who or r["subject"] in who)]
    if reading.wants == "count" and reading.unit in _MEASURED:  # "how many tonnes of waste" measures, and counts nothing
        known = [r for r in known if (unit := unit_of(str(r["unit"] or ""))) and _MEASURED.get(str(unit.dimension)) == reading.unit]
        asked = [t for t in asked if not set(t.stems) <= set(reading.noun)]
        reading = replace(reading, wants="number")
    fits = [r for r in known if _says(r, asked, reading) and _sort_fits(r, reading) and _of_the_sort(r, reading) and _sound(r)]
    fits = fits or _by_one_method(known, asked, reading)
    amounts = [
        r for r in fits if "%" not in str(r["unit"] or "")
    ]  # of a thing that is given as an amount and as a share, the amount is meant
    chosen = _of_year(amounts if amounts and not (_SHARE.search(reading.english) or reading.unit == "share") else fits, reading, scope)
    if not chosen or (reading.wants == "count" and any(not float(r["value"] or 0).is_integer() for r in chosen)):
        return None  # the row of a rate that bears the name of what it is a rate of
    first = chosen[0]
    same = [r for r in chosen if _like(r) == _like(first)]
    whole = [r for r in same if _WHOLE.search(str(r["metric"]))]
    if len({r["value"] for r in whole}) == 1:  # "1,072 employees" of a sentence beside "Total employees"
        same = [r for r in same if r in whole or float(r["value"]) >= SOME * float(whole[0]["value"])]
    values = tuple({r["value"]: value_of(r) for r in reversed(same)}.values())[::-1]
    shown = [next(r for r in same if value_of(r) == value) for value in values]
    conflict = len({r["value"] for r in same}) > 1
    told = " but ".join(
        f"{value_of(r)} ({r['label']}{', ' + r['period'] if r['period'] else ''})" for r in (shown if conflict else shown[:1])
    )
    cited = tuple(_citations(shown if conflict else same, library.text(scope.report)))
    return Proposal(
        told,
        values if conflict else values[:1],
        cited,
        "graph",
        {"exact": 1.0},
        of_observations(library, scope.report, same),
        conflict,
        confidence=SURE,
    )


def _sort_fits(record: Record, reading: Reading) -> bool:
    """A share is no count, and where a share is asked for a count will not do."""
    share = bool(re.search(r"[%‰]|percent", f"{record['value_text']} {record['unit']}"))
    unit = unit_of(str(record["unit"])) if record["unit"] else None
    if reading.wants == "count" and unit is not None and unit.dimension not in (None, "count", "other"):
        return False  # hours of volunteers are no volunteers
    return not share if reading.wants == "count" else share or reading.unit != "share"


def _stems(record: Record) -> frozenset[str]:
    """What a record measures, in stems: its metric and its breakdown."""
    return _bare_stems(" ".join([str(record["metric"]), *map(str, (record.get("dimensions") or {}).values())]))


@lru_cache(maxsize=1 << 14)
def _bare_stems(measure: str) -> frozenset[str]:
    return frozenset(words(_DATED.sub(" ", stated(measure)))) - {"st", "a", "b", "c", "d", "e"}


_CHANGE = re.compile(
    r"\bby how much\b|\b(?:cuts?|cutting|reduc\w+|increas\w+|decreas\w+|declin\w+|chang\w+|gr[eo]w\w*|rise|risen|rose|f[ae]ll|fallen|sav\w+|avoid\w+)\b",
    re.I,
)
_EACH = re.compile(r"\bper (?!cent\b)\w+|\baverage\b|\bmean\b|\bcapita\b", re.I)
"""What comes to one of many is not all of it."""
_SHARE = re.compile(r"\b(?:rates?|shares?|percentages?|per ?cent|proportions?|ratio)\b", re.I)


def _of_the_sort(record: Record, reading: Reading) -> bool:
    """A level is no answer to a question for a change, nor an amount to one for a rate."""
    metric, unit = str(record["metric"]), str(record["unit"] or "")
    if _MONEY.search(reading.english) and _SHARE.search(metric) and not _SHARE.search(reading.english):
        return False  # "turnover rate" is of employees, not of sales
    if _EACH.search(reading.english) and not _EACH.search(f"{metric} {unit}") and "/" not in unit:
        return False
    if _CHANGE.search(reading.english) and not _CHANGE.search(metric):
        return False
    return not _SHARE.search(reading.english) or bool(_SHARE.search(metric)) or unit in ("", "%", "‰") or "/" in unit or " per " in unit


_DENIED = re.compile(r"\b(?:not|never|without|other than|except|excluding)\b", re.I)
_WHOLE = re.compile(r"\b(?:total|overall|altogether|in all|entire|number of|workforce|headcount)\b", re.I)


def _sound(record: Record) -> bool:
    """A figure of a table, or one whose sentence says more than a bare noun: "12 employees were thanked" is not how many there are."""
    quotes = [place["quote"] for place in record["evidence"]]
    if len(quotes) == 1 and record.get("qualifier") and len(Decimal(str(record["value"])).normalize().as_tuple().digits) <= ROUND:
        return False  # "more than 4,000": another place may have it exactly
    return len(quotes) > 1 or len(_stems(record) - _GENERIC) > 1 or any(_WHOLE.search(quote) for quote in quotes)


def _like(record: Record) -> tuple[object, ...]:
    """Two records that are alike here speak of one figure: the year, the measure, and a unit that is more than "persons"."""
    measure = _stems(record) - _GENERIC
    unit = frozenset(words(str(record["unit"] or "")))
    share = "%" in str(record["unit"] or "")
    return measure, share, frozenset() if unit <= measure | _COUNTED else unit, year_of(record)


_MADE = frozenset(words("generated produced arising arose incurred caused emitted"))
"""What is said of an amount that its bare name means too: waste is generated, emissions are emitted."""
_METHOD = re.compile(r"\b(?:location|market)[- ]based\b", re.I)
_MONEY = re.compile(r"\b(?:revenues?|sales|profits?|income|earnings|dividends?|assets|equity|costs?)\b", re.I)


def _by_one_method(known: Iterable[Record], asked: Sequence[Term], reading: Reading) -> list[Record]:
    """Figures that say how they were worked out, which the question does not: where the report has them by one method only."""
    if _METHOD.search(reading.english):
        return []
    found = [
        r
        for r in known
        if _METHOD.search(f"{r['metric']} {r.get('dimensions') or ''}")
        and _says(
            {
                **r,
                "metric": _METHOD.sub(" ", str(r["metric"])),
                "dimensions": {k: v for k, v in (r.get("dimensions") or {}).items() if k != "method"},
            },
            asked,
            reading,
        )
        and _sort_fits(r, reading)
        and _of_the_sort(r, reading)
        and _sound(r)
    ]
    methods = {m.casefold() for r in found for m in _METHOD.findall(f"{r['metric']} {r.get('dimensions') or ''}")}
    return found if len(methods) == 1 else []


_OTHER = re.compile(r"\b(?:not|non|other|others|unknown|undisclosed|unspecified)\b", re.I)
"""What is said of a part that nobody asks for by chance."""


def _where(record: Record, asked: Sequence[Term]) -> frozenset[str]:
    """Stems of the company, site or country that a figure is broken down by, where the question names it by a word with a capital."""
    proper = {s for t in asked if t.proper for s in t.stems}
    parts = [frozenset(words(str(v))) for k, v in (record.get("dimensions") or {}).items() if k in ("item", "region", "country", "site")]
    return frozenset().union(*(part for part in parts if part & proper))


_OF_GASES = frozenset(words("GHG greenhouse gas gases direct indirect"))
"""What the emissions of a scope are, said or not."""


def _says(record: Record, asked: Sequence[Term], reading: Reading) -> bool:
    if _OTHER.search(f"{record['metric']} {record.get('dimensions') or ''}") and not _OTHER.search(reading.english):
        return False
    said = _stems(record) - _where(record, asked) | {s for t in asked if t.proper for s in t.stems if s in _where(record, asked)}
    bare = frozenset(s for s in said if not s.isdigit() or s in ("1", "2", "3"))
    known = set(_GENERIC) | set(words(reading.english)) | set(reading.noun) | (_OF_GASES if scopes(reading.english) else frozenset())
    for term in asked:
        ways = [term.stems, *(w for w in term.ways if not set(w) > set(term.stems))]  # a way with a word more says something narrower
        if not any(set(way) <= bare for way in ways) and not set(term.stems) <= _GENERIC | _MADE:
            return False
        letters = "".join(stem[0] for stem in term.stems)
        whole = set(term.stems) <= bare  # then another way beside it narrows it, unless it is its letters: "invention patents", "... (VOC)"
        known |= {stem for way in ways if set(way) <= bare and (not whole or way in (term.stems, (letters,))) for stem in way}
    return bool(bare - _GENERIC) and bare <= known


def _of_year(records: Iterable[Record], reading: Reading, scope: Scope) -> list[Record]:
    found = list(records)
    years = reading.years or ((scope.year,) if scope.year else ())
    dated = [r for r in found if year_of(r) in years]
    if dated or reading.years:
        return dated
    latest = max((y for r in found if (y := year_of(r))), default=None)
    if latest and scope.year and latest < scope.year - 1:  # a base year is no answer
        return []
    return [r for r in found if latest is None or year_of(r) == latest]


Sought = Callable[[str], Reading]
"""Words of a question -> how they are read by themselves."""


def value_of(record: Record) -> str:
    """A figure as printed, with its unit; "0 (none)" where a report says "none"."""
    if not record["value"] and not re.search(r"\d", str(record["value_text"] or "")) and record["value_text"]:
        return f"0 ({record['value_text']})"
    return with_unit(str(record["value_text"] or record["value"]), str(record["unit"] or ""))


def _citations(records: Iterable[Record], text: str) -> Iterable[Evidence]:
    seen = set()
    for record in records:
        for place in record["evidence"]:
            if (place["start"], place["end"]) not in seen:
                seen.add((place["start"], place["end"]))
                yield place


def from_kinds(library: Source, reading: Reading, facts: Facts, scope: Scope) -> Proposal | None:
    """All records of a kind, where the question asks for nothing narrower: "Which subsidiaries are there?"."""
    kinds = [k for k in reading.kinds if k not in ("observations", "targets")]
    narrower = [t for t in reading.content if not set(t.stems) <= set(reading.noun) | _GENERIC | _MEMBERS and t.name != _reporter(scope)]
    narrower += [
        t for t in reading.content if set(t.stems) & set(reading.noun[:-1]) - _GENERIC and t.stems != reading.noun[-len(t.stems) :]
    ]
    if reading.wants not in ("list", "count", "name") or len(kinds) != 1 or narrower or reading.years or reading.parts or reading.month:
        return None
    known = of_status(reading, facts.of(kinds[0]))
    if not known or (kinds[0] == "organizations" and reading.noun[-1] not in _ANY_BODY):
        return None  # customers and suppliers are some of the organizations, not all that are named
    labels = tuple(str(r["label"]) for r in known)
    cited = [r["evidence"][0] for r in known]
    query = of_labels(library, kinds[0], scope.report, known)
    if reading.wants == "count":
        return Proposal(f"{len(known)} ({'; '.join(labels)})", (len(known),), tuple(cited), "graph", {"exact": 1.0}, query, confidence=SURE)
    return Proposal("; ".join(labels), labels, tuple(cited), "graph", {"exact": 1.0}, query, confidence=SURE)


_ANY_BODY = frozenset(words("organization organisation company entity body institution"))
_MEMBERS = frozenset(
    words(
        "there list name names belong have has company group called reporter its their they report mentioned named own received receive won win wins obtained held holds "
        "earned face faces faced exposed identified disclosed main key major"
    )
)


def _reporter(scope: Scope) -> str | None:
    return next((n.label for n in scope.names if n.role == "reporter"), None)
