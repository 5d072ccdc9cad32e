"""The page on changes knows an edition as soon as it is kept, and one that was withdrawn from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2pgraph.store import kept, load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Start

GRAPH = "https://w3id.org/r2pgraph/graph/schemes"
LEVEL = "<https://w3id.org/r2pgraph/level/fair>"


def test_the_page_on_changes_follows_what_is_kept(start: Start, tmp_path: Path) -> None:
    """Though pages are kept ready and the store stays the same."""
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    load(tmp_path, {GRAPH: f'{LEVEL} {label} "Fair"@en .\n'.encode()})
    server = start(tmp_path, workers=1, own_workers=1)
    alone = server.send("GET", "/changes").content.decode()
    kept.keep(tmp_path, "one")
    same = server.send("GET", "/changes").content.decode()
    kept.withdraw(tmp_path, "one", "It was a draft.")
    gone = server.send("GET", "/changes").content.decode()

    assert "There is nothing to compare: what is shown is the only edition." in alone
    assert "Nothing changed since edition one" in same
    assert "It was a draft. It is not compared." in gone
    assert "no former edition stands" in gone
