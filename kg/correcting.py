"""Corrections applied to the quads of a report: what was extracted goes in, what the library shows comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.corrections import Correction, Target
from kg.dates import days
from kg.graph import date_literal, decimal_literal
from kg.links import PROPERTIES, links_of
from kg.names import fold
from kg.store import BlankNode, Literal, NamedNode, Quad, Triple
from kg.units import unit_of
from ontology.fields import KINDS, Field, Kind
from ontology.vocab import RELATIONS, RG, TIMES, expand, name_property_iri, part_iri, property_iri, report_of, slug
from report.errors import InputError

Object = NamedNode | Literal | BlankNode | Triple
LABEL, ALIAS, TYPE = (expand(name) for name in ("rdfs:label", "skos:altLabel", "rdf:type"))
EVIDENCE, EXACT = expand("rg:evidence"), expand("oa:exact")
CLASSES: dict[str, Kind] = {RG + kind.cls: kind for kind in KINDS.values()}
"""The kind of record by its class."""


class Statements:
    """The quads of one report's graph, by subject, open to change."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.about: dict[str, set[tuple[str, Object]]] = defaultdict(set)
        self.graph: NamedNode | None = None
        for quad in quads:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.graph_name, NamedNode):
                raise ValueError(f"every node of a report's graph has a name: {quad}")
            self.graph = quad.graph_name
            self.about[quad.subject.value].add((quad.predicate.value, quad.object))

    def quads(self) -> list[Quad]:
        """What is left, sorted as `kg.graph` sorts."""
        if self.graph is None:
            return []
        found = (Quad(NamedNode(s), NamedNode(p), o, self.graph) for s, said in self.about.items() for p, o in said)
        return [quad for _, quad in sorted((str(quad), quad) for quad in found)]

    def values(self, iri: str, predicate: str) -> list[str]:
        """What a node has at a property, as text, sorted."""
        return sorted(o.value for p, o in self.about.get(iri, ()) if p == predicate and isinstance(o, NamedNode | Literal))

    def kind(self, iri: str) -> Kind | None:
        """The kind of the record that an IRI names."""
        return next((CLASSES[cls] for cls in self.values(iri, TYPE) if cls in CLASSES), None)

    def quotes(self, iri: str) -> frozenset[str]:
        """The words of a record's evidence."""
        return frozenset(quote for node in self.values(iri, EVIDENCE) for quote in self.values(node, EXACT))

    def target(self, iri: str) -> Target:
        """How to know a record again. Raises InputError for what is no record."""
        kind = self.kind(iri)
        if kind is None:
            raise InputError(f"{iri} is no fact of the library; `kg list KIND --json` prints the ids")
        return Target(iri, RG + kind.cls, next(iter(self.values(iri, LABEL)), ""), self.quotes(iri))

    def find(self, target: Target) -> str | None:
        """The record that a target means now: that IRI, or the only one of its class, label and quotes."""
        if self.kind(target.iri) is not None:
            return target.iri
        same = [iri for iri in self.about if target.cls in self.values(iri, TYPE) and target.label in self.values(iri, LABEL)]
        same = [iri for iri in same if target.quotes == self.quotes(iri)]
        return same[0] if len(same) == 1 else None

    def replace(self, iri: str, predicate: str, values: Iterable[Object]) -> None:
        """Make these the values of a property, and let the nodes go that only the old ones needed."""
        old = {o.value for p, o in self.about[iri] if p == predicate and isinstance(o, NamedNode) and o.value.startswith(iri + "/")}
        self.about[iri] = {(p, o) for p, o in self.about[iri] if p != predicate} | {(predicate, o) for o in values}
        for part in old:
            self.about.pop(part, None)

    def drop(self, iri: str) -> None:
        """Take a record out: what it says, its parts, its quotes where nothing else stands on them, and all that leads to it."""
        mine = {iri} | {subject for subject in self.about if subject.startswith(iri + "/")}
        lonely = set(self.values(iri, EVIDENCE))
        for subject in mine:
            self.about.pop(subject, None)
        for said in self.about.values():
            said -= {(p, o) for p, o in said if isinstance(o, NamedNode) and o.value in mine}
        lonely -= {o.value for said in self.about.values() for p, o in said if p == EVIDENCE and isinstance(o, NamedNode)}
        for node in lonely:
            self.about.pop(node, None)

    def leading_to(self, iri: str) -> list[tuple[str, str]]:
        """(subject, property) of what names a record."""
        return sorted((s, p) for s, said in self.about.items() for p, o in said if isinstance(o, NamedNode) and o.value == iri)


def corrected(quads: Iterable[Quad], corrections: Sequence[Correction], report: str) -> tuple[list[Quad], set[int]]:
    """The quads of a report with its corrections, oldest first; and the numbers of those that found their facts."""
    mine = [c for c in corrections if c.state != "undone" and report in c.reports]
    if not mine:
        return list(quads), set()
    statements, done = Statements(quads), set()
    for correction in mine:
        if apply(statements, correction):
            done.add(correction.number)
    return statements.quads(), done


def apply(statements: Statements, correction: Correction) -> bool:
    """Apply one correction; False when its fact is not there. Raises InputError for a value that does not fit the field."""
    found = [statements.find(target) for target in correction.targets if report_of(target.iri) == _report(statements)]
    if not found or None in found:
        return False
    iris = [iri for iri in found if iri is not None]
    if correction.operation == "reject":
        statements.drop(iris[0])
    elif correction.operation == "correct":
        _set(statements, iris[0], correction.field, correction.values)
    elif correction.operation == "split":
        return _split(statements, iris[0], correction.values)
    elif len(iris) == 2:  # one of another report is only said to be the same, in the graph of corrections
        _merge(statements, *iris)
    return True


def _report(statements: Statements) -> str:
    return report_of(statements.graph.value) if statements.graph else ""


# ------------------------------------------------------------------------------------------------------ a field's value
def check(statements: Statements, iri: str, name: str, values: Sequence[str]) -> tuple[str, ...]:
    """What the field says now. Raises InputError for an unknown field, or values that do not fit it."""
    kind = statements.kind(iri)
    if kind is None:
        raise InputError(f"{iri} is no fact of the library")
    if name == "label":
        if len(values) != 1 or not values[0].strip():
            raise InputError("label needs one value")
        return tuple(statements.values(iri, LABEL))
    known = _field(kind, name)
    if known.type == "quantities":
        raise InputError(f"{kind.name}: {name} has several parts, which cannot be set here; reject the fact instead")
    if len(values) > 1 and known.type not in ("texts", "names", "pairs"):
        raise InputError(f"{kind.name}: {name} takes one value, not {len(values)}")
    for value in values:
        _literals(known, value)
    if known.type == "pairs":
        return tuple("=".join(statements.values(part, expand(p))[0] for p in ("rg:dimension", "rg:dimensionValue"))
                     for part in statements.values(iri, property_iri(known)))  # fmt: skip
    return tuple(statements.values(iri, name_property_iri(known) if known.type in ("name", "names") else property_iri(known)))


def _field(kind: Kind, name: str) -> Field:
    try:
        return kind.field(name)
    except KeyError as error:
        raise InputError(str(error.args[0]) + ", label") from error


def _set(statements: Statements, iri: str, name: str, values: Sequence[str]) -> None:
    kind = statements.kind(iri)
    if kind is None or name == "label":
        statements.replace(iri, LABEL, [Literal(value) for value in values])
        return
    known = _field(kind, name)
    if known.type in ("name", "names"):
        _set_names(statements, iri, kind, known, values)
    elif known.type == "pairs":
        _set_pairs(statements, iri, known, values)
    else:
        statements.replace(iri, property_iri(known), [literal for value in values for literal in _literals(known, value)])
    if kind.name == "observations" and name in ("value", "unit"):
        _renew_unit(statements, iri, kind)
    if name in TIMES:
        _renew_days(statements, iri, values)
    _renew_links(statements, iri, kind)


def _literals(known: Field, value: str) -> list[NamedNode | Literal]:
    """A value as the graph writes it. Raises InputError when it does not fit the field."""
    if known.choices and value not in known.choices:
        raise InputError(f"{known.name} must be one of {', '.join(known.choices)}, not {value!r}")
    if known.type in ("number", "integer"):
        return [_number(known, value)]
    if known.type == "date":
        literal = date_literal(value)
        if literal.datatype.value == expand("xsd:string") and "/" not in value:
            raise InputError(f"{known.name} must be like 2023, 2023-12, 2023-12-05 or 2023-01-01/2023-12-31, not {value!r}")
        return [literal]
    if known.type == "iri":
        return [NamedNode(expand(value) if not value.startswith("http") else value)]
    if known.type == "pairs" and not all(value.partition("=")):
        raise InputError(f"{known.name} are set as NAME=VALUE, not {value!r}")
    return [Literal(value)]


