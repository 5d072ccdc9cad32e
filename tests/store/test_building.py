"""Hold the building of a store to all or nothing."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from r2pgraph.errors import StoreError
from r2pgraph.store import altering, building, load, open_store

if TYPE_CHECKING:
    from pathlib import Path

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def triples(number: int) -> dict[str, bytes]:
    """Return one graph of that many triples."""
    return {"http://g": b"".join(b"<http://s/%d> <http://p> <http://o> .\n" % n for n in range(number))}


def held(home: Path) -> int:
    """Return how many triples the store in ``home`` holds."""
    with open_store(home) as store:
        cell = store.select(COUNT).rows[0][0]
    assert cell is not None
    return int(cell.value)


def built(home: Path, number: int) -> None:
    """Build a store again and again, to be killed or raced."""
    for _ in range(5):
        load(home, triples(number), str(number))


def test_a_second_build_replaces_the_first(tmp_path: Path) -> None:
    """Nothing of the old graph is left in the new one."""
    load(tmp_path, triples(5))
    load(tmp_path, triples(3))

    assert 3 == held(tmp_path)


def test_a_large_graph_is_loaded_in_pieces_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces end where lines end, so no triple is cut or lost, with a line end after the last one and without."""
    monkeypatch.setattr(altering, "_LOADED", 50)
    load(tmp_path, triples(9))
    assert 9 == held(tmp_path)
    load(tmp_path, {"http://g": triples(9)["http://g"].rstrip(b"\n")})
    assert 9 == held(tmp_path)


def test_a_reader_of_the_old_store_reads_on(tmp_path: Path) -> None:
    """A build does not pull the files from under an open store."""
    load(tmp_path, triples(5))
    with open_store(tmp_path) as store:
        load(tmp_path, triples(3))
        cell = store.select(COUNT).rows[0][0]

    assert "5" == (cell and cell.value)


def test_at_most_two_generations_lie_on_disk(tmp_path: Path) -> None:
    """The generation before stays for its readers, older ones go."""
    for number in range(1, 5):
        load(tmp_path, triples(number))

    assert 2 == len(list(tmp_path.glob("generation-*")))


def test_broken_triples_leave_the_old_store(tmp_path: Path) -> None:
    """An error in the last line changes nothing and leaves no litter."""
    load(tmp_path, triples(5))
    with pytest.raises(StoreError, match="cannot be built"):
        load(tmp_path, {"http://g": triples(9)["http://g"] + b"<http://s> broken .\n"})

    assert (5, 1) == (held(tmp_path), len(list(tmp_path.glob("generation-*"))))


def test_an_interrupt_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the new store is filled leaves nothing half."""
    load(tmp_path, triples(5))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("r2pgraph.store.building._point_to", interrupt)
    with pytest.raises(KeyboardInterrupt):
        load(tmp_path, triples(9))

    assert (5, 1) == (held(tmp_path), len(list(tmp_path.glob("generation-*"))))


def test_an_interrupt_after_the_change_leaves_the_new_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C just after the manifest names the new store does not take that store away."""
    load(tmp_path, triples(5))
    point_to = building._point_to

    def interrupt(home: Path, manifest: building.Manifest) -> None:
        point_to(home, manifest)
        raise KeyboardInterrupt

    monkeypatch.setattr("r2pgraph.store.building._point_to", interrupt)
    with pytest.raises(KeyboardInterrupt):
        load(tmp_path, triples(9))

    assert 9 == held(tmp_path)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process outright")
def test_a_killed_build_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """Killed at twenty moments, a builder leaves a store that opens and holds one of the two graphs."""
    load(tmp_path, triples(5))
    context = multiprocessing.get_context("spawn")
    for moment in range(20):
        builder = context.Process(target=built, args=(tmp_path, 2_000))
        builder.start()
        time.sleep(0.15 + moment * 0.02)
        os.kill(builder.pid or 0, signal.SIGKILL)
        builder.join()
        assert held(tmp_path) in {5, 2_000}

    load(tmp_path, triples(7))
    assert (7, True) == (held(tmp_path), len(list(tmp_path.glob("generation-*"))) <= 2)


def test_two_builders_at_once_both_end_well(tmp_path: Path) -> None:
    """The second waits for the first; the store is one of the two graphs, whole."""
    context = multiprocessing.get_context("spawn")
    builders = [context.Process(target=built, args=(tmp_path, number)) for number in (100, 200)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()

    assert ([0, 0], True) == ([builder.exitcode for builder in builders], held(tmp_path) in {100, 200})


def test_no_store_is_told_with_the_remedy(tmp_path: Path) -> None:
    """The error of an empty folder names the command that builds."""
    with pytest.raises(StoreError, match="r2pgraph build"):
        open_store(tmp_path / "nowhere")


def test_a_file_is_no_store(tmp_path: Path) -> None:
    """A file where the folder should be is told as a missing store."""
    (tmp_path / "file").write_text("I am no store.")
    with pytest.raises(StoreError, match="There is no store"):
        open_store(tmp_path / "file")
    with pytest.raises(StoreError, match="cannot be written"):
        load(tmp_path / "file", triples(1))


@pytest.mark.parametrize("manifest", ["", "{", "[]", "{}", '{"layout": 1}'])
def test_a_broken_manifest_is_told(tmp_path: Path, manifest: str) -> None:
    """A manifest that cannot be read is damage, never a traceback."""
    load(tmp_path, triples(1))
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(StoreError, match="damaged"):
        open_store(tmp_path)


@pytest.mark.parametrize("field", ["package", "layout", "generation"])
def test_a_store_of_another_make_is_told(tmp_path: Path, field: str) -> None:
    """Another version, layout or place outside the folder is refused."""
    load(tmp_path, triples(1))
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps(manifest | {field: "../0.0.1"}))
    with pytest.raises(StoreError, match="r2pgraph build"):
        open_store(tmp_path)


def test_other_inputs_are_told(tmp_path: Path) -> None:
    """A store whose inputs have changed since is refused; without a digest any is opened."""
    load(tmp_path, triples(1), "old")
    with pytest.raises(StoreError, match="other data"):
        open_store(tmp_path, "new")

    assert 1 == held(tmp_path)


def test_every_damaged_file_is_noticed(tmp_path: Path) -> None:
    """Each file of the engine is deleted, cut and altered in turn, and each time the opening is refused."""
    load(tmp_path, triples(50))
    (generation,) = tmp_path.glob("generation-*")
    files = [path for path in generation.iterdir() if not path.name.startswith("LO")]
    for path in files:
        whole = path.read_bytes()
        for damage in (None, whole[:-1], whole[:-1] + b"\xff" + b"\xff"):
            path.unlink() if damage is None else path.write_bytes(damage)
            if damage != whole:
                with pytest.raises(StoreError, match="damaged"):
                    open_store(tmp_path)
            path.write_bytes(whole)

    assert 50 == held(tmp_path)


def test_a_damaged_store_can_be_built_anew(tmp_path: Path) -> None:
    """Building heals what opening refuses."""
    load(tmp_path, triples(1))
    (tmp_path / "manifest.json").write_text("rubbish")
    load(tmp_path, triples(2))

    assert 2 == held(tmp_path)
