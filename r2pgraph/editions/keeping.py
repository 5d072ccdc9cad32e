"""Keep what was imported: each edition of a series in a folder of its own, written whole or not at all.

``HOME/imports/SERIES/EDITION/`` holds ``edition.json``, ``findings.csv`` and one Parquet file a table. Nothing is
overwritten: a newer file makes a new edition, and ``pointing`` says which one counts.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from r2pgraph import __version__
from r2pgraph.editions import pointing
from r2pgraph.errors import StoreError, UnreadableFileError
from r2pgraph.files import alone
from r2pgraph.importers import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from r2pgraph.importers import Imported

FOLDER: Final = pointing.FOLDER
_DRAFT: Final = ".draft-"
_ABOUT: Final = "edition.json"
_FINDINGS: Final = "findings.csv"
_LOCK: Final = "importing.lock"
_KEY: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class File:
    """One file as it was read: its name without the folder, its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Edition:
    """What was made of some files of one series, once.

    Attributes:
        kind: the kind of file.
        series: what this edition is one of.
        key: the name of the edition, which the bytes of the files and the version of the importer give.
        files: the files as they were read.
        importer: the version of this package that read them.
        imported_on: the day, as YYYY-MM-DD in UTC.
        rows_in: the records in the files.
        rows: the rows in each table.
        findings: how many findings there are of each class and action, as ``class action``.
        replaces: the key of the edition that counted before; empty for the first.
        folder: where its tables stand.
    """

    kind: str
    series: str
    key: str
    files: tuple[File, ...]
    importer: str
    imported_on: str
    rows_in: int
    rows: dict[str, int]
    findings: dict[str, int]
    replaces: str
    folder: Path

    def table(self, stem: str) -> pl.DataFrame:
        """Return one table; raises StoreError where its file is gone or damaged."""
        import polars as pl

        try:
            return pl.read_parquet(self.folder / f"{stem}.parquet")
        except (OSError, pl.exceptions.PolarsError) as error:
            message = f"The imported table {stem} of {self.series} cannot be read: {error}."
            raise StoreError(message, _remedy(self.folder.parent)) from error


def refuse(found: Sequence[Imported]) -> None:
    """Raise on what cannot be kept together or cannot become triples, so that all of it is kept or nothing.

    Raises:
        UnreadableFileError: two of the files are of the same series, a series has a name that no graph can bear, or a
            cell would make a triple that is none.
    """
    from r2pgraph.graph import rendering
    from r2pgraph.graph.mappings.imported import IMPORTED

    series: dict[str, str] = {}
    for each in found:
        file = ", ".join(path.name for path in each.paths)
        if not pointing.SERIES.fullmatch(each.series):
            reason = f"It would be of the series {each.series!r}, which can name no graph."
            raise UnreadableFileError(file, reason, None, "Name the file in small letters a to z, digits and hyphens.")
        if each.series in series:
            reason = f"It is of the series {each.series}, and so is {series[each.series]}."
            raise UnreadableFileError(file, reason, None, "Import the newer one alone.")
        series[each.series] = file
        for stem in sorted(each.tables.keys() & IMPORTED.keys()):
            try:
                rendering.refuse(IMPORTED[stem], each.tables[stem])
            except rendering.UnfitValueError as error:
                raise UnreadableFileError(file, str(error), None, "Report it: the importer should know it.") from error


@contextmanager
def together(home: Path) -> Iterator[None]:
    """Let one process at a time import into ``home``; what it announced counts at the end where the store holds it.

    What a killed import left half-written is swept away first.

    Raises:
        StoreError: the folder cannot be written, or what says what counts is damaged.
    """
    top = home / FOLDER
    try:
        top.mkdir(parents=True, exist_ok=True)
        with alone(top / _LOCK):
            pointing.settle(home)
            _sweep(top)
            try:
                yield
            finally:
                pointing.settle(home)
    except OSError as error:
        raise StoreError(f"The import cannot be kept in {top}: {error}.", "Check space and permissions.") from error


def keep(home: Path, imported: Imported, paths: Sequence[Path]) -> tuple[Edition, bool]:
    """Keep what was read; return the edition, and whether anything changes once it counts.

    The same bytes from which the same tables are made are the same edition, so that a second import changes nothing.
    An edition that was damaged meanwhile is written anew.

    Raises:
        StoreError: the folder cannot be written.
    """
    import polars as pl

    series = home / FOLDER / imported.series
    files = tuple(_file(path) for path in paths)
    before, key = pointing.pointers(home).get(imported.series, ""), _key(imported, files)
    try:
        sound = _is_sound(series, key, imported)
        if not sound:
            _write(series, key, imported, files, "" if before == key or not _KEY.fullmatch(before) else before)
    except (OSError, pl.exceptions.PolarsError) as error:
        message = f"The import cannot be kept in {series}: {error}."
        raise StoreError(message, "Check space and permissions.") from error
    return _edition(series, key), not sound or before != key


def announce(home: Path, coming: Iterable[Edition]) -> list[Edition]:
    """Let editions count as soon as the store holds them; return all that count then, by series.

    Raises:
        StoreError: an edition of another series is damaged, or the folder cannot be written.
    """
    chosen = {**pointing.pointers(home), **{edition.series: edition.key for edition in coming}}
    counted = [_edition(home / FOLDER / series, key) for series, key in sorted(chosen.items())]
    pointing.announce(home, chosen)
    return counted


