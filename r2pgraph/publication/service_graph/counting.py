"""Count what stands in graphs, a piece of a graph at a time: which classes and properties there are, and how often.

Things are told apart by a number made of their name, so that no piece needs more memory than its own.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Pieces = Iterable[pl.DataFrame]
    Tally = dict[str, pl.DataFrame]

PIECE: Final = 32 << 20
"""Bytes of a graph that are read at once."""

COUNTED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "graphs": ("graph",),
    "classes": ("graph", "class"),
    "properties": ("graph", "property"),
    "all_classes": ("class",),
    "uses": ("class", "property"),
    "objects": ("class", "property", "of"),
    "values": ("class", "property", "datatype"),
})  # fmt: skip
"""What is counted, and by what: the triples of each graph; in it the things of each class and the triples of each
property; anywhere the things of each class, and the triples whose subject is of a class by their property, by the
class of their object, and by the datatype of their literal."""

_TYPE: Final = f"<{EXTERNAL['rdf']}type>"
_TEXT: Final = f"<{EXTERNAL['xsd']}string>"
_SPOKEN: Final = f"<{EXTERNAL['rdf']}langString>"


def pieces(graph: str, data: bytes) -> Iterator[pl.DataFrame]:
    """Yield the triples of one graph, given as N-Triples; within a piece a triple that is said twice counts once.

    Yields:
        the columns graph, property, datatype (null where the object is no literal) and class (null where the property
        is not rdf:type), as N-Triples write them, and the numbers of subject and object.
    """
    start = 0
    while start < len(data):
        end = data.find(b"\n", min(start + PIECE, len(data)) - 1) + 1 or len(data)
        lines = pl.Series("line", [data[start:end].decode()]).str.split("\n").explode().unique()
        yield _parsed(graph, lines.filter(lines != "").to_frame())
        start = end


def nothing() -> pl.DataFrame:
    """Return a piece without a triple."""
    return _parsed("", pl.DataFrame(schema={"line": pl.String}))


def _parsed(graph: str, lines: pl.DataFrame) -> pl.DataFrame:
    parts = pl.col("line").str.strip_suffix(" .").str.splitn(" ", 3)
    said = lines.select(parts.struct.rename_fields(["subject", "property", "object"]).alias("part")).unnest("part")
    return said.select(
        pl.lit(graph).alias("graph"),
        pl.col("subject", "object").hash(),
        "property",
        pl.when(pl.col("property") == _TYPE).then("object").alias("class"),
        _datatype().alias("datatype"),
    )


def _datatype() -> pl.Expr:
    written = pl.col("object")
    return (
        pl.when(~written.str.starts_with('"'))
        .then(None)
        .when(written.str.ends_with('"'))
        .then(pl.lit(_TEXT))
        .when(written.str.ends_with(">"))
        .then(written.str.extract(r"\^\^(<[^<>]+>)$"))
        .otherwise(pl.lit(_SPOKEN))
    )


def classes(found: Pieces) -> pl.DataFrame:
    """Return the classes of each thing: its number, as ``subject``, and the class."""
    empty = pl.DataFrame(schema={"subject": pl.UInt64, "class": pl.String})
    return pl.concat([empty, *(piece.select("subject", "class").drop_nulls() for piece in found)]).unique()


def tally(found: Pieces, known: pl.DataFrame) -> Tally:
    """Count pieces by `COUNTED`, all but the things of each class anywhere, which ``known`` tells.

    Args:
        found: pieces of graphs.
        known: the classes of each thing that the pieces speak of, as `classes` returns them.

    Returns:
        a table by what is counted, whose last column ``count`` is a number; ``subjects`` lists the subjects.
    """
    return together(_counts(piece, known) for piece in found)


def _counts(piece: pl.DataFrame, known: pl.DataFrame) -> Tally:
    of_class = piece.drop("class").join(known, on="subject")
    things = known.rename({"subject": "object", "class": "of"})
    frames = {
        "graphs": piece,
        "classes": piece.drop_nulls("class"),
        "properties": piece,
        "uses": of_class,
        "objects": of_class.join(things, on="object"),
        "values": of_class.drop_nulls("datatype"),
    }
    counts = {name: _counted(frame, *COUNTED[name]) for name, frame in frames.items()}
    return {**counts, "subjects": piece.select("subject").unique()}


def together(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of several counts."""
    every = list(tallies)
    added = {
        name: pl.concat([each[name] for each in every]).group_by(COUNTED[name]).agg(pl.col("count").sum())
        for name in COUNTED
        if all(name in each for each in every)
    }
    return {**added, "subjects": pl.concat([each["subjects"] for each in every]).unique()}


def of_each_class(known: pl.DataFrame) -> pl.DataFrame:
    """Return how many things there are of each class."""
    return _counted(known, "class")


def _counted(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    return frame.group_by(columns).agg(pl.len().cast(pl.Int64).alias("count"))
