"""The graph of a library while it is being changed: a copy of the old one that shares its files, then the new state's."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from ask.writing import Writer
from kg.store import Store, open_store


@contextmanager
def graph_of(writer: Writer) -> Iterator[Callable[[], Store]]:
    """The graph of the new state, opened when first asked for: a copy of the old one that shares its files."""
    opened: list[Store] = []

    def store() -> Store:
        if not opened:
            if (writer.old.path / "store").exists():
                old = open_store(writer.old.path / "store")
                old.backup(writer.stage / "work")
                old.close()
            opened.append(open_store(writer.stage / "work", write=True))
        return opened[0]

    try:
        yield store
    finally:
        for store_ in opened:
            store_.close()


def finish(writer: Writer, store: Store, keep: Iterable[str]) -> None:
    """Take over the other reports, leave only the store's own files (no logs or locks), and swap."""
    for id in sorted(keep):
        writer.keep(id)
    store.backup(writer.stage / "store")
    store.close()
    shutil.rmtree(writer.stage / "work")
    writer.commit()
