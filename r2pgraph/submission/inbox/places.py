"""Where the files of an inbox stand, and how one is written so that it is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

FOLDER: Final = "inbox"
"""The folder of the home that holds what was submitted."""

LOCK: Final = "submitting.lock"
"""The file of the home that one submission, withdrawal or import at a time holds."""

JOURNAL: Final = "journal.jsonl"
HEAD: Final = "head.json"
ORIGINALS: Final = "originals"
STATEMENTS: Final = "statements"
REPORTS: Final = "reports"
ASIDE: Final = "aside"
KINDS: Final = (ORIGINALS, STATEMENTS, REPORTS)
DRAFT: Final = ".draft-"
READ_ONLY: Final = 0o444

ENDINGS: Final = frozenset({"csv", "json", "jsonld", "nq", "nt", "rdf", "trig", "ttl", "xlsx", "zip"})
"""What the name of an original may end with; any other file ends with ``bin``."""


def folder(home: Path) -> Path:
    """Return the inbox of a home."""
    return home / FOLDER


def original(home: Path, sha256: str, form: str) -> Path:
    """Return the place of the bytes of a file as they came."""
    return folder(home) / ORIGINALS / f"{sha256}.{form if form in ENDINGS else 'bin'}"


def statements(home: Path, sha256: str) -> Path:
    """Return the place of the sorted N-Triples of an accepted file."""
    return folder(home) / STATEMENTS / f"{sha256}.nt"


def report(home: Path, sha256: str) -> Path:
    """Return the place of the report on a file."""
    return folder(home) / REPORTS / f"{sha256}.json"


def write(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file beside its place, wait until it is on disk, and move it there in one step.

    Raises:
        OSError: it cannot be written; then nothing of it is left.
    """
    handle, name = tempfile.mkstemp(prefix=DRAFT, dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            draft.chmod(mode)
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    durable(path.parent)


def durable(place: Path) -> None:
    """Wait until the names in a folder are on disk; Windows has no way to ask for it."""
    if sys.platform == "win32":
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
