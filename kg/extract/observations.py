"""Observations: every figure of every KPI table and of the prose, with metric, subject, unit, period and split.

Tables give one fact for each cell, prose one for each figure; what is said again with the same words and value becomes
further evidence of the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.extract.charts import chart_readings
from kg.extract.dates import reporting_year
from kg.extract.flat_tables import flat_readings
from kg.extract.labels import Split
from kg.extract.metrics import category, dimensions, kind_of
from kg.extract.observations_lines import line_readings, row_blocks
from kg.extract.observations_prose import stated
from kg.extract.observations_tables import Reading, readings
from kg.extract.stated import Stated
from kg.facts import Fact, given
from kg.names import Names
from kg.quantities import Quantity, style_of
from report.model import Report


def find_observations(report: Report, names: Names) -> list[Fact]:
    """All figures of a report as facts, in reading order; repeated statements are one fact with several pieces of evidence."""
    style, year = style_of(report.text), reporting_year(report)
    rows = row_blocks(report)
    charts, charted = chart_readings(report, style, year)
    flat, taken = flat_readings(report, style, year)
    loose = [r for r in (*line_readings(report, style, rows), *flat) if r.block not in charted]
    taken |= charted
    found = [_from_table(report, names, r, year) for r in (*readings(report), *loose, *charts)]
    found += [_from_sentence(report, names, one) for one in stated(report) if one.block not in taken]
    return sorted(merged(found), key=lambda f: (f.evidence[0].start, f.evidence[-1].start, f.label))


# ------------------------------------------------------------------------------------------------------------- tables
def _from_table(report: Report, names: Names, reading: Reading, year: int | None) -> Fact:
    owner, metric, split = _owner(names, reading)
    period = reading.period if reading.period is not None else str(year) if year else None
    kind = kind_of(metric, reading.quantity.unit.dimension if reading.quantity.unit else None, "", reading.target)
    fields = _fields(reading.quantity, metric, period, split, kind, category(metric, *reading.around))
    fields |= given(subject=owner or names.company_at(reading.block))
    evidence = (*reading.label.spans(report.id), *reading.figure.spans(report.id))
    return Fact("observations", _label(metric, split), fields, evidence, reading.confidence, note="table cell")


def _owner(names: Names, reading: Reading) -> tuple[str | None, str, Split]:
    """A row that carries an organization's name is about that organization."""
    named = names.canonical(re.sub(r"^.*: ", "", reading.metric)) if ": " in reading.metric else None
    if named:
        return named, reading.metric.rsplit(": ", 1)[0], {k: v for k, v in reading.dimensions.items() if k != "item"}
    item = reading.dimensions.get("item")
    named = names.canonical(item) if item else None
    return named, reading.metric, {k: v for k, v in reading.dimensions.items() if k != "item" or not named}


def _label(metric: str, split: dict[str, str]) -> str:
    told = dimensions([metric])
    missing = [v for k, v in split.items() if k not in told and v.casefold() not in metric.casefold()]
    return f"{metric} ({', '.join(missing)})" if missing else metric


def _fields(quantity: Quantity, metric: str, period: str | None, split: dict[str, str], kind: str, cat: str | None) -> dict[str, object]:
    unit = quantity.unit
    value_si, unit_si = unit.to_si(quantity.value) if unit else (None, None)
    return given(
        metric=metric, category=cat, value=quantity.value, value_text=quantity.text, unit=unit.text if unit else None,
        unit_iri=unit.iri if unit else None, value_si=value_si, unit_si=unit_si, period=period or None, dimensions=split, type=kind,
        qualifier=quantity.qualifier,
    )  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- prose
