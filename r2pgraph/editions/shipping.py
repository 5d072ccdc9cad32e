"""Carry facts over from imported files into the curated tables: for maintainers, with the files of a publisher at hand.

``python -m r2pgraph.editions.shipping votes FILE...`` writes the resolutions of the General Assembly, and the votes and
sponsors of those that refer to the responsibility to protect. What was written by hand stays as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph import importers, sources
from r2pgraph.files import folder
from r2pgraph.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    Frames = dict[str, pl.DataFrame]

_NOTHING: Final = pl.lit("")


def votes(files: Sequence[Path], curated: Frames) -> Frames:
    """Return the tables ``resolutions`` and ``state_votes`` with what the files of the General Assembly add.

    Args:
        files: files of the kind ``undgacm-ga``.
        curated: the curated tables as they are; their rows win over the files'.
    """
    read = importers.read("undgacm-ga", files)
    calls = pl.concat([each.tables["roll_calls"] for each in read]).filter(pl.col("whole") == "true")
    cast = pl.concat([each.tables["votes"] for each in read]).filter(pl.col("state") != "")
    adopted = calls.filter(pl.col("adopted_on") != "", pl.col("adoption_mode") != "", pl.col("title") != "")
    of_session = adopted.with_columns(pl.lit("").alias("note"))
    resolutions = _added(curated["resolutions"], of_session.select(TABLES["resolutions"].header), ("key",))
    spoken_of = curated["references"].select(pl.col("resolution")).unique()
    told = cast.join(adopted.select(pl.col("key").alias("resolution"), "source"), on="resolution")
    new = told.join(spoken_of, on="resolution").select(TABLES["state_votes"].header).unique()
    return {
        "resolutions": resolutions,
        "state_votes": _added(curated["state_votes"], new, ("state", "resolution", "relation")),
    }


def _added(old: pl.DataFrame, new: pl.DataFrame, unique: tuple[str, ...]) -> pl.DataFrame:
    """Return the old rows and those new ones whose key no old row bears, in the order of the key."""
    return pl.concat([old, new.join(old, on=unique, how="anti")]).sort(unique)


def main(arguments: Sequence[str]) -> None:
    """Write the tables anew; the data folder of the checkout is changed."""
    subject, *names = arguments
    made = {"votes": votes}[subject]([Path(name) for name in names], sources.tables())
    for stem, frame in made.items():
        frame.write_csv(folder("data") / "tables" / f"{stem}.csv")


if __name__ == "__main__":
    main(sys.argv[1:])
