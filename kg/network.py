"""The graph as a network of entities and facts, for paths between two of them and for drawing tools.

networkx loads here, at first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product, takewhile
from typing import TYPE_CHECKING, Any

from kg.records import Record, every_evidence, graph_pattern, resolve, select, suggestions
from kg.store import Store
from ontology.fields import KINDS
from ontology.vocab import CORRECTIONS, RELATIONS, RG, report_of
from report.errors import InputError

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph

CANDIDATES = 60
"""Chains of a length that are compared before the best are kept."""
SAME = "sameName"
"""Relation between organizations of the same name in two reports."""
PATH_COLUMNS = ("chain", "subject", "relation", "object", "quote", "report", "start", "end")
"""Columns of a table of the steps of chains."""
LINKED = "sameAs"
"""Relation between entities of two reports that a person said to be the same (`kg merge`)."""


@dataclass(frozen=True)
class Step:
    """One fact of a chain: "subject relation object", and the evidence that states it. The ends are id, label and kind."""

    subject: Record
    relation: str
    object: Record
    evidence: tuple[Record, ...]

    @property
    def said(self) -> Record:
        """The evidence that says most: the longest quote. Empty where there is none."""
        return max(self.evidence, key=lambda e: len(e["quote"]), default={})

    def row(self, chain: int) -> Record:
        """The step as a row of a table of `PATH_COLUMNS`; `chain` numbers the chain that it belongs to."""
        ends = {"subject": self.subject["label"], "relation": self.relation, "object": self.object["label"]}
        return {"chain": chain, **ends, **{name: self.said.get(name) for name in ("quote", "report", "start", "end")}}


@dataclass(frozen=True)
class Neighbour:
    """What an entity is linked with: `out` tells whether the relation leads from it; `weight` counts the quotes that state it."""

    relation: str
    out: bool
    node: Record
    weight: int
    evidence: tuple[Record, ...]


def network(store: Store, report: str | None = None) -> MultiDiGraph[str]:
    """The whole network, in one call.

    Nodes by IRI with `label`, `kind`, `report`, `degree` (number of edges) and `centrality` (share of the other nodes that it
    is linked with). Edges with `relation`, `weight` (number of quotes that state it) and `evidence` (a list as in records).
    """
    from networkx import MultiDiGraph

    graph: MultiDiGraph[str] = MultiDiGraph()
    for iri, label, kind in _nodes(store, report):
        graph.add_node(iri, label=label, kind=kind, report=report_of(iri))
    quotes = every_evidence(store, report)
    for subject, relation, target, fact in _edges(store, report):
        if subject in graph and target in graph:
            _link(graph, subject, target, relation, quotes.get(fact, []))
    linked = [pair for pair in _said_the_same(store) if pair[0] in graph and pair[1] in graph]
    for relation, pairs in ((LINKED, linked), (SAME, [pair for pair in _same_names(graph) if not {pair, pair[::-1]} & set(linked)])):
        for one, other in pairs:
            _link(graph, one, other, relation, [*quotes.get(one, [])[:1], *quotes.get(other, [])[:1]])
    for node, data in graph.nodes(data=True):
        others = {*graph.successors(node), *graph.predecessors(node)} - {node}
        data["degree"], data["centrality"] = graph.degree(node), round(len(others) / max(1, len(graph) - 1), 6)
    return graph


def central(graph: MultiDiGraph[str], limit: int = 20) -> list[Record]:
    """The nodes with the most neighbours, as id, label, kind, report, degree and centrality."""
    nodes: list[Record] = [{"id": node, **graph.nodes[node]} for node in graph]
    return sorted(nodes, key=lambda n: (-n["centrality"], n["label"], n["id"]))[:limit]


def neighbours(store: Store, name: str, report: str | None = None) -> list[Neighbour]:
    """What a named entity is linked with, by relation, the best evidenced first. Raises InputError for an unknown name."""
    graph = network(store, report)
    found = []
    for iri in _resolved(store, name, report):
        pairs = [(True, iri, other) for other in graph.successors(iri)] + [(False, other, iri) for other in graph.predecessors(iri)]
        for out, subject, target in pairs:
            edges: Iterable[dict[str, Any]] = (graph.get_edge_data(subject, target) or {}).values()
            node = _end(graph, target if out else subject)
            found += [Neighbour(data["relation"], out, node, data["weight"], tuple(data["evidence"])) for data in edges]
    return sorted(found, key=lambda n: (not n.out, n.relation, -n.weight, n.node["label"], n.node["id"]))


def paths(store: Store, a: str, b: str, limit: int = 3, report: str | None = None) -> list[tuple[Step, ...]]:
    """The shortest chains of facts between two named entities, at most `limit`; none when nothing connects them.

    Of chains of one length, those that do not run through the reporter come first. Raises InputError for an unknown
    name, with names that look like it, and for two names of one entity.
    """
    starts, ends = (_resolved(store, name, report) for name in (a, b))
    if set(starts) & set(ends):
        raise InputError(f"{a!r} and {b!r} are the same: {starts[0]}")
    graph = network(store, report)
    flat = _flat(graph)
    reporters = {row["o"] for row in select(store, "SELECT DISTINCT ?o WHERE { ?s rg:reporter ?o }")}
    found = [chain for one, other in product(starts, ends) for chain in _chains(flat, one, other, limit)]
    found.sort(key=lambda chain: (len(chain), len(reporters.intersection(chain[1:-1])), [graph.nodes[n]["label"] for n in chain], chain))
    return [tuple(_step(graph, one, other) for one, other in pairwise(chain)) for chain in found[:limit]]


def _resolved(store: Store, name: str, report: str | None) -> list[str]:
    iris = [iri for iri, _ in resolve(store, name, report)]
    if not iris:
        like = suggestions(store, name, report)
        raise InputError(f"no entity named {name!r}" + (f"; did you mean {' or '.join(map(repr, like))}?" if like else ""))
    return iris


def _nodes(store: Store, report: str | None) -> list[tuple[str, str, str]]:
    kinds = {RG + kind.cls: kind.name for kind in KINDS.values()}
    values = " ".join(f"<{cls}>" for cls in kinds)
    rows = select(store, f"SELECT ?s ?c ?n WHERE {{ {graph_pattern(report)} {{ VALUES ?c {{ {values} }} ?s a ?c ; rdfs:label ?n }} }}")
    return sorted((row["s"], row["n"], kinds[row["c"]]) for row in rows)


def _edges(store: Store, report: str | None) -> list[tuple[str, str, str, str]]:
    """(subject, relation, object, the record that states it)."""
    states = dict.fromkeys(RELATIONS.values(), "o") | {"subOrganizationOf": "s", "againstStandard": "s"}
    values = " ".join(f"<{RG}{name}>" for name in states)
    rows = select(store, f"SELECT ?s ?p ?o WHERE {{ {graph_pattern(report)} {{ VALUES ?p {{ {values} }} ?s ?p ?o }} }}")
    return sorted((row["s"], name, row["o"], row[states[name]]) for row in rows for name in [row["p"].removeprefix(RG)])


def _link(graph: MultiDiGraph[str], subject: str, target: str, relation: str, evidence: Sequence[Record]) -> None:
    graph.add_edge(subject, target, relation=relation, weight=max(1, len(evidence)), evidence=list(evidence))


def _said_the_same(store: Store) -> list[tuple[str, str]]:
    """Pairs of entities that corrections link, unless undone."""
    query = f"SELECT ?s ?o WHERE {{ GRAPH <{CORRECTIONS}> {{ ?s owl:sameAs ?o }} }}"
    return sorted((row["s"], row["o"]) for row in select(store, query))


def _same_names(graph: MultiDiGraph[str]) -> Iterator[tuple[str, str]]:
    named: dict[str, list[str]] = {}
    for iri in sorted(graph):
        if graph.nodes[iri]["kind"] == "organizations":
            named.setdefault(graph.nodes[iri]["label"].casefold(), []).append(iri)
    return (pair for iris in named.values() for pair in pairwise(iris))


def _flat(graph: MultiDiGraph[str]) -> Graph[str]:
    """One undirected edge for each pair, added in a fixed order, so that equal chains come in a fixed order."""
    from networkx import Graph

    flat: Graph[str] = Graph()
    flat.add_nodes_from(sorted(graph))
    flat.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    return flat


def _chains(flat: Graph[str], start: str, end: str, limit: int) -> list[list[str]]:
    """Shortest chains first: at least `limit` where there are as many, and all (up to a bound) that are as short."""
    from networkx import NetworkXNoPath, shortest_simple_paths

    found: list[list[str]] = []
    try:
        ways = takewhile(lambda way: len(found) < limit or len(way) == len(found[-1]), shortest_simple_paths(flat, start, end))
        for way in ways:
            found.append(way)
            if len(found) >= CANDIDATES:
                break
    except NetworkXNoPath:
        return []
    return found


def _step(graph: MultiDiGraph[str], one: str, other: str) -> Step:
    """The fact between two neighbours; of several, the one that comes first by direction and name."""
    for subject, target in ((one, other), (other, one)):
        edges: Iterable[dict[str, Any]] = (graph.get_edge_data(subject, target) or {}).values()
        for data in sorted(edges, key=lambda data: str(data["relation"])):
            return Step(_end(graph, subject), data["relation"], _end(graph, target), tuple(data["evidence"]))
    raise LookupError(f"no edge between {one} and {other}")


def _end(graph: MultiDiGraph[str], iri: str) -> Record:
    return {"id": iri, **{name: graph.nodes[iri][name] for name in ("label", "kind", "report")}}


def describe(chain: Sequence[Step]) -> str:
    """A chain in one line: "A operates B; C participatesIn B"."""
    return "; ".join(f"{step.subject['label']} {step.relation} {step.object['label']}" for step in chain)
