"""A server of the shipped graph, and a way to ask it as OpenRefine does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="session")
def refine(start: Any, served_home: Path) -> Any:  # noqa: ANN401 - the fixtures of the folder above
    """Return a server that lets one client ask a lot."""
    return start(served_home, workers=1, query_seconds=100_000, errors=100_000, own_parallel=50)


@pytest.fixture(scope="session")
def post(refine: Any) -> Callable[..., Any]:  # noqa: ANN401 - a server
    """Return what posts a form to the service; a value that is no text is sent as JSON."""

    def send(**sent: object) -> Any:  # noqa: ANN401 - a reply
        written = {name: value if isinstance(value, str) else json.dumps(value) for name, value in sent.items()}
        return refine.send("POST", "/reconcile", urlencode(written).encode(), Content_Type=FORM)

    return send
