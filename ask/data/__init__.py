"""What questions sound like: wordings of the field, kinds of record, question words. Plain files, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lines(name: str, package: str = "ask") -> tuple[str, ...]:
    """The lines of a data file of a package, without comments and blank ones."""
    text = (files(package) / "data" / name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML data file of this package."""
    return tomllib.loads((files("ask") / "data" / name).read_text("utf-8"))
