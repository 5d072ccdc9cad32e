"""What a person meets who imports: files that are none, homes that are damaged, imports that fail midway."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., "CompletedProcess[str]"]

HEADER = "StateAbb,CCode,StateNme\n"
VOTES = "rcid,country,country_code,vote\n1,Fiji,FJ,yes\n1,Timor-Leste,TL,yes\n1,Nauru,NR,abstain\n"
ROLL_CALLS = "rcid,session,importantvote,date,unres,amend,para,short,descr\n1,99,0,2020-12-16,A/RES/99/1,0,0,A,B\n"
SAMPLE = Path(__file__).resolve().parents[1] / "importers" / "votes" / "sample.json"
ROWS = HEADER + "ETM,860,East Timor\nFIJ,950,Fiji\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an own home, so that imports of these tests are met by no other."""
    return tmp_path_factory.mktemp("imports")


def state_of(home: Path) -> dict[str, bytes]:
    """Return what counts in a home: the store's manifest, and each series with its edition."""
    files = [home / "imports" / "current.json", home / "manifest.json"]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files if path.exists()}


def test_a_damaged_edition_harms_no_score_and_its_file_mends_it(run: Run, home: Path, tmp_path: Path) -> None:
    """The built store answers on; what needs the edition names the remedy; the remedy works."""
    (tmp_path / "codes.csv").write_text(ROWS, encoding="utf-8")
    assert "imported. 2 records" in run("import", "cow-codes", "codes.csv", home=home).stdout
    about = next(home.glob("imports/cow-codes/*/edition.json"))
    about.write_text("[]", encoding="utf-8")

    scored = run("score", "TLS", "2023", home=home)
    listed = run("sources", "cow-codes", home=home)
    built = run("build", "--force", home=home)
    assert (0, 1, 1) == (scored.returncode, listed.returncode, built.returncode), scored.stderr
    for said in (listed.stderr, built.stderr):
        assert "cow-codes is damaged" in said
        assert "Import its file again; or delete the folder" in said
    assert 0 == run("import", "cow-codes", "codes.csv", home=home).returncode
    assert "cow-codes, imported" in run("sources", "cow-codes", home=home).stdout


def test_what_is_no_file_of_its_kind_leaves_the_home_as_it_was(run: Run, home: Path, tmp_path: Path) -> None:
    """Empty, rowless, of another kind, a pipe: a sentence, status 1, and nothing changed."""
    before = state_of(home)
    for text in ("", HEADER, '{"a": 1}\n', "StateAbb,CCode\nETM,860\n", ROWS + "FIJ\n"):
        (tmp_path / "codes.csv").write_text(text, encoding="utf-8")
        told = run("import", "cow-codes", "codes.csv", home=home)
        assert (1, "") == (told.returncode, told.stdout), text
        assert told.stderr.startswith("Refused: codes.csv")
        assert "Nothing was imported; the store is as before." in told.stderr
    os.mkfifo(tmp_path / "pipe.csv")
    assert "no file but a pipe" in run("import", "cow-codes", "pipe.csv", home=home).stderr
    assert before == state_of(home)


def test_an_import_that_fails_midway_counts_for_nothing(run: Run, home: Path, tmp_path: Path) -> None:
    """Where another edition is damaged the store cannot be made, so the new one does not count either."""
    (tmp_path / "codes.csv").write_text(ROWS, encoding="utf-8")
    run("import", "cow-codes", "codes.csv", home=home)
    before = state_of(home)
    about = next(home.glob("imports/cow-codes/*/edition.json"))
    kept = about.read_bytes()
    about.write_bytes(b"\xff")
    (tmp_path / "own.csv").write_text(
        "subject,state,name,source_title,source_publisher\nfocal-point,Fiji,Example Office,A letter,Example Ministry\n",
        encoding="utf-8",
    )
    told = run("import", "register", "own.csv", home=home)
    assert 1 == told.returncode, told.stdout
    assert "cow-codes is damaged" in told.stderr
    assert before == state_of(home)
    about.write_bytes(kept)


def test_a_series_whose_folder_is_deleted_leaves_the_graph(run: Run, home: Path, tmp_path: Path) -> None:
    """The next import takes the graph of the deleted one away too."""
    (tmp_path / "codes.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "own.csv").write_text(
        "subject,state,name,source_title,source_publisher\nfocal-point,Fiji,Example Office,A letter,Example Ministry\n",
        encoding="utf-8",
    )
    for call in (("cow-codes", "codes.csv"), ("register", "own.csv")):
        assert 0 == run("import", *call, home=home).returncode
    for path in [*(home / "imports" / "cow-codes").rglob("*")][::-1]:
        path.rmdir() if path.is_dir() else path.unlink()
    (home / "imports" / "cow-codes").rmdir()
    assert 0 == run("import", "register", "own.csv", home=home).returncode
    asked = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    named = json.dumps(json.loads(run("sparql", "-", "--format", "json", home=home, stdin=asked).stdout))
    assert "register-own" in named
    assert "graph/cow-codes" not in named
    assert "graph:cow-codes" not in named


def test_one_file_of_many_does_not_take_the_place_of_all_in_silence(run: Run, tmp_path: Path) -> None:
    """Without --replace it is refused and nothing changes; with it the loss is told, and the former edition is kept."""
    home, table = tmp_path / "home", "Participant,Signature,Ratification\nFiji,,11 Jan 1973\n"
    for name in ("4-1.csv", "4-2.csv"):
        (tmp_path / name).write_text(table, encoding="utf-8")
    assert 0 == run("import", "untc-status", "4-1.csv", "4-2.csv", home=home).returncode
    before = state_of(home)

    told = run("import", "untc-status", "4-2.csv", home=home)
    assert (1, "") == (told.returncode, told.stdout)
    assert "1 of 2 values of treaty (IV-1)" in told.stderr
    assert "say --replace" in told.stderr
    assert before == state_of(home)

    told = run("import", "untc-status", "4-2.csv", "--replace", home=home)
    assert 0 == told.returncode, told.stderr
    assert "No longer covered: 1 of 2 values of treaty (IV-1)." in told.stdout
    assert 2 == len([*home.glob("imports/untc-status/*/edition.json")])


def test_an_import_of_votes_is_compared_with_the_other_source(run: Run, tmp_path: Path) -> None:
    """Three votes of one roll call in two sources, one of which has one state otherwise."""
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    (tmp_path / "99.json").write_text(json.dumps(sample["assembly"]) + "\n", encoding="utf-8")
    (tmp_path / "unvotes.csv").write_text(VOTES, encoding="utf-8")
    (tmp_path / "roll_calls.csv").write_text(ROLL_CALLS, encoding="utf-8")
    home = tmp_path / "home"
    first = run("import", "undgacm-ga", "99.json", home=home)
    second = run("import", "unvotes", "unvotes.csv", "roll_calls.csv", home=home)

    assert "compared" not in first.stdout
    assert "Votes of unvotes and undgacm-ga-99: 3 compared, 1 disagree, 0 are in one alone." in second.stdout
    assert "A-RES-99-1 NRU: unvotes abstainedOn, undgacm-ga-99 votedNo" in second.stdout
