"""Certificates: the scheme, who holds it (by name, by number or by share), of what level, from whom, held or applied for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from kg.data import load
from kg.extract.dates import date_in, dates_in, reporting_year
from kg.facts import Fact, given
from kg.names import PRONOUN, Names
from report.model import BlockKind, Clean, Report, Table, sentences

_NUMBERS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_COUNT = re.compile(
    r"\b(?:(?P<head>head(?:quarters?| office) and )?(?P<n>\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+"
    r"(?:more\s+|other\s+)?(?:of (?:the Company|our|its|the Group)(?:\s?'s)?\s+)?"
    r"(?:\w+\s+){0,2}?(?:subsidiar(?:y|ies)|companies|plants?|factor(?:y|ies)|sites?|facilities|bases|enterprises|entities|units|mills|"
    r"operations|locations|branches|divisions|member companies)"
    r"|another (?P<another>\d+|one|two|three|four|five))\b",
    re.I,
)
_SHARE = re.compile(
    r"(\d{1,3}(?:\.\d+)?)\s?(?:%|percent|per cent)"
    r"(?=[^.;]{0,60}\b(?:subsidiar|plants?|sites?|factor|facilit|companies|entities|operations|locations|employees|of (?:our|the|its)))|"
    r"\b(?:subsidiar|plants?|sites?|factor|facilit|operations|locations)[^.;]{0,110}?(?:reach(?:es|ed)?|is|was|at|of)\s+(\d{1,3}(?:\.\d+)?)\s?(?:%|percent)",
    re.I,
)
_ALL = re.compile(
    r"\b(?:all|each of|every one of)\s+(?:(?:of\s+)?(?:the|our|its)\s+)?(?:Company's\s+|Group's\s+|\w+\s+){0,2}"
    r"(?:subsidiaries|plants|factories|sites|facilities|companies|operations|locations|bases)\b",
    re.I,
)
_IDENTIFIER = re.compile(
    r"\b(?:registration|certificate|legistration|cert\.?|licen[cs]e|egistration)\s*(?:no\.?|number|#|:)+\s*:?\s*([A-Z0-9][A-Z0-9/\-]{4,30})",
    re.I,
)
_VALID = re.compile(r"(?:valid|v?alid|falid)\s*(?:from|until|to|through|period)?:?\s*", re.I)
_REST_OF_TITLE = re.compile(
    r"(?:\s+(?!and\b|or\b|with\b|certification\b|certificate\b)[\w&()\-/]+){0,9}?"
    r"\s+(?:certification|certificate|standard|verification|accreditation|acceptance)s?\b|"
    r"(?:\s+[\w&\-]+){1,6}?\s+(?:management )?systems?\b",
    re.I,
)
_ISSUED_BY = re.compile(
    r"\b(?:issued|granted|awarded|certified|verified|accredited) by (?:the )?([A-Z][\w&.\-]*(?:\s+(?:of|for|and|&|[A-Z][\w&.\-]*))*)"
)
_GENERIC = re.compile(
    r"\b((?:[A-Z][\w&\-]*\s+(?:of\s+|and\s+|\([A-Z]{2,6}\)\s*)?){1,7})"
    r"(?:[Cc]ertifications?|[Cc]ertificates?|[Aa]ccreditation|(?:[Ee]co-?)?[Ll]abels?)\b(?! (?:Cent|Body|Bodies|Group|Co|Inst|Serv|Assoc|Agenc|Author|Standard|Scheme|Program|Process|Audit|Organi|Committee|Department|Board))"
)
_BEGINS = re.compile(
    r"[;:]\s+|,\s+(?:with|while|and|among which|of which|including)\s+|\.\s+|,\s+(?=\d+ )|"
    r"\s+and\s+(?=\d+ |is |was |are |actively |has |have )"
)
_ENDS = re.compile(r"[;]|,\s+(?:with|while|and|among which|of which)\s|\.\s|,\s+(?=\d+ )|\s+and\s+(?=actively |is |was |has |have )")
_FOR_WHOM = re.compile(r"[^.;,]{3,70}?\s(?:for|at|of|by|in)\s+(?:our\s+|the\s+|its\s+)?(?=[A-Z])")
_DONE = re.compile(r"\b(?:has|have|had|was|were|been|obtained|passed|achieved|received|completed|certified|earned)\b", re.I)
_JOINED = re.compile(r"[™®\s]*(?:,|and|&|/|or|as well as|,\s*and)\s*(?:the\s+)?")
_ACCORDING_TO = re.compile(
    r"\b(?:according to|in accordance with|based on|reference to|requirements of|standards? such as|laws and)\b"
    r"(?!.*\b(?:obtain|pass|certified|achiev))",
    re.I,
)


@dataclass(frozen=True)
class Scheme:
    """A scheme found in a text: its name in the data, and the words that name it with its title."""

    start: int
    end: int
    name: str
    title: str


def find_certifications(report: Report, names: Names) -> list[Fact]:
    """Every certificate that a report says is held, applied for or planned; said twice alike, it is one fact."""
    found: list[Fact] = []
    year = reporting_year(report)
    for i, block in enumerate(report.blocks):
        if block.kind == BlockKind.FURNITURE:
            continue
        if block.table:
            found += _from_table(report, names, i, block.table)
            continue
        found += _identified(report, names, block.text)
        if block.kind == BlockKind.HEADING:
            continue
        for sentence in sentences(block.text):
            found += _from_sentence(report, names, sentence, i, year)
    return _merged(found)


@cache
def _schemes() -> list[tuple[re.Pattern[str], str | None]]:
    return [(re.compile(row["match"]), row.get("scheme")) for row in load("certifications")["schemes"]]


@cache
def _words(which: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('certifications')['words'][which])})\b", re.I)


def schemes_in(text: str) -> list[Scheme]:
    """Certification schemes named in a text, in order, without overlaps."""
    found: list[Scheme] = []
    for pattern, name in _schemes():
        for match in pattern.finditer(text):
            if any(s.start < match.end() and match.start() < s.end for s in found):
                continue
            label = name or re.sub(r"\s+", " ", re.sub(r"^([A-Z/]+?)\s?-?\s?(\d)", r"\1 \2", match.group().strip()))
            found.append(Scheme(match.start(), match.end(), _bare(label), _title(text, match)))
    found.sort(key=lambda s: s.start)
    return [s for k, s in enumerate(found) if not (k and s.name[0].islower() and s.end <= found[k - 1].start + len(found[k - 1].title) + 2)]


def _bare(scheme: str) -> str:
    """The scheme without its edition: ISO 14001:2015 is ISO 14001."""
    return re.sub(r"[:]\d{4}$|(?<=\d)-(?:19|20)\d\d$", "", scheme)


def _title(text: str, match: re.Match[str]) -> str:
    """The words of a certificate's name around its scheme: "ISO 14001 environmental management system certification"."""
    after = _REST_OF_TITLE.match(text[match.end() :])
    before = re.search(r"(?:\b(?:national|provincial|municipal|state|city)(?:-?level)?\s+)$", text[: match.start()], re.I)
    head = before.group() if before else ""
    return " ".join((head + match.group() + (after.group() if after else "")).split())


