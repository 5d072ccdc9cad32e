"""Say in the words of VoID how many things and triples there are: of the whole, of each graph, class and property."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from r2pgraph.graph.lines import link, typed
from r2pgraph.publication.service_graph.reading_aids import WHOLE
from r2pgraph.vocab import compact, expand, iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import polars as pl

_KEPT: Final = 1 << 14
"""How many parts are kept as written: the same ones are written again until the counts agree with themselves."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9.-]+")
_STATED: Final = f"> <{expand('void:triples')}> ".encode()


def partitions(
    counts: Mapping[str, pl.DataFrame], all_classes: pl.DataFrame, stated: Collection[str], whole: str = WHOLE
) -> Iterator[str]:
    """Yield what is counted, as N-Triples, in any order.

    Args:
        counts: as `counting.together` returns them.
        all_classes: how many things there are of each class.
        stated: graphs whose size is stated elsewhere, and not repeated.
        whole: the IRI of the data set of all graphs.
    """
    yield typed(whole, "void:triples", int(counts["graphs"]["count"].sum()), "integer")
    yield typed(whole, "void:distinctSubjects", counts["subjects"].height, "integer")
    for graph, count in counts["graphs"].rows():
        if graph not in stated:
            yield typed(graph, "void:triples", count, "integer")
    for graph, kind, count in counts["classes"].rows():
        yield from _of_class(graph, graph.rsplit("/", 1)[-1], kind, count)
    for graph, relation, count in counts["properties"].rows():
        yield from _part(graph, (graph.rsplit("/", 1)[-1], "property", relation), "property", relation, count)
    yield from _anywhere(counts, all_classes, whole)


def _anywhere(counts: Mapping[str, pl.DataFrame], all_classes: pl.DataFrame, whole: str) -> Iterator[str]:
    """Yield each class, the properties of its things, and the kinds of what these lead to."""
    for kind, count in all_classes.rows():
        yield from _of_class(whole, "all", kind, count)
    for kind, relation, count in counts["uses"].rows():
        yield from _part(_node("all", "class", kind), ("all", kind, relation), "property", relation, count)
    for kind, relation, thing, count in counts["objects"].rows():
        yield from _part(_node("all", kind, relation), ("all", kind, relation, thing), "class", thing, count)
    for kind, relation, datatype, count in counts["values"].rows():
        node = _node("all", kind, relation)
        yield from _part(node, ("all", kind, relation, datatype), "datatype", datatype, count, "void-ext")


def _of_class(dataset: str, key: str, kind: str, count: int) -> Iterator[str]:
    part = _node(key, "class", kind)
    yield link(dataset, "void:classPartition", part)
    yield link(part, "rdf:type", "void:Dataset")
    yield link(part, "void:class", kind[1:-1])
    yield typed(part, "void:entities", count, "integer")


@lru_cache(_KEPT)
def _part(  # noqa: PLR0913, PLR0917 - the six words of one statement
    dataset: str, path: tuple[str, ...], by: str, term: str, count: int, prefix: str = "void"
) -> tuple[str, ...]:
    """Return a part of a data set: the triples whose property, class of object or datatype is ``term``."""
    part = _node(*path)
    return (
        link(dataset, f"{prefix}:{by}Partition", part),
        link(part, "rdf:type", "void:Dataset"),
        link(part, f"{prefix}:{by}", term[1:-1]),
        typed(part, "void:triples", count, "integer"),
    )


@lru_cache(_KEPT)
def _node(*path: str) -> str:
    """Return the name of a part, made of what it is part of and by what."""
    return iri("partition", "_".join(_word(step) for step in path))


@cache
def _word(term: str) -> str:
    """Return a term of N-Triples as a word: ``r2p-State``, or a fingerprint where no prefix of ours fits."""
    if not term.startswith("<"):
        return term
    short = compact(term[1:-1])
    return short.replace(":", "-") if _PLAIN.fullmatch(short) else hashlib.sha256(term.encode()).hexdigest()[:16]


def sizes(data: bytes) -> set[str]:
    """Return the things whose number of triples N-Triples state."""
    found, place = set(), data.find(_STATED)
    while place >= 0:
        subject = data[data.rfind(b"\n", 0, place) + 1 : place]
        if subject.startswith(b"<") and not re.search(rb"[<>]", subject[1:]):
            found.add(subject[1:].decode())
        place = data.find(_STATED, place + 1)
    return found
