"""Every address has one file, and the file says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from r2pgraph.pages import Site
from r2pgraph.pages.addresses import Address
from r2pgraph.pages.static_site import documents, places

if TYPE_CHECKING:
    from r2pgraph.store import EmbeddedStore


@pytest.mark.parametrize(
    ("path", "parameters", "file"),
    [
        ("/", {}, "index.html"),
        ("/index", {}, "index/index.html"),
        ("/index.ttl", {}, "index.ttl"),
        ("/state", {}, "state.html"),
        ("/state/TLS", {}, "state/TLS.html"),
        ("/state/TLS.ttl", {}, "state/TLS.ttl"),
        ("/ontology/schemes/levels", {}, "ontology/schemes/levels.html"),
        ("/action", {"page": "3"}, "action--page-3.html"),
        ("/resolution", {"session": "75", "reference": "any"}, "resolution--session-75--reference-any.html"),
    ],
)
def test_the_file_of_an_address(path: str, parameters: dict[str, str], file: str) -> None:
    """A page ends with html, data with its form, and a part of a list names what it was asked with."""
    assert file == places.file(path, parameters)


def test_no_two_addresses_share_a_file(embedded: EmbeddedStore) -> None:
    """Also on disks that take capitals for small letters, and beside what every site has of its own."""
    own = ["404.html", "search.html", "data/names.json", "data/r2pgraph.nq.gz", "static/style.css"]
    files = [*map(places.file, documents.paths(Site(embedded))), *own]
    assert len(files) == len({file.lower() for file in files})


@pytest.mark.parametrize(("path", "parameters"), [("/../etc", {}), ("/state", {"page": "../x"}), ("/a b", {})])
def test_what_can_be_no_file_is_none(path: str, parameters: dict[str, str]) -> None:
    """Nothing outside of the site is ever written, whatever an address says."""
    with pytest.raises(ValueError, match=r".+"):
        places.file(path, parameters)


@pytest.mark.parametrize(
    ("link", "page", "target"),
    [
        ("/state/TLS#acts", Address("", ""), Address("state", "TLS")),
        ("?session=75", Address("resolution", ""), Address("resolution", "", parameters={"session": "75"})),
        ("?page=1", Address("action", ""), Address("action", "")),
        (
            "?session=75&mode=&page=1",
            Address("resolution", ""),
            Address("resolution", "", parameters={"session": "75"}),
        ),
        ("/query/treaty-status?state=state:TLS", Address("", ""), Address("query", "treaty-status")),
        ("/vote/A-RES-75-277-TLS", Address("", ""), Address("resolution", "A-RES-75-277")),
        ("/vote/A-RES-75-277-TLS.ttl", Address("", ""), Address("resolution", "A-RES-75-277")),
    ],
)
def test_where_a_link_leads(link: str, page: Address, target: Address) -> None:
    """A part of a list is a file of its own; a query reads its values itself; a vote stands in its roll call."""
    found = places.target(link, page)
    assert found is not None
    assert target == found._replace(parameters=dict(found.parameters))


@pytest.mark.parametrize(
    ("place", "here", "named"),
    [
        ("state/TLS.html", "index.html", "state/TLS.html"),
        ("index.html", "state/TLS.html", "../index.html"),
        ("state/TLS.ttl", "state/TLS.html", "TLS.ttl"),
        ("static/style.css", "ontology/schemes/levels.html", "../../static/style.css"),
    ],
)
def test_files_name_each_other_from_where_they_stand(place: str, here: str, named: str) -> None:
    """So that a site works below any address."""
    assert named == places.relative(place, here)
