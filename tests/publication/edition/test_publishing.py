"""``r2pgraph publish`` writes an edition whole or not at all, and the same bytes wherever it is written."""

from __future__ import annotations

import csv
import hashlib
import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pyoxigraph as ox
import pytest
import rdflib

from r2pgraph import sources
from r2pgraph.errors import StoreError
from r2pgraph.publication.canonical import nquads, ntriples
from r2pgraph.publication.edition import beside
from r2pgraph.publication.export import triples
from r2pgraph.store import kept
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from r2pgraph.store import Store

    Publish = Callable[..., CompletedProcess[str]]

FORMS = {".ttl": "turtle", ".jsonld": "json-ld", ".trig": "trig", ".nq": "nquads", ".nt": "nt"}
OTHERWISE = {"PYTHONHASHSEED": "12345", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "ja_JP.UTF-8"}


def contents(directory: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*")) if path.is_file()
    }  # fmt: skip


def test_two_processes_write_the_same_bytes(
    edition: Path, publishing_home: Path, tmp_path: Path, publish: Publish
) -> None:
    """Neither the hash seed, nor the time zone, nor the language has a say."""
    again = tmp_path / "elsewhere" / "again"

    done = publish(publishing_home, again, "--votes", **OTHERWISE)

    assert 0 == done.returncode
    assert contents(edition) == contents(again)


def test_checksums_name_every_other_file(edition: Path) -> None:
    """They are what ``sha256sum --check`` reads."""
    found = contents(edition)
    sums = found.pop("SHA256SUMS").decode()

    assert [f"{hashlib.sha256(found[path]).hexdigest()}  {path}" for path in sorted(found)] == sums.splitlines()


def test_every_graph_file_parses_in_both_engines(edition: Path) -> None:
    """What one reads of a file, the other reads, too."""
    files = [path for path in edition.rglob("*") if path.suffix in FORMS and path.name != "context.jsonld"]
    small = [path for path in files if path.stat().st_size < 200_000]

    assert len(files) > 30
    for path in files:
        assert any(True for _ in ox.parse(path=path, base_iri=BASE))
    for path in small:
        dataset = rdflib.Dataset().parse(path, format=FORMS[path.suffix])
        assert len({quad.triple for quad in ox.parse(path=path, base_iri=BASE)}) == len(
            {triple[:3] for triple in dataset.quads()}
        )


def test_the_dumps_hold_the_graph_of_the_store(edition: Path, store: Store) -> None:
    """Each of the whole files, and the files of the graphs together."""
    stored = {graph: triples(store, graph) for graph in store.graphs()}
    whole = nquads([quad for quads in stored.values() for quad in quads])

    assert whole == (edition / "dumps/r2pgraph.nq").read_bytes()
    assert whole == nquads(ox.parse(path=edition / "dumps/r2pgraph.trig"))
    for graph, quads in stored.items():
        name = graph.removeprefix(f"{BASE}graph/")
        room = "assessments" if name.startswith("assessment-") else "subjects"
        for suffix in ("ttl", "jsonld"):
            assert ntriples(quads) == ntriples(ox.parse(path=edition / f"dumps/{room}/{name}.{suffix}"))


