"""The journal: lines that are bound to one another, torn ends, lines that are gone, and a disk that is full."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from r2pgraph.submission.inbox import counting, journal, keeping, places
from r2pgraph.submission.inbox.journal import DamagedJournalError, Entry


def written(home: Path, *acts: str) -> tuple[Entry, ...]:
    """Write a line for each act about one state and year, and return them."""
    (home / "inbox").mkdir(parents=True, exist_ok=True)
    for act in acts:
        held = keeping.settle(home)
        gone = {"withdraws": held.last} if act == "withdrawn" else {}
        entry = held.next(act, "Ana", note="Ünïcode, \u202e and\ttab", state="FJI", year="2024", **gone)
        keeping.record(home, entry, None, b"", b"")
    return journal.read(home).entries


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Lines come back in their order, each with the hash of the one before."""
    entries = written(tmp_path, "accepted", "refused", "withdrawn")
    assert [1, 2, 3] == [entry.number for entry in entries]
    assert [journal.FIRST, entries[0].hash, entries[1].hash] == [entry.previous for entry in entries]


def test_no_journal_is_an_empty_one(tmp_path: Path) -> None:
    """A home to which nothing was submitted is in order."""
    assert () == journal.read(tmp_path).entries


def test_every_byte_of_the_journal_and_its_head_counts(tmp_path: Path) -> None:
    """Whatever single byte is another one, the journal is refused."""
    written(tmp_path, "accepted", "refused", "accepted")
    unseen = []
    for name in (places.JOURNAL, places.HEAD):
        path = tmp_path / "inbox" / name
        sound = path.read_bytes()
        for place in range(len(sound)):
            path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
            try:
                journal.read(tmp_path)
                unseen.append((name, place))
            except DamagedJournalError:
                pass
        path.write_bytes(sound)
    assert [] == unseen
    assert 3 == len(journal.read(tmp_path).entries)


@pytest.mark.parametrize("kept", range(3))
def test_lines_that_are_gone_from_the_end_are_missed(kept: int, tmp_path: Path) -> None:
    """A journal that was cut between two lines is no shorter journal."""
    entries = written(tmp_path, "accepted", "refused", "accepted")
    (tmp_path / "inbox" / places.JOURNAL).write_bytes(b"".join(entry.line for entry in entries[:kept]))
    with pytest.raises(DamagedJournalError, match=r"head\.json") as caught:
        journal.read(tmp_path)
    assert entries[:kept] == caught.value.sound


def test_a_line_that_a_killed_process_tore_was_never_acknowledged(tmp_path: Path) -> None:
    """Wherever a line is torn, the lines before it stand, and the torn one is put aside with the reason."""
    before = written(tmp_path, "accepted", "accepted")
    path = tmp_path / "inbox" / places.JOURNAL
    sound = path.read_bytes()
    line = journal.read(tmp_path).next("accepted", "Ben").line
    for cut in (1, len(line) // 2, len(line) - 1):
        path.write_bytes(sound + line[:cut])
        assert before == journal.read(tmp_path).entries
        assert before == keeping.settle(tmp_path).entries
        assert sound == path.read_bytes()
    torn = sorted((tmp_path / "inbox/aside").glob("torn-*.jsonl"), key=lambda one: one.stat().st_size)
    assert [line[:cut] for cut in (1, len(line) // 2, len(line) - 1)] == [one.read_bytes() for one in torn]
    assert ["never acknowledged"] * 3 == [
        one.with_name(f"{one.stem}.reason.txt").read_text(encoding="utf-8")[-20:-2] for one in torn
    ]


def test_a_line_is_there_before_the_head_names_it(tmp_path: Path) -> None:
    """A process that dies between the two has written its line, and the next one lets the head follow."""
    entries = written(tmp_path, "accepted", "accepted")
    (tmp_path / "inbox" / places.HEAD).write_bytes(journal.head_of(entries[0]))
    assert entries == journal.read(tmp_path).entries
    keeping.settle(tmp_path)
    assert journal.head_of(entries[1]) == (tmp_path / "inbox" / places.HEAD).read_bytes()


def test_a_line_that_cannot_be_written_whole_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk takes half a line, or fails to keep it, the journal is as before."""
    before = written(tmp_path, "accepted")
    entry = journal.read(tmp_path).next("accepted", "Ben")
    whole = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: whole(handle, data[: len(data) // 2]))
    with pytest.raises(OSError, match="No space"):
        journal.append(tmp_path, entry)
    monkeypatch.setattr(os, "write", whole)
    assert before == journal.read(tmp_path).entries
    assert b"" == journal.read(tmp_path).torn


def test_order_is_by_number_and_never_by_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is set back ten years changes nothing in what counts."""
    written(tmp_path, "accepted")

    def past(self: journal.Journal, act: str, by: str, **said: str) -> Entry:
        entry = Entry(len(self.entries) + 1, act, "2016-02-29T00:00:00Z", by, previous=self.last, **said)
        return entry.sealed()

    monkeypatch.setattr(journal.Journal, "next", past)
    entries = written(tmp_path, "accepted")
    assert {("FJI", "2024"): entries[1]} == counting(entries)


def test_what_was_withdrawn_gives_way_to_what_was_before(tmp_path: Path) -> None:
    """The latest that was accepted and not withdrawn counts."""
    entries = written(tmp_path, "accepted", "accepted", "withdrawn")
    assert {("FJI", "2024"): entries[0]} == counting(entries)


def test_a_line_that_was_sealed_anew_does_not_follow(tmp_path: Path) -> None:
    """Who changes a line and gives it its right hash breaks the line after it."""
    first, second = written(tmp_path, "accepted", "accepted")
    forged = replace(first, by="Eve").sealed()
    (tmp_path / "inbox" / places.JOURNAL).write_bytes(forged.line + second.line)
    with pytest.raises(DamagedJournalError, match="line 2: The line does not follow"):
        journal.read(tmp_path)
