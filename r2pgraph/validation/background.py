"""Pick from all that is known the little that a check needs: the framework, what is referred to, earlier ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from r2pgraph.vocab import EXTERNAL, R2P, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Term = ox.NamedNode | ox.BlankNode | ox.Triple

SUBMISSION: Final = iri("graph", "submission")
"""The name under which the shapes speak of everything that was submitted together."""

_TYPE: Final = ox.NamedNode(EXTERNAL["rdf"] + "type")
_BELOW: Final = ox.NamedNode(EXTERNAL["rdfs"] + "subClassOf")
_STATE: Final = ox.NamedNode(R2P + "state")
_IN_ASSESSMENT: Final = ox.NamedNode(R2P + "inAssessment")
_STATED_BY: Final = ox.NamedNode(R2P + "statedBy")
_BELONGS: Final = (_IN_ASSESSMENT, _STATED_BY)
_RESTS_ON: Final = ox.NamedNode(R2P + "restsOn")
_STATE_CLASS: Final = ox.NamedNode(R2P + "State")
_RATIONALE: Final = ox.NamedNode(R2P + "rationale")
_TITLE: Final = ox.NamedNode(EXTERNAL["dcterms"] + "title")
_LABEL: Final = ox.NamedNode(EXTERNAL["rdfs"] + "label")
_TAKEN_FROM: Final = ox.NamedNode(EXTERNAL["prov"] + "hadPrimarySource")
_ASSESSMENT: Final = ox.NamedNode(R2P + "Assessment")
_FRAME: Final = tuple(ox.NamedNode(R2P + name) for name in ("Framework", "ThematicArea", "Indicator", "Level", "Trend"))
_RATED: Final = frozenset(
    {_TYPE, _STATE, _IN_ASSESSMENT} | {ox.NamedNode(R2P + name) for name in ("year", "indicator", "level")}
)
_VOTES: Final = frozenset(R2P + name for name in ("votedYes", "votedNo", "abstainedOn", "votedOn", "coSponsors"))
_ORDER: Final = ox.NamedNode(iri("code", "levels-in-order"))


def store(known: Iterable[ox.Quad] | ox.Store) -> ox.Store:
    """Return what is known as a store, made here where it comes as mere statements."""
    if isinstance(known, ox.Store):
        return known
    made = ox.Store()
    made.extend(known)
    return made


def needed(submitted: list[ox.Quad], known: ox.Store) -> list[ox.Quad]:
    """Return the known statements that the rules may look at when they judge the submitted ones.

    What the submission describes itself is left out, so that a corrected file is not judged by its older self; where it
    describes an assessment anew, nothing known of that assessment is lent, so that what it lacks is missed.
    What it adds a statement or a part to without describing it comes whole, so that nobody answers for what is known of
    it; and what it describes under a name that is known of another assessment is still said to belong there.
    """
    own = {quad.subject for quad in submitted if quad.predicate == _TYPE}
    own |= _replaced(known, submitted, own)
    joined = (quad.object for quad in submitted if quad.predicate in _BELONGS)
    lent = {node for node in (*joined, *(quad.subject for quad in submitted)) if isinstance(node, ox.NamedNode)} - own
    terms = (term for quad in submitted for term in (quad.subject, quad.predicate, quad.object))
    wanted = {term for term in terms if isinstance(term, ox.NamedNode)} - own
    frame = {quad.subject for kind in _FRAME for quad in known.quads_for_pattern(None, _TYPE, kind)} - own
    found = {quad for subject in (*frame, *wanted, _ORDER) for quad in _described(known, subject)}
    found.update(_around(known, lent, own))
    found |= {quad for quad in _earlier(known, submitted) if quad.subject not in own}
    found.update(_elsewhere(known, submitted))
    found |= {quad for quad in _alike(known, submitted, own) if quad.subject not in own}
    found |= {quad for quad in known.quads_for_pattern(None, _BELOW, None) if isinstance(quad.object, ox.NamedNode)}
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found]


def submitted(quads: Iterable[ox.Quad]) -> set[str]:
    """Return the names of what was submitted: every subject, and every term that is used."""
    nodes = {node for quad in quads for node in (quad.subject, quad.predicate)}
    return {node.value for node in nodes if not isinstance(node, ox.Triple)}


def marks(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield, in the words of VoID, which subjects and which properties were submitted, for the shapes to look at."""
    whole = ox.NamedNode(SUBMISSION)
    for subject in {quad.subject for quad in quads}:
        yield ox.Quad(subject, ox.NamedNode(EXTERNAL["void"] + "inDataset"), whole)
    for predicate in {quad.predicate for quad in quads}:
        yield ox.Quad(whole, ox.NamedNode(EXTERNAL["void"] + "property"), predicate)


