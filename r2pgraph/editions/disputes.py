"""Keep what a second source says otherwise: as a thing of its own with its source, beside what the better one says."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.graph.mappings.treaties import CLASSES
from r2pgraph.graph.mappings.words import (
    NOTE,
    SOURCE,
    TYPE,
    Chosen,
    Date,
    Individual,
    Mapping,
    Term,
    Text,
    Typed,
    describe,
)
from r2pgraph.graph.rendering import lines

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

POSITIONS: Final = {"votedYes": "position:yes", "votedNo": "position:no", "abstainedOn": "position:abstain"}
"""The position that each triple of a vote stands for; a sponsorship is no vote."""

_SAYS: Final = "Another source, which we take to be the better one, has this otherwise."


@dataclass(frozen=True, slots=True)
class Disputable:
    """A table whose rows two sources may contradict.

    Attributes:
        names: the columns that say what is spoken of; a row in which one is empty speaks of nothing.
        value: the column that can differ; an empty cell says nothing, and a year agrees with each of its days.
        mapping: how a row becomes a thing of its own; it has the columns ``series``, ``source`` and ``note`` besides.
    """

    names: tuple[str, ...]
    value: str
    mapping: Mapping


DISPUTABLE: Final[Map[str, Disputable]] = MappingProxyType({
    "votes": Disputable(
        ("resolution", "state"),
        "relation",
        Mapping("disputed_votes", "", (describe(
            "vote:{resolution}-{state}-{series}",
            (TYPE, Term("r2p:Vote")),
            ("r2p:state", Individual("state:{state}")),
            ("r2p:castOn", Individual("resolution:{resolution}")),
            ("r2p:hasPosition", Chosen("relation", POSITIONS)),
            SOURCE,
            NOTE,
        ),)),
    ),
    "treaty_actions_imported": Disputable(
        ("state", "treaty", "kind"),
        "date",
        Mapping("disputed_treaty_actions", "", (describe(
            "action:{state}-{treaty}-{kind}-{series}",
            (TYPE, Chosen("kind", CLASSES)),
            ("r2p:actor", Individual("state:{state}")),
            ("r2p:treaty", Individual("treaty:{treaty}")),
            ("r2p:date", Date("date")),
            SOURCE,
            NOTE,
        ),)),
    ),
    "deployments": Disputable(
        ("state", "mission", "month", "personnel_type", "gender"),
        "count",
        Mapping("disputed_deployments", "", (describe(
            "deployment:{state}-{mission}-{month}-{personnel_type}-{gender}-{series}",
            (TYPE, Term("r2p:Deployment")),
            ("r2p:state", Individual("state:{state}")),
            ("r2p:deploysTo", Individual("mission:{mission}")),
            ("r2p:asOf", Date("month")),
            ("r2p:personnelKind", Text("personnel_type")),
            ("r2p:gender", Text("gender")),
            ("r2p:value", Typed("count", "xsd:integer")),
            SOURCE,
            NOTE,
        ),)),
    ),
})  # fmt: skip
"""The tables of which two sources may say different things, by their stem."""


def spoken(stem: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return what the rows of a table say that can be disputed, each once: the names and the value."""
    table = DISPUTABLE[stem]
    said = frame.select(*table.names, table.value).filter(pl.all_horizontal(pl.all() != ""))
    return (said.filter(pl.col("relation").is_in(list(POSITIONS))) if stem == "votes" else said).unique()


def disputed(stem: str, said: pl.DataFrame, better: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return what one source says and every better one that speaks of it says otherwise: the names and the value.

    Args:
        stem: the stem of a table in ``DISPUTABLE``.
        said: what ``spoken`` returns of the one source.
        better: the same of each better source.
    """
    table = DISPUTABLE[stem]
    names, value = list(table.names), pl.col(table.value)
    common = said.join(pl.concat(better).unique(), on=names, suffix="_better", how="inner")
    other = pl.col(f"{table.value}_better")
    alike = (value == other) | ((value.str.starts_with(other) | other.str.starts_with(value)) & (table.value == "date"))
    agreed = common.filter(alike)
    return common.select(*names, table.value).unique().join(agreed, on=names, how="anti").sort(names)


def statements(stem: str, found: pl.DataFrame, series: str, source: str) -> pl.Series:
    """Return disputed rows as N-Triples, one statement an entry.

    Args:
        stem: the stem of their table.
        found: as ``disputed`` gives them.
        series: the series whose rows they are, which keeps their names apart from those of other series.
        source: the key of its source.
    """
    told = [pl.lit(text).alias(name) for name, text in (("series", series), ("source", source), ("note", _SAYS))]
    return lines(DISPUTABLE[stem].mapping, found.with_columns(told))
