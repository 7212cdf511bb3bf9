"""Grades of rating bodies by clause: the body, the last grade of "from X to Y", the category it is for; and rows that are body and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load
from kg.extract.awards_titles import Place, date_beside, speaks_of_us
from kg.extract.dates import date_in
from kg.extract.heads import headed
from kg.facts import Fact, given
from kg.names import PRONOUN, Names
from report.model import Clean, Report, Row, Span, Table

_LETTERS = r"(?:Aaa|Aa[123]|A[123]|Baa[123]|Ba[123]|Caa[123]|AAA|AA|A|BBB|BB|B|CCC|CC|C|D|E{2,3})[+−–-]?(?![\w&]|['’]s|\.[A-Z])(?!\s(?!(?:in|for|by|from|on|with|at|and|or|to|as|rating|score|level|Prime|since|list|under)\b)[a-z])"
_COUNT = r"(?:one|two|three|four|five|[1-5])"
_POINTS = r"\d{2}/[A-E]\b|\d{1,3}(?:\.\d+)?(?:\s?(?:/|out of|of)\s?100(?:\s?points)?|\s\(out of 100(?:\spoints)?\)|\s(?:points|percent|%))"
_BARE = r"(?:(?<=of )|(?<=stands at )|(?<=stood at )|(?<=[Ss]core is )|(?<=[Rr]ating is )|(?<=improved to )|(?<=[Rr]ating was )|(?<=[Ss]core was ))\d{1,3}(?:\.\d+)?(?![\d,%]|\.\d|\s?(?:million|billion|companies|%))"
_MEDAL = r"(?:[Pp]latinum|[Gg]old|[Ss]ilver|[Bb]ronze|[Pp]rime)(?:[ -](?:[Mm]edal|[Ss]tatus|[Rr]ating|[Ll]evel))"
GRADE = re.compile(rf"(?<![\w&.+-])[\"'“‘]?(?P<grade>{_LETTERS}|{_POINTS}|{_BARE}|{_COUNT}[ -]stars?(?: rating)?|{_MEDAL})[\"'”’]?")
"""What a rating body gives: letters, points, stars, a medal or a status."""

_CELL = re.compile(
    rf"[\"'“‘]?(?P<grade>(?:AAA|AA|A|BBB|BB|B|CCC|CC|C|D|EE+)\s?[+−–-]{{0,2}}(?:\s(?:\([^)]*\)|Prime(?: [Ss]tatus)?|[Ll]eadership|[Ss]table|[Pp]ositive))?|"
    rf"{_COUNT}[ -]stars?|\d{{1,3}}(?:\.\d+)?(?:\s?(?:/|out of|of)\s?\d{{1,3}})?(?:\s?(?:points?|%))?(?:\s\([^)]*\)|,?\s[a-z]+ risk)?|"
    r"(?:[Pp]latinum|[Gg]old|[Ss]ilver|[Bb]ronze|[Pp]rime)(?:\s(?:[Mm]edal|[Ss]tatus|[Rr]ating))?(?:\s\([^)]*\))?|(?:[Ll]ow|[Mm]edium|[Nn]egligible|[Hh]igh) [Rr]isk(?:\s\([^)]*\))?)[\"'”’]?"
)
_RATING = re.compile(
    r"\b(?:re)?rat(?:ed|ing|ings|es)\b|\bscor|\bgrade|\bassess|\bquestionnaire|\bstatus\b|\bmedal|\bevaluat|\bup-?graded|\bdown-?graded",
    re.I,
)
WISH = re.compile(
    r"\b(?:aim|goal|target(?!s? (?:initiative|validat))|strive|intend|plan(?:s|ned)? to|want|hope|ambition|will (?:be|achieve|seek)|wish)\w*",
    re.I,
)
_SCALE = re.compile(
    r"\([^()]*\b(?:scale|to (?:AAA|D-?|CCC|100|F))\b[^()]*\)|\bon a scale (?:of|from) \S+(?: \([^)]*\))? to \S+(?: \([^)]*\))?", re.I
)
_OTHERS = re.compile(
    r"\brang(?:e|es|ing) from\b|\baverage\b|\b(?:suppliers?|customers|investee)\b(?! engagement)|\bportfolio companies\b|^companies are\b",
    re.I,
)
_KINDS = r"(?:(?:ESG|CSR|climate|corporate|sustainability|credit|long-term|issuer|overall|environment\w*|social|governance|risk|quality)\s+){0,3}"
_NOUN = re.compile(rf"\b{_KINDS}(?:rating|score)(?:\s(?:rating|score))?\b", re.I)
_MATTER = r"(?:[Cc]limate(?: [Cc]hange)?|[Ww]ater(?: [Ss]ecurity)?|[Ff]orests?|[Ss]upplier [Ee]ngagement|[Pp]lastics|[Bb]iodiversity|[Pp]alm [Oo]il|[Tt]imber|[Ss]oy)"
_BEHIND = re.compile(
    rf"\s+(?:score\s+|rating\s+)?(?:in|for|on|under)\s+(?:the\s+)?(?:categor\w+|areas?|fields?|questionnaires?|modules?)?(?:\s+of)?\s*(?P<what>{_MATTER})"
)
_BEFORE = re.compile(rf"(?P<what>{_MATTER})(?:\s+(?P<noun>score|rating|questionnaire|category|assessment|list))?\b")


@dataclass(frozen=True)
class Scored:
    """A rating told at `start` to `end` of a sentence."""

    start: int
    end: int
    body: str
    what: str
    grade: str


@cache
def body_at() -> re.Pattern[str]:
    """A body that rates companies in public."""
    return re.compile(rf"(?<![\w&])(?:{'|'.join(load('awards')['ratings']['bodies'])})(?![\w&])")


def scored_in(text: str) -> Iterator[Scored]:
    """Each rating that a sentence tells of a body: the grade that stands at the end, by category where there are several."""
    plain = _SCALE.sub(lambda m: " " * len(m.group()), text)
    bodies = list(body_at().finditer(plain))
    if not bodies or _OTHERS.search(plain) or not _RATING.search(plain):
        return
    taken: set[int] = set()
    for k, body in enumerate(bodies):
        low = bodies[k - 1].end() if k and bodies[k - 1].group() != body.group() else 0
        high = bodies[k + 1].start() if k + 1 < len(bodies) else len(plain)
        grades = [
            g
            for g in _final(plain, low, high)
            if g.start() not in taken
            and not WISH.search(plain[max(0, g.start() - 80) : g.start()])
            and not _of_another(plain, g.end(), body.group())
        ]
        if not grades:
            continue
        taken.update(g.start() for g in grades)
        for grade, what in _with_matter(plain, grades, low, high):
            near = [m.group() for m in _NOUN.finditer(plain, low, high)]
            matter = " ".join(w for w in (what, near[-1] if near and not what else "") if w)
            yield Scored(min(body.start(), grade.start()), max(body.end(), grade.end()), body.group(), matter, grade["grade"])


def _of_another(text: str, at: int, body: str) -> bool:
    """Is a grade that ends here one "on the X Index", which is not the body's?"""
    other = _INDEX.match(text, at)
    return other is not None and body not in other.group()


