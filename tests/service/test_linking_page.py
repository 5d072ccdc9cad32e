"""The page on linking can be followed to the letter: shell, Python, R, RDF and SPARQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from r2pgraph import sources
from r2pgraph.vocab import PREFIXES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "linking.md").read_text(encoding="utf-8")
PLACE = "http://127.0.0.1:8000"
Blocks = list[str]


def blocks(language: str) -> Blocks:
    """Return the examples of the page in a language."""
    found: Blocks = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert found
    return found


@pytest.fixture(scope="module")
def folder(home: Path, address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the table of the page, in which each of its commands was run and printed what is shown."""
    folder = tmp_path_factory.mktemp("user")
    (folder / "survey.csv").write_text(blocks("csv")[0], encoding="utf-8")
    own = folder / "bin" / "r2pgraph"
    own.parent.mkdir()
    own.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m r2pgraph "$@"\n', encoding="utf-8")
    own.chmod(0o755)
    path = f"{own.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "R2PGRAPH_HOME": str(home), "PYTHONPATH": str(ROOT)}
    for block in blocks("console"):
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            run = subprocess.run(
                ["/bin/sh", "-c", command.replace(PLACE, address)],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            assert shown == run.stdout.replace("\r\n", "\n")
    return folder


def test_the_commands_print_what_the_page_shows(folder: Path) -> None:
    """The table that the other examples read is the one that the command wrote."""
    assert (folder / "survey-linked.csv").read_text(encoding="utf-8").startswith("country,visits,r2p_iri")


def test_the_examples_in_python_run(
    folder: Path, home: Path, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table joins the ratings of Timor-Leste, and the library matches as the command does."""
    monkeypatch.chdir(folder)
    first, second = (block.replace(PLACE, address) for block in blocks("python"))
    names: dict[str, Any] = {"home": home}
    exec(compile(first, "linking.md", "exec"), names)  # noqa: S102 - the page's own example

    assert 36 == names["joined"].height
    assert {"East Timor"} == set(names["joined"]["country"])
    capsys.readouterr()
    exec(compile(second, "linking.md", "exec"), names)  # noqa: S102 - the page's own example
    assert "state/TLS" in (said := capsys.readouterr().out)
    assert "Korea ['state/KOR', 'state/PRK'" in said


def test_the_example_in_r_runs(folder: Path, address: str, r: str) -> None:
    """The same join in R gives the same 36 ratings, by level."""
    (block,) = blocks("r")
    script = block.replace(PLACE, address) + 'cat(nrow(joined), "\\n")\n'
    run = subprocess.run([r, "-e", script], cwd=folder, capture_output=True, text=True, check=True)

    assert "36" == run.stdout.split()[-1]
    assert "very-strong" in run.stdout


def test_the_example_in_turtle_names_things_of_the_graph(address: str) -> None:
    """Every thing of ours in it is described."""
    import urllib.request

    (block,) = blocks("turtle")
    quads = ox.parse(block, format=ox.RdfFormat.TURTLE)
    ours = {quad.object.value for quad in quads if str(quad.object.value).startswith("https://w3id.org/r2pgraph/")}

    assert 2 == len(ours)
    for iri in ours:
        with urllib.request.urlopen(iri.replace("https://w3id.org/r2pgraph", address)) as reply:  # noqa: S310 - loopback
            assert 200 == reply.status


def test_the_example_in_sparql_runs(home: Path) -> None:
    """Two ratings beside the item of Wikidata."""
    from r2pgraph.store import open_store

    (block,) = blocks("sparql")
    with open_store(home) as store:
        rows = store.select(block).rows

    assert 2 == len(rows)
    assert {"http://www.wikidata.org/entity/Q574"} == {row[0].value for row in rows if row[0]}


def test_the_table_of_sets_counts_what_the_files_hold() -> None:
    """Each set with the number of its links and their relations."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, relation in sources.links().select("set", "predicate_id").rows():
        counts[key][relation] += 1
    rows = re.findall(r"^\| `([\w-]+)` \|[^|]*\|[^|]*\| (\d+) \|([^|]*)\|$", PAGE, re.MULTILINE)

    assert {key: sum(found.values()) for key, found in counts.items()} == {key: int(n) for key, n, _ in rows}
    assert {key: set(found) for key, found in counts.items()} == {
        key: set(re.findall(r"`(skos:\w+)`", said)) for key, _, said in rows
    }


def test_the_names_of_the_first_table_are_described(home: Path) -> None:
    """One example of each kind of thing, as the graph has it."""
    from r2pgraph.store import open_store

    names = re.findall(r"\| \w+ \| `(https://w3id\.org/r2pgraph/\S+)` \|", PAGE)
    with open_store(home) as store:
        known = [bool(store.select(f"SELECT * WHERE {{ <{name}> a ?class }} LIMIT 1").rows) for name in names]

    assert [True] * 5 == known
    assert PREFIXES["state"] in PAGE
