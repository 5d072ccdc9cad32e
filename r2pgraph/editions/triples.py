"""Turn the editions that count into graphs: each fact from the best source that states it, and no triple in two graphs.

Where a source repeats what a better one states, its statement is left out; where it disagrees, the disagreement is
kept as a thing of its own, with its source, beside the statement of the better one. A table is rendered in slices.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.editions import disputes
from r2pgraph.editions.precedence import SHIPPED, Stated
from r2pgraph.editions.spooling import Spool
from r2pgraph.graph.mappings.imported import IMPORTED
from r2pgraph.graph.rendering import lines
from r2pgraph.importers import KINDS
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from r2pgraph.editions.keeping import Edition

SLICE: Final = 20_000
"""How many rows of a table are rendered at once."""

_RANKS: Final = {kind: rank for rank, kind in enumerate(KINDS)}
_SEEDS: Final = (1, 2)


def graphs(counted: Sequence[Edition], shipped: Mapping[str, pl.DataFrame], known: Sequence[bytes]) -> Spool:
    """Return the triples of each edition as N-Triples, by the IRI of the graph of its series.

    Args:
        counted: the editions that count, at least one; a kind that ``KINDS`` names earlier is the better source.
        shipped: the curated tables, which are better than any import.
        known: the triples that stand already, as N-Triples.
    """
    spool = Spool(counted[0].folder.parents[1])
    stated, seen = Stated(shipped), _Seen()
    better = defaultdict(list, {
        stem: [disputes.spoken(stem, shipped[table])] for stem, table in SHIPPED.items() if stem in disputes.DISPUTABLE
    })  # fmt: skip
    for data in known:
        seen.add([_marks(pl.Series("line", [data.decode()]).str.split("\n").explode())])
    for edition in sorted(counted, key=lambda edition: (_RANKS[edition.kind], edition.series)):
        marks: list[pl.DataFrame] = []
        spool.put(iri("graph", edition.series), seen.unsaid(_slices(edition, stated, better), marks))
        seen.add(marks)
    return spool


def _slices(edition: Edition, stated: Stated, better: dict[str, list[pl.DataFrame]]) -> Iterator[pl.Series]:
    """Yield the statements of one edition, and note what it says for those that come after."""
    for stem in edition.rows:
        if stem not in IMPORTED:
            continue
        frame = edition.table(stem)
        unstated = stated.without(stem, frame)
        for piece in unstated.iter_slices(SLICE):
            yield lines(IMPORTED[stem], piece)
        if stem == "votes":
            stated.add_votes(edition.table("roll_calls"), frame)
        else:
            stated.add(stem, frame)
        if stem in disputes.DISPUTABLE:
            said = disputes.spoken(stem, frame)
            yield from _disputes(edition, stem, said, better[stem])
            better[stem].append(said)


def _disputes(edition: Edition, stem: str, said: pl.DataFrame, better: Sequence[pl.DataFrame]) -> Iterator[pl.Series]:
    """Yield what this edition says otherwise than the better sources, as statements with its source."""
    found = disputes.disputed(stem, said, better) if better else said.clear()
    if not found.is_empty():
        source = edition.table("roll_calls" if stem == "votes" else stem)["source"].first()
        yield disputes.statements(stem, found, edition.series, str(source))


class _Seen:
    """The statements of the graphs so far, each by two numbers of 64 bits that are made of it."""

    def __init__(self) -> None:
        self._marks = _marks(pl.Series("line", [], dtype=pl.String))

    def add(self, marks: Sequence[pl.DataFrame]) -> None:
        """Note the statements of a graph."""
        self._marks = pl.concat([self._marks, *marks])

    def unsaid(self, slices: Iterator[pl.Series], marks: list[pl.DataFrame]) -> Iterator[bytes]:
        """Yield the statements that stand in no graph so far, as N-Triples, and put their marks on the list."""
        for statements in slices:
            new = _marks(statements)
            said = self._marks.join(new, on="first", how="inner").filter(pl.col("second") == pl.col("second_right"))
            fresh = statements if said.is_empty() else statements.filter(~new["first"].is_in(said["first"].implode()))
            marks.append(new)
            text: str = fresh.str.join("\n").item() or ""
            yield f"{text}\n".encode() if text else b""


def _marks(statements: pl.Series) -> pl.DataFrame:
    """Return two independent numbers for each statement."""
    return pl.DataFrame({name: statements.hash(seed) for name, seed in zip(("first", "second"), _SEEDS, strict=True)})
