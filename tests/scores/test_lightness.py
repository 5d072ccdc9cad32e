"""Hold the way to a score to loading nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"rdflib", "polars", "SPARQLWrapper", "pyshacl", "owlready2", "rich", "jinja2", "pyld"}


@pytest.mark.parametrize("module", ["r2pgraph.store", "r2pgraph.queries", "r2pgraph.scores"])
def test_importing_loads_no_heavy_library(module: str) -> None:
    """A score answers at once because nothing is loaded that it does not need."""
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & {HEAVY!r}))"
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "" == outcome.stdout.strip()
