"""Files, folders and globs become the list of reports to build."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from report.errors import InputError
from report.read import READERS, report_id


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the id that its report gets."""

    path: Path
    id: str


def sources(paths: Sequence[str | Path]) -> tuple[list[Source], list[str]]:
    """The reports that these paths mean, each once, and one line for each path that means none.

    A folder stands for every file in it that a reader knows, at any depth, sorted. Raises InputError when two files would
    become the same report.
    """
    found: dict[str, Source] = {}
    errors: list[str] = []
    for given in paths:
        try:
            for path in _files(given):
                source = Source(path, report_id(path.name))
                _once(found.setdefault(source.id, source), source)
        except _Bad as error:
            errors.append(str(error))
    return list(found.values()), errors


class _Bad(InputError):
    """One of the paths cannot be used; the others can."""


def _once(known: Source, new: Source) -> None:
    if not known.path.samefile(new.path):
        raise InputError(f"{known.path} and {new.path} would both be the report {new.id!r}; rename one")


def _files(given: str | Path) -> Iterator[Path]:
    path = Path(given)
    if path.is_dir():
        yield from _inside(path)
    elif path.exists():
        yield path
    elif glob.has_magic(str(given)):
        matches = sorted(glob.glob(str(given), recursive=True))
        if not matches:
            raise _Bad(f"{given}: nothing matches")
        for match in matches:
            yield from _files(match)
    else:
        raise _Bad(f"{given}: no such file or folder")


def _inside(folder: Path) -> Iterator[Path]:
    empty = True
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _is_library(Path(parent, f)))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.casefold() in READERS:
                empty = False
                yield Path(parent, name)
    if empty:
        raise _Bad(f"{folder}: no file here that can be read; have readers for {', '.join(sorted(READERS))}")


def _is_library(folder: Path) -> bool:
    """A library holds copies of texts, which are no reports to build."""
    return (folder / "FORMAT").exists() and (folder / "CURRENT").exists()
