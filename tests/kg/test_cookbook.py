"""Every query of the cookbook gives rows on the small world, the right ones where that can be said in a line."""

from __future__ import annotations

from typing import Any

import pytest

from kg.store import Rows, Store
from ontology.cookbook import Recipe, recipe, recipes
from ontology.vocab import RG


@pytest.mark.parametrize("one", recipes(), ids=lambda r: r.name)
def test_every_recipe_finds_something(world_store: Store, one: Recipe) -> None:
    result = world_store.query(one.query)
    assert not isinstance(result, bool) and len(result) > 0
    if isinstance(result, Rows):  # no column is there for nothing
        assert all(any(row[i] is not None for row in result) for i in range(len(result.variables)))


def first(store: Store, name: str, **params: str) -> dict[str, Any]:
    rows = store.query(recipe(name).filled(params))
    assert isinstance(rows, Rows)
    return rows.values()[0]


@pytest.mark.parametrize(
    ("name", "params", "row"),
    [
        ("organizations-by-role", {}, {"role": "subsidiary", "count": "2", "names": "Dunlin Bottle Works Ltd. | Plover Cullet Ltd."}),
        ("group-structure", {}, {"company": "Dunlin Bottle Works Ltd.", "belongsTo": "Kestrel Glass Plc"}),
        ("aliases", {}, {"organization": "Dunlin Bottle Works Ltd.", "aliases": "Dunlin"}),
        ("capacity-by-type", {}, {"type": "photovoltaic", "unit": "MWh", "total": "3900", "projects": "1"}),
        ("breakdowns", {"dimension": "group"}, {"member": "staff", "value": "31.5"}),
        ("change-on-year", {}, {"year": "2023", "before": "1250", "now": "1100", "percent": "-12"}),
        ("two-values", {}, {"one": "1204.5", "other": "1250", "period": "2022"}),
        ("disclosures-by-status", {"status": "reported"}, {"code": "305-1"}),
        ("policies-by-chapter", {}, {"chapter": "Governance", "policy": "Cullet Policy"}),
        ("metric-over-time", {"words": "SCOPE 1"}, {"metric": "Scope 1 emissions", "period": "2022", "value": "1204.5"}),
        ("targets-and-figures", {}, {"due": "2030", "target": "600", "period": "2022"}),
        ("certified-against", {"scheme": "FSSC 22000"}, {"holder": "Dunlin Bottle Works Ltd.", "status": "applied"}),
    ],
)
def test_the_first_row(world_store: Store, name: str, params: dict[str, str], row: dict[str, str]) -> None:
    assert first(world_store, name, **params).items() >= row.items()


def test_the_graph_uses_only_what_the_ontology_declares(world: Any) -> None:
    from rdflib import Graph

    from ontology.files import ONTOLOGY

    declared = {str(s) for s in Graph().parse(ONTOLOGY).subjects()}
    terms = {str(getattr(term, "value", "")) for quad in world.quads for term in (quad.predicate, quad.object)}
    used = {iri for iri in terms if iri.startswith(RG)}
    assert used - declared == set() and len(used) > 100
