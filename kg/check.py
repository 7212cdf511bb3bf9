"""Whether a graph is sound: the SHACL shapes of `ontology/shapes.ttl`, run by pySHACL on a copy in memory.

A heavy path (rdflib and pyshacl load here, at first use): about a second for each ten thousand quads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.store import Quad, Store, serialise_quads
from ontology.files import SHAPES
from ontology.vocab import PREFIXES, report_iri, shrink
from report.errors import InputError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Violation:
    """One breach of a shape: which node, which property (prefixed name), which value, and why it is one."""

    focus: str
    path: str | None
    message: str
    shape: str
    severity: Severity = "error"
    value: str | None = None


def conforms(graph: Store | Iterable[Quad], report: str | None = None) -> list[Violation]:
    """Breaches of the shapes in a store (or one report of it) or in quads, sorted; none when the graph is sound.

    Raises InputError when pyshacl is not installed.
    """
    try:
        from pyshacl import validate
        from rdflib import Graph
    except ModuleNotFoundError as error:
        raise InputError("checking shapes needs pyshacl; install reportgraph[shacl]") from error
    quads = graph.quads(g=report_iri(report) if report else None) if isinstance(graph, Store) else graph
    data, shapes = Graph().parse(data=serialise_quads(quads, "ntriples"), format="nt"), _shapes()
    _, results, _ = validate(data, shacl_graph=shapes, inference="none", abort_on_first=False, allow_warnings=True)
    return sorted(_violations(results, shapes), key=repr)


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(SHAPES)


def _violations(results: Graph, shapes: Graph) -> Iterable[Violation]:
    from rdflib import RDF, Namespace, URIRef

    sh = Namespace(PREFIXES["sh"])
    severities: dict[Node | None, Severity] = {sh.Violation: "error", sh.Warning: "warning", sh.Info: "note"}
    for result in results.subjects(RDF.type, sh.ValidationResult):
        path, value, source = (results.value(result, sh[p]) for p in ("resultPath", "value", "sourceShape"))
        owner = source if isinstance(source, URIRef) else next(iter(shapes.subjects(sh.property, source)), None)
        yield Violation(
            focus=str(results.value(result, sh.focusNode)),
            path=shrink(str(path)) if path is not None else None,
            message=str(results.value(result, sh.resultMessage)),
            shape=shrink(str(owner)) if owner is not None else "shape",
            severity=severities[results.value(result, sh.resultSeverity)],
            value=str(value) if value is not None else None,
        )
