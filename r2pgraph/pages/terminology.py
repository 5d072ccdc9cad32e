"""The ontology as the store holds it: what is said of its modules, closed lists and terms, and their statements whole.

Axioms stand on nodes without a name. So a module is handed out with every such node that its statements lead to, and
with the axioms over several terms whose names all stand in it or in what it imports.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.publication.canonical import ntriples
from r2pgraph.vocab import BASE, compact, iri

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
    inner = {quad.object for quad in every}
    tops: list[Node] = [ox.NamedNode(each) for each in sorted(own)]
    for node in below:
        if isinstance(node, ox.BlankNode) and node not in inner:
            named = {each.object.value for each in _tree(node, below) if isinstance(each.object, ox.NamedNode)}
            ours = named & said.keys()
            if ours & own and ours <= own | near:
                tops.append(node)
    return [quad for top in tops for quad in _tree(top, below)]


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
