"""Describe every named graph in a graph of its own: what it holds, its licence and what it was derived from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from r2pgraph import __version__
from r2pgraph.graph.own import OWN_ASSESSMENT, OWN_PLAN
from r2pgraph.vocab import BASE, EXTERNAL, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_CATALOGUE: Final = iri("graph", "catalogue")
_SERVICE: Final = iri("graph", "service")
_TITLES: Final = {
    "catalogue": ("Catalogue", "What each named graph holds, its licence and what it was derived from."),
    "cube": ("Slices", "Which ratings are the observations of which assessment, for tools that read data cubes."),
    "links": (
        "Links",
        "What things of ours are to things of other data sets: each link with its reason, author, source and set.",
    ),
    "ontology": ("Ontology", "The terms, and their kinship with other vocabularies."),
    "schemes": (
        "Closed lists",
        "The framework with its areas and indicators, levels, trends, scoring plans and codes.",
    ),
    "scores": (
        "Scores",
        "Index and area scores of every assessment under every plan, each with the query that made it.",
    ),
    "submissions": (
        "Submissions",
        "Who submitted which assessment and when, what it revises, and what other versions rated otherwise.",
    ),
    "service": (
        "Service",
        "What programs ask before they query: how much there is of what, the saved queries, and the prefixes.",
    ),
}
_SUBMISSIONS: Final = iri("graph", "submissions")
_ASSESSMENT: Final = iri("graph", "assessment-")
_FROM_ASSESSMENTS: Final = (iri("graph", "cube"), iri("graph", "scores"))
_ORIGINS: Final = (EXTERNAL["prov"] + "hadPrimarySource", EXTERNAL["cito"] + "hasCitedEntity")
_PRIMARY, _CITED = (f"> <{relation}> ".encode() for relation in _ORIGINS)


def catalogue(graphs: Mapping[str, bytes]) -> bytes:
    """Return the description of ``graphs``, of the catalogue itself, and of the graph that counts them.

    Args:
        graphs: the triples of each named graph as N-Triples, by the graph's IRI.

    Returns:
        sorted N-Triples.
    """
    import pyoxigraph as ox

    users = {f"{_ASSESSMENT}{key}" for key in submitted(graphs)}
    triples = {triple for name, data in graphs.items() for triple in _describe(name, data, graphs, users)}
    triples |= {*_about(_CATALOGUE), *_about(_SERVICE), *_list([*graphs, _SERVICE])}
    return b"".join(sorted(ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) or b"" for triple in triples))


def submitted(graphs: Mapping[str, bytes]) -> set[str]:
    """Return state and year, as in ``TLS-2023``, of every assessment that counts as it was submitted."""
    import pyoxigraph as ox

    found = ox.parse(graphs.get(_SUBMISSIONS, b""), format=ox.RdfFormat.N_TRIPLES)
    names = {quad.subject.value for quad in found if quad.predicate == _term("prov", "wasDerivedFrom")}
    return {name.removeprefix(_ASSESSMENT) for name in names}


def _list(names: Iterable[str]) -> Iterator[ox.Triple]:
    """Say that the catalogue is one, of which version, and which graphs it lists."""
    import pyoxigraph as ox

    subject = ox.NamedNode(_CATALOGUE)
    yield ox.Triple(subject, _term("rdf", "type"), _term("dcat", "Catalog"))
    yield ox.Triple(subject, _term("dcat", "version"), ox.Literal(__version__))
    for name in names:
        yield ox.Triple(subject, _term("dcat", "dataset"), ox.NamedNode(name))


def _describe(name: str, data: bytes, graphs: Mapping[str, bytes], users: set[str]) -> Iterator[ox.Triple]:
    import pyoxigraph as ox

    yield from _about(name, is_users=name in users)
    subject = ox.NamedNode(name)
    integer = ox.NamedNode(EXTERNAL["xsd"] + "integer")
    count = len(set(data.split(b"\n")) - {b""})
    yield ox.Triple(subject, _term("void", "triples"), ox.Literal(str(count), datatype=integer))
    said = b"\n".join({*_lines_with(_PRIMARY, data), *_lines_with(_CITED, data)})
    quads = ox.parse(said, format=ox.RdfFormat.N_TRIPLES)
    origins = {quad.object for quad in quads if quad.predicate.value in _ORIGINS}
    if name in _FROM_ASSESSMENTS:
        origins = {ox.NamedNode(other) for other in graphs if _key(other).startswith(("assessment-", OWN_ASSESSMENT))}
    for origin in origins:
        if isinstance(origin, ox.NamedNode):
            yield ox.Triple(subject, _term("prov", "wasDerivedFrom"), origin)
    if _key(name).startswith(OWN_ASSESSMENT) or name in users:
        yield from _attributed(name, ox.parse(data, format=ox.RdfFormat.N_TRIPLES))


def _lines_with(words: bytes, data: bytes) -> Iterator[bytes]:
    """Yield the lines in which some words stand."""
    place = data.find(words)
    while place >= 0:
        end = data.find(b"\n", place) + 1 or len(data)
        yield data[data.rfind(b"\n", 0, place) + 1 : end]
        place = data.find(words, end)


def _attributed(name: str, quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """Say of the graph of a user's own or submitted assessment whose it is and under which licence, as it says itself.

    A licence that nobody states is not stated.
    """
    import pyoxigraph as ox

    key = _key(name).removeprefix(OWN_ASSESSMENT).removeprefix("assessment-")
    whole = ox.NamedNode(iri("assessment", key))
    said = {
        _term("prov", "wasAttributedTo"): (_term("prov", "wasAttributedTo"), _term("dcterms", "publisher")),
        _term("dcterms", "license"): (_term("dcterms", "license"),),
    }
    for quad in quads:
        if quad.subject == whole:
            for relation in said.get(quad.predicate, ()):
                yield ox.Triple(ox.NamedNode(name), relation, quad.object)


def _about(name: str, *, is_users: bool = False) -> Iterator[ox.Triple]:
    import pyoxigraph as ox

    subject = ox.NamedNode(name)
    key = _key(name)
    title, description = _words(key)
    for kind in (_term("dcat", "Dataset"), _term("prov", "Entity"), _term("void", "Dataset")):
        yield ox.Triple(subject, _term("rdf", "type"), kind)
    yield ox.Triple(subject, _term("dcterms", "title"), ox.Literal(title, language="en"))
    yield ox.Triple(subject, _term("dcterms", "description"), ox.Literal(description, language="en"))
    if is_users or key == "submissions" or key.startswith((OWN_PLAN, OWN_ASSESSMENT)):
        yield ox.Triple(subject, _term("dcterms", "type"), ox.NamedNode(iri("standing", "user")))
    else:
        yield ox.Triple(subject, _term("dcterms", "license"), ox.NamedNode(LICENCE))
        for relation in (_term("dcterms", "publisher"), _term("prov", "wasAttributedTo")):
            yield ox.Triple(subject, relation, ox.NamedNode(iri("organisation", "r2pgraph")))


def _words(key: str) -> tuple[str, str]:
    """Return title and description of a graph: fixed, of an assessment, or the meanings of its tables."""
    if key in _TITLES:
        return _TITLES[key]
    if key.startswith("assessment-"):
        _, state, year = key.split("-", 2)
        return f"Assessment {state} {year}", "Ratings, evidence, footnotes and errata of one published assessment."
    if key.startswith(OWN_ASSESSMENT):
        state, year = key.removeprefix(OWN_ASSESSMENT).split("-")
        return (
            f"Own assessment {state} {year}",
            "An assessment of the user's own, not shipped by r2pgraph.",
        )
    if key.startswith(OWN_PLAN):
        return f"Plan {key.removeprefix(OWN_PLAN)}", "A scoring plan of the user's own."
    from r2pgraph.graph import STEMS
    from r2pgraph.tables import TABLES

    meanings = [TABLES[stem].meaning for stem, graph in sorted(STEMS.items()) if graph == key]
    return key.replace("-", " ").capitalize(), " ".join(meanings)


def _key(name: str) -> str:
    """Return what stands after ``graph/`` in the IRI of a graph."""
    return name.removeprefix(f"{BASE}graph/")


def _term(prefix: str, name: str) -> ox.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(EXTERNAL[prefix] + name)
