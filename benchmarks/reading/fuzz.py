"""Damaged files of every format, many of them: none may end in anything but a report or one clear line.

python benchmarks/reading/fuzz.py --count 20000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from report.errors import InputError
from report.read import READERS
from tests.report.formats import FORMATS

MOST_BYTES = 400


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with some bytes changed, cut out, said twice or put in."""
    made = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 10, 40])):
        at, size = chance.randrange(len(made)), chance.randint(1, MOST_BYTES)
        kind = chance.randrange(5)
        if kind == 0:
            made[at] = chance.randrange(256)
        elif kind == 1 and len(made) > 2 * size:
            del made[at : at + size]
        elif kind == 2:
            made[at:at] = made[at : at + size]
        elif kind == 3:
            made[at:at] = chance.randbytes(size % 40)
        else:
            other = chance.randrange(len(made))
            made[at : at + size], made[other : other + size] = made[other : other + size], made[at : at + size]
    return bytes(made)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance, begun, ends = random.Random(given.seed), time.monotonic(), Counter[str]()
    good = {ending: make() for ending, make in FORMATS.items()}
    slowest = 0.0
    for _ in range(given.count):
        ending = chance.choice(sorted(good))
        start = time.monotonic()
        try:
            READERS[ending](damaged(good[ending], chance), f"a{ending}", "a")
            ends[f"{ending} read"] += 1
        except InputError as error:
            assert "\n" not in str(error)
            ends[f"{ending} refused"] += 1
        slowest = max(slowest, time.monotonic() - start)
    print(
        f"{given.count} damaged files in {time.monotonic() - begun:.0f} s, slowest {slowest:.2f} s, no traceback:",
        dict(sorted(ends.items())),
    )


if __name__ == "__main__":
    main()
