"""Suggest for a name that nobody describes the known ones that look most like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.errors import UnknownNameError
from r2pgraph.vocab import compact

if TYPE_CHECKING:
    from collections.abc import Collection

    import pyoxigraph as ox

_MOST_SOUGHT: Final = 50
"""For how many different names one check looks for others: a comparison takes its time."""

_LONGEST: Final = 100
_MOST_COMPARED: Final = 5000
_WRONG_LETTERS: Final = 2


class Names:
    """All names that are known or submitted, to compare a mistaken one with."""

    def __init__(self, known: ox.Store, submitted: Collection[str]) -> None:
        self._known, self.submitted = known, submitted
        self._locals: dict[str, list[str]] = {}
        self._near: dict[str, tuple[str, ...]] = {}

    def question(self, iri: str) -> str:
        """Return a question such as ``Did you mean level:strong?``, or nothing where no name is near."""
        near = self._near.get(iri)
        if near is None:
            if len(self._near) == _MOST_SOUGHT:
                return ""
            near = self._near[iri] = self._find(iri)
        return f"Did you mean {' or '.join(near)}?" if near else ""

    def _find(self, iri: str) -> tuple[str, ...]:
        """Return up to three names of the same kind that differ in about two letters, the nearest first."""
        prefix, _, local = compact(iri).partition(":")
        if not iri.endswith(local) or local.startswith("//") or len(local) > _LONGEST:
            return ()
        others = [name for name in self._of(iri.removesuffix(local)) if name != local]
        near = UnknownNameError.among("name", local, others).candidates
        return tuple(f"{prefix}:{name}" for name in near if _differ(name.lower(), local.lower()) <= _WRONG_LETTERS)

    def _of(self, space: str) -> list[str]:
        """Return the last parts of the names that begin alike; of what was submitted only where it is not too much."""
        if space not in self._locals:
            known = {getattr(quad.subject, "value", "") for quad in self._known}
            own = [name for name in self.submitted if name.startswith(space)]
            names = {name for name in known if name.startswith(space)} | set(own[:_MOST_COMPARED])
            self._locals[space] = sorted(name.removeprefix(space) for name in names)[:_MOST_COMPARED]
        return self._locals[space]


def _differ(one: str, other: str) -> int:
    """Return by how many letters two names differ: the fewest put in, left out or changed that make them equal."""
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != against)))
        before = now
    return before[-1]
