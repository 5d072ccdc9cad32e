"""What structured facts say of any state, assessed or not, and with whom it votes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.evidence.comparing import EvidenceReport, evidence
from r2pgraph.evidence.statements import key, text
from r2pgraph.queries import ANY, run

if TYPE_CHECKING:
    from r2pgraph.store import Store

SPAN: Final = 10
"""How many years of votes, the last included, are compared."""
SHOWN: Final = 5
"""How many states are shown at each end."""
ENOUGH: Final = 2
"""A state counts where it shares at least one vote in this many with the state that shares most."""


@dataclass(frozen=True)
class Agreement:
    """How often two states voted alike: ``same`` of ``shared`` recorded votes, and the share."""

    other: str
    label: str
    shared: int
    same: int
    share: Decimal


@dataclass(frozen=True)
class Profile:
    """The evidence on a state, and how often every other state voted as it did since ``first_year``."""

    evidence: EvidenceReport
    first_year: str
    agreements: tuple[Agreement, ...]

    @property
    def nearest(self) -> tuple[Agreement, ...]:
        """Return the five states that vote most as it does."""
        return tuple(sorted(self._telling, key=lambda each: (-each.share, -each.shared, each.other))[:SHOWN])

    @property
    def furthest(self) -> tuple[Agreement, ...]:
        """Return the five states that vote least as it does."""
        return tuple(sorted(self._telling, key=lambda each: (each.share, -each.shared, each.other))[:SHOWN])

    @property
    def _telling(self) -> list[Agreement]:
        most = max((each.shared for each in self.agreements), default=0)
        return [each for each in self.agreements if each.shared * ENOUGH >= most]

    @property
    def coverage(self) -> str:
        """Say how many indicators have evidence, and of how many it is the word of an assessment alone."""
        found, own = self.evidence.covered, self.evidence.covered - self.evidence.independent
        said = f"{found} of {len(self.evidence.indicators)} indicators have evidence"
        return f"{said}, {own} of them on an assessment's own word alone" if own else said

    @property
    def standing(self) -> str:
        """Say that this is no assessment."""
        return "Computed from structured facts. No published assessment, and no judgement of the publisher."

    def to_json(self) -> dict[str, Any]:
        """Return the profile as plain values."""
        found = [each for each in self.evidence.to_json()["indicators"] if each["statements"]]
        for each in found:
            for judged in ("rating", "verdict", "steps", "since", "gap"):
                del each[judged]
        return {
            "state": self.evidence.state,
            "label": self.evidence.label,
            "year": self.evidence.year,
            "standing": self.standing,
            "coverage": {
                "covered": self.evidence.covered,
                "independent": self.evidence.independent,
                "of": len(self.evidence.indicators),
            },
            "indicators": found,
            "votingFrom": self.first_year,
            "nearest": [_plain(each) for each in self.nearest],
            "furthest": [_plain(each) for each in self.furthest],
        }


def profile(store: Store, state: str, year: str | int) -> Profile:
    """Return what structured facts say of a state by the end of a year.

    Args:
        store: the graph to ask.
        state: an ISO 3166 code or a name; it need not be assessed.
        year: facts count that held by its last day; votes of this year and the nine before it.

    Raises:
        UnknownNameError: the graph holds no such state; the nearest are named.
        QueryError: a value is ``any``, or the year is none.
    """
    found = evidence(store, state, year)
    first = str(int(found.year) - SPAN + 1).zfill(4)
    return Profile(found, first, tuple(agreements(store, found.state, first, found.year)))


def agreements(store: Store, state: str, first: str, last: str) -> list[Agreement]:
    """Return how often each other state voted as one state did, over a span of years, by key."""
    labels = {key(row["state"]): text(row["label"]) for row in run(store, "states", {"state": ANY}).records()}
    rows = run(store, "voting-agreement", {"state": state, "other": ANY, "from": first, "until": last}).records()
    found = ((key(row["other"]), row) for row in rows)
    return [
        Agreement(
            other,
            labels.get(other, other),
            int(text(row["shared"])),
            int(text(row["same"])),
            Decimal(text(row["agreement"])),
        )
        for other, row in found
    ]


def _plain(found: Agreement) -> dict[str, Any]:
    figures = {"shared": found.shared, "same": found.same, "share": str(found.share)}
    return {"state": found.other, "label": found.label, **figures}
