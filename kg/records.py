"""Records read back from the graph, in the shape that `kg list` prints: driven by `ontology.fields`, never by the facts.

Fields with one value come in one row for each record; fields with many values take one further query each. Lists are
sorted, quantities keep their order, evidence is in reading order.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.names import fold
from kg.store import Store
from ontology.fields import KINDS, VIEWS, Field, Kind, kind_named
from ontology.vocab import CORRECTIONS, ID, class_iri, name_property_iri, property_iri, report_iri, report_of
from report.errors import InputError

Record = dict[str, Any]
MANY = ("texts", "names", "quantities", "pairs")
COMMON = ("id", "kind", "label", "aliases", "report", "confidence")
_NUMBERS = ("decimal", "integer", "double", "float")


@dataclass(frozen=True)
class Known:
    """An entity and every fact that refers to it. A reference's `relation` is the field that names the entity."""

    record: Record
    references: tuple[tuple[str, Record], ...]


def records(store: Store, kind: str, report: str | None = None, where: Mapping[str, str] | None = None) -> list[Record]:
    """Records of a kind or view, sorted by report, then by the place of their first evidence.

    `where` keeps records whose field has the value, whatever its case; a list field has it when one item has.
    Raises InputError for an unknown kind or field, with the known ones.
    """
    known = _kind(kind)
    wanted = [_keep(known, name, value) for name, value in (where or {}).items()]
    return [r for r in _read(store, known, _subject(kind), report) if all(keep(r) for keep in wanted)]


def entities(store: Store, report: str | None = None) -> list[Record]:
    """The records of every kind that are things with a name: all but observations, targets and disclosures."""
    return [r for kind in ENTITIES for r in records(store, kind, report)]


ENTITIES = tuple(name for name in KINDS if name not in ("observations", "targets", "disclosures"))
"""Kinds whose records are things with a name."""


def entity(store: Store, name: str, report: str | None = None) -> list[Known]:
    """What is known about a name: for each report that has it, the entity and the facts that refer to it.

    A label, alias or short name that is equal, whatever its case, beats a close one; organizations beat other kinds.
    The list is empty when nothing comes close.
    """
    found = []
    for iri, kind in resolve(store, name, report):
        for record in _read(store, KINDS[kind], f"VALUES ?s {{ <{iri}> }} {_subject(kind)}", report):
            if kind == "organizations" and (why := _linked(store, iri)):
                record["linked"] = why
            found.append(Known(record, tuple(facts_about(store, record))))
    return sorted(found, key=lambda known: _order(known.record))


def _linked(store: Store, iri: str) -> list[str]:
    """Why each other wording was taken for an organization, with its score: a line each."""
    rows = select(store, f"SELECT ?v WHERE {{ GRAPH ?g {{ <{iri}> skos:note ?v }} }} ORDER BY ?v")
    return [line for row in rows for line in row["v"].splitlines()]


def resolve(store: Store, name: str, report: str | None = None) -> list[tuple[str, str]]:
    """IRIs and kinds of the entities that a name means, one for each report where it means one; an IRI means itself, whatever its kind."""
    if name.startswith(ID):
        return _itself(store, name)
    forms = _forms(store, report)
    folded = fold(name)
    if folded not in forms:
        close = difflib.get_close_matches(folded, forms, n=1, cutoff=0.8)
        folded = close[0] if close else folded
    best: dict[str, tuple[int, str, str]] = {}
    for rank, iri, kind in forms.get(folded, []):
        home = report_of(iri)
        best[home] = min(best.get(home, (99, "", "")), (rank, iri, kind))
    return [(iri, kind) for _, (_, iri, kind) in sorted(best.items())]


def _itself(store: Store, iri: str) -> list[tuple[str, str]]:
    if re.search(r'[\s<>"{}|\\^`]', iri):
        return []
    kinds = {class_iri(kind): kind for kind in KINDS}
    rows = select(store, f"SELECT DISTINCT ?c WHERE {{ GRAPH ?g {{ <{iri}> a ?c }} }}")
    return sorted((iri, kinds[row["c"]]) for row in rows if row["c"] in kinds)


def suggestions(store: Store, name: str, report: str | None = None, count: int = 3) -> list[str]:
    """Names in the graph that look like this one, best first, for "did you mean"."""
    return difflib.get_close_matches(fold(name), _forms(store, report), n=count, cutoff=0.5)


def facts_about(store: Store, record: Record) -> list[tuple[str, Record]]:
    """Facts that name this entity in one of their fields: (field, record), in the order of their evidence."""
    found: list[tuple[str, Record]] = []
    for kind in KINDS.values():
        for field in kind.fields:
            if field.type in ("name", "names"):
                naming = f"{_subject(kind.name)} ?s <{property_iri(field)}> <{record['id']}> ."
                found += [(field.name, fact) for fact in _read(store, kind, naming, record["report"])]
    return sorted(found, key=lambda pair: (_order(pair[1]), pair[0]))


