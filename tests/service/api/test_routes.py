"""Saved queries over HTTP: formats, choices, refusals, and what clients need to keep an answer."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest

from r2pgraph.publication import tables
from r2pgraph.queries import catalogue, run
from r2pgraph.service.api.formats import GRAPHS, ROWS
from r2pgraph.store import EmbeddedStore
from r2pgraph.vocab import BASE, PREFIXES, iri

Server = Any


@pytest.mark.parametrize(("form", "media_type"), ROWS.items())
def test_a_format_is_named_or_wished(form: str, media_type: str, api: Server) -> None:
    """Both give the same bytes, under the type of the format."""
    named = api.send("GET", f"/api/queries/ratings?state=TLS&format={form}")
    wished = api.send("GET", "/api/queries/ratings?state=TLS", Accept=media_type)

    assert (200, media_type) == (named.status, named.media_type)
    assert named.content == wished.content
    assert media_type == wished.media_type


@pytest.mark.parametrize(("form", "media_type"), GRAPHS.items())
def test_a_construct_comes_as_a_graph(form: str, media_type: str, api: Server) -> None:
    """Its rows are to be had too."""
    address = "/api/queries/votes-as-nodes?state=TLS"

    assert (200, media_type) == ((graph := api.send("GET", f"{address}&format={form}")).status, graph.media_type)
    assert 4 == len(api.send("GET", f"{address}&format=json").json["rows"])


def test_the_rows_are_those_of_the_library(api: Server, embedded: EmbeddedStore) -> None:
    """By a name of the state as people write it."""
    reply = api.send("GET", "/api/queries/treaty-status?state=Timor%20Leste&date=2002-09-06&format=csv")
    expected = run(embedded, "treaty-status", {"state": "TLS", "date": "2002-09-06"})

    assert tables.write(expected, "csv") == reply.content.decode()
    assert 'attachment; filename="treaty-status.csv"' == reply.headers["content-disposition"]


@pytest.mark.parametrize(
    ("address", "status", "kind", "told"),
    [
        ("ratins", 404, "unknown-name", "Nearest known: ratings"),
        ("ratings?state=TLX", 400, "query", "TLS"),
        ("ratings?sate=TLS", 400, "query", "state"),
        ("ratings?year=MMXXIII", 400, "query", "write it as 2023"),
        ("ratings?format=xls", 400, "form", "json, csv"),
        ("ratings?state=TLS&state=FJI", 400, "form", "twice"),
        ("ratings?edition=none", 404, "unknown-edition", "none"),
        ("../../etc/passwd", 404, "unknown-page", "page"),
    ],
)
def test_what_cannot_be_answered_is_told(address: str, status: int, kind: str, told: str, api: Server) -> None:
    """As a problem document that names the nearest."""
    reply = api.send("GET", f"/api/queries/{address}")

    assert (status, "application/problem+json") == (reply.status, reply.media_type)
    assert reply.json["type"].endswith(f"/problem/{kind}")
    assert told in reply.json["detail"]


def test_a_type_that_no_format_has_is_refused(api: Server) -> None:
    """With those that there are."""
    reply = api.send("GET", "/api/queries/ratings", Accept="image/png")

    assert 406 == reply.status
    assert "application/vnd.apache.parquet" in reply.json["detail"]


def test_an_answer_that_a_client_has_is_not_sent_again(api: Server) -> None:
    """By its fingerprint, which is that of the form."""
    first = api.send("GET", "/api/queries/ratings?state=TLS")
    again = api.send("GET", "/api/queries/ratings?state=TLS", If_None_Match=first.headers["etag"])
    other = api.send("GET", "/api/queries/ratings?state=TLS&format=csv")

    assert (304, b"") == (again.status, again.content)
    assert first.headers["etag"] != other.headers["etag"]


def test_an_answer_of_too_many_rows_is_refused(start: Any, served_home: Any) -> None:  # noqa: ANN401
    """With the limit, and never cut."""
    small = start(served_home, workers=1, rows=35)
    reply = small.send("GET", "/api/queries/ratings")

    assert (422, 35) == (reply.status, reply.json["limit"])
    assert reply.json["type"].endswith("/answer-rows")


def test_the_list_names_every_query(api: Server) -> None:
    """And is open to scripts of every site."""
    reply = api.send("GET", "/api/queries", Origin="https://example.org")

    assert list(catalogue()) == [each["id"] for each in reply.json["queries"]]
    assert "*" == reply.headers["access-control-allow-origin"]


def test_the_contract_has_an_address_for_each_query(api: Server) -> None:
    """With every parameter."""
    contract = api.send("GET", "/openapi.json").json

    assert "3.1.0" == contract["openapi"]
    for query in catalogue().values():
        names = [each["name"] for each in contract["paths"][f"/api/queries/{query.id}"]["get"]["parameters"]]
        assert [*(each.name for each in query.parameters), "format", "edition"] == names


def test_the_endpoint_describes_itself_and_its_graphs(api: Server, embedded: EmbeddedStore) -> None:
    """The W3C's description names the default dataset and every graph, and where the counts are."""
    reply = api.send("GET", "/sparql", Accept="application/n-triples")
    said = {quad.triple for quad in ox.parse(reply.content, format=ox.RdfFormat.N_TRIPLES)}
    sd, whole = PREFIXES["sd"], ox.NamedNode(BASE)

    graphs = {triple.object.value for triple in said if triple.predicate.value == f"{sd}namedGraph"}  # type: ignore[union-attr]
    assert set(embedded.graphs()) == graphs
    assert ox.Triple(ox.NamedNode(api.address), ox.NamedNode(f"{sd}defaultDataset"), whole) in said
    assert 'rel="describedby"' in reply.headers["link"]


