"""The rule on the graph itself: a record that breaks a shape is told with its quote, what has none is left to `kg doctor`."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.audit import audit
from kg.store import Literal, NamedNode, Quad, Store, open_store
from ontology.vocab import expand, report_iri
from tests.kg.auditing import fact, stored

TEXT = "# Energy\n\nThe weir feeds 1.8 MW into the mill. It was built in 2019.\n"
WEIR = fact("projects", "Weir turbine", "The weir feeds 1.8 MW into the mill.", name="Weir turbine", status="operating",
            capacity=({"value": Decimal("1.8"), "unit": "MW", "what": None},))  # fmt: skip


def broken(*changes: tuple[str, str, str]) -> Store:
    """The mill's graph with other values: (class of the node, property, new value)."""
    store, graph = open_store(), NamedNode(report_iri("alder-2024"))
    quads = list(stored(TEXT, [WEIR]).quads())
    for cls, name, value in changes:
        node = next(q.subject for q in quads if q.object == NamedNode(expand(cls)))
        quads = [q for q in quads if (q.subject, q.predicate) != (node, NamedNode(expand(name)))]
        quads.append(Quad(node, NamedNode(expand(name)), Literal(value), graph))
    store.replace(graph.value, quads)
    return store


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("rg:Project", "rg:status", "dreamt of"), "Weir turbine: rg:status 'dreamt of' is none of the values allowed"),
        (("rg:Quantity", "rg:value", "some"), "Weir turbine: a quantity needs one number"),
    ],
)
def test_a_record_and_its_parts_are_told_with_the_quote(change: tuple[str, str, str], message: str) -> None:
    (found,) = audit(broken(change), "alder-2024", TEXT)
    assert (found.rule, found.severity, found.kind, found.message) == ("graph-shape", "error", "shape", message)
    assert found.evidence[0]["quote"] == "The weir feeds 1.8 MW into the mill."
    assert found.facts[0].rsplit("/", 1)[-1].startswith("weir-turbine-")


def test_a_sound_graph_and_a_fault_without_a_quote_give_nothing() -> None:
    assert audit(broken(), "alder-2024", TEXT) == []
    assert audit(broken(("rg:Source", "rg:file", "folder/mill.md")), "alder-2024", TEXT) == []
