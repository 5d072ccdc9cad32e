"""The Markdown is a table and footnotes, and data never becomes markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2pgraph.publication import report
from r2pgraph.publication.report.markdown import bar, code, markdown, opening, text

if TYPE_CHECKING:
    from r2pgraph.publication.report.contents import Report
    from r2pgraph.store import Store

EDGE = re.compile(r"(?<!\\)\|")


@pytest.fixture(scope="module")
def document(store: Store) -> str:
    """Return the Markdown on Timor-Leste in 2023."""
    return report(store, "TLS", "2023")


def tables(document: str) -> list[list[str]]:
    """Return the lines of each table."""
    return [block.splitlines() for block in re.findall(r"(?:^\|.*\n)+", document, re.MULTILINE)]


def test_the_36_rows_stand_in_their_order(document: str) -> None:
    """Each indicator is one line of a table by area."""
    ratings = document.partition("## The 36 ratings")[2].partition("## The listed")[0]

    assert [str(number) for number in range(1, 37)] == re.findall(r"^\| ([0-9]+) \|", ratings, re.MULTILINE)


def test_the_answer_comes_first(document: str) -> None:
    """The index and its plan stand before everything else."""
    assert document.index("**63.19 of 100**: 91 of 144 points") < document.index("## By area")


def test_every_line_of_a_table_has_as_many_cells_as_its_head(document: str, hostile: Report) -> None:
    """A stroke in the data does not part a cell."""
    for table in (*tables(document), *tables(markdown(hostile))):
        assert {len(EDGE.findall(table[0]))} == {len(EDGE.findall(line)) for line in table}


def test_footnotes_are_real_and_complete(document: str) -> None:
    """Every reference has its note, every note is referred to, and each says its printed number."""
    notes = re.findall(r"^\[\^([0-9]+)\]: \*\*Note \1\.\*\*", document, re.MULTILINE)

    assert [str(number) for number in range(1, 32)] == notes
    assert set(notes) == set(re.findall(r"\[\^([0-9]+)\](?!:)", document))
    assert "[^1](" not in document


def test_a_hostile_text_stays_text(hostile: Report) -> None:
    """No HTML, no link, no heading, no list item comes out of the data; damaged addresses stand as code."""
    found = re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", markdown(hostile).replace("\\`", ""))

    assert set() == set(re.findall(r"<(?!br>|/?sup>|https://)[a-zA-Z/!][^>]*", found))
    assert [] == re.findall(r"(?<!\\)\]\((?!assessment-|https://creativecommons)", found)
    assert "{{ 7*7 }}" in found.replace("\\", "")
    assert "\u202e" not in found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a|b", "a\\|b"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("*so* _so_ `so`", "\\*so\\* \\_so\\_ \\`so\\`"),
        ("[a](b)", "\\[a\\](b)"),
        ("http://a.example", "http\\://a.example"),
        ("www.a.example", "www\\.a.example"),
        ("a@b.example", "a\\@b.example"),
        ("two\nlines", "two lines"),
        ("A/RES/75/277: 1-2", "A/RES/75/277: 1-2"),
    ],
)
def test_marks_are_escaped_and_plain_words_are_not(data: str, expected: str) -> None:
    """Only what Markdown could take for markup is changed."""
    assert expected == text(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("# h", "\\# h"),
        ("- i", "\\- i"),
        ("1. i", "1\\. i"),
        ("1) i", "1\\) i"),
        ("+4", "\\+4"),
        ("2023 was", "2023 was"),
    ],
)
def test_the_start_of_a_line_begins_no_list(data: str, expected: str) -> None:
    """A number with a point at the start of a sentence is a number with a point."""
    assert expected == opening(data)


@given(st.text(max_size=40))
def test_any_text_stays_in_its_cell(data: str) -> None:
    """No line break, no bare stroke, no angle bracket gets out."""
    for written in (text(data), opening(data)):
        assert 1 >= len(written.splitlines())
        assert not EDGE.search(written.replace("\\\\", ""))
        assert not set("<>") & set(written)


@given(st.text("`a| \n", max_size=12))
def test_a_code_span_ends_where_it_should(data: str) -> None:
    """The fence is longer than any run of backticks inside."""
    written = code(data)
    fence = re.match("`+", written)

    assert fence is not None
    assert not re.search(rf"(?<!`){fence[0]}(?!`)", written[len(fence[0]) : -len(fence[0])])


def test_a_bar_has_five_signs() -> None:
    """One sign a level, and another sign for not rated."""
    assert ["▨▨▨▨▨", "▰▱▱▱▱", "▰▰▰▰▰"] == [bar(rank) for rank in (0, 1, 5)]
