"""A table is held against its declaration, and everything wrong is told."""

from __future__ import annotations

import polars as pl
import pytest

from r2pgraph.tables.check import Problem, check
from r2pgraph.tables.column import FORMS, Column, Reference, Table

SHEEP = Table(
    "sheep",
    "farm",
    "Sheep and where they graze.",
    (
        Column("key", "name", "key"),
        Column("born", "day of birth", "date", required=False),
        Column("sold", "day of sale", "date", required=False),
        Column("colour", "colour of the wool", choices=("black", "white")),
        Column("lambs", "number of lambs", "count", required=False),
        Column("field", "where it grazes", "key", refers=(Reference("fields"),)),
        Column("owner", "who owns it", "thing", refers=(Reference("people", prefix="person"),)),
    ),
    spans=(("born", "sold"),),
)
FRAMES = {
    "fields": pl.DataFrame({"key": ["hill"]}),
    "people": pl.DataFrame({"key": ["Ada"]}),
}
GOOD = {
    "key": "dolly",
    "born": "1996-07-05",
    "sold": "",
    "colour": "white",
    "lambs": "6",
    "field": "hill",
    "owner": "person:Ada",
}


def problems(*rows: dict[str, str]) -> list[Problem]:
    """Return the problems of rows that differ from the good one as told."""
    return check(pl.DataFrame([{**GOOD, **row} for row in rows]), SHEEP, FRAMES)


def test_a_good_row_has_no_problem() -> None:
    """What keeps every rule is passed in silence."""
    assert [] == problems({})


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("key", "", "The cell is empty."),
        ("key", "a/b", "It has not the form of the column."),
        ("key", "a--b", "It has not the form of the column."),
        ("key", "a.b", "It has not the form of the column."),
        ("born", "96", "It has not the form of the column."),
        ("born", "1996-02-30", "The calendar has no such day."),
        ("born", "1996-13", "The calendar has no such day."),
        ("colour", "grey", "It is not one of the values."),
        ("lambs", "-1", "It has not the form of the column."),
        ("lambs", "06", "It has not the form of the column."),
        ("field", "moor", "It stands nowhere in fields.csv."),
        ("owner", "dog:Ada", "It stands nowhere in people.csv."),
        ("owner", "person:Bob", "It stands nowhere in people.csv."),
    ],
)
def test_a_bad_cell_is_told_with_its_rule(column: str, value: str, rule: str) -> None:
    """File, line, column and value lead to the cell."""
    (problem,) = problems({column: value})

    assert ("sheep.csv", 2, column, value, rule) == (
        problem.file,
        problem.line,
        problem.column,
        problem.value,
        problem.rule,
    )
    assert problem.remedy


@pytest.mark.parametrize("value", ["1996", "1996-07", "1996-07-05", "2000-02-29"])
def test_a_date_may_be_a_year_a_month_or_a_day(value: str) -> None:
    """A date is as precise as it is known."""
    assert [] == problems({"born": value})


@pytest.mark.parametrize("value", [" dolly", "dolly ", "dol\tly", "dol\u2028ly", "dol\x00ly"])
def test_white_space_and_control_characters_are_told(value: str) -> None:
    """What an eye cannot see is refused."""
    assert "White space or a control character stands in it." in {problem.rule for problem in problems({"key": value})}


def test_letters_composed_in_two_ways_are_told() -> None:
    """The same word has the same bytes."""
    cell = Table("words", "farm", "Words.", (Column("key", "word"),))

    (problem,) = check(pl.DataFrame({"key": ["Tu\u0308rkiye"]}), cell, {})

    assert "Its letters are composed in two ways." == problem.rule


def test_a_row_that_stands_twice_is_told_twice() -> None:
    """Both lines are named, so that one can be chosen."""
    assert [(2, "The row stands twice."), (4, "The row stands twice.")] == [
        (problem.line, problem.rule) for problem in problems({}, {"key": "molly"}, {})
    ]


def test_a_span_that_ends_before_it_begins_is_told() -> None:
    """Nothing is sold before it is born."""
    assert ["It ends before it begins."] == [problem.rule for problem in problems({"sold": "1995"})]


def test_all_problems_are_told_in_the_order_of_the_file() -> None:
    """One reading is enough to mend a file."""
    found = problems({"colour": "grey", "key": ""}, {"lambs": "x", "key": "b"})

    assert [(2, "key"), (2, "colour"), (3, "lambs")] == [(problem.line, problem.column) for problem in found]


def test_another_header_is_told_before_anything_else() -> None:
    """Columns that are missing, strange or in another order stop the check."""
    (problem,) = check(pl.DataFrame({"key": ["dolly"], "wool": ["long"]}), SHEEP, FRAMES)

    assert (1, "header", "key,wool") == (problem.line, problem.column, problem.value)


def test_a_problem_reads_as_one_line() -> None:
    """What is printed holds the place, the value, the rule and the remedy."""
    (problem,) = problems({"colour": "grey"})

    assert "sheep.csv, line 2, column colour: 'grey': It is not one of the values. Use one of black, white." == str(
        problem
    )


def test_every_form_has_a_pattern_and_words() -> None:
    """A form that a column can take can be checked and explained."""
    assert all(pattern and words for pattern, words in FORMS.values())
