"""Read the tables in a file of R data, every cell a string; the library for it is an extra that a user installs."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.errors import MissingToolError, UnreadableFileError
from r2pgraph.importers import border

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PACKINGS: Final[dict[bytes, Callable[[io.BytesIO], io.BufferedIOBase]]] = {
    b"BZh": bz2.BZ2File,
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"\xfd7zXZ": lzma.LZMAFile,
}
_MARKS: Final = (b"RDX2\n", b"RDX3\n")
_PIECE: Final = 1 << 20
_REMEDY: Final = "Fetch it again, or import the CSV of the same table."


def tables(path: Path) -> dict[str, pl.DataFrame]:
    """Return the data frames of a ``.rda`` file by name; a missing value is empty, a whole number has no dot.

    Raises:
        UnreadableFileError: it is no R data, damaged, or larger than a file may be once it is unpacked.
        MissingToolError: the library that reads R data is not installed.
    """
    raw = _unpacked(border.data(path), path.name)
    if not raw.startswith(_MARKS):
        raise UnreadableFileError(path.name, "The file is no R data.", None, _REMEDY)
    try:
        import pyreadr
    except ImportError as error:
        remedy = "Install it with `pip install r2pgraph[rda]`, or import the CSV of the same table."
        raise MissingToolError("the Python package pyreadr", f"Reading {path.name}", remedy) from error
    try:
        frames = pyreadr.read_r(io.BytesIO(raw), output_format="polars")
    except (pyreadr.PyreadrError, pyreadr.LibrdataError, ValueError, UnicodeError) as error:
        raise UnreadableFileError(path.name, f"The R data are damaged: {error}.", None, _REMEDY) from error
    return {name: _strings(frame) for name, frame in frames.items() if isinstance(frame, pl.DataFrame)}


def _unpacked(raw: bytes, file: str) -> bytes:
    """Return bytes without their packing, piece by piece, up to what one file may hold."""
    opening = next((opening for mark, opening in _PACKINGS.items() if raw.startswith(mark)), None)
    if opening is None:
        return raw
    pieces: list[bytes] = []
    size, most = 0, min(border.MOST_BYTES, max(_PIECE, len(raw) * border.MOST_PACKED))
    try:
        with opening(io.BytesIO(raw)) as unpacking:
            while piece := unpacking.read(_PIECE):
                size += len(piece)
                if size > most:
                    reason = f"The file is refused: {len(raw):,} bytes unpack to more than {size:,}."
                    raise UnreadableFileError(file, reason, None, _REMEDY)
                pieces.append(piece)
    except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        raise UnreadableFileError(file, f"The packed file is damaged or cut short: {error}.", None, _REMEDY) from error
    return b"".join(pieces)


def _strings(frame: pl.DataFrame) -> pl.DataFrame:
    whole = [name for name, kind in frame.schema.items() if kind.is_float()]
    return frame.with_columns(pl.col(whole).cast(pl.Int64)).select(pl.all().cast(pl.String).fill_null(""))
