"""The journal: one line of JSON for each file that was accepted, refused or withdrawn, each bound to the line before.

A line carries the hash of the line before and its own; ``head.json`` says which line is the last, so that lines that
are gone from the end are missed. Order is by number: the time is for people.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NoReturn

from r2pgraph.errors import StoreError
from r2pgraph.submission.inbox.places import HEAD, JOURNAL, durable, folder, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ACTS: Final = ("accepted", "refused", "withdrawn", "restored")
"""What a line can tell."""

SHIPPED: Final = "shipped"
"""What a submission revises where the assessment that is shipped counted before."""

FIRST: Final = "0" * 64
"""What the first line names as the line before."""

REMEDY: Final = "Run `r2pgraph verify`, and `r2pgraph restore FROM` with a copy of the inbox."


@dataclass(frozen=True)
class Entry:
    """One line of the journal.

    Attributes:
        number: its place, from 1.
        act: what happened: one of ``ACTS``.
        time: when, in UTC; for people alone.
        by: who did it, as told.
        note: what they say of it; the reason of a withdrawal.
        state: the code of the state, empty where a refused file does not tell.
        year: the year.
        file: the name of the file as given, without its folder.
        form: what kind of file it is, such as ``ttl``.
        original: the SHA-256 of its bytes.
        size: how many bytes it has.
        statements: the SHA-256 of its sorted N-Triples; empty where it was refused.
        report: the SHA-256 of the report on it.
        revises: the hash of the line that counted before, or ``shipped``.
        withdraws: the hash of the line that a withdrawal takes back.
        rules: the fingerprint of the files by which it was judged.
        previous: the hash of the line before.
        hash: the SHA-256 of all that, in hexadecimal.
    """

    number: int
    act: str
    time: str
    by: str
    note: str = ""
    state: str = ""
    year: str = ""
    file: str = ""
    form: str = ""
    original: str = ""
    size: int = 0
    statements: str = ""
    report: str = ""
    revises: str = ""
    withdraws: str = ""
    rules: str = ""
    previous: str = FIRST
    hash: str = ""

    @property
    def line(self) -> bytes:
        """Return the line as it stands in the file, with its end."""
        return _bytes(asdict(self))

    @property
    def key(self) -> str:
        """Return what the submission is called in IRIs: state, year and the beginning of its hash."""
        return f"{self.state}-{self.year}-{self.hash[:12]}"

    def sealed(self) -> Entry:
        """Return the entry with its own hash."""
        said = asdict(self)
        del said["hash"]
        return replace(self, hash=hashlib.sha256(_bytes(said)).hexdigest())


@dataclass(frozen=True)
class Journal:
    """The lines of a journal, and the torn beginning of one that was never acknowledged."""

    entries: tuple[Entry, ...] = ()
    torn: bytes = field(default=b"", repr=False)

    @property
    def last(self) -> str:
        """Return the hash of the last line."""
        return self.entries[-1].hash if self.entries else FIRST

    @property
    def mark(self) -> str:
        """Return the hash of the last line that says what counts; empty where there is none."""
        return next((entry.hash for entry in reversed(self.entries) if entry.act in ("accepted", "withdrawn")), "")

    def next(self, act: str, by: str, **said: str | int) -> Entry:
        """Return the entry that would come next, sealed; nothing is written."""
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return Entry(len(self.entries) + 1, act, now, by, previous=self.last, **said).sealed()  # type: ignore[arg-type]


class DamagedJournalError(StoreError):
    """The journal is not as it was written; ``sound`` are the lines before the first that is wrong."""

    def __init__(self, place: str, reason: str, sound: tuple[Entry, ...] = ()) -> None:
        super().__init__(f"The journal of submissions is damaged. {place}: {reason}", REMEDY)
        self.place, self.why, self.sound = place, reason, sound


def read(home: Path) -> Journal:
    """Return the journal of ``home``; there need not be one.

    Raises:
        DamagedJournalError: a line is not what was written, lines are missing, or the file cannot be read.
    """
    path = folder(home) / JOURNAL
    try:
        journal = parse(path.read_bytes(), str(path))
    except FileNotFoundError:
        journal = Journal()
    except OSError as error:
        raise DamagedJournalError(str(path), f"It cannot be read: {error.strerror}.") from error
    _refuse_short(home, journal)
    return journal


def marks(home: Path) -> list[str]:
    """Return what the store must know of the journal: the hash of the last line that says what counts, if any.

    What was refused changes nothing in the store.
    """
    mark = read(home).mark
    return [f"inbox {mark}"] if mark else []


def parse(data: bytes, name: str) -> Journal:
    """Return what the bytes of a journal say; raises DamagedJournalError with the lines that are sound."""
    *whole, torn = data.split(b"\n")
    entries: list[Entry] = []
    for number, line in enumerate(whole, 1):
        before = entries[-1].hash if entries else FIRST
        if reason := _fault(line, number, before):
            raise DamagedJournalError(f"{name}, line {number}", reason, tuple(entries))
        entries.append(Entry(**json.loads(line)))
    return Journal(tuple(entries), torn)


def append(home: Path, entry: Entry) -> None:
    """Write one line in one go and wait until it is on disk: from here on it counts.

    Raises:
        OSError: it cannot be written; then the journal is as it was.
    """
    path = folder(home) / JOURNAL
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    try:
        before = os.fstat(handle).st_size
        try:
            _whole(os.write(handle, entry.line), entry)
            os.fsync(handle)
            durable(path.parent)
        except OSError:
            os.ftruncate(handle, before)
            os.fsync(handle)
            raise
    finally:
        os.close(handle)


def _whole(written: int, entry: Entry) -> None:
    """Raise OSError where a part of a line alone was written, which happens where the disk is full."""
    if written != len(entry.line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), JOURNAL)


def point(home: Path, entry: Entry) -> None:
    """Say which line is the last."""
    write(folder(home) / HEAD, head_of(entry))


def head_of(entry: Entry) -> bytes:
    """Return what ``head.json`` says where this line is the last."""
    said = {"number": entry.number, "hash": entry.hash}
    return _bytes({**said, "check": hashlib.sha256(_bytes(said)).hexdigest()})


def is_head(said: bytes) -> bool:
    """Return whether these bytes are what ``head.json`` said of some line, and not damaged."""
    try:
        read = json.loads(said)
        return said == head_of(Entry(read["number"], "", "", "", hash=read["hash"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


def counting(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """Return what counts of each state and year: the latest that was accepted and not withdrawn."""
    told = tuple(entries)
    gone = withdrawals(told)
    standing = [entry for entry in told if entry.act == "accepted" and entry.hash not in gone]
    return {(entry.state, entry.year): entry for entry in standing}


def withdrawals(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the line that withdrew each submission, by the hash of the submission."""
    return {entry.withdraws: entry for entry in entries if entry.act == "withdrawn"}


