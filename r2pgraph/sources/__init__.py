"""Open the data folder: tidy tables, crosswalks of names, links to the things of others, files of assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.files import folder
from r2pgraph.tables import CROSSWALK, TABLES

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from r2pgraph.tables.check import Problem

__all__ = ["assessments", "crosswalks", "links", "problems", "tables", "template"]

_TOLD: Final = 20
"""The most problems that one error tells; ``problems`` returns them all."""


def tables(data: Path | None = None) -> dict[str, pl.DataFrame]:
    """Return every curated table by its stem, checked with crosswalks and links against the declarations.

    Args:
        data: the data folder; the one of this installation where it is left out.

    Returns:
        One frame a table, every column of type String, an empty cell as the empty string.

    Raises:
        UnreadableFileError: a file is absent, undeclared or broken, or rows break the declaration.
    """
    home = data or folder("data")
    frames = _read_tables(home)
    _refuse(_check(home, frames))
    return frames


def crosswalks(data: Path | None = None) -> dict[str, pl.DataFrame]:
    """Return, for each source that names states in its own way, its names and the states they mean.

    Raises:
        UnreadableFileError: a file is broken, or rows break the declaration.
    """
    home = data or folder("data")
    frames = _read_crosswalks(home)
    _refuse(_check_crosswalks(frames, _read_tables(home)))
    return frames


def links(data: Path | None = None) -> pl.DataFrame:
    """Return every link of ours to the things of others, the IRIs of those in full.

    Args:
        data: the data folder; the one of this installation where it is left out.

    Returns:
        One row a link, the columns of ``tables.LINKS`` and ``set``, the key of the set of links; all of type String.

    Raises:
        UnreadableFileError: a file is broken, of no declared set, or rows break the declaration.
    """
    from r2pgraph.sources import linking

    home = data or folder("data")
    frames, files = _read_tables(home), linking.read(home)
    _refuse(linking.check(files, frames))
    return linking.together(files, frames)


def assessments(data: Path | None = None) -> list[Path]:
    """Return the file of every assessment, by state and year."""
    return sorted(((data or folder("data")) / "assessments").glob("*/*.ttl"))


def template(stem: str, data: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of a file of ``data/templates``, each as its cells by the name of the column.

    Raises:
        UnreadableFileError: the file is absent or broken.
    """
    from r2pgraph.sources.reading import records

    header, *rows = records((data or folder("data")) / "templates" / f"{stem}.csv")
    return [dict(zip(header, row, strict=True)) for row in rows]


def problems(data: Path | None = None) -> list[Problem]:
    """Return everything that is wrong with the rows of the data folder, table by table.

    Raises:
        UnreadableFileError: a file is absent, undeclared or broken, so that its rows cannot be read.
    """
    home = data or folder("data")
    return _check(home, _read_tables(home))


def _read_tables(home: Path) -> dict[str, pl.DataFrame]:
    from r2pgraph.sources.reading import read

    for path in sorted((home / "tables").glob("*.csv")):
        if path.stem not in TABLES:
            raise UnreadableFileError(path.name, "No table of this name is declared.", None, "Declare it first.")
    return {stem: read(home / "tables" / f"{stem}.csv") for stem in TABLES}


def _read_crosswalks(home: Path) -> dict[str, pl.DataFrame]:
    from r2pgraph.sources.reading import read

    return {path.stem: read(path) for path in sorted((home / "names").glob("*.csv"))}


def _check(home: Path, frames: dict[str, pl.DataFrame]) -> list[Problem]:
    from r2pgraph.sources import linking

    found = _check_tables(frames) + _check_crosswalks(_read_crosswalks(home), frames)
    return found + linking.check(linking.read(home), frames)


def _check_tables(frames: dict[str, pl.DataFrame]) -> list[Problem]:
    from r2pgraph.tables.check import check

    return [problem for stem, frame in frames.items() for problem in check(frame, TABLES[stem], frames)]


def _check_crosswalks(names: dict[str, pl.DataFrame], frames: dict[str, pl.DataFrame]) -> list[Problem]:
    from r2pgraph.tables.check import check

    return [
        problem
        for stem, frame in names.items()
        for problem in check(frame, CROSSWALK, frames, file=f"names/{stem}.csv")
    ]


def _refuse(found: list[Problem]) -> None:
    """Raise on the first problem and tell the next ones with it."""
    if not found:
        return
    first, *rest = found
    reason = f"Column {first.column}: {first.value!r}: {first.rule}"
    others = "".join(f"\n{problem}" for problem in rest[: _TOLD - 1])
    untold = f"\nand {len(rest) - _TOLD + 1} more." if len(rest) >= _TOLD else ""
    raise UnreadableFileError(first.file, reason, first.line, f"{first.remedy}{others}{untold}")
