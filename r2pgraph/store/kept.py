"""Keep a store as it is under a name of its own, beside those that come after it, and withdraw it with a reason.

``editions/NAME.json`` says what an edition is, ``editions/NAME`` holds its files, shared with the generation that it
was. What is withdrawn keeps its record and loses its files, so that who asks for it is told why.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import QueryError, StoreError, UnknownNameError, WrongValueError
from r2pgraph.files import alone
from r2pgraph.store.building import LAYOUT, copy, fingerprints, open_store, read_manifest
from r2pgraph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = "editions"
"""The folder in the home of a store that holds its kept editions."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_RECORD: Final = ".json"
_DRAFT: Final = "draft-"
_RESERVED: Final = ("current", "generation-", _DRAFT)


@dataclass(frozen=True)
class Kept:
    """A kept edition.

    Attributes:
        name: what it is asked for by.
        kept: the day on which it was kept, as in ``2026-11-22``.
        package: the version of the package that built it.
        layout: the version of the layout on disk.
        files: the digest of each of its files.
        withdrawn: the day on which it was withdrawn; empty where it stands.
        reason: why it was withdrawn, in a sentence.
    """

    name: str
    kept: str
    package: str
    layout: int
    files: dict[str, str]
    withdrawn: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Editions:
    """The kept editions beside a store that somebody looks at.

    Attributes:
        home: the folder of the store.
        shown: the name of the edition that is looked at, empty where it is the store that counts.
    """

    home: Path
    shown: str = ""

    @classmethod
    def beside(cls, place: Path) -> Editions:
        """Return those beside the generation, or the kept edition, whose files stand in the folder ``place``."""
        is_kept = place.parent.name == FOLDER
        return cls(place.parent.parent, place.name) if is_kept else cls(place.parent)

    def former(self) -> list[Kept]:
        """Return those before the one that is looked at, the newest first, also the withdrawn; raises StoreError."""
        found = sorted(editions(self.home).values(), key=lambda each: (each.kept, each.name), reverse=True)
        names = [each.name for each in found]
        return found[names.index(self.shown) + 1 :] if self.shown in names else found

    def open(self, name: str) -> EmbeddedStore:
        """Open one of them to read; raises UnknownNameError, QueryError with the reason of a withdrawal, StoreError."""
        edition = find(self.home, name)
        if edition.withdrawn:
            raise QueryError(f"The edition {name!r} was withdrawn on {edition.withdrawn}: {edition.reason}")
        verify(self.home, name)
        return EmbeddedStore.read_only(folder(self.home, name))


def keep(home: Path, name: str, of: Path | None = None, part: Path | None = None) -> Kept:
    """Keep the store in ``home`` as it is now as the edition ``name``.

    Args:
        home: the folder of the store.
        name: what the edition is asked for by.
        of: the folder of the generation that is meant; where another one counts by now, nothing is kept.
        part: the folder of another store on the same disk, which was made of that one and is kept in its place.

    Raises:
        QueryError: the name will not do, or is taken.
        StoreError: there is no sound store or not the one that is meant, or the folder cannot be written.
    """
    _refuse_name(name)
    open_store(home).close()
    try:
        (home / FOLDER).mkdir(exist_ok=True)
        with alone(home / "building.lock"):
            if name in editions(home):
                raise QueryError(
                    f"There is an edition {name!r} already.", "An edition never changes: choose another name."
                )
            return _kept_as(home, name, of, part or home)
    except OSError as error:
        raise StoreError(f"The edition cannot be kept: {error}.", "Check space and permissions.") from error


def _kept_as(home: Path, name: str, of: Path | None, held: Path) -> Kept:
    """Put the files in their place first and the record last: what has no record is none."""
    if of is not None and of.name != read_manifest(home).generation:
        raise StoreError("The store was built anew meanwhile, so the edition is not kept.", "Do it again.")
    manifest = read_manifest(held)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=home / FOLDER))
    try:
        copy(held / manifest.generation, draft)
        shutil.rmtree(folder(home, name), ignore_errors=True)
        draft.rename(folder(home, name))
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    edition = Kept(name, _today(), manifest.package, manifest.layout, manifest.files)
    _write(home, edition)
    return edition


def withdraw(home: Path, name: str, reason: str) -> Kept:
    """Take an edition back: its files go, and its record says since when and why.

    Raises:
        UnknownNameError: no such edition is kept.
        QueryError: there is no reason, or it was withdrawn before.
        StoreError: the folder cannot be written.
    """
    edition = find(home, name)
    if edition.withdrawn:
        raise QueryError(f"The edition {name!r} was withdrawn on {edition.withdrawn} already.")
    if not reason.strip():
        raise WrongValueError("A withdrawal has a reason.", "Say it in a sentence: those who ask for it read it.")
    gone = replace(edition, withdrawn=_today(), reason=_sentence(reason))
    try:
        with alone(home / "building.lock"):
            _write(home, gone)
            shutil.rmtree(folder(home, name))
    except OSError as error:
        raise StoreError(f"The edition cannot be withdrawn: {error}.", "Check permissions.") from error
    return gone


def editions(home: Path) -> Mapping[str, Kept]:
    """Return every edition by its name, sorted, also the withdrawn; raises StoreError where a record is damaged."""
    found = {}
    for path in sorted((home / FOLDER).glob(f"*{_RECORD}")):
        try:
            found[path.stem] = Kept(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise StoreError(f"The record of an edition cannot be read: {path}.", "Keep the edition again.") from error
    return found


def find(home: Path, name: str) -> Kept:
    """Return an edition, also where it is withdrawn; raises UnknownNameError with the nearest, StoreError."""
    known = editions(home)
    if name not in known:
        standing = ", ".join(each for each in known if not known[each].withdrawn) or "none yet"
        raise UnknownNameError.among("edition", name, known, f"Kept: {standing}.")
    return known[name]


def folder(home: Path, name: str) -> Path:
    """Return the folder that holds the files of an edition."""
    return home / FOLDER / name


def verify(home: Path, name: str) -> None:
    """Compare the files of an edition with their digests; raises StoreError where they are not those that were kept."""
    edition, damaged = find(home, name), StoreError(f"The edition {name!r} is damaged.", "Keep it again.")
    if edition.layout != LAYOUT:
        raise StoreError(
            f"The edition {name!r} has layout {edition.layout}, and this version reads layout {LAYOUT}.", ""
        )
    try:
        held = fingerprints(folder(home, name))
    except OSError as error:
        raise damaged from error
    if held != edition.files:
        raise damaged


def _refuse_name(name: str) -> None:
    if not _NAME.fullmatch(name) or name.startswith(_RESERVED) or name.endswith(_RECORD):
        remedy = "Letters, digits, dots and hyphens will do, such as 2026.1."
        raise WrongValueError(f"{name!r} cannot be the name of an edition.", remedy)


def _write(home: Path, edition: Kept) -> None:
    handle, draft = tempfile.mkstemp(prefix=_DRAFT, dir=home / FOLDER)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(edition), file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(home / FOLDER / f"{edition.name}{_RECORD}")


def _sentence(reason: str) -> str:
    """Return a reason with its full stop: it is shown before other sentences."""
    words = " ".join(reason.split())
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
