"""Rules on what is claimed of things with a name: how many hold a certificate, what became of a project, whether an award was won."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kg.audit_case import Case, Finding, brief, cited, ids
from kg.data import load
from kg.metric_words import stems
from kg.records import Record

NEAR = 2_000
"""Sentences closer than this, in characters, are of one telling."""
PEOPLE_APART = r"\b(?:former|formerly|until|since|appointed|succe\w+|retired|resigned|replaced|interim|acting|elected)\b"
"""Words that tell of one person following another in a post."""


def certificate_holders(case: Case) -> Iterator[Finding]:
    """One certificate, held by different numbers or shares of companies."""
    groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for r in case.records("certifications"):
        if r["scheme"] and r["status"] in ("held", None):
            groups[_folded(r["scheme"]), r["level"] or "", _grade(r)].append(r)
    for group in groups.values():
        for field, unit in (("holder_count", "holders"), ("holder_share", "share of holders")):
            told = [r for r in group if r[field] is not None]
            pairs = [(a, b) for a, b in combinations(told, 2) if a[field] != b[field] and _one_time(a, b)]
            if pairs:
                a, b = pairs[0]
                message = f"{a['scheme']}: {unit} {_number(a, field)} and {_number(b, field)}"
                pieces = cited(_saying(a, field), _saying(b, field))
                yield Finding("certificate-holders", "error", "contradiction", message, ids(a, b), pieces)


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _grade(r: Record) -> str:
    """The grade in a title: "level II"."""
    match = re.search(r"\b(?:level|class|grade|tier)\s+([ivx]+|\d+|[a-d])\b", r["title"] or "", re.I)
    return match.group(1).casefold() if match else ""


def _one_time(a: Record, b: Record) -> bool:
    years = {(r["as_of"] or "")[:4] for r in (a, b)} - {""}
    return len(years) < 2


def _number(r: Record, field: str) -> str:
    return str(r[field]) if field == "holder_count" else f"{r[field]:.0%}"


def _saying(r: Record, field: str) -> list[Record]:
    """The pieces of a record's evidence that have the figure, else all."""
    figure = str(r[field]) if field == "holder_count" else "%"
    return [e for e in r["evidence"] if figure in e["quote"]] or r["evidence"]


def levels(case: Case) -> Iterator[Finding]:
    """ "5 national and industry standards", where other places count 2 national and 3 group ones: one sum, other levels."""
    names = load("audit")["levels"]["names"]
    counted = re.compile(rf"\b(?P<levels>(?:{'|'.join(names)})(?:(?:,| and|, and) (?:{'|'.join(names)}))*)[- ](?P<noun>\w+)", re.I)
    groups: dict[str, list[tuple[set[str], Record]]] = defaultdict(list)
    for r in case.records("observations"):
        match = counted.search(r["metric"] or "")
        if match and r["value"] and r["unit"] != "%" and r["type"] in ("actual", None):
            of = set(re.findall("|".join(names), match["levels"].casefold()))
            groups["".join(stems(match["noun"]))].append((of, r))
    for told in groups.values():
        yield from _levels(told)


def _levels(told: list[tuple[set[str], Record]]) -> Iterator[Finding]:
    single = [(next(iter(of)), r) for of, r in told if len(of) == 1]
    for of, total in told:
        for (level, a), (other, b) in combinations(single, 2):
            if len(of) > 1 and level != other and a["value"] + b["value"] == total["value"] and {level, other} != of:
                message = f"{total['metric']}: {total['value']}; but {a['metric']}: {a['value']}, and {b['metric']}: {b['value']}"
                pieces = cited(total["evidence"], a["evidence"], b["evidence"])
                yield Finding("levels-differ", "warning", "contradiction", message, ids(total, a, b), pieces)


