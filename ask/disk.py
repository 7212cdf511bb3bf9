"""Files that are wholly there or not at all, also after a power cut."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import suppress
from pathlib import Path


def sha256_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def replace_file(file: Path, content: bytes) -> None:
    """Write a file in one step: others see the old content or the new, also after a power cut."""
    new = file.with_name(f"{file.name}.new")
    write_file(new, content)
    for _ in range(50 if sys.platform == "win32" else 0):
        with suppress(PermissionError):  # there, a file that someone reads cannot be replaced
            return os.replace(new, file)
        time.sleep(0.02)
    os.replace(new, file)
    sync(file.parent)


def write_file(file: Path, content: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Files and folders, from the leaves up. A file with more than one link was on the disk before."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            if os.stat(os.path.join(parent, name)).st_nlink == 1:
                sync(Path(parent, name))
        sync(Path(parent))


def files_in(folder: Path) -> list[Path]:
    """All files in a folder, at any depth, sorted."""
    return sorted(Path(parent, name) for parent, _, names in os.walk(folder) for name in names)


def same_file(a: Path, b: Path) -> bool:
    return b.exists() and a.samefile(b)
