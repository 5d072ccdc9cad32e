"""Dates, numbers and counts are said as a report says them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from r2pgraph.publication.report import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-09-05", "5 September 2023"),
        ("2022-01", "January 2022"),
        ("2022", "2022"),
        ("2023-13-01", "2023-13-01"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(text: str, expected: str) -> None:
    """A year stays a year, and what is no date stays as it is."""
    assert expected == words.date(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("63.194", "63.19"), ("182.00", "182"), ("0.005", "0.01"), ("-0.001", "0"), ("-1.5", "\u22121.5"), ("100", "100")],
)
def test_a_number_shows_no_empty_decimals(value: str, expected: str) -> None:
    """Halves are rounded up, noughts fall away, a minus is a minus."""
    assert expected == words.number(Decimal(value))


@pytest.mark.parametrize(("value", "expected"), [("4", "+4"), ("0", "0"), ("-1", "\u22121"), ("0.694", "+0.69")])
def test_a_change_shows_its_sign(value: str, expected: str) -> None:
    """A rise has a plus, no change has none."""
    assert expected == words.signed(Decimal(value))


def test_a_column_of_numbers_lines_up() -> None:
    """Two decimals stay two decimals."""
    assert "62.50" == words.fixed(Decimal("62.5"))


def test_one_is_singular_and_a_series_ends_in_and() -> None:
    """Words agree with their number."""
    assert ("1 title", "0 titles", "2 errata") == (
        words.many(1, "title"),
        words.many(0, "title"),
        words.many(2, "erratum", "errata"),
    )
    assert ("", "a", "a and b", "a, b and c") == tuple(map(words.series, ([], ["a"], ["a", "b"], ["a", "b", "c"])))


def test_the_key_of_a_concept_is_spoken() -> None:
    """A closed list's keys are words already."""
    assert "Wrong title" == words.spoken("https://w3id.org/r2pgraph/verdict/wrong-title")
    assert "" == words.spoken("")
