"""One check tells the syntax errors of a whole file, and invents none."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2pgraph.errors import UnreadableFileError
from r2pgraph.graph import reading, syntax_recovery
from r2pgraph.graph.syntax_recovery import MOST_ERRORS, errors

SHIPPED = Path(__file__).parents[2] / "data/assessments/TLS/2023.ttl"
HEAD = "@prefix x: <urn:x:> .\n\n"
GOOD = "x:g x:h 1 .\n\n"
FAULTS = [
    ("x:a x:b 1\n\n", "is not ended"),
    ("x:a x:b strong .\n\n", "strong is not a valid RDF object"),
    ('x:a x:b "open ;\n    x:c 2 .\n\n', "Was the closing quote forgotten"),
    ("x:a x:b \u201cq\u201d .\n\n", "is not allowed"),
    ("x:a x:b [ x:c 1 .\n\n", "should end with a ']'"),
    ("x:a x:b 1 , .\n\n", "not a valid RDF object"),
    ("x:a x:b <urn:a b> .\n\n", "holds ' '"),
]


def lines(text: str) -> list[int | None]:
    """Return the lines of the errors of a text."""
    return [error.line for error in errors(text.encode(), "a.ttl")]


@pytest.mark.parametrize(("first", "first_says"), FAULTS)
@pytest.mark.parametrize(("second", "second_says"), FAULTS)
def test_two_faults_are_both_told(first: str, first_says: str, second: str, second_says: str) -> None:
    """A good statement stands between them, so that neither hides the other."""
    text = HEAD + first + GOOD + second + GOOD
    found = errors(text.encode(), "a.ttl")
    begins = 3 + first.count("\n") + GOOD.count("\n")
    assert [True, True] == [says in str(error) for says, error in zip((first_says, second_says), found, strict=True)]
    assert (3, begins) == tuple(error.line for error in found)


def test_a_text_without_fault_has_none() -> None:
    """The shipped assessment is read to its end."""
    assert [] == errors(SHIPPED.read_bytes(), "a.ttl")


def test_a_prefix_that_is_not_declared_is_told_once() -> None:
    """A thousand names with it are one fault, and the faults behind are told too."""
    text = HEAD + "x:a y:b 1 .\nx:a y:c 2 .\n" * 500 + "x:a x:b strong .\n"
    assert [3, 1003] == lines(text)


def test_a_prefix_holds_from_its_declaration_on() -> None:
    """A prefix declared behind a fault serves what follows."""
    text = HEAD + "x:a x:b strong .\n\n@prefix y: <urn:y:> .\n\ny:a y:b 1 .\n"
    assert [3] == lines(text)


def test_prose_in_a_text_that_was_not_closed_is_no_statement() -> None:
    """Where three quotes are missing, text and statements change places; what reads like prose earns no error."""
    prose = 'x:a x:b """One.\n\nNote: two.\n .\n\nx:c x:d """three.\n\nMore: four.\n""" .\n\n'
    assert 1 == len(errors((HEAD + prose).encode(), "a.ttl"))


def test_no_more_than_twenty_are_told() -> None:
    """The number is bounded, and so is the time."""
    assert MOST_ERRORS == len(lines(HEAD + "x:a x:b strong .\n\n" * 100))


def test_only_the_last_says_that_there_may_be_more() -> None:
    """What is behind an error was read, so nobody is told that it was not."""
    found = errors((HEAD + "x:a x:b strong .\n\n" * 3).encode(), "a.ttl")
    assert [False, False, True] == [syntax_recovery._GO_ON in error.remedy for error in found]
    assert not any("could be read" in error.remedy for error in found)


def test_planted_faults_are_found_where_they_stand() -> None:
    """Whichever lines of the shipped assessment are spoilt, each error told is at such a statement."""
    source = SHIPPED.read_text(encoding="utf-8").split("\n")
    owner = [0] * len(source)
    for number, line in enumerate(source):
        owner[number] = number if line and not line.startswith(" ") else owner[number - 1]
    chosen = [number for number, line in enumerate(source) if line.endswith(" ;")]
    for start in range(20):
        spoilt = chosen[start :: len(chosen) // 8]
        text = [line.removesuffix(";") if number in spoilt else line for number, line in enumerate(source)]
        found = [owner[line - 1] for line in lines("\n".join(text)) if line]
        assert sorted({owner[number] for number in spoilt}) == found


@given(st.text(alphabet="x:a .;,\n\"'<>[]#\\@prefix1()", max_size=200))
@settings(max_examples=300, deadline=None)
def test_the_first_error_is_the_parsers(text: str) -> None:
    """There is an error for just those texts that the parser refuses, the first of them among the errors."""
    try:
        list(ox.parse(text.encode(), ox.RdfFormat.TURTLE))
    except SyntaxError:
        assert errors(text.encode(), "a.ttl")
    else:
        assert [] == errors(text.encode(), "a.ttl")


@pytest.mark.parametrize("name", ["a.ttl", "a.trig"])
def test_faults_of_a_file_fall_back_on_the_one_that_was_raised(name: str, tmp_path: Path) -> None:
    """What is no syntax error of Turtle is told as it was raised."""
    path = tmp_path / name
    path.write_text('<urn:a> <urn:b> "\\u0001" .', encoding="utf-8")
    with pytest.raises(UnreadableFileError) as caught:
        reading.read(path)
    assert [caught.value] == reading.faults(path, caught.value)
