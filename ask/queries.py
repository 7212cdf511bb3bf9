"""SPARQL put together from typed parts: a kind, conditions on its fields, the fields to show. Run, it gives the facts of an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ask.proposal import Query
from ask.rank import Record
from ask.scope import Source
from kg.store import Rows
from ontology.fields import KINDS, VIEWS, Field
from ontology.vocab import class_iri, name_property_iri, property_iri, report_iri, shrink

SHOWN = ("metric", "value", "unit", "period", "code", "title", "status", "chapters")
"""Fields that a query of facts shows, where their kind has them and no other is asked for."""


@dataclass(frozen=True)
class Part:
    """A condition: the field (or "label") is one of the values; for a date, begins with one of them."""

    field: str
    values: tuple[str, ...]


def query_for(kind: str, report: str, parts: Sequence[Part], show: Sequence[str] = ()) -> str:
    """A SELECT of the facts of a kind that meet all conditions: `?fact`, `?label` and the fields to show."""
    known = KINDS[VIEWS[kind][0]] if kind in VIEWS else KINDS[kind]
    names = {f.name: f for f in known.fields}
    wanted = [name for name in (show or SHOWN) if name in names and names[name].type not in ("quantities", "pairs")]
    lines = [f"?fact a {shrink(class_iri(kind))} ; rdfs:label ?label ."]
    lines += [_condition(part, names) for part in parts]
    given = {part.field for part in parts}
    lines += [f"OPTIONAL {{ ?fact {_path(names[name])} ?{name} }}" for name in wanted if name not in given]
    lines += [f"?fact {_path(names[name])} ?{name} ." for name in wanted if name in given]
    variables = " ".join(f"?{name}" for name in wanted)
    body = "\n    ".join(lines)
    return f"SELECT ?fact ?label {variables}\nWHERE {{\n  GRAPH <{report_iri(report)}> {{\n    {body}\n  }}\n}}\nORDER BY ?fact"


def _path(field: Field) -> str:
    return shrink(name_property_iri(field) if field.type in ("name", "names") else property_iri(field))


def _condition(part: Part, names: dict[str, Field]) -> str:
    said = ", ".join(json.dumps(value, ensure_ascii=False) for value in part.values)
    if part.field == "label":
        return f"FILTER(STR(?label) IN ({said}))"
    field = names[part.field]
    variable = f"?{field.name}_"
    match = f"?fact {_path(field)} {variable} ."
    if field.type == "date":
        tests = " || ".join(f"STRSTARTS(STR({variable}), {json.dumps(value)})" for value in part.values)
        return f"{match} FILTER({tests})"
    if field.type == "pairs":
        return " ".join(f"?fact {_path(field)} [ rg:dimensionValue {json.dumps(value, ensure_ascii=False)} ] ." for value in part.values)
    return f"{match} FILTER(STR({variable}) IN ({said}))"


def run(library: Source, sparql: str) -> Query:
    """A query with its rows, as plain text by variable, in the query's order."""
    return Query(sparql, lambda: _rows(library, sparql))


def _rows(library: Source, sparql: str) -> tuple[dict[str, str | None], ...]:
    result = library.sparql(sparql)
    if not isinstance(result, Rows):
        raise TypeError("a query for facts is a SELECT")
    return tuple(result.values())


def of_observations(library: Source, report: str, records: Iterable[Record]) -> Query:
    """The query for what some observations or targets say: metric, dimensions, period and subject as they have them."""
    records = list(records)
    first = records[0]
    same = [r for r in records if r["kind"] == first["kind"]]
    parts = [Part(name, tuple(dict.fromkeys(str(r[name]) for r in same if r.get(name)))) for name in ("metric", "period", "due")]
    dimensions = [tuple(sorted((r.get("dimensions") or {}).values())) for r in same]
    if len(set(dimensions)) == 1 and dimensions[0]:
        parts.append(Part("dimensions", dimensions[0]))
    return run(library, query_for(first["kind"], report, [p for p in parts if p.values]))


def of_labels(library: Source, kind: str, report: str, records: Iterable[Record], show: Sequence[str] = ()) -> Query:
    """The query for facts by their labels."""
    return run(library, query_for(kind, report, [Part("label", tuple(dict.fromkeys(r["label"] for r in records)))], show))