def select(store: Store, query: str) -> list[dict[str, Any]]:
    """Rows of a SELECT as JSON values by variable; an unbound one is missing. (W3C JSON is the fastest way out of the store.)"""
    rows = json.loads(store.serialise(query, "json"))["results"]["bindings"]
    return [{name: _value(cell) for name, cell in row.items()} for row in rows]


def every_evidence(store: Store, report: str | None = None) -> dict[str, list[Record]]:
    """Evidence of every record, by IRI, in reading order."""
    return _quotes(store, f"{graph_pattern(report)} {{")


def _forms(store: Store, report: str | None) -> dict[str, list[tuple[int, str, str]]]:
    """Folded labels, aliases and short names of entities, with rank (organizations first), IRI and kind."""
    classes = {class_iri(kind): (rank, kind) for rank, kind in enumerate(ENTITIES)}
    values = " ".join(f"<{cls}>" for cls in classes)
    names = "rdfs:label|skos:altLabel|rg:shortName|rg:fullName"
    forms: dict[str, set[tuple[int, str, str]]] = {}
    for row in select(store, f"SELECT ?s ?c ?n WHERE {{ {graph_pattern(report)} {{ VALUES ?c {{ {values} }} ?s a ?c ; {names} ?n }} }}"):
        rank, kind = classes[row["c"]]
        forms.setdefault(fold(row["n"]), set()).add((rank, row["s"], kind))
    return {form: sorted(hits) for form, hits in sorted(forms.items())}


def _kind(name: str) -> Kind:
    try:
        return kind_named(name)
    except KeyError as error:
        raise InputError(str(error.args[0])) from error


def _subject(kind: str) -> str:
    """Pattern of the records of a kind or view."""
    if kind not in VIEWS:
        return f"?s a <{class_iri(kind)}> ."
    of, field, value = VIEWS[kind]
    return f'?s a <{class_iri(of)}> ; <{property_iri(KINDS[of].field(field))}> "{value}" .'


def graph_pattern(report: str | None) -> str:
    """`GRAPH ...` of one report, or of any."""
    return f"GRAPH <{report_iri(report)}>" if report else "GRAPH ?g"


def _value(cell: Mapping[str, str]) -> Any:
    """JSON for a term: a number for a numeric literal (int when whole), else its text."""
    if "datatype" not in cell or not cell["datatype"].endswith(_NUMBERS):
        return cell["value"]
    number = float(cell["value"])
    return int(Decimal(cell["value"])) if number.is_integer() else number


def _read(store: Store, known: Kind, subject: str, report: str | None) -> list[Record]:
    """Whole records of a kind for the `?s` that fit a pattern, in order."""
    pattern = f"{graph_pattern(report)} {{ {subject}"
    found = _rows(store, known, pattern)
    if found:
        fill = {"texts": _texts, "names": _names, "quantities": _quantities, "pairs": _pairs}
        for field in known.fields:
            if field.type in MANY:
                fill[field.type](store, pattern, field, found)
        _aliases(store, pattern, found)
        for iri, quotes in _quotes(store, pattern).items():
            found[iri]["evidence"] = quotes
        _corrections(store, found)
        _proposed(store, pattern, found)
    return sorted(found.values(), key=_order)


def _rows(store: Store, known: Kind, pattern: str) -> dict[str, Record]:
    """Records with their one-valued fields; the others are still empty."""
    wanted = {"confidence": "rg:confidence"}
    for field in known.fields:
        if field.type not in MANY:
            wanted[field.name] = f"<{name_property_iri(field) if field.type == 'name' else property_iri(field)}>"
        if field.type == "name":
            wanted[field.name + "_id"] = f"<{property_iri(field)}>"
    variables = " ".join(f"?{name}" for name in wanted)
    optional = " ".join(f"OPTIONAL {{ ?s {path} ?{name} }}" for name, path in wanted.items())
    rows = select(store, f"SELECT ?s ?label {variables} WHERE {{ {pattern} ?s rdfs:label ?label . {optional} }} }}")
    found: dict[str, Record] = {}
    for row in sorted(rows, key=repr) if len({row["s"] for row in rows}) < len(rows) else rows:
        if row["s"] not in found:
            found[row["s"]] = _record(known, row)
    return found


def _record(known: Kind, row: Mapping[str, Any]) -> Record:
    record: Record = {"id": row["s"], "kind": known.name, "label": row["label"], "aliases": [], "report": report_of(row["s"]),
                      "confidence": row.get("confidence")}  # fmt: skip
    for field in known.fields:
        record[field.name] = {} if field.type == "pairs" else [] if field.type in MANY else row.get(field.name)
        if field.type in ("name", "names"):
            record[field.name + "_id"] = [] if field.type == "names" else row.get(field.name + "_id")
    record["evidence"] = []
    return record


