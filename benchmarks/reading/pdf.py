"""Reading of PDFs: seconds and memory, beside plain text extraction by the same library.

python benchmarks/reading/pdf.py FOLDER                 # every PDF there, each in a process of its own
python benchmarks/reading/pdf.py FOLDER --pages 1000    # also PDFs of 250, 500, ... so many pages, made by repeating the smallest one
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))


def plain(file: Path) -> int:
    """Characters that plain extraction gives."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(file.read_bytes())
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def ours(file: Path) -> int:
    """Characters of the report."""
    from report.read import read

    return len(read(file).text)


WORK: dict[str, Callable[[Path], int]] = {"plain": plain, "ours": ours}


def measure(file: Path, name: str, times: int) -> None:
    """Prints the least seconds of processor time of so many runs, and how many MB the first took at its height."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        WORK[name](file)
        taken.append(time.process_time() - start)
    print(min(taken), peak())


def peak() -> int:
    """MB at the height of this process (the figure that `resource` gives counts the parent's too)."""
    line = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def measured(file: Path, name: str, times: int = 3) -> tuple[float, int]:
    """(seconds, MB at the height) in a process of its own."""
    command = [sys.executable, __file__, str(file), "--measure", name, "--times", str(times)]
    seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), int(memory)


def table(files: Sequence[Path], times: int = 3) -> None:
    import pypdfium2 as pdfium

    print(f"{'pages':>6} {'plain s':>8} {'ours s':>8} {'times':>6} {'pages/s':>8} {'plain MB':>9} {'ours MB':>8}")
    for file in files:
        pages = len(pdfium.PdfDocument(file))
        (base, plain_mb), (own, own_mb) = measured(file, "plain", times), measured(file, "ours", times)
        print(f"{pages:6} {base:8.2f} {own:8.2f} {own / base:6.1f} {pages / own:8.0f} {plain_mb:9} {own_mb:8}")


def repeated(data: bytes, pages: int) -> bytes:
    """A PDF of so many pages, made by repeating one."""
    import pypdfium2 as pdfium

    source, made = pdfium.PdfDocument(data), pdfium.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--pages", type=int, help="also PDFs of up to so many pages")
    options.add_argument("--times", type=int, default=3)
    options.add_argument("--measure", choices=WORK, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.measure:
        measure(given.folder, given.measure, given.times)
        return
    files = sorted(given.folder.glob("*.pdf"), key=lambda f: f.stat().st_size)
    table(files, given.times)
    if given.pages:
        with tempfile.TemporaryDirectory() as folder:
            made = []
            for share in (4, 2, 1):
                made.append(Path(folder) / f"{given.pages // share:06}.pdf")
                made[-1].write_bytes(repeated(files[0].read_bytes(), given.pages // share))
            table(made, 1)


if __name__ == "__main__":
    main()