def certificate_status(case: Case) -> Iterator[Finding]:
    """One certificate of one holder, held in one place and applied for or planned in another."""
    groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for r in case.records("certifications"):
        if r["scheme"] and r["holder"] and r["status"]:
            groups[_folded(r["scheme"]), r["holder"], _grade(r) or r["level"] or ""].append(r)
    for group in groups.values():
        held = [r for r in group if r["status"] == "held"]
        others = [r for r in group if r["status"] != "held"]
        if held and others and _one_time(held[0], others[0]):
            message = f"{held[0]['scheme']} of {held[0]['holder']} is held, and {others[0]['status']}"
            pieces = cited(held[0]["evidence"], others[0]["evidence"])
            yield Finding("certificate-status", "warning", "status", message, ids(held[0], others[0]), pieces)


def project_status(case: Case) -> Iterator[Finding]:
    """A project that is told as done in one place and as a plan in another."""
    words = load("audit")["projects"]
    for r in case.records("projects"):
        places = [case.place(*case.sentence(e["start"], e["end"])) for e in _around(case, r)]
        done = [p for p in places if re.search(words["done"], p["quote"], re.I) and not re.search(words["to_come"], p["quote"], re.I)]
        to_come = [p for p in places if re.search(words["to_come"], p["quote"], re.I) and not re.search(words["more"], p["quote"], re.I)]
        if done and to_come:
            message = f"{r['name'] or r['label']}: done according to one place, planned according to another"
            close = min(abs(a["start"] - b["start"]) for a in done for b in to_come) < NEAR  # else time may have passed between them
            yield Finding("project-status", "error" if close else "warning", "status", message, ids(r), cited(done[:2], to_come[:2]))


def _around(case: Case, r: Record) -> list[Record]:
    """A project's evidence; after a heading also the paragraph below it, when that names the operator or the kind of thing."""
    pieces = list(r["evidence"])
    name = set(stems(r["name"] or r["label"]))
    for e in r["evidence"]:
        start, end = case.line(e["start"])
        if case.text[start:end].lstrip().startswith("#"):
            below = re.compile(r"\s*(\S.*)").match(case.text, end)
            if below and len(name & set(stems(below.group(1)))) >= 2:
                pieces.append(case.place(below.start(1), min(below.end(1), below.start(1) + 300)))
    return pieces


def award_status(case: Case) -> Iterator[Finding]:
    """An award for which a company was shortlisted or nominated in one place, and selected or honoured in another."""
    words = load("audit")["awards"]
    for group in _same_awards(case.records("awards")):
        places = [case.place(*case.sentence(e["start"], e["end"])) for r in group for e in r["evidence"] if len(e["quote"]) > 30]
        asked = [p for p in places if re.search(words["asked"], p["quote"], re.I)]
        won = [p for p in places if _won(p["quote"], group[0], words)]
        if asked and won:
            message = f"{group[0]['title'] or group[0]['label']}: {_word(asked[0], words['asked'])} or {_word(won[0], words['won'])}"
            yield Finding("award-status", "warning", "status", message, ids(*group), cited(asked[:3], won[:3]))


def _won(sentence: str, award: Record, words: dict[str, str]) -> bool:
    """Is it said, just before the award's name, that it was won, and not that one was shortlisted?"""
    title = " ".join((award["title"] or award["label"]).split()[:3])
    at = re.search(re.escape(title).replace(r"\ ", r"\s+"), sentence, re.I)
    before = sentence[max(0, at.start() - 60) : at.start()] if at else ""
    return re.search(words["won"], before, re.I) is not None and re.search(words["asked"], before, re.I) is None


def _word(piece: Record, pattern: str) -> str:
    match = re.search(pattern, piece["quote"], re.I)
    return brief(match.group()) if match else "named"


def _same_awards(awards: list[Record]) -> list[list[Record]]:
    """Awards by title and recipients."""
    groups: list[list[Record]] = []
    for r in awards:
        home = next((g for g in groups if _same_award(g[0], r)), None)
        if home is None:
            groups.append([r])
        else:
            home.append(r)
    return groups


def _same_award(a: Record, b: Record) -> bool:
    one, other = (set(stems(r["title"] or r["label"])) for r in (a, b))
    whose = set(a["recipients"]) & set(b["recipients"]) or not (a["recipients"] and b["recipients"])
    return bool(whose) and len(one & other) >= max(2, round(0.8 * max(len(one), len(other))))