@cache
def _level_word() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(load('certifications')['words']['levels'])})(?:-?level)?\b", re.I)


def _from_sentence(report: Report, names: Names, sentence: Clean, block: int, year: int | None) -> Iterator[Fact]:
    text = sentence.text
    found = schemes_in(text) or _generic(text)
    if not found or not (_words("certificate").search(text) or re.search(r"\b(?:obtain|pass|certif)", text)):
        return
    for k, scheme in enumerate(found):
        low = found[k - 1].end if k else 0
        high = found[k + 1].start if k + 1 < len(found) else len(text)
        a, b = _clause(text, scheme, low, high, k, found)
        last = k
        while last + 1 < len(found) and _JOINED.fullmatch(text[found[last].end : found[last + 1].start]):
            last += 1  # "LEED and BREEAM certification": the noun is that of both
        if last > k:
            beyond = found[last + 1].start if last + 1 < len(found) else len(text)
            b = max(b, _clause(text, found[last], found[last - 1].end, beyond, last, found)[1])
        words = text[a:b]
        if not _about_certificate(words, text, scheme, scheme.start - a):
            continue
        status = _status(words, scheme.start - a)
        holder, count, share = _holders(text, a, scheme.start, names, block, words)
        level = _level_word().search(scheme.title.casefold()) or _level_word().search(re.sub(r"\b[A-Z]\w+(?!-?level)\b", " ", words))
        grade = re.search(r"\blevel\s+(I{1,3}|IV|V|\d)\b", words, re.I)
        issuer = _ISSUED_BY.search(words)
        title = scheme.title + (f" (level {grade.group(1)})" if grade and "level" not in scheme.title.casefold() else "")
        fields = given(
            scheme=scheme.name,
            title=title,
            holder=holder,
            holder_count=count,
            holder_share=share,
            status=status,
            level=_level(level.group(1)) if level else None,
            issuer=_issuer(issuer.group(1), names) if issuer else _owner_of(scheme, names),
            as_of=_as_of(text, year),
        )
        spans = sentence.spans(report.id, a, b)
        if spans:
            yield Fact("certifications", title, fields, spans, 0.85)


