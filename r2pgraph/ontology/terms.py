"""The terms that the ontology states, as its pages and tests show them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from r2pgraph.ontology.modules import load
from r2pgraph.vocab import EXTERNAL, R2P, compact

if TYPE_CHECKING:
    from collections.abc import Mapping

TermKind = Literal["class", "object property", "datatype property"]

_OWL, _RDF, _RDFS, _SCHEMA, _SKOS = (EXTERNAL[prefix] for prefix in ("owl", "rdf", "rdfs", "schema", "skos"))
_KINDS: Final[Mapping[str, TermKind]] = MappingProxyType({
    _OWL + "Class": "class",
    _OWL + "ObjectProperty": "object property",
    _OWL + "DatatypeProperty": "datatype property",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One class or property: what it is called, what it means, where it stands."""

    name: str
    kind: TermKind
    label: str
    definition: str
    example: str
    module: str
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]


@cache
def terms() -> tuple[Term, ...]:
    """Return every term of the project's own namespace, in order of name.

    Domain and range hold what the axioms demand and what the notes suggest, as prefixed names.
    """
    described = _described()
    own = (iri for iri, said in described.items() if iri.startswith(R2P) and _kind(said) is not None)
    return tuple(_term(iri, described[iri]) for iri in sorted(own))


def _described() -> dict[str, dict[str, list[str]]]:
    described: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in load("module"):
        described[str(getattr(subject, "value", subject))][predicate.value].append(str(getattr(value, "value", value)))
    return described


def _kind(said: Mapping[str, list[str]]) -> TermKind | None:
    return next((_KINDS[kind] for kind in said[_RDF + "type"] if kind in _KINDS), None)


def _term(iri: str, said: Mapping[str, list[str]]) -> Term:
    kind = _kind(said)
    assert kind is not None  # noqa: S101 - terms() asks for nothing else
    return Term(
        name=iri.removeprefix(R2P),
        kind=kind,
        label=said[_RDFS + "label"][0],
        definition=said[_SKOS + "definition"][0],
        example=said[_SKOS + "example"][0],
        module=said[_RDFS + "isDefinedBy"][0].rpartition("/")[2],
        parents=_names(said[_RDFS + "subClassOf"] + said[_RDFS + "subPropertyOf"]),
        domain=_names(said[_RDFS + "domain"] + said[_SCHEMA + "domainIncludes"]),
        range=_names(said[_RDFS + "range"] + said[_SCHEMA + "rangeIncludes"]),
    )


def _names(iris: list[str]) -> tuple[str, ...]:
    return tuple(sorted(compact(iri) for iri in iris))
