"""Read the files of links to the things of others: tables of SSSOM with a head of comments, one file a set."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

import polars as pl

from r2pgraph.sources.reading import read as read_table
from r2pgraph.sources.reading import text
from r2pgraph.tables import LINKS
from r2pgraph.tables.check import Problem
from r2pgraph.tables.check import check as check_table
from r2pgraph.vocab import BASE, EXTERNAL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Frames = Mapping[str, pl.DataFrame]

ENDING: Final = ".sssom.tsv"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_OURS: Final = ("link", "organisation", "source")
_THEIRS: Final = ("semapv", "skos")


@dataclass(frozen=True, slots=True)
class File:
    """One file of links: the set it holds, the lines of its head, and its rows as they are written."""

    name: str
    head: tuple[str, ...]
    rows: pl.DataFrame

    @property
    def set(self) -> str:
        """Return the key of the set of links."""
        return self.name.removesuffix(ENDING)


def read(data: Path) -> list[File]:
    """Return every file of links below a data folder, by name; raises UnreadableFileError for a broken one."""
    return [_file(path) for path in sorted((data / "links").glob("*.tsv"))]


def check(files: list[File], frames: Frames) -> list[Problem]:
    """Return everything that is wrong with files of links, file by file.

    Whether the links hold together is asked of the graph by the saved checks, not here.
    """
    known = set(frames["link_sets"]["key"])
    told = [
        Problem(
            file.name,
            1,
            "set",
            file.set,
            "No set of links of this name is declared.",
            f"Declare it in link_sets.csv, or name the file KEY{ENDING}.",
        )
        for file in files
        if file.set not in known or not file.name.endswith(ENDING)
    ]
    for file in files:
        if file.set in known:
            told += check_table(file.rows, LINKS, frames, file.name, len(file.head))
            told += _strangers(file, frames)
    absent = sorted(known - {file.set for file in files})
    return told + [
        Problem("link_sets.csv", 1, "key", key, "The set has no file.", f"Add links/{key}{ENDING}.") for key in absent
    ]


def together(files: list[File], frames: Frames) -> pl.DataFrame:
    """Return the links of all files in one table with the column ``set``, the IRIs of the other things in full."""
    empty = pl.DataFrame(schema=dict.fromkeys((*LINKS.header, "set"), pl.String))
    return pl.concat([empty, *(_expanded(file, frames) for file in files)])


def head(key: str, frames: Frames) -> tuple[str, ...]:
    """Return the head that the file of a set has: what SSSOM asks to be said of a whole table, as comments in YAML."""
    (row,) = frames["link_sets"].filter(key=key).to_dicts()
    target = target_of(key, frames)
    subjects = {"states": ("region", "state"), "treaties": ("treaty",), "organisations": ("organisation",)}
    prefixes = {name: f"{BASE}{name}/" for name in (*_OURS, *subjects.get(row["subjects"], ("indicator", "test")))}
    prefixes |= {name: EXTERNAL[name] for name in _THEIRS} | {target["prefix"]: target["uri_space"]}
    return (
        f'#mapping_set_id: "{BASE}linkset/{key}"',
        f'#mapping_set_title: "{row["label"]}"',
        f'#license: "{LICENCE}"',
        "#curie_map:",
        *(f'#  {name}: "{space}"' for name, space in sorted(prefixes.items())),
    )


def target_of(key: str, frames: Frames) -> dict[str, str]:
    """Return the row of the data set that a set of links leads to."""
    (row,) = frames["link_sets"].filter(key=key).to_dicts()
    (target,) = frames["link_targets"].filter(key=row["target"]).to_dicts()
    return target


def _file(path: Path) -> File:
    lines = tuple(takewhile(lambda line: line.startswith("#"), text(path).split("\n")))
    return File(path.name, lines, read_table(path, "\t", len(lines)))


def _strangers(file: File, frames: Frames) -> list[Problem]:
    """Return the rows whose other thing does not bear the prefix of the data set that the set leads to."""
    if "object_id" not in file.rows.columns:
        return []
    prefix = target_of(file.set, frames)["prefix"]
    rule, remedy = "Its prefix is not that of the data set.", f"Begin it with {prefix}:, or move the row to its file."
    return [
        Problem(file.name, line, "object_id", value, rule, remedy)
        for line, value in enumerate(file.rows["object_id"], start=len(file.head) + 2)
        if value.partition(":")[0] != prefix
    ]


def _expanded(file: File, frames: Frames) -> pl.DataFrame:
    target = target_of(file.set, frames)
    rest = pl.col("object_id").str.strip_prefix(f"{target['prefix']}:")
    return file.rows.with_columns(
        pl.concat_str(pl.lit(target["uri_space"]), rest).alias("object_id"), pl.lit(file.set).alias("set")
    )
