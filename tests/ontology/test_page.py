"""docs/ontology.md says what the ontology says."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph.ontology import context, files, load
from r2pgraph.ontology.terms import terms
from r2pgraph.vocab import CONTEXT, EXTERNAL

PAGE = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")


def code(language: str) -> list[str]:
    """Return the code blocks of the page in one language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_table_lists_every_module_with_its_terms() -> None:
    """Abstract and counts are those of the file."""
    counts = Counter((term.module, term.kind) for term in terms())
    abstracts = {
        quad.subject.value.rpartition("/")[2]: quad.object.value
        for quad in load("module")
        if quad.predicate.value == EXTERNAL["dcterms"] + "abstract"
    }
    expected = [
        f"| [{stem}](../ontology/{stem}.ttl) | {abstracts[stem]} | {counts[stem, 'class']} "
        f"| {counts[stem, 'object property']} | {counts[stem, 'datatype property']} |"
        for stem in (path.stem for path in files("module"))
        if stem != "r2p"
    ]

    assert expected == [line for line in PAGE.splitlines() if line.startswith("| [")]


@pytest.mark.parametrize("block", code("turtle"))
def test_an_example_block_stands_in_the_ontology(block: str) -> None:
    """What the page shows is copied from a file, word for word."""
    assert [True] == [True for path in files() if block in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("block", code("json"))
def test_the_json_document_is_whole(block: str) -> None:
    """With the context in place of its address it parses to one statement a key."""
    document = json.loads(block)
    address = document.pop("@context")
    written = json.dumps({**context.generate(), **document})

    assert CONTEXT == address
    assert 4 == len(list(ox.parse(written.encode(), ox.RdfFormat.JSON_LD)))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`r2p:(\w+)", PAGE))))
def test_a_term_that_the_page_names_exists(name: str) -> None:
    """The guide speaks of nothing that is not there."""
    assert name in {term.name for term in terms()}
