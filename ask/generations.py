"""A folder that changes from one whole state to the next, whatever happens in between. It knows nothing of the content.

    FORMAT            version of this layout, written last when a library is first made
    CURRENT           the generation that counts, and the hash of its manifest: `000007 <sha256>`
    generations/      000007/ with content of its own, `hold`, and manifest.json: the parts it is made of, and the size and
                      hash of every file; new-*/ are builds that are not done
    parts/            acme-2025.000007/ is the part `acme-2025` as the seventh build wrote it; never changed afterwards
    cache/            what a build may use again; nothing depends on it
    lock              held by the process that builds

A build writes `new-*/` beside the current generation, names the parts that stay as they are, and then replaces CURRENT in
one step, so it costs what it adds. Readers hold their generation with a shared lock and never write. Only generations that
nobody holds are removed, with the parts that no other one names.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ask.disk import sha256_of
from ask.locks import hold
from report.errors import LibraryError

VERSION = 1
"""Version of the layout. A library of a newer one is refused."""
EMPTY = "000000"
"""The name of the generation before the first: nothing."""
_OURS = frozenset({"FORMAT", "CURRENT", "generations", "parts", "cache", "lock", "FORMAT.new", "CURRENT.new"})
_CURRENT = re.compile(r"(\d{6,}) ([0-9a-f]{64}|-)\n")
_NAME = re.compile(r"\d{6,}|new-\d+-\d+")
_PART = re.compile(r".+\.\d{6,}")
_NOTHING: Mapping[str, Any] = {"parts": {}, "files": {}}
_FORMAT = re.compile(r"reportgraph library (\d+)\n")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a library, and what to do about it. A `note` does no harm."""

    what: str
    advice: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a generation, as it was when the generation was finished."""

    size: int
    sha256: str


class Generation:
    """One finished state, held so that nothing collects it before `close`.

    `path` holds its own content; `parts` are the folders it is made of, by name, sorted. `files` are all its files, by their
    path in `path`, or in the library where they start with `parts/`.
    """

    def __init__(self, folder: Path, name: str, manifest: Mapping[str, Any] = _NOTHING, handle: int | None = None) -> None:
        self.path = folder / "generations" / name
        self.name = name
        self.parts = {part: folder / "parts" / place for part, place in manifest["parts"].items()}
        self.files = {file: Entry(*entry) for file, entry in manifest["files"].items()}
        self._handle = handle

    def close(self) -> None:
        """Let it go. Closing twice is fine."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def where(self, file: str) -> str:
        """Where one of `files` is."""
        return f"{self.path.parent.parent if file.startswith('parts/') else self.path}/{file}"

    def __enter__(self) -> Generation:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def current(folder: Path) -> Generation:
    """The state that counts now, checked to be whole (files and sizes) and held. Close it when done.

    Raises LibraryError when there is none, when it is damaged or of a newer format.
    """
    for _ in range(100):
        name, manifest = pointer(folder)
        path = folder / "generations" / name
        if name == EMPTY:
            return Generation(folder, EMPTY)
        try:
            handle = hold(path / "hold")
        except (FileNotFoundError, NotADirectoryError, BlockingIOError) as error:
            if pointer(folder)[0] == name and not isinstance(error, BlockingIOError):
                raise damaged(folder, f"generations/{name}/hold is missing") from error
            time.sleep(0.02)
            continue
        if pointer(folder)[0] != name:  # swapped before we held it: it may be removed any moment
            os.close(handle)
            continue
        try:
            return _whole(folder, name, manifest, handle)
        except BaseException:
            os.close(handle)
            raise
    raise LibraryError(f"{folder}: it changes faster than it can be opened; try again")


def pointer(folder: Path) -> tuple[str, str]:
    """Name and manifest hash of the generation that counts. Raises LibraryError, see `current`."""
    version = _line(folder / "FORMAT", _FORMAT, folder)
    now = _line(folder / "CURRENT", _CURRENT, folder)
    if version is None:
        if folder.exists() and not folder.is_dir():
            raise LibraryError(f"{folder} is a file, not a library")
        if not folder.exists() or unborn(folder):
            raise LibraryError(f"no library at {folder}; build one with: kg build REPORT")
        if (folder / "FORMAT").exists():  # its first build finished just now
            return pointer(folder)
        if now is None:
            raise LibraryError(f"{folder} is not a library: it has no file FORMAT")
        raise damaged(folder, "FORMAT is missing")
    if int(version[1]) > VERSION:
        raise LibraryError(f"{folder}: the library is of format {version[1]}, this kg knows {VERSION}; open it with a newer kg")
    if now is None:
        raise damaged(folder, "CURRENT is missing")
    return now[1], now[2]


def damaged(folder: Path, what: str) -> LibraryError:
    """The error for a library that cannot be read whole."""
    return LibraryError(f"{folder}: the library is damaged: {what}; restore it from a copy, or move it away and build it again")


def _line(file: Path, shape: re.Pattern[str], folder: Path) -> re.Match[str] | None:
    """What a one-line file says; None when it is missing."""
    try:
        found = shape.fullmatch(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        found = None
    except OSError as error:
        raise LibraryError(f"{file}: cannot be read: {error.strerror or error}") from error
    if found is None:
        raise damaged(folder, f"{file.name} is not readable")
    return found


def unborn(folder: Path) -> bool:
    """Whether a folder is empty, or what is left of a first build that did not come to write FORMAT."""
    names = {entry.name for entry in os.scandir(folder)}
    if "lock" not in names or "FORMAT" in names or not names <= _OURS:
        return not names
    now = _line(folder / "CURRENT", _CURRENT, folder)
    return (now is None or now[1] == EMPTY) and not any(path.name.isdigit() for path in generations_in(folder))


def _whole(folder: Path, name: str, sha256: str, handle: int) -> Generation:
    """A generation, once every file that its manifest names is there in its size."""
    try:
        raw = (folder / "generations" / name / "manifest.json").read_bytes()
    except OSError as error:
        raise damaged(folder, f"generations/{name}/manifest.json: {error.strerror or error}") from error
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise damaged(folder, f"generations/{name}/manifest.json is not what was written")
    generation = Generation(folder, name, json.loads(raw), handle)
    for file, entry in generation.files.items():
        try:
            size = os.stat(generation.where(file)).st_size
        except OSError as error:
            raise damaged(folder, f"{file}: {error.strerror or error}") from error
        if size != entry.size:
            raise damaged(folder, f"{file} has {size} bytes, not {entry.size}")
    return generation


def leftovers(folder: Path) -> list[str]:
    """Generations and unfinished builds that do not count: held by readers, or left by a build that was killed."""
    name = pointer(folder)[0]
    return sorted(path.name for path in generations_in(folder) if path.name != name)


def altered(generation: Generation) -> list[str]:
    """Files whose bytes are no longer those that were written. Reads everything."""
    return [name for name, entry in generation.files.items() if _hash_or_error(Path(generation.where(name))) != entry.sha256]


def _hash_or_error(file: Path) -> str:
    try:
        return sha256_of(file)
    except OSError as error:
        return str(error)


def generations_in(folder: Path) -> list[Path]:
    """Generations and unfinished builds."""
    return [path for path in _folders(folder / "generations") if _NAME.fullmatch(path.name)]


def parts_in(folder: Path) -> list[Path]:
    """Parts, whether a generation names them or not."""
    return [path for path in _folders(folder / "parts") if _PART.fullmatch(path.name)]


def _folders(folder: Path) -> list[Path]:
    try:
        return [Path(entry.path) for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []
