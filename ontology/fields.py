"""The kinds of record and their fields: one table that extraction, the graph and `kg list` all read.

A field's type says how its value is written in facts, in the graph and in JSON:

    text, date    str                               xsd:string, or xsd:gYear / gYearMonth / date by its shape
    number        Decimal (JSON number)             xsd:decimal
    integer       int                               xsd:integer
    iri           str                               an IRI
    name          str, the name of an organization  literal `rg:xName`, and `rg:x` to the entity where it is known
    texts, names  tuple[str, ...]                   the same, repeated
    quantities    tuple of {value, unit, what}      nodes with rg:value, rg:unit, rg:what
    pairs         {name: value}                     nodes with rg:dimension, rg:dimensionValue
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "date", "number", "integer", "iri", "name", "texts", "names", "quantities", "pairs"]


@dataclass(frozen=True)
class Field:
    """A field of a kind; `choices` closes the list of its values."""

    name: str
    type: Type = "text"
    choices: tuple[str, ...] = ()

    @property
    def property(self) -> str:
        """Local name of its property: `awarded_by` is `rg:awardedBy`."""
        head, *rest = self.name.split("_")
        return head + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name in the plural (as in `kg list`), its class in the ontology, its own fields."""

    name: str
    cls: str
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        names = [f.name for f in self.fields]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: a field is named twice")

    def field(self, name: str) -> Field:
        """Raises KeyError with the list of known fields."""
        for known in self.fields:
            if known.name == name:
                return known
        raise KeyError(f"{self.name} have no field {name!r}; have {', '.join(f.name for f in self.fields)}")


def _f(name: str, type: Type = "text", *choices: str) -> Field:
    return Field(name, type, choices)


_ALL = (
    Kind("organizations", "Organization", (
        _f("role", "text", "reporter", "subsidiary", "parent", "joint venture", "partner", "customer", "supplier", "authority",
           "certifier", "exchange", "ngo", "academic", "internal", "other"),
        _f("parent", "name"), _f("full_name"), _f("short_name"), _f("location"))),
    Kind("certifications", "Certification", (
        _f("scheme"), _f("title"), _f("holder", "name"), _f("holder_count", "integer"), _f("holder_share", "number"),
        _f("level"), _f("issuer", "name"), _f("status", "text", "held", "applied", "planned"), _f("identifier"),
        _f("valid_from", "date"), _f("valid_until", "date"), _f("as_of", "date"))),
    Kind("standards", "Standard", (
        _f("identifier"), _f("title"), _f("level", "text", "international", "national", "industry", "group", "company", "local"),
        _f("body", "name"), _f("roles", "texts", "complies", "references", "drafted", "led", "revised"))),
    Kind("laws", "Law", (_f("title"), _f("jurisdiction"))),
    Kind("policies", "Policy", (_f("title"), _f("owner", "name"))),
    Kind("awards", "Award", (
        _f("title"), _f("recipients", "names"), _f("awarded_by", "name"), _f("date", "date"), _f("rank"),
        _f("change", "integer"), _f("list"),
        _f("status", "text", "awarded", "ranked", "selected", "nominated", "joined", "certified"))),
    Kind("projects", "Project", (
        _f("name"), _f("type"), _f("operators", "names"), _f("capacity", "quantities"), _f("location"),
        _f("partners", "names"), _f("funded_by", "name"),
        _f("status", "text", "planned", "under construction", "operating", "completed"))),
    Kind("facilities", "Facility", (_f("name"), _f("type"), _f("operator", "name"), _f("location"))),
    Kind("people", "Person", (_f("name"), _f("position"), _f("organization", "name"))),
    Kind("patents", "Patent", (_f("title"), _f("owner", "name"), _f("date", "date"), _f("identifier"))),
    Kind("products", "Product", (_f("title"), _f("owner", "name"))),
    Kind("events", "Event", (_f("title"), _f("organizer", "name"), _f("date", "date"), _f("location"))),
    Kind("observations", "Observation", (
        _f("metric"), _f("category", "text", "E", "S", "G", "economic"), _f("subject", "name"), _f("value", "number"),
        _f("value_text"), _f("unit"), _f("unit_iri", "iri"), _f("value_si", "number"), _f("unit_si"), _f("period", "date"),
        _f("dimensions", "pairs"), _f("type", "text", "actual", "target", "cumulative", "ratio", "rank"),
        _f("qualifier", "text", "=", ">", "<", ">=", "<=", "~"))),
    Kind("targets", "Target", (
        _f("metric"), _f("subject", "name"), _f("value", "number"), _f("unit"), _f("due", "date"),
        _f("baseline_value", "number"), _f("baseline_year", "integer"), _f("statement"))),
    Kind("disclosures", "Disclosure", (
        _f("framework", "text", "GRI", "HKEX", "ESRS", "SASB", "TCFD"), _f("code"), _f("title"), _f("chapters", "texts"),
        _f("status", "text", "reported", "omitted", "not applicable", "statement", "blank"), _f("statement"))),
    Kind("risks", "Risk", (_f("title"), _f("category"), _f("impact"), _f("response"))),
    Kind("opportunities", "Opportunity", (_f("title"), _f("category"), _f("impact"), _f("response"))),
    Kind("stakeholders", "Stakeholder", (_f("name"), _f("channels", "texts"), _f("expectations", "texts"))),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
"""Every kind by its plural name. `subsidiaries` is a view: the organizations with that role."""

VIEWS: dict[str, tuple[str, str, str]] = {"subsidiaries": ("organizations", "role", "subsidiary")}
"""Names that `kg list` knows beside the kinds: (kind, field, value)."""


def kind_named(name: str) -> Kind:
    """The kind of a name, or of a view's name. Raises KeyError with the list of known ones."""
    if name in VIEWS:
        return KINDS[VIEWS[name][0]]
    if name not in KINDS:
        raise KeyError(f"no kind {name!r}; have {', '.join([*KINDS, *VIEWS])}")
    return KINDS[name]
