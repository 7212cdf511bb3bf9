"""The example queries in `ontology/queries`: a title, the query, and the words in it that a user may change.

A file runs as it stands. It starts with comment lines: `# title: ...`, and for each parameter `# param: name = default`,
where the query says `VALUES ?name { "default" }`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ontology.files import QUERIES

_HEAD = re.compile(r"^# (title|param): (.+)$", re.M)


@dataclass(frozen=True)
class Recipe:
    """A query of the cookbook; `params` are its defaults by name."""

    name: str
    title: str
    query: str
    params: Mapping[str, str]

    def filled(self, values: Mapping[str, str] | None = None) -> str:
        """The query with other values for its params. Raises KeyError for an unknown parameter."""
        query = self.query
        for name, value in (values or {}).items():
            if name not in self.params:
                raise KeyError(f"{self.name} has no parameter {name!r}; has {', '.join(self.params) or 'none'}")
            text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
            query = query.replace(f'VALUES ?{name} {{ "{self.params[name]}" }}', f'VALUES ?{name} {{ "{text}" }}')
        return query


def recipes() -> list[Recipe]:
    """All recipes, sorted by name."""
    return sorted((_read(path) for path in QUERIES.glob("*.rq")), key=lambda recipe: recipe.name)


def recipe(name: str) -> Recipe:
    """The recipe of a name. Raises KeyError with the names that look like it, or all."""
    known = sorted(path.stem for path in QUERIES.glob("*.rq"))
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        raise KeyError(f"no recipe {name!r}; " + (f"did you mean {' or '.join(near)}?" if near else f"have {', '.join(known)}"))
    return _read(QUERIES / f"{name}.rq")


def _read(path: Path) -> Recipe:
    query = path.read_text(encoding="utf-8")
    titles = [value for key, value in _HEAD.findall(query) if key == "title"]
    pairs = [value.partition(" = ") for key, value in _HEAD.findall(query) if key == "param"]
    return Recipe(path.stem, titles[0] if titles else path.stem, query, {name: default for name, _, default in pairs})
