"""A library: the reports that were built, their text, graph and index, opened for reading.

An open library stays as it was when it was opened, whatever is built meanwhile, and reading writes nothing.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ask.generations import Generation, current, pointer
from ask.kept import FILE, Kept
from ask.narrowing import narrowed
from ask.textsearch import expanded
from index import open_index, reranker
from kg.names import SELF, Names, Organization
from kg.records import Record, records
from kg.store import Result, Store, open_store
from report.errors import InputError

if TYPE_CHECKING:
    from ask.memory import Memory
    from index import Chunk, Hit, Index


@dataclass(frozen=True)
class ReportMeta:
    """What a library says of a report. `chars` counts its text, `facts` its records by kind; `pages` is None if unknown."""

    id: str
    title: str
    file: str
    sha256: str
    format: str
    chars: int
    pages: int | None
    facts: Mapping[str, int]
    software: str
    """What built it; the same file built by other software is built anew."""


@dataclass(frozen=True)
class Entity:
    """An organization of a report: the words that name it, and the places that tell of it (start, end)."""

    id: str
    label: str
    surfaces: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


class Library:
    """A library, open for reading. A context manager; `close` lets its state go."""

    def __init__(self, folder: Path, generation: Generation, server: str | None = None) -> None:
        self.folder = folder
        self.server = server
        self._generation = generation
        self._metas = metas(generation)
        self._texts: dict[str, str] = {}
        self._mentions: dict[str, Mentions] = {}

    @classmethod
    def open(cls, folder: Path | str, server: str | None = None) -> Library:
        """With the URL of a SPARQL server, the graph is asked there (see `ask.mirror`), everything else here.

        Raises LibraryError, in one line, when there is none, when it is damaged or of a newer format.
        """
        return cls(Path(folder), current(Path(folder)), server)

    def close(self) -> None:
        """Let the store, the index and the state go. Closing twice is fine."""
        store: Store | None = self.__dict__.pop("store", None)
        if store is not None:
            store.close()
        self.__dict__.pop("index", None)
        self.__dict__.pop("memory", None)
        self._generation.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def stale(self) -> bool:
        """Whether a later build has replaced what is open here; open the library again to see it."""
        return pointer(self.folder)[0] != self._generation.name

    @cached_property
    def store(self) -> Store:
        """The graph, read-only."""
        if self.server:
            return open_store(self.server, backend="sparql")
        folder = self._generation.path / "store"
        return open_store(folder if folder.exists() else None)

    @cached_property
    def index(self) -> Index:
        """The search index over all reports."""
        return open_index({id: part / "index" for id, part in self._generation.parts.items()})

    @cached_property
    def memory(self) -> Memory:
        """What answering has read so far; it stays true, because what is open does not change."""
        from ask.memory import Memory

        return Memory(self)

    def reports(self) -> list[ReportMeta]:
        """All reports, sorted by id."""
        return list(self._metas.values())

    def meta(self, report: str) -> ReportMeta:
        """One report. Raises InputError for an unknown id, with the known ones."""
        if report not in self._metas:
            raise unknown(report, self._metas, self.folder)
        return self._metas[report]

    def text(self, report: str) -> str:
        """The exact text that offsets count in."""
        if report not in self._texts:
            self.meta(report)
            raw = (self._generation.parts[report] / "source.txt").read_bytes()
            self._texts[report] = raw.decode("utf-8")
        return self._texts[report]

    def repaired(self, report: str) -> str:
        """The reading text: what is left when the layout is mended, as Markdown."""
        return self._part(report, "repaired.md").decode("utf-8")

    def repairs(self, report: str) -> list[dict[str, Any]]:
        """What was mended where: kind, line, result, confidence and evidence of each repair, by place."""
        found: list[dict[str, Any]] = json.loads(self._part(report, "repairs.json"))
        return found

    def _part(self, report: str, name: str) -> bytes:
        self.meta(report)
        try:
            raw: bytes = (self._generation.parts[report] / name).read_bytes()
        except FileNotFoundError as error:
            raise InputError(f"{report}: built by an older kg, which kept no {name}; build it again") from error
        return raw

    def records(self, kind: str, report: str | None = None, where: Mapping[str, str] | None = None) -> list[Record]:
        """Records of a kind or view, in the shape of `kg list`. Raises InputError for an unknown kind, field or report."""
        if report is not None:
            self.meta(report)
        return records(self.store, kind, report, where)

    def facts(self, kind: str, report: str) -> list[Record]:
        """The records of a kind of one report, from what is kept beside the graph where it is kept: the same, sooner."""
        self.meta(report)
        file = _newest(self._generation, report, FILE)
        return Kept(file).of(kind) if not self.server and file.exists() else self.records(kind, report)

    def sparql(self, query: str, timeout: float | None = None) -> Result:
        """Run a query over all reports; `timeout` in seconds. It may search text (`ask.textsearch`). Raises InputError for what is no query."""
        return self.store.query(expanded(self, query), timeout=timeout)

    def serialise(self, query: str, format: str, timeout: float | None = None) -> bytes:
        """The same, written in a format of `kg sparql`."""
        return self.store.serialise(expanded(self, query), format, timeout=timeout)

    def search(
        self,
        query: str,
        k: int = 10,
        report: str | None = None,
        section: str | None = None,
        *,
        page: str | None = None,
        kind: str | None = None,
        entity: str | None = None,
        year: int | None = None,
        explain: bool = False,
        rerank: bool = False,
    ) -> list[dict[str, Any]]:
        """Passages, best first, in the shape of `kg search`; with `explain`, what each signal adds; `rerank` reads the first again.

        `page` is "12" or "12-15", `kind` is passage, row or a kind of record, `entity` a name. Raises InputError for an unknown
        report, kind or name, and for what is no page.
        """
        if report is not None:
            self.meta(report)
        only = narrowed(self, report, section, page, kind, entity, year)
        again = reranker() if rerank else None
        return [self._hit(hit, explain) for hit in self.index.search(query, k=k, report=report, only=only, rerank=again)]

    def _hit(self, hit: Hit, explain: bool = False) -> dict[str, Any]:
        chunk = hit.chunk
        titles = chunk.section.split(" > ") if chunk.section else []
        section = titles[-1] if titles else None
        text = self.text(chunk.report)
        start, end = chunk.span.start, chunk.span.end
        place = {"report": chunk.report, "quote": text[start:end], "start": start, "end": end, "page": chunk.page, "section": section}
        found = {
            "rank": hit.rank,
            "score": hit.score,
            "report": chunk.report,
            "text": chunk.text,
            "section": section,
            "path": titles,
            "page": chunk.page,
            "kind": chunk.kind,
            "entities": [{"id": e.id, "label": e.label} for e in self.mentions(chunk.report).within_hit(chunk)],
            "highlights": [{"start": start, "end": end} for start, end in hit.marks],
            "evidence": [place],
        }
        if explain:
            found["explain"] = {name: round(value, 4) for name, value in hit.signals.items() if value}
        return found

    def mentions(self, report: str) -> Mentions:
        """Finds the organizations of a report in its passages."""
        if report not in self._mentions:
            self._mentions[report] = Mentions(entities_from(_newest(self._generation, report, "entities.json").read_bytes()))
        return self._mentions[report]


class Mentions:
    """Finds the organizations of a report in a passage of it."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = tuple(entities)
        self._by_label = {entity.label: entity for entity in reversed(self._entities)}
        self._names = Names(tuple(Organization(e.label, "other", e.surfaces) for e in self._entities))

    def labels(self) -> list[str]:
        """Their clean names."""
        return [entity.label for entity in self._entities]

    def named(self, name: str) -> frozenset[str]:
        """Ids of those with a name, whatever its case."""
        asked = name.casefold().strip()
        return frozenset(e.id for e in self._entities if asked in {n.casefold() for n in (e.label, *e.surfaces)})

    def within_hit(self, chunk: Chunk) -> list[Entity]:
        """Those that a chunk names or that have evidence in it."""
        return self.within(chunk.text, chunk.span.start, chunk.span.end)

    def within(self, text: str, start: int, end: int) -> list[Entity]:
        """Those that the text names, in its order, then those with evidence in `start` to `end`."""
        named = [self._by_label[mention.name] for mention in self._names.mentions(text)]
        shown = [e for e in self._entities if any(start <= a and b <= end for a, b in e.places)]
        return list({e.id: e for e in [*named, *shown]}.values())


