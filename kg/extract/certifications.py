"""Certificates: the scheme, who holds it (by name, by number or by share), of what level, from whom, held or applied for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from kg.data import load
from kg.extract.certification_holders import COUNT, holders_of
from kg.extract.certification_labels import labelled, labels_in_table
from kg.extract.certification_schemes import Scheme, cue, schemes_in
from kg.extract.certification_tables import certificate_line, certifications_in_table
from kg.extract.dates import date_in, dates_in, reporting_year
from kg.extract.heads import headed
from kg.extract.proper_names import NAME
from kg.extract.sections import titles_over
from kg.facts import Fact, given
from kg.names import Names
from report.model import BlockKind, Clean, Report, sentences

_IDENTIFIER = re.compile(
    r"\b(?:registration|certificate|legistration|cert\.?|licen[cs]e|egistration)\s*(?:no\.?|number|#|:)+\s*:?\s*([A-Z0-9][A-Z0-9/\-]{4,30})",
    re.I,
)
_VALID = re.compile(r"(?:valid|v?alid|falid)\s*(?:from|until|to|through|period)?:?\s*", re.I)
_ISSUED_BY = re.compile(rf"\b(?:issued|granted|awarded|certified|verified|accredited) by (?:the )?({NAME})")
_GENERIC = re.compile(
    r"\b((?:[A-Z][\w&\-]*\s+(?:of\s+|and\s+|\([A-Z]{2,6}\)\s*)?){1,7})"
    r"(?:[Cc]ertifications?|[Cc]ertificates?|[Aa]ccreditation|(?:[Ee]co-?)?[Ll]abels?)\b(?! (?:Cent|Body|Bodies|Group|Co|Inst|Serv|Assoc|Agenc|Author|Standard|Scheme|Program|Process|Audit|Organi|Committee|Department|Board))"
)
_BEGINS = re.compile(
    r"[;:]\s+|,\s+(?:with|while|and|among which|of which|including)\s+|\.\s+|,\s+(?=\d+ )|"
    r"\s+and\s+(?=\d+ |is |was |are |actively |has |have )|,\s+(?:and|while|but)\s+(?=(?:our|its|their|another|the|an?)\s[a-z])"
)
_ENDS = re.compile(
    r"[;]|,\s+(?:with|while|and|among which|of which)\s|\.\s|,\s+(?=\d+ )|\s+and\s+(?=actively |is |was |has |have )|,\s+(?:and|but)\s+(?=(?:our|its|their|another|the|an?)\s[a-z])"
)
_DONE = re.compile(r"\b(?:has|have|had|was|were|been|obtained|passed|achieved|received|completed|certified|earned)\b", re.I)
_JOINED = re.compile(r"[™®\s-]*(?:,|and|&|/|or|as well as|,\s*and)\s*(?:the\s+)?")
_UNSURE = re.compile(r"\b(?:must|should|shall|needs? to|required to|would|whether)\b(?!.*[.;])")
_ACCORDING_TO = re.compile(
    r"\b(?:according to|in accordance with|based on|reference to|requirements of|standards? such as|laws and)\b"
    r"(?!.*\b(?:obtain|pass|certified|achiev))",
    re.I,
)


def find_certifications(report: Report, names: Names) -> list[Fact]:
    """Every certificate that a report says is held, applied for or planned; said twice alike, it is one fact."""
    found: list[Fact] = []
    year = reporting_year(report)
    over = titles_over(report)
    for i, block in enumerate(report.blocks):
        if block.kind == BlockKind.FURNITURE:
            continue
        if block.table:
            in_table = list(certifications_in_table(report, names, i, headed(block.table), year))
            found += in_table or labels_in_table(report, names, headed(block.table))
            continue
        found += _identified(report, names, block.text)
        if block.kind == BlockKind.HEADING:
            continue
        if (listed := certificate_line(report, names, i, block.text)) and any(_CERTIFICATES.search(t) for t in over[i][-2:]):
            found += listed
            continue
        last: Scheme | None = None
        for sentence in sentences(block.text):
            schemes = _with_unnamed(sentence.text, schemes_in(sentence.text) or _generic(sentence.text), last)
            last = schemes[-1] if schemes else last
            told = list(_from_sentence(report, names, sentence, i, year, schemes))
            found += told
            found += labelled(report, names, sentence, [str(f.fields["scheme"]) for f in told])
    return _merged(found)


_CERTIFICATES = re.compile(r"\b(?:certificat(?:es|ions?)|certified|accreditations?|labels)\b", re.I)


@cache
def _level_word() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(load('certifications')['words']['levels'])})(?:-?level)?\b", re.I)


_UNNAMED = re.compile(
    r"\b(?:hold|holds|held|have|has|had|acquired?|acquires|obtain(?:ed|s)?|achieve[ds]?|received?|gain(?:ed|s)?)\s+(?:the\s+|this\s+|such\s+|their\s+)?(?P<noun>[Cc]ertifications?)\b(?!\s+(?:of|for|in|to|bod|by)\b)"
)


def _with_unnamed(text: str, found: list[Scheme], last: Scheme | None) -> list[Scheme]:
    """Where "certification" alone is held, it is that of the scheme spoken of before."""
    for match in _UNNAMED.finditer(text):
        before = [s for s in found if s.end <= match.start()]
        of = before[-1] if before else last
        if of and re.search(r"\d", of.name) and not any(s.start <= match.start("noun") < s.start + len(s.title) + 2 for s in found):
            found = sorted([*found, Scheme(*match.span("noun"), of.name, f"{of.name} certification")], key=lambda s: s.start)
    return found


def _from_sentence(report: Report, names: Names, sentence: Clean, block: int, year: int | None, found: Sequence[Scheme]) -> Iterator[Fact]:
    text = sentence.text
    if not found or not (
        cue("certificate").search(text)
        or any(s.label for s in found)
        or re.search(r"\b(?:obtain|pass|certif|acquir|achiev|attain|target|appl(?:y|ied|ies) for|work\w* towards?)", text)
    ):
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
        if _LAPSED.search(words) or (_is_generic(scheme) and _OF_PEOPLE.search(words)):
            continue
        if _NOT_YET.search(words) or _NOT_YET.search(text[: scheme.start][-60:]):
            if not cue("planned").search(text[scheme.start - 60 if scheme.start > 60 else 0 :]):
                continue
            status = "planned"
        holders, count, share = holders_of(text, a, scheme.start, names, block, words)
        level = _level_word().search(scheme.title.casefold()) or _level_word().search(re.sub(r"\b[A-Z]\w+(?!-?level)\b", " ", words))
        grade = re.search(r"\blevel\s+(I{1,3}|IV|V|\d)\b", words, re.I)
        issuer = _issuer_in(words, text[scheme.end : b], names)
        title = scheme.title + (f" (level {grade.group(1)})" if grade and "level" not in scheme.title.casefold() else "")
        fields = given(
            scheme=scheme.name,
            title=title,
            holder_count=count,
            holder_share=share,
            status=status,
            level=_level(level.group(1)) if level else None,
            issuer=issuer or _owner_of(scheme, names),
            as_of=_as_of(text, year, status),
            valid_from=_since(text[a:b] if _DATED.search(text[a:b]) else text[:b]) if status == "held" else None,
            valid_until=_until(text[a : max(high, b)]),
        )
        spans = sentence.spans(report.id, a, b)
        for one in holders or (None,) if spans else ():
            yield Fact("certifications", title, {**fields, **given(holder=one)}, spans, 0.85)


def _is_generic(scheme: Scheme) -> bool:
    return scheme.title.endswith(" certification") and not scheme.label and not re.search(r"\d", scheme.name)


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
                and not text[match.end() :].casefold().startswith(f" ({part.casefold()} ")  # its full name follows
                and not re.search(r"\b(?:granted|issued|awarded|delivered|given|certified) by (?:the )?$", text[:start])
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
    if not _own_verb(text[a : scheme.start]) and not COUNT.search(text[a : scheme.start]):
        a = max([s for s in stops if _own_verb(text[s : scheme.start])] or [0])
    end = _ENDS.search(text[scheme.end :])
    b = scheme.end + end.start() if end else len(text)
    if k + 1 < len(found):
        b = min(b, max(scheme.end, high)) if not _own_verb(text[scheme.end : high]) else min(b, high)
    if k + 1 == len(found) and (told := _TOLD_LATER.match(text, b)):  # "complies with X and was certified by Y"
        further = _ENDS.search(text, told.end())
        b = further.start() if further else len(text)
    return a, len(text[:b].rstrip(" ,.;"))


_TOLD_LATER = re.compile(
    r"[,;]?\s+(?:and|which|that)\s+(?:it\s+)?(?:is|are|was|were|has been|have been)\s+(?:also\s+|externally\s+|again\s+)?(?:certified|accredited|audited|validated|re-?certified|verified|issued)"
)


def _own_verb(text: str) -> bool:
    return bool(cue("held").search(text) or cue("applied").search(text) or cue("planned").search(text))


def _about_certificate(words: str, text: str, scheme: Scheme, at: int) -> bool:
    lead = text[: scheme.start]
    if _ACCORDING_TO.search(lead) and not re.search(
        r"\b(?:obtain|(?:re)?certified|passed|accredited|audited|validated|verified|registered|[Cc]ertification of|[Cc]ertificates?\b(?=[^.;]* (?:covers?|applies|is valid|held)))",
        words,
    ):
        return False
    alone = len(text) < 110 and re.match(r"\W*$", lead) and re.search(r"\bcertifi(?:ed|cation)\b", text)
    if _UNSURE.search(lead[-70:]) or re.search(r"\b(?:were|was|been) (?:dropped|abandoned|refused|withdrawn)\b", text):
        return False
    if not _own_verb(words):
        return bool(alone) or bool(re.search(r"\bthe (?:other|remaining) \w+", words) and _own_verb(lead))
    named = scheme.name[0].isupper() and bool(re.search(r"\d", scheme.name))
    title = scheme.name[0].islower() and re.search(
        r"\b(?:awarded|named|titled?|honou?red|recogni[sz]ed as|rated)\b[^.]{0,60}$", words[: max(0, at)]
    )
    return (
        bool(title)
        or (scheme.label and bool(_LABELLED.search(text[max(0, scheme.start - 70) : scheme.start])))
        or (scheme.label and bool(_HAVE.search(text[: scheme.start])) and bool(_CLOSED.match(text, scheme.end)))
        or bool(cue("certificate").search(words))
        or (
            named
            and bool(
                re.search(
                    r"\b(?:obtain|pass|achiev|acquir|held|hold|taken up for|appl(?:y|ied|ies) for|target(?:s|ing)|work\w* towards?)", words
                )
            )
        )
    )


_HAVE = re.compile(
    r"\b(?:sites?|plants?|mills?|factor(?:y|ies)|operations|subsidiaries|companies|stores|offices|\w+s|[A-Z]\w+)\s(?:have|has)\s(?:an?\s)?$"
)
_CLOSED = re.compile(r"(?:\s(?:in place|certificates?|status|chain[- ]of[- ]custody))?(?:[.,;]|$|\s(?:since|in \d|and|for)\b)")
"""Behind "seven mills have X": the clause ends there, X is what they have, not a kind of goods."""
_LABELLED = re.compile(
    r"\b(?:hold|holds|held|bears?|carr(?:y|ies|ied)|awarded|received?|obtain\w*|achiev\w*|attain\w*|retain(?:s|ed)?|renew(?:s|ed)?|maintain(?:s|ed)?|keeps?|kept|earn(?:s|ed)?|reach(?:es|ed)?|gained|granted|secured|certified|passed|"
    r"appl(?:y|ies|ied) for|target\w*|pursu\w+|seek\w*|(?:assessed|audited|verified) (?:against|to))\b[^.;]*$"
)
"""A verb of holding before a scheme that is a certificate by its name."""


def _status(words: str, at: int) -> str:
    """Held, applied for or planned, by the last verb before the scheme, which stands at `at`."""
    if cue("applied").search(words):
        return "applied"
    if re.search(r"\b(?:plan|aim|intend|want|expect|hope)\w*\s+to have\b", words):
        return "planned"
    lead = words[: max(1, at)]
    past = [m.start() for m in _DONE.finditer(lead) if not re.search(r"\b(?:be|be re)\s*$", lead[: m.start()])]
    if meant := [m.start() for m in cue("planned").finditer(lead)]:
        return "planned" if not past or past[-1] < meant[-1] else "held"
    return "planned" if not past and cue("planned").search(words) and not _DONE.search(words) else "held"


_LAPSED = re.compile(
    r"\b(?:expired|lapsed|(?:was|were|been) (?:withdrawn|suspended|discontinued))\b|\b(?:is|are|was|were) not (?:yet )?(?:externally )?certified\b|\bdoes not hold\b|\bnot (?:an?|yet an?|the) (?:\w+ )?(?:certified|accredited)\b",
    re.I,
)
"""A certificate that is no longer, or was never, held."""
_OF_PEOPLE = re.compile(r"\b(?:ratio|rate|training|trained|employees|staff|technicians|workers|students|engineers)\b")
"""Whom a certificate of a name of its own is for, where it is none of a company."""
_NOT_YET = re.compile(r"\bnot (?:yet )?(?:\w+ )?(?:been )?(?:obtain|acquir|receiv|achiev|certif|hold|have)\w*|\bnot yet\b", re.I)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = rf"(?:(?:\d{{1,2}}\s+)?{_MONTH}\s+(?:\d{{1,2}},?\s+)?|FY\s?|fiscal\s+)?(?:19|20)\d\d\b"
_DATED = re.compile(
    rf"\b(?:obtain|acquir|receiv|achiev|accredit|pass|award|grant|certified|earn|gain)\w*\b[^.;]*?\b(?:in|on|since)\s+(?P<a>{_DATE})"
    rf"|\bsince\s+(?P<b>{_DATE})|[(](?P<c>{_MONTH}\s+(?:19|20)\d\d)[)]"
    rf"|^(?:In|On)\s+(?P<d>{_MONTH}\s+(?:\d{{1,2}},?\s+)?(?:19|20)\d\d),?\s.*\b(?:obtain|acquir|receiv|achiev|accredit|pass|certified)\w*",
)
_TILL = re.compile(rf"\b(?:until|through|valid (?:up )?(?:to|until|till|through)|expir\w+ (?:in|on))\s+(?:the end of\s+)?(?P<date>{_DATE})")


def _since(words: str) -> str | None:
    """Since when a certificate is held, where a verb of getting it has a date: "acquired in 1998", "since November 2023"."""
    match = _DATED.search(words)
    return date_in(next(g for g in match.groups() if g)) if match and not re.search(r"\bend of\s*$", words[: match.start("a")]) else None


def _until(words: str) -> str | None:
    match = _TILL.search(words)
    return date_in(match["date"]) if match else None


_CERTIFIES = re.compile(r"\s+(?:has\s+|have\s+)?(?:re-?certified|certified|audited|validated|accredited|confirmed)\b")
_FROM = re.compile(rf"\b(?:by|from)\s+(?:the\s+)?(?P<name>{NAME})")


def _issuer_in(words: str, behind: str, names: Names) -> str | None:
    """Who issued a certificate: "certified by X", or "by X" and "from X" behind the scheme."""
    if match := _ISSUED_BY.search(words):
        return _issuer(match.group(1), names)
    if (first := next(iter(names.mentions(words)), None)) and not names.is_member(first.name) and _CERTIFIES.match(words, first.end):
        return first.name
    match = _FROM.search(behind)
    name = match["name"] if match else ""
    known = names.canonical(name) or name
    return _issuer(name, names) if name and not names.is_member(known) and not re.match(rf"{_MONTH}|FY|The\b", name) else None


def _level(word: str) -> str:
    return {"state": "national", "city": "municipal"}.get(word.casefold(), word.casefold())


def _issuer(name: str, names: Names) -> str:
    bare = re.sub(r"\s+(?:of|for|and|&)$", "", name).rstrip(".")
    return names.canonical(bare) or bare


def _owner_of(scheme: Scheme, names: Names) -> str | None:
    """A certificate that bears an organization's own name was issued by it."""
    words = scheme.title.removesuffix(" certification")
    return names.canonical(re.sub(r"\s*\([A-Z]+\)", "", words)) if words != scheme.title else None


