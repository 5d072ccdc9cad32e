"""The terms as pages and tests see them."""

from __future__ import annotations

from r2pgraph.ontology.terms import Term, terms


def test_a_term_says_everything_that_a_page_shows() -> None:
    """Name, kind, words, home, parents, domain and range come from the Turtle."""
    found = {term.name: term for term in terms()}

    expected = Term(
        name="inArea",
        kind="object property",
        label="in area",
        definition="Links an indicator to its thematic area.",
        example="indicator:rome-statute is in area:human-rights-obligations.",
        module="core",
        parents=("skos:broader",),
        domain=("r2p:Indicator",),
        range=("r2p:ThematicArea",),
    )

    assert expected == found["inArea"]


def test_a_hint_counts_like_an_axiom() -> None:
    """A range that OWL 2 DL cannot state, such as a year, is shown all the same."""
    found = {term.name: term for term in terms()}

    assert ("xsd:gYear",) == found["year"].range
    assert ("r2p:Assessment", "r2p:Rating", "r2p:Score", "r2p:Submission") == found["year"].domain


def test_terms_come_in_order_and_only_from_our_namespace() -> None:
    """External classes are declared in the modules and are not ours to describe."""
    names = [term.name for term in terms()]

    assert sorted(names) == names
    assert "Concept" not in names
