"""Let the bytes of a file in, or refuse it whole: too large, empty, binary, a bomb, cut short."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

MOST_BYTES: Final = 1 << 30
"""The most bytes that one file may hold once it is unpacked."""

LONGEST_LINE: Final = 4 << 20
"""The most bytes in one line of text; the longest line of any known file has a tenth of it."""

MOST_MEMBERS: Final = 20_000
"""The most files in one archive."""

MOST_PACKED: Final = 200
"""How many bytes one packed byte may stand for, once an archive gives more than a megabyte."""

_DAMAGES: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)
"""What the reader of archives raises on one that is damaged, locked, or packed in a way that it does not know."""

_HIDDEN: Final = (".", "__MACOSX")
_PIECE: Final = 1 << 20
_MARKS: Final = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def data(path: Path) -> bytes:
    """Return the bytes of a file, unpacked where its name ends in ``.gz``.

    Raises:
        UnreadableFileError: it cannot be opened, is empty or too large, or its packing is damaged or a bomb.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UnreadableFileError(path.name, "It is no file but a pipe or a device.", None, "Save it to a file first.")
    try:
        with path.open("rb") as file:
            found = _unpacked(file, path) if path.suffix == ".gz" else file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError(path.name, f"The file cannot be read: {error}.", None, "Fetch it again.") from error
    if len(found) > MOST_BYTES:
        raise _too_large(path.name)
    if not found:
        raise UnreadableFileError(path.name, "The file is empty.", None, "Fetch it again.")
    return found


def text(path: Path, encodings: Sequence[str] = ("utf-8",)) -> str:
    """Return the text of a file, without a byte order mark and with line feeds alone at the ends of lines.

    Args:
        path: the file; unpacked where its name ends in ``.gz``.
        encodings: those to try in turn; a later one is tried only where the bytes break the rules of those before.

    Raises:
        UnreadableFileError: as ``data`` does; or it is no text, in none of the encodings, or a line is too long.
    """
    return decoded(data(path), path.name, encodings)


def decoded(raw: bytes, file: str, encodings: Sequence[str] = ("utf-8",)) -> str:
    """Return bytes as text by the rules of ``text``; ``file`` is the name to report."""
    for mark, name in _MARKS.items():
        if raw.startswith(mark):
            raise UnreadableFileError(file, f"The file is written in {name}.", 1, "Save it as UTF-8.")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise UnreadableFileError(file, "A zero byte stands in the file, so it is no text.", line, "Fetch it again.")
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    _refuse_long_lines(raw, file)
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            fault = error
    line = raw.count(b"\n", 0, fault.start) + 1
    reason = f"The bytes are not {' or '.join(encodings).upper()}."
    raise UnreadableFileError(file, reason, line, "Save it as UTF-8, or fetch it again.") from fault


def members(path: Path, ending: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each member of a ZIP archive whose name has this ending, by name, one at a time.

    What a system hides in an archive is not its publisher's and is no member.

    Raises:
        UnreadableFileError: it is no archive, damaged, or a bomb: too many members, too many bytes, packed too well.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data(path))) as archive:
            chosen = [entry for entry in archive.infolist() if _is_meant(entry, ending)]
            _refuse_bomb(archive.infolist(), path.name)
            for entry in sorted(chosen, key=lambda entry: entry.filename):
                with archive.open(entry) as member:
                    found = member.read(entry.file_size + 1)
                if len(found) > entry.file_size:
                    raise _bomb(path.name, f"{entry.filename} is larger than the archive says")
                yield entry.filename, found
    except _DAMAGES as error:
        raise _damaged(path, error) from error


def passed_over(path: Path, ending: str) -> dict[str, list[str]]:
    """Return the names of the members of a ZIP archive that ``members`` does not yield, by their endings.

    Raises:
        UnreadableFileError: it is no archive, or damaged.
    """
    others: dict[str, list[str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data(path))) as archive:
            for entry in archive.infolist():
                if not entry.is_dir() and not _is_meant(entry, ending):
                    others.setdefault(PurePosixPath(entry.filename).suffix.lower(), []).append(entry.filename)
    except _DAMAGES as error:
        raise _damaged(path, error) from error
    return others


def _is_meant(entry: zipfile.ZipInfo, ending: str) -> bool:
    hidden = any(part.startswith(_HIDDEN) for part in PurePosixPath(entry.filename).parts)
    return entry.filename.lower().endswith(ending) and not (ending and hidden)


def _damaged(path: Path, error: BaseException) -> UnreadableFileError:
    reason = f"The archive is damaged or not a ZIP: {error}."
    return UnreadableFileError(path.name, reason, None, "Fetch it again.")


def _unpacked(file: BinaryIO, path: Path) -> bytes:
    pieces: list[bytes] = []
    packed, size = path.stat().st_size, 0
    try:
        with gzip.GzipFile(fileobj=file) as unpacking:
            while piece := unpacking.read(_PIECE):
                size += len(piece)
                if size > MOST_BYTES or (size > _PIECE and size > packed * MOST_PACKED):
                    raise _bomb(path.name, f"{packed:,} bytes unpack to more than {size:,}")
                pieces.append(piece)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = f"The packed file is damaged or cut short: {error}."
        raise UnreadableFileError(path.name, reason, None, "Fetch it again.") from error
    return b"".join(pieces)


def _refuse_bomb(entries: Sequence[zipfile.ZipInfo], file: str) -> None:
    size, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_MEMBERS:
        raise _bomb(file, f"it has {len(entries):,} members, and at most {MOST_MEMBERS:,} are read")
    if size > MOST_BYTES or (size > _PIECE and size > max(packed, 1) * MOST_PACKED):
        raise _bomb(file, f"{packed:,} bytes unpack to {size:,}")


def _refuse_long_lines(raw: bytes, file: str) -> None:
    start = 0
    while start < len(raw):
        end = raw.find(b"\n", start, start + LONGEST_LINE)
        if end < 0:
            if len(raw) - start > LONGEST_LINE:
                line = raw.count(b"\n", 0, start) + 1
                reason = f"The line has more than {LONGEST_LINE:,} bytes."
                raise UnreadableFileError(file, reason, line, "Fetch it again; no known file has such a line.")
            return
        start = raw.rfind(b"\n", start, start + LONGEST_LINE) + 1


def _bomb(file: str, what: str) -> UnreadableFileError:
    return UnreadableFileError(file, f"The archive is refused: {what}.", None, "Fetch it from its publisher.")


def _too_large(file: str) -> UnreadableFileError:
    reason = f"The file has more than {MOST_BYTES:,} bytes."
    return UnreadableFileError(file, reason, None, "Import it in parts.")
