"""Targets: what a company wants to reach, with value, due date and baseline, from sentences, goal tables and net-zero pledges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extract.dates import reporting_year
from kg.extract.observations import subject_of
from kg.extract.observations_lines import row_blocks
from kg.extract.observations_prose import stated
from kg.extract.observations_tables import Reading, readings
from kg.extract.periods import When, whens
from kg.extract.stated import Stated
from kg.extract.targets_checks import is_target
from kg.extract.targets_rows import row_due
from kg.extract.targets_worded import worded
from kg.extract.targets_words import of_others, word
from kg.extract.wording import as_object, shortened
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report, Span, sentences


def find_targets(report: Report, names: Names) -> list[Fact]:
    """Targets of a report in reading order; one said again is one fact with several pieces of evidence."""
    year, rows = reporting_year(report), row_blocks(report)
    found = [*_from_tables(report, names, readings(report), year)]
    found += _from_prose(report, names, stated(report))
    found += _neutral(report, names, year, rows)
    found += _pledges(report, names, year, rows)
    found += worded(report, names, year, rows, [s for f in found for s in f.evidence])
    return sorted(_merged(found), key=lambda f: (f.evidence[0].start, f.label))


# -------------------------------------------------------------------------------------------------------------- prose
def _from_prose(report: Report, names: Names, said: Sequence[Stated]) -> Iterator[Fact]:
    sentence: dict[tuple[int, int], list[Stated]] = defaultdict(list)
    for one in said:
        sentence[(one.block, one.sentence.starts[0])].append(one)
    for group in sentence.values():
        for one in group:
            if one.outlook == "aim" and one.kind != "rank" and is_target(one):
                yield _from_sentence(report, names, one, group)


_GOAL_NAME = re.compile(r"(?:target|goal|aim|ambition)\b(?:\s(?:for|by|in))?(?:\s(?P<year>20\d\d))?$", re.I)


def _from_sentence(report: Report, names: Names, one: Stated, group: Sequence[Stated]) -> Fact:
    base = next((w for w in one.dates if w.role == "base"), None)
    before = next((o for o in group if o is not one and not o.outlook and base and (o.period or "").startswith(str(base.year))), None)
    bare = _GOAL_NAME.fullmatch(one.metric)
    last = next((o for o in reversed(group) if o.quantity.end <= one.quantity.start), None) if bare else None
    if bare and last:
        one = replace(one, metric=last.metric, period=one.period if one.period and not bare["year"] else bare["year"])
    unit = one.quantity.unit.text.replace("per cent", "percent") if one.quantity.unit else None
    fields = given(
        metric=one.metric, subject=subject_of(names, one), value=one.quantity.value, unit=unit, due=one.period, statement=_statement(one),
        baseline_value=before.quantity.value if before else None, baseline_year=base.year if base else None,
    )  # fmt: skip
    sure = 0.85 if one.sure else 0.6
    return Fact("targets", f"{one.metric}: {one.quantity.text}", fields, _evidence(report, one), sure, note="sentence")


def _statement(one: Stated) -> str:
    """The sentence; of a long one, what belongs to the figure."""
    text = one.sentence.text
    return text if len(text) <= 300 else text[one.start : min(len(text), max(one.end, one.quantity.end) + 80)].strip(" ,;")


def _evidence(report: Report, one: Stated) -> tuple[Span, ...]:
    """The words with metric and figure, and with the due date where that stands near."""
    due = next((w for w in one.dates if w.role == "due" and w.iso == one.period), None)
    end = max(one.end, one.quantity.end, due.end if due and due.end - one.end < 120 else 0)
    return one.sentence.spans(report.id, one.start, end)


# ------------------------------------------------------------------------------------------------------------- tables
_STATUS = re.compile(r"\b(?:where we (?:are|stand)|status|progress|achieved|actuals?|current(?:ly)?|today|results?|so far)\b", re.I)


def _from_tables(report: Report, names: Names, found: Sequence[Reading], year: int | None) -> Iterator[Fact]:
    for reading in found:
        if not reading.target:
            continue
        if _STATUS.search(reading.metric) or word("pay").search(reading.metric):
            continue
        base = next((r for r in found if r.base and r.label is reading.label), None)
        dates = [w for w in whens(reading.label.text, year) if w.role == "due"]
        late = None if reading.period or dates else row_due(report.blocks[reading.block].table, reading.figure, year)
        fields = given(
            metric=reading.metric, subject=names.company_at(reading.block), value=reading.quantity.value,
            unit=reading.quantity.unit.text if reading.quantity.unit else None, due=reading.period or (dates[0].iso if dates else late),
            baseline_value=base.quantity.value if base else None, statement=f"{reading.label.text}: {reading.figure.text}",
            baseline_year=int(base.period[:4]) if base and base.period else None,
        )  # fmt: skip
        evidence = (*reading.label.spans(report.id), *reading.figure.spans(report.id))
        yield Fact("targets", f"{reading.metric}: {reading.quantity.text}", fields, evidence, reading.confidence, note="table cell")


# ---------------------------------------------------------------------------------------------------------- neutrality
_NEUTRAL = re.compile(r"\b(?:net[- ]zero|(?:carbon|climate)[- ]neutral(?:ity)?|zero[- ](?:emissions?|waste|carbon|landfill))\b", re.I)
"""Behind the goal, whose it is: "a carbon-neutral Europe by 2050"."""
_OTHERS = re.compile(
    r"\b(?:countr(?:y|ies)|nation(?:al|s)?|government|EU|European Union|European Commission|Green Deal|China|Chinese|Paris Agreement|United Nations|world|global economy|industry|state)(?:'s)?\b[^,;.]{0,60}$",
    re.I,
)


def _neutral(report: Report, names: Names, year: int | None, rows: Iterable[int]) -> Iterator[Fact]:
    """ "Net-zero emissions by 2050" has no figure but is a target; the goals of a country are not the company's."""
    skipped = frozenset(rows)
    for at, block in report.prose():
        if at in skipped or not _NEUTRAL.search(block.text.text):
            continue
        for sentence in sentences(block.text):
            match = _NEUTRAL.search(sentence.text)
            due = match and _due(sentence.text, match.end(), year)
            system = match and re.match(
                r"\W*(?:[\w+\"“”-]+\s){0,2}(?:policy|polic(?:y|ies) systems?|standards?|framework)\b", sentence.text[match.end() :]
            )
            if (
                match
                and due
                and not system
                and not of_others(sentence.text, match.start())
                and not _OTHERS.search(sentence.text[: match.start()])
            ):
                yield _pledge(report, names, at, sentence, match, due)


