"""Read what a browser sends of a form with a file: parts between the lines of a boundary (RFC 7578), and no more.

The body is in memory by then and its size is checked, so that it need only be cut; whatever does not follow the
standard to the letter is refused.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from r2pgraph.service.problems import ProblemError

MEDIA_TYPE: Final = "multipart/form-data"

MOST_PARTS: Final = 20_000
"""The most fields of one form; that of an assessment with all its rows has some three thousand."""

_HEAD: Final = 4_096
_BOUNDARY: Final = re.compile(
    r"""multipart/form-data\s*;(?:[^;"]*;)*?\s*boundary="""
    r"""(?:"([\w'()+,./:=? -]{1,70})"|([\w'()+./=?-]{1,70}))\s*(?:;|$)""",
    re.IGNORECASE | re.ASCII,
)
_DISPOSITION: Final = re.compile(
    r'form-data\s*;\s*name="([^"\r\n]{1,200})"(?:\s*;\s*filename="([^"\r\n]*)")?\s*', re.IGNORECASE
)


class Part(NamedTuple):
    """One field: its name, the name of a file where it holds one, its media type, and what it holds."""

    name: str
    file: str
    media_type: str
    content: bytes

    @property
    def text(self) -> str:
        """Return what it holds as text; raises ProblemError where that is not UTF-8."""
        try:
            return self.content.decode()
        except UnicodeDecodeError:
            raise ProblemError("encoding", 400, f"The field {self.name!r} is not UTF-8 text.") from None


def boundary(content_type: str) -> bytes:
    """Return what begins the line between two parts; raises ProblemError where there is none."""
    found = _BOUNDARY.match(content_type.strip())
    if found is None:
        raise ProblemError("form", 415, f"A form is sent as {MEDIA_TYPE}, with the boundary of its parts.")
    return b"--" + (found[1] or found[2]).encode("ascii")


def first(body: bytes, line: bytes) -> Part | None:
    """Return the first part of a body that has not come to its end yet; None where that has not come either.

    Raises:
        ProblemError: it is no beginning of a form, or its first part is longer than a short text.
    """
    pieces = body[: 2 * _HEAD].split(b"\r\n" + line, 1)
    if len(pieces) > 1:
        return _part(pieces[0].removeprefix(line), 1)
    if len(body) > _HEAD:
        raise _broken("its first field is too long to be a token")
    return None


def parts(body: bytes, line: bytes) -> list[Part]:
    """Return the parts of a whole body, in their order.

    Args:
        body: the body.
        line: the beginning of the lines between them, as ``boundary`` gives it.

    Raises:
        ProblemError: it does not follow the standard, or has too many parts.
    """
    before, *pieces = (b"\r\n" + body).split(b"\r\n" + line, MOST_PARTS + 2)
    if before or not pieces or not pieces[-1].startswith(b"--") or pieces[-1].removeprefix(b"--").strip(b"\r\n"):
        raise _broken(
            "it has no beginning or no end" if len(pieces) < MOST_PARTS else f"it has over {MOST_PARTS:,} fields"
        )
    if len(pieces) == 1:
        raise _broken("it has no field")
    return [_part(piece, number) for number, piece in enumerate(pieces[:-1], 1)]


def _part(piece: bytes, number: int) -> Part:
    head, gap, content = piece.partition(b"\r\n\r\n")
    if not gap or not head.startswith(b"\r\n") or len(head) > _HEAD:
        raise _broken(f"field {number} has no head")
    said: dict[str, str] = {}
    for each in head[2:].split(b"\r\n"):
        name, colon, value = each.partition(b":")
        key = name.decode("latin-1").lower()
        if not colon or key in said:
            raise _broken(f"the head of field {number} cannot be read")
        said[key] = _decoded(value, number)
    found = _DISPOSITION.fullmatch(said.get("content-disposition", "").strip())
    if found is None or said.get("content-transfer-encoding", "binary").strip().lower() not in {
        "binary",
        "8bit",
        "7bit",
    }:
        raise _broken(f"field {number} has no name that can be read")
    return Part(_plain(found[1]), _plain(found[2] or ""), said.get("content-type", "").strip(), content)


def _decoded(value: bytes, number: int) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise ProblemError("encoding", 400, f"The head of field {number} is not UTF-8 text.") from None


def _plain(name: str) -> str:
    """Return a name as it was before the browser hid what would end it."""
    return re.sub(r"%(?:22|0D|0A)", lambda found: unquote(found[0]), name, flags=re.IGNORECASE)


def _broken(why: str) -> ProblemError:
    return ProblemError("form", 400, f"The form was not sent as {MEDIA_TYPE} has it: {why}.")
