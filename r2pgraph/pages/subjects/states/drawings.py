"""What is drawn of a state: its votes, and its dated facts along the years."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from r2pgraph.pages.charts import Event, Group, timeline, units
from r2pgraph.publication.report.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from r2pgraph.pages.charts import Chart
    from r2pgraph.pages.site import Site
    from r2pgraph.pages.subjects.states.record import Thing

POSITIONS: Final = {
    "yes": "Voted yes", "no": "Voted no", "abstention": "Abstained",
    "not-recorded": "Not listed in the recorded vote", "without-vote": "Adopted without a vote, which is nobody's yes",
}  # fmt: skip
"""How a state can stand to a resolution, in the order in which it is drawn."""

CAST: Final = ("yes", "no", "abstention")
"""The positions of a state that took part in a vote."""


def votes_said(label: str, votes: Sequence[dict[str, Any]]) -> str:
    """Return what the votes come to in a sentence."""
    count = Counter(each["position"] for each in votes)
    cast = sum(count[position] for position in CAST)
    words = {"no": "voted no on", "abstention": "abstained on"}
    others = [f"{words[position]} {count[position]}" for position in words if count[position]]
    said = [f"{label} voted yes on {count['yes']} of {many(cast, 'recorded vote')} in which it is listed", *others]
    missing = f"; it is in no list of {count['not-recorded']} more" if count["not-recorded"] else ""
    silent = f"; {many(count['without-vote'], 'text was', 'texts were')} adopted without a vote, which is nobody's yes."
    return ", ".join(said) + missing + silent


def votes_drawn(label: str, votes: Sequence[dict[str, Any]]) -> Chart | None:
    """Return a mark for each resolution, by what the state did and by date; nothing where no vote is held."""
    if not votes:
        return None
    groups = [
        Group(position, words, tuple(each["symbol"] for each in votes if each["position"] == position))
        for position, words in POSITIONS.items()
    ]
    cast = sum(each["position"] in CAST for each in votes)
    title = f"{label} voted yes on {len(groups[0].members)} of {many(cast, 'recorded vote')} in which it is listed"
    return units(title, "a mark is one resolution, by date", groups, ("Position", "Resolution"))


def joined(site: Site, memberships: Sequence[Thing]) -> Iterator[Event]:
    """Yield the first days of memberships."""
    for each in memberships:
        if "r2p:validFrom" in each:
            says = f"{site.name(each['org:organization'])}: {each['dcterms:type'].replace('-', ' ')}"
            yield Event(each["r2p:validFrom"], "Memberships", says)


def acted(acts: Sequence[dict[str, Any]]) -> Iterator[Event]:
    """Yield the dated acts towards treaties."""
    for row in acts:
        for act in (*row["signed"], *row["bound"], *row["left"]):
            if "r2p:date" in act:
                yield Event(act["r2p:date"], "Acts towards treaties", f"{row['label']}: {act['kind']}")


def voted(votes: Sequence[dict[str, Any]]) -> Iterator[Event]:
    """Yield the votes that the state took part in."""
    for each in votes:
        if each["adoptedOn"] and each["position"] in CAST:
            says = f"{each['symbol']}: {POSITIONS[each['position']].lower()}"
            yield Event(str(each["adoptedOn"]), "Recorded votes that refer to R2P", says)


def along_the_years(label: str, events: Sequence[Event]) -> Chart | None:
    """Return the events by date, a lane a kind; nothing where there are none."""
    if not events:
        return None
    first = min(each.date for each in events)[:4]
    return timeline(f"{many(len(events), 'dated fact')} on {label} since {first}", events)
