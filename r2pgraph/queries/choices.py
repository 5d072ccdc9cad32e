"""What a reader may choose for a parameter: the individuals of its class, where they are few enough to be listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from r2pgraph.queries.values import SEGMENTS
from r2pgraph.vocab import expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.queries.catalogue import Parameter
    from r2pgraph.store import Store

MOST: Final = 100
"""How many individuals a class may have to be listed."""

_ASKED: Final = """
SELECT ?class ?thing (MIN(?written) AS ?name) WHERE {
  VALUES ?class { %s }
  ?kind <http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?class .
  ?thing a ?kind .
  OPTIONAL {
    VALUES ?naming { <http://www.w3.org/2000/01/rdf-schema#label> <http://www.w3.org/2004/02/skos/core#prefLabel>
      <http://purl.org/dc/terms/title> }
    ?thing ?naming ?written .
    FILTER (LANG(?written) IN ("", "en"))
  }
} GROUP BY ?class ?thing ORDER BY ?class ?name ?thing
"""


class Choice(NamedTuple):
    """One value of a parameter: as it is given, and what people call it."""

    value: str
    label: str


def choices(store: Store, parameters: Iterable[Parameter]) -> dict[str, tuple[Choice, ...]]:
    """Return the values of each type of ``parameters`` that is a class with at most `MOST` individuals.

    Args:
        store: the graph that holds the individuals.
        parameters: of any queries.

    Returns:
        choices ordered by label, by the type, such as ``r2p:Level``; a value is a key where the class has a segment.
    """
    types = sorted({parameter.type for parameter in parameters} & SEGMENTS.keys())
    rows = store.select(_ASKED % " ".join(f"<{expand(each)}>" for each in types)).rows if types else ()
    found: dict[str, list[Choice]] = {each: [] for each in types}
    by_iri = {expand(each): each for each in types}
    for kind, thing, name in rows:
        if kind and thing:
            key = thing.value.rsplit("/", 1)[-1]
            found[by_iri[kind.value]].append(Choice(key, name.value if name else key))
    return {each: tuple(listed) for each, listed in found.items() if 0 < len(listed) <= MOST}
