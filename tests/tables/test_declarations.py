"""What the declarations promise of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2pgraph.tables import CROSSWALK, TABLES, Table
from r2pgraph.tables.dictionary import dictionary

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("table", [*TABLES.values(), CROSSWALK], ids=lambda table: table.stem)
def test_a_table_names_each_row_by_columns_of_its_own(table: Table) -> None:
    """What makes a row unique is declared, and so are the ends of a span."""
    assert set(table.unique) <= set(table.header)
    assert {name for span in table.spans for name in span} <= set(table.header)
    assert len(table.header) == len(set(table.header))


@pytest.mark.parametrize("table", [*TABLES.values(), CROSSWALK], ids=lambda table: table.stem)
def test_a_reference_leads_to_a_declared_column(table: Table) -> None:
    """No column refers to a table that nobody declares."""
    for column in table.columns:
        for reference in column.refers:
            assert reference.column in TABLES[reference.table].header


@pytest.mark.parametrize("stem", sorted(set(TABLES) - {"sources"}))
def test_every_row_must_state_its_source(stem: str) -> None:
    """A row without a source cannot enter."""
    (source,) = (column for column in TABLES[stem].columns if column.name == "source")

    assert source.required
    assert ("sources",) == tuple(reference.table for reference in source.refers)


def test_the_dictionary_in_the_data_folder_is_the_one_of_the_declarations() -> None:
    """The page cannot say anything but what the check demands."""
    assert dictionary() in (ROOT / "data" / "README.md").read_text(encoding="utf-8")


def test_the_dictionary_names_every_column() -> None:
    """No column stays unexplained."""
    text = dictionary()

    assert [] == [
        f"{table.stem}.{name}" for table in TABLES.values() for name in table.header if f"| `{name}` |" not in text
    ]
