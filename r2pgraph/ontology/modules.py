"""The files of the ontology, by kind, and the statements in them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

from r2pgraph.files import folder
from r2pgraph.graph.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

Kind = Literal["module", "scheme", "bridge"]
"""A module states terms, a scheme a closed list, a bridge the kinship with one other vocabulary."""

_FOLDERS: Final = MappingProxyType({"module": ".", "scheme": "schemes", "bridge": "bridges"})


def files(*kinds: Kind) -> list[Path]:
    """Return the Turtle files of the ``kinds``, or of every kind, each kind in order of name."""
    top = folder("ontology")
    return [path for kind in kinds or get_args(Kind) for path in sorted((top / _FOLDERS[kind]).glob("*.ttl"))]


def load(*kinds: Kind) -> list[ox.Quad]:
    """Return every statement of the ``kinds``, or of the whole ontology, in the default graph.

    Raises:
        UnreadableFileError: a file of the ontology is damaged.
    """
    return [quad for path in files(*kinds) for quad in read(path)]
