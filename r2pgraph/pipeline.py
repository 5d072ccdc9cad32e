"""The whole flow on one page, read top to bottom: files, graphs, validation, scores, checks, store."""

from __future__ import annotations

import hashlib
import shlex
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph import __version__
from r2pgraph.errors import StoreError, UnreadableFileError
from r2pgraph.files import fingerprint
from r2pgraph.vocab import CONTEXT, iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import polars as pl
    import pyoxigraph as ox

    from r2pgraph.editions import Edition
    from r2pgraph.editions.spooling import Spool
    from r2pgraph.importers import Imported
    from r2pgraph.store import EmbeddedStore
    from r2pgraph.validation import Report

    Tell = Callable[[str, int, int], None]
    Graphs = dict[str, bytes]

STEPS: Final = ("ontology", "tables", "assessments", "validation", "scores", "checks", "store")
IMPORT_STEPS: Final = ("read", "keep", "store")
_MEND: Final = "Mend the files; the store before still stands."


@dataclass(frozen=True)
class TakenIn:
    """What an import took in: what was read, the edition it is kept as, and whether it counts only from now on.

    ``lost`` tells in words what the edition before covered and this one does not.
    """

    imported: Imported
    edition: Edition
    new: bool
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Built:
    """What a build made: where the store is and how much it holds; ``verdict`` is empty where nothing was to do."""

    path: Path
    graphs: int
    triples: int
    scores: int
    verdict: str = ""


class InvalidDataError(StoreError):
    """The shipped or added files break a rule; nothing was built, the store before stands."""


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody how far the work has come."""
    del step, done, total


def build(home: Path, *, force: bool = False, tell: Tell = silent) -> Built:
    """Build the store in ``home`` from the shipped files and the user's own there, unless it agrees with them already.

    Raises:
        UnreadableFileError: a file cannot be read; the store before stands.
        InvalidDataError: a file breaks a rule, or a check returned a row; the store before stands.
        StoreError: the folder cannot be written.
    """
    from r2pgraph import editions

    if not force and not needs_build(home):
        return _summary(home)
    return _summary(home, _build_with(home, editions.current(home), tell))


def _build_with(home: Path, counted: Sequence[Edition], tell: Tell = silent) -> str:
    """Build the store with these editions of what was imported; return the verdict of the validation."""
    from r2pgraph import store
    from r2pgraph.submission import inbox

    inputs, graphs = digest(home, counted), gather(tell)
    graphs.update(inbox.graphs(home, inbox.read(home).entries, graphs))
    graphs.update(gather_own(home, graphs))
    derived, report = derive(graphs, tell, own_files(home), inbox.unjudged(home, fingerprint(__version__)))
    tell("store", STEPS.index("store"), len(STEPS))
    standing = {**graphs, **derived}
    store.load(home, standing | imported(counted, standing), inputs)
    tell("store", len(STEPS), len(STEPS))
    return report.summary()


def take_in(
    home: Path, kind: str, files: Sequence[Path], tell: Tell = silent, *, replace: bool = False
) -> list[TakenIn]:
    """Import files of one kind: keep what they hold as editions in ``home``, and put it into the store there.

    Where the store agrees with the other files, only the graphs of what was imported are exchanged. All files count
    from then on, or, where anything fails, none of them, and the store is as before. Files that cover less than those
    that count of their series are refused, unless they are to ``replace`` them all the same.

    Raises:
        UnknownNameError: there is no such kind.
        UnreadableFileError: a file is refused; then nothing of any file is kept.
        StoreError: the folder cannot be written, or what was imported earlier is damaged.
    """
    from r2pgraph import editions, importers
    from r2pgraph.submission import inbox

    tell("read", 0, len(IMPORT_STEPS))
    found = importers.read(kind, files)
    editions.refuse(found)
    tell("keep", 1, len(IMPORT_STEPS))
    with inbox.together(home), editions.together(home):
        lost = [editions.loss(editions.counting(home, each.series), each, replace=replace) for each in found]
        taken = [
            TakenIn(each, *editions.keep(home, each, each.paths), missing)
            for each, missing in zip(found, lost, strict=True)
        ]
        tell("store", 2, len(IMPORT_STEPS))
        counted = editions.announce(home, [each.edition for each in taken])
        _bring_in(home, counted, new=any(each.new for each in taken))
    tell("store", len(IMPORT_STEPS), len(IMPORT_STEPS))
    return taken


def _bring_in(home: Path, counted: Sequence[Edition], *, new: bool) -> None:
    """Exchange the graphs of imports in the store in ``home``, or build it where it does not agree with the rest."""
    from r2pgraph import store

    if not store.is_built_from(home, _digest_of_files(home)):
        _build_with(home, counted)
    elif new or needs_build(home):
        gone = dict.fromkeys(brought(home), b"")
        known = store.standing(home, {*gone, *(iri("graph", edition.series) for edition in counted)})
        store.exchange(home, gone | imported(counted, known), digest(home, counted))


def brought(home: Path) -> set[str]:
    """Return the graphs that imports brought into the built store in ``home``, also those that are gone since."""
    from r2pgraph import editions, store

    series = (word.partition("=")[0] for word in store.read_manifest(home).digest.split(" ")[1:])
    return {editions.CATALOGUE, *(iri("graph", name) for name in series)}


def imported(counted: Sequence[Edition], known: Graphs) -> Graphs | Spool:
    """Return what these editions hold without what is ``known`` already."""
    from r2pgraph import editions, sources

    return editions.graphs(counted, sources.tables(), list(known.values())) if counted else {}


def gather(tell: Tell = silent) -> Graphs:
    """Return what the files say, as N-Triples by the IRI of the named graph."""
    from r2pgraph import graph, ontology, sources

    parts: dict[str, list[bytes]] = defaultdict(list)
    tell("ontology", STEPS.index("ontology"), len(STEPS))
    parts[iri("graph", "ontology")].append(ntriples(ontology.load("module", "bridge")))
    parts[iri("graph", "schemes")].append(ntriples(ontology.load("scheme")))
    tell("tables", STEPS.index("tables"), len(STEPS))
    for stem, frame in {**sources.tables(), "links": sources.links()}.items():
        if stem in graph.STEMS:
            parts[iri("graph", graph.STEMS[stem])].append(graph.triples(stem, frame))
    tell("assessments", STEPS.index("assessments"), len(STEPS))
    return {name: b"".join(pieces) for name, pieces in parts.items()} | shipped_assessments()


def shipped_assessments() -> Graphs:
    """Return what the shipped assessments say, by graph."""
    from r2pgraph import sources
    from r2pgraph.graph.reading import read

    return {
        iri("graph", f"assessment-{path.parent.name}-{path.stem}"): ntriples(read(path))
        for path in sources.assessments()
    }


def gather_own(home: Path, shipped: Graphs) -> Graphs:
    """Return what the user's own plans and assessments in ``home`` say, by the IRI of the graph that each makes.

    Raises:
        UnreadableFileError: a file cannot be read, stands in a wrong place, or would change what is shipped.
    """
    from r2pgraph.graph import own
    from r2pgraph.graph.catalogue import submitted
    from r2pgraph.sources.own import own_assessments, own_plans

    plans, assessments = own_plans(home), own_assessments(home)
    own.refuse_submitted(assessments, submitted(shipped))
    for path in assessments:
        own.refuse_shipped(path, shipped)
    named = {path: iri("graph", f"{own.OWN_PLAN}{path.stem}") for path in plans}
    named |= {path: iri("graph", f"{own.OWN_ASSESSMENT}{own.assessment_key(path)}") for path in assessments}
    files = {path: own.read_plan(path) for path in plans}
    files |= {path: own.read_assessment(path) for path in assessments}
    if files:
        own.refuse_known(files, in_memory(shipped))
    return {named[path]: ntriples(quads) for path, quads in files.items()}


def own_files(home: Path) -> list[Path]:
    """Return the files of the user's own in ``home``: plans, then assessments."""
    from r2pgraph.sources.own import own_assessments, own_plans

    return [*own_plans(home), *own_assessments(home)]


