"""Whether an OWL DL reasoner finds a contradiction: Pellet, over the ontology alone and with the graph of a report.

    pip install owlready2
    python -m benchmarks.graph.reasoner GRAPH.nq [--java JAVA]

`GRAPH.nq` is what `kg export --format nquads` writes. Pellet comes with owlready2 (LGPL, so no dependency of this project) and wants
Java 25 or later. Each run is repeated with a record that is an award and a risk at once, which the reasoner must refuse.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from rdflib import RDF, Dataset, Graph, URIRef

from ontology.files import ONTOLOGY
from ontology.vocab import RG


def main() -> None:
    """Print a line for each of four runs: alone and with the graph, sound and with the planted contradiction."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--java", default="java")
    given = parser.parse_args()
    alone = Graph().parse(ONTOLOGY)
    joined = Graph().parse(ONTOLOGY)
    for s, p, o, _ in Dataset().parse(given.graph, format="nquads").quads((None, None, None, None)):
        joined.add((s, p, o))
    for name, graph in (("the ontology", alone), ("with the graph", joined)):
        for planted in (False, True):
            if planted:
                both = URIRef("urn:both")
                graph.add((both, RDF.type, URIRef(RG + "Award"))).add((both, RDF.type, URIRef(RG + "Risk")))
            start = time.perf_counter()
            verdict = "no contradiction" if consistent(graph, given.java) else "contradiction"
            print(f"{name}{', planted' if planted else ''}: {len(graph):,} statements, {verdict}, {time.perf_counter() - start:.1f} s")


def consistent(graph: Graph, java: str) -> bool:
    """Whether Pellet can realise the graph, with every class satisfiable."""
    import owlready2

    owlready2.JAVA_EXE = java
    world = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nt"
        graph.serialize(file, format="nt")
        world.get_ontology(file.as_uri()).load()
        try:
            owlready2.sync_reasoner_pellet(world, infer_property_values=False, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
    return not list(world.inconsistent_classes())


if __name__ == "__main__":
    main()
