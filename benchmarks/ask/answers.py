"""How good and how fast answers are: by type of question, what is refused, what is cited, how far confidence can be trusted.

    python benchmarks/ask/answers.py --scorer score.py --library LIBRARY REPORT-ID=QUESTIONS.jsonl ... [--misses 20] [--cold 10]
    python benchmarks/ask/answers.py --scorer score.py LIBRARY:REPORT-ID=QUESTIONS.jsonl ...

Questions are lines of JSON with question, type, answer, answer_alternatives, evidence (quotes) and, where the report says two
things, conflict_values and the tag "contradiction". The scorer is the file that judges answers; only its `answer_credit`,
`question_type`, `Source` and `overlap` are used.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ask import answer
from ask.library import Library


@dataclass(frozen=True)
class Asked:
    """One question with what came back. `supported` is None where nothing can be supported."""

    report: str
    task: dict[str, Any]
    reply: dict[str, Any]
    credit: float
    kind: str
    supported: bool | None
    seconds: float

    @property
    def refused(self) -> bool:
        return bool(self.reply["status"] == "not found")


def scorer_of(path: Path) -> ModuleType:
    """The scoring program, as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


def opened(sets: list[str], default: Path | None) -> Iterator[tuple[Library, str, Path]]:
    """Each set of questions with its report and its library, which is opened once."""
    libraries: dict[str, Library] = {}
    for given in sets:
        where, questions = given.rsplit("=", 1)
        path, _, report = where.rpartition(":")
        folder = path or str(default or "")
        if folder not in libraries:
            libraries[folder] = Library.open(Path(folder))
        yield libraries[folder], report, Path(questions)


def ask_all(library: Library, report: str, questions: Path, scorer: ModuleType) -> list[Asked]:
    """Ask every question of a file of one report."""
    source = scorer.Source(library.text(report))
    found = []
    for task in map(json.loads, questions.read_text("utf-8").splitlines()):
        start = time.perf_counter()
        reply = answer(library, task["question"], report).as_json()
        seconds = time.perf_counter() - start
        kind = scorer.question_type(task)
        found.append(Asked(report, task, reply, scorer.answer_credit(task, reply), kind, _supported(task, reply, source, scorer), seconds))
    return found


def _supported(task: dict[str, Any], reply: dict[str, Any], source: Any, scorer: ModuleType) -> bool | None:
    """Does a citation stand in a line of the annotated evidence?"""
    places = [source.line(n) for n in task.get("lines") or []] or [
        source.lines_of(s) for q in task.get("evidence") or [] for s in source.locate(q)
    ]
    if task["type"] == "unanswerable" or reply["status"] == "not found" or not places:
        return None
    return bool(scorer.overlap([(e["start"], e["end"]) for e in reply["citations"]], places) > 0)


def share(values: list[bool]) -> str:
    return f"{sum(values) / len(values):.2f} ({len(values)})" if values else "-"


def print_tables(asked: list[Asked], misses: int) -> None:
    by_kind: dict[str, list[float]] = defaultdict(list)
    for a in asked:
        by_kind[a.kind].append(a.credit)
    print("\n| type | score | questions |\n| --- | --- | --- |")
    for kind, credits in sorted(by_kind.items()):
        print(f"| {kind} | {statistics.mean(credits):.2f} | {len(credits)} |")
    print(f"| all | {statistics.mean(a.credit for a in asked):.3f} | {len(asked)} |")
    print(f"\nunanswerable and refused: {share([a.refused for a in asked if a.task['type'] == 'unanswerable'])}")
    print(f"answerable and refused: {share([a.refused for a in asked if a.task['type'] != 'unanswerable'])}")
    print(f"citation supports: {share([a.supported for a in asked if a.supported is not None])}")
    print(f"warm, median: {1000 * statistics.median(a.seconds for a in asked):.0f} ms")
    print("\n| confidence | answers | right |\n| --- | --- | --- |")
    given = [a for a in asked if not a.refused]
    for low in (0.3, 0.5, 0.7, 0.8, 0.9):
        high = {0.3: 0.5, 0.5: 0.7, 0.7: 0.8, 0.8: 0.9, 0.9: 1.01}[low]
        bin_ = [a.credit for a in given if low <= a.reply["confidence"] < high]
        print(
            f"| {low:.1f} to {min(high, 1.0):.1f} | {len(bin_)} | {statistics.mean(bin_):.2f} |"
            if bin_
            else f"| {low:.1f} to {min(high, 1.0):.1f} | 0 | - |"
        )
    worst = sorted((a for a in asked if a.credit < 1), key=lambda a: (a.credit, -a.reply["confidence"]))[:misses]
    for a in worst:
        print(
            f"\n{a.credit:.2f} {a.kind}: {a.task['question']}\n   wanted {str(a.task['answer'])[:120]}\n   {a.reply['status']} ({a.reply['confidence']}): {a.reply['answer'][:160]}"
        )


def print_cold(library: Path, asked: list[Asked], times: int) -> None:
    """Wall time of whole processes."""
    env = {**os.environ, "KG_LIBRARY": str(library.resolve())}
    found = []
    for a in asked[:times]:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "cli", "ask", a.task["question"], "--report", a.report, "--json"],
            env=env,
            capture_output=True,
            check=False,
        )
        found.append(time.perf_counter() - start)
    print(f"\ncold, whole process, median of {len(found)}: {statistics.median(found):.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="[LIBRARY:]REPORT=QUESTIONS")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--misses", type=int, default=20)
    parser.add_argument("--cold", type=int, default=0, metavar="N", help="also time N whole processes")
    options = parser.parse_args()
    scorer = scorer_of(options.scorer)
    asked = [a for library, report, questions in opened(options.sets, options.library) for a in ask_all(library, report, questions, scorer)]
    print_tables(asked, options.misses)
    if options.cold and options.library:
        print_cold(options.library, asked, options.cold)


if __name__ == "__main__":
    main()
