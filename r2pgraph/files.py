"""Find the four folders of truth, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

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