_INDEX = re.compile(
    r"\s+(?:on|in|by)\s+(?:the\s+)?(?:[A-Z][\w&.'’-]*\s+(?:(?:of|for|and)\s+)?){1,8}(?:Index|Assessment|Survey|Benchmark|Scorecard)"
)


def _final(text: str, low: int, high: int) -> list[re.Match[str]]:
    """Grades between two places, without the X of "from X to Y" and without what it was before."""
    found = [g for g in GRADE.finditer(text, low, high) if not re.fullmatch(r"A", g["grade"]) or not re.match(r"A\s[a-z]", text[g.start("grade") :])
             or re.match(r"A\s(?:in|for|by|from|on|rating|score)\b", text[g.start("grade") :])]  # fmt: skip
    return [
        g
        for k, g in enumerate(found)
        if not (k + 1 < len(found) and re.match(r"[\"'”’]?\s+(?:\([^)]*\)\s+)?(?:to|into)\s+", text[g.end("grade") :]))
        and not re.search(r"(?:previous\w*|prior year|last year|20\d\d):?\s*[\"'“‘(]?$", text[max(0, g.start() - 14) : g.start("grade")])
    ]


def _with_matter(text: str, grades: list[re.Match[str]], low: int, high: int) -> Iterator[tuple[re.Match[str], str]]:
    """Each grade with its category: "A- in Climate Change and B in Water", or "A- and B, respectively, in Climate Change and Water"."""
    behind = [_BEHIND.match(text, g.end()) for g in grades]
    matters = [m["what"] + (f" {m['noun']}" if m["noun"] in ("score", "rating") else "") for m in _BEFORE.finditer(text, low, high)]
    if len(grades) > 1 and len(matters) == len(grades) and (re.search(r"respectively", text) or not any(behind)):
        yield from zip(grades, matters, strict=True)
    elif any(behind):
        yield from ((g, b["what"]) for g, b in zip(grades, behind, strict=True) if b)
    else:
        yield grades[0], matters[0] if matters else ""


