"""Open an archive that was submitted, or refuse it whole before anything in it is parsed."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST: Final = 32 * 1024 * 1024
"""The most bytes that a submitted workbook or archive may have."""

MOST_UNPACKED: Final = 100 * 1024 * 1024
"""The most bytes that an archive may hold once it is unpacked."""

MOST_RATIO: Final = 100
"""How many bytes one packed byte may stand for, once a part has more than a megabyte."""

MOST_PARTS: Final = 200
"""The most parts of one archive."""

_SMALL: Final = 1 << 20
_WAYS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED: Final = 0x1
_DAMAGES: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
_OLD: Final = b"\xd0\xcf\x11\xe0"
_SECRET: Final = "EncryptedPackage".encode("utf-16-le")
_AGAIN: Final = "Open it in Excel or LibreOffice and save it again as a new file."


def refuse_size(size: int, file: str) -> None:
    """Raise UnreadableFileError where a file has no byte at all, or more than the limit."""
    if not size:
        raise UnreadableFileError(file, "The file is empty.", None, "Save it again, or choose another file.")
    if size > LARGEST:
        reason = f"The file has {size:,} bytes; at most {LARGEST:,} are read."
        raise UnreadableFileError(file, reason, None, "Remove pictures and whatever else is no part of the form.")


def unpack(data: bytes, file: str) -> dict[str, bytes]:
    """Return the parts of an archive by their names.

    Args:
        data: the bytes of the archive.
        file: the name to report.

    Raises:
        UnreadableFileError: it is no archive, damaged, locked, a bomb, or holds a name or a link that leads outside.
    """
    refuse_size(len(data), file)
    _refuse_others(data, file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_names(archive.infolist(), file)
            _refuse_bomb(entries, file)
            return {entry.filename: _part(archive, entry, file) for entry in entries}
    except _DAMAGES as error:
        reason = f"The file is damaged or cut short: {error}."
        raise UnreadableFileError(file, reason, None, "Send it again, or take the copy before it.") from None


def _refuse_others(data: bytes, file: str) -> None:
    """Raise where the bytes do not begin like an archive, and say what they look like."""
    if data.startswith(b"PK\x03\x04"):
        return
    if data.startswith(_OLD):
        reason = "The workbook is locked with a password." if _SECRET in data else "This is an old Excel file (.xls)."
        raise UnreadableFileError(file, reason, None, "Save it as an Excel workbook (.xlsx) without a password.")
    if data.startswith(b"%PDF"):
        raise UnreadableFileError(file, "This is a PDF document.", None, "Send the workbook that it was made from.")
    ending = file.rsplit(".", 1)[-1]
    reason = f"The file is named .{ending}, but its bytes are not those of a workbook or an archive."
    raise UnreadableFileError(file, reason, None, _AGAIN)


def _refuse_names(entries: Iterable[zipfile.ZipInfo], file: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
            raise _refusal(file, f"The part {name!r} has a name that leads out of the archive")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _refusal(file, f"The part {name!r} is a link to another file")
        if name.casefold() in seen:
            raise _refusal(file, f"The part {name!r} is there twice")
        seen.add(name.casefold())


def _refuse_bomb(entries: list[zipfile.ZipInfo], file: str) -> None:
    if len(entries) > MOST_PARTS:
        raise _refusal(file, f"The archive has {len(entries):,} parts; at most {MOST_PARTS} are read")
    whole = sum(entry.file_size for entry in entries)
    if whole > MOST_UNPACKED:
        raise _refusal(file, f"Unpacked the archive has {whole:,} bytes; at most {MOST_UNPACKED:,} are read")
    for entry in entries:
        if entry.flag_bits & _LOCKED:
            raise _refusal(file, f"The part {entry.filename!r} is locked with a password")
        if entry.compress_type not in _WAYS:
            raise _refusal(file, f"The part {entry.filename!r} is packed in a way that is not read")
        if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            reason = (
                f"The part {entry.filename!r} unpacks to {entry.file_size:,} bytes, over {MOST_RATIO} times its size"
            )
            raise _refusal(file, reason)


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> bytes:
    with archive.open(entry) as opened:
        found = opened.read(entry.file_size + 1)
    if len(found) != entry.file_size:
        raise _refusal(file, f"The part {entry.filename!r} has not the size that the archive says")
    return found


def _refusal(file: str, reason: str) -> UnreadableFileError:
    return UnreadableFileError(file, f"{reason}.", None, _AGAIN)
