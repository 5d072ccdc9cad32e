"""The ontology is documented from itself, and handed out whole, all at once or a module at a time."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.compare import isomorphic

from r2pgraph import ontology
from r2pgraph.graph.reading import read
from r2pgraph.ontology.terms import terms
from r2pgraph.pages import Site, respond
from r2pgraph.publication.canonical import ntriples
from r2pgraph.validation.handbook import bindings
from r2pgraph.vocab import BASE, EXTERNAL, R2P

if TYPE_CHECKING:
    from pathlib import Path

    from r2pgraph.ontology.terms import Term
    from r2pgraph.store import EmbeddedStore

MODULES = [path for path in ontology.files("module") if path.stem != "r2p"]
FORMS = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/n-triples": "nt"}


def shown(site: Site, path: str, media_type: str = "text/html") -> str:
    """Return a document that is there."""
    page = respond(site, path, {}, media_type)
    assert 200 == page.status
    return page.content.decode()


def graph(text: str, form: str) -> rdflib.Graph:
    """Return a document as a graph."""
    return rdflib.Graph().parse(data=text, format=form)


def entry(page: str, name: str) -> str:
    """Return what stands about one term."""
    found = re.search(rf'<article class="term" aria-labelledby="{name}">.*?</article>', page, re.DOTALL)
    assert found, name
    return found[0]


def test_every_term_has_its_anchor_once(site: Site) -> None:
    """An IRI with a fragment leads to its place on the page."""
    anchors = re.findall(r'<h3 id="(\w+)">', shown(site, "/ontology"))

    assert sorted(term.name for term in terms()) == sorted(anchors)


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.name)
def test_a_term_says_what_it_means(term: Term, site: Site) -> None:
    """Label, definition and example stand on the page as in the module."""
    page = site.once("page of the ontology", lambda: shown(site, "/ontology"))
    text = html.unescape(entry(page, term.name))

    assert all(part in text for part in (term.label, term.definition, term.example))


def test_a_term_is_told_with_parents_domain_and_range(site: Site) -> None:
    """What an axiom says stands apart from what is only usual."""
    page = shown(site, "/ontology")

    assert '<dt>Kind of</dt><dd><a href="/ontology#TreatyAction">' in entry(page, "ConsentToBeBound")
    assert '<dt>Domain</dt><dd><a href="/ontology#TreatyAction">' in entry(page, "actor")
    assert '<dt>Values such as</dt><dd><a href="/ontology#Organisation">' in entry(page, "actor")
    assert "follows from its definition" in entry(page, "R2PSupporter")


def test_the_rules_that_bind_a_term_stand_beside_it(site: Site) -> None:
    """Each shape is told with what it says when it is broken."""
    text = entry(shown(site, "/ontology"), "adoptionMode")

    assert {"It is not said once whether there was a recorded vote."} == {
        binding.message for binding in bindings()[f"{R2P}adoptionMode"]
    }
    assert "It is not said once whether there was a recorded vote." in text


def test_the_queries_that_name_a_term_are_linked(site: Site) -> None:
    """From a term a reader gets to what asks for it."""
    assert 'href="/query/reference-tests"' in entry(shown(site, "/ontology"), "byTest")


@pytest.mark.parametrize("name", ["Accession", "R2PReference", "votedYes", "yesCount"])
def test_the_uses_of_a_term_are_those_of_the_triples(name: str, shipped: dict[str, bytes], site: Site) -> None:
    """A class counts its members, a property its statements, each triple once."""
    lines = set().union(*(data.splitlines() for data in shipped.values()))
    term, typed = f"<{R2P}{name}>".encode(), f"<{EXTERNAL['rdf']}type>".encode()
    statements = [line.split(b" ", 2)[1:] for line in lines]
    expected = sum(relation == term or (relation, value) == (typed, term + b" .") for relation, value in statements)

    assert f"<dt>Uses</dt><dd>{expected:,}</dd>" in entry(shown(site, "/ontology"), name)


def test_the_whole_is_the_graph_of_the_ontology(shipped: dict[str, bytes], site: Site) -> None:
    """The axioms on nodes without a name come whole, in each form."""
    expected = graph(shipped[f"{BASE}graph/ontology"].decode(), "nt")

    assert all(isomorphic(expected, graph(shown(site, "/ontology", form), name)) for form, name in FORMS.items())


def test_the_table_has_a_row_for_each_statement(shipped: dict[str, bytes], site: Site) -> None:
    """CSV is a form of the same statements."""
    rows = list(csv.DictReader(io.StringIO(shown(site, "/ontology", "text/csv"))))

    assert len(shipped[f"{BASE}graph/ontology"].splitlines()) == len(rows)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_holds_what_its_file_says(path: Path, site: Site) -> None:
    """All of its terms and axioms, none of another module's; terms of other vocabularies stand beside them."""
    written = own(graph(ntriples(read(path)).decode(), "nt"))
    served = own(graph(shown(site, f"/ontology/{path.stem}", "application/n-triples"), "nt"))
    subjects = {subject for subject in written.subjects() if isinstance(subject, rdflib.URIRef)}

    assert subjects == {subject for subject in served.subjects() if isinstance(subject, rdflib.URIRef)}
    for triple in set(served) - set(written):
        if not any(isinstance(part, rdflib.BNode) for part in triple):
            served.remove(triple)
    assert isomorphic(written, served)


def own(whole: rdflib.Graph) -> rdflib.Graph:
    """Return what is said of things of ours and of nodes without a name."""
    kept = rdflib.Graph()
    for triple in whole:
        if isinstance(triple[0], rdflib.BNode) or str(triple[0]).startswith(BASE):
            kept.add(triple)
    return kept


def test_the_same_ontology_gives_the_same_bytes(site: Site, embedded: EmbeddedStore) -> None:
    """Nodes without a name have lasting ones in every form."""
    documents = [(path, form) for path in ("/ontology", "/ontology/votes") for form in (*FORMS, "text/csv")]

    assert [shown(site, *each) for each in documents] == [shown(Site(embedded), *each) for each in documents]


def test_closed_lists_and_versions_have_addresses(site: Site) -> None:
    """What an IRI of the ontology names is to be had."""
    assert "Very Strong" in shown(site, "/ontology/schemes/levels").title()
    assert (301, "/ontology") == (
        (page := respond(site, "/ontology/0.1.0", {}, "text/html")).status,
        page.location,
    )


@pytest.mark.parametrize("path", ["/ontology/vote", "/ontology/schemes", "/ontology/../votes", "/ontology//votes"])
def test_an_unknown_module_names_those_that_there_are(path: str, site: Site) -> None:
    """Nothing else is reached by a path below the ontology."""
    assert 404 == respond(site, path, {}, "text/html").status


def test_every_term_links_back_to_a_place_that_is_there(site: Site) -> None:
    """No link within the page is dead."""
    page = shown(site, "/ontology")
    anchors = set(re.findall(r'id="([\w:-]+)"', page))
    wanted = set(re.findall(r'href="(?:/ontology)?#([\w-]+)"', page))

    assert set() == wanted - anchors
