"""What the tests of the ontology share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from r2pgraph.errors import MissingToolError
from r2pgraph.ontology.reasoner import find_java

if TYPE_CHECKING:
    from conftest import Absent


@pytest.fixture(scope="session")
def java(absent: Absent) -> str:
    """Return the Java program; without one skip, or fail where R2PGRAPH_REQUIRE_JAVA=1 asks for it."""
    try:
        return find_java()
    except MissingToolError as error:
        return absent(str(error), "JAVA")
