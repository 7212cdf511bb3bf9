"""Whole cold processes: wall time (median of ten) and peak memory of the commands that people wait for.

python benchmarks/cold.py --library DIR [--runs 10]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMANDS: dict[str, list[str]] = {
    "kg --help": ["--help"],
    "kg search": ["search", "energy saving projects", "-k", "5"],
    "kg sparql": ["sparql", "SELECT ?a ?l WHERE { ?a a rg:Award ; rdfs:label ?l } LIMIT 5"],
    "kg ask": ["ask", "How many employees does the company have?"],
    "kg list awards": ["list", "awards"],
    "kg reports": ["reports"],
}


def run(kg: str, arguments: list[str]) -> tuple[float, float]:
    """(seconds, peak memory in MB) of one process."""
    start = time.perf_counter()
    process = subprocess.Popen([kg, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"kg {' '.join(arguments)} failed with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", required=True)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--kg", default=str(Path(sys.executable).with_name("kg")))
    options = parser.parse_args()
    os.environ["KG_LIBRARY"] = options.library
    print(f"{'command':16} {'median s':>9} {'min s':>7} {'max s':>7} {'peak MB':>8}")
    for name, arguments in COMMANDS.items():
        run(options.kg, arguments)
        runs = [run(options.kg, arguments) for _ in range(options.runs)]
        seconds = [s for s, _ in runs]
        print(f"{name:16} {statistics.median(seconds):9.2f} {min(seconds):7.2f} {max(seconds):7.2f} {max(m for _, m in runs):8.0f}")


if __name__ == "__main__":
    main()
