"""Say which ratings are the observations of which assessment, as the Data Cube vocabulary wants its slices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.graph.lines import link
from r2pgraph.vocab import expand, iri

if TYPE_CHECKING:
    from collections.abc import Mapping


def slices(graphs: Mapping[str, bytes]) -> bytes:
    """Return each assessment as a slice of the ratings, with its observations, as sorted N-Triples.

    A rating of something that is no assessment is passed over; an assessment without ratings is an empty slice.

    Args:
        graphs: the triples of each named graph as N-Triples, by the graph's IRI.
    """
    ratings, assessments, parts = _found(graphs)
    lines = {link(iri("code", "ratings"), "qb:slice", assessment) for assessment in assessments}
    lines |= {link(whole, "qb:observation", part) for part, whole in parts if part in ratings and whole in assessments}
    return "".join(sorted(lines)).encode()


def _found(graphs: Mapping[str, bytes]) -> tuple[set[str], set[str], set[tuple[str, str]]]:
    """Return every rating, every assessment, and every pair of a part and its assessment."""
    import pyoxigraph as ox

    store = ox.Store()
    for data in (
        data for data in graphs.values() if b"/ontology#inAssessment>" in data or b"/ontology#Assessment>" in data
    ):
        store.bulk_load(input=data, format=ox.RdfFormat.N_TRIPLES)

    def pairs(predicate: str, value: str | None = None) -> set[tuple[str, str]]:
        thing = ox.NamedNode(expand(value)) if value else None
        found = store.quads_for_pattern(None, ox.NamedNode(expand(predicate)), thing, None)
        return {(str(quad.subject.value), str(quad.object.value)) for quad in found}  # type: ignore[union-attr]

    ratings = {subject for subject, _ in pairs("rdf:type", "r2p:Rating")}
    assessments = {subject for subject, _ in pairs("rdf:type", "r2p:Assessment")}
    return ratings, assessments, pairs("r2p:inAssessment")
