"""Reports go into a library, and out of it: read, extract, graph, index, then one swap."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path

from ask.correcting import put_extracted, settle
from ask.disk import sha256_of
from ask.encoders import encoder_of
from ask.generations import pointer
from ask.inputs import Source, sources
from ask.kept import FILE, kept_records, records_of
from ask.library import Entity, ReportMeta, entities_json, meta_json, metas, surfaces, unknown
from ask.storing import finish, graph_of
from ask.writing import writing
from index import DEFAULT, forget_segment, write_segment
from kg.check import faults
from kg.correcting import corrected
from kg.corrections import Correction, corrections_in
from kg.extract import EXTRACTORS, extract
from kg.extract.proposals import estimate, propose
from kg.facts import Fact
from kg.graph import merged, quads_of
from kg.llm import Estimate, Model
from kg.store import Quad, Store
from ontology.vocab import report_iri
from report.errors import InputError
from report.limits import DEFAULT as LIMITS
from report.limits import Limits
from report.model import Report, Span
from report.read import read
from report.repaired import repaired
from report.repairs import as_rows
from report.title import title_of

Progress = Callable[[str, str, int, int], None]
"""(report id, step, done, total). The steps of a report are those of `STEPS`, in this order."""
STEPS = ("read", "extract", "index", "graph")

Say = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """Ids of the reports by what was done, and one line for each input that could not be built.

    `notes`: a line for what was built but not read in full (pages without a text layer), or whose graph breaks a shape.
    """

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Ready:
    """A report with everything that will be written of it."""

    report: Report
    meta: ReportMeta
    entities: tuple[Entity, ...]
    quads: tuple[Quad, ...]
    notes: tuple[tuple[str, Span], ...]
    """What the facts are called, and where they stand: search finds the places by these words too."""
    encoder: str
    """The model that makes the vectors."""


def _quiet(*_: object) -> None:
    pass


def build(
    folder: Path,
    paths: Sequence[str | Path],
    *,
    progress: Progress = _quiet,
    say: Say = _quiet,
    wait: float | None = None,
    force: bool = False,
    model: Model | None = None,
    agree: Callable[[str, Estimate], bool] = lambda id, estimate: True,
    encoder: str | None = None,
    limits: Limits = LIMITS,
) -> BuildResult:
    """Build reports into a library, or a new one; they show all at once, when the last is done.

    The same bytes, built by the same software: nothing to do, unless `force`. Another build in the library: `say` so, and
    wait up to `wait` seconds (None: for ever). An input that cannot be read leaves its report as it was, and its line is
    in `errors`. With a language `model`, it may propose facts (`kg.extract.proposals`), once `agree` has seen what asking about
    the report (its id) will take; a report for which it does not agree is not built. `encoder` names the model that makes the vectors,
    the library's own unless told; `limits` are those of reading. Raises InputError when two inputs would be one report or a library would mix two such models,
    LibraryError when the library cannot be written.
    """
    wanted, errors = sources(paths)
    if not wanted:
        return BuildResult(errors=tuple(errors))
    fresh: dict[str, set[int]] = {}
    notes: list[str] = []
    done: dict[str, list[str]] = {"added": [], "replaced": [], "unchanged": []}
    with writing(folder, wait, say) as writer:
        before = metas(writer.old)
        vectors = encoder_of(writer.old, {source.id for source in wanted}, encoder)
        with graph_of(writer) as graph:
            for source in wanted:
                known = before.get(source.id)
                if known is not None and not force and _same(source, known, _built_by(model, vectors)):
                    done["unchanged"].append(source.id)
                    continue
                try:
                    ready = _prepare(source, progress, folder / "cache", model, agree, vectors, limits)
                except InputError as error:
                    errors.append(str(error))
                    continue
                fresh[source.id] = _put(ready, writer.part(source.id), folder / "cache", graph(), progress)
                done["replaced" if known else "added"].append(source.id)
                notes += [*ready.report.notes, *_faults(ready)]
            if fresh:
                encoder_of(writer.old, set(fresh), vectors)
                _tell(settle(writer, graph(), fresh), say)
                finish(writer, graph(), set(before) - set(fresh))
    return BuildResult(errors=tuple(errors), notes=tuple(notes), **{what: tuple(ids) for what, ids in done.items()})


def remove(folder: Path, reports: Iterable[str], *, say: Say = _quiet, wait: float | None = None) -> tuple[str, ...]:
    """Take reports out of a library; returns their ids. Raises InputError for an unknown one, and then removes none."""
    gone = tuple(dict.fromkeys(reports))
    pointer(folder)  # there must be one: `writing` would make it
    with writing(folder, wait, say) as writer:
        before = metas(writer.old)
        for id in gone:
            if id not in before:
                raise unknown(id, before, folder)
        with graph_of(writer) as graph:
            for id in gone:
                graph().drop(report_iri(id))
            if gone:
                _tell(settle(writer, graph(), {}, gone), say)
                finish(writer, graph(), set(before) - set(gone))
                for id in gone:
                    forget_segment(writer.old.parts[id] / "index", folder / "cache")
    return gone


def _faults(ready: _Ready) -> list[str]:
    said = faults(ready.quads)
    return [f"{ready.report.id}: {said}"] if said else []


@cache
def software() -> str:
    """Names what builds: the version, and a hash of the code and data that decide what comes out."""
    root = Path(__file__).resolve().parent.parent
    files = [f for part in ("report", "ontology", "kg", "index") for f in (root / part).rglob("*") if f.is_file()]
    files = [f for f in files if "__pycache__" not in f.parts] + [root / "ask" / f"{name}.py" for name in ("building", "library", "kept")]
    sums = "\n".join(f"{f.relative_to(root).as_posix()} {sha256_of(f)}" for f in sorted(files))
    try:
        number = version("reportgraph")
    except PackageNotFoundError:
        number = "0"
    return f"{number}+{hashlib.sha256(sums.encode()).hexdigest()[:12]}"


def _same(source: Source, known: ReportMeta, built_by: str) -> bool:
    try:
        return (known.sha256, known.file, known.software) == (sha256_of(source.path), source.path.name, built_by)
    except OSError:
        return False  # reading it will say what is wrong


def _built_by(model: Model | None, encoder: str) -> str:
    return software() + (f" and {model.name}" if model else "") + (f" with {encoder}" if encoder != DEFAULT else "")


def _prepare(
    source: Source,
    progress: Progress,
    cache: Path,
    model: Model | None,
    agree: Callable[[str, Estimate], bool],
    encoder: str,
    limits: Limits,
) -> _Ready:
    """Everything that may find fault with the input; writes nothing but answers of the model into the cache."""
    progress(source.id, "read", 0, 1)
    report = read(source.path, source.id, limits)
    steps = count()
    names, facts = extract(report, lambda _: progress(source.id, "extract", next(steps), len(EXTRACTORS) + 1))
    if model is not None:
        if not agree(report.id, estimate(report)):
            raise InputError(f"{source.path}: not built, for the language model was not agreed to")
        facts += propose(report, model, cache, facts, lambda done, total: progress(source.id, "extract", done, total))
    nodes = merged(report.id, facts)
    meta = ReportMeta(
        id=report.id,
        title=title_of(report),
        file=report.file,
        sha256=report.sha256,
        format=report.format,
        chars=len(report.text),
        pages=len(report.pages) or None,
        facts=dict(sorted(Counter(fact.kind for fact in nodes.values()).items())),
        software=_built_by(model, encoder),
    )
    entities = tuple(_entity(iri, fact) for iri, fact in sorted(nodes.items()) if fact.kind == "organizations")
    quads = tuple(quads_of(report, facts, names))
    progress(source.id, "extract", next(steps), len(EXTRACTORS) + 1)
    notes = tuple((words, span) for fact in nodes.values() for words in _called(fact) for span in fact.evidence)
    return _Ready(report, meta, entities, quads, notes, encoder)


def _called(fact: Fact) -> tuple[str, ...]:
    return surfaces((fact.label, *fact.aliases)) if fact.kind == "organizations" else (fact.label,)


def _entity(iri: str, fact: Fact) -> Entity:
    others = (fact.fields[name] for name in ("full_name", "short_name") if name in fact.fields)
    return Entity(iri, fact.label, surfaces((*fact.aliases, *others)), tuple((s.start, s.end) for s in fact.evidence))


def _put(ready: _Ready, part: Path, cache: Path, store: Store, progress: Progress) -> set[int]:
    """Write a report; returns the numbers of the corrections that found their facts in it."""
    id = ready.report.id
    (part / "source.txt").write_bytes(ready.report.text.encode("utf-8"))
    (part / "repaired.md").write_bytes(repaired(ready.report).encode("utf-8"))
    (part / "repairs.json").write_bytes(json.dumps(as_rows(ready.report), ensure_ascii=False).encode("utf-8"))
    (part / "meta.json").write_bytes(meta_json(ready.meta))
    (part / "entities.json").write_bytes(entities_json(ready.entities))
    cache.mkdir(exist_ok=True)
    write_segment(part / "index", ready.report, cache, lambda done, total: progress(id, "index", done, total), ready.encoder, ready.notes)
    progress(id, "graph", 0, 1)
    put_extracted(part, ready.quads)
    quads, found = corrected(ready.quads, corrections_in(store), id)
    store.replace(report_iri(id), quads)
    (part / FILE).write_bytes(records_of(ready.quads, id) if found else kept_records(store, id))  # as extracted: corrections come and go
    progress(id, "graph", 1, 1)
    return found


def _tell(waiting: Iterable[Correction], say: Say) -> None:
    for correction in waiting:
        say(f"kg: correction {correction.number} finds its fact no more and waits for it: {correction}")