def _generic(text: str) -> list[Scheme]:
    """Certificates without a known scheme: "the X and Y Certification for some products" gives one for each name."""
    found: list[Scheme] = []
    for match in _GENERIC.finditer(text):
        for part in re.split(r"\s+and\s+(?=[A-Z])", match.group(1).strip()):
            start = match.start() + match.group().index(part)
            initials = re.search(r"\(([A-Z]{2,6})\)", part)
            name = initials.group(1) if initials else part.split()[0] if part.split()[0].isupper() and len(part.split()) > 1 else part
            if (
                len(part) > 3
                and (initials or len(part.split()) > 1 or part.isupper())
                and not re.match(r"(?:The|This|These|Our|All|Such|No|ISO|IEC|EN|GB|Management|System)\b", part)
            ):
                end = match.end() if part == match.group(1).strip() else start + len(part)
                found.append(Scheme(start, end, name, f"{part} certification"))
    return found


def _clause(text: str, scheme: Scheme, low: int, high: int, k: int, found: Sequence[Scheme]) -> tuple[int, int]:
    """The stretch of a sentence that speaks of one scheme: from the count or verb before it to the next one's."""
    stops = [m.end() for m in _BEGINS.finditer(text[: scheme.start])]
    a = max(
        [s for s in stops if s >= (low if _own_verb(text[max(low, s) : scheme.start]) else 0)]
        or [low if _own_verb(text[low : scheme.start]) else 0],
        default=0,
    )
    if not _own_verb(text[a : scheme.start]) and not _COUNT.search(text[a : scheme.start]):
        a = max([s for s in stops if _own_verb(text[s : scheme.start])] or [0])
    end = _ENDS.search(text[scheme.end :])
    b = scheme.end + end.start() if end else len(text)
    if k + 1 < len(found):
        b = min(b, max(scheme.end, high)) if not _own_verb(text[scheme.end : high]) else min(b, high)
    return a, len(text[:b].rstrip(" ,.;"))


def _own_verb(text: str) -> bool:
    return bool(_words("held").search(text) or _words("applied").search(text) or _words("planned").search(text))


