"""Find the four folders of truth, in a checkout and in an installed wheel alike."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal, get_args

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
