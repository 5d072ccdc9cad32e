"""Triples of roll calls, of what states did in them, and of their headings; one triple a vote.

What was put to the vote and is no whole adopted text is a proposal; it is dated and has an organ, and nobody adopted
it. A name that means no state of ours makes no triple.
"""

from __future__ import annotations

from typing import Final

from r2pgraph.graph.mappings.words import SOURCE, TYPE, Chosen, Date, Individual, Mapping, Text, Typed, describe
from r2pgraph.tables.votes import RELATIONS

_WHOLE: Final = "whole"
_HEADINGS: Final = {
    "unbis": "r2p:subjectHeading",
    "dhl-authority": "r2p:nameHeading",
    "agenda": "r2p:agendaEntry",
    "undl": "r2p:subjectHeading",
}


def _either(adopted: str, proposed: str) -> Chosen:
    """Return the term for a whole adopted text, or the one for a proposal."""
    return Chosen(_WHOLE, {"true": adopted, "false": proposed})


MAPPINGS: Final = (
    Mapping(
        "roll_calls",
        "votes",
        (
            describe(
                "resolution:{key}",
                (TYPE, _either("r2p:Resolution", "r2p:Proposal")),
                (_either("dcterms:identifier", "r2p:resolutionSymbol"), Text("symbol")),
                ("dcterms:title", Text("title", "en")),
                (_either("r2p:adoptedOn", "dcterms:date"), Date("adopted_on")),
                ("r2p:adoptionMode", Individual("adoption:{adoption_mode}")),
                ("r2p:yesCount", Typed("yes_count", "xsd:integer")),
                ("r2p:noCount", Typed("no_count", "xsd:integer")),
                ("r2p:abstentionCount", Typed("abstention_count", "xsd:integer")),
                (_either("r2p:adoptedBy", "r2p:votedIn"), Individual("organisation:{adopted_by}")),
                SOURCE,
            ),
        ),
    ),
    Mapping(
        "votes",
        "votes",
        (
            describe(
                "state:{state}",
                (
                    Chosen("relation", {name: f"r2p:{name}" for name in RELATIONS}),
                    Individual("resolution:{resolution}"),
                ),
            ),
        ),
    ),
    Mapping(
        "subjects",
        "votes",
        (describe("resolution:{resolution}", (Chosen("scheme", _HEADINGS), Text("term"))),),
    ),
)