def _about_certificate(words: str, text: str, scheme: Scheme, at: int) -> bool:
    lead = text[: scheme.start]
    if _ACCORDING_TO.search(lead) and not re.search(r"\b(?:obtain|certified|passed)", words):
        return False
    if not _own_verb(words):
        return False
    named = scheme.name[0].isupper() and bool(re.search(r"\d", scheme.name))
    title = scheme.name[0].islower() and re.search(
        r"\b(?:awarded|named|titled?|honou?red|recogni[sz]ed as|rated)\b[^.]{0,60}$", words[: max(0, at)]
    )
    return (
        bool(title)
        or bool(_words("certificate").search(words))
        or (named and bool(re.search(r"\b(?:obtain|pass|achiev|held|hold)", words)))
    )


def _status(words: str, at: int) -> str:
    """Held, applied for or planned, by the last verb before the scheme, which stands at `at`."""
    if _words("applied").search(words):
        return "applied"
    lead = words[: max(1, at)]
    past = [m.start() for m in _DONE.finditer(lead)]
    if meant := [m.start() for m in _words("planned").finditer(lead)]:
        return "planned" if not past or past[-1] < meant[-1] else "held"
    return "planned" if not past and _words("planned").search(words) and not _DONE.search(words) else "held"


def _holders(text: str, a: int, at: int, names: Names, block: int, words: str) -> tuple[str | None, int | None, Decimal | None]:
    counts = list(_COUNT.finditer(words))
    count = None
    if counts:
        raw = counts[-1]["n"] or counts[-1]["another"]
        count = int(raw) if raw.isdigit() else _NUMBERS[raw.casefold()]
    share = _SHARE.search(words)
    part = Decimal(next(g for g in share.groups() if g)) / 100 if share else Decimal(1) if _ALL.search(words) else None
    before = text[a:at] if at > a else words
    mentions = [m for m in names.mentions(before) if names.is_member(m.name)]
    behind = _FOR_WHOM.match(text[at:])
    whom = [m for m in names.mentions(text[at + behind.end() : at + behind.end() + 70]) if m.start == 0] if behind else []
    if whom and names.is_member(whom[0].name):
        return whom[0].name, count, part
    if mentions:
        return mentions[-1].name, count, part
    if count or part is not None or re.search(r"\bsome (?:of )?(?:\w+\s){0,2}?subsidiaries|\bmany|\bseveral|\bsubsidiar", words):
        return None, count, part
    return (names.company_at(block) if PRONOUN.search(text[: max(at, 1)]) else None), count, part


def _level(word: str) -> str:
    return {"state": "national", "city": "municipal"}.get(word.casefold(), word.casefold())


def _issuer(name: str, names: Names) -> str:
    bare = re.sub(r"\s+(?:of|for|and|&)$", "", name).rstrip(".")
    return names.canonical(bare) or bare


def _owner_of(scheme: Scheme, names: Names) -> str | None:
    """A certificate that bears an organization's own name was issued by it."""
    words = scheme.title.removesuffix(" certification")
    return names.canonical(re.sub(r"\s*\([A-Z]+\)", "", words)) if words != scheme.title else None


def _as_of(text: str, year: int | None) -> str | None:
    at = re.search(r"\b(?:by|as of|as at|at) the end of (20\d\d)\b|\bas (?:of|at) ([^,;]{6,20}20\d\d)", text, re.I)
    if at:
        return at.group(1) or date_in(at.group(2))
    return date_in(text, year) if re.search(r"\b(?:this year|during the year|in 20\d\d)\b", text, re.I) else None


def _identified(report: Report, names: Names, text: Clean) -> Iterator[Fact]:
    """Certificates printed with their number: "Registration # AB-12345, valid from ... to ..."."""
    for match in _IDENTIFIER.finditer(text.text):
        near = text.text[match.end() : match.end() + 120]
        valid = _VALID.search(near)
        nxt = _IDENTIFIER.search(near)
        window = near[valid.end() : nxt.start() if nxt and nxt.start() > valid.end() else len(near)] if valid else ""
        dates = dates_in(window)
        number = match.group(1)
        scheme = re.match(r"[A-Z]{2,6}(?=-)", number)
        mentions = [m.name for m in names.mentions(text.text) if names.is_member(m.name)]
        fields = given(
            scheme=scheme.group() if scheme else None,
            identifier=number,
            holder=mentions[0] if mentions else None,
            status="held",
            valid_from=dates[0] if dates else None,
            valid_until=dates[1] if len(dates) > 1 else None,
            issuer=_with_initials(scheme.group(), names) if scheme else None,
            title=f"Certificate {number}",
        )
        end = match.end() + (
            valid.end() + (nxt.start() - valid.end() if nxt and nxt.start() > valid.end() else min(len(window), 60)) if valid else 0
        )
        spans = text.spans(report.id, match.start(), min(end, len(text.text)))
        if spans:
            yield Fact("certifications", f"Certificate {number}", fields, spans, 0.8)


