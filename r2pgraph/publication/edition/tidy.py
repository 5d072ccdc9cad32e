"""Every tidy table as CSV and Parquet, those of ours in one workbook, and what each column holds."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from r2pgraph import sources
from r2pgraph.publication.edition.answers import answers
from r2pgraph.publication.edition.csvw import csvw
from r2pgraph.publication.edition.workbook import workbook
from r2pgraph.tables import CROSSWALK, TABLES
from r2pgraph.tables.dictionary import section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from r2pgraph.editions import Edition
    from r2pgraph.publication.edition.folder import Draft
    from r2pgraph.store import Store
    from r2pgraph.tables import Column, Table

FOLDER: Final = "tables"

PARQUET: Final = "application/vnd.apache.parquet"
"""The media type of Parquet."""

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD: Final = """# Data dictionary

What each table of this edition holds. An empty cell says that nothing is known. In Parquet counts are integers,
flags booleans, and an empty cell is null; everything else is text, dates included, since some are known to the year
or the month alone.

"""


@dataclass(frozen=True)
class Tidy:
    """A table to publish.

    Attributes:
        name: the name of its files below ``tables/``, without an ending.
        table: what is declared of it.
        frame: its rows, every column of type String, an empty cell the empty string.
        ours: whether it is no import of the user's, so that it stands in the workbook.
    """

    name: str
    table: Table
    frame: pl.DataFrame
    ours: bool = True

    @property
    def path(self) -> str:
        """Return where its CSV stands in the edition."""
        return f"{FOLDER}/{self.name}.csv"


def gather(store: Store, imports: Sequence[Edition]) -> list[Tidy]:
    """Return the curated tables, the crosswalks of names, ratings and scores, and what was imported, by name."""
    found = [Tidy(stem, TABLES[stem], frame) for stem, frame in sources.tables().items()]
    found += [Tidy(f"names/{stem}", CROSSWALK, frame, ours=False) for stem, frame in sources.crosswalks().items()]
    found += [Tidy(table.stem, table, frame) for table, frame in answers(store)]
    found += _imported(imports)
    return sorted(found, key=lambda each: each.name)


def write(draft: Draft, tables: Sequence[Tidy], day: str) -> None:
    """Write the tables, their metadata, the workbook and the dictionary."""
    for each in tables:
        title = each.table.meaning.rstrip(".")
        draft.put(each.path, _csv(each.frame), "text/csv", title)
        draft.put(f"{FOLDER}/{each.name}.parquet", _parquet(each), PARQUET, title)
    described = json.dumps(csvw(tables), ensure_ascii=False, indent=2) + "\n"
    draft.put(f"{FOLDER}/csv-metadata.json", described.encode(), "application/csvm+json", "What the CSV files hold")
    draft.put(f"{FOLDER}/dictionary.md", _dictionary(tables).encode(), "text/markdown", "Data dictionary")
    ours = [each for each in tables if each.ours]
    draft.put(f"{FOLDER}/r2pgraph.xlsx", workbook(ours, day), _XLSX, "The tables as one workbook")


def typed(frame: pl.DataFrame, columns: Iterable[Column]) -> pl.DataFrame:
    """Return the rows with integers for counts, booleans for flags, and null for an empty cell."""
    import polars as pl

    kinds = {"count": pl.Int64, "flag": pl.Boolean}
    return frame.select(
        pl.when(pl.col(each.name) == "true").then(True).when(pl.col(each.name) == "false").then(False)  # noqa: FBT003
        .alias(each.name) if each.form == "flag"
        else pl.when(pl.col(each.name) != "").then(each.name).cast(kinds.get(each.form, pl.String)).alias(each.name)
        for each in columns
    )  # fmt: skip


def _csv(frame: pl.DataFrame) -> bytes:
    """Return UTF-8 with line feeds, in which an empty cell is nothing at all, and a cell is quoted where it must be."""
    import polars as pl

    bare = frame.select(pl.when(pl.all() != "").then(pl.all()))
    return bare.write_csv().encode()


def _parquet(each: Tidy) -> bytes:
    held = io.BytesIO()
    typed(each.frame, each.table.columns).write_parquet(held, compression="zstd", statistics=True)
    return held.getvalue()


def _imported(imports: Sequence[Edition]) -> Iterator[Tidy]:
    from r2pgraph.tables.imported import IMPORTED

    for edition in imports:
        for stem in edition.rows:
            if stem in IMPORTED:
                yield Tidy(f"imported/{edition.series}/{stem}", IMPORTED[stem], edition.table(stem), ours=False)


def _dictionary(tables: Sequence[Tidy]) -> str:
    """Return the sections of the tables; the crosswalks, and the imports of one kind, share theirs."""
    files: dict[str, list[Tidy]] = {}
    for each in tables:
        files.setdefault(each.table.stem, []).append(each)
    return _HEAD + "\n".join(
        section(found[0].table, ", ".join(f"{each.name}.csv" for each in found)) for found in files.values()
    )
