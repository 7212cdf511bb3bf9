"""The ontology's documentation, written from its file: `python -m ontology.page > docs/ontology.md`.

What can be read from the file is; the words around it are in `page.md`. rdflib loads here, at first use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from ontology.concepts import concepts
from ontology.cookbook import recipes
from ontology.fields import KINDS
from ontology.files import HERE, MEANINGS, ONTOLOGY
from ontology.vocab import PREFIXES, RELATIONS, RG, ROLE_CLASSES, VERSION, name_property_iri, property_iri, shrink

if TYPE_CHECKING:
    from rdflib import Graph, URIRef


def page() -> str:
    """The whole page as Markdown."""
    from rdflib import Graph

    graph = Graph().parse(ONTOLOGY)
    body = "\n\n".join([_kinds(graph), _relations(graph), _others(graph), _concepts(graph), _cookbook()])
    prefixes = ", ".join(f"`{name}:`" for name in PREFIXES)
    return (HERE / "page.md").read_text("utf-8").format(version=VERSION, prefixes=prefixes, body=body)


def _kinds(graph: Graph) -> str:
    """A table for each kind of record: its own properties, in the order of `kg list`."""
    common = [RG + name for name in ("evidence", "confidence", "goal", "proposedBy")]
    parts = ["## Records", "Every record has", _table(graph, common, _ALL, cls="Record")]
    for kind in KINDS.values():
        cls = RG + kind.cls
        parts.append(
            f"### rg:{kind.cls}\n\n{_text(graph, cls, 'definition')} For example: {_text(graph, cls, 'example')}{_above(graph, cls)}"
        )
        names: list[str] = []
        for field in kind.fields:
            names += [property_iri(field), *([name_property_iri(field)] if field.type in ("name", "names") else [])]
        extra = {"observations": ("ghgScope",), "targets": ("ghgScope",), "disclosures": ("frameworkItem", "answeredIn"),
                 "certifications": ("againstStandard",), "organizations": ("subOrganizationOf",)}  # fmt: skip
        days = [RG + name for name in ("periodStart", "periodEnd")] if {"period", "date", "due"} & {f.name for f in kind.fields} else []
        choices = {property_iri(f): f.choices for f in kind.fields if f.choices}
        parts.append(_table(graph, [*names, *days, *(RG + n for n in extra.get(kind.name, ()))], choices=choices, cls=kind.cls))
    words = {cls: word for word, cls in ROLE_CLASSES.items()}
    roles = [
        (f'`"{words[shrink(str(s)).removeprefix("rg:")]}"`', f"`{shrink(str(s))}`", _text(graph, str(s), "definition"))
        for s in _below(graph, "Organization")
    ]
    roles.append(('`"other"`', "", "None of these."))
    return "\n\n".join([*parts, "### What an organization is to the reporter", _rows(("`rg:role`", "class", "is"), roles)])


def _relations(graph: Graph) -> str:
    told = "Plain relations for easy queries. Each is stated by the quotes of the record at the end named last."
    rows = []
    for name in [*dict.fromkeys(RELATIONS.values()), "subOrganizationOf", "againstStandard", "answeredIn"]:
        iri = RG + name
        ends = [" or ".join(f"`{e}`" for e in _ends(graph, iri, which)) for which in ("domain", "range")]
        rows.append((f"`rg:{name}`", *ends, _text(graph, iri, "example"), _one(graph, iri, RG + "statedBy")))
    return f"## Relations\n\n{told}\n\n" + _rows(("property", "from", "to", "example", "stated by its"), rows)


def _others(graph: Graph) -> str:
    """Classes that are no records, with the properties that only they have."""
    parts = ["## Reports, quotes, parts and corrections"]
    for name in ("Report", "Source", "Section", "Evidence", "Quantity", "DimensionValue", "Correction", "CorrectionTarget"):
        own = [str(s) for s in _properties(graph) if f"rg:{name}" in _ends(graph, str(s), "domain")]
        told = f"{_text(graph, RG + name, 'definition')} For example: {_text(graph, RG + name, 'example')}"
        parts += [f"### rg:{name}\n\n{told}{_above(graph, RG + name)}", _table(graph, own, _OUTSIDE.get(name, ()), cls=name)]
    return "\n\n".join(parts)


def _concepts(graph: Graph) -> str:
    rows = [(f"`{shrink(c.iri)}`", c.label, f"`{shrink(c.broader)}`" if c.broader else "", c.definition) for c in concepts().values()]
    names = KINDS["disclosures"].field("framework").choices
    frameworks = ", ".join(f"`rg:{name}` ({_text(graph, RG + name, 'label')})" for name in names)
    told = (
        "Scopes of greenhouse gases and goals of the UN are SKOS concepts: `skos:prefLabel`, `skos:notation`, `skos:broader`, `skos:inScheme`.\n"
        f"So are the items of the frameworks {frameworks}:\n`https://w3id.org/reportgraph/code/GRI/305-1` is below `.../code/GRI/305`, in all reports."
    )
    return f"## Concepts\n\n{told}\n\n" + _rows(("concept", "label", "part of", "definition"), rows)


def _cookbook() -> str:
    told = (
        "They run with `kg sparql --cookbook NAME`; `--param NAME=VALUE` changes a word, `--explain` prints the query, "
        "`--cookbook list` lists them all."
    )
    rows = [(f"`{r.name}`", r.title, ", ".join(f"`{name}={value}`" for name, value in r.params.items())) for r in recipes()]
    return f"## Queries to start from\n\n{told}\n\n" + _rows(("name", "tells", "parameters"), rows)


_ALL = [
    ("`rdfs:label`", "xsd:string", "1", "Its clean name.", ""),
    ("`skos:altLabel`", "xsd:string", "*", "A short name, abbreviation or other spelling.", ""),
]
_OUTSIDE: dict[str, list[tuple[str, ...]]] = {
    "Evidence": [
        (
            "`oa:exact`",
            "xsd:string",
            "1",
            "The quote, word for word, with its marks and line ends.",
            '"Scope 1 emissions were 1,204.5 tCO2e"',
        ),
        ("`oa:start`", "xsd:integer", "1", "Where it begins in what `kg text REPORT` prints: characters before it.", "512"),
        ("`oa:end`", "xsd:integer", "1", "Where it ends: the first character that is no part of it.", "558"),
    ],
    "Report": [
        ("`dcterms:identifier`", "xsd:string", "1", "The id that commands take.", '"kestrel-2023"'),
        ("`dcterms:title`", "xsd:string", "1", "The title; the same as rdfs:label.", '"ESG Report 2023"'),
        ("`prov:wasDerivedFrom`", "rg:Source", "1", "The file it was read from.", ""),
    ],
    "Section": [
        ("`rdfs:label`", "xsd:string", "1", "The heading.", '"Climate"'),
        ("`dcterms:isPartOf`", "rg:Section or rg:Report", "1", "The section above it, or the report.", ""),
        ("`oa:start`", "xsd:integer", "1", "Where its heading begins.", "71"),
    ],
}
"""Properties of other vocabularies, by class."""


@cache
def meanings() -> dict[tuple[str, str], tuple[str, str, str]]:
    """What a property means on one class, from `meanings.tsv`: (class, local name) to (how often, meaning, example)."""
    lines = [line.split("\t") for line in MEANINGS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    padded = [(*line, "", "")[:5] for line in lines]
    return {(cls, name): (often, meaning, example) for cls, name, often, meaning, example in padded}


def _table(
    graph: Graph,
    iris: Iterable[str],
    first: Iterable[tuple[str, ...]] = (),
    choices: dict[str, tuple[str, ...]] | None = None,
    cls: str = "",
) -> str:
    """A row for each property, in the words for that class where it has its own."""
    rows = list(first)
    for iri in iris:
        allowed = ", ".join(f'`"{c}"`' for c in (choices or {}).get(iri, ()))
        often, meaning, example = _meaning(cls, iri.removeprefix(RG))
        is_ = " or ".join(_is(graph, iri, cls)) + (f": {allowed}" if allowed else "")
        if not meaning:
            meaning, example = _text(graph, iri, "definition"), example or _text(graph, iri, "example")
        rows.append((f"`{shrink(iri)}`", is_, often, meaning, example))
    return _rows(("property", "is", "how often", "meaning", "example"), rows)


def _meaning(cls: str, name: str) -> tuple[str, str, str]:
    """How often, meaning and example; of a name beside a node, as often as the field may have values."""
    many = {
        f.property for kind in KINDS.values() if kind.cls == cls for f in kind.fields if f.type in ("names", "texts", "quantities", "pairs")
    }
    usual = "*" if name in many or name.removesuffix("Name") in many else "?"
    return meanings().get((cls, name)) or (usual, "", "")


def _is(graph: Graph, iri: str, cls: str) -> list[str]:
    """Classes or datatypes of the values of a property; a level or position is a number on a part and a text on a record."""
    ends = _ends(graph, iri, "range")
    if set(ends) == {"xsd:integer", "xsd:string"}:
        return ["xsd:integer" if cls in ("Quantity", "Section") else "xsd:string"]
    return ["date"] if "xsd:gYear" in ends else ends


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _ends(graph: Graph, iri: str, which: str) -> list[str]:
    """Classes or datatypes at an end of a property, as prefixed names."""
    from rdflib import RDFS, URIRef

    said = [*graph.objects(URIRef(iri), RDFS[which]), *graph.objects(URIRef(iri), URIRef(f"{PREFIXES['schema']}{which}Includes"))]
    return sorted({shrink(str(o)) for o in said})


def _properties(graph: Graph) -> list[URIRef]:
    from rdflib import OWL, RDF, URIRef

    found = {s for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for s in graph.subjects(RDF.type, kind)}
    return sorted(s for s in found if isinstance(s, URIRef))


def _below(graph: Graph, name: str) -> Iterator[URIRef]:
    from rdflib import RDFS, URIRef

    yield from sorted(s for s in graph.subjects(RDFS.subClassOf, URIRef(RG + name)) if isinstance(s, URIRef))


def _above(graph: Graph, iri: str) -> str:
    from rdflib import RDFS, URIRef

    others = sorted(shrink(str(o)) for o in graph.objects(URIRef(iri), RDFS.subClassOf) if not str(o).startswith(RG))
    return f" Also {', '.join(f'`{name}`' for name in others)}." if others else ""


def _text(graph: Graph, iri: str, name: str) -> str:
    return _one(graph, iri, PREFIXES["rdfs" if name == "label" else "skos"] + name)


def _one(graph: Graph, iri: str, predicate: str) -> str:
    from rdflib import URIRef

    return str(graph.value(URIRef(iri), URIRef(predicate)) or "")


if __name__ == "__main__":
    sys.stdout.write(page())
