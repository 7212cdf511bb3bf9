"""Kills real builds at random moments and looks at what the library holds then: the state before or the state after, whole.

    python -m benchmarks.safety [--report FILE] [--kills N] [--first N] [--seed S]

A library that holds one report takes a second one while the first is replaced by a changed version. Each build runs in a
process of its own, which gets SIGKILL at a moment drawn evenly over the time that the build takes when left alone. Then the
library must open, be sound, and give its old graph, texts and search hits, or the new ones, byte for byte; and a build
afterwards (tried after every fifth kill) must go through. `--first` kills builds that make a library: afterwards there is
none, or an empty one, or the whole.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ask.building import build
from ask.health import check
from ask.library import Library
from kg.store import serialise_quads
from report.errors import LibraryError

ROOT = Path(__file__).resolve().parents[1]

BUILD = """
import sys
from pathlib import Path
from ask.building import build
print("go", flush=True)
build(Path(sys.argv[1]), sys.argv[2:])
print("done", flush=True)
"""


@dataclass(frozen=True)
class Case:
    """What is built: inputs, the library before (None: there is none), and how long the build takes alone, in seconds."""

    inputs: tuple[Path, ...]
    before: Path | None
    states: dict[str, str]
    seconds: float


def state(folder: Path) -> str:
    """A hash of everything that a user can get out of a library; "none" when there is none, "empty" when it is empty."""
    try:
        library = Library.open(folder)
    except LibraryError as error:
        if "no library at" in str(error):
            return "none"
        raise
    with library:
        if not library.reports():
            return "empty"
        texts = [library.text(meta.id) for meta in library.reports()]
        hits = [[hit["report"], hit["text"], round(hit["score"], 4)] for hit in library.search("energy and water of the plant")]
        said = json.dumps([texts, hits]).encode() + serialise_quads(library.store.quads(), "nquads")
        return hashlib.sha256(said).hexdigest()


def case(work: Path, report: Path, first: bool) -> Case:
    """Build everything once, undisturbed."""
    old, new = work / "old", work / "new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        shutil.copy(report, folder / "first.md")
    with (new / "first.md").open("a", encoding="utf-8") as file:
        file.write("\n\nThe plant saved 1,234 MWh of energy in 2024.\n")
    shutil.copy(report, new / "second.md")
    before = None if first else work / "before"
    if before:
        build(before, [old])
    inputs = (new / "first.md", new / "second.md")
    whole = _copy(before, work / "whole")
    seconds = _seconds(whole, inputs)
    names = {state(whole): "new"} | ({state(before): "old"} if before else {"none": "old", "empty": "old"})
    return Case(inputs, before, names, seconds)


def _copy(folder: Path | None, to: Path) -> Path:
    """A copy without the cache, so that the build has vectors to make, and can be killed at that too."""
    return Path(shutil.copytree(folder, to, ignore=shutil.ignore_patterns("cache"))) if folder else to


def _seconds(folder: Path, inputs: tuple[Path, ...]) -> float:
    process = _start(folder, inputs)
    began = time.perf_counter()
    assert process.stdout
    done = process.stdout.readline()
    seconds = time.perf_counter() - began
    process.communicate()
    if done != "done\n":
        raise RuntimeError("the undisturbed build failed")
    return seconds


def _start(folder: Path, inputs: tuple[Path, ...]) -> subprocess.Popen[str]:
    """A build that is just beginning: everything is imported."""
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(folder), *map(str, inputs)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "go\n"
    return process


def kill(case: Case, folder: Path, after: float) -> str:
    """Kill a build in a copy of the library after so many seconds; returns "old" or "new", or says what is wrong."""
    _copy(case.before, folder)
    process = _start(folder, case.inputs)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    try:
        held = case.states.get(state(folder), "mixed")
        wrong = [] if held == "old" and not case.before else [p.what for p in check(folder) if not p.note]
    except LibraryError as error:
        return f"does not open: {error}"
    return f"unsound: {wrong[0]}" if wrong else held


def recovers(case: Case, folder: Path) -> bool:
    """Whether a build afterwards goes through, to the new state, and leaves nothing of the killed one."""
    build(folder, case.inputs)
    return case.states.get(state(folder)) == "new" and check(folder) == []


def run(report: Path, kills: int, first: bool, seed: int) -> bool:
    """Prints one line of results; whether all went well."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        one = case(work, report, first)
        found: Counter[str] = Counter()
        tried = recovered = 0
        for number in range(kills):
            folder = work / "killed"
            outcome = kill(one, folder, chance.uniform(0, one.seconds * 1.02))
            found[outcome] += 1
            if number % 5 == 0 and outcome in ("old", "new"):
                tried += 1
                recovered += recovers(one, folder)
            shutil.rmtree(folder, ignore_errors=True)
            print(f"\r{number + 1} of {kills}", end="", file=sys.stderr, flush=True)
    bad = kills - found["old"] - found["new"]
    what = "first build" if first else "rebuild"
    print(
        f"\r{what} of {one.seconds:.2f} s, {kills} kills: {found['old']} hold the old state, {found['new']} the new, {bad} anything else; "
        f"{recovered} of {tried} went through when built again"
    )
    for outcome in sorted(set(found) - {"old", "new"}):
        print(f"  {found[outcome]} x {outcome}")
    return bad == 0 and recovered == tried


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--report", type=Path, default=max((ROOT / "examples").glob("*.md"), key=lambda file: file.stat().st_size))
    options.add_argument("--kills", type=int, default=80)
    options.add_argument("--first", type=int, default=20)
    options.add_argument("--seed", type=int, default=2)
    given = options.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; {given.report.name}, seed {given.seed}")
    sound = [run(given.report, count, first, given.seed) for count, first in ((given.kills, False), (given.first, True)) if count]
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
