"""Every saved query, on both engines, against an answer that was worked out another way."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from r2pgraph import queries
from r2pgraph.vocab import SEGMENTS, compact, expand

if TYPE_CHECKING:
    from r2pgraph.store import Answer, EmbeddedStore
    from r2pgraph.store.second_opinion import GraphStore

HERE = Path(__file__).resolve().parent
QUERIES = tuple(queries.catalogue())
ANYTHING = "*"


def golden(query_id: str) -> list[list[str]]:
    """Return the golden answer of a query, with the line of its column names."""
    with (HERE / f"{query_id}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(answer: Answer, like: list[list[str]]) -> list[list[str]]:
    """Return an answer as the golden files write it, with a star where ``like`` has one."""
    rows = [list(answer.columns)]
    rows += [[compact(term.value) if term and term.kind == "iri" else term.value if term else "" for term in row]
             for row in answer.rows]  # fmt: skip
    starred = {(y, x) for y, row in enumerate(like) for x, cell in enumerate(row) if cell == ANYTHING}
    return [[ANYTHING if (y, x) in starred else cell for x, cell in enumerate(row)] for y, row in enumerate(rows)]


@pytest.mark.parametrize("query_id", QUERIES)
def test_every_query_has_a_golden_answer(query_id: str) -> None:
    """A saved query enters with an answer that somebody worked out."""
    assert (HERE / f"{query_id}.csv").is_file()


def test_every_golden_answer_has_a_query_and_says_how_it_was_made() -> None:
    """No answer is left of a query that is gone, and each has its line in the README."""
    explained = re.findall(r"^\| `([\w-]+)` \| \S", (HERE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(QUERIES) == sorted(path.stem for path in HERE.glob("*.csv")) == explained


@pytest.mark.parametrize("query_id", QUERIES)
def test_the_embedded_store_gives_the_golden_answer(query_id: str, embedded: EmbeddedStore) -> None:
    """Oxigraph gives the rows that were worked out, in their order."""
    expected = golden(query_id)

    assert expected == written(queries.run(embedded, query_id), expected)


@pytest.mark.parametrize("query_id", QUERIES)
def test_the_second_engine_gives_equal_rows(query_id: str, embedded: EmbeddedStore, second_opinion: GraphStore) -> None:
    """The file runs unchanged on rdflib, and gives the same terms with the same datatypes in the same order."""
    assert queries.run(embedded, query_id) == queries.run(second_opinion, query_id)


def test_every_thing_that_a_query_names_is_described(embedded: EmbeddedStore) -> None:
    """A query that names what nobody described would find nothing, or hand out an IRI that leads nowhere."""
    body = "\n".join(re.sub(r"^(?:#|PREFIX ).*$", "", queries.find(each).text, flags=re.MULTILINE) for each in QUERIES)
    named = {name for name in re.findall(r"\b[\w-]+:[\w-]+", body) if name.partition(":")[0] in SEGMENTS}
    described = {row[0].value for row in embedded.select("SELECT DISTINCT ?s WHERE { ?s a ?class }").rows if row[0]}

    assert [] == sorted(name for name in named if expand(name) not in described)


def test_the_graphs_hold_as_many_triples_as_their_files(embedded: EmbeddedStore, shipped: dict[str, bytes]) -> None:
    """The counts of the query are the counts of distinct lines."""
    rows = queries.run(embedded, "graphs").records()
    counted = {row["graph"].value: row["triples"].plain() for row in rows if row["graph"] and row["triples"]}

    assert {name: len(set(data.splitlines())) for name, data in shipped.items()} == counted
