"""Awards, rankings, nominations and admissions to lists: what was won, by whom, when, from whom."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from kg.data import load
from kg.extract.dates import date_in, reporting_year
from kg.facts import Fact, given
from kg.names import PRONOUN, Names
from report.model import BlockKind, Clean, Report, Span, Table, sentences

_WORDS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_ORDINALS = {w: i for i, w in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())}
_RANK = re.compile(
    r"\b(?:No\.? ?(\d+)(?:st|nd|rd|th)?|#(\d+)|"
    r"(\d+)(?:st|nd|rd|th)(?! (?:batch|consecutive|session|anniversary|century|year|time|five-year))|"
    r"((?:first|second|third|special|grand|gold|silver|bronze) (?:prize|class|place))|"
    r"ranked (?:as |at )?(\d+) (?:out )?of \d+)\b",
    re.I,
)
_CHANGE = re.compile(
    r"\b(rising|rose|advancing|advanced|up|climbing|climbed|moving up|jumping|falling|fell|dropping|dropped|down)(?: by)? "
    r"(\d+|[a-z]+) (?:places?|positions?|spots?|ranks?)\b",
    re.I,
)
_SECTION = re.compile(r"\b(?:awards?|honou?rs?|recognitions?|achievements|accolades|rankings?|ratings)\b", re.I)
_ARTICLE = re.compile(r"^(?:(?:as|the|a|an|its|into|in|for|to|of|on|by|with|being|been|list of the|among)\s+)+", re.I)
_TITLE_OF = re.compile(r"^(?:(?:honou?rary )?(?:title|honou?r|award|prize|designation|name)s? of\s+|(?:title|honou?r):?\s+(?=[\"“]))", re.I)
_TWO_AWARDS = re.compile(
    r"\s+and\s+(?=(?:No\.? ?)?\d+(?:st|nd|rd|th)\b)|"
    r"(?<=[\"”])\s*,?\s+and\s+(?=[\"“])|"
    r",\s+and\s+(?=(?:the\s+)?[A-Z][^,]*\b(?:Award|Prize|Cent(?:re|er)|Title|Enterprise|Honou?r)\b)|"
    r"(?<=[\"”]),\s+(?=[\"“])|,\s+(?:and\s+)?(?=the\s+[\"“])|\s+and\s+(?=the\s+[\"“])"
)
_NO_TITLE = re.compile(
    r"(?:number|series|variety|range|batch) of|many |several |various |numerous |multiple |more |over |following |"
    r"\d+ (?!best\b|top\b)|awards?$|honou?rs?$",
    re.I,
)
_OTHER_MATTER = re.compile(
    r"\b(?:certificat|ISO|IATF|GB/T|patents?|approval|licen[cs]e|funding|support|training|feedback|complaints?|report|trust|customers?|satisfaction|"
    r"employees|suppliers|\d+%|million|reduction|goals?|results|reply|response|questions|audits?|accredited)\b",
    re.I,
)
_COLUMNS = {
    "title": r"award|honou?r|recogni|title|ranking|achievement|accolade",
    "date": r"\bdate|time|year|month|when",
    "body": r"issu|award(?:ed|ing)|organi[sz]|body|institution|grant|agency|unit|authority|by\b|host",
    "who": r"recipient|winner|compan|entity|subsidiar|awardee|honoree",
}
_OTHER_BODY = r"issu|awarding|organi[sz]|body|institution|agency|authority"


@dataclass(frozen=True)
class Place:
    """Where a sentence stands: its block, the date of its row, and who the rows above were about."""

    block: int
    date: str | None = None
    owner: str | None = None
    listed: bool = False
    spans: tuple[Span, ...] = ()


def find_awards(report: Report, names: Names) -> list[Fact]:
    """Every award, ranking, nomination, membership and admission that a report tells; told twice, it is one fact."""
    found: list[Fact] = []
    year = reporting_year(report)
    for i, block in enumerate(report.blocks):
        if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING, BlockKind.FOOTNOTE):
            continue
        listed = any(_SECTION.search(t) for t in report.path(block.section)[-2:])
        if block.table:
            found += _from_table(report, names, i, block.table, listed)
        else:
            owner: str | None = None
            if listed and (alone := _bare_line(report, names, i, block.text, report.path(block.section))):
                found.append(alone)
                continue
            for sentence in sentences(block.text):
                told = list(_from_sentence(report, names, sentence, Place(i, None, owner, listed), year))
                said = [m.name for m in names.mentions(sentence.text) if names.is_member(m.name)]
                owner = said[-1] if said else owner if not PRONOUN.search(sentence.text) else None
                found += told
    return [_dated(fact) for fact in _merged(found)]


def _dated(fact: Fact) -> Fact:
    """An award without a date has the year that its title begins or ends with."""
    year = None if "date" in fact.fields else _year_of(fact.label)
    return replace(fact, fields={**fact.fields, "date": year}) if year else fact


# --------------------------------------------------------------------------------------------------------- from tables
def _from_table(report: Report, names: Names, at: int, table: Table, listed: bool) -> list[Fact]:
    heads = [h.casefold() for h in table.heads()]
    column = {key: next((k for k, h in enumerate(heads) if re.search(pattern, h)), None) for key, pattern in _COLUMNS.items()}
    if column["title"] is None or not (listed or re.search(r"award|honou?r|recogni|accolade", " ".join(heads))):
        return []
    if column["body"] == column["title"]:
        column["body"] = next((k for k, h in enumerate(heads) if k != column["title"] and re.search(_OTHER_BODY, h)), None)
    found: list[Fact] = []
    owner: str | None = None
    for row in table.rows:
        cell = row[column["title"]]
        when = row[column["date"]] if column["date"] is not None and column["date"] != column["title"] else None
        date = date_in(when.text) if when else None
        alone = names.canonical(cell.text.strip().rstrip(":"))
        if alone:
            owner = alone
            continue
        if not re.match(r"[a-z•\-]", cell.text) and names.mentions(cell.text[:90]):
            owner = None
        spans = tuple(when.spans(report.id)) if when else ()
        place = Place(at, date, owner, True, spans)
        told = [f for s in sentences(cell) for f in _from_sentence(report, names, s, place, None)]
        found += told or _bare_row(report, names, row, column, place)
    return found


def _bare_row(report: Report, names: Names, row: Sequence[Clean], column: dict[str, int | None], place: Place) -> list[Fact]:
    """A row that is only a title, with the other columns beside it."""
    cell = row[column["title"] or 0]
    title = _clean_title(cell.text)
    if not title or len(title) > 200 or len(title) < 4:
        return []
    body = row[column["body"]].text.strip() if column["body"] is not None else ""
    who = row[column["who"]].text.strip() if column["who"] is not None else ""
    recipients = tuple(dict.fromkeys(m.name for m in names.mentions(who))) or ((names.canonical(who) or who,) if who else ())
    owner = place.owner or names.company_at(place.block)
    fields = given(
        title=title,
        recipients=recipients or ((owner,) if owner else ()),
        awarded_by=body or None,
        date=place.date,
        status="awarded",
        rank=_rank(cell.text),
        list=title if re.search(r"\btop\b|\blist\b", title, re.I) else None,
    )
    return [Fact("awards", title, fields, (*cell.spans(report.id), *place.spans), 0.7)]


_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|we|our|won|received|obtained|earned|named|ranked|supports?|provides?|aims?|joined)\b", re.I
)


def _bare_line(report: Report, names: Names, at: int, text: Clean, path: Sequence[str]) -> Fact | None:
    """A line under "Awards" that is nothing but a title, with the body that gave it behind it or not."""
    line = text.text.strip()
    if not 8 < len(line) < 170 or not path or not _SECTION.search(path[-1]) or _TELLS.search(line) or not re.match(r"[\"“•\dA-Z]", line):
        return None
    ends = [m for m in names.mentions(line) if m.end >= len(line.rstrip(" .)")) - 35 and m.start > 8]
    cut = ends[0].start if ends else len(line)
    title = _clean_title(re.sub(r"\s+(?:[Tt]he|by|from|[—–-])\s*$", "", line[:cut]))
    if (
        not title
        or not _nouns("award").search(title)
        or not re.search(r"[A-Z]", title)
        or len(title.split()) < 2
        or _OTHER_MATTER.search(title)
    ):
        return None
    owner = names.company_at(at)
    fields = given(
        title=title,
        recipients=(owner,) if owner else (),
        awarded_by=ends[0].name if ends else None,
        date=date_in(line),
        rank=_rank(line),
        status="awarded",
    )
    return Fact("awards", title, fields, text.spans(report.id), 0.7)


# ---------------------------------------------------------------------------------------------------------- from prose
@cache
def _verbs() -> re.Pattern[str]:
    groups = [rf"(?P<{status}>{'|'.join(forms)})" for status, forms in load("awards")["verbs"].items()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.I)


@cache
def _nouns(which: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('awards')['nouns'][which])})(?!\w)", re.I)


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('awards')['weak']['verbs'])})\b", re.I)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"[,;]?\s+(?:{'|'.join(load('awards')['cut']['ends'])})(?!\w)|[;:](?=\s)|\s+[-–]\s", re.I)


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"[,;]?\s+(?:(?:which (?:was|is) )?(?:{'|'.join(load('awards')['cut']['bodies'])}))\s+(?=(?:the\s+)?[A-Z])")


def _from_sentence(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    text = sentence.text
    verbs = list(_verbs().finditer(text))
    for k, verb in enumerate(verbs):
        status, base = str(verb.lastgroup), verb.end()
        floor = verbs[k - 1].end() if k else 0
        stop = verbs[k + 1].start() if k + 1 < len(verbs) else len(text)
        tail = text[base:stop]
        if k + 1 < len(verbs):
            tail = re.sub(r"(?:,?\s+(?:and|while|but)\s+[^,]{0,90}|,\s+[^,]{0,60}|\s+and)$", "", tail)
        for start, end, title, body in _titles(tail, status, place.listed):
            if status not in ("joined", "awarded", "nominated") and _only_names(title, names):
                continue  # listed on an exchange, approved by an authority
            if _weak().search(verb.group()) and not _nouns("strict").search(tail[start : end + 8]):
                continue
            recipients, first = _recipients(text, verb.start(), floor, names, place)
            if not recipients and not place.listed:
                continue
            behind = re.match(r"\s*,?\s*(?:and|which) (?:was )?(ranked [^.;]{3,30})", text[base + end :])
            rank = _rank(tail[start:end]) or _rank(verb.group()) or (_rank(behind.group(1)) if behind else None)
            ranked = bool(
                rank
                and re.search(r"\btop\b|\blist\b|ranking|\d", title + rank, re.I)
                and "prize" not in rank
                and status in ("selected", "awarded")
            )
            fields = given(
                title=title,
                recipients=recipients,
                awarded_by=names.canonical(body) or body if body else None,
                date=_date(text[: base + start] + " " + text[base + end :], place.date, year),
                rank=rank,
                change=_change(text[base:stop]),
                list=title if rank and re.search(r"\b(?:top|list|ranking|enterprises)\b", title, re.I) else None,
                status="ranked" if ranked else status,
            )
            spans = (*sentence.spans(report.id, min(first, verb.start()), base + end), *place.spans)
            if spans:
                yield Fact("awards", title, fields, spans, 0.9 if place.listed else 0.8)


def _only_names(title: str, names: Names) -> bool:
    """Does a title begin with an organization, with no word for an award behind it?"""
    return any(m.start == 0 for m in names.mentions(title)) and not _nouns("award").search(title)


def _date(text: str, row: str | None, year: int | None) -> str | None:
    """The date of a row, unless the sentence gives a more precise one outside its quotes."""
    said = date_in(re.sub(r"\"[^\"]*\"", " ", text), year)
    return said if said and (not row or len(said) > len(row)) else row


def _year_of(title: str) -> str | None:
    """The year that an award bears: "2021 Best Mill", "Mill of the Year 2021"."""
    found = re.search(r"^(?:the\s+)?((?:19|20)\d\d)\b|\b(?:in\s+)?((?:19|20)\d\d)$", title)
    return next((g for g in found.groups() if g), None) if found else None


def _titles(tail: str, status: str, listed: bool) -> Iterator[tuple[int, int, str, str | None]]:
    """(start, end, title, body that gave it) of each award in the words after the verb."""
    by = re.match(r"\s+(?:the\s+)?((?:[A-Z][\w&'.\-]*\s+(?:of\s+|for\s+|and\s+)?){1,8})as\s+(?:one of\s+)?", tail)
    if by:  # "recognized by the X Institute as one of the Y"
        for start, end, title, _ in _titles(" " * by.end() + tail[by.end() :], status, listed):
            yield start, end, title, by.group(1).strip()
        return
    at = 0
    for piece in _pieces(tail):
        start = tail.index(piece, at)
        at = start + len(piece)
        body_at = _bodies().search(piece)
        named = body_at is not None and not _inside_quotes(piece, body_at.start())
        body = _body_name(piece[body_at.end() :]) if body_at and named else None
        piece = piece[: body_at.start()] if body_at and named else piece
        end_at = next((m.start() for m in _ends().finditer(piece) if m.start() > 2 and not _inside_quotes(piece, m.start())), len(piece))
        raw = piece[:end_at].rstrip(" ,.;:")
        title = _clean_title(raw)
        if title and _is_award(title, raw, status, listed):
            yield start, start + len(raw), title, body or _body_in(title)


def _body_in(title: str) -> str | None:
    """Who gives an award, where its name says so: "Acme's Best Mills list", "Leading on Leave (Acme Partnership)"."""
    found = re.match(r"(?:the\s+)?((?:[A-Z][\w&]+\s+){0,4}[A-Z][\w&]+)['’]s\s+(?=[A-Z])", title)
    found = found or re.search(r"\(((?:[A-Z][\w&]+\s+(?:(?:of|for|and)\s+)?){2,6}[A-Z][\w&]+)\)$", title)
    return found.group(1) if found and not re.match(r"(?:World|China|Europe|America|Women|People|Children)$", found.group(1)) else None


def _pieces(tail: str) -> list[str]:
    """Two awards after one verb: "the 19th of the Top 100 A and 16th of the Top 20 B", or two quoted titles."""
    bounds = [0, *(m.end() for m in _TWO_AWARDS.finditer(tail)), len(tail)]
    return [re.sub(r"\s*,?\s+and\s*$", "", tail[a:b]) for a, b in itertools.pairwise(bounds)]


def _inside_quotes(text: str, at: int) -> bool:
    return text[:at].count('"') % 2 == 1 and '"' in text[at:]


def _clean_title(raw: str) -> str:
    text = re.sub(r"\s+", " ", raw).strip(" ,.;:")
    before = None
    while before != text:
        before = text
        text = _ARTICLE.sub("", text).strip()
        text = _TITLE_OF.sub("", text).strip()
        text = re.sub(
            r"^(?:No\.? ?\d+(?:st|nd|rd|th)?|#\d+|\d+(?:st|nd|rd|th)(?= (?:in|of|on|among)))\s*(?:(?:place\s+)?(?:in|of|on|among)\s+)?",
            "",
            text,
            flags=re.I,
        )
    text = re.sub(r"(?<=\")\s+in (?:19|20)\d\d$", "", text)
    whole = re.fullmatch(r"\"([^\"]+)\"(?:\s+(?:list|title|award|honou?r|certificate|certification))?", text, re.I)
    text = whole.group(1) if whole else text
    return text.strip(" ,.;:") if text.count('"') % 2 == 0 else text.replace('"', "").strip(" ,.;:")


def _is_award(title: str, raw: str, status: str, listed: bool) -> bool:
    if not re.match(r"20\d\d ", title) and _NO_TITLE.match(title):
        return False
    if len(title) < 4 or len(title) > 220 or not re.search(r"[A-Za-z]{3}", title):
        return False
    capital = bool(
        re.search(r"[A-Z]", title[0])
        or re.search(r"[\"“]|\b[A-Z][a-z]+ [A-Z]|\b(?:national|provincial|municipal|state-level|world)\b|\b[A-Z]{3,}\b|\b20\d\d\b", title)
    )
    if status == "joined":
        return capital and bool(_nouns("member").search(title) or re.search(r"\([A-Z]{2,8}\)", title))
    if _OTHER_MATTER.search(title) and not re.search(r"\b(?:award|prize|title|rank)", title, re.I):
        return False
    strong = bool(_nouns("award").search(title)) or '"' in raw
    if listed:
        return strong or capital
    return strong and capital if status in ("awarded", "certified", "selected", "ranked", "nominated") else strong


def _body_name(text: str) -> str | None:
    match = re.match(r"(?:the\s+)?((?:[A-Z][\w&'’\-]*|of|and|for|the|on|in|de)(?:\s+(?:[A-Z][\w&'’\-]*|of|and|for|the|de|&))*)", text)
    name = re.sub(r"\s+(?:of|and|for|the|on|in|de|&)$", "", match.group(1)) if match else ""
    return name if len(name) > 2 and re.match(r"[A-Z]", name) and not re.fullmatch(r"(?:19|20)\d\d|In|The", name) else None


def _recipients(text: str, verb: int, floor: int, names: Names, place: Place) -> tuple[tuple[str, ...], int]:
    """The organizations named before the verb, in its own clause; else "we"; else the owner of the rows. And where they start."""
    clause = re.sub(r",\s+(?:our|its|the)\s[\w\s-]{3,40},", lambda m: "," + " " * (len(m.group()) - 2) + ",", text[floor:verb])
    pronouns = list(PRONOUN.finditer(clause))
    mentions = [m for m in names.mentions(clause) if names.is_member(m.name)] or ([] if pronouns else names.mentions(clause))
    if mentions and (not pronouns or mentions[-1].start > pronouns[-1].start() - 25):
        group = [mentions[-1]]
        for m in reversed(mentions[:-1]):
            joint = clause[m.end : group[-1].start]
            if not re.fullmatch(r"[^.;]{0,40}?(?:,|and|&|as well as|or|by)\s*(?:,|and|its subsidiar\w+|\s)*", joint):
                break
            group.append(m)
        return tuple(dict.fromkeys(m.name for m in reversed(group))), floor + group[-1].start
    company = names.company_at(place.block)
    start = floor + len(clause) - len(re.sub(r"^[\s,;]+", "", clause))
    before = [m for m in names.mentions(text[:floor]) if names.is_member(m.name)]
    if pronouns and not (before and re.search(r"\b(?:its|their)\b", clause)):
        return ((company,) if company else ()), start
    if place.owner:
        return (place.owner,), start
    if before:
        return (before[0].name,), start
    apt = (
        place.listed
        or not clause.strip()
        or _is_thing(clause)
        or re.search(r"\b(?:its|it|which|and)\b\s*$|\b[Ii]ts\b|\bproject\b|product", clause)
    )
    return ((company,) if company and apt else ()), start


def _is_thing(clause: str) -> bool:
    """Does a clause end with a proper name that is no person, a product or a brand: what is its is the company's?"""
    found = re.search(r"((?:[A-Z0-9][\w&'’.-]*\s+){1,6}(?:[a-z]+\s+){0,3})$", clause + " ")
    return found is not None and not re.search(
        r"\b(?:Mr|Mrs|Ms|Dr|Prof\w*|[Ss]tudents?|[Ee]mployees?|[Tt]eachers?|[Ww]orkers?|They|He|She|It|The[ys]e?)\b", found.group(1)
    )


def _rank(text: str) -> str | None:
    match = _RANK.search(text)
    if not match:
        return None
    value = next(g for g in match.groups() if g)
    return value.casefold()


def _change(text: str) -> int | None:
    match = _CHANGE.search(text)
    if not match:
        return None
    count = int(match.group(2)) if match.group(2).isdigit() else _WORDS.get(match.group(2).casefold())
    down = re.match(r"fall|fell|drop|down", match.group(1), re.I)
    return None if count is None else -count if down else count


# ------------------------------------------------------------------------------------------------------------- merging
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
