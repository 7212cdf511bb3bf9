"""Rules on the content index: left out although reported, a chapter that is not there or is silent, an empty cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from kg.audit_case import Case, Finding, brief, cited, ids
from kg.data import load
from kg.extract.chapters import tidy_heading
from kg.metric_words import words
from kg.records import Record

LEFT_OUT = ("omitted", "not applicable", "blank")
SURE = 0.8
"""Share of the chapters named in an index that must be headings before the others are doubted."""


def omitted_but_reported(case: Case) -> Iterator[Finding]:
    """Disclosures that the index leaves out although the report has facts on them."""
    known = _reported()
    for row in case.records("disclosures"):
        rule = known.get(_code(row))
        if rule and row["status"] in LEFT_OUT:
            facts = _facts(case, rule)
            said = [e for fact in facts for e in fact["evidence"]] or _sentence(case, rule)
            if said:
                told = facts[0]["label"] if facts else said[0]["quote"]
                message = f"{row['label']} is {_marked(row)}, but the report gives {rule['what']}: {brief(told)}"
                yield Finding("omitted-but-reported", "error", "index", message, ids(row, *facts), cited(row["evidence"], said))


@cache
def _reported() -> dict[str, dict[str, Any]]:
    return {code: rule for rule in load("audit")["reported"] for code in rule["codes"]}


def _code(row: Record) -> str:
    return f"{row['framework']} {row['code']}"


def _marked(row: Record) -> str:
    return {"omitted": "left out", "blank": "left empty"}.get(row["status"], "said not to apply")


def _facts(case: Case, rule: dict[str, Any]) -> list[Record]:
    """The first facts that a rule looks for; targets are none, and of the index itself nothing counts."""
    if "kind" not in rule:
        return []
    says = re.compile(rule["says"], re.I)
    told = [r for r in case.records(rule["kind"]) if r.get("type") != "target" and says.search(str(r[rule["field"]] or ""))]
    if "unless" in rule:
        told = [r for r in told if not re.search(rule["unless"], str(r[rule["field"]]), re.I)]
    return [r for r in told if not any(case.in_index(e["start"]) for e in r["evidence"])][:2]


def _sentence(case: Case, rule: dict[str, Any]) -> list[Record]:
    """The first sentence of the report, outside the index, that says it."""
    if "sentence" not in rule:
        return []
    for match in re.finditer(rule["sentence"], case.text, re.I):
        if not case.in_index(match.start()):
            return [case.place(*case.sentence(match.start(), match.end()))]
    return []


def empty_cells(case: Case) -> Iterator[Finding]:
    """Rows of the index that say nothing: neither a chapter nor a mark."""
    blank: dict[str, list[Record]] = defaultdict(list)
    for row in case.records("disclosures"):
        if row["status"] == "blank":
            blank[row["framework"]].append(row)
    for framework, empty in blank.items():
        count = f"{len(empty)} rows of the {framework} index say" if len(empty) > 1 else f"a row of the {framework} index says"
        message = f"{count} neither where nor that it is left out: {', '.join(r['code'] for r in empty)}"
        yield Finding("empty-index-cell", "warning", "index", message, ids(*empty), cited([e for r in empty for e in r["evidence"]]))


def missing_chapters(case: Case) -> Iterator[Finding]:
    """Chapters that the index names and the report has not, or has under a slightly other title."""
    rows = [(row, chapter) for row in case.records("disclosures") for chapter in row["chapters"] if not _elsewhere(chapter)]
    titles = _titles(case)
    unknown = [(chapter, row) for row, chapter in rows if _folded(chapter) not in titles] if _by_chapter(case) else []
    by_chapter: dict[str, list[Record]] = defaultdict(list)
    for chapter, row in unknown:
        by_chapter[chapter].append(row)
    for chapter, pointing in by_chapter.items():
        message = f"the index points to {chapter!r} ({', '.join(r['code'] for r in pointing[:8])}), but the report has no such heading"
        yield Finding("missing-chapter", "warning", "index", message, ids(*pointing), cited([e for r in pointing for e in r["evidence"]]))


def misnamed_chapters(case: Case) -> Iterator[Finding]:
    """Chapters whose title in the index is not quite that of the heading."""
    titles = _titles(case)
    seen: dict[tuple[str, str], list[Record]] = {}
    for row in case.records("disclosures"):
        said = " ".join(e["quote"] for e in row["evidence"])
        for chapter in row["chapters"]:
            if _folded(chapter) in titles and (spelled := _spelled(said, chapter)):
                seen.setdefault((chapter, spelled), []).append(row)
    for (chapter, spelled), rows in seen.items():
        start, end = case.line(titles[_folded(chapter)])
        message = f"the index says {spelled!r} ({', '.join(r['code'] for r in rows[:8])}), the heading {chapter!r}"
        pieces = cited([e for r in rows for e in r["evidence"]], [case.place(start, end)])
        yield Finding("misnamed-chapter", "note", "index", message, ids(*rows), pieces)


def _spelled(said: str, chapter: str) -> str | None:
    """How a row spells a chapter, when it has all its words but one, and that one nearly: "material" for "materials"."""
    wanted, found = words(chapter), words(said)
    if len(wanted) < 2 or "".join(wanted) in "".join(found):
        return None
    for at in range(len(found) - len(wanted) + 1):
        window = found[at : at + len(wanted)]
        different = [(a, b) for a, b in zip(window, wanted, strict=True) if a != b]
        if len(different) == 1 and _one_letter(*different[0]):
            printed = re.search(r"[^a-z0-9]+".join(window), said, re.I)
            return printed.group() if printed else " ".join(window)
    return None


def _one_letter(a: str, b: str) -> bool:
    """Is one word the other with an "s" or so more?"""
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) in (1, 2) and long.startswith(short) and len(short) > 3


def silent_chapters(case: Case) -> Iterator[Finding]:
    """Rows that point to chapters in which no line speaks of the disclosure."""
    needs: dict[str, str] = load("audit")["content"] if _by_chapter(case) else {}
    bounds = _bounds(case) if needs else {}
    for row in case.records("disclosures"):
        need, places = needs.get(_code(row)), [bounds.get(_folded(c)) for c in row["chapters"]]
        if need is None or not places or None in places:
            continue
        lines = [line for spans in places for a, b in spans or () for line in case.text[a:b].splitlines()]
        if sum(map(len, lines)) > 200 and not any(re.search(need, line, re.I) for line in lines):
            named = " and ".join(row["chapters"])
            message = f"{row['label']} points to {named}, where no line speaks of it"
            yield Finding("silent-chapter", "warning", "index", message, ids(row), cited(row["evidence"]))


def _by_chapter(case: Case) -> bool:
    """Does the index name chapters of this report, not pages or other documents?"""
    named = {_folded(c) for row in case.records("disclosures") for c in row["chapters"] if not _elsewhere(c)}
    return len(named) >= 3 and len(named & set(_titles(case))) >= SURE * len(named)


def _bounds(case: Case) -> dict[str, list[tuple[int, int]]]:
    """Where each chapter that the index names begins and ends: at the next one that it names, or where its headings say if that is
    later, for ranks of headings are unsure."""
    rows = case.records("disclosures")
    named = {_folded(c) for row in rows for c in row["chapters"]}
    marks = [(h.start, _folded(h.title), h.end) for h in case.headings if not case.in_index(h.start)]
    first = min((row["evidence"][0]["start"] for row in rows), default=len(case.text))
    stops = sorted({start for start, title, _ in marks if title in named} | {first, len(case.text)})
    found: dict[str, list[tuple[int, int]]] = {}
    for start, title, end in marks:
        if title in named:
            found.setdefault(title, []).append((start, max(end, stops[bisect_right(stops, start)])))
    return found


def _titles(case: Case) -> dict[str, int]:
    """Folded titles of the report's headings outside the index, and where the first one of the name stands."""
    found: dict[str, int] = {}
    for heading in (h for h in case.headings if not case.in_index(h.start)):
        for title in (heading.title, tidy_heading(heading.title)):
            found.setdefault(_folded(title), heading.start)
    return found


def _folded(title: str) -> str:
    return "".join(words(tidy_heading(title)))


def _elsewhere(chapter: str) -> bool:
    return len(words(chapter)) < 2 or re.search(load("audit")["chapters"]["elsewhere"], chapter, re.I) is not None
