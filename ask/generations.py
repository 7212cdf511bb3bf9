"""A folder that changes from one whole state to the next, whatever happens in between. It knows nothing of the content.

    FORMAT            version of this layout, written last when a library is first made
    CURRENT           the generation that counts, and the hash of its manifest: `000007 <sha256>`
    generations/      000007/ with manifest.json (size and hash of every file), `hold`, and the content;
                      new-*/ are builds that are not done
    cache/            what a build may use again; nothing depends on it
    lock              held by the process that builds

A build writes `new-*/` beside the current generation, hard-linking what stays as it is, and then replaces CURRENT in one
step. Readers hold their generation with a shared lock and never write. Only generations that nobody holds are removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ask.disk import link, replace_file, same_file, sha256_of, sync, write_file
from ask.locks import free, hold, only_one
from report.errors import LibraryError

VERSION = 1
"""Version of the layout. A library of a newer one is refused."""
EMPTY = "000000"
"""The name of the generation before the first: nothing."""
_PARTS = frozenset({"FORMAT", "CURRENT", "generations", "cache", "lock", "FORMAT.new", "CURRENT.new"})
_CURRENT = re.compile(r"(\d{6,}) ([0-9a-f]{64}|-)\n")
_NAME = re.compile(r"\d{6,}|new-\d+-\d+")
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
    """One finished state, held so that nothing collects it before `close`. `files` are by their path inside it."""

    def __init__(self, path: Path, files: Mapping[str, Entry], handle: int | None) -> None:
        self.path = path
        self.name = path.name
        self.files = files
        self._handle = handle

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def under(self, folder: str) -> list[str]:
        """Names directly under a folder of it, sorted."""
        start = f"{folder}/"
        return sorted({name[len(start) :].split("/")[0] for name in self.files if name.startswith(start)})

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
            return Generation(path, {}, None)
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
            return Generation(path, _whole(folder, path, manifest), handle)
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
        if not folder.exists() or _unborn(folder):
            raise LibraryError(f"no library at {folder}; build one with: kg build REPORT")
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


def _unborn(folder: Path) -> bool:
    """Whether a folder is empty, or what is left of a first build that never finished."""
    names = {entry.name for entry in os.scandir(folder)}
    if not names or "lock" not in names or not names <= _PARTS:
        return not names
    now = _line(folder / "CURRENT", _CURRENT, folder)
    if "FORMAT" in names:
        return now is not None and now[1] == EMPTY
    return (now is None or now[1] == EMPTY) and not _numbers(folder)


def _whole(folder: Path, path: Path, sha256: str) -> dict[str, Entry]:
    """The manifest of a generation, once every file in it is there in its size."""
    try:
        raw = (path / "manifest.json").read_bytes()
    except OSError as error:
        raise damaged(folder, f"generations/{path.name}/manifest.json: {error.strerror or error}") from error
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise damaged(folder, f"generations/{path.name}/manifest.json is not what was written")
    files = {name: Entry(*entry) for name, entry in json.loads(raw)["files"].items()}
    for name, entry in files.items():
        try:
            size = os.stat(f"{path}/{name}").st_size
        except OSError as error:
            raise damaged(folder, f"{name}: {error.strerror or error}") from error
        if size != entry.size:
            raise damaged(folder, f"{name} has {size} bytes, not {entry.size}")
    return files


class Writer:
    """A build in progress. `old` is the state before it; nothing shows before `commit`."""

    def __init__(self, folder: Path, old: Generation) -> None:
        self.folder = folder
        self.old = old
        self._stage: Path | None = None

    @property
    def stage(self) -> Path:
        """The folder of the new state, made empty at first use."""
        if self._stage is None:
            parent = self.folder / "generations"
            parent.mkdir(exist_ok=True)
            self._stage = parent / f"new-{os.getpid()}-{time.time_ns()}"
            self._stage.mkdir()
        return self._stage

    def keep(self, name: str) -> None:
        """Take over a folder of the old state as it is. Costs no space where the file system has hard links."""
        shutil.copytree(self.old.path / name, self.stage / name, copy_function=link, dirs_exist_ok=True)

    def commit(self) -> str:
        """Make the new state the one that counts; returns its name. Everything is on the disk before it counts."""
        stage = self.stage
        (stage / "hold").write_text("held by those who read\n", encoding="utf-8")
        manifest = json.dumps({"files": self._entries(stage)}, indent=0, sort_keys=True).encode()
        write_file(stage / "manifest.json", manifest)
        for parent, _, _ in os.walk(stage, topdown=False):
            sync(Path(parent))
        if not (self.folder / "FORMAT").exists():
            replace_file(self.folder / "CURRENT", f"{EMPTY} -\n".encode())
            replace_file(self.folder / "FORMAT", f"reportgraph library {VERSION}\n".encode())
        name = f"{max([0, *_numbers(self.folder)]) + 1:06d}"
        stage.rename(stage.with_name(name))
        self._stage = None
        sync(self.folder / "generations")
        replace_file(self.folder / "CURRENT", f"{name} {hashlib.sha256(manifest).hexdigest()}\n".encode())
        return name

    def _entries(self, stage: Path) -> dict[str, tuple[int, str]]:
        """Size and hash of every file. What is linked from the old state is neither hashed nor synced again."""
        found: dict[str, tuple[int, str]] = {}
        for file in sorted(p for p in stage.rglob("*") if p.is_file()):
            name = file.relative_to(stage).as_posix()
            known = self.old.files.get(name)
            if known is not None and same_file(file, self.old.path / name):
                found[name] = (known.size, known.sha256)
            else:
                found[name] = (file.stat().st_size, sha256_of(file))
                sync(file)
        return found

    def discard(self) -> None:
        """Throw away what was not committed."""
        if self._stage is not None:
            shutil.rmtree(self._stage, ignore_errors=True)
            self._stage = None


@contextmanager
def writing(folder: Path, wait: float | None = None, say: Callable[[str], None] = lambda _: None) -> Iterator[Writer]:
    """Build in a library, or in a new one. Only one process at a time: others wait (see `only_one`).

    Raises LibraryError for a folder that is not a library, is damaged, of a newer format, busy, or cannot be written.
    """
    try:
        if folder.exists() and not (folder.is_dir() and _unborn(folder)):
            pointer(folder)  # refuses what is not a library before anything is written there
        folder.mkdir(parents=True, exist_ok=True)
        with only_one(folder / "lock", wait, say):
            old = Generation(folder / "generations" / EMPTY, {}, None) if _unborn(folder) else current(folder)
            collect(folder)
            writer = Writer(folder, old)
            try:
                yield writer
            finally:
                writer.discard()
                old.close()
                collect(folder)
    except OSError as error:
        raise LibraryError(f"{folder}: {error.filename or 'writing'}: {error.strerror or error}; the library is as it was") from error


def collect(folder: Path) -> None:
    """Remove unfinished builds and generations that nobody holds. Only for who holds the lock.

    What cannot be removed now is left for the next build.
    """
    with suppress(OSError):
        keep = EMPTY if _unborn(folder) else pointer(folder)[0]
        for path in _generations(folder):
            if path.name != keep and (path.name.startswith("new-") or free(path / "hold")):
                shutil.rmtree(path, ignore_errors=True)


def leftovers(folder: Path) -> list[str]:
    """Names under `generations` that do not count: held by readers, or left by a build that was killed."""
    name = pointer(folder)[0]
    return sorted(path.name for path in _generations(folder) if path.name != name)


def altered(generation: Generation) -> list[str]:
    """Files whose bytes are no longer those that were written. Reads everything."""
    return [name for name, entry in generation.files.items() if _hash_or_error(generation.path / name) != entry.sha256]


def _hash_or_error(file: Path) -> str:
    try:
        return sha256_of(file)
    except OSError as error:
        return str(error)


def _generations(folder: Path) -> list[Path]:
    try:
        found = [entry for entry in os.scandir(folder / "generations") if entry.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []
    return [Path(entry.path) for entry in found if _NAME.fullmatch(entry.name)]


def _numbers(folder: Path) -> list[int]:
    return [int(path.name) for path in _generations(folder) if path.name.isdigit()]