_BY = re.compile(r"\b(?:by|before|until|in|no later than)(?:\s+the\s+end\s+of)?(?:\s+the)?(?:\s+(?:fiscal|financial))?(?:\s+year)?\s*$")


def _due(text: str, at: int, year: int | None) -> When | None:
    due = [w for w in whens(text, year) if w.role == "due"]
    ahead = next((w for w in reversed(due) if w.end <= at and at - w.end < 32), None)
    behind = [w for w in due if at <= w.start < at + 120 and not re.search(r"[;]|\bwhile\b|\binterim\b", text[at : w.start])]
    if behind and behind[0].start - at <= 3:  # "Net zero 2050"
        return behind[0]
    near = next((w for w in behind if len(re.sub(r"\([^()]*\)", "", text[at : w.start])) < 90 and _BY.search(text[at : w.start])), None)
    close = next((w for w in behind if w.start - at < 45 and "," not in text[at : w.start]), None)
    return near or ahead or close


def _pledge(report: Report, names: Names, at: int, sentence: Clean, match: re.Match[str], due: When) -> Fact:
    text = sentence.text
    behind = text[match.start() : due.start if due.start > match.end() else len(text)]
    behind = re.split(r"[,;\"]", behind)[0]
    metric = as_object(_BY.sub("", behind)) or shortened(match.group())
    value = None if "neutral" in match.group().casefold() else Decimal(0)
    start, end = min(match.start(), due.start), max(match.end(), due.end)
    told = text if len(text) <= 300 else text[start:end]
    base = next((w.year for w in whens(text, None) if w.role == "base" and w.start > match.start()), None)
    fields = given(
        metric=metric, subject=names.subject(text, match.start(), at), value=value, due=due.iso, baseline_year=base, statement=told,
    )  # fmt: skip
    return Fact("targets", f"{metric} by {due.iso}", fields, sentence.spans(report.id, start, end), 0.8, note="pledge")


