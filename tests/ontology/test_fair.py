"""The checks that services on the web make of an ontology, made without the web: findable, accessible, reusable."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph import __version__
from r2pgraph.ontology import files, load
from r2pgraph.ontology.terms import Term, terms
from r2pgraph.pages import Site, offers, respond
from r2pgraph.store import EmbeddedStore
from r2pgraph.validation.handbook import bindings
from r2pgraph.vocab import BASE, EXTERNAL, R2P, compact, expand

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = f"{BASE}ontology"
FORMS = ("text/html", "text/turtle", "application/ld+json", "application/n-triples")
REUSED = ("dcat", "org", "prov", "qb", "schema", "sdmx-dimension", "skos")


@cache
def said() -> dict[str, dict[str, list[str]]]:
    """Return what the files of the ontology say of each thing with a name."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in load():
        if isinstance(quad.subject, ox.NamedNode):
            value = "" if isinstance(quad.object, ox.BlankNode) else str(quad.object.value)
            found.setdefault(quad.subject.value, {}).setdefault(compact(quad.predicate.value), []).append(value)
    return found


@pytest.fixture(scope="module")
def site(embedded: EmbeddedStore) -> Site:
    """Return the pages of the shipped data."""
    return Site(embedded)


def test_the_name_of_the_ontology_is_a_permanent_one() -> None:
    """It is below the permanent addresses, over a safe connection, and no address of a host."""
    assert ONTOLOGY.startswith("https://w3id.org/r2pgraph/")
    assert R2P == f"{ONTOLOGY}#"


def test_the_version_has_a_name_of_its_own_that_resolves(site: Site) -> None:
    """Version IRI, version number and package agree, and the address of the version leads to the ontology."""
    head = said()[ONTOLOGY]

    assert [f"{ONTOLOGY}/{__version__}"] == head["owl:versionIRI"]
    assert [__version__] == head["owl:versionInfo"]
    for form in FORMS:
        assert respond(site, f"/ontology/{__version__}", {}, form).status in {200, 301}


@pytest.mark.parametrize(
    "name",
    [
        "dcterms:title",
        "dcterms:abstract",
        "dcterms:creator",
        "dcterms:license",
        "dcterms:issued",
        "vann:preferredNamespacePrefix",
        "vann:preferredNamespaceUri",
    ],
)
def test_the_head_says_once(name: str) -> None:
    """What a register of ontologies asks for: what it is, whose, under which licence, since when, and its prefix."""
    assert 1 == len(said()[ONTOLOGY].get(name, []))


def test_prefix_and_namespace_are_the_ones_that_are_used() -> None:
    """What is announced is what stands in every file."""
    head = said()[ONTOLOGY]

    assert (["r2p"], [R2P]) == (head["vann:preferredNamespacePrefix"], head["vann:preferredNamespaceUri"])


def test_the_licence_is_one_that_a_program_knows() -> None:
    """An IRI of Creative Commons, the same in each file, and the one of the data."""
    licences = {each for thing in said().values() for each in thing.get("dcterms:license", [])}

    assert {"https://creativecommons.org/licenses/by/4.0/"} == licences
    assert "Creative Commons Attribution 4.0" in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")


def test_the_creator_is_described(embedded: EmbeddedStore) -> None:
    """Who made it is a thing with a name, not a string."""
    (creator,) = said()[ONTOLOGY]["dcterms:creator"]
    label = f"SELECT ?label WHERE {{ <{creator}> <{expand('rdfs:label')}> ?label }}"

    assert embedded.select(label).rows


@pytest.mark.parametrize("form", FORMS)
def test_the_ontology_is_handed_out_in_the_form_that_is_wished(form: str, site: Site) -> None:
    """The same address gives a page to people and RDF to programs."""
    page = respond(site, "/ontology", {}, form)

    assert form in offers("/ontology")
    assert (200, form) == (page.status, page.media_type)
    assert b"Rating" in page.content


@pytest.mark.parametrize("path", files("module", "bridge", "scheme"), ids=lambda path: path.stem)
def test_every_part_is_to_be_had_at_its_own_address(path: Path, site: Site) -> None:
    """What is imported can be fetched."""
    place = "/ontology" if path.stem == "r2p" else f"/{path.relative_to(ROOT).with_suffix('')}"

    assert 200 == respond(site, place, {}, "text/turtle").status


def test_every_import_resolves(site: Site) -> None:
    """No part names another that is nowhere."""
    imports = sorted({each for thing in said().values() for each in thing.get("owl:imports", [])})
    places = [f"/{each.removeprefix(BASE)}" for each in imports]

    assert places
    assert [] == [place for place in places if respond(site, place, {}, "text/turtle").status != 200]


def test_other_vocabularies_are_reused() -> None:
    """Their terms stand in axioms or links of ours, not only in the heads of files."""
    ours = [thing for name, thing in said().items() if name.startswith(R2P)]
    used = {value for thing in ours for values in thing.values() for value in values}

    assert [] == [prefix for prefix in REUSED if not any(each.startswith(EXTERNAL[prefix]) for each in used)]


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.name)
def test_a_term_is_documented_from_all_sides(term: Term, site: Site) -> None:
    """Definition, example, every rule that binds it, every query that names it, and how often it is used."""
    import html

    page = site.once("page for fair", lambda: respond(site, "/ontology", {}, "text/html"))
    found = re.search(
        rf'<article class="term" aria-labelledby="{term.name}">.*?</article>', page.content.decode(), re.DOTALL
    )
    assert found
    text = html.unescape(found[0])

    assert term.definition in text
    assert "<dt>Example</dt>" in text
    assert [] == [each.message for each in bindings().get(R2P + term.name, ()) if each.message not in text]
    assert re.search(r"<dt>Uses</dt><dd>(\d[\d,]*|none in this edition)</dd>", text)
    queries = [path.stem for path in sorted((ROOT / "queries").rglob("*.rq")) if _names(path, term)]
    assert len(queries) == len(re.findall(r'href="/query/[\w-]+"', text))


def _names(path: Path, term: Term) -> bool:
    return bool(re.search(rf"\br2p:{term.name}\b", path.read_text(encoding="utf-8")))
