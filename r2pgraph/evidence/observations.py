"""Write voting agreement down as observations, each of which says of which span and how many votes it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.graph.lines import link, typed
from r2pgraph.vocab import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from r2pgraph.evidence.profiling import Agreement


def observations(state: str, found: Iterable[Agreement], first: str, last: str) -> bytes:
    """Return the agreement of one state with others as sorted N-Triples.

    Args:
        state: the key of the state.
        found: its agreement with each other state.
        first: the first year of the votes compared.
        last: the last year of them, which is the year of the observation.
    """
    lines = {line for each in found for line in _observation(state, each, first, last)}
    return "".join(sorted(lines)).encode()


def _observation(state: str, found: Agreement, first: str, last: str) -> Iterator[str]:
    subject = iri("agreement", f"{state}-{found.other}-{first}-{last}")
    yield link(subject, "rdf:type", "r2p:VotingAgreement")
    yield link(subject, "qb:dataSet", iri("code", "voting-agreements"))
    yield link(subject, "r2p:state", iri("state", state))
    yield link(subject, "r2p:comparesWith", iri("state", found.other))
    yield typed(subject, "r2p:year", last, "gYear")
    yield typed(subject, "r2p:validFrom", first, "gYear")
    yield typed(subject, "r2p:sharedVotes", found.shared, "integer")
    yield typed(subject, "r2p:sameVotes", found.same, "integer")
    yield typed(subject, "r2p:value", found.share, "decimal")
    yield link(subject, "prov:wasDerivedFrom", iri("query", "voting-agreement"))
