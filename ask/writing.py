"""The one way in which a library folder changes: a new generation beside the old one, then one swap."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from ask.disk import files_in, replace_file, same_file, sha256_of, sync, sync_tree, write_file
from ask.generations import EMPTY, VERSION, Generation, current, generations_in, parts_in, pointer, unborn
from ask.locks import free, only_one
from report.errors import LibraryError


class Writer:
    """A build in progress. `old` is the state before it; nothing shows before `commit`."""

    def __init__(self, folder: Path, old: Generation) -> None:
        self.folder = folder
        self.old = old
        self._kept: set[str] = set()
        self._stage: Path | None = None

    @property
    def stage(self) -> Path:
        """The folder for the new state's own content, made empty at first use; `parts` in it is not for that."""
        if self._stage is None:
            self._stage = self.folder / "generations" / f"new-{os.getpid()}-{time.time_ns()}"
            (self._stage / "parts").mkdir(parents=True)
        return self._stage

    def part(self, name: str) -> Path:
        """A new, empty folder for a part of the new state."""
        path = self.stage / "parts" / name
        path.mkdir()
        return path

    def keep(self, name: str) -> None:
        """Take over a part of the old state as it is; costs nothing."""
        if name not in self.old.parts:
            raise ValueError(f"the old state has no part {name!r}")
        self._kept.add(name)

    def commit(self) -> str:
        """Make the new state the one that counts; returns its name. Everything is on the disk before it counts."""
        stage = self.stage
        name = f"{max([0, *_numbers(self.folder)]) + 1:06d}"
        if not (self.folder / "FORMAT").exists():
            replace_file(self.folder / "CURRENT", f"{EMPTY} -\n".encode())
            replace_file(self.folder / "FORMAT", f"reportgraph library {VERSION}\n".encode())
        write_file(stage / "hold", b"held by those who read\n")
        sync_tree(stage)
        parts = {part: self.old.parts[part].name for part in self._kept} | self._settle(stage / "parts", name)
        manifest = json.dumps({"parts": parts, "files": self._files(stage, parts)}, indent=0, sort_keys=True).encode()
        write_file(stage / "manifest.json", manifest)
        sync(stage)
        stage.rename(stage.with_name(name))
        self._stage = None
        sync(self.folder / "generations")
        replace_file(self.folder / "CURRENT", f"{name} {hashlib.sha256(manifest).hexdigest()}\n".encode())
        return name

    def _settle(self, new: Path, generation: str) -> dict[str, str]:
        """Move the new parts to where they stay. Until the manifest that names them counts, they are garbage."""
        home = self.folder / "parts"
        home.mkdir(exist_ok=True)
        settled = {part.name: f"{part.name}.{generation}" for part in new.iterdir()}
        for part, place in settled.items():
            (new / part).rename(home / place)
        new.rmdir()
        sync(home)
        sync(self.folder)
        return settled

    def _files(self, stage: Path, parts: Mapping[str, str]) -> dict[str, tuple[int, str]]:
        """Size and hash of every file of the new state; what was there before is not read again."""
        found = {}
        kept = {parts[part] for part in self._kept}
        for file, entry in self.old.files.items():
            if file.startswith("parts/") and file.split("/")[1] in kept:
                found[file] = (entry.size, entry.sha256)
        for place in sorted(set(parts.values()) - kept):
            for path in files_in(self.folder / "parts" / place):
                found[path.relative_to(self.folder).as_posix()] = (path.stat().st_size, sha256_of(path))
        for path in files_in(stage):
            file = path.relative_to(stage).as_posix()
            known = self.old.files.get(file)
            same = known is not None and same_file(path, self.old.path / file)
            found[file] = (known.size, known.sha256) if known and same else (path.stat().st_size, sha256_of(path))
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
        if folder.exists() and not (folder.is_dir() and unborn(folder)):
            pointer(folder)  # refuses what is not a library before anything is written there
        folder.mkdir(parents=True, exist_ok=True)
        with only_one(folder / "lock", wait, say):
            old = Generation(folder, EMPTY) if unborn(folder) else current(folder)
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
    """Remove unfinished builds, generations that nobody holds, and parts that none of the others names.

    Only for who holds the lock. What cannot be removed now is left for the next build.
    """
    with suppress(OSError, ValueError):
        name = EMPTY if unborn(folder) else pointer(folder)[0]
        needed: set[str] = set()
        for path in generations_in(folder):
            if path.name != name and (path.name.startswith("new-") or free(path / "hold")):
                shutil.rmtree(path, ignore_errors=True)
            else:
                needed |= set(json.loads((path / "manifest.json").read_bytes())["parts"].values())
        for path in parts_in(folder):
            if path.name not in needed:
                shutil.rmtree(path, ignore_errors=True)


def _numbers(folder: Path) -> list[int]:
    """Of all generations, and of all builds that wrote a part that is still there."""
    numbers = [int(path.name) for path in generations_in(folder) if path.name.isdigit()]
    return numbers + [int(path.name.rpartition(".")[2]) for path in parts_in(folder)]