@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json"])
def test_the_well_known_address_has_the_counts(media_type: str, api: Server) -> None:
    """The whole with its endpoint, and every part of every graph."""
    reply = api.send("GET", "/.well-known/void", Accept=media_type)
    form = {"text/turtle": ox.RdfFormat.TURTLE, "application/ld+json": ox.RdfFormat.JSON_LD}[media_type]
    store = ox.Store()
    store.load(reply.content, format=form)
    prefixes = f"PREFIX void: <{PREFIXES['void']}> PREFIX r2p: <{PREFIXES['r2p']}>"

    assert store.query(f"{prefixes} ASK {{ <{BASE}> void:sparqlEndpoint <{api.address}> ; void:triples ?n }}")
    states = iri("graph", "states")
    assert store.query(f"{prefixes} ASK {{ <{states}> void:classPartition/void:class r2p:State }}")
    linkset = f"<{BASE}linkset/states-wikidata> a void:Linkset ; void:subjectsTarget <{states}> ; void:triples 196"
    assert store.query(f"{prefixes} ASK {{ {linkset} ; void:objectsTarget/void:uriSpace ?theirs }}")
    assert store.query(f"{prefixes} ASK {{ <{BASE}> void:subset <{BASE}linkset/states-wikidata> }}")


@pytest.mark.parametrize(
    ("wanted", "status", "piece", "told"),
    [
        ("bytes=0-4", 206, slice(0, 5), "bytes 0-4/{size}"),
        ("bytes=5-", 206, slice(5, None), "bytes 5-{last}/{size}"),
        ("bytes=-7", 206, slice(-7, None), "bytes {tail}-{last}/{size}"),
        ("bytes=3-999999", 206, slice(3, None), "bytes 3-{last}/{size}"),
        ("bytes=999999-", 416, slice(0, 0), "bytes */{size}"),
        ("bytes=9-3", 416, slice(0, 0), "bytes */{size}"),
        ("bytes=0-1,3-4", 200, slice(None), ""),
        ("lines=0-1", 200, slice(None), ""),
    ],
)
def test_a_piece_of_a_table_can_be_fetched(wanted: str, status: int, piece: slice, told: str, api: Server) -> None:
    """Libraries read the end of a Parquet file first, and then the columns that they need."""
    path = "/api/queries/states?format=csv"
    whole = api.send("GET", path)
    reply = api.send("GET", path, Range=wanted, Accept_Encoding="gzip")
    size = len(whole.content)
    place = told.format(size=size, last=size - 1, tail=size - 7)

    assert "bytes" == whole.headers["accept-ranges"]
    assert (status, place) == (reply.status, reply.headers.get("content-range", ""))
    if status == 206:
        assert whole.content[piece] == reply.content


def test_a_piece_of_another_version_is_the_whole(api: Server) -> None:
    """Who holds the beginning of what has changed since gets it all."""
    path = "/api/queries/states?format=csv"
    tag = api.send("GET", path).headers["etag"]

    assert 206 == api.send("GET", path, Range="bytes=0-4", If_Range=tag).status
    assert 200 == api.send("GET", path, Range="bytes=0-4", If_Range='"other"').status


def test_the_answers_can_be_read_as_they_are(api: Server) -> None:
    """JSON of plain values, with the question."""
    document = json.loads(api.send("GET", "/api/queries/ratings-by-level?state=TLS&year=2023").content)

    assert {"state": "TLS", "year": "2023"} == document["parameters"]
    assert [3, 2, 10, 15, 6] == [row["ratings"] for row in document["rows"]]
