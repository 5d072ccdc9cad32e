"""Lay out the names of states language by language, so that each name is a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from r2pgraph.tables.imported.states import LANGUAGES, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADER = next(table.header for table in TABLES if table.stem == "state_names")


def names(frame: pl.DataFrame, columns: Mapping[str, str], prefix: str, kind: str, source: str) -> pl.DataFrame:
    """Return one row for each state of ours and language in which it has a name.

    Args:
        frame: one row a state, with the columns ``state`` and ``state_name``.
        columns: the column that holds the name in each language, by the tag of the language.
        prefix: what the keys begin with.
        kind: ``short`` or ``formal``.
        source: the key of the source.
    """
    parts = [
        frame.filter((pl.col("state") != "") & (pl.col(column) != "")).select(
            pl.format("{}-{}-{}-{}", pl.lit(prefix), "state", pl.lit(kind), pl.lit(language)).alias("key"),
            "state_name",
            "state",
            pl.lit(kind).alias("kind"),
            *((pl.col(column) if tag == language else pl.lit("")).alias(tag) for tag in LANGUAGES),
            pl.lit(source).alias("source"),
        )
        for language, column in columns.items()
    ]
    return pl.concat(parts).select(_HEADER).unique("key", keep="first", maintain_order=True)
