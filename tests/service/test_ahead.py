"""The pages that are looked at most are drawn before anybody asks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from r2pgraph.pages import Site, ahead, respond

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Start

    from r2pgraph.store import EmbeddedStore

PATIENCE = 60
"""Seconds until a page must have been drawn."""


def test_every_page_that_is_drawn_ahead_is_one(embedded: EmbeddedStore) -> None:
    """The front page comes first, each address once, and none leads nowhere or elsewhere."""
    site = Site(embedded)
    paths = ahead.paths(site)
    first = {path.split("/")[1]: path for path in reversed(paths)}

    assert "/" == paths[0]
    assert len(set(paths)) == len(paths)
    assert {200} == {respond(site, path, {}, "text/html").status for path in first.values()}


def test_a_page_that_was_drawn_ahead_is_there_when_it_is_asked_for(start: Start, served_home: Path) -> None:
    """The reader who comes first finds it drawn."""
    server = start(served_home, ahead=1 << 20)
    end = time.monotonic() + PATIENCE
    while server.figure('documents_total{kept="no"}') < 2 and time.monotonic() < end:
        time.sleep(0.2)
    before = server.figure('documents_total{kept="yes"}')

    assert 200 == server.send("GET", "/", Accept="text/html").status
    assert before + 1 == server.figure('documents_total{kept="yes"}')
