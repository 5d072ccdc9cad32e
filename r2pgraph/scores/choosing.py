"""Hold what is scored to one state, one year, one plan and one indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.errors import WrongValueError
from r2pgraph.queries import ANY, run
from r2pgraph.scores.plans import key, text

if TYPE_CHECKING:
    from r2pgraph.store import Store

_KNOWN: Final = {
    "state": ("assessments", "state"),
    "year": ("assessments", "year"),
    "plan": ("plans", "plan"),
    "indicator": ("indicators", "number"),
}
"""The saved query and the column that list what may be chosen, by kind."""

_FEW: Final = 8


def refuse_any(store: Store, **chosen: str | None) -> None:
    """Refuse ``any``, case ignored, where one thing is meant; None is what was not asked for.

    Args:
        store: the graph that says what there is to choose from.
        chosen: the values given, by kind: state, year, plan, indicator.

    Raises:
        WrongValueError: a value is ``any``; known ones are named.
    """
    for kind, value in chosen.items():
        if value is not None and value.strip().casefold() == ANY:
            reason = f"{value!r} stands for every {kind}, and one is needed here."
            raise WrongValueError(reason, f"Write one of these: {_known(store, kind)}.")


def _known(store: Store, kind: str) -> str:
    """Return what there is to choose from in words, the middle left out where it is much."""
    query, column = _KNOWN[kind]
    known = list(dict.fromkeys(key(text(row[column])) for row in run(store, query).records()))
    return ", ".join(known if len(known) <= _FEW else [*known[:3], "...", known[-1]])
