"""What follows from the ontology: consistency and classes, found by the HermiT reasoner."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from r2pgraph.errors import MissingToolError
from r2pgraph.ontology.modules import load
from r2pgraph.vocab import EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TYPE: Final = ox.NamedNode(EXTERNAL["rdf"] + "type")
_IMPORTS: Final = ox.NamedNode(EXTERNAL["owl"] + "imports")
_LINK: Final = ox.NamedNode(EXTERNAL["owl"] + "ObjectProperty")
_INDIVIDUAL: Final = ox.NamedNode(EXTERNAL["owl"] + "NamedIndividual")
_META: Final = (EXTERNAL["owl"], EXTERNAL["rdf"], EXTERNAL["rdfs"])
_REMEDY: Final = "Install a Java runtime and put it on PATH, or set JAVA_HOME to its folder."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found.

    Attributes:
        consistent: whether the statements can all be true at once.
        unsatisfiable: IRIs of classes that can have no member; empty is right.
        classes: number of classes, those of other vocabularies included.
        properties: number of object and datatype properties, likewise.
        individuals: number of named individuals.
        engine: name and release of the reasoner.
        members: for each individual, the IRIs of every class it belongs to, stated or inferred.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    classes: int
    properties: int
    individuals: int
    engine: str
    members: Mapping[str, frozenset[str]] = field(repr=False)


def classify(extra: Iterable[ox.Quad] = ()) -> Verdict:
    """Reason over modules, bridges and schemes, and over ``extra`` statements if given.

    Without ``extra`` a datatype outside OWL 2's list is an error, so that the ontology stays within OWL 2 DL;
    with it such values are passed over, because years and dates of data are of those types.

    Raises:
        MissingToolError: there is no Java runtime.
    """
    java = find_java()
    added = list(extra)
    return _verdict(java, [*load(), *added], lenient=bool(added))


def find_java() -> str:
    """Return the path of the Java program: that of JAVA_HOME, else the first on PATH.

    Raises:
        MissingToolError: there is neither.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    found = found or shutil.which("java")
    if found is None:
        raise MissingToolError("Java", "Reasoning with HermiT", _REMEDY)
    return found


def _verdict(java: str, quads: list[ox.Quad], *, lenient: bool) -> Verdict:
    import owlready2

    world = owlready2.World()
    try:
        _fill(world, quads)
        consistent = _run(owlready2, world, java, lenient=lenient)
        broken = sorted(found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing)
        return Verdict(
            consistent=consistent,
            unsatisfiable=tuple(broken),
            classes=_count(world.classes()),
            properties=_count(world.object_properties()) + _count(world.data_properties()),
            individuals=_count(world.individuals()),
            engine=_engine(owlready2),
            members=MappingProxyType(_members(owlready2, world)),
        )
    finally:
        world.close()


def _fill(world: Any, quads: list[ox.Quad]) -> None:  # noqa: ANN401 - owlready2 publishes no types
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "r2p.nt"
        path.write_bytes(ox.serialize(_axioms(quads), format=ox.RdfFormat.N_TRIPLES) or b"")
        world.get_ontology(path.as_uri()).load()


def _axioms(quads: list[ox.Quad]) -> Iterator[ox.Triple]:
    """Leave out what is no axiom, imports and the cube's kinds of property, and declare each individual."""
    links = {subject for subject, predicate, value, _ in quads if predicate == _TYPE and value == _LINK}
    for subject, predicate, value, _ in quads:
        typed = value.value if predicate == _TYPE and isinstance(value, ox.NamedNode) else ""
        if predicate == _IMPORTS or (typed.startswith(EXTERNAL["qb"]) and typed.endswith("Property")):
            continue
        yield ox.Triple(subject, predicate, value)
        named = [subject] if typed and not typed.startswith(_META) else [subject, value] if predicate in links else []
        yield from (ox.Triple(thing, _TYPE, _INDIVIDUAL) for thing in named if isinstance(thing, ox.NamedNode))


def _run(owlready2: Any, world: Any, java: str, *, lenient: bool) -> bool:  # noqa: ANN401 - as _fill
    with _settings(owlready2, java):
        try:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=lenient)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
    return True


@contextmanager
def _settings(owlready2: Any, java: str) -> Iterator[None]:  # noqa: ANN401 - as _fill
    """Lend owlready2 the Java program and a folder for the files that it leaves behind when HermiT objects."""
    before = owlready2.JAVA_EXE, tempfile.tempdir
    with tempfile.TemporaryDirectory() as place:
        owlready2.JAVA_EXE, tempfile.tempdir = java, place
        try:
            yield
        finally:
            owlready2.JAVA_EXE, tempfile.tempdir = before


def _members(owlready2: Any, world: Any) -> dict[str, frozenset[str]]:  # noqa: ANN401 - as _fill
    return {
        individual.iri: frozenset(
            parent.iri for parent in individual.INDIRECT_is_a if isinstance(parent, owlready2.ThingClass)
        )
        for individual in world.individuals()
    }


def _engine(owlready2: Any) -> str:  # noqa: ANN401 - as _fill
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    with zipfile.ZipFile(jar) as archive:
        manifest = archive.read("META-INF/MANIFEST.MF").decode()
    release = next(line for line in manifest.splitlines() if line.startswith("Implementation-Version:"))
    return f"HermiT {release.partition(': ')[2]}, owlready2 {owlready2.VERSION}"


def _count(things: Iterable[object]) -> int:
    return sum(1 for _ in things)
