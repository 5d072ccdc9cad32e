"""Keep what was submitted: files first, the line of the journal last, so that no line names what is missing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import StoreError, UnreadableFileError
from r2pgraph.files import alone
from r2pgraph.graph.border import LARGEST
from r2pgraph.submission.inbox import journal, places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from r2pgraph.submission.inbox.journal import Entry, Journal

_LONGEST_NAME: Final = 200
_SPACE: Final = "Check space and permissions, and submit it again."


@contextlib.contextmanager
def together(home: Path) -> Iterator[None]:
    """Let one process at a time submit, withdraw or import; the others wait.

    Raises:
        StoreError: the home cannot be written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = alone(home / places.LOCK)
        lock.__enter__()
    except OSError as error:
        raise StoreError(f"Nothing can be taken in: {home} cannot be written: {error}.", _SPACE) from error
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def settle(home: Path) -> Journal:
    """Return the journal, once what a killed process left is cleared up; only the holder of the lock may call it.

    A torn last line was never acknowledged: it is put aside, with the reason, and the journal goes on without it.

    Raises:
        DamagedJournalError: the journal is not as it was written.
        StoreError: the inbox cannot be written.
    """
    held = journal.read(home)
    inbox = places.folder(home)
    try:
        for name in (*places.KINDS, places.ASIDE):
            (inbox / name).mkdir(parents=True, exist_ok=True)
        for draft in (*inbox.glob(f"{places.DRAFT}*"), *inbox.glob(f"*/{places.DRAFT}*")):
            draft.unlink(missing_ok=True)
        if held.torn:
            _put_aside_torn(home, held)
        if held.entries and not _is_pointed_to(home, held.entries[-1]):
            journal.point(home, held.entries[-1])
    except OSError as error:
        raise StoreError(f"Nothing can be taken in: {inbox} cannot be written: {error}.", _SPACE) from error
    return journal.Journal(held.entries)


def record(home: Path, entry: Entry, original: bytes | None, statements: bytes, report: bytes) -> None:
    """Put the files of an entry in their places, then write its line: from then on it counts.

    Raises:
        StoreError: something cannot be written; then there is no such entry.
    """
    try:
        if original is not None:
            keep(places.original(home, entry.original, entry.form), original)
        if entry.statements:
            keep(places.statements(home, entry.statements), statements)
        if entry.report:
            keep(places.report(home, entry.report), report)
        places.durable(places.folder(home))
        places.durable(home)
        journal.append(home, entry)
    except OSError as error:
        raise StoreError(f"Nothing was taken in: {error}.", _SPACE) from error
    with contextlib.suppress(OSError):  # the line counts already, and whoever comes next names it as the last
        journal.point(home, entry)


def keep(path: Path, data: bytes) -> None:
    """Write a file that never changes; one that stands there sound is left, a damaged one is put aside first."""
    if path.is_file():
        if digest(path) == path.name.partition(".")[0]:
            path.chmod(places.READ_ONLY)
            return
        put_aside(path, "Its bytes are not those that its name says.")
    places.write(path, data, places.READ_ONLY)


def is_sound(path: Path) -> bool:
    """Return whether a file holds the bytes that its name gives the SHA-256 of, and nobody may write it."""
    try:
        return digest(path) == path.name.partition(".")[0] and not path.stat().st_mode & (
            stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
        )
    except OSError:
        return False


def digest(path: Path) -> str:
    """Return the SHA-256 of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_aside(path: Path, reason: str) -> Path:
    """Move a file out of the way without losing it, and say why beside it; return where it is."""
    aside = path.parent.parent / places.ASIDE
    aside.mkdir(exist_ok=True)
    found = digest(path)[:12]
    goal = aside / f"{path.parent.name}-{found}-{path.name}"
    places.write(goal.with_name(f"{goal.name}.reason.txt"), f"{reason}\n".encode())
    path.replace(goal)
    places.durable(aside)
    places.durable(path.parent)
    return goal


@dataclass(frozen=True)
class Original:
    """A file as it was given: its place, its cleaned name, its SHA-256, its size, and its bytes where they are kept."""

    path: Path
    name: str
    sha256: str
    size: int
    data: bytes | None

    def refuse_changed(self) -> None:
        """Raise UnreadableFileError where the file is another one by now than was read."""
        if original_of(self.path).sha256 != self.sha256:
            reason = "The file changed while it was read."
            raise UnreadableFileError(str(self.path), reason, None, "Save it, and submit it again.")


def original_of(path: Path) -> Original:
    """Return a file as it stands, a folder of CSV as an archive; of one above the limit the bytes are not kept.

    Raises:
        UnreadableFileError: there is no such file.
    """
    from r2pgraph.submission.receiving import receive
    from r2pgraph.validation.report import visible

    if path.is_dir():
        packed = receive(path).data
        return Original(path, f"{visible(path.name)}.zip", hashlib.sha256(packed).hexdigest(), len(packed), packed)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else None
        sha256 = digest(path) if data is None else hashlib.sha256(data).hexdigest()
    except OSError as error:
        raise UnreadableFileError(str(path), f"The file cannot be opened: {error.strerror}.") from error
    name = visible(path.name.encode("utf-8", "replace").decode())[-_LONGEST_NAME:]
    return Original(path, name, sha256, size if data is None else len(data), data)


def statements_of(home: Path, entry: Entry) -> bytes:
    """Return the N-Triples of an accepted submission.

    Raises:
        StoreError: the file is missing, or its bytes are not those that were accepted.
    """
    path = places.statements(home, entry.statements)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"What was submitted as number {entry.number} is damaged: {path} cannot be read."
        raise StoreError(message, "Run `r2pgraph restore`, which makes it again from the file as it came.") from error
    if hashlib.sha256(data).hexdigest() != entry.statements:
        message = f"What was submitted as number {entry.number} is damaged: {path} is not what was accepted."
        raise StoreError(message, "Run `r2pgraph restore`, which makes it again from the file as it came.")
    return data


def unjudged(home: Path, rules: str) -> list[Path]:
    """Return the statements of what counts and was judged by other rules than these."""
    counted = journal.counting(journal.read(home).entries).values()
    return [places.statements(home, entry.statements) for entry in counted if entry.rules != rules]


def _put_aside_torn(home: Path, held: Journal) -> None:
    """Move the torn end of the journal to a file of its own."""
    path = places.folder(home) / places.JOURNAL
    name = f"torn-{hashlib.sha256(held.torn).hexdigest()[:16]}"
    aside = places.folder(home) / places.ASIDE
    reason = f"The journal ended in the middle of line {len(held.entries) + 1}: it was never acknowledged.\n"
    places.write(aside / f"{name}.reason.txt", reason.encode())
    places.write(aside / f"{name}.jsonl", held.torn)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - len(held.torn))
        file.flush()
        os.fsync(file.fileno())


def _is_pointed_to(home: Path, entry: Entry) -> bool:
    path = places.folder(home) / places.HEAD
    return path.is_file() and path.read_bytes() == journal.head_of(entry)
