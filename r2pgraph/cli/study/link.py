"""``r2pgraph link``: add our IRIs to a table of the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from r2pgraph.cli.options import home_option
from r2pgraph.cli.show import open_store

if TYPE_CHECKING:
    from r2pgraph.importers.own_table import OwnTable
    from r2pgraph.matching import Doubt, Linked

TOLD: Final = 40
"""The most doubtful names that are listed; the column ``r2p_match`` tells of all."""

NUMBERS: Final = (
    "Numbers are read as M49 codes of three digits: 004 is Afghanistan. Those of other lists, such as the\n"
    "Correlates of War, are not known and may be the M49 code of another state: link by names or letters."
)
"""What is told where a column that names states holds numbers."""


@click.command(
    "link",
    short_help="Add our IRIs to a table of your own.",
    epilog="Example: r2pgraph link survey.csv --column country --as state -o survey-linked.csv",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", required=True, help="The column that holds names, codes or IRIs.")
@click.option(
    "--as",
    "kind",
    required=True,
    help="What they name: state, treaty, resolution, organisation, indicator, assessment.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A new file; without it the table is printed.")
@home_option
def command(file: Path, column: str, kind: str, output: Path | None) -> None:
    """Add four columns to the CSV table FILE: r2p_iri, r2p_label, r2p_score and r2p_match.

    A name is compared as the reconciliation service does. What could mean two things, or is only
    somewhat like a name, gets no IRI and is listed with what it may mean.
    """
    from r2pgraph.importers import own_table
    from r2pgraph.matching import ADDED, Matcher, link
    from r2pgraph.matching.linking import kind_of
    from r2pgraph.publication.export import place, refuse_taken

    kind_of(kind)
    if output is not None:
        refuse_taken(output)
    table = own_table.read(file)
    _refuse_columns(table, column, file.name)
    with open_store() as store:
        linked = link(Matcher(store), table.column(column), kind)
    content = table.beside(ADDED, linked.rows).written()
    if output is None:
        click.echo(content, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        place(output, content)
        click.echo(f"Table: {output}")
    _tell(linked, kind_of(kind), to_stderr=output is None)
    if kind_of(kind) == "State" and any(cell.strip().isdecimal() for cell in table.column(column)):
        click.echo(NUMBERS, err=output is None)


def _refuse_columns(table: OwnTable, column: str, file: str) -> None:
    """Raise where the column is missing, or one that is added is there already."""
    from r2pgraph.errors import UnknownNameError, UnreadableFileError
    from r2pgraph.matching import ADDED

    if column not in table.header:
        raise UnknownNameError.among("column", column, table.header, f"{file} has {', '.join(table.header)}.")
    if taken := [name for name in ADDED if name in table.header]:
        raise UnreadableFileError(file, f"The column {taken[0]!r} is there already.", 1, "Rename it, or leave it out.")


def _tell(linked: Linked, kind: str, *, to_stderr: bool) -> None:
    """Say how many rows were matched how, and list the names without a match."""
    counts = linked.counts
    words = {"exact": "by a known name or code", "alike": "by a name that is much alike", "doubtful": "in doubt",
             "none": "like no known name", "empty": "empty"}  # fmt: skip
    told = ", ".join(f"{counts[how]} {said}" for how, said in words.items() if counts[how])
    click.echo(f"{_rows(len(linked.rows))}: {told}.", err=to_stderr)
    if linked.doubts:
        one = f"an {kind.lower()}" if kind[0] in "AEIOU" else f"a {kind.lower()}"
        click.echo(f"Names without {one}, with what they may mean:", err=to_stderr)
    for doubt in linked.doubts[:TOLD]:
        click.echo(f"  {_line(doubt)}", err=to_stderr)
    if len(linked.doubts) > TOLD:
        click.echo(f"  and {len(linked.doubts) - TOLD} more; r2p_match tells of them all.", err=to_stderr)


def _line(doubt: Doubt) -> str:
    near = "; ".join(f"{each.entry.name} ({each.entry.key}) {each.score:g}" for each in doubt.candidates)
    return f"{' '.join(doubt.name.split())} ({_rows(doubt.rows)}): {near or 'nothing like it'}"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"