def test_the_digest_of_a_graph_is_that_of_its_canonical_triples(edition: Path, store: Store) -> None:
    """So whoever holds a graph can tell whether it is the published one."""
    with (edition / "dumps/graphs.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["graph"]: row for row in csv.DictReader(file)}

    assert set(store.graphs()) == set(rows)
    for graph, row in rows.items():
        canonical = ntriples(triples(store, graph))
        assert hashlib.sha256(canonical).hexdigest() == row["sha256"]
        assert len(canonical.splitlines()) == int(row["triples"])


def test_one_version_stands_everywhere(edition: Path) -> None:
    """Ontology, shapes, queries and context are of the edition, and of no other version."""
    version = rdflib.OWL.versionInfo
    for name in ("ontology/ontology.ttl", "ontology/schemes.ttl", "shapes/shapes.ttl", "queries/queries.ttl"):
        graph = rdflib.Graph().parse(edition / name)
        headers = set(graph.subjects(rdflib.RDF.type, rdflib.OWL.Ontology))
        assert headers
        assert {rdflib.Literal("2026.1")} == set(graph.objects(None, version))
        for header in headers:
            assert [rdflib.URIRef(f"{header}/2026.1")] == list(graph.objects(header, rdflib.OWL.versionIRI))
    assert (
        b'"http://www.w3.org/2002/07/owl#versionInfo": "2026.1"' in (edition / "ontology/context.jsonld").read_bytes()
    )


def test_every_saved_query_is_an_executable(edition: Path) -> None:
    """A file each as it runs when pasted, and a description that says the same."""
    graph = rdflib.Graph().parse(edition / "queries/queries.ttl")
    sh = rdflib.SH
    texts = {str(text) for kind in (sh.select, sh.construct, sh.ask) for text in graph.objects(None, kind)}

    files = {path.read_text(encoding="utf-8") for path in (edition / "queries").rglob("*.rq")}

    assert files == texts
    assert len(files) == len(set(graph.subjects(rdflib.RDF.type, sh.SPARQLExecutable)))


def test_every_vote_may_be_a_thing(edition: Path, store: Store) -> None:
    """As many as there are votes in the graph, which says each in one triple."""
    counted = store.select(
        f"SELECT (COUNT(*) AS ?n) {{ VALUES ?p {{ <{BASE}ontology#votedYes> <{BASE}ontology#votedNo>"
        f" <{BASE}ontology#abstainedOn> }} ?s ?p ?o }}"
    )
    nodes = (edition / "dumps/votes-as-nodes.nt").read_text(encoding="utf-8")

    assert counted.rows[0][0] is not None
    assert int(counted.rows[0][0].value) == nodes.count("ontology#Vote> .\n")


def test_a_folder_that_is_not_empty_stays_as_it_is(publishing_home: Path, tmp_path: Path, publish: Publish) -> None:
    """Nothing is written over, and nothing beside it."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")

    done = publish(publishing_home, tmp_path / "full")

    assert 1 == done.returncode
    assert "is not empty: it holds mine." in done.stderr
    assert "new or empty: name another one" in done.stderr
    assert ["full"] == [path.name for path in tmp_path.iterdir()]
    assert ["mine"] == [path.name for path in (tmp_path / "full").iterdir()]


def test_what_a_killed_publication_left_is_cleared_by_the_next(
    edition: Path, publishing_home: Path, tmp_path: Path, publish: Publish
) -> None:
    """The place stays free until an edition is whole; an empty folder is such a place."""
    place = tmp_path / "2026[1]"
    command = [sys.executable, "-m", "r2pgraph", "--home", publishing_home, "publish", "-o", place]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as killed:
        until = time.monotonic() + 240
        while not list(tmp_path.glob(".2026*.part/dumps/*")) and time.monotonic() < until:
            time.sleep(0.05)
        killed.send_signal(signal.SIGKILL)

    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".part")

    place.mkdir()
    done = publish(publishing_home, place, "--edition", "2026.1")

    assert 0 == done.returncode
    assert [place] == list(tmp_path.iterdir())
    assert (edition / "dumps/r2pgraph.nq").read_bytes() == (place / "dumps/r2pgraph.nq").read_bytes()
    assert contents(place)["SHA256SUMS"] != contents(edition)["SHA256SUMS"], "these have no votes as things"


def test_a_folder_that_another_publication_writes_is_left_to_it(tmp_path: Path) -> None:
    """Two may publish to the same place: the first to finish has it, and neither takes the other's files away."""
    place = tmp_path / "edition"
    first, later = beside(place), beside(place)
    first.__enter__().put("a.txt", b"first", "text/plain", "A file")
    later.__enter__().put("b.txt", b"later", "text/plain", "A file")

    first.__exit__(None, None, None)
    with pytest.raises(StoreError, match="is not empty: it holds SHA256SUMS and 1 more"):
        later.__exit__(None, None, None)

    assert ["SHA256SUMS", "a.txt"] == sorted(path.name for path in place.iterdir())
    assert [place] == list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing(publishing_home: Path, tmp_path: Path, publish: Publish) -> None:
    """What was written goes again, and the edition is not kept."""
    done = publish(publishing_home, tmp_path / "out", room=6_000_000)

    assert 1 == done.returncode
    assert "The edition cannot be written: [Errno 27] File too large" in done.stderr
    assert "Check space and permissions." in done.stderr
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["2026", "2026.0", "v1", "2026.1-beta", "../2026.1", "26.1"])
def test_a_name_of_another_form_is_refused(name: str, publishing_home: Path, tmp_path: Path, publish: Publish) -> None:
    """With the form that will do."""
    done = publish(publishing_home, tmp_path / "out", "--edition", name)

    assert 2 == done.returncode
    assert "Write the year, a dot and a number from 1 on, such as 2026.1." in done.stderr
    assert [] == list(tmp_path.iterdir())


