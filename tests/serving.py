"""A real SPARQL server on this machine, for the tests and the benchmark of stores."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def oxigraph(folder: Path | None = None) -> Iterator[str]:
    """The URL of an `oxigraph serve` while it runs; in memory without a folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        Path(sys.executable).with_name("oxigraph"),
        "serve",
        *(("--location", folder) if folder else ()),
        "--bind",
        f"127.0.0.1:{port}",
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        running.terminate()
