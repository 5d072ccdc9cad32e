"""The ontology keeps its own rules: words, order, declarations, and no term that is not stated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from r2pgraph.ontology import files, load
from r2pgraph.ontology.terms import Term, terms
from r2pgraph.vocab import BASE, EXTERNAL, PREFIXES, R2P, compact

NOUNS_ALLOWED = {
    "actor": "the role in a treaty action; its verb would differ with each action",
    "adoptionMode": "a trait of the resolution, named so in the records",
    "commitment": "the second end of an endorsement, a node between two things",
    "depositary": "the title that treaty law gives the role",
    "endorser": "the first end of an endorsement, a node between two things",
    "indicator": "a dimension of the cube; dimensions are nouns",
    "level": "the measure of the cube; measures are nouns",
    "measure": "names the column that a number stands in, as a cube's measure does",
    "printedPosition": "what a line prints, beside printedSymbol and printedTitle",
    "state": "a dimension of the cube; dimensions are nouns",
    "treaty": "the second end of a treaty action, a node between two things",
    "trend": "an attribute of the cube; attributes are nouns",
}
"""Object properties that are nouns, each with the reason."""

LINKING_WORDS = {"about", "by", "in", "of"}
"""Short words that begin a link from a part to its whole or its maker."""

PAST = re.compile(
    r"(abstained|accredited|adopted|cast|corrected|known|listed|name|registered|sought|stated|voted)[A-Z][a-z]+"
)
"""Links to what was done once: the past is what they say."""

PRESENT = re.compile(r"(is|has|[a-z]+s)([A-Z]\w*)?|coSponsors")
"""Links in the third person of the present."""

KINDS = ("owl:Ontology", "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
PLAIN = {EXTERNAL[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd")}
USED_IN = ("ontology", "shapes", "queries", "data")
TEXT = {".csv", ".json", ".jsonld", ".rq", ".tsv", ".ttl"}
MENTION = re.compile(rf"(?<![\w/:.-])r2p:([A-Za-z]\w*)|{re.escape(R2P)}(\w+)")
PATHS = files()


def by_name(path: Path) -> str:
    """Return the name of a test case: folder and file."""
    return f"{path.parent.name}/{path.name}"


def blocks(path: Path) -> list[str]:
    """Return the blocks of a Turtle file, its prefixes first."""
    return path.read_text(encoding="utf-8").split("\n\n")


def declared() -> dict[str, set[str]]:
    """Return the kinds of entity that each IRI is declared as, anywhere in the ontology."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value, _ in load():
        if predicate.value == EXTERNAL["rdf"] + "type" and compact(value.value) in KINDS[1:]:
            found[subject.value].add(compact(value.value))
    return found


DECLARED = declared()
TERMS = terms()
STATEMENTS = {path: list(ox.parse(path=str(path))) for path in PATHS}
HOMES = {
    quad.subject.value: path
    for path, quads in STATEMENTS.items()
    for quad in quads
    if quad.predicate.value == EXTERNAL["rdf"] + "type" and compact(quad.object.value) == "owl:Ontology"
}


def imports(path: Path) -> list[Path]:
    """Return the files that a file imports."""
    return [HOMES[q.object.value] for q in STATEMENTS[path] if q.predicate.value == EXTERNAL["owl"] + "imports"]


def imported(path: Path) -> set[Path]:
    """Return a file and all that it imports, directly or not."""
    found, waiting = set(), [path]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += imports(each)
    return found


def iris(quad: ox.Quad) -> list[str]:
    """Return the IRIs in a statement."""
    return [term.value for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, ox.NamedNode)]


def conformance(graph: object, root: Path) -> tuple[bool, str]:
    """Run the house shapes over a graph of terms."""
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(root / "shapes" / "house.ttl")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inference="none")
    return bool(conforms), str(text)