def award_details(case: Case) -> Iterator[Finding]:
    """One award of one recipient with two ranks or two dates."""
    groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for r in case.records("awards"):
        groups[tuple(sorted(stems(r["title"] or r["label"]))), tuple(r["recipients"])].append(r)
    for group in groups.values():
        for field in ("rank", "date"):
            pair = next(((a, b) for a, b in combinations(group, 2) if _differ(a, b, field)), None)
            if pair:
                a, b = pair
                message = f"{a['title'] or a['label']}: {field} {a[field]} and {b[field]}"
                yield Finding("award-details", "warning", "contradiction", message, ids(a, b), cited(a["evidence"], b["evidence"]))


def _differ(a: Record, b: Record, field: str) -> bool:
    """Two values of which neither is the other with more detail, and that do not stand side by side."""
    one, other = str(a[field] or ""), str(b[field] or "")
    near = any(abs(x["start"] - y["start"]) < 1_000 for x in a["evidence"] for y in b["evidence"])
    return bool(one and other) and not near and not (one.startswith(other) or other.startswith(one))


def founding_years(case: Case) -> Iterator[Finding]:
    """An organization that was founded, or listed, in two different years."""
    names = _names_of(case)
    told: dict[tuple[str, str], dict[str, Record]] = defaultdict(dict)
    for match in re.finditer(load("audit")["founding"]["said"], case.text):
        verb = "listed" if "isted" in match.group() else "founded"
        start, end = case.sentence(match.start(), match.end())
        whose = _owner(case.text[start : match.start()], case.text[match.end() : end], names)
        year = re.search(r"(?:19|20)\d\d", match.group())
        if whose and year:
            told[whose, verb].setdefault(year.group(), case.place(start, end))
    for (whose, verb), years in told.items():
        if len(years) == 2:
            message = f"{whose} was {verb} in {' and in '.join(sorted(years))}"
            yield Finding("founding-year", "error", "contradiction", message, (names[whose],), cited(years.values()))


def _names_of(case: Case) -> dict[str, str]:
    """IRIs of the group's organizations by label, alias and short name."""
    found: dict[str, str] = {}
    for r in case.records("organizations"):
        if r["role"] in ("reporter", "subsidiary", "joint venture", "parent"):
            for name in (r["label"], r["short_name"], *r["aliases"]):
                if name and re.match(r"[A-Z]", name) and len(name) > 3:
                    found.setdefault(name, r["id"])
    return found


def _owner(before: str, after: str, names: dict[str, str]) -> str | None:
    """The organization that stands right before "was founded in", or right after "Founded in 1990,"."""
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if re.search(rf"(?<!\w){re.escape(name)}\s*(?:\([^)]*\)\s*)?$", before) or (
            not re.search(r"\w", before) and re.match(rf",?\s*(?:the\s+)?{re.escape(name)}(?!\w)", after)
        ):
            return name
    return None


def posts(case: Case) -> Iterator[Finding]:
    """Two people in a post that only one can hold."""
    only = re.compile(load("audit")["posts"]["single"], re.I)
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for r in case.records("people"):
        if r["position"] and r["organization"] and only.fullmatch(r["position"].strip()):
            groups[r["organization"], " ".join(sorted(stems(r["position"])))].append(r)
    for (organization, _), group in groups.items():
        a, *others = group
        b = next((o for o in others if not set(_names(a)) & set(_names(o))), None)
        if b and not any(re.search(PEOPLE_APART, e["quote"], re.I) for r in (a, b) for e in r["evidence"]):
            message = f"{a['position']} of {organization}: {a['name'] or a['label']} and {b['name'] or b['label']}"
            yield Finding("one-post-two-people", "warning", "contradiction", message, ids(a, b), cited(a["evidence"], b["evidence"]))


def _names(person: Record) -> list[str]:
    return re.findall(r"\w{3,}", (person["name"] or person["label"]).casefold())
