"""Awards, rankings, nominations and admissions to lists: what was won, by whom, when, from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from kg.extract.awards_given import awards_given
from kg.extract.awards_lists import SECTION, awards_in_table, lines_as_awards
from kg.extract.awards_ratings import ratings_in
from kg.extract.awards_sentences import awards_in_sentence
from kg.extract.awards_titles import Place, year_of
from kg.extract.dates import reporting_year
from kg.extract.sections import titles_over
from kg.facts import Fact
from kg.names import PRONOUN, Names
from report.model import BlockKind, Clean, Report, sentences


def find_awards(report: Report, names: Names) -> list[Fact]:
    """Every award, rating, ranking, nomination, membership and admission that a report tells; told twice, it is one fact."""
    found: list[Fact] = []
    year = reporting_year(report)
    over = titles_over(report)
    for i, block in enumerate(report.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING, BlockKind.FOOTNOTE):
            continue
        listed = any(SECTION.search(t) for t in over[i][-2:])
        if block.table:
            found += awards_in_table(report, names, i, block.table, listed)
            continue
        dated = re.search(r"\b(?:19|20)\d\d$", over[i][-1]) if listed and over[i] else None
        owner: str | None = None
        for sentence in _units(block.text, listed):
            place = Place(i, dated.group() if dated else None, owner, listed)
            told = _in_sentence(report, names, sentence, place, year)
            if not told and listed:
                told = lines_as_awards(report, names, sentence, place, over[i])
            said = [m.name for m in names.mentions(sentence.text) if names.is_member(m.name)]
            owner = said[-1] if said else owner if not PRONOUN.search(sentence.text) else None
            found += told
    return [_dated(fact) for fact in _merged(found)]


def _in_sentence(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> list[Fact]:
    """What a sentence tells; words that are a rating are read as nothing else."""
    found: list[Fact] = []
    for way in (ratings_in, awards_given, awards_in_sentence):
        before = list(found)
        for fact in way(report, names, sentence, place, year):
            same = [o for o in before if any(a.start < b.end and b.start < a.end for a in o.evidence for b in fact.evidence)]
            if not any(_within(fact.label, old.label) for old in same):
                found.append(fact)
    return found


def _units(text: Clean, listed: bool) -> Iterator[Clean]:
    """The sentences of a text; in a list of honours, also the parts between ";" and the marks of a quotation."""
    for sentence in sentences(text):
        if not listed:
            yield sentence
            continue
        for part in re.finditer(r"(?:^>\s)?((?:(?!;\s|\s>\s).)+)", sentence.text):
            piece = sentence[part.start(1) : part.end(1)].strip()
            if piece.text:
                yield piece


def _within(a: str, b: str) -> bool:
    """Do two titles name one thing: has one of them most words of the other?"""
    return fuzz.token_set_ratio(_key(a), _key(b)) >= 75


def _dated(fact: Fact) -> Fact:
    """An award without a date has the year that its title begins or ends with."""
    year = None if "date" in fact.fields else year_of(fact.label)
    return replace(fact, fields={**fact.fields, "date": year}) if year else fact


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", " ", re.sub(r"\b(?:the|a|an|list|title|award|of|for)\b", " ", title.casefold())).strip()


def _merged(found: Sequence[Fact]) -> list[Fact]:
    """One fact for each award of a recipient: nearly the same title, no other rank or date, a recipient in common."""
    kept: list[Fact] = []
    for fact in found:
        twin = next((k for k, other in enumerate(kept) if _same(other, fact)), None)
        if twin is None:
            kept.append(fact)
        else:
            kept[twin] = _joined(kept[twin], fact)
    return kept


def _same(a: Fact, b: Fact) -> bool:
    x, y = _key(a.label), _key(b.label)
    if fuzz.ratio(x, y) < 90 and not (min(len(x.split()), len(y.split())) >= 3 and fuzz.token_set_ratio(x, y) >= 97):
        return False
    for name in ("rank", "date"):
        p, q = a.fields.get(name), b.fields.get(name)
        if p and q and not (str(p).startswith(str(q)) or str(q).startswith(str(p))):
            return False
    p, q = set(a.fields.get("recipients", ())), set(b.fields.get("recipients", ()))
    if fuzz.ratio(x, y) >= 95 and (a.confidence < 0.9 or b.confidence < 0.9):
        return True  # prose often gives to the whole company what its list gives to a member
    return not p or not q or bool(p & q) or {"nominated"} & {a.fields["status"], b.fields["status"]} == {"nominated"}


def _joined(a: Fact, b: Fact) -> Fact:
    fields: dict[str, Any] = {**b.fields, **a.fields}
    if len(str(b.fields.get("date", ""))) > len(str(a.fields.get("date", ""))):
        fields["date"] = b.fields["date"]
    aliases = tuple(dict.fromkeys([*a.aliases, *([b.label] if b.label != a.label else [])]))
    evidence = tuple(dict.fromkeys([*a.evidence, *b.evidence]))
    return replace(a, fields=fields, evidence=evidence, aliases=aliases)
