"""What changed between editions is told from the graph, and where there is one edition alone that is told."""

from __future__ import annotations

import html
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import Site, respond
from r2pgraph.pages.subjects import changes
from r2pgraph.store import EmbeddedStore, kept, load, open_store
from r2pgraph.vocab import BASE, EXTERNAL, R2P

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RDF, DCTERMS, PROV, XSD = (EXTERNAL[prefix] for prefix in ("rdf", "dcterms", "prov", "xsd"))
IMPORTS = f"""<{BASE}graph/ga-78> <{DCTERMS}title> "Resolutions: ga-78"@en .
<{BASE}graph/ga-78> <{PROV}wasDerivedFrom> <{BASE}edition/ga-78-2> .
<{BASE}edition/ga-78-2> <{RDF}type> <{R2P}ImportedEdition> .
<{BASE}edition/ga-78-2> <{R2P}isOfKind> <{BASE}import/undgacm-ga> .
<{BASE}edition/ga-78-2> <{DCTERMS}title> "A_78.xlsx" .
<{BASE}edition/ga-78-2> <{R2P}rowCount> "330"^^<{XSD}integer> .
<{BASE}edition/ga-78-2> <{PROV}wasRevisionOf> <{BASE}edition/ga-78-1> .
<{BASE}activity/import-ga-78-2> <{PROV}used> <{BASE}edition/ga-78-2> .
<{BASE}activity/import-ga-78-2> <{PROV}endedAtTime> "2026-11-20T00:00:00Z"^^<{XSD}dateTime> .
"""


RATED = f"""<{BASE}rating/AAA-2023-upr> <{RDF}type> <{R2P}Rating> .
<{BASE}rating/AAA-2023-upr> <{R2P}state> <{BASE}state/AAA> .
<{BASE}rating/AAA-2023-upr> <{R2P}year> "2023"^^<{XSD}gYear> .
<{BASE}rating/AAA-2023-upr> <{R2P}indicator> <{BASE}indicator/upr> .
<{BASE}rating/AAA-2023-upr> <{R2P}level> <{BASE}level/fair> .
<{BASE}level/fair> <{DCTERMS}title> "Fair"@en .
<{BASE}level/good> <{DCTERMS}title> "Good"@en .
<{BASE}source/s> <{RDF}type> <{R2P}Source> .
<{BASE}source/s> <{DCTERMS}title> "A list"@en .
<{BASE}state/AAA> <{RDF}type> <{R2P}State> .
<{BASE}state/AAA> <{DCTERMS}title> "Aland"@en .
<{BASE}state/AAA> <{R2P}votedYes> <{BASE}resolution/R-1> .
"""
FOUND = f"""<{BASE}rating/AAA-2023-upr> <{R2P}restsOn> <{BASE}finding/new> .
<{BASE}finding/new> <{RDF}type> <{R2P}Finding> .
<{BASE}finding/new> <{R2P}claim> "<script>alert(1)</script>"@en .
"""
DEPRECATED = f"""<{R2P}Old> <{EXTERNAL["owl"]}deprecated> "true"^^<{XSD}boolean> .
"""
TERM = f"""<{R2P}Old> <{RDF}type> <{EXTERNAL["owl"]}Class> .
"""


def shown(site: Site, since: str = "") -> str:
    """Return the page of a store."""
    found = respond(site, "/changes", {"since": since} if since else {}, "text/html")
    assert 200 == found.status
    return found.content.decode()


def said(page: str) -> str:
    """Return the words of the part of a page that tells what changed."""
    part = page[page.index('id="main"') : page.index('id="imports-title"')]
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", part)).split())


def fill(home: Path, facts: str, terms: str = TERM) -> None:
    """Build a store of facts and terms."""
    load(home, {f"{BASE}graph/facts": facts.encode(), f"{BASE}graph/ontology": terms.encode()})


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with three kept editions, one of them withdrawn, and a later store."""
    home = tmp_path_factory.mktemp("kept")
    fill(home, RATED)
    kept.keep(home, "2026.1")
    kept.keep(home, "2026.2")
    kept.withdraw(home, "2026.2", "A vote was wrong.")
    fill(home, RATED.replace("level/fair> .", "level/good> .") + FOUND)
    kept.keep(home, "2026.3")
    corrected = (
        RATED.replace("level/fair> .", "level/good> .").replace("votedYes", "votedNo").replace("A list", "A table")
    )
    fill(home, corrected + FOUND, TERM + DEPRECATED)
    return home


@pytest.fixture(scope="module")
def later(home: Path) -> Iterator[Callable[[str], Site]]:
    """Return what shows the store that counts, or a kept edition, beside the others."""
    with ExitStack() as opened:

        def show(edition: str = "") -> Site:
            store = EmbeddedStore.read_only(kept.folder(home, edition)) if edition else open_store(home)
            assert store.place is not None
            return Site(opened.enter_context(store), edition=edition, editions=kept.Editions.beside(store.place))

        yield show


@pytest.fixture(scope="module")
def imported(shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the pages of a store in which one import replaced another."""
    home = tmp_path_factory.mktemp("imported")
    load(home, {**shipped, f"{BASE}graph/imports": IMPORTS.encode()})
    with open_store(home) as store:
        yield Site(store, edition="2026.2")


