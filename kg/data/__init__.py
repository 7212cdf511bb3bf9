"""Field knowledge in readable files: how things are named and measured in the field. No company, place or product."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """A data file of this folder by its stem: `load("organizations")`. Raises FileNotFoundError for an unknown one."""
    return tomllib.loads((files("kg.data") / f"{name}.toml").read_text("utf-8"))
