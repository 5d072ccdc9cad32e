"""What an import would take out of the graph is named, and asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from r2pgraph import editions
from r2pgraph.errors import UnreadableFileError
from r2pgraph.importers import Imported

if TYPE_CHECKING:
    from pathlib import Path


def imported(*treaties: str, **more: pl.DataFrame) -> Imported:
    """Return one row a treaty, and other tables."""
    table = pl.DataFrame({"treaty": treaties}, {"treaty": pl.String})
    return Imported("untc-status", "untc-status", {"treaty_actions_imported": table, **more})


@pytest.fixture
def former(tmp_path: Path) -> editions.Edition:
    """Return an edition that covers three treaties."""
    path = tmp_path / "a.csv"
    path.write_text("x", encoding="utf-8")
    return editions.keep(tmp_path / "home", imported("IV-1", "IV-2", "IV-3"), [path])[0]


def test_a_treaty_that_is_not_in_the_newer_files_is_named(former: editions.Edition) -> None:
    """Two of three are gone, and a fourth is new."""
    found = editions.lost(former, imported("IV-2", "IV-4"))
    assert ["2 of 3 values of treaty (IV-1, IV-3)"] == found


def test_more_rows_or_the_same_lose_nothing(former: editions.Edition) -> None:
    """A newer file of the series takes its place unasked."""
    for newer in (imported("IV-1", "IV-2", "IV-3"), imported("IV-1", "IV-2", "IV-3", "IV-4")):
        editions.refuse_loss(former, newer)
        assert [] == editions.lost(former, newer)


def test_a_table_that_is_gone_is_named_whatever_it_holds(former: editions.Edition) -> None:
    """Empty or absent is alike."""
    said = ["any of its 3 rows of treaty actions imported"]
    assert said == editions.lost(former, imported())
    assert said == editions.lost(former, replace(imported(), tables={}))


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    """Five are named, and how many there are."""
    path = tmp_path / "a.csv"
    path.write_text("x", encoding="utf-8")
    many, _ = editions.keep(tmp_path / "home", imported(*(f"I-{number}" for number in range(1, 8))), [path])
    assert ["6 of 7 values of treaty (I-2, I-3, I-4, I-5, I-6, ...)"] == editions.lost(many, imported("I-1"))


def test_what_covers_less_is_refused_with_the_way_out(former: editions.Edition, tmp_path: Path) -> None:
    """The sentence names the file, the series, what goes, and the option."""
    newer = replace(imported("IV-1"), paths=(tmp_path / "4-1.csv",))
    with pytest.raises(UnreadableFileError, match=r"4-1\.csv: .*untc-status.*2 of 3 .*IV-2, IV-3.*--replace"):
        editions.refuse_loss(former, newer)


def test_a_damaged_edition_stands_in_nobodys_way(former: editions.Edition) -> None:
    """Whoever imports its file again mends it."""
    (former.folder / "treaty_actions_imported.parquet").write_bytes(b"")
    assert [] == editions.lost(former, imported("IV-1"))
