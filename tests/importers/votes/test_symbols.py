"""One symbol has one way of writing, and one key, whoever wrote it."""

from __future__ import annotations

import pytest

from r2pgraph.importers.votes.symbols import Symbol, described


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("A/RES/75/277", Symbol("A/RES/75/277", "A-RES-75-277", "", "75", known=True)),
        ("A/RES/75/254A-C", Symbol("A/RES/75/254 A-C", "A-RES-75-254-A-C", "A-C", "75", known=True)),
        ("A/RES/75/254[A-C]", Symbol("A/RES/75/254 A-C", "A-RES-75-254-A-C", "A-C", "75", known=True)),
        (" A/RES/75/290\u00a0A", Symbol("A/RES/75/290 A", "A-RES-75-290-A", "A", "75", known=True)),
        ("A/RES/53/77AA", Symbol("A/RES/53/77 AA", "A-RES-53-77-AA", "AA", "53", known=True)),
        ("A/RES/3314(XXIX)", Symbol("A/RES/3314 (XXIX)", "A-RES-3314-XXIX", "", "29", known=True)),
        ("A/RES/3184(XXVIII)[A]", Symbol("A/RES/3184 (XXVIII) A", "A-RES-3184-XXVIII-A", "A", "28", known=True)),
        ("A/RES/3184 A (XXVIII)", Symbol("A/RES/3184 (XXVIII) A", "A-RES-3184-XXVIII-A", "A", "28", known=True)),
        ("A/RES/ES-10/21", Symbol("A/RES/ES-10/21", "A-RES-ES-10-21", "", "ES-10", known=True)),
        ("A/RES/S-32/1", Symbol("A/RES/S-32/1", "A-RES-S-32-1", "", "S-32", known=True)),
        ("S/RES/1310(2000)", Symbol("S/RES/1310 (2000)", "S-RES-1310-2000", "", "", known=True)),
        ("R/1/66", Symbol("R/1/66", "R-1-66", "", "", known=False)),
    ],
)
def test_a_symbol_is_written_in_one_way(printed: str, expected: Symbol) -> None:
    """White space, brackets and the place of the letters do not matter."""
    assert [expected] == described([printed])
