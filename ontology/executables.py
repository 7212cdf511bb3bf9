"""The cookbook for other tools: each query as a `sh:SPARQLExecutable` with its title, in the form that SPARQL editors read.

`python -m ontology.executables > ontology/queries.ttl` writes the file anew; a test holds it equal to the queries.
"""

from __future__ import annotations

import sys

from ontology.cookbook import Recipe, recipes
from ontology.vocab import BASE, PREFIXES

HEAD = """@prefix rg: <https://w3id.org/reportgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# Written by ontology/executables.py from ontology/queries/*.rq.
"""


def executables() -> str:
    """All recipes as Turtle. Parameters are `schema:PropertyValue`s: the name in the query and the value it has there."""
    lines = "".join(f'\n    sh:declare [ sh:prefix "{name}" ; sh:namespace "{iri}"^^xsd:anyURI ] ;' for name, iri in PREFIXES.items())
    prefixes = f'<{BASE}queries> dcterms:title "Queries of the cookbook"@en ;{lines[:-2]} .\n'
    return "\n".join([HEAD + "\n" + prefixes, *map(_executable, recipes())])


def _executable(recipe: Recipe) -> str:
    form = "construct" if "\nCONSTRUCT" in recipe.query else "select"
    kind = f"sh:SPARQL{form.capitalize()}Executable"
    params = "".join(f"    schema:variableMeasured [ a schema:PropertyValue ; schema:name {_text(name)} ; schema:value {_text(value)} ] ;\n"
                     for name, value in recipe.params.items())  # fmt: skip
    return (
        f"<{BASE}queries/{recipe.name}> a sh:SPARQLExecutable, {kind} ;\n"
        f"    rdfs:label {_text(recipe.name)} ;\n    rdfs:comment {_text(recipe.title)}@en ;\n{params}"
        f"    sh:prefixes <{BASE}queries> ;\n    sh:{form} {_text(recipe.query)} .\n"
    )


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{escaped}"""' if "\n" in text else f'"{escaped}"'


if __name__ == "__main__":
    sys.stdout.write(executables())