def _from_sentence(report: Report, names: Names, one: Stated) -> Fact:
    unit = one.quantity.unit.dimension if one.quantity.unit else None
    if one.kind == "rank":
        fields = _fields(one.quantity, one.metric, one.period, {}, "rank", "economic")
    else:
        kind, split = kind_of(one.metric, unit, one.clause, bool(one.outlook)), dimensions([*_leads(one), one.clause, one.metric])
        fields = _fields(one.quantity, one.metric, one.period, split, kind, _category(report, one, unit))
    fields |= given(subject=subject_of(names, one))
    evidence = one.sentence.spans(report.id, one.start, max(one.end, one.quantity.end))
    return Fact("observations", one.metric, fields, evidence, 0.85 if one.sure else 0.6, note="sentence")


def _leads(one: Stated) -> list[str]:
    """The words before a clause, unless they are of the figure before: "16% Female directors 100% Staff trained", "9 were women and 5 ..."."""
    if one.opening and re.match(r"\s*[A-Z]", one.lead):
        return []
    return [re.split(r"[,;:]\s|\b(?:and|or|while|of which)\b", one.lead)[-1] if one.opening else one.lead]


def _category(report: Report, one: Stated, unit: str | None) -> str | None:
    if unit in ("energy", "power", "co2e"):
        return "E"
    return category(one.metric, one.clause, one.lead, *reversed(report.path(report.blocks[one.block].section)))


_WORLD = re.compile(
    r"\b(?:global|globally|worldwide)\b(?=[^.;]{0,30}\b(?:emissions|produced|demand|population|warming)\b)|\bproduced globally|\bin the world\b|"
    r"\b(?:in|of|for) the (?:\w+ ){1,2}industry\b|\bindustry average\b|\baverage industry\b",
    re.I,
)
_COMPANIES = ("reporter", "subsidiary", "parent", "joint venture")


def subject_of(names: Names, one: Stated) -> str | None:
    """Whom a figure is about: a company of the group named beside it ("at X"), else the last one named before, else the reporter.

    What a sentence says of the world or of an industry is about none.
    """
    if _WORLD.search(one.clause):
        return None
    roles = {o.name: o.role for o in names.organizations}
    text, end = one.sentence.text, one.quantity.end
    for mention in names.mentions(text[end : one.end]):
        if re.search(r"\b(?:at|of|in|by|for)\s+$", text[end : end + mention.start]) and roles.get(mention.name) in _COMPANIES[1:]:
            return mention.name
    found = names.subject(text, one.quantity.start, one.block)
    anew = [m.end() for m in re.finditer(r"\.\s+(?:The|Our) (?:Company|Group|Bank|Corporation)\b", text[: one.quantity.start])]
    if anew and not names.mentions(text[anew[-1] : one.quantity.start]):
        found = names.company_at(one.block)
    return found if found is None or roles.get(found, "subsidiary") in _COMPANIES else names.company_at(one.block)


# ------------------------------------------------------------------------------------------------------------ merging
def merged(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that say the same - value, unit, subject, period, split and the words of the metric - become one with all evidence."""
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = _key(fact)
        if key in kept:
            old = kept[key]
            first, then = (old, fact) if old.evidence[0].start <= fact.evidence[0].start else (fact, old)
            evidence = first.evidence + tuple(s for s in then.evidence if s not in first.evidence)
            kept[key] = replace(max(old, fact, key=lambda f: f.confidence), evidence=evidence)
        else:
            kept[key] = fact
    return list(kept.values())


def _key(fact: Fact) -> tuple[object, ...]:
    get = fact.fields.get
    words = frozenset(_stem(w) for w in re.findall(r"[a-z0-9]+", str(get("metric")).casefold()) if w not in _SMALL)
    split = tuple(sorted((get("dimensions") or {}).items()))
    size: object = (get("value_si"), get("unit_si")) if get("value_si") is not None else (get("value"), get("unit"))
    return (words, size, get("subject"), str(get("period") or "")[:4], split, get("qualifier"), get("type") == "target")


_SMALL = {"of", "the", "a", "an", "and", "in", "for", "by", "to", "at", "on", "with", "total", "having", "our", "its", "s"}


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|ing|ed)$", "", word) if len(word) > 4 else word