def _with_initials(letters: str, names: Names) -> str | None:
    """The first organization that is called by these letters, by its first word or by its initials."""
    return next(
        (o.name for o in names.organizations if letters in {"".join(w[0] for w in o.name.split()), o.name.split()[0], *o.surfaces}), None
    )


def _from_table(report: Report, names: Names, block: int, table: Table) -> Iterator[Fact]:
    """Tables with a column of certificates; and rows of any table that tell a certificate in words."""
    heads = [h.casefold() for h in table.heads()]
    at = next((k for k, h in enumerate(heads) if re.search(r"certificat|certified|management system|scheme", h)), None)
    if at is None or re.search(r"disclosure|gri", " ".join(heads)):
        return
    who = next(
        (k for k, h in enumerate(heads) if k != at and re.search(r"compan|subsidiar|holder|site|plant|entity|location|facility", h)), None
    )
    body = next((k for k, h in enumerate(heads) if k != at and re.search(r"issu|body|certif(?:ier|ying)|by\b", h)), None)
    till = next((k for k, h in enumerate(heads) if re.search(r"valid|expir|until", h)), None)
    for row in table.rows:
        for scheme in schemes_in(row[at].text):
            holder = row[who].text.strip() if who is not None else ""
            number = re.fullmatch(r"(\d+)(?:\s+\w+)*", holder)
            fields = given(
                scheme=scheme.name,
                title=scheme.title,
                status="held",
                holder=None if number else names.canonical(holder) or holder or None,
                holder_count=int(number.group(1)) if number else None,
                issuer=row[body].text.strip() if body is not None else None,
                valid_until=date_in(row[till].text) if till is not None else None,
            )
            spans = [s for k in dict.fromkeys((at, who, body, till)) if k is not None and row[k] for s in row[k].spans(report.id)]
            yield Fact("certifications", scheme.title, fields, tuple(spans), 0.8)


def _merged(found: Sequence[Fact]) -> list[Fact]:
    """One fact for one certificate of one holder, count, share, level and status."""
    kept: list[Fact] = []
    for fact in found:
        twin = next((k for k, other in enumerate(kept) if _same(other, fact)), None)
        if twin is None:
            kept.append(fact)
            continue
        a = kept[twin]
        fields: dict[str, Any] = {**fact.fields, **a.fields}
        aliases = tuple(dict.fromkeys([*a.aliases, *([fact.label] if fact.label != a.label else [])]))
        kept[twin] = replace(a, fields=fields, evidence=tuple(dict.fromkeys([*a.evidence, *fact.evidence])), aliases=aliases)
    return kept


def _same(a: Fact, b: Fact) -> bool:
    def key(f: Fact, name: str) -> object:
        return f.fields.get(name)

    if str(key(a, "scheme") or a.label).casefold() != str(key(b, "scheme") or b.label).casefold():
        return False
    grade = [re.search(r"level\s+(\w+)", f.label, re.I) for f in (a, b)]
    if (grade[0] and grade[0].group(1).casefold()) != (grade[1] and grade[1].group(1).casefold()):
        return False
    return all(
        key(a, n) == key(b, n) or None in (key(a, n), key(b, n)) for n in ("holder_count", "holder_share", "holder", "status", "identifier")
    ) and key(a, "level") == key(b, "level")
