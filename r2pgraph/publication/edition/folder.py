"""The folder of an edition: written beside its place, put there at the end, and never over anything."""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUMS: Final = "SHA256SUMS"
"""The file that names every other file and its digest, as ``sha256sum --check`` reads it."""


_DRAFT: Final = ".part"


@dataclass(frozen=True)
class File:
    """One file of an edition.

    Attributes:
        path: where it stands in the folder, with slashes.
        media: its media type.
        title: what it is, in a few words.
        size: bytes.
        sha256: the digest, in hexadecimal digits.
    """

    path: str
    media: str
    title: str
    size: int
    sha256: str


@dataclass
class Draft:
    """A folder that is being written, and what stands in it already, in the order in which it came."""

    place: Path
    files: dict[str, File] = field(default_factory=dict)

    def put(self, path: str, content: bytes | Iterable[bytes], media: str, title: str) -> None:
        """Write a file, given whole or in pieces, to disk for good; no path is written twice."""
        if path in self.files:
            raise ValueError(path)
        target = self.place / PurePosixPath(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        size, digest = 0, hashlib.sha256()
        with target.open("xb") as file:
            for piece in (content,) if isinstance(content, bytes) else content:
                size += file.write(piece)
                digest.update(piece)
            file.flush()
            os.fsync(file.fileno())
        self.files[path] = File(path, media, title, size, digest.hexdigest())

    def listed(self) -> list[File]:
        """Return the files by path."""
        return [self.files[path] for path in sorted(self.files)]

    def sums(self) -> bytes:
        """Return digest and path of each file, sorted by path."""
        return "".join(f"{file.sha256}  {file.path}\n" for file in self.listed()).encode()


def refuse(directory: Path) -> None:
    """Raise StoreError where ``directory`` is not free for an edition: it is a file, or something stands in it."""
    if directory.exists() and not directory.is_dir():
        raise StoreError(f"{directory} is a file.", "Name a folder that is new or empty.")
    if directory.is_dir() and (found := sorted(each.name for each in directory.iterdir())):
        reason = f"{directory} is not empty: it holds {found[0]}"
        reason += f" and {len(found) - 1} more." if len(found) > 1 else "."
        raise StoreError(reason, "An edition is written to a folder that is new or empty: name another one.")


@contextmanager
def beside(directory: Path) -> Iterator[Draft]:
    """Yield a folder beside ``directory`` that takes its place at the end, checksums included, or goes with its files.

    Raises:
        StoreError: the place is not free, or the disk refuses.
    """
    refuse(directory)
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with aside(directory) as place:
            draft = Draft(place)
            yield draft
            draft.put(SUMS, draft.sums(), "text/plain", "Checksums of all other files")
            _install(place, directory)
    except OSError as error:
        raise StoreError(f"The edition cannot be written: {error}.", "Check space and permissions.") from error


@contextmanager
def aside(directory: Path) -> Iterator[Path]:
    """Yield an empty folder beside ``directory``, named after it, that is held as long as it is used and then goes.

    Raises:
        OSError: the disk refuses.
    """
    sweep(directory)
    place = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", suffix=_DRAFT, dir=directory.parent))
    try:
        with _held(place):
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def sweep(directory: Path) -> None:
    """Remove what was put aside for this place by processes that were killed; one that goes on holds its folder."""
    for place in directory.parent.glob(f".{glob.escape(directory.name)}-*{_DRAFT}"):
        with suppress(BlockingIOError), _held(place):
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _held(place: Path) -> Iterator[None]:
    """Hold a folder as the lock that tells others that it is being written; the system lifts it when its holder dies.

    Raises:
        BlockingIOError: another process holds it, or, where the system locks no folders, may hold it.
    """
    if sys.platform == "win32":
        if any(place.iterdir()):
            raise BlockingIOError
        yield
        return
    import fcntl

    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _install(place: Path, directory: Path) -> None:
    """Give the folder the usual permissions and rename it; whoever took the place meanwhile keeps it."""
    mask = os.umask(0)
    os.umask(mask)
    place.chmod(0o777 & ~mask)
    refuse(directory)
    if directory.is_dir():
        directory.rmdir()
    place.rename(directory)
