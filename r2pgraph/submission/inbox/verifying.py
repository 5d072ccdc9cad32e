"""Compare every file of an inbox with what the journal says of it, and say each fault in words."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.graph.border import LARGEST
from r2pgraph.submission.inbox import journal, keeping, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from r2pgraph.submission.inbox.journal import Entry

_WRITABLE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_MEND: Final = "Run `r2pgraph restore`, with a copy of the inbox as FROM where you have one."


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was written: the file, where in it, what is wrong, and what to do."""

    file: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what} {self.remedy}"


def verify(home: Path) -> list[Fault]:
    """Return every fault of the inbox in ``home``: of the chain, of each file by its hash, of what no line names."""
    inbox = places.folder(home)
    if not inbox.exists():
        return []
    try:
        held = journal.read(home)
        entries, faults = held.entries, []
        if held.torn:
            what = f"Line {len(entries) + 1} was never written to its end, and so never acknowledged."
            faults.append(
                Fault(str(inbox / places.JOURNAL), what, "The next submission puts it aside; nothing is lost.")
            )
    except journal.DamagedJournalError as error:
        entries, faults = error.sound, [Fault(error.place, error.why, _MEND)]
    faults += _of_files(home, entries)
    return faults + list(_unnamed(home, entries))


def named(home: Path, entries: Sequence[Entry]) -> dict[Path, tuple[str, int]]:
    """Return the place of every file that the journal names, with its SHA-256 and the number of the first line."""
    found: dict[Path, tuple[str, int]] = {}
    for entry in entries:
        if entry.original and entry.size <= LARGEST:
            found.setdefault(places.original(home, entry.original, entry.form), (entry.original, entry.number))
        if entry.statements:
            found.setdefault(places.statements(home, entry.statements), (entry.statements, entry.number))
        if entry.report:
            found.setdefault(places.report(home, entry.report), (entry.report, entry.number))
    return found


def _of_files(home: Path, entries: Sequence[Entry]) -> list[Fault]:
    faults = []
    for path, (sha256, number) in named(home, entries).items():
        try:
            what = "" if keeping.digest(path) == sha256 else "Its bytes are not those that line {} names."
            if not what and path.stat().st_mode & _WRITABLE:
                what = "It can be written over, and nothing that line {} names may be."
        except FileNotFoundError:
            what = "The file that line {} names is missing."
        except OSError as error:
            what = f"The file that line {{}} names cannot be read: {error.strerror}."
        if what:
            faults.append(Fault(str(path), what.format(number), _MEND))
    return faults


def _unnamed(home: Path, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield the files that no line names, but for those that were put aside."""
    for path in unnamed(home, entries):
        if path.name.startswith(places.DRAFT):
            what = "It was half-written when a submission was stopped, and never acknowledged."
            yield Fault(str(path), what, "The next submission sweeps it away.")
        else:
            what = "No line of the journal names it: it was never acknowledged, or the journal lost its line."
            yield Fault(str(path), what, "Submit the file again, or run `r2pgraph restore`, which puts it aside.")


def unnamed(home: Path, entries: Sequence[Entry]) -> list[Path]:
    """Return the files of the inbox that no line names."""
    inbox, known = places.folder(home), named(home, entries)
    own = {inbox / places.JOURNAL, inbox / places.HEAD}
    files = (path for path in inbox.rglob("*") if path.is_file() and path.parent != inbox / places.ASIDE)
    return sorted(path for path in files if path not in own and path not in known)
