"""What the tests of library folders share: states of parts with one text each, and processes that do things to them."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ask.generations import current
from ask.writing import writing

ROOT = Path(__file__).resolve().parents[2]


def put(folder: Path, **parts: str) -> str:
    """Commit a state of these parts, each of one file, beside a file of its own that names them."""
    with writing(folder) as writer:
        for name, text in parts.items():
            (writer.part(name) / "text").write_text(text)
        (writer.stage / "names").write_text(" ".join(parts))
        return writer.commit()


def state(folder: Path) -> dict[str, str]:
    with current(folder) as generation:
        found = {name: (part / "text").read_text() for name, part in generation.parts.items()}
        assert not generation.files or list(found) == (generation.path / "names").read_text().split()
        return found


@contextmanager
def process(code: str, *args: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process with this code, which answers on its standard output."""
    started = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *args], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def line(started: subprocess.Popen[str]) -> str:
    assert started.stdout is not None
    return started.stdout.readline().strip()


HOLDING = """
    import sys
    from pathlib import Path
    from ask.writing import writing
    with writing(Path(sys.argv[1])) as writer:
        (writer.stage / "half").write_text("half")
        print("building", flush=True)
        sys.stdin.read()
    """
