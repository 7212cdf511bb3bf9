"""Locks between processes. The system drops them when a process dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from report.errors import LibraryError

POLL = 0.1
"""Seconds between two looks at a lock that is taken."""

if sys.platform == "win32":
    import msvcrt

    _PLACE = 1 << 30  # a byte far behind the holder's note, so that others can still read that

    def _take(handle: int) -> None:
        os.lseek(handle, _PLACE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _drop(handle: int) -> None:
        os.lseek(handle, _PLACE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def hold(file: Path) -> int:
        """Hold a file against `free`; a file that is open cannot be deleted on this system."""
        return os.open(file, os.O_RDONLY)

    def free(file: Path) -> bool:
        """Whether nobody holds the file."""
        try:
            file.unlink(missing_ok=True)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _drop(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

    def hold(file: Path) -> int:
        """Hold a file against `free`, beside others who hold it; needs no right to write. Returns what `os.close` lets go.

        Raises FileNotFoundError when it is gone, BlockingIOError when it is just being freed.
        """
        handle = os.open(file, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise
        except OSError:
            return handle  # a file system without locks: nobody collects garbage on it either
        return handle

    def free(file: Path) -> bool:
        """Whether nobody holds the file."""
        try:
            handle = os.open(file, os.O_RDWR)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        try:
            _take(handle)
        except OSError:
            return False
        finally:
            os.close(handle)
        return True


@contextmanager
def only_one(file: Path, wait: float | None, say: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock file alone. Taken by another process: `say` so once, and wait up to `wait` seconds (None: for ever).

    Raises LibraryError when the time is up.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait_for(handle, file, wait, say)
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"{os.getpid()}\n".encode())
        try:
            yield
        finally:
            _drop(handle)
    finally:
        os.close(handle)


def _wait_for(handle: int, file: Path, wait: float | None, say: Callable[[str], None]) -> None:
    end = None if wait is None else time.monotonic() + wait
    told = False
    while True:
        try:
            return _take(handle)
        except (BlockingIOError, PermissionError):  # taken, as POSIX and as Windows say it
            pass
        holder = f"{file.parent}: another process (pid {_pid(file)}) is building in this library"
        if end is not None and time.monotonic() >= end:
            raise LibraryError(f"{holder}, still after {wait:g} s; try again when it is done, or wait longer")
        if not told:
            say(f"{holder}; waiting for it")
            told = True
        time.sleep(POLL)


def _pid(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip() or "unknown"
    except (OSError, ValueError):
        return "unknown"
