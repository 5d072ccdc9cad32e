"""A static site in a real browser, from a server that knows nothing but files: finding, asking, and what is refused."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from r2pgraph.errors import QueryError
from r2pgraph.queries import catalogue, prepare
from r2pgraph.queries.catalogue import Parameter
from r2pgraph.queries.values import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Driven

    from r2pgraph.pages.static_site import Written
    from r2pgraph.store import EmbeddedStore

Small = tuple[Path, "Written"]

WHOLE = "document.readyState === 'complete'"


class Files(SimpleHTTPRequestHandler):
    """A plain server of files, as ``python -m http.server`` is one."""

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the name is the base class's
        """Write no log."""
        del format


@pytest.fixture(scope="module")
def top(small: Small) -> Iterator[str]:
    """Serve the small site below an address that is not the top of its host."""
    folder = small[0].parent / f"{small[0].name}-served"
    folder.mkdir()
    (folder / "r2p").symlink_to(small[0])
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/r2p/"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def without_complaint(browser: Driven) -> Iterator[None]:
    """No page is refused anything, and no script fails."""
    browser.said.clear()
    yield
    browser.run("1")
    assert not browser.said


def shown(browser: Driven) -> list[list[str]]:
    """Return the cells of the answer."""
    script = (
        "[...document.querySelectorAll('#answer tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return list(browser.run(script))


def test_a_page_has_its_style_below_any_address(browser: Driven, top: str) -> None:
    """And its links lead to pages there."""
    browser.open(top + "state/TLS.html")
    browser.wait(WHOLE)
    assert "flex" == browser.run("getComputedStyle(document.querySelector('.finding')).display")
    assert top + "treaty.html" == browser.run("[...document.links].find(link => link.text === 'Treaties').href")


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("timor", "state/TLS"),
        ("tls", "state/TLS"),
        ("A/RES/75/277", "resolution/A-RES-75-277"),
        ("r2p:Rating", "ontology.html#Rating"),
        ("east timor", "state/TLS"),
        ("votes of a state", "query/votes-of-state"),
    ],
)
def test_things_are_found_by_name_code_and_symbol(browser: Driven, top: str, wanted: str, path: str) -> None:
    """The closest is first."""
    browser.open(top + "index.html")
    browser.wait(WHOLE)
    browser.run(f"document.getElementById('wanted').value = {json.dumps(wanted)}")
    browser.run("document.querySelector('.finding').requestSubmit()")
    browser.wait("location.pathname.endsWith('search.html') && document.querySelector('#answer li') !== null")
    first = browser.run("document.querySelector('#answer li a').href")
    assert first == top + (path if "#" in path else f"{path}.html")


def test_what_nobody_is_called_is_said(browser: Driven, top: str) -> None:
    """With what could be done, and without a script that was planted in the address."""
    browser.open(top + "search.html?find=" + quote("<img src=x onerror=document.title=1>"))
    browser.wait("document.querySelector('#answer [role=status]') !== null")
    assert "Nothing here is called “<img" in browser.run("document.getElementById('answer').textContent")
    assert browser.run("document.querySelectorAll('#answer img').length") == 0


def test_a_query_is_answered_with_the_values_of_its_form(browser: Driven, top: str, embedded: EmbeddedStore) -> None:
    """A name is as good as a key; the rows are those of the store; the address can be passed on."""
    browser.open(top + "query/votes-of-state.html")
    browser.wait(WHOLE)
    browser.run("document.querySelector('#asking input').value = 'australia'")
    browser.run("document.getElementById('asking').requestSubmit()")
    browser.wait("document.querySelector('#answer caption')?.textContent.includes('australia')")
    expected = embedded.select(prepare("votes-of-state", state="AUS")).rows
    assert [row[1].value for row in expected if row[1]] == [row[1] for row in shown(browser)]
    assert "?state=australia" == browser.run("location.search")
    assert "state/AUS>" in browser.run("document.querySelector('#sparql code').textContent")


def test_an_address_with_values_shows_their_answer(browser: Driven, top: str, embedded: EmbeddedStore) -> None:
    """As pages link to the queries behind them, with a prefixed name."""
    browser.open(top + "query/treaty-status.html?state=state%3AFJI&date=any")
    browser.wait("document.querySelector('#answer caption')?.textContent.includes('FJI')")
    count = len(embedded.select(prepare("treaty-status", state="FJI", date="any")).rows)
    assert browser.run("document.getElementById('answer').textContent").startswith(f"{count} rows")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("Atlantis", "There is no state 'Atlantis'."),
        ('"> } #', "There is no state"),
        ("timor l", "Perhaps: Timor-Leste"),
    ],
)
def test_a_value_that_means_nothing_is_told(browser: Driven, top: str, state: str, told: str) -> None:
    """In words, with what is near; a value is one term of the query or none."""
    browser.open(top + "query/votes-of-state.html?state=" + quote(state))
    browser.wait("document.querySelector('#answer [role=alert]') !== null")
    assert told in browser.run("document.querySelector('#answer [role=alert]').textContent")


VALUES = (
    ("xsd:integer", "11"), ("xsd:integer", "-0"), ("xsd:integer", "1.5"), ("xsd:integer", ""), ("xsd:integer", "1\n"),
    ("xsd:decimal", ".5"), ("xsd:decimal", "5."), ("xsd:decimal", "."), ("xsd:decimal", "1e3"),
    ("xsd:boolean", "true"), ("xsd:boolean", "True"),
    ("xsd:gYear", "2023"), ("xsd:gYear", "-0044"), ("xsd:gYear", "44"),
    ("xsd:date", "2024-02-29"), ("xsd:date", "2023-02-29"), ("xsd:date", "1900-02-29"), ("xsd:date", "2000-02-29"),
    ("xsd:date", "2023-04-31"), ("xsd:date", "2023-13-01"), ("xsd:date", "2023-1-1"),
    ("xsd:string", 'a "b" \\ c'), ("xsd:string", "two\nlines\tand\rmore"), ("xsd:string", "nul\x00"),
    ("xsd:string", ""),
)  # fmt: skip


def test_a_value_becomes_the_same_term_as_in_the_service(browser: Driven, top: str) -> None:
    """Or is refused there too, in the same words."""
    browser.open(top + "query/votes-of-state.html")
    asked = f"Promise.all({json.dumps(VALUES)}.map(([type, value]) => term(type, value).catch(error => error.message)))"
    told = browser.run(f"import('../static/asking/values.js').then(({{term}}) => {asked})")
    assert [_term(*each) for each in VALUES] == told


def _term(kind: str, value: str) -> str:
    """Return what the service makes of a value, the quotation marks around a refused one as scripts write them."""
    try:
        return term(Parameter("value", kind, value, ""), value)
    except QueryError as error:
        return str(error).replace(repr(value), f"'{value}'")


def ask(browser: Driven, top: str, query: str) -> str:
    """Open the editor with a query, and return what it shows."""
    browser.open(top + "editor.html?query=" + quote(query))
    browser.wait("document.querySelector('#answer table, #answer .doubt, #answer .lead, #answer pre') !== null")
    return str(browser.run("document.getElementById('answer').innerText"))


def test_a_query_of_ones_own_sees_all_graphs_and_needs_no_prefixes(browser: Driven, top: str) -> None:
    """36 ratings of one assessment."""
    ask(browser, top, "SELECT (COUNT(*) AS ?n) WHERE { ?rating a r2p:Rating ; r2p:state state:TLS }")
    assert [["36"]] == shown(browser)


def test_every_form_of_query_is_answered(browser: Driven, top: str) -> None:
    """ASK in a word, CONSTRUCT as Turtle."""
    assert "Yes." in ask(browser, top, "ASK { state:TLS a r2p:State }")
    assert "No." in ask(browser, top, "ASK { state:TLS a r2p:Treaty }")
    assert "Timor-Leste" in ask(
        browser, top, "CONSTRUCT { state:TLS rdfs:label ?name } WHERE { state:TLS rdfs:label ?name }"
    )


def test_a_broken_query_says_where(browser: Driven, top: str) -> None:
    """In the words of the engine, and the next query is answered."""
    assert "No answer." in ask(browser, top, "SELECT ?s WHERE { ?s ?p }")
    assert "Yes." in ask(browser, top, "ASK {}")


def test_an_endless_query_is_stopped_and_the_next_answered(browser: Driven, top: str) -> None:
    """The page stays alive; who does not want to wait stops it."""
    browser.open(top + "editor.html?query=" + quote("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    browser.wait("document.querySelector('#answer [role=status] button') !== null")
    browser.run("document.querySelector('#answer [role=status] button').click()")
    browser.wait("document.querySelector('#answer [role=alert]') !== null")
    assert "Stopped." in browser.run("document.getElementById('answer').textContent")
    browser.run("document.querySelector('#asking textarea').value = 'ASK {}'")
    browser.run("document.getElementById('asking').requestSubmit()")
    browser.wait("document.querySelector('#answer .lead')?.textContent === 'Yes.'")


def test_every_saved_query_has_the_answer_that_the_store_gives(
    browser: Driven, top: str, embedded: EmbeddedStore
) -> None:
    """The engine in the browser is one more opinion: the same rows, term by term, for each question."""
    browser.open(top + "editor.html")
    browser.wait(WHOLE)
    for query in catalogue().values():
        if query.makes_triples:
            continue
        text = json.dumps(query.text)
        script = f"import('./static/asking/engine.js').then(engine => engine.ask({text}, 'json'))"
        told = json.loads(browser.run(script))
        answer = embedded.select(query.text)
        there = sorted(repr([row.get(name) for name in answer.columns]) for row in told["results"]["bindings"])
        here = json.loads(_json(embedded, query.text))["results"]["bindings"]
        assert sorted(repr([row.get(name) for name in answer.columns]) for row in here) == there, query.id


def _json(store: EmbeddedStore, text: str) -> bytes:
    answer: Any = store.engine.query(text, use_default_graph_as_union=True)
    return bytes(answer.serialize(format=ox.QueryResultsFormat.JSON))