def test_an_edition_is_never_overwritten(other_home: Path, publish: Publish, tmp_path: Path) -> None:
    """A store that holds something else gets another name; a third time, what was published is published again."""
    done = publish(other_home, tmp_path / "out", "--edition", "2026.1")

    assert 1 == done.returncode
    assert "exists with other content, and an edition is never overwritten." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    assert {"2026.1", "2026.2"} == set(kept.editions(other_home))


def test_a_withdrawn_name_is_not_used_again(other_home: Path, tmp_path: Path, publish: Publish) -> None:
    """The reason of the withdrawal is told."""
    kept.withdraw(other_home, "2026.1", "A state was confused with another.")

    done = publish(other_home, tmp_path / "out", "--edition", "2026.1")

    assert 1 == done.returncode
    assert "A state was confused with another." in done.stderr


def test_the_tables_say_the_same_in_every_form(edition: Path) -> None:
    """CSV, Parquet and the workbook hold the same cells, counts as numbers where a form has such."""
    book = openpyxl.load_workbook(edition / "tables/r2pgraph.xlsx", read_only=True)
    for path in sorted((edition / "tables").glob("*.csv")):
        expected = pl.read_csv(path, infer_schema=False)
        columnar = pl.read_parquet(path.with_suffix(".parquet"))
        header, *rows = book[path.stem[:31]].iter_rows(values_only=True)

        assert expected.height > 0
        assert expected.equals(columnar.cast(pl.String))
        assert expected.columns == list(header)
        cells = [[None if cell is None else str(cell) for cell in row] for row in rows]
        assert expected.rows() == [tuple(row + [None] * (len(header) - len(row))) for row in cells]
    assert pl.Int64 == pl.read_parquet(edition / "tables/ratings.parquet").schema["number"]
    assert pl.Boolean == pl.read_parquet(edition / "tables/states.parquet").schema["historic"]


def test_the_curated_tables_are_published_whole(edition: Path) -> None:
    """Cell by cell as the data folder has them, the crosswalks of names included."""
    for stem, frame in sources.tables().items():
        assert frame.equals(pl.read_csv(edition / f"tables/{stem}.csv", infer_schema=False).fill_null(""))
    for stem, frame in sources.crosswalks().items():
        assert frame.equals(pl.read_csv(edition / f"tables/names/{stem}.csv", infer_schema=False).fill_null(""))


def test_ratings_are_a_table_of_all_assessments(edition: Path) -> None:
    """Timor-Leste 2023 has 36 of them, and its index under four plans."""
    ratings = pl.read_csv(edition / "tables/ratings.csv", infer_schema=False)
    scores = pl.read_csv(edition / "tables/index_scores.csv", infer_schema=False)

    assert {("assessment:TLS-2023", 36)} == set(ratings.group_by("assessment").len().rows())
    assert "63.19" in scores.filter(pl.col("plan") == "plan:percent-0-4")["value"].to_list()


def test_the_dictionary_names_every_column(edition: Path) -> None:
    """A page for people, and the first sheet of the workbook."""
    page = (edition / "tables/dictionary.md").read_text(encoding="utf-8")
    described = json.loads((edition / "tables/csv-metadata.json").read_bytes())["tables"]

    assert {path.relative_to(edition / "tables").as_posix() for path in (edition / "tables").rglob("*.csv")} == {
        table["url"] for table in described
    }
    for table in described:
        assert f"{table['url']}`" in page or f"{table['url']}, " in page
        for column in table["tableSchema"]["columns"]:
            assert f"| `{column['name']}` | {column['dc:description']} |" in page
