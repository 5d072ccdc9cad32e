"""An edition holds what was imported on terms that let it be passed on, and no more; the tools of others accept it."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import frictionless
import mlcroissant
import polars as pl
import pytest
from csvw import CSVW
from rocrate.rocrate import ROCrate

from r2pgraph.store import kept, open_store
from r2pgraph.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Publish = Callable[..., CompletedProcess[str]]

VOTES = "rcid,country,country_code,vote\n9001,Fiji,FJ,yes\n9001,Tonga,TO,no\n9002,Fiji,FJ,abstain\n"
CALLS = """rcid,session,importantvote,date,unres,amend,para,short,descr
9001,75,0,2020-12-01,R/75/901,0,0,"A, B",An invented question
9002,75,0,2020-12-02,R/75/902,0,0,C,Another
"""
INDEX = "ISO;Score;Rank;Zone;Country_EN;Year (N)\nFJI;91,37;1;Asia;Fiji;2024\nTON;88,53;2;Asia;Tonga;2024\n"
UNVOTES, RSF = f"{BASE}graph/unvotes", f"{BASE}graph/rsf-2024"


class Published(NamedTuple):
    """A home with two imports, the folder of its edition, and what the command said."""

    home: Path
    folder: Path
    said: str


@pytest.fixture(scope="module")
def published(publishing_home: Path, publish: Publish, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Publish the shipped data with three invented votes, and two invented scores that may not be passed on."""
    place = tmp_path_factory.mktemp("imports")
    home = shutil.copytree(publishing_home, place / "home", ignore=shutil.ignore_patterns("editions"))
    files = {"unvotes.csv": VOTES, "roll_calls.csv": CALLS, "rwb2024.csv": INDEX}
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    for kind, names in (("unvotes", ["unvotes.csv", "roll_calls.csv"]), ("rsf", ["rwb2024.csv"])):
        command = [sys.executable, "-m", "r2pgraph", "--home", home, "import", kind, *names]
        subprocess.run(command, cwd=place, check=True, capture_output=True)
    done = publish(home, place / "2026.1")
    assert (0, "") == (done.returncode, done.stderr)
    return Published(home, place / "2026.1", done.stdout)


def test_what_may_not_be_passed_on_is_in_no_file(published: Published) -> None:
    """The store has it; folder and kept edition lack the graph, its rows and its description, which is told."""
    texts = {path: path.read_bytes() for path in published.folder.rglob("*") if path.is_file()}

    with open_store(published.home) as store, kept.Editions(published.home).open("2026.1") as edition:
        assert {UNVOTES, RSF} <= set(store.graphs())
        assert {UNVOTES} == {UNVOTES, RSF} & set(edition.graphs())
    assert [] == [path for path, text in texts.items() if RSF.encode() in text or b"91.37" in text]
    assert any(b"resolution/UNGA-vote-9001" in text for text in texts.values())
    assert not list(published.folder.rglob("measurements*"))
    assert f"Left out, for their terms: {RSF.rsplit('/', 1)[-1]} (" in published.said
    assert {"editions", "imports"} <= {path.name for path in published.home.iterdir()}
    assert not list(published.home.glob(".draft-*"))


def test_the_same_is_published_again(published: Published, publish: Publish, tmp_path: Path) -> None:
    """The kept edition is what was published, so the same data are no edition with other content."""
    done = publish(published.home, tmp_path / "again", "--edition", "2026.1")

    assert (0, "") == (done.returncode, done.stderr)
    assert (published.folder / "SHA256SUMS").read_bytes() == (tmp_path / "again/SHA256SUMS").read_bytes()


def test_imported_tables_are_accepted_by_the_tools(published: Published, caplog: pytest.LogCaptureFixture) -> None:
    """Crate, Croissant, Data Package and CSV on the Web name them, and every row passes."""
    folder = published.folder
    with caplog.at_level(logging.WARNING):
        croissant = mlcroissant.Dataset(jsonld=folder / "croissant.json")
    loaded = list(croissant.records("imported-unvotes-votes"))
    report = frictionless.validate(folder / "datapackage.json")
    tables = CSVW(str(folder / "tables/csv-metadata.json"), validate=True)
    crate = {entity.id for entity in ROCrate(folder).data_entities}

    assert (set(), set(), []) == (
        set(croissant.metadata.ctx.issues.errors), set(croissant.metadata.ctx.issues.warnings), caplog.messages
    )  # fmt: skip
    assert pl.read_csv(folder / "tables/imported/unvotes/votes.csv").height == len(loaded)
    assert report.valid, report.flatten(["name", "rowNumber", "message"])[:5]
    assert (True, []) == (tables.is_valid, tables.warnings)
    for stem in ("votes", "roll_calls"):
        assert {f"tables/imported/unvotes/{stem}.{end}" for end in ("csv", "parquet")} <= crate
        assert f"imported/unvotes/{stem}.csv" in {str(table.url) for table in tables.tables}
