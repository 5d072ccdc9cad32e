"""The ontology as the store holds it: what is said of its modules, closed lists and terms, and their statements whole.

Axioms stand on nodes without a name. So a module is handed out with every such node that its statements lead to, with
the axioms over several terms whose names all stand in it or in what it imports, and with what the ontology says of the
terms of others that it uses.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.publication.canonical import ntriples
from r2pgraph.vocab import BASE, R2P, compact, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from r2pgraph.pages.site import Site

    Node = ox.NamedNode | ox.BlankNode
    Terms = Mapping[str, Mapping[str, list[str]]]

ROOT: Final = f"{BASE}ontology"
"""The IRI of the ontology; its modules stand below it."""

_ALL: Final = f"CONSTRUCT {{{{ ?s ?p ?o }}}} WHERE {{{{ GRAPH <{iri('graph', '{graph}')}> {{{{ ?s ?p ?o }}}} }}}}"
_GRAPHS: Final = ("ontology", "schemes")
_DEEP: Final = ROOT.count("/") + 1


def terms(site: Site) -> Terms:
    """Return what is said of each thing with a name: values by prefixed relation, empty for a node without a name."""
    return site.once("terms", lambda: _said(_quads(site)))


def said_of(site: Site, name: str) -> Mapping[str, list[str]]:
    """Return what is said of one thing."""
    return terms(site).get(name, {})


def head(site: Site) -> Mapping[str, list[str]]:
    """Return what is said of the ontology itself."""
    return said_of(site, ROOT)


def modules(site: Site) -> list[str]:
    """Return the IRIs of the modules, sorted; closed lists and bridges to other vocabularies are none."""
    return sorted(name for name in documents(site) if name.startswith(f"{ROOT}/") and name.count("/") == _DEEP)


def lists(site: Site) -> list[str]:
    """Return the IRIs of the closed lists, sorted."""
    return sorted(name for name in documents(site) if name.startswith(f"{ROOT}/schemes/"))


def documents(site: Site) -> list[str]:
    """Return the IRIs of the ontology, its modules, closed lists and bridges."""
    return [name for name, said in terms(site).items() if "owl:Ontology" in map(compact, said.get("rdf:type", ()))]


def document(site: Site, name: str) -> bytes:
    """Return the statements of the ontology, a module or a list as canonical N-Triples; empty where unknown."""
    return site.once(("ontology", name), lambda: ntriples(_of(site, name)))


def _of(site: Site, name: str) -> Iterable[ox.Quad]:
    quads = _quads(site)
    if name == ROOT:
        return quads["ontology"]
    if name not in documents(site):
        return []
    said = terms(site)
    own = {name, *(term for term in said if name in said[term].get("rdfs:isDefinedBy", ()))}
    near = {term for term in said if set(said[term].get("rdfs:isDefinedBy", ())) & _reach(said, name)}
    every = [quad for graph in _GRAPHS for quad in quads[graph]]
    below: dict[Node, list[ox.Quad]] = defaultdict(list)
    for quad in every:
        if not isinstance(quad.subject, ox.Triple):
            below[quad.subject].append(quad)
    tops = [node for node in below if _belongs(node, below, own, own | near)]
    found = [quad for top in tops for quad in _tree(top, below)]
    used = {term for quad in found for term in (quad.predicate, quad.object)} - set(tops)
    foreign = [term for term in used if isinstance(term, ox.NamedNode) and not term.value.startswith(BASE)]
    return [*found, *(quad for term in foreign for quad in below.get(term, ()))]


def _belongs(node: Node, below: Mapping[Node, list[ox.Quad]], own: set[str], known: set[str]) -> bool:
    """Say whether a document speaks of a node: by its name, as a term of others beside one of its own, or as an axiom.

    An axiom over terms of several documents belongs to the one that knows them all.
    """
    if node.value in own:
        return True
    named = {quad.object.value for quad in _tree(node, below) if isinstance(quad.object, ox.NamedNode)}
    if isinstance(node, ox.NamedNode):
        return not node.value.startswith(BASE) and bool(named & own)
    ours = {name for name in named if name.startswith(R2P)}
    return bool(ours & own) and ours <= known and not _is_inner(node, below)


def _is_inner(node: Node, below: Mapping[Node, list[ox.Quad]]) -> bool:
    return any(quad.object == node for quads in below.values() for quad in quads)


def _reach(said: Terms, name: str) -> set[str]:
    """Return the documents that one imports, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for each in said.get(waiting.pop(), {}).get("owl:imports", ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _tree(top: Node, below: Mapping[Node, list[ox.Quad]]) -> list[ox.Quad]:
    """Return the statements of a node and of every nameless node that they lead to."""
    found = list(below.get(top, ()))
    for quad in found:
        if isinstance(quad.object, ox.BlankNode):
            found += below.get(quad.object, ())
    return found


def _quads(site: Site) -> dict[str, list[ox.Quad]]:
    return site.once("ontology", lambda: {graph: _graph(site, graph) for graph in _GRAPHS})


def _graph(site: Site, graph: str) -> list[ox.Quad]:
    return list(ox.parse(site.store.construct(_ALL.format(graph=graph)), format=ox.RdfFormat.N_TRIPLES))


def _said(quads: Mapping[str, list[ox.Quad]]) -> Terms:
    said: dict[str, dict[str, list[str]]] = {}
    for quad in (quad for graph in _GRAPHS for quad in quads[graph]):
        if isinstance(quad.subject, ox.NamedNode):
            value = "" if isinstance(quad.object, ox.BlankNode | ox.Triple) else quad.object.value
            said.setdefault(quad.subject.value, {}).setdefault(compact(quad.predicate.value), []).append(value)
    return said
