"""Ten needs in plain words, each with the query that was written for it from docs/ontology.md and the prefixes alone.

`python benchmarks/graph/new_user.py` builds the sample report into a library in a temporary folder and prints the rows of each.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from ask.building import build
from ask.library import Library

SAMPLE = Path(__file__).parents[2] / "examples" / "barrovento-2024.md"
NEEDS: tuple[tuple[str, str], ...] = (
    (
        "Which companies belong to the group, and what are they called for short?",
        """SELECT ?name ?short WHERE { ?c a rg:Subsidiary ; rdfs:label ?name . OPTIONAL { ?c rg:shortName ?short } } ORDER BY ?name""",
    ),
    (
        "Who holds an ISO 50001 certificate, and where does the report say so?",
        """SELECT DISTINCT ?holder ?count ?quote WHERE {
  ?c a rg:Certification ; rg:scheme "ISO 50001" ; rg:status "held" ; rg:evidence/oa:exact ?quote .
  OPTIONAL { ?c rg:holderName ?holder } OPTIONAL { ?c rg:holderCount ?count } }""",
    ),
    (
        "What were the Scope 1 emissions in 2024?",
        """SELECT DISTINCT ?metric ?value ?unit WHERE {
  ?o a rg:Observation ; rg:ghgScope rg:Scope1 ; rg:period "2024"^^xsd:gYear ; rg:metric ?metric ; rg:value ?value ; rg:unit ?unit .
  FILTER NOT EXISTS { ?o rg:dimensions ?d } }""",
    ),
    (
        "How much energy did the group use each year?",
        """SELECT DISTINCT ?start ?value ?unit WHERE {
  ?o a rg:Observation ; rg:metric ?metric ; rg:value ?value ; rg:unit ?unit ; rg:periodStart ?start ; rg:type "actual" .
  FILTER(CONTAINS(LCASE(?metric), "total energy")) FILTER NOT EXISTS { ?o rg:dimensions ?d } } ORDER BY ?start""",
    ),
    (
        "Which projects are in operation, and how big are they?",
        """SELECT ?name ?value ?unit WHERE { ?p a rg:Project ; rg:name ?name ; rg:status "operating" .
  OPTIONAL { ?p rg:capacity ?q . ?q rg:value ?value ; rg:unit ?unit } } ORDER BY ?name""",
    ),
    (
        "What has the company promised to reach by 2030?",
        """SELECT ?due ?metric ?value ?unit WHERE { ?t a rg:Target ; rg:metric ?metric ; rg:due ?due ; rg:periodEnd ?end .
  OPTIONAL { ?t rg:value ?value ; rg:unit ?unit } FILTER(YEAR(?end) <= 2030) } ORDER BY ?end""",
    ),
    (
        "How many women work for the group?",
        """SELECT DISTINCT ?metric ?period ?value WHERE { ?o a rg:Observation ; rg:metric ?metric ; rg:value ?value ; rg:period ?period ;
    rg:dimensions [ rg:dimension "gender" ; rg:dimensionValue "female" ] .
  FILTER(CONTAINS(LCASE(?metric), "employees")) } ORDER BY ?metric ?period""",
    ),
    (
        "Which GRI disclosures are left out?",
        """SELECT ?code ?title ?status WHERE { ?d a rg:Disclosure ; rg:framework "GRI" ; rg:code ?code ; rg:status ?status .
  OPTIONAL { ?d rg:title ?title } FILTER(?status IN ("omitted", "blank")) } ORDER BY ?code""",
    ),
    (
        "Which awards did Sável Tableware win, and from whom?",
        """SELECT ?title ?by ?date WHERE { ?o a rg:Organization ; rdfs:label|skos:altLabel "Sável Tableware" ; rg:received ?a .
  ?a rg:title ?title . OPTIONAL { ?a rg:awardedByName ?by } OPTIONAL { ?a rg:date ?date } }""",
    ),
    (
        "Which climate risks does the company see, what does it do, and under which heading does it say so?",
        """SELECT DISTINCT ?title ?impact ?response ?section WHERE { ?r a rg:Risk ; rg:title ?title ; rg:evidence/rg:section ?section .
  OPTIONAL { ?r rg:impact ?impact } OPTIONAL { ?r rg:response ?response } } ORDER BY ?title""",
    ),
)


def main() -> None:
    """Print every need with the rows of its query."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "library", [SAMPLE])
        with Library.open(Path(folder) / "library") as library:
            for number, (need, query) in enumerate(NEEDS, 1):
                print(f"{number}. {need}")
                for row in library.sparql(query):
                    print("   ", " | ".join("" if cell is None else str(cell)[:90] for cell in row))


if __name__ == "__main__":
    main()
