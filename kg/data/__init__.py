"""Field knowledge in readable files: how things are named and measured in the field. No reporting company, place or product."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """A data file of this folder by its stem: `load("organizations")`. Raises FileNotFoundError for an unknown one."""
    return tomllib.loads((files("kg.data") / f"{name}.toml").read_text("utf-8"))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Lines of a tab-separated file of this folder by its stem, comments left out: `rows("gri")` begins `(("2-1", "Organizational details"), ...`."""
    lines = (files("kg.data") / f"{name}.tsv").read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
