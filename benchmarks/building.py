"""What a build costs beside its embeddings: the whole `kg build` of a report over encoding the same chunks with the bare runtime.

python benchmarks/building.py REPORT [--runs 3]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.chunks import chunks_of
from index.encode import open_encoder
from kg.extract import extract
from report.read import read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    start = time.perf_counter()
    report = read(options.report)
    reading = time.perf_counter() - start
    start = time.perf_counter()
    _, facts = extract(report)
    extracting = time.perf_counter() - start
    texts = [chunk.titled(1) for chunk in chunks_of(report)]
    encoder = open_encoder()
    encoder.encode(texts[:8])
    bare, builds, peaks = [], [], []
    for _ in range(options.runs):
        start = time.perf_counter()
        encoder.encode(texts)
        bare.append(time.perf_counter() - start)
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            process = subprocess.Popen(
                [Path(sys.executable).with_name("kg"), "build", options.report, "--library", f"{folder}/library"], stdout=subprocess.DEVNULL
            )
            _, status, usage = os.wait4(process.pid, 0)
            builds.append(time.perf_counter() - start)
            peaks.append(usage.ru_maxrss / 1024)
            if status:
                raise SystemExit("the build failed")
    print(f"characters {len(report.text):,}, facts {len(facts):,}, chunks {len(texts):,}")
    print(f"read {reading:.2f} s, extract {extracting:.2f} s (in one process, imports included)")
    print(f"embedding with the bare runtime: {statistics.median(bare):.2f} s ({len(texts) / statistics.median(bare):.0f} chunks/s)")
    print(f"whole kg build: {statistics.median(builds):.2f} s, peak {max(peaks):.0f} MB")
    print(
        f"ratio build / embedding: {statistics.median(builds) / statistics.median(bare):.2f}; extraction / embedding: {extracting / statistics.median(bare):.2f}"
    )


if __name__ == "__main__":
    main()
