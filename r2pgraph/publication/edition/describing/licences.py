"""Which licence each part of an edition bears: what no graph states of itself is not stated of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph.graph.catalogue import LICENCE
from r2pgraph.publication.export import file_name
from r2pgraph.queries import with_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import PurePosixPath

    from r2pgraph.store import Store

PAGE: Final = "LICENCES.md"
"""The page that tells the licence of each part."""

_TERMS: Final = with_prefixes("""
SELECT ?graph (SAMPLE(?one) AS ?licence) (SAMPLE(?words) AS ?rights) WHERE {
  GRAPH ?where { ?graph a dcat:Dataset }
  OPTIONAL { ?graph dcterms:license ?one }
  OPTIONAL { ?graph dcterms:rights ?words }
} GROUP BY ?graph ORDER BY ?graph
""")
_OF_ALL: Final = ("ratings", "index_scores", "area_scores", "r2pgraph", "CHANGES", "changes")
"""The files beside the dumps that are made from all graphs."""

_HEAD: Final = """# Licences

What each part of this edition may be used for, as it says of itself. Definitions, queries and curated tables are
under <{licence}>; credit "{who}" and name the
edition. Sources have terms of their own: the columns `licence` and `rights` of `tables/sources.csv` tell them.

| graph | licence | terms |
|---|---|---|
"""


def terms(store: Store) -> dict[str, tuple[str, str]]:
    """Return licence and terms in words, each empty where it is not stated, of every graph by its IRI."""
    graphs = set(store.graphs())
    found = {
        graph.value: (licence.value if licence else "", rights.value if rights else "")
        for graph, licence, rights in store.select(_TERMS).rows
        if graph and graph.value in graphs
    }
    return {graph: found.get(graph, ("", "")) for graph in sorted(graphs)}


def is_one(stated: Mapping[str, tuple[str, str]]) -> bool:
    """Return whether every graph bears the licence of r2pgraph."""
    return all(licence == LICENCE for licence, _ in stated.values())


def of_file(path: PurePosixPath, stated: Mapping[str, tuple[str, str]], whole: str) -> str:
    """Return the licence of a file, empty where none is stated.

    Args:
        path: where the file stands in the edition.
        stated: what `terms` returns.
        whole: the licence of what is made from all graphs.
    """
    top, *folders = path.parts[:-1] or ("",)
    by_name = {file_name(graph): licence for graph, (licence, _) in stated.items()}
    if top == "dumps" and folders:
        return by_name[path.stem]
    if top == "tables" and folders[:1] == ["imported"]:
        return by_name.get(folders[1], "")
    return whole if top == "dumps" or path.stem in _OF_ALL else LICENCE


def page(stated: Mapping[str, tuple[str, str]], who: str) -> bytes:
    """Return the page for people."""
    return (_HEAD.format(licence=LICENCE, who=who) + "".join(_rows(stated))).encode()


def _rows(stated: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    for graph, (licence, words) in stated.items():
        cell = " ".join(words.split()).replace("|", "\\|")
        yield f"| `{file_name(graph)}` | {f'<{licence}>' if licence else 'not stated'} | {cell} |\n"
