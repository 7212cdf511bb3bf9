"""Corrections by people: what each one says, and the graph that keeps them all, with who, when and why in PROV.

A correction never changes what was extracted. It is kept in a graph of its own (`CORRECTIONS`), `kg.correcting` applies all of them to
the extracted quads of a report whenever that report's graph is written, and undoing one is leaving it out the next time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import cast, get_args

from kg.store import Literal, NamedNode, Quad, Store
from ontology.vocab import CORRECTIONS, expand, report_of, slug

Operation = OneOf["merge", "split", "correct", "reject"]
State = OneOf["applied", "waiting", "undone"]
"""`waiting`: the fact that it is about is not in the library now; it is applied as soon as it is there again."""


@dataclass(frozen=True)
class Target:
    """What a correction is about: an IRI, and how to know the same fact again should a later version name it otherwise."""

    iri: str
    cls: str
    label: str
    quotes: frozenset[str]


@dataclass(frozen=True)
class Correction:
    """One correction. Raises ValueError for one that says nothing.

    merge: `targets` are two, the first stays. split: `values` are the names that become an entity of their own, the first its label.
    correct: `field` and `values` (what it was before is in `before`). `at` is a time like 2024-05-31T09:15:00Z.
    """

    number: int
    operation: Operation
    targets: tuple[Target, ...]
    by: str
    at: str
    because: str
    field: str = ""
    values: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    state: State = "applied"
    undone_by: str = ""
    undone_at: str = ""

    def __post_init__(self) -> None:
        if self.operation not in get_args(Operation) or not self.by.strip() or not self.because.strip():
            raise ValueError("a correction needs a known operation, who made it and why")
        if len(self.targets) != (2 if self.operation == "merge" else 1):
            raise ValueError(f"{self.operation} is about {'two' if self.operation == 'merge' else 'one'}, not {len(self.targets)}")

    @property
    def iri(self) -> str:
        return f"{CORRECTIONS}/{self.number}"

    @property
    def reports(self) -> frozenset[str]:
        """Ids of the reports that it is about."""
        return frozenset(report_of(target.iri) for target in self.targets)

    def __str__(self) -> str:
        """What was done, in a line: `correct "Water withdrawal 2024": value 49500 -> 49000`."""
        names = " and ".join(f'"{target.label}"' for target in self.targets)
        if self.operation == "correct":
            return f"correct {names}: {self.field} {'; '.join(self.before) or '(none)'} -> {'; '.join(self.values) or '(none)'}"
        return f"split {names}: {'; '.join(self.values)}" if self.operation == "split" else f"{self.operation} {names}"


def quads_of_corrections(corrections: Iterable[Correction]) -> list[Quad]:
    """The graph of corrections, sorted."""
    graph = NamedNode(CORRECTIONS)
    quads = {Quad(NamedNode(s), NamedNode(expand(p)), o, graph) for c in corrections for s, p, o in _statements(c)}
    return sorted(quads, key=str)


def corrections_in(store: Store) -> tuple[Correction, ...]:
    """All corrections of a store, oldest first."""
    about: dict[str, dict[str, list[str]]] = {}
    for quad in store.quads(g=CORRECTIONS):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            about.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    marked = [iri for iri, said in about.items() if expand("rg:operation") in said]
    return tuple(sorted((_read(iri, about) for iri in marked), key=lambda c: c.number))


def _statements(c: Correction) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    agent = f"{CORRECTIONS}/agent/{_slug(c.by)}"
    for cls in ("rg:Correction", "prov:Activity"):
        yield c.iri, "rdf:type", _named(cls)
    yield c.iri, "rdfs:label", Literal(str(c))
    yield c.iri, "rg:operation", Literal(c.operation)
    yield c.iri, "rg:state", Literal(c.state)
    yield c.iri, "rdfs:comment", Literal(c.because)
    yield c.iri, "prov:startedAtTime", _time(c.at)
    yield c.iri, "prov:wasAssociatedWith", NamedNode(agent)
    yield from _agent(agent, c.by)
    for position, target in enumerate(c.targets, 1):
        node = f"{c.iri}/target/{position}"
        yield c.iri, "rg:target", NamedNode(node)
        yield c.iri, "rg:corrects", NamedNode(target.iri)
        yield node, "rdf:type", _named("rg:CorrectionTarget")
        yield node, "rg:targetClass", NamedNode(target.cls)
        yield node, "rg:targetFact", NamedNode(target.iri)
        yield node, "rg:position", Literal(str(position), datatype=_named("xsd:integer"))
        yield node, "rdfs:label", Literal(target.label)
        for quote in target.quotes:
            yield node, "oa:exact", Literal(quote)
    if c.operation == "merge" and len(c.reports) == 2 and c.state == "applied":  # a report's graph says what that report says
        yield c.targets[0].iri, "owl:sameAs", NamedNode(c.targets[1].iri)
    if c.field:
        yield c.iri, "rg:field", Literal(c.field)
    for name, values in (("rg:newValue", c.values), ("rg:oldValue", c.before)):
        for position, value in enumerate(values, 1):
            yield c.iri, name, Literal(f"{position} {value}")
    if c.undone_at:
        undoing, other = f"{c.iri}/undoing", f"{CORRECTIONS}/agent/{_slug(c.undone_by)}"
        yield undoing, "rdf:type", _named("prov:Activity")
        yield undoing, "prov:used", NamedNode(c.iri)
        yield undoing, "prov:startedAtTime", _time(c.undone_at)
        yield undoing, "prov:wasAssociatedWith", NamedNode(other)
        yield from _agent(other, c.undone_by)


def _agent(iri: str, name: str) -> Iterator[tuple[str, str, NamedNode | Literal]]:
    yield iri, "rdf:type", _named("prov:Person")
    yield iri, "rdfs:label", Literal(name)


def _read(iri: str, about: dict[str, dict[str, list[str]]]) -> Correction:
    said = about[iri]

    def one(name: str, of: dict[str, list[str]]) -> str:
        return next(iter(of.get(expand(name), [])), "")

    undoing = about.get(f"{iri}/undoing", {})
    nodes = sorted((about[node] for node in said[expand("rg:target")]), key=lambda node: int(one("rg:position", node)))
    return Correction(
        number=int(iri.rpartition("/")[2]),
        operation=cast(Operation, one("rg:operation", said)),
        targets=tuple(_target(node) for node in nodes),
        by=one("rdfs:label", about.get(one("prov:wasAssociatedWith", said), {})),
        at=one("prov:startedAtTime", said),
        because=one("rdfs:comment", said),
        field=one("rg:field", said),
        values=_numbered(said.get(expand("rg:newValue"), [])),
        before=_numbered(said.get(expand("rg:oldValue"), [])),
        state=cast(State, one("rg:state", said)),
        undone_by=one("rdfs:label", about.get(one("prov:wasAssociatedWith", undoing), {})),
        undone_at=one("prov:startedAtTime", undoing),
    )


def _target(said: dict[str, list[str]]) -> Target:
    iri, cls, label = (said[expand(name)][0] for name in ("rg:targetFact", "rg:targetClass", "rdfs:label"))
    return Target(iri, cls, label, frozenset(said.get(expand("oa:exact"), [])))


def _numbered(values: Sequence[str]) -> tuple[str, ...]:
    """Values in their order: a graph keeps none, so each carries its place before a space."""
    pairs = sorted((int(place), value) for place, _, value in (v.partition(" ") for v in values))
    return tuple(value for _, value in pairs)


def _slug(name: str) -> str:
    return slug(name) or name.encode().hex()


def _time(text: str) -> Literal:
    return Literal(text, datatype=_named("xsd:dateTime"))


def _named(name: str) -> NamedNode:
    return NamedNode(expand(name))