def as_graph() -> object:
    """Return the whole ontology as an rdflib graph."""
    import rdflib

    triples = ox.serialize([quad.triple for quad in load()], format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")


def test_every_term_concept_list_and_file_describes_itself(root: Path) -> None:
    """Each has its name, definition, example or notation, module and licence, once and in English."""
    conforms, text = conformance(as_graph(), root)

    assert conforms, text


@pytest.mark.parametrize(
    ("subject", "predicate", "message"),
    [
        (R2P + "Rating", "skos:definition", "A term needs exactly one skos:definition in English."),
        (R2P + "restsOn", "rdfs:label", "A term needs exactly one rdfs:label in English."),
        (R2P + "points", "skos:example", "A term needs a skos:example in English."),
        (R2P + "points", "rdfs:isDefinedBy", "names exactly one ontology of this project in rdfs:isDefinedBy."),
        (BASE + "level/strong", "skos:prefLabel", "A concept needs exactly one skos:prefLabel in English."),
        (BASE + "level/strong", "skos:notation", "A concept needs exactly one skos:notation, a plain string."),
        (BASE + "level/strong", "skos:inScheme", "A concept stands in exactly one described skos:ConceptScheme."),
        (BASE + "code/levels", "skos:definition", "A concept needs exactly one skos:definition in English."),
        (BASE + "ontology/core", "dcterms:license", "An ontology of this project bears the licence CC BY 4.0."),
    ],
)
def test_a_missing_description_is_told(root: Path, subject: str, predicate: str, message: str) -> None:
    """What a term, concept, list or file leaves out is named in the report."""
    import rdflib

    prefix, local = predicate.split(":")
    graph = as_graph()
    assert isinstance(graph, rdflib.Graph)
    graph.remove((rdflib.URIRef(subject), rdflib.URIRef(PREFIXES[prefix] + local), None))
    conforms, text = conformance(graph, root)

    assert not conforms
    assert message in text


def test_every_house_shape_has_a_name_a_severity_and_a_message(root: Path) -> None:
    """A report that cannot say what is wrong is no report."""
    import rdflib

    graph = rdflib.Graph().parse(root / "shapes" / "house.ttl")
    sh = rdflib.Namespace(EXTERNAL["sh"])
    shapes = {shape for kind in (sh.NodeShape, sh.PropertyShape) for shape in graph.subjects(rdflib.RDF.type, kind)}

    assert shapes
    assert [] == [shape for shape in shapes if not isinstance(shape, rdflib.URIRef)]
    assert [] == [
        shape for shape in shapes if None in {graph.value(shape, sh.severity), graph.value(shape, sh.message)}
    ]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_is_named_by_the_rules(term: Term) -> None:
    """Classes are UpperCamel nouns, links are verbs or say why not, values are nouns."""
    if term.kind == "class":
        assert re.fullmatch(r"(R2P)?([A-Z][a-z0-9]+|OR)+", term.name)
    elif term.kind == "object property":
        assert re.fullmatch(r"[a-z][A-Za-z0-9]*", term.name)
        first = re.split(r"(?=[A-Z])", term.name)[0]
        verb = PRESENT.fullmatch(term.name) or PAST.fullmatch(term.name) or first in LINKING_WORDS
        assert bool(verb) != (term.name in NOUNS_ALLOWED)
    else:
        assert re.fullmatch(r"(?!has[A-Z]|is[A-Z](?!o))[a-z][A-Za-z0-9]*", term.name)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_definition_is_one_short_sentence(term: Term) -> None:
    """Sixteen words at most, one full stop, and no comma splice of two."""
    assert re.fullmatch(r"[A-Z][^.]*\.", term.definition)
    assert len(term.definition.split()) <= 16


def test_no_two_terms_mean_the_same() -> None:
    """A definition or a label within one kind belongs to one term."""
    counts = Counter(said for term in TERMS for said in (term.definition, f"{term.kind}: {term.label}"))

    assert [] == [said for said, number in counts.items() if number > 1]


def test_no_exemption_outlives_its_term() -> None:
    """The list of nouns names only terms that exist."""
    assert set() == set(NOUNS_ALLOWED) - {term.name for term in TERMS}


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_a_file_reads_as_if_one_person_wrote_it(path: Path) -> None:
    """Prefixes sorted, one predicate a line, four spaces deep, `a` first, no comment, no stray space."""
    text = path.read_text(encoding="utf-8")
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    written = dict(re.findall(r"@prefix ([\w-]+): <([^>]+)>", text))

    assert text.endswith(" .\n")
    assert sorted(prefixes) == prefixes
    assert "\n".join(prefixes) == blocks(path)[0]
    assert {prefix: PREFIXES[prefix] for prefix in written} == written
    assert [] == [line for line in text.splitlines() if re.match(r"\s*#|.*\s$|\t", line)]
    assert [] == [line for line in text.splitlines() if (len(line) - len(line.lstrip())) % 4]
    assert [] == [block for block in blocks(path)[1:] if " a " in block and not re.match(r"\S+\n    a ", block)]


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_a_prefix_is_written_only_where_it_is_used(path: Path) -> None:
    """The list of prefixes says what a file speaks of."""
    head, *rest = blocks(path)
    body = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", "\n\n".join(rest))
    listed = re.findall(r"@prefix ([\w-]+):", head)

    assert sorted(set(re.findall(r"(?<![\w:-])([A-Za-z][\w-]*):", body))) == listed


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_a_file_is_in_strict_order(path: Path) -> None:
    """Header, classes, object, datatype and annotation properties, individuals, axioms; each by name."""

    def place(block: str) -> tuple[int, str]:
        name = block.split("\n", 1)[0]
        if name.startswith("<"):
            return 0, name
        if name == "[]":
            return 9, ""
        prefix, _, local = name.partition(":")
        kinds = DECLARED.get(PREFIXES[prefix] + local, set())
        return next((KINDS.index(kind) for kind in kinds), 8), name

    order = [place(block) for block in blocks(path)[1:]]

    assert sorted(order) == order


def test_a_term_is_declared_once_and_as_one_kind() -> None:
    """No IRI is a class and a property, or a link and a value, and no term of ours has two homes."""
    homes = Counter(
        block.split("\n", 1)[0]
        for path in files("module")
        for block in blocks(path)[1:]
        if re.match(r"r2p:\S+\n    a owl:", block)
    )

    assert {} == {iri: kinds for iri, kinds in DECLARED.items() if len(kinds) > 1}
    assert {f"r2p:{term.name}": 1 for term in TERMS} == dict(homes)


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_a_file_declares_or_imports_every_entity_it_uses(path: Path) -> None:
    """A reasoner that opens one file, with its imports, meets no property or class it cannot place."""
    closure = imported(path)
    known = {
        subject.value
        for each in closure
        for subject, predicate, value, _ in STATEMENTS[each]
        if predicate.value == EXTERNAL["rdf"] + "type" and compact(value.value) in KINDS[1:]
    }
    used = {quad.predicate.value for quad in STATEMENTS[path]}
    used |= {quad.object.value for quad in STATEMENTS[path] if quad.predicate.value == EXTERNAL["rdf"] + "type"}

    assert set() == {iri for iri in used - known if not any(iri.startswith(space) for space in PLAIN)}


def test_nothing_is_imported_for_nothing() -> None:
    """A module imports another only where it uses, or its annotations speak of, a term of it."""
    homes = {R2P + term.name: term.module for term in TERMS}
    idle = []
    for path in files("module"):
        spoken = {homes[iri] for quad in STATEMENTS[path] for iri in iris(quad) if iri in homes}
        needed = spoken | {"core"}
        idle += [f"{path.stem} imports {other.stem}" for other in imports(path) if other.stem not in needed]

    assert ["r2p"] == sorted({line.split()[0] for line in idle})


def test_no_inverse_is_named() -> None:
    """A link is stated from child to parent only; the way back is a path."""
    named = [quad for quad in load() if quad.predicate.value == EXTERNAL["owl"] + "inverseOf"]

    assert named
    assert [] == [quad for quad in named if not isinstance(quad.subject, ox.BlankNode)]


@pytest.mark.parametrize("folder", USED_IN)
def test_every_term_that_is_used_is_stated(folder: str, root: Path) -> None:
    """A misspelt term is found before a query silently returns nothing."""
    known = {term.name for term in TERMS}
    unknown = {
        f"{path.name}: r2p:{name}"
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in TEXT
        for name in ("".join(found) for found in MENTION.findall(path.read_text(encoding="utf-8")))
        if name not in known
    }

    assert set() == unknown


def test_every_file_names_its_own_place(root: Path) -> None:
    """The IRI of a file's ontology is where the file stands, so that imports resolve; the front door is the top."""
    places = {f"{BASE}{path.relative_to(root).with_suffix('')}" for path in PATHS}

    assert {BASE + "ontology" if place.endswith("/r2p") else place for place in places} == set(HOMES)
