"""A home with tokens that is served, and files that can be submitted to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from r2pgraph import pipeline, sources
from r2pgraph.service.submissions import tokens
from r2pgraph.store import load

Server = Any


class Served(NamedTuple):
    """A server, its home, and a token for each kind of holder."""

    server: Server
    home: Path
    ana: str
    checker: str
    fiji: str


@pytest.fixture(scope="session")
def built(shipped: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose store agrees with the shipped files, and to which nothing was submitted."""
    home = tmp_path_factory.mktemp("built") / "home"
    load(home, shipped, pipeline.digest(home))
    return home


@pytest.fixture(scope="session")
def make_served(start: Any, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Served]:  # noqa: ANN401
    """Return what serves a home of its own, with tokens."""

    def make(**limits: float) -> Served:
        home = shutil.copytree(built, tmp_path_factory.mktemp("submitting") / "home")
        secrets = [
            tokens.add(home, "Ana Example"),
            tokens.add(home, "Chris Example", "check"),
            tokens.add(home, "Fay Example", states=["FJI"]),
        ]
        server = start(home, **{"workers": 1, "query_seconds": 100_000, "errors": 100_000, "parallel": 50, **limits})
        return Served(server, home, *secrets)

    return make


@pytest.fixture(scope="session")
def served(make_served: Callable[..., Served]) -> Served:
    """Return a server that lets one client get a lot wrong."""
    return make_served()


@pytest.fixture(scope="session")
def changed() -> Callable[[str], bytes]:
    """Return what gives the shipped assessment as Turtle with another level of access to justice, shipped as weak."""
    text = sources.assessments()[0].read_text(encoding="utf-8")
    before, rating, after = text.partition("\nrating:TLS-2023-access-to-justice\n")

    def change(level: str) -> bytes:
        return (before + rating + after.replace("level:weak", f"level:{level}", 1)).encode()

    return change


def bearer(secret: str) -> dict[str, str]:
    """Return the head that shows a token."""
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture(scope="session")
def send() -> Callable[..., Any]:
    """Return what sends a file as Turtle, or as another kind, with a token."""

    def post(served: Served, content: bytes, secret: str, query: str = "", **headers: str) -> Any:  # noqa: ANN401
        kind = {"Content_Type": "text/turtle", **headers}
        return served.server.send("POST", f"/api/submissions{query}", content, **kind, **bearer(secret))

    return post
