"""Take in a file as somebody sends it: what it is called, of which kind it is, how large it may be."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.graph import border as text
from r2pgraph.service.problems import ProblemError
from r2pgraph.submission.reading import border as forms

if TYPE_CHECKING:
    from collections.abc import Mapping

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KINDS: Final[Mapping[str, str]] = {
    XLSX: "xlsx",
    "application/zip": "zip",
    "text/turtle": "ttl",
    "application/trig": "trig",
    "application/n-triples": "nt",
    "application/n-quads": "nq",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
"""The media types of what may be sent, and the ending of each."""

ENDINGS: Final = (*KINDS.values(), "json")
_FORMS: Final = ("xlsx", "zip")

_UNSAFE: Final = re.compile(r"[^\w.() +-]")
_LONGEST: Final = 100


class Sent(NamedTuple):
    """A file as it came: a name that is safe for any file system, and its bytes."""

    name: str
    content: bytes


def name_of(given: str, media_type: str = "") -> str:
    """Return what a file is to be called: the end of the name it was given, with the ending of its kind.

    Raises:
        ProblemError: neither name nor media type tell of which kind it is.
    """
    bare = re.split(r"[/\\]", given)[-1]
    name = _UNSAFE.sub("_", bare)[-_LONGEST:].strip(" .-")
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    if ending in ENDINGS and name.rpartition(".")[0]:
        return name
    by_type = KINDS.get(media_type.partition(";")[0].strip().lower())
    if by_type is None:
        shown = f"A file of the kind {media_type!r} and the name {name!r}" if media_type or name else "This file"
        detail = f"{shown} is not read; its type or the ending of its name must be one of: {', '.join(KINDS)}."
        raise ProblemError("media-type", 415, f"{detail} As endings: {', '.join(ENDINGS)}.")
    return f"{name or 'submission'}.{by_type}"


def most(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    return forms.LARGEST if name.lower().endswith(_FORMS) else text.LARGEST


def too_large(limit: int) -> ProblemError:
    """Return the problem of a file that is too large."""
    return ProblemError(
        "size", 413, f"A file of this kind may have {limit >> 20} MB. Leave out what it need not hold.", limit
    )
