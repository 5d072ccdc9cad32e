"""An edition holds what was imported on terms that let it be passed on, and no more; the tools of others accept it."""

from __future__ import annotations

import logging
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import frictionless
import mlcroissant
import polars as pl
import pytest
from csvw import CSVW
from rocrate.rocrate import ROCrate

from r2pgraph import editions, pipeline, publishing, sources
from r2pgraph.errors import StoreError
from r2pgraph.publication.canonical import nquads
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
    """Publish the shipped data with three invented votes, after an edition that was kept with scores to be withheld."""
    place = tmp_path_factory.mktemp("imports")
    home = shutil.copytree(publishing_home, place / "home", ignore=shutil.ignore_patterns("editions"))
    files = {"unvotes.csv": VOTES, "roll_calls.csv": CALLS, "rwb2024.csv": INDEX}
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    for kind, names in (("unvotes", ["unvotes.csv", "roll_calls.csv"]), ("rsf", ["rwb2024.csv"])):
        command = [sys.executable, "-m", "r2pgraph", "--home", home, "import", kind, *names]
        subprocess.run(command, cwd=place, check=True, capture_output=True)
    kept.keep(home, "2020.1")
    done = publish(home, place / "2026.1")
    assert (0, "") == (done.returncode, done.stderr)
    return Published(home, place / "2026.1", done.stdout)


def test_what_may_not_be_passed_on_is_in_no_file(published: Published) -> None:
    """The store has it; folder and kept edition lack the graph, its rows and its description, which is told."""
    texts = {path: path.read_bytes() for path in published.folder.rglob("*") if path.is_file()}

    with open_store(published.home) as store, kept.Editions(published.home).open("2026.1") as edition:
        assert {UNVOTES, RSF} <= set(store.graphs())
        assert {UNVOTES} == {UNVOTES, RSF} & set(edition.graphs())
    told = (b"rsf-2024", b"rwb2024", b"91.37", b"88.53")
    assert [] == [path for path, text in texts.items() if any(each in text for each in told)]
    assert any(b"resolution/UNGA-vote-9001" in text for text in texts.values())
    assert not list(published.folder.rglob("measurements*"))
    assert f"Left out, for their terms: {RSF.rsplit('/', 1)[-1]} (" in published.said
    assert {"editions", "imports"} <= {path.name for path in published.home.iterdir()}
    assert not list(published.home.glob(".draft-*"))


def test_the_patch_leads_on_from_what_may_be_passed_on(published: Published) -> None:
    """The edition before was kept whole; what is withheld of it now is no statement that goes, and no prose."""
    with kept.Editions(published.home).open("2020.1") as former:
        assert RSF in former.graphs()
        held = set(nquads(former.engine).splitlines(keepends=True))
    held = {line for line in held if b"rsf-2024" not in line}
    head, *steps, end = (published.folder / "changes.rdfp").read_bytes().splitlines(keepends=True)

    assert (b"TX .\n", b"TC .\n") == (head, end)
    for step in steps:
        (held.remove if step.startswith(b"D ") else held.add)(step[2:])
    assert (published.folder / "dumps/r2pgraph.nq").read_bytes() == b"".join(sorted(held))
    assert "easurement" not in (published.folder / "CHANGES.md").read_text(encoding="utf-8")


@pytest.fixture
def lately(publishing_home: Path, tmp_path: Path) -> tuple[Path, Callable[[], object]]:
    """Return a home without imports, and what imports scores into it that are withheld."""
    home = shutil.copytree(publishing_home, tmp_path / "home", ignore=shutil.ignore_patterns("editions"))
    (tmp_path / "rwb2024.csv").write_text(INDEX, encoding="utf-8")
    command = [sys.executable, "-m", "r2pgraph", "--home", str(home), "import", "rsf", "rwb2024.csv"]
    return home, partial(subprocess.run, command, cwd=tmp_path, check=True, capture_output=True)


def test_what_is_imported_before_the_store_is_opened_is_withheld(
    lately: tuple[Path, Callable[[], object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which imports there are is asked once the store is open that holds them."""
    (home, imported), opened = lately, pipeline.open_built
    monkeypatch.setattr(pipeline, "open_built", lambda place: (imported(), opened(place))[1])

    done = publishing.publish(home, tmp_path / "out")

    assert ("rsf-2024",) == done.withheld
    with kept.Editions(home).open(done.name) as edition:
        assert RSF not in edition.graphs()


def test_what_is_imported_after_the_imports_are_counted_is_refused(
    lately: tuple[Path, Callable[[], object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store that is published would be another than the one that was looked at."""
    (home, imported), counted = lately, editions.current
    monkeypatch.setattr(editions, "current", lambda place: (counted(place), imported())[0])

    with pytest.raises(StoreError, match="built anew meanwhile, so nothing is published"):
        publishing.publish(home, tmp_path / "out")
    assert ({}, False) == (kept.editions(home), (tmp_path / "out").exists())


def test_a_kind_of_which_the_table_tells_nothing_is_withheld(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not enough that nobody says no."""
    tables = {**sources.tables(), "datasets": sources.tables()["datasets"].filter(pl.col("key") != "unvotes")}
    monkeypatch.setattr(sources, "tables", lambda: tables)

    counted, withheld = publishing._to_pass_on(editions.current(published.home))

    assert ([], {"unvotes", "rsf-2024"}) == (counted, {each.series for each in withheld})


def test_what_a_killed_publication_left_in_the_home_goes_with_the_next(published: Published, tmp_path: Path) -> None:
    """The part that may be passed on stands there; SIGTERM lets the process clear it away by itself."""
    assert {-signal.SIGKILL: 1} == ended(published.home, tmp_path, signal.SIGKILL)
    assert {-signal.SIGTERM: 0} == ended(published.home, tmp_path, signal.SIGTERM)


def ended(home: Path, place: Path, how: signal.Signals) -> dict[int, int]:
    """Begin to publish, end it while the part is held, and return its status with how many parts are left."""
    before = set(home.glob(".draft-*"))
    command = [sys.executable, "-m", "r2pgraph", "--home", home, "publish", "-o", place / "out"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 240
        while set(home.glob(".draft-*")) <= before and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(how)
    return {process.returncode: len(list(home.glob(".draft-*")))}


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
