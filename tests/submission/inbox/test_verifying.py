"""Every flipped byte is found, and what can be mended is mended."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from r2pgraph import pipeline, receiving
from r2pgraph.errors import QueryError
from r2pgraph.submission import inbox
from r2pgraph.submission.inbox import places


def flip(path: Path, place: int) -> None:
    """Make one byte of a file another one; who may not write it is let."""
    mode = path.stat().st_mode
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    path.chmod(mode)


def stored(home: Path) -> list[Path]:
    """Return every file of the inbox and of the store that counts, but empty ones and the engine's locks and logs."""
    generation = home / pipeline_generation(home)
    files = [*(home / "inbox").rglob("*"), *generation.iterdir(), home / "manifest.json"]
    return [
        path for path in files if path.is_file() and path.stat().st_size and not path.name.startswith(("LO", "LOG"))
    ]


def pipeline_generation(home: Path) -> str:
    """Return the name of the folder of the store that counts."""
    from r2pgraph.store import read_manifest

    return read_manifest(home).generation


def test_a_sound_home_has_no_fault(revised: Path) -> None:
    """Nothing is reported that is in order."""
    assert [] == receiving.verify(revised)


def test_a_flipped_byte_in_any_stored_file_is_found(mine: Path) -> None:
    """The first byte, the last and two between, in each file of inbox and store."""
    unseen = []
    for path in stored(mine):
        size = path.stat().st_size
        for place in sorted({0, size // 3, size // 2, size - 1}):
            flip(path, place)
            if not receiving.verify(mine):
                unseen.append((path.name, place))
            flip(path, place)
    assert [] == unseen
    assert [] == receiving.verify(mine)


def test_what_is_missing_strange_or_writable_is_said(mine: Path) -> None:
    """One fault each: the file, what is wrong and what to do."""
    entries = inbox.read(mine).entries
    places.statements(mine, entries[0].statements).unlink()
    places.original(mine, entries[1].original, "ttl").chmod(0o644)
    (mine / "inbox/originals/notes.txt").write_text("mine", encoding="utf-8")
    said = sorted(fault.what for fault in inbox.verify(mine))
    assert ["It can be written over", "No line of the journal", "The file that line 1 n"] == [one[:22] for one in said]


def test_statements_are_made_again_from_the_file_as_it_came(mine: Path) -> None:
    """Missing or damaged N-Triples come back with the same hash, and what was damaged is put aside."""
    first, second, _ = inbox.read(mine).entries
    places.statements(mine, first.statements).unlink()
    flip(places.statements(mine, second.statements), 100)
    done = receiving.restore(mine)
    assert (2, ()) == (len(done.mended), done.left)
    assert [] == receiving.verify(mine)
    assert 1 == len(list((mine / "inbox/aside").glob("statements-*.nt")))
    assert "restored" == inbox.read(mine).entries[-1].act


def test_an_original_comes_from_a_copy_and_from_no_false_one(mine: Path, revised: Path, tmp_path: Path) -> None:
    """A copy that is damaged itself is not believed; a sound one is."""
    original = places.original(mine, inbox.read(mine).entries[0].original, "ttl")
    false = shutil.copytree(revised / "inbox", tmp_path / "false")
    flip(false / "originals" / original.name, 7)
    flip(original, 9)
    assert [str(original)] == [fault.file for fault in receiving.restore(mine, false).left]
    done = receiving.restore(mine, revised)
    assert (1, ()) == (len(done.mended), done.left)


def test_lines_of_the_journal_come_from_a_copy(mine: Path, revised: Path) -> None:
    """A damaged line is taken from a copy whose lines go on where the sound ones end."""
    sound = inbox.read(mine).entries
    flip(mine / "inbox" / places.JOURNAL, 1000)
    assert receiving.restore(mine).left
    assert () == receiving.restore(mine, revised).left
    assert sound == inbox.read(mine).entries[: len(sound)]


def test_a_home_that_is_lost_comes_back_from_a_copy(revised: Path, tmp_path: Path) -> None:
    """The inbox alone is enough: the store is built of it, and holds the same."""
    home = tmp_path / "new"
    assert () == receiving.restore(home, revised / "inbox").left
    assert not pipeline.needs_build(home)
    assert [] == receiving.verify(home)


def test_a_folder_without_a_journal_is_no_copy(mine: Path, tmp_path: Path) -> None:
    """The error says what a copy is."""
    with pytest.raises(QueryError, match=r"is no copy of an inbox. Name a folder that holds journal.jsonl"):
        receiving.restore(mine, tmp_path)
