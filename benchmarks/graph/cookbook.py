"""How long each query of the cookbook takes on a library: `python benchmarks/graph/cookbook.py LIBRARY [--rows N]`."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from ask.library import Library
from kg.store import Rows
from ontology.cookbook import recipes


def main(folder: str, rows: int = 0) -> None:
    """Print name, number of rows and the median processor time of three runs in milliseconds; with `rows`, the first ones."""
    with Library.open(Path(folder)) as library:
        print(f"{len(library.store)} quads, {len(library.reports())} reports")
        slowest = []
        for recipe in recipes():
            times = []
            for _ in range(3):
                started = time.process_time()
                result = library.store.query(recipe.query)
                times.append((time.process_time() - started) * 1000)
            slowest.append((statistics.median(times), recipe.name))
            size = 1 if isinstance(result, bool) else len(result)
            print(f"{recipe.name}\t{size} rows\t{statistics.median(times):.1f} ms")
            if isinstance(result, Rows):
                for row in result.values()[:rows]:
                    print("   ", row)
        print(f"{len(slowest)} queries, all together {sum(t for t, _ in slowest):.0f} ms, slowest {max(slowest)}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[3]) if "--rows" in sys.argv else 0)
