"""Awards, rankings, nominations and admissions to lists: what was won, by whom, when, from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from kg.extract.awards_given import awards_given
from kg.extract.awards_indices import honours_listed, indices_in
from kg.extract.awards_lists import SECTION, awards_in_table, lines_as_awards
from kg.extract.awards_memberships import memberships_in
from kg.extract.awards_ratings import ratings_in
from kg.extract.awards_scores import body_at, rating_line, ratings_in_table, scores_in
from kg.extract.awards_sentences import awards_in_sentence
from kg.extract.awards_shows import results_under
from kg.extract.awards_standing import entry_in, index_above, standings_in
from kg.extract.awards_titles import Place, year_of
from kg.extract.dates import reporting_year
from kg.extract.heads import headed
from kg.extract.sections import titles_over
from kg.facts import Fact
from kg.names import PRONOUN, Names
from report.model import BlockKind, Clean, Report, sentences


def find_awards(report: Report, names: Names) -> list[Fact]:
    """Every award, rating, ranking, nomination, membership and admission that a report tells; told twice, it is one fact."""
    found: list[Fact] = []
    year = reporting_year(report)
    over = titles_over(report)
    announced = False
    for i, block in enumerate(report.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING, BlockKind.FOOTNOTE):
            continue
        announced = bool(_ANNOUNCED.search(block.text.text)) or (announced and block.kind == BlockKind.LIST_ITEM)
        listed = any(SECTION.search(t) for t in over[i][-2:]) or (announced and block.kind == BlockKind.LIST_ITEM)
        if block.table:
            found += ratings_in_table(report, names, i, block.table, year) or awards_in_table(report, names, i, headed(block.table), listed)
            continue
        if over[i] and (shown := results_under(report, names, block.text, over[i][-1], i)):
            found += shown
            continue
        dated = re.search(r"\b(?:19|20)\d\d$", over[i][-1]) if listed and over[i] else None
        owner: str | None = None
        for sentence in _units(block.text, listed):
            place = Place(i, dated.group() if dated else None, owner, listed)
            told = rating_line(report, names, i, sentence) if listed or _in_rows(report, i) else []
            told = told or entry_in(report, names, sentence, place, year) or _in_sentence(report, names, sentence, place, year)
            if not told and listed:
                told = lines_as_awards(report, names, sentence, place, over[i])
            told = told or index_above(report, names, sentence, place, year, over[i])
            said = [m.name for m in names.mentions(sentence.text) if names.is_member(m.name)]
            owner = said[-1] if said else owner if not PRONOUN.search(sentence.text) else None
            found += told
    return [_dated(fact) for fact in _merged(found)]


_NAMED = re.compile(r"\b(?:List|Index|Yearbook|Leaderboard)\b")
"""A list is another thing than the grade that led to it."""
_ANNOUNCED = re.compile(r"\b(?:award|recogni[sz]|honou?r|distinction|accolade|rating|ranking|prize)[^.]{0,120}:\s*$", re.I)
"""A line that says that honours follow."""


_METHOD = re.compile(
    r"(?:Companies|Scores|Ratings|Participants|Organi[sz]ations|Medals) (?:are|is) (?:\w+ )?(?:awarded|rated|ranked|assessed|selected|included|given|categori[sz]ed|classified|scored)\b"
)
"""How a rater works, which is no honour of anybody."""
_FAMILY = re.compile(r"(?:the\s+)?(?:FTSE4Good|MSCI|STOXX|EURO STOXX|S&P|Euronext|Hang Seng|Solactive)\b")


def _in_rows(report: Report, i: int) -> bool:
    """Does a line that begins with a rating body stand beside another one?"""
    near = (report.blocks[k].text.text for k in (i - 1, i + 1) if 0 <= k < len(report.blocks))
    return bool(body_at().match(report.blocks[i].text.text)) and any(len(t) < 110 and body_at().match(t) for t in near)


def _in_sentence(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> list[Fact]:
    """What a sentence tells; words that are a rating are read as nothing else."""
    found: list[Fact] = []
    if _METHOD.match(sentence.text):
        return found
    for way in (indices_in, honours_listed, scores_in, ratings_in, awards_given, awards_in_sentence, standings_in, memberships_in):
        before = list(found)
        for fact in way(report, names, sentence, place, year):
            if way is not indices_in and any(old.fields.get("list") == old.label and old.label in fact.label for old in before):
                continue  # an index told by its name already
            if way is ratings_in and fact.fields.get("awarded_by") in [old.fields["awarded_by"] for old in before]:
                continue
            same = [o for o in before if any(a.start < b.end and b.start < a.end for a in o.evidence for b in fact.evidence)]
            if _NAMED.search(fact.label) or not any(_within(fact.label, old.label) for old in same):
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
    if bool(_NAMED.search(a.label)) != bool(_NAMED.search(b.label)) and {"List", "Leaderboard"} & {*a.label.split(), *b.label.split()}:
        return False  # a grade, and the list that it led to
    if x != y and _FAMILY.match(a.label) and _FAMILY.match(b.label) and {a.fields["status"], b.fields["status"]} == {"selected"}:
        return False  # an index and another of its family
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
