"""How fast search is: indexing beside the bare runtime, a warm query, and a cold process beside plain sentence-transformers with FAISS.

python benchmarks/search/speed.py REPORT [--runs 10]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

import index.segment
from ask.building import build
from index import chunks_of, open_index
from index.encode import MiniLM
from index.export import packaged
from index.vectors import FILE, write_vectors
from report.model import Report
from report.read import read

QUERY = "how can employees report misconduct"
PLAIN = """
import sys, faiss
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
index = faiss.read_index(sys.argv[2])
print(index.search(model.encode([sys.argv[3]], normalize_embeddings=True), 10)[1])
"""


def indexing(report: Report, base: Path) -> None:
    """Chunks a second of the runtime alone and of writing a segment, three times each, in turn; size of the index."""
    texts = [c.titled(index.segment.TITLES_READ) for c in chunks_of(report)]
    encoder = MiniLM()
    encoder.encode(texts[:20])
    bare, whole = [], []
    for run in range(3):
        start = time.perf_counter()
        encoder.encode(texts)
        bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        index.segment.write(base / f"segment-{run}", report, encoder, base / f"cold-cache-{run}")
        whole.append(time.perf_counter() - start)
    print(
        f"{len(texts)} chunks; runtime alone {len(texts) / median(bare):.0f} chunks/s, writing the index {len(texts) / median(whole):.0f}"
    )
    print(f"writing / runtime: {median(bare) / median(whole):.2f} of its speed")
    size = sum(file.stat().st_size for file in (base / "segment-0").iterdir())
    print(f"index {size / len(texts):.0f} bytes a chunk; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def queries(file: Path, report: Report, base: Path, runs: int) -> None:
    """A warm query, then whole processes, ours and the plain one in turn."""
    built = open_index({report.id: base / "segment-0"})
    built.search(QUERY)
    start = time.perf_counter()
    for _ in range(runs):
        built.search(QUERY)
    print(f"a query in an open index {(time.perf_counter() - start) / runs * 1000:.1f} ms")
    vectors = MiniLM().encode([c.titled(index.segment.TITLES_READ) for c in chunks_of(report)])
    (base / "plain").mkdir()
    write_vectors(base / "plain", np.asarray(vectors))
    library = base / "library"
    build(library, [file])
    ours, plain = [], []
    for _ in range(runs):
        ours.append(timed("-m", "cli", "search", QUERY, "--library", str(library)))
        plain.append(timed("-c", PLAIN, str(packaged()), str(base / "plain" / FILE), QUERY))
    for name, found in (("kg search", ours), ("sentence-transformers + FAISS", plain)):
        wall, used = (median(column) for column in zip(*found, strict=True))
        print(f"cold process, median of {runs}, {name}: {wall:.2f} s, of that {used:.2f} s of processor time")
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def timed(*command: str) -> tuple[float, float]:
    """Seconds by the clock, and of processor time, of a whole process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, *command], check=True, cwd=Path(__file__).parents[2], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    report = read(options.report)
    with tempfile.TemporaryDirectory() as folder:
        indexing(report, Path(folder))
        queries(options.report, report, Path(folder), options.runs)


if __name__ == "__main__":
    main()
