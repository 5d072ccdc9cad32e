"""An address gives its document, in the form that is asked for, or says why there is none."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
import rdflib

from r2pgraph.pages import Page, Site, offers, respond
from r2pgraph.vocab import BASE, SEGMENTS

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore

DATA = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples", "csv": "text/csv"}
HTML = "text/html"


def asked(site: Site, path: str, media_type: str = HTML) -> Page:
    """Return the document of an address."""
    return respond(site, path, {}, media_type)


def test_a_thing_is_to_be_had_as_a_page_and_in_four_data_forms() -> None:
    """The page comes first, for who has no wish."""
    assert (HTML, *DATA.values()) == offers("/state/TLS")


def test_an_address_with_an_ending_has_one_form() -> None:
    """Who names the form gets that form."""
    assert [(form,) for form in DATA.values()] == [offers(f"/state/TLS.{ending}") for ending in DATA]


def test_the_data_forms_hold_the_same_statements(site: Site) -> None:
    """Turtle, JSON-LD and N-Triples are one graph, and CSV has a row for each of its statements."""
    documents = {form: asked(site, "/rating/TLS-2023-upr", media_type).content for form, media_type in DATA.items()}
    graphs = [set(rdflib.Graph().parse(documents[form], format=name)) for form, name in
              (("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt"))]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(documents["csv"].decode())))

    assert graphs[0] == graphs[1] == graphs[2]
    assert {(str(s), str(p), str(o)) for s, p, o in graphs[0]} == {
        (row["subject"], row["predicate"], row["object"]) for row in rows
    }


def test_a_thing_is_described_in_both_directions(site: Site) -> None:
    """What others say of a state stands beside what it says of itself."""
    graph = rdflib.Graph().parse(asked(site, "/state/TLS", "text/turtle").content, format="turtle")
    state = rdflib.URIRef(f"{BASE}state/TLS")

    assert (state, None, None) in graph
    assert (rdflib.URIRef(f"{BASE}rating/TLS-2023-upr"), None, state) in graph


@pytest.mark.parametrize(
    "path", ["/state/tls", "/state/timor-leste", "/State/TLS", "/state/Timor Leste", "/state/TLS/"]
)
def test_another_spelling_leads_to_the_address(site: Site, path: str) -> None:
    """Case, hyphens and the name of the thing are no reason for a dead end."""
    page = asked(site, path)

    assert (301, "/state/TLS") == (page.status, page.location)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/state/Burma", "/state/MMR"), ("/state/Ivory-Coast", "/state/CIV"), ("/state/North Korea", "/state/PRK"),
        ("/state/626", "/state/TLS"), ("/state/United-States.csv", "/state/USA.csv"),
        ("/indicator/8", "/indicator/rome-statute"), ("/rating/TLS-2023-8", "/rating/TLS-2023-rome-statute"),
        ("/resolution/75-277", "/resolution/A-RES-75-277"),
    ],
)  # fmt: skip
def test_a_former_or_short_name_or_a_number_leads_to_the_thing(site: Site, path: str, meant: str) -> None:
    """Who joins own data by other names and codes gets there as well."""
    page = asked(site, path)

    assert (301, meant) == (page.status, page.location)


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/treaty/Genocide", "/treaty/IV-1"), ("/assessment/TLS", "/assessment/TLS-2023"),
        ("/state/Korea", "/state/KOR"), ("/state/Timor-Lest", "/state/TLS"), ("/ontology/rating", "/ontology#Rating"),
        ("/rating/TLS-2023-99", "/rating/TLS-2023-upr"), ("/trusts", "/trust"), ("/states", "/state"),
    ],
)  # fmt: skip
def test_a_part_of_a_name_leads_to_what_may_be_meant(site: Site, path: str, near: str) -> None:
    """It is no dead end, and nothing is guessed."""
    page = asked(site, path)

    assert 404 == page.status
    assert f'href="{near}"' in page.content.decode()


def test_a_place_that_is_near_is_named_as_the_doors_name_it(site: Site) -> None:
    """No address stands where a name is expected."""
    assert '<a href="/state">States</a>' in asked(site, "/states").content.decode()


@pytest.mark.parametrize("place", ["/state", "/query", "/ontology", "/trust"])
def test_a_slash_at_the_end_of_a_list_is_forgiven(site: Site, place: str) -> None:
    """The address without it is one redirection away."""
    assert (301, place) == (asked(site, f"{place}/").status, asked(site, f"{place}/").location)


def test_a_symbol_with_its_slashes_leads_to_the_resolution(site: Site) -> None:
    """Whoever pastes a symbol arrives, in the form that the ending names."""
    assert "/resolution/A-RES-75-277.ttl" == asked(site, "/resolution/A/RES/75/277.ttl", "text/turtle").location


def test_an_unknown_thing_names_its_neighbours(site: Site) -> None:
    """A page for people, a problem document for programs; both lead on."""
    page, problem = asked(site, "/state/TLZ"), asked(site, "/state/TLZ", "text/turtle")
    said = json.loads(problem.content)

    assert (404, 404) == (page.status, problem.status)
    assert b'href="/state/TLS"' in page.content
    assert ("application/problem+json", 404) == (problem.media_type, said["status"])
    assert "/state/TLS" in said["near"]


@pytest.mark.parametrize(
    ("path", "parameters", "kind"),
    [("/state/TLZ", {}, "unknown-page"), ("/nothing", {}, "unknown-page"), ("/treaty/IV-1", {"sort": "luck"}, "query")],
)
def test_a_page_that_says_why_there_is_none_leads_to_its_type(
    site: Site, path: str, parameters: dict[str, str], kind: str
) -> None:
    """A reader is one step from what it means and what to do, and that page is there."""
    page = respond(site, path, parameters, HTML)

    assert f'<a href="/problem/{kind}">' in page.content.decode()
    assert 200 == asked(site, f"/problem/{kind}").status


@pytest.mark.parametrize(
    "path", ["/", "//", "/../etc/passwd", "/state/..", "/state/%2e", "/state/TLS.exe", "/\x00", "/é"]
)
def test_no_path_is_an_accident(site: Site, path: str) -> None:
    """Whatever is asked for gets a document that says what it is."""
    assert asked(site, path).status in ({200} if path == "/" else {301, 404})


def test_a_vote_has_an_address_though_it_is_stored_as_one_statement(site: Site) -> None:
    """The saved CONSTRUCT makes the thing that the name promises."""
    turtle = asked(site, "/vote/A-RES-75-277-TLS", "text/turtle").content.decode()

    assert "r2p:castOn resolution:A-RES-75-277" in turtle
    assert "r2p:hasPosition position:yes" in turtle


def test_every_thing_of_the_graph_has_a_page(site: Site, embedded: EmbeddedStore) -> None:
    """Of each class and segment, the first thing by name is drawn without a miss."""
    found = embedded.select(
        "SELECT ?class (MIN(STR(?thing)) AS ?first) WHERE { ?thing a ?class . "
        f'FILTER(STRSTARTS(STR(?thing), "{BASE}")) }} GROUP BY ?class'
    )
    paths = {term.value.removeprefix(BASE) for row in found.rows if (term := row[1])}
    missing = [
        path for path in sorted(paths) if path.split("/")[0] in SEGMENTS and asked(site, f"/{path}").status != 200
    ]

    assert [] == missing


def test_the_same_address_gives_the_same_bytes(site: Site, embedded: EmbeddedStore) -> None:
    """A page depends on the store alone."""
    paths = ("/", "/state", "/state/TLS", "/rating/TLS-2023-upr", "/resolution/A-RES-75-277")

    assert [asked(site, path).content for path in paths] == [asked(Site(embedded), path).content for path in paths]
