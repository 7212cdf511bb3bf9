"""Places in rankings and lists that need no verb of winning: "climbed to rank 14", "Inclusion in X was confirmed", "X – included since 2020"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.data import load
from kg.extract.awards_titles import ORDINALS, Place, change_in, clean_title, date_beside, speaks_of_us
from kg.extract.happenings import MONTH
from kg.facts import Fact, given
from kg.names import PRONOUN, Names
from report.model import Clean, Report

_CAP = r"[A-ZÀ-ÖØ-Þ0-9][\w&.'’-]*"
_SMALL = r"(?:of|for|and|the|in|on|by|to)"
_RANKING = re.compile(
    rf"(?P<title>(?:{_CAP}\s+(?:{_SMALL}\s+){{0,2}}){{0,9}}(?:[a-z-]+\s){{0,2}}?(?:Index|[Rr]anking|[Ll]ist|Benchmark|[Ss]urvey|[Ss]tudy|Barometer|Scorecard|Global \d+|Top \d+|Fortune \d+|Awards?|Prix|Prize|[Cc]ompetition|[Cc]ontest)\b"
    rf"(?:\s20\d\d)?(?:\s(?:of|for)\s+(?:the\s+)?(?!the (?:first|second|third))[^,.;()]{{3,70}}?(?=,|\.|;|\s\(|\s+(?:we|our|it|and|where|with|by|in|among|for|from|as|was|were|is|has|have|to)\b|\s*$))?)"
)
_NOT_RANK = (
    r"(?!\s+(?:quarter|half|floor|edition|anniversary|time|year|century|session|annual|consecutive|batch|class|prize|generation|party|stage|"
    rf"of {MONTH}|{MONTH})\b)"
)
_NTH = rf"(?P<nth>(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})){_NOT_RANK}"
_AT = (
    rf"(?:from\s+(?:(?:rank|place|position|number|No\.?)\s?)?(?P<old>\d{{1,3}})(?:st|nd|rd|th)?(?:\s+(?:place|position|rank))?\s+to\s+)?(?:(?:up|down)\s+to\s+)?(?:the\s+)?"
    rf"(?:(?:rank|place|position|number|No\.?|#)\s?(?P<n>\d{{1,3}})(?![\d.,]\d|\s?%)|{_NTH}(?:\s+(?:place|position|rank|spot))?)"
)
_MOVED = re.compile(
    rf"\b(?:climb\w*|advanc\w*|rose|risen|mov(?:ed|ing)|jump\w*|drop\w*|fell|fallen|slip\w*|improv\w*|came|coming|finish\w*|took|taking|[Rr]ank(?:s|ed|ing)?|[Pp]laced|reached|achieved|secured|landed|stood|stands|holds?|held|put (?:us|our \w+)|occup\w+)"
    rf"\s+(?:in\s+|at\s+|on\s+|as\s+|to\s+)?(?:(?:\w+\s){{1,3}}?(?:places?|positions?|ranks?|spots?)\s+(?:up\s+|down\s+)?(?:to|and)\s+(?:\w+\s)?)?{_AT}"
)
_EDITION = re.compile(r"(?:holds?|held)\s(?:the\s|its\s|our\s)?\S+\s[A-Z\"“]")
"""An event that is held: "held the 6th Skills Competition"."""
_TOPPED = re.compile(
    r"\b(?:came|ranked|finished|placed) (?:top|first) (?:of|in|on) (?:the )?|\btopped (?:the )?|\btook (?:the )?(?:top|first|number one) (?:spot|place|position) (?:in|on|of) (?:the )?"
)
_IN_TOP = re.compile(
    r"\b(?:placed|ranked|ranks|named|included|listed|is|are|was|were|again|us)\s(?:again\s)?(?:in|among)\s(?:the\s)?top\s(?:\d+|ten|five|three|twenty|fifty|hundred|quarter|third)\s(?:\w+\s)?(?:of|in|on)\s(?:the\s)?"
)
"""A place among the first of a list, without a number of its own."""
_ACCORDING = re.compile(r"\b(?:according to|by|of)\s+(?:the\s+)?(?P<body>[A-Z][\w&'’.]*(?:\s[A-Z][\w&'’.]*){0,3})")
_AMONG = re.compile(
    r"\s+(?:out\s+)?(?:of|among)\s+(?:the\s+)?(?:\d+|\w+teen|ten|twelve|twenty)?\s?(?:[a-z-]+\s?){1,4}(?:in (?:its|the|our) \w+)?"
)


_HINT = re.compile(
    r"[Ii]ndex|[Ii]ndices|\b[Ll]ist\b|[Rr]ank|[Ll]eaderboard|[Yy]earbook|[Ss]urvey|[Ss]tudy|Benchmark|Barometer|Award|Pri[xz]|Series|\b[1-5]?[05]0\b|\"[A-Z]|accord|[Cc]ompetition|[Cc]ontest|Challenge"
)


def standings_in(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    """A rank of the company in a ranking that the sentence names, and lists that it is in."""
    text = sentence.text
    if not _HINT.search(text):
        return
    if not (text.startswith("Inclusion") or speaks_of_us(text, names, place)):
        return
    yield from _ranked(report, names, sentence, place, year)
    for match in _inclusion().finditer(text):
        status = next(s for s in load("awards")["standing"] if match.groupdict().get(s))
        title = clean_title(
            re.sub(r"\s(?:for|since|in|as of|with)\s.*$", "", match["title"]) if not match["title"].startswith('"') else match["title"]
        )
        if len(title) < 5 or not re.search(r"[A-Z]", title):
            continue
        yield _fact(report, names, sentence, place, year, match.span(), title, status)


@cache
def _inclusion() -> re.Pattern[str]:
    """Words of standing, then the list or the label in quotes that they are about."""
    title = (
        r"(?P<title>\"[A-Z][^\"]{4,80}\"(?=\s+(?:seal|label|title|mark|badge|status|certificate|plaque|award))|\"[A-Z][\w -]{4,50}\"|(?:[A-Z0-9][\w&.'’-]*\s+(?:(?:of|for|and|the|in|on|A)\s+){0,2}){0,8}"
        r"(?:[Ii]ndex|[Ii]ndices|Index Series|[Ll]ist|[Ll]eaderboard|[Yy]earbook|[Rr]anking|Series|A[ -]?[Ll]ist|250|500|100|50)\b(?:\s(?:20\d\d|of [A-Z][\w ]{3,40}))?)"
    )
    groups = "|".join(rf"(?P<{status}>{'|'.join(forms)})" for status, forms in load("awards")["standing"].items())
    return re.compile(rf"\b(?:{groups})\s+(?:the\s+|its\s+|an?\s+|their\s+)?{title}")


def _ranked(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    text = sentence.text
    for match in _TOPPED.finditer(text):
        title, at = _title_of_rank(text, match)
        if title and at[0] - match.end() < 5:
            yield _fact(report, names, sentence, place, year, (match.start(), at[1]), title, "ranked", "1")
    for match in _IN_TOP.finditer(text):
        title, at = _title_of_rank(text, match)
        if title and 0 <= at[0] - match.end() < 8:
            yield _fact(report, names, sentence, place, year, (match.start(), at[1]), title, "ranked")
    for match in _MOVED.finditer(text):
        if match["nth"] and _EDITION.match(text, match.start()):
            continue
        value = match["n"] or match["nth"]
        rank = str(ORDINALS.get(value.casefold(), 0) or re.sub(r"\D", "", value))
        title, at = _title_of_rank(text, match)
        if not title:
            continue
        old = int(match["old"]) - int(rank) if match["old"] else None
        change = change_in(text) if old is None else old
        start, end = min(match.start(), at[0]), max(match.end(), at[1])
        yield _fact(report, names, sentence, place, year, (start, end), title, "ranked", rank, change)


def _title_of_rank(text: str, rank: re.Match[str]) -> tuple[str, tuple[int, int]]:
    """The ranking that a rank is in: named in the sentence, before or behind; else what it is a rank among, by a named body."""
    plain = text[: rank.start()] + "|" * (rank.end() - rank.start()) + text[rank.end() :]
    found = [m for m in _RANKING.finditer(plain) if m.end() <= rank.start() or m.start() >= rank.end()]
    found = [
        m
        for m in found
        if len(m["title"].split()) > 1
        and (re.match(r"[A-Z0-9]", m["title"]) or re.search(r"[A-Z]", m["title"]) or "employer" in m["title"])
    ]
    behind = [m for m in found if m.start() >= rank.end() and m.start() - rank.end() < 90]
    before = [m for m in found if m.end() <= rank.start()]
    best = behind[0] if behind else before[-1] if before else None
    if best:
        title = re.sub(r"^.+\s(?:in|on)\s(?:its|their)\s", "", best["title"])
        return clean_title(re.sub(r"^(?:In|On|The|At|For|This|Our)\s+(?:the\s+)?", "", title)), best.span()
    among = _AMONG.match(text, rank.end())
    by = _ACCORDING.search(text, rank.end())
    if among and by and re.search(r"\d", among.group()):
        return f"{by['body']} ranking{among.group()}".rstrip(), (rank.start(), by.end())
    return "", (0, 0)


_ENTRY = re.compile(
    r"(?P<title>[A-ZÀ-ÖØ-Þ\"\d][^:;]{3,90}?)\s*(?:\s[–—-]\s|:\s|,\s(?=(?:\d+(?:st|nd|rd|th)|finalist|winner|shortlisted)\b))\s*(?P<tail>\S.*)$"
)


@cache
def _tells() -> re.Pattern[str]:
    groups = "|".join(rf"(?P<{status}>{'|'.join(forms)})" for status, forms in load("awards")["entries"].items())
    return re.compile(rf"(?:(?:again|also|first|once more|the)\s+)?(?:{groups})(?!\w)", re.I)


def entry_in(report: Report, names: Names, text: Clean, place: Place, year: int | None) -> list[Fact]:
    """A line that is a title and its standing: "**X Index** – included for the third year", "X: listed since 2020", "X – 3rd place"."""
    match = _ENTRY.match(text.text.strip()) if len(text.text) < 260 else None
    tells = _tells().match(match["tail"]) if match else None
    if not match or not tells:
        return []
    title = clean_title(match["title"])
    if any(m.start == 0 and m.end >= len(match["title"]) - 1 for m in names.mentions(match["title"])):
        return []  # a company and what it won
    if (
        not (place.listed or _LISTLIKE.search(title))
        or len(title.split()) < 2
        or re.search(r"\b(?:is|are|was|were|has|have|we|our)\b", title)
    ):
        return []
    status = next(s for s in load("awards")["entries"] if tells.groupdict().get(s))
    rank = (
        re.search(rf"(?:rank(?:ed)?\s|No\. ?|#)?{_NTH}|(?:rank(?:ed)?|No\.|#)\s?(?P<n>\d{{1,3}})", match["tail"])
        if status == "ranked"
        else None
    )
    value = (rank["n"] or rank["nth"]) if rank else None
    number = str(ORDINALS.get(value.casefold(), 0) or re.sub(r"\D", "", value)) if value else None
    end = min((m.start() for m in re.finditer(r"[.;]\s", text.text)), default=len(text.text))
    return [_fact(report, names, text, place, year, (match.start("title"), end), title, status, number, change_in(match["tail"]))]


_THIS_LIST = re.compile(
    r"\b(?:included|selected|listed|chosen|inclusion|constituents?|components?|member|certified|recogni[sz]ed|awarded)\b[^.]{0,60}\b(?:this|the) (?:index|indices|list|ranking|yearbook|award|programme?|brand)\b"
    r"|\b(?:selected|included|listed|chosen)(?:\s+as an?\s+(?:constituent|component|member))?\s+(?:every year\s+)?(?:since|for the \w+ (?:consecutive |successive )?(?:year|time))\b"
    r"|^(?:Selected|Included|Listed|Certified|Chosen)\b[^.]{0,60}\b(?:since|for the \w+ (?:consecutive )?(?:year|time)|in 20\d\d)\b"
)


def index_above(report: Report, names: Names, text: Clean, place: Place, year: int | None, path: Sequence[str]) -> list[Fact]:
    """ "We have been included in this index since 2018" below a heading that names the index."""
    match = _THIS_LIST.search(text.text) if len(text.text) < 300 else None
    title = clean_title(path[-1]) if path else ""
    if (
        not match
        or not _LISTLIKE.search(title)
        or len(title.split()) < 2
        or len(title) > 90
        or re.search(r"\b(?:and recognitions?|and awards|Indices)$", title)
    ):
        return []
    return [_fact(report, names, text, place, year, match.span(), title, "selected")]


_LISTLIKE = re.compile(
    r"\b(?:Index|Indices|Series|Yearbook|Awards?|Prize|Ranking|List|Leaders|Top \d+|Best \w+|Fair \w+|Employers?|Seal|Label)\b|\b(?:DJSI|FTSE4Good)\b"
)


def _fact(
    report: Report, names: Names, text: Clean, place: Place, year: int | None, at: tuple[int, int], title: str, status: str,
    rank: str | None = None, change: int | None = None,
) -> Fact:  # fmt: skip
    near = [m for m in names.mentions(text.text[: at[1]]) if names.is_member(m.name)]
    company = names.company_at(place.block)
    pronoun = PRONOUN.search(text.text[: at[1]])
    who = near[-1].name if near and not pronoun else place.owner or company
    fields = given(
        title=title, recipients=(who,) if who else (), awarded_by=_body(title, names), date=date_beside(text.text, place.date, year), rank=rank, change=change,
        list=title if status in ("ranked", "selected") else None, status=status,
    )  # fmt: skip
    return Fact("awards", title, fields, (*text.spans(report.id, *at), *place.spans), 0.75)


def _body(title: str, names: Names) -> str | None:
    """A ranking that begins with an organization's name is that organization's."""
    first = next(iter(names.mentions(title)), None)
    return first.name.split("'s ")[0] if first and first.start == 0 and not names.is_member(first.name) else None
