"""Jobs on votes, ours and those of named peers, each a whole process: ``votes.py JOB FOLDER``.

``FOLDER`` holds ``unvotes.csv.gz`` and ``roll_calls.csv.gz``, ``ready.nt`` and ``votes.parquet`` where a job needs them.
"""

from __future__ import annotations

import csv
import gzip
import sys
import tempfile
from pathlib import Path

FILES = ("unvotes.csv.gz", "roll_calls.csv.gz")
FIRST, LAST = "2010", "2019"


def ours(folder: Path) -> None:
    """From CSV to a store on disk that answers, by our importer, rendering and bulk load."""
    from r2pgraph import editions, importers, sources, store

    with tempfile.TemporaryDirectory() as name:
        (read,) = importers.read("unvotes", [folder / file for file in FILES])
        edition, _ = editions.keep(Path(name), read, read.paths)
        graphs = editions.graphs([edition], sources.tables(), [])
        store.load(Path(name), graphs)
        with store.open_store(Path(name)) as opened:
            print(opened.select("SELECT (COUNT(*) AS ?n) WHERE { ?s <https://w3id.org/r2pgraph/ontology#votedYes> ?o }"))


def rdflib(folder: Path) -> None:
    """From CSV to an rdflib graph in memory that answers, a triple a vote and three a roll call."""
    import rdflib as library

    ours_, state, call = (library.Namespace(f"https://w3id.org/r2pgraph/{end}") for end in ("ontology#", "state/", "vote/"))
    words = {"yes": ours_.votedYes, "no": ours_.votedNo, "abstain": ours_.abstainedOn}
    graph = library.Graph()
    with gzip.open(folder / FILES[1], "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            node = call[row["rcid"]]
            graph.add((node, library.RDF.type, ours_.Resolution))
            graph.add((node, library.DCTERMS.identifier, library.Literal(row["unres"])))
            graph.add((node, ours_.adoptedOn, library.Literal(row["date"], datatype=library.XSD.date)))
    with gzip.open(folder / FILES[0], "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            graph.add((state[row["country"].replace(" ", "-")], words[row["vote"]], call[row["rcid"]]))
    print(len(graph))


def ready(folder: Path) -> None:
    """Write the N-Triples that our way makes, for the peer that starts from them, and the votes as Parquet."""
    from r2pgraph import editions, importers, sources

    with tempfile.TemporaryDirectory() as name:
        (read,) = importers.read("unvotes", [folder / file for file in FILES])
        edition, _ = editions.keep(Path(name), read, read.paths)
        made = editions.graphs([edition], sources.tables(), [])
        (folder / "ready.nt").write_bytes(b"".join(made.values()))
        votes = edition.table("votes").join(edition.table("roll_calls"), left_on="resolution", right_on="key")
        votes.select("resolution", "state", "relation", "adopted_on").write_parquet(folder / "votes.parquet")


def oxigraph(folder: Path) -> None:
    """Bulk-load ready N-Triples into Oxigraph on disk, and answer."""
    import pyoxigraph as engine

    with tempfile.TemporaryDirectory() as name:
        store = engine.Store(name)
        store.bulk_load(path=folder / "ready.nt", format=engine.RdfFormat.N_TRIPLES)
        store.flush()
        print(len(list(store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s <https://w3id.org/r2pgraph/ontology#votedYes> ?o }"))))


def sessions(folder: Path) -> None:
    """Read every file of the General Assembly that the publisher gives."""
    from r2pgraph import importers

    print(sum(each.rows_in for each in importers.read("undgacm-ga", [folder])))


def agreement(folder: Path) -> None:
    """Agreement of all pairs of states over ten years, from the Parquet table, column-wise."""
    import polars as pl

    from r2pgraph.evidence import agreement as of

    votes = pl.scan_parquet(folder / "votes.parquet").filter(pl.col("adopted_on").str.head(4).is_between(FIRST, LAST)) \
        .select("resolution", "state", "relation").collect()
    print(of.pairs(votes).height)


def duckdb(folder: Path) -> None:
    """Count the same in DuckDB on the same Parquet table."""
    import duckdb as engine

    table = f"read_parquet('{folder / 'votes.parquet'}')"
    chosen = f"SELECT resolution, state, relation FROM {table} WHERE adopted_on[1:4] BETWEEN '{FIRST}' AND '{LAST}' AND state <> ''"
    print(engine.sql(
        f"WITH v AS ({chosen}) SELECT a.state, b.state, count(*) AS common, "
        "count(*) FILTER (WHERE a.relation = b.relation) AS alike FROM v a JOIN v b ON a.resolution = b.resolution "
        "AND a.state < b.state GROUP BY ALL"
    ).fetchnumpy()["common"].size)


if __name__ == "__main__":
    {job.__name__: job for job in (ours, rdflib, ready, oxigraph, sessions, agreement, duckdb)}[sys.argv[1]](Path(sys.argv[2]))
