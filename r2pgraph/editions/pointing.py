"""Say which edition of each series counts: one file names them all, and one rename switches a whole call.

``HOME/imports/current.json`` gives the edition of each series. ``coming.json`` gives those of a call under way: they
count from the moment at which the manifest of the store names them, so that editions and store change as one.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    Pointers = Mapping[str, str]

FOLDER: Final = "imports"
SERIES: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CURRENT: Final = "current.json"
_COMING: Final = "coming.json"
_MANIFEST: Final = "manifest.json"


def pointers(home: Path) -> dict[str, str]:
    """Return the key of the edition that counts of each series; a series whose folder is gone is left out.

    Raises:
        StoreError: the file that says so is damaged.
    """
    coming = _read(home / FOLDER / _COMING)
    chosen = coming if coming is not None and _is_in_store(home, coming) else _read(home / FOLDER / _CURRENT)
    return {series: key for series, key in sorted((chosen or {}).items()) if (home / FOLDER / series).is_dir()}


def text(chosen: Pointers) -> str:
    """Return what stands in the fingerprint of a store for the editions in it: ``SERIES=KEY``, with blanks between."""
    return " ".join(f"{series}={key}" for series, key in sorted(chosen.items()))


def announce(home: Path, chosen: Pointers) -> None:
    """Let these editions count from the moment at which the store's manifest names them."""
    _write(home / FOLDER / _COMING, chosen)


def point(home: Path, chosen: Pointers) -> None:
    """Let these editions count, and no others, from now on."""
    _write(home / FOLDER / _CURRENT, chosen)


def settle(home: Path) -> None:
    """End the call that was announced: it counts where the store holds it, and is forgotten where it does not."""
    coming = _read(home / FOLDER / _COMING)
    if coming is None:
        return
    if _is_in_store(home, coming):
        point(home, coming)
    (home / FOLDER / _COMING).unlink(missing_ok=True)


def _is_in_store(home: Path, chosen: Pointers) -> bool:
    """Return whether the store was built from these editions; the fingerprint of its other inputs ends at a blank."""
    try:
        digest = json.loads((home / _MANIFEST).read_text(encoding="utf-8"))["digest"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return False
    return isinstance(digest, str) and digest.partition(" ")[2] == text(chosen)


def _read(path: Path) -> dict[str, str] | None:
    """Return what a file of pointers says, or nothing where there is none; raises StoreError where it is damaged."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(said, dict) or not all(SERIES.fullmatch(name) and isinstance(said[name], str) for name in said):
        raise _damaged(path)
    return said


def _damaged(path: Path) -> StoreError:
    message = f"The file {path}, which says what of the imports counts, is damaged."
    return StoreError(message, "Delete it, and import again the files that are to count.")


def _write(path: Path, chosen: Pointers) -> None:
    handle, draft = tempfile.mkstemp(prefix=".draft-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(dict(sorted(chosen.items())), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
