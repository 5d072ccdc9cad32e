"""Jobs on votes, ours and those of named peers, each a whole process: ``votes.py JOB FOLDER``.

``FOLDER`` holds ``unvotes.csv.gz`` and ``roll_calls.csv.gz``; ``ready`` puts ``ready.nt`` and ``votes.parquet`` there.
"""

from __future__ import annotations

import csv
import gzip
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Literal, URIRef

    from r2pgraph.editions import Edition

FILES = ("unvotes.csv.gz", "roll_calls.csv.gz")
FIRST, LAST = 2010, 2019
BASE = "https://w3id.org/r2pgraph/"
QUESTION = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s <{BASE}ontology#votedYes> ?o }}"


def imported(folder: Path, home: Path) -> tuple[Edition, dict[str, bytes]]:
    """Return the edition of the votes and its graphs, by our importer and our rendering."""
    from r2pgraph import editions, importers, sources

    (read,) = importers.read("unvotes", [folder / file for file in FILES])
    edition, _ = editions.keep(home, read, read.paths)
    return edition, editions.graphs([edition], sources.tables(), [])


def ours(folder: Path) -> None:
    """From CSV to a store on disk that answers."""
    from r2pgraph import store
    from r2pgraph.queries import with_prefixes

    with tempfile.TemporaryDirectory() as name:
        store.load(Path(name), imported(folder, Path(name))[1])
        with store.open_store(Path(name)) as opened:
            print(opened.select(with_prefixes(QUESTION)).rows)


def rdflib(folder: Path) -> None:
    """From CSV to an rdflib graph in memory that answers."""
    import rdflib as library

    graph = library.Graph()
    for triple in triples(folder):
        graph.add(triple)
    print(*graph.query(QUESTION))


def oxrdflib(folder: Path) -> None:
    """From CSV to a store on disk that answers, through rdflib and its plugin for Oxigraph."""
    import rdflib as library

    with tempfile.TemporaryDirectory() as name:
        graph = library.Graph(store="Oxigraph", identifier=f"{BASE}graph/unvotes")
        graph.open(f"{name}/store", create=True)
        graph.addN((*triple, graph) for triple in triples(folder))
        print(*graph.query(QUESTION))
        graph.close()


def triples(folder: Path) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    """Yield a triple a vote and three a roll call, in rdflib's terms; no name is resolved."""
    import rdflib as library

    terms, state, call = (library.Namespace(f"{BASE}{end}") for end in ("ontology#", "state/", "vote/"))
    words = {"yes": terms.votedYes, "no": terms.votedNo, "abstain": terms.abstainedOn}
    for row in rows(folder / FILES[1]):
        node = call[row["rcid"]]
        yield node, library.RDF.type, terms.Resolution
        yield node, library.DCTERMS.identifier, library.Literal(row["unres"])
        yield node, terms.adoptedOn, library.Literal(row["date"], datatype=library.XSD.date)
    for row in rows(folder / FILES[0]):
        yield state[row["country"].replace(" ", "-")], words[row["vote"]], call[row["rcid"]]


def rows(path: Path) -> csv.DictReader[str]:
    """Return the rows of a packed CSV."""
    return csv.DictReader(gzip.open(path, "rt", encoding="utf-8", newline=""))


def ready(folder: Path) -> None:
    """Write the N-Triples that our way makes, for the peer that starts from them, and the votes as Parquet."""
    with tempfile.TemporaryDirectory() as name:
        edition, made = imported(folder, Path(name))
        (folder / "ready.nt").write_bytes(b"".join(made.values()))
        calls = edition.table("roll_calls").rename({"key": "resolution", "adopted_on": "date"})
        votes = edition.table("votes").join(calls.select("resolution", "date"), on="resolution")
        votes.select("resolution", "state", "relation", "date").write_parquet(folder / "votes.parquet")


def oxigraph(folder: Path) -> None:
    """Bulk-load ready N-Triples into one named graph of Oxigraph on disk, and answer."""
    import pyoxigraph as engine

    with tempfile.TemporaryDirectory() as name:
        store = engine.Store(name)
        graph = engine.NamedNode(f"{BASE}graph/unvotes")
        store.bulk_load(path=folder / "ready.nt", format=engine.RdfFormat.N_TRIPLES, to_graph=graph)
        store.optimize()
        store.flush()
        print(list(store.query(QUESTION, use_default_graph_as_union=True)))


def sessions(folder: Path) -> None:
    """Read every file of the General Assembly that the publisher gives."""
    from r2pgraph import importers

    print(sum(each.rows_in for each in importers.read("undgacm-ga", [folder])))


def agreement(folder: Path) -> None:
    """Agreement of all pairs of states over ten years, from the Parquet table, column-wise."""
    import polars as pl

    from r2pgraph.evidence import agreement as room

    print(room.agreement(pl.read_parquet(folder / "votes.parquet"), FIRST, LAST).height)


def duckdb(folder: Path) -> None:
    """Count the same in DuckDB on the same Parquet table."""
    import duckdb as engine

    table = f"read_parquet('{folder / 'votes.parquet'}')"
    chosen = (
        f"SELECT DISTINCT ON (state, resolution) state, resolution, relation FROM {table} "  # noqa: S608 - our own path
        f"WHERE CAST(date[1:4] AS INT) BETWEEN {FIRST} AND {LAST} AND state <> ''"
    )
    text = (
        f"WITH v AS ({chosen}) SELECT a.state, b.state, count(*) AS shared, "  # noqa: S608 - our own path
        "count(*) FILTER (WHERE a.relation = b.relation) AS same FROM v a JOIN v b "
        "ON a.resolution = b.resolution AND a.state < b.state GROUP BY ALL"
    )
    print(engine.sql(text).fetchnumpy()["shared"].size)


JOBS = (ours, rdflib, oxrdflib, ready, oxigraph, sessions, agreement, duckdb)

if __name__ == "__main__":
    {job.__name__: job for job in JOBS}[sys.argv[1]](Path(sys.argv[2]))