def _corrections(store: Store, found: Mapping[str, Record]) -> None:
    """A record that a person has changed says so, in `corrections`; the others have no such key."""
    query = (
        f'SELECT ?s ?id ?what ?by ?because WHERE {{ GRAPH <{CORRECTIONS}> {{ ?id rg:corrects ?s ; rg:state "applied" ; rdfs:label ?what ; '
        "rdfs:comment ?because ; prov:wasAssociatedWith/rdfs:label ?by } } ORDER BY ?id"
    )
    for row in select(store, query):
        if row["s"] in found:
            found[row["s"]].setdefault("corrections", []).append({name: row[name] for name in ("id", "what", "by", "because")})


def _proposed(store: Store, pattern: str, found: Mapping[str, Record]) -> None:
    """A record that a language model proposed says which, in `proposed_by`; the others have no such key."""
    for row in select(store, f"SELECT ?s ?v WHERE {{ {pattern} ?s rg:proposedBy ?v }} }}"):
        found[row["s"]]["proposed_by"] = row["v"]


def _texts(store: Store, pattern: str, field: Field, found: Mapping[str, Record]) -> None:
    for row in select(store, f"SELECT ?s ?v WHERE {{ {pattern} ?s <{property_iri(field)}> ?v }} }} ORDER BY ?s ?v"):
        found[row["s"]][field.name].append(row["v"])


def _names(store: Store, pattern: str, field: Field, found: Mapping[str, Record]) -> None:
    """Names, sorted, and beside them the IRIs of the entities of that name (None where unknown)."""
    linking = f"SELECT ?s ?v ?n WHERE {{ {pattern} ?s <{property_iri(field)}> ?v . ?v rdfs:label ?n }} }}"
    linked = {(row["s"], row["n"]): row["v"] for row in select(store, linking)}
    for row in select(store, f"SELECT ?s ?v WHERE {{ {pattern} ?s <{name_property_iri(field)}> ?v }} }} ORDER BY ?s ?v"):
        record = found[row["s"]]
        record[field.name].append(row["v"])
        record[field.name + "_id"].append(linked.get((row["s"], row["v"])))


def _quantities(store: Store, pattern: str, field: Field, found: Mapping[str, Record]) -> None:
    parts = " ".join(f"OPTIONAL {{ ?v rg:{name} ?{name} }}" for name in ("value", "unit", "what"))
    whole = f"{pattern} ?s <{property_iri(field)}> ?v . ?v rg:position ?i {parts} }}"
    query = f"SELECT ?s ?i ?value ?unit ?what WHERE {{ {whole} }} ORDER BY ?s ?i"
    for row in select(store, query):
        found[row["s"]][field.name].append({name: row.get(name) for name in ("value", "unit", "what")})


def _pairs(store: Store, pattern: str, field: Field, found: Mapping[str, Record]) -> None:
    whole = f"{pattern} ?s <{property_iri(field)}> ?v . ?v rg:dimension ?name ; rg:dimensionValue ?value }}"
    query = f"SELECT ?s ?name ?value WHERE {{ {whole} }} ORDER BY ?s ?name"
    for row in select(store, query):
        found[row["s"]][field.name][row["name"]] = row["value"]


def _aliases(store: Store, pattern: str, found: Mapping[str, Record]) -> None:
    query = f"SELECT ?s ?v WHERE {{ {pattern} ?s skos:altLabel ?v }} }} ORDER BY ?s ?v"
    for row in select(store, query):
        found[row["s"]]["aliases"].append(row["v"])


def _quotes(store: Store, pattern: str) -> dict[str, list[Record]]:
    query = (
        f"SELECT ?s ?start ?end ?quote ?page ?section WHERE {{ {pattern} ?s rg:evidence ?e . "
        "?e oa:start ?start ; oa:end ?end ; oa:exact ?quote OPTIONAL { ?e rg:page ?page } OPTIONAL { ?e rg:section ?section } } }"
    )
    found: dict[str, list[Record]] = {}
    for row in select(store, query):
        places = {name: row.get(name) for name in ("quote", "start", "end", "page", "section")}
        found.setdefault(row["s"], []).append({"report": report_of(row["s"]), **places})
    for quotes in found.values():
        quotes.sort(key=lambda quote: (quote["start"], quote["end"]))
    return found


def _order(record: Record) -> tuple[Any, ...]:
    first = record["evidence"][0]["start"] if record["evidence"] else 0
    return record["report"], first, record["label"], record["id"]


def _keep(known: Kind, name: str, value: str) -> Callable[[Record], bool]:
    names = [*COMMON, *(f.name for f in known.fields), *(f.name + "_id" for f in known.fields if f.type in ("name", "names"))]
    if name not in names:
        raise InputError(f"{known.name} have no field {name!r}; have {', '.join(names)}")
    return lambda record: _has(record[name], value)


def _has(actual: Any, wanted: str) -> bool:
    if isinstance(actual, list):
        return any(_has(item, wanted) for item in actual)
    if isinstance(actual, dict):
        return any(_has(item, wanted) or fold(f"{key}={item}") == fold(wanted) for key, item in actual.items())
    if isinstance(actual, (int, float)):
        return Decimal(str(actual)) == _number(wanted)
    return actual is not None and fold(actual) == fold(wanted)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