def _bytes(said: Mapping[str, object]) -> bytes:
    return (json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _fault(line: bytes, number: int, before: str) -> str:
    """Return what is wrong with a line, or nothing."""
    try:
        said = json.loads(line)
        entry = Entry(**said)
        as_written = entry.sealed() == entry and entry.line == line + b"\n"
    except (ValueError, TypeError, RecursionError):
        return "This is no line of a journal."
    kinds = all(type(getattr(entry, each.name)).__name__ == each.type for each in fields(Entry))
    if not (as_written and kinds and entry.act in ACTS):
        return "The line was changed: its hash is another one."
    if entry.number != number or entry.previous != before:
        return "The line does not follow the line before it."
    return ""


def _refuse_short(home: Path, journal: Journal) -> None:
    """Raise DamagedJournalError where the last line that was acknowledged is not there."""
    path, count = folder(home) / HEAD, len(journal.entries)
    heads = [head_of(entry) for entry in journal.entries[-2:]]
    try:
        said = path.read_bytes()
    except FileNotFoundError:
        if count > 1:
            _refuse(path, "The file is missing.", journal)
        return
    except OSError as error:
        _refuse(path, f"It cannot be read: {error.strerror}.", journal)
    if said not in heads:
        last = f"line {count}" if count else "no line"
        reason = f"The journal ends with {last}, and this names another one: lines are gone, or it was changed."
        _refuse(path, reason, journal)


def _refuse(path: Path, reason: str, journal: Journal) -> NoReturn:
    raise DamagedJournalError(str(path), reason, journal.entries)
