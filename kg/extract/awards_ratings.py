"""Ratings and scores that rating bodies give: "a CDP score of A-", "rated AA by MSCI", "95 out of 100 on the X Index"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.data import load
from kg.extract.awards_scores import WISH, Scored, body_at
from kg.extract.awards_titles import Place, date_beside, speaks_of_us
from kg.facts import Fact, given
from kg.names import Names
from report.model import Clean, Report

_GRADE = (
    r"[\"'“‘]?(?P<grade{n}>(?:AAA|AA|A|BBB|BB|B|CCC|CC|C|D)(?:[+−–-](?![\w])|(?![\w&]|['’]s))|\d{{1,3}}(?:\.\d+)?(?:\s?(?:/|out of)\s?\d{{1,3}}|\s\(out of \d{{2,3}}\)|\s?points?|\s?%)?(?![\d,.]*\d)|"
    r"(?:[Pp]latinum|[Gg]old|[Ss]ilver|[Bb]ronze)(?: [Mm]edal| status| rating| level)?|[Pp]rime(?: status)|Tier \d|[A-Z][a-z]+(?=\s+(?:rating|status)\s+(?:from|by|in|on|under)\b)|[Ll]eadership(?: level| status)?)[\"'”’]?"
)
_NOUN = r"(?:(?:ratings?|scores?|grades?|rankings?|assessments?|evaluations?|questionnaires?|disclosures?)\s+){1,2}"
_NOUN_END = r"(?:ratings?|scores?|grades?|rankings?|assessments?|evaluations?|questionnaires?|disclosures?)\b"
_SUBJECT = r"(?P<what{n}>(?:(?!(?:our|us|its|the|a|an|of|to|at|and|with|from|is|was|has|in|for|by)\b)[\w&/-]+\s+){{0,5}}?)"


@cache
def _body(n: int) -> str:
    return rf"(?P<body{n}>{'|'.join(load('awards')['ratings']['bodies'])})"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """One for each way of putting body, subject and grade in order."""
    what, grade = _SUBJECT.format(n=""), _GRADE.format(n="")
    start = r"(?<![\w&])"
    gave = (
        r"(?:(?:has|have|had|again|also|once|recently|further)\s+)*(?:upgraded|improved|raised|reaffirmed|affirmed|confirmed|assigned|gave|given|put|rated|graded|"
        r"scored|awarded|kept|maintained|downgraded|assessed|placed)"
    )
    whose = r"(?:(?:us|our|its|the|an?|overall|company's|[A-Z][\w&.]+'s)\s+)*"
    to = r"(?:(?:of|to|at|as|with|in|:|is|was|stands at|stood at|a|an)\s+)*"
    return (
        re.compile(rf"{start}{_body(0)}(?:'s)?\s+(?:[(]\w+[)]\s+)?{what}(?P<noun>{_NOUN}){to}{grade}(?!\s+(?:or|to)\s+(?:higher|better|above))"),
        re.compile(rf"{start}{_body(0)}\s+{gave}\s+{whose}{what}(?P<noun>(?:{_NOUN})?){to}{grade}"),
        re.compile(rf"{start}{grade}\s+(?:rating\s+|score\s+|grade\s+)?(?:from|by|in|on|under|for)\s+(?:the\s+)?{_body(0)}(?:'s\b)?(?:\s+{what}(?P<noun>{_NOUN_END}))?(?![\w])"),
        re.compile(rf"\b(?:rated|graded|scored|assessed)\s+{to}{grade}\s+(?:by|from|in|on|under)\s+(?:the\s+)?{_body(0)}(?P<noun>)(?P<what>)"),
        re.compile(rf"{start}{_body(0)}\s*:\s+{grade}(?P<noun>)(?P<what>)"),
        re.compile(rf"{start}{_body(0)}\s+(?P<what>)(?P<noun>)(?P<grade>(?:Platinum|Gold|Silver|Bronze)(?:\s+(?:[Mm]edal|rating|score|status))?)(?=[\s.,;)]|$)"),
    )  # fmt: skip


_MORE = re.compile(rf"\s*(?:,|and|;|,\s+and)\s+{_GRADE.format(n='')}\s+(?:for|in|on)\s+(?P<what>[A-Z]\w+(?:\s[A-Z]\w+)?)")
_FOR = re.compile(r"\s+(?:for|in|on)\s+(?:the\s+)?(?P<what>[A-Z]\w+(?:\s[A-Z]\w+)?)")
_ELSE = re.compile(rf"(?P<what>(?:[A-Z]\w+\s+){{1,3}})(?:score|rating|grade)s?\s+(?:of\s+)?{_GRADE.format(n='')}")
_RECEIVED = re.compile(rf"\b(?:receiv|obtain|achiev|earn|award|giv|hold|attain)\w*\s+(?:an?\s+|the\s+)?{_GRADE.format(n='')}(?=[\s.,;]|$)")
_SCORED = re.compile(
    r"\bscor(?:ed|es|ing)\s+(?P<grade>\d{1,3}(?:\.\d+)?(?:\s?(?:/|out of)\s?\d{1,3}|\s?points?|\s?%)?)\s+(?:on|in|for)\s+(?:the\s+)?(?P<what>(?:[A-Z][\w&.'’-]*\s+|of\s+|for\s+|and\s+|the\s+){1,9}"
    r"(?:Index|Assessment|Survey|Benchmark|Ranking|Rating|Scorecard)(?:\s20\d\d)?)"
)


def ratings_in(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    """Each rating of the company that a sentence tells; what suppliers are asked for is none."""
    text = sentence.text
    about = ("scor" in text or body_at().search(text)) and speaks_of_us(text, names, place)
    if not about or re.search(r"\bsuppliers?\b|\bscale (?:from|of)\b|\baverage\b", text):
        return
    for one in _rated(text):
        if WISH.search(text[max(0, one.start - 60) : one.start]) and re.search(r"\bby (?:the end of )?20\d\d", text):
            continue
        fields = given(
            title=_title(one), recipients=_whose(text, one, names, place), awarded_by=names.canonical(one.body) or one.body or None,
            date=date_beside(text[: one.start] + " " + text[one.end :], place.date, year), status="awarded" if re.search(r"medal|status", one.grade, re.I) else "ranked",
        )  # fmt: skip
        spans = (*sentence.spans(report.id, one.start, one.end), *place.spans)
        if spans:
            yield Fact("awards", _title(one), fields, spans, 0.8)


def _title(one: Scored) -> str:
    what = re.sub(r"\s+", " ", one.what).strip()
    what = what if not what or not what.startswith(one.body) else what.removeprefix(one.body).strip()
    own = re.search(r"\b(?:Index|Assessment|Survey|Benchmark|Scorecard)\b", what)  # what has a name of its own needs no other
    return " ".join(p for p in ("" if own and not re.search(r"\d$", one.body) else one.body, what, one.grade) if p)


def _whose(text: str, one: Scored, names: Names, place: Place) -> tuple[str, ...]:
    near = [m for m in names.mentions(text[: one.end + 40]) if names.is_member(m.name)]
    pronoun = re.search(r"\b(?:[Ww]e|[Uu]s|[Oo]ur)\b", text)
    company = names.company_at(place.block)
    return (near[-1].name,) if near and not pronoun else (company,) if company else ()


def _rated(text: str) -> Iterator[Scored]:
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            for one in _with_more(text, match):
                if not any(a < one.end and one.start < b for a, b in taken):
                    taken.append((one.start, one.end))
                    yield one
    body = next((m["body0"] for m in re.finditer(_body(0), text)), None)
    for match in (*_ELSE.finditer(text), *_RECEIVED.finditer(text)) if body else ():
        if not any(a < match.end() and match.start() < b for a, b in taken) and not re.fullmatch(r"[\d.]+", match["grade"]):
            taken.append(match.span())
            what = match.groupdict().get("what")
            yield Scored(match.start(), match.end(), str(body), f"{what}score" if what else "", match["grade"])
    for match in _SCORED.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            owner = re.match(r"(.+?)['’]s\s+(?=[A-Z])", match["what"])
            what = match["what"][owner.end() :] if owner else match["what"]
            yield Scored(match.start(), match.end(), owner.group(1) if owner else "", what, match["grade"])


def _with_more(text: str, match: re.Match[str]) -> Iterator[Scored]:
    """A rating, and those that follow it: "'B' for Climate Change, 'A-' for Water Security"."""
    what, end = f"{match['what'] or ''} {match['noun'] or ''}", match.end()
    if not what.strip() and (of := _FOR.match(text, end)):
        what, end = of["what"], of.end()
    yield Scored(match.start(), end, match["body0"], what, match["grade"])
    while more := _MORE.match(text, end):
        yield Scored(more.start(), more.end(), match["body0"], more["what"], more["grade"])
        end = more.end()
