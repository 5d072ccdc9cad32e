"""Every golden answer on every engine, and the graph put there whole or not at all."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph import queries
from r2pgraph.store.remote.loading import load
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore
    from r2pgraph.store.remote.addresses import Addresses
    from r2pgraph.store.remote.endpoint import EndpointStore

GOLDEN = Path(__file__).resolve().parents[1] / "questions"
ANYTHING = "*"


@pytest.mark.parametrize("query_id", tuple(queries.catalogue()))
def test_every_golden_answer_is_equal(query_id: str, elsewhere: EndpointStore) -> None:
    """A saved query gives the rows that were worked out, in their order, whatever engine answers it."""
    with (GOLDEN / f"{query_id}.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))
    answer = queries.run(elsewhere, query_id)
    found = [list(answer.columns)]
    found += [[compact(term.value) if term and term.kind == "iri" else term.value if term else "" for term in row]
              for row in answer.rows]  # fmt: skip
    starred = {(y, x) for y, row in enumerate(expected) for x, cell in enumerate(row) if cell == ANYTHING}

    assert expected == [
        [ANYTHING if (y, x) in starred else cell for x, cell in enumerate(row)] for y, row in enumerate(found)
    ]


def test_the_graphs_are_those_of_the_folder(elsewhere: EndpointStore, embedded: EmbeddedStore) -> None:
    """No graph is lost on the way, and each holds as many triples."""
    count = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
    names = embedded.graphs()

    assert names == elsewhere.graphs()
    assert [embedded.select(count.format(name)) for name in names] == [
        elsewhere.select(count.format(name)) for name in names
    ]


def test_what_stands_there_is_not_sent_again(place: Addresses, elsewhere: EndpointStore, shipped_home: Path) -> None:
    """A second build sends nothing."""
    del elsewhere
    loaded = load(shipped_home, place, lambda *_: None)

    assert (0, 0) == (loaded.sent, loaded.triples)
