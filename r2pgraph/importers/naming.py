"""Say of each row which state its name means, and tell each name once that means none of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from r2pgraph.importers.findings import Finding
from r2pgraph.sources import states

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACES = ("file", "row")
"""The columns that say where a row stands; a frame that is given here has both."""


def with_state(
    frame: pl.DataFrame, crosswalk: str = "", *, name: str = "state_name", to: str = "state"
) -> pl.DataFrame:
    """Return the frame with the state that each name means in the column ``to``, empty where it means none of ours.

    Args:
        frame: rows with the name of a state in the column ``name``, and its code in ``state_code`` where there are
            codes of that state.
        crosswalk: the stem of the file in ``data/names`` with the names of this source.
        name: the column that holds the names.
        to: the column to fill.
    """
    codes = frame["state_code"] if "state_code" in frame.columns and name == "state_name" else None
    return frame.with_columns(states.resolve(frame[name], codes=codes, crosswalk=crosswalk).alias(to))


def unknown_names(
    frame: pl.DataFrame, crosswalk: str = "", *, name: str = "state_name", to: str = "state"
) -> list[Finding]:
    """Return one finding for each name without a state, at the first of its rows, with the nearest candidates.

    Args:
        frame: what ``with_state`` returned, with the columns ``file`` and ``row``.
        crosswalk: as for ``with_state``.
        name: as for ``with_state``.
        to: as for ``with_state``.
    """
    without = frame.filter(pl.col(to) == "", pl.col(name) != "")
    near = {each: nearest for each, _, nearest in states.unknown(without[name], without[to], crosswalk=crosswalk)}
    first = without.group_by(name, maintain_order=True).agg(*(pl.col(place).first() for place in PLACES), pl.len())
    return [
        Finding("unknown-state", file, row, found, "kept", _reason(near.get(found), count))
        for found, file, row, count in first.iter_rows()
    ]


def no_state(count: int) -> str:
    """Return why rows stand without a state whose name is known to be of none, such as that of a territory."""
    kept = f"{count} row{'s are' if count > 1 else ' is'} kept without a state"
    return f"The list of this source's names says that it is no state of the tables; {kept}."


def _reason(near: Sequence[str] | None, count: int) -> str:
    if near is None:
        return no_state(count)
    kept = f"{count} row{'s are' if count > 1 else ' is'} kept without a state"
    return f"No state of the tables bears the name; {kept}; nearest: {', '.join(near) or 'none'}."
