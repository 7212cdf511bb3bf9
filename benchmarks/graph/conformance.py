"""Whether the graphs of reports keep to the shapes, and how long the check takes; then one fault for each shape.

`python benchmarks/graph/conformance.py REPORT...` reads the reports (files) and makes their graphs; the faults are those of the tests.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kg.check import conforms
from kg.extract import extract
from kg.graph import quads_of
from kg.store import serialise_quads
from report.read import read
from tests.kg.conftest import make
from tests.kg.test_check import BAD, concepts_of


def main(paths: list[str]) -> None:
    """Print a line for each report, and how many faults were caught."""
    for number, path in enumerate(sorted(paths), 1):
        report = read(Path(path))
        names, facts = extract(report, lambda _: None)
        quads = quads_of(report, facts, names)
        started = time.perf_counter()
        found = conforms(quads)
        took = time.perf_counter() - started
        size = len(serialise_quads(quads, "nquads")) / 1e6
        errors = [f for f in found if f.severity == "error"]
        print(
            f"{number}\t{len(facts)} facts\t{len(quads)} quads\t{size:.1f} MB\t{took:.2f} s\t{len(errors)} errors\t{len(found) - len(errors)} others"
        )
        for breach in found[:3]:
            print(f"\t{breach.shape} {breach.message}: {breach.value}")
    world = make()
    sound = [*world.quads, *concepts_of(world)]
    caught = {name: any(b.shape == f"rg:{name}" for b in conforms(change(list(sound)))) for name, (change, _) in BAD.items()}
    print(f"sound graph: {len(conforms(sound))} breaches; faults caught by the shape they break: {sum(caught.values())} of {len(caught)}")


if __name__ == "__main__":
    main(sys.argv[1:])