_AT_DATE = re.compile(r"\b(?:(?P<due>by)|as of|as at|at) the end of (?P<end>20\d\d)\b|\bas (?:of|at) (?P<day>[^,;]{6,20}20\d\d)", re.I)
_EDITION = re.compile(r"(?<!\b20\d\d)(?<=\d)[:-](?:19|20)\d\d\b")


def _as_of(text: str, year: int | None, status: str) -> str | None:
    """The day or year for which a certificate is told: not that of a standard's edition, nor the one by which it is hoped for."""
    text = _EDITION.sub("", text)
    at = _AT_DATE.search(text)
    if at and not (at["due"] and status == "planned"):
        return at["end"] or date_in(at["day"])
    told = status != "planned" and re.search(r"\b(?:this year|during the year|in 20\d\d)\b", text, re.I)
    return date_in(text, year) if told else None


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
    by_name = [bool(key(f, "holder")) and not (key(f, "holder_count") or key(f, "holder_share")) for f in (a, b)]
    by_number = [bool(key(f, "holder_count") or key(f, "holder_share")) and not key(f, "holder") for f in (a, b)]
    if (by_name[0] and by_number[1]) or (by_number[0] and by_name[1]):
        return False
    grade = [re.search(r"level\s+(\w+)", f.label, re.I) for f in (a, b)]
    if (grade[0] and grade[0].group(1).casefold()) != (grade[1] and grade[1].group(1).casefold()):
        return False
    return all(
        key(a, n) == key(b, n) or None in (key(a, n), key(b, n)) for n in ("holder_count", "holder_share", "holder", "status", "identifier")
    ) and key(a, "level") == key(b, "level")
