"""``r2pgraph import``: read files of the UN and others into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from r2pgraph.cli.options import home, home_option
from r2pgraph.cli.show import progress
from r2pgraph.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from r2pgraph.pipeline import TakenIn

SHOWN = 3
"""How many findings of each class are shown; the file of the edition holds them all."""


@click.command(
    "import",
    short_help="Read files of the UN and others into the store.",
    epilog="Example: r2pgraph import undgacm-ga 76.json 77.json",
)
@click.argument("kind")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--findings", "every", is_flag=True, help="Show every finding, not the first of each class.")
@click.option("--replace", is_flag=True, help="Let files that cover less take the place of those imported before.")
@home_option
def command(kind: str, files: tuple[Path, ...], *, every: bool, replace: bool) -> None:
    """Import FILES of one KIND; `r2pgraph sources` lists the kinds and where to get the files.

    A folder stands for all files below it. What was repaired, kept or refused is told and kept with the import.
    The same file again changes nothing; a newer one of the same series takes the place of the earlier, which is kept.
    Files that cover less than those are refused unless you say --replace.
    Ends with status 1 when a file is refused; then nothing of this call is imported.
    """
    from r2pgraph import pipeline

    refuse_absent(kind, files)
    try:
        with progress("Importing") as tell:
            taken = pipeline.take_in(home(), kind, files, tell, replace=replace)
    except UnreadableFileError as error:
        click.echo(f"Refused: {error}\nNothing was imported; the store is as before.", err=True)
        raise click.exceptions.Exit(1) from error
    for one in taken:
        show(one, every=every)
    compare(taken)


def refuse_absent(kind: str, files: Iterable[Path]) -> None:
    """Raise a click.UsageError that names every file that is not there, and with them a kind that there is not."""
    from r2pgraph import importers
    from r2pgraph.errors import UnknownNameError

    absent = [f"{str(path)!r}" for path in files if not path.exists()]
    if not absent:
        return
    said = [f"There is no file or folder {', '.join(absent)}. Look at the name and the folder."]
    try:
        importers.find(kind)
    except UnknownNameError as error:
        said.insert(0, str(error))
    raise click.UsageError("\n".join(said))


def compare(taken: Iterable[TakenIn]) -> None:
    """Print how the votes that were imported stand to those of every other series that has some of the roll calls."""
    from r2pgraph import editions

    counted = editions.current(home())
    for one in taken:
        series = one.edition.series
        for other, found in editions.compared(one.edition, counted):
            alone = found.votes_only_in_first + found.votes_only_in_second
            click.echo(
                f"Votes of {series} and {other}: {found.compared:,} compared, {found.disagreeing:,} disagree, "
                f"{alone:,} are in one alone. Roll calls that both have: {found.roll_calls:,}."
            )
            for resolution, state, ours, theirs in found.disagreements.head(SHOWN).rows():
                click.echo(f"  {resolution} {state}: {series} {ours}, {other} {theirs}")


def show(taken: TakenIn, *, every: bool) -> None:
    """Print what came of one import."""
    edition = taken.edition
    tables = ", ".join(f"{stem} {rows:,}" for stem, rows in edition.rows.items())
    news = "imported" if taken.new else "was imported before; nothing changed"
    click.echo(f"{edition.series}: {news}. {edition.rows_in:,} records in; rows out: {tables}.")
    if edition.replaces and taken.new:
        click.echo(f"  It takes the place of edition {edition.replaces}, which is kept.")
        for phrase in taken.lost:
            click.echo(f"  No longer covered: {phrase}.")
    shown: dict[str, int] = {}
    for finding in taken.imported.findings:
        name = f"{finding.kind} {finding.action}"
        shown[name] = shown.get(name, 0) + 1
        if every or shown[name] <= SHOWN:
            click.echo(f"  {finding}")
    for name, count in edition.findings.items():
        if count > SHOWN and not every:
            click.echo(f"  and {count - SHOWN:,} more of {name}")
    if edition.findings:
        click.echo(f"  All findings: {edition.folder / 'findings.csv'}")
