"""Where the ontology, its shapes and its example queries lie."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
ONTOLOGY = HERE / "reportgraph.ttl"
SHAPES = HERE / "shapes.ttl"
QUERIES = HERE / "queries"
CONCEPTS = HERE / "concepts.tsv"
EXECUTABLES = HERE / "queries.ttl"
CONTEXT = HERE / "context.jsonld"
MEANINGS = HERE / "meanings.tsv"
