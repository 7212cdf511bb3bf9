"""The same library on a real SPARQL server: what it prints is what the embedded store gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from ask.health import check
from kg.store import open_store

ROOMS = '# Plumtree Hotels Annual Report 2024\n\n## Rooms\n\nPlumtree Hotels Co., Ltd. (hereinafter "Plumtree") has 410 rooms.\n\n'
TABLE = "| Indicator | Unit | 2023 | 2024 |\n| --- | --- | --- | --- |\n| Water withdrawal | m3 | 52,000 | 49,500 |\n"


def kg(*args: str | Path) -> str:
    result = CliRunner().invoke(cli.app, [str(arg) for arg in args])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def library(tmp_path: Path, server: str) -> Path:
    store = open_store(server, backend="sparql")
    for graph in store.graphs():
        store.drop(graph)
    (tmp_path / "rooms.md").write_text(ROOMS + TABLE)
    (tmp_path / "more.md").write_text(ROOMS.replace("410", "390").replace("2024", "2023"))
    kg("--library", tmp_path / "library", "--store", server, "build", tmp_path)
    return tmp_path / "library"


@pytest.mark.parametrize(
    "asked",
    [
        ["list", "observations", "--json"],
        ["list", "organizations", "--json"],
        ["show", "Plumtree", "--json"],
        ["sparql", "SELECT ?g ?l WHERE { GRAPH ?g { ?s a rg:Observation ; rdfs:label ?l } } ORDER BY ?g ?l", "--format", "csv"],
        ["sparql", "--cookbook", "reports", "--json"],
        ["ask", "What was the water withdrawal in 2024?", "--json", "--report", "rooms"],
        ["export", "--format", "nquads"],
        ["compare", "water withdrawal", "--json"],
    ],
    ids=lambda asked: asked[0],
)
def test_a_server_gives_what_the_embedded_store_gives(library: Path, server: str, asked: list[str]) -> None:
    assert kg("--library", library, "--store", server, *asked) == kg("--library", library, *asked)


def test_the_server_follows_corrections_and_removals(library: Path, server: str) -> None:
    (id,) = (r["id"] for r in json.loads(kg("--library", library, "list", "observations", "--where", "value=49500", "--json")))
    kg("--library", library, "--store", server, "correct", id, "--set", "value=49000", "--because", "misread")
    assert [
        r["value"] for r in json.loads(kg("-L", library, "--store", server, "list", "observations", "-w", "value=49000", "--json"))
    ] == [49000]
    assert check(library, server) == []
    kg("--library", library, "--store", server, "remove", "more")
    assert "more" not in kg("-L", library, "--store", server, "sparql", "--cookbook", "reports", "--format", "csv")
    assert not any(graph.endswith("/more") for graph in open_store(server, backend="sparql").graphs())


def test_a_server_that_lags_behind_is_told_apart_and_caught_up(library: Path, server: str) -> None:
    open_store(server, backend="sparql").drop("https://w3id.org/reportgraph/id/rooms")
    (problem,) = check(library, server)
    assert "does not hold https://w3id.org/reportgraph/id/rooms" in problem.what
    kg("--library", library, "--store", server, "build", library.parent / "rooms.md")
    assert check(library, server) == []
