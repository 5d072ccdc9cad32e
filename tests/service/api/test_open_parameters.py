"""Whatever the forms offer to leave open is answered within the deadline that everybody has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from r2pgraph.queries import ANY, catalogue

if TYPE_CHECKING:
    from pathlib import Path

OPEN = {query.id: {each.name: ANY for each in query.parameters if not each.is_needed} for query in catalogue().values()}
ANSWERS = {200, 422}
"""All rows, or the word that they are more than an answer holds; a deadline would be 503."""


@pytest.fixture(scope="module")
def usual(start: Any, served_home: Path) -> Any:  # noqa: ANN401 - the fixtures of the folder above
    """Return a server with the limits that it has where nobody sets others, but for those of one client."""
    return start(served_home, query_seconds=100_000, errors=100_000)


@pytest.mark.parametrize("query", [query for query, values in OPEN.items() if values])
def test_every_parameter_that_can_be_open_at_once(query: str, usual: Any) -> None:  # noqa: ANN401
    """All of them, and each by itself."""
    asked = [OPEN[query], *({name: ANY} for name in OPEN[query])]
    replies = [usual.send("GET", f"/api/queries/{query}?{urlencode(values)}") for values in asked]

    assert {reply.status for reply in replies} <= ANSWERS


def test_everything_about_everything_is_not_offered(usual: Any) -> None:  # noqa: ANN401
    """A description is of one thing: the form asks for it, and whoever leaves it open is told so before any work."""
    reply = usual.send("GET", "/api/queries/description?thing=any")
    form = usual.send("GET", "/query/description", Accept="text/html").content.decode()

    assert 400 == reply.status
    assert "description needs one value for thing" in reply.json["detail"]
    assert 'name="thing" value="citation:TLS-2023-10" required' in form.replace(' autocomplete="off"', "")


def test_a_needed_value_is_asked_for(usual: Any) -> None:  # noqa: ANN401
    """With the value that would do."""
    reply = usual.send("GET", "/api/queries/voting-agreement?state=any")

    assert 400 == reply.status
    assert reply.json["detail"].startswith("voting-agreement needs one value for state, which 'any' leaves open.")
    assert reply.json["detail"].endswith("such as state=state:TLS.")
