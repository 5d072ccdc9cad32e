"""One check tells all problems of all files, whatever the files try."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from r2pgraph.graph.reading import read
from r2pgraph.validation import Severity, check, checking

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, str], Path]

ROOT = Path(__file__).parents[2]
GOOD = (ROOT / "tests/shapes/submission/good-assessment.ttl").read_text(encoding="utf-8")
PREFIXES = "".join(line for line in GOOD.splitlines(keepends=True) if line.startswith("@prefix"))


@pytest.fixture(scope="module")
def known() -> ox.Store:
    """Return the ontology and the small world of the twins."""
    store = ox.Store()
    for path in [*sorted((ROOT / "ontology").rglob("*.ttl")), ROOT / "tests/shapes/known.ttl"]:
        store.extend(read(path))
    return store


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes one file for a test."""

    def one(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return one


def rules(paths: list[Path], known: ox.Store) -> list[str]:
    """Return the names of the broken rules, in the order of the report."""
    return [problem.rule.rsplit("/")[-1] for problem in check(paths, known).problems]


def test_a_broken_file_is_reported_beside_the_others(write: Write, known: ox.Store) -> None:
    """One file is cut off, the other has no trend: both are told, sorted by file and line."""
    broken = write("a.ttl", "<urn:a> <urn:b> 'x")
    faulty = write("b.ttl", GOOD.replace("    r2p:trend trend:unchanged ;\n", ""))
    problems = check([faulty, broken], known).problems
    line = GOOD.partition("rating:x-two\n")[0].count("\n") + 1
    assert [(str(broken), 1), (str(faulty), line)] == [(problem.file, problem.line) for problem in problems]
    assert ["", "rating-trend"] == [problem.rule.rsplit("/")[-1] for problem in problems]


def test_statements_may_be_spread_over_files(write: Write, known: ox.Store) -> None:
    """A rating and the finding it rests on may stand in two files of one submission."""
    start = GOOD.index("\nfinding:x")
    end = GOOD.index("\nrating:x-one")
    paths = [write("a.ttl", GOOD[:start] + GOOD[end:]), write("b.ttl", PREFIXES + GOOD[start:end])]
    assert [] == rules(paths, known)


def test_a_corrected_file_is_not_judged_by_its_older_self(write: Write, known: ox.Store) -> None:
    """What is already known of an assessment gives way to the file that is checked."""
    both = ox.Store()
    both.extend(known)
    both.extend(read(write("old.ttl", GOOD.replace("level:strong", "level:weak"))))
    assert [] == rules([write("new.ttl", GOOD)], both)


def test_an_unknown_state_is_found_where_it_stands(write: Write, known: ox.Store) -> None:
    """The message says which state, on the line of the statement."""
    path = write("a.ttl", GOOD.replace("state:TLS", "state:XYZ", 1))
    (problem, *_) = check([path], known).problems
    line = GOOD.partition("state:TLS")[0].count("\n") + 1
    assert ("state", "state:XYZ", line) == (problem.field, problem.value, problem.line)


def test_json_ld_is_judged_like_turtle(write: Write, known: ox.Store) -> None:
    """The same fault in JSON-LD is located at the thing it concerns."""
    text = (
        '{"@context": {"r2p": "https://w3id.org/r2pgraph/ontology#", "award": "https://w3id.org/r2pgraph/award/"},\n'
        '"@id": "award:x",\n"@type": "r2p:Award", "r2p:points": 3}'
    )
    (problem,) = check([write("a.jsonld", text)], known).problems
    assert ("level", 2, Severity.VIOLATION) == (problem.field, problem.line, problem.severity)


SMUGGLED = [
    "rating:x-one sh:deactivated true .",
    "r2p:Rating owl:sameAs r2p:Anything .",
    "<https://w3id.org/r2pgraph/shape/rating-level> sh:deactivated true .",
    "<https://w3id.org/r2pgraph/shape/rating-level> sh:severity sh:Info .",
    "<https://w3id.org/r2pgraph/shape/rating> sh:deactivated true .",
    "rating:x-one sh:shapesGraph <https://example.org/lenient> .",
    "assessment:x owl:imports <https://example.org/lenient> .",
    "r2p:Rating rdfs:subClassOf r2p:Nothing .",
    "assessment:x sh:rule rating:x-one .",
    "assessment:x sh:js rating:x-one .",
]


@pytest.mark.parametrize("statement", SMUGGLED)
def test_rules_in_data_change_nothing_and_are_refused(statement: str, write: Write, known: ox.Store) -> None:
    """A fault is found although the data try to switch its shape off, and the attempt is told."""
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    head += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    faulty = GOOD.replace("    r2p:level level:fair ;\n", "")
    found = rules([write("a.ttl", head + faulty + statement + "\n")], known)
    assert {"rating-level", "used-term"} <= set(found)


NOTHING_WE_KNOW = [
    "<https://example.org/a> a <https://example.org/Thing> .",
    "<https://example.org/a> <https://example.org/says> 'x' .",
    "rating:x a r2p:Ratings .",
    "rating:x r2p:level level:fair .",
    "[] a r2p:Rating .",
    "rating:x a 'r2p:Rating' .",
    "rating:x a r2p:Evidence .",
    "rating:x a owl:Class .",
]


@pytest.mark.parametrize("statement", NOTHING_WE_KNOW)
def test_data_that_no_shape_reaches_are_refused(statement: str, write: Write, known: ox.Store) -> None:
    """The world is closed: a thing of an unknown class is a violation with a line, not a silent pass."""
    head = PREFIXES + "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    report = check([write("a.ttl", head + statement)], known)
    assert {head.count("\n") + 1} == {problem.line for problem in report.violations}


LEXICAL = [
    ('r2p:year "2023"^^xsd:gYear', 'r2p:year "20235"^^xsd:gYear'),
    ('r2p:year "2023"^^xsd:gYear', 'r2p:year "23"^^xsd:gYear'),
    ('r2p:year "2023"^^xsd:gYear', "r2p:year 2023"),
    ('r2p:baselineYear "2022"^^xsd:gYear', 'r2p:baselineYear "1944"^^xsd:gYear'),
    ("r2p:footnote 1 ;\n    r2p:part", 'r2p:footnote "one"^^xsd:integer ;\n    r2p:part'),
    ("r2p:footnote 1 ;\n    r2p:part", "r2p:footnote -1 ;\n    r2p:part"),
    ("r2p:markerPrinted true", 'r2p:markerPrinted "yes"^^xsd:boolean'),
    ("r2p:about state:TLS", 'r2p:about state:TLS ; r2p:asOf "2022-13"^^xsd:gYearMonth'),
    ("r2p:about state:TLS", 'r2p:about state:TLS ; r2p:asOf "2023-02-29"^^xsd:date'),
    ("r2p:about state:TLS", 'r2p:about state:TLS ; r2p:asOf "2023-W01-1"^^xsd:date'),
    ("r2p:about state:TLS", 'r2p:about state:TLS ; r2p:asOf "2023"'),
    ('r2p:claim "Text."@en', 'r2p:claim "Text."'),
]


@pytest.mark.parametrize(("right", "wrong"), LEXICAL)
def test_ill_formed_values_are_found(right: str, wrong: str, write: Write, known: ox.Store) -> None:
    """Parsers keep what is no date, year or number; the shapes do not."""
    assert right in GOOD
    path = write("a.ttl", GOOD.replace(right, wrong, 1))
    assert check([path], known, subjects=["assessments", "evidence"]).violations


def test_a_value_is_named_once_whatever_it_breaks(write: Write, known: ox.Store) -> None:
    """A value that is of the wrong type and of the wrong form is one problem."""
    path = write("a.ttl", GOOD.replace('r2p:baselineYear "2022"^^xsd:gYear', 'r2p:baselineYear "soon"', 1))
    assert ["assessment-baseline"] == rules([path], known)


def test_an_empty_file_is_told(write: Write, known: ox.Store) -> None:
    """A file that says nothing does not pass as right."""
    (problem,) = check([write("a.ttl", "# nothing yet\n")], known).problems
    assert "says nothing" in problem.message


HOSTILE = ["'x'", "'x'@en", "-1", "1.5", "1e400", "'NaN'^^xsd:decimal", "'one'^^xsd:integer", "'2023'^^<urn:x:year>"]


@pytest.mark.parametrize("value", [*HOSTILE, f"'{'9' * 5000}'^^xsd:integer", "'-99999-99-99'^^xsd:date"])
def test_no_value_whatever_stops_the_check(value: str, write: Write, known: ox.Store) -> None:
    """Every literal of a whole assessment replaced by a hostile one gives a report, never a traceback."""
    literal = re.compile(r'"[^"\n]*"(?:@en|\^\^xsd:\w+)?|(?<= )(?:\d+|true|false)(?= [;.,])')
    text = "".join(
        line if line.startswith("@prefix") else literal.sub(value, line) for line in GOOD.splitlines(keepends=True)
    )
    assert not check([write("a.ttl", text)], known).conforms


ILL_TYPED = [
    '"2023-02-31"^^xsd:date',
    '"-0001-01-01"^^xsd:date',
    '"10000-01-01"^^xsd:date',
    '"x"^^xsd:dateTime',
    '"x"^^xsd:time',
    '"x"^^xsd:duration',
    '"P99999999999999Y"^^xsd:duration',
    '"x"^^xsd:hexBinary',
    '"x"^^xsd:base64Binary',
    '"x"^^xsd:double',
    '"x"^^xsd:byte',
    '"yes"^^xsd:boolean',
    '"<a"^^rdf:XMLLiteral',
    '"<a"^^rdf:HTML',
    '"{"^^rdf:JSON',
]


@pytest.mark.parametrize("value", ILL_TYPED)
def test_an_ill_typed_value_is_told_in_the_report_only(
    value: str,
    write: Write,
    known: ox.Store,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No library writes a traceback beside the plain words of the report, be it at once or through a log."""
    head = PREFIXES + "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    faulty = head + GOOD.replace("r2p:about state:TLS", f"r2p:about state:TLS ; r2p:asOf {value}", 1)
    assert check([write("a.ttl", faulty)], known, subjects=["evidence"]).violations
    assert ("", "", []) == (*capfd.readouterr(), caplog.records)


def test_too_many_statements_are_one_problem(write: Write, known: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that goes beyond the cap is told and left out; the one before it is judged."""
    small = write("a.ttl", PREFIXES + "rating:x a r2p:Ratings .")
    large = write("b.ttl", PREFIXES + "rating:y a r2p:Ratings . rating:z a r2p:Ratings .")
    monkeypatch.setattr(checking, "MOST_STATEMENTS", 2)
    first, second = check([small, large], known).problems
    assert ("rating:x", str(small)) == (first.subject, first.file)
    assert "The file has 2 statements, and one check judges at most 2 of all files." == second.message
    assert (str(large), None, Severity.VIOLATION) == (second.file, second.line, second.severity)


def test_the_cap_is_the_one_that_the_page_names() -> None:
    """The page on what is checked says how many statements one check judges."""
    page = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
    assert f"more than {checking.MOST_STATEMENTS:,} statements" in page
