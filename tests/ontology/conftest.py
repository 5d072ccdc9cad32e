"""What the tests of the ontology share."""

from __future__ import annotations

import os

import pytest

from r2pgraph.errors import MissingToolError
from r2pgraph.ontology.reasoner import find_java


@pytest.fixture(scope="session")
def java() -> str:
    """Return the Java program; without one skip, or fail where R2PGRAPH_REQUIRE_JAVA=1 asks for it."""
    try:
        return find_java()
    except MissingToolError as error:
        if os.environ.get("R2PGRAPH_REQUIRE_JAVA") == "1":
            raise
        pytest.skip(str(error))
