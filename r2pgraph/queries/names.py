"""Find the individual that a person means by a key, a code or a name, whatever its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import combining, normalize

from r2pgraph.errors import QueryError, UnknownNameError
from r2pgraph.queries.values import ANYTHING, SEGMENTS, iri_of
from r2pgraph.sources.gazetteer import gazetteer
from r2pgraph.vocab import expand, iri

if TYPE_CHECKING:
    from r2pgraph.queries.catalogue import Parameter
    from r2pgraph.store import Store

_KNOWN: Final = """
SELECT DISTINCT ?thing ?name WHERE {
  ?class <http://www.w3.org/2000/01/rdf-schema#subClassOf>* <%(class)s> .
  ?thing a ?class .
  { ?thing ?naming ?name .
    VALUES ?naming {
      <http://www.w3.org/2000/01/rdf-schema#label> <http://www.w3.org/2004/02/skos/core#prefLabel>
      <http://www.w3.org/2004/02/skos/core#notation> <http://purl.org/dc/terms/title>
      <http://purl.org/dc/terms/identifier> <%(r2p)sisoAlpha3> <%(r2p)sisoAlpha2>
    } }
  UNION
  { ?named <%(r2p)snameOf> ?thing ; <%(r2p)stext> ?name . }
} ORDER BY ?thing ?name
"""
_TELLING: Final = 4
"""Letters of a word that is worth comparing; ``of`` and ``and`` stand in too many names."""
_FEW: Final = 8
"""Individuals of a class that are all told where nothing known looks like the name given."""

_IS_KNOWN: Final = "ASK { <%s> a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* <%s> }"


def resolve(store: Store, parameter: Parameter, value: str) -> str:
    """Return the IRI of the individual that ``value`` names in the graph.

    Args:
        store: the graph that holds the individuals.
        parameter: a parameter whose type is a class.
        value: a key, prefixed name, IRI, code, number or name.

    A state is also found by a withdrawn code and by a name that some source uses of it: ``SUN``, ``East Germany``.

    Raises:
        QueryError: the parameter takes any IRI, and the value is none.
        UnknownNameError: the graph holds none of that name, or several; the candidates are given.
    """
    if parameter.type == ANYTHING:
        return iri_of(parameter, value)
    kind = expand(parameter.type)
    try:
        iri = iri_of(parameter, value)
        if store.ask(_IS_KNOWN % (iri, kind)):
            return iri
    except QueryError:
        pass
    known = _known(store, kind)
    meant = {iri for iri, name in known if plain(value) in {plain(name), plain(_key(iri))}}
    if len(meant) == 1:
        return meant.pop()
    word = SEGMENTS[parameter.type]
    if meant:
        raise UnknownNameError(f"single {word}", value, tuple(sorted(map(_key, meant))), "Give the key.")
    if word == "state" and (elsewhere := _elsewhere(value, {iri for iri, _ in known})):
        return elsewhere
    raise _unknown(word, value, known)


def _elsewhere(value: str, known: set[str]) -> str | None:
    """Return the state that a withdrawn code or the name of a source means, or None where nothing knows it.

    Raises:
        UnknownNameError: it means several states, each at another time, or a territory that is no state here.
    """
    names = gazetteer()
    meanings = names.meanings(value) or names.codes(value)
    states = {meaning.state for meaning in meanings if iri("state", meaning.state) in known}
    if len(states) == 1:
        return iri("state", states.pop())
    if states:
        remedy = "It meant each at another time: give the code of the one that you mean."
        raise UnknownNameError("single state", value, names.told(meanings), remedy)
    if meanings:
        remedy = "Sources use this name, of what is no state of its own here."
        raise UnknownNameError("state", value, (), remedy)
    return None


def plain(name: str) -> str:
    """Return a name as people compare it: without case, accents, hyphens and a leading article."""
    letters = (
        name.lower()
        if name.isascii()
        else "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    )
    return " ".join(letters.replace("-", " ").replace("\u2019", "'").split()).removeprefix("the ")


def _known(store: Store, kind: str) -> list[tuple[str, str]]:
    rows = store.select(_KNOWN % {"class": kind, "r2p": expand("r2p:")}).rows
    return [(thing.value, name.value) for thing, name in rows if thing and name]


def _key(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _unknown(word: str, value: str, known: list[tuple[str, str]]) -> UnknownNameError:
    """Build the error with keys and names side by side, so that a typing slip in either finds its neighbour.

    A number is answered with the numbers there are, and what looks like nothing known with names that share a word,
    or else with all keys where these are few.
    """
    numbers = sorted(int(name) for _, name in known if name.isdecimal())
    if numbers and value.strip().isdecimal():
        return UnknownNameError(word, value, (), f"The numbers go from {numbers[0]} to {numbers[-1]}.")
    keys = sorted({_key(iri) for iri, _ in known})
    candidates = dict.fromkeys(keys) | {name: None for _, name in known}
    error = UnknownNameError.among(word, value, candidates)
    if not error.candidates:
        own = {part for part in plain(value).split() if len(part) >= _TELLING}
        error.candidates = tuple(name for name in candidates if own & set(plain(name).split()))[:3]
    if not error.candidates and len(keys) <= _FEW:
        error.remedy = f"Known: {', '.join(keys) or 'none'}."
    elif not error.candidates and word == "state":
        error.remedy = "The saved query `states` lists those that there are."
    return error
