"""Build a store on disk so that, whatever happens, either the old one or the new one stands.

A store is a folder: ``manifest.json`` names the generation that counts, ``generation-*`` hold the engine's files.
The manifest is replaced in one rename; only the holder of the lock builds, and it sweeps what a killed build left.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pyoxigraph

from r2pgraph import __version__
from r2pgraph.errors import StoreError
from r2pgraph.files import alone
from r2pgraph.store.altering import put
from r2pgraph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

LAYOUT: Final = 3
"""The version of the store's layout on disk; another one is refused and built anew."""

_MANIFEST: Final = "manifest.json"
_PREFIX: Final = "generation-"
_TABLE: Final = ".sst"
_WHOLE: Final = 1 << 20
_PIECE: Final = 4 << 10
_PIECES: Final = 64
_NOTHING: Final = hashlib.sha256().hexdigest()
_UNREAD: Final[Mapping[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True)
class Manifest:
    """What a store says about itself.

    Attributes:
        package: the version of the package that built it.
        layout: the version of the layout on disk.
        digest: the fingerprint of all inputs.
        generation: the folder that counts.
        files: the digest of each of its files.
        graphs: the SHA-256 of the triples of each named graph, as they were given.
        wholes: the SHA-256 of each of its files, read to the last byte; `faults` compares them.
    """

    package: str
    layout: int
    digest: str
    generation: str
    files: dict[str, str]
    graphs: dict[str, str]
    wholes: dict[str, str]


@dataclass(frozen=True)
class Held:
    """What some graphs of one generation of a store hold, as N-Triples by their IRI; a later one may hold other."""

    generation: str
    graphs: Mapping[str, bytes]


def load(home: Path, graphs: Mapping[str, bytes], digest: str = "") -> None:
    """Build the store in ``home`` from N-Triples by graph IRI, and put it in the old one's place in one step.

    Args:
        home: the store's folder; it is made where missing.
        graphs: the triples of each named graph, as N-Triples; one graph at a time is taken out of the mapping.
        digest: the fingerprint of the inputs, which `open_store` compares.

    Raises:
        StoreError: the triples cannot be read, or the folder cannot be written.
    """

    def write(new: Path, _: Manifest | None) -> dict[str, str]:
        _fill(new, graphs, graphs)
        return _digests(graphs)

    _make(home, write, digest)


def exchange(home: Path, graphs: Mapping[str, bytes], digest: str = "", held: Held | None = None) -> None:
    """Exchange some named graphs of the store in ``home``, and leave the others as they are, in one step.

    Args:
        home: the folder of a store that stands.
        graphs: the new triples of each named graph, as N-Triples; where there are none, the graph goes.
        digest: the fingerprint of all inputs, these among them.
        held: what some of these graphs hold, where it was read already; it need not be read again.

    Raises:
        StoreError: there is no store to change, the triples cannot be read, or the folder cannot be written.
    """
    open_store(home).close()

    def write(new: Path, old: Manifest | None) -> dict[str, str]:
        known, coming = old.graphs if old else {}, _digests(graphs)
        copy(home / old.generation if old else new, new)
        read = held.graphs if held and old and held.generation == old.generation else {}
        _fill(new, graphs, [name for name, digest in coming.items() if known.get(name) != digest], read)
        return {name: digest for name, digest in {**known, **coming}.items() if digest != _NOTHING}

    _make(home, write, digest)


def _make(home: Path, write: Callable[[Path, Manifest | None], dict[str, str]], digest: str) -> None:
    """Let ``write`` fill a new generation and return its graphs' digests; make it count, or else the old one stands."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with alone(home / "building.lock"):
            before = _current(home)
            old = before.generation if before else None
            _sweep(home, old)
            new = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home))
            try:
                held = write(new, before)
                files = (fingerprints(new), wholes(new))
                _point_to(home, Manifest(__version__, LAYOUT, digest, new.name, files[0], held, files[1]))
            except BaseException:
                now = _current(home)
                _sweep(home, old, now.generation if now else None)
                raise
            _sweep(home, new.name, old)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"The store cannot be built: {error}.", "Mend the data it is built from.") from error
    except OSError as error:
        raise StoreError(f"The store in {home} cannot be written: {error}.", "Check space and permissions.") from error


def open_store(home: Path, digest: str | None = None) -> EmbeddedStore:
    """Open the store in ``home`` to read.

    Args:
        home: the store's folder.
        digest: the fingerprint that the inputs have now; None accepts any.

    Raises:
        StoreError: it is missing, damaged, of another version, or built from other inputs; says how to mend it.
    """
    manifest = read_manifest(home)
    if manifest.package != __version__:
        raise StoreError(f"The store was built by version {manifest.package}, and this is {__version__}.")
    if manifest.layout != LAYOUT:
        raise StoreError(f"The store has layout {manifest.layout}, and this version reads layout {LAYOUT}.")
    if digest is not None and manifest.digest != digest:
        raise StoreError("The store was built from other data than stands here now.")
    directory = home / manifest.generation
    try:
        if fingerprints(directory) != manifest.files:
            raise StoreError(f"The store in {home} is damaged: its files are not those that were built.")
        return EmbeddedStore.read_only(directory)
    except OSError as error:
        raise StoreError(f"The store in {home} is damaged: {error}.") from error


def standing(home: Path, left_out: Collection[str] = ()) -> dict[str, bytes]:
    """Return the graphs of the store in ``home`` as N-Triples by their IRI, some ``left_out``; raises StoreError."""
    with open_store(home) as opened:
        return opened.dumped(left_out)


def is_built_from(home: Path, digest: str) -> bool:
    """Return whether a sound store stands in ``home`` whose fingerprint of inputs begins with the word ``digest``."""
    try:
        open_store(home).close()
        return read_manifest(home).digest.partition(" ")[0] == digest
    except StoreError:
        return False


def read_manifest(home: Path) -> Manifest:
    """Return what the store in ``home`` says about itself; raises StoreError where it says nothing."""
    try:
        stated = json.loads((home / _MANIFEST).read_text(encoding="utf-8"))
        stated.pop("check", None)
        manifest = Manifest(**stated)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(f"There is no store in {home}.") from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise StoreError(f"The store in {home} is damaged: its manifest cannot be read.") from error
    name = manifest.generation
    if not isinstance(name, str) or not name.startswith(_PREFIX) or Path(name).name != name:
        raise StoreError(f"The store in {home} is damaged: its manifest names no generation.")
    return manifest


def fingerprints(directory: Path) -> dict[str, str]:
    """Return a digest of each file of a generation, but the engine's lock and logs of its own doings.

    A small file is read whole. Of a large one its size and pieces from end to end are read, since every command looks:
    a file that is cut, exchanged or overwritten is found out here, and a single bit by the engine's own checksums.
    """
    return {path.name: _fingerprint(path) for path in _files(directory)}


def _files(directory: Path) -> list[Path]:
    """Return the files of a generation, by name, but the engine's lock and logs of its own doings."""
    every = (path for path in sorted(directory.iterdir()) if not path.name.startswith(("LOCK", "LOG")))
    return [path for path in every if path.is_file()]


def wholes(directory: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a generation, read to its last byte."""
    found = {}
    for path in _files(directory):
        with path.open("rb") as file:
            found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def faults(home: Path) -> list[tuple[Path, str]]:
    """Return each file of the store in ``home`` that is not what was built, and what is wrong; none without a store."""
    if not (home / _MANIFEST).exists():
        return []
    try:
        manifest = read_manifest(home)
        held = wholes(home / manifest.generation)
    except (StoreError, OSError) as error:
        return [(home / _MANIFEST, f"The store cannot be read: {error}")]
    said, found = (home / _MANIFEST).read_bytes(), []
    if said != _text(manifest).encode():
        found.append((home / _MANIFEST, "It is not as it was written."))
    for name in sorted({*held, *manifest.wholes}):
        if held.get(name) != manifest.wholes.get(name):
            what = "The file is missing." if name not in held else "Its bytes are not those that were built."
            found.append((home / manifest.generation / name, what))
    return found


def _fingerprint(path: Path) -> str:
    size = path.stat().st_size
    if size <= _WHOLE:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for place in range(_PIECES + 1):
            file.seek((size - _PIECE) * place // _PIECES)
            digest.update(file.read(_PIECE))
    return digest.hexdigest()


def _fill(
    directory: Path, graphs: Mapping[str, bytes], chosen: Iterable[str], held: Mapping[str, bytes] = _UNREAD
) -> None:
    """Put the chosen graphs into the engine's folder one by one, each in the place of what it held."""
    engine = pyoxigraph.Store(str(directory))
    try:
        put(engine, graphs, sorted(chosen), held)
        engine.flush()
    except BaseException as error:
        traceback.clear_frames(error.__traceback__)  # they hold the engine, too
        raise
    finally:
        del engine  # an engine that an error keeps alive goes on writing files while its folder is swept


def duplicate(home: Path, place: Path) -> None:
    """Make of the empty folder ``place`` a home whose store is that of ``home``; raises StoreError."""
    manifest = read_manifest(home)
    try:
        (place / manifest.generation).mkdir()
        copy(home / manifest.generation, place / manifest.generation)
        _point_to(place, manifest)
    except OSError as error:
        raise StoreError(f"The store cannot be copied: {error}.", "Check space and permissions.") from error


def copy(old: Path, new: Path) -> None:
    """Copy a generation; the engine never changes a table file once it is written, so those are shared."""
    for path in old.iterdir():
        if path.name.startswith(("LOCK", "LOG")):
            continue
        if path.suffix == _TABLE:
            try:
                os.link(path, new / path.name)
                continue
            except OSError:
                pass
        shutil.copy2(path, new / path.name)


def _point_to(home: Path, manifest: Manifest) -> None:
    handle, draft = tempfile.mkstemp(prefix=_PREFIX, suffix=".json", dir=home)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_text(manifest))
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(home / _MANIFEST)


def _text(manifest: Manifest) -> str:
    """Return the manifest as it stands in its file, with a hash of itself."""
    said = json.dumps(asdict(manifest), indent=1, sort_keys=True)
    check = hashlib.sha256(said.encode()).hexdigest()
    return json.dumps({**asdict(manifest), "check": check}, indent=1, sort_keys=True)


def _current(home: Path) -> Manifest | None:
    try:
        return read_manifest(home)
    except StoreError:
        return None


def _digests(graphs: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in graphs.items()}


def _sweep(home: Path, *kept: str | None) -> None:
    """Delete what no manifest names; the generation before stays for those who read it still."""
    for path in home.glob(f"{_PREFIX}*"):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