def scores_in(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    """Each rating of the company that a sentence tells, by clause."""
    text = sentence.text
    about = body_at().search(text) and _RATING.search(text) and speaks_of_us(text, names, place)
    for one in scored_in(text) if about else ():
        near = [m.name for m in names.mentions(text[: one.end]) if names.is_member(m.name)]
        company = names.company_at(place.block)
        who = near[-1] if near and not PRONOUN.search(text) else company
        title = " ".join(p for p in (one.body, one.what, one.grade) if p)
        fields = given(
            title=title, recipients=(who,) if who else (), awarded_by=names.canonical(one.body) or one.body,
            date=date_beside(text[: one.start] + " " + text[one.end :], place.date, year) or date_beside(text, place.date, year),
            status="awarded" if re.search(r"medal|status", one.grade, re.I) else "ranked",
        )  # fmt: skip
        if spans := (*sentence.spans(report.id, one.start, one.end), *place.spans):
            yield Fact("awards", title, fields, spans, 0.75)


# --------------------------------------------------------------------------------------------------------- tables and lines
_ASIDE = re.compile(r"scale|range|average|peer|industry|last update|date|target|max", re.I)


def ratings_in_table(report: Report, names: Names, at: int, table: Table, year: int | None) -> list[Fact]:
    """Rows that begin with a rating body: its grade in the newest column that has one."""
    table = headed(table)
    heads = table.heads()
    rows = [row for row in table.rows if row and (m := body_at().match(row[0].text.strip())) and len(row[0].text) < 70 + m.end()]
    if not rows or not (len(rows) > 1 or re.search(r"rating|rank|index|score|agency", " ".join(heads), re.I)):
        return []
    found: list[Fact] = []
    for row in rows:
        picked = _newest(row, heads, year)
        if picked:
            k, grade = picked
            when = next(
                (date_in(c.text) for j, c in enumerate(row) if j and re.search(r"date|update|time", heads[j], re.I) and date_in(c.text)),
                None,
            )
            said = re.search(r"(?<!\d)20\d\d(?!\d)", heads[k])
            spans = (*row[0].spans(report.id), *row[k].spans(report.id))
            found += _told(names, at, row[0].text.strip(), grade, when or (said.group() if said else None), spans)
    return found


def _newest(row: Row, heads: tuple[str, ...], year: int | None) -> tuple[int, str] | None:
    """(column, grade) of the newest year up to the reporting year; of a table without years the first column of grades."""
    known = {
        k: m["grade"] for k, cell in enumerate(row) if k and not _ASIDE.search(heads[k]) and (m := _CELL.fullmatch(cell.text.strip(" *")))
    }
    years = {k: int(m.group()) for k in known if (m := re.search(r"(?<!\d)20\d\d(?!\d)", heads[k]))}
    dated = [(y, k) for k, y in years.items() if year is None or y <= year + 1]
    k = max(dated)[1] if dated else next(iter(known), None) if not years else None
    return (k, known[k]) if k is not None else None


def _told(names: Names, at: int, body: str, grade: str, date: str | None, spans: tuple[Span, ...]) -> list[Fact]:
    company = names.company_at(at)
    named = body_at().match(body)
    by = named.group() if named else body
    fields = given(
        title=f"{body} {grade}", recipients=(company,) if company else (), awarded_by=names.canonical(by) or by, date=date,
        status="awarded" if re.search(r"medal|status", grade, re.I) else "ranked",
    )  # fmt: skip
    return [Fact("awards", f"{body} {grade}", fields, spans, 0.75)] if spans else []


def rating_line(report: Report, names: Names, at: int, text: Clean) -> list[Fact]:
    """A line that is body and grades: "MSCI: A (2022: BBB)", "Sustainalytics 17.9 20.4"; the first grade is the newest."""
    line = text.text.strip()
    body = body_at().match(line) if len(line) < 110 else None
    rest = re.fullmatch(rf"(?P<what>(?:\s(?:ESG|Climate|Water|Forests?|Change|Security|Ratings?|Risk|Rating|Score|CSA|Sustainability))*)\s*[:–—-]?\s*{_CELL.pattern}(?![\w.])(?P<more>.*)", line[body.end() :]) if body else None  # fmt: skip
    if not body or not rest or re.search(r"[a-z]{4,}", re.sub(r"\([^)]*\)|[\"“][^\"”]*[\"”]|\b(?:points|stars|risk)\b", "", rest["more"])):
        return []
    grade = re.sub(r"\s\((?:[^)]*20\d\d[^)]*)\)", "", rest["grade"])
    return _told(names, at, body.group() + rest["what"], grade, None, text.spans(report.id))
