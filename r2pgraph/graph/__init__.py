"""Turn tidy tables into triples, and read triples that come from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.graph.mappings import MAPPINGS

if TYPE_CHECKING:
    import polars as pl

__all__ = ["STEMS", "triples"]

STEMS: Final = {stem: mapping.graph for stem, mapping in MAPPINGS.items()}
"""Every table that becomes triples, and the named graph of its triples by the key after ``graph:``."""


def triples(stem: str, frame: pl.DataFrame) -> bytes:
    """Return the triples of one table as sorted N-Triples; an empty cell gives no triple.

    Args:
        stem: the table's stem, such as ``treaty_actions``.
        frame: one row a fact, every column of type String, as ``sources.tables`` gives it.

    Raises:
        UnknownNameError: no mapping bears the stem.
        UnfitValueError: a cell would make an IRI, a term or a date that is not one.
    """
    from r2pgraph.graph.rendering import render

    if stem not in MAPPINGS:
        raise UnknownNameError.among("table", stem, MAPPINGS)
    return render(MAPPINGS[stem], frame)
