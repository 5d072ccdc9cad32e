"""Whoever gets a problem instead of an answer can look up what it means, which limit it is, and what to do."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from r2pgraph.graph.reading import read
from r2pgraph.ontology import files
from r2pgraph.pages.titles import TITLES
from r2pgraph.service.limits import MEGABYTE, Limits
from r2pgraph.service.problems import ProblemError
from r2pgraph.service.workers.snapshots import EDITIONS
from r2pgraph.vocab import EXTERNAL, compact, iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Server, Start

ROOT = Path(__file__).resolve().parents[2]
FORMS = ["text/html", "text/turtle", "application/ld+json", "application/n-triples", "text/csv"]
LIMITS = Limits(workers=6, own_workers=3, long=2)
NUMBERS = {
    "answer-rows": [LIMITS.rows],
    "answer-size": [LIMITS.answer // MEGABYTE],
    "busy": [int(LIMITS.waiting)],
    "connections": [LIMITS.connections, LIMITS.connections_each],
    "fair-use": [LIMITS.parallel, LIMITS.own_parallel, int(LIMITS.query_seconds), int(LIMITS.errors)],
    "memory": [LIMITS.memory // MEGABYTE],
    "query-size": [LIMITS.query // MEGABYTE],
    "request-time": [int(LIMITS.body_seconds)],
    "time": [int(LIMITS.seconds)],
}
"""The limits of a service that is started without others, as the page of a problem has to name them."""


def concepts() -> dict[str, dict[str, list[str]]]:
    """Return what the ontology says of each kind of problem, by its key."""
    path = next(path for path in files("scheme") if path.name == "problems.ttl")
    said: dict[str, dict[str, list[str]]] = {}
    for quad in read(path):
        subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if subject.startswith(iri("problem", "")):
            key = subject.removeprefix(iri("problem", ""))
            said.setdefault(key, {}).setdefault(compact(quad.predicate.value), []).append(value)
    return said


def raised() -> Iterator[tuple[str, int]]:
    """Yield the kind and the line of every problem that the service makes; a kind that is computed is an error."""
    for path in sorted((ROOT / "r2pgraph/service").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ProblemError":
                kind = node.args[0]
                assert isinstance(kind, ast.Constant), f"{path}:{node.lineno} computes the kind"
                yield str(kind.value), node.lineno


def test_the_ontology_has_the_types_and_titles_of_the_service() -> None:
    """Neither has a type more, and none has another title; the key of each is its notation."""
    said = concepts()

    assert dict(TITLES) == {key: each["skos:prefLabel"][0] for key, each in said.items()}
    assert {key: [key] for key in TITLES} == {key: each["skos:notation"] for key, each in said.items()}


def test_every_type_that_the_service_makes_is_explained() -> None:
    """And none is explained that it never makes."""
    assert set(concepts()) == {kind for kind, _ in raised()}


def test_each_type_says_what_to_do_about_it() -> None:
    """The remedy stands apart from what it means."""
    notes = {key: each["skos:scopeNote"] for key, each in concepts().items()}

    assert [] == [key for key, said in notes.items() if sum(note.startswith("Remedy: ") for note in said) != 1]


@pytest.mark.parametrize(("kind", "numbers"), NUMBERS.items())
def test_a_limit_is_told_as_it_is(kind: str, numbers: list[int]) -> None:
    """Who changes a limit changes what its page says."""
    limit = next(note for note in concepts()[kind]["skos:scopeNote"] if note.startswith("Limit: "))
    words = limit.replace(";", "").replace(".", "").split()

    assert [f"{number:,}" for number in numbers] == [f"{number:,}" for number in numbers if f"{number:,}" in words]


def test_editions_that_are_open_at_once_are_told_as_they_are() -> None:
    """In words, as the sentence goes on."""
    limit = next(note for note in concepts()["busy"]["skos:scopeNote"] if note.startswith("Limit: "))

    assert EDITIONS == 2
    assert limit.endswith("two kept editions open at once.")


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_the_address_of_a_type_is_one_of_ours(kind: str, server: Server) -> None:
    """A page for people and the four data forms for programs, all with title and remedy."""
    path = ProblemError(kind, 400, "").document()["type"].removeprefix("https://w3id.org/r2pgraph")
    replies = [server.send("GET", path, Accept=form) for form in FORMS]
    page = replies[0].content.decode()
    statements = list(ox.parse(replies[1].content, ox.RdfFormat.TURTLE))
    label = ox.NamedNode(EXTERNAL["skos"] + "prefLabel")

    assert [(200, form) for form in FORMS] == [(reply.status, reply.media_type) for reply in replies]
    assert f"<h1>{TITLES[kind]}</h1>" in page
    assert "Remedy: " in page
    assert TITLES[kind] in [each.object.value for each in statements if each.predicate == label]


def test_the_page_of_a_problem_leads_to_its_type(server: Server) -> None:
    """A reader is one step from what to do, a program has the address in the document."""
    reply = server.send("GET", "/sparql?query=SELECT", Accept="text/html")
    document = server.send("GET", "/sparql?query=SELECT").json

    assert b'<a href="/problem/query">' in reply.content
    assert ("https://w3id.org/r2pgraph/problem/query", TITLES["query"]) == (document["type"], document["title"])


def test_pages_and_queries_give_a_problem_the_same_title(start: Start, served_home: Path) -> None:
    """One type has one title, wherever it is met."""
    server = start(served_home)
    page = server.send("GET", "/state?page=99", Accept="text/turtle")
    unknown = server.send("GET", "/state/TLZ", Accept="text/turtle")

    assert ("unknown-page", TITLES["unknown-page"]) == (unknown.json["type"].rpartition("/")[2], unknown.json["title"])
    assert 200 == page.status
