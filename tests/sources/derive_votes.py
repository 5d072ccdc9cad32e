"""Make the resolutions and votes of the General Assembly in ``data/tables`` again from the files of their publishers.

Run ``python tests/sources/derive_votes.py [FOLDER]`` after a newer file came, where FOLDER holds ``undgacm-ga`` and
``voeten-unvotes``, and read the difference before committing it. Carried over are the resolutions of the sessions, and
the votes and sponsors of those that refer to the responsibility to protect, or of which a vote stands there already:
a roll call is whole or not there. What was written by hand stays as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph import importers, sources
from r2pgraph.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    Frames = dict[str, pl.DataFrame]

ROOT = Path(__file__).resolve().parents[2]
_NEEDED: Final = ("adopted_on", "adoption_mode", "title")
"""What the record must say of a resolution for us to carry it over."""


def votes(kind: str, files: Sequence[Path], curated: Frames) -> Frames:
    """Return the tables ``resolutions`` and ``state_votes`` with what files of the General Assembly add.

    Args:
        kind: ``undgacm-ga``, or ``unvotes``, which adds votes on resolutions that are there and no resolution.
        files: files of this kind.
        curated: the curated tables as they are; their rows win over the files'.
    """
    read = importers.read(kind, files)
    calls = pl.concat([each.tables["roll_calls"] for each in read]).filter(pl.col("whole") == "true")
    told = _sourced(calls.filter(*(pl.col(name) != "" for name in _NEEDED)), curated["sources"])
    cast = pl.concat([each.tables["votes"] for each in read]).filter(pl.col("state") != "")
    spoken_of = pl.concat(curated[stem].select("resolution") for stem in ("references", "state_votes")).unique()
    new = cast.join(told.select(pl.col("key").alias("resolution"), "source"), on="resolution").join(
        spoken_of, on="resolution"
    )
    added = told if kind != "unvotes" else told.clear()
    known = curated["resolutions"].select(pl.col("key").alias("resolution"))
    ours = new.join(known, on="resolution", how="semi") if kind == "unvotes" else new
    return {
        "resolutions": _added(curated["resolutions"], added.select(TABLES["resolutions"].header), ("key",)),
        "state_votes": _added(
            curated["state_votes"],
            ours.select(TABLES["state_votes"].header).unique(),
            ("state", "resolution", "relation"),
        ),
    }


def _sourced(calls: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return roll calls with the source of their session where we have one, and without a note."""
    own = pl.concat_str("source", pl.lit("-"), "session")
    source = pl.when(own.is_in(known["key"].implode())).then(own).otherwise("source")
    return calls.with_columns(source.alias("source"), pl.lit("").alias("note"))


def _added(old: pl.DataFrame, new: pl.DataFrame, unique: tuple[str, ...]) -> pl.DataFrame:
    """Return the old rows and those new ones whose key no old row bears, in the order of the key."""
    return pl.concat([old, new.join(old, on=unique, how="anti")]).sort(unique)


def main(folder: Path) -> None:
    """Write the two tables anew."""
    sessions = sorted((folder / "undgacm-ga").glob("[0-9]*.json"))
    rolls = [folder / "voeten-unvotes" / name for name in ("unvotes.csv.gz", "roll_calls.csv.gz")]
    curated = sources.tables()
    curated |= votes("undgacm-ga", sessions, curated)
    for stem, frame in votes("unvotes", rolls, curated).items():
        cells = frame.with_columns(pl.all().replace("", None))
        cells.write_csv(ROOT / "data" / "tables" / f"{stem}.csv", null_value="")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "sources")