def test_one_edition_alone_is_compared_with_nothing(site: Site) -> None:
    """No list of changes is made up."""
    page = shown(site)

    assert "There is nothing to compare: what is shown is the only edition." in page
    assert "None: the store holds what is shipped with the project." in page


def test_what_an_import_replaced_is_told(imported: Site) -> None:
    """Series, edition, day, rows and the former edition."""
    page = shown(imported)
    row = page[page.index("Imported editions and what they replaced") :].partition("</table>")[0]

    assert all(part in row for part in ("Resolutions: ga-78", "ga-78-2", "20 November 2026", ">330<", "ga-78-1"))


def test_the_edition_that_is_shown_is_named(imported: Site) -> None:
    """A kept edition is shown under its own name."""
    assert "What is shown now is edition 2026.2." in shown(imported)


def test_every_graph_is_told_with_its_size(site: Site, shipped: dict[str, bytes]) -> None:
    """The numbers can be set beside those of another edition."""
    page = shown(site)

    assert all(f'data-label="Statements">{len(set(data.splitlines())):,}<' in page for data in shipped.values())


def test_the_newest_edition_that_stands_is_compared(later: Callable[..., Site]) -> None:
    """A vote that was corrected, the source whose title changed, and a deprecated term; no rating moved."""
    words = said(shown(later()))

    assert "Set beside edition 2026.3" in words
    assert "No rating moved" in words
    assert "Aland resolution:R-1 Corrected position:yes position:no" in words
    assert "Changed : A table ( as it was ) dcterms:title: A list → A table" in words
    assert "Deprecated : r2p:Old ( as it was ) owl:deprecated: now true" in words


def test_any_former_edition_is_compared_when_it_is_asked_for(later: Callable[..., Site]) -> None:
    """The rating stands first, with its marks, the new finding and the way to what it was."""
    page = shown(later(), "2026.1")
    words = said(page)

    assert "Aland 2023, indicator:upr" in words
    assert "Moved: Fair → Good. As it was in 2026.1" in words
    assert "Evidence came : finding:new r2p:claim: now <script>alert(1)</script>" in words
    assert "<script>" not in page
    assert 'href="/rating/AAA-2023-upr?edition=2026.1"' in page
    assert 'href="/ontology?edition=2026.1#Old"' in page
    assert (
        page.index("ratings-moved")
        < page.index("facts-told")
        < page.index("terms-told")
        < page.index("statements-told")
    )


def test_every_former_edition_is_listed_and_a_withdrawn_one_says_why(later: Callable[..., Site]) -> None:
    """The newest first; the one that is gone is compared with nothing."""
    page = shown(later())
    words = said(page)

    assert words.index("2026.3 , kept on") < words.index("2026.2 , kept on") < words.index("2026.1 , kept on")
    assert ": A vote was wrong. It is not compared." in words
    assert 'href="/changes?since=2026.1"' in page
    assert 'href="/changes?since=2026.2"' not in page
    assert "A vote was wrong. It is not compared." in said(shown(later(), "2026.2"))


def test_an_edition_that_is_shown_is_compared_with_those_before_it(later: Callable[..., Site]) -> None:
    """What came later is no part of its page, and the first has none before it."""
    third, first = shown(later("2026.3")), shown(later("2026.1"))

    assert "Set beside edition 2026.1" in said(third)
    assert 'href="/rating/AAA-2023-upr?edition=2026.1"' in third
    assert "There is nothing to compare" in first


def test_an_unknown_former_edition_is_told_with_those_that_stand(later: Callable[..., Site]) -> None:
    """As a question that cannot be asked."""
    found = respond(later(), "/changes", {"since": "2026.9"}, "text/html")

    assert 400 == found.status
    assert "Before what is shown: 2026.3, 2026.1." in html.unescape(found.content.decode())


def test_an_edition_that_is_the_same_is_told_as_such(home: Path) -> None:
    """No table without a row."""
    kept.keep(home, "2026.4")
    with open_store(home) as store:
        page = shown(Site(store, editions=kept.Editions(home)))

    assert "Nothing changed since edition 2026.4" in page
    assert "statements-told" not in page


def test_a_graph_that_is_too_large_is_told_by_its_size(
    later: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where to have it compared."""
    monkeypatch.setattr(changes, "MOST", 2)
    words = said(shown(later(), "2026.1"))

    assert "graph:facts is too large to be compared on a page: 12 statements then, 15 now." in words
    assert "r2pgraph diff 2026.1 current" in words


def test_files_do_not_promise_to_tell_what_changes_once_there_are_two_editions(tmp_path: Path) -> None:
    """They show one edition for good; a service will tell."""
    fill(tmp_path, RATED)
    with open_store(tmp_path) as store:
        files, service = (said(shown(Site(store, serverless=each))) for each in (True, False))

    assert "these files show one edition alone." in files
    assert "Once there are two" not in files
    assert "Once there are two" in service
