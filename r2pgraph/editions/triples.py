"""Turn the editions that count into graphs: each fact from the best source that states it, and no triple in two graphs.

Where a source repeats what a better one states, its statement is left out; where it disagrees about a vote, the
disagreement is kept as a vote of its own, with its source, beside the triple of the better one.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.editions import disputes
from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import lines
from r2pgraph.importers import KINDS
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from r2pgraph.editions.keeping import Edition

    Frames = dict[str, pl.DataFrame]

FACTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "roll_calls": ("key",),
    "votes": ("resolution",),
    "treaty_actions_imported": ("state", "treaty", "kind"),
})  # fmt: skip
"""What names a fact in those tables whose facts several sources state: a roll call is taken from one source, whole."""

SHIPPED: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = MappingProxyType({
    "roll_calls": ("resolutions", {"key": "key"}),
    "votes": ("state_votes", {"resolution": "resolution"}),
    "treaty_actions_imported": ("treaty_actions", {"state": "state", "treaty": "treaty", "kind": "kind"}),
})  # fmt: skip
"""The curated table that states the same facts, and its columns by the names that the imported table gives them."""

_RANKS: Final = {kind: rank for rank, kind in enumerate(KINDS)}


def graphs(counted: Iterable[Edition], shipped: Mapping[str, pl.DataFrame], known: Sequence[bytes]) -> dict[str, bytes]:
    """Return the triples of each edition as N-Triples, by the IRI of the graph of its series.

    Args:
        counted: the editions that count; a kind that ``KINDS`` names earlier is the better source.
        shipped: the curated tables, which are better than any import.
        known: the triples that stand already, as N-Triples.
    """
    stated = {stem: _shipped(stem, shipped) for stem in FACTS}
    votes = [shipped["state_votes"]]
    parts = [_lines(known).to_frame().with_columns(pl.lit("").alias("series"))]
    ranked = sorted(counted, key=lambda edition: (_RANKS[edition.kind], edition.series))
    for edition in ranked:
        frames = {stem: edition.table(stem) for stem in edition.rows if stem in IMPORTED}
        said = _rendered({stem: _unstated(stem, frame, stated) for stem, frame in frames.items()})
        if "votes" in frames:
            said = pl.concat([said, _disputes(edition, frames["votes"], votes)])
            votes.append(frames["votes"])
        parts.append(said.to_frame().with_columns(pl.lit(edition.series).alias("series")))
        for stem in FACTS.keys() & frames.keys():
            stated[stem] = pl.concat([stated[stem], frames[stem].select(FACTS[stem]).unique()]).unique()
    once = pl.concat(parts).unique("line", keep="first", maintain_order=True)
    made = {key[0]: _bytes(frame["line"]) for key, frame in once.partition_by("series", as_dict=True).items()}
    return {iri("graph", edition.series): made.get(edition.series, b"") for edition in ranked}


def _unstated(stem: str, frame: pl.DataFrame, stated: Frames) -> pl.DataFrame:
    """Return the rows whose fact no better source states."""
    return frame.join(stated[stem], on=FACTS[stem], how="anti", maintain_order="left") if stem in FACTS else frame


def _disputes(edition: Edition, votes: pl.DataFrame, better: Sequence[pl.DataFrame]) -> pl.Series:
    """Return what this edition says of votes otherwise than the better sources, as statements with its source."""
    found = disputes.disputed(votes, better)
    source = edition.table("roll_calls")["source"].first() if not found.is_empty() else ""
    empty = pl.Series("line", [], dtype=pl.String)
    return empty if found.is_empty() else disputes.statements(found, edition.series, str(source)).alias("line")


def _rendered(frames: Frames) -> pl.Series:
    empty = pl.Series("line", [], dtype=pl.String)
    parts = [lines(IMPORTED[stem], frame) for stem, frame in frames.items() if not frame.is_empty()]
    return pl.concat([empty, *(part.alias("line") for part in parts)]).unique(maintain_order=True)


def _shipped(stem: str, shipped: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    table, columns = SHIPPED[stem]
    return shipped[table].select(pl.col(theirs).alias(ours) for ours, theirs in columns.items()).unique()


def _lines(known: Sequence[bytes]) -> pl.Series:
    found = [line for data in known for line in data.decode().splitlines()]
    return pl.Series("line", found, dtype=pl.String)


def _bytes(statements: pl.Series) -> bytes:
    text: str = statements.str.join("\n").item() or ""
    return f"{text}\n".encode() if text else b""