def metas(generation: Generation) -> dict[str, ReportMeta]:
    """What a state of a library says of its reports, by id, sorted."""
    return {id: ReportMeta(**json.loads(_newest(generation, id, "meta.json").read_bytes())) for id in generation.parts}


def _newest(generation: Generation, report: str, file: str) -> Path:
    """A file about a report: as its corrections left it, else as its build wrote it."""
    corrected = generation.path / "corrected" / report / file
    return corrected if corrected.exists() else generation.parts[report] / file


def meta_of(part: Path) -> ReportMeta:
    """What the build of a part wrote of its report."""
    return ReportMeta(**json.loads((part / "meta.json").read_bytes()))


def meta_json(meta: ReportMeta) -> bytes:
    return _json(asdict(meta))


def entities_json(entities: Iterable[Entity]) -> bytes:
    return _json([asdict(entity) for entity in entities])


def entities_from(raw: bytes) -> list[Entity]:
    """The way back from `entities_json`."""
    found = json.loads(raw)
    return [Entity(e["id"], e["label"], tuple(e["surfaces"]), tuple((a, b) for a, b in e["places"])) for e in found]


def surfaces(names: Iterable[str]) -> tuple[str, ...]:
    """Words that name an organization wherever they stand: "the Company" does not."""
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in SELF))


def unknown(report: str, known: Iterable[str], folder: Path) -> InputError:
    """The error for a report that a library does not hold, with the closest one, or all."""
    ids = list(known)
    if not ids:
        return InputError(f"no report {report!r}: the library {folder} is empty")
    close = difflib.get_close_matches(report, ids, n=1, cutoff=0.5)
    meant = f"did you mean {close[0]!r}? " if close else ""
    return InputError(f"no report {report!r}: {meant}{folder} has {', '.join(ids[:20])}{' and more' if len(ids) > 20 else ''}")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