# ------------------------------------------------------------------------------------------------- halves and ends
_PLEDGE = re.compile(
    r"(?:\b(?:aim|intend|plan|commit|pledge|want|goal|target|objective|ambition|aspire|will|strive|seek|set out|hope|expect)\w*\b[^.;]{0,60}?\s)"
    r"(?P<verb>halve|halving|cut in half|double|doubling|triple|eliminate|eliminating|phase out|phasing out|end)\s+(?P<what>[^.;]{2,120}?)\s+(?:by|before|no later than|until)\s",
)
_NONE = re.compile(r"(?<![Nn]et[ -])\b(?P<verb>[Zz]ero|[Nn]o)\s+(?P<what>(?:[a-z][\w-]*\s+){1,5}?)(?:by|until|before)\s")
_SHARES = {"halv": Decimal(50), "cut in": Decimal(50)}


def _pledges(report: Report, names: Names, year: int | None, rows: Iterable[int]) -> Iterator[Fact]:
    """ "We intend to halve our waste by 2030", "zero routine flaring by 2025": aims whose figure is a word."""
    skipped = frozenset(rows)
    for at, block in report.prose():
        if at in skipped or not re.search(r"hal[vf]|doubl|tripl|eliminat|phas|\bend\b|[Zz]ero|\b[Nn]o\b", block.text.text):
            continue
        for sentence in sentences(block.text):
            for match in (*_PLEDGE.finditer(sentence.text), *_NONE.finditer(sentence.text)):
                due = next((w for w in whens(sentence.text, year) if w.role == "due" and 0 <= w.start - match.end() < 20), None)
                if (
                    due
                    and not of_others(sentence.text, match.start("verb"))
                    and not _OTHERS.search(sentence.text[: match.start()])
                    and not _NEUTRAL.search(match.group())
                ):
                    yield _pledged(names, report, at, sentence, match, due)


def _pledged(names: Names, report: Report, at: int, sentence: Clean, match: re.Match[str], due: When) -> Fact:
    text, verb = sentence.text, match["verb"].casefold()
    share = next((v for k, v in _SHARES.items() if verb.startswith(k)), None)
    value = share if share is not None else Decimal(0) if re.match(r"zero|no\b|elim|phas|end", verb) else None
    spoken = re.match(r"(.{3,60}?)\s(?:fell|rose|was|is|came|stood|amounted|were|are|decreased|increased|dropped|reached)\b", text)
    what = spoken.group(1) if match["what"] in ("it", "this", "them", "these") and spoken else match["what"]
    metric = shortened(f"{match['verb']} {what}")
    base = next((w.year for w in whens(text, None) if w.role == "base"), None)
    told = text if len(text) <= 300 else text[match.start() : due.end]
    fields = given(
        metric=metric, subject=names.subject(text, match.start("verb"), at), value=value, unit="%" if share is not None else None,
        due=due.iso, baseline_year=base, statement=told,
    )  # fmt: skip
    return Fact("targets", f"{metric} by {due.iso}", fields, sentence.spans(report.id, match.start("verb"), due.end), 0.7, note="pledge")


# ------------------------------------------------------------------------------------------------------------ merging
def _merged(facts: Iterable[Fact]) -> list[Fact]:
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        get = fact.fields.get
        words = frozenset(re.findall(r"[a-z0-9]+", str(get("metric")).casefold())) - {"of", "the", "a", "in", "for", "our", "its"}
        key = (words, get("value"), get("unit"), get("subject"), get("due"))
        if key in kept:
            old = kept[key]
            fresh = tuple(s for s in fact.evidence if s not in old.evidence)
            kept[key] = replace(old, evidence=old.evidence + fresh, fields={**fact.fields, **old.fields})
        else:
            kept[key] = fact
    return list(kept.values())
