"""What changed between editions is told from the graph, and where there is one edition alone that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import Site, respond
from r2pgraph.store import load, open_store
from r2pgraph.vocab import BASE, EXTERNAL, R2P

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def shown(site: Site) -> str:
    """Return the page of a store."""
    found = respond(site, "/changes", {}, "text/html")
    assert 200 == found.status
    return found.content.decode()


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

    assert "There is nothing to compare" in page
    assert "None: the store holds what is shipped with the project." in page


def test_what_an_import_replaced_is_told(imported: Site) -> None:
    """Series, edition, day, rows and the former edition."""
    page = shown(imported)
    row = page[page.index("Imported editions and what they replaced") :].partition("</table>")[0]

    assert all(part in row for part in ("Resolutions: ga-78", "ga-78-2", "20 November 2026", ">330<", "ga-78-1"))
    assert "There is nothing to compare" not in page


def test_the_edition_that_is_shown_is_named(imported: Site) -> None:
    """A kept edition is shown under its own name."""
    assert "What is shown now is edition 2026.2." in shown(imported)


def test_every_graph_is_told_with_its_size(site: Site, shipped: dict[str, bytes]) -> None:
    """The numbers can be set beside those of another edition."""
    page = shown(site)

    assert all(f'data-label="Statements">{len(set(data.splitlines())):,}<' in page for data in shipped.values())
