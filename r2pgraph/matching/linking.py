"""Add our IRIs to the names in somebody's table, and tell which of them are in doubt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.matching.entries import KINDS
from r2pgraph.matching.matcher import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.matching.matcher import Candidate, Matcher

ADDED: Final = ("r2p_iri", "r2p_label", "r2p_score", "r2p_match")
"""The columns that a table is given: the thing, what we call it, how alike the names are, and how it was matched.

The first two are empty unless there is a match; the score, from 0 to 100, is that of the likeliest thing."""

CANDIDATES: Final = 3
"""How many things a doubtful name may mean, at most, are told."""

Row = tuple[str, str, str, str]


@dataclass(frozen=True)
class Doubt:
    """A name without a match: how many rows bear it, and the likeliest things that it may mean, if any."""

    name: str
    rows: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Linked:
    """What became of a column: a row of `ADDED` for each cell, and every name without a match, the most used first."""

    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]

    @property
    def counts(self) -> Counter[str]:
        """Return how many rows were matched how: ``exact``, ``alike``, ``doubtful``, ``none`` or ``empty``."""
        return Counter(row[-1] for row in self.rows)


def kind_of(word: str) -> str:
    """Return the key of `KINDS` for a word such as ``state``; raises UnknownNameError with the nearest words."""
    words = {kind.lower(): kind for kind in KINDS}
    if word.lower() not in words:
        raise UnknownNameError.among("kind of thing", word, words, f"There are {', '.join(words)}.")
    return words[word.lower()]


def link(matcher: Matcher, cells: Iterable[str], kind: str) -> Linked:
    """Find the thing that each cell means, as the reconciliation service does.

    Args:
        matcher: everything in the graph that a name may mean.
        cells: the names, codes or IRIs of one column, from the top.
        kind: a word of `kind_of`, to which what is meant belongs.

    Raises:
        UnknownNameError: there is no such kind.
    """
    wanted = [kind_of(kind)]
    cells = list(cells)
    found = {name: matcher.match(name, wanted, CANDIDATES) for name in dict.fromkeys(cells) if name.strip()}
    rows = {name: _row(candidates) for name, candidates in found.items()}
    uses = Counter(cells)
    doubts = [Doubt(name, uses[name], tuple(found[name])) for name, row in rows.items() if not row[0]]
    doubts.sort(key=lambda doubt: (-doubt.rows, doubt.name))
    return Linked(tuple(rows.get(cell, ("", "", "", "empty")) for cell in cells), tuple(doubts))


def _row(candidates: list[Candidate]) -> Row:
    if not candidates:
        return "", "", "", "none"
    best = candidates[0]
    if not best.is_match:
        return "", "", f"{best.score:g}", "doubtful"
    return best.entry.iri, best.entry.name, f"{best.score:g}", "exact" if best.score == EXACT else "alike"