def _number(known: Field, value: str) -> Literal:
    try:
        number = Decimal(value.replace(",", ""))
    except InvalidOperation as error:
        raise InputError(f"{known.name} must be a number, not {value!r}") from error
    if not number.is_finite() or (known.type == "integer" and number != int(number)):
        raise InputError(f"{known.name} must be a {'whole ' if known.type == 'integer' else ''}number, not {value!r}")
    if known.type == "integer":
        return Literal(str(int(number)), datatype=NamedNode(expand("xsd:integer")))
    return decimal_literal(number)


def _set_names(statements: Statements, iri: str, kind: Kind, known: Field, values: Sequence[str]) -> None:
    back = RELATIONS.get((kind.name, known.name))
    for other in statements.values(iri, property_iri(known)):
        if back:
            statements.about[other].discard((RG + back, NamedNode(iri)))
        elif kind.name == "organizations":
            for parent in ("rg:subOrganizationOf", "org:subOrganizationOf"):
                statements.about[iri].discard((expand(parent), NamedNode(other)))
    linked = [(value, _organization(statements, value)) for value in values]
    others = [other for _, other in linked if other is not None and other != iri]
    statements.replace(iri, name_property_iri(known), [Literal(_label(statements, other) if other else value) for value, other in linked])
    statements.replace(iri, property_iri(known), [NamedNode(other) for other in others])
    for other in others:
        if back:
            statements.about[other].add((RG + back, NamedNode(iri)))
        elif kind.name == "organizations":
            statements.about[iri] |= {(expand(p), NamedNode(other)) for p in ("rg:subOrganizationOf", "org:subOrganizationOf")}


def _set_pairs(statements: Statements, iri: str, known: Field, values: Sequence[str]) -> None:
    parts = [part_iri(iri, known, position) for position, _ in enumerate(values, 1)]
    statements.replace(iri, property_iri(known), [NamedNode(part) for part in parts])
    for part, pair in zip(parts, sorted(values), strict=True):
        name, _, value = pair.partition("=")
        statements.about[part] = {(TYPE, NamedNode(expand("rg:DimensionValue"))), (expand("rg:dimension"), Literal(name.strip())),
                                  (expand("rg:dimensionValue"), Literal(value.strip()))}  # fmt: skip


def _renew_unit(statements: Statements, iri: str, kind: Kind) -> None:
    """The normalised value follows from the value and the unit."""
    value, unit = (next(iter(statements.values(iri, property_iri(kind.field(name)))), None) for name in ("value", "unit"))
    known = unit_of(unit) if unit else None
    size, si = known.to_si(Decimal(value)) if known and value else (None, None)
    fresh = {"unit_iri": known.iri if known else None, "value_si": None if size is None else format(size, "f"), "unit_si": si}
    for name, text in fresh.items():
        field = kind.field(name)
        statements.replace(iri, property_iri(field), _literals(field, text) if text else [])


def _renew_days(statements: Statements, iri: str, values: Sequence[str]) -> None:
    """First and last day follow from the date."""
    both = days(values[0]) if values else None
    for name, day in zip(("rg:periodStart", "rg:periodEnd"), both or (None, None), strict=True):
        statements.replace(iri, expand(name), [Literal(day, datatype=NamedNode(expand("xsd:date")))] if day else [])


def _renew_links(statements: Statements, iri: str, kind: Kind) -> None:
    """The links to scopes, items of frameworks and goals follow from what the fact says now."""
    said: dict[str, Any] = {f.name: value for f in kind.fields for value in statements.values(iri, property_iri(f)) if f.type == "text"}
    said["dimensions"] = {a: b for part in statements.values(iri, expand("rg:dimensions"))
                          for a in statements.values(part, expand("rg:dimension")) for b in statements.values(part, expand("rg:dimensionValue"))}  # fmt: skip
    for name in PROPERTIES:
        statements.replace(iri, expand(name), [])
    for subject, name, value in links_of(kind.name, iri, said, statements.quotes(iri)):
        statements.about[subject].add((expand(name), value))


def _organization(statements: Statements, name: str) -> str | None:
    """The organization of a name: by its label, else by another name."""
    for predicates in ((LABEL,), (ALIAS, expand("rg:fullName"), expand("rg:shortName"))):
        for iri in sorted(statements.about):
            kind = statements.kind(iri)
            if kind and kind.name == "organizations" and any(fold(name) in map(fold, statements.values(iri, p)) for p in predicates):
                return iri
    return None