def current(home: Path) -> list[Edition]:
    """Return the edition that counts of every series, by series; raises StoreError where one is damaged."""
    return [_edition(home / FOLDER / series, key) for series, key in pointing.pointers(home).items()]


def counting(home: Path, series: str) -> Edition | None:
    """Return the edition that counts of one series, or nothing where there is none or it is damaged."""
    key = pointing.pointers(home).get(series)
    try:
        return None if key is None else _edition(home / FOLDER / series, key)
    except StoreError:
        return None


def editions(home: Path) -> list[Edition]:
    """Return every edition that was ever kept, by series and then by day of import."""
    found = [
        _edition(series, about.parent.name) for series in _series(home) for about in series.glob(f"[!.]*/{_ABOUT}")
    ]
    return sorted(found, key=lambda edition: (edition.series, edition.imported_on, edition.key))


def _series(home: Path) -> Iterator[Path]:
    yield from sorted(path for path in (home / FOLDER).glob("*") if path.is_dir())


def _sweep(top: Path) -> None:
    """Delete what was half-written when an import was killed."""
    for path in (*top.glob(f"{_DRAFT}*"), *top.glob(f"*/{_DRAFT}*")):
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _file(path: Path) -> File:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return File(path.name, digest, path.stat().st_size)
    except OSError as error:
        reason = f"The file was read, and now it cannot be opened: {error.strerror}."
        raise UnreadableFileError(path.name, reason, None, "Leave it in its place until it is imported.") from error


def _key(imported: Imported, files: Sequence[File]) -> str:
    """Return the name of an edition, which version, bytes and the tables made of them give.

    The tables are among them since the name of a file can matter, and since an importer can be mended.
    """
    digest = hashlib.sha256("\n".join([__version__, imported.kind, *sorted(file.sha256 for file in files)]).encode())
    for stem, frame in sorted(imported.tables.items()):
        content = BytesIO()
        frame.write_csv(content)
        digest.update(f"\n{stem}\n".encode())
        digest.update(content.getbuffer())
    return digest.hexdigest()[:16]


def _is_sound(series: Path, key: str, imported: Imported) -> bool:
    """Return whether an edition stands whole in its folder and holds what was read."""
    try:
        edition = _edition(series, key)
        same = all(edition.table(stem).equals(frame) for stem, frame in imported.tables.items())
    except StoreError:
        return False
    return same and (edition.folder / _FINDINGS).is_file()


def _write(series: Path, key: str, imported: Imported, files: tuple[File, ...], before: str) -> None:
    """Write an edition beside its place and move it there in one step; a damaged one there gives way."""
    import polars as pl

    series.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=series))
    try:
        for stem, frame in imported.tables.items():
            frame.write_parquet(draft / f"{stem}.parquet", compression="zstd")
        schema = ("kind", "file", "row", "found", "action", "reason")
        rows = [tuple(getattr(finding, name) for name in schema) for finding in imported.findings]
        texts = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
        pl.DataFrame(texts, schema=dict.fromkeys(schema, pl.String), orient="row").write_csv(draft / _FINDINGS)
        (draft / _ABOUT).write_text(_about(key, imported, files, before), encoding="utf-8")
        if (series / key).exists():
            shutil.rmtree(series / key)
        draft.replace(series / key)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _about(key: str, imported: Imported, files: tuple[File, ...], before: str) -> str:
    findings: dict[str, int] = {}
    for finding in imported.findings:
        name = f"{finding.kind} {finding.action}"
        findings[name] = findings.get(name, 0) + 1
    about = {
        "kind": imported.kind,
        "series": imported.series,
        "key": key,
        "files": [asdict(file) for file in files],
        "importer": __version__,
        "imported_on": datetime.now(UTC).date().isoformat(),
        "rows_in": imported.rows_in,
        "rows": {stem: frame.height for stem, frame in imported.tables.items()},
        "findings": dict(sorted(findings.items())),
        "replaces": before,
    }
    return json.dumps(about, indent=1, ensure_ascii=False)


def _edition(series: Path, key: str) -> Edition:
    """Return what an edition says of itself; raises StoreError where it is not whole or not that of its folder."""
    if not _KEY.fullmatch(key):
        message = f"What was imported as {series.name} is damaged: nothing that could be an edition is named."
        raise StoreError(message, _remedy(series))
    folder = series / key
    try:
        said = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        edition = Edition(**{**said, "files": tuple(File(**file) for file in said["files"]), "folder": folder})
        _refuse_incoherent(edition)
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        message = f"What was imported as {series.name} is damaged: edition {key} cannot be read."
        raise StoreError(message, _remedy(series)) from error
    return edition


def _refuse_incoherent(edition: Edition) -> None:
    """Raise ValueError unless an edition is of a known kind, stands where it says, and counts what it counts."""
    place = (edition.folder.parent.name, edition.folder.name)
    counts = [edition.rows_in]
    for counted in (edition.rows, edition.findings):
        counts += counted.values() if isinstance(counted, dict) else [""]
    coherent = (
        (edition.series, edition.key) == place
        and edition.kind in KINDS
        and all(isinstance(count, int) for count in counts)
        and all(name.count(" ") == 1 for name in edition.findings)
        and all(isinstance(text, str) for text in (edition.importer, edition.imported_on, edition.replaces))
    )
    if not coherent:
        raise ValueError(edition.key)


def _remedy(series: Path) -> str:
    return f"Import its file again; or delete the folder {series}, and it is as if it was never imported."
