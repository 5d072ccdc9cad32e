"""What structured facts say of any state, assessed or not, and with whom it votes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.evidence.comparing import EvidenceReport, evidence
from r2pgraph.evidence.statements import key, text
from r2pgraph.queries import ANY, run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.store import Store

SPAN: Final = 10
"""How many years of votes, the last included, are compared."""
SHOWN: Final = 5
"""How many states are shown at each end, where no more are tied."""
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
class Tied:
    """States that voted alike with one state in exactly the same share of the votes that both cast, by name."""

    states: tuple[Agreement, ...]

    @property
    def says(self) -> str:
        """Say with how many, and with whom; where more are tied than are shown, that the named ones are examples."""
        told, one = [f"{each.label} ({each.same} of {each.shared})" for each in self.states], self.states[0]
        if len(told) <= SHOWN:
            return ", ".join(told)
        share = "none" if not one.same else "all" if one.same == one.shared else f"{100 * one.share:.4g} per cent"
        most, least = (pick(each.shared for each in self.states) for pick in (max, min))
        votes = f"{most}" if most == least else f"{least} to {most}"
        return f"{len(told)} states, alike in {share} of {votes} votes, among them {', '.join(told[:SHOWN])}"


@dataclass(frozen=True)
class Session:
    """The recorded votes of one session that are known, in how many the state voted, and from which day to which."""

    name: str
    known: int
    cast: int
    first: str
    last: str


@dataclass(frozen=True)
class Without:
    """The recorded votes of one session of which no vote of the state is held, by what that tells.

    In those ``not_voting`` as many votes are held as were counted, so that the state did not vote. Of the ``doubtful``
    some votes are held, and they are not as many as were counted or no count is known; of the ``unheld`` none is held.
    """

    name: str
    not_voting: int
    doubtful: int
    unheld: int


@dataclass(frozen=True)
class Profile:
    """The evidence on a state, its votes by session, and how often every other state voted as it did in them.

    ``without`` tells of the recorded votes of which no vote of the state is held.
    """

    evidence: EvidenceReport
    first_year: str
    agreements: tuple[Agreement, ...]
    sessions: tuple[Session, ...] = ()
    without: tuple[Without, ...] = ()

    @property
    def nearest(self) -> tuple[Tied, ...]:
        """Return the states that vote most as it does, the nearest first: at least five, with all who are tied."""
        return self._ends(reverse=True)

    @property
    def furthest(self) -> tuple[Tied, ...]:
        """Return the states that vote least as it does, the furthest first: at least five, with all who are tied."""
        return self._ends(reverse=False)

    def _ends(self, *, reverse: bool) -> tuple[Tied, ...]:
        shares = sorted({Fraction(each.same, each.shared) for each in self.compared}, reverse=reverse)
        found: list[Tied] = []
        for share in shares:
            tied = [each for each in self.compared if Fraction(each.same, each.shared) == share]
            found.append(Tied(tuple(sorted(tied, key=lambda each: (-each.shared, each.label, each.other)))))
            if sum(len(each.states) for each in found) >= SHOWN:
                break
        return tuple(found)

    @property
    def compared(self) -> tuple[Agreement, ...]:
        """Return the states with which it shares enough votes to be compared."""
        most = max((each.shared for each in self.agreements), default=0)
        return tuple(each for each in self.agreements if each.shared * ENOUGH >= most)

    @property
    def not_found(self) -> int:
        """Return on how many indicators a query asked and no fact was found."""
        return sum(1 for each in self.evidence.indicators if not each.statements and not each.gap)

    @property
    def not_computable(self) -> int:
        """Return for how many indicators it is on record why nothing can be computed here."""
        return sum(1 for each in self.evidence.indicators if not each.statements and each.gap)

    @property
    def coverage(self) -> str:
        """Say how many indicators have evidence, and how many of the others were asked in vain or cannot be asked."""
        found, own = self.evidence.covered, self.evidence.covered - self.evidence.independent
        said = f"{found} of {len(self.evidence.indicators)} indicators have evidence"
        said += f", {own} of them on an assessment's own word alone" if own else ""
        asked = f"{self.not_found} {'has' if self.not_found == 1 else 'have'} a query and no fact was found"
        return f"{said}; {asked}; {self.not_computable} cannot be computed here"

    @property
    def voting(self) -> str:
        """Say of which days and sessions the votes are that are compared, and of how many that are known."""
        if not self.sessions:
            span = f"from {self.first_year} to {self.evidence.year}"
            others = self._others(self.without)
            others = f" Of the recorded votes that are known here:{others}" if others else ""
            return f"No vote of {self.evidence.label} {span} is held here.{others}"
        first, last = min(each.first for each in self.sessions), max(each.last for each in self.sessions)
        cast, known = (sum(getattr(each, name) for each in self.sessions) for name in ("cast", "known"))
        told = ", ".join(f"{each.name} ({each.cast} of {each.known})" for each in self.sessions)
        names = {each.name for each in self.sessions}
        return (
            f"{cast} recorded votes from {first} to {last}, of {known} in their sessions that are known here: {told}."
            f"{self._others(each for each in self.without if each.name in names)} "
            f"Compared with {len(self.compared)} states that share at least half as many as the one that shares most."
        )

    def _others(self, without: Iterable[Without]) -> str:
        """Say of the recorded votes without a vote of the state in how many it did not vote, and what is not known."""
        silent = tuple(without)
        settled, doubtful, unheld = (
            sum(getattr(each, name) for each in silent) for name in ("not_voting", "doubtful", "unheld")
        )
        settled_words = (
            f"In {settled} it did not vote, absent or no member of the organ: "
            "as many votes are held as were counted, none of them its own."
        )
        said = (
            (settled, settled_words),
            (doubtful, f"In {doubtful} no vote of it is among those held, and whether these are all is not known."),
            (unheld, f"Of {unheld} no vote of any state is held, which is no sign that it was absent."),
        )
        return "".join(f" {sentence}" for count, sentence in said if count)

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
            "remarks": list(self.evidence.remarks),
            "coverage": {
                "covered": self.evidence.covered,
                "independent": self.evidence.independent,
                "notFound": self.not_found,
                "notComputable": self.not_computable,
                "of": len(self.evidence.indicators),
            },
            "indicators": found,
            "votingFrom": min((each.first for each in self.sessions), default=None),
            "votingUntil": max((each.last for each in self.sessions), default=None),
            "sessions": [asdict(each) for each in self.sessions],
            "withoutVote": [_without(each) for each in self.without],
            "nearest": [_tied(each) for each in self.nearest],
            "furthest": [_tied(each) for each in self.furthest],
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
    first = _written(max(int(found.year) - SPAN + 1, min(int(found.year), 0)))
    cast = (found.state, first, found.year)
    told, silent = sessions(store, *cast), without(store, *cast)
    return Profile(found, first, tuple(agreements(store, *cast)), tuple(told), tuple(silent))


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


def sessions(store: Store, state: str, first: str, last: str) -> list[Session]:
    """Return in how many of the recorded votes that are known a state voted, over a span of years, by session."""
    rows = run(store, "votes-by-session", {"state": state, "from": first, "until": last}).records()
    return [
        Session(
            text(row["session"]), int(text(row["known"])), int(text(row["cast"])), text(row["first"]), text(row["last"])
        )
        for row in rows
    ]


def without(store: Store, state: str, first: str, last: str) -> list[Without]:
    """Return the recorded votes of which no vote of a state is held, over a span of years, by session."""
    rows = run(store, "recorded-without-vote", {"state": state, "from": first, "until": last}).records()
    counts = ("notVoting", "doubtful", "unheld")
    return [Without(text(row["session"]), *(int(text(row[name])) for name in counts)) for row in rows]


def _written(year: int) -> str:
    """Return a year in four digits, with its sign before them."""
    return f"{year:04d}" if year >= 0 else f"{year:05d}"


def _without(found: Without) -> dict[str, Any]:
    counts = {"notVoting": found.not_voting, "doubtful": found.doubtful, "unheld": found.unheld}
    return {"session": found.name, **counts}


def _tied(found: Tied) -> dict[str, Any]:
    return {"tied": len(found.states), "states": [_plain(each) for each in found.states]}


def _plain(found: Agreement) -> dict[str, Any]:
    figures = {"shared": found.shared, "same": found.same, "share": str(found.share)}
    return {"state": found.other, "label": found.label, **figures}
