"""Awards in sentences: somebody won, was named, was ranked, joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.awards_titles import Place, bare_title, change_in, date_beside, nouns, rank_in, titles_after, verbs, weak
from kg.facts import Fact, given
from kg.names import PRONOUN, Names
from report.model import Clean, Report


def awards_in_sentence(report: Report, names: Names, sentence: Clean, place: Place, year: int | None) -> Iterator[Fact]:
    text = sentence.text
    told = list(verbs().finditer(text))
    for k, verb in enumerate(told):
        status, base = str(verb.lastgroup), verb.end()
        floor = told[k - 1].end() if k else 0
        stop = told[k + 1].start() if k + 1 < len(told) else len(text)
        tail = text[base:stop]
        if k + 1 < len(told):
            tail = re.sub(r"(?:,?\s+(?:and|while|but)\s+[^,]{0,90}|,\s+[^,]{0,60}|\s+and)$", "", tail)
        for start, end, title, body in titles_after(tail, status, place.listed):
            if (
                status not in ("joined", "awarded", "nominated")
                and '"' not in tail[:start][-2:] + tail[start:end]
                and _only_names(title, names)
            ):
                continue  # listed on an exchange, approved by an authority
            if weak().search(verb.group()) and not nouns("award" if place.listed and _NOW.search(verb.group()) else "strict").search(
                tail[start : end + 8]
            ):
                continue
            if _PEOPLE.search(text[floor : verb.start()]):
                continue  # what staff won in a scheme of their own
            recipients, first = _recipients(text, verb.start(), floor, names, place)
            if not recipients and not place.listed and not (weak().search(verb.group()) is None and _PRIZE.search(title)):
                continue
            behind = re.match(
                r"\s*(?:as\s[^,.;]{3,80})?,?\s*(?:(?:and|which) (?:was )?)?((?:ranked|ranking) [^.;]{3,30})", text[base + end :]
            )
            rank = rank_in(bare_title(tail[start:end])) or rank_in(verb.group()) or (rank_in(behind.group(1)) if behind else None)
            ranked = bool(
                rank
                and re.search(r"\btop\b|\blist\b|ranking|\d", title + rank, re.I)
                and "prize" not in rank
                and status in ("selected", "awarded")
            )
            listed = status in ("certified", "awarded") and re.search(r"\b(?:Index|Indices|Ranking|Yearbook)$", title)
            untitled = tail[start:end].replace(title, "") if title in tail[start:end] else ""
            fields = given(
                title=title,
                recipients=recipients,
                awarded_by=names.canonical(body) or body if body else None,
                date=date_beside(f"{text[: base + start]} {untitled} {text[base + end :]}", place.date, year)
                or _year_in_brackets(tail[start:end]),
                rank=rank,
                change=change_in(text[base:stop]),
                list=title if rank and re.search(r"\b(?:top|list|ranking|enterprises)\b", title, re.I) else None,
                status="ranked" if ranked else "selected" if listed else status,
            )
            spans = (*sentence.spans(report.id, min(first, verb.start()), base + end), *place.spans)
            if spans:
                yield Fact("awards", title, fields, spans, 0.9 if place.listed else 0.8)


def _year_in_brackets(words: str) -> str | None:
    found = re.search(r"\(((?:19|20)\d\d)\)", words)
    return found[1] if found else None


_PEOPLE = re.compile(
    r"\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|several|many|some|all)\s(?:[\w-]+\s){0,2}?"
    r"(?:individuals?|teams?|employees|staff|colleagues|students|workers|persons|people|winners|suppliers|participants|pupils|teachers)(?:\s(?:were|have been|had been|was))?\s*$"
)
"""Before a verb: so many people, and not the company."""
_WITH = re.compile(r"\b(?:with|from|to|by)\s(?:the\s)?$")
"""Before those that somebody does something with."""
_NOW = re.compile(r"(?:receives|earns|collects)$", re.I)
"""Verbs of a chronicle of honours."""
_PRIZE = re.compile(r"[A-Z]\w+ (?:Award|Prize|Medal)s?\b")


def _only_names(title: str, names: Names) -> bool:
    """Does a title begin with an organization, with no word for an award behind it?"""
    return any(m.start == 0 for m in names.mentions(title)) and not nouns("award").search(title)


def _recipients(text: str, verb: int, floor: int, names: Names, place: Place) -> tuple[tuple[str, ...], int]:
    """The organizations named before the verb, in its own clause; else "we"; else the owner of the rows. And where they start."""
    clause = re.sub(r",\s+(?:our|its|the)\s[\w\s-]{3,40},", lambda m: "," + " " * (len(m.group()) - 2) + ",", text[floor:verb])
    pronouns = list(PRONOUN.finditer(clause))
    others = [m for m in names.mentions(clause) if not _WITH.search(clause[: m.start])]
    mentions = [m for m in names.mentions(clause) if names.is_member(m.name)] or ([] if pronouns else others)
    if mentions and (not pronouns or mentions[-1].start > pronouns[-1].start() - 25):
        group = [mentions[-1]]
        for m in reversed(mentions[:-1]):
            joint = clause[m.end : group[-1].start]
            if not re.fullmatch(r"[^.;]{0,40}?(?:,|and|&|as well as|or|by)\s*(?:,|and|its subsidiar\w+|\s)*", joint):
                break
            group.append(m)
        shared = [m for m in names.mentions(clause) if re.fullmatch(r"\s(?:and|&)\s(?:the\s)?", clause[group[0].end : m.start])]
        return tuple(dict.fromkeys(m.name for m in (*reversed(group), *shared))), floor + group[-1].start
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
        or _OWN_THING.search(clause)
        or re.search(r"\b(?:its|it|which|and)\b\s*$|\b[Ii]ts\b|\bproject\b|product", clause)
    )
    return ((company,) if company and apt else ()), start


_OWN_THING = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Oo]ne)\s+(?:[\w’'-]+\s+){0,5}?(?:sites?|plants?|mills?|works|factory|team|service|department|division|programme?|campaign|report|website|app|inventory|"
    r"branch|office|unit|initiative|building|warehouse|depot|laborator(?:y|ies)|cent(?:er|re)|line|model|mine|port|terminal|brand|store|hotel|refinery|smelter|foundry|tower|headquarters|magazine|podcast|fund|subsidiary)\s*$"
)
"""What a report speaks of without saying whose it is belongs to whoever reports."""


def _is_thing(clause: str) -> bool:
    """Does a clause end with a proper name that is no person, a product or a brand: what is its is the company's?"""
    found = re.search(r"((?:[A-Z0-9][\w&'’.-]*\s+){1,6}(?:[a-z]+\s+){0,3})$", clause + " ")
    return found is not None and not re.search(
        r"\b(?:Mr|Mrs|Ms|Dr|Prof\w*|[Ss]tudents?|[Ee]mployees?|[Tt]eachers?|[Ww]orkers?|They|He|She|It|The[ys]e?)\b", found.group(1)
    )
