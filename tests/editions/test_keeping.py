"""What is imported is kept edition by edition, and nothing is lost or overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from r2pgraph import editions
from r2pgraph.editions import keeping, pointing
from r2pgraph.errors import StoreError, UnreadableFileError
from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.importers import Finding, Imported
from r2pgraph.tables.imported import IMPORTED as DECLARED

if TYPE_CHECKING:
    from pathlib import Path

FINDING = Finding("unknown-state", "a.csv", 3, "Ruritania", "kept", "No state bears this name.")


@pytest.fixture
def imported() -> Imported:
    """Return one small table with one finding."""
    return Imported("cow-codes", "cow-codes", {"small": pl.DataFrame({"word": ["one", "two"]})}, (FINDING,), 2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home that does not exist yet."""
    return tmp_path / "home"


def written(folder: Path, text: str) -> Path:
    """Write a file of others."""
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    return path


def kept(home: Path, imported: Imported, path: Path) -> tuple[editions.Edition, bool]:
    """Keep an edition and let it count, as an import does once the store holds it."""
    edition, new = editions.keep(home, imported, [path])
    pointing.point(home, {**editions.pointers(home), edition.series: edition.key})
    return edition, new


def test_an_edition_says_what_was_read_and_what_was_noticed(imported: Imported, home: Path, tmp_path: Path) -> None:
    """Name, SHA-256 and size of the file, rows in and out and findings by class stand in the edition."""
    edition, new = kept(home, imported, written(tmp_path, "x\n"))
    assert new
    assert "a.csv" == edition.files[0].name
    assert "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac" == edition.files[0].sha256
    assert 2 == edition.files[0].size
    assert (2, {"small": 2}) == (edition.rows_in, edition.rows)
    assert {"unknown-state kept": 1} == edition.findings
    assert ["one", "two"] == edition.table("small")["word"].to_list()
    assert "Ruritania" in (edition.folder / "findings.csv").read_text(encoding="utf-8")


def test_the_same_file_again_changes_nothing(imported: Imported, home: Path, tmp_path: Path) -> None:
    """The second import of the same bytes is the first edition, written once."""
    path = written(tmp_path, "x\n")
    first, _ = kept(home, imported, path)
    before = (first.folder / "edition.json").stat().st_mtime_ns
    second, new = kept(home, imported, path)
    assert not new
    assert first == second
    assert before == (second.folder / "edition.json").stat().st_mtime_ns
    assert 1 == len(editions.editions(home))


def test_a_newer_file_counts_and_the_earlier_one_stays(imported: Imported, home: Path, tmp_path: Path) -> None:
    """Another file of the series makes an edition that says which one it replaces."""
    first, _ = kept(home, imported, written(tmp_path, "x\n"))
    longer = replace(imported, tables={"small": pl.DataFrame({"word": ["three"]})})
    second, new = kept(home, longer, written(tmp_path, "y\n"))
    assert new
    assert first.key == second.replaces
    assert [second] == editions.current(home)
    assert {first.key, second.key} == {edition.key for edition in editions.editions(home)}
    assert ["one", "two"] == first.table("small")["word"].to_list()


def test_the_earlier_file_again_counts_again(imported: Imported, home: Path, tmp_path: Path) -> None:
    """Whoever imports the older file once more goes back to it, and no third edition is made."""
    first, _ = kept(home, imported, written(tmp_path, "x\n"))
    kept(home, imported, written(tmp_path, "y\n"))
    again, new = kept(home, imported, written(tmp_path, "x\n"))
    assert new
    assert first.key == again.key
    assert [first.key] == [edition.key for edition in editions.current(home)]
    assert 2 == len(editions.editions(home))