def _replaced(store: ox.Store, submitted: list[ox.Quad], typed: set[Term]) -> set[Term]:
    """Return the assessments that the submission describes anew, whole or in known parts, and all their known parts."""
    parts = [quad for quad in submitted if quad.predicate == _IN_ASSESSMENT and quad.subject in typed]
    wholes = {quad.object for quad in parts if any(store.quads_for_pattern(quad.subject, _IN_ASSESSMENT, quad.object))}
    wholes |= {quad.subject for quad in submitted if quad.predicate == _TYPE and quad.object == _ASSESSMENT}
    found: set[Term] = {whole for whole in wholes if isinstance(whole, ox.NamedNode)}
    for whole in list(found):
        for link in _BELONGS:
            found |= {quad.subject for quad in store.quads_for_pattern(None, link, whole)}
    rests = (quad.object for part in list(found) for quad in store.quads_for_pattern(part, _RESTS_ON, None))
    return found | {evidence for evidence in rests if isinstance(evidence, ox.NamedNode)}


def _described(store: ox.Store, subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iterator[ox.Quad]:
    """Yield what is said of one subject and of the nameless nodes below it, votes left out."""
    for quad in store.quads_for_pattern(subject, None, None):
        if quad.predicate.value not in _VOTES:
            yield quad
            if isinstance(quad.object, ox.BlankNode):
                yield from _described(store, quad.object)


def _around(store: ox.Store, subjects: set[ox.NamedNode], own: set[Term]) -> Iterator[ox.Quad]:
    """Yield what is said of some subjects, of the assessment that each is or belongs to, and of all these lead to."""
    wholes = subjects | {node for subject in subjects for node in _objects(_described(store, subject))}
    parts = (quad.subject for whole in wholes - own for quad in store.quads_for_pattern(None, _IN_ASSESSMENT, whole))
    due: set[Term] = {*subjects, *(part for part in parts if part not in own)}
    done: set[Term] = set()
    while due:
        said = [quad for subject in due for quad in _described(store, subject)]
        yield from said
        done |= due
        due = {node for node in _objects(said) if node not in done and node not in own}


def _objects(quads: Iterable[ox.Quad]) -> Iterator[ox.NamedNode]:
    """Yield the named things that statements lead to, classes left out."""
    return (quad.object for quad in quads if isinstance(quad.object, ox.NamedNode) and quad.predicate != _TYPE)


def _earlier(store: ox.Store, submitted: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the ratings that other assessments give the same states."""
    typed = {quad.subject for quad in submitted if quad.predicate == _TYPE and quad.object == _ASSESSMENT}
    states = {quad.object for quad in submitted if quad.subject in typed and quad.predicate == _STATE}
    for state in states:
        for assessment in {quad.subject for quad in store.quads_for_pattern(None, _STATE, state)} - typed:
            if next(store.quads_for_pattern(assessment, _TYPE, _ASSESSMENT), None) is None:
                continue
            yield from _described(store, assessment)
            for part in store.quads_for_pattern(None, _IN_ASSESSMENT, assessment):
                yield from (quad for quad in _described(store, part.subject) if quad.predicate in _RATED)


def _elsewhere(store: ox.Store, submitted: list[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield to which other assessments the submitted parts are known to belong: their names are taken."""
    said = {quad.subject: quad.object for quad in submitted if quad.predicate in _BELONGS}
    for subject, whole in said.items():
        for link in _BELONGS:
            yield from (quad for quad in store.quads_for_pattern(subject, link, None) if quad.object != whole)


def _alike(store: ox.Store, submitted: list[ox.Quad], own: set[Term]) -> Iterator[ox.Quad]:
    """Yield what shows whose words these are: the same rationale elsewhere, and the states named in a title."""
    for text in {quad.object for quad in submitted if quad.predicate == _RATIONALE}:
        for twin in store.quads_for_pattern(None, _RATIONALE, text):
            if twin.subject not in own:
                yield from (twin, *store.quads_for_pattern(twin.subject, _IN_ASSESSMENT, None))
    titles = list(_titles(store, submitted))
    for quad in store.quads_for_pattern(None, _TYPE, _STATE_CLASS) if titles else ():
        for name in store.quads_for_pattern(quad.subject, _LABEL, None):
            if any(getattr(name.object, "value", "") in title for title in titles):
                yield from (quad, name)


def _titles(store: ox.Store, submitted: list[ox.Quad]) -> Iterator[str]:
    """Yield the titles of the submitted assessments and of what they were taken from."""
    typed = {quad.subject for quad in submitted if quad.predicate == _TYPE and quad.object == _ASSESSMENT}
    taken = {quad.object for quad in submitted if quad.subject in typed and quad.predicate == _TAKEN_FROM}
    said = (quad for quad in submitted if quad.predicate == _TITLE and quad.subject in typed | taken)
    sources = (source for source in taken if isinstance(source, ox.NamedNode))
    known = (quad for source in sources for quad in store.quads_for_pattern(source, _TITLE, None))
    return (getattr(quad.object, "value", "") for quad in (*said, *known))
