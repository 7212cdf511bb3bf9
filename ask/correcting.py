"""Corrections go into a library, and out of it: each makes a new state, in which the graph shows what was corrected."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ask.generations import pointer
from ask.kept import FILE, kept_records
from ask.library import Entity, ReportMeta, entities_json, meta_json, meta_of, metas, surfaces
from ask.storing import finish, graph_of
from ask.writing import Writer, writing
from kg.correcting import Statements, check, corrected
from kg.corrections import Correction, Operation, State, Target, corrections_in, quads_of_corrections
from kg.records import Record, records, resolve, select
from kg.store import Quad, Store, parse_quads, serialise_quads
from ontology.fields import KINDS
from ontology.vocab import CORRECTIONS, report_iri, report_of
from report.errors import InputError

Say = Callable[[str], None]
EXTRACTED = "extracted.nq.gz"
"""The file of a part that keeps the quads of its report as they were extracted."""


def _quiet(_: str) -> None:
    pass


def put_extracted(part: Path, quads: Iterable[Quad]) -> None:
    """Keep what was extracted, so that corrections can be applied to it and undone."""
    (part / EXTRACTED).write_bytes(gzip.compress(serialise_quads(quads, "nquads"), compresslevel=3, mtime=0))


def record(
    folder: Path,
    operation: Operation,
    named: Sequence[str],
    *,
    by: str,
    at: str,
    because: str,
    field: str = "",
    values: Sequence[str] = (),
    report: str | None = None,
    wait: float | None = None,
    say: Say = _quiet,
) -> Correction:
    """Make a correction and apply it; returns it as it was kept.

    `named` are IRIs, their last parts, labels or (for entities) other names. Raises InputError for what names nothing or
    several things, for a value that does not fit the field, or when nothing would change.
    """
    pointer(folder)  # there must be a library: `writing` would make one
    with writing(folder, wait, say) as writer, graph_of(writer) as graph:
        store, old = graph(), corrections_in(graph())
        iris = [named_in(store, name, report) for name in named]
        if len(set(iris)) < len(iris):
            raise InputError(f"{' and '.join(map(repr, named))} are the same: {iris[0]}")
        before = _checked(store, iris[0], field, values) if operation == "correct" else ()
        targets = tuple(_target(store, iri) for iri in iris)
        if operation == "merge" and targets[0].cls != targets[1].cls:
            raise InputError(f"{named[0]!r} and {named[1]!r} are of different kinds; only things of one kind can be the same")
        number = max((c.number for c in old), default=0) + 1
        new = Correction(number, operation, targets, by, at, because, field, tuple(values), before)
        made = _rewrite(writer, store, [*old, new], new.reports)[-1]
        if made.state != "applied":
            raise InputError(f"no quote of {named[0]!r} says {values[0]!r}; split off a name that its quotes use")
        finish(writer, store, metas(writer.old))
        return made


def undo(folder: Path, number: int | None = None, *, by: str, at: str, wait: float | None = None, say: Say = _quiet) -> Correction:
    """Take a correction back, the last one unless a number is given; it stays in the history. Raises InputError if there is none."""
    pointer(folder)
    with writing(folder, wait, say) as writer, graph_of(writer) as graph:
        store, old = graph(), corrections_in(graph())
        live = [c for c in old if c.state != "undone" and number in (None, c.number)]
        if not live:
            raise InputError(f"no correction {number} to undo; see `kg corrections`" if number else "there is no correction to undo")
        gone = replace(live[-1], state="undone", undone_by=by, undone_at=at)
        _rewrite(writer, store, [gone if c.number == gone.number else c for c in old], gone.reports)
        finish(writer, store, metas(writer.old))
        return gone


def settle(writer: Writer, store: Store, fresh: Mapping[str, set[int]], gone: Iterable[str] = ()) -> tuple[Correction, ...]:
    """After reports were built (`fresh`: the corrections that found their facts, by report) or taken out (`gone`): write anew
    which corrections are applied, and what the library says beside the graph. Returns those that now find no fact."""
    old = corrections_in(store)
    lost = set(gone)
    new = [replace(c, state=_state(store, c, fresh, lost)) for c in old]
    if new != list(old):
        store.replace(CORRECTIONS, quads_of_corrections(new))
    _beside(writer, store, new)
    return tuple(n for o, n in zip(old, new, strict=True) if n.state == "waiting" and o.state == "applied")


def extracted(part: Path) -> list[Quad]:
    """The quads of a report as they were extracted. Raises InputError for a library of an earlier version."""
    try:
        return list(parse_quads(gzip.decompress((part / EXTRACTED).read_bytes()), "nquads"))
    except FileNotFoundError as error:
        raise InputError("this report was built before corrections were known; build it again first: kg build --force REPORT") from error


def named_in(store: Store, name: str, report: str | None = None) -> str:
    """The IRI of the one record that a name means. Raises InputError when there is none, or more than one."""
    graph = f"GRAPH <{report_iri(report)}>" if report else "GRAPH ?g"
    rows = [
        (str(row["s"]), str(row["n"]))
        for row in select(store, f"SELECT ?s ?n WHERE {{ {graph} {{ ?s rg:confidence ?c ; rdfs:label ?n }} }}")
    ]
    found = sorted({iri for iri, label in rows if name == iri or iri.endswith("/" + name)})
    found = found or sorted({iri for iri, label in rows if label.casefold() == name.casefold()})
    found = found or [iri for iri, _ in resolve(store, name, report)]
    if not found:
        raise InputError(f"nothing named {name!r} in the library; give a name, or an id that `kg list KIND --json` or `kg show` prints")
    if len(found) > 1:
        some = ", ".join(iri.rpartition("/")[2] for iri in found[:5]) + (" and more" if len(found) > 5 else "")
        raise InputError(f"{name!r} names {len(found)} things: {some}; give the id of one, or --report")
    return found[0]


def _checked(store: Store, iri: str, field: str, values: Sequence[str]) -> tuple[str, ...]:
    before = check(_statements(store, iri), iri, field, values)
    if sorted(before) == sorted(values):
        raise InputError(f"{field} is {'; '.join(before) or 'not set'} already")
    return before


def _target(store: Store, iri: str) -> Target:
    return _statements(store, iri).target(iri)


def _statements(store: Store, iri: str) -> Statements:
    return Statements(store.quads(g=report_iri(report_of(iri))))


def _rewrite(writer: Writer, store: Store, corrections: Sequence[Correction], reports: Iterable[str]) -> list[Correction]:
    """Derive the graphs of these reports again; the corrections with the state that they come to be in."""
    fresh: dict[str, set[int]] = {}
    for report in sorted(reports):
        if report in writer.old.parts:
            quads, fresh[report] = corrected(extracted(writer.old.parts[report]), corrections, report)
            store.replace(report_iri(report), quads)
    new = [replace(c, state=_state(store, c, fresh, set())) for c in corrections]
    store.replace(CORRECTIONS, quads_of_corrections(new))
    _beside(writer, store, new)
    return new


def _state(store: Store, correction: Correction, fresh: Mapping[str, set[int]], gone: set[str]) -> State:
    if correction.state == "undone":
        return "undone"
    there = all(_there(store, correction, report, fresh, gone) for report in correction.reports)
    return "applied" if there else "waiting"


def _there(store: Store, correction: Correction, report: str, fresh: Mapping[str, set[int]], gone: set[str]) -> bool:
    if report in fresh:
        return correction.number in fresh[report]
    if report in gone or len(correction.reports) == 1:
        return report not in gone and correction.state == "applied"
    statements = Statements(store.quads(g=report_iri(report)))
    return all(statements.find(target) for target in correction.targets if report_of(target.iri) == report)


def _beside(writer: Writer, store: Store, corrections: Sequence[Correction]) -> None:
    """What search and `kg reports` read without opening the graph: the organizations and the counts of corrected reports."""
    live = {report for c in corrections if c.state == "applied" for report in c.reports}
    for report in sorted(live):
        folder = writer.stage / "corrected" / report
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "entities.json").write_bytes(entities_json(_entity(r) for r in records(store, "organizations", report)))
        (folder / FILE).write_bytes(kept_records(store, report))
        counts = {kind: len(records(store, kind, report)) for kind in KINDS}
        facts = {kind: count for kind, count in sorted(counts.items()) if count}
        (folder / "meta.json").write_bytes(meta_json(replace(_meta(writer, report), facts=facts)))


def _meta(writer: Writer, report: str) -> ReportMeta:
    """What the build wrote of a report: this build, or the one whose part stays."""
    new = writer.stage / "parts" / report
    return meta_of(new if new.exists() else writer.old.parts[report])


def _entity(record: Record) -> Entity:
    names = [*record["aliases"], record["full_name"], record["short_name"]]
    places = tuple((quote["start"], quote["end"]) for quote in record["evidence"])
    return Entity(record["id"], record["label"], surfaces(name for name in names if name), places)
