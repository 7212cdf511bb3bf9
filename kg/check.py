"""Whether a graph is sound: the SHACL shapes of `ontology/shapes.ttl`, run by shacl-rust (a fraction of a second for a report)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from kg.store import Literal as Text
from kg.store import NamedNode, Quad, Store, parse_quads, serialise_quads
from ontology.files import SHAPES
from ontology.vocab import expand, report_iri, shrink

Severity = Literal["error", "warning", "note"]

SEVERITIES: dict[str, Severity] = {"sh:Violation": "error", "sh:Warning": "warning", "sh:Info": "note"}
SAYS = {
    "sh:MinCountConstraintComponent": "is missing",
    "sh:MaxCountConstraintComponent": "has more than one value",
    "sh:DatatypeConstraintComponent": "{value} is not of the datatype {limit}",
    "sh:ClassConstraintComponent": "{value} is not of the class {limit}",
    "sh:InConstraintComponent": "{value} is none of the values allowed",
    "sh:PatternConstraintComponent": "{value} does not have the form {limit}",
    "sh:NodeKindConstraintComponent": "{value} is not a {limit}",
    "sh:MinInclusiveConstraintComponent": "{value} is less than {limit}",
    "sh:MaxInclusiveConstraintComponent": "{value} is more than {limit}",
}
"""What a breach is called where its shape has no message of its own. `limit` is the value in the shape."""


@dataclass(frozen=True, order=True)
class Violation:
    """One breach of a shape: which node, which property (prefixed name), which value, and why it is one."""

    focus: str
    path: str | None
    message: str
    shape: str
    severity: Severity = "error"
    value: str | None = None


@dataclass(frozen=True)
class Shapes:
    """The shapes as N-Triples in which each property shape has a name; whose it is, and its triples by name."""

    text: str
    owner: Mapping[str, str]
    said: Mapping[str, Mapping[str, str]]


def conforms(graph: Store | Iterable[Quad], report: str | None = None) -> list[Violation]:
    """Breaches of the shapes in a store (or one report of it) or in quads, sorted; none when the graph is sound."""
    from shacl_rust import validate

    quads = graph.quads(g=report_iri(report) if report else None) if isinstance(graph, Store) else graph
    data = serialise_quads(quads, "ntriples").decode()
    found = validate(data, shapes().text, data_format="nt", shapes_format="nt", experimental_index=True)
    return sorted({_violation(result) for result in found["results"]}, key=repr)


def faults(graph: Iterable[Quad]) -> str | None:
    """How many breaches of a shape there are (warnings do not count) and what the first is, in words; None when the graph is sound."""
    broken = [breach for breach in conforms(graph) if breach.severity == "error"]
    return f"{len(broken)} breaches of the shapes; the first: {broken[0].message} ({broken[0].focus})" if broken else None


@cache
def shapes() -> Shapes:
    """The shapes, read once. The engine reports a property shape by its name, so each is given one."""
    quads = list(parse_quads(SHAPES.read_bytes(), "turtle"))
    rule = NamedNode(expand("sh:property"))
    names: dict[object, NamedNode] = {}
    owner: dict[str, str] = {}
    for quad in quads:
        if quad.predicate == rule and isinstance(quad.subject, NamedNode):
            names[quad.object] = NamedNode(f"{quad.subject.value}/{len(names) + 1}")
            owner[names[quad.object].value] = quad.subject.value
    said: dict[str, dict[str, str]] = {}
    renamed = []
    for quad in quads:
        subject, value = names.get(quad.subject, quad.subject), names.get(quad.object, quad.object)
        renamed.append(Quad(subject, quad.predicate, value))
        if isinstance(subject, NamedNode) and isinstance(value, (NamedNode, Text)):
            said.setdefault(subject.value, {})[shrink(quad.predicate.value)] = value.value
    return Shapes(serialise_quads(renamed, "ntriples").decode(), owner, said)


def _violation(result: Mapping[str, Any]) -> Violation:
    known, source = shapes(), _bare(result["sourceShape"])
    rule, path, value = known.said.get(source, {}), result.get("resultPath"), result.get("value")
    return Violation(
        focus=_bare(result["focusNode"]),
        path=shrink(_bare(path)) if path else None,
        message=rule.get("sh:message") or _message(shrink(_bare(result["sourceConstraintComponent"])), rule, _bare(value or "")),
        shape=shrink(known.owner.get(source, source)),
        severity=SEVERITIES[shrink(_bare(result["severity"]))],
        value=_bare(value) if value else None,
    )


def _message(component: str, rule: Mapping[str, str], value: str) -> str:
    """A sentence: "rg:status: 'dreamt of' is none of the values allowed"."""
    key = component.removesuffix("ConstraintComponent")
    limit = rule.get(f"sh:{key[3:4].lower()}{key[4:]}", "")
    says = SAYS.get(component, "breaks " + key).format(value=repr(value), limit=shrink(limit))
    return f"{shrink(rule.get('sh:path', 'node'))} {says}"


def _bare(term: str) -> str:
    """The text of a term in N-Triples: an IRI without brackets, a literal without quotes and type."""
    quad = next(_parsed(term), None) if term.startswith(("<", '"')) else None
    return str(getattr(quad.object, "value", term)) if quad else term


def _parsed(term: str) -> Iterator[Quad]:
    return parse_quads(f"<urn:s> <urn:p> {term} .", "ntriples")
