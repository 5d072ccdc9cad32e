"""Take up what somebody hands in from a disk: a file, or a folder of CSV files as one archive."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import border as text
from r2pgraph.submission.judging import Submitted
from r2pgraph.submission.reading import ENDINGS
from r2pgraph.submission.reading import border as forms
from r2pgraph.validation.checking import on_the_file
from r2pgraph.validation.report import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


def receive(path: Path) -> Submitted:
    """Return the name and the bytes of a file; of a folder its CSV files as an archive, the same for the same files.

    Raises:
        UnreadableFileError: there is no such file, it is none, or it is larger than what is read.
    """
    if path.is_dir():
        return Submitted(f"{path}/", _packed(path))
    most = forms.LARGEST if path.name.lower().endswith(ENDINGS) else text.LARGEST
    return Submitted(str(path), _bytes(path, most))


def receive_all(paths: Iterable[Path]) -> tuple[tuple[Submitted, ...], Report]:
    """Return the files that can be opened, and a report on all, with a problem for each that cannot."""
    names: list[str] = []
    taken: list[Submitted] = []
    problems: list[Problem] = []
    for path in paths:
        names.append(f"{path}/" if path.is_dir() else str(path))
        try:
            taken.append(receive(path))
        except UnreadableFileError as error:
            problems.append(on_the_file(error.file, error.line, error.reason, error.remedy))
    return tuple(taken), Report(tuple(names), tuple(problems))


def _packed(folder: Path) -> bytes:
    paths = sorted(path for path in folder.glob("*.[cC][sS][vV]") if not path.name.startswith("."))
    if not paths:
        remedy = "Name the folder that holds one CSV file a sheet, such as Ratings.csv."
        raise UnreadableFileError(str(folder), "The folder holds no CSV file.", None, remedy)
    if len(paths) > forms.MOST_PARTS:
        reason = f"The folder holds {len(paths):,} CSV files; at most {forms.MOST_PARTS} are read."
        raise UnreadableFileError(str(folder), reason, None, "Leave only the sheets of the form in it.")
    packed, left = io.BytesIO(), forms.LARGEST
    with zipfile.ZipFile(packed, "w") as archive:
        for path in paths:
            found = _bytes(path, left)
            left -= len(found)
            archive.writestr(zipfile.ZipInfo(path.name, _LONG_AGO), found)
    return packed.getvalue()


def _bytes(path: Path, most: int) -> bytes:
    """Return the bytes of one file, never more than ``most``."""
    try:
        if path.is_symlink() and not path.exists():
            raise UnreadableFileError(str(path), "The link leads to no file.")
        if not path.is_file():
            raise UnreadableFileError(str(path), "There is no such file." if not path.exists() else "This is no file.")
        with path.open("rb") as file:
            found = file.read(most + 1)
    except OSError as error:
        raise UnreadableFileError(str(path), f"The file cannot be opened: {error.strerror}.") from None
    if len(found) > most:
        reason = f"The file has more than {most:,} bytes, which is the most that is read."
        raise UnreadableFileError(str(path), reason, None, "Split it, or remove what is no part of it.")
    return found
