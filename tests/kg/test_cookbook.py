"""Every query of the cookbook gives rows on the small world, the right ones where that can be said in a line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ask.library import Library
from kg.links import concept_quads
from kg.store import Rows, Store
from ontology.cookbook import Recipe, recipe, recipes
from ontology.vocab import CONCEPTS, RG
from tests.kg.conftest import stored


@pytest.fixture(scope="module")
def asked(world: Any) -> Store:
    """The small world as a library holds it: with the graph of concepts."""
    store = stored(world)
    store.replace(CONCEPTS, concept_quads(store))
    return store


ROWS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cookbook_rows.toml").read_text("utf-8"))
"""Rows that each recipe gives on the sample report, as a reader of the report would write them down; often not all columns."""
ASKED = {"chapter-facts": {"chapter": "Climate"}, "figures-with-quotes": {"words": "scope"}, "metric-by-report": {"words": "scope"},
         "people-in-office": {"words": "chair"}, "relations-traced": {"name": "Dunlin"}}  # fmt: skip
NOT_IN_THE_WORLD = {"figures-without-unit", "intensities", "nominations"}
"""What the small world has none of; the sample report has."""


@pytest.mark.parametrize("one", [r for r in recipes() if r.name not in NOT_IN_THE_WORLD], ids=lambda r: r.name)
def test_every_recipe_finds_something(asked: Store, one: Recipe) -> None:
    result = asked.query(one.filled(ASKED.get(one.name)))
    assert not isinstance(result, bool) and len(result) > 0
    if isinstance(result, Rows):  # no column is there for nothing
        assert all(any(row[i] is not None for row in result) for i in range(len(result.variables)))


@pytest.mark.parametrize("one", recipes(), ids=lambda r: r.name)
def test_rows_on_the_sample_report(sample_library: Path, one: Recipe) -> None:
    wanted = ROWS[one.name]
    with Library.open(sample_library) as library:
        result = library.store.query(one.filled(wanted.get("params")))
    if not isinstance(result, Rows):
        assert not isinstance(result, bool) and len(result) >= wanted["at_least"]
        return
    found = result.values()
    assert len(found) >= wanted.get("at_least", len(wanted.get("rows", [])))
    for row in wanted.get("rows", []):
        assert any(row.items() <= known.items() for known in found), (row, found[:5])


def test_every_recipe_has_rows_to_expect() -> None:
    assert set(ROWS) == {r.name for r in recipes()} and len(ROWS) >= 70


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
