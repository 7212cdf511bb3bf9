"""What several tests share: where things are, and one library of the sample report, built once for the whole run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import oxigraph

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples" / "barrovento-2024.md"


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample report."""
    return SAMPLE


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the sample report, for reading only."""
    from ask.building import build

    folder = tmp_path_factory.mktemp("sample") / "library"
    build(folder, [SAMPLE])
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a real SPARQL server, an Oxigraph in memory."""
    with oxigraph() as url:
        yield url
