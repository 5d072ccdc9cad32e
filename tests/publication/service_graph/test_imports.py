"""What is imported stands beside what is counted, and the counts say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from r2pgraph import pipeline
from r2pgraph.queries import with_prefixes
from r2pgraph.service.api import describing
from r2pgraph.store import open_store
from r2pgraph.vocab import BASE, iri

if TYPE_CHECKING:
    from pathlib import Path

ROWS = """subject,state,name,source_title,source_publisher
focal-point,Fiji,Example Office,A letter,Example Ministry
"""
WHOLE = f"SELECT ?n ?about {{ <{BASE}> void:triples ?n ; dcterms:description ?about }}"
SIZES = "SELECT ?g ?n { [] void:subset ?g . ?g a sd:NamedGraph ; void:triples ?n }"
COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def said(home: Path) -> tuple[int, str, dict[str, int], dict[str, int]]:
    """Return how many triples the service graph states and how it says so; of each graph what it states and holds."""
    with open_store(home) as store:
        ((size, about),) = store.select(with_prefixes(WHOLE)).rows
        stated, held = (
            {
                graph.value: int(count.value)
                for graph, count in store.select(with_prefixes(query)).rows
                if graph and count
            }
            for query in (SIZES, COUNTS)
        )
    assert size is not None
    assert about is not None
    return int(size.value), about.value, stated, held


def test_the_counts_stay_true_when_something_is_imported(tmp_path: Path) -> None:
    """They are of what a build makes, and of nothing else; the endpoint names the graphs of the import too."""
    home, file = tmp_path / "home", tmp_path / "own.csv"
    file.write_text(ROWS, encoding="utf-8")
    pipeline.build(home)
    before = said(home)
    pipeline.take_in(home, "register", [file])
    size, about, stated, held = said(home)

    assert before[:3] == (size, about, stated)
    assert "What was imported besides" in about
    assert stated == before[3]
    assert size == sum(stated.values())
    assert {iri("graph", "imports"), iri("graph", "register-own")} == held.keys() - stated.keys()
    assert stated == {name: held[name] for name in stated}
    assert set(held) == described(home)


def described(home: Path) -> set[str]:
    """Return the named graphs of which the description of the endpoint tells."""
    job = {"document": "service", "address": "http://localhost/sparql", "media_type": "", "form": "N_TRIPLES"}
    with open_store(home) as store:
        _, content = describing.answer(store, job)
    triples = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
    return {str(each.object.value) for each in triples if each.predicate.value.endswith("#namedGraph")}