def _label(statements: Statements, iri: str) -> str:
    return next(iter(statements.values(iri, LABEL)), iri)


# -------------------------------------------------------------------------------------------------------- merge and split
def _merge(statements: Statements, keep: str, gone: str) -> None:
    """One record with the names, quotes and facts of both; where both have a value of a one-valued field, the first one's stays."""
    kind, old, new = statements.kind(keep), _label(statements, gone), _label(statements, keep)
    single = {LABEL, TYPE, expand("rg:confidence"), expand("skos:note")}
    for field in kind.fields if kind else ():
        if field.type not in ("texts", "names"):
            single |= {property_iri(field), *([name_property_iri(field)] if field.type == "name" else [])}
    has = {p for p, _ in statements.about[keep]}
    for p, o in statements.about.pop(gone):
        if p == LABEL and isinstance(o, Literal):
            p = ALIAS
        if (p not in single or p not in has) and not (p == ALIAS and isinstance(o, Literal) and o.value == new):
            statements.about[keep].add((p, o))
    for subject in list(statements.about):
        _rename(statements, subject, gone, keep, old, new)
    statements.about[keep] = {(p, o) for p, o in statements.about[keep] if not (isinstance(o, NamedNode) and o.value == keep)}


def _rename(statements: Statements, subject: str, gone: str, keep: str, old: str, new: str) -> None:
    """Let what led to one record lead to another, under its name."""
    said = statements.about[subject]
    named = {p for p, o in said if isinstance(o, NamedNode) and o.value == gone}
    for p in named:
        said -= {(p, NamedNode(gone)), (p + "Name", Literal(old))}
        said.add((p, NamedNode(keep)))
        if any(q == p + "Name" for q, _ in said) or _is_name(p):
            said.add((p + "Name", Literal(new)))


def _is_name(predicate: str) -> bool:
    return any(property_iri(f) == predicate for kind in KINDS.values() for f in kind.fields if f.type in ("name", "names"))


def _split(statements: Statements, iri: str, names: Sequence[str]) -> bool:
    """Some names of a record become a record of their own, with the quotes that say them and the facts whose quotes do."""
    new = f"{iri}-{slug(names[0]) or names[0].encode().hex()[:12]}"
    forms, stays = [fold(name) for name in names], fold(_label(statements, iri))
    quotes = [node for node in statements.values(iri, EVIDENCE) if _says(statements, node, forms)]
    if not quotes:
        return False
    kept = {TYPE, expand("rg:confidence")}
    statements.about[new] = {(p, o) for p, o in statements.about[iri] if p in kept} | {(LABEL, Literal(names[0]))}
    statements.about[new] |= {(ALIAS, Literal(name)) for name in names[1:]} | {(EVIDENCE, NamedNode(node)) for node in quotes}
    kind = statements.kind(iri)
    if kind and kind.name == "organizations":
        role = property_iri(kind.field("role"))
        statements.about[new] |= {(p, o) for p, o in statements.about[iri] if p == role}
    moved = {node for node in quotes if not _says(statements, node, [stays])}
    if moved != set(statements.values(iri, EVIDENCE)):
        statements.about[iri] -= {(EVIDENCE, NamedNode(node)) for node in moved}
    statements.about[iri] -= {(ALIAS, Literal(name)) for name in statements.values(iri, ALIAS) if fold(name) in forms}
    _move_facts(statements, iri, new, forms, stays)
    return True


def _move_facts(statements: Statements, iri: str, new: str, forms: Sequence[str], stays: str) -> None:
    old, label = _label(statements, iri), _label(statements, new)
    for subject, predicate in statements.leading_to(iri):
        nodes = statements.values(subject, EVIDENCE)
        if (
            not _is_name(predicate)
            or not any(_says(statements, n, forms) for n in nodes)
            or any(_says(statements, n, [stays]) for n in nodes)
        ):
            continue
        statements.about[subject] -= {(predicate, NamedNode(iri)), (predicate + "Name", Literal(old))}
        statements.about[subject] |= {(predicate, NamedNode(new)), (predicate + "Name", Literal(label))}
        for p, o in list(statements.about[iri]):
            if isinstance(o, NamedNode) and o.value == subject:
                statements.about[iri].discard((p, o))
                statements.about[new].add((p, o))


def _says(statements: Statements, node: str, forms: Iterable[str]) -> bool:
    return any(form in fold(quote) for quote in statements.values(node, EXACT) for form in forms)
