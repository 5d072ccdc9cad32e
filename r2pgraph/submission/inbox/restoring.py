"""Mend an inbox from what is left of it and from a copy, and never write over what is sound."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from r2pgraph.errors import QueryError, StoreError, UnreadableFileError
from r2pgraph.submission.inbox import journal, keeping, places, verifying
from r2pgraph.submission.inbox.judging import statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from r2pgraph.submission.inbox.journal import Entry
    from r2pgraph.submission.inbox.verifying import Fault


@dataclass(frozen=True)
class Restored:
    """What was mended, in sentences, and the faults that are left."""

    mended: tuple[str, ...]
    left: tuple[Fault, ...]


def restore(home: Path, copy: Path | None = None) -> Restored:
    """Mend what can be mended of the inbox in ``home``; only the holder of the lock may call it.

    The journal comes from the copy where that goes on where the sound part here ends. A file comes from the copy, or,
    as N-Triples, from the file as it was submitted; its hash must be the one that the journal names.

    Raises:
        QueryError: the copy is no inbox, nor a home that has one.
        StoreError: the inbox cannot be written.
    """
    source = None if copy is None else _inbox(copy)
    mended: list[str] = []
    try:
        places.folder(home).mkdir(parents=True, exist_ok=True)
        entries = _journal(home, source, mended)
        if entries is not None:
            held = keeping.settle(home)
            for path, (sha256, _) in verifying.named(home, held.entries).items():
                mended += _file(home, path, sha256, source, held.entries)
            mended += _unnamed(home, held.entries)
    except OSError as error:
        message = f"The inbox in {home} cannot be mended: {error}."
        raise StoreError(message, "Check space and permissions, and run it again.") from error
    return Restored(tuple(mended), tuple(verifying.verify(home)))


def _inbox(copy: Path) -> Path:
    """Return the folder of an inbox: the one given, or the one in the home given."""
    for folder in (copy, copy / places.FOLDER):
        if (folder / places.JOURNAL).is_file():
            return folder
    raise QueryError(f"{copy} is no copy of an inbox.", "Name a folder that holds journal.jsonl, or a home with one.")


def _journal(home: Path, source: Path | None, mended: list[str]) -> tuple[Entry, ...] | None:
    """Mend the journal; return its lines, or nothing where it stays damaged."""
    path = places.folder(home) / places.JOURNAL
    damaged: journal.DamagedJournalError | None = None
    try:
        here = journal.read(home).entries
    except journal.DamagedJournalError as error:
        here, damaged = error.sound, error
    there = _lines(source) if source else ()
    if there[: len(here)] == here and len(there) > len(here):
        _put(home, path, there, damaged)
        mended.append(f"{path}: lines {len(here) + 1} to {len(there)} were taken from the copy.")
        return there
    if damaged is None:
        return here
    if _is_only_the_head(home, damaged, here):
        journal.point(home, here[-1])
        mended.append(f"{places.folder(home) / places.HEAD}: it names the last line again.")
        return here
    return None


def _is_only_the_head(home: Path, damaged: journal.DamagedJournalError, here: Sequence[Entry]) -> bool:
    """Return whether the journal is sound and just the file that names its last line says nothing."""
    head = places.folder(home) / places.HEAD
    if damaged.place != str(head) or not here:
        return False
    try:
        return not journal.is_head(head.read_bytes())
    except OSError:
        return True


def _lines(source: Path) -> tuple[Entry, ...]:
    """Return the sound lines of a copy."""
    path = source / places.JOURNAL
    try:
        return journal.parse(path.read_bytes(), str(path)).entries
    except journal.DamagedJournalError as error:
        return error.sound


def _put(home: Path, path: Path, lines: Sequence[Entry], damaged: journal.DamagedJournalError | None) -> None:
    """Put a whole journal in its place; what stood there stays, put aside, where it was damaged."""
    if damaged is not None and path.is_file():
        aside = places.folder(home) / places.ASIDE
        aside.mkdir(exist_ok=True)
        data = path.read_bytes()
        name = f"journal-{hashlib.sha256(data).hexdigest()[:16]}"
        places.write(aside / f"{name}.reason.txt", f"{damaged}\n".encode())
        places.write(aside / f"{name}.jsonl", data)
    journal.point(home, lines[-1])
    places.write(path, b"".join(entry.line for entry in lines))


def _file(home: Path, path: Path, sha256: str, source: Path | None, entries: Sequence[Entry]) -> Iterator[str]:
    """Mend one file where it is damaged or missing; yield what was done."""
    if path.is_file() and keeping.digest(path) == sha256:
        if not keeping.is_sound(path):
            path.chmod(places.READ_ONLY)
            yield f"{path}: nobody may write over it again."
        return
    found, origin = _from_copy(path, sha256, source), "it was taken from the copy."
    if found is None and path.parent.name == places.STATEMENTS:
        found, origin = _from_original(home, sha256, entries), "it was made again from the file as it was submitted."
    if found is not None:
        keeping.keep(path, found)
        yield f"{path}: {origin}"


def _from_copy(path: Path, sha256: str, source: Path | None) -> bytes | None:
    try:
        data = b"" if source is None else (source / path.parent.name / path.name).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def _from_original(home: Path, sha256: str, entries: Sequence[Entry]) -> bytes | None:
    """Return the N-Triples of a submission, read again from a sound original that gives the same hash."""
    for entry in entries:
        original = places.original(home, entry.original, entry.form)
        if entry.statements != sha256 or not keeping.is_sound(original):
            continue
        try:
            data = statements(original)
        except UnreadableFileError:
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    return None


def _unnamed(home: Path, entries: Sequence[Entry]) -> Iterator[str]:
    """Put aside what no line names; yield what was done."""
    for path in verifying.unnamed(home, entries):
        goal = (
            keeping.put_aside(path, "No line of the journal names it.") if path.parent != places.folder(home) else path
        )
        if goal != path:
            yield f"{path}: no line names it; it was put aside as {goal}."