def test_an_interrupted_import_leaves_what_was_there(
    imported: Imported, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while an edition is written leaves no half of it."""
    first, _ = kept(home, imported, written(tmp_path, "x\n"))

    def interrupt(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "_about", interrupt)
    with pytest.raises(KeyboardInterrupt):
        kept(home, imported, written(tmp_path, "y\n"))
    assert [first] == editions.editions(home)
    assert [first] == editions.current(home)
    assert {first.key} == {path.name for path in first.folder.parent.iterdir()}


def test_the_fingerprint_of_a_home_follows_what_counts(imported: Imported, home: Path, tmp_path: Path) -> None:
    """Nothing imported is an empty text; a newer edition is another one, once it counts."""
    assert "" == editions.text(editions.pointers(home))
    first, _ = kept(home, imported, written(tmp_path, "x\n"))
    second, _ = editions.keep(home, imported, [written(tmp_path, "y\n")])
    assert f"cow-codes={first.key}" == editions.text(editions.pointers(home))
    pointing.point(home, {"cow-codes": second.key})
    assert f"cow-codes={second.key}" == editions.text(editions.pointers(home))


def test_a_damaged_edition_says_how_to_mend_it(imported: Imported, home: Path, tmp_path: Path) -> None:
    """A lost table and a broken description are sentences with a remedy, not tracebacks."""
    edition, _ = kept(home, imported, written(tmp_path, "x\n"))
    (edition.folder / "small.parquet").write_bytes(b"no table")
    with pytest.raises(StoreError, match=r"small of cow-codes cannot be read.*Import its file again; or delete"):
        edition.table("small")
    (edition.folder / "edition.json").write_text(json.dumps({"kind": "cow-codes"}), encoding="utf-8")
    with pytest.raises(StoreError, match="Import its file again; or delete the folder"):
        editions.current(home)


def test_two_files_of_one_series_are_not_taken_in_one_call(imported: Imported, tmp_path: Path) -> None:
    """Which of them is the newer one, nobody can tell."""
    first, second = replace(imported, paths=(tmp_path / "a.csv",)), replace(imported, paths=(tmp_path / "b.csv",))
    editions.refuse([first])
    with pytest.raises(UnreadableFileError, match=r"b\.csv.*series cow-codes, and so is a\.csv.*newer one alone"):
        editions.refuse([first, second])


def test_what_cannot_become_triples_is_refused_before_anything_is_kept(imported: Imported, tmp_path: Path) -> None:
    """A key with a blank would make an IRI that is none."""
    stem = next(
        stem for stem, mapping in IMPORTED.items() if mapping.descriptions[0].subject.template.endswith("{key}")
    )
    columns = ["key", *(name for name in DECLARED[stem].header if name != "key")]
    unfit = pl.DataFrame([["a b", *("" for _ in columns[1:])]], schema=dict.fromkeys(columns, pl.String), orient="row")
    with pytest.raises(UnreadableFileError, match=r"column key: 'a b'"):
        editions.refuse([replace(imported, tables={stem: unfit}, paths=(tmp_path / "a.csv",))])


def test_a_series_that_could_name_no_graph_is_refused(imported: Imported, tmp_path: Path) -> None:
    """A blank in the name of a graph would make every later build fail."""
    for name in ("cow codes", "cow/codes", "", "../cow", "cow-códes", "Cow"):
        with pytest.raises(UnreadableFileError, match="can name no graph"):
            editions.refuse([replace(imported, series=name, paths=(tmp_path / "a.csv",))])


@pytest.mark.parametrize("damage", ["small.parquet", "edition.json", "findings.csv"])
def test_the_same_file_again_mends_a_damaged_edition(
    imported: Imported, home: Path, tmp_path: Path, damage: str
) -> None:
    """What the remedy says works: a lost piece comes back, and the edition counts as one."""
    path = written(tmp_path, "x\n")
    first, _ = kept(home, imported, path)
    (first.folder / damage).unlink()
    again, new = kept(home, imported, path)
    assert new
    assert (first.key, "") == (again.key, again.replaces)
    assert ["one", "two"] == again.table("small")["word"].to_list()
    assert (again.folder / "findings.csv").is_file()
    assert 1 == len(editions.editions(home))


def test_a_mended_importer_makes_another_edition_of_the_same_bytes(
    imported: Imported, home: Path, tmp_path: Path
) -> None:
    """What counts is what was read, and the name of a file or a new importer can change that."""
    path = written(tmp_path, "x\n")
    first, _ = kept(home, imported, path)
    better = replace(imported, tables={"small": pl.DataFrame({"word": ["one", "two", "three"]})})
    second, new = kept(home, better, path)
    assert new
    assert first.key == second.replaces
    assert 3 == second.rows["small"]


def test_what_was_announced_counts_once_the_store_names_it(imported: Imported, home: Path, tmp_path: Path) -> None:
    """Of two series that come together neither counts before, and both from that moment on."""
    first, _ = kept(home, imported, written(tmp_path, "x\n"))
    with editions.together(home):
        second, _ = editions.keep(home, imported, [written(tmp_path, "y\n")])
        other, _ = editions.keep(home, replace(imported, series="cow-codes-2"), [written(tmp_path, "z\n")])
        assert [second, other] == editions.announce(home, [second, other])
        assert [first] == editions.current(home)
        digest = f"0000 {editions.text({'cow-codes': second.key, 'cow-codes-2': other.key})}"
        (home / "manifest.json").write_text(json.dumps({"digest": digest}), encoding="utf-8")
        assert [second, other] == editions.current(home)
    (home / "manifest.json").unlink()
    assert [second, other] == editions.current(home)


def test_what_was_announced_is_forgotten_where_an_import_fails(imported: Imported, home: Path, tmp_path: Path) -> None:
    """Whatever ends the block before the store holds it, what counted before counts."""
    first, _ = kept(home, imported, written(tmp_path, "x\n"))

    def interrupted() -> None:
        with editions.together(home):
            second, _ = editions.keep(home, imported, [written(tmp_path, "y\n")])
            editions.announce(home, [second])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [first] == editions.current(home)
    assert ["cow-codes", "current.json", "importing.lock"] == sorted(path.name for path in (home / "imports").iterdir())


def test_the_next_import_sweeps_away_what_a_killed_one_left(imported: Imported, home: Path, tmp_path: Path) -> None:
    """Drafts of editions and of pointers take no room for ever."""
    edition, _ = kept(home, imported, written(tmp_path, "x\n"))
    (home / "imports" / ".draft-1").write_text("{}", encoding="utf-8")
    (edition.folder.parent / ".draft-2").mkdir()
    with editions.together(home):
        pass
    assert [] == [*(home / "imports").rglob(".draft-*")]


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "nonsense"},
        {"series": "another"},
        {"key": "0" * 16},
        {"rows": ["small"]},
        {"rows": {"small": "many"}},
        {"rows_in": None},
        {"findings": {"oddity": 1}},
        {"files": 3},
        {"replaces": 4},
        {"more": 1},
    ],
)
def test_a_garbled_description_is_a_sentence(
    imported: Imported, home: Path, tmp_path: Path, changed: dict[str, object]
) -> None:
    """JSON of another shape than we write is damage, told with the remedy."""
    edition, _ = kept(home, imported, written(tmp_path, "x\n"))
    about = edition.folder / "edition.json"
    about.write_text(json.dumps({**json.loads(about.read_text(encoding="utf-8")), **changed}), encoding="utf-8")
    with pytest.raises(StoreError, match=r"cow-codes is damaged.*delete the folder"):
        editions.current(home)


def test_a_garbled_pointer_is_a_sentence(imported: Imported, home: Path, tmp_path: Path) -> None:
    """A way out of the folder and a key without edition name the series and its remedy."""
    kept(home, imported, written(tmp_path, "x\n"))
    for key in ("../..", "0000000000000000", ""):
        pointing.point(home, {"cow-codes": key})
        assert "" != editions.text(editions.pointers(home))
        with pytest.raises(StoreError, match=r"cow-codes is damaged.*Import its file again"):
            editions.current(home)


@pytest.mark.parametrize("said", [b"\xff\xfe", b"[]", b'{"a": 1}', b'{"../a": "b"}', b"{", b"[" * 100_000])
def test_a_garbled_file_of_pointers_is_a_sentence(imported: Imported, home: Path, tmp_path: Path, said: bytes) -> None:
    """Nothing is taken for not imported where nobody can tell what was."""
    kept(home, imported, written(tmp_path, "x\n"))
    (home / "imports" / "current.json").write_bytes(said)
    with pytest.raises(StoreError, match=r"current\.json.*is damaged.*Delete it, and import again"):
        editions.current(home)


def test_a_file_that_vanishes_meanwhile_is_refused(imported: Imported, home: Path, tmp_path: Path) -> None:
    """Its bytes cannot be vouched for, so nothing of it is kept."""
    with pytest.raises(UnreadableFileError, match=r"gone\.csv: The file was read, and now it cannot be opened"):
        editions.keep(home, imported, [tmp_path / "gone.csv"])
    assert [] == editions.editions(home)


def test_a_full_disk_is_a_sentence_and_keeps_nothing(
    imported: Imported, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer of tables has an error of its own for it."""

    def full(*_: object, **__: object) -> None:
        message = "No space left on device"
        raise pl.exceptions.ComputeError(message)

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(StoreError, match=r"No space left on device.*Check space and permissions"):
        kept(home, imported, written(tmp_path, "x\n"))
    assert [] == editions.editions(home)
