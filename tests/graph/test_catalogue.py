"""The catalogue says what each named graph is, in the words of DCAT and VoID."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from r2pgraph import __version__
from r2pgraph.graph.catalogue import catalogue
from r2pgraph.vocab import PREFIXES, iri

PREFIX_LINES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
ONE = b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"
GRAPHS = {iri("graph", key): ONE for key in ("assessment-TLS-2023", "cube", "plan-mine", "scores")}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Return the catalogue of four graphs with one triple each."""
    store = ox.Store()
    store.bulk_load(input=catalogue(GRAPHS), format=ox.RdfFormat.N_TRIPLES)
    return store


def holds(store: ox.Store, pattern: str) -> bool:
    """Return whether the catalogue says so."""
    return bool(store.query(f"{PREFIX_LINES} ASK {{ {pattern} }}"))


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_a_graph_is_a_listed_data_set_with_its_size(store: ox.Store, name: str) -> None:
    """Type in both vocabularies, a place in the catalogue, a title, and the number of triples."""
    assert holds(store, f"graph:catalogue dcat:dataset <{name}> . <{name}> a dcat:Dataset, void:Dataset")
    assert holds(store, f"<{name}> void:triples 1 ; dcterms:title ?title ; dcterms:description ?words")


def test_the_catalogue_is_one_and_bears_the_version(store: ox.Store) -> None:
    """A harvester finds the node to begin with."""
    assert holds(store, f'graph:catalogue a dcat:Catalog ; dcat:version "{__version__}"')
    assert not holds(store, "graph:catalogue dcat:dataset graph:catalogue")


def test_what_is_ours_names_us_and_a_plan_of_the_user_does_not(store: ox.Store) -> None:
    """Publisher and licence are ours to give for our own graphs only."""
    assert holds(store, "graph:scores dcterms:publisher organisation:r2pgraph ; dcterms:license ?licence")
    assert not holds(store, "graph:plan-mine dcterms:publisher|dcterms:license ?any")


@pytest.mark.parametrize("key", ["cube", "scores"])
def test_what_is_computed_names_the_assessments_it_comes_from(store: ox.Store, key: str) -> None:
    """Slices and scores are derived from every assessment."""
    assert holds(store, f"graph:{key} prov:wasDerivedFrom graph:assessment-TLS-2023")
