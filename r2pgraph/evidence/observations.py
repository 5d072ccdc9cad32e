"""Write voting agreement down as observations, each of which says of which span and how many votes it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.vocab import EXTERNAL, expand, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from r2pgraph.evidence.profiling import Agreement

_XSD: Final = EXTERNAL["xsd"]


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
    yield _line(subject, "rdf:type", f"<{expand('r2p:VotingAgreement')}>")
    yield _line(subject, "qb:dataSet", f"<{iri('code', 'voting-agreements')}>")
    yield _line(subject, "r2p:state", f"<{iri('state', state)}>")
    yield _line(subject, "r2p:comparesWith", f"<{iri('state', found.other)}>")
    yield _line(subject, "r2p:year", f'"{last}"^^<{_XSD}gYear>')
    yield _line(subject, "r2p:validFrom", f'"{first}"^^<{_XSD}gYear>')
    yield _line(subject, "r2p:sharedVotes", f'"{found.shared}"^^<{_XSD}integer>')
    yield _line(subject, "r2p:sameVotes", f'"{found.same}"^^<{_XSD}integer>')
    yield _line(subject, "r2p:value", f'"{found.share}"^^<{_XSD}decimal>')
    yield _line(subject, "prov:wasDerivedFrom", f"<{iri('query', 'voting-agreement')}>")


def _line(subject: str, predicate: str, written: str) -> str:
    return f"<{subject}> <{expand(predicate)}> {written} .\n"
