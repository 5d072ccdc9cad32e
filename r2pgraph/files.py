"""Find the four folders of truth, in a checkout and in an installed wheel alike; let one process work at a time."""

from __future__ import annotations

import hashlib
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

FolderName = Literal["ontology", "shapes", "queries", "data"]


@cache
def folder(name: FolderName) -> Path:
    """Return the folder ``name``: beside the package in a checkout, inside it in a wheel.

    Raises:
        FileNotFoundError: neither place holds it, so the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "_folders" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    message = f"The folder {name!r} is missing from this installation of r2pgraph; install it again."
    raise FileNotFoundError(message)


def fingerprint(salt: str) -> str:
    """Return the SHA-256 of every file in the four folders and of our own modules, names included, and of ``salt``.

    Two checkouts with the same files have the same fingerprint; the times of the files do not count.
    """
    digest = hashlib.sha256(salt.encode())
    package = Path(__file__).resolve().parent
    kinds = [(name, folder(name), "*") for name in get_args(FolderName)] + [("r2pgraph", package, "*.py")]
    for name, top, pattern in kinds:
        for path in sorted(file for file in top.rglob(pattern) if file.is_file()):
            digest.update(f"\0{name}/{path.relative_to(top).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other process holds this file as its lock; the system lifts the lock when its holder dies."""
    with lock.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