def derive(
    graphs: Graphs, tell: Tell = silent, own: Sequence[Path] = (), submitted: Sequence[Path] = ()
) -> tuple[Graphs, Report]:
    """Validate the gathered graphs; return what follows from them, scores, catalogue and counts, and the verdict.

    The user's ``own`` files are judged, and what was ``submitted`` and accepted by other rules than those of today.

    Raises:
        InvalidDataError: an assessment or a file of the user's ``own`` breaks a rule, or a check returned a row.
    """
    from r2pgraph import sources
    from r2pgraph.graph.catalogue import submitted as replaced

    engine = in_memory(graphs)
    tell("validation", STEPS.index("validation"), len(STEPS))
    gone = replaced(graphs)
    shipped = [path for path in sources.assessments() if f"{path.parent.name}-{path.stem}" not in gone]
    report = judge([*shipped, *own], engine)
    for path in submitted:
        report += judge([path], engine)
    if not report.conforms:
        raise InvalidDataError("\n".join([report.text(remarks=False), *_commands(report, submitted), _MEND]), "")
    return follow(graphs, engine, tell), report


def follow(graphs: Graphs, engine: ox.Store, tell: Tell = silent, *, parsed: pl.DataFrame | None = None) -> Graphs:
    """Return what follows from valid graphs, which an ``engine`` holds; raises InvalidDataError where a check fails.

    What ``service_graph.parsed`` made of some of the graphs may be told.
    """
    from r2pgraph import scores, store
    from r2pgraph.graph.catalogue import catalogue
    from r2pgraph.graph.cube import slices
    from r2pgraph.publication.service_graph import SERVICE, service_graph

    tell("scores", STEPS.index("scores"), len(STEPS))
    derived = {
        iri("graph", "cube"): slices(graphs),
        iri("graph", "scores"): scores.materialise(store.EmbeddedStore(engine)),
    }
    derived[iri("graph", "catalogue")] = catalogue({**graphs, **derived})
    derived[SERVICE] = service_graph({**graphs, **derived}, parsed)
    tell("checks", STEPS.index("checks"), len(STEPS))
    store.fill(engine, derived)
    run_checks(store.EmbeddedStore(engine))
    return derived


