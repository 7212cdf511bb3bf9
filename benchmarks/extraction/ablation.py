"""What each mechanism of extraction adds: recall and records printed with one of them switched off.

    python -m benchmarks.extraction.ablation --score SCORE.py GOLD=REPORT [GOLD=REPORT ...]

`SCORE.py` is the evaluation script, `GOLD` a folder of annotations for the file `REPORT`. The reports are read and extracted in this
process; a mechanism is switched off by putting a function that finds nothing in its place.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.extract import extract
from kg.facts import Fact
from report.model import Report
from report.read import read

OFF: dict[str, list[tuple[str, Callable[..., Any]]]] = {
    "wrapped lines joined": [("report.plain.margin", lambda runs: 0)],
    "public bodies": [("kg.extract.organizations.public_bodies", lambda *_: ())],
    "what names do or are called": [("kg.extract.organizations.acting", lambda *_: ())],
    "beside a known name": [("kg.extract.organizations.beside_known", lambda *_: ())],
    "head words of names": [("kg.extract.organizations.headed_names", lambda *_: ())],
    "names without a legal form": [("kg.extract.organizations._without_form", lambda *_: [])],
    "companies of the group": [("kg.extract.organizations.group_members", lambda *_: None)],
    "projects with a name": [("kg.extract.projects.named_in", lambda *_: ())],
    "projects told by sentences": [("kg.extract.projects.told_in", lambda *_: ())],
    "sites in sentences": [("kg.extract.facilities.sites_in", lambda *_: ())],
    "persons by what they do": [("kg.extract.people.told_in", lambda *_: ())],
    "risks in sentences": [("kg.extract.risks.risks_in_sentences", lambda *_: ())],
    "risks in tables": [("kg.extract.risks.risks_in_table", lambda *_: ())],
    "awards told in sentences": [("kg.extract.awards.awards_in_sentence", lambda *_: ())],
    "awards from the giver's side": [("kg.extract.awards.awards_given", lambda *_: ())],
    "ratings": [("kg.extract.awards.ratings_in", lambda *_: ())],
    "tables of certificates": [("kg.extract.certifications.certifications_in_table", lambda *_: ())],
    "happenings with a date": [("kg.extract.events.happenings_in", lambda *_: ())],
    "gatherings and incidents": [("kg.extract.events.gatherings_in", lambda *_: ()), ("kg.extract.events.incidents_in", lambda *_: ())],
    "brands": [("kg.extract.products.brands_in", lambda *_: ())],
    "treaties": [("kg.extract.laws.treaties", lambda *_: ())],
    "stakeholders in sentences": [("kg.extract.stakeholders.named_in_sentences", lambda *_: ())],
}


def main() -> None:
    """Print a line for everything on, and one for each mechanism off."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("pairs", nargs="+", metavar="GOLD=REPORT")
    given = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", given.score)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    sys.modules["score"] = score
    spec.loader.exec_module(score)
    pairs = [tuple(map(Path, pair.split("=", 1))) for pair in given.pairs]
    print("| switched off | found | recall | lost | records |\n| --- | --- | --- | --- | --- |")
    whole = _run(score, pairs)
    print(_line("nothing", whole, whole))
    for name, places in OFF.items():
        kept = [(place, _at(place)) for place, _ in places]
        for place, nothing in places:
            _put(place, nothing)
        print(_line(name, _run(score, pairs), whole), flush=True)
        for place, found in kept:
            _put(place, found)


def _line(name: str, now: tuple[int, int, int], whole: tuple[int, int, int]) -> str:
    return f"| {name} | {now[0]}/{now[1]} | {now[0] / now[1]:.3f} | {whole[0] - now[0]} | {now[2]} |"


def _at(place: str) -> Any:
    module, _, name = place.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _put(place: str, value: Any) -> None:
    module, _, name = place.rpartition(".")
    setattr(importlib.import_module(module), name, value)


def _run(score: Any, pairs: list[Any]) -> tuple[int, int, int]:
    """(annotated facts found, annotated facts, records printed) over all reports, subsidiaries counted once, as organizations."""
    found = wanted = printed = 0
    for gold_dir, path in pairs:
        report = read(path)
        _, facts = extract(report)
        library = _Library(score, report, facts)
        result = score.evaluate(library, score.Gold(gold_dir, library.source, None), only=set(score.FIELDS))
        for kind, row in result["kinds"].items():
            if kind != "subsidiaries":
                found, wanted, printed = found + row["found"], wanted + row["gold"], printed + row["out"]
    return found, wanted, printed


class _Library:
    """The facts of one report, in the shape in which the evaluation script asks for them."""

    failures: tuple[str, ...] = ()

    def __init__(self, score: Any, report: Report, facts: list[Fact]) -> None:
        self.sources: dict[str, Any] = {}
        self._score, self._report = score, report
        self.records: dict[str, list[dict[str, Any]]] = {}
        for fact in facts:
            self.records.setdefault(fact.kind, []).append(self._record(fact))

    def json(self, *words: str, empty: Any = None) -> Any:
        """What `kg list KIND` would print."""
        return self.records.get(words[1], []) if words[0] == "list" else empty

    def source(self, _: str) -> Any:
        """The text of the report."""
        return self._score.Source(self._report.text)

    def _record(self, fact: Fact) -> dict[str, Any]:
        evidence = [{"report": self._report.id, "quote": self._report.quote(s), "start": s.start, "end": s.end} for s in fact.evidence]
        said = {"kind": fact.kind, "label": fact.label, "aliases": list(fact.aliases), "report": self._report.id, "evidence": evidence}
        return said | {name: _plain(value) for name, value in fact.fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {name: _plain(item) for name, item in value.items()} if isinstance(value, dict) else value


if __name__ == "__main__":
    main()
