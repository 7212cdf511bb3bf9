"""The records of a report beside its graph, ready to be read: answering needs them all, and the graph gives them slowly.

A file of lines, one for each kind that has records: its name, a tab, and the records as `kg.records` reads them from the graph, in
JSON. It is derived from the graph whenever that is written, and holds what the graph holds, corrections included.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from kg.records import Record, records
from kg.store import Quad, Store, open_store
from ontology.fields import KINDS, VIEWS
from ontology.vocab import report_iri

FILE = "records.jsonl"


def kept_records(store: Store, report: str) -> bytes:
    """What is kept of a report whose graph a store holds."""
    return _written({kind: records(store, kind, report) for kind in KINDS})


def records_of(quads: Iterable[Quad], report: str) -> bytes:
    """The same for the quads of a report."""
    store = open_store()
    store.replace(report_iri(report), quads)
    try:
        return kept_records(store, report)
    finally:
        store.close()


def _written(found: Mapping[str, list[Record]]) -> bytes:
    return "".join(f"{kind}\t{json.dumps(rows, ensure_ascii=False)}\n" for kind, rows in found.items() if rows).encode()


class Kept:
    """The records that a file holds; a kind is read when it is asked for."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def _lines(self) -> dict[str, bytes]:
        lines = (line.partition(b"\t") for line in self._file.read_bytes().split(b"\n") if line)
        return {kind.decode(): rows for kind, _, rows in lines}

    def of(self, kind: str) -> list[Record]:
        """Records of a kind or view, as `kg.records.records` gives them."""
        if kind in VIEWS:
            of, field, value = VIEWS[kind]
            return [record for record in self.of(of) if record[field] == value]
        found: list[Record] = json.loads(self._lines.get(kind, b"[]"))
        return found