def _commands(report: Report, submitted: Sequence[Path]) -> list[str]:
    """Return, for each file that breaks a rule, the command that judges it alone, or takes it back."""
    files = dict.fromkeys(problem.file for problem in report.violations)
    told = [f"Judge it alone: `r2pgraph check {shlex.quote(file)}`" for file in files]
    if any(str(path) in files for path in submitted):
        told.append("What was submitted met the rules of its day: `r2pgraph log`, then `r2pgraph withdraw` that one.")
    return told


def run_checks(store: EmbeddedStore) -> None:
    """Run every saved check; raise InvalidDataError with every row that one returns and what to do about it."""
    from r2pgraph import queries

    if failed := queries.failures(store):
        raise InvalidDataError("\n".join([*failed, _MEND]), "")


def check(files: Sequence[Path], home: Path | None = None, *, tell: Tell = silent) -> Report:
    """Judge ``files``, or every shipped assessment where none is named, against all shapes at once.

    What they may refer to comes from the store in ``home`` where it agrees with the files, else from the files.
    """
    from r2pgraph import sources

    known = background(home, tell)
    tell("validation", STEPS.index("validation"), len(STEPS))
    report = judge(list(files) or sources.assessments(), known)
    tell("validation", len(STEPS), len(STEPS))
    return report


def background(home: Path | None, tell: Tell = silent) -> ox.Store:
    """Return an engine that holds all that is known: the built one, or one made in memory."""
    if home is not None:
        try:
            return open_built(home).engine
        except StoreError:
            pass
    return in_memory(gather(tell))


def judge(files: Sequence[Path], known: ox.Store) -> Report:
    """Validate ``files`` with what is ``known`` as background and our own JSON-LD context at hand."""
    from r2pgraph import validation
    from r2pgraph.ontology import context

    return validation.check(files, known, contexts={CONTEXT: context.stored()})


def open_built(home: Path, shipped: str = "") -> EmbeddedStore:
    """Open the built store in ``home``, its fingerprint `digest`; raises StoreError where it is none or outdated."""
    from r2pgraph import store

    return store.open_store(home, digest(home, shipped=shipped))


def needs_build(home: Path, shipped: str = "") -> bool:
    """Return whether the store in ``home`` is missing, damaged, of another version or of other files."""
    try:
        open_built(home, shipped).close()
    except StoreError:
        return True
    return False


def digest(home: Path | None = None, counted: Iterable[Edition] | None = None, *, shipped: str = "") -> str:
    """Return the fingerprint of every input of a build: version, shipped files, the user's own in ``home``, imports.

    What stands before the first space is the fingerprint of all but the imports. These are the editions ``counted``,
    or those that count in ``home``. What is ``shipped`` is looked at, unless its fingerprint is told.
    """
    if home is None:
        return shipped or fingerprint(__version__)
    from r2pgraph import editions

    chosen = editions.pointers(home) if counted is None else {edition.series: edition.key for edition in counted}
    return f"{_digest_of_files(home, shipped)} {editions.text(chosen)}".rstrip()


def _digest_of_files(home: Path, shipped: str = "") -> str:
    from r2pgraph.submission import inbox

    try:
        own = [
            f"{path.relative_to(home).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"
            for path in own_files(home)
        ]
    except OSError as error:
        raise UnreadableFileError(str(error.filename), f"The file cannot be opened: {error.strerror}.") from error
    shipped, added = shipped or fingerprint(__version__), [*own, *inbox.marks(home)]
    return hashlib.sha256("\0".join([shipped, *added]).encode()).hexdigest() if added else shipped


def ntriples(quads: Sequence[ox.Quad]) -> bytes:
    """Return statements as N-Triples, whatever graph they came in."""
    import pyoxigraph as ox

    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""


def in_memory(graphs: Graphs) -> ox.Store:
    """Return an engine in memory that holds ``graphs``."""
    import pyoxigraph as ox

    from r2pgraph import store

    engine = ox.Store()
    store.fill(engine, graphs)
    return engine


def _summary(home: Path, verdict: str = "") -> Built:
    count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    scored = "SELECT (COUNT(*) AS ?n) WHERE { ?score a ?kind . VALUES ?kind { r2p:IndexScore r2p:AreaScore } }"
    from r2pgraph.queries import with_prefixes
    from r2pgraph.store import open_store

    with open_store(home) as store:
        triples, scores = (int(store.select(with_prefixes(text)).rows[0][0].value) for text in (count, scored))  # type: ignore[union-attr]
        return Built(home, len(store.graphs()), triples, scores, verdict)


if __name__ == "__main__":
    from r2pgraph.submission import worker

    worker.attend(background)
